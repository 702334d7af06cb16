// Package glassledger plans the world of scenario S4 "Glass Ledger": the till of
// a network that is paid in a dollar token, the wallets through which its money
// goes over a bridge to the other ledger, a shell firm, and two exchanges, one
// that answers and one that does not. Beside it runs money that looks the same
// and is not: a savings circle, families that send money home over the same
// counters, a customer whose history somebody poisoned, a group that takes
// donations.
//
// The shape of the case is fixed: who pays whom in how many rounds, who can be
// attributed by what. Names, addresses, amounts, moments, the order of lists,
// which round the witness asks about, what a reply leaves out and where the
// licensed exchange sits are drawn with the key of the variant.
//
// The no-recipe rule: money is seen to move, and no text says how to move it.
package glassledger

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Scenario is the slug of the scenarios that this package plans.
const Scenario = "glass-ledger"

// leastOpens is the first day of the clock on which the exercise can open: what
// the story does on fixed days is done by then.
const leastOpens = 90

// fundsMove is what the world does while the exercise runs: the runner has a part
// of what stands at the licensed exchange paid out.
const fundsMove = "funds-move"

// Effects lists what an inject can bring about; the spec wants a time for each.
func Effects() []string { return []string{fundsMove} }

// plan is a world in the making.
type plan struct {
	*draft.Draft
	spec    world.Spec
	words   draft.Lexicon
	codes   []string // of the deposits over the counter, as the chat names them
	witness int      // the round in which the witness paid, from 0
	lacking []string // the data that the exchange's reply leaves out
	steps   []string // of the seizure, in their order
	share   band     // of the shops' money that families explain
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
	p.DrawTowns(6)
	p.witness = p.Deal("witness", len(rounds))
	p.people()
	p.wallets()
	p.exchanges()
	p.token()
	p.coins()
	p.lawfulCoins()
	if err := p.clients(); err != nil {
		return nil, fmt.Errorf("plan %s: %w", spec.Scenario, err)
	}
	p.counters()
	p.accounts()
	p.rooms()
	p.caseFile()
	p.entities()
	p.links()
	if err := p.questions(); err != nil {
		return nil, err
	}
	return p.W, nil
}

// openDay is the day of the clock on which the exercise opens.
func (p *plan) openDay() int { return int(p.spec.Opens / (24 * time.Hour)) }
