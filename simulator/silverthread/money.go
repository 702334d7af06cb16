package silverthread

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/world"
)

// orders is how many documents are paid for on the ledger.
const orders = 9

// fee is more than any transaction of the story costs, in satoshi.
const fee = 40_000

// money is the ledger of the story: buyers pay the guarantor, who lets two thirds
// go to the vendor each third time; the vendor pays the courier. Students pay the
// real agency, and nothing of that touches the others.
func (p *plan) money() {
	pay := func(ref, from, to string, sat int64, at time.Time, cause world.Cause) {
		y := world.Payment{Ref: world.Ref("payment:" + ref), To: world.Ref("wallet:" + to), AmountSat: sat, At: at.Truncate(time.Second), Cause: cause}
		if from != "" {
			y.From = world.Ref("wallet:" + from)
		}
		p.W.Payments = append(p.W.Payments, y)
	}
	in := int64(0)
	for i := range orders {
		saga := fmt.Sprintf("order-%d", i+1)
		s := p.Draw("order", saga)
		sat := s.Between(900_000, 2_400_000)
		at := p.On(saga, 20+i*5)
		pay(saga, "", "escrow", sat, at, world.Cause{Saga: saga, Step: "deposit", Cause: "forum-post:guarantee/1"})
		in += sat
		if i%3 < 2 {
			continue
		}
		out := in*2/3 - fee
		freed := p.After(saga+"/release", at, 26*60, 60*60)
		pay(saga+"/release", "escrow", "vendor", out, freed, world.Cause{Saga: saga, Step: "release", Cause: "payment:" + saga})
		pay(saga+"/letters", "vendor", "courier", out/7+s.Int64N(9_000), p.After(saga+"/letters", freed, 20*60, 50*60), world.Cause{Saga: saga, Step: "settlement", Cause: "payment:" + saga + "/release"})
		in = 0
	}
	for i := range 6 {
		ref := fmt.Sprintf("term-%d", i+1)
		pay(ref, "", "agency", p.Draw("term", ref).Between(150_000, 700_000), p.On(ref, 10+i*11), world.Cause{Saga: "agency", Step: "fee"})
	}
}
