package solver

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Eleven automatic questions. Five may be right for another team: which items are
// open, an instrument, whole hours, a code, an order.
func TestQuietRoom(t *testing.T) {
	onFiles(t, "quiet-room", 11, []string{"q1", "q2", "q5", "q6", "q9"}, func(f folder, s *submission) {
		r := readRoom(f)
		r.intake(s)
		r.clock(s)
		r.label(s)
		r.court(s)
		r.network(s)
	})
}

// chatRow is a row that was handed over.
type chatRow struct {
	record, number, chat, from, to, text string
	part                                 int
	at                                   time.Time // as the partner's reader has it
}

// room is what lies on the table.
type room struct {
	folder
	rows     []chatRow
	profile  map[string]string // by account
	where    map[string]string // by account: from where the service was used
	nick     map[string]string // account by nickname
	book     codebook
	note     string
	order    string
	parts    []sentPart
	short    int           // the part that is not as it was sent
	late     time.Duration // by how much the times of the parts in off are late
	off      map[int]bool
	versions map[int]string
}

// sentPart is a part as the transfer note names it.
type sentPart struct {
	rows   int
	digest string
}

var (
	partLine = regexp.MustCompile(`(?m)^\s+received-(\d)\.csv, (\d+) rows, ([0-9a-f]{64})$`)
	version  = regexp.MustCompile(`version ([\d.]+) for parts ([\d, and]+)`)
	digits   = regexp.MustCompile(`\d+`)
)

func readRoom(f folder) *room {
	r := &room{folder: f, profile: map[string]string{}, where: map[string]string{}, nick: map[string]string{}, book: codebook{}, off: map[int]bool{}, versions: map[int]string{}}
	r.note, r.order = string(f.read("case/transfer-note.txt")), string(f.read("case/order-extract.txt"))
	for _, w := range f.table("codebook") {
		r.book[w["category"]] = append(r.book[w["category"]], w["word"])
	}
	for _, c := range f.table("contacts") {
		r.profile[c["account"]], r.nick[c["nickname"]], r.where[c["account"]] = c["profile"], c["account"], c["used_in"]
	}
	for _, m := range partLine.FindAllStringSubmatch(r.note, -1) {
		n, _ := strconv.Atoi(m[2])
		r.parts = append(r.parts, sentPart{n, m[3]})
	}
	for part := 1; part <= len(r.parts); part++ {
		name := fmt.Sprintf("received-%d", part)
		for i, row := range f.table(name) {
			at, err := time.Parse("2006-01-02 15:04:05", row["time"])
			if err != nil {
				f.t.Fatal(err)
			}
			r.rows = append(r.rows, chatRow{
				fmt.Sprintf("case/%s.csv#%d", name, i+1), row["number"], row["chat"], row["sender"], row["recipient"], row["text"], part, at,
			})
		}
	}
	for _, m := range version.FindAllStringSubmatch(r.note, -1) {
		for _, n := range digits.FindAllString(m[2], -1) {
			part, _ := strconv.Atoi(n)
			r.versions[part] = m[1]
		}
	}
	return r
}

// given says whether a paper holds an element: a line of it that is no promise.
func (r *room) given(element string) bool {
	for line := range strings.Lines(r.note + "\n" + r.order) {
		says, ok := strings.CutPrefix(strings.TrimSpace(line), element+": ")
		if ok && !strings.HasPrefix(says, "[") && !slices.Contains([]string{"to follow", "not yet available", "will be sent with the next delivery"}, says) {
			return true
		}
	}
	return false
}

// intake holds the papers against the checklist and the files against the note.
func (r *room) intake(s *submission) {
	var open []string
	lacking := func(item string) {
		if !slices.Contains(open, item) {
			open = append(open, item)
		}
	}
	for _, e := range r.table("checklist") {
		if !r.given(e["element"]) {
			lacking(e["item"])
		}
	}
	for i, sent := range r.parts {
		sum := sha256.Sum256(r.read(fmt.Sprintf("case/received-%d.csv", i+1)))
		digest := hex.EncodeToString(sum[:])
		if digest == sent.digest {
			continue
		}
		lacking("integrity")
		r.short = i + 1
		s.answer("q10", digest)
		came := 0
		for _, row := range r.rows {
			if row.part == r.short {
				came++
			}
		}
		last := 0
		for _, row := range r.rows { // the parts are numbered through
			if row.part == r.short {
				last, _ = strconv.Atoi(row.number)
			}
		}
		if came < sent.rows {
			s.answer("q12", last+1)
		}
	}
	s.answer("q1", open)
	var here []string
	_, annex, _ := strings.Cut(r.order, "Annex B")
	for _, id := range regexp.MustCompile(`kb-\d{5}`).FindAllString(annex, -1) {
		if r.where[id] == "your State" {
			here = append(here, id)
		}
	}
	s.answer("q13", here)
	for line := range strings.Lines(string(r.read("case/competence-sheet.txt"))) {
		if who, ok := strings.CutPrefix(line, "To hand existing files of one domestic proceeding over to another: "); ok {
			switch {
			case strings.Contains(who, "financial police"):
				s.answer("q2", "eio-police")
			case strings.HasPrefix(who, "the investigating judge"):
				s.answer("q2", "eio-judge")
			default:
				s.answer("q2", "eio-prosecutor")
			}
		}
	}
	s.answer("q6", strings.ToLower(regexp.MustCompile(`Handling code: (H\d)`).FindStringSubmatch(r.note)[1]))
}

// clock compares the rows with the phone whose times are right: the same text in
// the same chat is the same message. What is found for one part of a version
// holds for all of its parts.
func (r *room) clock(s *submission) {
	for _, p := range r.table("own-phone") {
		right, err := time.Parse(time.RFC3339, p["arrived_at"])
		if err != nil {
			r.t.Fatal(err)
		}
		for _, row := range r.rows {
			if row.chat != p["chat"] || row.text != p["text"] {
				continue
			}
			if late := row.at.Sub(right).Round(time.Hour); late != 0 {
				r.late = late
				for part, v := range r.versions {
					r.off[part] = r.off[part] || v == r.versions[row.part]
				}
			}
		}
	}
	s.answer("q5", int(r.late/time.Hour))
}

// right is the moment at which a row was written.
func (r *room) right(row chatRow) time.Time {
	if r.off[row.part] {
		return row.at.Add(-r.late)
	}
	return row.at
}

var (
	advice    = regexp.MustCompile(`(?i)hearing|statement|appeal|objection|advice|file\b|lawyer|written to the authority|reply to the authority`)
	story     = regexp.MustCompile(`(?i)article|story|editor|reporter|source|newspaper`)
	innermost = regexp.MustCompile(`(?i)mother died|doctor called|prayed|cry|lost my faith|afraid|dying|ashamed|results are here`)
)

// label reads a row by the guide of the mandate.
func (r *room) label(s *submission) {
	by := map[string]chatRow{}
	for _, row := range r.rows {
		by[row.record] = row
	}
	profession := func(row chatRow, word string) bool {
		return strings.Contains(r.profile[row.from], word) || strings.Contains(r.profile[row.to], word)
	}
	for _, l := range r.table("labelset") {
		row := by[l["record"]]
		code := "irrelevant"
		switch {
		case strings.HasPrefix(row.text, "[content withheld"):
			code = "minor"
		case profession(row, "member of the bar") && advice.MatchString(row.text):
			code = "privilege"
		case profession(row, "reporter") && story.MatchString(row.text):
			code = "press"
		case innermost.MatchString(row.text):
			code = "core"
		case r.sells(row):
			code = "relevant"
		}
		s.Labels = append(s.Labels, label{row.record, code})
	}
}

// sells says whether a row has a word of the network in its own voice.
func (r *room) sells(row chatRow) bool {
	e := r.book.read(row.text)
	return e.activity || e.guarantee
}

// court is what the defence gets, and what is left to do about the digest.
func (r *room) court(s *submission) {
	stays := regexp.MustCompile(`advocate|reporter|child|private life|nothing to do with|in confidence|own notes|telephone numbers`)
	var out []string
	for _, d := range r.table("register") {
		if !stays.MatchString(d["holds"]) {
			out = append(out, d["document"])
		}
	}
	s.answer("q8", out)
	log := ""
	for _, e := range r.table("custody-log") {
		log += e["what"] + "\n"
	}
	var left []string
	for _, step := range []struct{ id, taken string }{ // the house order
		{"aside", "set aside"},
		{"again", "by a second person"},
		{"record", "in the custody record"},
		{"lead", "Case lead told"},
		{"ask", "Partner asked"},
		{"receive", "New copy"},
		{"compare", "Both copies"},
		{"release", "given free"},
		{"disclose", "disclosure schedule"},
	} {
		if !strings.Contains(log, step.taken) {
			left = append(left, step.id)
		}
	}
	s.answer("q9", left)
}

var (
	address   = regexp.MustCompile(`Everything goes to (bcrt1[0-9a-z]+)`)
	ownNumber = regexp.MustCompile(`use my own number and no other: (\+\d+)`)
	finds     = regexp.MustCompile(`has found you (?:a|one more) driver: (\w+)`)
	prices    = regexp.MustCompile(`\d+ seats.*\d+ TK`)
)

// network draws the case graph by the conventions of the mandate, and finds the
// first order by the right clock.
func (r *room) network(s *submission) {
	account := func(id string) string { return s.entity("account", selector{"handle", "kurjer-black", id}) }
	keeper := ""
	for _, row := range r.rows {
		if !r.sells(row) {
			continue
		}
		switch {
		case strings.Contains(row.text, "I keep the list for you"):
			keeper = row.from
			s.link(account(row.from), "works_for", account(row.to))
		case strings.Contains(row.text, "I keep the money for you"), strings.Contains(row.text, "I drive for you"):
			s.link(account(row.from), "works_for", account(row.to))
		}
		if m := address.FindStringSubmatch(row.text); m != nil {
			s.link(account(row.from), "owns", s.entity("wallet", value("wallet", m[1])))
		}
		if m := ownNumber.FindStringSubmatch(row.text); m != nil {
			s.link(account(row.from), "owns", s.entity("phone", value("phone", m[1])))
		}
		if m := finds.FindStringSubmatch(row.text); m != nil {
			s.link(account(row.from), "recruits", account(r.nick[m[1]]))
		}
	}
	var first time.Time
	for _, row := range r.rows {
		if row.to == keeper && r.sells(row) && prices.MatchString(row.text) && (first.IsZero() || r.right(row).Before(first)) {
			first = r.right(row)
		}
	}
	s.answer("q11", first.Truncate(time.Minute).Format("2006-01-02T15:04Z"))
}
