package silverthread

import (
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// threads is the list of what the colleague saw of the forum, in a drawn order.
func (p *plan) threads() {
	var rows [][]string
	for _, i := range p.Draw("order", "threads").Perm(len(story)) {
		t := p.threadOf(story[i].ref)
		rows = append(rows, []string{t.ID, p.boards[story[i].board], t.Title, p.W.ForumMember(t.Author).Name})
	}
	p.HandTable("threads", []string{"thread", "board", "title", "opened_by"}, rows)
}

// identifier is something by which a provider finds an account, or could not.
type identifier struct {
	value, kind, seen string
	keep              bool // goes into the preservation order
}

// identifiers lists what was found. The provider that has written runs the mail
// service of the first utility domain and keeps the accounts of the forum; what it
// holds of the four goes into the order.
func (p *plan) identifiers() {
	provider := p.W.Domains[0].Name
	p.W.Case.Papers = append(p.W.Case.Papers, world.Paper{Ref: "paper:provider-letter", Name: "provider-letter", Text: strings.Join([]string{
		"LETTER of the legal desk of " + p.Names["mail-firm"],
		"We run the mail service " + provider + ", and we keep the accounts of the forum Agora-9 for its owner.",
		"We find an account by its nickname in the forum or by its mailbox at our service. Telephone numbers and ledger addresses lead us nowhere.",
		"Log-in records are deleted after thirty days. What an order keeps, stays.",
		"Please name exactly what you want kept, and for which period.",
	}, "\n")})
	thread := func(ref string) string { return "thread " + p.threadOf(ref).ID }
	nick := func(ref, where string, keep bool) identifier {
		return identifier{p.pseudonymOf(ref), "nickname in Agora-9", "opened " + thread(where), keep}
	}
	p.keep = []identifier{
		nick("vendor", "offer", true),
		nick("recruiter", "students", true),
		nick("escrow", "guarantee", true),
		nick("courier", "letters", true),
		nick("lawyer", "advice", false),
		nick("client", "advice", false),
		nick("agency", "warning", false),
		nick("translator", "translation", false),
		{p.Names["email/registrant"], "mailbox at " + provider, "registration of " + p.domain("fake").Name, true},
		{p.domain("agency").Registrant.Email, "mailbox at " + provider, "registration of " + p.domain("agency").Name, false},
		{p.domain("notary").Registrant.Email, "mailbox at " + provider, "registration of " + p.domain("notary").Name, false},
		{p.address("escrow"), "address on TESTCHAIN-U", thread("guarantee"), false},
		{p.address("courier"), "address on TESTCHAIN-U", thread("letters"), false},
		{p.Number("fake"), "telephone number", "page of " + p.domain("fake").Name, false},
	}
	p.keep[4].seen, p.keep[5].seen = "answers in "+thread("advice"), "opened "+thread("advice")
	draft.Shuffle(p.Draw("order", "identifiers"), p.keep)
	rows := make([][]string, len(p.keep))
	for i, x := range p.keep {
		rows[i] = []string{x.value, x.kind, x.seen}
	}
	p.HandTable("identifiers", []string{"identifier", "kind", "seen"}, rows)
}

// preservation is the file of an earlier order: when the provider received it,
// and whether it was extended.
func (p *plan) preservation() {
	s := p.Draw("preservation", "")
	issued := p.W.Opens.AddDate(0, 0, -int(s.Between(16, 34))).Truncate(24 * time.Hour).Add(time.Duration(s.Between(9*60, 16*60)) * time.Minute)
	p.receipt = issued.AddDate(0, 0, int(s.Between(1, 3))).Add(time.Duration(s.Between(10, 200)) * time.Minute)
	p.extended = s.Chance(1, 2)
	rows := [][]string{
		{draft.Minute(issued), "prosecutor", "Preservation order (EPOC-PR) issued for the vendor's account."},
		{draft.Minute(p.receipt), "provider", "Order received. The data are kept from today."},
		{draft.Minute(p.receipt.AddDate(0, 0, int(s.Between(2, 4)))), "provider", "Reference number sent, data complete."},
	}
	if p.extended {
		rows = append(rows, []string{draft.Minute(p.receipt.AddDate(0, 0, int(s.Between(6, 9)))), "prosecutor", "Extension issued, 30 days, as the production order is not ready."})
	} else {
		rows = append(rows, []string{draft.Minute(p.receipt.AddDate(0, 0, int(s.Between(6, 9)))), "prosecutor", "An extension was considered and not issued."})
	}
	p.HandTable("preservation-file", []string{"at", "by", "what"}, rows)
}

// expiry is the last day on which the provider keeps the data.
func (p *plan) expiry() string {
	days := 60
	if p.extended {
		days += 30
	}
	return p.receipt.UTC().AddDate(0, 0, days).Format(time.DateOnly)
}
