package market

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// saleTalk is what buyers of things write.
var saleTalk = map[string]draft.Kind{
	"contact": en("L2", "", "Hello, is the phone still there?", "Good day, do you still have it?", "Hi, is it sold?"),
	"answer":  en("L0", "", "Yes, it is.", "Good day, one left.", "Yes. Payment through the escrow, please."),
	"ask":     en("L2", "", "Last price?", "Does the battery hold?", "What if it is broken?"),
	"offer":   en("L0", "", "{price} TK, with a receipt.", "{price} TK, through the escrow, {G}.", "For you {price} TK."),
	"review":  en("L2", "", "It works. Thank you.", "As described. I told my cousin."),
	"signal":  en("L2", "", "It came. You may release: {code}.", "All well, {code}."),
}

// talks are the steps that are written into the chat, and who writes them: true
// for the customer.
var talks = map[string]bool{
	"contact": true, "answer": false, "ask": true, "offer": false, "agree": true, "deposit": true, "code": false, "ready": false,
	"missed": true, "turned-back": true, "give-up": true, "refund": false, "signal": true, "release": false, "review": true,
	"proof": false, "rest": true, "sent": false, "received": true, "complaint": true,
}

// chat is a deal as two devices hold it, and what the open network saw of it: a
// question under the advertisement, praise after the journey.
func (p *plan) chat(d deal, events []world.Event) {
	room := world.Ref("room:" + d.ref)
	opened := events[0].At
	p.room(d.ref, world.Secret, d.customer.says+" and "+d.seller.says, opened, because(events[0]), d.customer, d.seller)
	said := map[string]int{}
	for _, e := range events {
		step := e.Kind
		byCustomer, ok := talks[step]
		if !ok {
			continue
		}
		said[step]++
		ref := fmt.Sprintf("%s/%s-%d", d.ref, step, said[step])
		text, lang, label := p.line(d, ref, step)
		if step == "review" && d.page != "" && p.praise(d, ref, text, lang, label, e) {
			continue
		}
		if step == "contact" && d.asked != "" {
			p.question(d, ref, lang, e)
		}
		who := d.seller
		at := e.At
		if byCustomer {
			who = d.customer
		} else if e.Amount > 0 && step != "offer" { // money first, then words
			at = p.After("told/"+ref, at, 2, 50)
		}
		p.say(ref, room, who, at, text, lang, label, because(e))
	}
}

// line draws the words of a step.
func (p *plan) line(d deal, ref, step string) (text, lang, label string) {
	k, ok := d.lines[step]
	if !ok {
		k = talk[step]
	}
	label = k.Label
	if d.honest {
		label = lawful(label)
	}
	people := "one"
	if d.party > 1 {
		people = fmt.Sprint(d.party)
	}
	text, lang = p.Line(ref, k, "en", d.words, "{price}", fmt.Sprint(d.price/100), "{party}", people, "{code}", d.code)
	return text, lang, label
}

// question asks in the open what the chat then answers.
func (p *plan) question(d deal, ref, lang string, e world.Event) {
	page := p.W.Post(d.asked).Account
	text, _ := p.Line(ref+"/open", en("L2", "contact", "{page} is there a place on the next one?", "{page} I have a question, please answer.", "{page} how many days before do you need to know?"), "en", d.words, "{page}", p.at(page))
	p.post(world.Post{
		Ref: world.Ref("post:" + ref), Account: d.customer.acct(), At: p.After("open/"+ref, e.At, 1, 9), Text: text, Lang: lang, ReplyTo: d.asked, Label: "L2", Cause: because(e),
	}, "", false)
}

// praise is a review on Chatterly; false where the page is not there any more.
func (p *plan) praise(d deal, ref, text, lang, label string, e world.Event) bool {
	a := p.W.Account(d.page)
	if !a.SuspendedAt.IsZero() && !e.At.Before(a.SuspendedAt) || !e.At.Before(p.W.End) {
		return false
	}
	p.post(world.Post{
		Ref: world.Ref("post:" + ref), Account: d.customer.acct(), At: e.At, Text: p.at(d.page) + " " + text, Lang: lang, Label: label, Cause: because(e),
	}, "", false)
	return true
}

// crewTalk is the private group of a network, and its lawful twin: who leaves,
// who has arrived.
func (p *plan) crewTalk(n *network) {
	for leg, l := range n.lines {
		driver := p.actors[driverRef(n, leg)]
		p.shifts(n.ref+"/crew", fmt.Sprintf("%s/crew/%d", n.ref, leg+1), p.actors[n.ref+"/broker"], driver, l.Events(), "crewout", "crewin", n.words)
	}
	if n == n.set.nets[0] {
		like := n.set.like
		var events []world.Event
		for _, e := range p.W.Events {
			if e.Cause.Saga == like+"/parcel-line" {
				events = append(events, e)
			}
		}
		p.shifts(like+"/shift", like+"/shift", p.actors[like+"/courier"], p.actors[like+"/driver"], events, "shiftout", "shiftin", p.plain)
	}
}

// shifts writes two lines for every sixth ride of a vehicle, for as many rides
// as every line has.
func (p *plan) shifts(room, ref string, desk, driver *actor, events []world.Event, out, in string, words draft.Lexicon) {
	for i, e := range events {
		who, k := desk, phrases[out]
		if e.Kind == "arrive" {
			who, k = driver, phrases[in]
		}
		if i%24 > 1 || i >= 8*24 {
			continue
		}
		row := fmt.Sprintf("%s/%d", ref, i)
		text, lang := p.Line(row, k, "en", words)
		m := p.say(row, world.Ref("room:"+room), who, p.After("shift/"+row, e.At, 2, 40), text, lang, k.Label, because(e))
		if who == driver && i%3 == 0 {
			p.voice(m)
		}
	}
}
