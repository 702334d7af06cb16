package world

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// LoopiAccount is a planted account of Loopi, the network of short video.
type LoopiAccount struct {
	Ref         Ref    // "loopi:n1/main"
	ID          string // the visible id: VisibleID of CreatedAt
	Owner       Ref    // person or organisation
	Handle      string // without @
	Name        string
	Bio         string
	Link        string // the one address below the bio, "" for none
	Lang        string
	CreatedAt   time.Time
	SuspendedAt time.Time // from then on account and clips are gone; zero: never
	Avatar      Ref       // image, "" for none
	Life        int       // ordinary comments in a hundred days that its owner writes beside the story
	Pull        int       // how well known it is, as of an Account
}

// Clip is a planted short video. No moving picture is made of it: a poster and
// some frames stand for what it shows, and the rest is what Loopi says of it.
//
// A recycled clip is another Clip with Of set. Where it has the same Images, the
// files are the same bytes under another id; where its Images are made From
// those and have StripEXIF, they show the same and their digests differ.
type Clip struct {
	Ref       Ref    // "clip:n1/main/2"
	ID        string // the visible id: VisibleID of At
	Account   Ref    // Loopi account
	At        time.Time
	DeletedAt time.Time // by its author or by Loopi; zero: never
	Caption   string    // with its #tags
	Lang      string
	Tags      []string // without #, in small letters
	Sound     string   // title of the sound, "" for its own
	Lasts     time.Duration
	Poster    Ref   // image
	Frames    []Ref // images, in the order of the clip
	Of        Ref   // the clip that this one is taken from; truth only
	Views     int   // at the end of the clock, about
	Likes     int   // given by the crowd within seven days, about
	Label     string
	Cause     Cause
}

// ClipComment is a planted comment under a clip.
type ClipComment struct {
	Ref       Ref    // "comment:n1/main/2/1"
	ID        string // the visible id: VisibleID of At
	Clip      Ref
	Account   Ref // Loopi account
	At        time.Time
	DeletedAt time.Time
	ReplyTo   Ref // an earlier comment of the clip, "" for none
	Text      string
	Lang      string
	Label     string // RADAR-7 code, L0…L6; truth only
	Cause     Cause
}

// The shortest and the longest clip.
const (
	ShortestClip = 3 * time.Second
	LongestClip  = 3 * time.Minute
)

// mostFrames is how many frames stand for a clip at most.
const mostFrames = 6

// HasLoopi says whether the story has left anything on Loopi.
func (w *World) HasLoopi() bool { return len(w.Clips) > 0 || len(w.ClipComments) > 0 }

// LoopiAccount returns the Loopi account of that name.
func (w *World) LoopiAccount(r Ref) *LoopiAccount {
	return find(w.LoopiAccounts, func(a *LoopiAccount) bool { return a.Ref == r })
}

func (v *validator) registerLoopi() {
	w := v.w
	for _, x := range w.LoopiAccounts {
		v.add(x.Ref, x.CreatedAt)
	}
	for _, x := range w.Clips {
		v.add(x.Ref, x.At)
	}
	for _, x := range w.ClipComments {
		v.add(x.Ref, x.At)
	}
}

func (v *validator) loopi() {
	accounts, ids, handles := map[Ref]*LoopiAccount{}, map[string]Ref{}, map[string]Ref{}
	for i := range v.w.LoopiAccounts {
		a := &v.w.LoopiAccounts[i]
		accounts[a.Ref] = a
		v.know(a.Ref, a.Owner)
		v.know(a.Ref, a.Avatar)
		v.unlike(a.Ref, "id", a.ID, ids)
		v.dated(a.Ref, a.ID, a.CreatedAt)
		v.unlike(a.Ref, "handle", a.Handle, handles)
		if strings.Trim(a.Handle, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" || a.Handle == "" {
			v.fail("%s: handle %q is not of small letters, digits and _", a.Ref, a.Handle)
		}
		v.ends(a.Ref, a.CreatedAt, map[string]time.Time{"suspended": a.SuspendedAt})
		if a.Life < 0 || a.Pull < 0 {
			v.fail("%s: life %d and pull %d, want none below 0", a.Ref, a.Life, a.Pull)
		}
	}
	clips := map[Ref]*Clip{}
	ids = map[string]Ref{}
	for i := range v.w.Clips {
		c := &v.w.Clips[i]
		clips[c.Ref] = c
		v.unlike(c.Ref, "id", c.ID, ids)
		v.dated(c.Ref, c.ID, c.At)
		v.onLoopi(c.Ref, accounts, c.Account, c.At)
		v.clock(c.Ref, c.At)
		v.cause(c.Ref, c.At, c.Cause)
		v.ends(c.Ref, c.At, map[string]time.Time{"deleted": c.DeletedAt})
		if c.Lasts < ShortestClip || c.Lasts > LongestClip || c.Lasts%time.Second != 0 {
			v.fail("%s: lasts %s, want whole seconds from %s to %s", c.Ref, c.Lasts, ShortestClip, LongestClip)
		}
		if c.Poster == "" || len(c.Frames) > mostFrames {
			v.fail("%s: poster %q and %d frames, want one poster and at most %d frames", c.Ref, c.Poster, len(c.Frames), mostFrames)
		}
		if c.Views < c.Likes || c.Likes < 0 {
			v.fail("%s: has %d views and %d likes", c.Ref, c.Views, c.Likes)
		}
		for _, r := range append(slices.Clone(c.Frames), c.Poster, c.Of) {
			if v.know(c.Ref, r) && r != "" {
				v.later(c.Ref, c.At, r)
			}
		}
	}
	v.clipComments(accounts, clips)
}

func (v *validator) clipComments(accounts map[Ref]*LoopiAccount, clips map[Ref]*Clip) {
	ids, under := map[string]Ref{}, map[Ref]Ref{}
	for _, c := range v.w.ClipComments {
		under[c.Ref] = c.Clip
	}
	for _, c := range v.w.ClipComments {
		clip := clips[c.Clip]
		if clip == nil {
			v.fail("%s: is under %q, which does not exist", c.Ref, c.Clip)
			continue
		}
		v.later(c.Ref, c.At, c.Clip)
		if !clip.DeletedAt.IsZero() && !c.At.Before(clip.DeletedAt) {
			v.fail("%s: is written at %s, after %s was deleted", c.Ref, stamp(c.At), c.Clip)
		}
		v.unlike(c.Ref, "id", c.ID, ids)
		v.dated(c.Ref, c.ID, c.At)
		v.onLoopi(c.Ref, accounts, c.Account, c.At)
		v.clock(c.Ref, c.At)
		v.cause(c.Ref, c.At, c.Cause)
		v.ends(c.Ref, c.At, map[string]time.Time{"deleted": c.DeletedAt})
		if c.Text == "" {
			v.fail("%s: says nothing", c.Ref)
		}
		if c.ReplyTo != "" {
			if under[c.ReplyTo] != c.Clip {
				v.fail("%s: answers %s of another clip", c.Ref, c.ReplyTo)
			}
			v.later(c.Ref, c.At, c.ReplyTo)
		}
	}
}

// onLoopi wants an account to be there at that time.
func (v *validator) onLoopi(what Ref, accounts map[Ref]*LoopiAccount, who Ref, at time.Time) {
	a := accounts[who]
	switch {
	case a == nil:
		v.fail("%s: is by %q, which is no account of Loopi", what, who)
	case a.CreatedAt.After(at), !a.SuspendedAt.IsZero() && !at.Before(a.SuspendedAt):
		v.fail("%s: is by %s at %s, which is not there then", what, who, stamp(at))
	}
}

// dated wants a visible id to be one of VisibleID at that time, as the crowd's
// are: an id of another make would give away what is planted.
func (v *validator) dated(what Ref, id string, at time.Time) {
	if n, err := strconv.ParseInt(id, 10, 64); err != nil || n>>16 != at.UnixMilli() {
		v.fail("%s: id %q is no VisibleID of %s", what, id, stamp(at))
	}
}
