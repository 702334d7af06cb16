// Package typology makes the shapes in which money moves, by name: the
// typologies of published anti-money-laundering research, each with an innocent
// twin. A twin looks the same at a glance (who pays whom, how often, how much)
// and has another cause, which shows only in how its payments hang together:
// in their order, their haste, what is left where. No single row tells the two
// apart.
//
//	t, _ := typology.Find("fan-in")
//	case := typology.Case{Parties: 9, Days: 14, Amount: 2_400_00}
//	guilty := t.Make(case, false, s)  // s is a stream.Stream
//	twin := t.Make(case, true, s)
//
// A typology is a pure function of a cast, a window, an amount and a stream. It
// knows no account, date or file: parties are numbers, times count from the
// first midnight of the window, amounts are hundredths. One file each; its
// comment cites the source. It describes what researchers have published about
// the shape of such flows and nothing of how they are brought about.
//
// To add one, write a file with the two functions, a line in All, and what its
// source says it looks like in shapes_test.go; the tests hold it to that and to the
// rules of Make.
//
// A Book has the cases that are planted in the books of a world, each drawn by
// its position (block of accounts, month, number) when it is asked for, and their
// transfers between accounts; Facts gives them to the truth.
package typology

import (
	"fmt"
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Outside is the party beyond the books: a customer's own bank. What comes from
// it is a top-up, what goes to it a payout.
const Outside = -1

// Decision is the cause of a transfer that no other transfer brought about.
const Decision = -1

// Case is what a typology is asked for.
type Case struct {
	Parties int   // size of the cast, numbered from 0; within the typology's Least and Most
	Days    int   // length of the window, at least the typology's Days
	Amount  int64 // hundredths that go into the scheme, at least 10,00 for each party
}

// Transfer is one payment of a case.
type Transfer struct {
	From, To int           // parties, or one of them Outside
	After    time.Duration // since the first midnight of the window; less than Days days
	Amount   int64         // hundredths, at least 1,00
	Step     string        // what it is in the scheme, "collect" or "release": for the truth alone
	Cause    int           // index of an earlier transfer that brought it about, or Decision
}

// Typology is a shape and its innocent twin.
type Typology struct {
	Name  string // slug
	Twin  string // the twin's cause, in a few words
	Least int    // parties
	Most  int
	Days  int // the shortest window that it fits into

	own      bool                     // its sums are measured by what party 0 usually pays
	business func(party, of int) bool // nil: all are persons
	guilty   func(d *draft)
	innocent func(d *draft)
}

// Business says whether a party is a business; all others are persons.
func (t *Typology) Business(party, of int) bool { return t.business != nil && t.business(party, of) }

// Make draws the transfers of a case, in time order. It panics if the case
// does not fit the typology: cases come from plans that were checked.
func (t *Typology) Make(c Case, innocent bool, s *stream.Stream) []Transfer {
	if c.Parties < t.Least || c.Parties > t.Most || c.Days < t.Days || c.Amount < int64(c.Parties)*1000 {
		panic(fmt.Sprintf("typology %s: does not fit %+v", t.Name, c))
	}
	return t.draw(&draft{}, c, innocent, s)
}

// draw is Make into a draft whose memory is used again.
func (t *Typology) draw(d *draft, c Case, innocent bool, s *stream.Stream) []Transfer {
	d.t, d.Case, d.s, d.list = t, c, s, d.list[:0]
	if innocent {
		t.innocent(d)
	} else {
		t.guilty(d)
	}
	return d.inOrder()
}

// All returns every typology, in the order of the package's literature.
func All() []*Typology {
	return []*Typology{
		fanIn(), fanOut(), cycle(), bipartite(), stack(), random(), scatterGather(), gatherScatter(), // AMLSim
		structuring(), smurfing(), overInvoicing(), behaviouralChange(), // SAML-D
		instalments(), escrow(), refund(), // payment for journeys
	}
}

// Find returns the typology of that name.
func Find(name string) (*Typology, bool) {
	all := All()
	i := slices.IndexFunc(all, func(t *Typology) bool { return t.Name == name })
	if i < 0 {
		return nil, false
	}
	return all[i], true
}

// kind is that of a transfer between two parties.
func (t *Typology) kind(from, to, of int) world.PayKind {
	return world.KindOf(from == Outside, to == Outside, to != Outside && t.Business(to, of))
}
