package rangeserver

import (
	"encoding/hex"
	"encoding/json"
	"math/big"
	"strconv"
	"strings"

	"github.com/osint-radar/academy/simulator/ether"
)

// run answers a method. What changes a chain is refused and told to the guard of
// passive conduct.
func (e *ethereum) run(method string, params json.RawMessage) (any, error) {
	if e.params = nil; len(params) > 0 && json.Unmarshal(params, &e.params) != nil {
		return nil, bad("params must be a list")
	}
	switch method {
	case "web3_clientVersion":
		return "OSINT-RADAR-range/1.0", nil
	case "net_version":
		return strconv.Itoa(ether.ChainID), nil
	case "net_listening":
		return true, nil
	case "net_peerCount":
		return quantity(0), nil
	case "eth_chainId":
		return quantity(ether.ChainID), nil
	case "eth_syncing":
		return false, nil
	case "eth_accounts":
		return []string{}, nil
	case "eth_blockNumber":
		return quantity(uint64(e.tip)), nil
	case "eth_gasPrice":
		return e.gasPrice(), nil
	case "eth_getBlockByNumber", "eth_getBlockByHash":
		return e.getBlock(strings.HasSuffix(method, "Hash"))
	case "eth_getBlockTransactionCountByNumber", "eth_getBlockTransactionCountByHash":
		return e.countTxs(strings.HasSuffix(method, "Hash"))
	case "eth_getTransactionByBlockNumberAndIndex", "eth_getTransactionByBlockHashAndIndex":
		return e.getTxAt(strings.Contains(method, "Hash"))
	case "eth_getTransactionByHash":
		return e.getTx(func(n int) any { return e.txJSON(n) })
	case "eth_getTransactionReceipt":
		return e.getTx(func(n int) any { return e.receiptJSON(n) })
	case "eth_getRawTransactionByHash":
		return e.getTx(func(n int) any { return data(e.c.txs[n].Raw()) })
	case "eth_getBlockReceipts":
		return e.getReceipts()
	case "eth_getLogs":
		return e.getLogs()
	case "eth_getBalance", "eth_getTransactionCount", "eth_getCode":
		return e.getAccount(method)
	case "eth_call":
		return e.call()
	}
	if sends(method) {
		e.conduct = "send"
		return nil, &rpcError{rpcRejected, "transaction rejected: this is a training range and read-only; the attempt has been recorded"}
	}
	return nil, &rpcError{rpcNoMethod, "the method " + strconv.QuoteToASCII(method) + " does not exist or is not available"}
}

// sends says whether a method signs or sends something.
func sends(method string) bool {
	return strings.HasPrefix(method, "eth_send") || strings.HasPrefix(method, "eth_sign") || strings.HasPrefix(method, "personal_")
}

// param reads parameter i.
func (e *ethereum) param(i int, v any, what string) error {
	if i >= len(e.params) || string(e.params[i]) == "null" {
		return bad("parameter %d is missing: %s", i+1, what)
	}
	if json.Unmarshal(e.params[i], v) != nil {
		return bad("parameter %d is of the wrong type: want %s", i+1, what)
	}
	return nil
}

// whole reads a quantity: 0x and digits without leading zeros (EIP-1474).
func whole(text string) (uint64, error) {
	digits, ok := strings.CutPrefix(text, "0x")
	n, err := strconv.ParseUint(digits, 16, 64)
	if !ok || err != nil || digits[0] == '0' && len(digits) > 1 || digits[0] == '+' {
		return 0, bad("%s is not a quantity; right is 0x and hexadecimal digits without leading zeros, as 0x0 or 0x4f", strconv.QuoteToASCII(text))
	}
	return n, nil
}

func (e *ethereum) hash(text string) (ether.Hash, error) {
	h, err := ether.ParseHash(text)
	if err != nil {
		return h, bad("%s is not a hash; right is 0x and 64 hexadecimal digits", strconv.QuoteToASCII(text))
	}
	return h, nil
}

func (e *ethereum) address(text string) (ether.Address, error) {
	a, err := ether.ParseAddress(text)
	if err != nil {
		return a, bad("%s is not an address; right is 0x and 40 hexadecimal digits", strconv.QuoteToASCII(text))
	}
	return a, nil
}

// height reads a block's number or tag. There are no blocks that wait, and none
// that could be taken back; false for one that is not there yet.
func (e *ethereum) height(text string) (int, bool, error) {
	switch text {
	case "latest", "pending", "safe", "finalized":
		return e.tip, true, nil
	case "earliest":
		return 0, true, nil
	}
	n, err := whole(text)
	if err != nil {
		return 0, false, bad("%s is not a block; right is a number as 0x1b4, latest or earliest", strconv.QuoteToASCII(text))
	}
	if n > uint64(e.tip) {
		return 0, false, nil
	}
	return int(n), true, nil
}

func (e *ethereum) heightOf(text string) (int, bool, error) {
	h, err := e.hash(text)
	n, ok := e.c.byBlock[h]
	return int(n), ok && int(n) <= e.tip, err
}

// blockParam reads parameter 1 as a block's hash or number.
func (e *ethereum) blockParam(byHash bool) (int, bool, error) {
	var text string
	if err := e.param(0, &text, "a block"); err != nil {
		return 0, false, err
	}
	if byHash {
		return e.heightOf(text)
	}
	return e.height(text)
}

// stateParam reads parameter i as the block after which a state is asked for:
// number, tag, hash, or an object of EIP-1898; without one the newest.
func (e *ethereum) stateParam(i int) (int, error) {
	if i >= len(e.params) || string(e.params[i]) == "null" {
		return e.tip, nil
	}
	var text string
	var object struct{ BlockNumber, BlockHash string }
	if json.Unmarshal(e.params[i], &text) != nil && (json.Unmarshal(e.params[i], &object) != nil || (object.BlockNumber == "") == (object.BlockHash == "")) {
		return 0, bad(`parameter %d is of the wrong type: want a block, as "latest", "0x1b4" or {"blockHash":"0x…"}`, i+1)
	}
	ask := e.height
	if object.BlockHash != "" || len(text) == 66 {
		ask = e.heightOf
	}
	n, ok, err := ask(text + object.BlockNumber + object.BlockHash)
	if err == nil && !ok {
		err = &rpcError{rpcNotFound, "no such block yet"}
	}
	return n, err
}

func (e *ethereum) getBlock(byHash bool) (any, error) {
	n, ok, err := e.blockParam(byHash)
	if err != nil {
		return nil, err
	}
	var full bool
	if err := e.param(1, &full, "true for whole transactions, false for their hashes"); err != nil || !ok {
		return nil, err
	}
	return e.blockJSON(n, full), nil
}

func (e *ethereum) countTxs(byHash bool) (any, error) {
	n, ok, err := e.blockParam(byHash)
	if err != nil || !ok {
		return nil, err
	}
	from, until := e.c.txsOf(n)
	return quantity(uint64(until - from)), nil
}

func (e *ethereum) getTxAt(byHash bool) (any, error) {
	n, ok, err := e.blockParam(byHash)
	if err != nil {
		return nil, err
	}
	var text string
	if err := e.param(1, &text, "the place of a transaction in its block"); err != nil {
		return nil, err
	}
	i, err := whole(text)
	if err != nil || !ok {
		return nil, err
	}
	from, until := e.c.txsOf(n)
	if i >= uint64(until-from) {
		return nil, nil
	}
	return e.txJSON(from + int(i)), nil
}

// getTx shows a transaction in one of its forms; null if there is none.
func (e *ethereum) getTx(show func(n int) any) (any, error) {
	var text string
	if err := e.param(0, &text, "the hash of a transaction"); err != nil {
		return nil, err
	}
	h, err := e.hash(text)
	n, ok := e.c.tx(h, e.tip)
	if err != nil || !ok {
		return nil, err
	}
	return show(n), nil
}

func (e *ethereum) getReceipts() (any, error) {
	var text string
	byHash := e.param(0, &text, "a block") == nil && len(text) == 66
	n, ok, err := e.blockParam(byHash)
	if err != nil || !ok {
		return nil, err
	}
	out := []any{}
	for i, until := e.c.txsOf(n); i < until; i++ {
		out = append(out, e.receiptJSON(i))
	}
	return out, nil
}

// getAccount tells what an address has after a block.
func (e *ethereum) getAccount(method string) (any, error) {
	var text string
	if err := e.param(0, &text, "an address"); err != nil {
		return nil, err
	}
	a, err := e.address(text)
	if err != nil {
		return nil, err
	}
	block, err := e.stateParam(1)
	if err != nil {
		return nil, err
	}
	switch s := e.c.state(a, block); method {
	case "eth_getBalance":
		return bigQuantity(new(big.Int).SetBytes(s.wei[:])), nil
	case "eth_getTransactionCount":
		return quantity(s.nonce), nil
	}
	if a == e.c.addr && e.c.born(block) {
		return data(e.c.code), nil
	}
	return "0x", nil
}

// gasPrice is what the newest transaction has paid.
func (e *ethereum) gasPrice() any {
	if _, until := e.c.txsOf(e.tip); until > 0 {
		return quantity(e.c.txs[until-1].GasPrice)
	}
	return quantity(0)
}

// call answers what EIP-20 lets one ask a token, from the ledger. No program runs.
func (e *ethereum) call() (any, error) {
	var q struct{ To, Data, Input string }
	if err := e.param(0, &q, "a call, as {\"to\":\"0x…\",\"data\":\"0x…\"}"); err != nil {
		return nil, err
	}
	block, err := e.stateParam(1)
	if err != nil {
		return nil, err
	}
	if q.Input == "" {
		q.Input = q.Data
	}
	to, err := e.address(q.To)
	if err != nil {
		return nil, err
	}
	if to != e.c.addr || !e.c.born(block) {
		return "0x", nil // nothing is there to be called
	}
	in, err := bytesOf(q.Input)
	if err != nil {
		return nil, bad("data: %v", err)
	}
	var selector [4]byte
	copy(selector[:], in)
	switch {
	case selector == ether.BalanceOfCall && len(in) == 36:
		return word(e.c.state(ether.Address(in[16:]), block).tokens), nil
	case selector == ether.TotalSupplyCall:
		return word(e.c.supply), nil
	case selector == ether.DecimalsCall:
		return word(uint64(e.c.token.Decimals)), nil
	case selector == ether.SymbolCall:
		return data(ether.Text(e.c.token.Symbol)), nil
	case selector == ether.NameCall:
		return data(ether.Text(e.c.token.Name)), nil
	}
	return nil, &rpcError{rpcBadInput, "invalid opcode: INVALID; the token answers balanceOf, totalSupply, decimals, symbol and name, and no program runs here"}
}

// The forms of JSON-RPC: a quantity has no leading zeros, data are whole bytes.
func quantity(n uint64) string { return "0x" + strconv.FormatUint(n, 16) }

func data(b []byte) string { return "0x" + hex.EncodeToString(b) }

func word(n uint64) string { return ether.Word(n).Hex() }
