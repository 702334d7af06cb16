package web_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"filippo.io/age"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/handbook"
	"github.com/osint-radar/academy/internal/classroom"
	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/glossary"
	"github.com/osint-radar/academy/internal/search"
	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/web"
)

// bed is a site over a fresh SQLite file, with the demo's people, small content
// of its own and a clock that tests move.
type bed struct {
	tb     testing.TB
	site   *web.Site
	room   *classroom.Room
	runs   *exercise.Room
	people map[string]string // "ro/trainee/team-a" -> sign-in code
	log    *bytes.Buffer

	mu  sync.Mutex
	now time.Time
}

func (b *bed) clock() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now
}

func (b *bed) pass(d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = b.now.Add(d)
}

// monday is a day in the demo pilot's second week.
var monday = time.Date(2027, 1, 18, 9, 0, 0, 0, time.UTC)

func newBed(tb testing.TB, change func(*web.Config)) *bed {
	tb.Helper()
	ctx := context.Background()
	b := &bed{tb: tb, people: map[string]string{}, now: monday, log: &bytes.Buffer{}}
	st, err := store.Open(ctx, "sqlite:"+filepath.Join(tb.TempDir(), "radar.db"), store.Options{Migrate: true})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := st.Close(); err != nil {
			tb.Error(err)
		}
	})
	b.room = classroom.New(st, b.clock, "http://academy.example")
	accounts, err := b.room.SeedDemo(ctx, b.clock())
	if err != nil {
		tb.Fatal(err)
	}
	for _, a := range accounts {
		u, err := url.Parse(a.SigninURL)
		if err != nil {
			tb.Fatal(err)
		}
		key := strings.Trim(string(a.Site)+"/"+string(a.Role)+"/"+string(a.Team), "/")
		if _, taken := b.people[key]; taken {
			key += "/2"
		}
		b.people[key] = u.Query().Get("code")
	}
	log := slog.New(slog.NewTextHandler(b.log, nil))
	lib, book := content(tb)
	ix, err := search.NewLive(ctx, func() ([]search.Doc, *glossary.Glossary, string) {
		return append(search.Handbook(book), search.Courses(lib, func(*courses.Lesson) string { return "" })...), book.Glossary, "1"
	})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = ix.Close() })
	cases, err := scenarios.Open("", nil)
	if err != nil {
		tb.Fatal(err)
	}
	seal, err := age.GenerateX25519Identity()
	if err != nil {
		tb.Fatal(err)
	}
	b.runs, err = exercise.New(exercise.Config{Store: st, Scenarios: cases.Get, Data: tb.TempDir(), Truth: seal, Scorer: "test", Now: b.clock, Log: log, World: exercisetest.PlanPortal})
	if err != nil {
		tb.Fatal(err)
	}
	cfg := web.Config{
		Now: b.clock, Log: log, Demo: true,
		Library:  func() (*courses.Library, int) { return lib, 0 },
		Book:     func() (*handbook.Book, int) { return book, 0 },
		CourseFS: fstest.MapFS{}, BookFS: fstest.MapFS{},
		Search: ix.Search, Classroom: b.room, Exercises: b.runs, Ready: st.Ping,
	}
	if change != nil {
		change(&cfg)
	}
	if b.site, err = web.New(cfg); err != nil {
		tb.Fatal(err)
	}
	return b
}

func content(tb testing.TB) (*courses.Library, *handbook.Book) {
	tb.Helper()
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	lib, err := courses.Load(fstest.MapFS{
		"c/course.yaml":       file("id: c\ntitle: A course\nlang: en\nsummary: What it is about.\nhours: 2\nlicence: CC BY 4.0\nlaw_as_of: 2027-01-01\nmodules: [m1]\n"),
		"c/01-m1/module.yaml": file("id: m1\ntitle: A module\npurpose: Why.\nroles: [AN]\nhours: {self: 1, live: 0, range: 0, assessment: 1}\nlaw_as_of: 2027-01-01\ncut: 60\noutcomes:\n  - {id: LO1.1, text: Distinguish, bloom: Analyse, eqf: \"5\", assessed_by: [SC]}\n"),
		"c/01-m1/01-l1.md":    file("---\nid: m1-l1\ntitle: Lanterns\nlang: en\nsource_rev: 1\nsummary: About lanterns.\nminutes: 20\noutcomes: [LO1.1]\nmode: self\ntrack: core\nlaw_as_of: 2027-01-01\n---\nLanterns give light.\n\n## Where\n\nOn a rope.\n\n:::question{#m1-q01 type=single lo=LO1.1}\nWhat gives light?\n1. [x] A lantern\n  > CANARYRIGHT: it burns.\n1. [ ] A rope\n  > CANARYWRONG: it does not burn.\n? It burns.\n! CANARYGENERAL: light comes from fire.\n:::\n\n:::solution{for=m1-q01 audience=trainer}\nCANARYSOLUTION\n:::\n"),
		"c/01-m1/02-quiz.md":  file("---\nid: m1-l2\ntitle: The quiz\nlang: en\nsource_rev: 1\nkind: quiz\nsummary: All of it.\nminutes: 10\noutcomes: [LO1.1]\nmode: self\ntrack: core\nlaw_as_of: 2027-01-01\n---\n:::question{#m1-q02 type=multi lo=LO1.1 points=2}\nWhat burns?\n- [x] Oil\n  > CANARYOIL\n- [x] Wax\n- [ ] Water\n:::\n\n:::question{#m1-q03 type=number lo=LO1.1}\nHow many legs has a table?\n= 4\n:::\n\n:::question{#m1-q04 type=order lo=LO1.1}\nPut them in order.\n1. One\n2. Two\n3. Three\n:::\n"),
	}, courses.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	book, err := handbook.Load(fstest.MapFS{
		"book.yaml":  file("title: Handbook\nlang: en\nlicence: CC BY 4.0\nparts:\n  - id: A\n    title: Orientation\n    summary: Who this is for.\n    reserved: [{id: A.9, title: Later}]\n"),
		"A/A.1-x.md": file("---\nid: A.1\ntitle: How to read\nlang: en\nsource_rev: 1\nkind: explain\nroles: [AN]\nsummary: One sentence.\nupdated: 2026-11-23\nlaw_as_of: 2026-11-23\nlegal_check: pending\n---\n" + strings.Repeat("Text about preservation orders. ", 40) + "\n\n## Heading\n\nMore text [V]. Not sure [M].\n\n:::callout{type=legal}\nLaw.\n:::\n"),
		"A/A.2-y.md": file("---\nid: A.2\ntitle: How to cite\nlang: en\nsource_rev: 1\nkind: card\nroles: [AN]\nsummary: Another sentence.\nupdated: 2026-11-23\n---\nText.\n"),
	}, handbook.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return lib, book
}

// visitor is a browser without scripts: it keeps cookies.
type visitor struct {
	b       *bed
	cookies map[string]string
}

func (b *bed) visitor() *visitor { return &visitor{b, map[string]string{}} }

// reply is an answer with its body read.
type reply struct {
	*http.Response
	body string
}

func (v *visitor) do(method, path string, form url.Values, header map[string]string) reply {
	v.b.tb.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	req := httptest.NewRequest(method, path, body)
	req.Host = "academy.example"
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for k, val := range header {
		req.Header.Set(k, val)
	}
	for k, val := range v.cookies {
		req.AddCookie(&http.Cookie{Name: k, Value: val})
	}
	res, err := v.b.site.App().Test(req, -1)
	if err != nil {
		v.b.tb.Fatalf("%s %s: %v", method, path, err)
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		v.b.tb.Fatalf("%s %s: %v", method, path, err)
	}
	for _, k := range res.Cookies() {
		if k.MaxAge < 0 || k.Value == "" {
			delete(v.cookies, k.Name)
			continue
		}
		v.cookies[k.Name] = k.Value
	}
	return reply{res, string(text)}
}

func (v *visitor) get(path string) reply { v.b.tb.Helper(); return v.do("GET", path, nil, nil) }

var tokenField = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

// token takes the form token from a page.
func (v *visitor) token(path string) string {
	v.b.tb.Helper()
	res := v.get(path)
	m := tokenField.FindStringSubmatch(res.body)
	if m == nil {
		v.b.tb.Fatalf("%s (%d) holds no form", path, res.StatusCode)
	}
	return m[1]
}

// post sends a form with the token of a page.
func (v *visitor) post(from, path string, form url.Values) reply {
	v.b.tb.Helper()
	form.Set("csrf", v.token(from))
	return v.do("POST", path, form, nil)
}

// signIn spends a person's code; each can be used once in a bed.
func (b *bed) signIn(key string) *visitor {
	b.tb.Helper()
	v := b.visitor()
	code := b.people[key]
	if code == "" {
		b.tb.Fatalf("the demo has no %q", key)
	}
	res := v.post("/login?code="+code, "/login", url.Values{"code": {code}})
	if res.StatusCode != http.StatusSeeOther {
		b.tb.Fatalf("signing in as %s: %d\n%s", key, res.StatusCode, res.body)
	}
	return v
}
