package silverthread

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// queries answers the questions of a scenario out of the world. Three tables of
// pairs may be right in part for another variant and weigh 1, and so does a date,
// which two variants may share; entries, identifiers, a thread and a digest are
// nobody else's.
var queries = draft.Queries[*plan]{
	"least-step":    (*plan).leastStep,
	"outside":       (*plan).outside,
	"to-preserve":   (*plan).toPreserve,
	"categories":    (*plan).categories,
	"issuers":       (*plan).issuers,
	"expires":       (*plan).expires,
	"sealed-thread": (*plan).sealedThread,
	"export-digest": (*plan).exportDigest,
}

// Queries lists what a question can ask of this world.
func Queries() []string { return queries.Names() }

func (p *plan) questions() error {
	if err := queries.Ask(p.Draft, p, p.spec.Questions); err != nil {
		return fmt.Errorf("plan %s: %w", Scenario, err)
	}
	return nil
}

// leastStep: need to rung.
func (p *plan) leastStep() (draft.Answer, error) {
	pairs := map[string]string{}
	for i, rung := range p.needs {
		pairs["n"+strconv.Itoa(i+1)] = rung
	}
	return draft.Answer{Value: pairs, Proof: []world.Ref{"table:needs"}, Hard: 1}, nil
}

// outside: the entries of the log that no authorisation covers.
func (p *plan) outside() (draft.Answer, error) {
	return draft.Answer{Value: p.work.outside, Proof: []world.Ref{"paper:authorisation", "table:activity-log"}, Hard: 5}, nil
}

// toPreserve: the identifiers that go into the preservation order.
func (p *plan) toPreserve() (draft.Answer, error) {
	a := draft.Answer{Proof: []world.Ref{"paper:provider-letter"}, Hard: 5}
	var keep []string
	for i, x := range p.keep {
		if x.keep {
			keep = append(keep, x.value)
			a.Proof = append(a.Proof, world.Ref("row:identifiers/"+strconv.Itoa(i+1)))
		}
	}
	slices.Sort(keep)
	a.Value = keep
	return a, nil
}

// categories: request to category of data.
func (p *plan) categories() (draft.Answer, error) {
	pairs := map[string]string{}
	for i, r := range p.asks {
		pairs["r"+strconv.Itoa(i+1)] = r.category
	}
	return draft.Answer{Value: pairs, Proof: []world.Ref{"table:requests"}, Hard: 1}, nil
}

// issuers: request to who may issue it at least.
func (p *plan) issuers() (draft.Answer, error) {
	pairs := map[string]string{}
	for i, r := range p.asks {
		pairs["r"+strconv.Itoa(i+1)] = r.by
	}
	return draft.Answer{Value: pairs, Proof: []world.Ref{"table:requests"}, Hard: 1}, nil
}

// expires: the day on which the provider need not keep the data any longer.
func (p *plan) expires() (draft.Answer, error) {
	return draft.Answer{Value: p.expiry(), Proof: []world.Ref{"table:preservation-file"}, Hard: 1}, nil
}

// sealedThread: the thread in which a lawyer advises.
func (p *plan) sealedThread() (draft.Answer, error) {
	return draft.Answer{Value: p.threadOf("advice").ID, Proof: []world.Ref{"thread:advice", "forum-post:advice/2"}, Hard: 5}, nil
}

// exportDigest: the digest of the export that an authorisation covers.
func (p *plan) exportDigest() (draft.Answer, error) {
	return draft.Answer{Digest: world.Ref("table:" + p.work.valid), Proof: []world.Ref{"paper:authorisation", "table:activity-log"}, Hard: 5}, nil
}
