package meridian

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// The elements of trafficking in human beings, and none: options of a question.
const (
	act     = "act"
	means   = "means"
	purpose = "purpose"
	neither = "none"
)

// told is what people told those who help them, by what it shows. What a journey
// was like, or what it cost, shows none of the three.
var told = map[string][]string{
	act: {
		"We were met at the station and brought to a hall with twelve beds.",
		"A man offered a place in a kitchen and drove us there the same night.",
		"They moved us from one town to the next, always in the same bus.",
	},
	means: {
		"Our passports lie in a drawer “until the debt is paid”.",
		"He said that my brother at home will pay for it if I speak.",
		"The door is locked at night, and one of them sleeps in front of it.",
		"For each day that I was ill they wrote a new debt into the book.",
	},
	purpose: {
		"Fourteen hours a day in the packing hall, and no money since we came.",
		"All that I earned in three months went to them.",
		"We worked seven days a week; whoever asked for wages got a worse bed.",
	},
	neither: {
		"The journey took three days longer than they had said.",
		"It was cold in the van, and there was too little water.",
		"They asked for more money than was agreed at the start.",
		"They were rude to us, and shouted when we wanted to rest.",
		"When we arrived they drove away. We have not heard of them since.",
	},
}

// spoken is a numbered sentence of a statement and what it shows.
type spoken struct{ id, shows string }

// papers are the texts: two statements of people who help, a court's file.
func (p *plan) papers() {
	p.statements()
	p.court()
}

// statements are two, in a drawn order: one about the agency, which shows all
// three elements, and one about a group, which is hard to read and shows none.
func (p *plan) statements() {
	s := p.Draw("statements", "")
	other := stream.Pick(s, groups)
	pick := func(shows string, n int) []spoken {
		var out []spoken
		for _, i := range s.Perm(len(told[shows]))[:n] {
			out = append(out, spoken{id: told[shows][i], shows: shows})
		}
		return out
	}
	hard := pick(neither, 3)
	bad := append(append(pick(act, 1), pick(means, 2)...), pick(purpose, 1)...)
	draft.Shuffle(s, hard)
	draft.Shuffle(s, bad)
	of := []struct {
		by, about, who string
		lines          []spoken
	}{
		{"advice", ring, "people who worked for", bad},
		{"shelter", other, "people who travelled with", hard},
	}
	if s.Chance(1, 2) {
		of[0], of[1] = of[1], of[0]
	}
	for i, x := range of {
		text := []string{
			fmt.Sprintf("Statement %s of %s", p.FileNumber("N", x.by), p.NameOf(x.by)), "",
			fmt.Sprintf("Two %s %s spoke with us. They agree that you read this; their names stay with us.", x.who, p.at(x.about)),
			"We wrote down what they said, one sentence a line. We have not asked them for more.", "",
		}
		for _, l := range x.lines {
			id := fmt.Sprintf("n%d", len(p.spoken)+1)
			p.spoken = append(p.spoken, spoken{id, l.shows})
			text = append(text, id+": "+l.id)
		}
		p.HandPaper(fmt.Sprintf("statement-%d", i+1), strings.Join(text, "\n"))
	}
}

// court is the file of the moot court: what was asked for, what was granted, and
// what the judge wants to hear tomorrow.
func (p *plan) court() {
	s := p.Draw("court", "")
	p.HandPaper("court", fmt.Sprintf(`File %s of the mock court

1. Applied for by the prosecutor: to read a closed board of the forum Agora-9, the books of two money shops, and the replies of exchanges about the accounts to which money of %s goes.
2. Granted in part, %s: replies of exchanges about accounts that received coins from an address which %s has published, straight or by one wallet in between. Read only, for %d hours. Nothing is granted about people who only paid.
3. Granted in part: to read one thread of the board, “%s”, for %d hours. Not granted: its other threads, any profile or private message, writing. The judge asks which open source was tried first, and who else writes there.
4. The books of the money shops may be read for codes that a room of the case names, and for who was paid. Families who send money are in nobody's file.
5. Rows of the received dataset may be used to lead the inquiry. Their use in the hearing waits for the sender's permission (handling code H1) and for a clock that agrees with another source.
6. The defence will ask: from which two sources, that do not depend on each other, do you know who owns the desk? Prepare an answer that names both, their grades, and what speaks against it.
7. Words between a lawyer and a client are sealed unread by whoever finds them; the judge's clerk receives them.`,
		p.FileNumber("C", "court"), p.at("main"), p.W.Opens.AddDate(0, 0, -2).Format("2 January 2006"), p.at("main"), s.Between(3, 7)*12, opened, s.Between(2, 4)*12))
}

// line is the paper in which a sentence stands.
func (p *plan) line(i int) world.Ref {
	for _, paper := range p.W.Case.Papers {
		if strings.Contains(paper.Text, "\n"+p.spoken[i].id+": ") {
			return paper.Ref
		}
	}
	return ""
}
