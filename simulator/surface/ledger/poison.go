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
	lure := from.address(b.lookAlike(from, like, s))
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
	return b.emit(from, from.take([]int{at}), outs, s)
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

// lookAlike returns the slot of the key whose address shares most characters
// with the other at its beginning and end, out of a bounded number.
func (b *builder) lookAlike(p *purse, like *address, s *stream.Stream) int {
	want := b.text(like)
	first := vanity + tries*s.IntN(1<<20)
	best, most := first, -1
	for i := range tries {
		if n := alike(b.text(&address{owner: p, slot: first + i}), want); n > most {
			best, most = first+i, n
		}
	}
	return best
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
func (p *purse) ownBrand(key stream.Key, s *stream.Stream) {
	if p.kind == keys.P2PKH || !s.Chance(1, 8) {
		return
	}
	const letters = "acdefghjklmnpqrstuvwxyz023456789"
	brand := string([]byte{letters[s.IntN(len(letters))], letters[s.IntN(len(letters))]})
	for i := range tries {
		if text := keys.Address(key, p.kind, p.name, vanity+i); text[6:8] == brand {
			p.brand = vanity + i
			return
		}
	}
}
