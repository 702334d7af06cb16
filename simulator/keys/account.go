package keys

import (
	"github.com/osint-radar/academy/simulator/ether"
	"github.com/osint-radar/academy/simulator/stream"
)

// TokenAddress is the address of an account on TESTCHAIN-A: 0x and forty small
// digits. Its key is Private(k, wallet, 0). Nobody without the world's key can
// have the private one, on whatever chain.
func TokenAddress(k stream.Key, wallet string) string {
	return ether.AddressOf(Private(k, wallet, 0).PubKey()).Hex()
}
