package rangeserver

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/btcsuite/btcd/chaincfg/chainhash"

	"github.com/osint-radar/academy/simulator/chain"
)

// electrumCall is one request, as of a tip.
type electrumCall struct {
	wl      *wallet
	c       *chain.Chain
	tip     int
	params  []json.RawMessage
	records []string
}

// bad is a refusal whose reason the client's owner can act on.
func bad(format string, args ...any) error {
	return &rpcError{-32602, fmt.Sprintf(format, args...)}
}

// run answers a method of Electrum protocol 1.4
// (electrumx.readthedocs.io/en/latest/protocol-methods.html).
func (e *electrumCall) run(method string, params json.RawMessage) (any, error) {
	if len(params) > 0 && json.Unmarshal(params, &e.params) != nil {
		return nil, bad("params must be a list")
	}
	switch method {
	case "server.version":
		return []string{"OSINT RADAR range 1.0", "1.4"}, nil
	case "server.banner":
		return label + ": TESTCHAIN-U, coins without value.", nil
	case "server.donation_address":
		return "", nil
	case "server.peers.subscribe":
		return []any{}, nil
	case "server.ping":
		return nil, nil
	case "server.features":
		return map[string]any{
			"genesis_hash": e.c.Hash(0).String(), "hosts": map[string]any{}, "protocol_max": "1.4", "protocol_min": "1.4",
			"pruning": nil, "server_version": "OSINT RADAR range 1.0", "hash_function": "sha256",
		}, nil
	case "mempool.get_fee_histogram":
		return []any{}, nil
	case "blockchain.estimatefee", "blockchain.relayfee":
		return json.Number("0.00001"), nil
	case "blockchain.headers.subscribe":
		e.wl.mu.Lock()
		e.wl.tip = e.tip
		e.wl.mu.Unlock()
		return headerJSON(e.c, e.tip), nil
	case "blockchain.block.header":
		return e.header()
	case "blockchain.block.headers":
		return e.headers()
	case "blockchain.scripthash.subscribe":
		return e.subscribe()
	case "blockchain.scripthash.unsubscribe":
		return e.unsubscribe()
	case "blockchain.scripthash.get_history":
		return e.history()
	case "blockchain.scripthash.get_balance":
		return e.balance()
	case "blockchain.scripthash.listunspent":
		return e.unspent()
	case "blockchain.scripthash.get_mempool":
		_, err := e.script()
		return []any{}, err
	case "blockchain.transaction.get":
		return e.transaction()
	case "blockchain.transaction.get_merkle":
		return e.merkle()
	case "blockchain.transaction.id_from_pos":
		return e.fromPosition()
	case "blockchain.transaction.broadcast":
		return nil, &rpcError{1, "this is a training range: transactions are not accepted"}
	}
	return nil, &rpcError{-32601, "unknown method " + strconv.QuoteToASCII(method)}
}

func headerJSON(c *chain.Chain, height int) map[string]any {
	return map[string]any{"height": height, "hex": hex.EncodeToString(c.HeaderBytes(height))}
}

func (e *electrumCall) param(i int, v any) error {
	if i >= len(e.params) || json.Unmarshal(e.params[i], v) != nil {
		return bad("parameter %d is missing or of the wrong type", i+1)
	}
	return nil
}

// wholeScript reads a script hash whose history fits into one answer.
func (e *electrumCall) wholeScript() (chain.ScriptHash, error) {
	sh, err := e.script()
	if n := e.c.Stats(sh, e.tip).Txs; err == nil && n > maxHistory {
		err = &rpcError{1, fmt.Sprintf("history too large: %d transactions; the explorer lists them page by page", n)}
	}
	return sh, err
}

func (e *electrumCall) script() (chain.ScriptHash, error) {
	var text string
	if err := e.param(0, &text); err != nil {
		return chain.ScriptHash{}, err
	}
	sh, err := chain.ParseScriptHash(text)
	if err != nil {
		return sh, bad("%s is not a script hash", strconv.QuoteToASCII(text))
	}
	return sh, nil
}

func (e *electrumCall) tx(i int) (*chain.Tx, error) {
	var text string
	if err := e.param(i, &text); err != nil {
		return nil, err
	}
	id, err := chainhash.NewHashFromStr(text)
	if err != nil || len(text) != 64 {
		return nil, bad("%s is not a transaction id", strconv.QuoteToASCII(text))
	}
	tx, ok := e.c.Tx(*id, e.tip)
	if !ok {
		return nil, &rpcError{2, "no such transaction: " + text}
	}
	e.records = append(e.records, ledgerRecord(*id))
	return tx, nil
}

func (e *electrumCall) height(i int) (int, error) {
	var h int
	if err := e.param(i, &h); err != nil {
		return 0, err
	}
	if h < 0 || h > e.tip {
		return 0, bad("height %d is not between 0 and %d", h, e.tip)
	}
	return h, nil
}

func (e *electrumCall) header() (any, error) {
	h, err := e.height(0)
	if err != nil {
		return nil, err
	}
	header := hex.EncodeToString(e.c.HeaderBytes(h))
	proof, err := e.checkpoint(1, h)
	if err != nil || proof == nil {
		return header, err
	}
	proof["header"] = header
	return proof, nil
}

// checkpoint reads parameter i, cp_height, and proves that the header at a
// height is under the root of all block hashes up to there; nil for no such
// parameter, or 0.
func (e *electrumCall) checkpoint(i, height int) (map[string]any, error) {
	if i >= len(e.params) {
		return nil, nil
	}
	cp, err := e.height(i)
	switch {
	case err != nil || cp == 0:
		return nil, err
	case cp < height:
		return nil, bad("cp_height %d lies below the header's height %d", cp, height)
	}
	branch, root := e.c.HeaderProof(height, cp)
	return map[string]any{"branch": hexes(branch), "root": root.String()}, nil
}

// hexes writes a branch as wallets read it.
func hexes(branch []chainhash.Hash) []string {
	out := []string{}
	for _, h := range branch {
		out = append(out, h.String())
	}
	return out
}

func (e *electrumCall) headers() (any, error) {
	var start, count int
	if err := e.param(0, &start); err != nil {
		return nil, err
	}
	if err := e.param(1, &count); err != nil {
		return nil, err
	}
	if start < 0 || count < 0 {
		return nil, bad("start and count must not be negative")
	}
	count = max(0, min(count, 2016, e.tip-start+1))
	raw := make([]byte, 0, 80*count)
	for h := start; h < start+count; h++ {
		raw = append(raw, e.c.HeaderBytes(h)...)
	}
	out := map[string]any{"count": count, "hex": hex.EncodeToString(raw), "max": 2016}
	if count > 0 {
		proof, err := e.checkpoint(2, start+count-1)
		if err != nil {
			return nil, err
		}
		maps.Copy(out, proof)
	}
	return out, nil
}

// scriptStatus is the digest by which a wallet sees that a history has
// changed: SHA-256 of "txid:height:" of all entries; "" for no history.
func scriptStatus(c *chain.Chain, sh chain.ScriptHash, tip int) string {
	hist := c.History(sh, tip)
	if len(hist) == 0 {
		return ""
	}
	h := sha256.New()
	var line []byte
	for _, x := range hist {
		slices.Reverse(x.Tx[:])
		line = append(hex.AppendEncode(line[:0], x.Tx[:]), ':')
		line = append(strconv.AppendInt(line, int64(x.Height), 10), ':')
		_, _ = h.Write(line) // a hash takes everything
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (e *electrumCall) subscribe() (any, error) {
	sh, err := e.wholeScript()
	if err != nil {
		return nil, err
	}
	status := scriptStatus(e.c, sh, e.tip)
	e.wl.mu.Lock()
	defer e.wl.mu.Unlock()
	if len(e.wl.subs) >= maxSubscriptions {
		return nil, &rpcError{1, "too many subscriptions on one connection"}
	}
	e.wl.subs[sh] = status
	if e.wl.seen != e.tip {
		e.wl.seen = -1
	}
	return orNull(status), nil
}

func (e *electrumCall) unsubscribe() (any, error) {
	sh, err := e.script()
	if err != nil {
		return nil, err
	}
	e.wl.mu.Lock()
	defer e.wl.mu.Unlock()
	_, had := e.wl.subs[sh]
	delete(e.wl.subs, sh)
	return had, nil
}

func (e *electrumCall) history() (any, error) {
	sh, err := e.wholeScript()
	if err != nil {
		return nil, err
	}
	type entry struct {
		Tx     string `json:"tx_hash"`
		Height int    `json:"height"`
	}
	out := []entry{}
	for _, x := range e.c.History(sh, e.tip) {
		out = append(out, entry{x.Tx.String(), x.Height})
		e.records = append(e.records, ledgerRecord(x.Tx))
	}
	return out, nil
}

func (e *electrumCall) balance() (any, error) {
	sh, err := e.script()
	if err != nil {
		return nil, err
	}
	return map[string]any{"confirmed": e.c.Stats(sh, e.tip).Balance(), "unconfirmed": 0}, nil
}

func (e *electrumCall) unspent() (any, error) {
	sh, err := e.wholeScript()
	if err != nil {
		return nil, err
	}
	out := []any{}
	for _, x := range e.c.Unspent(sh, e.tip) {
		out = append(out, map[string]any{"tx_hash": x.OutPoint.Hash.String(), "tx_pos": x.OutPoint.Index, "height": x.Height, "value": x.Sat})
		e.records = append(e.records, ledgerRecord(x.OutPoint.Hash))
	}
	return out, nil
}

func (e *electrumCall) transaction() (any, error) {
	tx, err := e.tx(0)
	if err != nil {
		return nil, err
	}
	verbose := false
	if len(e.params) > 1 {
		if err := e.param(1, &verbose); err != nil {
			return nil, err
		}
	}
	raw := hex.EncodeToString(tx.Raw)
	if !verbose {
		return raw, nil
	}
	at := e.c.Time(tx.Height).Unix()
	return map[string]any{
		"txid": tx.ID.String(), "hash": tx.Msg.WitnessHash().String(), "hex": raw, "size": len(tx.Raw), "version": tx.Msg.Version, "locktime": tx.Msg.LockTime,
		"blockhash": e.c.Hash(tx.Height).String(), "blocktime": at, "time": at, "confirmations": e.tip - tx.Height + 1,
	}, nil
}

func (e *electrumCall) merkle() (any, error) {
	tx, err := e.tx(0)
	if err != nil {
		return nil, err
	}
	if h, err := e.height(1); err != nil || h != tx.Height {
		return nil, bad("the transaction is not in the block at that height")
	}
	p, _ := e.c.Proof(tx.ID, e.tip)
	return map[string]any{"block_height": p.Height, "pos": p.Position, "merkle": hexes(p.Branch)}, nil
}

func (e *electrumCall) fromPosition() (any, error) {
	h, err := e.height(0)
	if err != nil {
		return nil, err
	}
	var pos int
	if err := e.param(1, &pos); err != nil {
		return nil, err
	}
	ids := e.c.TxIDs(h)
	if pos < 0 || pos >= len(ids) {
		return nil, bad("block %d has %d transactions", h, len(ids))
	}
	var wantProof bool
	if len(e.params) > 2 {
		if err := e.param(2, &wantProof); err != nil {
			return nil, err
		}
	}
	if !wantProof {
		return ids[pos].String(), nil
	}
	p, _ := e.c.Proof(ids[pos], e.tip)
	return map[string]any{"tx_hash": ids[pos].String(), "merkle": hexes(p.Branch)}, nil
}
