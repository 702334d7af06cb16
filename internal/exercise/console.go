package exercise

import (
	"context"
	"time"

	"github.com/osint-radar/academy/internal/training"
)

// Row is one team on the trainer's console.
type Row struct {
	View
	Last    time.Time // wall time of the team's last action; zero: none
	Idle    time.Duration
	Conduct []training.Conduct
	Decided int
	Marked  int // criteria marked
	ToMark  int
}

// Console lists every run of the site that is not archived, for the trainer:
// what each team did last, and what it has.
func (r *Room) Console(ctx context.Context, sc training.Scope) ([]Row, error) {
	if err := trainer(sc); err != nil {
		return nil, err
	}
	runs, err := r.Store.Runs(ctx, sc)
	if err != nil {
		return nil, err
	}
	var out []Row
	for _, run := range runs {
		if run.State == training.Archived {
			continue
		}
		v, err := r.View(ctx, sc, run.ID)
		if err != nil {
			return nil, err
		}
		row := Row{View: v, Conduct: r.conduct(run), ToMark: len(v.Scenario.Rubric.Criteria)}
		if row.Last, err = r.last(ctx, sc, run.ID); err != nil {
			return nil, err
		}
		if !row.Last.IsZero() {
			row.Idle = v.Wall.Sub(row.Last)
		}
		if v.Submissions > 0 && (run.State == training.Marking || run.State == training.Released) {
			desk, err := r.Marking(ctx, sc, run.ID)
			if err != nil {
				return nil, err
			}
			row.Marked = desk.Marked
		}
		out = append(out, row)
	}
	return out, nil
}

// last returns when the team did something that left a row.
func (r *Room) last(ctx context.Context, sc training.Scope, id training.RunID) (time.Time, error) {
	var last time.Time
	later := func(t time.Time) {
		if t.After(last) {
			last = t
		}
	}
	evidence, err := r.Store.Evidence(ctx, sc, id)
	if err != nil {
		return last, err
	}
	for _, e := range evidence {
		later(e.Wall)
	}
	findings, err := r.Store.AllFindings(ctx, sc, id)
	if err != nil {
		return last, err
	}
	for _, f := range findings {
		later(f.Wall)
	}
	decisions, err := r.Store.Decisions(ctx, sc, id)
	if err != nil {
		return last, err
	}
	for _, d := range decisions {
		later(d.Wall)
	}
	draft, err := r.Store.Draft(ctx, sc, id)
	if err != nil {
		return last, err
	}
	later(draft.Saved)
	return last, nil
}
