package keys_test

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
)

// An address follows from the world's key, the wallet's name and a number: whoever
// plans, signs or verifies comes to the same without asking another.
func ExampleAddress() {
	world := stream.NewKey([16]byte{15: 1})
	fmt.Println(keys.Address(world, keys.P2WPKH, "wallet:desk", 0))
	fmt.Println(keys.Address(world, keys.P2WPKH, "wallet:desk", 1))
	fmt.Println(keys.TokenAddress(world, "token-wallet:desk", ""))
	// Output:
	// bcrt1qy05y03glhwr0q3pc6qtw5ytv00g6aqz2agr7u8
	// bcrt1qh9ph5x0h57sc7pmqd2a7l4zddpw8xwke5jlgpf
	// 0x9f9a8d99a609379470118414df0e044e5f1d0c04
}
