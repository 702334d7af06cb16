package dataset_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/simulator/dataset"
)

func TestFinishAndOpen(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "set")
	w, err := dataset.Begin(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := dataset.Open(dir); err == nil || !strings.Contains(err.Error(), "never finished") {
		t.Errorf("an unfinished dataset opens: %v", err)
	}
	f, err := w.Create("z/rows.jsonl", "z", "dig")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		if err := f.JSON(map[string]int{"n": i}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Put("a.txt", "a", []byte("abc")); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Finish(dataset.Manifest{Scenario: "s", Variant: "v", Scale: 250}); err != nil {
		t.Fatal(err)
	}
	d, err := dataset.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := []dataset.FileInfo{ // digests: sha256sum of the same bytes
		{Path: "a.txt", Bytes: 3, SHA256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Surface: "a", Records: 1, Tools: []string{}},
		{Path: "z/rows.jsonl", Bytes: 24, SHA256: "e2d0e532d5de6ef9153c4e463874efbbf2b854c1b92e6fb5e4179003781d076f", Surface: "z", Records: 3, Tools: []string{"dig"}},
	}
	if diff := cmp.Diff(want, d.Manifest.Files); diff != "" {
		t.Error(diff)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 3 {
		t.Errorf("%v %v: want a.txt, manifest.json and z alone", entries, err)
	}
	if _, err := d.File("../../etc/passwd"); err == nil {
		t.Error("a path led out of the dataset")
	}
}

// An unfinished dataset is written over, anything else is not.
func TestBegin(t *testing.T) {
	dir := t.TempDir()
	w, err := dataset.Begin(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Put("half/rows.csv", "half", []byte("x")); err != nil {
		t.Fatal(err)
	}
	if _, err = dataset.Begin(dir); err != nil {
		t.Fatalf("over an unfinished one: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "half")); !os.IsNotExist(err) {
		t.Error("rows of the unfinished run are still there")
	}
	if err := os.Remove(filepath.Join(dir, ".incomplete")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "manifest.json"), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	var full *dataset.NotEmptyError
	if _, err := dataset.Begin(dir); !errors.As(err, &full) {
		t.Errorf("over a finished one: %v", err)
	}
	if _, err := dataset.Open(dir); err == nil || !strings.Contains(err.Error(), "format 0") {
		t.Errorf("a manifest of another format: %v", err)
	}
}

func TestScale(t *testing.T) {
	for text, want := range map[string]dataset.Scale{"1": 1000, "0.25": 250, "12.5": 12500, "0.001": 1, "100": 100000} {
		s, err := dataset.ParseScale(text)
		if err != nil || s != want {
			t.Errorf("%s: %d, %v", text, s, err)
		}
		b, err := json.Marshal(s)
		if err != nil || string(b) != text {
			t.Errorf("%s is written as %s, %v", text, b, err)
		}
	}
	for _, text := range []string{"", "0", "-1", "1.2345", "x", "1.", ".5", "1e3", "99999999"} {
		if s, err := dataset.ParseScale(text); err == nil {
			t.Errorf("%q is read as %d", text, s)
		}
	}
}

// A dataset is begun, filled and finished; until then it has no manifest.
func ExampleBegin() {
	dir, err := os.MkdirTemp("", "dataset")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()
	w, err := dataset.Begin(dir)
	if err != nil {
		fmt.Println(err)
		return
	}
	info, err := w.Put("case/note.txt", "case", []byte("abc"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(info.Bytes, info.SHA256[:8])
	// Output: 3 ba7816bf
}
