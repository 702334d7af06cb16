package world

import "time"

// Profile is a planted account of Kurjer, the messenger: a person, or a bot
// that a person runs.
type Profile struct {
	Ref       Ref    // "profile:n1/desk"
	ID        int64  // the visible id, drawn
	Owner     Ref    // person
	Name      string // what the others see
	Handle    string // without @; "" for none
	Phone     Ref    // the number it is registered with; a platform shows it to contacts and to nobody else
	Bot       bool
	Lang      string
	CreatedAt time.Time
	DeletedAt time.Time // zero: never
}

// The kinds of room.
const (
	Public  = "public"  // a channel that anybody reads: one writes, many read
	Private = "private" // a group for its members
	Secret  = "secret"  // a chat of two, on their devices alone
)

// Room is a channel, group or chat of Kurjer. Public rooms are open sources;
// private and secret ones are released only by a granted authorisation.
type Room struct {
	Ref      Ref    // "room:n1/main"
	ID       int64  // the visible id, drawn
	Kind     string // Public, Private or Secret
	Title    string
	About    string
	Handle   string // of a public room, without @
	Picture  Ref    // image, "" for none
	OpenedAt time.Time
	BannedAt time.Time // the platform closes it; zero: never
	ClosedAt time.Time // its owner closes it; zero: never
	Members  []Member  // planted ones, its owner first; the crowd's come from the surface
	Readers  int       // of a public room: how many of the crowd read it, at scale 1
	Cause    Cause
}

// The roles of a member.
const (
	OwnerRole  = "owner"
	AdminRole  = "admin"
	BotRole    = "bot"
	MemberRole = "member"
)

// Member says who is in a room, and since when.
type Member struct {
	Profile  Ref
	Role     string // OwnerRole, AdminRole, BotRole or MemberRole
	JoinedAt time.Time
	LeftAt   time.Time // zero: never
}

// Message is a planted message of a room. In a public room the author is the
// one who wrote it, though readers see the room's name only (Signed says
// whether they see the author's).
type Message struct {
	Ref        Ref   // "message:n1/main/12"
	ID         int64 // the visible number in its room, from 1, in the order of time; given by NumberMessages
	Room       Ref
	Author     Ref // profile
	Signed     bool
	At         time.Time
	EditedAt   time.Time
	DeletedAt  time.Time
	Text       string
	Lang       string
	Images     []Ref
	ReplyTo    Ref    // an earlier message of the room
	ForwardOf  Ref    // a message of another room
	Voice      string // transcript of a voice note; Text is then empty
	VoiceLasts time.Duration
	Label      string // RADAR-7 code, L0…L6; truth only
	Cause      Cause
}

// Profile returns the profile of that name.
func (w *World) Profile(r Ref) *Profile {
	return find(w.Profiles, func(p *Profile) bool { return p.Ref == r })
}

// Room returns the room of that name.
func (w *World) Room(r Ref) *Room { return find(w.Rooms, func(x *Room) bool { return x.Ref == r }) }

// gone is when nobody can write to a room any more, zero for never.
func (r *Room) gone() time.Time {
	if r.BannedAt.IsZero() || !r.ClosedAt.IsZero() && r.ClosedAt.Before(r.BannedAt) {
		return r.ClosedAt
	}
	return r.BannedAt
}

func (v *validator) profiles() {
	handles, ids := map[string]Ref{}, map[int64]Ref{}
	for _, p := range v.w.Profiles {
		v.know(p.Ref, p.Owner)
		v.know(p.Ref, p.Phone)
		v.unlike(p.Ref, "handle", p.Handle, handles)
		if other, ok := ids[p.ID]; ok {
			v.fail("%s: has the id of %s", p.Ref, other)
		}
		ids[p.ID] = p.Ref
	}
}

// unlike wants nothing else to bear that name; the empty one passes.
func (v *validator) unlike(what Ref, sort, name string, taken map[string]Ref) {
	if other, ok := taken[name]; ok && name != "" {
		v.fail("%s: has the %s of %s", what, sort, other)
	}
	taken[name] = what
}

func (v *validator) rooms() {
	rooms, made := map[Ref]*Room{}, map[Ref]time.Time{}
	handles := map[string]Ref{}
	for _, p := range v.w.Profiles {
		made[p.Ref] = p.CreatedAt
		handles[p.Handle] = p.Ref
	}
	for i := range v.w.Rooms {
		r := &v.w.Rooms[i]
		rooms[r.Ref] = r
		v.know(r.Ref, r.Picture)
		v.cause(r.Ref, r.OpenedAt, r.Cause)
		v.unlike(r.Ref, "handle", r.Handle, handles)
		switch r.Kind {
		case Public, Private:
		case Secret:
			if len(r.Members) != 2 {
				v.fail("%s: is a chat of %d", r.Ref, len(r.Members))
			}
		default:
			v.fail("%s: kind %q is none of %s, %s, %s", r.Ref, r.Kind, Public, Private, Secret)
		}
		if (r.Kind == Public) != (r.Handle != "") {
			v.fail("%s: is %s and has the handle %q", r.Ref, r.Kind, r.Handle)
		}
		if g := r.gone(); !g.IsZero() && !r.OpenedAt.Before(g) {
			v.fail("%s: is gone at %s, before it opens", r.Ref, stamp(g))
		}
		if len(r.Members) == 0 || r.Members[0].Role != OwnerRole {
			v.fail("%s: has no owner", r.Ref)
		}
		for _, m := range r.Members {
			if v.know(r.Ref, m.Profile) && m.JoinedAt.Before(made[m.Profile]) {
				v.fail("%s: %s joins before it is made", r.Ref, m.Profile)
			}
			if m.JoinedAt.Before(r.OpenedAt) || !m.LeftAt.IsZero() && !m.JoinedAt.Before(m.LeftAt) {
				v.fail("%s: %s joins at %s, before it opens or after leaving", r.Ref, m.Profile, stamp(m.JoinedAt))
			}
		}
	}
	v.messages(rooms)
}

func (v *validator) messages(rooms map[Ref]*Room) {
	where := map[Ref]Ref{}
	for _, m := range v.w.Messages {
		where[m.Ref] = m.Room
	}
	last := map[Ref]Message{}
	for _, m := range v.w.Messages {
		r := rooms[m.Room]
		if r == nil {
			v.fail("%s: is in %q, which does not exist", m.Ref, m.Room)
			continue
		}
		if m.At.Before(r.OpenedAt) || !r.gone().IsZero() && !m.At.Before(r.gone()) {
			v.fail("%s: is written at %s, while %s is not open", m.Ref, stamp(m.At), r.Ref)
		}
		if !r.holds(m.Author, m.At) {
			v.fail("%s: %s is no member of %s at %s", m.Ref, m.Author, r.Ref, stamp(m.At))
		}
		v.clock(m.Ref, m.At)
		if m.Text == "" && m.Voice == "" && len(m.Images) == 0 {
			v.fail("%s: says nothing", m.Ref)
		}
		for what, at := range map[string]time.Time{"deleted": m.DeletedAt, "edited": m.EditedAt} {
			if !at.IsZero() && !m.At.Before(at) {
				v.fail("%s: is %s at %s, before it is written", m.Ref, what, stamp(at))
			}
		}
		if m.ReplyTo != "" && where[m.ReplyTo] != m.Room {
			v.fail("%s: answers %s of another room", m.Ref, m.ReplyTo)
		}
		for _, c := range append([]Ref{m.ReplyTo, m.ForwardOf}, m.Images...) {
			if v.know(m.Ref, c) && c != "" {
				v.later(m.Ref, m.At, c)
			}
		}
		v.cause(m.Ref, m.At, m.Cause)
		if l, ok := last[m.Room]; m.ID < 1 || ok && (m.ID <= l.ID || m.At.Before(l.At)) {
			v.fail("%s: has the number %d, out of the order of its room", m.Ref, m.ID)
		}
		last[m.Room] = m
	}
}

// holds says whether a profile is a member at that time.
func (r *Room) holds(profile Ref, at time.Time) bool {
	for _, m := range r.Members {
		if m.Profile == profile && !at.Before(m.JoinedAt) && (m.LeftAt.IsZero() || at.Before(m.LeftAt)) {
			return true
		}
	}
	return false
}

// clock wants a moment to lie within the scenario.
func (v *validator) clock(what Ref, at time.Time) {
	if at.Before(v.w.Start) || !at.Before(v.w.End) {
		v.fail("%s: is at %s, outside the scenario clock", what, stamp(at))
	}
}
