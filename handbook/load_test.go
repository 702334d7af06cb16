package handbook

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

const head = "---\nid: A.1\ntitle: One\nlang: en\nsource_rev: 2\nkind: explain\nsummary: S\nupdated: 2026-11-23\nlaw_as_of: 2026-11-23\n---\n"

// tiny is a book of three pages; A.10 comes after A.2.
func tiny(body string) fstest.MapFS {
	return fstest.MapFS{
		"book.yaml":      {Data: []byte("title: T\nlang: en\nparts:\n  - {id: A, title: Part A, reserved: [{id: A.3, title: Later}]}\n  - {id: B, title: Part B}\n")},
		"glossary.yaml":  {Data: []byte("- id: nit\n  term: NIT\n  definition: A team.\n")},
		"A/A.1-one.md":   {Data: []byte(head + body)},
		"A/A.10-ten.md":  {Data: []byte(strings.NewReplacer("A.1", "A.10", "One", "Ten").Replace(head) + "Ten.\n")},
		"A/A.2-two.md":   {Data: []byte(strings.NewReplacer("A.1", "A.2", "One", "Two").Replace(head) + "## Top\n\nTwo.\n")},
		"B/B.1-first.md": {Data: []byte(strings.NewReplacer("A.1", "B.1", "One", "First").Replace(head) + "First.\n")},
	}
}

func TestPagesStandInTheOrderOfTheirNumbers(t *testing.T) {
	b, err := Load(tiny("See [two](HB-A.2#top) and [the lesson](m1-l2#x), says the NIT.\n"), Options{Lesson: func(id string) (string, bool) { return "/courses/c/m1/l2", id == "m1-l2" }})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	p, _ := b.Page("A.1")
	for ; p != nil; p = p.Next {
		got = append(got, p.Cite+" "+p.URL)
	}
	if want := "HB-A.1 /handbook/A/A.1, HB-A.2 /handbook/A/A.2, HB-A.10 /handbook/A/A.10, HB-B.1 /handbook/B/B.1"; strings.Join(got, ", ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), want)
	}
	if _, ok := b.Page("HB-A.3"); ok {
		t.Error("a reserved number has no page")
	}
	p, _ = b.Page("HB-A.1")
	want := `<p>See <a href="/handbook/A/A.2#top">two</a> and <a href="/courses/c/m1/l2#x">the lesson</a>, says the <a class="term" href="#term-nit">NIT</a>.</p>
<dl class="terms">
<dt id="term-nit">NIT</dt>
<dd>A team.</dd>
</dl>
`
	if string(p.HTML) != want {
		t.Errorf("got  %s\nwant %s", p.HTML, want)
	}
	if body, enc := p.Body.Pick("gzip, br"); enc != "br" || len(body) == 0 {
		t.Errorf("the body has no compressed form: %q", enc)
	}
}

func TestBanner(t *testing.T) {
	fsys := tiny("Open [OPEN].\n")
	fsys["A/A.1-one.md"].Data = []byte(strings.Replace(string(fsys["A/A.1-one.md"].Data), "law_as_of", "legal_check: pending\nlaw_as_of", 1))
	b, err := Load(fsys, Options{})
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	open, _ := b.Page("A.1")
	clear, _ := b.Page("A.2")
	if got := open.Banner(day); got == nil || got.Title != "Legal check pending" || len(got.Reasons) != 1 {
		t.Errorf("an open fact: %+v", got)
	}
	if got := clear.Banner(day.AddDate(0, 0, 180)); got != nil {
		t.Errorf("180 days: %+v", got)
	}
	if got := clear.Banner(day.AddDate(0, 0, 181)); got == nil {
		t.Error("181 days: no banner")
	}
}

func TestFaults(t *testing.T) {
	edit := func(fsys fstest.MapFS, file, old, fresh string) fstest.MapFS {
		fsys[file] = &fstest.MapFile{Data: []byte(strings.Replace(string(fsys[file].Data), old, fresh, 1))}
		return fsys
	}
	for _, c := range []struct {
		name string
		fsys fstest.MapFS
		want string
	}{
		{"dead page", tiny("\n[x](HB-A.3)\n"), `A/A.1-one.md:12: dead link "HB-A.3": there is no page HB-A.3 in this release`},
		{"dead anchor", tiny("[x](HB-A.2#gone)\n"), `A/A.1-one.md:11: dead link "HB-A.2#gone": the page has no heading with that anchor`},
		{"lesson without courses", tiny("[x](m1-l1)\n"), `A/A.1-one.md:11: dead link "m1-l1": there is no page or lesson "m1-l1"; link like (HB-A.3), (m1-l2) or https://…`},
		{"question", tiny(":::question{#q type=text}\nS\n= a\n:::\n"), "A/A.1-one.md:11: a question belongs into a lesson, not into the handbook"},
		{"solution", tiny(":::solution{for=q audience=trainer}\nS\n:::\n"), "A/A.1-one.md:11: a solution belongs into a lesson, not into the handbook"},
		{"flag", tiny("Law [M].\n"), "A/A.1-one.md:11: the flag [M] is not cleared, but the page does not say legal_check: pending, so nobody would expect its banner"},
		{"reserved", edit(tiny("x\n"), "book.yaml", "A.3", "A.2"), "book.yaml:4: A.2 is reserved, but there is a page with that number"},
		{"kind", edit(tiny("x\n"), "A/A.1-one.md", "explain", "essay"), `A/A.1-one.md:6: there is no kind "essay"; there are explain procedure checklist form reference card`},
		{"id", edit(tiny("x\n"), "A/A.2-two.md", "id: A.2", "id: A.4"), `A/A.2-two.md:2: the id is "A.4", but the file's name says A.2`},
		{"card", edit(tiny(strings.Repeat("word ", 261)+"\n"), "A/A.1-one.md", "explain", "card"), "A/A.1-one.md:11: the card has 261 words; 260 fit one side of A5"},
		{"unlisted part", edit(tiny("x\n"), "book.yaml", "  - {id: B, title: Part B}\n", ""), "B: book.yaml names no part B"},
		{"glossary", edit(tiny("x\n"), "glossary.yaml", "definition", "meaning"), "glossary.yaml:3: unknown key meaning"},
		{"uncleared definition", edit(tiny("x\n"), "glossary.yaml", "A team.", "A team [M]."), "glossary.yaml:1: the definition of NIT carries [M]; pages show it without a banner, so it has to be cleared first"},
		{"NUL", tiny("a\x00\n"), "A/A.1-one.md:11: holds a NUL byte; remove it"},
		{"prose", tiny("Ask a student.\n"), `A/A.1-one.md:11: the word "student" is not used for people; write trainee`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, faults := Check(c.fsys, Options{})
			for _, f := range faults {
				if f.String() == c.want {
					return
				}
			}
			t.Errorf("want %s\ngot  %v", c.want, faults)
		})
	}
}
