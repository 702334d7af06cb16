// Package meridian plans the world of scenario S8 "Meridian", the capstone: a
// firm sells advertising, the keeping of channels, a booking bot, document
// templates and a payment guarantee to three groups that sell seats, one on each
// route, and to an employment agency whose people are exploited. Forty accounts,
// twenty-five wallets on two ledgers, a received dataset in three parts, the replies
// of three exchanges and the silence of a fourth, two statements of people who help,
// and the file of a mock court.
//
//	posts ─ handles ─ services, customers ─ addresses ─ TESTCHAIN-U ─ deposit addresses ─ exchanges ─ holders
//	page ─ domain ─ registrant's mailbox ─────────────────────────────────────────────── one of the holders
//	received dataset ─ orders, digest; Kurjer ─ clock       statements ─ signs of exploitation ─ one of the customers
//	group 1: Kurjer ─ departures ─ gantry ─ plate
//	group 2: the same; Kurjer ─ codes ─ books of two money shops ─ collector ─ runner
//	group 3: Loopi ─ name of a boat ─ positions ─ silence; TESTCHAIN-U ─ bridge ─ TESTCHAIN-A ─ till ─ Agora-9
//
// Who owns the firm stands nowhere: the registration of its page gives a mailbox
// and no name, an exchange gives names and mailboxes, and the two meet in one
// line. Whoever has only one of them names the manager, who signs in public, or
// the cousin who sends money home and moves more of it.
//
// Who does what, who is linked to whom and how many of each thing there are is
// fixed. Drawn with the key of the variant are names, words, wallets, amounts,
// moments, orders, codes, the clock's error, the part that is short, and what the
// day's papers ask about.
//
// The no-recipe rule: texts show that an offer exists, never how anything is
// done; places have invented names, prices are in training krona (TK).
package meridian

import (
	"errors"
	"fmt"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Scenario is the slug of the scenarios that this package plans.
const Scenario = "meridian"

// leastOpens is the first day of the clock on which the exercise can open: what
// the story does on fixed days is done by then.
const leastOpens = 92

// What the world does while the exercise runs: an advertisement of the firm goes,
// somebody in danger writes, and money leaves for the exchange that never answers.
const (
	adDeleted = "ad-deleted"
	alarm     = "alarm"
	fundsMove = "funds-move"
)

// Effects lists what an inject can bring about; the spec wants a time for each.
func Effects() []string { return []string{adDeleted, alarm, fundsMove} }

// plan is a world in the making.
type plan struct {
	*draft.Draft
	spec  world.Spec
	words draft.Lexicon

	offered []string // services, in the order in which the firm offers them in public
	board   []string // and in its thread on Agora-9
	chats   []chat
	hours   int // by which the received times are late
	short   int // the part that came without its last rows, from 1
	orders  []order
	posted  world.Ref // the message of which the received rows say that it is up
	uprow   world.Ref // the row that says so
	sheet   []world.Ref
	spoken  []spoken
	pairs   []pair
	uses    []use
	done    []string // steps of the second day that were taken already
}

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
	p.wallets()
	p.hosting()
	p.accounts()
	p.posts()
	p.pictures()
	p.road()
	p.water()
	p.counters()
	p.adverts()
	p.kurjer()
	p.loopi()
	p.forum()
	p.money()
	if err := p.exchanges(); err != nil {
		return nil, fmt.Errorf("plan %s: %w", spec.Scenario, err)
	}
	p.sites()
	p.caseFile()
	p.received()
	p.papers()
	p.tables()
	p.entities()
	p.links()
	p.AddHops()
	p.tokenHops()
	p.silences()
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
		return errors.New("cast: who writes how many posts of this case file is fixed")
	}
	return nil
}

// address is an address of a wallet of the story.
func (p *plan) address(wallet string) string {
	ref := world.Ref("wallet:" + wallet)
	return keys.Address(p.W.Key, p.W.Wallet(ref).Kind, string(ref), 0)
}
