package rangeserver

import (
	"encoding/hex"
	"math/bits"
	"net/http"
	"strconv"
	"strings"

	"github.com/btcsuite/btcd/chaincfg/chainhash"
	"github.com/btcsuite/btcd/txscript"

	"github.com/osint-radar/academy/simulator/chain"
)

// The block routes and the shapes of Esplora's JSON: amounts in satoshi, times
// in Unix seconds.

type esploraTx struct {
	TxID     string         `json:"txid"`
	Version  int32          `json:"version"`
	LockTime uint32         `json:"locktime"`
	Vin      []esploraVin   `json:"vin"`
	Vout     []esploraVout  `json:"vout"`
	Size     int            `json:"size"`
	Weight   int            `json:"weight"`
	Fee      int64          `json:"fee"`
	Status   map[string]any `json:"status"`
}

type esploraVin struct {
	TxID         string       `json:"txid"`
	Vout         uint32       `json:"vout"`
	Prevout      *esploraVout `json:"prevout"`
	ScriptSig    string       `json:"scriptsig"`
	ScriptSigAsm string       `json:"scriptsig_asm"`
	Witness      []string     `json:"witness,omitempty"`
	Coinbase     bool         `json:"is_coinbase"`
	Sequence     uint32       `json:"sequence"`
}

type esploraVout struct {
	Script  string `json:"scriptpubkey"`
	Asm     string `json:"scriptpubkey_asm"`
	Type    string `json:"scriptpubkey_type"`
	Address string `json:"scriptpubkey_address,omitempty"`
	Value   int64  `json:"value"`
}

func (e *esplora) status(height int) map[string]any {
	return map[string]any{"confirmed": true, "block_height": height, "block_hash": e.c.Hash(height).String(), "block_time": e.c.Time(height).Unix()}
}

func (e *esplora) txJSON(tx *chain.Tx) esploraTx {
	out := esploraTx{
		TxID: tx.ID.String(), Version: tx.Msg.Version, LockTime: tx.Msg.LockTime, Vin: []esploraVin{}, Vout: []esploraVout{},
		Size: len(tx.Raw), Weight: 3*tx.Msg.SerializeSizeStripped() + len(tx.Raw), Fee: tx.Fee, Status: e.status(tx.Height),
	}
	for i, in := range tx.Msg.TxIn {
		v := esploraVin{
			TxID: in.PreviousOutPoint.Hash.String(), Vout: in.PreviousOutPoint.Index, Sequence: in.Sequence,
			ScriptSig: hex.EncodeToString(in.SignatureScript), ScriptSigAsm: asm(in.SignatureScript), Coinbase: tx.Position == 0,
		}
		for _, w := range in.Witness {
			v.Witness = append(v.Witness, hex.EncodeToString(w))
		}
		if tx.Position != 0 {
			prev := voutJSON(tx.Prevouts[i].Sat, tx.Prevouts[i].Script)
			v.Prevout = &prev
		}
		out.Vin = append(out.Vin, v)
	}
	for _, o := range tx.Msg.TxOut {
		out.Vout = append(out.Vout, voutJSON(o.Value, o.PkScript))
	}
	return out
}

func voutJSON(sat int64, script []byte) esploraVout {
	return esploraVout{Script: hex.EncodeToString(script), Asm: asm(script), Type: scriptKind(script), Address: chain.AddressOf(script), Value: sat}
}

// asm writes a script as Esplora does: OP_PUSHBYTES_20 before the pushed bytes.
func asm(script []byte) string {
	var out []string
	for tok := txscript.MakeScriptTokenizer(0, script); tok.Next(); {
		op, data := tok.Opcode(), tok.Data()
		switch {
		case op >= txscript.OP_DATA_1 && op <= txscript.OP_DATA_75:
			out = append(out, "OP_PUSHBYTES_"+strconv.Itoa(int(op)), hex.EncodeToString(data))
		case op == txscript.OP_PUSHDATA1 || op == txscript.OP_PUSHDATA2 || op == txscript.OP_PUSHDATA4:
			out = append(out, "OP_PUSHDATA"+strconv.Itoa(1<<(op-txscript.OP_PUSHDATA1)), hex.EncodeToString(data))
		case op >= txscript.OP_1 && op <= txscript.OP_16:
			out = append(out, "OP_PUSHNUM_"+strconv.Itoa(int(op-txscript.OP_1)+1))
		default:
			text, err := txscript.DisasmString([]byte{op})
			if err != nil || text == "" {
				text = "OP_INVALIDOPCODE"
			}
			if !strings.HasPrefix(text, "OP_") {
				text = "OP_" + text
			}
			out = append(out, text)
		}
	}
	return strings.Join(out, " ")
}

func (e *esplora) blockRoutes(part []string) answer {
	if len(part) == 0 {
		return esploraText(http.StatusNotFound, "Block not found")
	}
	hash, err := chainhash.NewHashFromStr(part[0])
	if err != nil {
		return esploraText(http.StatusBadRequest, "Invalid hex string")
	}
	h, ok := e.c.HeightOf(*hash, e.tip)
	if !ok {
		return esploraText(http.StatusNotFound, "Block not found")
	}
	ids := e.c.TxIDs(h)
	switch what := strings.Join(part[1:], "/"); {
	case what == "":
		return e.json(e.blockJSON(h))
	case what == "status":
		out := map[string]any{"in_best_chain": true, "height": h, "next_best": nil}
		if h < e.tip {
			out["next_best"] = e.c.Hash(h + 1).String()
		}
		return e.json(out)
	case what == "header":
		return esploraText(http.StatusOK, hex.EncodeToString(e.c.HeaderBytes(h)))
	case what == "raw":
		return answer{status: http.StatusOK, mime: "application/octet-stream", body: e.c.Raw(h), surface: "ledger"}
	case what == "txids":
		out := []string{}
		for _, id := range ids {
			out = append(out, id.String())
		}
		return e.json(out)
	case part[1] == "txid" && len(part) == 3:
		if i, err := strconv.Atoi(part[2]); err == nil && i >= 0 && i < len(ids) {
			return esploraText(http.StatusOK, ids[i].String())
		}
	case part[1] == "txs" && len(part) <= 3:
		start := 0
		if len(part) == 3 {
			if start, err = strconv.Atoi(part[2]); err != nil || start < 0 || start%txsPage != 0 {
				return esploraText(http.StatusBadRequest, "start index must be a multiple of 25")
			}
		}
		out := []any{}
		for _, id := range page(ids, start, txsPage) {
			tx, _ := e.c.Tx(id, e.tip)
			out = append(out, e.txJSON(tx))
			e.records = append(e.records, ledgerRecord(id))
		}
		return e.json(out)
	}
	return esploraText(http.StatusNotFound, "no such path")
}

func (e *esplora) blockJSON(h int) map[string]any {
	header := e.c.Header(h)
	size, weight := e.c.Size(h)
	out := map[string]any{
		"id": e.c.Hash(h).String(), "height": h, "version": header.Version, "timestamp": header.Timestamp.Unix(), "tx_count": len(e.c.TxIDs(h)),
		"size": size, "weight": weight, "merkle_root": header.MerkleRoot.String(), "previousblockhash": nil,
		"mediantime": e.c.MedianTime(h).Unix(), "nonce": header.Nonce, "bits": header.Bits, "difficulty": difficulty(header.Bits),
	}
	if h > 0 {
		out["previousblockhash"] = header.PrevBlock.String()
	}
	return out
}

// difficulty is the ratio of the target 0x1d00ffff to the block's.
func difficulty(compact uint32) float64 {
	size, mantissa := int(compact>>24), compact&0x7fffff
	if mantissa == 0 || bits.Len32(mantissa) > 23 {
		return 0
	}
	d := float64(0xffff) / float64(mantissa)
	for ; size < 0x1d; size++ {
		d *= 256
	}
	for ; size > 0x1d; size-- {
		d /= 256
	}
	return d
}

func (e *esplora) blocksRoutes(part []string) answer {
	switch what := strings.Join(part, "/"); {
	case what == "tip/height":
		return esploraText(http.StatusOK, strconv.Itoa(e.tip))
	case what == "tip/hash":
		return esploraText(http.StatusOK, e.c.Hash(e.tip).String())
	case len(part) <= 1:
		top := e.tip
		if what != "" {
			h, err := strconv.Atoi(what)
			if err != nil || h < 0 {
				return esploraText(http.StatusBadRequest, "not a height")
			}
			top = min(h, e.tip)
		}
		out := []any{}
		for h := top; h >= 0 && len(out) < 10; h-- {
			out = append(out, e.blockJSON(h))
		}
		return e.json(out)
	}
	return esploraText(http.StatusNotFound, "no such path")
}
