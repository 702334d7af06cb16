package verify

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// transferRow is a row of the books in any format.
type transferRow struct {
	ID     string `json:"id"`
	At     string `json:"at"`
	From   string `json:"from"`
	To     string `json:"to"`
	Amount string `json:"amount"`
	Kind   string `json:"kind"`
}

// emoneyDay reads one day of one block. The first of its formats is checked row
// by row; the others must say the same.
func (c *checker) emoneyDay(e *emoney, d *dayFile) {
	first := ""
	for _, format := range []string{"csv", "jsonl", "parquet"} {
		path := d.files[format]
		if path == "" {
			continue
		}
		same := sha256.New()
		var day *emoneyReader
		if first == "" {
			day = &emoneyReader{c: c, e: e, path: path, block: int32(d.block), day: d.day}
		}
		visit := func(r *transferRow) {
			fmt.Fprintln(same, r.ID, r.At, r.From, r.To, r.Amount, r.Kind)
			if day != nil {
				day.row(r)
			}
		}
		if !c.transferFile(path, format, visit) {
			return
		}
		if day != nil {
			day.end()
		}
		sum := hex.EncodeToString(same.Sum(nil))
		if first == "" {
			first = sum
		} else if sum != first {
			c.fault(Rule, path, "holds other rows than %s", d.first())
		}
	}
}

// transferFile calls visit for each row of a file. It is false where the file cannot be read on.
func (c *checker) transferFile(path, format string, visit func(*transferRow)) bool {
	n := int64(0)
	switch format {
	case "jsonl":
		rows(c, path, func(_ int, r *transferRow) { visit(r) })
		return true
	case "csv":
		if !c.transferCSV(path, func(r *transferRow) { n++; visit(r) }) {
			return false
		}
	case "parquet":
		if !c.transferParquet(path, func(r *transferRow) { n++; visit(r) }) {
			return false
		}
	}
	if want := c.listed[path].Records; n != want {
		c.fault(Rule, path, "has %d records, %s says %d", n, manifestFile, want)
	}
	return true
}

// transferCSV reads lines by hand: no field of the books needs quoting.
func (c *checker) transferCSV(path string, visit func(*transferRow)) bool {
	f, err := os.Open(c.path(path))
	if err != nil {
		c.fault(Bad, path, "cannot be read: %v", err)
		return false
	}
	defer func() { _ = f.Close() }() // it was only read
	in := bufio.NewReaderSize(f, 1<<18)
	for n := 0; ; n++ {
		line, err := in.ReadString('\n')
		if errors.Is(err, io.EOF) && line == "" {
			if n == 0 {
				c.fault(Rule, path, "has no header line")
			}
			return n > 0
		}
		line, whole := strings.CutSuffix(line, "\n")
		if err != nil || !whole {
			c.fault(Rule, path, "line %d does not end with a line feed: the file was cut", n+1)
			return false
		}
		if n == 0 {
			if line != "id,at,from,to,amount,kind" {
				c.fault(Rule, path, "has the header %q", line)
				return false
			}
			continue
		}
		x := strings.Split(line, ",")
		if len(x) != 6 {
			c.fault(Rule, path, "line %d has %d fields, want 6", n+1, len(x))
			return false
		}
		visit(&transferRow{x[0], x[1], x[2], x[3], x[4], x[5]})
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
	if e.wanted[d.path+"#"+r.ID] {
		d.c.record(d.path, r.ID, at.UnixMilli())
	}
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
