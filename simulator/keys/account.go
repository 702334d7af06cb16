package keys

import (
	"github.com/btcsuite/btcd/btcec/v2"

	"github.com/osint-radar/academy/simulator/ether"
	"github.com/osint-radar/academy/simulator/stream"
)

// How many digits of a look-alike are looked for at each end, and among how many
// keys. Real ones have machines for more (Tsuchiya et al., Blockchain Address
// Poisoning, 2025).
const (
	likeDigits = 2
	likeKeys   = 1 << 17
	likeStep   = 512 // keys at a time
)

// TokenAddress is the address of an account on TESTCHAIN-A: 0x and forty small
// digits. Its key is TokenKey. Nobody without the world's key can have the private
// one, on whatever chain.
func TokenAddress(k stream.Key, wallet, like string) string {
	return ether.AddressOf(TokenKey(k, wallet, like).PubKey()).Hex()
}

// TokenKey is the key of an account: Private(k, wallet, 0), or, where like names
// another wallet, the key of somebody who from there on went through many for an
// address that begins and ends like the other's. The first of the best is taken.
func TokenKey(k stream.Key, wallet, like string) *btcec.PrivateKey {
	at := Private(k, wallet, 0)
	if like == "" {
		return at
	}
	imitated := ether.AddressOf(Private(k, like, 0).PubKey())
	best, most := at, -1
	for done := 0; done < likeKeys && most < 2*likeDigits; done += likeStep {
		list := Series(at, likeStep)
		for i, p := range series(at, likeStep) {
			if n := alike(ether.AddressOf(btcec.NewPublicKey(&p.X, &p.Y)), imitated); n > most {
				best, most = list[i], n
			}
		}
		at = list[likeStep-1]
	}
	return best
}

// alike counts the digits that two addresses share at each end, as far as they
// are looked for.
func alike(a, b ether.Address) int {
	x, y, n := a.Hex()[2:], b.Hex()[2:], 0
	for i := 0; i < likeDigits && x[i] == y[i]; i++ {
		n++
	}
	for i := len(x) - 1; i >= len(x)-likeDigits && x[i] == y[i]; i-- {
		n++
	}
	return n
}
