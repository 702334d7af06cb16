package forum

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// letter is a private message.
type letter struct {
	id, at              int64
	from, to            *member
	subject, text, lang string
	reply               *letter
	story               *world.PrivateMessage
}

// write draws the talks of the crowd, each of a reader with the author of a
// thread, and enters the story's messages.
func (c *club) write() error {
	for i := range talks(c.w) {
		s := c.d.letter.Stream(uint64(i), 0)
		t := stream.Pick(s, c.threads)
		if t.by.story == nil {
			c.exchange(s, t, c.writer(s, t.at, t.by), 6)
		}
	}
	for i := range c.w.ForumMembers {
		x := &c.w.ForumMembers[i]
		s := c.d.letter.Named(string(x.Ref))
		for range int64(x.Life) * c.days / 1000 {
			if t := stream.Pick(s, c.threads); t.by.story == nil {
				c.exchange(s, t, c.byRef[x.Ref], 4)
			}
		}
	}
	said := map[world.Ref]*letter{}
	for i := range c.w.PrivateMessages {
		x := &c.w.PrivateMessages[i]
		l := &letter{story: x, id: number(x.ID), at: x.At.UnixMilli(), from: c.byRef[x.From], to: c.byRef[x.To], subject: x.Subject, text: x.Text, lang: x.Lang}
		if l.from == nil || l.to == nil {
			return fmt.Errorf("forum: %s: no member %s or %s", x.Ref, x.From, x.To)
		}
		said[x.Ref] = l
		c.letters = append(c.letters, l)
	}
	for i := range c.w.PrivateMessages {
		x := &c.w.PrivateMessages[i]
		said[x.Ref].reply = said[x.ReplyTo]
	}
	return nil
}

// exchange is what two write to each other about a thread.
func (c *club) exchange(s *stream.Stream, t *thread, from *member, most int64) {
	if from == nil || from == t.by {
		return
	}
	to, at := t.by, t.at
	lang := t.posts[0].lang
	var last *letter
	for range s.Between(1, most) {
		at += delay(s)
		if at >= c.end || !from.there(at) || !to.there(at) {
			return
		}
		l := &letter{id: c.visible(at, s), at: at, from: from, to: to, subject: t.title, lang: lang, reply: last}
		l.text = c.words.Fill(s, stream.Pick(s, notes[lang]), lang)
		for s.Chance(1, 3) {
			l.text += " " + c.words.Fill(s, stream.Pick(s, notes[lang]), lang)
		}
		c.letters = append(c.letters, l)
		last, from, to = l, to, from
	}
}
