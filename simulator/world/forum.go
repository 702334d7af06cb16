package world

import (
	"slices"
	"strings"
	"time"
)

// ForumMember is a planted member of Agora-9, the forum that one enters by
// invitation. Everybody bears a pseudonym there.
type ForumMember struct {
	Ref       Ref    // "member:n1/broker"
	ID        string // the visible id: VisibleID of JoinedAt
	Owner     Ref    // person
	Name      string // the pseudonym, without spaces
	Rank      string // one of Ranks
	Signature string // the line below each of its posts, "" for none
	JoinedAt  time.Time
	InvitedBy Ref // forum member; "": one of the crowd, whom the surface draws
	Life      int // ordinary posts in a hundred days that its owner writes beside the story, as of an Account
	Standing  int // for how many of the crowd it is good: so many vouch for it while the clock runs
	BannedAt  time.Time
	BanReason string // what the others read of it
}

// Ranks of the forum, from below. The escrow rank holds the money of others
// until both sides are content.
var Ranks = []string{"newcomer", "member", "trusted", "escrow", "moderator", "administrator"}

// Vouch is one member's word for another.
type Vouch struct {
	From, To Ref // forum members
	At       time.Time
	Words    string // what is written beside it, "" for nothing
}

// Board is a planted board of the forum. The surface has boards of its own
// beside it; ordinary threads stand in all of them.
type Board struct {
	Ref   Ref    // "board:transport"
	Slug  string // in addresses: small letters, digits and hyphens
	Title string
	About string
	Talk  string // what the crowd writes of in it, one of BoardTalk
}

// BoardTalk is what ordinary threads of a board are about.
var BoardTalk = []string{"welcome", "travel", "papers", "money", "work", "help", "market", "evenings"}

// Thread is a planted thread. Its first post opens it: the same author, the
// same moment.
type Thread struct {
	Ref       Ref    // "thread:n1/offer"
	ID        string // the visible id: VisibleID of At
	Board     Ref
	Author    Ref // forum member
	Title     string
	Kind      string // one of ThreadKinds: the mark that its author gave it
	At        time.Time
	LockedAt  time.Time // nobody answers from then on; zero: never
	DeletedAt time.Time // it is gone with all its posts; zero: never
	Cause     Cause
}

// ThreadKinds are the marks of threads. What is said in a thread of LegalAdvice
// may be between a lawyer and a client: who reads the forum by an authorisation
// has to keep away from it.
var ThreadKinds = []string{"", "offer", "wanted", "review", "dispute", LegalAdvice}

// LegalAdvice marks a thread in which a lawyer advises.
const LegalAdvice = "legal-advice"

// ForumPost is a planted post of a thread.
type ForumPost struct {
	Ref        Ref    // "forum-post:n1/offer/2"
	ID         string // the visible id: VisibleID of At
	Thread     Ref
	Author     Ref // forum member
	At         time.Time
	EditedAt   time.Time
	EditedText string // what it says from EditedAt on
	DeletedAt  time.Time
	Quote      Ref // an earlier forum post, of this thread or another
	Text       string
	Lang       string
	Images     []Ref
	Label      string // RADAR-7 code, L0…L6; truth only
	Cause      Cause
}

// PrivateMessage is a planted message between two members of the forum.
type PrivateMessage struct {
	Ref      Ref    // "private-message:n1/3"
	ID       string // the visible id: VisibleID of At
	From, To Ref    // forum members
	At       time.Time
	Subject  string
	Text     string
	Lang     string
	ReplyTo  Ref    // an earlier message between the two, "" for none
	Label    string // RADAR-7 code, L0…L6; truth only
	Cause    Cause
}

// ForumMember returns the member of that name.
func (w *World) ForumMember(r Ref) *ForumMember {
	return find(w.ForumMembers, func(m *ForumMember) bool { return m.Ref == r })
}

// ForumMedia is the name under which Agora-9's copy of an image is bound. The
// image's own name stands for the copies that anybody can see: a proof that only
// the forum has names the copy.
func ForumMedia(image Ref) Ref { return "forum-media:" + image[len("image:"):] }

// HasForum says whether the story has left anything on Agora-9.
func (w *World) HasForum() bool { return len(w.Threads) > 0 || len(w.PrivateMessages) > 0 }

func (v *validator) registerForum() {
	w := v.w
	for _, x := range w.ForumMembers {
		v.add(x.Ref, x.JoinedAt)
	}
	for _, x := range w.Boards {
		v.add(x.Ref, time.Time{})
	}
	for _, x := range w.Threads {
		v.add(x.Ref, x.At)
	}
	for _, x := range w.ForumPosts {
		v.add(x.Ref, x.At)
	}
	for _, x := range w.PrivateMessages {
		v.add(x.Ref, x.At)
	}
}

func (v *validator) forum() {
	members, ids := map[Ref]*ForumMember{}, map[string]Ref{}
	names, slugs := map[string]Ref{}, map[string]Ref{}
	for i := range v.w.ForumMembers {
		m := &v.w.ForumMembers[i]
		members[m.Ref] = m
		v.know(m.Ref, m.Owner)
		v.unlike(m.Ref, "id", m.ID, ids)
		v.dated(m.Ref, m.ID, m.JoinedAt)
		v.unlike(m.Ref, "name", strings.ToLower(m.Name), names)
		if m.Name == "" || strings.ContainsAny(m.Name, " \t\n") {
			v.fail("%s: name %q is empty or has spaces", m.Ref, m.Name)
		}
		v.oneOf(m.Ref, "rank", m.Rank, Ranks)
		if !m.BannedAt.IsZero() && !m.JoinedAt.Before(m.BannedAt) {
			v.fail("%s: is banned at %s, before it joins", m.Ref, stamp(m.BannedAt))
		}
		if m.Standing < 0 || m.Life < 0 {
			v.fail("%s: standing %d and life %d, want none below 0", m.Ref, m.Standing, m.Life)
		}
	}
	for _, m := range v.w.ForumMembers {
		v.inForum(m.Ref, "is invited by", members, m.InvitedBy, m.JoinedAt)
	}
	for _, x := range v.w.Vouches {
		v.inForum("vouch of "+x.From, "is given by", members, x.From, x.At)
		v.inForum("vouch of "+x.From, "is for", members, x.To, x.At)
		if x.From == x.To {
			v.fail("vouch of %s: is for itself", x.From)
		}
	}
	for _, b := range v.w.Boards {
		v.unlike(b.Ref, "slug", b.Slug, slugs)
		v.oneOf(b.Ref, "talk", b.Talk, BoardTalk)
		if strings.Trim(b.Slug, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || b.Slug == "" {
			v.fail("%s: slug %q is not of small letters, digits and hyphens", b.Ref, b.Slug)
		}
	}
	v.threads(members)
	v.privateMessages(members)
}

func (v *validator) threads(members map[Ref]*ForumMember) {
	threads, ids, opener := map[Ref]*Thread{}, map[string]Ref{}, map[Ref]*ForumPost{}
	for i := range v.w.ForumPosts {
		p := &v.w.ForumPosts[i]
		if o := opener[p.Thread]; o == nil || p.At.Before(o.At) {
			opener[p.Thread] = p
		}
	}
	for i := range v.w.Threads {
		t := &v.w.Threads[i]
		threads[t.Ref] = t
		v.know(t.Ref, t.Board)
		if t.Board == "" {
			v.fail("%s: stands on no board", t.Ref)
		}
		v.unlike(t.Ref, "id", t.ID, ids)
		v.dated(t.Ref, t.ID, t.At)
		v.oneOf(t.Ref, "kind", t.Kind, ThreadKinds)
		v.inForum(t.Ref, "is opened by", members, t.Author, t.At)
		v.clock(t.Ref, t.At)
		v.cause(t.Ref, t.At, t.Cause)
		v.ends(t.Ref, t.At, map[string]time.Time{"locked": t.LockedAt, "deleted": t.DeletedAt})
		if o := opener[t.Ref]; o == nil || o.Author != t.Author || !o.At.Equal(t.At) {
			v.fail("%s: has no first post of its author at %s", t.Ref, stamp(t.At))
		}
	}
	ids = map[string]Ref{}
	for _, p := range v.w.ForumPosts {
		t := threads[p.Thread]
		if t == nil {
			v.fail("%s: is in %q, which does not exist", p.Ref, p.Thread)
			continue
		}
		v.unlike(p.Ref, "id", p.ID, ids)
		v.dated(p.Ref, p.ID, p.At)
		v.inForum(p.Ref, "is written by", members, p.Author, p.At)
		v.clock(p.Ref, p.At)
		v.cause(p.Ref, p.At, p.Cause)
		v.ends(p.Ref, p.At, map[string]time.Time{"edited": p.EditedAt, "deleted": p.DeletedAt})
		for what, at := range map[string]time.Time{"locked": t.LockedAt, "deleted": t.DeletedAt} {
			if !at.IsZero() && !p.At.Before(at) {
				v.fail("%s: is written at %s, after %s was %s", p.Ref, stamp(p.At), t.Ref, what)
			}
		}
		if p.EditedAt.IsZero() != (p.EditedText == "") {
			v.fail("%s: is edited without a text or has one without a time", p.Ref)
		}
		if p.Text == "" && len(p.Images) == 0 {
			v.fail("%s: says nothing", p.Ref)
		}
		for _, r := range append(slices.Clone(p.Images), p.Quote) {
			if v.know(p.Ref, r) && r != "" {
				v.later(p.Ref, p.At, r)
			}
		}
	}
}

func (v *validator) privateMessages(members map[Ref]*ForumMember) {
	ids, said := map[string]Ref{}, map[Ref]PrivateMessage{}
	for _, m := range v.w.PrivateMessages {
		said[m.Ref] = m
	}
	for _, m := range v.w.PrivateMessages {
		v.unlike(m.Ref, "id", m.ID, ids)
		v.dated(m.Ref, m.ID, m.At)
		v.inForum(m.Ref, "is from", members, m.From, m.At)
		v.inForum(m.Ref, "is to", members, m.To, m.At)
		v.clock(m.Ref, m.At)
		v.cause(m.Ref, m.At, m.Cause)
		if m.Text == "" {
			v.fail("%s: says nothing", m.Ref)
		}
		if m.From == m.To {
			v.fail("%s: is to its author", m.Ref)
		}
		if m.ReplyTo == "" {
			continue
		}
		old := said[m.ReplyTo]
		same, back := old.From == m.From && old.To == m.To, old.From == m.To && old.To == m.From
		if !same && !back {
			v.fail("%s: answers %s, which is no message between the two", m.Ref, m.ReplyTo)
			continue
		}
		v.later(m.Ref, m.At, m.ReplyTo)
	}
}

// inForum wants a member to be there at that time, joined and not banned; the
// empty name passes where Validate of its field lets it.
func (v *validator) inForum(what Ref, verb string, members map[Ref]*ForumMember, who Ref, at time.Time) {
	m := members[who]
	switch {
	case who == "" && verb == "is invited by":
	case m == nil:
		v.fail("%s: %s %q, who is no member of the forum", what, verb, who)
	case m.JoinedAt.After(at), !m.BannedAt.IsZero() && !at.Before(m.BannedAt):
		v.fail("%s: %s %s at %s, who is no member then", what, verb, who, stamp(at))
	}
}

// ends wants what happens to a thing at the end to come after its beginning.
func (v *validator) ends(what Ref, from time.Time, ends map[string]time.Time) {
	for how, at := range ends {
		if !at.IsZero() && !from.Before(at) {
			v.fail("%s: is %s at %s, before it is there", what, how, stamp(at))
		}
	}
}

func (v *validator) oneOf(what Ref, field, value string, of []string) {
	if !slices.Contains(of, value) {
		v.fail("%s: %s %q is none of %q", what, field, value, of)
	}
}
