package grading

import (
	"math/big"
	"strings"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/truth"
)

// Money is the component of that name: hops, and the share of the value moved
// over visible hops that the team found.
type Money struct {
	PRF
	ValueR string `json:"value_r,omitempty"`
}

// Predicates of hops that are no transfer between two wallets of the story.
const (
	cashesOut = "cashes_out" // value leaves at the subject
	ends      = "ends"       // it cannot be traced further from the subject
)

// hopSense is the sort of hop a predicate speaks of.
func hopSense(predicate string) string {
	switch p := strings.ToLower(strings.TrimSpace(predicate)); p {
	case cashesOut, ends:
		return p
	}
	return pays
}

// hopCredit is what a claim earns on a hop of the truth.
func (g *grader) hopCredit(f *truth.Fact, c training.SubmissionFinding) *big.Rat {
	if hopSense(c.Predicate) != hopSense(f.Predicate) {
		return nil
	}
	if hopSense(f.Predicate) == ends {
		if c.Subject != "" && g.entityOf(c.Subject) == f.Subject {
			return frac(1, 1)
		}
		return nil
	}
	tx := unsaid
	if c.TxID != "" {
		tx = wrong
		if strings.EqualFold(strings.TrimSpace(c.TxID), f.TxID) && (c.Vout == nil || *c.Vout == f.Vout) {
			tx = right
		}
	}
	purses := g.purses(f, c)
	switch {
	case tx == wrong || purses == wrong || tx == unsaid && purses == unsaid:
		return nil
	case tx == right && purses == right:
		return frac(1, 1)
	}
	return frac(1, 2)
}

// What a claim says of one side of a hop.
const (
	unsaid = iota
	right
	wrong
)

// purses compares the wallets at both ends; one of them left out leaves both unsaid.
func (g *grader) purses(f *truth.Fact, c training.SubmissionFinding) int {
	state := right
	for _, end := range [2][2]string{{c.Subject, f.Subject}, {c.Object, f.Object}} {
		switch said, is := end[0], end[1]; {
		case is == "":
		case said == "":
			state = unsaid
		case g.entityOf(said) != is:
			return wrong
		}
	}
	return state
}

func (g *grader) money() *Money {
	var hops []*truth.Fact
	for i := range g.facts {
		if f := &g.facts[i]; f.Kind == truth.Hop {
			hops = append(hops, f)
		}
	}
	claims := g.findings(training.HopFinding)
	got := match(len(hops), len(claims), func(i, j int) int64 { return creditWeight(g.hopCredit(hops[i], claims[j])) })
	t := newTally(g.sub.ScenarioTime)
	byClaim := map[int]*truth.Fact{}
	moved, found := new(big.Rat), new(big.Rat)
	for i, f := range hops {
		var credit *big.Rat
		if j := got[i]; j >= 0 {
			credit = g.hopCredit(f, claims[j])
			byClaim[j] = f
		}
		t.element(f, credit)
		if visible(f, t.by) {
			value := new(big.Rat).SetInt64(f.AmountSat)
			moved = add(moved, value)
			if credit != nil {
				found = add(found, mul(value, credit))
			}
		}
	}
	for j, c := range claims {
		g.hopClaim(t, c, byClaim[j])
	}
	g.missed("money", t, func(f *truth.Fact) string {
		return g.factName(f.Subject) + " " + hopSense(f.Predicate) + " " + g.factName(f.Object)
	})
	if t.empty() {
		return nil
	}
	out := &Money{PRF: t.prf()}
	if moved.Sign() > 0 {
		out.ValueR = three(over(found, moved))
	}
	return out
}

func (g *grader) hopClaim(t *tally, c training.SubmissionFinding, f *truth.Fact) {
	var credit *big.Rat
	if f == nil {
		g.because("money", c.ID, "", "no such movement of money in the truth, or it was already credited")
	} else if credit = g.hopCredit(f, c); isOne(credit) {
		g.because("money", c.ID, f.ID, "right")
	} else {
		g.because("money", c.ID, f.ID, "half: say both the transaction and the two wallets")
	}
	t.claim(c.ID, credit)
	g.verdicts = append(g.verdicts, verdict{finding: c.ID, word: c.Word, evidence: c.Evidence, credit: credit, fact: f, graded: true})
}
