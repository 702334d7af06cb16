package learn

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Todo is one line of a list of work.
type Todo struct {
	State string // open, doing, done: also a class
	Sign  string
	Words string // the sign in words
	Title string
	Cite  string // its number, "1.5"; a quiz and a practical have none
	Href  string
	Time  string
	Verb  string
	left  int // minutes
}

// cite is the number by which a plan names a lesson: m1-l5 is 1.5.
func cite(l *courses.Lesson) string {
	n, ok := strings.CutPrefix(l.ID, l.Module.ID+"-l")
	if !ok {
		return ""
	}
	return l.Module.ID[1:] + "." + n
}

// todo says how far a person is with a lesson.
func todo(l *courses.Lesson, opened, finished bool, last map[string]training.ItemAnswer) Todo {
	p := l.Progress(opened, results(l, last))
	t := Todo{Title: l.Title, Cite: cite(l), Href: l.URL, State: "open", Sign: "○", Words: "not begun", Verb: "start", left: l.Minutes, Time: page.Minutes(l.Minutes)}
	switch {
	case finished || p.Done && p.Questions > 0:
		t.State, t.Sign, t.Words, t.Verb, t.left = "done", "✓", "finished", "read again", 0
		t.Time = ""
	case p.Answered > 0 || opened:
		done := 0
		if p.Questions > 0 {
			done = l.Minutes * p.Answered / p.Questions
		}
		t.State, t.Sign, t.Words, t.Verb = "doing", "◐", "begun", "continue"
		t.left = l.Minutes - done
		t.Time = fmt.Sprintf("%d of %s", done, page.Minutes(l.Minutes))
	}
	if l.Kind == "quiz" && t.State == "doing" && p.Answered == p.Questions {
		t.Sign, t.Words, t.Verb = "!", "not passed yet", "try again"
		t.Time, t.left = page.Minutes(l.Minutes), l.Minutes
	}
	return t
}
