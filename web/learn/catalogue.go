package learn

import (
	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Catalogue is /courses.
type Catalogue struct{ Courses []CourseCard }

// CourseCard is a course in the catalogue.
type CourseCard struct {
	*courses.Course
	Of int // modules with those announced
}

// Course is /courses/{course}.
type Course struct {
	Course  *courses.Course
	Modules []ModuleCard
}

// ModuleCard is a module with the reader's progress in it.
type ModuleCard struct {
	*courses.Module
	Number      string
	Done, Total int // lessons; Total 0 for people whose progress is not kept
}

// Module is /courses/{course}/{module}.
type Module struct {
	Module *courses.Module
	Banner *Banner
	Items  []Todo
}

// Banner is the legal banner above a text.
type Banner struct {
	Title   string
	Reasons []string
}

func (a *Area) showCatalogue(c *fiber.Ctx) error {
	lib, _ := a.library()
	data := Catalogue{}
	for _, co := range lib.Courses {
		data.Courses = append(data.Courses, CourseCard{co, len(co.Modules) + len(co.Reserved)})
	}
	m := page.Meta{Title: "Courses", Nav: "courses"}
	if !page.ViewerOf(c).SignedIn {
		return a.cache.Serve(c, a.stamp(), func(look page.Look) ([]byte, error) { return a.list.Bytes(look, c.Path(), m, data) })
	}
	return a.list.Render(c, fiber.StatusOK, m, data)
}

func (a *Area) showCourse(c *fiber.Ctx) error {
	co, _, _, err := a.find(c)
	if err != nil {
		return err
	}
	did, err := a.record(c, co)
	if err != nil {
		return err
	}
	data := Course{Course: co}
	for _, m := range co.Modules {
		card := ModuleCard{Module: m, Number: m.ID[1:]}
		for _, l := range m.Lessons {
			if did != nil {
				card.Total++
				if did.todo(l).State == "done" {
					card.Done++
				}
			}
		}
		data.Modules = append(data.Modules, card)
	}
	m := page.Meta{Title: co.Title, Nav: "courses", Description: co.Summary, Crumbs: []page.Crumb{{Text: "Courses", Href: "/courses"}, {Text: co.Title}}}
	if did == nil && !page.ViewerOf(c).SignedIn {
		return a.cache.Serve(c, a.stamp(), func(look page.Look) ([]byte, error) { return a.course.Bytes(look, c.Path(), m, data) })
	}
	return a.course.Render(c, fiber.StatusOK, m, data)
}

func (a *Area) showModule(c *fiber.Ctx) error {
	co, mo, _, err := a.find(c)
	if err != nil {
		return err
	}
	did, err := a.record(c, co)
	if err != nil {
		return err
	}
	data := Module{Module: mo}
	if b := mo.Legal.Banner(a.now()); b != nil {
		data.Banner = &Banner{b.Title, b.Reasons}
	}
	for _, l := range mo.Lessons {
		if did != nil {
			data.Items = append(data.Items, did.todo(l))
			continue
		}
		data.Items = append(data.Items, Todo{State: "open", Sign: "○", Words: "lesson", Title: l.Title, Href: l.URL, Time: page.Minutes(l.Minutes), Verb: "read"})
	}
	m := page.Meta{
		Title: mo.Title, Nav: "courses", Description: mo.Purpose,
		Crumbs: []page.Crumb{{Text: "Courses", Href: "/courses"}, {Text: co.Title, Href: co.URL()}, {Text: "Module " + mo.ID[1:]}},
	}
	if !page.ViewerOf(c).SignedIn {
		return a.cache.Serve(c, a.stamp(), func(look page.Look) ([]byte, error) { return a.module.Bytes(look, c.Path(), m, data) })
	}
	return a.module.Render(c, fiber.StatusOK, m, data)
}

// record is what a person did in a course.
type record struct {
	last     map[string]training.ItemAnswer
	opened   map[string]bool
	finished map[string]bool
}

func (r *record) todo(l *courses.Lesson) Todo {
	opened := r.opened[l.ID]
	for _, q := range l.Questions {
		_, answered := r.last[q.ID]
		opened = opened || answered
	}
	return todo(l, opened, r.finished[l.ID], r.last)
}

// record reads the viewer's answers and progress; nil for people whose answers
// are not kept.
func (a *Area) record(c *fiber.Ctx, co *courses.Course) (*record, error) {
	v := page.ViewerOf(c)
	if !mayAnswer(v) {
		return nil, nil
	}
	answers, err := a.room.Answers(c.UserContext(), v.Scope, co.ID)
	if err != nil {
		return nil, err
	}
	progress, err := a.room.Progress(c.UserContext(), v.Scope, co.ID)
	if err != nil {
		return nil, err
	}
	r := &record{last: newest(answers), opened: map[string]bool{}, finished: map[string]bool{}}
	for _, p := range progress {
		r.opened[p.Lesson] = true
		r.finished[p.Lesson] = p.Done != nil
	}
	return r, nil
}
