package store

import (
	"context"

	"github.com/osint-radar/academy/internal/training"
)

// AddSubmission keeps what a team hands in, for good. A repeated key returns the
// submission that is there; the same key with other bytes is
// [training.ErrConflict]. A run takes submissions while it is open, and after
// its end until marking begins.
func (t *Tx) AddSubmission(ctx context.Context, sc training.Scope, s training.StoredSubmission) (training.StoredSubmission, error) {
	r, err := t.LockRun(ctx, sc, s.Run)
	if err != nil {
		return s, err
	}
	s.Site, s.Team, s.At = r.Site, r.Team, training.Instant(s.At)
	s.SHA256, s.ReportSHA256 = training.Digest(s.Wire), training.Digest([]byte(s.Report))
	if s.Key == "" {
		s.Key = training.NewID[string]()
	}
	same, found, err := byKey[training.StoredSubmission](ctx, t, "submissions", r, s.Key)
	if err != nil || found {
		if found && (same.SHA256 != s.SHA256 || same.ReportSHA256 != s.ReportSHA256) {
			err = training.Conflict("the idempotency key was used for another submission")
		}
		return same, err
	}
	if !r.State.Open() && r.State != training.Ended {
		return s, training.Conflict("the run is " + string(r.State) + " and takes no more submissions")
	}
	if s.ID == "" {
		s.ID = training.NewID[training.SubmissionID]()
	}
	s.N, err = one[int](ctx, t.queries, "submissions", "SELECT COALESCE(MAX(n), 0) + 1 FROM submissions WHERE site = ? AND team = ? AND run = ?", s.Site, s.Team, s.Run)
	if err != nil {
		return s, err
	}
	return s, t.insert(ctx, "submissions", s)
}

// SubmissionByKey finds what an earlier request with the same idempotency key
// handed in, so that a repetition need not build it again.
func (t *Tx) SubmissionByKey(ctx context.Context, sc training.Scope, run training.RunID, key string) (training.StoredSubmission, bool, error) {
	r, err := t.LockRun(ctx, sc, run)
	if err != nil {
		return training.StoredSubmission{}, false, err
	}
	return byKey[training.StoredSubmission](ctx, t, "submissions", r, key)
}

// Submission returns one submission within reach.
func (q queries) Submission(ctx context.Context, sc training.Scope, id training.SubmissionID) (training.StoredSubmission, error) {
	where, args, err := within(sc)
	if err != nil {
		return training.StoredSubmission{}, err
	}
	return one[training.StoredSubmission](ctx, q, "submission", "SELECT "+columns[training.StoredSubmission]()+" FROM submissions WHERE "+where+" AND id = ?", append(args, id)...)
}

// Submissions lists a run's submissions in their order; with an empty run, those
// of every run within reach.
func (q queries) Submissions(ctx context.Context, sc training.Scope, run training.RunID) ([]training.StoredSubmission, error) {
	where, args, err := within(sc)
	if err != nil {
		return nil, err
	}
	return all[training.StoredSubmission](ctx, q, "list submissions",
		"SELECT "+columns[training.StoredSubmission]()+" FROM submissions WHERE "+where+" AND (? = '' OR run = ?) ORDER BY at, run, n", append(args, run, run)...)
}
