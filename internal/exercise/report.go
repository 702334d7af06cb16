package exercise

import (
	"context"
	"fmt"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// Draft returns the report as it was last saved.
func (r *Room) Draft(ctx context.Context, sc training.Scope, id training.RunID) (training.ReportDraft, error) {
	return r.Store.Draft(ctx, sc, id)
}

// SaveDraft keeps the report as it is being written. Version names the save it
// began from; if somebody of the team saved since, it is [training.ErrConflict]
// and nothing is lost: the caller still has its text.
func (r *Room) SaveDraft(ctx context.Context, sc training.Scope, id training.RunID, body string, version int) (training.ReportDraft, error) {
	body, err := training.CleanText("report", body, 32<<10)
	if err != nil {
		return training.ReportDraft{}, err
	}
	var saved training.ReportDraft
	err = r.Store.InTx(ctx, func(tx *store.Tx) error {
		run, now, err := r.open(ctx, tx, sc, id)
		if err != nil {
			return err
		}
		saved, err = tx.SaveDraft(ctx, sc, training.ReportDraft{
			Site: run.Site, Team: run.Team, Run: run.ID, Version: version, Body: body, Person: sc.Person, Saved: now.wall,
		})
		return err
	})
	return saved, err
}

// Submit hands in what the team claims now: findings, answers, labels, decisions,
// evidence, conduct and the report, for good. It is scored at once; the score
// stays out of the team's sight until the release. A repeated key returns the
// submission that is there.
func (r *Room) Submit(ctx context.Context, sc training.Scope, id training.RunID, key string) (training.StoredSubmission, error) {
	if err := member(sc); err != nil {
		return training.StoredSubmission{}, err
	}
	if key == "" {
		return training.StoredSubmission{}, training.Invalid("key", "is empty", "an idempotency key, so that a repetition hands in nothing twice")
	}
	var stored training.StoredSubmission
	var run training.Run
	err := r.Store.InTx(ctx, func(tx *store.Tx) error {
		same, found, err := tx.SubmissionByKey(ctx, sc, id, key)
		if err != nil {
			return err
		}
		if run, err = tx.Run(ctx, sc, id); err != nil {
			return err
		}
		if found {
			stored = same
			return nil
		}
		wire, report, err := r.assemble(ctx, tx, sc, run)
		if err != nil {
			return err
		}
		bytes, err := wire.Encode()
		if err != nil {
			return err
		}
		stored, err = tx.AddSubmission(ctx, sc, training.StoredSubmission{
			Run: id, Wire: bytes, Report: report, Person: sc.Person, At: wire.SubmittedAt, Key: key,
		})
		if err != nil {
			return err
		}
		return r.audit(ctx, tx, sc, "run.submit", id, map[string]any{"submission": stored.ID, "sha256": stored.SHA256, "report_sha256": stored.ReportSHA256})
	})
	if err != nil {
		return stored, err
	}
	// Scoring needs no answer to the team: a failure leaves the submission, and
	// the marking desk scores it again.
	if _, err := r.score(ctx, clockwork(run), run, stored); err != nil {
		r.Log.Error("score a submission", "run", id, "submission", stored.ID, "err", err)
	}
	return stored, nil
}

// assemble builds the wire form, and the report with it, from what the team has
// recorded.
func (r *Room) assemble(ctx context.Context, tx *store.Tx, sc training.Scope, run training.Run) (training.Submission, string, error) {
	var s training.Submission
	clock, err := tx.Clock(ctx, sc, run.ID)
	if err != nil {
		return s, "", err
	}
	findings, err := tx.Findings(ctx, sc, run.ID)
	if err != nil {
		return s, "", err
	}
	decisions, err := tx.Decisions(ctx, sc, run.ID)
	if err != nil {
		return s, "", err
	}
	log, err := tx.Evidence(ctx, sc, run.ID)
	if err != nil {
		return s, "", err
	}
	draft, err := tx.Draft(ctx, sc, run.ID)
	if err != nil {
		return s, "", err
	}
	conduct, err := r.conduct(run)
	if err != nil {
		return s, "", err
	}
	s = training.Assemble(run, findings, decisions, log, conduct, clock, r.Now())
	if err := s.Check(); err != nil {
		return s, "", fmt.Errorf("assemble the submission: %w", err)
	}
	return s, draft.Body, nil
}

// Submissions lists what the run's team has handed in.
func (r *Room) Submissions(ctx context.Context, sc training.Scope, id training.RunID) ([]training.StoredSubmission, error) {
	return r.Store.Submissions(ctx, sc, id)
}

// Export returns the exact bytes of a submission: what "radar score" reads.
func (r *Room) Export(ctx context.Context, sc training.Scope, id training.SubmissionID) ([]byte, error) {
	s, err := r.Store.Submission(ctx, sc, id)
	return s.Wire, err
}
