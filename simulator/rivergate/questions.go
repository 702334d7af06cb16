package rivergate

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// queries answers the questions of a scenario out of the world. Nobody types an
// answer: change the world and the key follows.
var queries = draft.Queries[*plan]{
	"first-calls":      (*plan).firstCalls,
	"notice-receiver":  (*plan).noticeReceiver,
	"answer-deadline":  (*plan).answerDeadline,
	"validation":       (*plan).validation,
	"right-van":        (*plan).rightVan,
	"channels":         (*plan).channelOf,
	"minimal-request":  (*plan).minimalRequest,
	"predictive-value": (*plan).predictiveValue,
	"referral-order":   (*plan).referralOrder,
	"last-gate":        (*plan).lastGate,
	"shared-number":    (*plan).sharedNumber,
	"advert-again":     (*plan).advertBack,
}

// Queries lists what a question can ask of this world.
func Queries() []string { return queries.Names() }

func (p *plan) questions() error {
	return queries.Ask(p.Draft, p, p.spec.Questions)
}

// firstCalls: the control room of the State in which the van was seen last, the
// single point of contact of the one ahead, the duty prosecutor.
func (p *plan) firstCalls() (draft.Answer, error) {
	return draft.Answer{
		Value: []string{"control-" + states[p.last].id, "spoc-" + states[p.last+1].id, "prosecutor"}, Hard: 1,
		Proof: []world.Ref{p.lastLeg(), "table:road"},
	}, nil
}

// noticeReceiver: the authorities of the State of establishment, or Europol.
func (p *plan) noticeReceiver() (draft.Answer, error) {
	return draft.Answer{Value: p.seat, Hard: 1, Proof: []world.Ref{"paper:notice"}}, nil
}

// answerDeadline: eight hours after the order was received.
func (p *plan) answerDeadline() (draft.Answer, error) {
	return draft.Answer{Value: draft.Minute(p.order.received.Add(8 * time.Hour)), Hard: 4, Proof: []world.Ref{"paper:receipt"}}, nil
}

// validation: forty-eight hours after it was issued.
func (p *plan) validation() (draft.Answer, error) {
	return draft.Answer{Value: draft.Minute(p.order.issued.Add(48 * time.Hour)), Hard: 4, Proof: []world.Ref{"paper:receipt"}}, nil
}

// rightVan: the plate of the van that passed gates at both minutes.
func (p *plan) rightVan() (draft.Answer, error) {
	if p.twin.off[p.last].Sub(p.right.off[p.last]) < 20*time.Minute {
		return draft.Answer{}, fmt.Errorf("the twin passes the last gate at %s, too soon after the van at %s", draft.Minute(p.twin.off[p.last]), draft.Minute(p.right.off[p.last]))
	}
	return draft.Answer{Value: p.plates[0], Hard: 5, Proof: []world.Ref{p.lastLeg(), "row:messages/2", "row:messages/3", p.contract(p.plates[0])}}, nil
}

// channelOf: message to the way on which it is sent.
func (p *plan) channelOf() (draft.Answer, error) {
	m := map[string]string{}
	for i, x := range p.outbox {
		m[messageID(i)] = x.way
	}
	return draft.Answer{Value: m, Hard: 1, Proof: []world.Ref{"table:outbox"}}, nil
}

// minimalRequest: the useful things that the file does not hold yet.
func (p *plan) minimalRequest() (draft.Answer, error) {
	var ids []string
	for _, f := range p.wanted {
		ids = append(ids, f.id)
	}
	slices.Sort(ids)
	return draft.Answer{Value: ids, Hard: 1, Proof: []world.Ref{"table:known"}}, nil
}

// predictiveValue: how likely a report of the reader is the vehicle, in per cent.
func (p *plan) predictiveValue() (draft.Answer, error) {
	r := p.reader
	hits := big.NewRat(r.found, 1000)
	wrong := big.NewRat(r.wrongly*(r.passages-1), 10_000)
	v := new(big.Rat).Quo(hits, new(big.Rat).Add(hits, wrong))
	return draft.Answer{
		Value: map[string]json.Number{"value": json.Number(v.Mul(v, big.NewRat(100, 1)).FloatString(1)), "tolerance": "1"}, Hard: 1,
		Proof: []world.Ref{"paper:reader"},
	}, nil
}

// referralOrder: the people of the drill, the most urgent first.
func (p *plan) referralOrder() (draft.Answer, error) {
	var ids []string
	for _, f := range p.people {
		ids = append(ids, f.id)
	}
	return draft.Answer{Value: ids, Hard: 1, Proof: []world.Ref{"table:drill"}}, nil
}

// lastGate: the sensor that the van passed last.
func (p *plan) lastGate() (draft.Answer, error) {
	return draft.Answer{Value: p.sensor(p.last, "off"), Hard: 4, Proof: []world.Ref{p.lastLeg()}}, nil
}

// sharedNumber: the number that stands in advertisements for drivers and in a
// contract of somebody else.
func (p *plan) sharedNumber() (draft.Answer, error) {
	return draft.Answer{Value: p.phone("recruiter"), Hard: 4, Proof: []world.Ref{"listing:recruiter/1", p.contract(p.plates[0])}}, nil
}

// advertBack: the number of the advertisement that came back.
func (p *plan) advertBack() (draft.Answer, error) {
	for _, l := range p.W.Listings {
		if l.Ref == "listing:again" {
			return draft.Answer{Value: l.ID, Hard: 5, Proof: []world.Ref{l.Ref, world.Ref(l.Cause.Cause)}}, nil
		}
	}
	return draft.Answer{}, fmt.Errorf("no advertisement comes back")
}
