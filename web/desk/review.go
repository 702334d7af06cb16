package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/web/page"
)

// Review is the result: score with reasons, marks, truth. Before the release it
// holds nothing but the desk.
type Review struct {
	Desk       Desk
	Released   bool
	R          exercise.Review
	Bars       page.Twin
	Components []Component
	Marks      []MarkRow
	Levels     []string
	Picture    template.HTML
	Answers    []KeyRow
	Decisions  []DecisionRow
	Found      int
	Folder     string // the dataset's, for the commands
}

// Component is one part of the score vector with its reasons.
type Component struct {
	Title, Value, What, Numbers string
	Unlike                      bool // its number is not a share that should be high: it has no bar
	Reasons                     []ReasonRow
}

// ReasonRow is one reason in words.
type ReasonRow struct{ About, Href, Text string }

// MarkRow is one criterion as the trainer marked it.
type MarkRow struct {
	Code, Name, Level, Text, Reason string
	Weight                          int
}

// KeyRow is one question with its key.
type KeyRow struct{ Number, Question, Key, Yours, Credit string }

// DecisionRow is one decision point with what holds there.
type DecisionRow struct{ Title, Yours, Basis, Holds, Note string }

func (a *Area) showReview(c *fiber.Ctx) error {
	d, err := a.desk(c, "review")
	if err != nil {
		return err
	}
	r, err := a.room.Review(c.UserContext(), viewer(c), d.Run.ID)
	if errors.Is(err, training.ErrNotFound) {
		return a.review.Render(c, fiber.StatusNotFound, d.meta("Review"), Review{Desk: d})
	}
	if err != nil {
		return err
	}
	data := Review{Desk: d, Released: true, R: r, Folder: exercise.DatasetName(d.Run)}
	data.Components = components(d, r)
	data.Bars = bars(data.Components)
	for _, m := range r.Published.Marks {
		row := MarkRow{Code: m.Criterion, Level: strconv.Itoa(m.Level), Reason: m.Reason, Weight: m.Weight}
		if k, ok := r.Criteria[m.Criterion]; ok {
			row.Name = k.Name
			if m.Level < len(k.Levels) {
				row.Text = k.Levels[m.Level]
			}
		}
		data.Marks = append(data.Marks, row)
	}
	for _, f := range r.Found {
		if f.Claimed {
			data.Found++
		}
	}
	data.Picture = picture(r.Graph(), "t-")
	wire, err := training.DecodeSubmission(r.Submission.Wire)
	if err != nil {
		return fmt.Errorf("review of run %s: %w", d.Run.ID, err)
	}
	data.Answers, data.Decisions = key(d, r, wire), decided(d, wire)
	return a.review.Render(c, fiber.StatusOK, d.meta("Review"), data)
}

// components lays out the score vector; a part without items is left out.
func components(d Desk, r exercise.Review) []Component {
	var out []Component
	lines := map[string]exercise.Found{} // by fact
	for _, f := range r.Found {
		lines[f.Fact.ID] = f
	}
	s := r.Score.Components
	add := func(id, title, value, what, numbers string) {
		k := Component{Title: title, Value: value, What: what, Numbers: numbers}
		for _, x := range r.Score.Reasons {
			if x.Component == id {
				k.Reasons = append(k.Reasons, reason(d, x.Finding, lines[x.Fact], x.Text))
			}
		}
		out = append(out, k)
	}
	prf := func(p, rc, f05 string, tp, fp, fn []string) string {
		return fmt.Sprintf("precision %s, recall %s, F0.5 %s; %d right, %d wrong, %d missed", p, rc, f05, len(tp), len(fp), len(fn))
	}
	if x := s.Entities; x != nil {
		add("entities", "Entities", x.F1, "F1: who and what belongs to the case", prf(x.P, x.R, x.F05, x.TP, x.FP, x.FN))
	}
	if x := s.Links; x != nil {
		add("links", "Links", x.F1, "F1: how they are linked", prf(x.P, x.R, x.F05, x.TP, x.FP, x.FN))
	}
	if x := s.Timeline; x != nil {
		add("timeline", "Timeline", x.F1, "F1: when it happened", prf(x.P, x.R, x.F05, x.TP, x.FP, x.FN))
	}
	if x := s.Money; x != nil {
		add("money", "Money trail", x.F1, "F1: which payments", prf(x.P, x.R, x.F05, x.TP, x.FP, x.FN))
	}
	if x := s.Labels; x != nil {
		numbers := fmt.Sprintf("kappa %s; %d of %d labelled", dash(x.Kappa), x.Labelled, x.N)
		if x.LawfulAsL3 != "" {
			numbers += "; lawful ones labelled L3 or higher " + x.LawfulAsL3
		}
		add("labels", "Labels", x.F1, "macro F1 over the labels", numbers)
	}
	if x := s.Answers; x != nil {
		add("answers", "Answers", x.Score, "mean credit, weighed by difficulty", count(x.N, "question", "questions"))
	}
	if x := s.Grading; x != nil {
		add("grading", "Source grading", x.Score, "share of grades that are right", count(x.N, "graded record", "graded records"))
	}
	if x := s.Evidence; x != nil {
		add("evidence", "Evidence", x.Credit, "correct findings that cite verified evidence; one without earns half",
			fmt.Sprintf("%d of %d correct findings; %d of %d items verified", x.Shown, x.Correct, x.Genuine, x.Items))
	}
	if x := s.Calibration; x != nil {
		what := "Brier: 0 is perfect, 0.25 is a coin"
		if x.FeedbackOnly {
			what += "; feedback only, there are few claims"
		}
		add("calibration", "Calibration", x.Brier, what, fmt.Sprintf("%s; bias %s", count(x.N, "claim with a word", "claims with a word"), x.Bias))
		out[len(out)-1].Unlike = true
	}
	return out
}

// reason points at the finding it speaks of.
func reason(d Desk, finding string, fact exercise.Found, text string) ReasonRow {
	row := ReasonRow{About: finding, Text: text}
	switch {
	case strings.HasPrefix(finding, "f") && atoi(finding[1:]) > 0:
		row.Href = d.Base + "/findings/" + finding[1:]
	case finding == "" && fact.Ref != "":
		row.About, row.Href = fact.Ref, "#t-"+fact.Ref
	}
	return row
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// bars draws the vector, each part for itself: it is never summed.
func bars(list []Component) page.Twin {
	const row, left, width = 44, 190, 560
	t := page.Twin{ID: "score", Caption: "Automatic score, part by part", Head: []string{"Part", "Value", "What it is", "Behind it"}}
	var b strings.Builder
	drawn := 0
	for _, k := range list {
		t.Rows = append(t.Rows, page.TwinRow{ID: "part-" + strings.ToLower(strings.ReplaceAll(k.Title, " ", "-")), Cells: []string{k.Title, k.Value, k.What, k.Numbers}})
		if k.Unlike {
			continue
		}
		v, err := strconv.ParseFloat(k.Value, 64)
		if err != nil {
			v = 0
		}
		y := drawn * row
		drawn++
		fmt.Fprintf(&b, `<text x="0" y="%d">%s</text><rect class="track" x="%d" y="%d" width="%d" height="24"/><rect class="bar-fill" x="%d" y="%d" width="%.0f" height="24"/><text x="%d" y="%d">%s</text>`,
			y+26, esc(k.Title), left, y+8, width, left, y+8, min(max(v, 0), 1)*width, left+width+12, y+26, esc(k.Value))
	}
	head := fmt.Sprintf(`<svg class="bars" viewBox="0 0 %d %d" role="img" aria-label="Bars of the automatic score">`, left+width+90, row*drawn+8)
	t.Picture = template.HTML(head + b.String() + `</svg>`) //nolint:gosec // every text in it went through esc
	return t
}

// key sets the key of the questions beside the team's answers.
func key(d Desk, r exercise.Review, wire training.Submission) []KeyRow {
	var out []KeyRow
	for i, q := range d.Scenario.Questions {
		row := KeyRow{Number: strconv.Itoa(i + 1), Question: q.Text, Key: "a person marks it", Yours: "no answer", Credit: "–"}
		for _, f := range r.Truth {
			if string(f.Kind) == "answer" && f.Subject == q.ID {
				row.Key = q.InWords(json.RawMessage(f.Object))
			}
		}
		if q.Kind == scenarios.Labels {
			row.Key, row.Yours = "see the facts of kind label in truth.jsonl", count(len(wire.Labels), "label", "labels")
		}
		for _, x := range wire.Answers {
			if x.Question == q.ID {
				row.Yours = q.InWords(x.Value)
			}
		}
		if x := r.Score.Components.Answers; x != nil {
			for _, item := range x.Items {
				if item.Question == q.ID {
					row.Credit = item.Credit
				}
			}
		}
		out = append(out, row)
	}
	return out
}

// decided sets what holds at the decision points beside what the team chose.
func decided(d Desk, wire training.Submission) []DecisionRow {
	law := "eu"
	if slices.Contains(candidates, d.Run.Site) {
		law = "candidate"
	}
	var out []DecisionRow
	for _, p := range d.Scenario.Decisions {
		row := DecisionRow{Title: p.Title, Yours: "no decision"}
		text := map[string]string{}
		for _, o := range p.Options {
			text[o.ID] = o.Text
		}
		for _, x := range wire.Decisions {
			if x.Point == p.ID {
				row.Yours, row.Basis = text[x.Choice], x.LegalBasis
			}
		}
		var holds []string
		for _, id := range p.Accepted() {
			holds = append(holds, text[id])
		}
		row.Holds = strings.Join(holds, " / ")
		if f, ok := p.Form(law); ok {
			row.Note = f.Note
		}
		out = append(out, row)
	}
	return out
}

// exportTruth hands out the truth's plaintext as it was sealed.
func (a *Area) exportTruth(c *fiber.Ctx) error {
	b, err := a.room.ReleasedTruth(c.UserContext(), viewer(c), runID(c))
	if err != nil {
		return err
	}
	attachment(c, "application/jsonl", "truth.jsonl")
	return c.Send(b)
}

// exportScore hands out the automatic score, byte for byte.
func (a *Area) exportScore(c *fiber.Ctx) error {
	r, err := a.room.Review(c.UserContext(), viewer(c), runID(c))
	if err != nil {
		return err
	}
	attachment(c, fiber.MIMEApplicationJSON, "score.json")
	return c.Send(r.ScoreJSON)
}

// exportDataset hands out the run's dataset, so that seal and score can be
// checked without the site.
func (a *Area) exportDataset(c *fiber.Ctx) error {
	view, err := a.room.View(c.UserContext(), viewer(c), runID(c))
	if err != nil {
		return err
	}
	write, err := a.room.Dataset(c.UserContext(), viewer(c), runID(c))
	if err != nil {
		return err
	}
	a.stream(c, "dataset.tar", bundle(view.Run.Created, exercise.DatasetName(view.Run), write))
	return nil
}
