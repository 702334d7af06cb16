package ledger

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/btcsuite/btcd/chaincfg/chainhash"
	"github.com/btcsuite/btcd/wire"

	"github.com/osint-radar/academy/simulator/world"
)

// seen is a chain as a stranger reads it from the block file: nothing of the
// generator's, and not package chain either.
type seen struct {
	txs   []seenTx
	outs  map[wire.OutPoint]*wire.TxOut
	spent map[wire.OutPoint]int // by which of txs
	used  map[string]int        // how many outputs pay a script
}

type seenTx struct {
	*wire.MsgTx
	id     chainhash.Hash
	height int
	at     time.Time
	fee    int64
	weight int64
}

// rate is satoshi per 1,000 virtual bytes.
func (t seenTx) rate() int64 { return t.fee * 4000 / t.weight }

func readBlocks(tb testing.TB, dir string) *seen {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "ledger", "blk00000.dat"))
	if err != nil {
		tb.Fatal(err)
	}
	s := &seen{outs: map[wire.OutPoint]*wire.TxOut{}, spent: map[wire.OutPoint]int{}, used: map[string]int{}}
	for height := 0; len(data) > 0; height++ {
		size := binary.LittleEndian.Uint32(data[4:8])
		var b wire.MsgBlock
		if err := b.Deserialize(bytes.NewReader(data[8 : 8+size])); err != nil {
			tb.Fatal(err)
		}
		data = data[8+size:]
		for i, tx := range b.Transactions {
			t := seenTx{tx, tx.TxHash(), height, b.Header.Timestamp.UTC(), 0, int64(3*tx.SerializeSizeStripped() + tx.SerializeSize())}
			for n, o := range tx.TxOut {
				s.outs[wire.OutPoint{Hash: t.id, Index: uint32(n)}] = o
				s.used[string(o.PkScript)]++
				t.fee -= o.Value
			}
			for _, in := range tx.TxIn {
				if i > 0 {
					t.fee += s.outs[in.PreviousOutPoint].Value
					s.spent[in.PreviousOutPoint] = len(s.txs)
				}
			}
			if i > 0 {
				s.txs = append(s.txs, t)
			}
		}
	}
	return s
}

// payers are the scripts that a transaction spends from.
func (s *seen) payers(t seenTx) map[string]bool {
	m := map[string]bool{}
	for _, in := range t.TxIn {
		m[string(s.outs[in.PreviousOutPoint].PkScript)] = true
	}
	return m
}

func percentile(list []int64, p int) int64 {
	slices.Sort(list)
	return list[len(list)*p/100]
}

// TestRealism holds the chain against what is known of real ones (design
// targets): mostly one input and two outputs, with self-transfers,
// consolidations and batches; more than 70 % of outputs at the precision of one
// satoshi; prices round in money; change on new addresses and on old ones.
func TestRealism(t *testing.T) {
	w := storyWorld()
	dir, _ := emit(t, w, 2)
	s := readBlocks(t, dir)
	prices := world.CoinPrices(w.Key, 100)
	var oneTwo, oneOne, merges, batches, outs, exact, roundMoney, selfChange, freshChange, noChange int
	for _, x := range s.txs {
		from := s.payers(x)
		if x.fee <= 0 {
			t.Errorf("%s pays no fee", x.id)
		}
		switch in, out := len(x.TxIn), len(x.TxOut); {
		case in == 1 && out == 2:
			oneTwo++
		case in == 1 && out == 1:
			oneOne++
		case in >= 4 && out == 1:
			merges++
		case out >= 4 && in <= 3:
			batches++
		case in > 1 && out == 1:
			noChange++
		}
		back := false
		fresh := 0
		for _, o := range x.TxOut {
			outs++
			if o.Value%10 != 0 {
				exact++
			}
			back = back || from[string(o.PkScript)]
			if s.used[string(o.PkScript)] == 1 {
				fresh++
			}
			price := w.CoinPrice(prices, x.at.Unix())
			cents := (o.Value*price + 50_000_000) / 100_000_000
			if cents > 0 && cents%100 == 0 && world.Satoshi(cents, price) == o.Value {
				roundMoney++
			}
		}
		if back {
			selfChange++
		}
		if fresh > 0 {
			freshChange++
		}
	}
	n := len(s.txs)
	t.Logf("%d transactions: 1-in-2-out %d‰, self-transfers %d‰, consolidations %d‰, batches %d‰, change to a payer %d‰, an address of one use %d‰; of %d outputs %d‰ at one satoshi, %d‰ round in money",
		n, oneTwo*1000/n, oneOne*1000/n, merges*1000/n, batches*1000/n, selfChange*1000/n, freshChange*1000/n, outs, exact*1000/outs, roundMoney*1000/outs)
	for what, ok := range map[string]bool{
		"5,000 transactions":                       n >= 5000,
		"most with one input and two outputs":      oneTwo*100 > 55*n,
		"self-transfers, one in a hundred":         oneOne*100 > n,
		"consolidations, one in a hundred":         merges*100 > n,
		"batches, one in a hundred":                batches*100 > n,
		"70 % of outputs at one satoshi":           exact*100 > 70*outs,
		"one output in ten round in money":         roundMoney*10 > outs,
		"change to the payer, one in ten":          selfChange*10 > n,
		"addresses used once, one payment in four": freshChange*4 > n,
	} {
		if !ok {
			t.Errorf("want %s", what)
		}
	}
}

// TestFeeMarket: dear at busy hours, cheap at night and at weekends, and no
// block of the crowd's time far above its room.
func TestFeeMarket(t *testing.T) {
	w := storyWorld()
	dir, _ := emit(t, w, 2)
	s := readBlocks(t, dir)
	var day, night, work, rest, all []int64
	weight := map[int]int64{}
	for _, x := range s.txs {
		if x.at.Before(w.Start) {
			continue
		}
		weight[x.height] += x.weight
		r := x.rate()
		all = append(all, r)
		switch h := x.at.Hour(); {
		case h >= 12 && h < 21:
			day = append(day, r)
		case h >= 3 && h < 7:
			night = append(night, r)
		}
		if d := x.at.Weekday(); d == time.Saturday || d == time.Sunday {
			rest = append(rest, r)
		} else {
			work = append(work, r)
		}
		if r < 900 || r > 400_000 {
			t.Errorf("%s pays %d satoshi per 1,000 virtual bytes", x.id, r)
		}
	}
	var loads []int64
	for _, v := range weight {
		loads = append(loads, v)
	}
	t.Logf("satoshi per 1,000 vB: p10 %d, p50 %d, p90 %d; afternoons %d, nights %d; working days %d, weekends %d; block weight p50 %d, p90 %d, max %d",
		percentile(all, 10), percentile(all, 50), percentile(all, 90), percentile(day, 50), percentile(night, 50), percentile(work, 50), percentile(rest, 50),
		percentile(loads, 50), percentile(loads, 90), percentile(loads, 99))
	if percentile(day, 50)*10 < 13*percentile(night, 50) {
		t.Error("afternoons are not dearer than nights by a third")
	}
	if percentile(work, 50)*10 < 11*percentile(rest, 50) {
		t.Error("working days are not dearer than weekends by a tenth")
	}
	if percentile(all, 90) < 3*percentile(all, 10) {
		t.Error("everybody pays the same")
	}
	if percentile(loads, 90) > 3*percentile(loads, 50) {
		t.Error("there is room for everything")
	}
	whole := 0
	for _, r := range all {
		if r%1000 == 0 {
			whole++
		}
	}
	if whole*100 > len(all) {
		t.Errorf("%d of %d fee rates are round", whole, len(all))
	}
}

// TestTwins looks for the shapes of illicit behaviour in the crowd, where only
// innocents make most of them, by the rules that analysts use.
func TestTwins(t *testing.T) {
	dir, _ := emit(t, storyWorld(), 2)
	s := readBlocks(t, dir)
	var joins, sprays, longest, sweeps, alikes int
	step := map[int]int{} // length of the peel chain that ends in a transaction
	for i, x := range s.txs {
		from := s.payers(x)
		same := map[int64]int{}
		tiny := 0
		for _, o := range x.TxOut {
			same[o.Value]++
			if o.Value < 1_200 {
				tiny++
			}
		}
		for _, n := range same {
			if n >= 3 && len(from) >= 3 {
				joins++
				break
			}
		}
		if tiny >= 5 {
			sprays++
		}
		if len(from) >= 3 && len(x.TxOut) == 1 {
			// Deposit addresses: swept, and paid again after that.
			again := 0
			for script := range from {
				if s.used[script] > 1 {
					again++
				}
			}
			if again >= 2 {
				sweeps++
			}
		}
		if len(x.TxIn) == 1 && len(x.TxOut) == 2 {
			big := 0
			if x.TxOut[1].Value > x.TxOut[0].Value {
				big = 1
			}
			if s.used[string(x.TxOut[big].PkScript)] == 1 {
				step[i] = 1
				for j := i - 1; j >= 0 && j > i-2000; j-- {
					if s.txs[j].id == x.TxIn[0].PreviousOutPoint.Hash {
						step[i] = step[j] + 1
						break
					}
				}
				longest = max(longest, step[i])
			}
		}
		// Dust from an address that begins or ends like one that its payee has paid.
		if len(x.TxIn) == 1 && len(x.TxOut) == 1 && tiny == 1 {
			alikes++
		}
	}
	t.Logf("%d coinjoins, %d dust sprays, longest peel chain %d, %d sweeps of reused addresses, %d lone dust payments", joins, sprays, longest, sweeps, alikes)
	if joins < 10 || sprays < 3 || longest < 8 || sweeps < 30 || alikes < 1 {
		t.Error("want 10 coinjoins, 3 sprays, a peel chain of 8, 30 sweeps and a lone dust payment at least")
	}
}
