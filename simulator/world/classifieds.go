package world

import "time"

// Seller is a planted account of Bazarino, the classifieds site.
type Seller struct {
	Ref   Ref    // "seller:n1/seats"
	ID    string // the visible id, drawn
	Owner Ref    // person or organisation
	Name  string
	Phone Ref // the number shown in its advertisements, "" for none
	Since time.Time
}

// Listing is a planted advertisement of Bazarino.
type Listing struct {
	Ref      Ref    // "listing:n1/seats/3"
	ID       string // the visible id, drawn
	Seller   Ref
	Category string // "travel", "services", "jobs", "vehicles", "documents", "household"
	Title    string
	Text     string
	Lang     string
	PriceTK  int64 // whole training krona; 0: on request
	Place    Ref   // "" for none
	Images   []Ref
	From     time.Time
	Until    time.Time // zero: to the end
	Removed  bool      // by the site, not by its seller
	Label    string    // RADAR-7 code, L0…L6; truth only
	Cause    Cause
}

// Seller returns the seller of that name.
func (w *World) Seller(r Ref) *Seller {
	return find(w.Sellers, func(s *Seller) bool { return s.Ref == r })
}

func (v *validator) listings() {
	ids := map[string]Ref{}
	for _, s := range v.w.Sellers {
		v.know(s.Ref, s.Owner)
		v.know(s.Ref, s.Phone)
		v.unlike(s.Ref, "id", s.ID, ids)
	}
	ids = map[string]Ref{}
	for _, l := range v.w.Listings {
		v.unlike(l.Ref, "id", l.ID, ids)
		if v.know(l.Ref, l.Seller) {
			v.later(l.Ref, l.From, l.Seller)
		}
		v.know(l.Ref, l.Place)
		for _, i := range l.Images {
			if v.know(l.Ref, i) {
				v.later(l.Ref, l.From, i)
			}
		}
		v.clock(l.Ref, l.From)
		v.cause(l.Ref, l.From, l.Cause)
		if !l.Until.IsZero() && !l.From.Before(l.Until) {
			v.fail("%s: is gone at %s, before it appears", l.Ref, stamp(l.Until))
		}
		if l.PriceTK < 0 {
			v.fail("%s: costs %d TK", l.Ref, l.PriceTK)
		}
	}
}
