package glassledger

import (
	"fmt"
	"slices"

	"github.com/osint-radar/academy/simulator/draft"
)

// Who can stop money, as the training cards of the States say it. They are drawn:
// what the law of a State says must be filled in by its own experts.
var (
	authorities = []string{"fiu", "prosecutor", "aro"}
	titles      = map[string]string{"fiu": "financial intelligence unit", "prosecutor": "prosecutor on duty", "aro": "asset recovery office"}
	situations  = []string{"payment_asked_not_made", "balance_on_account", "outside_office_hours"}
	told        = map[string]string{
		"payment_asked_not_made": "The customer has asked for a payment. It has not been made yet.",
		"balance_on_account":     "Nothing has been asked for. The balance stands on the account.",
		"outside_office_hours":   "It is Saturday, 23:10. The offices of the State are closed until Monday.",
	}
)

// situation is the state of things for which the freeze is planned.
func (p *plan) situation() string { return situations[p.Draw("situation", "").IntN(len(situations))] }

// competent is who can stop the money in a State in each situation.
func (p *plan) competent(state string) map[string]string {
	out := map[string]string{}
	for i, n := range p.Draw("card", state).Perm(len(authorities)) {
		out[situations[i]] = authorities[n]
	}
	return out
}

// cards are the training cards of the three States.
func (p *plan) cards() {
	var rows [][]string
	for _, s := range seats {
		row := []string{s}
		for _, x := range situations {
			row = append(row, titles[p.competent(s)[x]])
		}
		rows = append(rows, row)
	}
	p.HandTable("country-cards", append([]string{"state"}, situations...), rows)
}

// expected are the data that go with a transfer from a wallet of one's own to an
// account, and others are data that nobody asks for.
var (
	expected = []string{"originator-name", "originator-wallet", "originator-identity", "beneficiary-name", "beneficiary-account"}
	others   = []string{"nationality", "purpose", "device"}
)

// rule is the reply of the licensed exchange on what it holds with one transfer:
// two of what is expected are not there, and some of what is not expected is.
func (p *plan) rule() {
	var pairs [][]string
	for i, x := range expected {
		for _, y := range expected[:i] {
			pairs = append(pairs, []string{y, x})
		}
	}
	s := p.Draw("rule", "reply")
	p.lacking = pairs[p.Deal("rule", len(pairs))]
	c := p.W.Customer("customer:koingate/runner")
	value := map[string]string{
		"originator-name": p.NameOf("runner"), "originator-wallet": p.address("relay", 0), "originator-identity": c.Document,
		"beneficiary-name": c.Name, "beneficiary-account": c.Number, "nationality": "", "purpose": "", "device": "",
	}
	for i, o := range others {
		if s.Chance(1, 2) {
			value[o] = []string{"XA", "own funds", "app 5.1 (phone)"}[i]
		}
	}
	var rows [][]string
	for _, n := range s.Perm(len(expected) + len(others)) {
		field := slices.Concat(expected, others)[n]
		if slices.Contains(p.lacking, field) {
			value[field] = ""
		}
		rows = append(rows, []string{field, value[field]})
	}
	p.HandTable("travel-rule", []string{"field", "value"}, rows)
}

// The steps of a seizure in their order. Those with a note are taken only where
// the note of the scene gives the reason; a variant's note gives two of the four.
var seizure = []struct{ step, note string }{
	{"authority", ""},
	{"hold", "A part of the coins stands on an account at the exchange."},
	{"scene", ""},
	{"photograph", ""},
	{"specialist", "The wallet on the device is of a make that nobody of the team has seen before."},
	{"transfer", ""},
	{"record", ""},
	{"seal", "The keys of the State's wallet were made this morning and are still in the hands of two officers."},
	{"sale", "The court has allowed a sale before the trial."},
}

// scene deals the note of the scene and with it the steps.
func (p *plan) scene() []string {
	var pairs [][2]int
	for i, x := range seizure {
		for j, y := range seizure[:i] {
			if x.note != "" && y.note != "" {
				pairs = append(pairs, [2]int{j, i})
			}
		}
	}
	pair := pairs[p.Deal("seizure", len(pairs))]
	var notes []string
	for i, x := range seizure {
		shown := i == pair[0] || i == pair[1]
		if shown {
			notes = append(notes, x.note)
		}
		if shown || x.note == "" {
			p.steps = append(p.steps, x.step)
		}
	}
	draft.Shuffle(p.Draw("seizure", "order"), notes)
	return notes
}

// caseFile is what is handed over: tables, an order, statements, notes.
func (p *plan) caseFile() {
	p.tables()
	x := p.W.Exchange("exchange:koingate")
	p.HandPaper("order", "Order of the court (training copy)", "",
		"The group \""+p.W.Rooms[0].Title+"\" of Kurjer and the books of KoinGate on two customers are handed over:",
		p.W.Customer("customer:koingate/runner").Number+" and "+p.W.Customer("customer:koingate/poisoned").Number+".",
		"Nothing else is. What is not needed for the payments is not copied into a report.")
	p.HandPaper("exchange", "Who KoinGate is (training copy)", "",
		"KoinGate is a name of "+x.Legal+". Its seat is in "+p.seat()+", number "+x.Register+" of the register.",
		"Obolos-X is in no register. It has not answered two letters.")
	p.HandPaper("duty-note", "State of the account (training copy)", "", told[p.situation()], "Who can stop the money? The cards of the States are beside this note.")
	notes := p.scene()
	p.HandPaper("seizure-note", append([]string{"Note of the scene (training copy)", "", "A device with a wallet lies on the table. The holder is not there."}, notes...)...)
	d := p.deposit(p.witness)
	p.HandPaper("witness", "Statement of a traveller (training copy)", "",
		fmt.Sprintf("My name is %s. I paid for a seat. In the chat they gave me an address and I paid there on %s: %d of the dollar token.", p.NameOf("witness"), d.at.Format(day), d.dollars),
		"I am not sure what I am accused of. I would like to know what became of the money.")
	p.HandPaper("circle", "Letter of a savings circle (training copy)", "",
		"We are "+p.NameOf("circle")+". Six families save together. Every week each of us pays in the same sum, and one family gets all of it, each in its turn.",
		"The turn is written down and everybody has a copy. The address of the pot stands on our page. Three times the pot went over the counter of "+p.NameOf("north")+".",
		"Somebody has told us that we are a network. We ask what we have done.")
}
