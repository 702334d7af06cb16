package silverthread_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/simulator/silverthread"
	"github.com/osint-radar/academy/simulator/storytest"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

var story = storytest.New(spec)

// spec is a case like the one of scenarios/content/silver-thread, with every query asked.
func spec(variant string) world.Spec {
	s := world.Spec{
		Scenario: silverthread.Scenario, Variant: variant, Scale: 200,
		Start: time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC), Jitter: 27, Days: 96, Opens: 92*24*time.Hour + 8*time.Hour,
		Crowd: world.Crowd{Accounts: 500, Posts: 2500},
	}
	for i, q := range silverthread.Queries() {
		s.Questions = append(s.Questions, world.Question{ID: fmt.Sprintf("q%d", i+1), Kind: "short", Query: q})
	}
	return s
}

func table(w *world.World, name string) world.Table {
	for _, t := range w.Case.Tables {
		if t.Name == name {
			return t
		}
	}
	return world.Table{}
}

// The same graph and the same sizes in every variant; two of five named people
// are innocent, at least.
func TestShape(t *testing.T) {
	first := ""
	story.Each(t, func(name string, w *world.World) {
		var guilty, innocent int
		var shape strings.Builder
		for _, f := range w.Facts {
			switch {
			case f.Kind == truth.Entity && f.Innocent:
				innocent++
			case f.Kind == truth.Entity:
				guilty++
			case f.Kind == truth.Link, f.Kind == truth.Hop:
				fmt.Fprintln(&shape, f.Subject, f.Predicate, f.Object, f.Difficulty)
			}
		}
		posts := 0
		for _, p := range w.ForumPosts {
			if p.Author != "member:reader-1" { // whose log differs
				posts++
			}
		}
		fmt.Fprintln(&shape, guilty, innocent, len(w.Threads), posts)
		for _, x := range []string{"needs", "requests", "identifiers", "threads", "activity-log", "preservation-file"} {
			fmt.Fprintln(&shape, x, len(table(w, x).Rows))
		}
		if share := 100 * innocent / (innocent + guilty); share < 40 || share > 60 {
			t.Errorf("%s: %d %% of the named are innocent", name, share)
		}
		if first == "" {
			first = shape.String()
		}
		if diff := cmp.Diff(first, shape.String()); diff != "" {
			t.Errorf("%s: another shape: %s", name, diff)
		}
	})
}

// What the log says was written in the forum stands there, at that minute, under
// that nickname; and nothing else of the two nicknames does.
func TestLogAndForumAgree(t *testing.T) {
	wrote := 0
	story.Each(t, func(name string, w *world.World) {
		var logged, found []string
		for _, r := range table(w, "activity-log").Rows {
			if r[3] == "post" {
				logged = append(logged, r[1]+" "+r[2])
			}
		}
		for _, p := range w.ForumPosts {
			if m := w.ForumMember(p.Author); m.Owner == "person:officer" {
				found = append(found, p.At.UTC().Format("2006-01-02T15:04Z")+" "+m.Name)
			}
		}
		if diff := cmp.Diff(logged, found); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		wrote += len(found)
	})
	if wrote == 0 || wrote == 60 {
		t.Errorf("%d of 60 worlds have a post, want some", wrote)
	}
}

// Nobody is in the forum who has not logged in: every entry lies behind a log-in of
// its nickname with no log-out between. The two entries before 10:00 on the first
// day are outside in every variant, and four more are.
func TestLogIsWhole(t *testing.T) {
	story.Each(t, func(name string, w *world.World) {
		in, early := map[string]bool{}, 0
		rows := table(w, "activity-log").Rows
		for _, r := range rows {
			switch {
			case r[3] == "log-in":
				in[r[2]] = true
			case !in[r[2]]:
				t.Errorf("%s: %v without a log-in", name, r)
			case r[3] == "log-out":
				in[r[2]] = false
			}
			if r[1] < rows[0][1][:10]+"T10:00Z" {
				early++
			}
		}
		outside := 0
		for _, f := range w.Facts {
			if f.Kind == truth.Answer && slices.Contains(f.Proof, "table:activity-log") && f.Digest == "" {
				outside = strings.Count(f.Value, "L-")
			}
		}
		if early != 2 || outside != 6 {
			t.Errorf("%s: %d entries before 10:00, %d outside, want 2 and 6", name, early, outside)
		}
		for nick, still := range in {
			if still {
				t.Errorf("%s: %s never logs out", name, nick)
			}
		}
	})
}

// No two exports are one file, and each ends with the minute at which the log has it.
func TestExports(t *testing.T) {
	story.Each(t, func(name string, w *world.World) {
		at, digests := map[string]string{}, map[string]bool{}
		for _, r := range table(w, "activity-log").Rows {
			if r[3] == "export" {
				export, _, _ := strings.Cut(r[4], " from thread ")
				at[export] = r[1]
			}
		}
		for i := range 3 {
			x := table(w, fmt.Sprintf("export-%d", i+1))
			digests[x.SHA256()] = true
			if last := x.Rows[len(x.Rows)-1]; len(x.Rows) < 3 || last[1] != "exported" || last[2] != at[x.Name] {
				t.Errorf("%s: %s ends with %v, logged at %s", name, x.Name, last, at[x.Name])
			}
		}
		if len(digests) != 3 {
			t.Errorf("%s: %d different exports", name, len(digests))
		}
	})
}

// All worlds are one case.
func TestPlan(t *testing.T) { story.OneCase(t) }

func TestNoProtectedAttributePredictsGuilt(t *testing.T) { story.NoProtectedAttribute(t) }

// Who sells is drawn from all, whatever anybody's nationality and gender.
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

// A written dataset is whole for the independent reading, and no visible file says
// what the truth says.
func TestDataset(t *testing.T) {
	story.Whole(t, 3, "team-b", "thread-vendor", "thread-recruiter", "thread-escrow", "order-1", "letters-")
}
