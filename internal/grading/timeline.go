package grading

import (
	"math/big"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/truth"
)

// Timeline is the component of that name; tau is Kendall's tau-b of the order
// of the matched events, absent below two.
type Timeline struct {
	PRF
	Tau string `json:"tau,omitempty"`
}

const defaultTolerance = time.Hour

// eventTime reads the object of an event fact: "time" or "time/tolerance".
func eventTime(f *truth.Fact) (at time.Time, tolerance time.Duration, ok bool) {
	text, tol, given := strings.Cut(f.Object, "/")
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return at, 0, false
	}
	tolerance = defaultTolerance
	if given {
		tolerance, err = time.ParseDuration(tol)
	}
	return at, tolerance, err == nil && tolerance >= 0
}

// closeness is 1 up to the tolerance and falls in a straight line to 0 at three times that.
func closeness(off, tolerance time.Duration) *big.Rat {
	off = off.Abs()
	switch {
	case off <= tolerance:
		return frac(1, 1)
	case tolerance == 0 || off >= 3*tolerance:
		return new(big.Rat)
	}
	return frac(int64(3*tolerance-off), int64(2*tolerance))
}

func (g *grader) eventCredit(f *truth.Fact, c training.SubmissionFinding) *big.Rat {
	at, tolerance, ok := eventTime(f)
	if !ok || c.Type != f.Type || g.entityOf(c.Subject) != f.Subject {
		return new(big.Rat)
	}
	return closeness(c.At.Sub(at), tolerance)
}

func (g *grader) timeline() *Timeline {
	var events []*truth.Fact
	for i := range g.facts {
		if f := &g.facts[i]; f.Kind == truth.Event {
			events = append(events, f)
		}
	}
	claims := g.findings(training.EventFinding)
	got := match(len(events), len(claims), func(i, j int) int64 {
		c := g.eventCredit(events[i], claims[j])
		return new(big.Int).Quo(new(big.Int).Mul(c.Num(), big.NewInt(1_000_000_000)), c.Denom()).Int64()
	})
	t := newTally(g.sub.ScenarioTime)
	byClaim := map[int]*truth.Fact{}
	var said, was []time.Time
	for i, f := range events {
		var credit *big.Rat
		if j := got[i]; j >= 0 {
			credit = g.eventCredit(f, claims[j])
			byClaim[j] = f
			at, _, _ := eventTime(f)
			said, was = append(said, claims[j].At), append(was, at)
		}
		t.element(f, credit)
	}
	for j, c := range claims {
		var credit *big.Rat
		f := byClaim[j]
		if f == nil {
			g.because("timeline", c.ID, "", "no such event near that time")
		} else {
			credit = g.eventCredit(f, c)
			at, tol, _ := eventTime(f)
			g.because("timeline", c.ID, f.ID, "credit %s: it was %s, tolerance %s", three(credit), at.Format(time.RFC3339), tol)
		}
		t.claim(c.ID, credit)
		g.verdicts = append(g.verdicts, verdict{finding: c.ID, word: c.Word, evidence: c.Evidence, credit: credit, fact: f, graded: true})
	}
	g.missed("timeline", t, func(f *truth.Fact) string { return f.Type + " of " + g.factName(f.Subject) })
	if t.empty() {
		return nil
	}
	out := &Timeline{PRF: t.prf()}
	if tau, ok := KendallTauB(said, was); ok {
		out.Tau = three(tau)
	}
	return out
}

// findings of one kind, by id.
func (g *grader) findings(kind training.FindingKind) []training.SubmissionFinding {
	var out []training.SubmissionFinding
	for _, f := range g.sub.Findings {
		if f.Kind == kind {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b training.SubmissionFinding) int { return compareIDs(a.ID, b.ID) })
	return out
}

// KendallTauB is the rank correlation of two lists of times (Kendall 1945): the
// concordant less the discordant pairs over √((n₀−n₁)(n₀−n₂)), where n₁ and n₂ are
// the pairs tied in the one and the other. It is undefined where either list
// holds one value only.
func KendallTauB(a, b []time.Time) (*big.Rat, bool) {
	var balance, untiedA, untiedB int64
	for i := range a {
		for j := range i {
			x, y := a[i].Compare(a[j]), b[i].Compare(b[j])
			balance += int64(x * y)
			untiedA += int64(x * x)
			untiedB += int64(y * y)
		}
	}
	if untiedA == 0 || untiedB == 0 {
		return nil, false
	}
	return overRoot(big.NewInt(balance), new(big.Int).Mul(big.NewInt(untiedA), big.NewInt(untiedB))), true
}
