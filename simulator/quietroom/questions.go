package quietroom

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// queries answers the questions of a scenario out of the world. Five may be right
// for another variant too (four items of ten, one of a few, whole hours, an order
// of nine known steps) and weigh 1; the other six name rows, documents, accounts,
// a digest and a minute that no two variants share, and weigh 4 or 5.
var queries = draft.Queries[*plan]{
	"incomplete-items": (*plan).incompleteItems,
	"instrument":       (*plan).instrument,
	"labels":           (*plan).labelling,
	"clock-error":      (*plan).clockError,
	"handling-code":    (*plan).handlingCode,
	"disclosure":       (*plan).disclosure,
	"remaining-steps":  (*plan).remainingSteps,
	"digest-delivered": (*plan).digestDelivered,
	"first-order":      (*plan).firstOrdered,
	"first-missing":    (*plan).firstMissing,
	"named-at-home":    (*plan).namedAtHome,
}

// Queries lists what a question can ask of this world.
func Queries() []string { return queries.Names() }

func (p *plan) questions() error {
	return queries.Ask(p.Draft, p, p.spec.Questions)
}

var intake = []world.Ref{"paper:transfer-note", "paper:order-extract"}

// incompleteItems: the items of the checklist of which an element is not in the
// papers, or does not agree with the files.
func (p *plan) incompleteItems() (draft.Answer, error) {
	return draft.Answer{Value: p.lacks, Proof: intake, Hard: 1}, nil
}

// instrument: what makes the rows evidence, and who issues it at home.
func (p *plan) instrument() (draft.Answer, error) {
	return draft.Answer{Value: "eio-" + p.paper.who, Proof: []world.Ref{"paper:competence-sheet", "paper:transfer-note"}, Hard: 1}, nil
}

// labelling: record to code, for the rows of the labelling set.
func (p *plan) labelling() (draft.Answer, error) {
	a, m := draft.Answer{Hard: 5}, map[string]string{}
	for _, msg := range p.said {
		row := p.sent.row[msg.ref]
		if row != "" && slices.Contains(p.W.Case.Labels, row) {
			name, number, _ := strings.Cut(strings.TrimPrefix(string(row), "row:"), "/")
			m["case/"+name+".csv#"+number] = msg.class
			a.Proof = append(a.Proof, row)
		}
	}
	a.Value = m
	return a, nil
}

// clockError: by how many hours the times of the parts that one version read are late.
func (p *plan) clockError() (draft.Answer, error) {
	if p.named["phone"] == "" {
		return draft.Answer{}, errors.New("the phone holds no message of a part whose times are off")
	}
	return draft.Answer{Value: p.sent.hours, Proof: []world.Ref{p.named["phone"], p.named["phone/row"], "paper:transfer-note"}, Hard: 1}, nil
}

// handlingCode: what the code means for the use in court.
func (p *plan) handlingCode() (draft.Answer, error) {
	return draft.Answer{Value: strings.ToLower(p.paper.code), Proof: []world.Ref{"paper:transfer-note"}, Hard: 1}, nil
}

// disclosure: the documents that go to the defence.
func (p *plan) disclosure() (draft.Answer, error) {
	a := draft.Answer{Hard: 5}
	var ids []string
	for i, d := range p.files {
		if d.defence {
			ids = append(ids, d.id)
			a.Proof = append(a.Proof, world.Ref("row:register/"+strconv.Itoa(i+1)))
		}
	}
	slices.Sort(ids)
	a.Value = ids
	return a, nil
}

// remainingSteps: what is left to do about the digest, in the order of the house.
func (p *plan) remainingSteps() (draft.Answer, error) {
	var left []string
	for _, s := range steps {
		if !slices.Contains(p.done, s.id) {
			left = append(left, s.id)
		}
	}
	return draft.Answer{Value: left, Proof: []world.Ref{"table:custody-log"}, Hard: 1}, nil
}

// digestDelivered: the digest of the part that is not as it was sent.
func (p *plan) digestDelivered() (draft.Answer, error) {
	t := p.delivered(p.sent.short)
	if t.SHA256() == p.sent.sent[p.sent.short].SHA256() {
		return draft.Answer{}, fmt.Errorf("part %d came as it was sent", p.sent.short)
	}
	return draft.Answer{Digest: t.Ref, Proof: []world.Ref{"paper:transfer-note", t.Row(len(t.Rows) - 1)}, Hard: 5}, nil
}

// firstOrdered: the right minute of the first order of a trip.
func (p *plan) firstOrdered() (draft.Answer, error) {
	m := p.firstOrder()
	if p.off(m) == 0 || p.sent.row[m.ref] == "" {
		return draft.Answer{}, errors.New("the first order stands in no part whose times are off")
	}
	return draft.Answer{
		Value: m.at.UTC().Truncate(time.Minute).Format("2006-01-02T15:04Z"),
		Proof: []world.Ref{p.sent.row[m.ref], p.named["phone"], "paper:transfer-note"}, Hard: 5,
	}, nil
}

// firstMissing: the number, in the partner's count, of the first row that did not arrive.
func (p *plan) firstMissing() (draft.Answer, error) {
	t := p.delivered(p.sent.short)
	all := p.sent.sent[p.sent.short].Rows
	number, err := strconv.Atoi(all[len(t.Rows)][0])
	return draft.Answer{Value: number, Proof: []world.Ref{"paper:transfer-note", t.Row(len(t.Rows) - 1)}, Hard: 4}, err
}

// namedAtHome: the accounts of annex B that were used in the home State, of whose
// holders the partner had to tell it.
func (p *plan) namedAtHome() (draft.Answer, error) {
	a := draft.Answer{Proof: []world.Ref{"paper:order-extract"}, Hard: 5}
	var ids []string
	for _, ref := range annexB {
		if p.accounts[ref].where == home {
			ids = append(ids, p.accounts[ref].id)
			a.Proof = append(a.Proof, p.contact(ref))
		}
	}
	slices.Sort(ids)
	a.Value = ids
	return a, nil
}
