package ether_test

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/ether"
)

// The two classical encodings of RLP, and an address of EIP-55 in the small letters in
// which the ledger's files have it.
func Example() {
	fmt.Printf("%x\n", ether.RLP("dog"))
	fmt.Printf("%x\n", ether.RLP(ether.List{"cat", "dog"}))
	a, err := ether.ParseAddress("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")
	fmt.Println(a.Hex(), err)
	// Output:
	// 83646f67
	// c88363617483646f67
	// 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed <nil>
}
