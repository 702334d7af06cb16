package emoney

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/typology"
	"github.com/osint-radar/academy/simulator/world"
)

// digest is one SHA-256 over all files of a folder, by path.
func digest(tb testing.TB, out *dataset.Writer) string {
	tb.Helper()
	h := sha256.New()
	for _, f := range out.Files() {
		h.Write([]byte(f.Path + f.SHA256))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// The same bytes for parts in any order, by one worker or two, with or without
// blocks kept, and whatever was written before.
func TestSameBytes(t *testing.T) {
	w := books(t, 3, world.Emoney{Accounts: 33_000, Days: 3, Rows: 60_000, Illicit: 20_000})
	if w.Emoney.Blocks() < 2 {
		t.Fatalf("%d blocks", w.Emoney.Blocks())
	}
	s := New(dataset.Formats()...)
	parts := all(s, w)
	_, out := emit(t, s, w, parts)
	want, files := digest(t, out), out.Files()
	back := slices.Clone(parts)
	slices.Reverse(back)
	for name, again := range map[string]Surface{"kept": s, "another": New(dataset.Formats()...), "none kept": {Formats: dataset.Formats()}} {
		if _, out := emit(t, again, w, back); digest(t, out) != want {
			t.Errorf("backwards, blocks %s: other bytes: %s", name, cmp.Diff(files, out.Files()))
		}
	}
	two := dataset.NewWriter(t.TempDir())
	var wait sync.WaitGroup
	todo := make(chan int)
	for range 2 {
		wait.Go(func() {
			for p := range todo {
				if err := s.Emit(t.Context(), w, p, two); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for _, p := range parts {
		todo <- p
	}
	close(todo)
	wait.Wait()
	if digest(t, two) != want {
		t.Error("two workers: other bytes")
	}
	for _, f := range typology.Facts(w) {
		a, _ := out.Bound(string(f.Proof[0]))
		b, _ := two.Bound(string(f.Proof[0]))
		if len(a.Records) != 1 || !cmp.Equal(a, b) {
			t.Errorf("%s is bound to %v and to %v", f.Ref, a, b)
		}
	}
	other := books(t, 4, w.Emoney)
	if _, out := emit(t, s, other, parts); digest(t, out) == want {
		t.Error("another seed, the same bytes")
	}
}

// More sagas add rows and change none: what is planted leaves the lives around it alone.
func TestPlantingChangesNothingElse(t *testing.T) {
	e := world.Emoney{Accounts: 1000, Days: 5, Rows: 60_000, Illicit: 1000}
	few, rows := books(t, 6, e), map[string]bool{}
	e.Illicit = 20_000
	many := books(t, 6, e)
	read := func(w *world.World, visit func(row string)) {
		s := New(dataset.CSV)
		dir, _ := emit(t, s, w, all(s, w))
		names, err := filepath.Glob(filepath.Join(dir, "emoney/transfers/*.csv"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			lines(t, name, func(f []string) { visit(strings.Join(f, ",")) })
		}
	}
	read(many, func(row string) { rows[row] = true })
	read(few, func(row string) {
		if !rows[row] {
			t.Errorf("%s is gone", row)
		}
		delete(rows, row)
	})
	if len(rows) < 1500 {
		t.Errorf("%d rows more", len(rows))
	}
}

// Planted rows are not told by id, second, length of a field or place among the
// rows of one second: each is spread as it is among the others (χ² with the 99.9 %
// quantile of its degrees of freedom, Wilson and Hilferty's approximation).
func TestPlantedLookAlike(t *testing.T) {
	w := books(t, 8, world.Emoney{Accounts: 2000, Days: 20, Rows: 400_000, Illicit: 20_000})
	s := New(dataset.CSV)
	dir, out := emit(t, s, w, all(s, w))
	planted := map[string]bool{}
	for _, f := range typology.Facts(w) {
		b, _ := out.Bound(string(f.Proof[0]))
		planted[b.Records[0]] = true
	}
	if len(planted) < 12_000 {
		t.Fatalf("%d planted rows", len(planted))
	}
	table := map[string]map[string][2]int{} // feature, value: planted and others
	count := func(feature, value string, is bool) {
		if table[feature] == nil {
			table[feature] = map[string][2]int{}
		}
		n := table[feature][value]
		if is {
			n[0]++
		} else {
			n[1]++
		}
		table[feature][value] = n
	}
	names, err := filepath.Glob(filepath.Join(dir, "emoney/transfers/*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	shapes := map[string]bool{}
	for _, name := range names {
		rel, _ := filepath.Rel(dir, name)
		var before string
		lines(t, name, func(f []string) {
			is := planted[filepath.ToSlash(rel)+"#"+f[0]]
			count("first digit of the id", f[0][1:2], is)
			count("last digit of the id", f[0][15:], is)
			count("second", f[1][17:19], is)
			count("minute", f[1][14:16], is)
			if before != "" && strings.HasPrefix(before, f[1]) {
				count("id after that of the row before, in one second", map[bool]string{true: "y", false: "n"}[f[0] > before[20:]], is)
			}
			before = f[1] + f[0]
			shapes[shape(strings.Join(f[:4], ","))] = true
		})
	}
	if len(shapes) != 1 {
		t.Errorf("rows have the shapes %v", shapes)
	}
	for feature, values := range table {
		var p, o float64
		for _, n := range values {
			p, o = p+float64(n[0]), o+float64(n[1])
		}
		chi, df := 0.0, float64(len(values)-1)
		for _, n := range values {
			all := float64(n[0] + n[1])
			for k, n := range n {
				e := all * []float64{p, o}[k] / (p + o)
				chi += (float64(n) - e) * (float64(n) - e) / e
			}
		}
		if limit := df * math.Pow(1-2/(9*df)+3.09*math.Sqrt(2/(9*df)), 3); chi > limit {
			t.Errorf("%s tells planted rows: χ² %.0f, at most %.0f", feature, chi, limit)
		}
	}
}

// shape is a text with digits, hex digits among them, made equal.
func shape(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("0123456789abcdef", r) {
			return '9'
		}
		return r
	}, s)
}

// A part that does not exist, a size that cannot be and a full stop are errors;
// a world without books has none.
func TestEmitRefuses(t *testing.T) {
	w := books(t, 1, world.Emoney{Accounts: 1000, Days: 2, Rows: 1000})
	out := dataset.NewWriter(t.TempDir())
	if err := (Surface{}).Emit(t.Context(), w, 2, out); err == nil {
		t.Error("part 2 of 2 is written")
	}
	if err := (Surface{Formats: []dataset.Format{"xml"}}).Emit(t.Context(), w, 0, out); err == nil || !strings.Contains(err.Error(), "xml") {
		t.Errorf("format xml: %v", err)
	}
	bad := *w
	bad.Emoney.Days = 1000
	if err := (Surface{}).Emit(t.Context(), &bad, 0, out); err == nil {
		t.Error("a thousand days are written")
	}
	none := &world.World{}
	if n := (Surface{}).Parts(none); n != 1 {
		t.Errorf("%d parts of no books", n)
	}
	dir := t.TempDir()
	if err := (Surface{}).Emit(t.Context(), none, 0, dataset.NewWriter(dir)); err != nil {
		t.Error(err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 0 {
		t.Errorf("no books leave %v, %v", entries, err)
	}
}
