package messenger

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/osint-radar/academy/simulator/neighbour"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

const (
	dayMS = 24 * 3600 * 1000
	unit  = 16 // of tail
)

// tail draws from a power law: at least unit, P(x ≥ k·unit) = 1/k, at most 65536·unit.
func tail(s *stream.Stream) int64 { return unit << 16 / s.Between(1, 1<<16) }

// person is a profile of Kurjer.
type person struct {
	ref              world.Ref // "" in the crowd
	id               int64
	name, handle     string
	phone            string
	bot              bool
	created, deleted int64 // Unix milliseconds; deleted 0: never
}

// member is somebody in a room.
type member struct {
	*person
	role         string
	joined, left int64 // left 0: never
	drive        int64 // share of what is written
}

// room is a channel, a group or a chat, of the crowd or of the story.
type room struct {
	entity                     uint64 // whose draws
	id                         int64
	kind, title, about, handle string
	lang                       string
	topic                      *topic
	opened, banned, closed     int64 // the latter two 0: never
	end                        int64 // nothing is written from then on
	readers                    int64
	rate                       int64 // messages a day, in 1/65536
	members                    []member
	signed                     bool
	friends                    []*room // public channels that it forwards from
	picture                    string  // media id
	story                      *world.Room
	planted                    []*world.Message
}

// cast is everybody and every room, and what is needed to draw of them.
type cast struct {
	w       *world.World
	words   words
	start   int64
	end     int64
	days    int
	people  []*person // the crowd's first
	crowd   int
	public  []*room
	private []*room
	byRef   map[world.Ref]*room
	profile map[world.Ref]*person
	message map[world.Ref]*world.Message
	pool    []picture
	counted sync.Map // of a *room: the number before each day, []int64
	d       domains
	taken   map[string]bool // handles and titles
}

// domains are the purposes of draws.
type domains struct{ room, day, mood, text stream.Domain }

// Sizes, see the package comment.
func channels(w *world.World) int { return min(max(w.Scale.Of(40), 12), 4000) }
func groups(w *world.World) int   { return min(max(w.Scale.Of(16), 5), 2000) }
func chats(w *world.World) int    { return min(max(w.Scale.Of(30), 8), 4000) }

// The channels of TGDataset have 3,300 messages on the average. A town of seven
// times the usual size, with some 400 channels, has as many.
const (
	full = 3300
	grow = 7
)

// average is how many messages a channel of the crowd has. From scale 1 on it
// grows to what brings the average of all public channels to full, those of the
// story with their few included.
func average(w *world.World) int {
	at, n := w.Scale.Of(1000), channels(w) // thousandths
	if at <= 1000 {
		return max(w.Scale.Of(330), 60)
	}
	public, story := map[world.Ref]bool{}, 0
	for i := range w.Rooms {
		if w.Rooms[i].Kind == world.Public {
			public[w.Rooms[i].Ref] = true
		}
	}
	for i := range w.Messages {
		if public[w.Messages[i].Room] {
			story++
		}
	}
	most := max((full*(n+len(public))-story)/n, 330)
	return 330 + (most-330)*(min(at, grow*1000)-1000)/((grow-1)*1000)
}

// counts is how many public and private rooms there are.
func counts(w *world.World) (public, private int) {
	public, private = channels(w), groups(w)+chats(w)
	for i := range w.Rooms {
		if w.Rooms[i].Kind == world.Public {
			public++
		} else {
			private++
		}
	}
	return public, private
}

func newCast(w *world.World) (*cast, error) {
	c := &cast{
		w: w, words: drawWords(w), start: w.Start.UnixMilli(), end: w.End.UnixMilli(), days: int(w.End.Sub(w.Start) / (24 * time.Hour)),
		byRef: map[world.Ref]*room{}, profile: map[world.Ref]*person{}, message: map[world.Ref]*world.Message{}, taken: map[string]bool{},
		d: domains{w.Key.Domain("messenger/room"), w.Key.Domain("messenger/day"), w.Key.Domain("messenger/mood"), w.Key.Domain("messenger/text")},
	}
	for _, p := range w.People {
		c.taken[strings.ToLower(p.Name)] = true // no bystander bears a name of the story
	}
	for i := range w.Profiles {
		c.taken[strings.ToLower(w.Profiles[i].Name)] = true
		c.taken[strings.ToLower(w.Profiles[i].Handle)] = true
	}
	for i := range w.Rooms {
		c.taken[strings.ToLower(w.Rooms[i].Title)] = true
		c.taken[strings.ToLower(w.Rooms[i].Handle)] = true
	}
	for i := range w.Messages {
		c.message[w.Messages[i].Ref] = &w.Messages[i]
	}
	c.drawPeople()
	c.drawPool()
	c.drawChannels()
	for i := range groups(w) {
		c.private = append(c.private, c.group(uint64(i)|1<<40))
	}
	for i := range chats(w) {
		c.private = append(c.private, c.pair(uint64(i)|1<<41))
	}
	if err := c.plant(); err != nil {
		return nil, err
	}
	var rooms, people []*int64
	for _, r := range c.public {
		rooms = append(rooms, &r.id)
	}
	for _, r := range c.private {
		rooms = append(rooms, &r.id)
	}
	for _, p := range c.people {
		people = append(people, &p.id)
	}
	apart(rooms, func(i int) bool {
		return i < len(c.public) && c.public[i].story != nil || i >= len(c.public) && c.private[i-len(c.public)].story != nil
	})
	apart(people, func(i int) bool { return c.people[i].ref != "" })
	return c, nil
}

// apart moves an id that is taken to the next free one. An id has few drawn bits
// beside its time, and rooms of the story open at the same moment; the story's
// keep theirs before the crowd's.
func apart(ids []*int64, story func(i int) bool) {
	taken := map[int64]bool{}
	for _, first := range []bool{true, false} {
		for i, id := range ids {
			if story(i) != first {
				continue
			}
			for taken[*id] {
				*id++
			}
			taken[*id] = true
		}
	}
}

// drawPeople draws the crowd.
func (c *cast) drawPeople() {
	planted := map[string]bool{}
	for _, p := range c.w.Phones {
		planted[p.Number] = true
	}
	s := c.w.Key.Domain("messenger/profile").Stream(0, 0)
	first, mobiles := s.IntN(7000), neighbour.Mobiles(c.w)
	c.crowd = min(max(c.w.Crowd.Accounts, 80), 20_000)
	for i := range c.crowd {
		s.Move(uint64(i), 1)
		at := c.start - s.Between(1, 1400*dayMS)
		if s.Chance(3, 20) {
			at = c.start + s.Between(0, int64(c.days-6)*dayMS)
		}
		p := &person{id: profileID(at, s), created: at, bot: s.Chance(1, 40)}
		p.name = world.PersonName(s)
		for c.taken[strings.ToLower(p.name)] {
			p.name = world.PersonName(s)
		}
		if s.Chance(1, 4) {
			p.name, _, _ = strings.Cut(p.name, " ")
		}
		if s.Chance(1, 2) || p.bot {
			p.handle = c.free(s, p.name)
		}
		// The numbers from 2000 to 8999 and every second mobile are the messenger's
		// crowd's, each once.
		n := world.PhoneNumber(2000 + (first+i)%7000)
		if k := 2*i + 1; k < len(mobiles) && s.Chance(3, 4) {
			n = mobiles[k]
		}
		if i < 7000 && !planted[n] && s.Chance(3, 4) {
			p.phone = n
		}
		if s.Chance(1, 60) {
			p.deleted = s.Between(max(at, c.start)+1, c.end)
		}
		c.people = append(c.people, p)
	}
}

// profileID and roomID are ids as the planner draws them.
func profileID(at int64, s *stream.Stream) int64 {
	return world.VisibleNumber(time.UnixMilli(at), s) >> 12
}

func roomID(at int64, s *stream.Stream) int64 {
	return world.VisibleNumber(time.UnixMilli(at), s) >> 10
}

// free draws a handle that nobody has.
func (c *cast) free(s *stream.Stream, name string) string {
	base := strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r < 'a' || r > 'z' }), []string{"", "_"}[s.IntN(2)])
	if base == "" {
		base = "room"
	}
	h := base
	switch s.IntN(4) {
	case 0:
		h = fmt.Sprintf("%s%d", base, s.Between(2, 99))
	case 1:
		h = base + "_" + stream.Pick(s, []string{"trips", "seats", "news", "line", "friends", "ways", "tours", "days"})
	}
	for c.taken[h] {
		h = fmt.Sprintf("%s%d", base, s.Between(2, 9999))
	}
	c.taken[h] = true
	return h
}

// plant makes rooms and people of those of the story.
func (c *cast) plant() error {
	for i := range c.w.Profiles {
		p := &c.w.Profiles[i]
		x := &person{ref: p.Ref, id: p.ID, name: p.Name, handle: p.Handle, bot: p.Bot, created: p.CreatedAt.UnixMilli()}
		if !p.DeletedAt.IsZero() {
			x.deleted = p.DeletedAt.UnixMilli()
		}
		for _, t := range c.w.Phones {
			if t.Ref == p.Phone {
				x.phone = t.Number
			}
		}
		c.people = append(c.people, x)
		c.profile[p.Ref] = x
	}
	for i := range c.w.Rooms {
		x := &c.w.Rooms[i]
		r := &room{
			entity: hashed(x.Ref), id: x.ID, kind: x.Kind, title: x.Title, about: x.About, handle: x.Handle, lang: "en", story: x,
			opened: x.OpenedAt.UnixMilli(), readers: max(int64(x.Readers)*int64(c.w.Scale)/1000, 3),
		}
		if !x.BannedAt.IsZero() {
			r.banned = x.BannedAt.UnixMilli()
		}
		if !x.ClosedAt.IsZero() {
			r.closed = x.ClosedAt.UnixMilli()
		}
		if x.Picture != "" {
			r.picture = c.pictureID(x.Picture, x.Kind == world.Public)
		} else if x.Kind == world.Public {
			r.picture = c.face(c.d.room.Named(string(x.Ref)))
		}
		for _, m := range x.Members {
			y := member{person: c.profile[m.Profile], role: m.Role, joined: m.JoinedAt.UnixMilli()}
			if y.person == nil {
				return fmt.Errorf("messenger: %s: no profile %s", x.Ref, m.Profile)
			}
			if !m.LeftAt.IsZero() {
				y.left = m.LeftAt.UnixMilli()
			}
			r.members = append(r.members, y)
		}
		c.settle(r)
		c.byRef[x.Ref] = r
		if x.Kind == world.Public {
			c.public = append(c.public, r)
		} else {
			c.private = append(c.private, r)
		}
	}
	for i := range c.w.Messages {
		m := &c.w.Messages[i]
		r := c.byRef[m.Room]
		if r == nil {
			return fmt.Errorf("messenger: %s: no room %s", m.Ref, m.Room)
		}
		if len(r.planted) == 0 && m.Lang != "" {
			r.lang = m.Lang
		}
		r.planted = append(r.planted, m)
	}
	return nil
}

// settle says when a room ends.
func (c *cast) settle(r *room) {
	r.end = c.end
	for _, at := range []int64{r.banned, r.closed} {
		if at != 0 {
			r.end = min(r.end, at)
		}
	}
}

// hashed is the entity of something with a name.
func hashed(ref world.Ref) uint64 {
	sum := sha256.Sum256([]byte(ref))
	return binary.BigEndian.Uint64(sum[:8]) | 1<<63
}
