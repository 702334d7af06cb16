package world

import (
	"slices"
	"time"
)

// Event is something that happened. The log of events is the story; rows of
// surfaces are what is left of it. An event names actors, amounts and places,
// never formats, and only the truth shows it: a row carries its event's saga,
// step and cause, which no surface writes.
type Event struct {
	Ref    Ref    // "event:n1/booking-3/deposit"
	Kind   string // "advert", "contact", "offer", "deposit", "code", "depart", "arrive", "fail", "wait", "signal", "release", "refund", "cash-out", "settle", "review", "supply", "ban", "rebirth"…
	Actor  Ref    // person
	Other  Ref    // person to whom it was done, "" for none
	At     time.Time
	Place  Ref    // where Actor is then; of a "depart" where from
	With   []Ref  // persons who are there too: the passengers of a leg
	To     Ref    // of a "depart": where to
	By     Ref    // vehicle of a "depart" or "arrive"
	Means  string // of money: Cash, Hawala, Escrow, Token or Coin
	Amount int64  // of money: hundredths of TK
	Rows   []Ref  // what a surface shows of it: posts, messages, payments, orders
	Cause  Cause
}

// The means of payment.
const (
	Cash   = "cash"
	Hawala = "hawala"
	Escrow = "escrow"
	Token  = "token"
	Coin   = "coin" // straight to the seller, on TESTCHAIN-U
)

// Event returns the event of that name.
func (w *World) Event(r Ref) *Event { return find(w.Events, func(e *Event) bool { return e.Ref == r }) }

func (v *validator) events() {
	for _, e := range v.w.Events {
		for _, r := range append([]Ref{e.Actor, e.Other, e.Place, e.To, e.By}, e.With...) {
			v.know(e.Ref, r)
		}
		v.cause(e.Ref, e.At, e.Cause)
		if e.Cause.Saga == "" || e.Cause.Step == "" {
			v.fail("%s: belongs to no step of a saga", e.Ref)
		}
		if e.Amount < 0 {
			v.fail("%s: moves %d", e.Ref, e.Amount)
		}
		for _, r := range e.Rows {
			if v.know(e.Ref, r) {
				v.later(r, v.at[r], e.Ref)
			}
		}
	}
	v.movements()
}

// movements follows everybody from place to place: nobody is in two places at
// one time, nobody changes places without a way, and nobody comes faster than
// the vehicle. A vehicle moves with its driver; whoever else is in it leaves and
// comes when and where it does.
func (v *validator) movements() {
	type stay struct {
		at    time.Time
		place Ref
		by    Ref // the vehicle one sits in, between a departure and its arrival
	}
	where := map[Ref]stay{}
	places, vehicles := map[Ref]LatLon{}, map[Ref]*Vehicle{}
	for _, p := range v.w.Places {
		places[p.Ref] = p.At
	}
	for i := range v.w.Vehicles {
		vehicles[v.w.Vehicles[i].Ref] = &v.w.Vehicles[i]
	}
	type moment struct {
		kind      string
		by, place Ref
		at        int64
	}
	driven := map[moment]bool{}
	for _, e := range v.w.Events {
		if x := vehicles[e.By]; x != nil && e.Actor == x.Driver {
			driven[moment{e.Kind, e.By, e.Place, e.At.UnixNano()}] = true
		}
	}
	log := slices.Clone(v.w.Events)
	slices.SortStableFunc(log, func(a, b Event) int { return a.At.Compare(b.At) })
	for _, e := range log {
		if e.Place == "" {
			continue
		}
		movers := append([]Ref{e.Actor}, e.With...)
		if x := vehicles[e.By]; x != nil && x.Driver == e.Actor {
			movers = append(movers, e.By)
		} else if e.By != "" && !driven[moment{e.Kind, e.By, e.Place, e.At.UnixNano()}] {
			v.fail("%s: %s is not there then", e.Ref, e.By)
		}
		for _, who := range movers {
			old, seen := where[who]
			switch {
			case !seen:
			case e.Kind == "arrive":
				if old.by == "" || old.by != e.By {
					v.fail("%s: %s arrives in %q and has left in %q", e.Ref, who, e.By, old.by)
				}
				far := Metres(places[old.place], places[e.Place])
				if x := vehicles[e.By]; x != nil && far*3600 > int64(e.At.Sub(old.at)/time.Second)*int64(x.KMH)*1000 {
					v.fail("%s: %s comes %d m in %s, faster than %s drives", e.Ref, who, far, e.At.Sub(old.at), e.By)
				}
			case old.by != "":
				v.fail("%s: %s is at %s, while under way in %s", e.Ref, who, e.Place, old.by)
			case old.place != e.Place:
				v.fail("%s: %s is at %s, and was at %s without a way between", e.Ref, who, e.Place, old.place)
			}
			now := stay{at: e.At, place: e.Place}
			if e.Kind == "depart" {
				now.by = e.By
			}
			where[who] = now
		}
	}
}
