package exercise

import (
	"context"
	"time"

	"github.com/osint-radar/academy/internal/training"
)

// Row is one team on the trainer's console. Its Unread counts what nobody of the
// team has opened yet.
type Row struct {
	View
	Last     time.Time // wall time of the team's last action; zero: none
	Idle     time.Duration
	Conduct  []training.Conduct
	Marked   int       // criteria marked of the last submission
	ToMark   int       // criteria of the rubric
	HandedIn time.Time // the last submission; zero: none
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
		row, err := r.Row(ctx, sc, run.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, nil
}

// Row is one team's line of the console.
func (r *Room) Row(ctx context.Context, sc training.Scope, id training.RunID) (Row, error) {
	var row Row
	if err := trainer(sc); err != nil {
		return row, err
	}
	var err error
	if row.View, err = r.View(ctx, sc, id); err != nil {
		return row, err
	}
	if row.Conduct, err = r.conduct(row.Run); err != nil {
		return row, err
	}
	row.ToMark = len(row.Scenario.Rubric.Criteria)
	letters, err := r.Inbox(ctx, sc, id)
	if err != nil {
		return row, err
	}
	row.Unread = 0
	for _, l := range letters {
		if l.ToTeam && l.ReadBy == 0 {
			row.Unread++
		}
	}
	if row.Last, err = r.last(ctx, sc, id); err != nil {
		return row, err
	}
	if !row.Last.IsZero() {
		row.Idle = row.Wall.Sub(row.Last)
	}
	if row.Submissions > 0 {
		desk, err := r.Marking(ctx, sc, id)
		if err != nil {
			return row, err
		}
		row.Marked, row.HandedIn = desk.Marked, desk.Submission.At
	}
	return row, nil
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
