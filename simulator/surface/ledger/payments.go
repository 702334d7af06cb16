package ledger

import (
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
	purses map[world.Ref]*purse
	wait   []*world.Payment // in the order of their times
	done   []paid
}

func newStory(w *world.World) (*story, error) {
	st := &story{purses: map[world.Ref]*purse{}}
	for i := range w.Wallets {
		x := &w.Wallets[i]
		if !keys.Known(x.Kind) {
			return nil, fmt.Errorf("ledger: %s is of kind %q, want p2wpkh, p2tr or p2pkh", x.Ref, x.Kind)
		}
		if st.purses[x.Ref] != nil {
			return nil, fmt.Errorf("ledger: there are two wallets %s", x.Ref)
		}
		p := newPurse(w.Key, string(x.Ref), x.Kind, max(1, x.Addresses))
		p.returns, p.hasty = true, true
		st.purses[x.Ref] = p
	}
	for i := range w.Payments {
		p := &w.Payments[i]
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
	switch to := st.purses[p.To]; {
	case p.From == "" && p.To == "":
		return fmt.Errorf("neither end is a wallet of the story")
	case p.From == "" && p.Sweep:
		return fmt.Errorf("a stranger's wallet cannot be swept")
	case to != nil && (p.ToAddress < 0 || p.ToAddress >= to.slots):
		return fmt.Errorf("receiving address %d, %s has %d", p.ToAddress, p.To, to.slots)
	case !p.Sweep && p.AmountSat < dust:
		return fmt.Errorf("amount %d sat, want at least %d", p.AmountSat, dust)
	case p.At.Before(w.Start) || p.At.After(w.End):
		return fmt.Errorf("time %s is outside the scenario, %s to %s",
			p.At.Format(time.RFC3339), w.Start.Format(time.RFC3339), w.End.Format(time.RFC3339))
	}
	return nil
}

// settle drafts the payments that are due at this block, in their order.
func (b *builder) settle() error {
	for len(b.story.wait) > 0 && !b.story.wait[0].At.After(b.at[b.height]) {
		p := b.story.wait[0]
		b.story.wait = b.story.wait[1:]
		d, vout, err := b.transfer(p)
		if err != nil {
			return fmt.Errorf("ledger: %s: %w", p.Ref, err)
		}
		b.story.done = append(b.story.done, paid{p, d, vout, d.outs[vout].sat, b.at[b.height]})
		b.keep(d)
	}
	return nil
}

func (b *builder) transfer(p *world.Payment) (*draft, int, error) {
	s := b.key.Domain("ledger/payment").Named(string(p.Ref))
	to, slot := b.story.purses[p.To], p.ToAddress
	if to == nil {
		to = stream.Pick(s, b.crowd.services)
		slot = s.IntN(to.slots)
	}
	a := to.address(slot)
	from := b.story.purses[p.From]
	if from == nil {
		if from = b.stranger(p.AmountSat, s); from == nil {
			return nil, 0, fmt.Errorf("nobody of the crowd can pay %d sat; plan smaller amounts or a larger scale", p.AmountSat)
		}
	}
	held := from.balance(b.height)
	var d *draft
	var where []int
	if p.Sweep {
		d, where = b.sweep(from, from.all(b.height, len(from.coins)), a, s)
		if d != nil && d.outs[0].sat < p.AmountSat {
			return nil, 0, fmt.Errorf("%s holds %d sat at %s, which leaves %d after the fee; the plan expects %d at least",
				p.From, held, b.at[b.height].Format(time.RFC3339), d.outs[0].sat, p.AmountSat)
		}
	} else {
		d, where = b.pay(from, []payee{{a, p.AmountSat}}, false, s)
	}
	if d == nil {
		return nil, 0, fmt.Errorf("%s holds %d sat at %s, too little to pay %d and the fee",
			p.From, held, b.at[b.height].Format(time.RFC3339), p.AmountSat)
	}
	return d, where[0], nil
}

// stranger finds somebody of the crowd who can pay: a person, or else a
// service that pays on a customer's order, or else a pool; nil: nobody.
func (b *builder) stranger(sat int64, s *stream.Stream) *purse {
	for _, group := range [][]*purse{b.crowd.persons, b.crowd.services, b.crowd.pools} {
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
