package market

import (
	"fmt"
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/world"
)

// history is the posts that tie things together, in plain sight and long
// after: who came back, who signs, who drives what. Their lawful twins are
// written with the pages.
func (p *plan) history() {
	for _, n := range p.nets {
		admin, broker := p.actors[n.ref+"/admin"], p.actors[n.ref+"/broker"]
		old, page := n.accounts[0], n.accounts[1]
		back := world.Cause{Saga: n.ref + "/account", Step: "rebirth", Cause: string(page.Open)}
		at := p.After(n.ref+"/back", page.Opened, 5, 90)
		p.old(n.ref+"/page/back", page.ref, at, fmt.Sprintf("We are back. The page was %s before, same people, same word.", p.at(old.ref)), back)
		p.old(n.ref+"/page/signed", page.ref, p.After(n.ref+"/signed", at, 30, 300),
			fmt.Sprintf("Rules of this page: be polite, ask before you share, no names of others. — %s, admin", p.name(admin)), back)
		p.old(broker.ref+"/signed", broker.acct(), p.On(broker.ref+"/signed", 38), fmt.Sprintf("I book for %s, write to me and I put you on the list. — %s", p.at(page.ref), p.name(broker)),
			world.Cause{Saga: "page-" + broker.ref, Step: "answer", Cause: string(page.ref)})
		p.old(broker.ref+"/kurjer", broker.acct(), p.On(broker.ref+"/kurjer", 40), fmt.Sprintf("I am on Kurjer too: %s. The bot there answers at night.", p.W.Profile(broker.prof()).Handle),
			world.Cause{Saga: "page-" + broker.ref, Step: "answer", Cause: string(broker.prof())})
		for leg := range n.legs {
			d := p.actors[driverRef(n, leg)]
			v := p.W.Vehicle(world.Ref(fmt.Sprintf("vehicle:%s/van-%d", n.ref, leg+1)))
			p.plate(d, v, 30)
			if leg == 0 {
				job := p.W.Listings[slices.IndexFunc(p.W.Listings, func(l world.Listing) bool { return l.Ref == world.Ref("listing:"+n.ref+"/jobs/1") })]
				at := p.On(d.ref+"/hired", 47)
				if !at.After(job.From) { // in a long world jobs are offered later
					at = p.After(d.ref+"/hired", job.From, 600, 4000)
				}
				p.old(d.ref+"/hired", d.acct(), at, fmt.Sprintf("Answered %s about the driving job. Good people, good fuel.", p.at(broker.acct())),
					world.Cause{Saga: n.ref + "/drivers", Step: "recruits", Cause: string(job.Ref)})
			}
		}
	}
	for _, t := range p.sets {
		for i, n := range t.nets {
			page := n.accounts[1]
			for k, s := range suppliers {
				a := p.actors[t.ref+"/"+s.name]
				ref := a.ref + "/for-" + n.ref
				p.old(ref, a.acct(), p.On(ref, 44+9*i+3*k), fmt.Sprintf(s.says, p.at(page.ref)), world.Cause{Saga: "page-" + a.ref, Step: "support", Cause: string(page.ref)})
			}
		}
		d, courier := p.actors[t.like+"/driver"], p.actors[t.like+"/courier"]
		p.plate(d, p.W.Vehicle(world.Ref("vehicle:"+t.like+"/van")), 26)
		p.old(d.ref+"/hired", d.acct(), p.On(d.ref+"/hired", 20), fmt.Sprintf("Answered %s about the driving job. Good people, good fuel.", p.at(courier.acct())),
			world.Cause{Saga: "page-" + d.ref, Step: "", Cause: string(d.acct())})
		p.W.Posts[len(p.W.Posts)-1].Label = "L0"
		p.W.Posts[len(p.W.Posts)-2].Label = "L0"
	}
}

// suppliers say in the open for whom they work.
var suppliers = []struct{ name, says string }{
	{"advertiser", "Pictures and words for %s are ready. The page looks better than before."},
	{"guarantor", "I keep it for the friends of %s, as always."},
	{"forger", "Friends of %s need not explain, I know what you need."},
	{"botmaker", "The bot of %s has learned to say thank you."},
}

func (p *plan) old(ref string, account world.Ref, at time.Time, text string, c world.Cause) {
	p.post(world.Post{Ref: world.Ref("post:" + ref), Account: account, At: at, Text: text, Lang: "en", Label: "L4", Cause: c}, "", false)
}

// plate is a picture of a vehicle, with its number in the words.
func (p *plan) plate(d *actor, v *world.Vehicle, day int) {
	p.post(world.Post{
		Ref: world.Ref("post:" + d.ref + "/plate"), Account: d.acct(), At: p.On(d.ref+"/plate", day), Text: fmt.Sprintf("My %s one, %s, washed and waxed.", v.Colour, v.Plate), Lang: "en", Label: "L4",
		Cause: world.Cause{Saga: "page-" + d.ref, Step: "support", Cause: string(d.acct())},
	}, "van", true)
}
