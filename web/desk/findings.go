package desk

import (
	"cmp"
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
)

// Findings is the team's case: claims in tables and the picture of them.
type Findings struct {
	Desk      Desk
	Kinds     []ClaimKind
	Entities  []ClaimRow
	Links     []ClaimRow // with aliases
	Hops      []ClaimRow
	Events    []ClaimRow
	Withdrawn []ClaimRow
	Picture   template.HTML
	Drawn     int // entities in the picture
	Note      string
	Undo      int // finding that was just withdrawn
	Key       string
	Answered  int
	Questions int
	Labelling bool // the exercise has a labelling set
	Labelled  int
	Labels    int
}

// ClaimKind is a kind of claim that can be added.
type ClaimKind struct{ ID, Text, Href string }

// ClaimRow is a claim as the tables show it.
type ClaimRow struct {
	Ref, Href            string
	Number               int
	Kind, Type, Role     string
	Name                 string // of an entity; else its sentence
	Selectors            []training.Selector
	Subject, Object      ClaimEnd
	Predicate            string
	At                   time.Time
	TxID                 string
	Vout                 string
	AmountSat            int64
	Word                 string
	Evidence             []Chip
	By                   string
	Wall                 time.Time
	Cleared              bool
	Note                 string
	InPicture, Withdrawn bool
}

// ClaimEnd is one end of a link.
type ClaimEnd struct{ Ref, Name string }

func claimKinds(base string) []ClaimKind {
	out := []ClaimKind{
		{ID: "entity", Text: "entity"}, {ID: "link", Text: "link"}, {ID: "alias", Text: "alias"}, {ID: "hop", Text: "money hop"}, {ID: "event", Text: "event"},
	}
	for i := range out {
		out[i].Href = base + "/findings/new?kind=" + out[i].ID
	}
	return out
}

func (a *Area) showFindings(c *fiber.Ctx) error {
	d, err := a.desk(c, "findings")
	if err != nil {
		return err
	}
	book, err := a.ledger(c, d)
	if err != nil {
		return err
	}
	data := Findings{Desk: d, Kinds: claimKinds(d.Base), Key: draw(), Answered: d.Answered, Labelled: d.Labelled, Labels: len(a.labelSet(d))}
	for _, q := range d.Scenario.Questions {
		if q.Kind == scenarios.Labels {
			data.Labelling = true
			continue
		}
		data.Questions++
	}
	for _, f := range book.all {
		row := book.row(f)
		switch {
		case f.Kind == training.AnswerFinding || f.Kind == training.LabelFinding:
		case f.Withdrawn:
			data.Withdrawn = append(data.Withdrawn, row)
		case f.Kind == training.EntityFinding:
			data.Entities = append(data.Entities, row)
		case f.Kind == training.LinkFinding, f.Kind == training.AliasFinding:
			data.Links = append(data.Links, row)
		case f.Kind == training.HopFinding:
			data.Hops = append(data.Hops, row)
		default:
			data.Events = append(data.Events, row)
		}
	}
	graph := exercise.GraphOf(book.live())
	data.Picture, data.Drawn = picture(graph, "f-"), len(graph.Nodes)
	if n := atoi(c.Query("withdrawn")); n > 0 && book.byRef[fmt.Sprintf("f%d", n)].Withdrawn {
		data.Undo, data.Note = n, fmt.Sprintf("f%d is withdrawn. It stays in the history.", n)
	}
	if n := atoi(c.Query("saved")); n > 0 {
		data.Note = fmt.Sprintf("f%d is saved.", n)
	}
	return a.findings.Render(c, fiber.StatusOK, d.meta("Findings"), data)
}

// ledger is the team's claims with what is needed to show them.
type ledger struct {
	base     string
	all      []training.Finding
	byRef    map[string]training.Finding
	evidence map[string]training.Evidence
	names    map[training.PersonID]string
}

func (a *Area) ledger(c *fiber.Ctx, d Desk) (*ledger, error) {
	l := &ledger{base: d.Base, byRef: map[string]training.Finding{}, evidence: map[string]training.Evidence{}}
	var err error
	if l.all, err = a.room.AllFindings(c.UserContext(), viewer(c), d.Run.ID); err != nil {
		return nil, err
	}
	for _, f := range l.all {
		l.byRef[f.Ref()] = f
	}
	items, err := a.room.EvidenceList(c.UserContext(), viewer(c), d.Run.ID)
	if err != nil {
		return nil, err
	}
	for _, e := range items {
		l.evidence[e.Ref()] = e
	}
	l.names, err = a.room.Names(c.UserContext(), viewer(c))
	return l, err
}

// live are the claims that stand.
func (l *ledger) live() []training.Finding {
	var out []training.Finding
	for _, f := range l.all {
		if !f.Withdrawn {
			out = append(out, f)
		}
	}
	return out
}

// name is what a finding is called in a sentence.
func (l *ledger) name(ref string) string {
	if s := l.byRef[ref].Claim.Selectors; len(s) > 0 {
		return s[0].Value
	}
	return ref
}

func (l *ledger) row(f training.Finding) ClaimRow {
	c := f.Claim
	r := ClaimRow{
		Ref: f.Ref(), Href: fmt.Sprintf("%s/findings/%d", l.base, f.Number), Number: f.Number, Kind: string(f.Kind), Type: c.Type, Role: c.Role,
		Name: l.name(f.Ref()), Selectors: c.Selectors, Predicate: predicateText(cmp.Or(c.Predicate, defaultPredicate(f.Kind))), At: c.At,
		TxID: c.TxID, AmountSat: c.AmountSat, Word: c.Word, By: l.names[f.Person], Wall: f.Wall, Cleared: c.Role == cleared, Note: f.Note, Withdrawn: f.Withdrawn,
	}
	if c.Vout != nil {
		r.Vout = fmt.Sprint(*c.Vout)
	}
	if c.Subject != "" {
		r.Subject = ClaimEnd{c.Subject, l.name(c.Subject)}
	}
	if c.Object != "" {
		r.Object = ClaimEnd{c.Object, l.name(c.Object)}
	}
	if f.Kind != training.EntityFinding {
		r.Name = strings.TrimSpace(r.Subject.Name + " " + r.Predicate + " " + r.Object.Name)
	}
	ends := l.byRef[c.Subject].Kind == training.EntityFinding && l.byRef[c.Object].Kind == training.EntityFinding
	r.InPicture = f.Kind == training.EntityFinding || ends && f.Kind != training.EventFinding
	for _, ref := range c.Evidence {
		if e, ok := l.evidence[ref]; ok {
			r.Evidence = append(r.Evidence, chip(l.base, e))
		} else {
			r.Evidence = append(r.Evidence, Chip{Ref: ref, What: "withdrawn"})
		}
	}
	return r
}

func defaultPredicate(k training.FindingKind) string {
	switch k {
	case training.AliasFinding:
		return "alias_of"
	case training.HopFinding:
		return "pays"
	default:
		return ""
	}
}
