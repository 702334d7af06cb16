package draft

import (
	"fmt"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/world"
)

// listingScenes is what pictures of an advertisement show, by category.
var listingScenes = map[string]string{"jobs": "office", "services": "city", "household": "market"}

// AddSeller enters an account of Bazarino, "seller:REF", that shows a number of
// its own, "phone:REF".
func (d *Draft) AddSeller(ref string, owner world.Ref, name string, since time.Time) {
	d.W.Phones = append(d.W.Phones, world.Phone{Ref: world.Ref("phone:" + ref), Number: d.SellerNumber(ref), Owner: owner})
	d.W.Sellers = append(d.W.Sellers, world.Seller{
		Ref: world.Ref("seller:" + ref), ID: fmt.Sprintf("%08x", d.Draw("seller", ref).Uint64()>>32), Owner: owner, Name: name,
		Phone: world.Ref("phone:" + ref), Since: since,
	})
}

// SellerNumber is the number that a seller shows.
func (d *Draft) SellerNumber(ref string) string { return d.Number("seller/" + ref) }

// Listing completes an advertisement as the crowd's are: its first sentence is
// the title, most have a place, some a picture, and after some weeks they are
// gone. Ref, Seller, Category, From, Label and Cause are the caller's. Slots of
// the line are {tk}, {phone} and those that the caller adds. It is not entered,
// but for its picture; the places must be there.
func (d *Draft) Listing(l world.Listing, line string, extra ...string) world.Listing {
	ref := strings.TrimPrefix(string(l.Ref), "listing:")
	s := d.Draw("listing", ref)
	l.PriceTK = s.Between(4, 40) * 25
	slots := []string{"{tk}", fmt.Sprint(l.PriceTK), "{phone}", d.SellerNumber(strings.TrimPrefix(string(l.Seller), "seller:"))}
	l.Text, l.Lang = strings.NewReplacer(append(slots, extra...)...).Replace(line), "en"
	l.Title, _, _ = strings.Cut(l.Text, ".")
	l.ID = fmt.Sprintf("%08x", s.Uint64()>>32)
	if s.Chance(6, 7) {
		l.Place = d.W.Places[s.IntN(len(d.W.Places))].Ref
	}
	if l.Until = l.From.Add(time.Duration(s.Between(9*24, 26*24)) * time.Hour); !l.Until.Before(d.W.End) {
		l.Until = time.Time{}
	}
	if s.Chance(1, 3) {
		img := d.Picture(world.Ref("image:listing/"+ref), listingScenes[l.Category], l.Text, l.From)
		d.W.Images = append(d.W.Images, img)
		l.Images = []world.Ref{img.Ref}
	}
	return l
}
