package scenarios

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/osint-radar/academy/internal/markdown"
)

// Load reads a folder of scenarios. The error is a [markdown.Faults] that names
// every fault with file and line; the library is nil then.
func Load(fsys fs.FS) (*Library, error) {
	lib, faults := load(fsys)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return lib, nil
}

// Problem is one thing that is wrong in a scenario's files.
type Problem = markdown.Fault

// Check returns everything that "radar check" has to say about a folder of
// scenarios: the faults for which [Load] refuses it, and words that are not ours.
func Check(fsys fs.FS) []Problem {
	_, faults := load(fsys)
	faults = append(faults, markdown.CheckProse(fsys)...)
	return faults.Sorted()
}

func load(fsys fs.FS) (*Library, markdown.Faults) {
	var lib Library
	var faults markdown.Faults
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		faults.Add(".", 0, "cannot be read: %v", err)
		return nil, faults
	}
	for _, e := range entries {
		if !e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		archive, digest, err := pack(fsys, e.Name())
		var files *zip.Reader
		if err == nil {
			files, err = zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
		}
		if err != nil {
			faults.Add(e.Name(), 0, "cannot be read: %v", err)
			continue
		}
		l := &loader{fsys: files, dir: e.Name(), render: markdown.New(nil)}
		l.s.archive, l.s.Digest = archive, digest
		lib.list = append(lib.list, l.scenario())
		faults = append(faults, l.faults...)
	}
	if len(lib.list) == 0 && len(faults) == 0 {
		faults.Add(".", 0, "holds no scenario; each is a folder with a scenario.yaml")
	}
	return &lib, faults
}

// loader reads one scenario.
type loader struct {
	fsys   fs.FS
	dir    string
	s      Scenario
	render *markdown.Renderer
	faults markdown.Faults
	text   map[string][]byte
}

func (l *loader) fault(file string, line int, format string, args ...any) {
	l.faults.Add(path.Join(l.dir, file), line, format, args...)
}

// yaml reads a YAML file strictly; false when there were faults.
func (l *loader) yaml(file string, v any) bool {
	full := path.Join(l.dir, file)
	text, faults := markdown.ReadFile(l.fsys, full)
	if len(faults) == 0 {
		faults = markdown.DecodeYAML(full, text, 0, v)
	}
	l.faults = append(l.faults, faults...)
	if l.text == nil {
		l.text = map[string][]byte{}
	}
	l.text[file] = text
	return len(faults) == 0
}

// line finds the line of a file on which some text first stands, from 1.
func (l *loader) line(file, needle string) int {
	for i, s := range strings.Split(string(l.text[file]), "\n") {
		if strings.Contains(s, needle) {
			return i + 1
		}
	}
	return 1
}

func (l *loader) scenario() *Scenario {
	var y scenarioYAML
	l.s.ID = l.dir
	if l.yaml("scenario.yaml", &y) {
		l.head(y)
	}
	l.s.Brief = l.page("brief.md")
	l.s.Mandate = l.page("mandate.md")
	l.s.trainer = l.page("trainer.md")
	l.injects()
	l.questions()
	l.decisions()
	l.rubric()
	l.variants()
	if len(l.faults) == 0 {
		l.s.build(y)
		l.check()
	}
	return &l.s
}

func (l *loader) page(file string) markdown.HTML {
	full := path.Join(l.dir, file)
	text, faults := markdown.ReadFile(l.fsys, full)
	if len(faults) > 0 {
		l.faults = append(l.faults, faults...)
		return ""
	}
	src, faults := markdown.Split(full, text)
	page := l.render.Render(src, markdown.Resolver{
		Link: func(dest string) (string, error) {
			return "", fmt.Errorf("%q: a scenario links to https:// addresses only", dest)
		},
		Image: func(src string) (string, error) { return "", fmt.Errorf("%q: a scenario has no pictures", src) },
	})
	l.faults = append(append(l.faults, faults...), page.Faults...)
	l.s.Legal.Flags = append(l.s.Legal.Flags, page.Flags...)
	var b strings.Builder
	for _, s := range page.Segments {
		if s.Block != nil {
			l.fault(file, s.Block.Line, "a %s block does not belong into a scenario", s.Block.Name)
			continue
		}
		b.WriteString(string(s.HTML))
	}
	return markdown.HTML(b.String())
}

// minutes reads T+40 as forty minutes.
func minutes(text string) (time.Duration, error) {
	digits, ok := strings.CutPrefix(text, "T+")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || n < 0 || n > 100_000 {
		return 0, fmt.Errorf("time %q, want T+ and minutes, such as T+40", text)
	}
	return time.Duration(n) * time.Minute, nil
}

func (l *loader) variants() {
	files, err := fs.Glob(l.fsys, path.Join(l.dir, "variants", "*.yaml"))
	if err != nil || len(files) == 0 {
		l.fault("variants", 0, "holds no variant; each is a file <id>.yaml")
		return
	}
	slices.Sort(files)
	for _, f := range files {
		var y struct {
			ID    string            `yaml:"id"`
			Title string            `yaml:"title"`
			Names map[string]string `yaml:"names"`
		}
		file := path.Join("variants", path.Base(f))
		if !l.yaml(file, &y) {
			continue
		}
		if want := strings.TrimSuffix(path.Base(f), ".yaml"); y.ID != want {
			l.fault(file, l.line(file, "id:"), "id is %q; the file's name asks for %q", y.ID, want)
		}
		l.s.Variants = append(l.s.Variants, Variant{ID: y.ID, Title: y.Title, names: y.Names})
	}
}
