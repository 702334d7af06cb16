package messenger

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

const (
	channelsFile = "messenger/channels.jsonl"
	profilesFile = "messenger/profiles.jsonl"
	roomsFile    = "messenger/private/rooms.jsonl"
)

// The programs that read the files.
var (
	tableTools    = []string{"browser"}
	telegramTools = []string{"tg-parser"}
	whatsappTools = []string{"WhatsApp-Chat-Exporter"}
)

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// ceil is the first full second at which something of that millisecond is there.
func ceil(ms int64) int64 { return (ms + 999) / 1000 }

func (r *room) folder() string { return "messenger/private/" + strconv.FormatInt(r.id, 10) }
func (r *room) file() string {
	return "messenger/messages/" + strconv.FormatInt(r.id, 10) + ".jsonl"
}

func (r *room) export() string {
	if r.kind != world.Public {
		return r.folder() + "/result.json"
	}
	return "messenger/export/" + strconv.FormatInt(r.id, 10) + "/result.json"
}

func byID(list []*room) []*room {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b *room) int { return cmp.Compare(a.id, b.id) })
	return list
}

// lists writes what stands over the rooms, and the pictures.
func (c *cast) lists(ctx context.Context, out *dataset.Writer) error {
	for _, step := range []func(*dataset.Writer) error{c.channelList, c.profileList, c.roomList} {
		if err := step(out); err != nil {
			return err
		}
	}
	return c.gallery(ctx, out)
}

func (c *cast) channelList(out *dataset.Writer) error {
	f, err := out.Create(channelsFile, surface, tableTools...)
	if err != nil {
		return err
	}
	for _, r := range byID(c.public) {
		id := strconv.FormatInt(r.id, 10)
		row := record.Channel{
			ID: id, Handle: r.handle, Title: r.title, About: r.about, Lang: r.lang, CreatedAt: moment(r.opened), BannedAt: moment(r.banned), ClosedAt: moment(r.closed),
			Picture: r.picture, Readers: r.readers, File: r.file(), Export: r.export(),
		}
		if err := f.JSON(row); err != nil {
			return err
		}
		if r.story != nil {
			out.Bind(string(r.story.Ref), dataset.Bound{
				Records: []string{channelsFile + "#" + id}, VisibleFrom: ceil(r.opened),
				Selectors: []truth.Selector{{Kind: "handle", Platform: "kurjer", Value: "@" + r.handle}, {Kind: "url", Value: "http://" + Host + "/" + r.handle}},
			})
		}
	}
	_, err = f.Close()
	return err
}

func (c *cast) profileList(out *dataset.Writer) error {
	list := slices.Clone(c.people)
	slices.SortFunc(list, func(a, b *person) int { return cmp.Compare(a.id, b.id) })
	f, err := out.Create(profilesFile, surface, tableTools...)
	if err != nil {
		return err
	}
	for _, p := range list {
		if p.handle == "" {
			continue
		}
		id := strconv.FormatInt(p.id, 10)
		if err := f.JSON(record.KurjerProfile{ID: id, Handle: p.handle, Name: p.name, Bot: p.bot, CreatedAt: moment(p.created), DeletedAt: moment(p.deleted)}); err != nil {
			return err
		}
		if p.ref != "" {
			out.Bind(string(p.ref), dataset.Bound{Records: []string{profilesFile + "#" + id}, VisibleFrom: ceil(p.created), Selectors: p.selectors()})
		}
	}
	_, err = f.Close()
	return err
}

// selectors are what a profile is known by.
func (p *person) selectors() []truth.Selector {
	var out []truth.Selector
	if p.handle != "" {
		out = append(out, truth.Selector{Kind: "handle", Platform: "kurjer", Value: "@" + p.handle}, truth.Selector{Kind: "url", Value: "http://" + Host + "/" + p.handle})
	}
	if p.phone != "" {
		out = append(out, truth.Selector{Kind: "phone", Value: p.phone})
	}
	return out
}

func (c *cast) roomList(out *dataset.Writer) error {
	f, err := out.Create(roomsFile, surface, tableTools...)
	if err != nil {
		return err
	}
	for _, r := range byID(c.private) {
		id := strconv.FormatInt(r.id, 10)
		closed := r.closed
		if closed == 0 || r.banned != 0 && r.banned < closed {
			closed = r.banned
		}
		if err := f.JSON(record.PrivateRoom{ID: id, Kind: r.kind, Title: r.title, CreatedAt: moment(r.opened), ClosedAt: moment(closed), Folder: r.folder()}); err != nil {
			return err
		}
		if r.story != nil {
			out.Bind(string(r.story.Ref), dataset.Bound{
				Records: []string{roomsFile + "#" + id}, VisibleFrom: ceil(r.opened),
				Selectors: []truth.Selector{{Kind: "name", Platform: "kurjer", Value: r.title}},
			})
		}
	}
	_, err = f.Close()
	return err
}

// members writes who is in a private room. Somebody without a handle, and a
// telephone number, are bound to the first room that shows them.
func (c *cast) members(r *room, out *dataset.Writer) error {
	path := r.folder() + "/members.jsonl"
	f, err := out.Create(path, surface, tableTools...)
	if err != nil {
		return err
	}
	list := slices.Clone(r.members)
	slices.SortFunc(list, func(a, b member) int { return cmp.Compare(a.id, b.id) })
	for _, m := range list {
		row := record.RoomMember{
			ID: strconv.FormatInt(m.id, 10), Name: m.name, Handle: m.handle, Phone: m.phone, Bot: m.bot, Role: m.role, JoinedAt: moment(m.joined), LeftAt: moment(m.left),
		}
		if err := f.JSON(row); err != nil {
			return err
		}
		if m.ref == "" || c.firstSeen(m.person) != r {
			continue
		}
		b := dataset.Bound{Records: []string{path + "#" + row.ID}, VisibleFrom: ceil(m.joined)}
		if m.handle == "" {
			b.Selectors = append(m.selectors(), truth.Selector{Kind: "name", Platform: "kurjer", Value: m.name})
			out.Bind(string(m.ref), b)
		}
		if p := c.w.Profile(m.ref); p.Phone != "" && !c.advertised(p.Phone) {
			b.Selectors = []truth.Selector{{Kind: "phone", Value: m.phone}}
			out.Bind(string(p.Phone), b)
		}
	}
	_, err = f.Close()
	return err
}

// advertised says that a number stands in the classifieds, which are open: the
// proof of it then needs no private room.
func (c *cast) advertised(phone world.Ref) bool {
	return slices.ContainsFunc(c.w.Sellers, func(s world.Seller) bool { return s.Phone == phone })
}

// firstSeen is the private room that somebody joins first.
func (c *cast) firstSeen(p *person) *room {
	var found *room
	var since int64
	for _, r := range c.private {
		for _, m := range r.members {
			if m.person == p && (found == nil || m.joined < since) {
				found, since = r, m.joined
			}
		}
	}
	return found
}

// bind says which record shows a message of the story.
func (c *cast) bind(r *room, m *message, out *dataset.Writer) {
	if m.story == nil {
		return
	}
	n := strconv.FormatInt(m.number, 10)
	b := dataset.Bound{VisibleFrom: ceil(m.at)}
	switch {
	case r.kind == world.Public:
		b.Records = []string{r.file() + "#" + n}
		b.Selectors = []truth.Selector{{Kind: "url", Value: "http://" + Host + "/" + r.handle + "/" + n}}
	case m.deleted == 0:
		b.Records = []string{r.export() + "#" + n}
	default:
		return // no export holds what was deleted
	}
	out.Bind(string(m.story.Ref), b)
}
