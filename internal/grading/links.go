package grading

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/truth"
)

// parents of predicates: a claim with the parent's sense earns half.
var parents = map[string]string{
	"operates": "controls", "owns": "controls", "administers": "controls",
	"pays": "transacts", "receives": "transacts",
}

const (
	aliasOf   = "alias_of"
	receives  = "receives"
	pays      = "pays"
	transacts = "transacts"
)

// undirected says whether a predicate reads the same from both ends.
func undirected(predicate string) bool {
	switch predicate {
	case aliasOf, "same_image_as", "same_text_as", transacts:
		return true
	}
	return false
}

// edge is a link of the truth or of the team between two truth entities.
type edge struct {
	from, to  string // fact ids, "" for a claim's end that is unmatched
	predicate string
}

// oneWay turns receives into pays.
func (e edge) oneWay() edge {
	if e.predicate == receives {
		return edge{e.to, e.from, pays}
	}
	return e
}

// creditFor is what a claimed edge earns on an edge of the truth: 1, 1/2 or nothing.
func (e edge) creditFor(t edge) *big.Rat {
	e, t = e.oneWay(), t.oneWay()
	if e.from == "" || e.to == "" {
		return nil
	}
	straight := e.from == t.from && e.to == t.to
	crossed := e.from == t.to && e.to == t.from
	switch {
	case e.predicate == t.predicate && (straight || crossed && undirected(e.predicate)):
		return frac(1, 1)
	case parent(e.predicate) == parent(t.predicate) && (straight || crossed && undirected(e.predicate)):
		return frac(1, 2)
	}
	return nil
}

func parent(predicate string) string {
	return cmp.Or(parents[predicate], predicate)
}

// claimed is a team's edge with the findings that state it.
type claimed struct {
	edge
	ids []string
}

func (g *grader) links() *PRF {
	var elements []*truth.Fact
	for i := range g.facts {
		f := &g.facts[i]
		if f.Kind != truth.Link && f.Kind != truth.Alias {
			continue
		}
		// An alias may stand in the truth as an alias and as a link: one element.
		if !slices.ContainsFunc(elements, func(o *truth.Fact) bool { return isOne(orZero(factEdge(f).creditFor(factEdge(o)))) }) {
			elements = append(elements, f)
		}
	}
	claims := g.linkClaims()
	got := match(len(elements), len(claims), func(i, j int) int64 { return creditWeight(claims[j].creditFor(factEdge(elements[i]))) })
	t := newTally(g.sub.ScenarioTime)
	byClaim := map[int]*truth.Fact{}
	for i, f := range elements {
		var credit *big.Rat
		if j := got[i]; j >= 0 {
			credit = claims[j].creditFor(factEdge(f))
			byClaim[j] = f
		}
		t.element(f, credit)
	}
	for j, c := range claims {
		g.linkClaim(t, c, byClaim[j])
	}
	g.missed("links", t, func(f *truth.Fact) string {
		return g.factName(f.Subject) + " " + factEdge(f).predicate + " " + g.factName(f.Object)
	})
	if t.empty() {
		return nil
	}
	out := t.prf()
	return &out
}

func factEdge(f *truth.Fact) edge {
	e := edge{f.Subject, f.Object, f.Predicate}
	if f.Kind == truth.Alias {
		e.predicate = aliasOf
	}
	return e
}

func (g *grader) factName(id string) string {
	if n := g.people.byFact[id]; n != nil {
		return n.name()
	}
	return id
}

// linkClaims are the links of the team, each stated once.
func (g *grader) linkClaims() []claimed {
	list := slices.Clone(g.sub.Findings)
	slices.SortFunc(list, func(a, b training.SubmissionFinding) int { return compareIDs(a.ID, b.ID) })
	var out []claimed
	seen := map[string]int{}
	for _, f := range list {
		if f.Kind != training.LinkFinding && f.Kind != training.AliasFinding {
			continue
		}
		c := claimed{edge{g.entityOf(f.Subject), g.entityOf(f.Object), strings.ToLower(strings.TrimSpace(f.Predicate))}, []string{f.ID}}
		if f.Kind == training.AliasFinding {
			c.predicate = aliasOf
		}
		// Two claims are one if they join the same ends, matched or not, in the same sense.
		a, b := g.endOf(f.Subject), g.endOf(f.Object)
		if c.predicate == receives {
			a, b = b, a
		}
		if undirected(c.predicate) && b < a {
			a, b = b, a
		}
		key := a + "\x00" + c.oneWay().predicate + "\x00" + b
		if at, ok := seen[key]; ok {
			out[at].ids = append(out[at].ids, f.ID)
			continue
		}
		seen[key] = len(out)
		out = append(out, c)
	}
	return out
}

// entityOf is the fact that a finding was matched to, "" for none.
func (g *grader) entityOf(finding string) string {
	if c := g.people.byFind[finding]; c != nil && c.peer != nil {
		return c.peer.id()
	}
	return ""
}

// endOf names the claim that a finding belongs to.
func (g *grader) endOf(finding string) string {
	if c := g.people.byFind[finding]; c != nil {
		return c.id()
	}
	return finding
}

func (g *grader) linkClaim(t *tally, c claimed, fact *truth.Fact) {
	for _, id := range c.ids[1:] {
		g.because("links", id, "", "the same link as %s: counted once", c.ids[0])
	}
	var credit *big.Rat
	id := c.ids[0]
	switch {
	case fact != nil:
		credit = c.creditFor(factEdge(fact))
		if isOne(credit) {
			g.because("links", id, fact.ID, "right: %s %s %s", g.factName(fact.Subject), factEdge(fact).predicate, g.factName(fact.Object))
		} else {
			g.because("links", id, fact.ID, "half: the truth has %s, which like %s means %s", factEdge(fact).predicate, c.predicate, parent(c.predicate))
		}
	case c.from == "" || c.to == "":
		g.because("links", id, "", "an end of this link is no entity of the truth, so the link cannot count")
	default:
		g.because("links", id, "", "%s", g.whyWrong(c))
	}
	t.claim(id, credit)
	g.verdicts = append(g.verdicts, verdict{
		finding: id, word: g.byID[id].Word, evidence: g.citedBy(c.ids), credit: credit, fact: fact, graded: true,
	})
}

// whyWrong looks for the nearest truth between the same two ends.
func (g *grader) whyWrong(c claimed) string {
	for i := range g.facts {
		f := &g.facts[i]
		if f.Kind != truth.Link && f.Kind != truth.Alias {
			continue
		}
		t := factEdge(f)
		switch {
		case c.creditFor(t) != nil:
			return "this link of the truth was already credited to another finding"
		case (edge{c.to, c.from, c.predicate}).creditFor(t) != nil:
			return "the wrong way round: " + g.factName(f.Subject) + " " + t.predicate + " " + g.factName(f.Object)
		}
	}
	return "no such link in the truth between " + g.factName(c.from) + " and " + g.factName(c.to)
}
