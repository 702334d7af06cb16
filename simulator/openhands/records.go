package openhands

import (
	"fmt"
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// trip is one row of the border report.
type trip struct {
	ref, number  string
	at           time.Time
	crossing     string
	way          string
	people       int64
	seen, remark string
}

// border draws the border report: five trips of people of the cards, and three
// of nobody in particular.
func (p *plan) border() {
	for _, t := range []trip{
		{ref: "relative", way: "coach", people: 2, seen: "two tickets, papers of both, a letter of the child's mother", remark: "adult with the child of a sister; the child answered for itself"},
		{ref: "shelter", way: "private car", people: 3, seen: "appointment at a doctor's", remark: "volunteer with two sick people; no money was paid or asked for"},
		{ref: "taxi", way: "taxi", people: 4, seen: "licence, order of the taxi office, running meter", remark: "passengers boarded at the rank; the driver knew nothing of their papers"},
		{ref: "priest", way: "minibus", people: 9, seen: "list of the parish", remark: "Sunday lunch; all went back in the evening"},
		{ref: "rescuer", way: "fishing boat", people: 11, seen: "log of the rescue centre", remark: "people taken from a sinking boat; the centre had ordered it"},
		{ref: "other/1", way: "private car", people: 2, seen: "papers of both", remark: "shopping"},
		{ref: "other/2", way: "van", people: 1, seen: "delivery note", remark: "furniture"},
		{ref: "other/3", way: "coach", people: 48, seen: "list of the operator", remark: "regular service"},
	} {
		s := p.Draw("trip", t.ref)
		t.number = p.number("B", t.ref)
		t.at = p.Within("trip/"+t.ref, p.W.Start.AddDate(0, 0, 40), p.W.Opens.AddDate(0, 0, -2)).Truncate(time.Minute)
		t.crossing = p.Towns[s.IntN(3)]
		if t.ref == "rescuer" {
			t.people = s.Between(7, 19)
		}
		p.trips = append(p.trips, t)
	}
	slices.SortFunc(p.trips, func(a, b trip) int { return a.at.Compare(b.at) })
	t := world.Table{Ref: "table:border-report", Name: "border-report", Columns: []string{"number", "time", "place", "way", "people", "seen", "remark"}}
	for _, x := range p.trips {
		t.Rows = append(t.Rows, []string{x.number, draft.Minute(x.at), x.crossing, x.way, fmt.Sprint(x.people), x.seen, x.remark})
	}
	p.W.Case.Tables = append(p.W.Case.Tables, t)
}

func (p *plan) trip(ref string) trip {
	return p.trips[slices.IndexFunc(p.trips, func(t trip) bool { return t.ref == ref })]
}

// booking is one row of the bank's alert.
type booking struct {
	ref, reference string
	at             time.Time
	holder         string // ref of the person
	in             bool
	amount         int64 // TK
	party, purpose string
}

// statement is what somebody who paid said to the police.
type statement struct {
	ref, number string
	on          time.Time
	text        string
	deposits    []string // refs of the bookings that it calls a deposit
}

// account is the number of somebody's payment account at Zefir Pay.
func (p *plan) account(holder string) string {
	return "ZP" + fmt.Sprint(p.Draw("account-number", holder).Between(10_000_000, 99_999_999))
}

// money draws what the bank reports of four accounts, and what six people said
// who had paid somebody. Four of them paid deposits into an account of the
// alert, three of those twice; one paid in cash; one gave money to the
// fundraiser and says so.
func (p *plan) money() {
	last := p.W.Opens.AddDate(0, 0, -6)
	add := func(ref, holder string, in bool, amount int64, party, purpose string) {
		p.alert = append(p.alert, booking{
			ref: ref, reference: p.number("R", ref), at: p.Within("booking/"+ref, p.W.Start.AddDate(0, 0, 30), last).Truncate(time.Minute),
			holder: holder, in: in, amount: amount, party: party, purpose: purpose,
		})
	}
	between := func(of string, low, high int64) int64 { return p.Draw("amount", of).Between(low, high) }
	var given, gift int64
	for i := range 13 {
		ref := fmt.Sprintf("gift/%d", i+1)
		amount := between(ref, 2, 16) * 25
		if i == 0 {
			gift = amount
		}
		given += amount
		add(ref, "fundraiser", true, amount, "private", "for the family")
	}
	add("transport", "fundraiser", false, given-between("left", 20, 90), "firm", "invoice of an undertaker")
	for i := range 7 {
		ref := fmt.Sprintf("donation/%d", i+1)
		add(ref, "shelter", true, between(ref, 1, 12)*10, "private", "donation")
	}
	add("bread", "shelter", false, between("bread", 90, 240), "firm", "bakery")
	add("heating", "shelter", false, between("heating", 120, 380), "firm", "heating")
	for i := range 6 {
		ref := fmt.Sprintf("fare/%d", i+1)
		add(ref, "taxi", true, between(ref, 24, 95), "private", "fare with receipt")
	}
	for i := range 4 {
		first := between(fmt.Sprintf("deposit/%d", i+1), 60, 180) * 5
		add(fmt.Sprintf("deposit/%d/first", i+1), "extorter", true, first, "private", "room")
		if i < 3 {
			add(fmt.Sprintf("deposit/%d/again", i+1), "extorter", true, first+between(fmt.Sprintf("again/%d", i+1), 4, 190), "private", "room")
		}
	}
	for i := range 2 { // of people who have said nothing so far
		ref := fmt.Sprintf("silent/%d", i+1)
		add(ref, "extorter", true, between(ref, 60, 180)*5, "private", "room")
	}
	for i := range 3 { // who pays again has paid before
		a, b := p.booking(fmt.Sprintf("deposit/%d/first", i+1)), p.booking(fmt.Sprintf("deposit/%d/again", i+1))
		if b.at.Before(a.at) {
			a.at, b.at = b.at, a.at
		}
	}
	p.spend()
	p.state(gift)
	slices.SortFunc(p.alert, func(a, b booking) int { return a.at.Compare(b.at) })
	t := world.Table{Ref: "table:bank-alert", Name: "bank-alert", Columns: []string{"reference", "time", "account", "holder", "direction", "amount_tk", "other_side", "purpose"}}
	for _, b := range p.alert {
		t.Rows = append(t.Rows, []string{b.reference, draft.Minute(b.at), p.account(b.holder), p.NameOf(b.holder), map[bool]string{true: "in", false: "out"}[b.in], fmt.Sprint(b.amount), b.party, b.purpose})
	}
	p.W.Case.Tables = append(p.W.Case.Tables, t)
	s := world.Table{Ref: "table:statements", Name: "statements", Columns: []string{"witness", "taken_on", "text"}}
	for _, x := range p.statements {
		s.Rows = append(s.Rows, []string{x.number, day(x.on), x.text})
	}
	p.W.Case.Tables = append(p.W.Case.Tables, s)
}

// spend puts what goes out behind what has come in: the undertaker is paid from
// all gifts, and after every third deposit most of what is there is drawn in cash.
func (p *plan) spend() {
	var in []booking
	out := p.booking("transport")
	for _, b := range p.alert {
		if b.holder == "fundraiser" && b.in && b.at.After(out.at) {
			out.at = p.After("transport", b.at, 200, 4000)
		}
		if b.holder == "extorter" {
			in = append(in, b)
		}
	}
	slices.SortFunc(in, func(a, b booking) int { return a.at.Compare(b.at) })
	var held int64
	for i, b := range in {
		if held += b.amount; i%3 != 2 {
			continue
		}
		ref := fmt.Sprintf("cash/%d", i/3+1)
		amount := held * p.Draw("amount", ref).Between(70, 95) / 100 / 50 * 50
		held -= amount
		p.alert = append(p.alert, booking{
			ref: ref, reference: p.number("R", ref), at: p.After("booking/"+ref, b.at, 60, 900).Truncate(time.Minute),
			holder: "extorter", amount: amount, party: "cash machine", purpose: "withdrawal",
		})
	}
}

// state draws the six statements; the bank's numbers of the payments stand in them.
func (p *plan) state(gift int64) {
	add := func(ref, text string, deposits ...string) {
		p.statements = append(p.statements, statement{
			ref: ref, number: p.number("W", ref), text: text, deposits: deposits,
			on: p.Within("statement/"+ref, p.W.Opens.AddDate(0, 0, -5), p.W.Opens.AddDate(0, 0, -1)),
		})
	}
	for i := range 4 {
		ref := fmt.Sprintf("deposit/%d", i+1)
		a := p.booking(ref + "/first")
		text := fmt.Sprintf("I paid a deposit of %d TK, booking %s. I was told that a room and a journey come with it. Neither came.", a.amount, a.reference)
		list := []string{a.ref}
		if i < 3 {
			b := p.booking(ref + "/again")
			text += fmt.Sprintf(" Then I was told to pay a second deposit, or my people at home would have trouble: %d TK, booking %s.", b.amount, b.reference)
			list = append(list, b.ref)
		}
		add(ref, text, list...)
	}
	add("cash", fmt.Sprintf("I gave a deposit of %d TK in cash, at the bus station. There is no paper about it.", p.Draw("amount", "by hand").Between(60, 180)*5))
	add("gift", fmt.Sprintf("I gave %d TK, booking %s, for the funeral of a man from my town. Nobody asked me for it. Is that forbidden?", gift, p.booking("gift/1").reference))
	draft.Shuffle(p.Draw("order", "statements"), p.statements)
}

func (p *plan) booking(ref string) *booking {
	return &p.alert[slices.IndexFunc(p.alert, func(b booking) bool { return b.ref == ref })]
}

// row names the row of the bank's alert that shows a booking.
func (p *plan) row(ref string) world.Ref {
	return world.Ref(fmt.Sprintf("row:bank-alert/%d", slices.IndexFunc(p.alert, func(b booking) bool { return b.ref == ref })+1))
}
