package desk

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Evidence is the list of what the team has captured, and the upload.
type Evidence struct {
	Desk      Desk
	Rows      []EvidenceRow
	Withdrawn []EvidenceRow
	Form      page.Form
	Fresh     *EvidenceRow // just taken: its verdict stands on top
	Limit     int64        // bytes
	Parents   []page.Option
	Schemes   []page.Option
	Meanings  []page.Verdict
}

// EvidenceRow is one item of the list.
type EvidenceRow struct {
	training.Evidence
	Href    string
	By      string
	Verdict page.Verdict
}

// schemes are those under which a source may be graded.
func schemes() []page.Option {
	return []page.Option{
		{Value: "europol-4x4", Text: "Europol 4x4 (source A B C X, information 1–4)"},
		{Value: "admiralty", Text: "Admiralty 6x6 (source A–F, information 1–6)"},
		{Value: "5x5x5", Text: "5x5x5"},
		{Value: "3x5x2", Text: "3x5x2"},
	}
}

func (a *Area) showEvidence(c *fiber.Ctx) error {
	var f page.Form
	f.Set("scheme", "europol-4x4")
	f.Set("contact", "no")
	return a.evidencePage(c, f, nil)
}

func (a *Area) evidencePage(c *fiber.Ctx, f page.Form, fresh *training.Evidence) error {
	d, err := a.desk(c, "evidence")
	if err != nil {
		return err
	}
	names, err := a.room.Names(c.UserContext(), viewer(c))
	if err != nil {
		return err
	}
	items, err := a.room.EvidenceList(c.UserContext(), viewer(c), d.Run.ID)
	if err != nil {
		return err
	}
	log, err := a.room.EvidenceLog(c.UserContext(), viewer(c), d.Run.ID)
	if err != nil {
		return err
	}
	f.Set("key", draw())
	data := Evidence{Desk: d, Form: f, Limit: a.room.MaxUpload, Schemes: schemes(), Parents: []page.Option{{Value: "", Text: "none: this is an original capture"}}}
	row := func(e training.Evidence) EvidenceRow {
		return EvidenceRow{Evidence: e, Href: fmt.Sprintf("%s/evidence/%d", d.Base, e.Seq), By: names[e.Person], Verdict: page.VerdictOf(e.Verdict)}
	}
	for i := len(items) - 1; i >= 0; i-- {
		data.Rows = append(data.Rows, row(items[i]))
		data.Parents = append(data.Parents, page.Option{Value: strconv.Itoa(items[i].Seq), Text: items[i].Ref() + " " + items[i].FileName})
	}
	for _, e := range log {
		if e.Kind == training.Withdrawal {
			data.Withdrawn = append(data.Withdrawn, row(e))
		}
	}
	for _, v := range []training.Verdict{
		training.VerifiedAsServed, training.Altered, training.Derived, training.BeforeRelease, training.ServedToOtherTeam, training.NotOurs,
	} {
		data.Meanings = append(data.Meanings, page.VerdictOf(v))
	}
	if fresh != nil {
		r := row(*fresh)
		data.Fresh = &r
	}
	return a.evidence.Render(c, f.Status(), d.meta("Evidence"), data)
}

// addEvidence takes an upload and answers with its verdict.
func (a *Area) addEvidence(c *fiber.Ctx) error {
	up, err := page.ReadUpload(c, page.UploadLimits{File: a.room.MaxUpload, Dir: a.room.Incoming(), Now: a.now})
	if err != nil {
		return err
	}
	defer func() { _ = up.Close() }() // a file that stays behind is in the incoming folder
	row, err := a.takeUpload(c, up)
	if err != nil {
		if wantsJSON(c) || !up.Form.Take(err) {
			return err
		}
		return a.evidencePage(c, up.Form, nil)
	}
	if wantsJSON(c) {
		v := page.VerdictOf(row.Verdict)
		return c.JSON(fiber.Map{
			"evidence": row.Ref(), "sha256": row.SHA256, "bytes": row.Bytes, "verdict": v.Code, "meaning": v.Words, "detail": row.Detail,
			"surface": row.Surface, "record": row.Record, "parts": row.Parts, "row_hash": row.RowHash,
		})
	}
	var f page.Form
	f.Set("scheme", row.Scheme)
	f.Set("contact", "no")
	for _, keep := range []string{"tool", "tool_version", "method", "lawful_basis", "handling"} {
		f.Set(keep, up.Form.Get(keep)) // the next capture is often made in the same way
	}
	return a.evidencePage(c, f, &row)
}

// takeUpload turns the form into a row of evidence.
func (a *Area) takeUpload(c *fiber.Ctx, up *page.Upload) (training.Evidence, error) {
	f := &up.Form
	key, err := cleanKey(f)
	if err != nil {
		return training.Evidence{}, err
	}
	if up.Path == "" {
		return training.Evidence{}, training.Invalid("file", "is missing", "a file: a page, a WARC or WACZ, the saved output of a tool, a screenshot")
	}
	row := training.Evidence{
		SourceURL: f.Get("source_url"), Tool: f.Get("tool"), ToolVersion: f.Get("tool_version"), Method: f.Get("method"), FileName: up.FileName,
		Relevance: f.Get("relevance"), SourceGrade: strings.ToUpper(strings.TrimSpace(f.Get("source_grade"))), InfoGrade: strings.TrimSpace(f.Get("info_grade")),
		Scheme: f.Get("scheme"), Handling: f.Get("handling"), LawfulBasis: f.Get("lawful_basis"), Key: key,
	}
	switch v := strings.ToLower(f.Get("contact")); v {
	case "yes", "true", "on", "1":
		row.Contact = true
	case "", "no", "false", "off", "0":
	default:
		return row, training.Invalid("contact", "is neither yes nor no", "yes or no")
	}
	if row.CapturedAt, err = instant("captured_at", f.Get("captured_at")); err != nil {
		return row, err
	}
	if p := strings.TrimPrefix(strings.TrimSpace(f.Get("parent")), "e"); p != "" {
		if row.Parent, err = strconv.Atoi(p); err != nil || row.Parent < 1 {
			return row, training.Invalid("parent", "is not an item of your evidence", "its number, as in e4")
		}
	}
	file, err := os.Open(up.Path)
	if err != nil {
		return row, fmt.Errorf("read the upload: %w", err)
	}
	defer func() { _ = file.Close() }() // only read
	return a.room.AddEvidence(c.UserContext(), viewer(c), runID(c), exercise.Upload{Body: file, Row: row})
}

// instant reads a time as people and programs write it, in UTC; empty is the zero time.
func instant(field, s string) (time.Time, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return time.Time{}, nil
	}
	for _, form := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02T15:04Z", "2006-01-02 15:04:05", "2006-01-02 15:04"} {
		if t, err := time.Parse(form, s); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, training.Invalid(field, "is not a time", "scenario time in UTC, as in 2026-03-14 09:40")
}

// exportEvidence writes the team's evidence as it counts now.
func (a *Area) exportEvidence(c *fiber.Ctx) error {
	items, err := a.room.EvidenceList(c.UserContext(), viewer(c), runID(c))
	if err != nil {
		return err
	}
	rows := [][]string{{
		"evidence", "sha256", "bytes", "media_type", "file", "verdict", "detail", "surface", "record", "source_url", "tool", "tool_version", "method",
		"captured_at", "received_at", "scenario_time", "relevance", "scheme", "source_grade", "info_grade", "handling", "lawful_basis", "contact",
		"parent", "previous_row_hash", "row_hash",
	}}
	for _, e := range items {
		parent := ""
		if e.Parent != 0 {
			parent = fmt.Sprintf("e%d", e.Parent)
		}
		stamp := func(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
		rows = append(rows, []string{
			e.Ref(), e.SHA256, strconv.FormatInt(e.Bytes, 10), e.MediaType, e.FileName, string(e.Verdict), e.Detail, e.Surface, e.Record, e.SourceURL,
			e.Tool, e.ToolVersion, e.Method, stamp(e.CapturedAt), stamp(e.Wall), stamp(e.Scenario), e.Relevance, e.Scheme, e.SourceGrade, e.InfoGrade,
			e.Handling, e.LawfulBasis, strconv.FormatBool(e.Contact), parent, e.PrevHash, e.RowHash,
		})
	}
	for _, r := range rows {
		for i := range r {
			r[i] = harmless(r[i])
		}
	}
	b, err := table(rows)
	if err != nil {
		return err
	}
	attachment(c, "text/csv; charset=utf-8", "evidence.csv")
	return c.Send(b)
}

// harmless keeps a spreadsheet from reading a cell as a formula.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
