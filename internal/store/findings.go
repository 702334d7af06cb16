package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/osint-radar/academy/internal/training"
)

// AddFinding appends a finding: with Number 0 a new one, else the next revision
// of that number. It checks the claim and that the findings and evidence it
// names are there. A repeated key returns the revision that is there.
func (t *Tx) AddFinding(ctx context.Context, sc training.Scope, f training.Finding) (training.Finding, error) {
	if err := f.Check(); err != nil {
		return f, err
	}
	r, err := t.lockOpen(ctx, sc, f.Run)
	if err != nil {
		return f, err
	}
	f.Site, f.Team, f.Wall, f.Scenario = r.Site, r.Team, training.Instant(f.Wall), training.Instant(f.Scenario)
	if f.Key == "" {
		f.Key = training.NewID[string]()
	}
	same, found, err := byKey[training.Finding](ctx, t, "findings", r, f.Key)
	if err != nil || found {
		if found && !sameClaim(same, f) {
			err = training.Conflict("the idempotency key was used for another finding")
		}
		return same, err
	}
	now, err := t.AllFindings(ctx, sc, f.Run)
	if err != nil {
		return f, err
	}
	if f.Number == 0 {
		f.Number, f.Revision = len(now)+1, 1
	} else {
		if f.Number > len(now) {
			return f, training.NotFound(f.Ref())
		}
		was := now[f.Number-1]
		if was.Kind != f.Kind {
			return f, training.Conflict(fmt.Sprintf("%s is a finding of kind %s and stays one", was.Ref(), was.Kind))
		}
		f.Revision = was.Revision + 1
	}
	if err := t.refersTo(ctx, sc, f, now); err != nil {
		return f, err
	}
	return f, t.insert(ctx, "findings", f)
}

func sameClaim(a, b training.Finding) bool {
	was, err1 := marshal(a.Claim)
	is, err2 := marshal(b.Claim)
	return err1 == nil && err2 == nil && was == is && a.Kind == b.Kind && a.Note == b.Note && a.Withdrawn == b.Withdrawn
}

// refersTo wants what a finding names to be there, and what names a finding to
// go before it does.
func (t *Tx) refersTo(ctx context.Context, sc training.Scope, f training.Finding, now []training.Finding) error {
	live := map[string]bool{}
	for _, other := range now {
		live[other.Ref()] = !other.Withdrawn
		if f.Withdrawn && !other.Withdrawn && other.Number != f.Number && (other.Claim.Subject == f.Ref() || other.Claim.Object == f.Ref()) {
			return training.Conflict(fmt.Sprintf("%s still speaks of %s; withdraw it first", other.Ref(), f.Ref()))
		}
	}
	for field, ref := range map[string]string{"subject": f.Claim.Subject, "object": f.Claim.Object} {
		if ref != "" && (!live[ref] || ref == f.Ref()) {
			return training.Invalid(field, fmt.Sprintf("%q is not a finding of this run", ref), "another finding, as in f1")
		}
	}
	if len(f.Claim.Evidence) == 0 {
		return nil
	}
	log, err := t.Evidence(ctx, sc, f.Run)
	if err != nil {
		return err
	}
	for _, ref := range f.Claim.Evidence {
		if !slices.ContainsFunc(log, func(e training.Evidence) bool { return e.Kind == training.Capture && e.Ref() == ref }) {
			return training.Invalid("evidence", fmt.Sprintf("%q is not evidence of this run", ref), "an item of the run's evidence, as in e1")
		}
	}
	return nil
}

const newestRevision = " AND revision = (SELECT MAX(g.revision) FROM findings g WHERE g.site = findings.site AND g.team = findings.team AND g.run = findings.run AND g.number = findings.number)"

// AllFindings lists the newest revision of each of a run's findings, withdrawn
// ones too, by number.
func (q queries) AllFindings(ctx context.Context, sc training.Scope, run training.RunID) ([]training.Finding, error) {
	where, args, err := within(sc)
	if err != nil {
		return nil, err
	}
	return all[training.Finding](ctx, q, "list findings",
		"SELECT "+columns[training.Finding]()+" FROM findings WHERE "+where+" AND run = ?"+newestRevision+" ORDER BY number", append(args, run)...)
}

// Findings lists what a run's team claims now: the newest revision of each
// finding that is not withdrawn.
func (q queries) Findings(ctx context.Context, sc training.Scope, run training.RunID) ([]training.Finding, error) {
	found, err := q.AllFindings(ctx, sc, run)
	return slices.DeleteFunc(found, func(f training.Finding) bool { return f.Withdrawn }), err
}

// FindingHistory lists every revision of a run's findings in the order in which
// they were made; with a number, of that one alone.
func (q queries) FindingHistory(ctx context.Context, sc training.Scope, run training.RunID, number int) ([]training.Finding, error) {
	where, args, err := within(sc)
	if err != nil {
		return nil, err
	}
	return all[training.Finding](ctx, q, "list a finding's history",
		"SELECT "+columns[training.Finding]()+" FROM findings WHERE "+where+" AND run = ? AND (? = 0 OR number = ?) ORDER BY wall, number, revision", append(args, run, number, number)...)
}
