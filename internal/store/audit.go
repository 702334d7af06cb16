package store

import (
	"context"

	"github.com/gowebpki/jcs"

	"github.com/osint-radar/academy/internal/training"
)

// headRow is the end of the audit chain, kept apart so that rows cut off the end
// are noticed too.
type headRow struct {
	ID   int    `db:"id"`
	Seq  int64  `db:"seq"`
	Hash string `db:"row_hash"`
}

// Audit appends an entry to the audit chain, in the transaction of what it
// speaks of: one does not happen without the other. Call it last, because all
// instances wait for the chain's end. Detail may be any JSON; it is kept in
// canonical form.
func (t *Tx) Audit(ctx context.Context, e training.AuditEntry) error {
	if _, err := t.insertOnce(ctx, "audit_head", headRow{ID: 1, Hash: genesis}); err != nil {
		return err
	}
	head, err := one[headRow](ctx, t.queries, "audit head", "SELECT id, seq, row_hash FROM audit_head WHERE id = 1"+t.d.lock)
	if err != nil {
		return err
	}
	if len(e.Detail) == 0 {
		e.Detail = []byte("{}")
	}
	if e.Detail, err = jcs.Transform(e.Detail); err != nil {
		return training.Invalid("detail", "is not JSON: "+err.Error(), "a JSON object")
	}
	e.Seq, e.Prev, e.At = head.Seq+1, head.Hash, training.Instant(e.At)
	if e.Hash, err = rowHash(e); err != nil {
		return err
	}
	if err := t.insert(ctx, "audit", e); err != nil {
		return err
	}
	return t.change(ctx, "audit head", "UPDATE audit_head SET seq = ?, row_hash = ? WHERE id = 1", e.Seq, e.Hash)
}

// AuditLog lists entries of a site after a sequence number, at most limit.
func (q queries) AuditLog(ctx context.Context, sc training.Scope, after int64, limit int) ([]training.AuditEntry, error) {
	if err := sc.Check(); err != nil {
		return nil, err
	}
	if sc.Role != training.Administrator && sc.Role != training.Trainer {
		return nil, training.Forbidden("the audit log is for trainers and administrators")
	}
	return all[training.AuditEntry](ctx, q, "list the audit log",
		"SELECT "+columns[training.AuditEntry]()+" FROM audit WHERE site = ? AND seq > ? ORDER BY seq LIMIT ?", sc.Site, after, limit)
}
