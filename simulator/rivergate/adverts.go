package rivergate

import (
	"fmt"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// jobs are what the recruiter writes: each says nearly what an honest firm says.
var jobs = []string{
	"Courier drivers wanted. Van and fuel are provided, {tk} TK a trip, paid on the day. You drive, others load. Start in {town}. Call {phone}.",
	"Easy work for a driver with a clean licence: {tk} TK a night, start in {town}, the cargo is sealed and stays sealed. Call {phone}.",
	"Night driver needed at once in {town}. No experience asked for, {tk} TK, phone stays on. Call {phone}.",
}

// honest are what the courier firm writes.
var honest = []string{
	"Driver for parcels, full time, contract from the first day, {tk} TK a month. Our depot is in {town}. Call {phone}.",
	"We look for drivers in {town}: day shift, van with our name on it, {tk} TK a month and holidays. Call {phone}.",
	"Parcel driver, part time, {town}. You scan and load yourself. {tk} TK an hour with contract. Call {phone}.",
	"Holiday help for our depot in {town}: six weeks, contract, {tk} TK an hour. Call {phone}.",
}

// adverts writes the advertisements of Bazarino: the recruiter's, removed by the
// site one after the other; those of the courier, the hostel and the landlord;
// and the account of his helper, which brings one of the texts back with another
// number while the exercise runs.
func (p *plan) adverts() {
	alias := p.Name("recruiter-alias", func(s *stream.Stream) string { return "HR " + strings.Fields(world.PersonName(s))[0] })
	p.seller("recruiter", "recruiter", alias, 40)
	p.seller("courier", "courier", p.NameOf("courier"), -500)
	p.seller("hostel", "hostel", p.NameOf("hostel"), -400)
	p.seller("landlord", "landlord", p.NameOf("landlord"), -300)
	second := p.W.Opens.Add(p.spec.Effects[advertAgain])
	p.seller("again", "copyist", p.Name("again", func(s *stream.Stream) string {
		return stream.Pick(s, []string{"Jobs", "Work", "Desk"}) + " " + strings.Fields(world.PersonName(s))[0]
	}), 0)
	p.W.Sellers[len(p.W.Sellers)-1].Since = second.Add(-time.Duration(p.Draw("since", "again").Between(300_000, 3_000_000)) * time.Millisecond)

	for i, line := range jobs {
		ref := fmt.Sprintf("recruiter/%d", i+1)
		l := p.listing(ref, "recruiter", "jobs", line, p.On(ref, 58+9*i), "L4", world.Cause{Saga: "recruiting", Step: "advert", Cause: "seller:recruiter"})
		l.Until, l.Removed = l.From.Add(time.Duration(p.Draw("gone", ref).Between(3*24, 7*24))*time.Hour), true
		p.W.Listings = append(p.W.Listings, l)
	}
	for i, line := range honest {
		ref := fmt.Sprintf("courier/%d", i+1)
		p.W.Listings = append(p.W.Listings, p.listing(ref, "courier", "jobs", line, p.On(ref, 30+15*i), "L1", world.Cause{Saga: "courier", Step: "advert"}))
	}
	p.W.Listings = append(p.W.Listings,
		p.listing("hostel/1", "hostel", "services", "Beds in {town}, {tk} TK a week, reception day and night, everybody signs the book. Call {phone}.", p.On("hostel/1", 44), "L1", world.Cause{Saga: "hostel", Step: "advert"}),
		p.listing("landlord/1", "landlord", "household", "Hall behind the mill in {town}, by the week, {tk} TK, gate wide enough for a van. Call {phone}.", p.On("landlord/1", 50), "L0", world.Cause{Saga: "hall", Step: "advert"}))
	back := stream.Pick(p.Draw("again", "which"), []int{0, 1, 2})
	l := p.W.Listings[back]
	l.Ref, l.Seller, l.Until, l.Removed = "listing:again", "seller:again", time.Time{}, false
	l.From = second.Add(time.Duration(p.Draw("again", "at").Between(1_000, 50_000)) * time.Millisecond)
	l.ID = fmt.Sprintf("%08x", p.Draw("listing", "again").Uint64()>>32)
	l.Text = strings.Replace(l.Text, p.phone("recruiter"), p.phone("again"), 1)
	l.Cause = world.Cause{Saga: "recruiting", Step: "advert again", Cause: string(p.W.Listings[back].Ref)}
	p.W.Listings = append(p.W.Listings, l)
}

// seller enters an account of Bazarino that shows a number of its own.
func (p *plan) seller(ref, owner, name string, made int) {
	p.AddSeller(ref, world.Ref("person:"+owner), name, p.On("seller/"+ref, made))
}

func (p *plan) phone(seller string) string { return p.SellerNumber(seller) }

func (p *plan) listing(ref, seller, category, line string, at time.Time, label string, cause world.Cause) world.Listing {
	return p.Listing(world.Listing{
		Ref: world.Ref("listing:" + ref), Seller: world.Ref("seller:" + seller), Category: category, From: at, Label: label, Cause: cause,
	}, line, "{town}", p.Towns[0])
}

// posts are what the family and the journalist write in public: fears before the
// day, a call for help while the exercise runs, with a picture of the last message.
func (p *plan) posts() {
	say := func(ref, account, text string, at time.Time, label string, cause world.Cause) {
		p.AddPost(world.Post{Ref: world.Ref("post:" + ref), Account: world.Ref("account:" + account), Text: text, At: at, Label: label, Cause: cause})
	}
	say("family/1", "family", "My sister's family is on the way. I hope they write soon.", p.W.Opens.Add(-time.Duration(p.Draw("post", "family/1").Between(20*60, 29*60))*time.Minute), "L0", world.Cause{Saga: "alarm", Step: "worry"})
	s := p.Draw("post", "signal")
	say("family/2", "family", fmt.Sprintf("They are in a locked van and write that there is no air. %d people, two are children. I do not know where. Please, somebody.", p.aboard()),
		p.W.Opens.Add(p.spec.Effects[signal]).Add(-time.Duration(s.Between(20_000, 80_000))*time.Millisecond), "L5", world.Cause{Saga: "alarm", Step: "call for help", Cause: "post:family/1"})
	help := p.W.Post("post:family/2")
	img := p.Picture("image:message", "chat", "We stand. Nobody opens. There is little air. Two children.", help.At)
	img.TakenAt = help.At.Add(-time.Duration(s.Between(60, 400)) * time.Second).Truncate(time.Second)
	p.W.Images, help.Images = append(p.W.Images, img), []world.Ref{img.Ref}
	say("journalist/1", "journalist", "I talk to drivers who answered advertisements for couriers. Write to me. #news", p.On("journalist/1", 70), "L1", world.Cause{Saga: "press", Step: "question"})
	p.SortPosts()
}

// aboard is how many people are in the van.
func (p *plan) aboard() int64 { return p.Draw("aboard", "").Between(8, 17) }
