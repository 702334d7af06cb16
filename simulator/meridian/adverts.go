package meridian

import (
	"fmt"

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
		p.AddSeller(x.ref, world.Ref("person:"+x.ref), p.NameOf(x.ref), p.On("seller/"+x.ref, -int(p.Draw("since", x.ref).Between(50, 700))))
		for i, line := range x.lines {
			ref := fmt.Sprintf("%s/%d", x.ref, i+1)
			s := p.Draw("work", ref)
			p.W.Listings = append(p.W.Listings, p.Listing(world.Listing{
				Ref: world.Ref("listing:" + ref), Seller: world.Ref("seller:" + x.ref), Category: "jobs", From: p.On("listing/"+ref, 34+9*i+s.IntN(8)), Label: "L0",
				Cause: world.Cause{Saga: "work-" + x.ref, Step: "advert"},
			}, line, "{town}", stream.Pick(s, p.Towns)))
		}
	}
}
