package rangeserver

import (
	"encoding/json"
	"fmt"
	"slices"
	"sort"

	"github.com/osint-radar/academy/simulator/ether"
)

// maxLogs is how many logs one answer holds.
const maxLogs = 10_000

// logFilter is what eth_getLogs is asked: logs in blocks from..until, of one of the
// addresses, with one of the alternatives for each topic. Nil is any.
type logFilter struct {
	from, until int
	address     []ether.Address
	topics      [][]ether.Hash
}

// getLogs lists the transfers that a filter lets through, oldest first. Where
// there are too many it says how far it would have come.
func (e *ethereum) getLogs() (any, error) {
	f, err := e.filter()
	if err != nil {
		return nil, err
	}
	out := []ethereumLog{}
	if f.until < f.from || !f.fits(e.c.addr) {
		return out, nil
	}
	find := func(list func(i int) int, n int) error {
		i := sort.Search(n, func(i int) bool { return e.blockOf(list(i)) >= f.from })
		for ; i < n && e.blockOf(list(i)) <= f.until; i++ {
			log := list(i)
			if !f.passes(&e.c.logs[log]) {
				continue
			}
			if len(out) == maxLogs {
				return &rpcError{rpcTooMuch, fmt.Sprintf("query returned more than %d results. Try with this block range [%s, %s].",
					maxLogs, quantity(uint64(f.from)), quantity(uint64(max(f.from, e.blockOf(log)-1))))}
			}
			out = append(out, e.logJSON(log))
			e.shows(int(e.c.logs[log].tx))
		}
		return nil
	}
	if named, ok := e.named(f); ok {
		err = find(func(i int) int { return int(named[i]) }, len(named))
	} else {
		err = find(func(i int) int { return i }, len(e.c.logs))
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (e *ethereum) blockOf(log int) int { return int(e.c.txs[e.c.logs[log].tx].block) }

// named lists the logs of those whom the filter names as payer or payee; false if
// it names nobody. So a history costs what it is long, however long the chain is.
func (e *ethereum) named(f logFilter) (out []int32, ok bool) {
	for i, words := range f.topics {
		if i == 0 || words == nil {
			continue
		}
		for _, word := range words {
			var a ether.Address
			copy(a[:], word[12:])
			if n, there := e.c.byAddr[a]; there && a.Word() == word {
				out = append(out, e.c.accounts[n].logs...)
			}
		}
		slices.Sort(out)
		return slices.Compact(out), true
	}
	return nil, false
}

// fits says whether a transfer of the token can pass: its logs have three topics,
// of which the first is always the same.
func (f logFilter) fits(token ether.Address) bool {
	return (f.address == nil || slices.Contains(f.address, token)) && len(f.topics) <= 3 && f.takes(0, ether.TransferTopic)
}

func (f logFilter) passes(l *chainLog) bool {
	return f.takes(1, l.from.Word()) && f.takes(2, l.to.Word())
}

func (f logFilter) takes(i int, topic ether.Hash) bool {
	return i >= len(f.topics) || f.topics[i] == nil || slices.Contains(f.topics[i], topic)
}

// filter reads parameter 1.
func (e *ethereum) filter() (f logFilter, err error) {
	var q struct {
		FromBlock, ToBlock, BlockHash *string
		Address                       json.RawMessage
		Topics                        []json.RawMessage
	}
	if err := e.param(0, &q, `a filter, as {"fromBlock":"0x0","toBlock":"latest","address":"0x…","topics":["0x…"]}`); err != nil {
		return f, err
	}
	if f.from, f.until, err = e.blocksOf(q.FromBlock, q.ToBlock, q.BlockHash); err != nil {
		return f, err
	}
	texts, err := alternatives(q.Address, "address")
	if err != nil {
		return f, err
	}
	for _, t := range texts {
		a, err := e.address(t)
		if err != nil {
			return f, err
		}
		f.address = append(f.address, a)
	}
	if len(q.Topics) > 4 {
		return f, bad("%d topics; a log has 4 at most", len(q.Topics))
	}
	for i, raw := range q.Topics {
		texts, err := alternatives(raw, fmt.Sprintf("topic %d", i))
		if err != nil {
			return f, err
		}
		var list []ether.Hash
		for _, t := range texts {
			h, err := e.hash(t)
			if err != nil {
				return f, err
			}
			list = append(list, h)
		}
		f.topics = append(f.topics, list)
	}
	return f, nil
}

// blocksOf is the range of a filter, cut at the tip: by the hash of a block, or
// from one block to another, each the newest if it is left out.
func (e *ethereum) blocksOf(from, until, hash *string) (int, int, error) {
	if hash != nil {
		if from != nil || until != nil {
			return 0, 0, bad("blockHash stands alone, without fromBlock and toBlock")
		}
		n, ok, err := e.heightOf(*hash)
		if err == nil && !ok {
			err = &rpcError{rpcNotFound, "no such block yet"}
		}
		return n, n, err
	}
	ends := [2]int{e.tip, e.tip}
	for i, text := range []*string{from, until} {
		if text == nil {
			continue
		}
		n, ok, err := e.height(*text)
		if err != nil {
			return 0, 0, err
		}
		if ends[i] = n; !ok {
			ends[i] = e.tip + 1 - i // nothing is there from a later block on
		}
	}
	if from != nil && until != nil && ends[0] > ends[1] && ends[0] <= e.tip {
		return 0, 0, bad("fromBlock lies behind toBlock")
	}
	return ends[0], ends[1], nil
}

// alternatives reads one value or a list of them; nil is any, as an empty list is.
func alternatives(raw json.RawMessage, what string) ([]string, error) {
	var one string
	var list []string
	if len(raw) == 0 || string(raw) == "null" || json.Unmarshal(raw, &list) == nil {
		return list, nil
	}
	if json.Unmarshal(raw, &one) != nil {
		return nil, bad("%s must be a text, a list of texts, or null", what)
	}
	return []string{one}, nil
}
