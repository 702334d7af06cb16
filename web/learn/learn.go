// Package learn is the trainee's side: my week, courses, lessons, questions and
// the module quiz. Everybody may read a lesson without its questions' answers;
// answering needs an account.
//
// A question is a form of its own. Its answer is kept under an idempotency key
// that was drawn with the form, so that a form sent twice, by hand or by the
// browser's outbox, counts once. After the answer the page shows what was
// right, and why; a quiz shows that after all of it was handed in.
package learn

import (
	"io/fs"
	"net/http"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/internal/classroom"
	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
	"github.com/osint-radar/academy/web/policy"
)

// Area holds the pages and what they work with.
type Area struct {
	now     func() time.Time
	library func() (*courses.Library, int)
	files   fs.FS // pictures of the courses
	room    *classroom.Room
	cache   page.Cache

	exercises *exercise.Room

	week   page.View[Week]
	list   page.View[Catalogue]
	course page.View[Course]
	module page.View[Module]
	lesson page.View[Lesson]
	quiz   page.View[Quiz]
}

// Config is what the area works with.
type Config struct {
	Now       func() time.Time
	Library   func() (*courses.Library, int) // newest good state and its generation
	Files     fs.FS                          // pictures of the courses
	Room      *classroom.Room
	Exercises *exercise.Room
}

// New binds the area's templates.
func New(r *page.Renderer, cfg Config) *Area {
	return &Area{
		now: cfg.Now, library: cfg.Library, files: cfg.Files, room: cfg.Room, exercises: cfg.Exercises,
		week:   page.Bind[Week](r, "learn/week"),
		list:   page.Bind[Catalogue](r, "learn/courses"),
		course: page.Bind[Course](r, "learn/course"),
		module: page.Bind[Module](r, "learn/module"),
		lesson: page.Bind[Lesson](r, "learn/lesson"),
		quiz:   page.Bind[Quiz](r, "learn/quiz"),
	}
}

// Routes lists the area's addresses.
func (a *Area) Routes() []policy.Route {
	return []policy.Route{
		{Method: http.MethodGet, Path: "/learn", Action: policy.Learn, Handler: a.showWeek},
		{Method: http.MethodGet, Path: "/courses", Action: policy.Read, Handler: a.showCatalogue},
		{Method: http.MethodGet, Path: "/courses/:course", Action: policy.Read, Handler: a.showCourse},
		{Method: http.MethodGet, Path: "/courses/:course/files/*", Action: policy.Read, Handler: a.showFile},
		{Method: http.MethodGet, Path: "/courses/:course/:module", Action: policy.Read, Handler: a.showModule},
		{Method: http.MethodGet, Path: "/courses/:course/:module/:lesson", Action: policy.Read, Handler: a.showLesson},
		{Method: http.MethodPost, Path: "/courses/:course/:module/:lesson/answer", Action: policy.Learn, Handler: a.answer},
		{Method: http.MethodPost, Path: "/courses/:course/:module/:lesson/quiz", Action: policy.Learn, Handler: a.handIn},
		{Method: http.MethodPost, Path: "/courses/:course/:module/:lesson/finish", Action: policy.Learn, Handler: a.finish},
	}
}

// find walks from the address to a lesson; parts that the route does not have stay nil.
func (a *Area) find(c *fiber.Ctx) (co *courses.Course, m *courses.Module, l *courses.Lesson, err error) {
	lib, _ := a.library()
	var ok bool
	if co, ok = lib.Course(c.Params("course")); !ok {
		return nil, nil, nil, training.NotFound("course")
	}
	if id := c.Params("module"); id != "" {
		if m, ok = co.Module(id); !ok {
			return nil, nil, nil, training.NotFound("module")
		}
	}
	if slug := c.Params("lesson"); slug != "" {
		if l, ok = m.Lesson(slug); !ok {
			return nil, nil, nil, training.NotFound("lesson")
		}
	}
	return co, m, l, nil
}

// mayAnswer says whether this viewer's answers are kept.
func mayAnswer(v page.Viewer) bool {
	return v.SignedIn && (v.Is("trainee") || v.Is("trainer") || v.Is("author"))
}

func (a *Area) stamp() page.Stamp {
	_, gen := a.library()
	return page.Stamp{Courses: gen, Day: int(a.now().Unix() / (24 * 3600))}
}
