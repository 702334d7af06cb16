package verify

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// bulkRows are the rows of a bulk ledger, which has these instead of blocks: one
// an input or output. Its parts stand beside each other, an opening before them; each
// spends what it has itself, or has of the opening.
var bulkRows = table{
	name:    regexp.MustCompile(`^ledger/txs-(opening|\d{3,})\.(csv|jsonl|parquet)$`),
	columns: []string{"txid", "block", "time", "side", "n", "address", "sat", "source"},
	time:    2,
	parquet: columnar(func(x *bulkColumns) []string {
		return []string{x.TxID, strconv.Itoa(int(x.Block)), parquetTime(x.Time), x.Side, strconv.Itoa(int(x.N)), x.Address, strconv.FormatInt(x.Sat, 10), x.Source}
	}),
}

const openingPart = "ledger/txs-opening"

// bulkColumns is a row of a Parquet file, times in milliseconds since 1970.
type bulkColumns struct {
	TxID    string `parquet:"txid"`
	Block   int32  `parquet:"block"`
	Time    int64  `parquet:"time,timestamp(millisecond)"`
	Side    string `parquet:"side"`
	N       int32  `parquet:"n"`
	Address string `parquet:"address"`
	Sat     int64  `parquet:"sat"`
	Source  string `parquet:"source"`
}

// isBulk says whether a path is a file of a bulk ledger.
func isBulk(path string) bool { return bulkRows.name.MatchString(path) }

// bulkOut is an unspent output of a bulk ledger.
type bulkOut struct {
	sat     int64
	address string
	block   int
	issued  bool
}

// bulkLedger is the state while rows are read.
type bulkLedger struct {
	issued  map[string]bulkOut // of the opening and unspent, by "txid:n"
	outs    map[string]bulkOut // of the part at hand, likewise
	made    map[string][]int64
	opening bool // is being read
	bulkBlock
	times map[int]bulkBlock // of all parts, by height
	tx    bulkTx
}

// bulkBlock is the block whose transactions are being read.
type bulkBlock struct {
	block  int
	time   string
	second int64
}

// bulkTx is the transaction whose rows are being read.
type bulkTx struct {
	id      string
	ins     int
	outs    []int64
	in, out int64
	issue   bool
}

// readBulk reads the opening, then the other parts.
func (c *checker) readBulk() {
	parts, others := bulkRows.sort(c.bodies("ledger"))
	for _, f := range others {
		c.fault(Rule, f.Path, "is no file that a bulk ledger has")
	}
	if parts[openingPart] == nil {
		c.fault(Missing, openingPart+".csv", "the ledger is not whole without it, in a format of its other files")
		return
	}
	list := []tableFiles{parts[openingPart]}
	delete(parts, openingPart)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		list = append(list, parts[name])
	}
	if !c.sameFormats(list) {
		return
	}
	l, wanted := &bulkLedger{issued: map[string]bulkOut{}, made: map[string][]int64{}, times: map[int]bulkBlock{}}, c.wanted("ledger/")
	l.outs = l.issued
	var before bulkBlock // the last of the opening
	for i, part := range list {
		if l.opening = i == 0; !l.opening {
			l.outs, l.bulkBlock = map[string]bulkOut{}, before
		}
		if !c.readTable(&bulkRows, part, wanted, func(row []string) error { return c.bulkRow(l, row) }) {
			return
		}
		if err := l.close(); err != nil {
			c.fault(Rule, part.first(), "%v", err)
			return
		}
		if l.opening {
			before = l.bulkBlock
		}
	}
	var last bulkBlock
	for _, h := range slices.Sorted(maps.Keys(l.times)) {
		if b := l.times[h]; b.second <= last.second {
			c.fault(Rule, list[0].first(), "block %d is of %s in one part, and block %d of %s in another", b.block, b.time, last.block, last.time)
			return
		}
		last = l.times[h]
	}
	c.ledger = &ledger{made: l.made}
}

// bulkRow checks one row and adds it to its transaction.
func (c *checker) bulkRow(l *bulkLedger, f []string) error {
	id, side, address, source := f[0], f[3], f[5], f[7]
	block, err := strconv.Atoi(f[1])
	if err != nil || f[1] != strconv.Itoa(block) {
		return fmt.Errorf("block %q is no height", f[1])
	}
	n, err := strconv.Atoi(f[4])
	if err != nil {
		return fmt.Errorf("number %q is none", f[4])
	}
	sat, err := strconv.ParseInt(f[6], 10, 64)
	if err != nil || sat <= 0 || sat > 21_000_000*coin || f[6] != strconv.FormatInt(sat, 10) {
		return fmt.Errorf("%q is no amount of satoshi", f[6])
	}
	if id != l.tx.id {
		if err := l.close(); err != nil {
			return err
		}
		if err := l.open(c, id, block, f[2]); err != nil {
			return err
		}
	}
	if block != l.block || f[2] != l.time {
		return fmt.Errorf("transaction %s is in two blocks", id)
	}
	switch side {
	case "in":
		return l.input(n, address, sat, source)
	case "out":
		return l.output(n, address, sat, source)
	}
	return fmt.Errorf("side %q is neither in nor out", side)
}

// open begins a transaction.
func (l *bulkLedger) open(c *checker, id string, block int, at string) error {
	if !hex64.MatchString(id) {
		return fmt.Errorf("%q is no transaction id", id)
	}
	if _, twice := l.made[id]; twice {
		return fmt.Errorf("transaction %s is there twice, or its rows are not together", id)
	}
	if at != l.time {
		const second = "2006-01-02T15:04:05Z"
		when, err := time.Parse(second, at)
		switch {
		case err != nil || len(at) != len(second):
			return fmt.Errorf("%q is no time in UTC to the second", at)
		case block <= l.block && l.time != "" || when.Unix() <= l.second:
			return fmt.Errorf("block %d of %s comes after block %d of %s", block, at, l.block, l.time)
		case when.After(c.m.Clock.End):
			return fmt.Errorf("block %d is of %s, after the end of the clock", block, at)
		case l.opening && !when.Before(c.m.Clock.Start):
			return fmt.Errorf("block %d of the opening is of %s, when the clock has begun", block, at)
		}
		l.bulkBlock = bulkBlock{block, at, when.Unix()}
		if b, ok := l.times[block]; ok && b.time != at {
			return fmt.Errorf("block %d is of %s, in another part of %s", block, at, b.time)
		}
		l.times[block] = l.bulkBlock
	}
	l.tx = bulkTx{id: id}
	return nil
}

func (l *bulkLedger) input(n int, address string, sat int64, source string) error {
	if n != l.tx.ins || len(l.tx.outs) > 0 {
		return fmt.Errorf("input %d of %s is out of order", n, l.tx.id)
	}
	l.tx.ins++
	l.tx.in += sat
	if source == "issue" {
		if l.tx.issue = true; n > 0 || address != "" || !l.opening {
			return fmt.Errorf("transaction %s issues money beside another input, to an address, or after the opening", l.tx.id)
		}
		return nil
	}
	outs := l.outs
	from, ok := outs[source]
	if !ok {
		outs = l.issued
		from, ok = outs[source]
	}
	switch {
	case l.tx.issue:
		return fmt.Errorf("transaction %s issues money and spends some", l.tx.id)
	case !ok:
		return fmt.Errorf("transaction %s spends %s, which is not there or already spent", l.tx.id, source)
	case from.sat != sat || from.address != address:
		return fmt.Errorf("transaction %s spends %d of %s from %s, which has %d of %s", l.tx.id, sat, address, source, from.sat, from.address)
	case from.issued && l.block-from.block < maturity:
		return fmt.Errorf("transaction %s spends new money before it is ripe", l.tx.id)
	}
	delete(outs, source)
	return nil
}

func (l *bulkLedger) output(n int, address string, sat int64, source string) error {
	switch {
	case n != len(l.tx.outs):
		return fmt.Errorf("output %d of %s is out of order", n, l.tx.id)
	case source != "":
		return fmt.Errorf("output %d of %s has a source", n, l.tx.id)
	case !regtestAddress(address):
		return fmt.Errorf("output %d of %s goes to %q, which is no regtest address", n, l.tx.id, address)
	}
	l.tx.outs = append(l.tx.outs, sat)
	l.tx.out += sat
	l.outs[l.tx.id+":"+strconv.Itoa(n)] = bulkOut{sat, address, l.block, l.tx.issue}
	return nil
}

// close ends a transaction: it must not have made money.
func (l *bulkLedger) close() error {
	t := &l.tx
	if t.id == "" {
		return nil
	}
	switch {
	case t.ins == 0 || len(t.outs) == 0:
		return fmt.Errorf("transaction %s has %d inputs and %d outputs", t.id, t.ins, len(t.outs))
	case t.out > t.in:
		return fmt.Errorf("transaction %s makes %d satoshi out of nothing", t.id, t.out-t.in)
	}
	l.made[t.id] = t.outs
	*t = bulkTx{}
	return nil
}

// regtestAddress says whether a text is an address of regtest: its prefix and
// its checksum (BIP 173, BIP 350), or version and checksum in base58.
func regtestAddress(s string) bool {
	data, ok := strings.CutPrefix(s, "bcrt1")
	if !ok {
		if len(s) < 26 || len(s) > 35 || !base58In.MatchString(s) {
			return false
		}
		version, whole := base58Version(s)
		return whole && version == 0x6f
	}
	const charset = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
	values := []byte{3, 3, 3, 3, 0, 'b' & 31, 'c' & 31, 'r' & 31, 't' & 31}
	for _, r := range data {
		v := strings.IndexRune(charset, r)
		if v < 0 {
			return false
		}
		values = append(values, byte(v))
	}
	sum := uint32(1)
	for _, v := range values {
		top := sum >> 25
		sum = (sum&0x1ffffff)<<5 ^ uint32(v)
		for i, g := range []uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				sum ^= g
			}
		}
	}
	switch {
	case len(data) == 39 && data[0] == 'q':
		return sum == 1
	case len(data) == 59 && data[0] == 'p':
		return sum == 0x2bc830a3
	}
	return false
}
