package messenger

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// post is a message before its words are drawn: where and when it stands.
type post struct {
	at     int64 // Unix milliseconds
	number int64
	period uint32 // of its draws: day and number in the day
}

// message is one message as the writers take it.
type message struct {
	number, at int64
	author     *person // in a public room the signature; nil: none
	text, lang string
	replyTo    int64
	forward    *record.Forward
	from       int64 // of a forward: the id of its channel, 0 if it is none
	media      []string
	private    bool  // the pictures are in the private gallery
	voice      int64 // seconds; text is then empty
	transcript string
	views      int64
	edited     int64
	editedText string
	deleted    int64
	story      *world.Message
}

// final is the text at the end of the clock.
func (m *message) final() string {
	if m.edited != 0 {
		return m.editedText
	}
	return m.text
}

// textAt is the text that is read at a time.
func (m *message) textAt(at int64) string {
	if m.edited != 0 && m.edited <= at {
		return m.editedText
	}
	return m.text
}

// sitting is how many messages are written in one go, on the average.
const sitting = 4

// moods are the parts of an average week's writing by which a week is measured.
const moods = 8

// mood is how much is written in a room in the week of a day, in parts of moods:
// rooms have quiet weeks and loud ones as people have, but milder.
func (c *cast) mood(r *room, day int) int64 {
	s := c.d.mood.Stream(r.entity, uint32((day+int(r.entity%7))/7))
	return []int64{1, 4, 8, 16, 26}[s.Weighted([]int64{20, 30, 27, 16, 7})]
}

// times turns a rate in 1/65536 into a whole number with that mean.
func times(s *stream.Stream, rate int64) int64 {
	n := rate >> 16
	if s.Int64N(1<<16) < rate&0xffff {
		n++
	}
	return n
}

// moments draws when a room of the crowd is written to on a day, in order.
func (c *cast) moments(r *room, day int) []int64 {
	base := c.start + int64(day)*dayMS
	if r.rate == 0 || r.opened >= base+dayMS || r.end <= base {
		return nil
	}
	s := c.d.day.Stream(r.entity, uint32(day))
	var out []int64
	for range times(s, r.rate*c.mood(r, day)/moods/sitting) {
		at := base + int64(world.Moment(s)/time.Millisecond)
		for first := true; first || s.Chance(sitting-1, sitting); first = false {
			if !first {
				at += min(s.Between(15_000, 240_000)*tail(s)/unit, 3*3_600_000)
			}
			if at >= r.opened && at < min(r.end, base+dayMS) {
				out = append(out, at)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// day is what is written in a room of the crowd on a day; before is the last
// number of the day before.
func (c *cast) day(r *room, day int, before int64) []post {
	list := c.moments(r, day)
	out := make([]post, len(list))
	for i, at := range list {
		out[i] = post{at, before + int64(i) + 1, uint32(day)<<16 | uint32(i)&0xffff}
	}
	return out
}

// before is the last number of a room before a day.
func (c *cast) before(r *room, day int) int64 {
	if list, ok := c.counted.Load(r); ok {
		return list.([]int64)[day] //nolint:forcetypeassert // nothing else is put there
	}
	list := []int64{0}
	for d := range c.days {
		list = append(list, list[d]+int64(len(c.moments(r, d))))
	}
	c.counted.Store(r, list)
	return list[day]
}

// messages gives every message of a room to a visitor, in order.
func (c *cast) messages(ctx context.Context, r *room, visit func(*message) error) error {
	for _, w := range r.planted {
		if err := visit(c.told(r, w)); err != nil {
			return err
		}
	}
	last := int64(0)
	for day := range c.days {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		posts := c.day(r, day, last)
		for i := range posts {
			if m := c.compose(r, posts, i); m != nil {
				if err := visit(m); err != nil {
					return err
				}
			}
		}
		last += int64(len(posts))
	}
	return nil
}

// The sorts of message.
const (
	plain = iota
	forwarded
	chain
	spoken
)

// fate draws what comes of a message: its sort, and when it is deleted. s is
// then where its words are drawn.
func (c *cast) fate(r *room, p post) (s *stream.Stream, sort int, deleted int64) {
	s = c.d.text.Stream(r.entity, p.period)
	roll := s.IntN(1000)
	gone := s.Chance(1, 60)
	deleted = p.at + s.Between(60_000, 60*dayMS)
	if !gone || deleted >= r.end {
		deleted = 0
	}
	switch {
	case roll < 70 && len(r.friends) > 0 && r.kind == world.Public, roll < 30 && len(r.friends) > 0:
		sort = forwarded
	case roll >= 70 && roll < 90 && r.kind != world.Secret:
		sort = chain
	case roll >= 90 && roll < 104, roll >= 104 && roll < 120 && r.kind != world.Public:
		sort = spoken
	}
	return s, sort, deleted
}

// compose gives a message of the crowd its words; nil where nobody of the room
// is there to write it.
func (c *cast) compose(r *room, posts []post, i int) *message {
	p := posts[i]
	s, sort, deleted := c.fate(r, p)
	m := &message{number: p.number, at: p.at, lang: r.lang, deleted: deleted}
	m.author = r.writer(s, p.at)
	if m.author == nil && r.kind != world.Public {
		return nil
	}
	if r.kind == world.Public {
		m.views = views(s, r)
		if !r.signed {
			m.author = nil
		}
	}
	if sort == forwarded && c.forward(s, r, m) {
		return m
	}
	if s.Chance(1, 5) {
		m.lang = "en"
	}
	switch sort {
	case chain:
		m.text, m.lang = stream.Pick(s, c.words.chains), "en"
		return m
	case spoken:
		m.transcript = c.words.line(s, r.topic, m.lang)
		m.voice = 2 + int64(len(m.transcript))/13 + s.Between(0, 3)
	default:
		m.text = c.words.line(s, r.topic, m.lang)
	}
	if answer := s.Chance(1, 20) || r.kind != world.Public && s.Chance(1, 6); answer && i > 0 {
		to := posts[i-1-s.IntN(min(i, 5))]
		if _, _, gone := c.fate(r, to); gone == 0 || gone > p.at {
			m.replyTo = to.number
		}
	}
	if s.Chance(1, 45) && sort == plain {
		pool := c.pool[:len(c.pool)*3/4]
		if m.private = r.kind != world.Public; m.private {
			pool = c.pool[len(c.pool)*3/4:]
		}
		m.media = []string{pool[s.IntN(1+s.IntN(len(pool)))].id}
	}
	if at := p.at + s.Between(20_000, 900_000)*min(tail(s), 200*unit)/unit; s.Chance(1, 40) && sort == plain && at < r.end && (deleted == 0 || at < deleted) {
		m.edited, m.editedText = at, m.text
		m.text = before(s, m.text, true)
	}
	return m
}

// views is how often a message of a channel is read by the end of the clock.
func views(s *stream.Stream, r *room) int64 { return max(r.readers*s.Between(15, 90)/100, 1) }

// writer draws who writes at a time, nil if nobody is there.
func (r *room) writer(s *stream.Stream, at int64) *person {
	var sum int64
	there := func(m *member) bool {
		return m.joined <= at && (m.left == 0 || at < m.left) && (m.deleted == 0 || at < m.deleted)
	}
	for i := range r.members {
		if m := &r.members[i]; there(m) {
			sum += m.drive
		}
	}
	pick := s.Int64N(max(sum, 1))
	for i := range r.members {
		m := &r.members[i]
		if !there(m) {
			continue
		}
		if pick < m.drive {
			return m.person
		}
		pick -= m.drive
	}
	return nil
}

// forward makes a message one that was written in a friend's channel in the
// days before; false where it finds none.
func (c *cast) forward(s *stream.Stream, r *room, m *message) bool {
	f := stream.Pick(s, r.friends)
	back := min(tail(s)/unit-1, 6)
	day := int((m.at-c.start)/dayMS - back)
	pick := s.Uint64()
	if day < 0 {
		return false
	}
	posts := c.day(f, day, c.before(f, day))
	if len(posts) == 0 {
		return false
	}
	i := int(pick % uint64(len(posts)))
	p := posts[i]
	_, sort, gone := c.fate(f, p)
	if sort == forwarded || p.at > m.at-60_000 || gone != 0 && gone <= m.at || f.closed != 0 && f.closed <= m.at || f.banned != 0 && f.banned <= m.at {
		return false
	}
	src := c.compose(f, posts, i)
	if src == nil {
		return false
	}
	m.text, m.lang, m.voice, m.transcript = src.textAt(m.at), src.lang, src.voice, src.transcript
	m.media, m.private = src.media, false
	m.forward, m.from = &record.Forward{Channel: strconv.FormatInt(f.id, 10), Message: strconv.FormatInt(p.number, 10), Title: f.title}, f.id
	return true
}

// told is a message of the story.
func (c *cast) told(r *room, w *world.Message) *message {
	m := &message{number: w.ID, at: w.At.UnixMilli(), text: w.Text, lang: w.Lang, story: w}
	s := c.d.text.Stream(r.entity, uint32(w.ID))
	if w.Signed || r.kind != world.Public {
		m.author = c.profile[w.Author]
	}
	if r.kind == world.Public {
		m.views = views(s, r)
	}
	if w.Voice != "" {
		m.text, m.transcript, m.voice = "", w.Voice, max(int64(w.VoiceLasts/time.Second), 1)
	}
	if !w.DeletedAt.IsZero() && w.DeletedAt.Before(c.w.End) {
		m.deleted = w.DeletedAt.UnixMilli()
	}
	if !w.EditedAt.IsZero() && w.EditedAt.Before(c.w.End) {
		m.edited, m.editedText = w.EditedAt.UnixMilli(), w.Text
		m.text = before(s, w.Text, false)
	}
	if to := c.message[w.ReplyTo]; to != nil {
		m.replyTo = to.ID
	}
	m.private = r.kind != world.Public
	for _, ref := range w.Images {
		m.media = append(m.media, c.pictureID(ref, r.kind == world.Public))
	}
	if src := c.message[w.ForwardOf]; src != nil {
		m.forward = &record.Forward{Title: c.profile[src.Author].name}
		if from := c.byRef[src.Room]; from.kind == world.Public {
			m.from = from.id
			m.forward = &record.Forward{Channel: strconv.FormatInt(from.id, 10), Message: strconv.FormatInt(src.ID, 10), Title: from.title}
		}
	}
	return m
}
