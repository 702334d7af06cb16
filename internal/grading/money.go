package grading

import (
	"cmp"
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
	if said := cmp.Or(c.Tx, c.TxID); said != "" { // the desk has one field for both ledgers
		id, index, _ := f.Moved()
		place := c.Vout
		if f.Tx != "" && c.LogIndex != nil {
			place = c.LogIndex
		}
		tx = wrong
		if sameTx(said, id) && (place == nil || *place == index) {
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
	var moved, found [2]*big.Rat // coins and tokens have no common measure
	for i := range moved {
		moved[i], found[i] = new(big.Rat), new(big.Rat)
	}
	for i, f := range hops {
		var credit *big.Rat
		if j := got[i]; j >= 0 {
			credit = g.hopCredit(f, claims[j])
			byClaim[j] = f
		}
		t.element(f, credit)
		if visible(f, t.by) {
			_, _, amount := f.Moved()
			value, ledger := new(big.Rat).SetInt64(amount), 0
			if f.Tx != "" {
				ledger = 1
			}
			moved[ledger] = add(moved[ledger], value)
			if credit != nil {
				found[ledger] = add(found[ledger], mul(value, credit))
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
	out.ValueR = valueFound(moved, found)
	return out
}

// valueFound is the share of the value found: of both ledgers, where both have
// moved some, the mean of the two shares.
func valueFound(moved, found [2]*big.Rat) string {
	sum, n := new(big.Rat), int64(0)
	for i := range moved {
		if moved[i].Sign() > 0 {
			sum, n = add(sum, over(found[i], moved[i])), n+1
		}
	}
	if n == 0 {
		return ""
	}
	return three(mul(sum, frac(1, n)))
}

// sameTx compares transactions; those of the account ledger begin with 0x,
// which people leave out.
func sameTx(a, b string) bool {
	bare := func(s string) string { return strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), "0x") }
	return bare(a) == bare(b)
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
