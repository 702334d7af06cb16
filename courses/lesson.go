package courses

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/osint-radar/academy/internal/markdown"
)

type lessonFront struct {
	ID         string        `yaml:"id"`
	Title      string        `yaml:"title"`
	Lang       string        `yaml:"lang"`
	SourceRev  int           `yaml:"source_rev"`
	Kind       string        `yaml:"kind"`
	Summary    string        `yaml:"summary"`
	Minutes    int           `yaml:"minutes"`
	Outcomes   []string      `yaml:"outcomes"`
	Requires   []string      `yaml:"requires"`
	Mode       string        `yaml:"mode"`
	Track      words         `yaml:"track"`
	LawAsOf    markdown.Date `yaml:"law_as_of"`
	LegalCheck string        `yaml:"legal_check"`
	Sources    []string      `yaml:"sources"`
}

// lessons reads the front matter of a module's lessons, in the order of their
// files, and returns what renders them.
func (l *loader) lessons(m *Module, dir string) []func() {
	files, err := fs.ReadDir(l.fsys, dir)
	if err != nil {
		l.fault(dir, 0, "cannot be read: %v", err)
	}
	var renders []func()
	bases := map[string]*Lesson{}
	for _, f := range files { // sorted by name: 01-x.md stands before 01-x.ro.md
		file := path.Join(dir, f.Name())
		if f.IsDir() || path.Ext(file) != ".md" {
			continue
		}
		name := lessonFile.FindStringSubmatch(f.Name())
		if name == nil {
			l.fault(file, 0, "a lesson's file is named like 01-the-phenomenon.md or 01-the-phenomenon.ro.md")
			continue
		}
		text, faults := markdown.ReadFile(l.fsys, file)
		src, more := markdown.Split(file, text)
		faults = append(faults, more...)
		var front lessonFront
		if len(faults) == 0 {
			faults = src.DecodeFront(&front)
		}
		if l.lib.fault = append(l.lib.fault, faults...); len(faults) > 0 {
			continue
		}
		lesson := l.front(m, file, src, front)
		if name[2] == "" {
			bases[name[1]] = lesson
			l.add(m, lesson, src)
		} else if !l.translation(bases[name[1]], lesson, src, name[2]) {
			continue
		}
		source := bases[name[1]]
		renders = append(renders, func() { l.body(lesson, source, src, front) })
	}
	for i, lesson := range m.Lessons {
		if i > 0 {
			lesson.Prev, m.Lessons[i-1].Next = m.Lessons[i-1], lesson
		}
	}
	return renders
}

// add puts a source text into its module.
func (l *loader) add(m *Module, lesson *Lesson, src markdown.Source) {
	if lesson.Lang != m.Course.Lang {
		l.fault(src.File, src.FrontLine("lang"), "lang is %q, but the course's source language is %q; a translation is named like 01-x.%s.md", lesson.Lang, m.Course.Lang, lesson.Lang)
	}
	if l.claim(lesson.ID, src.File, src.FrontLine("id")) {
		l.lib.lesson[lesson.ID] = lesson
	}
	m.Lessons = append(m.Lessons, lesson)
}

// translation puts a translation beside its source text.
func (l *loader) translation(source, lesson *Lesson, src markdown.Source, lang string) bool {
	switch {
	case source == nil:
		l.fault(src.File, 0, "this is a translation, but the source text beside it is missing")
		return false
	case lesson.ID != source.ID:
		l.fault(src.File, src.FrontLine("id"), "the id is %s, but the source text has %s; translations share the id", lesson.ID, source.ID)
		return false
	case lesson.Lang != lang:
		l.fault(src.File, src.FrontLine("lang"), "lang is %q, but the file's name says %q", lesson.Lang, lang)
	case lesson.Revision > source.Revision:
		l.fault(src.File, src.FrontLine("source_rev"), "source_rev is %d, but the source text is at %d", lesson.Revision, source.Revision)
	}
	if source.Translations == nil {
		source.Translations = map[string]*Lesson{}
	}
	source.Translations[lang] = lesson
	return true
}

// front makes a lesson of its front matter.
func (l *loader) front(m *Module, file string, src markdown.Source, f lessonFront) *Lesson {
	bad := func(key, format string, args ...any) { l.fault(file, src.FrontLine(key), format, args...) }
	if f.Kind == "" {
		f.Kind = "lesson"
	}
	for key, v := range map[string]string{"id": f.ID, "title": f.Title, "lang": f.Lang, "mode": f.Mode, "law_as_of": f.LawAsOf.String()} {
		if v == "" {
			bad(key, "%s is missing", key)
		}
	}
	if f.SourceRev < 1 {
		bad("source_rev", "source_rev is missing; the first revision is 1")
	}
	if f.Minutes < 1 {
		bad("minutes", "minutes is missing; say how long the lesson takes")
	}
	if len(f.Track) == 0 {
		bad("track", "track is missing: core, or the roles AN IN PR LO TR")
	}
	for _, t := range f.Track {
		if !slices.Contains([]string{"core", "AN", "IN", "PR", "LO", "TR"}, t) {
			bad("track", "there is no track %q; there are core AN IN PR LO TR", t)
		}
	}
	if f.Mode != "" && !slices.Contains([]string{"self", "live", "f2f", "range"}, f.Mode) {
		bad("mode", "there is no mode %q; there are self live f2f range", f.Mode)
	}
	if f.Kind != "lesson" && f.Kind != "quiz" {
		bad("kind", "there is no kind %q; there are lesson and quiz", f.Kind)
	}
	for _, lo := range f.Outcomes {
		if !m.hasOutcome(lo) {
			bad("outcomes", "the module has no outcome %s", lo)
		}
	}
	module, slug, err := markdown.LessonPath(f.ID)
	if f.ID != "" && (err != nil || module != m.ID) {
		bad("id", "the id %q is not one of module %s, like %s-l1", f.ID, m.ID, m.ID)
	}
	return &Lesson{
		ID: f.ID, Slug: slug, URL: m.URL() + "/" + slug, Title: f.Title, Lang: f.Lang, Revision: f.SourceRev, Kind: f.Kind,
		Summary: f.Summary, Minutes: f.Minutes, Outcomes: f.Outcomes, Requires: f.Requires, Mode: f.Mode, Track: f.Track,
		Sources: inline(f.Sources), Module: m, file: file,
	}
}

func (m *Module) hasOutcome(id string) bool {
	return slices.ContainsFunc(m.Outcomes, func(o Outcome) bool { return o.ID == id })
}

// body renders a lesson and its questions. source is the lesson in the course's language.
func (l *loader) body(lesson, source *Lesson, src markdown.Source, f lessonFront) {
	for _, id := range f.Requires {
		if _, ok := l.lib.lesson[id]; !ok {
			l.fault(src.File, src.FrontLine("requires"), "requires names %s, which does not exist", id)
		}
	}
	page := l.render.Render(src, markdown.Resolver{Link: l.link, Image: l.image(lesson)})
	var faults markdown.Faults
	for _, s := range page.Segments {
		switch {
		case s.Block == nil:
			lesson.Parts = append(lesson.Parts, Part{HTML: s.HTML})
		case s.Block.Name == "question":
			q := parseQuestion(page, src.File, s.Block, &faults)
			q.Lesson = lesson
			lesson.Questions = append(lesson.Questions, q)
			lesson.Parts = append(lesson.Parts, Part{Question: q})
			l.outcomes(lesson.Module, q.LO, src.File, s.Block.Line)
			if lesson == source && q.ID != "" && l.claim(q.ID, src.File, s.Block.Line) {
				l.lib.question[q.ID] = q
			}
		default:
			e := l.exercise(lesson, src.File, s.Block, &faults)
			lesson.Exercises = append(lesson.Exercises, e)
			lesson.Parts = append(lesson.Parts, Part{Exercise: e})
			l.outcomes(lesson.Module, e.LO, src.File, s.Block.Line)
			if lesson == source && e.ID != "" && l.claim(e.ID, src.File, s.Block.Line) {
				l.lib.exercise[e.ID] = e
			}
		}
	}
	l.solved(lesson, source, page, src.File)
	if lesson != source {
		l.align(lesson, source, src.File)
	}
	lesson.TOC, lesson.Terms, lesson.Sections, lesson.Links = page.TOC, page.Terms, page.Sections, page.Links
	lesson.Legal = markdown.Legal{AsOf: f.LawAsOf, Flags: append(lineFlags(append([]byte("\n"), src.Front...)), page.Flags...)}
	l.legal(src.File, src.FrontLine("legal_check"), f.LegalCheck, lesson.Legal)
	lesson.Body = markdown.Encode(preview(lesson))
	l.lib.fault = append(append(l.lib.fault, page.Faults...), faults...)
}

func (l *loader) solved(lesson, source *Lesson, page *markdown.Page, file string) {
	for _, s := range page.Solutions {
		here := slices.ContainsFunc(lesson.Questions, func(q *Question) bool { return q.ID == s.For }) ||
			slices.ContainsFunc(lesson.Exercises, func(e *Exercise) bool { return e.ID == s.For })
		if s.For != "" && !here {
			l.fault(file, s.Line, "the solution is for %s, which is not on this page", s.For)
		}
		if lesson == source {
			l.lib.solutions[s.For] = append(l.lib.solutions[s.For], s)
		}
	}
}

func (l *loader) outcomes(m *Module, los []string, file string, line int) {
	for _, lo := range los {
		if !m.hasOutcome(lo) {
			l.fault(file, line, "the module has no outcome %s", lo)
		}
	}
}

func (l *loader) exercise(lesson *Lesson, file string, b *markdown.Block, faults *markdown.Faults) *Exercise {
	e := &Exercise{
		ID: b.Attrs["#"], Title: b.Attrs["title"], Scenario: b.Attrs["scenario"], Rubric: b.Attrs["rubric"], LO: b.Attrs.List("lo"),
		Submit: b.Attrs.List("submit"), DoubleMark: b.Attrs.Has("double-mark"), Body: b.Body, Lesson: lesson,
	}
	if e.Title == "" {
		e.Title = lesson.Title
	}
	if e.ID == "" {
		faults.Add(file, b.Line, "the exercise has no id; write :::exercise{#m1-e1 …}")
	}
	if s, ok := b.Attrs["minutes"]; ok {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			faults.Add(file, b.Line, "minutes=%s is not a number of minutes", s)
		}
		e.Minutes = n
	}
	return e
}

// align gives a translation's questions the option ids of the source, by place,
// so that one answer is the same in every language.
func (l *loader) align(lesson, source *Lesson, file string) {
	if len(lesson.Questions) != len(source.Questions) {
		l.fault(file, 0, "the translation has %d questions, the source text %d", len(lesson.Questions), len(source.Questions))
		return
	}
	for i, q := range lesson.Questions {
		s := source.Questions[i]
		if q.ID != s.ID || q.Kind != s.Kind || len(q.options) != len(s.options) || len(q.bases) != len(s.bases) || len(q.right) != len(s.right) {
			l.fault(file, 0, "the question %s differs from the source text's %s in kind or number of answers", q.ID, s.ID)
			continue
		}
		same := map[string]string{}
		for j := range q.right {
			same[q.right[j].id] = s.right[j].id
			q.right[j].id = s.right[j].id
		}
		for j := range q.options {
			q.options[j].id = s.options[j].id
			if to, ok := same[q.options[j].key]; ok {
				q.options[j].key = to
			}
		}
		for j := range q.bases {
			q.bases[j].id = s.bases[j].id
		}
	}
}

// link resolves ids: HB-A.3 and m1-l2, both with an anchor if wanted.
func (l *loader) link(dest string) (string, error) {
	if url, ok := markdown.CiteURL(dest); ok {
		return url, nil
	}
	id, anchor, found := strings.Cut(dest, "#")
	lesson, ok := l.lib.lesson[id]
	if !ok {
		return "", fmt.Errorf("there is no lesson or page %q; link like (m1-l2), (HB-A.3) or https://…", id)
	}
	if found {
		return lesson.URL + "#" + anchor, nil
	}
	return lesson.URL, nil
}

// image resolves pictures beside the lesson.
func (l *loader) image(lesson *Lesson) func(string) (string, error) {
	return func(src string) (string, error) {
		c := lesson.Module.Course
		full := path.Join(path.Dir(lesson.file), src)
		name, inside := strings.CutPrefix(full, c.dir+"/")
		if !inside {
			return "", fmt.Errorf("the file lies outside of the course")
		}
		if !slices.Contains([]string{".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"}, path.Ext(name)) {
			return "", fmt.Errorf("pictures are svg, png, jpg, gif or webp")
		}
		if _, err := fs.Stat(l.fsys, full); err != nil {
			return "", fmt.Errorf("the file does not exist")
		}
		c.files[name] = true
		return c.URL() + "/files/" + name, nil
	}
}

// anchors checks that links into pages of this library meet a heading.
func (l *loader) anchors() {
	ids := map[string]map[string]bool{}
	each(l.lib, func(x *Lesson) {
		ids[x.URL+x.Lang] = map[string]bool{"": true}
		for _, s := range x.Sections {
			ids[x.URL+x.Lang][s.ID] = true
		}
	})
	each(l.lib, func(x *Lesson) {
		for _, link := range x.Links {
			url, anchor, found := strings.Cut(link.URL, "#")
			if url == "" {
				url = x.URL
			}
			target, known := ids[url+x.Lang]
			if !known {
				target, known = ids[url+x.Module.Course.Lang]
			}
			if found && known && !target[anchor] {
				l.fault(x.file, link.Line, "dead link %q: the page has no heading with that anchor", link.Dest)
			}
		}
	})
}

func each(lib *Library, f func(*Lesson)) {
	for _, c := range lib.Courses {
		for _, m := range c.Modules {
			for _, x := range m.Lessons {
				f(x)
				for _, t := range x.Translations {
					f(t)
				}
			}
		}
	}
}
