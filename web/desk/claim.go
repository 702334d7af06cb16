package desk

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Claim is the form of one finding, new or to be changed, with its history.
type Claim struct {
	Desk       Desk
	Kind       string
	Title      string
	Number     int // 0 for a new one
	Post       string
	Form       page.Form
	Types      []page.Option
	Selectors  []SelectorFields
	Kinds      []page.Option
	Predicates []Group
	Senses     []page.Option
	Entities   []page.Option
	Words      []page.Option
	Evidence   []EvidencePick
	Cleared    bool
	Withdrawn  bool
	History    []ClaimRow
	Key        string
}

// SelectorFields name the three fields of one identifier.
type SelectorFields struct {
	N                                    int
	KindField, PlatformField, ValueField string
	Kind, Platform, Value                string
	Error                                string
}

// EvidencePick is a piece of evidence that a claim may cite.
type EvidencePick struct {
	Chip
	Picked bool
}

const selectorRows = 3

var claimTitles = map[string]string{"entity": "Entity", "link": "Link", "alias": "Alias", "hop": "Money hop", "event": "Event"}

func (a *Area) newClaim(c *fiber.Ctx) error {
	kind := c.Query("kind", "entity")
	if claimTitles[kind] == "" {
		return training.NotFound("this kind of finding")
	}
	var f page.Form
	f.Set("kind", kind)
	f.Set("subject", c.Query("subject"))
	return a.claimPage(c, f, 0)
}

func (a *Area) showClaim(c *fiber.Ctx) error {
	n, err := numberOf(c)
	if err != nil {
		return err
	}
	f, _, err := a.room.Finding(c.UserContext(), viewer(c), runID(c), n)
	if err != nil {
		return err
	}
	if claimTitles[string(f.Kind)] == "" {
		return training.NotFound("finding")
	}
	return a.claimPage(c, formOf(f), n)
}

func numberOf(c *fiber.Ctx) (int, error) {
	n, err := strconv.Atoi(strings.TrimPrefix(c.Params("n"), "f"))
	if err != nil || n < 1 {
		return 0, training.NotFound("finding")
	}
	return n, nil
}

// formOf fills the form with a claim as it stands.
func formOf(f training.Finding) page.Form {
	var out page.Form
	c := f.Claim
	for name, value := range map[string]string{
		"kind": string(f.Kind), "type": c.Type, "role": c.Role, "subject": c.Subject, "predicate": c.Predicate, "object": c.Object,
		"txid": c.TxID, "word": c.Word, "note": f.Note, "evidence": strings.Join(c.Evidence, " "),
	} {
		out.Set(name, value)
	}
	if c.Role == cleared {
		out.Set("role", "")
		out.Set("cleared", "yes")
	}
	if !c.At.IsZero() {
		out.Set("at", c.At.UTC().Format("2006-01-02 15:04:05"))
	}
	if c.Vout != nil {
		out.Set("vout", strconv.Itoa(*c.Vout))
	}
	if c.AmountSat != 0 {
		out.Set("amount_sat", strconv.FormatInt(c.AmountSat, 10))
	}
	for i, s := range c.Selectors {
		out.Set(fmt.Sprintf("kind%d", i+1), s.Kind)
		out.Set(fmt.Sprintf("platform%d", i+1), s.Platform)
		out.Set(fmt.Sprintf("value%d", i+1), s.Value)
	}
	return out
}

func (a *Area) claimPage(c *fiber.Ctx, f page.Form, number int) error {
	d, err := a.desk(c, "findings")
	if err != nil {
		return err
	}
	book, err := a.ledger(c, d)
	if err != nil {
		return err
	}
	kind := f.Get("kind")
	data := Claim{
		Desk: d, Kind: kind, Title: "New " + strings.ToLower(claimTitles[kind]), Number: number, Post: d.Base + "/findings", Form: f, Key: draw(),
		Types: entityTypes(), Kinds: selectorKinds(), Predicates: predicates(), Senses: hopSenses(), Words: words(), Cleared: f.Get("cleared") != "",
	}
	if number > 0 {
		data.Title, data.Post = fmt.Sprintf("%s f%d", claimTitles[kind], number), fmt.Sprintf("%s/findings/%d", d.Base, number)
		now, history, err := a.room.Finding(c.UserContext(), viewer(c), d.Run.ID, number)
		if err != nil {
			return err
		}
		data.Withdrawn = now.Withdrawn
		for _, h := range slices.Backward(history) {
			data.History = append(data.History, book.row(h))
			data.History[len(data.History)-1].Name = sentence(book, h)
		}
	}
	rows := selectorRows
	for f.Get(fmt.Sprintf("value%d", rows)) != "" {
		rows++
	}
	for n := 1; n <= rows; n++ {
		s := SelectorFields{N: n, KindField: fmt.Sprintf("kind%d", n), PlatformField: fmt.Sprintf("platform%d", n), ValueField: fmt.Sprintf("value%d", n)}
		s.Kind, s.Platform, s.Value = f.Get(s.KindField), f.Get(s.PlatformField), f.Get(s.ValueField)
		for _, e := range f.Errors {
			if e.Field == s.KindField || e.Field == s.PlatformField || e.Field == s.ValueField {
				s.Error = e.Text
			}
		}
		data.Selectors = append(data.Selectors, s)
	}
	data.Entities = []page.Option{{Value: "", Text: "choose…"}}
	for _, x := range book.live() {
		if x.Kind == training.EntityFinding && x.Number != number {
			data.Entities = append(data.Entities, page.Option{Value: x.Ref(), Text: x.Ref() + " " + x.Claim.Type + " " + book.name(x.Ref())})
		}
	}
	picked := strings.Fields(f.Get("evidence"))
	for _, e := range d.all(book) {
		data.Evidence = append(data.Evidence, EvidencePick{chip(d.Base, e), slices.Contains(picked, e.Ref())})
	}
	return a.claim.Render(c, f.Status(), d.meta(data.Title), data)
}

// all is the team's evidence by number.
func (d Desk) all(l *ledger) []training.Evidence {
	out := make([]training.Evidence, 0, len(l.evidence))
	for _, e := range l.evidence {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b training.Evidence) int { return a.Seq - b.Seq })
	return out
}

// sentence says what a revision claimed.
func sentence(l *ledger, f training.Finding) string {
	r := l.row(f)
	if f.Kind != training.EntityFinding {
		return r.Name
	}
	parts := []string{r.Type}
	for _, s := range f.Claim.Selectors {
		parts = append(parts, s.Value)
	}
	if r.Role != "" {
		parts = append(parts, "("+r.Role+")")
	}
	return strings.Join(parts, " ")
}

// saveClaim takes a new claim, or a change of one.
func (a *Area) saveClaim(c *fiber.Ctx) error {
	f := readClaim(c)
	number := 0
	if c.Params("n") != "" {
		var err error
		if number, err = numberOf(c); err != nil {
			return err
		}
		was, _, err := a.room.Finding(c.UserContext(), viewer(c), runID(c), number)
		if err != nil {
			return err
		}
		f.Set("kind", string(was.Kind))
	}
	if claimTitles[f.Get("kind")] == "" {
		return training.Invalid("kind", "is not a kind of finding", "entity, link, alias, hop or event")
	}
	key, err := cleanKey(&f)
	var claim training.Claim
	if err == nil {
		claim, err = claimOf(&f)
	}
	if err == nil {
		var saved training.Finding
		saved, err = a.room.SaveFinding(c.UserContext(), viewer(c), runID(c), training.Finding{
			Number: number, Kind: training.FindingKind(f.Get("kind")), Claim: claim, Note: f.Get("note"), Key: key,
		})
		if err == nil {
			return c.Redirect(fmt.Sprintf("/exercises/%s/findings?saved=%d#f-%s", c.Params("run"), saved.Number, saved.Ref()), fiber.StatusSeeOther)
		}
	}
	if wantsJSON(c) || errors.Is(err, training.ErrNotFound) || !f.Take(err) {
		return err
	}
	return a.claimPage(c, f, number)
}

// readClaim copies the form, every field with its first value, and the ticked
// evidence with all of them.
func readClaim(c *fiber.Ctx) page.Form {
	f := page.Form{Values: map[string]string{}}
	c.Request().PostArgs().VisitAll(func(k, v []byte) {
		name := string(k)
		switch was, ok := f.Values[name]; {
		case name == "evidence" && ok:
			f.Values[name] = was + " " + string(v)
		case !ok:
			f.Values[name] = string(v)
		}
	})
	return f
}

// claimOf reads the typed fields that the kind of claim has.
func claimOf(f *page.Form) (training.Claim, error) {
	c := training.Claim{Word: f.Get("word"), Evidence: strings.Fields(f.Get("evidence"))}
	var err error
	if c.At, err = instant("at", f.Get("at")); err != nil {
		return c, err
	}
	switch f.Get("kind") {
	case "entity":
		c.Type, c.Role = f.Get("type"), f.Get("role")
		if f.Get("cleared") != "" {
			c.Role = cleared
		}
		for n := 1; n <= 20; n++ {
			s := training.Selector{Kind: f.Get(fmt.Sprintf("kind%d", n)), Platform: f.Get(fmt.Sprintf("platform%d", n)), Value: strings.TrimSpace(f.Get(fmt.Sprintf("value%d", n)))}
			switch {
			case s.Value == "" && (n > selectorRows || s.Kind == ""):
				continue
			case s.Value == "":
				return c, training.Invalid(fmt.Sprintf("value%d", n), "is empty", "the "+s.Kind+" itself, or no kind of identifier in this line")
			case s.Kind == "":
				return c, training.Invalid(fmt.Sprintf("kind%d", n), "is not chosen", "what the identifier is: a handle, a name, a wallet address…")
			}
			c.Selectors = append(c.Selectors, s)
		}
		if len(c.Selectors) == 0 {
			return c, training.Invalid("value1", "is empty", "at least one handle, address, name… by which a stranger finds it")
		}
		if !slices.ContainsFunc(entityTypes(), func(o page.Option) bool { return o.Value == c.Type }) {
			return c, training.Invalid("type", "is not a type", "account, person, wallet, domain…")
		}
	case "link":
		c.Subject, c.Predicate, c.Object = f.Get("subject"), f.Get("predicate"), f.Get("object")
		if !slices.ContainsFunc(predicates(), func(g Group) bool {
			return slices.ContainsFunc(g.Options, func(o page.Option) bool { return o.Value == c.Predicate })
		}) {
			return c, training.Invalid("predicate", "is not chosen", "operates, owns, pays…")
		}
	case "alias":
		c.Subject, c.Object = f.Get("subject"), f.Get("object")
	case "event":
		c.Type, c.Subject = f.Get("type"), f.Get("subject")
	case "hop":
		c.Subject, c.Predicate, c.Object, c.TxID = f.Get("subject"), f.Get("predicate"), f.Get("object"), strings.ToLower(strings.TrimSpace(f.Get("txid")))
		return c, money(f, &c)
	}
	return c, nil
}

// money reads the numbers of a hop.
func money(f *page.Form, c *training.Claim) error {
	if s := strings.TrimSpace(f.Get("vout")); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 0 {
			return training.Invalid("vout", "is not the number of an output", "0, 1, 2…")
		}
		c.Vout = &n
	}
	if s := strings.TrimSpace(f.Get("amount_sat")); s != "" {
		n, err := strconv.ParseInt(strings.ReplaceAll(s, " ", ""), 10, 64)
		if err != nil || n < 0 {
			return training.Invalid("amount_sat", "is not an amount", "whole satoshi, as in 150000")
		}
		c.AmountSat = n
	}
	return nil
}

func (a *Area) withdrawClaim(c *fiber.Ctx) error {
	n, err := numberOf(c)
	if err != nil {
		return err
	}
	f := page.ReadForm(c, "note", "key")
	key, err := cleanKey(&f)
	if err != nil {
		return err
	}
	if err := a.room.WithdrawFinding(c.UserContext(), viewer(c), runID(c), n, f.Get("note"), key); err != nil {
		return err
	}
	return c.Redirect(fmt.Sprintf("/exercises/%s/findings?withdrawn=%d", c.Params("run"), n), fiber.StatusSeeOther)
}

func (a *Area) restoreClaim(c *fiber.Ctx) error {
	n, err := numberOf(c)
	if err != nil {
		return err
	}
	f := page.ReadForm(c, "key")
	key, err := cleanKey(&f)
	if err != nil {
		return err
	}
	if err := a.room.RestoreFinding(c.UserContext(), viewer(c), runID(c), n, key); err != nil {
		return err
	}
	return c.Redirect(fmt.Sprintf("/exercises/%s/findings?saved=%d#f-f%d", c.Params("run"), n, n), fiber.StatusSeeOther)
}
