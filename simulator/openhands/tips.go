package openhands

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// proceeding is a row of the register: somebody took a lawful step against
// somebody.
type proceeding struct {
	ref, number string
	opened      time.Time
	by, against string // refs of people
	subject     string
}

// tip is something that was sent to the police: a tip or a denunciation.
type tip struct {
	ref, number string
	at          time.Time
	channel     string
	from        string // the sender's telephone number, "" where there is none
	about       string // ref of the person
	text        string
}

// disputes are four people of the cards who are in a dispute with somebody. Each
// is denounced, by somebody whose number the desk has; only one of the four
// denunciations answers a step that was taken before. Who that is, is drawn.
var disputes = []struct{ ref, subject string }{
	{"bookkeeper", "wages and damages after a contract ended"},
	{"hostel", "unpaid rent of a shop on the ground floor"},
	{"taxi", "damage to a car at the taxi rank"},
	{"interpreter", "unpaid invoices"},
}

// What a denunciation of somebody in a dispute is.
const (
	revenge  = iota // the sender was the target of a step, days before
	earlier         // the sender became the target afterwards
	stranger        // the sender has a case with somebody else
	attacker        // the sender took the step himself
)

// claims are what tips say. Which tip says which is drawn, so words tell nothing.
var claims = []string{
	"{name} brings people over. I have seen it with my own eyes and more than once.",
	"Ask {name} where the money comes from. Everybody here knows.",
	"There are strangers with {name} at night. You should look there.",
	"{name} takes people along who have no papers. Somebody must stop this.",
	"I will not say more than this: {name} organises everything here.",
	"{name} is paid for every person. A friend of mine has paid.",
	"Why does nobody look at {name}? Others are in prison for less.",
}

// contact is somebody's telephone number, as registers and the desk's exchange have it.
func (p *plan) contact(ref string) string { return p.Number("contact/" + ref) }

// denounce draws the register and the tips.
func (p *plan) denounce() {
	window := func(of string, from, to int) time.Time {
		return p.Within(of, p.W.Start.AddDate(0, 0, from), p.W.Start.AddDate(0, 0, to))
	}
	step := func(ref string, opened time.Time, by, against, subject string) {
		p.steps = append(p.steps, proceeding{ref, p.number("P", ref), opened, by, against, subject})
	}
	inform := func(ref string, at time.Time, from, about string) {
		p.tips = append(p.tips, tip{
			ref: ref, number: p.number("T", ref), at: at.Truncate(time.Minute), from: from, about: about,
			channel: p.pick("channel", ref, "letter", "web form", "telephone"),
		})
	}
	for pattern, i := range p.Draw("denounced", "order").Perm(len(disputes)) {
		d := disputes[i]
		by, against := d.ref, "opponent/"+d.ref
		first := window("dispute/"+d.ref, 36, 66)
		second := first.Add(time.Duration(p.Draw("answer", d.ref).Between(3*24*60, 19*24*60)) * time.Minute)
		switch pattern {
		case revenge:
			step(d.ref, first, by, against, d.subject)
			inform(d.ref, second, p.contact(against), d.ref)
		case earlier:
			inform(d.ref, first, p.contact(against), d.ref)
			step(d.ref, second, by, against, d.subject)
		case stranger:
			step(d.ref, first, by, against, d.subject)
			inform(d.ref, second, p.contact("party/1"), d.ref)
		case attacker:
			step(d.ref, first, against, by, d.subject)
			inform(d.ref, second, p.contact(against), d.ref)
		}
	}
	step("others/1", window("others/1", 30, 70), "party/2", "party/1", "fence between two gardens")
	step("others/2", window("others/2", 30, 70), "party/1", "party/3", "loan between neighbours")
	for i := range 3 {
		ref := fmt.Sprintf("shelter/%d", i+1)
		from := ""
		if i == 0 {
			from = p.Number("caller/" + ref)
		}
		inform(ref, window("tip/"+ref, 40, 84), from, "shelter")
	}
	inform("fundraiser", window("tip/fundraiser", 40, 84), "", "fundraiser")
	inform("fake", window("tip/fake", 40, 84), p.Number("caller/fake"), "fake")
	inform("extorter", window("tip/extorter", 60, 84), p.Number("caller/extorter"), "extorter")
	order := p.Draw("claims", "order").Perm(len(claims))
	for i := range p.tips {
		t := &p.tips[i]
		t.text = strings.ReplaceAll(claims[order[i%len(claims)]], "{name}", p.NameOf(t.about))
	}
	slices.SortFunc(p.tips, func(a, b tip) int { return a.at.Compare(b.at) })
	slices.SortFunc(p.steps, func(a, b proceeding) int { return a.opened.Compare(b.opened) })
	tips := world.Table{Ref: "table:tips", Name: "tips", Columns: []string{"number", "received", "channel", "sender_phone", "about", "text"}}
	for _, t := range p.tips {
		tips.Rows = append(tips.Rows, []string{t.number, draft.Minute(t.at), t.channel, t.from, p.NameOf(t.about), t.text})
	}
	steps := world.Table{Ref: "table:proceedings", Name: "proceedings", Columns: []string{"number", "opened", "by", "by_phone", "against", "against_phone", "subject"}}
	for _, x := range p.steps {
		steps.Rows = append(steps.Rows, []string{x.number, day(x.opened), p.NameOf(x.by), p.contact(x.by), p.NameOf(x.against), p.contact(x.against), x.subject})
	}
	p.W.Case.Tables = append(p.W.Case.Tables, tips, steps)
}

// retaliation is the denunciation whose sender had been the target of a step by
// the person it is about, at most sixty days before, and the row of that step.
func (p *plan) retaliation() (t tip, proof []world.Ref, err error) {
	n := 0
	for i, x := range p.tips {
		for j, s := range p.steps {
			if x.from != "" && x.from == p.contact(s.against) && x.about == s.by && s.opened.Before(x.at) && x.at.Before(s.opened.AddDate(0, 0, 60)) {
				n++
				t, proof = x, []world.Ref{world.Ref(fmt.Sprintf("row:tips/%d", i+1)), world.Ref(fmt.Sprintf("row:proceedings/%d", j+1))}
			}
		}
	}
	if n != 1 {
		return t, nil, fmt.Errorf("%d denunciations answer a step, want one", n)
	}
	return t, proof, nil
}
