package saga

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Book is the orders of several brokers on their way into the world's books.
//
// That brokers net what they owe each other over a long time and settle the rest
// by trade, cash or value, and that licit and illicit money is mixed in what they
// settle, is said in FATF, The Role of Hawala and Other Similar Service Providers
// in Money Laundering and Terrorist Financing, October 2013. The innocent twins
// stand in the same books: families who send money home, with a code like others.
type Book struct {
	Orders []world.Order // in any order, without numbers
	Every  int           // a pair settles after so many payments
	Draws  stream.Domain // for how much later
	Kinds  []string      // of settlement, in turn
}

// Close numbers the orders and settles: after every so many payments between
// two brokers whoever owes the other gives him what is open, down to full tens
// of TK. Neither side ever gives more than it owes. What is open at the end
// is the balance. A settlement's cause is the payment it follows.
func (b Book) Close(end time.Time) ([]world.Order, []world.Settlement, []world.Balance) {
	orders := slices.Clone(b.Orders)
	slices.SortFunc(orders, func(x, y world.Order) int {
		return cmp.Or(cmp.Compare(x.From, y.From), x.Given.Compare(y.Given), cmp.Compare(x.Ref, y.Ref))
	})
	count := map[world.Ref]int{}
	pairs := map[[2]world.Ref][]world.Order{}
	for i := range orders {
		o := &orders[i]
		count[o.From]++
		o.Number = count[o.From]
		if !o.Paid.IsZero() {
			pair := [2]world.Ref{min(o.From, o.To), max(o.From, o.To)}
			pairs[pair] = append(pairs[pair], *o)
		}
	}
	var settled []world.Settlement
	var open []world.Balance
	keys := make([][2]world.Ref, 0, len(pairs))
	for k := range pairs {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(x, y [2]world.Ref) int { return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1])) })
	for _, pair := range keys {
		s, rest := b.settle(pair, pairs[pair], end)
		settled = append(settled, s...)
		switch {
		case rest > 0:
			open = append(open, world.Balance{Debtor: pair[0], Creditor: pair[1], Amount: rest})
		case rest < 0:
			open = append(open, world.Balance{Debtor: pair[1], Creditor: pair[0], Amount: -rest})
		}
	}
	return orders, settled, open
}

// settle replays one pair; what it returns is what the first owes the second.
func (b Book) settle(pair [2]world.Ref, paid []world.Order, end time.Time) (list []world.Settlement, owes int64) {
	slices.SortFunc(paid, func(x, y world.Order) int { return cmp.Or(x.Paid.Compare(y.Paid), cmp.Compare(x.Ref, y.Ref)) })
	signed := func(o world.Order) int64 {
		if o.From == pair[0] {
			return o.Amount
		}
		return -o.Amount
	}
	next := 0 // the first payment that is not in owes yet
	for i := b.Every - 1; i < len(paid); i += b.Every {
		at := paid[i].Paid.Add(lagShare.draw(b.Draws.Named(string(paid[i].Ref))))
		if len(list) > 0 && at.Before(list[len(list)-1].At) {
			at = list[len(list)-1].At.Add(time.Hour)
		}
		if !at.Before(end) {
			break
		}
		for next < len(paid) && !paid[next].Paid.After(at) {
			owes += signed(paid[next])
			next++
		}
		s := world.Settlement{
			Ref: world.Ref(fmt.Sprintf("settlement:%s-%s/%d", name(pair[0]), name(pair[1]), len(list)+1)), From: pair[0], To: pair[1],
			Amount: owes, At: at, Kind: b.Kinds[len(list)%len(b.Kinds)],
			Cause: world.Cause{Saga: fmt.Sprintf("books/%s-%s", name(pair[0]), name(pair[1])), Step: "settlement", Cause: string(paid[i].Ref)},
		}
		if owes < 0 {
			s.From, s.To, s.Amount = pair[1], pair[0], -owes
		}
		if s.Amount >= 1000 {
			s.Amount -= s.Amount % 1000
		}
		if s.Amount == 0 {
			continue
		}
		if s.From == pair[0] {
			owes -= s.Amount
		} else {
			owes += s.Amount
		}
		list = append(list, s)
	}
	for ; next < len(paid); next++ {
		owes += signed(paid[next])
	}
	return list, owes
}

// name is a Ref without its sort.
func name(r world.Ref) string {
	for i := range r {
		if r[i] == ':' {
			return string(r[i+1:])
		}
	}
	return string(r)
}
