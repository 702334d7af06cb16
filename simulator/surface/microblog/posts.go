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
type domains struct{ day, mood, react, regular, like, text, flash stream.Domain }

func newDomains(k stream.Key) domains {
	return domains{
		k.Domain("microblog/day"), k.Domain("microblog/mood"), k.Domain("microblog/react"), k.Domain("microblog/regular"),
		k.Domain("microblog/like"), k.Domain("microblog/text"), k.Domain("microblog/flash"),
	}
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
		for range times(s, m.rate*c.mood(d, m, day)/moods/sitting) {
			at := base + int64(world.Moment(s)/time.Millisecond)
			for first := true; first || s.Chance(sitting-1, sitting); first = false {
				if !first {
					at += min(s.Between(15_000, 240_000)*tail(s)/unit, 3*3_600_000)
				}
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
	}
	for _, w := range c.planted[day] {
		out = append(out, c.planted1(w))
	}
	return out
}

// sitting is how many posts people write in one go, on the average.
const sitting = 4

// moods are the parts of an average week's writing by which a week is measured.
const moods = 8

// mood is how much an account writes in the week of a day, in parts of moods:
// little in most weeks, a lot in a few, as people's lives are (the long gaps of
// Goh and Barabási 2008, which the hours of the day do not explain).
func (c *crowd) mood(d domains, m *member, day int) int64 {
	s := d.mood.Stream(m.entity, uint32((day+int(m.entity%7))/7))
	return []int64{0, 2, 8, 20, 32}[s.Weighted([]int64{20, 30, 27, 16, 7})]
}

// times turns a rate in 1/65536 into a whole number with that mean.
func times(s *stream.Stream, rate int64) int64 {
	n := min(rate>>16, 30)
	if s.Int64N(1<<16) < rate&0xffff {
		n++
	}
	return n
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
	rate := min(33_000+m.pull/unit*6_200, 8<<16) // in 1/65536
	var out []post
	for range times(s, rate) {
		delay := world.AnswerDelay(s)
		who := c.answerer(d, s, m)
		for range 8 { // who writes much in that week answers more, too
			if s.Int64N(32) < c.mood(d, &c.members[who], c.dayOf(p.at+delay)) {
				break
			}
			who = c.answerer(d, s, m)
		}
		r := post{at: p.at + delay, author: int32(who), to: p.id, toWhom: p.author, lang: c.members[who].lang}
		r.id = world.VisibleNumber(time.UnixMilli(r.at), s)
		r.draws = uint64(r.id)
		r.boost = s.Chance(2, 5) || p.story != nil && p.story.Label == "L5"
		if s.Chance(2, 3) {
			r.lang = p.lang
		}
		gone := p.deleted != 0 && r.at >= p.deleted
		thanks := r
		thanks.at, thanks.author, thanks.to, thanks.toWhom, thanks.lang = r.at+s.Between(60_000, 9_000_000), p.author, r.id, r.author, p.lang
		thanks.id = world.VisibleNumber(time.UnixMilli(thanks.at), s)
		thanks.draws = uint64(thanks.id)
		answered := p.story == nil && !r.boost && thanks.at < p.at+dayMS && s.Chance(1, 72)
		if who != int(p.author) && c.members[who].there(r.at) && c.members[p.author].there(r.at) && !gone && r.at < c.w.End.UnixMilli() {
			out = append(out, r)
			if answered && (p.deleted == 0 || thanks.at < p.deleted) && c.members[who].there(thanks.at) && c.members[p.author].there(thanks.at) && thanks.at < c.w.End.UnixMilli() {
				out = append(out, thanks)
			}
		}
	}
	return out
}

// answerer draws who answers an author: one time in three a regular of his, the
// first of them most often, else anybody.
func (c *crowd) answerer(d domains, s *stream.Stream, author *member) int {
	if s.Chance(2, 3) {
		return c.drive.spin(s)
	}
	which := min(tail(s)/unit, 12)
	return c.drive.spin(d.regular.Stream(author.entity, uint32(which)))
}

// day draws all rows of one day of the clock, by visible id: its originals, and
// the reactions of that day to posts of it and of the day before.
func (c *crowd) day(d domains, day int) []post {
	rows := c.originals(d, day)
	to := slices.Clone(rows)
	if day > 0 {
		to = append(to, c.originals(d, day-1)...)
	}
	for i := range to {
		for _, r := range c.reactions(d, &to[i]) {
			if c.dayOf(r.at) == day {
				rows = append(rows, r)
			}
		}
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
