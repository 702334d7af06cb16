package store

import (
	"context"

	"github.com/osint-radar/academy/internal/training"
)

// AddDelivery records that an inject was fired or skipped, and says whether this
// call did it: an inject of a run is delivered once, whoever asks how often.
func (t *Tx) AddDelivery(ctx context.Context, sc training.Scope, d training.InjectDelivery) (bool, error) {
	r, err := t.LockRun(ctx, sc, d.Run)
	if err != nil {
		return false, err
	}
	d.Site, d.Team = r.Site, r.Team
	return t.insertOnce(ctx, "deliveries", d)
}

// Deliveries lists what a run's team was sent, in scenario order.
func (q queries) Deliveries(ctx context.Context, sc training.Scope, run training.RunID) ([]training.InjectDelivery, error) {
	where, args, err := within(sc)
	if err != nil {
		return nil, err
	}
	return all[training.InjectDelivery](ctx, q, "list deliveries",
		"SELECT "+columns[training.InjectDelivery]()+" FROM deliveries WHERE "+where+" AND run = ? ORDER BY scenario, inject", append(args, run)...)
}

// AddMessage puts a message in a run's inbox. A repeated key returns the message
// that is there.
func (t *Tx) AddMessage(ctx context.Context, sc training.Scope, m training.Message) (training.Message, error) {
	r, err := t.LockRun(ctx, sc, m.Run)
	if err != nil {
		return m, err
	}
	m.Site, m.Team = r.Site, r.Team
	if m.Key == "" {
		m.Key = training.NewID[string]()
	}
	if m.ID == "" {
		m.ID = training.NewID[training.MessageID]()
	}
	same, found, err := byKey[training.Message](ctx, t, "messages", r, m.Key)
	if err != nil || found {
		if found && (same.Body != m.Body || same.From != m.From) {
			err = training.Conflict("the idempotency key was used for another message")
		}
		return same, err
	}
	return m, t.insert(ctx, "messages", m)
}

// byKey looks for a row of a run that an earlier request with the same
// idempotency key has written.
func byKey[T any](ctx context.Context, t *Tx, table string, r training.Run, key string) (T, bool, error) {
	rows, err := all[T](ctx, t.queries, "look for the key in "+table,
		"SELECT "+columns[T]()+" FROM "+table+" WHERE site = ? AND team = ? AND run = ? AND idem = ?", r.Site, r.Team, r.ID, key)
	if err != nil || len(rows) == 0 {
		var none T
		return none, false, err
	}
	return rows[0], true, nil
}

// Messages lists a run's messages that the scope's role and person may read, in
// the order in which they were sent.
func (q queries) Messages(ctx context.Context, sc training.Scope, run training.RunID) ([]training.Message, error) {
	where, args, err := within(sc)
	if err != nil {
		return nil, err
	}
	query := "SELECT " + columns[training.Message]() + " FROM messages WHERE " + where + " AND run = ?"
	args = append(args, run)
	if sc.Role == training.Trainee {
		query += " AND (from_person = ? OR to_role = ? AND (to_person IS NULL OR to_person = ?))"
		args = append(args, sc.Person, training.Trainee, sc.Person)
	}
	return all[training.Message](ctx, q, "list messages", query+" ORDER BY wall, id", args...)
}

// MarkRead leaves a receipt at the first opening of an inject or message.
func (t *Tx) MarkRead(ctx context.Context, sc training.Scope, rc training.Receipt) error {
	r, err := t.Run(ctx, sc, rc.Run)
	if err != nil {
		return err
	}
	rc.Site, rc.Team = r.Site, r.Team
	_, err = t.insertOnce(ctx, "receipts", rc)
	return err
}

// Receipts lists who has read what in a run.
func (q queries) Receipts(ctx context.Context, sc training.Scope, run training.RunID) ([]training.Receipt, error) {
	where, args, err := within(sc)
	if err != nil {
		return nil, err
	}
	return all[training.Receipt](ctx, q, "list receipts",
		"SELECT "+columns[training.Receipt]()+" FROM receipts WHERE "+where+" AND run = ? ORDER BY at, kind, item, person", append(args, run)...)
}
