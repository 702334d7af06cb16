package meridian

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// queries answers the questions of a scenario out of the world. Nobody types an
// answer: change the world and the key follows.
var queries = draft.Queries[*plan]{
	"labels":           (*plan).LabelsAnswer,
	"picture-digest":   (*plan).pictureDigest,
	"part-digest":      (*plan).partDigest,
	"owner":            (*plan).owner,
	"exploiting":       (*plan).exploiting,
	"not-referred":     (*plan).notReferred,
	"value-frozen":     (*plan).valueFrozen,
	"moved-away":       (*plan).movedAway,
	"clock-error":      (*plan).clockError,
	"false-alarms":     (*plan).falseAlarms,
	"fees-paid":        (*plan).feesPaid,
	"orders":           (*plan).ordered,
	"instruments":      (*plan).instruments,
	"handling":         (*plan).handlingCodes,
	"second-day":       (*plan).remaining,
	"first-offered":    (*plan).firstOffered,
	"signs-of-traffic": (*plan).signs,
}

// Queries lists what a question can ask of this world.
func Queries() []string { return queries.Names() }

func (p *plan) questions() error {
	p.AddLabels()
	return queries.Ask(p.Draft, p, p.spec.Questions)
}

// pictureDigest: the SHA-256 of the picture with the number of the question.
func (p *plan) pictureDigest() (draft.Answer, error) {
	ref := p.W.Case.Media[flagged-1]
	return draft.Answer{Digest: ref, Proof: []world.Ref{world.Media(ref)}, Hard: 4}, nil
}

// partDigest: the digest of the part that is not as it was sent.
func (p *plan) partDigest() (draft.Answer, error) {
	for _, t := range p.W.Case.Tables {
		if t.Name == fmt.Sprintf("received-%d", p.short) {
			whole, _ := p.whole(p.short)
			if t.SHA256() == whole.SHA256() {
				return draft.Answer{}, fmt.Errorf("part %d came as it was sent", p.short)
			}
			return draft.Answer{Digest: t.Ref, Proof: []world.Ref{"paper:transfer-note", t.Row(len(t.Rows) - 1)}, Hard: 4}, nil
		}
	}
	return draft.Answer{}, errors.New("no part is short")
}

// owner: the name at the exchange of whoever has the mailbox of the registration.
// Neither source shows it without the other.
func (p *plan) owner() (draft.Answer, error) {
	if p.W.Customer("customer:koingate/owner").Email != p.Names["registrant"] {
		return draft.Answer{}, errors.New("registration and exchange have nothing in common")
	}
	return draft.Answer{Value: p.NameOf("owner"), Proof: []world.Ref{"registration:main", "customer:koingate/owner", "payment:deposit/koingate/owner/1"}, Hard: 5}, nil
}

// exploiting: the customer of whom a statement shows act, means and purpose.
func (p *plan) exploiting() (draft.Answer, error) {
	shown := map[world.Ref]map[string]bool{}
	for i, s := range p.spoken {
		if shown[p.line(i)] == nil {
			shown[p.line(i)] = map[string]bool{}
		}
		shown[p.line(i)][s.shows] = true
	}
	for paper, s := range shown {
		if s[act] && s[means] && s[purpose] {
			return draft.Answer{Value: p.callName(ring), Proof: []world.Ref{paper, "table:customers"}, Hard: 4}, nil
		}
	}
	return draft.Answer{}, errors.New("no statement shows all three elements")
}

// notReferred: the accounts of the sheet without a post of L3 or L4.
func (p *plan) notReferred() (draft.Answer, error) {
	var handles []string
	for _, ref := range p.sheet {
		if p.offender(string(ref[len("account:"):])) {
			return draft.Answer{}, fmt.Errorf("%s offers or supports", ref)
		}
		handles = append(handles, "@"+p.W.Account(ref).Handle)
	}
	slices.Sort(handles)
	return draft.Answer{Value: handles, Proof: append(slices.Clone(p.sheet), "table:referrals"), Hard: 5}, nil
}

// valueFrozen: what lay in the frozen accounts that the firm's money had reached:
// all that was credited, less what was paid out.
func (p *plan) valueFrozen() (draft.Answer, error) {
	a, sum := draft.Answer{Hard: 5}, int64(0)
	for _, c := range []world.Ref{"customer:koingate/owner", "customer:second/banco"} {
		if p.W.Customer(c).Frozen.IsZero() {
			return a, fmt.Errorf("%s is not frozen", c)
		}
		for _, e := range p.W.CoinEntries {
			switch {
			case e.Customer != c || e.At.After(p.W.Customer(c).Frozen):
			case e.Kind == world.CoinDeposit:
				sum += p.amount(e.Payment)
				a.Proof = append(a.Proof, e.Ref)
			default:
				sum -= p.amount(e.Payment)
				a.Proof = append(a.Proof, e.Ref)
			}
		}
	}
	a.Value = sum
	return a, nil
}

// movedAway: what arrived at the owner's address at the exchange that never
// answers: twice from the frozen account, once straight from what was held.
func (p *plan) movedAway() (draft.Answer, error) {
	a, sum := draft.Answer{Hard: 5}, int64(0)
	for _, y := range p.W.Payments {
		if y.To == "wallet:obolos-x/deposits" && y.ToAddress == p.W.Customer("customer:obolos-x/owner").Address {
			sum += y.AmountSat
			a.Proof = append(a.Proof, y.Ref)
		}
	}
	a.Value = sum
	return a, nil
}

// clockError: by how many hours the received times are late.
func (p *plan) clockError() (draft.Answer, error) {
	if p.uprow == "" {
		return draft.Answer{}, errors.New("no received row says that a post is up")
	}
	return draft.Answer{Value: p.hours, Proof: []world.Ref{p.uprow, p.posted}, Hard: 1}, nil
}

// falseAlarms: of the accounts from the threshold on, the share without a post of
// L3 or L4, in per cent.
func (p *plan) falseAlarms() (draft.Answer, error) {
	var all, wrong int64
	for _, r := range p.ranked {
		if r.score >= threshold {
			all++
			if !p.offender(r.ref) {
				wrong++
			}
		}
	}
	if wrong == 0 {
		return draft.Answer{}, errors.New("the detector is never wrong")
	}
	share := new(big.Rat).Mul(big.NewRat(wrong, all), big.NewRat(100, 1))
	return draft.Answer{Value: map[string]json.Number{"value": json.Number(share.FloatString(1)), "tolerance": "0.1"}, Proof: []world.Ref{"table:ranking"}, Hard: 1}, nil
}

// feesPaid: what the four customers together paid to the address for fees.
func (p *plan) feesPaid() (draft.Answer, error) {
	a, sum := draft.Answer{Hard: 5}, int64(0)
	for _, y := range p.W.Payments {
		if y.To == "wallet:fees" && y.From != "" {
			sum += y.AmountSat
			a.Proof = append(a.Proof, y.Ref)
		}
	}
	a.Value = sum
	return a, nil
}

// ordered: order to the service that it asks for.
func (p *plan) ordered() (draft.Answer, error) {
	a, m := draft.Answer{Hard: 1}, map[string]string{}
	for _, o := range p.orders {
		m[o.id] = o.service
		a.Proof = append(a.Proof, world.Ref(o.row))
	}
	a.Value = m
	return a, nil
}

// instruments: request to the instrument that the two States have for it.
func (p *plan) instruments() (draft.Answer, error) {
	m := map[string]string{}
	for i, r := range p.pairs {
		m[fmt.Sprintf("r%d", i+1)] = r.instrument
	}
	return draft.Answer{Value: m, Proof: []world.Ref{"table:requests"}, Hard: 1}, nil
}

// handlingCodes: message to what its code says of the use.
func (p *plan) handlingCodes() (draft.Answer, error) {
	m := map[string]string{}
	for i, u := range p.uses {
		m[fmt.Sprintf("h%d", i+1)] = u.verdict
	}
	return draft.Answer{Value: m, Proof: []world.Ref{"table:handling"}, Hard: 1}, nil
}

// remaining: the steps of the second day that are left, in the order of the mandate.
func (p *plan) remaining() (draft.Answer, error) {
	var left []string
	for _, s := range steps {
		if !slices.Contains(p.done, s.id) {
			left = append(left, s.id)
		}
	}
	return draft.Answer{Value: left, Proof: []world.Ref{"table:day-two"}, Hard: 1}, nil
}

// firstOffered: the services in the order in which the firm first offers them.
func (p *plan) firstOffered() (draft.Answer, error) {
	a := draft.Answer{Hard: 1}
	var order []string
	for _, post := range p.W.Posts { // sorted by time
		if post.Cause.Saga == "services" && slices.Contains(services, post.Cause.Step) && !slices.Contains(order, post.Cause.Step) {
			order = append(order, post.Cause.Step)
			a.Proof = append(a.Proof, post.Ref)
		}
	}
	if !slices.Equal(order, p.offered) {
		return a, fmt.Errorf("the posts first offer %v, planned was %v", order, p.offered)
	}
	a.Value = order
	return a, nil
}

// signs: sentence to the element of trafficking that it shows.
func (p *plan) signs() (draft.Answer, error) {
	m := map[string]string{}
	for _, s := range p.spoken {
		m[s.id] = s.shows
	}
	return draft.Answer{Value: m, Proof: []world.Ref{"paper:statement-1", "paper:statement-2"}, Hard: 1}, nil
}
