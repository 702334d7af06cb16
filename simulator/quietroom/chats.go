package quietroom

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// The codes of the labelling set: what a row is, whoever wrote it.
const (
	minor      = "minor"
	privilege  = "privilege"
	press      = "press"
	core       = "core"
	relevant   = "relevant"
	irrelevant = "irrelevant"
)

// chat is a conversation of two.
type chat struct {
	ref  string
	id   string // "c-5127": what the rows say
	a, b string // accounts
	rows int
}

// message is what somebody wrote, before anybody handed it over.
type message struct {
	ref   string
	chat  *chat
	from  string
	at    time.Time // the right one
	text  string
	class string
	cause world.Cause // Cause is the ref of an earlier message
}

func (m *message) to() string {
	if m.from == m.chat.a {
		return m.chat.b
	}
	return m.chat.a
}

// talk returns the chat of two accounts; the first call opens it.
func (p *plan) talk(a, b string) *chat {
	for _, c := range p.chats {
		if c.a == a && c.b == b || c.a == b && c.b == a {
			return c
		}
	}
	c := &chat{ref: a + "+" + b, a: a, b: b}
	s := p.Draw("chat", c.ref)
	for c.id == "" || p.Taken[c.id] {
		c.id = fmt.Sprintf("c-%04d", s.Between(1000, 9999))
	}
	p.Taken[c.id] = true
	p.chats = append(p.chats, c)
	return c
}

// say enters a message. Its words are drawn from the kind; a kind's label is its class.
func (p *plan) say(ref, from, to string, at time.Time, k draft.Kind, cause world.Cause, slots ...string) *message {
	c := p.talk(from, to)
	text, _ := p.Line(ref, k, "en", p.words, slots...)
	if cause.Step == "" {
		cause.Step = k.Step
	}
	m := &message{ref: ref, chat: c, from: from, at: at.Truncate(time.Second), text: text, class: k.Label, cause: cause}
	c.rows++
	p.said = append(p.said, m)
	return m
}

// converse enters so many messages of a kind between two accounts: sittings of a
// few, minutes apart, on days of the chats.
func (p *plan) converse(a, b, name string, n int, only string) {
	k := kinds[name]
	for i, sitting := 0, 1; i < n; sitting++ {
		of := fmt.Sprintf("%s+%s/%s/%d", a, b, name, sitting)
		s := p.Draw("sitting", of)
		at := p.On(of, chatsFrom+1+s.IntN(chatsTo-chatsFrom-2))
		from, to := a, b
		for range min(int(s.Between(2, 11)), n-i) {
			i++
			if only == "" && s.Chance(3, 5) {
				from, to = to, from
			}
			if only != "" && from != only {
				from, to = to, from
			}
			p.say(fmt.Sprintf("%s/%d", of, i), from, to, at, k, world.Cause{Saga: "life-" + a, Step: name})
			at = at.Add(time.Duration(s.Between(9, 420)) * time.Second)
		}
	}
}

// bystander is one of the crowd, from 1.
func bystander(i int) string { return fmt.Sprintf("bystander-%d", i) }

// How many rows of each class stand around the network's business. What is
// irrelevant fills up to three fifths of all rows.
const (
	rowsPrivilege = 150
	rowsPress     = 120
	irrelevantOf  = 61 // per cent
)

// life is everything that has nothing to do with the business.
func (p *plan) life() {
	p.converse("lawyer", "client", "counsel", rowsPrivilege, "")
	p.converse("journalist", "source", "newsroom", rowsPress, "")
	p.converse("child", "parent", "withheld", 20, "child")
	p.converse("child", bystander(bystanders), "withheld", 12, "")
	p.converse("bride", "groom", "innermost", 60, "")
	p.converse("dispatcher", bystander(1), "innermost", 34, "")
	p.converse("organiser", "dispatcher", "innermost", 8, "")
	for i := range 8 {
		p.converse(bystander(2+2*i), bystander(3+2*i), "innermost", 6, "")
	}
	left := len(p.said) * irrelevantOf / (100 - irrelevantOf)
	small := func(a, b, name string, n int, only string) {
		n = min(n, left)
		p.converse(a, b, name, n, only)
		left -= n
	}
	small("bride", "groom", "wedding", 380, "")
	small("lawyer", "client", "small", 60, "")
	small("journalist", "source", "small", 50, "")
	small("parent", "child", "parent", 40, "parent")
	small("dispatcher", bystander(1), "small", 60, "")
	for _, b := range []string{"organiser", "launderer", "fixer", "driver-1", "driver-2", "driver-3", "driver-4"} {
		other := "dispatcher"
		if b == "launderer" {
			other = "organiser"
		}
		small(other, b, "small", 52, "")
	}
	pairs := bystanders/2 - 1
	for i := range pairs {
		small(bystander(2+2*i), bystander(3+2*i), "small", left/(pairs-i), "")
	}
}

// kind is a sort of message: its class, its step, and how it may be worded.
func kind(class, step string, lines ...string) draft.Kind {
	return draft.Kind{Label: class, Step: step, Lines: map[string][]string{"en": lines}}
}
