package chain_test

import (
	"encoding/binary"
	"slices"
	"testing"
	"time"

	"github.com/btcsuite/btcd/chaincfg/chainhash"
	"github.com/btcsuite/btcd/wire"

	"github.com/osint-radar/academy/simulator/chain"
	"github.com/osint-radar/academy/simulator/stream"
)

// crowded is a chain of 2,000 blocks of 200 transactions, each of one input and
// two outputs, to 50,000 scripts; one output in eight goes to one busy script,
// as an exchange's would.
func crowded(b *testing.B) ([]byte, []chainhash.Hash) {
	b.Helper()
	s := stream.NewKey([16]byte{4}).Domain("bench").Stream(0, 0)
	busy := binary.BigEndian.AppendUint32(append([]byte{0, 20}, make([]byte, 16)...), 0)
	to := func() []byte {
		if s.Chance(1, 8) {
			return busy
		}
		return binary.BigEndian.AppendUint32(append([]byte{0, 20}, make([]byte, 16)...), uint32(s.Between(1, 50_000)))
	}
	type coin struct {
		at  wire.OutPoint
		sat int64
	}
	var coins []coin
	var ids []chainhash.Hash
	f := newForge(b)
	for h := 1; h <= 2000; h++ {
		var txs []*wire.MsgTx
		for range min(200, len(coins)) {
			c := coins[0]
			coins = coins[1:]
			tx := pay(c.at, wire.NewTxOut(c.sat/2, to()), wire.NewTxOut(c.sat/2, to()))
			txs = append(txs, tx)
			ids = append(ids, tx.TxHash())
		}
		first := f.block(txs...)
		for _, tx := range txs {
			for i, o := range tx.TxOut {
				coins = append(coins, coin{wire.OutPoint{Hash: tx.TxHash(), Index: uint32(i)}, o.Value})
			}
		}
		coins = append(coins, coin{wire.OutPoint{Hash: first}, chain.Subsidy(h)})
	}
	return f.bytes(), ids
}

// BenchmarkLookups prints the 99th percentile of each question to a chain of
// nearly 400,000 transactions, in milliseconds, and the time to open it.
func BenchmarkLookups(b *testing.B) {
	file, ids := crowded(b)
	begin := time.Now()
	c, err := chain.Parse(file)
	if err != nil {
		b.Fatal(err)
	}
	opened := time.Since(begin)
	s := stream.NewKey([16]byte{5}).Domain("bench").Stream(0, 0)
	busy := chain.HashOf(append([]byte{0, 20}, make([]byte, 20)...))
	script := func() chain.ScriptHash {
		if s.Chance(1, 20) {
			return busy
		}
		return chain.HashOf(binary.BigEndian.AppendUint32(append([]byte{0, 20}, make([]byte, 16)...), uint32(s.Between(1, 50_000))))
	}
	sum := 0
	for b.Loop() {
		for _, q := range []struct {
			name string
			ask  func(tip int) int
		}{
			{"history", func(tip int) int { return len(c.History(script(), tip)) }},
			{"recent", func(tip int) int {
				page, _ := c.Recent(script(), tip, nil, 25)
				return len(page)
			}},
			{"unspent", func(tip int) int { return len(c.Unspent(script(), tip)) }},
			{"balance", func(tip int) int { return int(c.Stats(script(), tip).Balance()) }},
			{"tx", func(tip int) int {
				tx, ok := c.Tx(stream.Pick(s, ids), tip)
				if !ok {
					return 0
				}
				return len(tx.Prevouts)
			}},
			{"spender", func(tip int) int {
				by, _ := c.Spender(wire.OutPoint{Hash: stream.Pick(s, ids)}, tip)
				return by.Height
			}},
			{"proof", func(tip int) int {
				p, _ := c.Proof(stream.Pick(s, ids), tip)
				return len(p.Branch)
			}},
		} {
			took := make([]time.Duration, 4000)
			for i := range took {
				tip := s.IntN(c.Tip() + 1)
				begin := time.Now()
				sum += q.ask(tip)
				took[i] = time.Since(begin)
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, q.name+"-p99-ms")
		}
	}
	b.ReportMetric(opened.Seconds(), "open-s")
	b.ReportMetric(float64(len(ids)), "txs")
	b.Log(sum)
}
