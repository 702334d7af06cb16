package courses

import (
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/osint-radar/academy/internal/markdown"
)

// skeleton is how each lesson for self-study goes (Merrill: activation,
// demonstration, application, integration). A heading begins with the word;
// "Show: sorting five stories" is a Show.
var skeleton = []string{"Activate", "Show", "Try", "Apply", "Transfer"}

// asked is how many questions stand at least under a heading of the skeleton.
var asked = map[string]int{"Activate": 2, "Try": 1}

// caseWords is what can be read in sixty seconds.
const caseWords = 150

var (
	headingTwo = regexp.MustCompile(`<h2 id="[^"]*">(.*?) <a class="permalink"`)
	caseHTML   = regexp.MustCompile(`(?s)<aside[^>]* class="callout callout-case".*?</p>\n(.*?)</aside>`)
	anyTag     = regexp.MustCompile(`<[^>]*>`)
)

// didactics holds what is taught to the course's way of teaching. A site can
// live with such a fault, so a load does not refuse it.
func didactics(lib *Library, terms []markdown.Term) markdown.Faults {
	var faults markdown.Faults
	for _, c := range lib.Courses {
		for _, m := range c.Modules {
			for _, l := range m.Lessons {
				if l.Kind == "lesson" && l.Mode == "self" && l.Lang == "en" {
					l.steps(&faults)
				}
				for _, q := range l.Questions {
					q.explained(&faults)
				}
			}
			m.taught(&faults, terms)
		}
	}
	return faults
}

// steps wants the case that went wrong, then the skeleton in its order.
func (l *Lesson) steps(faults *markdown.Faults) {
	at, next, story := "", 0, ""
	count := map[string]int{}
	for _, p := range l.Parts {
		if p.Question != nil {
			count[at]++
		}
		text := string(p.HTML)
		if at == "" && story == "" {
			above, _, _ := strings.Cut(text, "<h2 ")
			if m := caseHTML.FindStringSubmatch(above); m != nil {
				story = anyTag.ReplaceAllString(m[1], " ")
			}
		}
		for _, m := range headingTwo.FindAllStringSubmatch(text, -1) {
			at = html.UnescapeString(anyTag.ReplaceAllString(m[1], ""))
			if next < len(skeleton) && strings.HasPrefix(at, skeleton[next]) {
				at = skeleton[next]
				next++
			}
		}
	}
	switch n := len(strings.Fields(story)); {
	case n == 0:
		faults.Add(l.file, 0, "the lesson opens without a case that went wrong; write :::callout{type=case} above \"## Activate\"")
	case n > caseWords:
		faults.Add(l.file, 0, "the case that went wrong has %d words; %d can be read in sixty seconds", n, caseWords)
	}
	if next < len(skeleton) {
		faults.Add(l.file, 0, "the lesson has no heading \"## %s\" in its place; a lesson goes %s", skeleton[next], strings.Join(skeleton, ", "))
		return
	}
	for _, step := range skeleton {
		if count[step] < asked[step] {
			faults.Add(l.file, 0, "%q has %d questions, at least %d are wanted", step, count[step], asked[step])
		}
	}
}

// explained wants a reason for whatever a trainee may answer: under each
// choice, or in general where the answers are not choices.
func (q *Question) explained(faults *markdown.Faults) {
	switch q.Kind {
	case Report, Essay:
	case Single, Multi, Decision:
		for _, o := range append(slices.Clone(q.options), q.bases...) {
			if o.feedback == "" {
				faults.Add(q.Lesson.file, q.line, "the answer %q of %s has no reason; write \"> …\" under it, indented", o.text, q.ID)
			}
		}
	default:
		if q.general == "" {
			faults.Add(q.Lesson.file, q.line, "the question %s is not explained; end it with a line \"! …\"", q.ID)
		}
	}
}

// taught wants each outcome in a lesson, not only in the quiz, and each key
// term in the text of a lesson and in the glossary.
func (m *Module) taught(faults *markdown.Faults, terms []markdown.Term) {
	lessons := map[string]bool{}
	var words strings.Builder
	for _, l := range m.Lessons {
		if l.Kind == "quiz" {
			continue
		}
		for _, lo := range l.Outcomes {
			lessons[lo] = true
		}
		for _, s := range l.Sections {
			words.WriteString(strings.ToLower(s.Heading + "\n" + s.Text + "\n"))
		}
	}
	for _, o := range m.Outcomes {
		if !lessons[o.ID] {
			faults.Add(m.file, 0, "no lesson teaches the outcome %s", o.ID)
		}
	}
	for _, term := range m.KeyTerms {
		if !strings.Contains(words.String(), strings.ToLower(term)) {
			faults.Add(m.file, 0, "the key term %q stands in no lesson", term)
		}
		known := func(t markdown.Term) bool {
			return slices.ContainsFunc(t.Forms, func(f string) bool { return strings.EqualFold(f, term) })
		}
		if len(terms) > 0 && !slices.ContainsFunc(terms, known) {
			faults.Add(m.file, 0, "the key term %q is no head-word of the glossary", term)
		}
	}
}
