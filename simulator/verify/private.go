package verify

import (
	"fmt"
	"path"
	"strconv"
	"strings"
	"time"
)

type roomRow struct {
	ID        string  `json:"id"`
	Kind      string  `json:"kind"`
	Title     string  `json:"title"`
	CreatedAt instant `json:"created_at"`
	ClosedAt  instant `json:"closed_at"`
	Folder    string  `json:"folder"`
}

type memberRow struct {
	ID       string  `json:"id"`
	Name     string  `json:"name"`
	Handle   string  `json:"handle"`
	Phone    string  `json:"phone"`
	Bot      bool    `json:"bot"`
	Role     string  `json:"role"`
	JoinedAt instant `json:"joined_at"`
	LeftAt   instant `json:"left_at"`
}

// readPrivate reads the rooms that an authorisation opens: nobody writes who is
// not a member then, and both exports of a room say the same.
func (c *checker) readPrivate(k *messenger, files map[string]bool) {
	last := uint64(0)
	var order []*roomRow
	rows(c, roomsFile, func(_ int, r *roomRow) {
		c.rising(roomsFile, r.ID, &last)
		c.within(roomsFile, r.ID, "created_at", r.CreatedAt, true)
		c.record(roomsFile, r.ID, r.CreatedAt.ms)
		if r.Kind != "private" && r.Kind != "secret" {
			c.fault(Rule, roomsFile, "%s: kind %q", r.ID, r.Kind)
		}
		if r.ClosedAt.set && !r.CreatedAt.before(r.ClosedAt) {
			c.fault(Rule, roomsFile, "%s: is closed at %s, before it is made", r.ID, r.ClosedAt)
		}
		for _, name := range []string{"members.jsonl", "result.json", "chat.txt"} {
			file := path.Join(r.Folder, name)
			files[file] = true
			if c.listed[file] == nil {
				c.fault(Rule, roomsFile, "%s: file %s is not in the dataset", r.ID, file)
				return
			}
		}
		order = append(order, r)
	})
	for _, r := range order {
		if c.ctx.Err() == nil {
			c.privateRoom(k, r)
		}
	}
}

func (c *checker) privateRoom(k *messenger, r *roomRow) {
	members := map[string]*memberRow{}
	file := path.Join(r.Folder, "members.jsonl")
	last := uint64(0)
	rows(c, file, func(_ int, m *memberRow) {
		c.rising(file, m.ID, &last)
		c.within(file, m.ID, "joined_at", m.JoinedAt, true)
		if m.JoinedAt.before(r.CreatedAt) || m.LeftAt.set && !m.JoinedAt.before(m.LeftAt) {
			c.fault(Rule, file, "%s: joins at %s, before the room is made or after leaving", m.ID, m.JoinedAt)
		}
		if m.Handle != "" && !k.handles[m.Handle] {
			c.fault(Rule, file, "%s: there is no profile @%s", m.ID, m.Handle)
		}
		if m.Phone != "" && !fictionPhones.MatchString(m.Phone) {
			c.fault(Rule, file, "%s: the telephone number %q is not reserved", m.ID, m.Phone)
		}
		c.record(file, m.ID, m.JoinedAt.ms)
		members["user"+m.ID] = m
	})
	if r.Kind == "secret" && len(members) != 2 {
		c.fault(Rule, file, "is a chat of %d", len(members))
	}
	file = path.Join(r.Folder, "result.json")
	x, ok := c.readExport(file)
	if !ok {
		return
	}
	if want := map[string]string{"private": "private_supergroup", "secret": "personal_chat"}[r.Kind]; x.Type != want || strconv.FormatInt(x.ID, 10) != r.ID || x.Name != r.Title {
		c.fault(Rule, file, "is not of the room %s", r.ID)
	}
	for i := range x.Messages {
		m := &x.Messages[i]
		bad := func(format string, args ...any) { c.fault(Rule, file, fmt.Sprintf("%d: ", m.ID)+format, args...) }
		at := instant{m.unix * 1000, true}
		c.record(file, strconv.FormatInt(m.ID, 10), at.ms)
		c.within(file, strconv.FormatInt(m.ID, 10), "date", at, false)
		switch who := members[m.FromID]; {
		case who == nil || who.Name != m.From:
			bad("is by %s (%s), who is no member", m.From, m.FromID)
		case at.ms+999 < who.JoinedAt.ms || who.LeftAt.set && at.ms >= who.LeftAt.ms:
			bad("is by %s, who is no member at %s", m.From, at)
		case r.ClosedAt.set && at.ms >= r.ClosedAt.ms:
			bad("is written at %s, after the room was closed", at)
		}
		id, isPublic := strings.CutPrefix(strings.TrimSuffix(m.Photo, ".jpg"), "../../media/")
		if !isPublic {
			id = strings.TrimPrefix(id, "../media/")
		}
		if _, public := k.media[id]; m.Photo != "" && (isPublic && !public || !isPublic && !k.private[id]) {
			bad("shows %s, which is not there", m.Photo)
		}
	}
	c.chat(path.Join(r.Folder, "chat.txt"), x)
}

// chat holds WhatsApp's shape of a room against Telegram's: a line a message,
// "dd/mm/YYYY, HH:MM - Name: text"; what has no date goes on with the one above.
func (c *checker) chat(file string, x *telegramExport) {
	b, ok := c.open(file)
	if !ok {
		return
	}
	lines := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
	if !strings.HasSuffix(lines[0], " - "+syntheticLabel) {
		c.fault(Rule, file, "does not bear the label %q", syntheticLabel)
	}
	rest := strings.Join(lines[1:], "\n")
	for i := range x.Messages {
		m := &x.Messages[i]
		head := time.Unix(m.unix+centralEuropean(m.unix), 0).UTC().Format("02/01/2006, 15:04") + " - " + m.From + ": "
		text := m.words()
		if m.MediaType != "" {
			text = fmt.Sprintf("voice message (%d:%02d): %s", m.Duration/60, m.Duration%60, text)
		}
		if m.Photo != "" {
			text = strings.TrimSuffix("<Media omitted>\n"+text, "\n")
		}
		if first, rest, more := strings.Cut(text, "\n"); more {
			text = first + "\n" + strings.ReplaceAll(rest, " - ", " – ")
		}
		if m.Edited != "" {
			text += " <This message was edited>"
		}
		after, found := strings.CutPrefix(rest, head+text)
		if !found || after != "" && after[0] != '\n' {
			c.fault(Rule, file, "message %d of result.json does not stand where it should", m.ID)
			return
		}
		rest = strings.TrimPrefix(after, "\n")
	}
	if rest != "" {
		c.fault(Rule, file, "goes on after the last message of result.json")
	}
}
