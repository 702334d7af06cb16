package verify

import "strings"

const (
	loopiAccounts = "loopi/accounts.jsonl"
	loopiClips    = "loopi/clips.jsonl"
	loopiComments = "loopi/comments.jsonl"
	loopiLikes    = "loopi/likes.jsonl"
	loopiMedia    = "loopi/media.jsonl"
)

type loopiAccountRow struct {
	ID          string  `json:"id"`
	Handle      string  `json:"handle"`
	Name        string  `json:"name"`
	Bio         string  `json:"bio"`
	Link        string  `json:"link"`
	Lang        string  `json:"lang"`
	CreatedAt   instant `json:"created_at"`
	Avatar      string  `json:"avatar"`
	SuspendedAt instant `json:"suspended_at"`
}

type clipRow struct {
	ID        string   `json:"id"`
	AccountID string   `json:"account_id"`
	CreatedAt instant  `json:"created_at"`
	Caption   string   `json:"caption"`
	Lang      string   `json:"lang"`
	Tags      []string `json:"tags"`
	Sound     string   `json:"sound"`
	Seconds   int64    `json:"seconds"`
	Poster    string   `json:"poster"`
	Frames    []string `json:"frames"`
	Views     int64    `json:"views"`
	DeletedAt instant  `json:"deleted_at"`

	likes int64
	gone  int64 // Unix milliseconds from which it cannot be seen
}

type clipCommentRow struct {
	ID        string  `json:"id"`
	ClipID    string  `json:"clip_id"`
	AccountID string  `json:"account_id"`
	CreatedAt instant `json:"created_at"`
	Text      string  `json:"text"`
	Lang      string  `json:"lang"`
	ReplyTo   string  `json:"reply_to"`
	DeletedAt instant `json:"deleted_at"`
}

type clipLikeRow struct {
	AccountID string  `json:"account_id"`
	ClipID    string  `json:"clip_id"`
	CreatedAt instant `json:"created_at"`
}

// loopi is what later checks need of Loopi.
type loopi struct {
	handles  map[string]bool
	accounts map[string]*loopiAccountRow
	clips    map[string]*clipRow
	media    map[string]int64 // id: since when somebody shows it
}

func (c *checker) readLoopi() {
	if !c.whole("loopi") {
		return
	}
	l := &loopi{map[string]bool{}, map[string]*loopiAccountRow{}, map[string]*clipRow{}, map[string]int64{}}
	c.loopi = l
	files := map[string]bool{loopiAccounts: true, loopiClips: true, loopiComments: true, loopiLikes: true, loopiMedia: true}
	c.gallery(loopiMedia, files, func(id string) { l.media[id] = 1 << 62 })
	c.loopiAccounts(l)
	c.clips(l)
	c.clipComments(l)
	c.clipLikes(l)
	for id, from := range l.media {
		c.record(loopiMedia, id, from)
		if from == 1<<62 {
			c.fault(Rule, loopiMedia, "%s: nobody shows it", id)
		}
	}
	for _, f := range c.bodies("loopi") {
		if !files[f.Path] {
			c.fault(Rule, f.Path, "no row of Loopi speaks of it")
		}
	}
}

// still notes that a row shows a picture from a time on.
func (l *loopi) still(c *checker, path, row, id string, at int64) {
	from, ok := l.media[id]
	if !ok {
		c.fault(Rule, path, "%s: media %q is not there", row, id)
		return
	}
	l.media[id] = min(from, at)
}

func (c *checker) loopiAccounts(l *loopi) {
	last := uint64(0)
	rows(c, loopiAccounts, func(_ int, a *loopiAccountRow) {
		c.rising(loopiAccounts, a.ID, &last)
		c.dated(loopiAccounts, a.ID, a.CreatedAt)
		c.within(loopiAccounts, a.ID, "created_at", a.CreatedAt, true)
		c.after(loopiAccounts, a.ID, a.CreatedAt, map[string]instant{"suspended": a.SuspendedAt})
		if !handleIs.MatchString(a.Handle) || l.handles[a.Handle] || a.Name == "" {
			c.fault(Rule, loopiAccounts, "%s: handle %q is not of lower-case letters, digits and _, or is there twice, or it has no name", a.ID, a.Handle)
		}
		l.handles[a.Handle] = true
		if a.Avatar != "" {
			l.still(c, loopiAccounts, a.ID, a.Avatar, a.CreatedAt.ms)
		}
		c.record(loopiAccounts, a.ID, a.CreatedAt.ms)
		l.accounts[a.ID] = a
	})
}

// seen wants an account to be there at a time.
func (l *loopi) seen(c *checker, path, id, who string, at instant) {
	a := l.accounts[who]
	if a == nil || at.before(a.CreatedAt) || a.SuspendedAt.set && !at.before(a.SuspendedAt) {
		c.fault(Rule, path, "%s: is by %s, who is not there at %s", id, who, at)
	}
}

func (c *checker) clips(l *loopi) {
	last := uint64(0)
	rows(c, loopiClips, func(_ int, x *clipRow) {
		bad := func(format string, args ...any) { c.fault(Rule, loopiClips, x.ID+": "+format, args...) }
		c.rising(loopiClips, x.ID, &last)
		c.dated(loopiClips, x.ID, x.CreatedAt)
		c.within(loopiClips, x.ID, "created_at", x.CreatedAt, false)
		c.after(loopiClips, x.ID, x.CreatedAt, map[string]instant{"deleted": x.DeletedAt})
		l.seen(c, loopiClips, x.ID, x.AccountID, x.CreatedAt)
		x.gone = x.DeletedAt.end()
		if a := l.accounts[x.AccountID]; a != nil {
			x.gone = min(x.gone, a.SuspendedAt.end())
		}
		if x.Seconds < 3 || x.Seconds > 180 || x.Views < 0 || len(x.Frames) < 1 || len(x.Frames) > 6 {
			bad("lasts %d s, has %d frames and %d views; want 3 to 180, 1 to 6 and none below 0", x.Seconds, len(x.Frames), x.Views)
		}
		for _, id := range append([]string{x.Poster}, x.Frames...) {
			l.still(c, loopiClips, x.ID, id, x.CreatedAt.ms)
		}
		for _, tag := range x.Tags {
			if tag == "" || tag != strings.ToLower(tag) || !strings.Contains(strings.ToLower(x.Caption), "#"+tag) {
				bad("tag %q is not in its caption, or not in small letters", tag)
			}
		}
		c.record(loopiClips, x.ID, x.CreatedAt.ms)
		l.clips[x.ID] = x
	})
}

// underClip wants a clip to be seen at a time.
func (l *loopi) underClip(c *checker, path, id, clip string, at instant) *clipRow {
	x := l.clips[clip]
	if x == nil || at.before(x.CreatedAt) || at.ms >= x.gone {
		c.fault(Rule, path, "%s: clip %s cannot be seen at %s", id, clip, at)
		return nil
	}
	return x
}

func (c *checker) clipComments(l *loopi) {
	last, said := uint64(0), map[string]*clipCommentRow{}
	rows(c, loopiComments, func(_ int, m *clipCommentRow) {
		c.rising(loopiComments, m.ID, &last)
		c.dated(loopiComments, m.ID, m.CreatedAt)
		c.within(loopiComments, m.ID, "created_at", m.CreatedAt, false)
		c.after(loopiComments, m.ID, m.CreatedAt, map[string]instant{"deleted": m.DeletedAt})
		l.seen(c, loopiComments, m.ID, m.AccountID, m.CreatedAt)
		l.underClip(c, loopiComments, m.ID, m.ClipID, m.CreatedAt)
		if m.Text == "" {
			c.fault(Rule, loopiComments, "%s: says nothing", m.ID)
		}
		if m.ReplyTo != "" {
			to := said[m.ReplyTo]
			if to == nil || to.ClipID != m.ClipID || to.DeletedAt.set && !m.CreatedAt.before(to.DeletedAt) {
				c.fault(Rule, loopiComments, "%s: answers %s, which is not above it under the clip, or was deleted", m.ID, m.ReplyTo)
			}
		}
		said[m.ID] = m
		c.record(loopiComments, m.ID, m.CreatedAt.ms)
	})
}

func (c *checker) clipLikes(l *loopi) {
	given := map[[2]string]bool{}
	var before instant
	rows(c, loopiLikes, func(line int, k *clipLikeRow) {
		id := k.AccountID + " for " + k.ClipID
		c.within(loopiLikes, id, "created_at", k.CreatedAt, false)
		l.seen(c, loopiLikes, id, k.AccountID, k.CreatedAt)
		x := l.underClip(c, loopiLikes, id, k.ClipID, k.CreatedAt)
		if k.CreatedAt.before(before) || given[[2]string{k.AccountID, k.ClipID}] {
			c.fault(Rule, loopiLikes, "line %d: comes before the one above it, or likes a second time", line)
		}
		before = k.CreatedAt
		given[[2]string{k.AccountID, k.ClipID}] = true
		if x == nil {
			return
		}
		if x.likes++; x.likes == x.Views+1 {
			c.fault(Rule, loopiClips, "%s: is liked more often than seen", x.ID)
		}
	})
}
