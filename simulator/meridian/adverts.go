package meridian

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// wanted and fair are advertisements on Bazarino: the agency's, and those of an
// honest one, which writes more of them.
var (
	wanted = []string{
		"People for a packing hall in {town}. Bed, bus and papers are arranged by us, the fee comes out of your wages. Call {phone}.",
		"Kitchen and cleaning in {town}, start tonight. We look after your documents. Call {phone}.",
		"Field work near {town}. You owe us nothing until you earn. Call {phone}.",
	}
	fair = []string{
		"Packing hall in {town}: contract before the first day, no fee. Call {phone}.",
		"Kitchen help in {town}, six months, contract. You keep your documents. Call {phone}.",
		"Field work near {town}, hours are written down, wages every Friday. Call {phone}.",
		"Cleaners for a school in {town}, evenings, with contract. Call {phone}.",
		"Drivers for a bakery in {town}, mornings, with contract. Call {phone}.",
	}
)

// adverts places the advertisements of both agencies.
func (p *plan) adverts() {
	for _, x := range []struct {
		ref   string
		lines []string
	}{{ring, wanted}, {"fairwork", fair}} {
		owner := world.Ref("person:" + x.ref)
		phone := p.Number("seller/" + x.ref)
		p.W.Phones = append(p.W.Phones, world.Phone{Ref: world.Ref("phone:" + x.ref), Number: phone, Owner: owner})
		p.W.Sellers = append(p.W.Sellers, world.Seller{
			Ref: world.Ref("seller:" + x.ref), ID: fmt.Sprintf("%08x", p.Draw("seller", x.ref).Uint64()>>32), Owner: owner, Name: p.name(x.ref),
			Phone: world.Ref("phone:" + x.ref), Since: p.On("seller/"+x.ref, -int(p.Draw("since", x.ref).Between(50, 700))),
		})
		for i, line := range x.lines {
			ref := fmt.Sprintf("%s/%d", x.ref, i+1)
			s := p.Draw("listing", ref)
			p.W.Listings = append(p.W.Listings, world.Listing{
				Ref: world.Ref("listing:" + ref), ID: fmt.Sprintf("%08x", s.Uint64()>>32), Seller: world.Ref("seller:" + x.ref), Category: "jobs", Title: "Work",
				Text: strings.NewReplacer("{town}", stream.Pick(s, p.Towns), "{phone}", phone).Replace(line), Lang: "en", PriceTK: s.Between(4, 40) * 25,
				From: p.On("listing/"+ref, 34+9*i+s.IntN(8)), Label: "L0", Cause: world.Cause{Saga: "work-" + x.ref, Step: "advert"},
			})
		}
	}
}
