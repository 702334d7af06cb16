// Package scenarios is what is practised: Scenario, Variant, Inject, Question,
// decision point and rubric, read from YAML and Markdown, and the [Spec] of the
// world that the simulator makes of it.
//
// Content is embedded in the program; "--content DIR" reads DIR/scenarios
// instead. [Load] turns a folder into a [Library]; every fault is a line
// "file:line: message". No answer stands in a scenario: its questions name
// queries ([simulator.Known]) that the simulated world answers, so changing the
// world changes the key.
//
//	content/<scenario>/scenario.yaml   size of the world, clock, cast, seats of the team
//	content/<scenario>/brief.md        what trainees read first
//	content/<scenario>/mandate.md      monitoring order, label guide, conventions
//	content/<scenario>/trainer.md      who is who, by role: for trainers only
//	content/<scenario>/injects.yaml    full: list of injects; course: ids of the short list
//	content/<scenario>/questions.yaml  questions and their queries
//	content/<scenario>/decisions.yaml  decision points, with forms for EU and candidate States
//	content/<scenario>/rubric.yaml     criteria with levels, critical fails
//	content/<scenario>/variants/<v>.yaml  names that are not drawn
//
// # Questions
//
// A question has id, kind, query, points and text; [Question] lists the kinds. What
// can be chosen is written in it, or is handed over with the case:
//
//	items    options with id and text: of single and multiple (a multiple without
//	         any is a free list), of an ordering what is ordered, of a matching the
//	         left side
//	options  the right side of a matching; each may be used more than once
//	codes    the label scheme of labels; without it the scheme is RADAR-7, L0 to L6
//	choices  case-accounts, case-posts, case-labelset, or case-table:NAME: the rows
//	         of case/NAME.csv, each known by its first cell
//
// What is labelled stands in case/labelset.csv: posts, or rows of a table. There is
// one such set in a scenario. Package grading says what each kind earns.
//
// # Time
//
// Times of injects and decision points are T+minutes of the scenario clock
// after the exercise opens. An inject with an effect moves the world: the
// simulator deletes the advertisement or writes the second alarm at that time.
package scenarios

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/internal/markdown"
)

//go:embed all:content
var embedded embed.FS

// FS returns the scenarios of a content folder, DIR/scenarios, or the embedded
// ones when dir is empty or holds no such folder. live says that the folder may change.
func FS(dir string) (fsys fs.FS, live bool, err error) {
	return markdown.Content(embedded, dir, "scenarios")
}

// Open loads the scenarios of a content folder, or the embedded ones, and
// keeps them up to date while the folder is edited.
func Open(dir string, now func() time.Time) (*markdown.Live[*Library], error) {
	fsys, live, err := FS(dir)
	if err != nil {
		return nil, err
	}
	if !live {
		now = nil
	}
	return markdown.NewLive(fsys, now, Load)
}

// Library is every scenario of a folder, by id.
type Library struct{ list []*Scenario }

// Scenario returns the scenario with that id.
func (l *Library) Scenario(id string) (*Scenario, bool) {
	i := slices.IndexFunc(l.list, func(s *Scenario) bool { return s.ID == id })
	if i < 0 {
		return nil, false
	}
	return l.list[i], true
}

// All returns the scenarios by id.
func (l *Library) All() []*Scenario { return slices.Clone(l.list) }

// List names the scenarios, for messages.
func (l *Library) List() string {
	ids := make([]string, len(l.list))
	for i, s := range l.list {
		ids[i] = s.ID
	}
	return strings.Join(ids, ", ")
}
