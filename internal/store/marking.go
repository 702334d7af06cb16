package store

import (
	"context"

	"github.com/osint-radar/academy/internal/training"
)

// AddMark appends a trainer's judgement of one criterion; a second thought is
// the next revision. A repeated key returns the mark that is there. A trainee's
// scope may not mark.
func (t *Tx) AddMark(ctx context.Context, sc training.Scope, m training.Mark) (training.Mark, error) {
	if sc.Role == training.Trainee {
		return m, training.Forbidden("a trainee may not mark")
	}
	sub, err := t.Submission(ctx, sc, m.Submission)
	if err != nil {
		return m, err
	}
	r, err := t.LockRun(ctx, sc, sub.Run)
	if err != nil {
		return m, err
	}
	m.Site, m.Team, m.Run, m.At = r.Site, r.Team, r.ID, training.Instant(m.At)
	if m.Key == "" {
		m.Key = training.NewID[string]()
	}
	if m.ID == "" {
		m.ID = training.NewID[training.MarkID]()
	}
	same, found, err := byKey[training.Mark](ctx, t, "marks", r, m.Key)
	if err != nil || found {
		if found && (same.Level != m.Level || same.Criterion != m.Criterion || same.Reason != m.Reason) {
			err = training.Conflict("the idempotency key was used for another mark")
		}
		return same, err
	}
	m.Revision, err = one[int](ctx, t.queries, "marks",
		"SELECT COALESCE(MAX(revision), 0) + 1 FROM marks WHERE site = ? AND team = ? AND run = ? AND submission = ? AND criterion = ? AND trainer = ?",
		m.Site, m.Team, m.Run, m.Submission, m.Criterion, m.Trainer)
	if err != nil {
		return m, err
	}
	return m, t.insert(ctx, "marks", m)
}

// opened says whether a scope may see how a run was judged: its team only after
// the release.
func (q queries) opened(ctx context.Context, sc training.Scope, run training.RunID) (bool, error) {
	if sc.Role != training.Trainee {
		return true, sc.Check()
	}
	where, args, err := within(sc)
	if err != nil {
		return false, err
	}
	n, err := one[int](ctx, q, "release", "SELECT COUNT(*) FROM released WHERE "+where+" AND run = ?", append(args, run)...)
	return n > 0, err
}

// Marks lists every judgement of a run, all revisions, in the order in which
// they were made. A trainee sees none before the release.
func (q queries) Marks(ctx context.Context, sc training.Scope, run training.RunID) ([]training.Mark, error) {
	if ok, err := q.opened(ctx, sc, run); err != nil || !ok {
		return nil, err
	}
	where, args, err := within(sc)
	if err != nil {
		return nil, err
	}
	return all[training.Mark](ctx, q, "list marks", "SELECT "+columns[training.Mark]()+" FROM marks WHERE "+where+" AND run = ? ORDER BY at, criterion, trainer, revision", append(args, run)...)
}

// AddScore appends a line to the score ledger, which nobody can change. A
// repeated key returns the line that is there.
func (t *Tx) AddScore(ctx context.Context, sc training.Scope, e training.ScoreEntry) (training.ScoreEntry, error) {
	sub, err := t.Submission(ctx, sc, e.Submission)
	if err != nil {
		return e, err
	}
	r, err := t.LockRun(ctx, sc, sub.Run)
	if err != nil {
		return e, err
	}
	e.Site, e.Team, e.Run, e.At = r.Site, r.Team, r.ID, training.Instant(e.At)
	e.SubmissionSHA256, e.ScoreSHA256 = sub.SHA256, training.Digest(e.Score)
	if e.Key == "" {
		e.Key = training.NewID[string]()
	}
	same, found, err := byKey[training.ScoreEntry](ctx, t, "scores", r, e.Key)
	if err != nil || found {
		if found && same.ScoreSHA256 != e.ScoreSHA256 {
			err = training.Conflict("the idempotency key was used for another score")
		}
		return same, err
	}
	e.N, err = one[int](ctx, t.queries, "scores", "SELECT COALESCE(MAX(n), 0) + 1 FROM scores WHERE site = ? AND team = ? AND run = ?", e.Site, e.Team, e.Run)
	if err != nil {
		return e, err
	}
	return e, t.insert(ctx, "scores", e)
}

// Scores lists a run's ledger in its order. A trainee sees nothing of it before
// the release.
func (q queries) Scores(ctx context.Context, sc training.Scope, run training.RunID) ([]training.ScoreEntry, error) {
	if ok, err := q.opened(ctx, sc, run); err != nil || !ok {
		return nil, err
	}
	where, args, err := within(sc)
	if err != nil {
		return nil, err
	}
	return all[training.ScoreEntry](ctx, q, "list scores", "SELECT "+columns[training.ScoreEntry]()+" FROM scores WHERE "+where+" AND run = ? ORDER BY n", append(args, run)...)
}

// Release moves a run from marking to released and opens the truth, marks and
// scores to its team. Until then no truth lies in the database.
func (t *Tx) Release(ctx context.Context, sc training.Scope, rt training.ReleasedTruth) (training.Run, error) {
	if sc.Role == training.Trainee {
		return training.Run{}, training.Forbidden("a trainee may not release")
	}
	r, err := t.SetRunState(ctx, sc, rt.Run, training.Released, rt.At)
	if err != nil {
		return r, err
	}
	rt.Site, rt.Team = r.Site, r.Team
	return r, t.insert(ctx, "released", rt)
}

// ReleasedTruth returns what was opened of a run's truth; before the release it
// is [training.ErrNotFound], for everybody.
func (q queries) ReleasedTruth(ctx context.Context, sc training.Scope, run training.RunID) (training.ReleasedTruth, error) {
	where, args, err := within(sc)
	if err != nil {
		return training.ReleasedTruth{}, err
	}
	return one[training.ReleasedTruth](ctx, q, "released truth", "SELECT "+columns[training.ReleasedTruth]()+" FROM released WHERE "+where+" AND run = ?", append(args, run)...)
}
