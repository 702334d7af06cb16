package e2e_test

import (
	"context"
	"log/slog"
	"net"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/handbook"
	"github.com/osint-radar/academy/internal/classroom"
	"github.com/osint-radar/academy/internal/e2e"
	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/glossary"
	"github.com/osint-radar/academy/internal/search"
	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/store/storetest"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/web"
)

// site is the whole site in this process, with the content of the release.
type site struct {
	url  string
	room *classroom.Room
	code map[training.Role]string // sign-in codes of site ro
	lib  *courses.Library
	book *handbook.Book
}

// start serves it over a fresh SQLite file with the people of the demo and no exercise.
func start(t *testing.T) *site {
	t.Helper()
	st := storetest.Engines()[0].Open(t)
	log := slog.New(slog.DiscardHandler)
	runs, err := exercise.New(exercise.Config{Store: st, Scenarios: func() *scenarios.Library { return &scenarios.Library{} }, Data: t.TempDir(), Now: time.Now, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	s := over(t, st, runs, time.Now)
	accounts, err := s.room.SeedDemo(t.Context(), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range accounts {
		if a.Site == "ro" && s.code[a.Role] == "" {
			s.code[a.Role] = codeOf(t, a.SigninURL)
		}
	}
	return s
}

// codeOf is the code in a one-time address.
func codeOf(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get("code")
}

// over serves it over a store and the exercises in it.
func over(t *testing.T, st *store.Store, runs *exercise.Room, now func() time.Time) *site {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	must(err)
	s := &site{url: "http://" + ln.Addr().String(), code: map[training.Role]string{}}
	pictures, _, err := courses.FS("")
	must(err)
	figures, _, err := handbook.FS("")
	must(err)
	words, faults := handbook.LoadGlossary(figures)
	must(faults.Err())
	s.lib, err = courses.Load(pictures, courses.Options{Terms: handbook.Terms(words)})
	must(err)
	s.book, err = handbook.Load(figures, handbook.Options{Lesson: s.lib.LessonURL})
	must(err)
	ix, err := search.NewLive(ctx, func() ([]search.Doc, *glossary.Glossary, string) {
		return append(search.Handbook(s.book), search.Courses(s.lib, func(*courses.Lesson) string { return "" })...), s.book.Glossary, "1"
	})
	must(err)
	s.room = classroom.New(st, now, s.url)
	face, err := web.New(web.Config{
		Now: now, Log: slog.New(slog.DiscardHandler), PublicURL: s.url, Demo: true, CourseFS: pictures, BookFS: figures, Search: ix.Search,
		Library:   func() (*courses.Library, int) { return s.lib, 0 },
		Book:      func() (*handbook.Book, int) { return s.book, 0 },
		Classroom: s.room, Exercises: runs, Ready: st.Ping,
	})
	must(err)
	done := make(chan error, 1)
	go func() { done <- face.Serve(ctx, ln) }()
	t.Cleanup(func() {
		cancel()
		for _, err := range []error{<-done, ix.Close()} {
			if err != nil {
				t.Error(err)
			}
		}
	})
	return s
}

// TestPublicPages visits what everybody may read, every handbook page and lesson
// of the release among it.
func TestPublicPages(t *testing.T) {
	s := start(t)
	b := e2e.Start(t, s.url, os.Getenv("RADAR_SHOTS"))
	for _, path := range []string{"/", "/courses", "/handbook", "/handbook/all", "/login", "/search", "/search?q=preservation", "/search?q=zzzzqqq"} {
		b.Visit(path, 200)
	}
	b.Visit("/nothing/here", 404)
	for _, c := range s.lib.Courses {
		b.Visit(c.URL(), 200)
		for _, m := range c.Modules {
			b.Visit(m.URL(), 200)
			for _, l := range m.Lessons {
				b.Visit(l.URL, 200)
			}
		}
	}
	for _, part := range s.book.Parts {
		for _, p := range part.Pages {
			b.Visit(p.URL, 200)
		}
	}
	b.Visit("/handbook", 200)
	b.Do("the search key", chromedp.KeyEvent("/"))
	ctx, cancel := context.WithTimeout(b.Context(), time.Minute)
	defer cancel()
	if at, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.activeElement.id`)); err != nil || at != "hb-q" && at != "find" {
		t.Errorf("the key / leads to %q (%v)", at, err)
	}
	b.Press(`.foot button[value="dark"]`, 200)
	if theme, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.documentElement.dataset.theme`)); err != nil || theme != "dark" {
		t.Errorf("the chosen theme is %q (%v)", theme, err)
	}
}

// TestTrainee signs in, answers, and signs out; first with scripts, then without.
func TestTrainee(t *testing.T) {
	s := start(t)
	b := e2e.Start(t, s.url, os.Getenv("RADAR_SHOTS"))
	b.Visit("/login?code="+s.code[training.Trainee], 200)
	b.Press(`form:has(#f-code) button`, 200)
	if b.Path() != "/learn" {
		t.Fatalf("after signing in the browser is at %s", b.Path())
	}
	lesson := lessonWith(t, s, courses.Single)
	b.Visit(lesson.URL, 200)
	q := first(t, lesson, courses.Single)
	form := "#q-" + q.ID
	b.Do("answering", chromedp.Click(chromedp.CSS(form+" input[type=radio]")), chromedp.Click(chromedp.CSS(form+" button.govuk-button")),
		chromedp.WaitVisible(chromedp.CSS(form+" .result")))
	b.Check()
	if got := b.Text(form + " .result"); !strings.Contains(got, "ight") {
		t.Errorf("the feedback says %q", got)
	}
	b.Visit(lesson.URL, 200) // it is kept
	if got := b.Text(form + " .saved"); !strings.Contains(got, "saved") {
		t.Errorf("the state says %q", got)
	}
	for _, path := range []string{"/account", "/account/passphrase", lesson.Module.URL(), lesson.Module.Course.URL()} {
		b.Visit(path, 200)
	}
	for _, l := range lesson.Module.Lessons { // the lessons themselves are walked by TestPublicPages
		if l.Kind == "quiz" || len(l.Exercises) > 0 {
			b.Visit(l.URL, 200)
		}
	}
	b.Do("switching scripts off", func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return chromedp.Void{}, err
	})
	b.Plain(lesson.URL + "?again=" + q.ID)
	b.PlainPress(form+" input[type=radio]", form+" button.govuk-button")
	if got := b.Text(form + " .saved"); !strings.Contains(got, "attempt 2") {
		t.Errorf("without scripts the state says %q", got)
	}
}

// TestStaff looks at the pages of the other roles.
func TestStaff(t *testing.T) {
	s := start(t)
	for role, paths := range map[training.Role][]string{
		training.Trainer:       {"/teach"},
		training.Author:        {"/teach"},
		training.Partner:       {"/reuse"},
		training.Administrator: {"/manage", "/manage/pilots", "/manage/audit", "/account/confirm"},
	} {
		b := e2e.Start(t, s.url, os.Getenv("RADAR_SHOTS"))
		b.Visit("/login?code="+s.code[role], 200)
		b.Press(`form:has(#f-code) button`, 200)
		for _, path := range paths {
			b.Visit(path, 200)
		}
		if role != training.Administrator {
			continue
		}
		b.Visit("/manage", 200)
		b.Press("table a", 200)
		b.Visit("/account/passphrase", 200)
		b.Fill("#f-passphrase", "four words that differ")
		b.Fill("#f-again", "four words that differ")
		b.Press("main form button", 200)
		b.Visit("/account/authenticator", 200)
		b.Press("main form button", 200)
		b.Press("main form button", 422)
	}
}

func lessonWith(t *testing.T, s *site, kind courses.Kind) *courses.Lesson {
	t.Helper()
	for _, c := range s.lib.Courses {
		for _, m := range c.Modules {
			for _, l := range m.Lessons {
				for _, q := range l.Questions {
					if l.Kind == "lesson" && q.Kind == kind {
						return l
					}
				}
			}
		}
	}
	t.Fatalf("no lesson asks a question of kind %s", kind)
	return nil
}

func first(t *testing.T, l *courses.Lesson, kind courses.Kind) *courses.Question {
	t.Helper()
	for _, q := range l.Questions {
		if q.Kind == kind {
			return q
		}
	}
	t.Fatalf("%s asks no question of kind %s", l.ID, kind)
	return nil
}
