package courses

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"sort"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/osint-radar/academy/internal/markdown"
)

//go:embed all:content
var embedded embed.FS

// FS returns the courses of a content folder, DIR/courses, or the embedded ones
// when dir is empty or holds no such folder. live says that the folder may change.
func FS(dir string) (fsys fs.FS, live bool, err error) {
	return markdown.Content(embedded, dir, "courses")
}

// Options are what a load needs besides the files.
type Options struct {
	Terms []markdown.Term // words of the glossary to mark in lessons
}

// Open loads the courses of a content folder, or the embedded ones, and keeps
// them up to date while the folder is edited.
func Open(dir string, now func() time.Time, opt Options) (*markdown.Live[*Library], error) {
	fsys, live, err := FS(dir)
	if err != nil {
		return nil, err
	}
	if !live {
		now = nil
	}
	return markdown.NewLive(fsys, now, func(fsys fs.FS) (*Library, error) { return Load(fsys, opt) })
}

// Load reads a folder of courses. The error is a [markdown.ContentError] that names
// every fault with file and line; the library is nil then.
func Load(fsys fs.FS, opt Options) (*Library, error) {
	lib, faults := load(fsys, opt)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return lib, nil
}

// loader carries one load.
type loader struct {
	fsys   fs.FS
	lib    *Library
	render *markdown.Renderer
	ids    map[string]string // every id -> file:line where it stands
}

func (l *loader) fault(file string, line int, format string, args ...any) {
	l.lib.fault.Add(file, line, format, args...)
}

func load(fsys fs.FS, opt Options) (*Library, markdown.Faults) {
	l := &loader{fsys: fsys, render: markdown.New(opt.Terms), ids: map[string]string{}, lib: &Library{
		course: map[string]*Course{}, lesson: map[string]*Lesson{}, question: map[string]*Question{},
		exercise: map[string]*Exercise{}, solutions: map[string][]markdown.Solution{},
	}}
	dirs, err := fs.ReadDir(fsys, ".")
	if err != nil {
		l.fault(".", 0, "cannot be read: %v", err)
	}
	for _, d := range dirs {
		if d.IsDir() {
			l.course(d.Name())
		}
	}
	l.anchors()
	return l.lib, l.lib.fault
}

// claim notes that an id stands at a place, and faults a second one.
func (l *loader) claim(id, file string, line int) bool {
	if at, taken := l.ids[id]; taken {
		l.fault(file, line, "the id %s stands already in %s", id, at)
		return false
	}
	l.ids[id] = fmt.Sprintf("%s:%d", file, line)
	return true
}

func (l *loader) yaml(file string, v any) ([]byte, bool) {
	text, faults := markdown.ReadFile(l.fsys, file)
	if len(faults) == 0 {
		faults = markdown.DecodeYAML(file, text, 0, v)
	}
	l.lib.fault = append(l.lib.fault, faults...)
	return text, len(faults) == 0
}

type courseYAML struct {
	ID       string        `yaml:"id"`
	Title    string        `yaml:"title"`
	Lang     string        `yaml:"lang"`
	Summary  string        `yaml:"summary"`
	Hours    int           `yaml:"hours"`
	Licence  string        `yaml:"licence"`
	LawAsOf  markdown.Date `yaml:"law_as_of"`
	Modules  []string      `yaml:"modules"`
	Reserved []Reserved    `yaml:"reserved"`
}

func (l *loader) course(dir string) {
	file := path.Join(dir, "course.yaml")
	var y courseYAML
	text, ok := l.yaml(file, &y)
	if !ok {
		return
	}
	at := func(key string) int { return max(markdown.KeyLine(text, key), 1) }
	for key, v := range map[string]string{"id": y.ID, "title": y.Title, "lang": y.Lang, "law_as_of": y.LawAsOf.String()} {
		if v == "" {
			l.fault(file, 1, "%s is missing", key)
		}
	}
	if y.ID != markdown.Slug(y.ID) {
		l.fault(file, at("id"), "the id %q is not a slug of small letters, digits and hyphens", y.ID)
	}
	l.claim(y.ID, file, at("id"))
	c := &Course{
		ID: y.ID, Title: y.Title, Lang: y.Lang, Summary: y.Summary, Hours: y.Hours, Licence: y.Licence,
		LawAsOf: y.LawAsOf, Reserved: y.Reserved, dir: dir, files: map[string]bool{},
	}
	dirs, err := fs.ReadDir(l.fsys, dir)
	if err != nil {
		l.fault(dir, 0, "cannot be read: %v", err)
	}
	var loads []func()
	for _, d := range dirs {
		if !d.IsDir() {
			continue
		}
		m, render := l.module(c, path.Join(dir, d.Name()))
		if m == nil {
			continue
		}
		if !slices.Contains(y.Modules, m.ID) {
			l.fault(file, at("modules"), "modules does not list %s, whose folder is %s", m.ID, d.Name())
		}
		c.Modules = append(c.Modules, m)
		loads = append(loads, render)
	}
	sort.SliceStable(c.Modules, func(i, j int) bool {
		return slices.Index(y.Modules, c.Modules[i].ID) < slices.Index(y.Modules, c.Modules[j].ID)
	})
	for _, id := range y.Modules {
		if _, ok := c.Module(id); !ok {
			l.fault(file, at("modules"), "the module %s has no folder with a module.yaml", id)
		}
	}
	l.lib.Courses = append(l.lib.Courses, c)
	l.lib.course[c.ID] = c
	for _, render := range loads { // after all ids are known
		render()
	}
}

type blueprint struct {
	LO    string       `yaml:"lo"`
	Items map[Kind]int `yaml:"items"`
}

type moduleYAML struct {
	ID             string        `yaml:"id"`
	Title          string        `yaml:"title"`
	Purpose        string        `yaml:"purpose"`
	Roles          []string      `yaml:"roles"`
	Hours          Hours         `yaml:"hours"`
	EQF            string        `yaml:"eqf"`
	LawAsOf        markdown.Date `yaml:"law_as_of"`
	LegalCheck     string        `yaml:"legal_check"`
	Cut            int           `yaml:"cut"`
	Outcomes       []Outcome     `yaml:"outcomes"`
	Blueprint      []blueprint   `yaml:"blueprint"`
	KeyTerms       []string      `yaml:"key_terms"`
	Misconceptions []string      `yaml:"misconceptions"`
	Sources        []string      `yaml:"sources"`
	Practical      string        `yaml:"practical"`
	Rubric         []Weight      `yaml:"rubric"`
}

// module reads module.yaml and the front matter of its lessons; the returned
// function renders them.
func (l *loader) module(c *Course, dir string) (*Module, func()) {
	file := path.Join(dir, "module.yaml")
	if _, err := fs.Stat(l.fsys, file); err != nil {
		return nil, nil // a folder of pictures
	}
	var y moduleYAML
	text, ok := l.yaml(file, &y)
	if !ok {
		return nil, nil
	}
	at := func(key string) int { return max(markdown.KeyLine(text, key), 1) }
	m := &Module{
		ID: y.ID, Title: y.Title, Purpose: y.Purpose, Roles: y.Roles, Hours: y.Hours, EQF: y.EQF, Cut: y.Cut,
		Outcomes: y.Outcomes, KeyTerms: y.KeyTerms, Practical: y.Practical, Rubric: y.Rubric, Course: c, file: file,
		Misconceptions: inline(y.Misconceptions), Sources: inline(y.Sources),
	}
	m.Legal = markdown.Legal{AsOf: y.LawAsOf, Flags: lineFlags(text)}
	l.legal(file, at("legal_check"), y.LegalCheck, m.Legal)
	if y.ID == "" || y.Title == "" {
		l.fault(file, 1, "id and title are wanted")
	}
	if y.Cut < 0 || y.Cut > 100 {
		l.fault(file, at("cut"), "cut is a percentage, not %d", y.Cut)
	}
	sum := 0
	for _, w := range y.Rubric {
		sum += w.Weight
	}
	if len(y.Rubric) > 0 && sum != 100 {
		l.fault(file, at("rubric"), "the weights of the rubric sum to %d, not 100", sum)
	}
	l.claim(m.ID, file, at("id"))
	renders := l.lessons(m, dir)
	return m, func() {
		for _, render := range renders {
			render()
		}
		l.assess(m, y.Blueprint, file, text)
	}
}

func inline(ss []string) []markdown.HTML {
	var out []markdown.HTML
	for _, s := range ss {
		out = append(out, markdown.Inline(s))
	}
	return out
}

func lineFlags(text []byte) []markdown.Flag {
	var out []markdown.Flag
	for i, line := range strings.Split(string(text), "\n") {
		out = append(out, markdown.FlagsIn(line, i+1)...)
	}
	return out
}

// legal holds a file to saying that it carries uncleared statements.
func (l *loader) legal(file string, line int, check string, legal markdown.Legal) {
	open := markdown.Uncleared(legal.Flags)
	switch {
	case check != "" && check != "pending":
		l.fault(file, line, "legal_check is \"pending\" or absent, not %q", check)
	case len(open) > 0 && check == "":
		l.fault(file, open[0].Line, "the flag [%s] is not cleared, but the file does not say legal_check: pending, so nobody would expect its banner", open[0].Code)
	case len(open) == 0 && check != "":
		l.fault(file, line, "legal_check is pending, but no flag [M] or [OPEN] is left; remove it")
	}
	if i := slices.IndexFunc(legal.Flags, markdown.Flag.Legal); i >= 0 && legal.AsOf.IsZero() {
		l.fault(file, legal.Flags[i].Line, "a text with legal flags needs law_as_of")
	}
}

// words is a YAML value that may be one word or a list of words.
type words []string

// UnmarshalYAML reads both forms.
func (w *words) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*w = words{n.Value}
		return nil
	}
	return n.Decode((*[]string)(w))
}

var lessonFile = regexp.MustCompile(`^(\d\d-[a-z0-9-]+)(?:\.([a-z]{2}))?\.md$`)
