package ledger

import (
	"encoding/hex"
	"slices"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/world"
)

// told is the story's share of a bulk ledger. It is small and drafted once;
// every part writes what falls into its blocks.
type told struct {
	story  *story
	drafts map[int][]*draft // by height
	issued []*draft         // what strangers pay from
	texts  [][]byte         // of the addresses in these, by address.text
	u      *bulk
}

// tell drafts the payments of the story. Strangers are people of the crowd who
// have withdrawn the money from an exchange before, as all do (withdrawal.go).
func (u *bulk) tell() (*told, error) {
	r := newRows(u)
	st, err := newStory(u.w)
	if err != nil {
		return nil, err
	}
	t := &told{story: st, drafts: map[int][]*draft{}, u: u}
	b := u.builder(r, st, new(space))
	b.crowd = &crowd{pools: []*purse{u.stranger(0)}}
	for n := range hubs {
		// An exchange's deposit addresses, as the other parts know them.
		p := newPurse(u.habits.Stream(hubNumber+2*uint64(n), 1), "", "", u.shape.persons+u.shape.merchants)
		p.number = hubNumber + 2*uint64(n)
		b.crowd.services = append(b.crowd.services, &service{p, u.stranger(0)})
	}
	w := &withdrawals{
		u: u, t: t, b: b, due: map[int][]coming{}, s: u.draws.Stream(0, 8),
		ids: u.ids.Stream(0, 0), habits: u.habits.Stream(0, 0), carries: u.draws.Stream(0, 0),
	}
	for _, p := range st.wait {
		strangers := 1
		if p.Behaviour == world.CoinJoin {
			strangers = 10
		} else if p.From != "" {
			strangers = 0
		}
		for range strangers {
			w.give(u.heightOf(p.At), p.AmountSat)
		}
		if p.From == "" { // should another have taken his coin
			pool := b.crowd.pools[0]
			spare := payee{pool.address(0), p.AmountSat*5/4 + w.s.Between(1_200_000, 2_400_000)}
			pool.coins = append(pool.coins, coin{w.issue(spare), 0, -1, 0, spare.sat, spare.to})
		}
	}
	if len(b.crowd.persons) == 0 {
		b.crowd.persons = []*purse{u.stranger(1)}
	}
	r.number(idStory, 0)
	for h := u.shape.before; h < len(u.at); h++ {
		b.begin(u, h)
		if err := w.settle(); err != nil {
			return nil, err
		}
		if err := b.settle(); err != nil {
			return nil, err
		}
		if len(b.block.drafts) > 0 {
			t.drafts[h] = slices.Clone(b.block.drafts)
		}
	}
	for _, d := range t.issued {
		t.spell(d, r)
	}
	for _, list := range t.drafts {
		for _, d := range list {
			t.spell(d, r)
		}
	}
	return t, nil
}

// spell writes the addresses of a draft down, for all parts.
func (t *told) spell(d *draft, r *rows) {
	one := func(a *address) {
		if a.size != spelt {
			a.size, a.text = spelt, uint32(len(t.texts))
			t.texts = append(t.texts, r.appendText(nil, a))
		}
	}
	for i := range d.ins {
		one(d.ins[i].to)
	}
	for i := range d.outs {
		one(d.outs[i].to)
	}
}

// stranger is somebody who pays in the story and is not of it.
func (u *bulk) stranger(n int) *purse {
	p := newPurse(u.habits.Stream(strangerNumber+uint64(n), 1), "", "", 2)
	if p.number = strangerNumber + uint64(n); p.kind == keys.P2PKH && n%2 == 0 {
		p.kind = keys.P2WPKH
	}
	return p
}

// names binds the story's wallets to their addresses.
func (t *told) names(bind func(string, dataset.Bound)) {
	for i := range t.u.w.Wallets {
		p := t.story.purses[t.u.w.Wallets[i].Ref]
		if list := p.selectors(func(a *address) string { return a.write(t.u.ring) }); list != nil {
			bind(p.name, dataset.Bound{Selectors: list})
		}
	}
}

// bind tells what the payments in a part have become, in the file at path.
func (t *told) bind(u *bulk, part int, path string, bind func(string, dataset.Bound)) {
	f := u.files[part]
	first, last := u.cells[f.first].first, u.cells[f.last].last
	for _, p := range t.story.done {
		if h := int(p.draft.height); h >= first && h <= last {
			id := hex.EncodeToString(p.draft.id[:])
			p.bind(bind, path+"#"+id, id)
		}
	}
}
