package quietroom

import (
	"slices"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// pile is a share of the labelling set: so many rows of a class, out of the chats
// that somebody of the list has a part in; an empty list is everybody.
type pile struct {
	class string
	rows  int
	of    []string
}

// The set holds the hard cases on purpose: small talk of a lawyer and a reporter,
// the wedding that reads like the business, the grief of an offender, the man
// whose nickname is a lawyer's title.
var piles = []pile{
	{minor, 5, nil},
	{privilege, 9, nil},
	{press, 9, nil},
	{core, 4, []string{"organiser", "dispatcher"}},
	{core, 6, nil},
	{relevant, 4, []string{"fixer"}},
	{relevant, 9, nil},
	{irrelevant, 3, []string{"lawyer"}},
	{irrelevant, 3, []string{"journalist"}},
	{irrelevant, 4, []string{"bride"}},
	{irrelevant, 2, []string{"parent"}},
	{irrelevant, 2, []string{"fixer", "launderer"}},
}

// scheme is the type of the label facts: codes of the question's own.
const scheme = "quarantine"

// labelSet draws the rows that the team labels and enters what they are. No two
// of them have the same words, but for the mark in place of a child's.
func (p *plan) labelSet() {
	chosen, words := map[*message]bool{}, map[string]bool{}
	for n, pile := range piles {
		var list []*message
		for _, m := range p.said {
			mine := pile.of == nil || slices.Contains(pile.of, m.chat.a) || slices.Contains(pile.of, m.chat.b)
			if m.class == pile.class && mine && p.sent.row[m.ref] != "" {
				list = append(list, m)
			}
		}
		left := pile.rows
		for _, i := range p.Draw("labelset", pile.class+string(rune('a'+n))).Perm(len(list)) {
			m := list[i]
			if left == 0 {
				break
			}
			if chosen[m] || words[m.text] && m.class != minor {
				continue
			}
			chosen[m], words[m.text] = true, true
			left--
		}
	}
	for _, m := range p.said {
		if chosen[m] {
			p.W.Case.Labels = append(p.W.Case.Labels, p.sent.row[m.ref])
			p.W.Facts = append(p.W.Facts, world.Fact{
				Kind: truth.Label, Type: scheme, Ref: "label:" + p.sent.row[m.ref], Subject: p.sent.row[m.ref], Value: m.class, Difficulty: 2,
				Proof: []world.Ref{p.sent.row[m.ref]}, Cause: p.causeOf(m),
			})
		}
	}
	draft.Shuffle(p.Draw("order", "labels"), p.W.Case.Labels)
}

// causeOf is a message's cause in the words of the truth.
func (p *plan) causeOf(m *message) world.Cause {
	c := m.cause
	c.Cause = string(p.sent.row[c.Cause])
	return c
}
