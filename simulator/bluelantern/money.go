package bluelantern

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/world"
)

// purse is one wallet of the story. The deposit wallet has an address for each
// of three posts' worth of customers, which its sweeps tie together; the others
// are reused, so that whoever holds one address holds the wallet.
type purse struct {
	ref, owner, kind string
	addresses        int
}

var purses = []purse{
	{"deposit", "main", keys.P2WPKH, 3},
	{"collection", "main", keys.P2TR, 1},
	{"producer", "producer", keys.P2WPKH, 1},
	{"transport", "subrenter", keys.P2PKH, 1},
	{"hosting", "hosting", keys.P2WPKH, 3},
	{"legalaid", "legalaid", keys.P2WPKH, 2},
	{"family", "family", keys.P2WPKH, 2},
	{"home", "family", keys.P2TR, 1},
}

// fee is more than any transaction of the story costs, in satoshi.
const fee = 40_000

func (p *plan) wallets() {
	for _, v := range purses {
		p.W.Wallets = append(p.W.Wallets, world.Wallet{
			Ref: world.Ref("wallet:" + v.ref), Owner: world.Ref("person:" + v.owner), Kind: v.kind, Addresses: v.addresses,
		})
	}
}

func (p *plan) pay(ref, from, to string, address int, sat int64, at time.Time, sweep bool, cause world.Cause) {
	y := world.Payment{
		Ref: world.Ref("payment:" + ref), To: world.Ref("wallet:" + to), ToAddress: address,
		AmountSat: sat, At: at.Truncate(time.Second), Sweep: sweep, Cause: cause,
	}
	if from != "" {
		y.From = world.Ref("wallet:" + from)
	}
	p.W.Payments = append(p.W.Payments, y)
}

// Periods of the money: deposits come in, then everything is swept together.
var periods = []struct{ from, to, sweep int }{{44, 49, 50}, {53, 66, 68}, {73, 82, 84}}

// bookings are the sagas of those who travel: an advertisement is seen, a
// question asked in the open, a deposit paid; the arrival lets it go. The
// family of the account:family paid for the brother who is in danger now.
func (p *plan) bookings() {
	for i := range 2 * len(periods) {
		saga := fmt.Sprintf("booking-%d", i+1)
		period := periods[i/2]
		s := p.Draw("booking", saga)
		who := fmt.Sprintf("traveller%d", i%travellers+1)
		contact := world.Ref("post:" + who + "/ask")
		if p.W.Post(contact) == nil {
			at := p.Within(saga+"/ask", p.W.Start.AddDate(0, 0, period.from-2), p.W.Start.AddDate(0, 0, period.from))
			ask := []string{"%s is there a seat on the next one?", "%s I have a question about the seats, please answer.", "%s how many days before do you need to know?"}
			p.AddPost(world.Post{
				Ref: contact, Account: world.Ref("account:" + who), At: at, ReplyTo: "post:main/1",
				Text: fmt.Sprintf(ask[s.IntN(len(ask))], p.at("main")), Cause: world.Cause{Saga: saga, Step: "contact", Cause: "post:main/1"},
			})
		}
		paid := p.Within(saga+"/deposit", p.W.Start.AddDate(0, 0, period.from), p.W.Start.AddDate(0, 0, period.to))
		from := ""
		if i == 4 {
			from = "family"
		}
		p.pay(saga+"/deposit", from, "deposit", i%3, s.Between(1_200_000, 4_900_000), paid, false,
			world.Cause{Saga: saga, Step: "deposit", Cause: string(contact)})
		if i < 3 {
			text := []string{"%s arrived and slept. Thank you.", "%s we are there, all good, my sister too.", "%s thank you, it was long but fine."}[i]
			p.AddPost(world.Post{
				Ref: world.Ref("post:" + who + "/review"), Account: world.Ref("account:" + who), At: p.After(saga+"/review", paid, 4*1440, 9*1440),
				Text: fmt.Sprintf(text, p.at("main")), Cause: world.Cause{Saga: saga, Step: "review", Cause: "payment:" + saga + "/deposit"},
			})
		}
	}
}

// settlements sweep what was released and pay those who did the work; the
// producer pays a part of the van, because the pictures are taken on the road.
func (p *plan) settlements() {
	for i, period := range periods {
		saga := fmt.Sprintf("settlement-%d", i+1)
		var in int64
		last := ""
		var lastAt time.Time
		for _, y := range p.W.Payments {
			if y.To == "wallet:deposit" && y.At.Before(p.W.Start.AddDate(0, 0, period.sweep)) && y.At.After(p.W.Start.AddDate(0, 0, period.from-1)) {
				in += y.AmountSat
				if y.At.After(lastAt) {
					last, lastAt = string(y.Ref), y.At
				}
			}
		}
		swept := p.On(saga+"/sweep", period.sweep)
		p.pay(saga+"/sweep", "deposit", "collection", 0, in-fee, swept, true, world.Cause{Saga: saga, Step: "release", Cause: last})
		s := p.Draw("settlement", saga)
		share := func(step, to string, address int, percent int64, hours int64) {
			sat := in*percent/100 + s.Int64N(9_000)
			p.pay(saga+"/"+step, "collection", to, address, sat, p.After(saga+"/"+step, swept, hours*60, hours*60+600), false,
				world.Cause{Saga: saga, Step: "settlement", Cause: "payment:" + saga + "/sweep"})
		}
		share("pictures", "producer", 0, 18, 14)
		share("transport", "transport", 0, 31, 20)
		if i > 0 {
			share("hosting", "hosting", 1, 4, 30)
		}
	}
	own := p.On("share", 86)
	p.pay("share", "producer", "transport", 0, p.Draw("share", "").Between(180_000, 240_000), own, false,
		world.Cause{Saga: "supply-pictures", Step: "share of the van", Cause: "payment:settlement-2/pictures"})
}

// crowdMoney is the lawful money of the story: a family circle, donations, the
// bills of a hosting firm.
func (p *plan) crowdMoney() {
	last := min(p.openDay()-4, 88) // the family has what the deposit needs by its day, however long the clock
	pay := func(ref, from, to string, n, addresses, first int, low, high int64) {
		for i := range n {
			r := fmt.Sprintf("%s/%d", ref, i+1)
			s := p.Draw("lawful", r)
			p.pay(r, from, to, i%addresses, s.Between(low, high), p.Within(r, p.W.Start.AddDate(0, 0, first+i*(last-first)/n), p.W.Start.AddDate(0, 0, first+(i+1)*(last-first)/n)), false,
				world.Cause{Saga: ref, Step: "payment"})
		}
	}
	pay("circle", "", "family", 6, 2, 4, 1_500_000, 2_600_000)
	pay("remittance", "family", "home", 4, 1, 34, 300_000, 620_000)
	pay("donation", "", "legalaid", 9, 2, 4, 90_000, 700_000)
	pay("bill", "", "hosting", 8, 3, 4, 120_000, 260_000)
}
