package teach

import (
	"fmt"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/web/page"
)

// Casework is /teach/runs/{run}/findings: findings, answers, decisions and
// evidence as the team records them. To look changes nothing.
type Casework struct {
	Console
	Claims    []Claim
	Items     []Item
	Decided   []Choice
	Submitted []training.StoredSubmission
	Exercise  string // the team's own pages
}

// Claim is one finding in words.
type Claim struct {
	Ref, Kind, What, Word, Note, By string
	Evidence                        string
	At                              time.Time
}

// Item is one piece of evidence in a line.
type Item struct {
	training.Evidence
	Verdict page.Verdict
	By      string
}

func (a *Area) showCasework(c *fiber.Ctx) error {
	ctx, sc, id := c.UserContext(), page.ViewerOf(c).Scope, runID(c)
	frame, err := a.readConsole(ctx, sc, id)
	if err != nil {
		return err
	}
	data := Casework{Console: frame, Exercise: "/exercises/" + string(id)}
	names, err := a.Exercises.Names(ctx, sc)
	if err != nil {
		return err
	}
	findings, err := a.Exercises.Findings(ctx, sc, id)
	if err != nil {
		return err
	}
	known := map[string]string{}
	for _, f := range findings {
		if f.Kind == training.EntityFinding && len(f.Claim.Selectors) > 0 {
			known[f.Ref()] = f.Ref() + " " + f.Claim.Selectors[0].Value
		}
	}
	for _, f := range findings {
		data.Claims = append(data.Claims, Claim{
			Ref: f.Ref(), Kind: string(f.Kind), What: claimText(f.Kind, named(f.Claim, known)), Word: f.Claim.Word, Note: f.Note,
			By: names[f.Person], Evidence: strings.Join(f.Claim.Evidence, ", "), At: f.Wall,
		})
	}
	items, err := a.Exercises.EvidenceList(ctx, sc, id)
	if err != nil {
		return err
	}
	for _, e := range items {
		data.Items = append(data.Items, Item{e, page.VerdictOf(e.Verdict), names[e.Person]})
	}
	decided, err := a.Exercises.Decisions(ctx, sc, id)
	if err != nil {
		return err
	}
	for _, d := range decided {
		data.Decided = append(data.Decided, choice(frame.Scenario, training.SubmissionDecision{Point: d.Point, Choice: d.Choice, LegalBasis: d.LegalBasis, Reason: d.Reason}))
	}
	if data.Submitted, err = a.Exercises.Submissions(ctx, sc, id); err != nil {
		return err
	}
	return a.casework.Render(c, fiber.StatusOK, data.meta("Findings and evidence"), data)
}

// named writes the names of a claim's two ends behind their numbers.
func named(c training.Claim, known map[string]string) training.Claim {
	if text := known[c.Subject]; text != "" {
		c.Subject = text
	}
	if text := known[c.Object]; text != "" {
		c.Object = text
	}
	return c
}

// choice puts a decision into the words of its point.
func choice(s *scenarios.Scenario, d training.SubmissionDecision) Choice {
	out := Choice{Title: d.Point, Choice: d.Choice, SubmissionDecision: d}
	p, ok := s.Decision(d.Point)
	if !ok {
		return out
	}
	out.Title = p.Title
	for _, o := range p.Options {
		if o.ID == d.Choice {
			out.Choice = o.Text
		}
	}
	return out
}

// claimText says a claim in one line.
func claimText(kind training.FindingKind, c training.Claim) string {
	switch kind {
	case training.EntityFinding:
		return entityText(c.Type, c.Role, c.Selectors)
	case training.HopFinding:
		if c.Subject == "" {
			return "transaction " + c.TxID
		}
		return fmt.Sprintf("%s %s %s in transaction %s", c.Subject, words(c.Predicate, "pays"), c.Object, c.TxID)
	case training.EventFinding:
		return fmt.Sprintf("%s %s at %s", c.Subject, c.Type, c.At.UTC().Format("2006-01-02 15:04"))
	default:
		return c.Subject + " " + words(c.Predicate, "is another name of") + " " + c.Object
	}
}

func entityText(kind, role string, selectors []training.Selector) string {
	var ids []string
	for _, s := range selectors {
		id := s.Value
		if s.Platform != "" {
			id += " (" + s.Platform + ")"
		}
		ids = append(ids, id)
	}
	text := kind + " " + strings.Join(ids, ", ")
	if role != "" {
		text += ": " + role
	}
	return text
}

// words makes a predicate readable: "located_at" becomes "located at".
func words(predicate, otherwise string) string {
	if predicate == "" {
		return otherwise
	}
	return strings.ReplaceAll(predicate, "_", " ")
}
