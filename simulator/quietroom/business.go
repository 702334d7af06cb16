package quietroom

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// How the trips of the network end. The numbers are the same in every variant.
const (
	arrives = iota
	waits   // a day
	swaps   // the driver cannot; the fixer names another
	refunds // called off, money back
)

var outcomes = []struct{ how, trips int }{{arrives, 78}, {waits, 14}, {swaps, 11}, {refunds, 8}}

// lines of the business: every one names the trip or a guarantee, by words that
// nobody else has. They say that something is sold, not how it is done.
var (
	ordered = kind(relevant, "order",
		"{trip}: {n} seats, {T} from the {P} on {day}. {tk} TK each, {G} as always.",
		"New: {trip}. {n} seats on {day}, {tk} TK for each, {T} to the {P}, {G}.")
	listed     = kind(relevant, "order", "{trip} is on my list. I ask the drivers.", "Good. {trip} stands on my list.", "I have {trip}. Word until {hour}.")
	asked      = kind(relevant, "driver", "{trip} on {day}. Are you free with the {T}?", "Can you take {trip}? {n} people, the {T}.", "{trip}: you or somebody else?")
	agreed     = kind(relevant, "driver", "Free. I drive {trip}.", "I take {trip}, same money as last time.", "Yes for {trip}.")
	refused    = kind(relevant, "driver", "Not for {trip}. The {T} is in the workshop.", "I cannot drive {trip}, I am ill.")
	searched   = kind(relevant, "driver", "I need somebody else for {trip}. Whom do you have?", "{trip} has no driver. Help.")
	replaced   = kind(relevant, "driver", "{me} says: ask {other} for {trip}.", "{me} has spoken with {other}. {trip} is his, if you ask.")
	expected   = kind(relevant, "deposit", "{trip}: {n} times {tk} TK come in until {day}. Keep them, {G}.", "Money for {trip} comes, {tk} TK a head. {G}.")
	received   = kind(relevant, "deposit", "{trip} is paid in full, {G} is closed.", "All of {trip} is here, {tk2} TK, {G}.")
	confirmed  = kind(relevant, "dispatch", "{trip} stands. {hour}, the {P}.", "{trip}: paid, {hour}, the {P}. Go.")
	left       = kind(relevant, "dispatch", "{trip} has left.", "On the road with {trip}.")
	onTheWay   = kind(relevant, "dispatch", "{trip} is on the way.", "{trip} left at {hour}.")
	held       = kind(relevant, "delay", "{trip} waits. Not today.", "{trip} does not go on, we wait.")
	heldToo    = kind(relevant, "delay", "{trip} waits for a day.", "{trip} is late by a day. Everybody is well.")
	arrived    = kind(relevant, "arrival", "{trip} has arrived, all well.", "{trip} is there.")
	toldHome   = kind(relevant, "arrival", "{trip} arrived.", "{trip} is there, all {n}.")
	released   = kind(relevant, "release", "{trip} arrived. Open {G} and pay the {T}.", "{trip} is done, {G} can be opened.")
	paidOut    = kind(relevant, "settlement", "{trip}: {G} is open, {tk} TK went out.", "Paid for {trip}: driver, list, {P}. The rest is yours, {G} is empty.")
	calledOff  = kind(relevant, "refund", "{trip} is called off. Give back what is under {G}.", "No {trip}. {G}: give it back.")
	givenBack  = kind(relevant, "refund", "Given back for {trip}, {tk} TK each. {G} is empty.", "{trip}: all money is back.")
	travellers = []draft.Kind{
		kind(relevant, "contact", "Is there a place on the {A} of {day}? A friend gave me your name.", "We are {n}. What does the {A} cost now?"),
		kind(relevant, "answer", "{tk} TK each for the {A}, {G}. You pay, you get a place.", "The {A} has {n} places left. {tk} TK, {G}."),
		kind(relevant, "deposit", "I paid {tk} TK for {trip}. When do we go?", "The money for {trip} is with you. We wait."),
		kind(relevant, "answer", "{trip} leaves on {day}. Somebody will call you.", "{trip} is full and ready. Be patient."),
		kind(relevant, "review", "We have arrived with {trip}. Thank you.", "{trip} took three days. We are tired and well."),
	}
)

// Lines that are written once, when the network comes together, and show who is what to whom.
var founding = []struct{ name, from, to, line string }{
	{"list", "dispatcher", "organiser", "As you say, {to}. From today I keep the list for you, for every {A}."},
	{"money", "launderer", "organiser", "I keep the money for you, {to}, as {G}. Everything goes to {addr} and from there where you say."},
	{"number", "dispatcher", "driver-1", "For the {A} use my own number and no other: {phone}."},
	{"drive-1", "driver-1", "dispatcher", "From now on I drive for you, {to}: every {A} that you have."},
	{"drive-2", "driver-2", "dispatcher", "I drive for you, {to}. Tell me when the next {A} is."},
	{"found-3", "fixer", "dispatcher", "{me} has found you a driver: {driver-3}. He knows what the {A} is."},
	{"drive-3", "driver-3", "dispatcher", "{fixer} sent me. I drive for you, {to}, also the long {A}."},
	{"found-4", "fixer", "dispatcher", "{me} has found you one more driver: {driver-4}, good for any {A}."},
	{"drive-4", "driver-4", "dispatcher", "I drive for you, {to}, as {fixer} says. When is the {A}?"},
}

// business is the network: how it comes together, and its trips.
func (p *plan) business() {
	at := p.On("founding", chatsFrom-1)
	for _, f := range founding {
		ref := "founding/" + f.name
		m := p.say(ref, f.from, f.to, at, kind(relevant, "agreement", f.line), world.Cause{Saga: "founding", Step: f.name},
			"{to}", p.accounts[f.to].nick, "{me}", p.accounts[f.from].nick, "{fixer}", p.accounts["fixer"].nick, "{addr}", p.address(), "{phone}", p.Number("dispatcher"),
			"{driver-3}", p.accounts["driver-3"].nick, "{driver-4}", p.accounts["driver-4"].nick)
		at = p.After(ref, m.at, 3, 50)
	}
	var trips []int
	for _, o := range outcomes {
		for range o.trips {
			trips = append(trips, o.how)
		}
	}
	draft.Shuffle(p.Draw("order", "outcomes"), trips)
	for i, how := range trips {
		p.trip(i+1, len(trips), how)
	}
	for i := range 2 {
		p.traveller(fmt.Sprintf("traveller-%d", i+1), i)
	}
}

// trip is one booking after another, as far as chats show it. The money of every
// sixth is on the ledger.
func (p *plan) trip(number, of, how int) {
	saga := fmt.Sprintf("trip-%d", number)
	s := p.Draw("trip", saga)
	name := fmt.Sprintf("%s %d", p.words[draft.Activity][s.IntN(len(p.words[draft.Activity]))], number)
	drivers := []string{"driver-1", "driver-2", "driver-3", "driver-4"}
	d := s.IntN(4)
	driver, other := drivers[d], drivers[(d+1+s.IntN(3))%4]
	at := p.On(saga, chatsFrom+1+(number-1)*(chatsTo-chatsFrom-8)/of)
	last := ""
	next := func(k draft.Kind, from, to string, least, most int64) *message {
		ref := fmt.Sprintf("%s/%s-%s/%d", saga, from, to, len(p.said))
		at = p.After(ref, at, least, most)
		m := p.say(ref, from, to, at, k, world.Cause{Saga: saga, Cause: last}, "{trip}", name, "{other}", p.accounts[other].nick, "{me}", p.accounts[from].nick)
		last = ref
		return m
	}
	next(ordered, "organiser", "dispatcher", 0, 1)
	next(listed, "dispatcher", "organiser", 2, 50)
	next(asked, "dispatcher", driver, 5, 90)
	if how == swaps {
		next(refused, driver, "dispatcher", 5, 90)
		next(searched, "dispatcher", "fixer", 3, 40)
		next(replaced, "fixer", "dispatcher", 9, 200)
		driver = other
		next(asked, "dispatcher", driver, 5, 90)
	}
	next(agreed, driver, "dispatcher", 5, 200)
	next(expected, "organiser", "launderer", 5, 120)
	if how == refunds {
		next(calledOff, "organiser", "launderer", 900, 2500)
		next(givenBack, "launderer", "organiser", 60, 900)
		return
	}
	m := next(received, "launderer", "organiser", 300, 1400)
	if number%6 == 0 {
		p.deposit(number, m.at, s.Between(300_000, 4_000_000))
	}
	next(confirmed, "dispatcher", driver, 10, 300)
	next(left, driver, "dispatcher", 60, 600)
	next(onTheWay, "dispatcher", "organiser", 1, 40)
	if how == waits {
		next(held, driver, "dispatcher", 60, 300)
		next(heldToo, "dispatcher", "organiser", 2, 60)
		at = at.Add(20 * time.Hour)
	}
	next(arrived, driver, "dispatcher", 200, 1300)
	next(toldHome, "dispatcher", "organiser", 2, 60)
	next(released, "organiser", "launderer", 10, 300)
	next(paidOut, "launderer", "organiser", 30, 900)
}

// deposit is money of a trip on the ledger, a while before the launderer says so.
func (p *plan) deposit(number int, told time.Time, sat int64) {
	ref := fmt.Sprintf("deposit-%d", number)
	p.W.Payments = append(p.W.Payments, world.Payment{
		Ref: world.Ref("payment:" + ref), To: "wallet:collection", AmountSat: sat,
		At:    told.Add(-time.Duration(p.Draw("deposit", ref).Between(300, 7000)) * time.Second),
		Cause: world.Cause{Saga: fmt.Sprintf("trip-%d", number), Step: "deposit"},
	})
}

// traveller is somebody who asks for a place. He is no suspect.
func (p *plan) traveller(ref string, i int) {
	s := p.Draw("traveller", ref)
	number := int(s.Between(8, 90)) + i
	name := fmt.Sprintf("%s %d", p.words[draft.Activity][0], number)
	at := p.On(ref, chatsFrom+4+number*60/110)
	from, to, last := ref, "dispatcher", ""
	for step, k := range travellers {
		r := fmt.Sprintf("%s/%d", ref, step+1)
		p.say(r, from, to, at, k, world.Cause{Saga: ref, Cause: last}, "{trip}", name)
		at, last = p.After(r, at, 20, 1500), r
		from, to = to, from
	}
}
