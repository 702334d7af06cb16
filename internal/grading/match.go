package grading

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/truth"
)

// RoleInnocent is the role of an entity that a team records in order to clear it.
const RoleInnocent = "innocent"

// node is an entity: of the truth, or one claim made of one or more findings.
type node struct {
	ids       []string // fact id, or finding ids in order
	kind      string   // entity type
	selectors []Selector
	cleared   bool // every finding has the role innocent
	fact      *truth.Fact
	peer      *node // the other side's node, nil if unmatched
}

func (n *node) id() string { return n.ids[0] }

// name is what a person would call it.
func (n *node) name() string {
	if n.fact != nil && len(n.fact.Selectors) > 0 {
		return n.kind + " " + n.fact.Selectors[0].Value
	}
	if len(n.selectors) > 0 {
		return n.kind + " " + n.selectors[0].Value
	}
	return n.kind
}

// people is the truth's entities, the team's claims, and who is who.
type people struct {
	truth  []*node // by fact id
	claims []*node // by finding id
	byFact map[string]*node
	byFind map[string]*node
}

// compareIDs orders f2 before f10.
func compareIDs(a, b string) int {
	num := func(s string) (string, string) {
		at := len(s)
		for at > 0 && s[at-1] >= '0' && s[at-1] <= '9' {
			at--
		}
		return s[:at], strings.TrimLeft(s[at:], "0")
	}
	pa, na := num(a)
	pb, nb := num(b)
	return cmp.Or(cmp.Compare(pa, pb), cmp.Compare(len(na), len(nb)), cmp.Compare(na, nb), cmp.Compare(a, b))
}

func matchPeople(facts []truth.Fact, findings []training.SubmissionFinding) people {
	p := people{byFact: map[string]*node{}, byFind: map[string]*node{}}
	for i := range facts {
		if f := &facts[i]; f.Kind == truth.Entity {
			n := &node{ids: []string{f.ID}, kind: f.Type, fact: f}
			for _, s := range f.Selectors {
				n.selectors = append(n.selectors, Normalise(s.Kind, s.Platform, s.Value))
			}
			p.truth = append(p.truth, n)
			p.byFact[f.ID] = n
		}
	}
	p.claims = mergeClaims(findings)
	for _, c := range p.claims {
		for _, id := range c.ids {
			p.byFind[id] = c
		}
	}
	byID := func(a, b *node) int { return compareIDs(a.id(), b.id()) }
	slices.SortFunc(p.truth, byID)
	slices.SortFunc(p.claims, byID)
	p.pair(strongWeight)
	p.pair(weakWeight)
	return p
}

// pair matches what is still unmatched, type by type.
func (p people) pair(weight func(t, c *node) int64) {
	kinds := map[string][2][]*node{}
	for side, list := range [2][]*node{p.truth, p.claims} {
		for _, n := range list {
			if n.peer == nil {
				both := kinds[n.kind]
				both[side] = append(both[side], n)
				kinds[n.kind] = both
			}
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		ts, cs := kinds[kind][0], kinds[kind][1]
		for i, j := range match(len(ts), len(cs), func(i, j int) int64 { return weight(ts[i], cs[j]) }) {
			if j >= 0 {
				ts[i].peer, cs[j].peer = cs[j], ts[i]
			}
		}
	}
}

// strongWeight counts shared strong identifiers; a name in common breaks ties.
func strongWeight(t, c *node) int64 {
	var shared int64
	for _, a := range c.selectors {
		if a.strong() && slices.ContainsFunc(t.selectors, a.same) {
			shared++
		}
	}
	if shared == 0 {
		return 0
	}
	return shared*10_000 + weakWeight(t, c)
}

// weakWeight is the best likeness of names or places, in thousandths.
func weakWeight(t, c *node) int64 {
	var best int64
	for _, a := range c.selectors {
		for _, b := range t.selectors {
			if a.Kind != b.Kind || a.strong() {
				continue
			}
			v := likeness(a.Value, b.Value)
			if a.Kind == kindPlace && near(a.Value, b.Value) {
				v = 1000
			}
			best = max(best, v)
		}
	}
	return best
}

// mergeClaims makes one claim of the findings of one type that share a strong
// identifier: two members of a team who note the same account accuse it once.
func mergeClaims(findings []training.SubmissionFinding) []*node {
	list := slices.Clone(findings)
	slices.SortFunc(list, func(a, b training.SubmissionFinding) int { return compareIDs(a.ID, b.ID) })
	var nodes []*node
	type key struct{ kind, selector, value string }
	holders := map[key]map[string]*node{} // by platform, the first to name it
	into := map[*node]*node{}
	root := func(n *node) *node {
		for into[n] != nil {
			n = into[n]
		}
		return n
	}
	for _, f := range list {
		if f.Kind != training.EntityFinding {
			continue
		}
		n := &node{ids: []string{f.ID}, kind: f.Type, cleared: strings.EqualFold(f.Role, RoleInnocent)}
		for _, s := range f.Selectors {
			n.selectors = append(n.selectors, Normalise(s.Kind, s.Platform, s.Value))
		}
		nodes = append(nodes, n)
		for _, s := range n.selectors {
			if !s.strong() {
				continue
			}
			k := key{n.kind, s.Kind, s.Value}
			if holders[k] == nil {
				holders[k] = map[string]*node{}
			}
			for _, platform := range slices.Sorted(maps.Keys(holders[k])) {
				if platform == s.Platform || platform == "" || s.Platform == "" {
					if a, b := root(holders[k][platform]), root(n); a != b {
						into[b] = a
					}
				}
			}
			if holders[k][s.Platform] == nil {
				holders[k][s.Platform] = n
			}
		}
	}
	var out []*node
	for _, n := range nodes {
		r := root(n)
		if r == n {
			out = append(out, n)
			continue
		}
		r.ids = append(r.ids, n.ids...)
		r.selectors = append(r.selectors, n.selectors...)
		r.cleared = r.cleared && n.cleared
	}
	for _, n := range out {
		slices.SortFunc(n.ids, compareIDs)
	}
	return out
}

// visible says whether a fact could be known by then; a submission without a
// scenario time is scored as if the exercise were over.
func visible(f *truth.Fact, by time.Time) bool { return by.IsZero() || !f.VisibleFrom.After(by) }

func weightOf(f *truth.Fact) int { return max(f.Difficulty, 1) }
