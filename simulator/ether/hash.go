package ether

import (
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/btcsuite/btcd/btcec/v2"
	"golang.org/x/crypto/sha3"
)

// Hash is a Keccak-256 digest.
type Hash [32]byte

// Address is the last twenty bytes of the digest of a public key.
type Address [20]byte

// Hex writes it as JSON-RPC does: 0x and 64 small digits.
func (h Hash) Hex() string { return "0x" + hex.EncodeToString(h[:]) }

// Hex writes it as JSON-RPC does: 0x and 40 small digits, without the checksum
// of EIP-55.
func (a Address) Hex() string { return "0x" + hex.EncodeToString(a[:]) }

// ParseHash reads 0x and 64 digits.
func ParseHash(s string) (h Hash, err error) { return h, parse(s, h[:]) }

// ParseAddress reads 0x and 40 digits, small or large: the checksum of EIP-55 is
// not looked at.
func ParseAddress(s string) (a Address, err error) { return a, parse(s, a[:]) }

func parse(s string, out []byte) error {
	digits, ok := strings.CutPrefix(s, "0x")
	if !ok || len(digits) != 2*len(out) {
		return fmt.Errorf("ether: %.80q is not 0x and %d hexadecimal digits", s, 2*len(out))
	}
	if _, err := hex.Decode(out, []byte(digits)); err != nil {
		return fmt.Errorf("ether: %.80q is not 0x and %d hexadecimal digits", s, 2*len(out))
	}
	return nil
}

// Word is the address as an argument or topic: 32 bytes, zeros in front.
func (a Address) Word() (h Hash) {
	copy(h[12:], a[:])
	return h
}

// Keccak hashes the parts one after the other. It is the Keccak of before
// FIPS 202, with other padding than SHA3-256.
func Keccak(parts ...[]byte) (out Hash) {
	h := sha3.NewLegacyKeccak256()
	for _, p := range parts {
		_, _ = h.Write(p) // a hash takes everything
	}
	h.Sum(out[:0])
	return out
}

// AddressOf is the address of a public key.
func AddressOf(pub *btcec.PublicKey) (a Address) {
	h := Keccak(pub.SerializeUncompressed()[1:])
	copy(a[:], h[12:])
	return a
}

// Created is the address of a contract that a transaction of a sender makes.
func Created(sender Address, nonce uint64) (a Address) {
	h := Keccak(RLP(List{sender[:], nonce}))
	copy(a[:], h[12:])
	return a
}
