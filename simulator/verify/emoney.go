package verify

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The books of Zefir Pay: emoney/accounts/<block>.csv and, for each day and
// block, emoney/transfers/<day>-<block>.<format>.
var (
	emoneyAccounts = regexp.MustCompile(`^emoney/accounts/(\d{3,5})\.csv$`)
	zefirNumber    = regexp.MustCompile(`^ZZ\d{2}ZEFI\d{10}$`)
)

// emoney is the books while they are read: who holds what.
type emoney struct {
	number   map[string]int32 // account number: place in the slices below
	holder   []byte           // 'p'erson, 'b'usiness, 'i'nstitution
	block    []int32
	balance  []int64
	overdraw []bool          // said already
	wanted   map[string]bool // records that the truth proves something with
}

func (e *emoney) known(number string) bool { _, ok := e.number[number]; return ok }

// dayFile is the books of one block on one day.
type dayFile struct {
	day   string
	block int
	files tableFiles
}

func (c *checker) readEmoney() {
	if !c.whole("emoney") {
		return
	}
	e := &emoney{number: map[string]int32{}, wanted: c.wanted("emoney/")}
	c.emoney = e
	blocks := map[int]bool{}
	parts, others := transfers.sort(c.bodies("emoney"))
	for _, f := range others {
		if m := emoneyAccounts.FindStringSubmatch(f.Path); m != nil {
			b, _ := strconv.Atoi(m[1]) // digits
			blocks[b] = true
			c.emoneyAccounts(e, f.Path, b)
		} else {
			c.fault(Rule, f.Path, "is no file that the books of an e-money institution have")
		}
	}
	var days []*dayFile
	for _, files := range parts {
		m := transfers.name.FindStringSubmatch(files.first())
		b, _ := strconv.Atoi(m[2]) // digits
		days = append(days, &dayFile{m[1], b, files})
	}
	c.emoneyDays(e, blocks, days)
}

// emoneyDays reads the transfers in order of days. Within a day the blocks'
// files stand beside each other: what one block receives from another only adds,
// so any order of them must be free of overdrafts; it is the order of numbers.
func (c *checker) emoneyDays(e *emoney, blocks map[int]bool, list []*dayFile) {
	slices.SortFunc(list, func(a, b *dayFile) int {
		if a.day != b.day {
			return strings.Compare(a.day, b.day)
		}
		return a.block - b.block
	})
	c.emoneyGaps(blocks, list)
	var before int64
	for _, v := range e.balance {
		before += v
	}
	for _, d := range list {
		if c.ctx.Err() != nil {
			return
		}
		if !blocks[d.block] {
			c.fault(Rule, d.files.first(), "is of block %d, whose accounts are not there", d.block)
			continue
		}
		c.emoneyDay(e, d)
	}
	for _, v := range e.balance {
		before -= v
	}
	if before != 0 && len(list) > 0 {
		c.fault(Rule, list[len(list)-1].files.first(), "at the end %d hundredths are missing from what all accounts held", before)
	}
}

// emoneyGaps wants every day from the start of the clock on, with every block, in the same formats.
func (c *checker) emoneyGaps(blocks map[int]bool, list []*dayFile) {
	if len(list) == 0 || len(blocks) == 0 {
		c.fault(Missing, "emoney", "the books have %d blocks of accounts and %d files of transfers", len(blocks), len(list))
		return
	}
	at := c.m.Clock.Start.UTC()
	var files []tableFiles
	for i, d := range list {
		if want := at.AddDate(0, 0, i/len(blocks)).Format(time.DateOnly); d.day != want {
			c.fault(Missing, d.files.first(), "follows a gap: the books want a file for each block and day, here of %s", want)
			return
		}
		files = append(files, d.files)
	}
	if !c.sameFormats(files) {
		return
	}
	if len(list)%len(blocks) != 0 {
		c.fault(Missing, list[len(list)-1].files.first(), "is the last file, but %d blocks do not share %d files", len(blocks), len(list))
	}
}

func (c *checker) emoneyAccounts(e *emoney, path string, block int) {
	institutions := 0
	for n, r := range c.csvFile(path, "account", "holder", "opened", "balance") {
		bad := func(format string, args ...any) {
			c.fault(Rule, path, fmt.Sprintf("row %d: ", n+1)+format, args...)
		}
		number := r["account"]
		if !zefirNumber.MatchString(number) || mod97(number) != 1 {
			bad("%q is no account number: ZZ, check digits of ISO 7064, ZEFI, ten digits", number)
		}
		if e.known(number) {
			bad("account %s is there twice", number)
			continue
		}
		switch r["holder"] {
		case "person", "business":
		case "institution":
			institutions++
		default:
			bad("holder %q is no person, business or institution", r["holder"])
			continue
		}
		if t, err := time.Parse(time.DateOnly, r["opened"]); err != nil || t.After(c.m.Clock.Start) {
			bad("opened %q is no day before the books begin", r["opened"])
		}
		balance, ok := kronor(r["balance"])
		if !ok {
			bad("balance %q is no amount", r["balance"])
		}
		if e.wanted[path+"#"+number] {
			c.record(path, number, c.m.Clock.Start.UnixMilli())
		}
		e.number[number] = int32(len(e.balance))
		e.holder, e.block = append(e.holder, r["holder"][0]), append(e.block, int32(block))
		e.balance, e.overdraw = append(e.balance, balance), append(e.overdraw, false)
	}
	if institutions != 1 {
		c.fault(Rule, path, "has %d accounts of the institution, want 1", institutions)
	}
}

// kronor reads an amount with two places, without sign or spare noughts.
func kronor(s string) (int64, bool) {
	dot := len(s) - 3
	if dot < 1 || s[dot] != '.' || dot > 1 && s[0] == '0' || dot > 15 {
		return 0, false
	}
	var v int64
	for i := range len(s) {
		switch {
		case i == dot:
		case s[i] >= '0' && s[i] <= '9':
			v = 10*v + int64(s[i]-'0')
		default:
			return 0, false
		}
	}
	return v, true
}

// mod97 is the remainder that ISO 13616 wants to be 1: the first four characters
// at the end, letters as 10 to 35.
func mod97(s string) int {
	rest := 0
	for i := range len(s) {
		switch ch := s[(i+4)%len(s)]; {
		case ch >= '0' && ch <= '9':
			rest = (rest*10 + int(ch-'0')) % 97
		case ch >= 'A' && ch <= 'Z':
			rest = (rest*100 + int(ch-'A') + 10) % 97
		default:
			return -1
		}
	}
	return rest
}

// wanted lists the records below a folder that the truth names, so that tables of
// any size are read without remembering every row. Without a key: none.
func (c *checker) wanted(prefix string) map[string]bool {
	out := map[string]bool{}
	if c.key == nil {
		return out
	}
	plain, err := c.key.read(c.path(truthFile))
	if err != nil {
		return out // seal says so
	}
	for line := range strings.Lines(string(plain)) {
		var f struct {
			Subject string   `json:"subject"` // of a label: a record
			Proof   []string `json:"proof"`
		}
		if json.Unmarshal([]byte(line), &f) != nil {
			continue
		}
		for _, p := range append([]string{f.Subject}, f.Proof...) {
			if strings.HasPrefix(p, prefix) {
				out[p] = true
			}
		}
	}
	return out
}
