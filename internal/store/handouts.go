package store

import (
	"context"

	"github.com/osint-radar/academy/internal/training"
)

// AddHandouts records files that a run's team fetches from its desk. What is
// there already stays as it was the first time.
func (t *Tx) AddHandouts(ctx context.Context, sc training.Scope, run training.RunID, list []training.Handout) error {
	r, err := t.Run(ctx, sc, run)
	if err != nil {
		return err
	}
	for _, h := range list {
		h.Site, h.Team, h.Run = r.Site, r.Team, r.ID
		h.Since, h.Wall, h.Scenario = training.Instant(h.Since), training.Instant(h.Wall), training.Instant(h.Scenario)
		if _, err := t.insertOnce(ctx, "handouts", h); err != nil {
			return err
		}
	}
	return nil
}

// Handouts lists what a run's team fetched from its desk, the first first.
func (q queries) Handouts(ctx context.Context, sc training.Scope, run training.RunID) ([]training.Handout, error) {
	where, args, err := within(sc)
	if err != nil {
		return nil, err
	}
	return all[training.Handout](ctx, q, "list handouts",
		"SELECT "+columns[training.Handout]()+" FROM handouts WHERE "+where+" AND run = ? ORDER BY wall, path, sha256", append(args, run)...)
}

// HandoutsElsewhere lists what the other teams of every site fetched since a run
// was opened, the first first. It is not for a page.
func (q queries) HandoutsElsewhere(ctx context.Context, r training.Run) ([]training.Handout, error) {
	return all[training.Handout](ctx, q, "list handouts of others",
		"SELECT "+columns[training.Handout]()+" FROM handouts WHERE NOT (site = ? AND team = ?) AND wall >= ? ORDER BY wall, path, sha256", r.Site, r.Team, training.Instant(r.Created))
}
