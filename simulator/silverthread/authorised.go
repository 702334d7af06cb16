package silverthread

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// worked is a colleague's work in the forum: an authorisation that has run out,
// the log of what was done, and the three exports that came of it.
type worked struct {
	from, until time.Time
	nickname    string
	other       string
	outside     []string // log entries that no authorisation covers
	valid       string   // name of the table of the export that one covers
}

// hours is how long the authorisation holds.
const hours = 72

// The ways in which an entry of the log is outside the authorisation, beside the
// work before it begins, which every variant has: a log-in and an export. Two are
// drawn: one of the first two, which is an export between a log-in and a log-out,
// and one of the others, which is one entry.
const (
	tooLate = "after it has ended"
	another = "under another nickname"
	written = "something is written"
	letters = "private messages are read"
)

// step is an entry of the log.
type step struct {
	at      time.Time
	nick    string
	action  string
	what    string
	outside bool
}

// authorised writes the authorisation, the log and the exports.
func (p *plan) authorised() {
	s := p.Draw("authorised", "")
	w := &p.work
	w.from = p.W.Start.AddDate(0, 0, workFrom+s.IntN(2)).Add(10 * time.Hour)
	w.until = w.from.Add(hours * time.Hour)
	w.nickname, w.other = p.Pseudonym("nickname/one"), p.Pseudonym("nickname/two")
	exporting, quiet := stream.Pick(s, []string{tooLate, another}), stream.Pick(s, []string{written, letters})
	names := []string{"export-1", "export-2", "export-3"}
	for i, j := range s.Perm(3) {
		names[i], names[j] = names[j], names[i]
	}
	w.valid = names[0]
	offer, guarantee := p.threadOf("offer"), p.threadOf("guarantee")
	in := func(from, to int64) time.Time { return w.from.Add(time.Duration(s.Between(from, to)) * time.Minute) }
	list := []step{
		{in(-95, -70), w.nickname, "log-in", "", true},
		{in(-60, -15), w.nickname, "export", names[1] + " from thread " + offer.ID, true},
		{in(5, 60), w.nickname, "log-in", "", false},
		{in(70, 200), w.nickname, "read", "thread " + offer.ID, false},
		{in(220, 400), w.nickname, "export", names[0] + " from thread " + offer.ID, false},
		{in(1500, 1600), w.nickname, "read", "thread " + guarantee.ID, false},
		{in(1700, 1800), w.nickname, "read", "thread " + p.threadOf("letters").ID, false},
		{in(2900, 3100), w.nickname, "read", "thread " + p.threadOf("students").ID, false},
		{in(3200, 3400), w.nickname, "log-out", "", false},
	}
	nick, at := w.nickname, in(hours*60+15, hours*60+240)
	if exporting == another {
		nick, at = w.other, in(1850, 2700)
	}
	minutes := func() time.Duration { return time.Duration(s.Between(3, 12)) * time.Minute }
	list = append(list, // nobody exports who has not logged in
		step{at.Add(-minutes()), nick, "log-in", "", true},
		step{at, nick, "export", names[2] + " from thread " + guarantee.ID, true},
		step{at.Add(minutes()), nick, "log-out", "", true})
	if quiet == written {
		list = append(list, step{in(410, 1400), w.nickname, "post", "answer in thread " + offer.ID, true})
	} else {
		list = append(list, step{in(410, 1400), w.nickname, "read", "private messages of " + p.pseudonymOf("vendor"), true})
	}
	p.readers()
	for _, x := range list {
		if x.action == "post" { // the forum has what the log says
			p.AddForumPost(world.ForumPost{
				Ref: "forum-post:offer/reader", Thread: offer.Ref, Author: "member:reader-1", At: x.at, Text: p.wording("reader", "Is there still something left of it?"),
				Cause: world.Cause{Saga: "authorised", Step: "outside", Cause: "forum-post:offer/6"},
			})
		}
	}
	slices.SortFunc(list, func(a, b step) int { return a.at.Compare(b.at) })
	rows := make([][]string, len(list))
	made := map[string]time.Time{}
	for i, x := range list {
		id := ""
		for id == "" || p.Taken[id] {
			id = fmt.Sprintf("L-%04d", s.Between(1000, 9999))
		}
		p.Taken[id] = true
		rows[i] = []string{id, draft.Minute(x.at), x.nick, x.action, x.what}
		if x.outside {
			w.outside = append(w.outside, id)
		}
		if name, _, ok := strings.Cut(x.what, " from thread "); ok {
			made[name] = x.at
		}
	}
	slices.Sort(w.outside)
	p.W.Case.Papers = append(p.W.Case.Papers, world.Paper{Ref: "paper:authorisation", Name: "authorisation", Text: p.authorisation(s)})
	p.HandTable("activity-log", []string{"entry", "at", "nickname", "action", "what"}, rows)
	for _, e := range []struct {
		name   string
		thread *world.Thread
	}{{names[0], offer}, {names[1], offer}, {names[2], guarantee}} {
		p.export(e.name, e.thread, made[e.name])
	}
}

// readers enters the colleague's two nicknames as members of the forum: old
// accounts, of which the authorisation names one.
func (p *plan) readers() {
	for i, name := range []string{p.work.nickname, p.work.other} {
		ref := fmt.Sprintf("reader-%d", i+1)
		p.AddForumMember(world.ForumMember{
			Ref: world.Ref("member:" + ref), Owner: "person:officer", Name: name, Rank: "newcomer",
			JoinedAt: p.On("joined/"+ref, -int(p.Draw("joined", ref).Between(20, 90))),
		})
	}
}

// authorisation is the text of the first one, which has run out.
func (p *plan) authorisation(s *stream.Stream) string {
	w := p.work
	return strings.Join([]string{
		"AUTHORISATION of virtual presence, number " + fmt.Sprint(s.Between(100, 900)) + " (run out)",
		"Issued by: investigating judge of " + p.Towns[1] + ", on application of the public prosecutor",
		"Valid: from " + draft.Minute(w.from) + ", for " + fmt.Sprint(hours) + " hours",
		"Place: the forum Agora-9, threads of the boards " + p.boards["papers"] + ", " + p.boards["market"] + " and " + p.boards["study"],
		"Nickname: " + w.nickname + ", and no other",
		"Permitted: to read threads, and to export what was read",
		"Not permitted: to write, to order, to invite; to open private messages",
		"Advice of lawyers: is closed again at once, sealed unread, and reported",
		"Every entry is logged. What lies outside is not used.",
	}, "\n")
}

// export is what the one who opened a thread had written in it by then.
func (p *plan) export(name string, t *world.Thread, at time.Time) {
	var rows [][]string
	for _, post := range p.W.ForumPosts {
		if post.Thread == t.Ref && post.Author == t.Author && post.At.Before(at) {
			rows = append(rows, []string{post.ID, p.W.ForumMember(post.Author).Name, draft.Minute(post.At), post.Text})
		}
	}
	rows = append(rows, []string{"", "exported", draft.Minute(at), "thread " + t.ID})
	p.HandTable(name, []string{"post", "author", "at", "text"}, rows)
}
