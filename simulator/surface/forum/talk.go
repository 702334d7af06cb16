package forum

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/smalltalk"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// board is one of the forum, and what the crowd writes of in it.
type board struct {
	slug, title, about string
	ref                world.Ref
	topic              *topic
}

// thread and post are what stands in a board, of the crowd or of the story.
type thread struct {
	id, at          int64
	board           *board
	by              *member
	title, kind     string
	locked, deleted int64 // 0: never
	posts           []*post
	story           *world.Thread
}

type post struct {
	id, at     int64
	in         *thread
	by         *member
	text, lang string
	quote      *post
	media      []string
	edited     int64 // 0: never
	editedText string
	deleted    int64 // 0: never
	story      *world.ForumPost
}

// open says that a thread takes a post at that time.
func (t *thread) open(at int64) bool {
	return (t.locked == 0 || at < t.locked) && (t.deleted == 0 || at < t.deleted)
}

// textAt is what a post says at a time.
func (p *post) textAt(at int64) string {
	if p.edited != 0 && p.edited <= at {
		return p.editedText
	}
	return p.text
}

// drawBoards makes the boards: the story's and the forum's own.
func (c *club) drawBoards() {
	taken := map[string]bool{}
	for i := range c.w.Boards {
		b := &c.w.Boards[i]
		taken[b.Slug] = true
		c.boards = append(c.boards, &board{b.Slug, b.Title, b.About, b.Ref, topicOf(b.Talk)})
	}
	for i := range topics {
		if t := &topics[i]; !taken[t.talk] {
			c.boards = append(c.boards, &board{slug: t.talk, title: t.title, about: t.about, topic: t})
		}
	}
	slices.SortFunc(c.boards, func(a, b *board) int { return strings.Compare(a.slug, b.slug) })
}

// talk draws the threads of the crowd, enters the story's, and mixes the two.
func (c *club) talk() error {
	weights := make([]int64, len(c.boards))
	for i, b := range c.boards {
		weights[i] = b.topic.weight
	}
	for k := range threads(c.w) {
		s := c.d.thread.Stream(uint64(k), 0)
		at := c.start + s.Int64N(c.days)*dayMS + int64(world.Moment(s)/time.Millisecond)
		b := c.boards[s.Weighted(weights)]
		by := c.writer(s, at, nil)
		if by == nil {
			continue
		}
		c.thread(s, &thread{at: at, board: b, by: by})
	}
	ordinary := c.threads[:len(c.threads):len(c.threads)]
	if err := c.plantThreads(); err != nil {
		return err
	}
	for i := range c.w.ForumMembers {
		c.live(&c.w.ForumMembers[i], ordinary)
	}
	for _, t := range c.threads {
		c.posts = append(c.posts, t.posts...)
	}
	return nil
}

// thread draws a thread of the crowd: its opening, how much is answered and by
// whom. Most have a few posts and some have many.
func (c *club) thread(s *stream.Stream, t *thread) {
	lang := smalltalk.Langs[s.Weighted(langWeights)]
	t.id = c.visible(t.at, s)
	t.title = c.words.Fill(s, stream.Pick(s, t.board.topic.titles), "en")
	if s.Chance(1, 2) {
		t.kind = stream.Pick(s, t.board.topic.kinds)
	}
	if s.Chance(1, 30) {
		t.locked = t.at + s.Between(dayMS, 30*dayMS)
	}
	if s.Chance(1, 45) {
		t.deleted = t.at + s.Between(3_600_000, 40*dayMS)
	}
	c.threads = append(c.threads, t)
	c.compose(s, &post{at: t.at, in: t, by: t.by, lang: lang}, t.board.topic.openings)
	for range min(s.Between(1, 4)*tail(s)/unit, 60) - 1 {
		c.answer(s, t, t.posts[len(t.posts)-1-s.IntN(min(len(t.posts), 4))], lang)
	}
}

// answer draws an answer to a post. P(delay ≥ x) falls as 1/x within a day.
func (c *club) answer(s *stream.Stream, t *thread, to *post, lang string) {
	at := to.at + delay(s)
	by := c.writer(s, at, to.by)
	if s.Chance(1, 4) && t.by != to.by && t.by.there(at) && t.by.story == nil {
		by = t.by
	}
	p := &post{at: at, in: t, by: by, lang: lang}
	if s.Chance(1, 4) {
		p.lang = "en"
	}
	if s.Chance(1, 4) && (to.deleted == 0 || at < to.deleted) {
		p.quote = to
	}
	if by == nil || at >= c.end || !t.open(at) {
		return
	}
	c.compose(s, p, t.board.topic.replies)
}

func delay(s *stream.Stream) int64 {
	d := int64(dayMS)
	for d >= dayMS {
		d = s.Between(300_000, 20_000_000) * tail(s) / unit
	}
	return d
}

// compose gives a post of ordinary talk its words, and enters it.
func (c *club) compose(s *stream.Stream, p *post, lines []string) {
	p.id = c.visible(p.at, s)
	if p.lang != "en" {
		lines = elsewhere[p.lang]
	}
	p.text = c.words.Fill(s, stream.Pick(s, lines), p.lang)
	for s.Chance(1, 3) {
		p.text += " " + c.words.Fill(s, stream.Pick(s, lines), p.lang)
	}
	if s.Chance(1, 30) {
		x := &c.pool[s.IntN(1+s.IntN(len(c.pool)))]
		p.media = []string{x.id}
	}
	if s.Chance(1, 60) {
		p.deleted = p.at + s.Between(60_000, 40*dayMS)
	}
	if at := p.at + s.Between(20_000, 900_000)*min(tail(s), 200*unit)/unit; s.Chance(1, 30) && at < c.end && (p.deleted == 0 || at < p.deleted) {
		p.edited = at
		p.editedText = p.text + " " + c.words.Fill(s, stream.Pick(s, addenda[p.lang]), p.lang)
	}
	p.in.posts = append(p.in.posts, p)
}

// plantThreads enters the story's threads and lets the crowd answer in them.
func (c *club) plantThreads() error {
	boards, in, said := map[world.Ref]*board{}, map[world.Ref]*thread{}, map[world.Ref]*post{}
	for _, b := range c.boards {
		boards[b.ref] = b
	}
	for i := range c.w.Threads {
		x := &c.w.Threads[i]
		t := &thread{story: x, id: number(x.ID), at: x.At.UnixMilli(), board: boards[x.Board], by: c.byRef[x.Author], title: x.Title, kind: x.Kind}
		if t.board == nil || t.by == nil {
			return fmt.Errorf("forum: %s: no board %s or no member %s", x.Ref, x.Board, x.Author)
		}
		t.locked, t.deleted = until(x.LockedAt), until(x.DeletedAt)
		in[x.Ref] = t
		c.threads = append(c.threads, t)
	}
	for i := range c.w.ForumPosts {
		x := &c.w.ForumPosts[i]
		p := &post{story: x, id: number(x.ID), at: x.At.UnixMilli(), in: in[x.Thread], by: c.byRef[x.Author], text: x.Text, lang: x.Lang}
		if p.in == nil || p.by == nil {
			return fmt.Errorf("forum: %s: no thread %s or no member %s", x.Ref, x.Thread, x.Author)
		}
		p.edited, p.editedText, p.deleted = until(x.EditedAt), x.EditedText, until(x.DeletedAt)
		for _, ref := range x.Images {
			id, err := c.picture(ref)
			if err != nil {
				return fmt.Errorf("forum: %s: %w", x.Ref, err)
			}
			p.media = append(p.media, id)
		}
		said[x.Ref] = p
		p.in.posts = append(p.in.posts, p)
	}
	for i := range c.w.ForumPosts {
		x := &c.w.ForumPosts[i]
		p := said[x.Ref]
		p.quote = said[x.Quote]
		s := c.d.react.Named(string(x.Ref))
		for s.Chance(2, 5) {
			c.answer(s, p.in, p, "en")
		}
	}
	return nil
}

func until(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// live lets somebody of the story write in ordinary threads.
func (c *club) live(x *world.ForumMember, ordinary []*thread) {
	m, s := c.byRef[x.Ref], c.d.life.Named(string(x.Ref))
	for range int64(x.Life) * c.days / 100 {
		t := stream.Pick(s, ordinary)
		to := t.posts[s.IntN(len(t.posts))]
		at := to.at + delay(s)
		if m.there(at) && at < c.end && t.open(at) {
			p := &post{at: at, in: t, by: m, lang: to.lang}
			if s.Chance(1, 4) && (to.deleted == 0 || at < to.deleted) {
				p.quote = to
			}
			c.compose(s, p, t.board.topic.replies)
		}
	}
}
