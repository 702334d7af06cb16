package desk

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Item is one piece of evidence with its custody history.
type Item struct {
	Desk    Desk
	E       training.Evidence
	By      string
	Verdict page.Verdict
	Parent  string // its address
	Parts   []PartRow
	Custody []CustodyRow
	UsedIn  []page.Crumb // findings that cite it
	Form    page.Form
	Key     string
	Href    string
}

// PartRow is one response of a WARC or WACZ.
type PartRow struct {
	training.Part
	Verdict page.Verdict
}

// CustodyRow is one line of the history.
type CustodyRow struct {
	N        int
	What, By string
	At       time.Time
	Note     string
}

func seqOf(c *fiber.Ctx) (int, error) {
	n, err := strconv.Atoi(strings.TrimPrefix(c.Params("n"), "e"))
	if err != nil || n < 1 {
		return 0, training.NotFound("evidence")
	}
	return n, nil
}

func (a *Area) showItem(c *fiber.Ctx) error { return a.itemPage(c, page.Form{}) }

func (a *Area) itemPage(c *fiber.Ctx, f page.Form) error {
	seq, err := seqOf(c)
	if err != nil {
		return err
	}
	e, history, err := a.room.EvidenceItem(c.UserContext(), viewer(c), runID(c), seq)
	if err != nil {
		return err
	}
	d, err := a.desk(c, "evidence")
	if err != nil {
		return err
	}
	names, err := a.room.Names(c.UserContext(), viewer(c))
	if err != nil {
		return err
	}
	data := Item{
		Desk: d, E: e, By: names[e.Person], Verdict: page.VerdictOf(e.Verdict), Form: f, Key: draw(),
		Href: fmt.Sprintf("%s/evidence/%d", d.Base, seq),
	}
	if e.Parent != 0 {
		data.Parent = fmt.Sprintf("%s/evidence/%d", d.Base, e.Parent)
	}
	for _, p := range e.Parts {
		data.Parts = append(data.Parts, PartRow{p, page.VerdictOf(p.Verdict)})
	}
	for _, h := range history {
		data.Custody = append(data.Custody, CustodyRow{N: h.N, What: string(h.Kind), By: names[h.Person], At: h.At, Note: h.Note})
	}
	claims, err := a.room.Findings(c.UserContext(), viewer(c), d.Run.ID)
	if err != nil {
		return err
	}
	for _, x := range claims {
		for _, ref := range x.Claim.Evidence {
			if ref == e.Ref() {
				data.UsedIn = append(data.UsedIn, page.Crumb{Text: x.Ref(), Href: fmt.Sprintf("%s/findings/%d", d.Base, x.Number)})
			}
		}
	}
	m := d.meta("Evidence " + e.Ref())
	return a.item.Render(c, f.Status(), m, data)
}

// download hands out the file as an attachment, and notes the export.
func (a *Area) download(c *fiber.Ctx) error {
	seq, err := seqOf(c)
	if err != nil {
		return err
	}
	file, e, err := a.room.OpenEvidence(c.UserContext(), viewer(c), runID(c), seq)
	if err != nil {
		return err
	}
	attachment(c, fiber.MIMEOctetStream, e.Ref()+"-"+safeName(e.FileName))
	return c.SendStream(file, int(e.Bytes)) // closes the file when it is sent
}

func (a *Area) withdrawEvidence(c *fiber.Ctx) error {
	seq, err := seqOf(c)
	if err != nil {
		return err
	}
	f := page.ReadForm(c, "reason", "key")
	key, err := cleanKey(&f)
	if err == nil {
		err = a.room.WithdrawEvidence(c.UserContext(), viewer(c), runID(c), seq, f.Get("reason"), key)
	}
	if err != nil {
		if f.Take(err) {
			return a.itemPage(c, f)
		}
		return err
	}
	return c.Redirect("/exercises/"+c.Params("run")+"/evidence", fiber.StatusSeeOther)
}

// cleanKey takes the idempotency key out of a form; programs may leave it out.
func cleanKey(f *page.Form) (string, error) {
	return training.CleanLine("key", f.Get("key"), 64)
}
