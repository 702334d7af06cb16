package search

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/handbook"
	"github.com/osint-radar/academy/internal/glossary"
)

type query struct {
	Q     string   `json:"q"`
	Lang  string   `json:"lang"`
	AnyOf []string `json:"any_of"`
	Why   string   `json:"why"`
}

func readJSON(t testing.TB, file string, v any) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, v); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

func queries(t testing.TB) []query {
	t.Helper()
	var f struct {
		Queries []query `json:"queries"`
	}
	readJSON(t, "testdata/queries.json", &f)
	return f.Queries
}

func words(t testing.TB) *glossary.Glossary {
	t.Helper()
	fsys, _, err := handbook.FS("")
	if err != nil {
		t.Fatal(err)
	}
	g, faults := handbook.LoadGlossary(fsys)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return g
}

func open(t testing.TB, docs []Doc, g *glossary.Glossary) *Index {
	t.Helper()
	ix, err := New(context.Background(), docs, g)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ix.Close(); err != nil {
			t.Error(err)
		}
	})
	return ix
}

func search(t testing.TB, ix *Index, q string, v Viewer) Result {
	t.Helper()
	res, err := ix.Search(context.Background(), q, v, 10)
	if err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return res
}

func ids(res Result) []string {
	var out []string
	for _, h := range res.Hits {
		out = append(out, h.ID)
	}
	return out
}

// relevance asks the queries whose pages exist and tells of those whose first
// answer is none of them.
func relevance(t *testing.T, ix *Index, qs []query) (asked int, misses []string) {
	t.Helper()
	for _, q := range qs {
		here := slices.ContainsFunc(q.AnyOf, func(id string) bool {
			return slices.ContainsFunc(ix.docs, func(d Doc) bool { return d.ID == id })
		})
		if !here {
			continue
		}
		asked++
		res := search(t, ix, q.Q, Viewer{Audiences: []string{"member"}})
		if len(res.Hits) == 0 || !slices.Contains(q.AnyOf, res.Hits[0].ID) {
			var terms []string
			for _, m := range res.Terms {
				terms = append(terms, fmt.Sprintf("%s(%.2f)", m.Term.Term, m.Share))
			}
			misses = append(misses, fmt.Sprintf("%s: %q finds %v, want first one of %v (%s); terms %v, corrected %v", q.Lang, q.Q, ids(res), q.AnyOf, q.Why, terms, res.Corrected))
		}
	}
	return asked, misses
}

// TestRelevanceOfTheRelease asks what can be asked of the pages that ship.
func TestRelevanceOfTheRelease(t *testing.T) {
	ix := open(t, release(t), words(t))
	asked, misses := relevance(t, ix, queries(t))
	if asked < 10 {
		t.Errorf("only %d queries have a page in this release", asked)
	}
	for _, m := range misses {
		t.Error(m)
	}
}

func release(t testing.TB) []Doc {
	t.Helper()
	cfs, _, err := courses.FS("")
	if err != nil {
		t.Fatal(err)
	}
	lib, err := courses.Load(cfs, courses.Options{})
	if err != nil {
		t.Fatal(err)
	}
	hfs, _, err := handbook.FS("")
	if err != nil {
		t.Fatal(err)
	}
	book, err := handbook.Load(hfs, handbook.Options{Lesson: lib.LessonURL})
	if err != nil {
		t.Fatal(err)
	}
	docs := Courses(lib, func(l *courses.Lesson) string {
		if l.Kind == "quiz" {
			return "member"
		}
		return ""
	})
	return append(docs, Handbook(book)...)
}

// catalogue is the planned book and course by title and note.
func catalogue(t testing.TB) []Doc {
	t.Helper()
	var f struct {
		Docs []struct{ ID, Title, Text, Part string }
	}
	readJSON(t, "testdata/catalogue.json", &f)
	var docs []Doc
	for _, d := range f.Docs {
		docs = append(docs, Doc{ID: d.ID, URL: "/" + d.ID, Title: d.Title, Context: d.Part, Sections: []Section{{Text: d.Text}}})
	}
	return docs
}

// TestRelevanceOfThePlan asks all sixty queries of the whole plan, whose pages
// are a title and a sentence or two each.
func TestRelevanceOfThePlan(t *testing.T) {
	asked, misses := relevance(t, open(t, catalogue(t), words(t)), queries(t))
	if asked != 60 || len(misses) > 0 {
		t.Errorf("%d queries asked, want 60; %d misses:\n%s", asked, len(misses), strings.Join(misses, "\n"))
	}
}

func TestTitlesBeforeHeadingsBeforeText(t *testing.T) {
	ix := open(t, []Doc{
		{ID: "text", Title: "Other", Sections: []Section{{Text: "A word about custody in passing, and more words after it."}}},
		{ID: "heading", Title: "Other", Sections: []Section{{Anchor: "c", Heading: "Custody", Text: "A word in passing, and more words after it."}}},
		{ID: "title", Title: "Custody", Sections: []Section{{Text: "A word in passing, and more words after it, some more."}}},
	}, &glossary.Glossary{})
	if diff := cmp.Diff([]string{"title", "heading", "text"}, ids(search(t, ix, "custody", Viewer{}))); diff != "" {
		t.Error(diff)
	}
}

func TestFoldingOnBothSides(t *testing.T) {
	ix := open(t, []Doc{
		{ID: "el", Title: "Άρση του απορρήτου", Sections: []Section{{Text: "Η αλυσίδα φύλαξης των αποδεικτικών στοιχείων."}}},
		{ID: "ro", Title: "Echipă comună de anchetă"},
		{ID: "hyphen", Title: "The hand-over book"},
	}, &glossary.Glossary{})
	for q, want := range map[string]string{
		"αλυσιδα φυλαξησ": "el", "ΦΎΛΑΞΗΣ": "el", "αρση": "el", "echipa COMUNA": "ro", "anchetă": "ro", "handover": "hyphen", "hand over": "hyphen", "hand-over": "hyphen",
	} {
		if got := ids(search(t, ix, q, Viewer{})); len(got) == 0 || got[0] != want {
			t.Errorf("%q finds %v, want %s", q, got, want)
		}
	}
	res := search(t, ix, "φυλαξης", Viewer{})
	if diff := cmp.Diff([]Piece{{"Η αλυσίδα ", false}, {"φύλαξης", true}, {" των αποδεικτικών στοιχείων.", false}}, res.Hits[0].Snippet); diff != "" {
		t.Error(diff)
	}
}

func TestAudiences(t *testing.T) {
	const secret = "canarisation"
	ix := open(t, []Doc{
		{ID: "open", Title: "Open page", Sections: []Section{{Text: "something about a canal"}}},
		{ID: "closed", Title: "Closed page about " + secret, Audience: "trainer", Summary: secret, Sections: []Section{{Text: secret}}},
	}, &glossary.Glossary{})
	for _, q := range []string{secret, "canarisatoin", "canarisatio", "closed", "page", "canari", "about"} {
		res := search(t, ix, q, Viewer{Audiences: []string{"member", ""}})
		if s := fmt.Sprint(res); strings.Contains(s, "closed") && q != "closed" || slices.Contains(ids(res), "closed") || strings.Contains(s, secret) && q != secret {
			t.Errorf("%q shows a closed document: %v", q, s)
		}
	}
	if got := ids(search(t, ix, "canarisatoin", Viewer{Audiences: []string{"trainer"}})); len(got) == 0 || got[0] != "closed" {
		t.Errorf("its own audience does not find it: %v", got)
	}
}

func TestNothingOfAQuestionIsIndexed(t *testing.T) {
	for _, d := range release(t) {
		for _, s := range d.Sections {
			if strings.Contains(s.Text, "[x]") || strings.Contains(s.Text, "Open the exercise from the trainer's console") {
				t.Errorf("%s: %s", d.ID, s.Text)
			}
		}
	}
}

func TestHostileQueries(t *testing.T) {
	ix := open(t, catalogue(t), words(t))
	for _, q := range []string{
		"", " ", `"`, `" OR 1=1 --`, "title:", "NEAR(a b)", "a AND", "*", "^x", "a\x00b", "\xff\xfe", "((((", strings.Repeat("a ", 5000),
		strings.Repeat("ж", 100000), "-", "' ; DROP TABLE page", "{a b}: c", "κ", "4x4", "\u0301\u0301",
	} {
		if _, err := ix.Search(context.Background(), q, Viewer{Audiences: []string{`x", "y`}}, 5); err != nil {
			t.Errorf("%.40q: %v", q, err)
		}
	}
	if res := search(t, ix, "custody", Viewer{}); len(res.Hits) == 0 {
		t.Error("the index is gone")
	}
}

func TestSearchesRunSideBySide(t *testing.T) {
	ix := open(t, catalogue(t), words(t))
	want := ids(search(t, ix, "chain of custody", Viewer{}))
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for range 5 {
				res, err := ix.Search(context.Background(), "chain of custody", Viewer{}, 10)
				if err != nil || !slices.Equal(ids(res), want) {
					t.Errorf("%v %v", ids(res), err)
				}
			}
		})
	}
	wg.Wait()
}

func TestLiveFollowsItsSource(t *testing.T) {
	gen := "1"
	l, err := NewLive(context.Background(), func() ([]Doc, *glossary.Glossary, string) {
		return []Doc{{ID: "g" + gen, Title: "Custody"}}, &glossary.Glossary{}, gen
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, gen = range []string{"1", "2"} {
		res, err := l.Search(context.Background(), "custody", Viewer{}, 3)
		if err != nil || len(res.Hits) != 1 || res.Hits[0].ID != "g"+gen {
			t.Errorf("generation %s: %v %v", gen, ids(res), err)
		}
	}
}

// The word that was found stands in the snippet, wherever it stands in the text.
func TestSnippetHoldsTheMatch(t *testing.T) {
	for before := range 200 {
		text := strings.Repeat("word ", before) + "lantern" + strings.Repeat(" word", 100)
		var marked []string
		for _, p := range cut(text, []string{"lantern"}) {
			if p.Mark {
				marked = append(marked, p.Text)
			}
		}
		if len(marked) != 1 || marked[0] != "lantern" {
			t.Fatalf("after %d words the snippet marks %q", before, marked)
		}
	}
}
