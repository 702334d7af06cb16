package market

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/saga"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// advert is a row that somebody may have seen.
type advert struct {
	row  world.Ref
	at   time.Time
	text string
	lang string
}

// How much a network writes while the clock runs.
const (
	pagePosts    = 40 // on Chatterly
	channelPosts = 60 // on Kurjer
	seatListings = 10 // on Bazarino
	jobListings  = 3
)

// offers is what a selling page is made of, in turn.
var offers = []string{"advert", "teaser", "deposit", "trust", "advert", "dispatch", "arrival", "advert", "release", "life"}

// tongues of adverts.
var tongues = []string{"en", "it", "sq", "sl", "de"}

// spread divides the clock into n parts and draws a moment in part i.
func (p *plan) spread(ref string, i, n int, from, to int) time.Time {
	a, b := from+i*(to-from)/n, from+(i+1)*(to-from)/n
	return p.Within(ref, p.W.Start.AddDate(0, 0, a), p.W.Start.AddDate(0, 0, max(b, a+1)))
}

func (p *plan) lastDay() int { return p.spec.Days - 5 }

// slots are what stands in the lines of a network.
func (p *plan) slots(n *network, i int, page world.Ref) []string {
	return []string{"{main}", p.at(page), "{addr}", p.address(p.actors[n.set.ref+"/guarantor"], i%6)}
}

// adverts writes the networks' own posts, messages and listings. Every third
// message of a channel is the text of a post, copied.
func (p *plan) adverts() {
	for _, n := range p.nets {
		n.words = p.DrawLexicon(n.ref + "/")
		for i := range pagePosts {
			ref := fmt.Sprintf("%s/page/%d", n.ref, i+1)
			l, at := within(n.accounts, p.spread(ref, i, pagePosts, 3, p.lastDay()))
			k := kind(offers[i%len(offers)])
			lang := tongues[p.Draw("tongue", ref).Weighted([]int64{64, 9, 9, 9, 9})]
			text, lang := p.Line(ref, k, lang, n.words, p.slots(n, i, l.ref)...)
			p.post(world.Post{
				Ref: world.Ref("post:" + ref), Account: l.ref, At: at, Text: text, Lang: lang, Label: k.Label,
				Cause: world.Cause{Saga: n.ref + "/page", Step: k.Step, Cause: string(l.Open)},
			}, "van", k.Step == "advert")
			if k.Label == "L3" {
				n.adverts = append(n.adverts, advert{world.Ref("post:" + ref), at, text, lang})
				if l.Gone.IsZero() {
					n.posted = append(n.posted, n.adverts[len(n.adverts)-1])
				}
				if k.Step == "advert" && l.Gone.IsZero() {
					n.pictured = append(n.pictured, n.adverts[len(n.adverts)-1])
				}
			}
		}
		p.channelPosts(n)
		p.seats(n)
		slices.SortFunc(n.adverts, func(a, b advert) int { return a.at.Compare(b.at) })
	}
}

// post enters a post, perhaps with a picture.
func (p *plan) post(x world.Post, scene string, picture bool) {
	if picture {
		img := p.Picture(world.Ref("image:"+string(x.Ref[len("post:"):])), scene, x.Text, x.At)
		p.W.Images = append(p.W.Images, img)
		x.Images = append(x.Images, img.Ref)
	}
	p.AddPost(x)
	p.shows(world.Ref(x.Cause.Cause), x.Ref)
}

func (p *plan) channelPosts(n *network) {
	admin, broker := p.actors[n.ref+"/admin"], p.actors[n.ref+"/broker"]
	desk := "@" + p.W.Profile(broker.prof()).Handle
	for i, l := range n.channels {
		ref := string(l.ref[len("room:"):])
		cause := world.Cause{Saga: n.ref + "/channel", Step: "open", Cause: string(l.Open)}
		first := phrases["welcome"]
		extra := []string{"{desk}", desk, "{name}", p.name(admin)}
		if i > 0 {
			first = phrases["back"]
			extra = append(extra, "{old}", p.W.Room(n.channels[i-1].ref).Title)
			cause.Step = "rebirth"
		}
		at := l.Opened.Add(10 * time.Minute)
		text, lang := p.Line(ref+"/first", first, "en", n.words, extra...)
		p.say(ref+"/first", l.ref, admin, at, text, lang, first.Label, cause)
		text, lang = p.Line(ref+"/signed", phrases["signed"], "en", n.words, extra...)
		p.say(ref+"/signed", l.ref, admin, p.After(ref+"/signed", at, 20, 300), text, lang, phrases["signed"].Label, cause)
		p.W.Messages[len(p.W.Messages)-1].Signed = true
	}
	for i := range channelPosts {
		ref := fmt.Sprintf("%s/channel/%d", n.ref, i+1)
		l, at := within(n.channels, p.spread(ref, i, channelPosts, 4, p.lastDay()))
		if after := l.Opened.Add(6 * time.Hour); at.Before(after) {
			at = after
		}
		k := kind(offers[(i+3)%len(offers)])
		page := lately(n.accounts, at)
		text, lang := p.Line(ref, k, "en", n.words, p.slots(n, i, page.ref)...)
		cause := world.Cause{Saga: n.ref + "/channel", Step: k.Step, Cause: string(l.Open)}
		if i%3 == 0 && i > 8 {
			a := before(n.posted, at)
			text, lang, k = a.text, a.lang, kind("advert")
			cause.Step, cause.Cause = "copy", string(a.row)
		}
		who := admin
		if i%4 == 3 {
			who = broker
		}
		row := p.say(ref, l.ref, who, at, text, lang, k.Label, cause)
		if cause.Step == "copy" { // with its picture, byte for byte
			p.W.Messages[len(p.W.Messages)-1].Images = p.W.Post(world.Ref(cause.Cause)).Images
		}
		if k.Step == "arrival" && i%2 == 0 {
			p.voice(row)
		}
		if k.Label == "L3" && k.Step == "advert" {
			n.adverts = append(n.adverts, advert{row, at, text, lang})
		}
	}
}

// seats are the listings of a network, and of the drivers it looks for.
func (p *plan) seats(n *network) {
	broker := p.actors[n.ref+"/broker"]
	last := p.lastDay() - 20
	if n == n.set.nets[0] { // its number is given up, and somebody else's from then on
		last = 88
		p.handOver(n, broker)
	}
	for i := range seatListings {
		ref := fmt.Sprintf("%s/seats/%d", n.ref, i+1)
		l := p.listing(ref, broker, "travel", kind("advert"), p.spread(ref, i, seatListings, 5, last), n.words)
		l.Label = "L3"
		l.Cause = world.Cause{Saga: n.ref + "/listings", Step: "advert", Cause: string(broker.trades())}
		l.PriceTK = p.Draw("price", ref).Between(18, 60) * 50
		p.W.Listings = append(p.W.Listings, l)
		n.adverts = append(n.adverts, advert{l.Ref, l.From, l.Text, l.Lang})
	}
	for i := range jobListings {
		ref := fmt.Sprintf("%s/jobs/%d", n.ref, i+1)
		l := p.listing(ref, broker, "jobs", phrases["jobs"], p.spread(ref, i, jobListings, 4, last), n.words)
		l.Label = "L4"
		l.Cause = world.Cause{Saga: n.ref + "/drivers", Step: "recruits", Cause: string(broker.trades())}
		p.W.Listings = append(p.W.Listings, l)
	}
}

// handOver gives a network's number to somebody who sells a sofa.
func (p *plan) handOver(n *network, broker *actor) {
	other := p.actors[n.set.like+"/neighbour"]
	up := p.On("number/"+n.ref, 112)
	for i := range p.W.Phones {
		if p.W.Phones[i].Ref == broker.tel() {
			p.W.Phones[i].Until = up
		}
	}
	other.number = broker.number
	from := p.After("number/"+n.ref, up, 600, 4000)
	p.W.Phones = append(p.W.Phones, world.Phone{Ref: other.tel(), Number: broker.number, Owner: other.person(), From: from})
	for i := range p.W.Sellers {
		if s := &p.W.Sellers[i]; s.Ref == other.trades() {
			s.Phone, s.Since = other.tel(), from.Add(5*time.Hour)
		}
	}
}

// listing draws an advertisement of Bazarino; it is not entered.
func (p *plan) listing(ref string, a *actor, category string, k draft.Kind, at time.Time, words draft.Lexicon) world.Listing {
	s := p.Draw("listing", ref)
	town := p.W.Places[s.IntN(len(p.W.Places))]
	extra := []string{"{main}", a.says, "{addr}", "our address", "{client}", a.says, "{phone}", a.number}
	text, lang := p.Line(ref, k, "en", words, extra...)
	title, _, _ := strings.Cut(text, ".")
	l := world.Listing{
		Ref: world.Ref("listing:" + ref), ID: fmt.Sprintf("%08x", s.Uint64()>>32), Seller: a.trades(), Category: category, Title: title, Text: text,
		Lang: lang, PriceTK: s.Between(4, 40) * 50, Place: town.Ref, From: at, Until: at.Add(time.Duration(s.Between(9*24, 26*24)) * time.Hour), Removed: s.Chance(1, 5),
	}
	if !l.Until.Before(p.W.End) {
		l.Until = time.Time{}
	}
	if s.Chance(1, 3) && len(a.scenes) > 0 {
		img := p.Picture(world.Ref("image:listing/"+ref), a.scenes[0], text, at)
		p.W.Images = append(p.W.Images, img)
		l.Images = []world.Ref{img.Ref}
	}
	return l
}

// campaigns: the advertiser spreads the networks' texts, and the concert
// promoter his own, in the same bursts.
func (p *plan) campaigns() {
	for _, t := range p.sets {
		spreader, promoter := p.actors[t.ref+"/advertiser"], p.actors[t.like+"/promoter"]
		for _, n := range t.nets {
			for i := range 4 {
				at := p.spread(fmt.Sprintf("%s/campaign/%d", n.ref, i), i, 4, 24, p.lastDay()-10)
				a := before(n.pictured, at)
				if i == 2 {
					n.copied = a.row
				}
				p.campaign(fmt.Sprintf("%s/campaign-%d", n.ref, i+1), p.actors[n.ref+"/admin"].person(), spreader, a, "L3", at)
			}
		}
		for i := range 4 {
			ref := fmt.Sprintf("%s/concert-%d", t.like, i+1)
			at := p.spread(ref, i, 4, 12, p.lastDay()-10)
			text, lang := p.Line(ref, phrases["concert"], "en", p.plain)
			p.campaign(ref, promoter.person(), promoter, advert{promoter.acct(), at, text, lang}, "L0", at)
		}
	}
}

// before is the last advert that stood before a moment.
func before(list []advert, at time.Time) advert {
	found := list[0]
	for _, a := range list {
		if a.at.Before(at) {
			found = a
		}
	}
	return found
}

func (p *plan) campaign(ref string, client world.Ref, by *actor, a advert, label string, at time.Time) {
	events := saga.Campaign{Name: ref, Client: client, Advertiser: by.person(), Copies: 4}.Run(at, p.W.Key.Domain("saga/campaign"))
	p.record(events)
	for i, e := range events[1:] {
		row := fmt.Sprintf("%s/%d", ref, i+1)
		if i%2 == 0 {
			p.say(row, world.Ref("room:"+by.ref), by, e.At, a.text, a.lang, label, because(e))
			continue
		}
		x := world.Post{Ref: world.Ref("post:" + row), Account: by.acct(), At: e.At, Text: a.text, Lang: a.lang, Label: label, Cause: because(e)}
		original := p.W.Post(a.row)
		p.post(x, by.scenes[0], original == nil)
		if original != nil { // the same picture under other words
			img := p.Picture(world.Ref("image:"+row), "van", a.text, e.At)
			img.From, img.Alt = original.Images[0], "a van, with words"
			img.Caption = strings.ToUpper(by.says)
			p.W.Images = append(p.W.Images, img)
			copied := &p.W.Posts[len(p.W.Posts)-1]
			copied.Images = []world.Ref{img.Ref}
		}
	}
}

// pages writes what everybody with an account of his own says there, and what
// they put into the classifieds.
func (p *plan) pages() {
	for _, a := range p.everybody() {
		words, client := p.wordsOf(a)
		for i := range a.posts {
			ref := fmt.Sprintf("%s/%d", a.ref, i+1)
			k := kind(a.kinds[i%len(a.kinds)])
			at := p.spread(ref, i, a.posts, 4, p.lastDay())
			if a.slot == "neighbour" { // the number is new
				at = p.spread(ref, i, a.posts, 116, p.lastDay())
			}
			page := lately(client.accounts, at)
			text, lang := p.Line(ref, k, tongues[p.Draw("tongue", ref).Weighted([]int64{70, 8, 7, 7, 8})], words,
				"{main}", p.at(page.ref), "{addr}", "the usual place", "{client}", p.at(page.ref), "{phone}", a.number)
			p.post(world.Post{
				Ref: world.Ref("post:" + ref), Account: a.acct(), At: at, Text: text, Lang: lang, Label: k.Label,
				Cause: world.Cause{Saga: "page-" + a.ref, Step: k.Step, Cause: string(a.acct())},
			}, scene(a, i), i%3 == 0 && len(a.scenes) > 0)
			if _, room := p.rooms[world.Ref("room:"+a.ref)]; room && i%2 == 1 {
				p.say(ref+"/again", world.Ref("room:"+a.ref), a, p.After("again/"+ref, at, 3, 90), text, lang, k.Label,
					world.Cause{Saga: "page-" + a.ref, Step: k.Step, Cause: "post:" + ref})
			}
		}
		if a.seller == "" || a.role == "booking-broker" {
			continue
		}
		from := 5
		if a.slot == "neighbour" {
			from = 116
		}
		for i := range 8 {
			ref := fmt.Sprintf("%s/listing/%d", a.ref, i+1)
			k := kind(a.kinds[0])
			l := p.listing(ref, a, a.seller, k, p.spread(ref, i, 8, from, p.lastDay()-4), words)
			l.Label = k.Label
			l.Cause = world.Cause{Saga: "page-" + a.ref, Step: "listing", Cause: string(a.trades())}
			p.W.Listings = append(p.W.Listings, l)
		}
	}
}

func scene(a *actor, i int) string {
	if len(a.scenes) == 0 {
		return ""
	}
	return a.scenes[i/3%len(a.scenes)]
}

// everybody with posts to write, in a fixed order.
func (p *plan) everybody() []*actor {
	var out []*actor
	for _, x := range p.W.People {
		if a := p.actors[string(x.Ref[len("person:"):])]; a != nil && a.account && a.posts > 0 {
			out = append(out, a)
		}
	}
	return out
}

// wordsOf is the lexicon an actor writes with, and the network he speaks of:
// his own, or one of his customers', or the one he quotes.
func (p *plan) wordsOf(a *actor) (draft.Lexicon, *network) {
	prefix, _, _ := strings.Cut(a.ref, "/")
	for _, n := range p.nets {
		if prefix == n.ref {
			return n.words, n
		}
	}
	for _, t := range p.sets {
		if prefix != t.ref && prefix != t.like {
			continue
		}
		client := stream.Pick(p.shape.Domain("client").Named(a.ref), t.nets)
		switch {
		case prefix == t.ref, slices.Contains([]string{"journalist", "satire", "scam-warning", "scam-on-migrants"}, a.role):
			return client.words, client
		}
		return p.plain, client
	}
	return p.plain, p.nets[0]
}
