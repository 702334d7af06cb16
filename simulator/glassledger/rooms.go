package glassledger

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// chat is what the three write to each other, by step. Who writes is the first
// of the two: c the coordinator, l the collector, r the runner.
var chat = map[string]draft.Kind{
	"till":    kind("The till is open again for the {A} of {day}: {till}. This one and no other.", "{A} of {day}. People pay to {till}, as always."),
	"counter": kind("At {shop}: {amount} TK, code {code}.", "One more for the {A}, {amount} TK at {shop}. Code {code}."),
	"release": kind("{code} may go.", "Arrived and well. {code} may go."),
	"over":    kind("The till is empty and the money is on its way.", "Counted and gone on. {G} holds for all of them."),
	"bill":    kind("{shop} wants its money for the {T}: bill {bill}. I pay it as every time.", "Bill {bill} of {shop} goes out now, the {T} stays ours."),
	"in":      kind("It is with me. They asked for my papers again and I showed them.", "Came in on my account, all of it.", "In. My own name is on it, remember that."),
	"idle":    kind("Good evening to all.", "Rain here. The {T} stays where it is.", "Who has the list for {day}?", "Sleep first, count later.", "My phone was off. What did I miss?", "{hobby} on {day}, do not call me."),
}

func kind(lines ...string) draft.Kind { return draft.Kind{Lines: map[string][]string{"en": lines}} }

// crew are the three of the work group, its owner first.
var crew = []string{"coordinator", "collector", "runner"}

// idle is how many lines of no meaning stand in the group.
const idle = 40

// rooms plans the private group of the three: an order of the court releases it.
func (p *plan) rooms() {
	opened := p.On("room/work", 34)
	room := world.Room{
		Ref: "room:work", Kind: world.Private, Title: p.Title("room/work", "{N} Work"), OpenedAt: opened, Cause: world.Cause{Saga: "work", Step: "open"},
		ID: world.VisibleNumber(opened, p.Draw("id/room", "work")) >> 10,
	}
	for i, ref := range crew {
		name := strings.Fields(p.NameOf(ref))[0]
		switch ref {
		case "coordinator":
			name = p.Title("coordinator-alias", "{N}")
		case "collector":
			name = p.Title("collector-alias", "{A}")
		}
		p.phone(ref)
		made := p.On("profile/"+ref, -int(p.Draw("made", ref).Between(20, 400)))
		p.W.Profiles = append(p.W.Profiles, world.Profile{
			Ref: profile(ref), ID: world.VisibleNumber(made, p.Draw("id/profile", ref)) >> 12, Owner: world.Ref("person:" + ref), Name: name,
			Phone: world.Ref("phone:" + ref), Lang: "en", CreatedAt: made,
		})
		role := world.MemberRole
		if i == 0 {
			role = world.OwnerRole
		}
		room.Members = append(room.Members, world.Member{Profile: profile(ref), Role: role, JoinedAt: opened})
	}
	p.W.Rooms = append(p.W.Rooms, room)
	p.talk(opened)
	p.number()
}

func profile(ref string) world.Ref { return world.Ref("profile:" + ref) }

// talk writes what each step leaves in the group, and the lines between.
func (p *plan) talk(opened time.Time) {
	for i, r := range rounds {
		saga := fmt.Sprintf("round-%d", i+1)
		cause := func(step, of string) world.Cause { return world.Cause{Saga: saga, Step: step, Cause: of} }
		p.say(saga+"/till", "coordinator", "till", p.On(saga+"/till", r.from-1), cause("till", ""), "{till}", p.till())
		p.say(saga+"/over", "coordinator", "over", p.After("told/"+saga, p.paid(saga+"/over").At, 20, 200), cause("over", "payment:"+saga+"/over"))
		p.say(saga+"/bill", "coordinator", "bill", p.After("bill/"+saga, p.paid(saga+"/bill").At, 3, 60), cause("bill", "payment:"+saga+"/bill"), "{shop}", p.NameOf("shop"), "{bill}", p.bill(saga+"/bill"))
		p.say(saga+"/in", "runner", "in", p.After("in/"+saga, p.entry(saga+"/koingate").At, 10, 400), cause("cash-out", "payment:"+saga+"/koingate"))
	}
	for i := range deposits {
		o := p.order(fmt.Sprintf("deposit-%d", i+1))
		saga := o.Cause.Saga
		words := []string{"{shop}", p.NameOf("north"), "{amount}", fmt.Sprint(o.Amount / 100), "{code}", o.Code}
		p.say(saga+"/counter", "collector", "counter", p.After("counter/"+saga, o.Given, 5, 60), world.Cause{Saga: saga, Step: "deposit", Cause: string(o.Ref)}, words...)
		p.say(saga+"/release", "coordinator", "release", o.Paid.Add(-time.Duration(p.Draw("release", saga).Between(15, 55))*time.Minute), world.Cause{Saga: saga, Step: "release", Cause: string(o.Ref)}, words...)
	}
	for i := range idle {
		ref := fmt.Sprintf("idle-%d", i+1)
		p.say(ref, crew[p.Draw("idle", ref).IntN(len(crew))], "idle", p.Within(ref, opened.Add(time.Hour), p.W.Opens.Add(-12*time.Hour)), world.Cause{Saga: "work", Step: "talk"})
	}
}

func (p *plan) say(ref, who, step string, at time.Time, cause world.Cause, words ...string) {
	text, lang := p.Line("work/"+ref, chat[step], "en", p.words, words...)
	p.W.Messages = append(p.W.Messages, world.Message{
		Ref: world.Ref("message:work/" + ref), Room: "room:work", Author: profile(who), At: at, Text: text, Lang: lang, Cause: cause,
	})
}

// number puts the messages into the order of time.
func (p *plan) number() {
	slices.SortStableFunc(p.W.Messages, func(a, b world.Message) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Ref, b.Ref)) })
	for i := range p.W.Messages {
		p.W.Messages[i].ID = int64(i + 1)
	}
}

// entry is the line of an exchange's books of that name.
func (p *plan) entry(ref string) world.CoinEntry {
	i := slices.IndexFunc(p.W.CoinEntries, func(e world.CoinEntry) bool { return e.Ref == world.Ref("entry:"+ref) })
	return p.W.CoinEntries[i]
}
