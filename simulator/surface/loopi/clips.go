package loopi

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// clip, comment and like are what is on Loopi, of the crowd or of the story.
type clip struct {
	rec     record.Clip
	id, at  int64
	by      *account
	deleted int64 // 0: never
	said    []*comment
	story   *world.Clip
}

type comment struct {
	id, at     int64
	under      *clip
	by         *account
	to         *comment
	text, lang string
	deleted    int64 // 0: never
	story      *world.ClipComment
}

type like struct {
	by   *account
	clip *clip
	at   int64
}

// stands says that a clip can be seen at that time.
func (x *clip) stands(at int64) bool {
	return x.at <= at && (x.deleted == 0 || at < x.deleted) && at < x.by.gone
}

// drawClips draws what the crowd puts up, and what comes of each.
func (c *crowd) drawClips() {
	for k := range clips(c.w) {
		s := c.d.clip.Stream(uint64(k), 0)
		at := c.start + s.Int64N(c.days)*dayMS + int64(world.Moment(s)/time.Millisecond)
		by := c.someone(s, at, nil)
		if by == nil {
			continue
		}
		x := &clip{id: c.visible(at, s), at: at, by: by}
		x.rec.Lang = by.rec.Lang
		if s.Chance(1, 5) {
			x.rec.Lang = "en"
		}
		x.rec.Caption, x.rec.Tags = c.words.caption(s, by.topic, x.rec.Lang)
		if s.Chance(3, 5) {
			x.rec.Sound = stream.Pick(s, c.words.sounds)
		}
		x.rec.Seconds = min(s.Between(4, 14)*tail(s)/unit, 180)
		// Some footage goes round a lot, most of it a little.
		reel := &c.footage[s.IntN(1+s.IntN(len(c.footage)))]
		for i := range reel.stills {
			x.rec.Frames = append(x.rec.Frames, c.show(&reel.stills[i], at))
		}
		x.rec.Poster = stream.Pick(s, x.rec.Frames)
		if n := len(x.rec.Frames); n > 1 && s.Chance(1, 4) { // some posters are in no frame
			x.rec.Poster, x.rec.Frames = x.rec.Frames[n-1], x.rec.Frames[:n-1]
		}
		if s.Chance(1, 40) {
			x.deleted = at + s.Between(600_000, 60*dayMS)
		}
		c.clips = append(c.clips, x)
		likes := min(by.pull*s.Between(2, 9)/unit*tail(s)/unit/4, int64(len(c.people)/3))
		n := c.like(s, x, likes)
		x.rec.Views = n*s.Between(6, 40) + s.Between(10, 240)
		c.chatter(s, x, min(by.pull*s.Between(1, 4)/unit/2+s.Between(0, 2), 40))
	}
}

// like lets people of the crowd like a clip within seven days and returns how
// many did; nobody does twice.
func (c *crowd) like(s *stream.Stream, x *clip, n int64) (given int64) {
	seen := map[*account]bool{x.by: true}
	for range n {
		at := x.at + liking(s)
		by := c.spin(s)
		if !seen[by] && by.there(at) && x.stands(at) && at < c.end {
			seen[by] = true
			c.likes = append(c.likes, like{by, x, at})
			given++
		}
	}
	return given
}

// liking draws how long it takes somebody to like a clip: P(delay ≥ x) falls as
// 1/x, and all of it lies before a week is over.
func liking(s *stream.Stream) int64 {
	const week = 7 * dayMS
	d := int64(week)
	for d >= week {
		d = s.Between(300_000, 20_000_000) * tail(s) / unit
	}
	return d
}

// chatter lets people of the crowd comment on a clip, or answer each other.
func (c *crowd) chatter(s *stream.Stream, x *clip, n int64) {
	for range n {
		var to *comment
		from := x.at
		if len(x.said) > 0 && s.Chance(1, 5) {
			to = x.said[s.IntN(len(x.said))]
			from = to.at
		}
		at := from + world.AnswerDelay(s)
		by := c.someone(s, at, nil)
		if s.Chance(1, 6) && to != nil && x.by.story == nil {
			by = x.by
		}
		if by == nil || to != nil && to.by == by {
			continue
		}
		c.comment(s, x, to, by, at)
	}
}

// comment enters ordinary words under a clip, where that and those who are
// answered are still there.
func (c *crowd) comment(s *stream.Stream, x *clip, to *comment, by *account, at int64) {
	if at >= c.end || !x.stands(at) || !by.there(at) || to != nil && (to.deleted != 0 && at >= to.deleted || at >= to.by.gone) {
		return
	}
	m := &comment{id: c.visible(at, s), at: at, under: x, by: by, to: to, lang: x.rec.Lang}
	if remarks[m.lang] == nil || s.Chance(1, 4) {
		m.lang = "en"
	}
	m.text = c.words.Fill(s, stream.Pick(s, remarks[m.lang]), m.lang)
	if to != nil {
		m.text = "@" + to.by.rec.Handle + " " + m.text
	}
	if s.Chance(1, 50) {
		m.deleted = at + s.Between(60_000, 40*dayMS)
	}
	x.said = append(x.said, m)
	c.comments = append(c.comments, m)
}

// plant enters the story's accounts, clips and comments, and lets the crowd like
// and comment.
func (c *crowd) plant() error {
	for i := range c.w.LoopiAccounts {
		x := &c.w.LoopiAccounts[i]
		a := &account{
			story: x, id: number(x.ID), created: x.CreatedAt.UnixMilli(), gone: never, pull: int64(x.Pull),
			rec: record.LoopiAccount{Handle: x.Handle, Name: x.Name, Bio: x.Bio, Link: x.Link, Lang: x.Lang},
		}
		if !x.SuspendedAt.IsZero() {
			a.gone = x.SuspendedAt.UnixMilli()
		}
		if x.Avatar != "" {
			id, err := c.picture(x.Avatar, a.created)
			if err != nil {
				return fmt.Errorf("loopi: %s: %w", x.Ref, err)
			}
			a.rec.Avatar = id
		} else {
			a.rec.Avatar = c.face(c.d.account.Named(string(x.Ref)), a.created)
		}
		c.byRef[x.Ref] = a
		c.accounts = append(c.accounts, a)
	}
	shown := map[world.Ref]*clip{}
	for i := range c.w.Clips {
		x := &c.w.Clips[i]
		y := &clip{story: x, id: number(x.ID), at: x.At.UnixMilli(), by: c.byRef[x.Account], deleted: until(x.DeletedAt)}
		if y.by == nil {
			return fmt.Errorf("loopi: %s: no account %s", x.Ref, x.Account)
		}
		y.rec = record.Clip{Caption: x.Caption, Lang: x.Lang, Tags: x.Tags, Sound: x.Sound, Seconds: int64(x.Lasts / time.Second), Views: int64(x.Views)}
		for k, ref := range append([]world.Ref{x.Poster}, x.Frames...) {
			id, err := c.picture(ref, y.at)
			if err != nil {
				return fmt.Errorf("loopi: %s: %w", x.Ref, err)
			}
			if k == 0 {
				y.rec.Poster = id
			} else {
				y.rec.Frames = append(y.rec.Frames, id)
			}
		}
		if y.rec.Frames == nil {
			y.rec.Frames = []string{y.rec.Poster}
		}
		shown[x.Ref] = y
		c.clips = append(c.clips, y)
	}
	if err := c.plantComments(shown); err != nil {
		return err
	}
	for i := range c.w.Clips {
		x := &c.w.Clips[i]
		y, s := shown[x.Ref], c.d.react.Named(string(x.Ref))
		c.like(s, y, int64(x.Likes))
		c.chatter(s, y, min(y.by.pull*s.Between(1, 4)/unit/2+s.Between(0, 2), 40))
	}
	return nil
}

func (c *crowd) plantComments(shown map[world.Ref]*clip) error {
	said := map[world.Ref]*comment{}
	for i := range c.w.ClipComments {
		x := &c.w.ClipComments[i]
		m := &comment{story: x, id: number(x.ID), at: x.At.UnixMilli(), under: shown[x.Clip], by: c.byRef[x.Account], text: x.Text, lang: x.Lang, deleted: until(x.DeletedAt)}
		if m.under == nil || m.by == nil {
			return fmt.Errorf("loopi: %s: no clip %s or no account %s", x.Ref, x.Clip, x.Account)
		}
		said[x.Ref] = m
		m.under.said = append(m.under.said, m)
		c.comments = append(c.comments, m)
	}
	for i := range c.w.ClipComments {
		said[c.w.ClipComments[i].Ref].to = said[c.w.ClipComments[i].ReplyTo]
	}
	return nil
}

func until(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// live lets somebody of the story comment on ordinary clips.
func (c *crowd) live(x *world.LoopiAccount, ordinary []*clip) {
	a, s := c.byRef[x.Ref], c.d.life.Named(string(x.Ref))
	for range int64(x.Life) * c.days / 100 {
		y := stream.Pick(s, ordinary)
		c.comment(s, y, nil, a, y.at+world.AnswerDelay(s))
	}
}

// tagsOf returns the words of a text that begin with #, in small letters.
func tagsOf(text string) []string {
	var out []string
	for _, f := range strings.Fields(text) {
		if t, ok := strings.CutPrefix(strings.ToLower(strings.TrimRight(f, ".,:;!?")), "#"); ok && t != "" && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}
