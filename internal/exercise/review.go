package exercise

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/osint-radar/academy/internal/grading"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/simulator/truth"
)

// Review is what a team may see after the release: the automatic score with its
// reasons, the trainer's marks, the truth, and for each fact how far they came.
type Review struct {
	Run        training.Run
	Submission training.StoredSubmission
	Score      grading.Score
	ScoreSum   string // SHA-256 of the automatic score's bytes
	ScoreJSON  []byte // those bytes: what "radar score" prints
	Published  Published
	Criteria   map[string]scenarios.Criterion
	Truth      []truth.Fact
	Found      []Found
}

// Found is the findability line of one fact: released, opened, captured, claimed.
type Found struct {
	Ref      string // "t1", "t2"…: names the line on a page
	Fact     truth.Fact
	Subject  string // what subject and object are called
	Object   string
	Released time.Time // scenario time from which it could be found
	Opened   bool      // range or desk served a record of its proof to the team
	Captured bool      // the team's evidence holds one
	Claimed  bool      // the team's submission was credited for it
	Verdict  string    // "found", "recorded, not concluded", "seen, not recorded", "not seen", "not yet public"
}

// Review returns it; before the release it is [training.ErrNotFound] for everybody.
func (r *Room) Review(ctx context.Context, sc training.Scope, id training.RunID) (Review, error) {
	var v Review
	var err error
	if v.Run, err = r.Store.Run(ctx, sc, id); err != nil {
		return v, err
	}
	released, err := r.Store.ReleasedTruth(ctx, sc, id)
	if err != nil {
		return v, err
	}
	if _, v.Truth, err = truth.Read(bytes.NewReader(released.Facts)); err != nil {
		return v, fmt.Errorf("exercise: the released truth of run %s: %w", id, err)
	}
	scenario, err := r.scenario(v.Run)
	if err != nil {
		return v, err
	}
	v.Criteria = map[string]scenarios.Criterion{}
	for _, c := range scenario.Rubric.Criteria {
		v.Criteria[c.Code] = c
	}
	if err := r.scores(ctx, sc, &v); err != nil {
		return v, err
	}
	wire, err := training.DecodeSubmission(v.Submission.Wire)
	if err != nil {
		return v, fmt.Errorf("exercise: the stored submission %s: %w", v.Submission.ID, err)
	}
	handed, err := r.Store.Handouts(ctx, sc, v.Run.ID)
	if err != nil {
		return v, err
	}
	v.Found, err = r.findability(v.Run, v.Truth, wire, v.Score, handed)
	return v, err
}

// ReleasedTruth returns the plaintext of the run's truth as it was sealed, which
// "radar verify --reveal" and "radar score" read; before the release it is
// [training.ErrNotFound] for everybody.
func (r *Room) ReleasedTruth(ctx context.Context, sc training.Scope, id training.RunID) ([]byte, error) {
	released, err := r.Store.ReleasedTruth(ctx, sc, id)
	return released.Facts, err
}

// scores reads the published result and the automatic score it was published with.
func (r *Room) scores(ctx context.Context, sc training.Scope, v *Review) error {
	entries, err := r.Store.Scores(ctx, sc, v.Run.ID)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Kind == training.PublishedScore {
			if err := json.Unmarshal(e.Score, &v.Published); err != nil {
				return fmt.Errorf("exercise: the published result of run %s: %w", v.Run.ID, err)
			}
			if v.Submission, err = r.Store.Submission(ctx, sc, e.Submission); err != nil {
				return err
			}
		}
	}
	for _, e := range entries {
		if e.Kind == training.AutomaticScore && e.ScoreSHA256 == v.Published.Score {
			v.ScoreSum, v.ScoreJSON = e.ScoreSHA256, e.Score
			return json.Unmarshal(e.Score, &v.Score)
		}
	}
	return training.NotFound("the score of this run")
}

// findability separates "did not see" from "saw, did not record" and "recorded,
// did not conclude".
func (r *Room) findability(run training.Run, facts []truth.Fact, wire training.Submission, score grading.Score, handed []training.Handout) ([]Found, error) {
	names := map[string]string{}
	for _, f := range facts {
		if f.Kind == truth.Entity && len(f.Selectors) > 0 {
			names[f.ID] = f.Selectors[0].Value
		}
	}
	missed := map[string]bool{}
	for _, id := range score.Missed() {
		missed[id] = true
	}
	captured, fetched := map[string]bool{}, map[string]bool{}
	for _, e := range wire.Evidence {
		captured[e.Record] = true
	}
	for _, h := range handed {
		fetched[h.Record] = true
	}
	opened, err := r.opened(run)
	if err != nil {
		return nil, err
	}
	var out []Found
	for _, f := range facts {
		if f.Innocent || f.Kind != truth.Entity && f.Kind != truth.Link && f.Kind != truth.Alias && f.Kind != truth.Hop {
			continue
		}
		line := Found{Ref: fmt.Sprintf("t%d", len(out)+1), Fact: f, Subject: names[f.Subject], Object: names[f.Object], Released: f.VisibleFrom}
		public := !f.VisibleFrom.After(wire.ScenarioTime)
		line.Claimed = public && !missed[f.ID]
		if f.Kind == truth.Entity {
			line.Subject = names[f.ID]
		}
		for _, p := range f.Proof {
			line.Opened = line.Opened || opened[p] || inFile(fetched, p)
			line.Captured = line.Captured || captured[p] || inFile(captured, p)
		}
		switch {
		case line.Claimed:
			line.Verdict = "found"
		case !public:
			line.Verdict = "not yet public"
		case line.Captured:
			line.Verdict = "recorded, not concluded"
		case line.Opened:
			line.Verdict = "seen, not recorded"
		default:
			line.Verdict = "not seen"
		}
		out = append(out, line)
	}
	return out, nil
}
