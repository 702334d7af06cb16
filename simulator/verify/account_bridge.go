package verify

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/btcsuite/btcd/wire"
)

// How long after the coins are in a block a bridge gives tokens at most, and
// how long after the tokens its coins are in a block, in seconds.
const (
	tokensWithin = 8 * 3600
	coinsWithin  = 4*3600 + 9000
)

var chainAddress = regexp.MustCompile(`\b0x[0-9a-fA-F]{40}\b`)

// readTags reads which addresses are publicly known, and holds every payment of
// a bridge against the other ledger.
func (c *checker) readTags(s *accountChainState) {
	kinds, issuer := map[string][]string{}, ""
	c.table(accountTags, "address,kind,name", func(r []string) error {
		if s.has[r[0]] == nil && r[0] != s.token {
			return fmt.Errorf("%s is nowhere on the ledger", r[0])
		}
		if !slices.Contains([]string{"token", "issuer", "exchange", "bridge"}, r[1]) || r[2] == "" || (r[1] == "token") != (r[0] == s.token) {
			return fmt.Errorf("%s is said to be %q with the name %q", r[0], r[1], r[2])
		}
		kinds[r[1]] = append(kinds[r[1]], r[0])
		if r[1] == "issuer" {
			issuer = r[0]
		}
		return nil
	})
	if c.listed[bridgeRates] == nil {
		if len(kinds["bridge"]) > 0 {
			c.fault(Missing, bridgeRates, "a bridge asks something")
		}
		return
	}
	rates := c.rates()
	if rates == nil || c.listed[blocksFile] == nil || c.ledger == nil {
		return
	}
	coins := c.coinOutputs()
	for _, m := range s.moves {
		switch {
		case m.from == issuer: // a bridge's float
		case slices.Contains(kinds["bridge"], m.from) && !coins.take(m.at-tokensWithin, m.at, func(sat, at int64) bool { return rates.tokens(sat, at, m.amount) }):
			c.fault(Rule, accountBlocks, "transaction %s: a bridge pays %d tokens, and no coins came to the other ledger for them", m.tx, m.amount)
		case slices.Contains(kinds["bridge"], m.to) && !coins.take(m.at, m.at+coinsWithin, func(sat, _ int64) bool { return rates.coins(m.amount, m.at) == sat }):
			c.fault(Rule, accountBlocks, "transaction %s: a bridge gets %d tokens, and pays no coins on the other ledger for them", m.tx, m.amount)
		}
	}
}

// rateTable is what a bridge asks on each day.
type rateTable struct {
	start int64
	cents []int64
	fee   int64
}

func (c *checker) rates() *rateTable {
	t := &rateTable{start: c.m.Clock.Start.Unix()}
	c.table(bridgeRates, "day,cents_a_coin,fee_per_mille", func(r []string) error {
		want := time.Unix(t.start+86_400*int64(len(t.cents)), 0).UTC().Format(time.DateOnly)
		cents, err1 := strconv.ParseInt(r[1], 10, 64)
		fee, err2 := strconv.ParseInt(r[2], 10, 64)
		if r[0] != want || err1 != nil || err2 != nil || cents <= 0 || fee < 0 || fee > 100 {
			return fmt.Errorf("asks %q and %q on %s, want two numbers for %s", r[1], r[2], r[0], want)
		}
		t.cents, t.fee = append(t.cents, cents), fee
		return nil
	})
	if len(t.cents) == 0 {
		return nil
	}
	return t
}

func (t *rateTable) on(at int64) int64 {
	return t.cents[min(max((at-t.start)/86_400, 0), int64(len(t.cents)-1))]
}

// tokens says whether coins that came in a block of a time are worth so many
// tokens: at the price of its day, or of the day before if the coins were sent then.
func (t *rateTable) tokens(sat, at, amount int64) bool {
	for _, day := range []int64{at, at - 9000} {
		if sat*t.on(day)/10_000*(1000-t.fee)/1000 == amount {
			return true
		}
	}
	return false
}

// coins is what tokens are worth.
func (t *rateTable) coins(amount, at int64) int64 {
	return amount * (1000 - t.fee) / 1000 * 10_000 / t.on(at)
}

// outputList are the outputs of the other ledger in the order of time; each
// stands for one payment.
type outputList struct {
	at, sat []int64
	used    []bool
}

func (l *outputList) take(from, until int64, fits func(sat, at int64) bool) bool {
	i, _ := slices.BinarySearch(l.at, from)
	for ; i < len(l.at) && l.at[i] <= until; i++ {
		if !l.used[i] && fits(l.sat[i], l.at[i]) {
			l.used[i] = true
			return true
		}
	}
	return false
}

// coinOutputs lists the outputs of TESTCHAIN-U from the start of the clock on.
func (c *checker) coinOutputs() *outputList {
	l := &outputList{}
	data, ok := c.open(blocksFile)
	for ok && len(data) >= 8 { // its frames have been checked
		size := int(binary.LittleEndian.Uint32(data[4:]))
		var b wire.MsgBlock
		if err := b.Deserialize(bytes.NewReader(data[8 : 8+size])); err != nil {
			c.fault(Rule, blocksFile, "cannot be read again: %v", err)
			return l
		}
		if at := b.Header.Timestamp.Unix(); at >= c.m.Clock.Start.Unix() {
			for _, tx := range b.Transactions {
				for _, o := range tx.TxOut {
					l.at, l.sat, l.used = append(l.at, at), append(l.sat, o.Value), append(l.used, false)
				}
			}
		}
		data = data[8+size:]
	}
	return l
}

// strangers lists the addresses in a text that are not on TESTCHAIN-A: somebody
// could hold them on a public chain.
func (s *accountChainState) strangers(text string) (out []string) {
	for _, a := range chainAddress.FindAllString(text, -1) {
		if s == nil || s.has[a] == nil && a != s.token {
			out = append(out, a)
		}
	}
	return out
}
