package microblog

import (
	"cmp"
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// original is the share of the crowd's posts, in percent, that answer nobody.
const original = 56

// post is a status before its words are drawn: where it stands and what it hangs on.
type post struct {
	id, at  int64 // visible id; Unix milliseconds
	author  int32 // member
	story   *world.Post
	to      int64 // the id of the status it answers or passes on
	toWhom  int32
	boost   bool
	deleted int64
	draws   uint64 // entity of the draws for its words
	lang    string
}

// domains are the purposes of draws for posts.
type domains struct{ day, react, like, text, id stream.Domain }

func newDomains(k stream.Key) domains {
	return domains{k.Domain("microblog/day"), k.Domain("microblog/react"), k.Domain("microblog/like"), k.Domain("microblog/text"), k.Domain("microblog/id")}
}

// originals draws everything of one day that answers nobody: the crowd's posts,
// the ordinary posts of the story's people, and the story's own.
func (c *crowd) originals(d domains, day int) []post {
	var out []post
	base := c.start + int64(day)*dayMS
	s := d.day.Stream(0, 0)
	for i := range c.members {
		m := &c.members[i]
		if m.rate == 0 || m.created >= base+dayMS || m.gone <= base {
			continue
		}
		s.Move(m.entity, uint32(day))
		rate := m.rate * 7 / 8
		if s.Chance(1, 24) { // a day on which one thing leads to another
			rate = m.rate * 4
		}
		n := min(rate>>16, 30)
		if s.Int64N(1<<16) < rate&0xffff {
			n++
		}
		var last int64
		for k := range n {
			at := base + int64(world.Moment(s)/time.Millisecond)
			if k > 0 && s.Chance(1, 3) { // bursts: the next one follows within minutes
				at = last + s.Between(20_000, 900_000)
			}
			last = at
			p := post{id: world.VisibleNumber(time.UnixMilli(at), s), at: at, author: int32(i), lang: m.lang}
			p.draws = uint64(p.id)
			if s.Chance(1, 5) {
				p.lang = "en"
			}
			if s.Chance(1, 60) {
				p.deleted = at + s.Between(60_000, 80*dayMS)
			}
			if m.there(at) && at < base+dayMS {
				out = append(out, p)
			}
		}
	}
	for _, w := range c.planted[day] {
		out = append(out, c.planted1(w))
	}
	return out
}

// planted1 is a post of the story in the crowd's form.
func (c *crowd) planted1(w *world.Post) post {
	p := post{id: number(w.ID), at: w.At.UnixMilli(), author: int32(c.byRef[w.Account]), story: w, lang: w.Lang}
	p.draws = uint64(p.id)
	if !w.DeletedAt.IsZero() {
		p.deleted = w.DeletedAt.UnixMilli()
	}
	for _, r := range []world.Ref{w.ReplyTo, w.BoostOf} {
		if to := c.postRef[r]; to != nil {
			p.to, p.toWhom, p.boost = number(to.ID), int32(c.byRef[to.Account]), r == w.BoostOf
		}
	}
	return p
}

// reactions draws the answers to a post and its boosts, all within a day.
func (c *crowd) reactions(d domains, p *post) []post {
	s := d.react.Stream(p.draws, 0)
	m := &c.members[p.author]
	rate := min(30_000+m.pull/unit*6_200, 8<<16) // in 1/65536
	n := rate >> 16
	if s.Int64N(1<<16) < rate&0xffff {
		n++
	}
	var out []post
	for range n {
		who := c.drive.spin(s)
		// P(delay ≥ x) falls as 1/x, and is cut at a day.
		delay := min(s.Between(300_000, 9_000_000)*tail(s)/unit, dayMS-1)
		r := post{at: p.at + delay, author: int32(who), to: p.id, toWhom: p.author, lang: c.members[who].lang}
		r.id = world.VisibleNumber(time.UnixMilli(r.at), s)
		r.draws = uint64(r.id)
		r.boost = s.Chance(2, 5) || p.story != nil && p.story.Label == "L5"
		if s.Chance(2, 3) {
			r.lang = p.lang
		}
		gone := p.deleted != 0 && r.at >= p.deleted
		if who != int(p.author) && c.members[who].there(r.at) && c.members[p.author].there(r.at) && !gone && r.at < c.w.End.UnixMilli() {
			out = append(out, r)
		}
	}
	return out
}

// day draws all rows of one day of the clock, by visible id: its originals, and
// the reactions of that day to posts of it and of the day before.
func (c *crowd) day(d domains, day int) []post {
	rows := c.originals(d, day)
	end := c.start + int64(day+1)*dayMS
	add := func(to []post, today bool) {
		for i := range to {
			for _, r := range c.reactions(d, &to[i]) {
				if (r.at < end) == today {
					rows = append(rows, r)
				}
			}
		}
	}
	add(slices.Clone(rows), true)
	if day > 0 {
		add(c.originals(d, day-1), false)
	}
	slices.SortFunc(rows, func(a, b post) int { return cmp.Compare(a.id, b.id) })
	return rows
}

func number(id string) int64 {
	var n int64
	for _, c := range []byte(id) {
		n = n*10 + int64(c-'0')
	}
	return n
}
