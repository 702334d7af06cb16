package casefile_test

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/surface/casefile"
	"github.com/osint-radar/academy/simulator/world"
)

// small is a case of two posts, one with two pictures.
func small() *world.World {
	at := time.Date(2026, 3, 1, 9, 5, 7, 120_000_000, time.UTC)
	return &world.World{
		Accounts: []world.Account{{Ref: "account:a", Handle: "anna", DisplayName: `Anna, "the first"`}, {Ref: "account:b", Handle: "bo"}},
		Posts: []world.Post{
			{Ref: "post:1", ID: "11", Account: "account:a", At: at, Images: []world.Ref{"image:x", "image:y"}},
			{Ref: "post:2", ID: "12", Account: "account:b", At: at.Add(time.Hour)},
		},
		Images:  []world.Image{{Ref: "image:x", ID: "21"}, {Ref: "image:y", ID: "22"}},
		Lexicon: []world.CodeWord{{Word: "kettle", Category: "transport", Lang: "mul"}},
		Case: world.Case{
			Posts: []world.Ref{"post:2", "post:1"}, Media: []world.Ref{"image:x", "image:y"}, Labels: []world.Ref{"post:1"}, Accounts: []world.Ref{"account:b", "account:a"},
		},
	}
}

func TestEmit(t *testing.T) {
	dir := t.TempDir()
	out := dataset.NewWriter(dir)
	if err := (casefile.Surface{}).Emit(context.Background(), small(), 0, out); err != nil {
		t.Fatal(err)
	}
	want := map[string][][]string{
		"posts": {
			{"number", "record", "url", "account", "created_at"},
			{"1", "microblog/statuses.jsonl#12", "http://chatterly.test/@bo/12", "@bo", "2026-03-01T10:05:07.120Z"},
			{"2", "microblog/statuses.jsonl#11", "http://chatterly.test/@anna/11", "@anna", "2026-03-01T09:05:07.120Z"},
		},
		"media":    {{"number", "post", "url"}, {"1", "2", "http://chatterly.test/media/21.jpg"}, {"2", "2", "http://chatterly.test/media/22.jpg"}},
		"labelset": {{"number", "record"}, {"2", "microblog/statuses.jsonl#11"}},
		"accounts": {{"handle", "url", "display_name"}, {"@bo", "http://chatterly.test/@bo", ""}, {"@anna", "http://chatterly.test/@anna", `Anna, "the first"`}},
		"codebook": {{"word", "category", "lang"}, {"kettle", "transport", "mul"}},
	}
	for name, rows := range want {
		f, err := os.Open(filepath.Join(dir, "case", name+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		got, err := csv.NewReader(f).ReadAll()
		if cerr := f.Close(); err != nil || cerr != nil {
			t.Fatal(err, cerr)
		}
		if diff := cmp.Diff(rows, got); diff != "" {
			t.Errorf("%s.csv: %s", name, diff)
		}
	}
	for _, f := range out.Files() {
		name := strings.TrimSuffix(filepath.Base(f.Path), ".csv")
		if f.Records != int64(len(want[name])-1) {
			t.Errorf("%s: the manifest counts %s records, want %d", f.Path, strconv.FormatInt(f.Records, 10), len(want[name])-1)
		}
	}
}

// A text can name the digest of a table before the table is written.
func TestTableDigest(t *testing.T) {
	w := small()
	table := world.Table{Ref: "table:notes", Name: "notes", Columns: []string{"at", "says"}, Rows: [][]string{{"1", `so, "well"`}, {"2", "two\nlines"}}}
	w.Case.Tables = []world.Table{table}
	out := dataset.NewWriter(t.TempDir())
	if err := (casefile.Surface{}).Emit(context.Background(), w, 0, out); err != nil {
		t.Fatal(err)
	}
	if b, ok := out.Bound("table:notes"); !ok || b.SHA256 != table.SHA256() {
		t.Errorf("the file has the digest %s, the table says %s", b.SHA256, table.SHA256())
	}
}

func TestEmitRefuses(t *testing.T) {
	for name, edit := range map[string]func(*world.World){
		"a post that is not there":                      func(w *world.World) { w.Case.Posts[0] = "post:9" },
		"a picture of no post":                          func(w *world.World) { w.Posts[0].Images = nil },
		"a post to label that is not in the case":       func(w *world.World) { w.Case.Posts = w.Case.Posts[:1] },
		"an account that is not there":                  func(w *world.World) { w.Case.Accounts[0] = "account:z" },
		"a picture that the world does not know at all": func(w *world.World) { w.Case.Media[0] = "image:z" },
	} {
		w := small()
		edit(w)
		if err := (casefile.Surface{}).Emit(context.Background(), w, 0, dataset.NewWriter(t.TempDir())); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
