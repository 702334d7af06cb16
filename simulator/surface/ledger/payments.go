package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// paid is a payment of the story that has found its block.
type paid struct {
	payment *world.Payment
	draft   *draft
	vout    int
	sat     int64
	at      time.Time
}

// story holds the wallets and payments of the world's plan.
type story struct {
	world  *world.World
	purses map[world.Ref]*purse
	wait   []*world.Payment // in the order of their times
	done   []paid
}

// newStory takes the wallets that are here, and their payments.
func newStory(w *world.World, here func(wallet world.Ref) bool) (*story, error) {
	st := &story{world: w, purses: map[world.Ref]*purse{}}
	habits := w.Key.Domain("ledger/habit")
	for i := range w.Wallets {
		x := &w.Wallets[i]
		if !here(x.Ref) {
			continue
		}
		if !keys.Known(x.Kind) {
			return nil, fmt.Errorf("ledger: %s is of kind %q, want p2wpkh, p2tr or p2pkh", x.Ref, x.Kind)
		}
		if st.purses[x.Ref] != nil {
			return nil, fmt.Errorf("ledger: there are two wallets %s", x.Ref)
		}
		p := newPurse(habits.Named(string(x.Ref)), string(x.Ref), x.Kind, max(1, x.Addresses))
		p.hasty = true // what comes in is there for what goes out
		if !x.Ordinary {
			p.habit, p.back = single, same
			if x.Fresh {
				p.back = fresh
			}
		}
		st.purses[x.Ref] = p
	}
	for i := range w.Payments {
		p := &w.Payments[i]
		if !here(cmp.Or(p.From, p.To)) {
			continue
		}
		if err := st.check(w, p); err != nil {
			return nil, fmt.Errorf("ledger: %s: %w", p.Ref, err)
		}
		st.wait = append(st.wait, p)
	}
	slices.SortStableFunc(st.wait, func(a, b *world.Payment) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		return strings.Compare(string(a.Ref), string(b.Ref))
	})
	return st, nil
}

func (st *story) check(w *world.World, p *world.Payment) error {
	for _, ref := range []world.Ref{p.From, p.To} {
		if ref != "" && st.purses[ref] == nil {
			return fmt.Errorf("there is no wallet %q", ref)
		}
	}
	least := int64(dust)
	if p.Behaviour == world.Dusting || p.Behaviour == world.Poisoning {
		least = 546 // below it nodes pass nothing on, whatever the kind of output
	}
	from, like := st.purses[p.From], st.purses[p.Like]
	switch to := st.purses[p.To]; {
	case p.From == "" && p.To == "":
		return fmt.Errorf("neither end is a wallet of the story")
	case p.From == "" && p.Sweep:
		return fmt.Errorf("a stranger's wallet cannot be swept")
	case !world.KnownBehaviour(p.Behaviour):
		return fmt.Errorf("behaviour %q is not known", p.Behaviour)
	case from == nil && p.Behaviour != world.PayOut:
		return fmt.Errorf("a stranger pays as strangers do, not by %q", p.Behaviour)
	case p.Behaviour == world.Poisoning && (like == nil || to == nil || like.kind != from.kind):
		return fmt.Errorf("%s imitates an address of %q for %q: both must be wallets, and the first of the kind %s", p.From, p.Like, p.To, from.kind)
	case p.Behaviour == world.CoinJoin && from.kind == keys.P2PKH:
		return fmt.Errorf("%s is of kind %s, which joins no others", p.From, from.kind)
	case to != nil && (p.ToAddress < 0 || p.ToAddress >= to.slots):
		return fmt.Errorf("receiving address %d, %s has %d", p.ToAddress, p.To, to.slots)
	case !p.Sweep && p.AmountSat < least:
		return fmt.Errorf("amount %d sat, want at least %d", p.AmountSat, least)
	case p.At.Before(w.Start) || p.At.After(w.End):
		return fmt.Errorf("time %s is outside the scenario, %s to %s",
			p.At.Format(time.RFC3339), w.Start.Format(time.RFC3339), w.End.Format(time.RFC3339))
	}
	return nil
}

// due takes the payments that are made together next: one, or all of a batch.
func (st *story) due(at time.Time) []*world.Payment {
	if len(st.wait) == 0 || st.wait[0].At.After(at) {
		return nil
	}
	n, first := 1, st.wait[0]
	for first.Behaviour == world.Batch && n < len(st.wait) &&
		st.wait[n].Behaviour == world.Batch && st.wait[n].From == first.From && st.wait[n].At.Equal(first.At) {
		n++
	}
	list := st.wait[:n]
	st.wait = st.wait[n:]
	return list
}

// settle drafts the payments that are due at this block, in their order.
func (b *builder) settle() error {
	for list := b.story.due(b.at[b.height]); list != nil; list = b.story.due(b.at[b.height]) {
		d, vouts, err := b.transfer(list)
		if err != nil {
			return fmt.Errorf("ledger: %s: %w", list[0].Ref, err)
		}
		for i, p := range list {
			b.story.done = append(b.story.done, paid{p, d, vouts[i], d.outs[vouts[i]].sat, b.at[b.height]})
		}
		b.keep(d)
	}
	return nil
}

// transfer drafts payments that are made together. It says at which output of
// the draft each of them is.
func (b *builder) transfer(list []*world.Payment) (*draft, []int, error) {
	p := list[0]
	s := b.key.Domain("ledger/payment").Named(string(p.Ref))
	b.rate = b.market.hurry(s)
	var outs []payee
	var sum int64
	for _, p := range list {
		outs = append(outs, payee{b.payeeOf(p, s), p.AmountSat})
		sum += p.AmountSat
	}
	from := b.story.purses[p.From]
	if from == nil {
		if from = b.stranger(sum, s); from == nil {
			return nil, nil, fmt.Errorf("nobody of the crowd can pay %d sat; plan smaller amounts or a larger scale", sum)
		}
	}
	held := from.balance(b.height)
	var d *draft
	var where []int
	switch {
	case p.Sweep:
		d, where = b.sweep(from, from.all(b.height, len(from.coins), 1), outs[0].to, s)
		if d != nil && d.outs[0].sat < sum {
			return nil, nil, fmt.Errorf("%s holds %d sat at %s, which leaves %d after the fee; the plan expects %d at least",
				p.From, held, b.at[b.height].Format(time.RFC3339), d.outs[0].sat, sum)
		}
	case p.Behaviour == world.Peel:
		d, where = b.peelStep(from, outs[0], s)
	case p.Behaviour == world.CoinJoin:
		d, where = b.join(from, outs[0].to, sum, int(s.Between(4, 8)), s)
	case p.Behaviour == world.Poisoning:
		like := b.story.purses[p.Like].address(p.LikeAddress)
		d, where = b.poison(from, like, outs[0].to, sum, s)
	default:
		d, where = b.pay(from, outs, s)
	}
	if d == nil && (p.Behaviour == world.Peel || p.Behaviour == world.CoinJoin) { // no coin is large enough alone, or nobody joins
		d, where = b.pay(from, outs, s)
	}
	if d == nil {
		return nil, nil, fmt.Errorf("%s holds %d sat at %s, too little to pay %d and the fee",
			p.From, held, b.at[b.height].Format(time.RFC3339), sum)
	}
	return d, slices.Clone(where[:len(list)]), nil
}

// payeeOf is where a payment goes: an address of the story, or a customer's at
// some service.
func (b *builder) payeeOf(p *world.Payment, s *stream.Stream) *address {
	if to := b.story.purses[p.To]; to != nil {
		return to.address(p.ToAddress)
	}
	return stream.Pick(s, b.crowd.services).deposits.any(s)
}

// stranger finds somebody of the crowd who can pay: a person, or else a
// service that pays on a customer's order, or else a pool; nil: nobody.
func (b *builder) stranger(sat int64, s *stream.Stream) *purse {
	var hot []*purse
	for _, v := range b.crowd.services {
		hot = append(hot, v.hot)
	}
	for _, group := range [][]*purse{b.crowd.persons, hot, b.crowd.pools} {
		first := s.IntN(len(group))
		for i := range group {
			p := group[(first+i)%len(group)]
			if p.balance(b.height) >= sat+sat/8+1_000_000 {
				return p
			}
		}
	}
	return nil
}
