package quietroom

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
)

// document is an entry of the register of the proceedings.
type document struct {
	id, title, made, holds string
	defence                bool // goes to the defence
}

// What bears on whether the rows are genuine, whole and lawful, and what speaks
// for the accused, goes to the defence. What belongs to third persons, to the
// partner's house or to the team's own counsel stays; the schedule says that it exists.
var (
	disclosed = []document{
		{title: "Extract of the order", made: "partner", holds: "court, legal basis and period of the measure"},
		{title: "Transfer note", made: "partner", holds: "channel, handling code, parts and digests"},
		{title: "Digest report", made: "intake desk", holds: "digest of one part does not agree with the transfer note"},
		{title: "Clock report", made: "analyst", holds: "times of some parts are wrong by whole hours; how it was found"},
		{title: "Search log", made: "analyst", holds: "every word that was searched in the rows, by whom and when"},
		{title: "Rows of the charge", made: "analyst", holds: "the rows on which the charge rests"},
		{title: "Rows for the accused", made: "analyst", holds: "rows which say that a driver was ill on two of the days"},
		{title: "Filter statistics", made: "filter team", holds: "how many rows were set aside under which rule, without their content"},
		{title: "Letter on missing rows", made: "case lead", holds: "question to the partner about rows that did not arrive"},
	}
	withheld = []document{
		{title: "Set-aside rows, first folder", made: "filter team", holds: "talks of an advocate with a client who is not accused"},
		{title: "Set-aside rows, second folder", made: "filter team", holds: "talks of a reporter with a source"},
		{title: "Set-aside rows, third folder", made: "filter team", holds: "marks in place of messages of a child"},
		{title: "Set-aside rows, fourth folder", made: "filter team", holds: "passages from the core of private life of third persons"},
		{title: "Contact sheet, unredacted", made: "partner", holds: "names and nicknames of people who have nothing to do with the case"},
		{title: "Liaison diary", made: "liaison officer", holds: "the partner's talk about other proceedings, given in confidence"},
		{title: "Draft of the pleading", made: "case lead", holds: "the prosecutor's own notes for the hearing"},
		{title: "Duty roster", made: "intake desk", holds: "names and telephone numbers of the team"},
	}
)

const nDisclosed, nWithheld = 6, 5

// register is the list of what the file holds, under drawn numbers in a drawn order.
func (p *plan) register() {
	s := p.Draw("register", "")
	for _, i := range s.Perm(len(disclosed))[:nDisclosed] {
		d := disclosed[i]
		d.defence = true
		p.files = append(p.files, d)
	}
	for _, i := range s.Perm(len(withheld))[:nWithheld] {
		p.files = append(p.files, withheld[i])
	}
	draft.Shuffle(s, p.files)
	rows := make([][]string, len(p.files))
	for i := range p.files {
		d := &p.files[i]
		for d.id == "" || p.Taken[d.id] {
			d.id = fmt.Sprintf("D-%04d", s.Between(1000, 9999))
		}
		p.Taken[d.id] = true
		rows[i] = []string{d.id, d.title, d.made, d.holds}
	}
	p.table("register", []string{"document", "title", "made_by", "holds"}, rows, nil)
}

// step is one of the steps after a digest does not agree, in the order of the house.
type step struct {
	id   string
	done string // how the custody log writes that it was taken
}

var steps = []step{
	{"aside", "Part set aside. Nobody works with it until further notice."},
	{"again", "Digest computed again from the sealed medium, by a second person. Same result."},
	{"record", "Difference between digest and transfer note entered in the custody record."},
	{"lead", "Case lead told in writing that one part does not agree."},
	{"ask", "Partner asked through the liaison channel to confirm rows and digest of the part."},
	{"receive", ""},
	{"compare", ""},
	{"release", ""},
	{"disclose", "Incident noted for the disclosure schedule."},
}

const nDone = 3

// custody is the log of the sealed medium. Some of the steps after the find were
// taken before the team takes over.
func (p *plan) custody() {
	s := p.Draw("custody", "")
	var can []int
	for i, x := range steps {
		if x.done != "" {
			can = append(can, i)
		}
	}
	var done []int
	for _, i := range s.Perm(len(can))[:nDone] {
		done = append(done, can[i])
	}
	slices.Sort(done)
	at := p.W.Opens.AddDate(0, 0, -1).Truncate(24 * time.Hour).Add(time.Duration(s.Between(8*60, 9*60)) * time.Minute)
	var rows [][]string
	by := []string{p.Person("intake/1"), p.Person("intake/2"), p.Person("courier")}
	add := func(who int, what string) {
		rows = append(rows, []string{strconv.Itoa(len(rows) + 1), at.UTC().Format("2006-01-02T15:04Z"), by[who], what})
		at = at.Add(time.Duration(s.Between(6, 70)) * time.Minute)
	}
	add(2, "Sealed medium handed over. Seal whole.")
	add(0, "Medium copied in the intake room, original locked away.")
	add(0, fmt.Sprintf("Digests of %d parts computed. One does not agree with the transfer note.", parts))
	for _, i := range done {
		who := s.IntN(2)
		if steps[i].id == "again" {
			who = 1 // the first computed them the first time
		}
		p.done = append(p.done, steps[i].id)
		add(who, steps[i].done)
	}
	add(1, "File handed to the team.")
	p.table("custody-log", []string{"entry", "at", "by", "what"}, rows, nil)
}
