package keys

import (
	"strconv"

	"github.com/btcsuite/btcd/btcec/v2"

	"github.com/osint-radar/academy/simulator/stream"
)

// Ring gives many keys of a world: it remembers what all of them have in
// common. Safe for use by several goroutines.
type Ring struct{ draws stream.Domain }

// NewRing returns the ring of a world's key.
func NewRing(k stream.Key) Ring { return Ring{k.Domain("ledger/key")} }

// Private returns key number i of a wallet, as the function of that name does.
func (r Ring) Private(wallet string, i int) *btcec.PrivateKey {
	s := r.draws.Named(wallet + "#" + strconv.Itoa(i))
	for {
		var b [32]byte
		s.Bytes(b[:])
		var n btcec.ModNScalar
		if overflow := n.SetBytes(&b); overflow == 0 && !n.IsZero() {
			return btcec.PrivKeyFromScalar(&n)
		}
	}
}
