package exercise

import (
	"context"
	"fmt"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// SaveFinding records a claim, or with a Number its next revision. Kind, Claim,
// Note and Key are the caller's; the rest is filled in. A repeated key returns
// what the first call recorded.
func (r *Room) SaveFinding(ctx context.Context, sc training.Scope, id training.RunID, f training.Finding) (training.Finding, error) {
	if err := cleanClaim(&f); err != nil {
		return f, err
	}
	saved := f
	err := r.Store.InTx(ctx, func(tx *store.Tx) error {
		run, now, err := r.open(ctx, tx, sc, id)
		if err != nil {
			return err
		}
		f := f // the store numbers it: a transaction that is run again must not begin with that number
		f.Site, f.Team, f.Run, f.Person = run.Site, run.Team, run.ID, sc.Person
		f.Wall, f.Scenario = now.wall, now.scenario
		saved, err = tx.AddFinding(ctx, sc, f)
		return err
	})
	return saved, err
}

// WithdrawFinding takes a claim back; it stays in the history. The note says why.
func (r *Room) WithdrawFinding(ctx context.Context, sc training.Scope, id training.RunID, number int, note, key string) error {
	return r.revise(ctx, sc, id, number, func(f *training.Finding) {
		f.Withdrawn, f.Note, f.Key = true, note, key
	})
}

// RestoreFinding undoes a withdrawal.
func (r *Room) RestoreFinding(ctx context.Context, sc training.Scope, id training.RunID, number int, key string) error {
	return r.revise(ctx, sc, id, number, func(f *training.Finding) { f.Withdrawn, f.Key = false, key })
}

func (r *Room) revise(ctx context.Context, sc training.Scope, id training.RunID, number int, change func(*training.Finding)) error {
	return r.Store.InTx(ctx, func(tx *store.Tx) error {
		_, now, err := r.open(ctx, tx, sc, id)
		if err != nil {
			return err
		}
		history, err := tx.FindingHistory(ctx, sc, id, number)
		if err != nil {
			return err
		}
		if len(history) == 0 {
			return training.NotFound("the finding")
		}
		f := history[len(history)-1]
		change(&f)
		note, err := training.CleanText("note", f.Note, 4000)
		if err != nil {
			return err
		}
		f.Note, f.Person, f.Wall, f.Scenario = note, sc.Person, now.wall, now.scenario
		_, err = tx.AddFinding(ctx, sc, f)
		return err
	})
}

// Findings lists what the team claims now, answers and labels left out.
func (r *Room) Findings(ctx context.Context, sc training.Scope, id training.RunID) ([]training.Finding, error) {
	all, err := r.Store.Findings(ctx, sc, id)
	if err != nil {
		return nil, err
	}
	var out []training.Finding
	for _, f := range all {
		if f.Kind != training.AnswerFinding && f.Kind != training.LabelFinding {
			out = append(out, f)
		}
	}
	return out, nil
}

// AllFindings lists the newest revision of everything the team ever recorded,
// what it took back too, by number.
func (r *Room) AllFindings(ctx context.Context, sc training.Scope, id training.RunID) ([]training.Finding, error) {
	return r.Store.AllFindings(ctx, sc, id)
}

// Finding returns one claim as it stands, withdrawn or not, with its history.
func (r *Room) Finding(ctx context.Context, sc training.Scope, id training.RunID, number int) (training.Finding, []training.Finding, error) {
	history, err := r.Store.FindingHistory(ctx, sc, id, number)
	if err != nil {
		return training.Finding{}, nil, err
	}
	if len(history) == 0 || number == 0 {
		return training.Finding{}, nil, training.NotFound("the finding")
	}
	return history[len(history)-1], history, nil
}

// cleanClaim checks every text of a claim once, for both engines.
func cleanClaim(f *training.Finding) error {
	c := &f.Claim
	fields := []struct {
		name string
		text *string
		max  int
	}{
		{"note", &f.Note, 4000},
		{"type", &c.Type, 40},
		{"role", &c.Role, 200},
		{"subject", &c.Subject, 20},
		{"predicate", &c.Predicate, 40},
		{"object", &c.Object, 20},
		{"txid", &c.TxID, 100},
		{"question", &c.Question, 40},
		{"record", &c.Record, 200},
		{"label", &c.Label, 20},
		{"word", &c.Word, 40},
	}
	for _, t := range fields {
		clean, err := training.CleanText(t.name, *t.text, t.max)
		if err != nil {
			return err
		}
		*t.text = clean
	}
	if len(c.Value) > 64<<10 {
		return training.Invalid("value", "is longer than 64 KiB", "a shorter answer")
	}
	for i := range c.Selectors {
		s := &c.Selectors[i]
		for _, t := range []struct {
			name string
			text *string
		}{{"kind", &s.Kind}, {"platform", &s.Platform}, {"value", &s.Value}} {
			clean, err := training.CleanLine(fmt.Sprintf("%s%d", t.name, i+1), *t.text, 400)
			if err != nil {
				return err
			}
			*t.text = clean
		}
		if s.Value == "" {
			return training.Invalid(fmt.Sprintf("value%d", i+1), "is empty", "the handle, address, name… itself")
		}
	}
	return f.Check()
}
