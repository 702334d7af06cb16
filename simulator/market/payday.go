package market

import (
	"fmt"
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/saga"
	"github.com/osint-radar/academy/simulator/world"
)

// perPayday is how many releases a network waits for before it shares out.
const perPayday = 4

// paydays shares out what has come in on the ledger: drivers and suppliers
// first, the rest goes to the launderer, who sends it on in two parts to a
// service that pays cash. Tour companies do the same: what their bookkeeper sends
// on is savings and tax.
func (p *plan) paydays() {
	for _, t := range p.sets {
		for _, cashier := range []*actor{t.nets[0].cashier, t.tours[0].cashier} {
			for _, side := range []string{"a", "b"} {
				p.wallet(cashier.ref+"-"+side, cashier, 1)
			}
		}
		for _, n := range slices.Concat(t.nets, t.tours) {
			slices.SortFunc(n.releases, func(a, b release) int { return a.at.Compare(b.at) })
			for k, batch := range batches(n.releases) {
				p.payday(n, k, batch)
			}
		}
	}
}

// batches cuts the releases into paydays; a last one that is too small goes
// with the one before.
func batches(list []release) [][]release {
	var out [][]release
	for len(list) >= 2*perPayday-1 {
		out, list = append(out, list[:perPayday]), list[perPayday:]
	}
	if len(list) > 0 {
		out = append(out, list)
	}
	return out
}

func (p *plan) payday(n *network, k int, batch []release) {
	payer := n.head
	to := map[world.Ref]*actor{}
	day := saga.Payday{
		Name: fmt.Sprintf("%s/payday-%d", n.ref, k+1), Payer: payer.person(), Cause: batch[len(batch)-1].event, Casher: n.cashier.person(),
	}
	share := func(a *actor, step string, perMille int64) {
		to[a.person()] = a
		day.Shares = append(day.Shares, saga.Share{To: a.person(), Step: step, PerMille: perMille})
	}
	for leg := range n.legs {
		share(p.actors[driverRef(n, leg)], "transport", 120)
	}
	share(n.desk, "booking", 90)
	share(n.partners[0], "advertising", 60)
	share(n.partners[1], "names", 40)
	share(n.partners[2], "bot", 30)
	var sat int64
	for _, r := range batch {
		sat, day.Money = sat+r.sat, day.Money+r.tk
	}
	events := day.Run(batch[len(batch)-1].at, p.W.Key.Domain("saga/payday"))
	p.record(events)
	rest := sat
	for i, e := range events {
		ref := fmt.Sprintf("%s/%d", day.Name, i+1)
		if e.Kind == "cash-out" {
			p.cashOut(n, k, ref, rest-int64(len(events)+1)*fee, e)
			break
		}
		part := sat / 1000 * day.Shares[i].PerMille
		rest -= part
		a := to[e.Other]
		p.pay(ref, payer.purse(), a.purse(), 0, part, e.At, because(e))
	}
	if !payer.guilty {
		return // lawful crews write of their shifts (crewTalk)
	}
	text, lang := p.Line(day.Name+"/crew", phrases["crewmoney"], "en", n.words)
	last := events[len(events)-1]
	p.say(day.Name+"/crew", world.Ref("room:"+n.ref+"/crew"), p.actors[n.ref+"/admin"], p.After("crew/"+day.Name, last.At, 3, 200), text, lang, "L4", because(last))
}

// layers are the ways in which money leaves a cashier, in turn: among others who
// want to be one of many, off a peel chain, together, one by one.
var layers = []world.Behaviour{world.CoinJoin, world.Peel, world.Batch, world.PayOut}

// layer is how the money of a payday leaves, the same in every variant but for an
// old kind of wallet, which can join no others.
func (p *plan) layer(n *network, k int) world.Behaviour {
	how := layers[(n.number+k)%len(layers)]
	if how == world.CoinJoin && p.W.Wallet(n.cashier.purse()).Kind == keys.P2PKH {
		return world.PayOut
	}
	return how
}

// cashOut takes the rest of payday k and lets it go out again in two parts.
func (p *plan) cashOut(n *network, k int, ref string, sat int64, e world.Event) {
	into := n.cashier
	first := p.pay(ref, n.head.purse(), into.purse(), len(ref)%2, sat, e.At, because(e))
	saga := world.Cause{Saga: e.Cause.Saga, Step: "layering", Cause: string(first)}
	how, together := p.layer(n, k), p.After("launder/"+ref, e.At, 900, 2600)
	for i, side := range []string{"a", "b"} {
		to := into.purse() + world.Ref("-"+side)
		at := p.After("launder/"+ref+side, e.At, 900, 2600)
		if how == world.Batch {
			at = together
		}
		part := sat / 100 * int64(44-9*i)
		moved := p.pay(ref+"/"+side, into.purse(), to, 0, part, at, saga)
		p.W.Payments[len(p.W.Payments)-1].Behaviour = how
		out := saga
		out.Step, out.Cause = "cash-out", string(moved)
		p.pay(ref+"/"+side+"/out", to, "", 0, part-2*fee, at.Add(time.Duration(20+9*i)*time.Hour), out)
	}
}
