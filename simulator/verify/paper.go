package verify

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	sheetsFile  = "paper/sheets.jsonl"
	entriesFile = "paper/entries.csv"
)

type sheetRow struct {
	ID          string  `json:"id"`
	Kind        string  `json:"kind"`
	Shop        string  `json:"shop"`
	Page        int     `json:"page"`
	File        string  `json:"file"`
	MIME        string  `json:"mime"`
	Width       int     `json:"width"`
	Height      int     `json:"height"`
	Bytes       int64   `json:"bytes"`
	SHA256      string  `json:"sha256"`
	VisibleFrom instant `json:"visible_from"`
}

// entryRow is one line of a shop's book.
type entryRow struct {
	id, sheet, shop, kind, number, other, who, to, code string
	at                                                  int64 // Unix milliseconds
	amount, fee                                         int64 // hundredths
}

var sumIn = regexp.MustCompile(`^(\d{1,12})\.(\d\d)$`)

// readPaper lays the books of the money shops side by side: what one has taken
// for another, the other has paid out, under the same number and code, later and
// to the same person; nobody settles more than he owes at that time.
func (c *checker) readPaper() {
	if !c.whole("paper") {
		return
	}
	sheets := map[string]*sheetRow{}
	rows(c, sheetsFile, func(_ int, s *sheetRow) {
		sheets[s.ID] = s
		c.record(sheetsFile, s.ID, s.VisibleFrom.ms)
		c.within(sheetsFile, s.ID, "visible_from", s.VisibleFrom, true)
		if s.Kind != "book" && s.Kind != "receipt" || (s.Kind == "book") != (s.Page > 0) {
			c.fault(Rule, sheetsFile, "%s: is a %q with page %d", s.ID, s.Kind, s.Page)
		}
		if f := c.listed[s.File]; f == nil || f.Bytes != s.Bytes || f.SHA256 != s.SHA256 {
			c.fault(Rule, sheetsFile, "%s: %s is not in the dataset with these bytes", s.ID, s.File)
			return
		}
		c.checkJPEG(s.File, s.MIME, s.Width, s.Height)
	})
	var book []entryRow
	for _, r := range c.csvFile(entriesFile, "id", "sheet", "shop", "at", "entry", "number", "other", "name", "to", "code", "amount", "fee") {
		e, err := entryOf(r)
		if err != nil {
			c.fault(Rule, entriesFile, "%s: %v", r["id"], err)
			continue
		}
		if s := sheets[e.sheet]; s == nil || s.Kind != "book" || s.Shop != e.shop {
			c.fault(Rule, entriesFile, "%s: stands on %q, which is no page of %s", e.id, e.sheet, e.shop)
		} else if s.VisibleFrom.ms < e.at {
			c.fault(Rule, entriesFile, "%s: is written after its page is said to be whole", e.id)
		}
		c.record(entriesFile, e.id, e.at)
		book = append(book, e)
	}
	c.matchOrders(book)
	c.net(book)
}

func entryOf(r map[string]string) (e entryRow, err error) {
	at, err := time.Parse(time.RFC3339, r["at"])
	if err != nil || !strings.HasSuffix(r["at"], ":00Z") {
		return e, fmt.Errorf("%q is no minute in UTC", r["at"])
	}
	e = entryRow{id: r["id"], sheet: r["sheet"], shop: r["shop"], kind: r["entry"], number: r["number"], other: r["other"], who: r["name"], to: r["to"], code: r["code"], at: at.UnixMilli()}
	for what, to := range map[string]*int64{"amount": &e.amount, "fee": &e.fee} {
		m := sumIn.FindStringSubmatch(r[what])
		if m == nil {
			return e, fmt.Errorf("%s %q is no sum", what, r[what])
		}
		if *to, err = strconv.ParseInt(m[1]+m[2], 10, 64); err != nil {
			return e, err
		}
	}
	if !slices.Contains([]string{"IN", "OUT", "BACK", "GAVE", "GOT"}, e.kind) || e.amount == 0 || e.shop == e.other {
		return e, fmt.Errorf("entry %q over %d between %q and %q", e.kind, e.amount, e.shop, e.other)
	}
	return e, nil
}

// matchOrders finds the order behind every payment: the shop that took it, its number there.
func (c *checker) matchOrders(book []entryRow) {
	type order struct{ shop, number string }
	taken, ended := map[order]entryRow{}, map[order]string{}
	for _, e := range book {
		if e.kind != "IN" {
			continue
		}
		k := order{e.shop, e.number}
		if _, twice := taken[k]; twice {
			c.fault(Rule, entriesFile, "%s: %s has two orders of the number %s", e.id, e.shop, e.number)
		}
		taken[k] = e
	}
	for _, e := range book {
		k := order{e.shop, e.number}
		if e.kind == "OUT" {
			k.shop = e.other
		} else if e.kind != "BACK" {
			continue
		}
		in, ok := taken[k]
		switch {
		case !ok:
			c.fault(Rule, entriesFile, "%s: pays order %s of %s, which never took it", e.id, e.number, k.shop)
		case ended[k] != "":
			c.fault(Rule, entriesFile, "%s: ends order %s of %s, which %s has ended", e.id, e.number, k.shop, ended[k])
		case in.amount != e.amount || in.code != e.code:
			c.fault(Rule, entriesFile, "%s: moves %d under code %q, the order was %d under %q", e.id, e.amount, e.code, in.amount, in.code)
		case e.at < in.at:
			c.fault(Rule, entriesFile, "%s: is paid before the money is given", e.id)
		case e.kind == "OUT" && (in.other != e.shop || in.to != e.who), e.kind == "BACK" && in.who != e.who:
			c.fault(Rule, entriesFile, "%s: goes to %s at %s, the order was for %s at %s", e.id, e.who, e.shop, in.to, in.other)
		}
		ended[k] = e.id
	}
}

// net replays payments and settlements of each pair of shops. Every settlement
// stands in both books.
func (c *checker) net(book []entryRow) {
	type pair struct{ debtor, creditor string }
	type given struct {
		pair
		at, amount int64
		how        string
	}
	owed, got := map[pair]int64{}, map[given]int{}
	for _, e := range book {
		if e.kind == "GOT" {
			got[given{pair{e.other, e.shop}, e.at, e.amount, e.who}]++
		}
	}
	order := slices.Clone(book)
	slices.SortStableFunc(order, func(a, b entryRow) int { // books know minutes: within one, payments come first
		return cmp.Or(cmp.Compare(a.at, b.at), strings.Compare(b.kind, a.kind))
	})
	for _, e := range order {
		switch e.kind {
		case "OUT": // who took the order owes who pays it out
			owed[pair{e.other, e.shop}] += e.amount
			owed[pair{e.shop, e.other}] -= e.amount
		case "GAVE":
			k := given{pair{e.shop, e.other}, e.at, e.amount, e.who}
			if got[k]--; got[k] < 0 {
				c.fault(Rule, entriesFile, "%s: %s gave %d to %s, whose book does not say so", e.id, e.shop, e.amount, e.other)
			}
			if owed[k.pair] -= e.amount; owed[k.pair] < 0 {
				c.fault(Rule, entriesFile, "%s: %s settles %d more with %s than it owes", e.id, e.shop, -owed[k.pair], e.other)
			}
			owed[pair{e.other, e.shop}] += e.amount
		}
	}
	for k, n := range got {
		if n > 0 {
			c.fault(Rule, entriesFile, "%s got %d from %s, whose book does not say so", k.creditor, k.amount, k.debtor)
		}
	}
}
