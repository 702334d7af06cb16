package rangeserver

import (
	"encoding/hex"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/btcsuite/btcd/chaincfg/chainhash"
	"github.com/btcsuite/btcd/wire"

	"github.com/osint-radar/academy/simulator/chain"
)

// Confirmed transactions of a page, as Esplora has it, and unspent outputs that
// are listed at all: more than any wallet of a story holds.
const (
	txsPage  = 25
	maxUTXOs = 10_000
)

// esplora is one request to the block explorer, as of a tip
// (github.com/Blockstream/esplora/blob/master/API.md). There is no mempool.
type esplora struct {
	c       *chain.Chain
	tip     int
	records []string
}

// esploraAnswer serves the paths with and without "/api" before them.
func (tm *team) esploraAnswer(r *http.Request, t time.Time) answer {
	p := strings.Trim(path.Clean(r.URL.Path), "/")
	p = strings.TrimPrefix(strings.TrimPrefix(p, "api"), "/")
	if !reads(r) {
		return esploraText(http.StatusForbidden, "this is a training range: transactions are not accepted")
	}
	e := &esplora{c: tm.data.ledger, tip: tm.data.ledger.HeightAt(t)}
	part := strings.Split(p, "/")
	switch part[0] {
	case "":
		return esploraText(http.StatusOK, label+": explorer of TESTCHAIN-U.\nTry /blocks/tip/height, /address/ADDRESS, /address/ADDRESS/txs, /tx/TXID, /tx/TXID/outspends, /block/HASH")
	case "tx":
		return e.txRoutes(part[1:])
	case "address", "scripthash":
		return e.addressRoutes(part[0], part[1:])
	case "block":
		return e.blockRoutes(part[1:])
	case "block-height":
		if h, err := strconv.Atoi(last(part)); err == nil && h >= 0 && h <= e.tip {
			return esploraText(http.StatusOK, e.c.Hash(h).String())
		}
		return esploraText(http.StatusNotFound, "Block not found")
	case "blocks":
		return e.blocksRoutes(part[1:])
	case "mempool":
		return e.json(map[string]any{"count": 0, "vsize": 0, "total_fee": 0, "fee_histogram": []any{}})
	case "fee-estimates":
		return e.json(map[string]any{"1": 1.0, "6": 1.0, "144": 1.0})
	}
	return esploraText(http.StatusNotFound, "no such path")
}

func last(part []string) string { return part[len(part)-1] }

func esploraText(status int, text string) answer {
	return textPage(status, "ledger", text)
}

func (e *esplora) json(v any) answer {
	return answer{
		status: http.StatusOK, mime: "application/json", body: jsonBody(v), surface: "ledger", records: e.records,
		header: http.Header{"Access-Control-Allow-Origin": {"*"}},
	}
}

func (e *esplora) txRoutes(part []string) answer {
	if len(part) == 0 {
		return esploraText(http.StatusNotFound, "Transaction not found")
	}
	id, err := chainhash.NewHashFromStr(part[0])
	if err != nil || len(part[0]) != 64 {
		return esploraText(http.StatusBadRequest, "Invalid hex string")
	}
	tx, ok := e.c.Tx(*id, e.tip)
	if !ok {
		return esploraText(http.StatusNotFound, "Transaction not found")
	}
	e.records = []string{ledgerRecord(*id)}
	switch strings.Join(part[1:], "/") {
	case "":
		return e.json(e.txJSON(tx))
	case "status":
		return e.json(e.status(tx.Height))
	case "hex":
		a := esploraText(http.StatusOK, hex.EncodeToString(tx.Raw))
		a.records = e.records
		return a
	case "raw":
		return answer{status: http.StatusOK, mime: "application/octet-stream", body: tx.Raw, surface: "ledger", records: e.records}
	case "outspends":
		out := make([]any, len(tx.Msg.TxOut))
		for i := range out {
			out[i] = e.outspend(tx.ID, i)
		}
		return e.json(out)
	case "merkle-proof":
		p, _ := e.c.Proof(tx.ID, e.tip)
		return e.json(map[string]any{"block_height": p.Height, "pos": p.Position, "merkle": hexes(p.Branch)})
	}
	if len(part) == 3 && part[1] == "outspend" {
		if i, err := strconv.Atoi(part[2]); err == nil && i >= 0 && i < len(tx.Msg.TxOut) {
			return e.json(e.outspend(tx.ID, i))
		}
	}
	return esploraText(http.StatusNotFound, "no such path")
}

func (e *esplora) outspend(id chainhash.Hash, i int) map[string]any {
	s, ok := e.c.Spender(wire.OutPoint{Hash: id, Index: uint32(i)}, e.tip)
	if !ok {
		return map[string]any{"spent": false}
	}
	e.records = append(e.records, ledgerRecord(s.Tx))
	return map[string]any{"spent": true, "txid": s.Tx.String(), "vin": s.Input, "status": e.status(s.Height)}
}

func (e *esplora) addressRoutes(kind string, part []string) answer {
	if len(part) == 0 {
		return esploraText(http.StatusNotFound, "no such path")
	}
	var sh chain.ScriptHash
	var err error
	if kind == "address" {
		sh, err = scriptHash(part[0])
	} else {
		var raw []byte // Esplora writes the digest in its own order, Electrum reversed
		if raw, err = hex.DecodeString(part[0]); err == nil && len(raw) != len(sh) {
			err = hex.ErrLength
		}
		copy(sh[:], raw)
	}
	if err != nil {
		return esploraText(http.StatusBadRequest, err.Error())
	}
	switch rest := strings.Join(part[1:], "/"); {
	case rest == "":
		s := e.c.Stats(sh, e.tip)
		return e.json(map[string]any{
			kind: part[0],
			"chain_stats": map[string]any{
				"tx_count": s.Txs, "funded_txo_count": s.Funded, "funded_txo_sum": s.FundedSat, "spent_txo_count": s.Spent, "spent_txo_sum": s.SpentSat,
			},
			"mempool_stats": map[string]any{"tx_count": 0, "funded_txo_count": 0, "funded_txo_sum": 0, "spent_txo_count": 0, "spent_txo_sum": 0},
		})
	case rest == "txs" || rest == "txs/chain":
		return e.txs(sh, "")
	case len(part) == 4 && strings.HasPrefix(rest, "txs/chain/"):
		return e.txs(sh, part[3])
	case rest == "txs/mempool":
		return e.json([]any{})
	case rest == "utxo":
		if s := e.c.Stats(sh, e.tip); s.Funded-s.Spent > maxUTXOs {
			return esploraText(http.StatusBadRequest, "Too many unspent transaction outputs (>"+strconv.Itoa(maxUTXOs)+"). Page through the transactions instead.")
		}
		out := []any{}
		for _, x := range e.c.Unspent(sh, e.tip) {
			out = append(out, map[string]any{"txid": x.OutPoint.Hash.String(), "vout": x.OutPoint.Index, "value": x.Sat, "status": e.status(x.Height)})
			e.records = append(e.records, ledgerRecord(x.OutPoint.Hash))
		}
		return e.json(out)
	}
	return esploraText(http.StatusNotFound, "no such path")
}

// txs lists a script's transactions, newest first, 25 at a time, those before
// the transaction "after" if it is given.
func (e *esplora) txs(sh chain.ScriptHash, after string) answer {
	var before *chainhash.Hash
	if after != "" {
		id, err := chainhash.NewHashFromStr(after)
		if err != nil {
			return esploraText(http.StatusNotFound, "the address has no such transaction")
		}
		before = id
	}
	page, ok := e.c.Recent(sh, e.tip, before, txsPage)
	if !ok {
		return esploraText(http.StatusNotFound, "the address has no such transaction")
	}
	out := []any{}
	for _, entry := range page {
		tx, _ := e.c.Tx(entry.Tx, e.tip)
		out = append(out, e.txJSON(tx))
		e.records = append(e.records, ledgerRecord(tx.ID))
	}
	return e.json(out)
}
