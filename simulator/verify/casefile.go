package verify

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	casePostsFile = "case/posts.csv"
	caseMediaFile = "case/media.csv"
	caseLabelFile = "case/labelset.csv"
	caseAccounts  = "case/accounts.csv"
	caseWordsFile = "case/codebook.csv"
)

// caseFile is what later checks need of the folder that is handed over.
type caseFile struct {
	posts  map[string]string // number: record
	media  map[string]string // number: media id, "" where it is not known
	labels map[string]bool   // records of the labelling set
}

// csvFile reads a table with a header line; each row becomes a map by column. A
// case file need not have every table.
func (c *checker) csvFile(path string, columns ...string) []map[string]string {
	if c.listed[path] == nil {
		return nil
	}
	b, ok := c.open(path)
	if !ok {
		return nil
	}
	r := csv.NewReader(bytes.NewReader(b))
	all, err := r.ReadAll()
	if err != nil || len(all) == 0 {
		c.fault(Rule, path, "is no CSV with a header line: %v", err)
		return nil
	}
	for _, col := range columns {
		if !slices.Contains(all[0], col) {
			c.fault(Rule, path, "has no column %q; it has %s", col, strings.Join(all[0], ", "))
			return nil
		}
	}
	var out []map[string]string
	for _, row := range all[1:] {
		m := map[string]string{}
		for i, col := range all[0] {
			m[col] = row[i]
		}
		out = append(out, m)
	}
	if int64(len(out)) != c.listed[path].Records {
		c.fault(Rule, path, "has %d records, %s says %d", len(out), manifestFile, c.listed[path].Records)
	}
	return out
}

func (c *checker) readCase() {
	if !c.whole("case") {
		return
	}
	f := &caseFile{posts: map[string]string{}, media: map[string]string{}, labels: map[string]bool{}}
	start := c.m.Clock.Start.UnixMilli()
	for i, r := range c.csvFile(casePostsFile, "number", "record", "url", "account", "created_at") {
		c.record(casePostsFile, r["number"], start)
		if r["number"] != strconv.Itoa(i+1) {
			c.fault(Rule, casePostsFile, "row %d has the number %q", i+1, r["number"])
		}
		f.posts[r["number"]] = r["record"]
		c.checkCasePost(r)
	}
	for i, r := range c.csvFile(caseMediaFile, "number", "post", "url") {
		c.record(caseMediaFile, r["number"], start)
		if r["number"] != strconv.Itoa(i+1) {
			c.fault(Rule, caseMediaFile, "row %d has the number %q", i+1, r["number"])
		}
		f.media[r["number"]] = c.checkCaseMedia(f, r)
	}
	known := c.handedOver(start)
	for _, record := range f.posts {
		known[record] = true
	}
	for i, r := range c.csvFile(caseLabelFile, "record") {
		c.record(caseLabelFile, strconv.Itoa(i+1), start)
		if !known[r["record"]] || f.labels[r["record"]] {
			c.fault(Rule, caseLabelFile, "row %d: %s is no record of the case file, or is there twice", i+1, r["record"])
		}
		f.labels[r["record"]] = true
	}
	for i, r := range c.csvFile(caseAccounts, "handle") {
		c.record(caseAccounts, strconv.Itoa(i+1), start)
		if h := strings.TrimPrefix(r["handle"], "@"); c.blog != nil && c.byHandle(h) == nil {
			c.fault(Rule, caseAccounts, "row %d: there is no account %s", i+1, r["handle"])
		}
	}
	categories := []string{"activity", "transport", "place", "price", "guarantee", "urgency"}
	for i, r := range c.csvFile(caseWordsFile, "word", "category", "lang") {
		c.record(caseWordsFile, strconv.Itoa(i+1), start)
		if r["word"] == "" || !slices.Contains(categories, r["category"]) {
			c.fault(Rule, caseWordsFile, "row %d: category %q is none of %s", i+1, r["category"], strings.Join(categories, ", "))
		}
	}
	c.caseFile = f
}

// handedOver reads the tables and texts beside the posts and returns the rows
// that can be labelled.
func (c *checker) handedOver(start int64) map[string]bool {
	known := map[string]bool{}
	for _, r := range c.m.Files {
		switch {
		case r.Surface != "case" || slices.Contains([]string{casePostsFile, caseMediaFile, caseLabelFile, caseAccounts, caseWordsFile}, r.Path):
		case strings.HasSuffix(r.Path, ".csv"):
			for i := range c.csvFile(r.Path) {
				c.record(r.Path, strconv.Itoa(i+1), start)
				known[r.Path+"#"+strconv.Itoa(i+1)] = true
			}
		case strings.HasSuffix(r.Path, ".txt"):
			c.record(r.Path, "1", start)
			if b, ok := c.open(r.Path); ok && (!utf8.Valid(b) || !bytes.Contains(b, []byte("SYNTHETIC"))) {
				c.fault(Rule, r.Path, "is no UTF-8 text that says that it is synthetic")
			}
		default:
			c.fault(Rule, r.Path, "is neither a table nor a text")
		}
	}
	return known
}

func (c *checker) byHandle(handle string) *accountRow {
	for _, a := range c.blog.accounts {
		if a.Handle == handle {
			return a
		}
	}
	return nil
}

// checkCasePost holds a row against the status it names.
func (c *checker) checkCasePost(r map[string]string) {
	if c.blog == nil {
		return
	}
	bad := func(format string, args ...any) {
		c.fault(Rule, casePostsFile, r["number"]+": "+format, args...)
	}
	id, ok := strings.CutPrefix(r["record"], statusesFile+"#")
	s := c.blog.statuses[id]
	if !ok || s == nil {
		bad("record %q is no status", r["record"])
		return
	}
	a := c.blog.accounts[s.AccountID]
	if a == nil {
		return
	}
	if r["account"] != "@"+a.Handle || r["url"] != "http://chatterly.test/@"+a.Handle+"/"+id {
		bad("account %s or url %s is not that of the status", r["account"], r["url"])
	}
	var at instant
	if err := at.UnmarshalJSON([]byte(strconv.Quote(r["created_at"]))); err != nil || at.ms/1000 != s.CreatedAt.ms/1000 {
		bad("created_at %s, the status says %s", r["created_at"], s.CreatedAt)
	}
}

// checkCaseMedia holds a row against the post that carries it and returns the media id.
func (c *checker) checkCaseMedia(f *caseFile, r map[string]string) string {
	record, ok := f.posts[r["post"]]
	if !ok {
		c.fault(Rule, caseMediaFile, "%s: there is no post number %q", r["number"], r["post"])
		return ""
	}
	if c.blog == nil {
		return ""
	}
	s := c.blog.statuses[strings.TrimPrefix(record, statusesFile+"#")]
	if s == nil {
		return ""
	}
	for _, id := range s.Media {
		if m := c.blog.media[id]; m != nil && strings.HasSuffix(r["url"], strings.TrimPrefix(m.File, "microblog")) {
			return id
		}
	}
	c.fault(Rule, caseMediaFile, "%s: post %s carries no picture at %s", r["number"], r["post"], r["url"])
	return ""
}

// crossCheck holds surfaces against each other.
func (c *checker) crossCheck() {
	if c.web == nil || c.infra == nil {
		return
	}
	for host, from := range c.web.from {
		if !c.infra.resolves(host, from) {
			c.fault(Rule, sitesFile, "%s has a page from %s on, but no address then", host, instant{from, true})
		}
	}
}
