package glassledger

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// queries answers the questions of a scenario out of the world.
var queries = draft.Queries[*plan]{
	"final-deposit":     (*plan).finalDeposit,
	"amount-reached":    (*plan).amountReached,
	"hops-to-bridge":    (*plan).hopsToBridge,
	"rungs":             (*plan).rungsAnswer,
	"poisoned-inflow":   (*plan).poisonedInflow,
	"family-share":      (*plan).familyShare,
	"freezing-office":   (*plan).freezingOffice,
	"seizure-steps":     (*plan).seizureSteps,
	"travel-rule-lacks": (*plan).travelRuleLacks,
}

// Queries lists what a question can ask of this world.
func Queries() []string { return queries.Names() }

func (p *plan) questions() error {
	return queries.Ask(p.Draft, p, p.spec.Questions)
}

// line of payments: those of all rounds with that last step.
func (p *plan) proof(step string) []world.Ref {
	var out []world.Ref
	for i := range rounds {
		out = append(out, world.Ref(fmt.Sprintf("payment:round-%d/%s", i+1, step)))
	}
	return out
}

// finalDeposit: the address at the licensed exchange at which the line ends.
func (p *plan) finalDeposit() (draft.Answer, error) {
	return draft.Answer{Value: p.address("koingate/deposits", 0), Proof: p.proof("koingate"), Hard: 5}, nil
}

// amountReached: what has come there over the line, after all fees, in satoshi.
func (p *plan) amountReached() (draft.Answer, error) {
	return draft.Answer{Value: p.reached(), Proof: p.proof("koingate"), Hard: 5}, nil
}

// hopsToBridge: how many transfers lie between the till, into which the witness
// paid, and the bridge, in his round: out of the till, out of the pool, and one
// for each wallet between.
func (p *plan) hopsToBridge() (draft.Answer, error) {
	return draft.Answer{Value: 2 + rounds[p.witness].carriers, Proof: []world.Ref{"paper:witness"}, Hard: 1}, nil
}

// rungsAnswer: number of the list to rung of attribution.
func (p *plan) rungsAnswer() (draft.Answer, error) {
	a, m := draft.Answer{Hard: 1}, map[string]string{}
	for i, n := range p.rungs() {
		m[fmt.Sprint(i+1)] = asked[n].rung
		a.Proof = append(a.Proof, world.Ref(fmt.Sprintf("row:wallets/%d", i+1)))
	}
	a.Value = m
	return a, nil
}

// poisonedInflow: the line of the statement that came from a look-alike.
func (p *plan) poisonedInflow() (draft.Answer, error) {
	return draft.Answer{Value: p.line("entry:poison"), Proof: []world.Ref{"payment:poison"}, Hard: 4}, nil
}

// familyShare: how much of what the two shops paid out is families' money.
func (p *plan) familyShare() (draft.Answer, error) {
	a := draft.Answer{Value: p.share.answer(), Hard: 1}
	for _, o := range p.W.Orders {
		if strings.HasPrefix(string(o.Ref), "order:family-") {
			a.Proof = append(a.Proof, o.Ref)
		}
	}
	return a, nil
}

// freezingOffice: who can stop the money where the exchange sits, as things stand.
func (p *plan) freezingOffice() (draft.Answer, error) {
	state := p.seat()
	return draft.Answer{
		Value: strings.ToLower(state) + "-" + p.competent(state)[p.situation()], Hard: 1,
		Proof: []world.Ref{"paper:exchange", "paper:duty-note", "table:country-cards"},
	}, nil
}

// seizureSteps: the steps that the scene asks for, in their order.
func (p *plan) seizureSteps() (draft.Answer, error) {
	return draft.Answer{Value: p.steps, Proof: []world.Ref{"paper:seizure-note"}, Hard: 1}, nil
}

// travelRuleLacks: what is expected with a transfer and not in the reply.
func (p *plan) travelRuleLacks() (draft.Answer, error) {
	return draft.Answer{Value: p.lacking, Proof: []world.Ref{"table:travel-rule"}, Hard: 1}, nil
}
