package courses

import (
	"time"

	"github.com/osint-radar/academy/internal/markdown"
)

// Library holds all courses. It is read-only once loaded.
type Library struct {
	Courses []*Course

	course    map[string]*Course
	lesson    map[string]*Lesson
	question  map[string]*Question
	exercise  map[string]*Exercise
	solutions map[string][]markdown.Solution
	fault     markdown.Faults
}

// Course is course.yaml and the modules of this release.
type Course struct {
	ID       string
	Title    string
	Lang     string
	Summary  string
	Hours    int
	Licence  string
	LawAsOf  markdown.Date
	Modules  []*Module
	Reserved []Reserved // announced modules that are not yet there

	dir   string
	files map[string]bool
}

// Reserved is a module that has a number and a title but no content yet.
type Reserved struct {
	ID    string `yaml:"id"`
	Title string `yaml:"title"`
}

// Hours are the learning hours of a module.
type Hours struct {
	Self       float64 `yaml:"self"`
	Live       float64 `yaml:"live"`
	Range      float64 `yaml:"range"`
	Assessment float64 `yaml:"assessment"`
}

// Sum is the total.
func (h Hours) Sum() float64 { return h.Self + h.Live + h.Range + h.Assessment }

// Module is module.yaml with its lessons in order.
type Module struct {
	ID             string
	Title          string
	Purpose        string
	Roles          []string
	Hours          Hours
	EQF            string
	Cut            int // percent of the quiz's points that pass
	Outcomes       []Outcome
	KeyTerms       []string
	Misconceptions []markdown.HTML
	Sources        []markdown.HTML
	Practical      string // id of the exercise that closes the module
	Rubric         []Weight
	Legal          markdown.Legal
	Lessons        []*Lesson
	Course         *Course

	file string
}

// Outcome is a learning outcome, in the verbs of Bloom's taxonomy. SQFRef is
// empty until the reference is known; it is never invented.
type Outcome struct {
	ID         string   `yaml:"id"`
	Text       string   `yaml:"text"`
	Bloom      string   `yaml:"bloom"`
	EQF        string   `yaml:"eqf"`
	AssessedBy []string `yaml:"assessed_by"`
	SQFRef     string   `yaml:"sqf_ref"`
}

// Weight is the share of a rubric criterion in percent.
type Weight struct {
	Criterion string `yaml:"criterion"`
	Weight    int    `yaml:"weight"`
}

// Lesson is one page of a module: text with questions and exercises in it.
type Lesson struct {
	ID       string
	Slug     string // last part of the address
	URL      string
	Title    string
	Lang     string
	Revision int    // of the source text this one is, or was made from
	Kind     string // lesson or quiz
	Summary  string
	Minutes  int
	Outcomes []string
	Requires []string
	Mode     string // self, live, f2f or range
	Track    []string
	Sources  []markdown.HTML
	Legal    markdown.Legal
	TOC      []markdown.Heading
	Parts    []Part
	Terms    []markdown.Term // words of the glossary on this page
	Sections []markdown.Section
	Links    []markdown.Link

	// Body is the whole text with questions and exercises as plain text
	// without inputs, compressed: the preview for people who are not signed in.
	Body markdown.Encoded

	Questions    []*Question
	Exercises    []*Exercise
	Module       *Module
	Prev, Next   *Lesson
	Translations map[string]*Lesson // by language, without the source

	file string
}

// Part is a run of text, a question or an exercise; exactly one is set.
type Part struct {
	HTML     markdown.HTML
	Question *Question
	Exercise *Exercise
}

// Exercise is a graded task in a module. Run it as the scenario's exercise.
type Exercise struct {
	ID         string
	Title      string
	Scenario   string
	Rubric     string
	LO         []string
	Submit     []string // findings, report, …
	Minutes    int
	DoubleMark bool
	Body       markdown.HTML
	Lesson     *Lesson
}

// Stale reports whether a translation was made from an older revision of its source.
func (l *Lesson) Stale() bool {
	src := l.source()
	return src != l && l.Revision < src.Revision
}

func (l *Lesson) source() *Lesson {
	for _, s := range l.Module.Lessons {
		if s.ID == l.ID {
			return s
		}
	}
	return l
}

// In returns the lesson in a language. ok is false where there is no
// translation and the source text comes back instead.
func (l *Lesson) In(lang string) (text *Lesson, ok bool) {
	src := l.source()
	if lang == src.Lang {
		return src, true
	}
	if t := src.Translations[lang]; t != nil {
		return t, true
	}
	return src, false
}

// Banner is the legal banner at the time now, or nil.
func (l *Lesson) Banner(now time.Time) *markdown.Banner { return l.Legal.Banner(now) }

// Course finds a course by its slug.
func (l *Library) Course(id string) (*Course, bool) { c, ok := l.course[id]; return c, ok }

// Lesson finds a lesson by its id, in the source language.
func (l *Library) Lesson(id string) (*Lesson, bool) { x, ok := l.lesson[id]; return x, ok }

// Question finds a question by its id, in the source language.
func (l *Library) Question(id string) (*Question, bool) { q, ok := l.question[id]; return q, ok }

// Exercise finds an exercise by its id, in the source language.
func (l *Library) Exercise(id string) (*Exercise, bool) { e, ok := l.exercise[id]; return e, ok }

// Solutions are the texts for trainers about a question or an exercise. Show
// them to members with the role trainer only: nothing else in this package
// leads to them.
func (l *Library) Solutions(id string) []markdown.Solution { return l.solutions[id] }

// Module finds a module of the course.
func (c *Course) Module(id string) (*Module, bool) {
	for _, m := range c.Modules {
		if m.ID == id {
			return m, true
		}
	}
	return nil, false
}

// URL is the address of the course.
func (c *Course) URL() string { return "/courses/" + c.ID }

// URL is the address of the module.
func (m *Module) URL() string { return m.Course.URL() + "/" + m.ID }

// Lesson finds a lesson of the module by the last part of its address.
func (m *Module) Lesson(slug string) (*Lesson, bool) {
	for _, l := range m.Lessons {
		if l.Slug == slug {
			return l, true
		}
	}
	return nil, false
}

// LessonURL gives the address of a lesson; the handbook links with it.
func (l *Library) LessonURL(id string) (string, bool) {
	x, ok := l.lesson[id]
	if !ok {
		return "", false
	}
	return x.URL, true
}

// File is the path of the lesson's file in the folder of courses.
func (l *Lesson) File() string { return l.file }

// File is the path of module.yaml in the folder of courses.
func (m *Module) File() string { return m.file }
