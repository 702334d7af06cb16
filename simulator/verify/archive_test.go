package verify_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/osint-radar/academy/simulator/verify"
)

// members unpacks a WARC into its records.
func members(t *testing.T, b []byte) (records [][]byte) {
	t.Helper()
	for in := bytes.NewReader(b); in.Len() > 0; {
		z, err := gzip.NewReader(in)
		if err != nil {
			t.Fatal(err)
		}
		z.Multistream(false)
		record, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, record)
	}
	return records
}

// warcOf packs records again, really compressed this time.
func warcOf(t *testing.T, records [][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, r := range records {
		z := gzip.NewWriter(&b)
		if _, err := z.Write(r); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// waczOf changes the files of a WACZ by name.
func waczOf(t *testing.T, b []byte, method uint16, change func(name string, body []byte) []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		file, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: method})
		if err == nil {
			_, err = file.Write(change(f.Name, body))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// brokenArchives tells one lie in the archive of each site, all in one reading.
func brokenArchives(t *testing.T, dir string, _ []byte) {
	replace := func(n int, old, new string) func([]byte) []byte {
		return func(b []byte) []byte {
			list := members(t, b)
			if !bytes.Contains(list[n], []byte(old)) {
				t.Fatalf("no %q in record %d:\n%.900s", old, n, list[n])
			}
			list[n] = bytes.Replace(list[n], []byte(old), []byte(new), 1)
			return warcOf(t, list)
		}
	}
	in := func(file, old, new string) func([]byte) []byte {
		return func(b []byte) []byte {
			return waczOf(t, b, zip.Store, func(name string, body []byte) []byte {
				if name == file {
					return bytes.Replace(body, []byte(old), []byte(new), 1)
				}
				return body
			})
		}
	}
	lies := []struct {
		name, end string
		edit      func([]byte) []byte
		says      string
	}{
		{"another payload", ".warc.gz", replace(1, "SYNTHETIC TRAINING DATA\">", "SYNTHETIC TRAINING LORE\">"), "the payload of"},
		{"another length", ".warc.gz", replace(1, "Content-Length: ", "Content-Length: 1"), "its Content-Length is 1"},
		{"an HTTP length", ".warc.gz", replace(1, "OK\r\nContent-Length: ", "OK\r\nContent-Measure:"), "says its length is"},
		{"no label", ".warc.gz", replace(0, "SYNTHETIC", "AUTHENTIC"), "does not bear the label"},
		{"another time", ".warc.gz", replace(1, "WARC-Date: 2", "WARC-Date: 1"), "0 times"},
		{"after the clock", ".warc.gz", replace(1, "WARC-Date: 2", "WARC-Date: 3"), "after the end of the clock"},
		{"another host", ".warc.gz", replace(1, "WARC-Target-URI: http://", "WARC-Target-URI: http://x"), "is no response of"},
		{"an older version", ".warc.gz", replace(1, "WARC/1.1", "WARC/0.9"), "does not begin with WARC/1.1"},
		{"no UUID", ".warc.gz", replace(1, "<urn:uuid:", "<urn:uuid:0"), "is no UUID"},
		{"a record too few", ".warc.gz", func(b []byte) []byte { l := members(t, b); return warcOf(t, l[:len(l)-1]) }, "0 times"},
		{"a record twice", ".warc.gz", func(b []byte) []byte { l := members(t, b); return warcOf(t, append(l, l[1])) }, "there twice"},
		{"two records in a member", ".warc.gz", func(b []byte) []byte {
			l := members(t, b)
			return warcOf(t, append([][]byte{l[0], slices.Concat(l[1], l[2])}, l[3:]...))
		}, "its Content-Length is"},
		{"a file cut", ".warc.gz", func(b []byte) []byte { return b[:len(b)-9] }, "unexpected EOF"},
		{"a real host", ".warc.gz", replace(0, "OSINT RADAR", "x police.eu"), `host name "police.eu"`},
		{"compressed again", ".wacz", func(b []byte) []byte {
			return waczOf(t, b, zip.Deflate, func(_ string, body []byte) []byte { return body })
		}, "is compressed"},
		{"another manifest", ".wacz", in("datapackage.json", `"title"`, `"Title"`), "does not fit datapackage.json"},
		{"another index", ".wacz", in("indexes/index.cdx", `"status":"200"`, `"status":"404"`), "is not the file that datapackage.json names"},
		{"no ZIP", ".wacz", func(b []byte) []byte { return b[:len(b)/2] }, "zip:"},
	}
	found, err := filepath.Glob(filepath.Join(dir, "web", "archive", "*.wacz"))
	if err != nil || len(found) < len(lies)+1 {
		t.Fatalf("%d archives: %v", len(found), err)
	}
	path := func(i int, end string) string {
		return "web/archive/" + strings.TrimSuffix(filepath.Base(found[i]), ".wacz") + end
	}
	for i, l := range lies {
		edit(t, dir, path(i, l.end), l.edit)
		resign(t, dir, path(i, l.end))
	}
	last := path(len(lies), ".wacz") // a WACZ of another site
	body, err := os.ReadFile(found[len(lies)-2])
	if err != nil {
		t.Fatal(err)
	}
	edit(t, dir, last, func([]byte) []byte { return body })
	resign(t, dir, last)
	r := check(t, dir, nil)
	for i, l := range lies {
		if !slices.ContainsFunc(r.Faults, func(f verify.Fault) bool {
			return f.Kind == verify.Rule && f.Path == path(i, l.end) && strings.Contains(f.Reason, l.says)
		}) {
			t.Errorf("%s: nothing says %q of %s", l.name, l.says, path(i, l.end))
		}
	}
	if !names(r, verify.Rule, last) {
		t.Errorf("another site's WACZ passes")
	}
	if t.Failed() {
		t.Log(r.Faults)
	}
}
