// Package quietroom plans the world of scenario S5 "Quiet Room": a partner State
// hands over some five thousand rows of chats that it has by an order of its
// court, with an extract of that order and a transfer note. A network of eight
// is in them, and around it people whom nobody has any business to read: a
// couple that plans a wedding, a lawyer and her client, a reporter and his
// source, a child. Three rows of five are irrelevant to the case.
//
// What the team has to notice is planned here and can be derived from the files
// alone: what the note leaves open, that the times of some parts are off by
// whole hours (a phone of our own proceedings has the right ones), and that one
// part is shorter than the one that was sent, whose digest the note names.
//
// The chats are on no surface of their own: they exist only as they were handed
// over, as tables of the case file. How the partner came by them is not told,
// here as little as in the files. Of the child's messages there is no text at
// all: a mark stands in its place.
//
// Sizes and shape are the same in every variant; names, words, moments, what is
// lacking, what is shifted and what is missing are drawn.
package quietroom

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Scenario is the slug of the scenarios that this package plans.
const Scenario = "quiet-room"

// leastOpens is the first day of the clock on which the exercise can open: what
// the story does on fixed days is done by then.
const leastOpens = 80

// Days of the clock between which the chats lie; the order of the court is older.
const (
	chatsFrom = 4
	chatsTo   = 80
)

// Effects is empty: what the partner has handed over does not change.
func Effects() []string { return nil }

// Roles is empty: the case file holds no posts.
func Roles() []string { return nil }

// plan is a world in the making.
type plan struct {
	*draft.Draft
	spec     world.Spec
	words    draft.Lexicon
	accounts map[string]*account // by ref
	sheet    []*account          // in the order of the contact sheet
	chats    []*chat
	said     []*message
	sent     handover
	named    map[string]world.Ref // rows by what they are: of messages that facts speak of
	lacks    []string             // items of the checklist that are not complete
	paper    note
	files    []document
	done     []string // steps after the find of the wrong digest that were taken already
}

// Check says what is wrong with a spec.
func Check(spec world.Spec) error { return draft.Check(spec, leastOpens, Effects()) }

// Plan makes the planted part of a world: the same for the same spec and key.
// key is the dataset's master key; the variant's own key is derived from it.
func Plan(spec world.Spec, key stream.Key) (*world.World, error) {
	if err := Check(spec); err != nil {
		return nil, err
	}
	p := &plan{spec: spec, Draft: draft.New(spec, key), accounts: map[string]*account{}, named: map[string]world.Ref{}}
	p.words = p.DrawLexicon("")
	p.DrawTowns(8)
	p.Backbone()
	p.people()
	p.business()
	p.life()
	if err := p.handOver(); err != nil {
		return nil, fmt.Errorf("plan %s: %w", Scenario, err)
	}
	p.contactSheet()
	p.ownPhone()
	p.papers()
	p.register()
	p.custody()
	p.labelSet()
	p.entities()
	p.links()
	if err := p.questions(); err != nil {
		return nil, err
	}
	return p.W, nil
}

// address is where the network's money comes together.
func (p *plan) address() string { return keys.Address(p.W.Key, "p2wpkh", "wallet:collection", 0) }

// table hands a table over.
func (p *plan) table(name string, columns []string, rows [][]string, causes []world.Cause) {
	p.W.Case.Tables = append(p.W.Case.Tables, world.Table{
		Ref: world.Ref("table:" + name), Name: name, Columns: columns, Rows: rows, Causes: causes,
	})
}

// date is how papers write a day.
func date(at time.Time) string { return at.UTC().Format("2 January 2006") }
