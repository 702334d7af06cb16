package market

import (
	"crypto/sha256"
	"fmt"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/saga"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// publicShape is the key of what is the same in every variant: it comes from
// the numbers of the spec and hides nothing.
func publicShape(s world.Spec) stream.Key {
	sum := sha256.Sum256(fmt.Appendf(nil, "market shape %d %d", networks(s), perNetwork(s)))
	return stream.NewKey([16]byte(sum[:16]))
}

// networks is how many networks the world has.
func networks(s world.Spec) int { return max(leastNetworks, s.Scale.Of(s.Market.Networks)) }

// perNetwork is how many bookings each has. A small scale has fewer; a large
// one has more networks.
func perNetwork(s world.Spec) int {
	if s.Scale >= 1000 {
		return s.Market.Bookings
	}
	return max(leastBookings, s.Scale.Of(s.Market.Bookings))
}

// network is one business that sells journeys.
type network struct {
	ref    string // "n1"
	number int    // from 0; a tour company has its network's
	set    *set
	legs   int
	lives  int // of its channel
	means  []string
	fates  []saga.Fate

	crew

	words    draft.Lexicon
	towns    []int // of the route
	lines    []*saga.Line
	channels []life // on Kurjer
	accounts []life // on Chatterly
	domains  []life
	adverts  []advert  // of all places
	posted   []advert  // those on Chatterly
	pictured []advert  // those with a picture
	copied   world.Ref // the one that the third campaign copies
	releases []release // money that has come in on the ledger
}

// set is suppliers whom up to three networks share, and as many lookalikes.
type set struct {
	ref  string // "s1"
	like string // "l1", of its lookalikes
	nets []*network

	tours []*network // the lawful twin of each network, as far as money goes
	coach *saga.Line
}

// layout draws the shape.
func (p *plan) layout() {
	const shared = 3 // networks a set
	n := networks(p.spec)
	for i := range n {
		if i%shared == 0 {
			k := i/shared + 1
			p.sets = append(p.sets, &set{ref: fmt.Sprintf("s%d", k), like: fmt.Sprintf("l%d", k)})
		}
		t := p.sets[len(p.sets)-1]
		net := &network{ref: fmt.Sprintf("n%d", i+1), number: i, set: t}
		s := p.shape.Domain("network").Stream(uint64(i), 0)
		net.legs, net.lives = 1+i%3, 2+i%2
		net.means, net.fates = fates(s, perNetwork(p.spec), net.legs)
		t.nets = append(t.nets, net)
		p.nets = append(p.nets, net)
	}
}

// ways in which travellers pay, out of ten: hawala dominates (FATF 2022, Money
// Laundering and Terrorist Financing Risks Arising from Migrant Smuggling). Nobody pays
// in tokens here: a market has no TESTCHAIN-A (S4 and S8 have).
var ways = []string{
	world.Hawala, world.Escrow, world.Hawala, world.Cash, world.Escrow, world.Hawala, world.Escrow, world.Escrow, world.Hawala, world.Cash,
}

// fates deals means and fates to the bookings of a network: one in nine never
// pays, one in seven gives up, some legs fail and are tried again.
func fates(s *stream.Stream, n, legs int) (means []string, out []saga.Fate) {
	for i := range n {
		f := saga.Fate{Turns: int(s.Between(1, 3)), Lost: i%9 == 8, Silent: s.Chance(2, 5)}
		f.GivesUp = i%7 == 3
		for leg := range legs {
			var t []saga.Trouble
			if s.Chance(1, 5) || f.GivesUp && leg == legs-1 {
				t = append(t, saga.Trouble(s.IntN(2)))
			}
			f.Trouble = append(f.Trouble, t)
		}
		for k := len(f.Trouble) - 1; k >= 0 && len(f.Trouble[k]) == 0; k-- {
			f.Trouble = f.Trouble[:k]
		}
		means, out = append(means, ways[i%len(ways)]), append(out, f)
	}
	return means, out
}
