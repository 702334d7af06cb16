package grading

import (
	"math/big"

	"github.com/osint-radar/academy/simulator/truth"
)

// Entities is the component of that name, with the alias clusters beside it.
type Entities struct {
	PRF
	Aliases *BCubed `json:"aliases,omitempty"`
}

func (g *grader) entities() *Entities {
	t := newTally(g.sub.ScenarioTime)
	for _, n := range g.people.truth {
		if n.fact.Innocent {
			continue
		}
		var credit *big.Rat
		if n.peer != nil {
			credit = frac(1, 1)
		}
		t.element(n.fact, credit)
	}
	for _, c := range g.people.claims {
		g.entityClaim(t, c)
	}
	g.missed("entities", t, func(f *truth.Fact) string { return g.people.byFact[f.ID].name() })
	if t.empty() {
		return nil
	}
	return &Entities{PRF: t.prf(), Aliases: g.aliases()}
}

func (g *grader) entityClaim(t *tally, c *node) {
	for _, id := range c.ids[1:] {
		g.because("entities", id, "", "the same %s as %s: counted once", c.kind, c.id())
	}
	innocent := c.peer != nil && c.peer.fact.Innocent
	var credit *big.Rat
	var fact *truth.Fact
	switch {
	case c.cleared && (innocent || c.peer == nil):
		g.because("entities", c.id(), "", "recorded as innocent: no accusation, counts nowhere")
		return
	case innocent:
		g.because("entities", c.id(), c.peer.id(), "%s is innocent: a lookalike, wrongly named", c.peer.name())
	case c.peer != nil:
		credit, fact = frac(1, 1), c.peer.fact
		g.because("entities", c.id(), fact.ID, "right: %s", c.peer.name())
	default:
		g.because("entities", c.id(), "", "no such %s in the truth%s", c.kind, badAddress(c))
	}
	t.claim(c.id(), credit)
	f := g.byID[c.id()]
	g.verdicts = append(g.verdicts, verdict{
		finding: c.id(), word: f.Word, evidence: g.citedBy(c.ids), credit: credit, fact: fact, graded: true,
	})
}

// badAddress adds a hint where a wallet's address was mistyped.
func badAddress(c *node) string {
	for _, s := range c.selectors {
		if s.Kind == kindWallet && !validBech32(s.Value) && !validBase58(s.Value) && !isHexAccount(s.Value) {
			return "; the checksum of address " + s.Value + " fails"
		}
	}
	return ""
}

func isHexAccount(s string) bool { return len(s) == 42 && s[:2] == "0x" && isHex(s[2:]) }

// citedBy is the evidence of several findings together.
func (g *grader) citedBy(ids []string) []string {
	var out []string
	for _, id := range ids {
		out = append(out, g.byID[id].Evidence...)
	}
	return out
}
