package dataset_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/simulator/dataset"
)

// What a part that is apart has bound is not in memory, and is found in the
// journal by the run that wrote it and by the one that goes on from it.
func TestJournalApart(t *testing.T) {
	dir := t.TempDir()
	apart := func(part string) bool { return strings.HasPrefix(part, "books/") }
	key, about := [16]byte{1}, []byte("a world")
	open := func() (*dataset.Journal, map[string]*dataset.Writer) {
		t.Helper()
		w, err := dataset.Continue(dir)
		if err != nil {
			t.Fatal(err)
		}
		j, done, err := w.Journal("1-of-1", key, about, apart)
		if err != nil {
			t.Fatal(err)
		}
		return j, done
	}
	holds := func(j *dataset.Journal, part string, want map[string]dataset.Bound) {
		t.Helper()
		got, err := j.Bound(part)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", part, diff)
		}
	}
	want := map[string]map[string]dataset.Bound{}
	j, _ := open()
	for _, name := range []string{"books/0", "web/0", "books/1"} {
		part := dataset.NewWriter(dir)
		if _, err := part.Put(name+".csv", "x", []byte(name)); err != nil {
			t.Fatal(err)
		}
		bound := dataset.Bound{Records: []string{name + ".csv#1"}, VisibleFrom: int64(len(want))}
		want[name] = map[string]dataset.Bound{"thing:" + name: bound}
		part.Bind("thing:"+name, bound)
		if err := j.Done(name, part); err != nil {
			t.Fatal(err)
		}
		if _, held := part.Bound("thing:" + name); held == apart(name) {
			t.Errorf("%s: in memory: %v", name, held)
		}
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	again, done := open()
	for _, j := range []*dataset.Journal{j, again} {
		holds(j, "books/0", want["books/0"])
		holds(j, "books/1", want["books/1"])
		holds(j, "books/2", nil)
		holds(j, "web/0", nil) // that is in its part
	}
	if b, ok := done["web/0"].Bound("thing:web/0"); !ok || b.Records[0] != "web/0.csv#1" {
		t.Errorf("web/0 has forgotten what it bound: %v", b)
	}
	if _, held := done["books/1"].Bound("thing:books/1"); held || len(done["books/1"].Files()) != 1 {
		t.Error("books/1 is read into memory, or its files are not")
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, ".incomplete", "1-of-1.journal")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b[:len(b)/3], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := again.Bound("books/1"); err == nil {
		t.Error("an entry that is gone is no error")
	}
}
