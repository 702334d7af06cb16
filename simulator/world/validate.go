package world

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/truth"
)

// Validate checks a plan before anything is written: every name resolves,
// every effect comes after its cause, nobody pays what he does not have, and
// the truth speaks of things that exist. It returns all that is wrong.
func Validate(w *World) error {
	v := &validator{w: w, at: map[Ref]time.Time{}}
	v.register()
	v.accounts()
	v.posts()
	v.pages()
	v.names()
	v.money()
	v.phones()
	v.vehicles()
	v.sensors()
	v.journeys()
	v.profiles()
	v.rooms()
	v.listings()
	v.forum()
	v.loopi()
	v.hawala()
	v.events()
	v.transfers()
	v.behaviours()
	v.caseFile()
	v.exchanges()
	v.tokens()
	v.facts()
	return errors.Join(v.bad...)
}

type validator struct {
	w   *World
	at  map[Ref]time.Time // every thing of the world, and when it came about (zero: before all)
	bad []error
}

func (v *validator) fail(format string, args ...any) {
	v.bad = append(v.bad, fmt.Errorf(format, args...))
}

func (v *validator) add(r Ref, at time.Time) {
	if _, twice := v.at[r]; twice {
		v.fail("%s: there are two of it", r)
	}
	v.at[r] = at
}

// know wants what "what" refers to to exist; the empty Ref passes.
func (v *validator) know(what, r Ref) bool {
	if _, ok := v.at[r]; !ok && r != "" {
		v.fail("%s: refers to %s, which does not exist", what, r)
		return false
	}
	return true
}

func (v *validator) register() {
	w := v.w
	if !w.Start.Before(w.Opens) || !w.Opens.Before(w.End) {
		v.fail("clock: start %s, opening %s and end %s are not in this order", stamp(w.Start), stamp(w.Opens), stamp(w.End))
	}
	for _, x := range w.People {
		v.add(x.Ref, time.Time{})
	}
	for _, x := range w.Accounts {
		v.add(x.Ref, x.CreatedAt)
	}
	for _, x := range w.Posts {
		v.add(x.Ref, x.At)
	}
	for _, x := range w.Images {
		v.add(x.Ref, x.TakenAt)
	}
	for _, x := range w.Places {
		v.add(x.Ref, time.Time{})
	}
	for _, x := range w.Networks {
		v.add(x.Ref, time.Time{})
	}
	for _, x := range w.Hosts {
		v.add(x.Ref, time.Time{})
	}
	for _, x := range w.Domains {
		v.add(x.Ref, x.Registered)
	}
	for _, x := range w.Sites {
		v.add(x.Ref, time.Time{})
		for _, p := range x.Pages {
			v.add(p.Ref, p.From)
		}
	}
	for _, x := range w.Wallets {
		v.add(x.Ref, time.Time{})
	}
	for _, x := range w.Payments {
		v.add(x.Ref, x.At)
	}
	for _, x := range w.Case.Tables {
		v.add(x.Ref, time.Time{})
		for i := range x.Rows {
			v.add(x.Row(i), time.Time{})
		}
	}
	for _, x := range w.Case.Papers {
		v.add(x.Ref, time.Time{})
	}
	v.trade()
	v.registerForum()
	v.registerLoopi()
	v.registerTokens()
}

// trade registers what is done outside the open network.
func (v *validator) trade() {
	w := v.w
	for _, x := range w.Events {
		v.add(x.Ref, x.At)
	}
	for _, x := range w.Profiles {
		v.add(x.Ref, x.CreatedAt)
	}
	for _, x := range w.Rooms {
		v.add(x.Ref, x.OpenedAt)
	}
	for _, x := range w.Messages {
		v.add(x.Ref, x.At)
	}
	for _, x := range w.Sellers {
		v.add(x.Ref, x.Since)
	}
	for _, x := range w.Listings {
		v.add(x.Ref, x.From)
	}
	for _, x := range w.Phones {
		v.add(x.Ref, x.From)
	}
	for _, x := range w.Vehicles {
		v.add(x.Ref, time.Time{})
	}
	for _, x := range w.Brokers {
		v.add(x.Ref, time.Time{})
	}
	for _, x := range w.Orders {
		v.add(x.Ref, x.Given)
	}
	for _, x := range w.Settlements {
		v.add(x.Ref, x.At)
	}
	for _, x := range w.PayAccounts {
		v.add(x.Ref, time.Time{})
	}
	for _, x := range w.Transfers {
		v.add(x.Ref, x.At)
	}
	for _, x := range w.Sensors {
		v.add(x.Ref, time.Time{})
	}
	for _, x := range w.Journeys {
		if len(x.Way) > 0 {
			v.add(x.Ref, x.Way[0].At)
		}
	}
	for _, x := range w.Exchanges {
		v.add(x.Ref, time.Time{})
	}
	for _, x := range w.Customers {
		v.add(x.Ref, x.Opened)
	}
	for _, x := range w.CoinEntries {
		v.add(x.Ref, x.At)
	}
}

func (v *validator) accounts() {
	handles, ids := map[string]Ref{}, map[string]Ref{}
	for _, a := range v.w.Accounts {
		v.know(a.Ref, a.Owner)
		v.know(a.Ref, a.Avatar)
		v.know(a.Ref, a.MovedTo)
		if other, ok := handles[a.Handle]; ok {
			v.fail("%s: has the handle of %s", a.Ref, other)
		}
		if other, ok := ids[a.ID]; ok {
			v.fail("%s: has the id of %s", a.Ref, other)
		}
		handles[a.Handle], ids[a.ID] = a.Ref, a.Ref
		if !a.SuspendedAt.IsZero() && a.SuspendedAt.Before(a.CreatedAt) {
			v.fail("%s: is suspended before it is made", a.Ref)
		}
	}
	for _, f := range v.w.Follows {
		v.know("follow", f.From)
		v.know("follow", f.To)
	}
}

func (v *validator) posts() {
	w := v.w
	ids := map[string]Ref{}
	for _, p := range w.Posts {
		if other, ok := ids[p.ID]; ok {
			v.fail("%s: has the id of %s", p.Ref, other)
		}
		ids[p.ID] = p.Ref
		if v.know(p.Ref, p.Account) {
			v.later(p.Ref, p.At, p.Account)
			if a := w.Account(p.Account); a != nil && !a.SuspendedAt.IsZero() && !p.At.Before(a.SuspendedAt) {
				v.fail("%s: is written after %s was suspended", p.Ref, p.Account)
			}
		}
		if p.At.Before(w.Start) || !p.At.Before(w.End) {
			v.fail("%s: is written at %s, outside the scenario clock", p.Ref, stamp(p.At))
		}
		if !p.DeletedAt.IsZero() && !p.At.Before(p.DeletedAt) {
			v.fail("%s: is deleted at %s, before it is written", p.Ref, stamp(p.DeletedAt))
		}
		for _, r := range append(slices.Clone(p.Images), p.ReplyTo, p.BoostOf) {
			if v.know(p.Ref, r) && r != "" {
				v.later(p.Ref, p.At, r)
			}
		}
		for _, r := range p.Mentions {
			if v.know(p.Ref, r) {
				v.later(p.Ref, p.At, r)
			}
		}
		v.cause(p.Ref, p.At, p.Cause)
	}
	for _, img := range w.Images {
		v.know(img.Ref, img.Thumbnail)
		v.know(img.Ref, img.From)
	}
}

// cause wants an effect to come after what brought it about.
func (v *validator) cause(what Ref, at time.Time, c Cause) {
	if r := Ref(c.Cause); r != "" && v.know(what, r) {
		v.later(what, at, r)
	}
}

func (v *validator) later(what Ref, at time.Time, cause Ref) {
	if before := v.at[cause]; before.After(at) {
		v.fail("%s: happens at %s, before its cause %s at %s", what, stamp(at), cause, stamp(before))
	}
}

func (v *validator) pages() {
	for _, s := range v.w.Sites {
		v.know(s.Ref, s.Owner)
		for _, p := range s.Pages {
			if !p.Until.IsZero() && !p.From.Before(p.Until) {
				v.fail("%s: is gone at %s, before it appears", p.Ref, stamp(p.Until))
			}
			for _, b := range p.Blocks {
				if v.know(p.Ref, b.Image) && b.Image != "" {
					v.later(p.Ref, p.From, b.Image)
				}
			}
		}
	}
}

func (v *validator) names() {
	for _, h := range v.w.Hosts {
		v.know(h.Ref, h.Network)
		if n := v.w.Network(h.Network); n != nil && !n.Prefix.Contains(h.Addr) {
			v.fail("%s: address %s is not in %s", h.Ref, h.Addr, n.Prefix)
		}
	}
	for _, d := range v.w.Domains {
		if !d.Registered.Before(d.Expires) {
			v.fail("%s: expires before it is registered", d.Ref)
		}
		for _, h := range d.Hosting {
			v.know(d.Ref, h.Host)
			if h.From.Before(d.Registered) {
				v.fail("%s: points to %s before it is registered", d.Ref, h.Host)
			}
		}
	}
}

// money replays the payments: a wallet of the story pays only what it got.
func (v *validator) money() {
	list := slices.Clone(v.w.Payments)
	slices.SortStableFunc(list, func(a, b Payment) int { return a.At.Compare(b.At) })
	holds := map[Ref]int64{}
	for _, p := range list {
		v.know(p.Ref, p.From)
		v.know(p.Ref, p.To)
		v.cause(p.Ref, p.At, p.Cause)
		if p.AmountSat <= 0 {
			v.fail("%s: pays %d sat", p.Ref, p.AmountSat)
		}
		if to := v.w.Wallet(p.To); to != nil && (p.ToAddress < 0 || p.ToAddress >= to.Addresses) {
			v.fail("%s: goes to address %d of %s, which has %d", p.Ref, p.ToAddress, p.To, to.Addresses)
		}
		if p.From != "" {
			if holds[p.From] < p.AmountSat {
				v.fail("%s: %s pays %d sat and holds %d", p.Ref, p.From, p.AmountSat, holds[p.From])
			}
			holds[p.From] -= p.AmountSat
			if p.Sweep {
				holds[p.From] = 0
			}
		}
		holds[p.To] += p.AmountSat
	}
}

func (v *validator) facts() {
	entities := map[Ref]bool{}
	for _, f := range v.w.Facts {
		if f.Kind == truth.Entity {
			if entities[f.Ref] {
				v.fail("fact %s: there are two of it", f.Ref)
			}
			entities[f.Ref] = true
		}
	}
	sources := slices.Sorted(maps.Keys(map[string]bool{"": true, "infra": true, "ledger": true, "exif": true, "history": true}))
	for _, f := range v.w.Facts {
		v.tokenHop(f)
		if f.Difficulty < 1 || f.Difficulty > 5 {
			v.fail("fact %s: difficulty %d, want 1 to 5", f.Ref, f.Difficulty)
		}
		if len(f.Proof) == 0 {
			v.fail("fact %s: has no proof", f.Ref)
		}
		if !slices.Contains(sources, f.Only) {
			v.fail("fact %s: source %q is none of %v", f.Ref, f.Only, sources[1:])
		}
		switch f.Kind {
		case truth.Link, truth.Hop, truth.Alias:
			for _, end := range []Ref{f.Subject, f.Object} {
				if !entities[end] && (end != "" || f.Kind != truth.Hop) { // a payment may come from a stranger
					v.fail("fact %s: %s is no entity of the truth", f.Ref, end)
				}
			}
		case truth.Label:
			v.know(f.Ref, f.Subject)
		case truth.Answer:
			if (f.Value == "") == (f.Digest == "") {
				v.fail("fact %s: wants a value or a picture, one of the two", f.Ref)
			}
			v.know(f.Ref, f.Digest)
		case truth.Entity, truth.Event:
		}
	}
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
