// Package keys derives the keys and addresses of TESTCHAIN-U wallets from a
// world's key, so that a post can quote an address before the chain exists.
package keys
