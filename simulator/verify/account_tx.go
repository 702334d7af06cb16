package verify

import (
	"encoding/hex"
	"fmt"
	"math/big"
	"strings"

	"github.com/btcsuite/btcd/btcec/v2/ecdsa"
)

var (
	transferCall  = keccak([]byte("transfer(address,uint256)"))[:4]
	transferTopic = "0x" + hex.EncodeToString(keccak([]byte("Transfer(address,address,uint256)")))
	zeroTopic     = "0x" + strings.Repeat("0", 64)
)

// fields are the six that a signature is over.
func (x *accountTxRow) fields() ([][]byte, error) {
	value, ok := new(big.Int).SetString(x.Value, 10)
	if !ok || value.Sign() < 0 {
		return nil, fmt.Errorf("its value is %q", x.Value)
	}
	input, err := hexIn(x.Input, -1)
	if err != nil {
		return nil, err
	}
	var to []byte
	if x.To != "" {
		if to, err = hexIn(x.To, 20); err != nil {
			return nil, err
		}
	}
	return [][]byte{rlpNumber(x.Nonce), rlpNumber(x.GasPrice), rlpNumber(x.Gas), rlpBytes(to), rlpBytes(value.Bytes()), rlpBytes(input)}, nil
}

// raw is the transaction as nodes exchange it.
func (x *accountTxRow) raw() ([]byte, error) {
	f, err := x.fields()
	if err != nil {
		return nil, err
	}
	f = append(f, rlpNumber(x.V))
	for _, half := range []string{x.R, x.S} {
		b, err := hexIn(half, 32)
		if err != nil {
			return nil, err
		}
		f = append(f, rlpBytes(new(big.Int).SetBytes(b).Bytes()))
	}
	return rlpList(f...), nil
}

// sender recovers who has signed for this chain (EIP-155).
func (x *accountTxRow) sender() (string, error) {
	parity := x.V - 35 - 2*accountChain
	if x.V != 35+2*accountChain && x.V != 36+2*accountChain {
		return "", fmt.Errorf("is signed for another chain: v is %d", x.V)
	}
	f, err := x.fields()
	if err != nil {
		return "", err
	}
	digest := keccak(rlpList(append(f, rlpNumber(accountChain), rlpBytes(nil), rlpBytes(nil))...))
	sig, err := hex.DecodeString(fmt.Sprintf("%02x", 27+parity) + strings.TrimPrefix(x.R, "0x") + strings.TrimPrefix(x.S, "0x"))
	if err != nil {
		return "", err
	}
	pub, _, err := ecdsa.RecoverCompact(sig, digest)
	if err != nil {
		return "", fmt.Errorf("has no signature: %w", err)
	}
	return "0x" + hex.EncodeToString(keccak(pub.SerializeUncompressed()[1:])[12:]), nil
}

// receipt encodes what became of the transaction, and lists what its bloom is of.
func (x *accountTxRow) receipt(cumulative uint64) (raw []byte, entries [][]byte) {
	var logs [][]byte
	for _, l := range x.Logs {
		address, _ := hex.DecodeString(strings.TrimPrefix(l.Address, "0x")) // held against the call
		entries = append(entries, address)
		var topics [][]byte
		for _, t := range l.Topics {
			b, _ := hex.DecodeString(strings.TrimPrefix(t, "0x"))
			entries, topics = append(entries, b), append(topics, rlpBytes(b))
		}
		data, _ := hex.DecodeString(strings.TrimPrefix(l.Data, "0x"))
		logs = append(logs, rlpList(rlpBytes(address), rlpList(topics...), rlpBytes(data)))
	}
	return rlpList(rlpNumber(1), rlpNumber(cumulative), rlpBytes(logBloom(entries)), rlpList(logs...)), entries
}

// apply moves what a transaction moves; index counts the logs of its block.
func (s *accountChainState) apply(x *accountTxRow, raw []byte, b *accountBlockRow, index *int) (bad []error) {
	fail := func(format string, args ...any) { bad = append(bad, fmt.Errorf(format, args...)) }
	if want := "0x" + hex.EncodeToString(keccak(raw)); x.Hash != want {
		fail("its hash is not %s", want)
	}
	if who, err := x.sender(); err != nil {
		fail("%v", err)
	} else if who != x.From {
		fail("is signed by %s, not by %s", who, x.From)
	}
	from, miner := s.purse(x.From), s.purse(b.Miner)
	if x.Nonce != from.nonce {
		fail("has the nonce %d, the next of its sender is %d", x.Nonce, from.nonce)
	}
	from.nonce = x.Nonce + 1
	value, _ := new(big.Int).SetString(x.Value, 10)
	price := new(big.Int).SetUint64(x.GasPrice)
	if most := new(big.Int).Mul(price, new(big.Int).SetUint64(x.Gas)); from.wei.Cmp(most.Add(most, value)) < 0 {
		fail("its sender has %s wei, and may need %s", from.wei, most)
	}
	fee := new(big.Int).Mul(price, new(big.Int).SetUint64(x.GasUsed))
	from.wei.Sub(from.wei, value).Sub(from.wei, fee)
	miner.wei.Add(miner.wei, fee)
	s.dirty[x.From], s.dirty[b.Miner] = true, true
	want, gas, err := s.effect(x, value, b.Timestamp)
	if err != nil {
		fail("%v", err)
	}
	if gas != x.GasUsed || gas > x.Gas {
		fail("uses %d gas of %d, want %d", x.GasUsed, x.Gas, gas)
	}
	if len(want) != len(x.Logs) {
		fail("tells %d logs, its call makes %d", len(x.Logs), len(want))
		return bad
	}
	for i, l := range x.Logs {
		if l.Index != *index || l.Address != s.token || strings.Join(l.Topics, " ") != strings.Join(want[i].topics, " ") || l.Data != want[i].data {
			fail("its log %d does not say what its call does", l.Index)
		}
		want[i].index = *index
		s.logOf[x.Hash] = append(s.logOf[x.Hash], want[i].moved)
		s.moves = append(s.moves, want[i].moved)
		*index++
	}
	return bad
}

// told is a log that a call has to leave.
type told struct {
	topics []string
	data   string
	moved
}

// effect carries out what a transaction is for: to make the token, to move
// tokens, or to move the coin.
func (s *accountChainState) effect(x *accountTxRow, value *big.Int, at int64) ([]told, uint64, error) {
	input, err := hexIn(x.Input, -1)
	if err != nil {
		return nil, 0, err
	}
	data := uint64(0)
	for _, b := range input {
		if b == 0 {
			data += 4
		} else {
			data += 16
		}
	}
	switch {
	case x.To == "":
		sender, _ := hex.DecodeString(strings.TrimPrefix(x.From, "0x"))
		made := "0x" + hex.EncodeToString(keccak(rlpList(rlpBytes(sender), rlpNumber(x.Nonce)))[12:])
		if x.Contract != made || made != s.token || len(s.moves) > 0 || string(input) != string(s.code) {
			return nil, 0, fmt.Errorf("makes the contract %s, want the token %s, once, with its code", made, s.token)
		}
		if len(x.Logs) != 1 {
			return nil, 0, fmt.Errorf("makes the token without saying how many there are")
		}
		supply, ok := new(big.Int).SetString(strings.TrimPrefix(x.Logs[0].Data, "0x"), 16)
		if !ok || !supply.IsInt64() {
			return nil, 0, fmt.Errorf("makes %s tokens", x.Logs[0].Data)
		}
		s.purse(x.From).tokens.Set(supply)
		return []told{{[]string{transferTopic, zeroTopic, topicOf(x.From)}, x.Logs[0].Data, moved{tx: x.Hash, to: x.From, amount: supply.Int64(), at: at}}},
			53_000 + 20_000 + 1_756 + 200*uint64(len(input)) + data, nil
	case x.To != s.token:
		if len(input) > 0 {
			return nil, 0, fmt.Errorf("calls %s, at which no program is", x.To)
		}
		s.dirty[x.To] = true
		to := s.purse(x.To)
		to.wei.Add(to.wei, value)
		return nil, 21_000, nil
	}
	if len(input) != 68 || string(input[:4]) != string(transferCall) || value.Sign() != 0 || string(input[4:16]) != string(make([]byte, 12)) {
		return nil, 0, fmt.Errorf("calls the token for something that it cannot do")
	}
	payee := "0x" + hex.EncodeToString(input[16:36])
	amount := new(big.Int).SetBytes(input[36:])
	from, to := s.purse(x.From), s.purse(payee)
	if from.tokens.Cmp(amount) < 0 || amount.Sign() == 0 {
		return nil, 0, fmt.Errorf("moves %s tokens, %s has %s", amount, x.From, from.tokens)
	}
	gas := 21_000 + 1_756 + 5_000 + 5_000 + 2_400 + data
	if to.tokens.Sign() == 0 {
		gas += 15_000
	}
	from.tokens.Sub(from.tokens, amount)
	to.tokens.Add(to.tokens, amount)
	s.dirty[payee] = true
	return []told{{[]string{transferTopic, topicOf(x.From), topicOf(payee)}, "0x" + hex.EncodeToString(input[36:]), moved{tx: x.Hash, from: x.From, to: payee, amount: amount.Int64(), at: at}}}, gas, nil
}

// topicOf is an address as a topic.
func topicOf(address string) string {
	return "0x" + strings.Repeat("0", 24) + strings.TrimPrefix(address, "0x")
}
