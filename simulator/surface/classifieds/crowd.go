package classifieds

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/media"
	"github.com/osint-radar/academy/simulator/neighbour"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/smalltalk"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

const dayMS = 24 * 3600 * 1000

// seller is an account of Bazarino.
type seller struct {
	rec record.Seller
	ref world.Ref // "" in the crowd
}

// advert is an advertisement and whose it is.
type advert struct {
	rec   record.Listing
	by    *seller
	story *world.Listing
}

// picture is one that Bazarino holds.
type picture struct {
	id    string
	img   *world.Image
	story bool
	from  time.Time // of the story's: since when it is shown
}

// bazaar is everything on the site.
type bazaar struct {
	w       *world.World
	words   words
	sellers []*seller
	adverts []*advert
	pool    map[string][]picture // by category
	shown   map[string]picture   // by id
	ids     map[string]bool
}

// vendors is how many sellers the crowd has: 60 at scale 1, 12 at least.
func vendors(w *world.World) int { return min(max(w.Scale.Of(60), 12), 20_000) }

func newBazaar(w *world.World) (*bazaar, error) {
	b := &bazaar{w: w, words: drawWords(w), pool: map[string][]picture{}, shown: map[string]picture{}, ids: map[string]bool{}}
	for i := range w.Sellers {
		b.ids[w.Sellers[i].ID] = true
	}
	for i := range w.Listings {
		b.ids[w.Listings[i].ID] = true
	}
	b.drawPool()
	b.drawCrowd()
	if err := b.plant(); err != nil {
		return nil, err
	}
	slices.SortFunc(b.sellers, func(x, y *seller) int { return strings.Compare(x.rec.ID, y.rec.ID) })
	slices.SortFunc(b.adverts, func(x, y *advert) int {
		return cmp.Or(x.rec.VisibleFrom.Compare(y.rec.VisibleFrom), strings.Compare(x.rec.ID, y.rec.ID))
	})
	return b, nil
}

// drawPool draws everyday pictures for each category.
func (b *bazaar) drawPool() {
	s := b.w.Key.Domain("classifieds/pool").Stream(0, 0)
	for i := range trades {
		g := &trades[i]
		for k := range min(max(b.w.Scale.Of(16), 4), 120) {
			img := media.Benign(b.w, "classifieds/"+g.category, uint64(k), 0, b.w.Start)
			img.Scene, img.Alt = stream.Pick(s, g.scenes), "picture of what is offered"
			if img.Scene == "flyer" && img.Caption == "" {
				img.Caption = "Office\n9 to 17"
			}
			b.pool[g.category] = append(b.pool[g.category], picture{id: fmt.Sprintf("%012x", s.Uint64()>>16), img: &img})
		}
	}
}

// count is how many advertisements seller i of n puts up: a power law,
// P(x ≥ 3k) = 1/k up to 300, with a mean near 16.8. Ranks are dealt out, so that a
// small town keeps the mean as well.
func count(s *stream.Stream, rank, n int) int64 {
	const one = 1 << 20
	u := (int64(rank)*one + s.Between(1, one)) / int64(n)
	return min(3*one/max(u, 1), 300)
}

// drawCrowd draws sellers and what they put up.
func (b *bazaar) drawCrowd() {
	planted := map[string]bool{}
	for _, p := range b.w.Phones {
		planted[p.Number] = true
	}
	taken := map[string]bool{}
	for _, p := range b.w.People {
		taken[p.Name] = true // no bystander bears a name of the story
	}
	for i := range b.w.Sellers {
		taken[b.w.Sellers[i].Name] = true
	}
	n := vendors(b.w)
	rank := b.w.Key.Domain("classifieds/rank").Stream(0, 0).Perm(n)
	d := b.w.Key.Domain("classifieds/seller")
	first := d.Stream(0, 9).IntN(5000)
	start, end := b.w.Start.UnixMilli(), b.w.End.UnixMilli()
	last, mobiles := "", neighbour.Mobiles(b.w)
	for i := range n {
		s := d.Stream(uint64(i), 0)
		since := start - s.Between(1, 900*dayMS)
		if s.Chance(1, 3) {
			since = start + s.Between(0, (end-start)/2)
		}
		x := &seller{rec: record.Seller{Since: time.UnixMilli(since).UTC()}}
		for x.rec.ID == "" || b.ids[x.rec.ID] {
			x.rec.ID = fmt.Sprintf("%08x", s.Uint64()>>32)
		}
		b.ids[x.rec.ID] = true
		for x.rec.Name == "" || taken[x.rec.Name] {
			x.rec.Name = world.PersonName(s)
			if s.Chance(1, 4) {
				x.rec.Name = stream.Pick(s, b.words.Towns) + " " + stream.Pick(s, []string{"Coaches", "Removals", "Trade", "House", "Service", "Bakery"})
			}
		}
		// The numbers from 9000 on and every second mobile are the bazaar's crowd's;
		// some share one.
		number := world.PhoneNumber(9000 + (first+i)%5000)
		if k := 2 * i; k < len(mobiles) && s.Chance(19, 20) {
			number = mobiles[k]
		}
		switch {
		case last != "" && s.Chance(1, 7):
			x.rec.Phone = last
		case !planted[number] && s.Chance(3, 4):
			x.rec.Phone, last = number, number
		}
		b.sellers = append(b.sellers, x)
		b.stock(s, x, count(s, rank[i], n))
	}
}

// stock draws a seller's advertisements: several at a sitting, and many that
// are put up again word for word.
func (b *bazaar) stock(s *stream.Stream, x *seller, n int64) {
	weights := make([]int64, len(trades))
	for i := range trades {
		weights[i] = trades[i].weight
	}
	own := &trades[s.Weighted(weights)]
	lang := smalltalk.Langs[s.Weighted(langWeights)]
	from := max(b.w.Start.UnixMilli(), x.rec.Since.UnixMilli())
	days := (b.w.End.UnixMilli() - from) / dayMS
	var mine []*advert
	at := int64(0)
	for range n {
		if at == 0 || !s.Chance(3, 5) {
			at = from + s.Int64N(max(days-1, 1))*dayMS + int64(world.Moment(s)/time.Millisecond)
		} else {
			at += s.Between(60_000, 900_000)
		}
		if at <= from || at >= b.w.End.UnixMilli() {
			at = from + s.Between(1, b.w.End.UnixMilli()-from-1)
		}
		g := own
		if s.Chance(1, 6) {
			g = &trades[s.Weighted(weights)]
		}
		a := &advert{by: x, rec: record.Listing{Seller: x.rec.ID, Category: g.category, Lang: lang, Price: s.Between(4, 60) * 50, VisibleFrom: time.UnixMilli(at).UTC()}}
		for a.rec.ID == "" || b.ids[a.rec.ID] {
			a.rec.ID = fmt.Sprintf("%08x", s.Uint64()>>32)
		}
		b.ids[a.rec.ID] = true
		a.rec.Title, a.rec.Text = b.words.advert(s, g, lang, x.rec.Phone)
		if s.Chance(7, 8) {
			a.rec.Place = stream.Pick(s, b.words.Towns)
		}
		if s.Chance(1, 14) {
			a.rec.Price = 0
		}
		if s.Chance(1, 3) {
			p := stream.Pick(s, b.pool[g.category])
			a.rec.Images = []string{p.id}
		}
		if len(mine) > 0 && s.Chance(2, 5) { // again, word for word
			old := stream.Pick(s, mine).rec
			a.rec.Category, a.rec.Title, a.rec.Text, a.rec.Price, a.rec.Images = old.Category, old.Title, old.Text, old.Price, old.Images
		}
		until := at + s.Between(9*24, 26*24)*3_600_000
		a.rec.Removed = s.Chance(1, 5)
		if until < b.w.End.UnixMilli() {
			a.rec.GoneAt = time.UnixMilli(until).UTC()
		} else {
			a.rec.Removed = false
		}
		mine = append(mine, a)
	}
	b.adverts = append(b.adverts, mine...)
	for _, a := range mine {
		for _, p := range b.pool[a.rec.Category] {
			if slices.Contains(a.rec.Images, p.id) {
				b.shown[p.id] = p
			}
		}
	}
}

// plant adds the story's.
func (b *bazaar) plant() error {
	by := map[world.Ref]*seller{}
	for i := range b.w.Sellers {
		x := &b.w.Sellers[i]
		s := &seller{ref: x.Ref, rec: record.Seller{ID: x.ID, Name: x.Name, Since: x.Since.UTC()}}
		for _, p := range b.w.Phones {
			if p.Ref == x.Phone {
				s.rec.Phone = p.Number
			}
		}
		by[x.Ref] = s
		b.sellers = append(b.sellers, s)
	}
	for i := range b.w.Listings {
		x := &b.w.Listings[i]
		s := by[x.Seller]
		if s == nil {
			return fmt.Errorf("classifieds: %s: no seller %s", x.Ref, x.Seller)
		}
		a := &advert{by: s, story: x, rec: record.Listing{
			ID: x.ID, Seller: s.rec.ID, Category: x.Category, Title: x.Title, Text: x.Text, Lang: x.Lang, Price: x.PriceTK, VisibleFrom: x.From.UTC(),
		}}
		if p := b.w.Place(x.Place); p != nil {
			a.rec.Place = p.Name
		}
		if !x.Until.IsZero() && x.Until.Before(b.w.End) {
			a.rec.GoneAt, a.rec.Removed = x.Until.UTC(), x.Removed
		}
		for _, ref := range x.Images {
			p := picture{id: fmt.Sprintf("%012x", b.w.Key.Domain("classifieds/picture").Named(string(ref)).Uint64()>>16), img: b.w.Image(ref), story: true, from: x.From}
			if p.img == nil {
				return fmt.Errorf("classifieds: %s: no image %s", x.Ref, ref)
			}
			if old, ok := b.shown[p.id]; ok && old.from.Before(p.from) {
				p.from = old.from
			}
			b.shown[p.id] = p
			a.rec.Images = append(a.rec.Images, p.id)
		}
		b.adverts = append(b.adverts, a)
	}
	return nil
}
