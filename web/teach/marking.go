package teach

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Marking is the desk: one criterion of one answer. A critical fail is marked on
// the same page, with two levels.
type Marking struct {
	answer
	Base, Here string
	Name       string // of the criterion
	ID         string // its code
	Weight     int
	Fail       bool // a critical fail
	Hint       string
	Reasons    []Because // of the automatic score, as far as they bear on the criterion
	Missed     []Because // the same for what the team did not say
	Levels     []Level
	Saved      bool
	Undone     bool
	History    []Revision // newest first
	Form       page.Form
	Key        string
	Closed     string

	Claims    []Marked
	Answers   []Answer
	Decisions []Choice
	Items     []Item
	Vector    []Figure
	Innocents []string

	Prev, Next   string // criteria of this answer
	NextUnmarked string
	ThisOne      [2]int // answers marked for this criterion, of
}

// Level is one choice with its anchored text.
type Level struct {
	Value   int
	Name    string
	Text    string
	Checked bool
}

// Because is a reason of the automatic score.
type Because struct{ About, Text string }

// Marked is a finding of the answer with what the automatic score made of it.
type Marked struct {
	Claim
	Because []string
}

// Answer is an answer to one of the exercise's questions.
type Answer struct{ Question, Text, Value, Word, Credit string }

// Choice is a decision in words.
type Choice struct {
	Title, Choice string
	training.SubmissionDecision
}

// Revision is one judgement in the history of a criterion.
type Revision struct {
	training.Mark
	By, Level string
}

// bears says which components of the automatic score a criterion looks at.
var bears = map[string][]string{
	"C2": {"evidence", "grading"}, "C4": {"calibration", "entities", "links", "timeline", "money"}, "C7": {"labels"}, "C10": {"answers"},
}

func (a *Area) showMarking(c *fiber.Ctx) error { return a.markingPage(c, page.Form{}) }

func (a *Area) markingPage(c *fiber.Ctx, f page.Form) error {
	ctx, sc, id, code := c.UserContext(), page.ViewerOf(c).Scope, runID(c), c.Params("criterion")
	d, err := a.Exercises.Marking(ctx, sc, id)
	if err != nil {
		return err
	}
	data := Marking{
		answer: answer{d, mask(d.Run.ID, d.Submission.ID)}, Base: console(id), Here: console(id) + "/marking/" + code, ID: code,
		Closed: closed(d.Run.State), Vector: vector(d), Form: f, Key: draw(), Saved: c.Query("saved") != "", Undone: c.Query("undone") != "",
	}
	if !data.find(code) {
		return training.NotFound("the criterion")
	}
	names, err := a.Exercises.Names(ctx, sc)
	if err != nil {
		return err
	}
	marks, err := a.Exercises.Marks(ctx, sc, id)
	if err != nil {
		return err
	}
	for _, m := range slices.Backward(marks) {
		if m.Criterion == code {
			data.History = append(data.History, Revision{m, names[m.Trainer], data.levelName(m.Level)})
		}
	}
	data.fill()
	data.choose()
	if err := a.around(c, &data); err != nil {
		return err
	}
	return a.marking.Render(c, f.Status(), data.meta(code+" "+data.Name), data)
}

// find fills in what stands in the rubric; false if it is not there.
func (m *Marking) find(code string) bool {
	for i, x := range m.Criteria {
		if x.Code != code {
			continue
		}
		m.Name, m.Weight, m.Hint = x.Name, x.Weight, x.Hint
		for n, text := range x.Levels {
			m.Levels = append(m.Levels, Level{Value: n, Name: levelWords(n), Text: text})
		}
		if i > 0 {
			m.Prev = m.Base + "/marking/" + m.Criteria[i-1].Code
		}
		if i+1 < len(m.Criteria) {
			m.Next = m.Base + "/marking/" + m.Criteria[i+1].Code
		}
		return true
	}
	for _, cf := range m.Scenario.Rubric.CriticalFails {
		if cf.Code == code {
			m.Fail, m.Name = true, cf.Text
			m.Levels = []Level{{Value: 0, Name: "0 not raised", Text: "It did not happen, or the fail is taken back"}, {Value: 1, Name: "1 raised", Text: "It happened: the exercise is not passed"}}
			return true
		}
	}
	return false
}

func (m *Marking) levelName(n int) string {
	if n >= 0 && n < len(m.Levels) {
		return m.Levels[n].Name
	}
	return strconv.Itoa(n)
}

// choose puts into the form what was typed, or else the mark that stands.
func (m *Marking) choose() {
	level := m.Form.Get("level")
	if len(m.Form.Values) == 0 && len(m.History) > 0 {
		level = strconv.Itoa(m.History[0].Mark.Level)
		m.Form.Set("reason", m.History[0].Reason)
	}
	for i := range m.Levels {
		m.Levels[i].Checked = level == strconv.Itoa(m.Levels[i].Value)
	}
}

// fill puts the answer into words.
func (m *Marking) fill() {
	reasons := map[string][]string{}
	for _, r := range m.Score.Reasons {
		if r.Finding != "" {
			reasons[r.Finding] = append(reasons[r.Finding], r.Component+": "+r.Text)
		}
		switch {
		case !slices.Contains(bears[m.ID], r.Component):
		case r.Finding == "" && r.Fact != "":
			m.Missed = append(m.Missed, Because{r.Component, r.Text})
		default:
			m.Reasons = append(m.Reasons, Because{r.Finding, r.Text})
		}
	}
	for _, n := range m.Score.InnocentsNamed {
		m.Innocents = append(m.Innocents, n.Name+" ("+strings.Join(n.Findings, ", ")+")")
	}
	known := map[string]string{}
	for _, f := range m.Wire.Findings {
		if f.Kind == training.EntityFinding && len(f.Selectors) > 0 {
			known[f.ID] = f.ID + " " + f.Selectors[0].Value
		}
	}
	for _, f := range m.Wire.Findings {
		claim := training.Claim{Type: f.Type, Selectors: f.Selectors, Role: f.Role, Subject: f.Subject, Predicate: f.Predicate, Object: f.Object, At: f.At, TxID: f.TxID}
		m.Claims = append(m.Claims, Marked{
			Claim{Ref: f.ID, Kind: string(f.Kind), What: claimText(f.Kind, named(claim, known)), Word: f.Word, Evidence: strings.Join(f.Evidence, ", ")}, reasons[f.ID],
		})
	}
	credit := map[string]string{}
	if m.Score.Components.Answers != nil {
		for _, x := range m.Score.Components.Answers.Items {
			credit[x.Question] = x.Credit
		}
	}
	for _, x := range m.Wire.Answers {
		line := Answer{Question: x.Question, Word: x.Word, Credit: credit[x.Question]}
		q, _ := m.Scenario.Question(x.Question)
		line.Text, line.Value = q.Text, q.InWords(x.Value)
		m.Answers = append(m.Answers, line)
	}
	for _, x := range m.Wire.Decisions {
		m.Decisions = append(m.Decisions, choice(m.Scenario, x))
	}
	for _, e := range m.Wire.Evidence {
		m.Items = append(m.Items, Item{
			Evidence: training.Evidence{Surface: e.Surface, SourceURL: e.SourceURL, SourceGrade: e.SourceGrade, InfoGrade: e.InfoGrade, Scheme: e.Scheme, SHA256: e.SHA256, Bytes: e.Bytes, CapturedAt: e.CapturedAt},
			Verdict:  page.VerdictOf(e.Verdict), By: e.ID,
		})
	}
}

// around counts what is marked of this criterion, and finds what comes next.
func (a *Area) around(c *fiber.Ctx, m *Marking) error {
	all, err := a.answers(c.UserContext(), page.ViewerOf(c).Scope)
	if err != nil {
		return err
	}
	for _, x := range all {
		for _, k := range x.Criteria {
			if x.Run.Scenario != m.Run.Scenario || k.Code != m.ID {
				continue
			}
			m.ThisOne[1]++
			if k.Mark != nil {
				m.ThisOne[0]++
			}
		}
	}
	m.NextUnmarked = nextUnmarked(order(all), m.Run.ID, m.ID)
	return nil
}

func (a *Area) saveMark(c *fiber.Ctx) error {
	f := page.ReadForm(c, "level", "reason", "key", "then")
	level, err := strconv.Atoi(f.Get("level"))
	if err != nil {
		f.Wrong("level", "Choose a level.")
	}
	if strings.TrimSpace(f.Get("reason")) == "" {
		f.Wrong("reason", "Give your reason: one sentence with the passage you rely on.")
	}
	if len(f.Errors) > 0 {
		return a.markingPage(c, f)
	}
	id, code := runID(c), c.Params("criterion")
	err = a.Exercises.SaveMark(c.UserContext(), page.ViewerOf(c).Scope, id, code, level, f.Get("reason"), f.Get("key"))
	if f.Take(err) {
		return a.markingPage(c, f)
	}
	if err != nil {
		return err
	}
	here := console(id) + "/marking"
	if f.Get("then") != "next" {
		return c.Redirect(here+"/"+code+"?saved=1", fiber.StatusSeeOther)
	}
	all, err := a.answers(c.UserContext(), page.ViewerOf(c).Scope)
	if err != nil {
		return err
	}
	if to := nextUnmarked(order(all), id, code); to != "" {
		return c.Redirect(to, fiber.StatusSeeOther)
	}
	return c.Redirect(here, fiber.StatusSeeOther)
}

// undoMark goes back to the judgement before the last one, as a new revision:
// the one that is undone is kept.
func (a *Area) undoMark(c *fiber.Ctx) error {
	ctx, sc, id, code := c.UserContext(), page.ViewerOf(c).Scope, runID(c), c.Params("criterion")
	all, err := a.Exercises.Marks(ctx, sc, id)
	if err != nil {
		return err
	}
	var mine []training.Mark
	for _, m := range all {
		if m.Criterion == code {
			mine = append(mine, m)
		}
	}
	if len(mine) < 2 {
		return training.Conflict("there is no earlier judgement to go back to; choose another level instead")
	}
	before := mine[len(mine)-2]
	if err := a.Exercises.SaveMark(ctx, sc, id, code, before.Level, before.Reason, c.FormValue("key")); err != nil {
		return err
	}
	return c.Redirect(console(id)+"/marking/"+code+"?undone=1", fiber.StatusSeeOther)
}
