package quietroom

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
)

// item is a point of the intake checklist and what has to be there for it.
type item struct {
	id, title string
	elements  []string // as the papers write them, before the colon
}

var checklist = []item{
	{"provenance", "Where the data come from", []string{"Court", "Date of the order", "Legal basis", "Period", "Category of the measure"}},
	{"transmission", "How they came here", []string{"Channel", "Reference", "Use before an order of yours"}},
	{"scope", "What they may be used for", []string{"Offences", "Handling code"}},
	{"notification", "Who was told", []string{"Accounts used abroad", "States notified"}},
	{"integrity", "Whether they are whole", []string{"Reader", "Time base", "Parts"}},
	{"filter", "What was filtered before", []string{"Filter team", "Filter rule"}},
	{"storage", "How long they may be kept", []string{"Medium", "Delete by"}},
	{"defence", "What the defence can be shown", []string{"To the defence", "Questions of the defence to"}},
	{"reuse", "Other proceedings, other States", []string{"Other proceedings", "Passing on"}},
	{"bystanders", "People who have nothing to do with it", []string{"Bystanders", "Redaction"}},
}

// Items whose state is not drawn: the digests do not agree, and the handling
// code is asked for.
const (
	neverWhole = "integrity"
	alwaysHere = "scope"
	ofOrder    = "provenance" // its elements stand in the order extract
	openItems  = 4            // that are not complete, in every variant
)

// note is what a variant's papers say.
type note struct {
	code    string // of handling: H0 to H3
	who     string // who may order existing files to be handed over at home
	missing map[string]string
}

// The handling codes, as the note writes them.
var codes = map[string]string{
	"H0": "H0",
	"H1": "H1",
	"H2": "H2",
	"H3": "H3 (for the assessment of threats only; ask us before any other use)",
}

// Who orders that existing files go from one domestic proceeding to another.
var competent = map[string]string{
	"prosecutor": "the public prosecutor who leads the proceedings",
	"judge":      "the investigating judge, on application of the public prosecutor",
	"police":     "the financial police as investigating authority, whose order is valid once the public prosecutor has confirmed it in writing",
}

func (p *plan) papers() {
	s := p.Draw("papers", "")
	p.paper = note{code: stream.Pick(s, []string{"H0", "H1", "H2", "H3"}), who: stream.Pick(s, []string{"prosecutor", "judge", "police"}), missing: map[string]string{}}
	var drawn []item
	for _, i := range checklist {
		if i.id != neverWhole && i.id != alwaysHere {
			drawn = append(drawn, i)
		}
	}
	p.lacks = []string{neverWhole}
	for _, k := range s.Perm(len(drawn))[:openItems-1] {
		i := drawn[k]
		p.lacks = append(p.lacks, i.id)
		instead := []string{"", "to follow", "not yet available", "will be sent with the next delivery"}
		if i.id == ofOrder {
			instead = []string{"", "[passage taken out]"}
		}
		p.paper.missing[stream.Pick(s, i.elements)] = stream.Pick(s, instead)
	}
	slices.Sort(p.lacks)
	var rows [][]string
	for _, i := range checklist {
		for _, e := range i.elements {
			rows = append(rows, []string{i.id, i.title, e})
		}
	}
	p.table("checklist", []string{"item", "title", "element"}, rows, nil)
	p.order(s)
	p.transferNote(s)
	p.competence()
}

// entry is a line of a paper: what the checklist calls it, and what there is to
// say; nothing, or a promise, where the variant lacks it.
func (p *plan) entry(element, says string) []string {
	if instead, lacking := p.paper.missing[element]; lacking {
		if instead == "" {
			return nil
		}
		says = instead
	}
	return []string{element + ": " + says}
}

// annexB are those whom the order names.
var annexB = []string{"organiser", "dispatcher", "launderer", "driver-2", "groom"}

// order is the extract of the court's order. That somebody is named in it says
// nothing of him: one of the couple is.
func (p *plan) order(s *stream.Stream) {
	given := p.W.Start.AddDate(0, 0, -int(s.Between(9, 30)))
	named := slices.Clone(annexB)
	for i, j := range s.Perm(len(named)) {
		named[i], named[j] = named[j], named[i]
	}
	lines := []string{"EXTRACT OF AN ORDER (translation for the receiving State)", "Passages in square brackets were taken out by the court.", ""}
	lines = append(lines, p.entry("Court", "Investigating court of "+p.Towns[0]+", Valmora")...)
	lines = append(lines, p.entry("Date of the order", date(given))...)
	lines = append(lines, p.entry("Legal basis", fmt.Sprintf("Code of Criminal Procedure of Valmora, section %d; suspicion of organised facilitation of unlawful transit for gain", s.Between(110, 290)))...)
	lines = append(lines, p.entry("Period", date(p.W.Start.AddDate(0, 0, chatsFrom-2))+" to "+date(p.W.Start.AddDate(0, 0, chatsTo+4)))...)
	lines = append(lines, p.entry("Category of the measure", "interception of a communications service (category only)")...)
	lines = append(lines, "", "The court orders the measure for the service Kurjer-Black. [Passage taken out.] It found no milder means.",
		"What belongs to the core of private life, and what an advocate, a reporter or another person bound by secrecy exchanges in that work, is not used.", "",
		"Annex B. Accounts that are named in the order:")
	for _, ref := range named {
		lines = append(lines, "  "+p.accounts[ref].id)
	}
	lines = append(lines, "That an account is named here is the ground of the measure and no finding of guilt.")
	p.HandPaper("order-extract", lines...)
}

// transferNote is the partner's note: what came, in how many parts, with which digests.
func (p *plan) transferNote(s *stream.Stream) {
	sent := p.W.Opens.AddDate(0, 0, -int(s.Between(2, 4)))
	lines := []string{"TRANSFER NOTE", "Office for Cross-Border Cases, " + p.Towns[0] + ", Valmora, " + date(sent), ""}
	add := func(title string, entries ...[]string) {
		lines = append(lines, title)
		for _, e := range entries {
			lines = append(lines, e...)
		}
		lines = append(lines, "")
	}
	add("How the data came to you",
		p.entry("Channel", "liaison officers, sealed medium"),
		p.entry("Reference", fmt.Sprintf("VAL-%d/%d", s.Between(1000, 9999), p.W.Start.Year())),
		p.entry("Use before an order of yours", "reading for assessment; no use in court"))
	add("What they may be used for",
		p.entry("Offences", "organised facilitation of unlawful transit for gain, and laundering of what it brings"),
		p.entry("Handling code", codes[p.paper.code]))
	add("Who was told",
		p.entry("Accounts used abroad", "see the contact sheet, column used_in"),
		p.entry("States notified", p.notified(sent)))
	add("The files",
		p.entry("Reader", p.readers()),
		p.entry("Time base", "all times are UTC"),
		p.partList())
	add("What was filtered before",
		p.entry("Filter team", "none; the rows are unfiltered but for messages of children"),
		p.entry("Filter rule", "messages of accounts of children are withheld; everything else is left to you"))
	add("How long you may keep them",
		p.entry("Medium", "one sealed disk, number "+fmt.Sprint(s.Between(20_000, 90_000))),
		p.entry("Delete by", date(p.W.Opens.AddDate(0, 6, 0))))
	add("In court",
		p.entry("To the defence", "the order extract, this note and every row that is used"),
		p.entry("Questions of the defence to", "the office that signs, through the same channel"))
	add("Further use",
		p.entry("Other proceedings", "only after a new request that names the proceedings"),
		p.entry("Passing on", "not without our consent"))
	add("People who have nothing to do with the case",
		p.entry("Bystanders", fmt.Sprintf("about %d of the accounts", bystanders/10*10)),
		p.entry("Redaction", "none was made; it is your task"))
	p.HandPaper("transfer-note", lines[:len(lines)-1]...)
}

// notified is whom the partner told of the measure: always this State, by a form
// that lies with the note, where the item is complete.
func (p *plan) notified(sent time.Time) string {
	return "your State and Ostrenn, by form, on " + date(sent.AddDate(0, 0, -1))
}

// readers says which parts were made with which version.
func (p *plan) readers() string {
	var fine []int
	for part := 1; part <= parts; part++ {
		if !slices.Contains(p.sent.shifted, part) {
			fine = append(fine, part)
		}
	}
	list := []string{
		fmt.Sprintf("version %s for parts %s", p.sent.right, join(fine)),
		fmt.Sprintf("version %s for parts %s", p.sent.wrong, join(p.sent.shifted)),
	}
	slices.Sort(list) // the older version first, whichever is wrong
	return strings.Join(list, "; ")
}

// partList names every part as it was sent: how many rows, which digest.
func (p *plan) partList() []string {
	lines := []string{"Parts: " + fmt.Sprint(parts) + ", each with the SHA-256 digest of the file as it left us"}
	for part := 1; part <= parts; part++ {
		t := p.sent.sent[part]
		lines = append(lines, fmt.Sprintf("  %s.csv, %d rows, %s", t.Name, len(t.Rows), t.SHA256()))
	}
	return lines
}

func join(list []int) string {
	words := make([]string, len(list))
	for i, n := range list {
		words[i] = fmt.Sprint(n)
	}
	if len(words) == 1 {
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// competence is what the law of the exercise's home State says of powers.
func (p *plan) competence() {
	p.HandPaper("competence-sheet",
		"COMPETENCE SHEET of the exercise's home State",
		"The home State is a Member State. So is Valmora. Both apply Directive 2014/41/EU.",
		"",
		"To open the letters or chats of a person: the investigating judge.",
		"To hand existing files of one domestic proceeding over to another: "+competent[p.paper.who]+".",
		"To ask a provider to keep data: the public prosecutor.",
		"To seize assets: the public prosecutor, confirmed by a judge.")
}
