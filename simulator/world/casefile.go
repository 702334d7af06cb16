package world

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Row names a row of the table, from 0.
func (t Table) Row(i int) Ref { return Ref(fmt.Sprintf("row:%s/%d", t.Name, i+1)) }

// CSV is the table as its file holds it (RFC 4180, with a header line). A text
// that goes with a table can so name the digest of the file.
func (t Table) CSV() []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(t.Columns) // a buffer takes everything
	_ = w.WriteAll(t.Rows)
	return b.Bytes()
}

// SHA256 is the digest of the table's file in hexadecimal digits.
func (t Table) SHA256() string {
	sum := sha256.Sum256(t.CSV())
	return hex.EncodeToString(sum[:])
}

// Handed says whether anything is handed over at all.
func (c Case) Handed() bool { return len(c.Posts)+len(c.Tables)+len(c.Papers) > 0 }

var (
	caseName   = regexp.MustCompile(`^[a-z][a-z0-9-]{0,40}$`)
	columnName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,40}$`)
	// ownCaseFiles are those that the surface makes of posts, pictures and accounts.
	ownCaseFiles = []string{"posts", "media", "labelset", "accounts", "codebook"}
)

// caseFile wants every table and text that is handed over to have a file of its
// own, and every table to be one.
func (v *validator) caseFile() {
	c, files := v.w.Case, map[string]bool{}
	name := func(of Ref, name, file string) {
		if !caseName.MatchString(name) || slices.Contains(ownCaseFiles, name) || strings.HasPrefix(name, "movement-") {
			v.fail("%s: the name %q is taken, or is not of small letters, digits and -", of, name)
		}
		if files[file] {
			v.fail("%s: there are two files %s", of, file)
		}
		files[file] = true
	}
	for _, t := range c.Tables {
		name(t.Ref, t.Name, t.Name+".csv")
		for i, col := range t.Columns {
			if !columnName.MatchString(col) || slices.Contains(t.Columns[:i], col) {
				v.fail("%s: column %q is there twice, or is not of small letters, digits and _", t.Ref, col)
			}
		}
		if len(t.Columns) == 0 || len(t.Rows) == 0 {
			v.fail("%s: has %d columns and %d rows, want at least one of each", t.Ref, len(t.Columns), len(t.Rows))
		}
		for i, r := range t.Rows {
			if len(r) != len(t.Columns) {
				v.fail("%s: has %d cells, want %d", t.Row(i), len(r), len(t.Columns))
			}
		}
		if len(t.Causes) > 0 && len(t.Causes) != len(t.Rows) {
			v.fail("%s: has %d rows and %d causes", t.Ref, len(t.Rows), len(t.Causes))
		}
		for i, cause := range t.Causes {
			v.know(t.Row(i), Ref(cause.Cause))
		}
	}
	for _, p := range c.Papers {
		name(p.Ref, p.Name, p.Name+".txt")
		if p.Text == "" {
			v.fail("%s: holds no text", p.Ref)
		}
	}
	for _, r := range slices.Concat(c.Posts, c.Media, c.Labels, c.Accounts) {
		v.know("case", r)
	}
}
