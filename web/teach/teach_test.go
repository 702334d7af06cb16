package teach_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/internal/classroom"
	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/desk"
	"github.com/osint-radar/academy/web/page"
	"github.com/osint-radar/academy/web/policy"
	"github.com/osint-radar/academy/web/static"
	"github.com/osint-radar/academy/web/teach"
	"github.com/osint-radar/academy/web/templates"
)

const token = "token-of-the-session"

// bench is the trainer's area and the team's desk behind the policy's guard. A
// header says who asks, in place of a session; "+" behind the name is somebody
// who has just proved who they are.
type bench struct {
	*exercisetest.Stage
	tb    testing.TB
	app   *fiber.App
	class *classroom.Room
	area  *teach.Area
	stop  context.CancelFunc
	work  sync.WaitGroup
}

func newBench(tb testing.TB) *bench {
	tb.Helper()
	return benchOn(tb, exercisetest.New(tb))
}

func benchOn(tb testing.TB, stage *exercisetest.Stage) *bench {
	tb.Helper()
	b := &bench{Stage: stage, tb: tb}
	assets, err := static.Load()
	if err != nil {
		tb.Fatal(err)
	}
	pages, err := page.New(templates.FS, assets, false)
	if err != nil {
		tb.Fatal(err)
	}
	b.class = classroom.New(b.Store, b.Now, "http://academy.example")
	b.app = fiber.New(fiber.Config{
		Immutable: true, StrictRouting: true, CaseSensitive: true, DisableStartupMessage: true,
		ErrorHandler: func(c *fiber.Ctx, err error) error {
			p := page.ProblemOf(err)
			if p.Status >= 500 {
				tb.Errorf("%s %s: %v", c.Method(), c.Path(), err)
			}
			return c.Status(p.Status).SendString(p.Title + "\n" + p.Detail + "\n" + p.Right)
		},
	})
	people := map[string]training.Scope{
		"Ana": b.Ana, "Ben": b.Ben, "Cem": b.Cem, "Dea": b.Dea, "Tom": b.Tom, "Uma": b.Uma,
		"author": {Site: "ro", Role: training.Author, Person: "a"}, "partner": {Site: "ro", Role: training.Partner, Person: "p"},
		"admin": {Site: "ro", Role: training.Administrator, Person: "d"},
	}
	b.app.Use(func(c *fiber.Ctx) error {
		who, fresh := strings.CutSuffix(c.Get("X-Who"), "+")
		if sc, ok := people[who]; ok {
			page.SetViewer(c, page.Viewer{SignedIn: true, Name: who, Scope: sc, CSRF: token, StepUpHolds: fresh})
		}
		return c.Next()
	})
	lib := library(tb)
	until, stop := context.WithCancel(tb.Context())
	b.stop = stop
	b.area = teach.New(pages, teach.Config{
		Now: b.Now, Library: func() (*courses.Library, int) { return lib, 0 }, Room: b.class, Exercises: b.Room, Until: until, Go: b.work.Go,
	})
	r := policy.NewRegistry(policy.Table())
	r.Add(b.area.Routes()...)
	r.Add(desk.New(pages, b.Now, b.Room).Routes()...)
	err = r.Mount(b.app, func(c *fiber.Ctx, _ policy.Route) error { return page.CheckToken(c, c.FormValue("csrf")) })
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func library(tb testing.TB) *courses.Library {
	tb.Helper()
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	lib, err := courses.Load(fstest.MapFS{
		"c/course.yaml":       file("id: c\ntitle: A course\nlang: en\nsummary: What it is about.\nhours: 2\nlicence: CC BY 4.0\nlaw_as_of: 2027-01-01\nmodules: [m1]\n"),
		"c/01-m1/module.yaml": file("id: m1\ntitle: A module\npurpose: Why.\nroles: [AN]\nhours: {self: 1, live: 0, range: 0, assessment: 1}\nlaw_as_of: 2027-01-01\ncut: 60\noutcomes:\n  - {id: LO1.1, text: Distinguish, bloom: Analyse, eqf: \"5\", assessed_by: [SC]}\n"),
		"c/01-m1/01-l1.md":    file("---\nid: m1-l1\ntitle: Lanterns\nlang: en\nsource_rev: 1\nsummary: About lanterns.\nminutes: 20\noutcomes: [LO1.1]\nmode: self\ntrack: core\nlaw_as_of: 2027-01-01\n---\nLanterns give light.\n\n:::question{#m1-q01 type=single lo=LO1.1}\nWhat gives light?\n1. [x] A lantern\n  > It burns.\n1. [ ] A rope\n  > It does not.\n? It burns.\n! Fire gives light.\n:::\n"),
	}, courses.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return lib
}

// answer is what came back.
type answer struct {
	t        testing.TB
	status   int
	body     string
	location string
	header   http.Header
}

func (b *bench) send(who string, req *http.Request) answer {
	b.tb.Helper()
	req.Header.Set("X-Who", who)
	res, err := b.app.Test(req, -1)
	if err != nil {
		b.tb.Fatalf("%s %s: %v", req.Method, req.URL, err)
	}
	defer func() { _ = res.Body.Close() }() // it only reads
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.tb.Fatal(err)
	}
	return answer{b.tb, res.StatusCode, string(body), res.Header.Get("Location"), res.Header}
}

func (b *bench) get(who, path string) answer {
	b.tb.Helper()
	return b.send(who, httptest.NewRequest(http.MethodGet, path, nil))
}

// post sends a form of pairs: "do", "start", …
func (b *bench) post(who, path string, pairs ...string) answer {
	b.tb.Helper()
	form := url.Values{"csrf": {token}}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.send(who, req)
}

// want checks the status and that the texts are there; a text that begins with
// "!" must not be.
func (a answer) want(status int, texts ...string) answer {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("status %d, want %d\n%s", a.status, status, a.main())
	}
	for _, s := range texts {
		if not, ok := strings.CutPrefix(s, "!"); ok {
			if strings.Contains(a.body, not) {
				a.t.Errorf("the page holds %q", not)
			}
		} else if !strings.Contains(a.body, s) {
			a.t.Errorf("the page does not hold %q\n%s", s, a.main())
		}
	}
	return a
}

// main is the page's own part, without tags, for messages.
func (a answer) main() string {
	_, rest, ok := strings.Cut(a.body, "<main")
	if !ok {
		return a.body
	}
	rest, _, _ = strings.Cut(rest, "</main>")
	return strings.Join(strings.Fields(tags.ReplaceAllString(rest, " ")), " ")
}

var tags = regexp.MustCompile(`<[^>]*>`)

// to checks a redirect after a form.
func (a answer) to(path string) {
	a.t.Helper()
	if a.status != http.StatusSeeOther || a.location != path {
		a.t.Fatalf("status %d to %q, want 303 to %q\n%s", a.status, a.location, path, a.body)
	}
}

var parameter = regexp.MustCompile(`:(\w+)`)

// Every address of the area, for everybody who must not get in.
func TestWhoMayTeach(t *testing.T) {
	b := newBench(t)
	run := b.Run(t, b.Tom, "team-a")
	value := map[string]string{":run": string(run.ID), ":criterion": "C1", ":inject": "i1", ":n": "1", ":ticket": "t"}
	for _, rt := range b.area.Routes() {
		path := parameter.ReplaceAllStringFunc(rt.Path, func(s string) string { return value[s] })
		ask := func(who string) int {
			if rt.Method == http.MethodPost {
				return b.post(who, path).status
			}
			return b.get(who, path).status
		}
		if got := ask(""); got != 401 {
			t.Errorf("%s %s: nobody gets %d", rt.Method, path, got)
		}
		for _, who := range []string{"Ana", "Cem", "Dea", "partner", "admin"} {
			if got := ask(who); got != 403 {
				t.Errorf("%s %s: %s gets %d, want 403", rt.Method, path, who, got)
			}
		}
		want := 403
		if rt.Action == policy.Teach {
			want = 200
		}
		if got := ask("author"); got != want {
			t.Errorf("%s %s: an author gets %d, want %d", rt.Method, path, got, want)
		}
		if strings.Contains(rt.Path, ":run") {
			if got := ask("Uma+"); got != 404 {
				t.Errorf("%s %s: a trainer of another site gets %d, want 404", rt.Method, path, got)
			}
		}
	}
	b.get("Uma", "/teach").want(200, "!"+string(run.ID), "No exercise has been opened yet")
	b.get("author", "/teach").want(200, "Blue Lantern", "!/teach/runs/")
	if run, err := b.Room.Run(t.Context(), b.Tom, run.ID); err != nil || run.State != training.Running {
		t.Errorf("after all that the run is %s, %v", run.State, err)
	}
}

func TestOverview(t *testing.T) {
	b := newBench(t)
	b.get("Tom", "/teach").want(200, "No exercise has been opened yet", "Nothing waits to be marked", "/teach/runs/new")
	run := b.Seal(t, b.Tom, "team-a")
	b.get("Tom", "/teach").want(200, "ready to start", "start it", "/teach/runs/"+string(run.ID))
	if err := b.Room.Start(t.Context(), b.Tom, run.ID); err != nil {
		t.Fatal(err)
	}
	b.Wait(19 * 60e9)
	b.get("Tom", "/teach").want(200, "none for 19 min", "!stuck?")
	b.Wait(60e9)
	b.get("Tom", "/teach").want(200, "none for 20 min", "stuck?")
}
