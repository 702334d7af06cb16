package ledger

import (
	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
)

// tries is how many keys somebody makes to find an address that he likes. It
// is a few characters' worth: real ones have machines for it.
const tries = 512

// vanity is the first slot of addresses that were looked for.
const vanity = 1 << 20

// poison is address poisoning (Tsuchiya et al., Blockchain Address Poisoning,
// 2025, on account chains): the attacker makes an address which begins and ends
// like one that the victim has paid, and pays him dust from it. The look-alike
// then stands in the victim's history, and he may copy it. Two transactions:
// the look-alike gets its means, and pays. The second is returned, with where
// the victim's output is. Its twin is the shop that looks for an address which
// begins as its name does, see ownBrand. Nil: the attacker has too little.
func (b *builder) poison(from *purse, like, victim *address, sat int64, s *stream.Stream) (*draft, []int) {
	imitated := b.text(like)
	lure := from.address(b.search(from, s.IntN(1<<20), func(text string) int { return alike(text, imitated) }))
	outs := []payee{{victim, sat}}
	need := sat + feeFor(baseWeight+outsWeight(outs)+inWeight(from.kind), b.rate)
	d, where := b.pay(from, []payee{{lure, max(need, dust)}}, s)
	if d == nil {
		return nil, nil
	}
	b.keep(d)
	at := len(from.coins) - 1
	for from.coins[at].in != d || int(from.coins[at].vout) != where[0] {
		at--
	}
	return b.emit(from, from.take([]int{at}, make([]coin, 1)), outs, s)
}

// poisonLast does it to whoever of the crowd paid last.
func (b *builder) poisonLast(s *stream.Stream) {
	if b.last.from == nil || len(b.last.from.held) == 0 || !b.last.from.held[0].paid {
		return
	}
	for _, p := range b.crowd.pests {
		if p.kind == b.last.to.owner.kind {
			d, _ := b.poison(p, b.last.to, b.last.from.held[0], s.Between(546, 900), s)
			b.keep(d)
		}
	}
}

// searched says from which key a search for an address went out, and how many
// keys on it found the one of that slot.
func searched(slot int) (first, n int) {
	return vanity + (slot-vanity)/tries*tries, (slot-vanity)%tries + 1
}

// search returns the slot of the address of p that scores highest among a
// bounded number. Number names the search.
func (b *builder) search(p *purse, number int, score func(address string) int) int {
	first := vanity + tries*number
	if b.rows != nil && p.name == "" {
		best, most := first, -1
		for slot := first; slot < first+tries/8; slot++ {
			if n := score(b.text(&address{owner: p, slot: int32(slot)})); n > most {
				best, most = slot, n
			}
		}
		return best
	}
	return p.search(b.ring, number, score)
}

// search is that of a purse with real keys.
func (p *purse) search(ring keys.Ring, number int, score func(address string) int) int {
	first := vanity + tries*number
	n := tries
	if p.kind == keys.P2TR {
		n = tries / 8 // each costs a multiplication, not an addition
	}
	list, err := keys.SeriesAddresses(p.kind, ring.Private(p.name, first), n)
	if err != nil {
		panic(err) // a purse is of one of the three kinds
	}
	best, most := 0, -1
	for i, text := range list {
		if n := score(text); n > most {
			best, most = i, n
		}
	}
	return first + best
}

// alike counts the characters that two addresses share from the front, after
// the part that all of a kind share, and from the back.
func alike(a, b string) int {
	n := 0
	for i := 6; i < min(len(a), len(b)) && a[i] == b[i]; i++ {
		n++
	}
	for i := 1; i <= min(len(a), len(b)) && a[len(a)-i] == b[len(b)-i]; i++ {
		n++
	}
	return n
}

// ownBrand gives some shops one address that begins with two letters of their
// choice: the honest reason to look for an address.
func (p *purse) ownBrand(ring keys.Ring, s *stream.Stream) {
	if p.kind == keys.P2PKH || !s.Chance(1, 8) {
		return
	}
	const letters = "acdefghjklmnpqrstuvwxyz023456789"
	brand := string([]byte{letters[s.IntN(len(letters))], letters[s.IntN(len(letters))]})
	slot := p.search(ring, 0, func(text string) int { return alike(text, text[:6]+brand) })
	p.brand = slot
}
