package meridian

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// queries answers the questions of a scenario out of the world. Nobody types an
// answer: change the world and the key follows.
var queries = draft.Queries[*plan]{
	"labels":           (*plan).LabelsAnswer,
	"clip-digest":      (*plan).clipDigest,
	"part-digest":      (*plan).partDigest,
	"owner":            (*plan).owner,
	"exploiting":       (*plan).exploiting,
	"not-referred":     (*plan).notReferred,
	"value-frozen":     (*plan).valueFrozen,
	"moved-away":       (*plan).movedAway,
	"clock-error":      (*plan).clockError,
	"over-the-counter": (*plan).overTheCounter,
	"bridged":          (*plan).bridged,
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

// clipDigest: the SHA-256 of the poster of the clip that names the vessel which is
// silent where it could be heard.
func (p *plan) clipDigest() (draft.Answer, error) {
	if c := p.W.Clips[slices.IndexFunc(p.W.Clips, func(c world.Clip) bool { return c.Ref == "clip:g3/1" })]; !strings.Contains(c.Caption, p.boat("boat")) {
		return draft.Answer{}, fmt.Errorf("%s does not name the boat", c.Ref)
	}
	return draft.Answer{Digest: "image:clip/g3", Proof: []world.Ref{"clip:g3/1", "journey:boat/1", "vehicle:boat"}, Hard: 4}, nil
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
		return draft.Answer{}, errors.New("no received row says that a message is there")
	}
	return draft.Answer{Value: p.hours, Proof: []world.Ref{p.uprow, p.posted}, Hard: 1}, nil
}

// overTheCounter: what was paid under the codes that the second group's room names,
// in training krona, without what was given back.
func (p *plan) overTheCounter() (draft.Answer, error) {
	a, sum := draft.Answer{Hard: 5}, int64(0)
	for i := range paidIn {
		o := p.order(fmt.Sprintf("counter-%d", i+1))
		a.Proof = append(a.Proof, o.Ref, world.Ref(fmt.Sprintf("message:g2/code/%d", i+1)))
		if o.Refunded.IsZero() {
			sum += o.Amount
		}
	}
	a.Value = sum / 100
	return a, nil
}

// bridged: what the till got out of the bridge for the third group's coins, in
// millionths of a dollar.
func (p *plan) bridged() (draft.Answer, error) {
	a, sum := draft.Answer{Hard: 5}, int64(0)
	for _, h := range p.W.BridgeHops {
		i := slices.IndexFunc(p.W.Payments, func(y world.Payment) bool { return y.Ref == h.Coin })
		if p.W.Payments[i].From == "wallet:g3" {
			sum += p.W.TokenPayment(h.Token).Amount
			a.Proof = append(a.Proof, h.Coin, h.Token)
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

// firstOffered: the services in the order in which the thread of the desk puts them up.
func (p *plan) firstOffered() (draft.Answer, error) {
	a := draft.Answer{Value: p.board, Hard: 1}
	for _, post := range p.W.ForumPosts {
		if slices.Contains(services, post.Cause.Step) {
			a.Proof = append(a.Proof, post.Ref)
		}
	}
	if len(a.Proof) != len(services) {
		return a, fmt.Errorf("%d posts of the thread put up %d services", len(a.Proof), len(services))
	}
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
