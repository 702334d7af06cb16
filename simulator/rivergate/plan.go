// Package rivergate plans the world of scenario S7 "River Gate": people call for
// help from inside a van, two vans of the same make are on the same road, and
// four States have a part of the answer. A recruiter of drivers (a digital
// service) and his helper, an organiser, a landlord, whoever keeps the key and a shop stand on one side; on the other a
// driver who believed in a courier's job, a firm that rents out vans, an honest
// courier, a hostel, and the twin van, in which an agency brings workers to a farm.
//
//	advertisements (Bazarino) ─ telephone number ─ rental contracts ─ plate
//	messages from inside ─ minutes ─ toll gates ─ plate ─ last gate ─ State ─ whom to call
//
// Who does what and who is linked to whom is fixed. Drawn with the key of the
// variant are names, numbers, plates, texts' order, the map, the moments, in
// which State the van was seen last, where the platform sits, how well the plate
// reader reads, what the file has already, and what is asked of a team.
//
// Texts show that people are in danger and what is done for them, never how
// anybody is hidden or brought anywhere. The map lies in the open ocean.
package rivergate

import (
	"errors"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Scenario is the slug of the scenarios that this package plans.
const Scenario = "river-gate"

// leastOpens is the first day of the clock on which the exercise can open: what
// the story does on fixed days is done by then.
const leastOpens = 80

// What the world does while the exercise runs: a family writes in public, and
// the recruiter's advertisement comes back.
const (
	signal      = "signal"
	advertAgain = "advert-again"
)

// Effects lists what an inject can bring about; the spec wants a time for each.
func Effects() []string { return []string{signal, advertAgain} }

// plan is a world in the making.
type plan struct {
	*draft.Draft
	spec world.Spec

	gates  []gate
	last   int // the State in which the van was seen last, an index of states
	right  drive
	twin   drive
	plates [2]string // of the right van and of its twin

	earlierOn [2][]visit // what the first toll road noted of them on earlier days

	outbox []message
	wanted []field // what is asked of the rental firm
	people []found // of the drill
	reader detector
	order  served
	seat   string // id of the State in which the platform is established
}

// Plan makes the planted part of a world: the same for the same spec and key.
// key is the dataset's master key; the variant's own key is derived from it.
func Plan(spec world.Spec, key stream.Key) (*world.World, error) {
	if err := Check(spec); err != nil {
		return nil, err
	}
	p := &plan{spec: spec, Draft: draft.New(spec, key)}
	p.DrawTowns(4 * 5)
	p.cast()
	p.hosting()
	p.roads()
	p.drives()
	p.adverts()
	p.posts()
	p.handOver()
	p.entities()
	p.links()
	if err := p.questions(); err != nil {
		return nil, err
	}
	return p.W, nil
}

// Check says what is wrong with a spec.
func Check(spec world.Spec) error {
	if err := draft.Check(spec, leastOpens, Effects()); err != nil {
		return err
	}
	if len(spec.Cast) > 0 || spec.Case.Posts > 0 {
		return errors.New("cast: nobody writes posts of this case file")
	}
	return nil
}
