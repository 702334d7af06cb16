package exercise

import (
	"context"

	"github.com/osint-radar/academy/internal/training"
)

// AutomaticScore returns the ledger's line of the run's last submission, for the
// trainer: its Score holds the bytes that "radar score" prints.
func (r *Room) AutomaticScore(ctx context.Context, sc training.Scope, id training.RunID) (training.ScoreEntry, error) {
	desk, err := r.Marking(ctx, sc, id)
	if err != nil {
		return training.ScoreEntry{}, err
	}
	_, entry, err := r.automatic(ctx, sc, desk.Run, desk.Submission)
	return entry, err
}

// Marks lists every judgement of the run's last submission, all revisions, in
// the order in which they were made.
func (r *Room) Marks(ctx context.Context, sc training.Scope, id training.RunID) ([]training.Mark, error) {
	desk, err := r.Marking(ctx, sc, id)
	if err != nil {
		return nil, err
	}
	all, err := r.Store.Marks(ctx, sc, id)
	if err != nil {
		return nil, err
	}
	var out []training.Mark
	for _, m := range all {
		if m.Submission == desk.Submission.ID {
			out = append(out, m)
		}
	}
	return out, nil
}
