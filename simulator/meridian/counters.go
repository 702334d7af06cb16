package meridian

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/saga"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// shops are the two counters that move value without moving money. Most of what
// they do is lawful, and nothing on paper tells it apart.
var shops = []string{"north", "south"}

// What goes over the counters: what travellers pay to the second group, under codes
// that its room names; its fees to the desk, paid out to a runner; the money of
// families; and single orders of which nothing is known.
const (
	paidIn   = 6
	counted  = 2
	families = 3
	monthly  = 4 // orders of a family
	singles  = 8
)

// counters plans the books of the two shops.
func (p *plan) counters() {
	for i, s := range shops {
		at, place := p.Draw("place", s), world.Ref("place:"+s)
		p.AddPerson(s, "money-shop", p.Title("shop/"+s, "{A} {N} Exchange"), true, true)
		p.W.Places = append(p.W.Places, world.Place{Ref: place, Name: p.Towns[4+i], At: world.LatLon{Lat: at.Between(30_000_000, 34_000_000), Lon: -at.Between(38_000_000, 42_000_000)}})
		p.W.Phones = append(p.W.Phones, world.Phone{Ref: world.Ref("phone:" + s), Number: p.Number(s), Owner: world.Ref("person:" + s)})
		p.W.Brokers = append(p.W.Brokers, world.Broker{Ref: broker(s), Owner: world.Ref("person:" + s), Shop: p.NameOf(s), Place: place, Phone: world.Ref("phone:" + s)})
	}
	var orders []world.Order
	add := func(ref string, from int, sender, receiver, by, to string, tk int64, given time.Time, step string) *world.Order {
		person := func(of string) world.Ref {
			if of == "" {
				return ""
			}
			return world.Ref("person:" + of)
		}
		saga, _, _ := strings.Cut(ref, "/")
		orders = append(orders, world.Order{
			Ref: world.Ref("order:" + ref), From: broker(shops[from]), To: broker(shops[1-from]), Sender: person(sender), Receiver: person(receiver), SentBy: by, PaidTo: to,
			Code: p.code(ref), Amount: tk * 100, Fee: tk * p.Draw("fee", ref).Between(8, 30) / 10, Given: given, Paid: p.After("out/"+ref, given, 120, 4000),
			Cause: world.Cause{Saga: saga, Step: step},
		})
		return &orders[len(orders)-1]
	}
	for i := range paidIn {
		ref := fmt.Sprintf("counter-%d", i+1)
		o := add(ref, 0, "", "g2till", p.Person(ref), p.NameOf("g2till"), p.Draw("counter", ref).Between(600, 1900), p.On(ref, 38+7*i), "deposit")
		if i == p.Deal("given back", paidIn) {
			o.Paid, o.Refunded = time.Time{}, p.After("back/"+ref, o.Given, 3000, 9000)
		}
	}
	for i := range counted {
		ref := fmt.Sprintf("counted-%d", i+1)
		add(ref, 1, "g2till", "runner", p.NameOf("g2till"), p.NameOf("runner"), p.Draw("counter", ref).Between(500, 1200), p.On(ref, 58+24*i), "fee")
	}
	for f := range families {
		name, sender := p.Person(fmt.Sprintf("family-%d", f+1)), ""
		if f == 0 {
			name, sender = p.NameOf("relative"), "relative"
		}
		for i := range monthly {
			ref := fmt.Sprintf("family-%d/%d", f+1, i+1)
			add(ref, f%2, sender, "", name, p.Person(fmt.Sprintf("family-%d/home", f+1)), p.Draw("counter", ref).Between(200, 900), p.On(ref, 6+5*f+20*i), "remittance")
		}
	}
	for i := range singles {
		ref := fmt.Sprintf("single-%d", i+1)
		o := add(ref, i%2, "", "", p.Person(ref), p.Person(ref+"/to"), p.Draw("counter", ref).Between(400, 1900), p.On(ref, 9+10*i), "order")
		if i == 5 {
			o.Paid, o.Refunded = time.Time{}, p.After("back/"+ref, o.Given, 3000, 9000)
		}
	}
	p.W.Orders, p.W.Settlements, p.W.Balances = saga.Book{
		Orders: orders, Every: 6, Draws: p.W.Key.Domain("saga/book"), Kinds: []string{world.SettleGoods, world.SettleCash},
	}.Close(p.W.End.AddDate(0, 0, -3))
}

func broker(shop string) world.Ref { return world.Ref("broker:" + shop) }

// code is what a receiver says to be paid; no two orders have the same.
func (p *plan) code(of string) string {
	return p.Name("code/"+of, func(s *stream.Stream) string { return stream.Pick(s, draft.Nouns) + fmt.Sprint(s.Between(20, 99)) })
}

// order is the order of that name.
func (p *plan) order(ref string) world.Order {
	i := slices.IndexFunc(p.W.Orders, func(o world.Order) bool { return o.Ref == world.Ref("order:"+ref) })
	return p.W.Orders[i]
}
