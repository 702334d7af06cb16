package ether

import "math/big"

// Selectors of calls to a token and the topic of its log, as EIP-20 names the
// functions and the event.
var (
	TransferCall    = selector("transfer(address,uint256)")
	BalanceOfCall   = selector("balanceOf(address)")
	TotalSupplyCall = selector("totalSupply()")
	DecimalsCall    = selector("decimals()")
	SymbolCall      = selector("symbol()")
	NameCall        = selector("name()")
	TransferTopic   = Keccak([]byte("Transfer(address,address,uint256)"))
)

func selector(signature string) [4]byte {
	h := Keccak([]byte(signature))
	return [4]byte(h[:4])
}

// Word is a number as an argument: 32 bytes.
func Word(n uint64) (h Hash) {
	new(big.Int).SetUint64(n).FillBytes(h[:])
	return h
}

// Text is what a call that gives a text returns: where it begins, its length, and
// its bytes with zeros up to a whole word.
func Text(s string) []byte {
	begin, length := Word(32), Word(uint64(len(s)))
	return append(append(append(begin[:], length[:]...), s...), make([]byte, (32-len(s)%32)%32)...)
}

// Transfer is the data of a call that moves tokens.
func Transfer(to Address, amount uint64) []byte {
	word, n := to.Word(), Word(amount)
	return append(append(TransferCall[:4:4], word[:]...), n[:]...)
}

// Transferred is the log of tokens that have moved.
func Transferred(token, from, to Address, amount uint64) Log {
	n := Word(amount)
	return Log{token, []Hash{TransferTopic, from.Word(), to.Word()}, n[:]}
}
