package verify

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"maps"
	"slices"

	"github.com/btcsuite/btcd/chaincfg"
	"github.com/btcsuite/btcd/txscript"
	"github.com/btcsuite/btcd/wire"
)

// coinBooks is what the books of all providers say of the ledger.
type coinBooks struct {
	own    map[string]*providerRow // deposit address: whose customer's
	silent map[string]bool         // names of providers that show no movements
	moves  []coinMove
}

// How long a deposit is credited after its block at most, and how long a
// withdrawal takes from the request to its block, in seconds.
const (
	creditedWithin = 8 * 3600
	paidWithin     = 4*3600 + blockWait/1000
)

// target is an amount at an address.
type target struct {
	address string
	sat     int64
}

// bothBooks wants a transfer between two providers that show their books to be
// in both: out of the one, and in at the other.
func (c *checker) bothBooks(b *coinBooks) {
	type side struct {
		target
		by, other string
		deposit   bool
	}
	there := map[side]int{}
	for _, m := range b.moves {
		if m.other != "" {
			there[side{target{m.address, m.sat}, m.by.Name, m.other, m.deposit}]++
		}
	}
	known := map[string]bool{}
	for _, p := range b.own {
		known[p.Name] = true
	}
	for _, m := range b.moves {
		if m.other == "" || b.silent[m.other] {
			continue
		}
		if !known[m.other] {
			c.fault(Rule, m.file, "%s: there is no provider %q", m.id, m.other)
		} else if there[side{target{m.address, m.sat}, m.other, m.by.Name, !m.deposit}] == 0 {
			c.fault(Rule, m.file, "%s: %d satoshi with %s, whose books do not say so", m.id, m.sat, m.other)
		}
	}
}

// onLedger wants each movement to be an output of the ledger at its time, to
// the satoshi, and each output at a customer's deposit address to be booked.
func (c *checker) onLedger(b *coinBooks) {
	if c.ledger == nil || c.listed[blocksFile] == nil {
		return
	}
	wanted := map[string]bool{}
	for address := range b.own {
		wanted[address] = true
	}
	for _, m := range b.moves {
		wanted[m.address] = true
	}
	paid := c.outputs(wanted)
	used := map[bool]map[target]map[int]bool{false: {}, true: {}} // by deposit or withdrawal
	for _, m := range b.moves {
		from, until := m.at-creditedWithin, m.at
		if !m.deposit {
			from, until = m.at, m.at+paidWithin
		}
		t, found := target{m.address, m.sat}, false
		for i, when := range paid[t] {
			if when >= from && when <= until && !used[m.deposit][t][i] {
				if used[m.deposit][t] == nil {
					used[m.deposit][t] = map[int]bool{}
				}
				used[m.deposit][t][i], found = true, true
				break
			}
		}
		if !found {
			c.fault(Rule, m.file, "%s: no transaction pays %d satoshi to %s at that time", m.id, m.sat, m.address)
		}
	}
	order := slices.SortedFunc(maps.Keys(paid), func(x, y target) int { return cmp.Or(cmp.Compare(x.address, y.address), cmp.Compare(x.sat, y.sat)) })
	for _, t := range order {
		p := b.own[t.address]
		if p == nil || p.Answers != "all" {
			continue
		}
		for i := range paid[t] {
			if !used[true][t][i] {
				c.fault(Rule, blocksFile, "%d satoshi at the deposit address %s are in no books of %s", t.sat, t.address, p.Name)
			}
		}
	}
}

// outputs lists, by address and amount, the times of the blocks that pay it.
func (c *checker) outputs(wanted map[string]bool) map[target][]int64 {
	out := map[target][]int64{}
	data, ok := c.open(blocksFile)
	for ok && len(data) >= 8 { // its frames have been checked
		size := int(binary.LittleEndian.Uint32(data[4:]))
		var b wire.MsgBlock
		if err := b.Deserialize(bytes.NewReader(data[8 : 8+size])); err != nil {
			c.fault(Rule, blocksFile, "cannot be read again: %v", err)
			return out
		}
		for _, tx := range b.Transactions {
			for _, o := range tx.TxOut {
				_, to, _, err := txscript.ExtractPkScriptAddrs(o.PkScript, &chaincfg.RegressionNetParams)
				if err != nil || len(to) != 1 {
					continue
				}
				if a := to[0].EncodeAddress(); wanted[a] {
					out[target{a, o.Value}] = append(out[target{a, o.Value}], b.Header.Timestamp.Unix())
				}
			}
		}
		data = data[8+size:]
	}
	return out
}
