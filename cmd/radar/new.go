package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/internal/markdown"
)

// cmdNew writes the scaffold of a lesson into a content folder, or prints one of
// a question.
func cmdNew(_ context.Context, args []string, std stdio) error {
	fs := newFlags("new", std)
	dir := fs.String("content", "", "folder with courses/ (wanted for a lesson)")
	title := fs.String("title", "Untitled", "title of the lesson")
	kind := fs.String("type", "single", "type of the question: "+strings.Join(questionTypes(), " "))
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	if len(rest) != 2 {
		return misuse("wants \"lesson MODULE\" or \"question LESSON\", got %q", rest)
	}
	switch rest[0] {
	case "lesson":
		if *dir == "" {
			return misuse("a lesson is written into a content folder: --content DIR")
		}
		return newLesson(*dir, rest[1], *title, time.Now(), std)
	case "question":
		return newQuestion(*dir, rest[1], *kind, std)
	}
	return misuse("can make a lesson or a question, not %q", rest[0])
}

// newLesson writes the next lesson of a module. It never overwrites a file.
func newLesson(dir, module, title string, today time.Time, std stdio) error {
	lib, err := writableLibrary(dir)
	if err != nil {
		return err
	}
	for _, c := range lib.Courses {
		m, ok := c.Module(module)
		if !ok {
			continue
		}
		n := 1
		for {
			if _, taken := lib.Lesson(fmt.Sprintf("%s-l%d", module, n)); !taken {
				break
			}
			n++
		}
		lo := "LO?"
		if len(m.Outcomes) > 0 {
			lo = m.Outcomes[0].ID
		}
		slug := markdown.Slug(title)
		if strings.Trim(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || slug == "" {
			slug = "lesson"
		}
		name := fmt.Sprintf("%02d-%s.md", len(m.Lessons)+1, slug)
		file := filepath.Join(dir, "courses", filepath.Dir(m.File()), name)
		ask := func(i int) string {
			return fmt.Sprintf(questionScaffolds["single"], fmt.Sprintf("%s-l%d-q%d", module, n, i), lo)
		}
		text := fmt.Sprintf(lessonScaffold, module, n, strconv.Quote(title), c.Lang, lo, today.Format(time.DateOnly), ask(1), ask(2), ask(3))
		f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			return fmt.Errorf("new lesson: %w", err)
		}
		_, err = f.WriteString(text)
		if err = errors.Join(err, f.Close()); err != nil {
			return fmt.Errorf("new lesson: %w", errors.Join(err, os.Remove(file)))
		}
		_, err = fmt.Fprintln(std.out, file)
		return err
	}
	return fmt.Errorf("new lesson: there is no module %q in %s", module, filepath.Join(dir, "courses"))
}

// writableLibrary loads the courses of a folder, not the embedded ones.
func writableLibrary(dir string) (*courses.Library, error) {
	fsys, live, err := courses.FS(dir)
	if err != nil {
		return nil, err
	}
	if !live {
		return nil, fmt.Errorf("%s is not a folder; copy courses/content there to begin with", filepath.Join(dir, "courses"))
	}
	return courses.Load(fsys, courses.Options{})
}

// newQuestion prints a question with the next free number of its lesson.
func newQuestion(dir, lesson, kind string, std stdio) error {
	scaffold, ok := questionScaffolds[kind]
	if !ok {
		return misuse("there is no question type %q; there are %s", kind, strings.Join(questionTypes(), " "))
	}
	fsys, _, err := courses.FS(dir)
	if err != nil {
		return err
	}
	lib, err := courses.Load(fsys, courses.Options{})
	if err != nil {
		return err
	}
	l, ok := lib.Lesson(lesson)
	if !ok {
		return fmt.Errorf("new question: there is no lesson %q", lesson)
	}
	lo := "LO?"
	if len(l.Outcomes) > 0 {
		lo = l.Outcomes[0]
	}
	n := 1
	for {
		id := fmt.Sprintf("%s-q%02d", l.Module.ID, n)
		if _, taken := lib.Question(id); !taken {
			_, err := fmt.Fprintf(std.out, scaffold, id, lo)
			return err
		}
		n++
	}
}

func questionTypes() []string {
	var out []string
	for kind := range questionScaffolds {
		out = append(out, kind)
	}
	slices.Sort(out)
	return out
}

// lessonScaffold wants module, number, title, language, outcome, date and the
// questions: two to begin with, one to try.
const lessonScaffold = `---
id: %s-l%d
title: %s
lang: %s
source_rev: 1
summary: One sentence for lists and search.
minutes: 30
outcomes: [%s]
mode: self
track: core
law_as_of: %s
---

:::callout{type=case}
Sixty seconds that show why this matters. *(Fictional.)*
:::

## Activate

%s
%s
## Show

An example worked to its end, on synthetic data.

## Try

%s
## Apply

A task in the range, without hints.

## Transfer

Write one line into your team's procedure.
`

// questionScaffolds want the id and the outcome.
var questionScaffolds = map[string]string{
	"single":   ":::question{#%s type=single points=1 lo=%s}\nWhat is right?\n1. [x] This\n   > Why it is right.\n2. [ ] That\n   > Why it is wrong.\n? A hint.\n! What to remember.\n:::\n",
	"multi":    ":::question{#%s type=multi points=2 lo=%s shuffle}\nWhich are right?\n- [x] This {w=50}\n  > Why it is right.\n- [x] That {w=50}\n  > Why it is right.\n- [ ] Not this {w=-50}\n  > Why it is wrong.\n:::\n",
	"order":    ":::question{#%s type=order points=1 lo=%s}\nPut the steps in order.\n1. First\n2. Second\n3. Third\n! Why in this order.\n:::\n",
	"match":    ":::question{#%s type=match points=1 lo=%s}\nJoin what belongs together.\n- Left one -> Right one\n- Left two -> Right two\n-> Fits none\n! Why they belong together.\n:::\n",
	"number":   ":::question{#%s type=number points=1 lo=%s}\nHow many?\n= 42 ±1\n! How it is counted.\n:::\n",
	"text":     ":::question{#%s type=text points=1 lo=%s}\nWhat is it called?\n= chain of custody\n= custody chain\n! Where the word comes from.\n:::\n",
	"flag":     ":::question{#%s type=flag points=1 lo=%s}\nWhat is the SHA-256 of the file?\n= 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n! How it is computed.\n:::\n",
	"hotspot":  ":::question{#%s type=hotspot points=1 lo=%s}\nWhere was the picture taken?\n= 45.65, 13.77 r=25km\n! How the place was found.\n:::\n",
	"label":    ":::question{#%s type=label points=4 lo=%s labels=L0,L1,L3 positive=L3}\nLabel the posts.\n- [L3] An offer with a price\n- [L1] A warning\n- [L0] A recipe\n! What decides between the labels.\n:::\n",
	"decision": ":::question{#%s type=decision points=2 lo=%s min=20}\nWhat do you do?\n1. [x] Ask the prosecutor first\n   > Why.\n2. [ ] Act at once\n   > Why not.\n- [x] The legal basis\n  > Why it holds.\n- [ ] Something that is none\n  > Why it does not.\n:::\n",
	"report":   ":::question{#%s type=report points=5 lo=%s rubric=module min=150 max=400}\nWrite half a page.\n:::\n",
}
