package learn

import (
	"strconv"

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
	What        string // "6 lessons, a quiz, a practical"
	Done, Total int    // of all of them; Total 0 for people whose progress is not kept
}

// Module is /courses/{course}/{module}.
type Module struct {
	Module *courses.Module
	Banner *Banner
	Items  []Todo
	For    []string // in words
	Rubric []CriterionRow
}

// CriterionRow is one criterion by which the module's exercise is marked.
type CriterionRow struct {
	Code, Name string
	Weight     int
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
		card := ModuleCard{Module: m, Number: m.ID[1:], What: what(m)}
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
	data := Module{Module: mo, Rubric: a.rubric(mo)}
	for _, r := range mo.Roles {
		data.For = append(data.For, roleWords(r))
	}
	if b := mo.Legal.Banner(a.now()); b != nil {
		data.Banner = &Banner{b.Title, b.Reasons}
	}
	for _, l := range mo.Lessons {
		if did != nil {
			data.Items = append(data.Items, did.todo(l))
			continue
		}
		data.Items = append(data.Items, Todo{State: "open", Sign: "○", Words: "lesson", Title: l.Title, Cite: cite(l), Href: l.URL, Time: page.Minutes(l.Minutes), Verb: "read"})
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

// what counts the pages of a module by what they are.
func what(m *courses.Module) string {
	lessons, rest := 0, ""
	for _, l := range m.Lessons {
		switch {
		case l.Kind == "quiz":
			rest += ", a quiz"
		case cite(l) == "":
			rest += ", a practical"
		default:
			lessons++
		}
	}
	if lessons == 1 {
		return "1 lesson" + rest
	}
	return strconv.Itoa(lessons) + " lessons" + rest
}

// rubric gives the criteria of a module their names, which the scenario of its
// exercise has.
func (a *Area) rubric(m *courses.Module) []CriterionRow {
	names := map[string]string{}
	for _, l := range m.Lessons {
		for _, x := range l.Exercises {
			if s, ok := a.exercises.Scenarios().Scenario(x.Scenario); ok {
				for _, k := range s.Rubric.Criteria {
					names[k.Code] = k.Name
				}
			}
		}
	}
	var out []CriterionRow
	for _, w := range m.Rubric {
		out = append(out, CriterionRow{w.Criterion, names[w.Criterion], w.Weight})
	}
	return out
}

// roleWords says whom a module is for.
func roleWords(code string) string {
	switch code {
	case "AN":
		return "analysts"
	case "IN":
		return "investigators"
	case "PR":
		return "prosecutors"
	case "LO":
		return "liaison officers"
	case "TR":
		return "trainers"
	}
	return code
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
