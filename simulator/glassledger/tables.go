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

// day and minute are how dates stand in what is handed over, in UTC.
const (
	day    = time.DateOnly
	minute = "2006-01-02T15:04Z"
)

// asked are the addresses whose attribution is asked for, by what is known of
// each: what a provider has confirmed, what its owner says himself, what a vendor
// sells, and what is a rule of thumb alone. The list is handed over in a drawn
// order.
var asked = []struct {
	wallet  string
	address int
	rung    string
}{
	{"koingate/deposits", 0, "AT1"},
	{"koingate/deposits", 1, "AT1"},
	{"legalaid", 0, "AT2"},
	{"circle", 0, "AT2"},
	{"shop", 0, "AT2"},
	{"obolos-x/deposits", 0, "AT3"},
	{"landing", 0, "AT4"},
	{"relay", 0, "AT4"},
}

// rungs is the drawn order of the list: its rows, as numbers of asked.
func (p *plan) rungs() []int { return p.Draw("asked", "order").Perm(len(asked)) }

func (p *plan) tables() {
	var list [][]string
	for i, n := range p.rungs() {
		list = append(list, []string{fmt.Sprint(i + 1), "TESTCHAIN-U", p.address(asked[n].wallet, asked[n].address)})
	}
	p.HandTable("wallets", []string{"number", "ledger", "address"}, list)
	p.released()
	p.book()
	p.vendor()
	p.statement()
	p.vans()
	p.bills()
	p.cards()
	p.rule()
}

// released is what the order of the court releases of the chat, until the exercise
// opens: who was in it, and what was written.
func (p *plan) released() {
	var rows [][]string
	for _, m := range p.W.Messages {
		if m.At.Before(p.W.Opens) {
			rows = append(rows, []string{m.At.Format(time.RFC3339), p.W.Profile(m.Author).Name, m.Text})
		}
	}
	p.HandTable("chat", []string{"at", "from", "text"}, rows)
	rows = nil
	for _, m := range p.W.Rooms[0].Members {
		x := p.W.Profile(m.Profile)
		rows = append(rows, []string{x.Name, p.phone(strings.TrimPrefix(string(x.Ref), "profile:")), m.JoinedAt.Format(time.RFC3339)})
	}
	slices.SortFunc(rows, func(a, b []string) int { return cmp.Compare(a[1], b[1]) })
	p.HandTable("chat-members", []string{"name", "phone", "joined_at"}, rows)
}

// book is the books of the two money shops laid side by side: a row an order that
// one took and the other paid out, as the scanned pages have them.
func (p *plan) book() {
	orders := slices.Clone(p.W.Orders)
	slices.SortFunc(orders, func(a, b world.Order) int { return a.Given.Compare(b.Given) })
	var rows [][]string
	for _, o := range orders {
		if o.Paid.IsZero() || !o.Paid.Before(p.W.Opens) {
			continue
		}
		shop := func(r world.Ref) string { return p.NameOf(strings.TrimPrefix(string(r), "broker:")) }
		rows = append(rows, []string{o.Given.Format(minute), o.Paid.Format(minute), shop(o.From), shop(o.To), o.SentBy, o.PaidTo, o.Code, fmt.Sprintf("%d.%02d", o.Amount/100, o.Amount%100)})
	}
	p.HandTable("counters", []string{"taken_at", "paid_at", "taken_by", "paid_by", "sender", "receiver", "code", "amount_tk"}, rows)
}

// vendor is the list of a firm that sells names of addresses. It is right about
// services, and takes the runner's deposit address for one of the other
// exchange, because both are fed by one wallet.
func (p *plan) vendor() {
	rows := [][]string{
		{p.address("obolos-x/deposits", 0), "Obolos-X, deposit of a customer", "high"},
		{p.address("obolos-x/hot", 0), "Obolos-X, pays out", "high"},
		{p.address("koingate/hot", 0), "KoinGate, pays out", "high"},
		{p.address("koingate/deposits", 0), "Obolos-X, deposit of a customer", "medium"},
		{p.address("pontobridge/hot", 0), "PontoBridge, pays out", "high"},
		{p.address("circle", 0), "pool of unknown purpose", "medium"},
		{p.address("legalaid", 0), "collects donations", "low"},
	}
	draft.Shuffle(p.Draw("vendor", "order"), rows)
	p.HandTable("vendor-tags", []string{"address", "tag", "confidence"}, rows)
}

// statement is what the poisoned customer brings: what came in for him. line is
// the number that the exchange prints, drawn, so that it says nothing.
func (p *plan) statement() {
	var rows [][]string
	for _, e := range p.inflows() {
		rows = append(rows, []string{p.line(e.Ref), e.At.Format(minute), fmt.Sprint(p.paid(strings.TrimPrefix(string(e.Payment), "payment:")).AmountSat)})
	}
	p.HandTable("statement", []string{"line", "credited_at", "amount_sat"}, rows)
}

// inflows are the lines of the poisoned customer's account, in the order of time.
func (p *plan) inflows() []world.CoinEntry {
	var out []world.CoinEntry
	for _, e := range p.W.CoinEntries {
		if e.Customer == "customer:koingate/poisoned" {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b world.CoinEntry) int { return a.At.Compare(b.At) })
	return out
}

func (p *plan) line(entry world.Ref) string {
	return fmt.Sprintf("KG-%06d", p.Draw("statement", string(entry)).Between(100_000, 999_999))
}

// renters are the firms that hire vans beside the shell shop.
const renters = 4

// vans is the order book of the firm that hires out vans: the shop's rentals lie
// in the days after each round, those of the others anywhere.
func (p *plan) vans() {
	type rental struct {
		at   time.Time
		who  string
		days int64
		van  string
	}
	var list []rental
	for i := range 3 {
		v := world.Vehicle{Ref: world.Ref(fmt.Sprintf("vehicle:van-%d", i+1)), Kind: "van", Owner: "person:rental", KMH: 90, Colour: []string{"white", "grey", "blue"}[i]}
		v.Plate = world.DrawPlate(p.Draw("plate", string(v.Ref)))
		p.W.Vehicles = append(p.W.Vehicles, v)
	}
	van := func(of string) string { return p.W.Vehicles[p.Draw("van", of).IntN(3)].Plate }
	for i := range rounds {
		ref := fmt.Sprintf("round-%d/bill", i+1)
		at := p.paid(ref).At.AddDate(0, 0, 1)
		list = append(list, rental{at, p.NameOf("shop"), p.Draw("rental", ref).Between(3, 6), p.W.Vehicles[0].Plate})
	}
	for i := range 3 * renters {
		ref := fmt.Sprintf("rental-%d", i+1)
		who := p.Title(fmt.Sprintf("renter-%d", i%renters), []string{"{A} {N} Removals", "{A} {N} Flowers", "{N} Stage Hire", "{A} {N} Bakery"}[i%renters])
		list = append(list, rental{p.On(ref, 4+i*(p.openDay()-8)/(3*renters)), who, p.Draw("rental", ref).Between(1, 6), van(ref)})
	}
	slices.SortFunc(list, func(a, b rental) int { return a.at.Compare(b.at) })
	var rows [][]string
	number := p.Draw("van", "number").Between(1200, 8400)
	for _, r := range list {
		number += p.Draw("van", r.at.String()).Between(1, 9)
		rows = append(rows, []string{fmt.Sprint(number), r.at.Format(day), r.who, r.van, fmt.Sprint(r.days), fmt.Sprint(r.days*410 + 60)})
	}
	p.HandTable("van-invoices", []string{"invoice", "issued", "customer", "plate", "days", "total_tk"}, rows)
}

// bills are the invoices of the shell shop: three of them, to a customer without
// a name, are paid out of the rounds to the satoshi.
func (p *plan) bills() {
	var paid []world.Payment
	for _, y := range p.W.Payments {
		if y.To == wallet("shop") {
			paid = append(paid, y)
		}
	}
	slices.SortFunc(paid, func(a, b world.Payment) int { return a.At.Compare(b.At) })
	var rows [][]string
	for _, y := range paid {
		ref := strings.TrimPrefix(string(y.Ref), "payment:")
		s := p.Draw("bill", ref)
		to, what := world.PersonName(s), []string{"telephones", "repairs", "chargers"}[s.IntN(3)]
		if y.From != "" {
			to, what = "customer 114", "van and telephones"
		}
		rows = append(rows, []string{p.bill(ref), y.At.Add(-time.Duration(s.Between(3, 40)) * time.Hour).Format(day), to, what, fmt.Sprint(y.AmountSat), p.address("shop", 0)})
	}
	slices.SortStableFunc(rows, func(a, b []string) int { return cmp.Compare(a[1], b[1]) })
	p.HandTable("shop-invoices", []string{"invoice", "issued", "customer", "what", "total_sat", "pay_to"}, rows)
}

// bill is the number of an invoice of the shop.
func (p *plan) bill(payment string) string {
	return fmt.Sprintf("H-%04d", p.Draw("bill-number", payment).Between(1000, 9999))
}
