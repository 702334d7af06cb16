package web_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/toolbin"
)

// archivesAreRead: warcio checks every digest of every WARC; cdxj-indexer makes
// the index of each anew, which must be the one in the WACZ; wacz validates.
func archivesAreRead(t *testing.T, r result) {
	warcio, indexer, wacz := toolbin.Find(t, "warcio"), toolbin.Find(t, "cdxj-indexer"), toolbin.Find(t, "wacz")
	list, err := filepath.Glob(filepath.Join(r.dir, "web", "archive", "*.warc.gz"))
	if err != nil || len(list) != len(r.sites) {
		t.Fatalf("%d archives of %d sites: %v", len(list), len(r.sites), err)
	}
	out, err := exec.CommandContext(t.Context(), warcio, append([]string{"check", "-v"}, list...)...).CombinedOutput()
	passed, unchecked := bytes.Count(out, []byte("digest pass")), bytes.Count(out, []byte("no digest to check"))
	if err != nil || passed != len(r.pages) || unchecked != len(list) {
		t.Errorf("warcio: %d digests hold of %d, %d records have none (the first of each of %d): %v\n%.2000s", passed, len(r.pages), unchecked, len(list), err, out)
	}
	fresh, err := exec.CommandContext(t.Context(), indexer, append([]string{"--sort"}, list...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	var ours []byte
	for i, file := range list {
		packed := strings.TrimSuffix(file, ".warc.gz") + ".wacz"
		ours = append(ours, inside(t, packed, "indexes/index.cdx")...)
		if i%20 == 0 {
			if out, err := exec.CommandContext(t.Context(), wacz, "validate", "-f", packed).CombinedOutput(); err != nil || !bytes.Contains(out, []byte("Validation succeeded")) {
				t.Errorf("wacz validate: %v %s", err, out)
			}
		}
	}
	if got, want := cdxLines(t, ours), cdxLines(t, fresh); !slices.Equal(got, want) {
		t.Errorf("the indexes have %d lines, cdxj-indexer makes %d; first %v and %v", len(got), len(want), got[0], want[0])
	}
}

// inside reads a file of a ZIP.
func inside(t *testing.T, path, name string) []byte {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = z.Close() }()
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// cdxLines brings an index's JSON to one form.
func cdxLines(t *testing.T, b []byte) (out []string) {
	t.Helper()
	for line := range strings.Lines(string(b)) {
		head, fields, _ := strings.Cut(line, "{")
		var f map[string]string
		if err := json.Unmarshal([]byte("{"+fields), &f); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		one, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, head+string(one))
	}
	slices.Sort(out)
	return out
}
