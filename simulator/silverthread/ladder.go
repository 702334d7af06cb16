package silverthread

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/draft"
)

// need is something that the case wants to know, and what is known of the way to it.
type need struct{ rung, question, circumstances string }

// The rungs of the ladder, and needs for which each is the least that is enough.
var ladder = []need{
	{"r0", "Since when has the page of the student letters stood there?", "The registration of the name is public; nobody has to sign in."},
	{"r0", "Which prices does the page of the student letters name?", "Anybody can open the page."},
	{"r1", "How does a seller of documents present himself on a network?", "The profile is shown to everybody who is signed in. The unit has an account in its own name."},
	{"r1", "Which clubs does an account of a network show in its profile?", "The profile is seen by anybody with an account, and nobody is asked for leave."},
	{"r2", "What did the vendor write to one of his buyers?", "The buyer came to the police as a witness and offers a copy of the chat of her own accord. Nobody has asked her to do anything."},
	{"r2", "What was agreed between a cheated student and the recruiter?", "The student keeps the messages and hands over a copy with a declaration of consent. He is not vulnerable, and asks for nothing."},
	{"r3", "What do the vendor's threads say?", "Only invited members see them. No member offers a copy, and no provider is known."},
	{"r3", "Who answers the guarantor inside the forum?", "The board is behind an invitation. Everything that can be had from outside was tried, and nobody who is inside has come forward."},
	{"r4a", "Can the log-in records still be had when the order comes?", "The provider deletes them in five days. Whether they are needed is not clear yet."},
	{"r4a", "Will the mailbox of the registrant still be there next month?", "The owner may close it at any time. An order to hand it over takes three weeks."},
	{"r4b", "Who opened an account: which name and address were given?", "The provider is known and holds them. The data are kept already."},
	{"r4b", "From which addresses was an account used in May?", "The provider has kept the records under a preservation order. Now they are to be handed over."},
	{"r5", "Which chats are on the telephone of the courier?", "The telephone was seized with a judge's order when he was arrested. It lies in the evidence room."},
	{"r5", "Which letters are on the notebook that was found in the print shop?", "The notebook was seized lawfully. What is on it is asked, nothing else."},
	{"r6", "What will vendor and guarantor say to each other next week?", "They speak over an encrypted service. Every other step was tried and has failed; the offence is on the list."},
	{"r6", "When does the next handing-over take place?", "Only the two know it, and they agree on it by encrypted calls. Nothing that is stored can answer it, and the offence is grave enough."},
}

// nNeeds is how many stand in the case file, each of another rung.
const nNeeds = 6

// ladder draws the needs of the variant.
func (p *plan) ladder() {
	s := p.Draw("needs", "")
	rungs := len(ladder) / 2
	var list []need
	for _, i := range s.Perm(rungs)[:nNeeds] {
		list = append(list, ladder[2*i+s.IntN(2)])
	}
	draft.Shuffle(s, list)
	rows := make([][]string, len(list))
	for i, n := range list {
		rows[i] = []string{fmt.Sprintf("n%d", i+1), n.question, n.circumstances}
		p.needs = append(p.needs, n.rung)
	}
	p.HandTable("needs", []string{"need", "question", "circumstances"}, rows)
}

// The categories of data, and who can order what.
const (
	subscriber = "subscriber"
	identify   = "identify"
	traffic    = "traffic"
	content    = "content"

	byProsecutor = "prosecutor"
	byJudge      = "judge"
	notToBeHad   = "none"
)

// request is one that a colleague has drafted.
type request struct {
	category string
	order    string // "production" or "preservation"
	years    int    // maximum of the offence in the issuing State
	by       string // who may issue it at least
	asks     string
}

// what the requests ask for, by category.
var asksFor = map[string][]string{
	subscriber: {"Name, postal address and telephone number given when the account was opened", "How the account is paid for, and since when it exists", "The e-mail address that was given at registration"},
	identify:   {"The address and port of the one log-in on the day of the advertisement, solely to find out who it was", "The address from which the account was opened, asked for only to identify its holder"},
	traffic:    {"With whom the account exchanged messages in May, and when", "All log-ins of ninety days with addresses and times, to see the habits of the holder", "Sizes, times and recipients of everything that was sent"},
	content:    {"The text of the private messages between the two accounts", "Drafts and pictures that are stored in the mailbox", "What was written in the closed thread, and the files that hang on it"},
}

// requests draws six: two for which a prosecutor is enough, two that a judge has
// to order, two that this offence does not allow.
func (p *plan) requests() {
	s := p.Draw("requests", "")
	pick := func(of ...string) string { return of[s.IntN(len(of))] }
	years := func(grave bool) int {
		if grave {
			return int(s.Between(3, 8))
		}
		return int(s.Between(1, 2))
	}
	list := []request{
		{pick(subscriber, identify), "production", years(s.Chance(1, 2)), byProsecutor, ""},
		{pick(traffic, content), "preservation", years(s.Chance(1, 2)), byProsecutor, ""},
		{traffic, "production", years(true), byJudge, ""},
		{content, "production", years(true), byJudge, ""},
		{traffic, "production", years(false), notToBeHad, ""},
		{content, "production", years(false), notToBeHad, ""},
	}
	used := map[string]int{}
	for i := range list {
		words := asksFor[list[i].category]
		list[i].asks = words[(used[list[i].category]+p.Draw("asks", list[i].category).IntN(len(words)))%len(words)]
		used[list[i].category]++
	}
	draft.Shuffle(s, list)
	rows := make([][]string, len(list))
	for i, r := range list {
		rows[i] = []string{fmt.Sprintf("r%d", i+1), r.asks, r.order, fmt.Sprint(r.years), "not on the list of offences"}
	}
	p.asks = list
	p.HandTable("requests", []string{"request", "asks_for", "order", "offence_maximum_years", "list"}, rows)
}
