// Package openhands plans the world of scenario S6 "Open Hands", which trains
// restraint: fourteen people and groups who move, house, feed or write about
// people on the road, eleven of whom have done nothing wrong. Beside their posts
// lie what a busy desk gets: tips and denunciations, one of which is somebody's
// revenge, a border report, an alert of a bank, statements of those who paid, and
// the ranking of a detector that is unfair to one language.
//
//	people ─> posts ─> ranking ─> ┐
//	people ─> steps taken against others ─> tips, register of proceedings ─> ┤ case file, fourteen cards
//	people ─> trips, payments ─> border report, bank alert, statements ─> ┘
//
// Who does what, who is linked to whom and how many of each thing there are is
// fixed or comes from the size of the cast. Drawn with the key of the variant
// are names, words, moments, amounts and numbers of files, which of four people
// was denounced in revenge, which language the detector wrongs and how much, and
// which facts the fourteen cards are asked for.
//
// The no-recipe rule: texts show that an offer exists, never how anything is
// done; places have invented names, prices are in training krona (TK).
package openhands

import (
	"fmt"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Scenario is the slug of the scenarios that this package plans.
const Scenario = "open-hands"

// leastOpens is the first day of the clock on which the exercise can open: what
// the story does on fixed days is done by then.
const leastOpens = 80

// rumour is what the world does while the exercise runs: three people repeat
// that the shelter sells seats.
const rumour = "rumour"

// Effects lists what an inject can bring about; the spec wants a time for each.
func Effects() []string { return []string{rumour} }

// plan is a world in the making.
type plan struct {
	*draft.Draft
	spec  world.Spec
	words draft.Lexicon

	trips      []trip
	alert      []booking
	statements []statement
	steps      []proceeding
	tips       []tip
	ranked     []ranked
	unfair     string // the language that the detector wrongs
	facts      []legal
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
	p.hosting()
	p.accounts()
	p.casePosts()
	p.rumours()
	p.sites()
	p.caseFile()
	p.ranking()
	p.border()
	p.money()
	p.denounce()
	p.law()
	p.handOver()
	p.entities()
	p.links()
	if err := p.questions(); err != nil {
		return nil, err
	}
	return p.W, nil
}

// Check wants each role of the cast once, with enough posts for its script,
// and every post to be labelled.
func Check(spec world.Spec) error {
	if err := draft.Check(spec, leastOpens, Effects()); err != nil {
		return err
	}
	if spec.Case.Labels != spec.Case.Posts {
		return fmt.Errorf("case.labels: %d of %d posts, want all of them", spec.Case.Labels, spec.Case.Posts)
	}
	posts := map[string]int{}
	for _, r := range spec.Cast {
		a, ok := byRole(r.Name)
		if !ok {
			return fmt.Errorf("cast: no role %q; known are %s", r.Name, strings.Join(Roles(), ", "))
		}
		if posts[r.Name] > 0 {
			return fmt.Errorf("cast.%s: it stands there twice", r.Name)
		}
		if least := max(len(a.once), 1); r.Posts < least {
			return fmt.Errorf("cast.%s: %d posts, want at least %d", r.Name, r.Posts, least)
		}
		posts[r.Name] = r.Posts
	}
	for _, a := range cast {
		if posts[a.role] == 0 {
			return fmt.Errorf("cast: role %q is missing", a.role)
		}
	}
	return nil
}

// day is a day as a table writes it.
func day(t time.Time) string { return t.UTC().Format("2006-01-02") }

// number draws the number of a file: letters and four digits that nothing else of that sort has.
func (p *plan) number(sort, of string) string {
	return p.Name("number/"+sort+"/"+of, func(s *stream.Stream) string { return fmt.Sprintf("%s-%d", sort, s.Between(1000, 9999)) })
}
