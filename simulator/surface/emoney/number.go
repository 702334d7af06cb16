package emoney

import (
	"github.com/osint-radar/academy/simulator/stream"
)

// Number is an account number as the books show it: ZZ, two check digits
// (ISO 7064 MOD 97-10, as IBANs have), ZEFI for the institution, ten digits. ISO
// 3166-1 leaves ZZ to its users: no country has it and none will, so no such
// IBAN (ISO 13616) can be anybody's.
type Number [18]byte

// numbering gives accounts their numbers: a keyed permutation of the ten-digit
// numbers (a Feistel network of four rounds over twice 17 bits, walked until it
// lands below 10¹⁰; Luby and Rackoff 1988). Two accounts never share one, and
// none tells which account it is, which block, or what its holder does. Not for
// concurrent use.
type numbering struct{ round *stream.Stream }

func (l *ledger) numbers() numbering {
	return numbering{l.w.Key.Domain("emoney/number").Stream(0, 0)}
}

const (
	half   = 17
	tenths = 10_000_000_000
)

// of returns the number of an account; the institution's own accounts, one a
// block, follow after the customers'.
func (n numbering) of(account int) Number {
	v := uint64(account)
	for {
		left, right := v>>half, v&(1<<half-1)
		for r := range uint32(4) {
			f, _ := n.round.Draw(right, r, 0)
			left, right = right, left^f>>(64-half)
		}
		if v = left<<half | right; v < tenths {
			return number(v)
		}
	}
}

// number writes ten digits with their check digits.
func number(v uint64) Number {
	const bank, country = 35141518, 3535 // ZEFI and ZZ in the digits of ISO 13616
	rest := (bank*(tenths%97) + v) % 97
	check := 98 - (rest*1_000_000+country*100)%97
	out := Number{'Z', 'Z', byte('0' + check/10), byte('0' + check%10), 'Z', 'E', 'F', 'I'}
	for i := len(out) - 1; i >= 8; i-- {
		out[i] = byte('0' + v%10)
		v /= 10
	}
	return out
}
