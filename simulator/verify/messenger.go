package verify

import (
	"fmt"
	"strconv"
	"strings"
)

const (
	channelsFile = "messenger/channels.jsonl"
	profilesFile = "messenger/profiles.jsonl"
	kurjerMedia  = "messenger/media.jsonl"
	roomsFile    = "messenger/private/rooms.jsonl"
	privateMedia = "messenger/private/media.jsonl"
)

type channelRow struct {
	ID        string  `json:"id"`
	Handle    string  `json:"handle"`
	Title     string  `json:"title"`
	About     string  `json:"about"`
	Lang      string  `json:"lang"`
	CreatedAt instant `json:"created_at"`
	BannedAt  instant `json:"banned_at"`
	ClosedAt  instant `json:"closed_at"`
	Picture   string  `json:"picture"`
	Readers   int64   `json:"readers"`
	File      string  `json:"file"`
	Export    string  `json:"export"`
}

type messageRow struct {
	ID         string      `json:"id"`
	At         instant     `json:"at"`
	Text       string      `json:"text"`
	Lang       string      `json:"lang"`
	Author     string      `json:"author"`
	ReplyTo    string      `json:"reply_to"`
	Forward    *forwardRow `json:"forward"`
	Media      []string    `json:"media"`
	Voice      int64       `json:"voice"`
	Transcript string      `json:"transcript"`
	Views      int64       `json:"views"`
	EditedAt   instant     `json:"edited_at"`
	EditedText string      `json:"edited_text"`
	DeletedAt  instant     `json:"deleted_at"`
}

type forwardRow struct {
	Channel string `json:"channel"`
	Message string `json:"message"`
	Title   string `json:"title"`
}

type profileRow struct {
	ID        string  `json:"id"`
	Handle    string  `json:"handle"`
	Name      string  `json:"name"`
	Bot       bool    `json:"bot"`
	CreatedAt instant `json:"created_at"`
	DeletedAt instant `json:"deleted_at"`
}

type kurjerMediaRow struct {
	ID          string `json:"id"`
	File        string `json:"file"`
	MIME        string `json:"mime"`
	Width       int    `json:"width"`
	Height      int    `json:"height"`
	Bytes       int64  `json:"bytes"`
	SHA256      string `json:"sha256"`
	Description string `json:"description"`
}

// messenger is what later checks need of Kurjer.
type messenger struct {
	handles  map[string]bool
	channels map[string]*channelRow
	messages map[string]map[string]*messageRow // by channel and number
	media    map[string]int64                  // id: from when a public row shows it, 1<<62 for never
	private  map[string]bool                   // media of private rooms
}

func (c *checker) readMessenger() {
	if !c.whole("messenger") {
		return
	}
	k := &messenger{map[string]bool{}, map[string]*channelRow{}, map[string]map[string]*messageRow{}, map[string]int64{}, map[string]bool{}}
	c.kurjer = k
	files := map[string]bool{channelsFile: true, profilesFile: true, kurjerMedia: true, roomsFile: true, privateMedia: true}
	c.gallery(kurjerMedia, files, func(id string) { k.media[id] = 1 << 62 })
	c.gallery(privateMedia, files, func(id string) { k.private[id] = true })
	c.profiles(k)
	last := uint64(0)
	var order []*channelRow
	rows(c, channelsFile, func(_ int, r *channelRow) {
		c.rising(channelsFile, r.ID, &last)
		c.channel(k, r)
		order = append(order, r)
		files[r.File], files[r.Export] = true, true
	})
	for _, r := range order {
		if c.ctx.Err() == nil && c.listed[r.File] != nil {
			c.messages(k, r)
		}
	}
	for _, r := range order {
		if c.ctx.Err() == nil && c.listed[r.File] != nil && c.listed[r.Export] != nil {
			c.forwards(k, r)
			c.channelExport(k, r)
		}
	}
	c.readPrivate(k, files)
	for id, from := range k.media {
		c.record(kurjerMedia, id, from)
	}
	for _, f := range c.bodies("messenger") {
		if !files[f.Path] {
			c.fault(Rule, f.Path, "no row of the messenger speaks of it")
		}
	}
}

// gallery reads a list of pictures.
func (c *checker) gallery(path string, files map[string]bool, add func(id string)) {
	last := ""
	rows(c, path, func(_ int, m *kurjerMediaRow) {
		if m.ID <= last {
			c.fault(Rule, path, "id %s does not come after %s", m.ID, last)
		}
		last = m.ID
		add(m.ID)
		files[m.File] = true
		f := c.listed[m.File]
		switch {
		case f == nil:
			c.fault(Rule, path, "%s: file %s is not in the dataset", m.ID, m.File)
			return
		case f.Bytes != m.Bytes || f.SHA256 != m.SHA256:
			c.fault(Rule, path, "%s: bytes or sha256 are not those of %s", m.ID, m.File)
		}
		c.checkJPEG(m.File, m.MIME, m.Width, m.Height)
	})
}

func (c *checker) profiles(k *messenger) {
	last := uint64(0)
	rows(c, profilesFile, func(_ int, p *profileRow) {
		c.rising(profilesFile, p.ID, &last)
		c.kurjerHandle(k, profilesFile, p.ID, p.Handle)
		c.within(profilesFile, p.ID, "created_at", p.CreatedAt, true)
		if p.DeletedAt.set && !p.CreatedAt.before(p.DeletedAt) {
			c.fault(Rule, profilesFile, "%s: is deleted at %s, before it is made", p.ID, p.DeletedAt)
		}
		c.record(profilesFile, p.ID, p.CreatedAt.ms)
	})
}

func (c *checker) kurjerHandle(k *messenger, path, id, handle string) {
	if !handleIs.MatchString(handle) || k.handles[handle] {
		c.fault(Rule, path, "%s: handle %q is not of lower-case letters, digits and _, or is there twice", id, handle)
	}
	k.handles[handle] = true
}

func (c *checker) channel(k *messenger, r *channelRow) {
	c.kurjerHandle(k, channelsFile, r.ID, r.Handle)
	c.within(channelsFile, r.ID, "created_at", r.CreatedAt, true)
	c.record(channelsFile, r.ID, r.CreatedAt.ms)
	k.channels[r.ID] = r
	for what, at := range map[string]instant{"banned": r.BannedAt, "closed": r.ClosedAt} {
		if at.set && !r.CreatedAt.before(at) {
			c.fault(Rule, channelsFile, "%s: is %s at %s, before it is made", r.ID, what, at)
		}
	}
	if r.Readers < 0 {
		c.fault(Rule, channelsFile, "%s: has %d readers", r.ID, r.Readers)
	}
	if r.Picture != "" {
		c.shows(k, channelsFile, r.ID, []string{r.Picture}, r.CreatedAt.ms)
	}
	for _, f := range []string{r.File, r.Export} {
		if c.listed[f] == nil {
			c.fault(Rule, channelsFile, "%s: file %s is not in the dataset", r.ID, f)
		}
	}
}

// shows notes that a public row shows pictures.
func (c *checker) shows(k *messenger, path, id string, media []string, at int64) {
	for _, m := range media {
		from, ok := k.media[m]
		if !ok {
			c.fault(Rule, path, "%s: media %s is not there", id, m)
			continue
		}
		k.media[m] = min(from, at)
	}
}

// messages reads what is written in a channel: numbers and times rise, nothing
// happens before the channel is made or after it is gone.
func (c *checker) messages(k *messenger, r *channelRow) {
	all := map[string]*messageRow{}
	k.messages[r.ID] = all
	var last uint64
	var before instant
	gone := min(r.BannedAt.end(), r.ClosedAt.end())
	rows(c, r.File, func(_ int, m *messageRow) {
		bad := func(format string, args ...any) { c.fault(Rule, r.File, m.ID+": "+format, args...) }
		c.rising(r.File, m.ID, &last)
		c.within(r.File, m.ID, "at", m.At, false)
		if m.At.before(before) {
			bad("is written at %s, before the one above it", m.At)
		}
		before = m.At
		if m.At.before(r.CreatedAt) || m.At.ms >= gone {
			bad("is written at %s, while the channel is not there", m.At)
		}
		for what, at := range map[string]instant{"edited": m.EditedAt, "deleted": m.DeletedAt} {
			if at.set && !m.At.before(at) {
				bad("is %s at %s, before it is written", what, at)
			}
			if at.set {
				c.within(r.File, m.ID, what, at, false)
			}
		}
		if m.DeletedAt.before(m.EditedAt) {
			bad("is edited at %s, after it is deleted", m.EditedAt)
		}
		if m.EditedAt.set != (m.EditedText != "") {
			bad("an edit has a time and a text, or neither")
		}
		if m.Text == "" && m.Transcript == "" && len(m.Media) == 0 {
			bad("says nothing")
		}
		if (m.Voice > 0) != (m.Transcript != "") || m.Voice < 0 || m.Views < 0 {
			bad("a voice note has a length and a transcript; views are not negative")
		}
		if m.ReplyTo != "" {
			switch to := all[m.ReplyTo]; {
			case to == nil:
				bad("replies to %s, which is not above it", m.ReplyTo)
			case to.DeletedAt.set && !m.At.before(to.DeletedAt):
				bad("replies to %s after that was deleted", m.ReplyTo)
			}
		}
		c.shows(k, r.File, m.ID, m.Media, m.At.ms)
		c.record(r.File, m.ID, m.At.ms)
		all[m.ID] = m
	})
}

// textAt is what a message says at a time.
func (m *messageRow) textAt(ms int64) string {
	if m.EditedAt.set && m.EditedAt.ms <= ms {
		return m.EditedText
	}
	return m.Text
}

// forwards holds what is passed on against its source.
func (c *checker) forwards(k *messenger, r *channelRow) {
	for _, id := range sortedKeys(k.messages[r.ID]) {
		m := k.messages[r.ID][id]
		if m.Forward == nil || m.Forward.Channel == "" {
			continue
		}
		bad := func(format string, args ...any) { c.fault(Rule, r.File, id+": "+format, args...) }
		from, src := k.channels[m.Forward.Channel], k.messages[m.Forward.Channel][m.Forward.Message]
		switch {
		case from == nil || src == nil:
			bad("passes on %s/%s, which is not there", m.Forward.Channel, m.Forward.Message)
		case !src.At.before(m.At):
			bad("passes on %s/%s before that was written", m.Forward.Channel, m.Forward.Message)
		case src.DeletedAt.set && !m.At.before(src.DeletedAt) || m.At.ms >= min(from.BannedAt.end(), from.ClosedAt.end()):
			bad("passes on %s/%s after that was gone", m.Forward.Channel, m.Forward.Message)
		case src.textAt(m.At.ms) != m.Text || src.Transcript != m.Transcript || strings.Join(src.Media, " ") != strings.Join(m.Media, " "):
			bad("passes on %s/%s and says something else", m.Forward.Channel, m.Forward.Message)
		case from.Title != m.Forward.Title:
			bad("passes on %q, which is called %q", m.Forward.Title, from.Title)
		}
	}
}

// channelExport holds an export against the channel at the end of the clock.
func (c *checker) channelExport(k *messenger, r *channelRow) {
	x, ok := c.readExport(r.Export)
	if !ok {
		return
	}
	if x.Type != "public_channel" || strconv.FormatInt(x.ID, 10) != r.ID || x.Name != r.Title {
		c.fault(Rule, r.Export, "is not of the channel %s", r.ID)
	}
	n := 0
	for _, m := range k.messages[r.ID] {
		if !m.DeletedAt.set {
			n++
		}
	}
	if n != len(x.Messages) {
		c.fault(Rule, r.Export, "has %d messages, %d of the channel's are not deleted", len(x.Messages), n)
	}
	for i := range x.Messages {
		m := &x.Messages[i]
		bad := func(format string, args ...any) {
			c.fault(Rule, r.Export, fmt.Sprintf("%d: ", m.ID)+format, args...)
		}
		row := k.messages[r.ID][strconv.FormatInt(m.ID, 10)]
		if row == nil || row.DeletedAt.set {
			bad("is not in the channel")
			continue
		}
		text := row.textAt(1 << 62)
		if row.Voice > 0 {
			text = row.Transcript
		}
		switch {
		case m.words() != text:
			bad("says something else than the channel")
		case m.unix != row.At.ms/1000:
			bad("was written at %d, in the channel at %s", m.unix, row.At)
		case (m.Edited != "") != row.EditedAt.set || row.EditedAt.set && m.edited != row.EditedAt.ms/1000:
			bad("was edited at %q, in the channel at %s", m.Edited, row.EditedAt)
		case m.FromID != "channel"+r.ID || m.Author != row.Author:
			bad("is from %s, signed %q", m.FromID, m.Author)
		case row.ReplyTo != "" && strconv.FormatInt(m.ReplyTo, 10) != row.ReplyTo || row.ReplyTo == "" && m.ReplyTo != 0:
			bad("replies to %d, in the channel to %q", m.ReplyTo, row.ReplyTo)
		case (m.ForwardedFrom != "") != (row.Forward != nil) || row.Forward != nil && m.ForwardedFrom != row.Forward.Title:
			bad("passes on %q, not as in the channel", m.ForwardedFrom)
		case len(row.Media) > 0 && m.Photo != "../../media/"+row.Media[0]+".jpg" || len(row.Media) == 0 && m.Photo != "":
			bad("shows %q, not as in the channel", m.Photo)
		}
	}
}
