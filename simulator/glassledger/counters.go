package glassledger

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/saga"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// What goes over the two counters: deposits of travellers, whose codes the chat
// names, families' money, pots of the circle, and single orders of which nothing
// is known.
const (
	deposits = 6
	families = 4
	monthly  = 4 // orders of a family
	pots     = 3
	singles  = 4
)

// band is a share in thousandths: what is explained for certain, and at most.
type band struct{ least, most int64 }

// answer is the middle of the band in per cent and how far one may be off.
func (b band) answer() any {
	percent := func(permille int64) json.Number { return json.Number(fmt.Sprintf("%d.%d", permille/10, permille%10)) }
	return map[string]json.Number{"value": percent((b.least + b.most) / 2), "tolerance": percent((b.most - b.least + 1) / 2)}
}

// counters plans the books of the two shops and what their money says.
func (p *plan) counters() {
	for i, s := range shops {
		ref := world.Ref("place:" + s)
		at := p.Draw("place", s)
		p.W.Places = append(p.W.Places, world.Place{Ref: ref, Name: p.Towns[i], At: world.LatLon{Lat: at.Between(30_000_000, 34_000_000), Lon: -at.Between(38_000_000, 44_000_000)}})
		p.phone(s)
		p.W.Brokers = append(p.W.Brokers, world.Broker{Ref: broker(s), Owner: world.Ref("person:" + s), Shop: p.NameOf(s), Place: ref, Phone: world.Ref("phone:" + s)})
	}
	var orders []world.Order
	sum := map[string]int64{}
	add := func(kind string, o world.Order) {
		o.Code, o.Fee = p.code(string(o.Ref)), o.Amount*p.Draw("fee", string(o.Ref)).Between(8, 30)/1000
		o.Paid = p.After("out/"+string(o.Ref), o.Given, 120, 4000)
		sum[kind] += o.Amount
		orders = append(orders, o)
	}
	for i := range deposits {
		ref := fmt.Sprintf("deposit-%d", i+1)
		r := rounds[i*len(rounds)/deposits]
		add("deposit", world.Order{
			Ref: world.Ref("order:" + ref), From: broker("north"), To: broker("south"), Receiver: "person:runner", SentBy: p.Person(ref), PaidTo: p.NameOf("runner"),
			Amount: p.Draw("deposit", ref).Between(90, 210) * 1000, Given: p.Within(ref, p.W.Start.AddDate(0, 0, r.from), p.W.Start.AddDate(0, 0, r.to)),
			Cause: world.Cause{Saga: ref, Step: "deposit"},
		})
		p.codes = append(p.codes, orders[len(orders)-1].Code)
	}
	level := p.Draw("family", "level").Between(18, 80) // tens of TK in an order
	for f := range families {
		sender := fmt.Sprintf("family-%d", f+1)
		person := world.Ref("")
		name := p.Person(sender)
		if f == 0 {
			person, name = "person:remitter", p.NameOf("remitter")
		}
		relative := p.relative(sender, name)
		for i := range monthly {
			ref := fmt.Sprintf("%s/%d", sender, i+1)
			o := world.Order{
				Ref: world.Ref("order:" + ref), From: broker(shops[f%2]), To: broker(shops[1-f%2]), Sender: person, SentBy: name, PaidTo: relative,
				Amount: p.Draw("remittance", ref).Between(level*9/10, level*11/10) * 1000, Given: p.On(ref, 5+3*f+24*i), Cause: world.Cause{Saga: sender, Step: "remittance"},
			}
			if f == 3 {
				o.From, o.To = broker("north"), broker("south")
			}
			add("family", o)
		}
	}
	for i := range pots {
		ref := fmt.Sprintf("pot-%d", i+1)
		add("pot", world.Order{
			Ref: world.Ref("order:" + ref), From: broker("north"), To: broker("south"), Sender: "person:circle", SentBy: p.NameOf("circle"), PaidTo: p.Person(ref),
			Amount: 60_000, Given: p.On(ref, 12+21*i), Cause: world.Cause{Saga: ref, Step: "pot"},
		})
	}
	for i := range singles {
		ref := fmt.Sprintf("single-%d", i+1)
		s := p.Draw("single", ref)
		add("single", world.Order{
			Ref: world.Ref("order:" + ref), From: broker(shops[i%2]), To: broker(shops[1-i%2]), SentBy: p.Person(ref), PaidTo: p.Person(ref + "/to"),
			Amount: s.Between(16, 32) * 1000, Given: p.On(ref, 10+19*i), Cause: world.Cause{Saga: ref, Step: "order"},
		})
	}
	all := sum["deposit"] + sum["family"] + sum["pot"] + sum["single"]
	p.share = band{sum["family"] * 1000 / all, ((sum["family"]+sum["single"])*1000 + all - 1) / all}
	p.W.Orders, p.W.Settlements, p.W.Balances = saga.Book{
		Orders: orders, Every: 6, Draws: p.W.Key.Domain("saga/book"), Kinds: []string{world.SettleGoods, world.SettleCash},
	}.Close(p.W.End.Add(-3 * 24 * time.Hour))
}

func broker(shop string) world.Ref { return world.Ref("broker:" + shop) }

// code is what a receiver says to be paid; no two orders have the same.
func (p *plan) code(of string) string {
	return p.Name("code/"+of, func(s *stream.Stream) string { return stream.Pick(s, draft.Nouns) + fmt.Sprint(s.Between(20, 99)) })
}

// relative is somebody of the same family.
func (p *plan) relative(of, name string) string {
	words := strings.Fields(name)
	return p.Name(of+"/relative", func(s *stream.Stream) string {
		return strings.Fields(world.PersonName(s))[0] + " " + words[len(words)-1]
	})
}

// order is the order of that name.
func (p *plan) order(ref string) world.Order {
	for _, o := range p.W.Orders {
		if o.Ref == world.Ref("order:"+ref) {
			return o
		}
	}
	return world.Order{}
}
