package openhands

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// queries answers the questions of a scenario out of the world. Nobody types an
// answer: change the world and the key follows.
var queries = draft.Queries[*plan]{
	"labels":              (*plan).LabelsAnswer,
	"accounts-to-file":    (*plan).accountsToFile,
	"wronged-language":    (*plan).wrongedLanguage,
	"false-positive-rate": (*plan).falsePositiveRate,
	"retaliation":         (*plan).retaliationNumber,
	"legal-sources":       (*plan).legalSources,
	"notice-address":      (*plan).noticeAddress,
	"deposits-of-witness": (*plan).deposits,
}

// Queries lists what a question can ask of this world.
func Queries() []string { return queries.Names() }

func (p *plan) questions() error {
	p.AddLabels()
	return queries.Ask(p.Draft, p, p.spec.Questions)
}

// accountsToFile: the handles with a post of L3 or L4.
func (p *plan) accountsToFile() (draft.Answer, error) {
	a := draft.Answer{Hard: 5}
	seen := map[world.Ref]bool{}
	var handles []string
	for _, ref := range p.W.Case.Posts {
		post := p.W.Post(ref)
		if (post.Label == "L3" || post.Label == "L4") && !seen[post.Account] {
			seen[post.Account] = true
			handles = append(handles, "@"+p.W.Account(post.Account).Handle)
			a.Proof = append(a.Proof, ref)
		}
	}
	if len(handles) != 3 {
		return a, fmt.Errorf("%d accounts have a post of L3 or L4, want three", len(handles))
	}
	slices.Sort(handles)
	a.Value = handles
	return a, nil
}

// wrongedLanguage: the language with the highest false positive rate.
func (p *plan) wrongedLanguage() (draft.Answer, error) {
	worst, bad, of := "", 0, 1
	for _, lang := range tongues {
		if k, n, _ := p.wronged(lang); k*of > bad*n {
			worst, bad, of = lang, k, n
		}
	}
	_, _, proof := p.wronged(p.unfair)
	if worst != p.unfair {
		return draft.Answer{}, fmt.Errorf("the detector wrongs %q most, planned was %q", worst, p.unfair)
	}
	return draft.Answer{Value: worst, Proof: proof, Hard: 1}, nil
}

// falsePositiveRate: the rate in that language, in per cent to one decimal.
func (p *plan) falsePositiveRate() (draft.Answer, error) {
	k, n, proof := p.wronged(p.unfair)
	tenths := (2000*k + n) / (2 * n)
	return draft.Answer{
		Value: map[string]json.Number{"value": json.Number(fmt.Sprintf("%d.%d", tenths/10, tenths%10)), "tolerance": "0.5"}, Proof: proof, Hard: 1,
	}, nil
}

// retaliationNumber: the number of the denunciation that is somebody's revenge.
func (p *plan) retaliationNumber() (draft.Answer, error) {
	t, proof, err := p.retaliation()
	return draft.Answer{Value: t.number, Proof: proof, Hard: 5}, err
}

// legalSources: number of the fact to the rule that it calls for first.
func (p *plan) legalSources() (draft.Answer, error) {
	a, m := draft.Answer{Hard: 1}, map[string]string{}
	for i, f := range p.facts {
		m[factID(i)] = f.rule
		a.Proof = append(a.Proof, f.of...)
	}
	a.Value = m
	return a, nil
}

// noticeAddress: the exact address of the page that offers seats.
func (p *plan) noticeAddress() (draft.Answer, error) {
	return draft.Answer{Value: p.address("fake", "/seats.html"), Proof: []world.Ref{"page:fake/seats.html"}, Hard: 4}, nil
}

// deposits: what the witnesses paid as deposits into accounts of the alert, in TK.
func (p *plan) deposits() (draft.Answer, error) {
	a := draft.Answer{Hard: 4}
	var sum int64
	for i, s := range p.statements {
		for _, ref := range s.deposits {
			sum += p.booking(ref).amount
			a.Proof = append(a.Proof, p.row(ref), world.Ref(fmt.Sprintf("row:statements/%d", i+1)))
		}
	}
	a.Value = sum
	return a, nil
}
