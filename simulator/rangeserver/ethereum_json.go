package rangeserver

import (
	"math/big"

	"github.com/osint-radar/academy/simulator/ether"
)

// The shapes of blocks, transactions, receipts and logs
// (ethereum.github.io/execution-apis), of a chain of before EIP-1559.

type ethereumBlock struct {
	Number           string   `json:"number"`
	Hash             string   `json:"hash"`
	ParentHash       string   `json:"parentHash"`
	Nonce            string   `json:"nonce"`
	MixHash          string   `json:"mixHash"`
	Sha3Uncles       string   `json:"sha3Uncles"`
	LogsBloom        string   `json:"logsBloom"`
	TransactionsRoot string   `json:"transactionsRoot"`
	StateRoot        string   `json:"stateRoot"`
	ReceiptsRoot     string   `json:"receiptsRoot"`
	Miner            string   `json:"miner"`
	Difficulty       string   `json:"difficulty"`
	TotalDifficulty  string   `json:"totalDifficulty"`
	ExtraData        string   `json:"extraData"`
	Size             string   `json:"size"`
	GasLimit         string   `json:"gasLimit"`
	GasUsed          string   `json:"gasUsed"`
	Timestamp        string   `json:"timestamp"`
	Transactions     []any    `json:"transactions"` // whole, or their hashes
	Uncles           []string `json:"uncles"`
}

type ethereumTx struct {
	BlockHash   string  `json:"blockHash"`
	BlockNumber string  `json:"blockNumber"`
	From        string  `json:"from"`
	Gas         string  `json:"gas"`
	GasPrice    string  `json:"gasPrice"`
	Hash        string  `json:"hash"`
	Input       string  `json:"input"`
	Nonce       string  `json:"nonce"`
	To          *string `json:"to"`
	Index       string  `json:"transactionIndex"`
	Value       string  `json:"value"`
	Type        string  `json:"type"`
	ChainID     string  `json:"chainId"`
	V           string  `json:"v"`
	R           string  `json:"r"`
	S           string  `json:"s"`
}

type ethereumReceipt struct {
	BlockHash         string        `json:"blockHash"`
	BlockNumber       string        `json:"blockNumber"`
	ContractAddress   *string       `json:"contractAddress"`
	CumulativeGasUsed string        `json:"cumulativeGasUsed"`
	EffectiveGasPrice string        `json:"effectiveGasPrice"`
	From              string        `json:"from"`
	GasUsed           string        `json:"gasUsed"`
	Logs              []ethereumLog `json:"logs"`
	LogsBloom         string        `json:"logsBloom"`
	Status            string        `json:"status"`
	To                *string       `json:"to"`
	Hash              string        `json:"transactionHash"`
	Index             string        `json:"transactionIndex"`
	Type              string        `json:"type"`
}

type ethereumLog struct {
	Address     string   `json:"address"`
	Topics      []string `json:"topics"`
	Data        string   `json:"data"`
	BlockNumber string   `json:"blockNumber"`
	Hash        string   `json:"transactionHash"`
	Index       string   `json:"transactionIndex"`
	BlockHash   string   `json:"blockHash"`
	LogIndex    string   `json:"logIndex"`
	Removed     bool     `json:"removed"`
}

// shows notes that an answer shows a transaction.
func (e *ethereum) shows(n int) {
	if len(e.records) < maxRecords {
		e.records = append(e.records, accountRecordOf(e.c.txs[n].hash))
	}
}

func (e *ethereum) blockJSON(n int, full bool) ethereumBlock {
	b := &e.c.blocks[n]
	out := ethereumBlock{
		Number: quantity(b.Number), Hash: b.hash.Hex(), ParentHash: b.Parent.Hex(), Nonce: data(b.Nonce[:]), MixHash: b.Mix.Hex(), Sha3Uncles: b.Uncles.Hex(),
		LogsBloom: data(b.Bloom[:]), TransactionsRoot: b.Txs.Hex(), StateRoot: b.State.Hex(), ReceiptsRoot: b.Receipts.Hex(), Miner: b.Coinbase.Hex(),
		Difficulty: quantity(b.Difficulty), TotalDifficulty: quantity(b.Difficulty * (b.Number + 1)), ExtraData: data(b.Extra), GasLimit: quantity(b.GasLimit),
		GasUsed: quantity(b.GasUsed), Timestamp: quantity(b.Time), Transactions: []any{}, Uncles: []string{},
	}
	var txs []*ether.Tx
	for i, until := e.c.txsOf(n); i < until; i++ {
		txs = append(txs, &e.c.txs[i].Tx)
		if full {
			out.Transactions = append(out.Transactions, e.txJSON(i))
			continue
		}
		out.Transactions = append(out.Transactions, e.c.txs[i].hash.Hex())
		e.shows(i)
	}
	out.Size = quantity(uint64(b.Size(txs)))
	return out
}

func (e *ethereum) txJSON(n int) ethereumTx {
	e.shows(n)
	x := &e.c.txs[n]
	b := &e.c.blocks[x.block]
	return ethereumTx{
		BlockHash: b.hash.Hex(), BlockNumber: quantity(b.Number), From: x.from.Hex(), Gas: quantity(x.Gas), GasPrice: quantity(x.GasPrice), Hash: x.hash.Hex(),
		Input: data(x.Data), Nonce: quantity(x.Nonce), To: payee(x), Index: e.place(n), Value: bigQuantity(x.Value), Type: quantity(0),
		ChainID: quantity(ether.ChainID), V: quantity(x.V), R: bigQuantity(x.R), S: bigQuantity(x.S),
	}
}

// payee is null for the transaction that makes the token.
func payee(x *chainTx) *string {
	if x.To == nil {
		return nil
	}
	to := x.To.Hex()
	return &to
}

// place is a transaction's number in its block.
func (e *ethereum) place(n int) string {
	return quantity(uint64(n - int(e.c.blocks[e.c.txs[n].block].first)))
}

func (e *ethereum) receiptJSON(n int) ethereumReceipt {
	e.shows(n)
	x := &e.c.txs[n]
	b := &e.c.blocks[x.block]
	out := ethereumReceipt{
		BlockHash: b.hash.Hex(), BlockNumber: quantity(b.Number), CumulativeGasUsed: quantity(x.total), EffectiveGasPrice: quantity(x.GasPrice),
		From: x.from.Hex(), GasUsed: quantity(x.used), Logs: []ethereumLog{}, Status: quantity(1), To: payee(x), Hash: x.hash.Hex(), Index: e.place(n), Type: quantity(0),
	}
	if x.To == nil {
		made := e.c.addr.Hex()
		out.ContractAddress = &made
	}
	var logs []ether.Log
	for i, until := e.c.logsOf(n); i < until; i++ {
		logs = append(logs, e.c.log(i))
		out.Logs = append(out.Logs, e.logJSON(i))
	}
	bloom := ether.BloomOf(logs)
	out.LogsBloom = data(bloom[:])
	return out
}

func (e *ethereum) logJSON(n int) ethereumLog {
	l := e.c.log(n)
	tx := int(e.c.logs[n].tx)
	b := &e.c.blocks[e.c.txs[tx].block]
	out := ethereumLog{
		Address: l.Address.Hex(), Data: data(l.Data), BlockNumber: quantity(b.Number), Hash: e.c.txs[tx].hash.Hex(), Index: e.place(tx),
		BlockHash: b.hash.Hex(), LogIndex: quantity(uint64(n - int(b.log))),
	}
	for _, t := range l.Topics {
		out.Topics = append(out.Topics, t.Hex())
	}
	return out
}

func bigQuantity(n *big.Int) string { return "0x" + n.Text(16) }
