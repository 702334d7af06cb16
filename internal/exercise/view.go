package exercise

import (
	"context"
	"time"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
)

// View is a run as its pages show it.
type View struct {
	Run      training.Run
	Scenario *scenarios.Scenario
	Clock    training.Clock
	Wall     time.Time // now
	Now      time.Time // scenario time now; the zero time before the start
	Rate     training.Rate
	Day      int // of the scenario, from 1; 0 before the start

	Unread, Evidence, Findings, Answered, Labelled, Decisions, Submissions int

	Portal   bool // there are providers to ask
	Requests int
}

// View delivers what is due and returns a run with the counts of its tabs.
func (r *Room) View(ctx context.Context, sc training.Scope, id training.RunID) (View, error) {
	var v View
	letters, err := r.Inbox(ctx, sc, id)
	if err != nil {
		return v, err
	}
	for _, l := range letters {
		if !l.Read {
			v.Unread++
		}
	}
	if v.Run, err = r.Store.Run(ctx, sc, id); err != nil {
		return v, err
	}
	if v.Scenario, err = r.scenario(v.Run); err != nil {
		return v, err
	}
	evidence, err := r.EvidenceList(ctx, sc, id)
	if err != nil {
		return v, err
	}
	findings, err := r.Store.Findings(ctx, sc, id)
	if err != nil {
		return v, err
	}
	for _, f := range findings {
		switch f.Kind {
		case training.AnswerFinding:
			v.Answered++
		case training.LabelFinding:
			v.Labelled++
		default:
			v.Findings++
		}
	}
	decisions, err := r.Store.Decisions(ctx, sc, id)
	if err != nil {
		return v, err
	}
	submissions, err := r.Store.Submissions(ctx, sc, id)
	if err != nil {
		return v, err
	}
	requests, err := r.Store.Requests(ctx, sc, id)
	if err != nil {
		return v, err
	}
	v.Evidence, v.Decisions, v.Requests, v.Submissions = len(evidence), len(decisions), len(requests), len(submissions)
	now, clock, err := r.moment(ctx, r.Store, sc, id)
	if err != nil {
		return v, err
	}
	v.Clock, v.Wall, v.Now, v.Rate = clock, now.wall, now.scenario, clock.RateAt(now.wall)
	v.Day = day(v.Run, clock, now)
	v.Portal = clock.Started() && r.HasPortal(id)
	return v, nil
}

// day counts the scenario's days from 1; before the start it is 0.
func day(run training.Run, clock training.Clock, now instant) int {
	if !clock.Started() {
		return 0
	}
	return int(now.scenario.Sub(run.ScenarioStart)/(24*time.Hour)) + 1
}

// Run returns one run within reach: what a page needs to know whose it is.
func (r *Room) Run(ctx context.Context, sc training.Scope, id training.RunID) (training.Run, error) {
	return r.Store.Run(ctx, sc, id)
}

// Runs lists the runs within reach, the newest first, with their scenarios. One
// whose scenario's text cannot be had is left out, so that it keeps nobody from
// the others; the log tells of it.
func (r *Room) Runs(ctx context.Context, sc training.Scope) ([]View, error) {
	runs, err := r.Store.Runs(ctx, sc)
	if err != nil {
		return nil, err
	}
	var out []View
	for _, run := range runs {
		scenario, err := r.scenario(run)
		if err != nil {
			continue
		}
		now, clock, err := r.moment(ctx, r.Store, sc, run.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, View{
			Run: run, Scenario: scenario, Clock: clock, Wall: now.wall, Now: now.scenario, Rate: clock.RateAt(now.wall), Day: day(run, clock, now),
		})
	}
	return out, nil
}
