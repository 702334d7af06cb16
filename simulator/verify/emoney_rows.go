package verify

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// transfers are the rows of the books.
var transfers = table{
	name:    regexp.MustCompile(`^emoney/transfers/(\d{4}-\d\d-\d\d)-(\d{3,5})\.(csv|jsonl|parquet)$`),
	columns: []string{"id", "at", "from", "to", "amount", "kind"},
	time:    1,
	parquet: columnar(func(x *transferColumns) []string {
		return []string{x.ID, parquetTime(x.At), x.From, x.To, fmt.Sprintf("%d.%02d", x.Amount/100, x.Amount%100), x.Kind}
	}),
}

// transferColumns is a row of a Parquet file: times in milliseconds since 1970,
// amounts in hundredths.
type transferColumns struct {
	ID     string `parquet:"id"`
	At     int64  `parquet:"at,timestamp(millisecond)"`
	From   string `parquet:"from"`
	To     string `parquet:"to"`
	Amount int64  `parquet:"amount,decimal(2:18)"`
	Kind   string `parquet:"kind"`
}

// transferRow is a row in any format.
type transferRow struct{ ID, At, From, To, Amount, Kind string }

// emoneyDay reads one day of one block.
func (c *checker) emoneyDay(e *emoney, d *dayFile) {
	day := &emoneyReader{c: c, e: e, path: d.files.first(), block: int32(d.block), day: d.day}
	if c.readTable(&transfers, d.files, e.wanted, func(r []string) error {
		day.row(&transferRow{r[0], r[1], r[2], r[3], r[4], r[5]})
		return nil
	}) {
		day.end()
	}
}

// emoneyReader holds one file's rows against the rules of the books.
type emoneyReader struct {
	c     *checker
	e     *emoney
	path  string
	day   string
	block int32
	last  string // time of the row before
	ids   []uint64
	said  int
}

func (d *emoneyReader) bad(r *transferRow, format string, args ...any) {
	if d.said++; d.said <= 20 { // one wrong rule in a million rows is one fault, not a million
		d.c.fault(Rule, d.path, r.ID+": "+format, args...)
	}
}

func (d *emoneyReader) row(r *transferRow) {
	e := d.e
	digits, z := strings.CutPrefix(r.ID, "z")
	id, err := strconv.ParseUint(digits, 16, 64)
	if err != nil || !z || len(digits) != 15 || strings.ToLower(digits) != digits {
		d.bad(r, "is no id: z and fifteen hex digits")
	}
	d.ids = append(d.ids, id)
	at, err := time.Parse(time.RFC3339, r.At)
	switch {
	case err != nil || len(r.At) != len("2006-01-02T15:04:05Z") || r.At[19] != 'Z':
		d.bad(r, "%q is no time in UTC with seconds", r.At)
	case r.At[:10] != d.day:
		d.bad(r, "at %s is of another day", r.At)
	case r.At < d.last:
		d.bad(r, "at %s comes after a row of %s", r.At, d.last)
	case at.After(d.c.m.Clock.End):
		d.bad(r, "at %s lies after the end of the clock", r.At)
	}
	d.last = r.At
	amount, ok := kronor(r.Amount)
	if !ok || amount <= 0 {
		d.bad(r, "pays %q, which is no amount", r.Amount)
		return
	}
	from, ok1 := e.number[r.From]
	to, ok2 := e.number[r.To]
	if !ok1 || !ok2 || from == to {
		d.bad(r, "goes from %q to %q: one is in no file of accounts, or they are one", r.From, r.To)
		return
	}
	d.kind(r, from, to)
	if e.balance[from] -= amount; e.balance[from] < 0 && !e.overdraw[from] {
		e.overdraw[from] = true
		d.bad(r, "%s pays %s and lacks %d.%02d of it", r.From, r.Amount, -e.balance[from]/100, -e.balance[from]%100)
	}
	e.balance[to] += amount
}

// kind holds the kind of a transfer against its ends, and its file against who pays.
func (d *emoneyReader) kind(r *transferRow, from, to int32) {
	ends := string([]byte{d.e.holder[from], d.e.holder[to]})
	home, ok := from, false
	switch r.Kind {
	case "P2P":
		ok = ends == "pp" || ends == "bp"
	case "PAY":
		ok = ends == "pb" || ends == "bb"
	case "TOP":
		ok, home = ends == "ip" || ends == "ib", to
	case "OUT":
		ok = ends == "pi" || ends == "bi"
	case "SAL":
		ok = ends == "bp"
	case "STO":
		ok = !strings.Contains(ends, "i")
	}
	if !ok {
		d.bad(r, "kind %q does not fit holders %q", r.Kind, ends)
	}
	if d.e.block[home] != d.block {
		d.bad(r, "is entered in block %d, its account is of block %d", d.block, d.e.block[home])
	}
}

// end looks for ids that are there twice.
func (d *emoneyReader) end() {
	slices.Sort(d.ids)
	for i := 1; i < len(d.ids); i++ {
		if d.ids[i] == d.ids[i-1] {
			d.c.fault(Rule, d.path, "record z%015x is there twice", d.ids[i])
			return
		}
	}
}
