package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/gowebpki/jcs"

	"github.com/osint-radar/academy/internal/training"
)

// genesis is the hash before the first row.
var genesis = strings.Repeat("0", 64)

// ChainError names the first row of a chain that is not as it was written.
type ChainError struct {
	Table  string // "audit" or "evidence"
	Run    training.RunID
	Seq    int64
	Reason string
}

func (e *ChainError) Error() string {
	where := e.Table
	if e.Run != "" {
		where += " of run " + string(e.Run)
	}
	return fmt.Sprintf("%s: row %d: %s", where, e.Seq, e.Reason)
}

// rowHash is the hex SHA-256 of a row's canonical JSON (RFC 8785): an object with
// the row's columns as keys, all but row_hash. Times are RFC 3339 in UTC with
// microseconds as far as they are not zero; JSON columns stand as what they are.
func rowHash(row any) (string, error) {
	v := reflect.ValueOf(row)
	object := map[string]any{}
	for _, f := range fields(v.Type()) {
		if f.Name == "row_hash" {
			continue
		}
		field := v.FieldByIndex(f.Index).Interface()
		if at, ok := field.(time.Time); ok {
			field = at.UTC().Format(time.RFC3339Nano)
		}
		object[f.Name] = field
	}
	plain, err := json.Marshal(object)
	if err != nil {
		return "", fmt.Errorf("hash a row: %w", err)
	}
	canonical, err := jcs.Transform(plain)
	if err != nil {
		return "", fmt.Errorf("hash a row: %w", err)
	}
	sum := sha256.Sum256(canonical)
	return hex.EncodeToString(sum[:]), nil
}

// link is what a chain needs to know of a row.
type link struct {
	seq        int64
	prev, hash string
	row        any
}

// follow checks that a row comes after seq and prev and is as it was hashed.
func follow(table string, run training.RunID, seq int64, prev string, l link) error {
	bad := func(reason string) error { return &ChainError{table, run, seq + 1, reason} }
	if l.seq != seq+1 {
		return bad(fmt.Sprintf("is missing; the next row there is %d", l.seq))
	}
	if l.prev != prev {
		return bad("does not name the hash of the row before it")
	}
	sum, err := rowHash(l.row)
	if err != nil {
		return bad(err.Error())
	}
	if sum != l.hash {
		return bad("was changed: its content does not give its hash")
	}
	return nil
}

// VerifyAudit walks the whole audit chain and returns its length and the hash of
// its last row. A row that was changed, taken out, put in or cut off the end is
// a [*ChainError] that names it.
func (s *Store) VerifyAudit(ctx context.Context) (rows int64, head string, err error) {
	return s.verifyAudit(ctx)
}

func (q queries) verifyAudit(ctx context.Context) (rows int64, head string, err error) {
	head = genesis
	const batch = 1000
	for {
		entries, err := all[training.AuditEntry](ctx, q, "walk the audit chain",
			"SELECT "+columns[training.AuditEntry]()+" FROM audit WHERE seq > ? ORDER BY seq LIMIT ?", rows, batch)
		if err != nil {
			return rows, head, err
		}
		for _, e := range entries {
			if err := follow("audit", "", rows, head, link{e.Seq, e.Prev, e.Hash, e}); err != nil {
				return rows, head, err
			}
			rows, head = e.Seq, e.Hash
		}
		if len(entries) < batch {
			break
		}
	}
	end, err := one[headRow](ctx, q, "audit head", "SELECT id, seq, row_hash FROM audit_head WHERE id = 1")
	if errors.Is(err, training.ErrNotFound) {
		end, err = headRow{Hash: genesis}, nil
	}
	if err != nil {
		return rows, head, err
	}
	// The chain may have grown since it was walked; it cannot have shrunk.
	if end.Seq < rows || end.Seq == rows && end.Hash != head {
		return rows, head, &ChainError{"audit", "", rows, "is the last one, and the chain's end was noted otherwise"}
	}
	if end.Seq > rows {
		n, err := one[int64](ctx, q, "audit", "SELECT COUNT(*) FROM audit WHERE seq = ?", end.Seq)
		if err == nil && n == 0 {
			err = &ChainError{"audit", "", rows + 1, fmt.Sprintf("is missing; the chain once reached row %d", end.Seq)}
		}
		return rows, head, err
	}
	return rows, head, nil
}

// VerifyEvidence walks the evidence chain of one run.
func (q queries) VerifyEvidence(ctx context.Context, sc training.Scope, run training.RunID) error {
	log, err := q.Evidence(ctx, sc, run)
	if err != nil {
		return err
	}
	return VerifyEvidenceLog(run, log)
}

// VerifyEvidenceLog checks an evidence log that was read or exported.
func VerifyEvidenceLog(run training.RunID, log []training.Evidence) error {
	prev := genesis
	for i, e := range log {
		if err := follow("evidence", run, int64(i), prev, link{int64(e.Seq), e.PrevHash, e.RowHash, e}); err != nil {
			return err
		}
		prev = e.RowHash
	}
	return nil
}
