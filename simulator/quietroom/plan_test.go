package quietroom_test

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/simulator/quietroom"
	"github.com/osint-radar/academy/simulator/storytest"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

var story = storytest.New(spec)

// spec is a case like the one of scenarios/content/quiet-room, with every query asked.
func spec(variant string) world.Spec {
	s := world.Spec{
		Scenario: quietroom.Scenario, Variant: variant, Scale: 1000,
		Start: time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC), Jitter: 27, Days: 96, Opens: 92*24*time.Hour + 8*time.Hour,
		Crowd: world.Crowd{Accounts: 150, Posts: 1500},
	}
	for i, q := range quietroom.Queries() {
		s.Questions = append(s.Questions, world.Question{ID: fmt.Sprintf("q%d", i+1), Kind: "short", Query: q})
	}
	return s
}

// received are the parts as they were delivered.
func received(w *world.World) []world.Table {
	return slices.DeleteFunc(slices.Clone(w.Case.Tables), func(t world.Table) bool { return !strings.HasPrefix(t.Name, "received-") })
}

// Some five thousand rows in six parts, each with a cause that is told in the
// truth alone; sixty of them to label, in six classes; two of five named people
// are innocent, at least.
func TestShape(t *testing.T) {
	var first string
	story.Each(t, func(name string, w *world.World) {
		rows, idle := 0, 0
		for _, table := range received(w) {
			rows += len(table.Rows)
			if len(table.Causes) != len(table.Rows) || len(table.Rows) < 600 {
				t.Errorf("%s: %s has %d rows and %d causes", name, table.Name, len(table.Rows), len(table.Causes))
			}
			for i, c := range table.Causes {
				if slices.Contains([]string{"wedding", "small", "parent"}, c.Step) {
					idle++
				}
				if c.Saga == "" || c.Step == "" {
					t.Errorf("%s: row %d of %s has the cause %+v", name, i+1, table.Name, c)
				}
			}
		}
		if rows < 4900 || rows > 5100 {
			t.Errorf("%s: %d rows", name, rows)
		}
		if share := 1000 * idle / rows; share < 605 || share > 615 {
			t.Errorf("%s: %d in a thousand are irrelevant, want 610", name, share)
		}
		var guilty, innocent int
		labels := map[string]int{}
		var shape strings.Builder
		for _, f := range w.Facts {
			switch {
			case f.Kind == truth.Entity && f.Innocent:
				innocent++
			case f.Kind == truth.Entity:
				guilty++
			case f.Kind == truth.Label:
				labels[f.Value]++
			case f.Kind == truth.Link:
				fmt.Fprintln(&shape, f.Subject, f.Predicate, f.Object, f.Difficulty)
			}
		}
		if share := 100 * innocent / (innocent + guilty); share < 40 || share > 60 {
			t.Errorf("%s: %d %% of the named are innocent", name, share)
		}
		if diff := cmp.Diff(map[string]int{"minor": 5, "privilege": 9, "press": 9, "core": 10, "relevant": 13, "irrelevant": 14}, labels); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if first == "" {
			first = shape.String()
		}
		if shape.String() != first {
			t.Errorf("%s: another shape of links", name)
		}
	})
}

// The note's digests are those of the parts, but for one, which came shorter by
// as many rows as the numbers of the rows leave out.
func TestOnePartDiffers(t *testing.T) {
	line := regexp.MustCompile(`(?m)^  (received-\d)\.csv, (\d+) rows, ([0-9a-f]{64})$`)
	story.Each(t, func(name string, w *world.World) {
		var note string
		for _, p := range w.Case.Papers {
			if p.Name == "transfer-note" {
				note = p.Text
			}
		}
		differ := 0
		for i, m := range line.FindAllStringSubmatch(note, -1) {
			table := received(w)[i]
			var b strings.Builder
			out := csv.NewWriter(&b)
			if err := out.WriteAll(append([][]string{table.Columns}, table.Rows...)); err != nil {
				t.Fatal(err)
			}
			sum := sha256.Sum256([]byte(b.String()))
			same := hex.EncodeToString(sum[:]) == m[3]
			if full := fmt.Sprint(len(table.Rows)) == m[2]; table.Name != m[1] || same != full {
				t.Errorf("%s: %s: digest as in the note: %t, rows: %t", name, table.Name, same, full)
			}
			if !same {
				differ++
			}
		}
		if differ != 1 {
			t.Errorf("%s: %d of the parts differ from the note, want one", name, differ)
		}
	})
}

// A child's row is the mark and nothing else, and nobody else's is.
func TestChildrenAreWithheld(t *testing.T) {
	story.Each(t, func(name string, w *world.World) {
		children := map[string]bool{}
		for _, table := range w.Case.Tables {
			if table.Name == "contacts" {
				for _, r := range table.Rows {
					children[r[0]] = r[2] == "account of a child"
				}
			}
		}
		n := 0
		for _, table := range received(w) {
			for _, r := range table.Rows {
				if children[r[2]] != (r[5] == quietroom.Withheld) {
					t.Errorf("%s: row %s of %s", name, r[0], table.Name)
				}
				if children[r[2]] {
					n++
				}
			}
		}
		if n < 20 {
			t.Errorf("%s: %d rows of children", name, n)
		}
	})
}

// The times as delivered put some effects before their causes: the clock of a
// part is off. By the right times none does; the saga's own messages are in order.
func TestShiftedTimesBreakTheOrder(t *testing.T) {
	story.Each(t, func(name string, w *world.World) {
		at := map[string]time.Time{}
		for _, table := range received(w) {
			for i, r := range table.Rows {
				when, err := time.Parse("2006-01-02 15:04:05", r[4])
				if err != nil {
					t.Fatal(err)
				}
				at[string(table.Row(i))] = when
			}
		}
		broken := map[time.Duration]int{} // by how much, in whole hours
		for _, table := range received(w) {
			for i, c := range table.Causes {
				if cause, ok := at[c.Cause]; ok && at[string(table.Row(i))].Before(cause) {
					broken[cause.Sub(at[string(table.Row(i))]).Truncate(time.Hour)]++
				}
			}
		}
		if len(broken) == 0 {
			t.Errorf("%s: no effect stands before its cause", name)
		}
		for by, n := range broken {
			if by > 12*time.Hour {
				t.Errorf("%s: %d effects stand %s before their causes, more than any clock is off", name, n, by)
			}
		}
	})
}

// All worlds are one case but for the rows to label, which are drawn, and how many
// people of the second annex live at home (q10).
func TestPlan(t *testing.T) { story.OneCase(t, "label:", "q10") }

// The child is a child, because what a child writes is withheld, and an innocent
// one: of all roles this one's age is no drawn attribute but the task itself.
func TestNoProtectedAttributePredictsGuilt(t *testing.T) { story.NoProtectedAttribute(t, "child") }

// Nationality, gender and age are read by nobody: the people may bear any, and
// nothing that is handed over speaks of them.
func TestNobodyReadsWhoTheyAre(t *testing.T) {
	seen := map[string]map[bool]bool{}
	story.Each(t, func(_ string, w *world.World) {
		for _, p := range w.People {
			for _, v := range []string{p.Nationality, p.Gender} {
				if seen[v] == nil {
					seen[v] = map[bool]bool{}
				}
				seen[v][p.Innocent] = true
			}
		}
	})
	if len(seen) != 9 {
		t.Errorf("%d nationalities and genders, want 9", len(seen))
	}
	for v, of := range seen {
		if len(of) != 2 {
			t.Errorf("%s: only one side bears it", v)
		}
	}
}
