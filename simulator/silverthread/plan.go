// Package silverthread plans the world of scenario S3 "Silver Thread": a vendor
// of documents on Agora-9, the forum that one enters by invitation, with the
// three who serve him: a recruiter whose page looks like that of a student
// agency, a guarantor who holds the money of both sides, a courier. Around them
// stand a real agency, a notary whose name was stolen, a lawyer who advises a
// client in a thread of the forum, and a translator whose offers sound like the
// vendor's.
//
// The case is about the way in: which step is the least intrusive that is
// enough, what an authorisation covers, which data are asked for from whom. So
// the case file holds needs, requests and a log of a colleague's work in the
// forum, each drawn for the variant, and three exports of which one was made
// inside the authorisation.
//
// The no-recipe rule: texts show that an offer exists, never how a document is
// made or used; pictures of documents are drawn props. Sizes and shape are the
// same in every variant.
package silverthread

import (
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Scenario is the slug of the scenarios that this package plans.
const Scenario = "silver-thread"

// leastOpens is the first day of the clock on which the exercise can open: what
// the story does on fixed days is done by then.
const leastOpens = 87

// The days of the clock: the story in the forum, and the colleague's work there.
const (
	storyFrom = 8
	storyTo   = 80
	workFrom  = 84 // the authorisation begins on this day or the next
)

// Effects is empty: the world does nothing while the exercise runs.
func Effects() []string { return nil }

// Roles is empty: the case file holds no posts of Chatterly.
func Roles() []string { return nil }

// plan is a world in the making.
type plan struct {
	*draft.Draft
	spec     world.Spec
	words    draft.Lexicon
	boards   map[string]string // slugs by ref
	needs    []string          // the right rung of each, in the order of the table
	asks     []request
	work     worked
	keep     []identifier
	receipt  time.Time
	extended bool
}

// Check says what is wrong with a spec.
func Check(spec world.Spec) error { return draft.Check(spec, leastOpens, Effects()) }

// Plan makes the planted part of a world: the same for the same spec and key.
// key is the dataset's master key; the variant's own key is derived from it.
func Plan(spec world.Spec, key stream.Key) (*world.World, error) {
	if err := Check(spec); err != nil {
		return nil, err
	}
	p := &plan{spec: spec, Draft: draft.New(spec, key)}
	p.words = p.DrawLexicon("")
	p.DrawTowns(8)
	p.people()
	p.Backbone()
	p.hosting()
	p.wallets()
	p.members()
	p.forum()
	p.letters()
	p.money()
	p.sites()
	p.ladder()
	p.requests()
	p.authorised()
	p.threads()
	p.identifiers()
	p.preservation()
	p.entities()
	p.links()
	p.AddHops()
	if err := p.questions(); err != nil {
		return nil, err
	}
	return p.W, nil
}

// address is the one address of a wallet of the story.
func (p *plan) address(wallet string) string {
	w := p.W.Wallet(world.Ref("wallet:" + wallet))
	return keys.Address(p.W.Key, w.Kind, string(w.Ref), 0)
}
