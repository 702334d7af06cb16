package learn

import (
	"fmt"
	"html/template"
	"path"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Lesson is one lesson: contents, text, questions.
type Lesson struct {
	Lesson      *courses.Lesson
	ModuleTitle string
	Drawer      []DrawerLine
	Banner      *Banner
	Parts       []Part
	Form        page.Form // only for faults of a refused answer
	Finish      string    // where "I have finished" goes; empty when done or not kept
	Left        string
	Done        bool
	Pager       page.Pager
}

// Part is a run of text, a question or an exercise.
type Part struct {
	HTML     template.HTML
	Question *Item
	Exercise *ExercisePart
}

// ExercisePart is an exercise of the lesson with the way to the team's run.
type ExercisePart struct {
	Exercise *courses.Exercise
	Href     string
	Why      string // why there is no way
}

// DrawerLine is a lesson in the contents at the left.
type DrawerLine struct {
	Todo
	Current bool
}

// refused is an answer that could not be scored, to show its form again.
type refused struct {
	question string
	fault    string
	field    string
	typed    map[string][]string
}

func (a *Area) showLesson(c *fiber.Ctx) error {
	_, _, l, err := a.find(c)
	if err != nil {
		return err
	}
	if l.Kind == "quiz" {
		return a.showQuiz(c, l, nil)
	}
	return a.lessonPage(c, l, nil)
}

func (a *Area) lessonPage(c *fiber.Ctx, l *courses.Lesson, no *refused) error {
	v := page.ViewerOf(c)
	if !v.SignedIn {
		return a.cache.Serve(c, a.stamp(), func(look page.Look) ([]byte, error) {
			data, err := a.lessonData(c, l, nil, nil)
			if err != nil {
				return nil, err
			}
			return a.lesson.Bytes(look, c.Path(), lessonMeta(l), data)
		})
	}
	did, err := a.record(c, l.Module.Course)
	if err != nil {
		return err
	}
	data, err := a.lessonData(c, l, did, no)
	if err != nil {
		return err
	}
	return a.lesson.Render(c, data.Form.Status(), lessonMeta(l), data)
}

func lessonMeta(l *courses.Lesson) page.Meta {
	m := l.Module
	return page.Meta{
		Title: l.Title, Nav: "courses", Description: l.Summary,
		Crumbs: []page.Crumb{
			{Text: "Courses", Href: "/courses"},
			{Text: m.Course.Title, Href: m.Course.URL()},
			{Text: "Module " + m.ID[1:], Href: m.URL()},
			{Text: l.Title},
		},
	}
}

func (a *Area) lessonData(c *fiber.Ctx, l *courses.Lesson, did *record, no *refused) (Lesson, error) {
	data := Lesson{Lesson: l, ModuleTitle: "Module " + l.Module.ID[1:], Pager: lessonPager(l)}
	if b := l.Banner(a.now()); b != nil {
		data.Banner = &Banner{b.Title, b.Reasons}
	}
	for _, other := range l.Module.Lessons {
		line := DrawerLine{Todo: Todo{Sign: "○", Words: "lesson", Title: other.Title, Cite: cite(other), Href: other.URL, Time: page.Minutes(other.Minutes)}, Current: other.ID == l.ID}
		if did != nil {
			line.Todo = did.todo(other)
		}
		data.Drawer = append(data.Drawer, line)
	}
	n := 0
	for _, p := range l.Parts {
		switch {
		case p.Question != nil:
			n++
			data.Parts = append(data.Parts, Part{Question: a.item(c, p.Question, n, did, no)})
		case p.Exercise != nil:
			x, err := a.exercise(c, p.Exercise)
			if err != nil {
				return data, err
			}
			data.Parts = append(data.Parts, Part{Exercise: x})
		default:
			data.Parts = append(data.Parts, Part{HTML: p.HTML})
		}
	}
	if no != nil {
		data.Form.Wrong(no.question, no.fault)
	}
	if did != nil {
		data.Done = did.finished[l.ID]
		if !data.Done {
			data.Finish = l.URL + "/finish"
			if left := len(l.Questions) - l.Progress(true, results(l, did.last)).Answered; left > 0 {
				data.Left = fmt.Sprintf("%d of %d questions are still open.", left, len(l.Questions))
			}
		}
	}
	return data, nil
}

func lessonPager(l *courses.Lesson) page.Pager {
	var p page.Pager
	if l.Prev != nil {
		p.Previous = page.Crumb{Text: l.Prev.Title, Href: l.Prev.URL}
	}
	if l.Next != nil {
		p.Next = page.Crumb{Text: l.Next.Title, Href: l.Next.URL}
	}
	return p
}

// item lays out one question of a lesson.
func (a *Area) item(c *fiber.Ctx, q *courses.Question, n int, did *record, no *refused) *Item {
	v := page.ViewerOf(c)
	i := &Item{Number: n, Form: q.Form(string(v.Scope.Person)), Post: q.Lesson.URL + "/answer", CSRF: v.CSRF}
	switch {
	case did == nil && !v.SignedIn:
		i.Closed = "Sign in to answer. You then see what is right, and why."
		return i
	case did == nil:
		i.Closed = "Questions are for trainees, trainers and authors."
		return i
	case no != nil && no.question == q.ID:
		i.Fault, i.typed = no.fault, no.typed
	case c.Query("again") != q.ID:
		if last, ok := did.last[q.ID]; ok {
			if _, ok := i.show(q, last); ok {
				i.Again = q.Lesson.URL + "?again=" + q.ID + "#q-" + q.ID
				i.Fresh = c.Query("answered") == q.ID
				return i
			}
		}
	}
	i.Key = training.NewID[string]()
	return i
}

// showFile serves a picture of a course, with a type of its own and nothing to run.
func (a *Area) showFile(c *fiber.Ctx) error {
	co, _, _, err := a.find(c)
	if err != nil {
		return err
	}
	name := c.Params("*")
	b, err := co.File(a.files, name)
	if err != nil {
		return training.NotFound("picture")
	}
	c.Set(fiber.HeaderContentType, page.PictureType(path.Ext(name)))
	c.Set(fiber.HeaderCacheControl, "public, max-age=3600")
	return c.Send(b)
}
