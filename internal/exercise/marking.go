package exercise

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/osint-radar/academy/internal/grading"
	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
)

// Desk is what the trainer has before them when marking one submission.
type Desk struct {
	Run        training.Run
	Scenario   *scenarios.Scenario
	Submission training.StoredSubmission
	Wire       training.Submission
	Score      grading.Score
	Criteria   []Criterion
	Marked     int // criteria with a mark
	Result     grading.RubricResult
	Critical   []string // critical fails that were entered

	seen int // judgements of the run that this desk was read from
}

// Criterion is one row of the rubric with the mark it has.
type Criterion struct {
	scenarios.Criterion
	Mark *training.Mark // nil: not marked yet
	Hint string         // what the automatic score says of it
}

// Marking shows the desk for a run's last submission.
func (r *Room) Marking(ctx context.Context, sc training.Scope, id training.RunID) (Desk, error) {
	var d Desk
	if err := trainer(sc); err != nil {
		return d, err
	}
	var err error
	if d.Run, err = r.Store.Run(ctx, sc, id); err != nil {
		return d, err
	}
	if d.Scenario, err = r.scenario(d.Run); err != nil {
		return d, err
	}
	all, err := r.Store.Submissions(ctx, sc, id)
	if err != nil {
		return d, err
	}
	if len(all) == 0 {
		return d, training.NotFound("a submission of this run")
	}
	d.Submission = all[len(all)-1]
	if d.Wire, err = training.DecodeSubmission(d.Submission.Wire); err != nil {
		return d, fmt.Errorf("exercise: the stored submission %s: %w", d.Submission.ID, err)
	}
	if d.Score, _, err = r.automatic(ctx, sc, d.Run, d.Submission); err != nil {
		return d, err
	}
	marks, err := r.Store.Marks(ctx, sc, id)
	if err != nil {
		return d, err
	}
	d.seen = len(marks)
	d.judge(marks)
	return d, nil
}

// judge joins the rubric with the newest marks of this submission.
func (d *Desk) judge(marks []training.Mark) {
	newest := map[string]training.Mark{}
	for _, m := range marks {
		if m.Submission == d.Submission.ID {
			newest[m.Criterion] = m
		}
	}
	var judgements []grading.Judgement
	for _, c := range d.Scenario.Rubric.Criteria {
		row := Criterion{Criterion: c, Hint: hint(c.Code, d)}
		j := grading.Judgement{Criterion: c.Code, Weight: c.Weight}
		if m, ok := newest[c.Code]; ok {
			row.Mark, j.Level, j.Marked = &m, m.Level, true
			d.Marked++
		}
		d.Criteria = append(d.Criteria, row)
		judgements = append(judgements, j)
	}
	for _, cf := range d.Scenario.Rubric.CriticalFails {
		if newest[cf.Code].Level > 0 {
			d.Critical = append(d.Critical, cf.Code)
		}
	}
	d.Result = grading.Rubric(judgements, d.Critical)
}

// hint says beside a criterion what the automatic part has seen of it. It is a
// pointer for the trainer, never a mark.
func hint(code string, d *Desk) string {
	c := d.Score.Components
	switch code {
	case "C2":
		if c.Evidence != nil {
			good := 0
			for _, e := range d.Wire.Evidence {
				if e.Verdict == training.VerifiedAsServed {
					good++
				}
			}
			return fmt.Sprintf("%d of %d items are verified as served", good, len(d.Wire.Evidence))
		}
		return "no evidence was handed in"
	case "C4":
		if c.Calibration != nil {
			return fmt.Sprintf("Brier %s over %d claims with a word of likelihood", c.Calibration.Brier, c.Calibration.N)
		}
		return "no claim carries a word of likelihood"
	case "C5", "C6":
		if n := len(d.Score.InnocentsNamed); n > 0 {
			return fmt.Sprintf("%d innocent named", n)
		}
		return "no innocent is named"
	case "C7":
		if c.Labels != nil {
			return fmt.Sprintf("labels F1 %s", c.Labels.F1)
		}
	case "C11":
		return fmt.Sprintf("%d decisions were recorded", len(d.Wire.Decisions))
	}
	return ""
}

// SaveMark records a trainer's judgement of one criterion: level 0 to 3 with a
// reason. A second thought is a new revision; every one is kept.
func (r *Room) SaveMark(ctx context.Context, sc training.Scope, id training.RunID, criterion string, level int, reason, key string) error {
	desk, err := r.Marking(ctx, sc, id)
	if err != nil {
		return err
	}
	reason, err = training.CleanText("reason", reason, 4000)
	if err != nil {
		return err
	}
	if reason == "" {
		return training.Invalid("reason", "is empty", "one sentence with the passage you rely on")
	}
	critical := desk.Scenario.Rubric.HasCriticalFail(criterion)
	if !critical && !desk.Scenario.Rubric.Has(criterion) {
		return training.NotFound("the criterion " + criterion)
	}
	if level < 0 || level > 3 || critical && level > 1 {
		return training.Invalid("level", fmt.Sprintf("is %d", level), "0 to 3; for a critical fail 1 (raised) or 0 (taken back)")
	}
	return r.Store.InTx(ctx, func(tx *store.Tx) error {
		run, err := tx.LockRun(ctx, sc, id) // a release at the same moment comes before or after, never between
		if err != nil {
			return err
		}
		if run.State != training.Marking {
			return training.Conflict("the exercise is " + string(run.State) + "; open the marking first")
		}
		m, err := tx.AddMark(ctx, sc, training.Mark{
			Site: desk.Run.Site, Team: desk.Run.Team, Run: id, Submission: desk.Submission.ID, ID: training.NewID[training.MarkID](),
			Criterion: criterion, Trainer: sc.Person, Level: level, Reason: reason, At: r.Now(), Key: key,
		})
		if err != nil {
			return err
		}
		return r.audit(ctx, tx, sc, "run.mark", id, map[string]any{"criterion": criterion, "level": level, "revision": m.Revision})
	})
}

// Published is the result that a trainer publishes, beside the automatic score.
type Published struct {
	Format   int                  `json:"format"` // 1
	Score    string               `json:"score_sha256"`
	Marks    []PublishedMark      `json:"marks"`
	Critical []string             `json:"critical_fails"`
	Result   grading.RubricResult `json:"result"`
}

// PublishedMark is one criterion of a published result.
type PublishedMark struct {
	Criterion string `json:"criterion"`
	Weight    int    `json:"weight"`
	Level     int    `json:"level"`
	Reason    string `json:"reason"`
}

// Release publishes the result and opens the truth to the team. It is refused
// while one criterion is unmarked.
func (r *Room) Release(ctx context.Context, sc training.Scope, id training.RunID, key string) error {
	desk, err := r.Marking(ctx, sc, id)
	if err != nil {
		return err
	}
	if left := len(desk.Criteria) - desk.Marked; left > 0 {
		return training.Conflict(fmt.Sprintf("%d of %d criteria are marked; the rest must be marked before the release", desk.Marked, len(desk.Criteria)))
	}
	_, automatic, err := r.automatic(ctx, sc, desk.Run, desk.Submission)
	if err != nil {
		return err
	}
	plain, err := r.unseal(desk.Run)
	if err != nil {
		return err
	}
	body, err := json.Marshal(desk.published(automatic))
	if err != nil {
		return fmt.Errorf("exercise: publish: %w", err)
	}
	return r.Store.InTx(ctx, func(tx *store.Tx) error {
		if _, err := tx.LockRun(ctx, sc, id); err != nil {
			return err
		}
		marks, err := tx.Marks(ctx, sc, id)
		if err != nil {
			return err
		}
		if len(marks) != desk.seen {
			return training.Conflict("a mark was saved at this moment; look at the result once more")
		}
		_, err = tx.AddScore(ctx, sc, training.ScoreEntry{
			Site: desk.Run.Site, Team: desk.Run.Team, Run: id, Submission: desk.Submission.ID, Kind: training.PublishedScore,
			Model: grading.Model, TruthRoot: desk.Run.TruthRoot, SubmissionSHA256: desk.Submission.SHA256, Scorer: r.Scorer,
			Score: body, ScoreSHA256: training.Digest(body), Person: sc.Person, At: r.Now(), Key: key,
		})
		if err != nil {
			return err
		}
		if _, err := tx.Release(ctx, sc, training.ReleasedTruth{
			Site: desk.Run.Site, Team: desk.Run.Team, Run: id, Root: desk.Run.TruthRoot, Facts: plain, By: sc.Person, At: r.Now(),
		}); err != nil {
			return err
		}
		return r.audit(ctx, tx, sc, "run.release", id, map[string]any{"truth_root": desk.Run.TruthRoot, "score_sha256": training.Digest(body), "passed": desk.Result.Passed})
	})
}

func (d *Desk) published(automatic training.ScoreEntry) Published {
	p := Published{Format: 1, Score: automatic.ScoreSHA256, Critical: append([]string{}, d.Critical...), Result: d.Result}
	for _, c := range d.Criteria {
		p.Marks = append(p.Marks, PublishedMark{c.Code, c.Weight, c.Mark.Level, c.Mark.Reason})
	}
	return p
}
