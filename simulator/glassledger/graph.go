package glassledger

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

func (p *plan) entities() {
	named := func(ref world.Ref, sort, role string, hard int, innocent bool, proof world.Ref, selectors ...truth.Selector) {
		p.AddEntity(world.Fact{Ref: ref, Type: sort, Role: role, Difficulty: hard, Innocent: innocent, Proof: []world.Ref{proof}, Selectors: selectors})
	}
	name := func(ref string) truth.Selector { return truth.Selector{Kind: "name", Value: p.NameOf(ref)} }
	for _, ref := range crew {
		named(profile(ref), "account", ref, 1, false, profile(ref))
	}
	named("person:runner", "person", "cash-out runner", 2, false, "customer:koingate/runner", name("runner"))
	named("person:shop", "organisation", "shell shop", 2, false, "account:shop", name("shop"))
	named("person:obolos", "organisation", "exchange without authorisation", 2, false, "paper:exchange", truth.Selector{Kind: "name", Value: "Obolos-X"})
	named("customer:koingate/runner", "payment_account", "account of the runner", 2, false, "customer:koingate/runner")
	for _, w := range []struct {
		ref, role string
		hard      int
		proof     string
	}{{"landing", "takes what comes over the bridge", 3, "round-1/over"}, {"relay", "sends it on", 3, "round-1/relay"}, {"shop", "bills of the shop", 2, "round-1/bill"}} {
		named(wallet(w.ref), "wallet", w.role, w.hard, false, world.Ref("payment:"+w.proof))
	}
	for _, w := range []struct {
		ref, role string
		hard      int
	}{{"till", "deposits", 1}, {"pool", "collection", 2}, {"carry-1", "carries", 3}, {"carry-2", "carries", 3}} {
		named(tokenWallet(w.ref), "wallet", w.role, w.hard, false, tokenWallet(w.ref))
	}
	named("wallet:obolos-x/deposits", "wallet", "deposit at the exchange without authorisation", 3, false, "payment:round-1/obolos")
	named("person:circle", "organisation", "savings circle", 1, true, "account:circle", name("circle"))
	named("person:legalaid", "organisation", "legal aid", 1, true, "account:legalaid", name("legalaid"))
	named("person:remitter", "person", "sends money home", 3, true, "order:family-1/1", name("remitter"))
	named("person:poisoned", "person", "customer whose history was poisoned", 3, true, "customer:koingate/poisoned", name("poisoned"))
	named("person:rental", "organisation", "hires out vans", 1, true, "account:rental", name("rental"))
	named("person:witness", "person", "traveller", 1, true, "paper:witness", name("witness"))
	named(tokenWallet("remitter"), "wallet", "family money", 3, true, tokenWallet("remitter"))
	named("wallet:circle", "wallet", "pot of the circle", 2, true, "account:circle")
	named("wallet:legalaid", "wallet", "donations", 2, true, "account:legalaid")
	for _, s := range shops {
		named(broker(s), "organisation", "money shop", 2, true, p.firstOrder(s))
	}
}

// firstOrder is an order that stands in the book of a shop.
func (p *plan) firstOrder(shop string) world.Ref {
	for _, o := range p.W.Orders {
		if o.From == broker(shop) {
			return o.Ref
		}
	}
	return ""
}

func (p *plan) links() {
	link := func(subject world.Ref, predicate string, object world.Ref, hard int, only string, proof ...world.Ref) {
		p.AddLink(world.Fact{Subject: subject, Predicate: predicate, Object: object, Difficulty: hard, Only: only, Proof: proof})
	}
	link(profile("coordinator"), "advertises", tokenWallet("till"), 2, "", "message:work/round-1/till")
	link(tokenWallet("till"), "pays", tokenWallet("pool"), 2, "ledger", "token-payment:round-1/empty")
	link(tokenWallet("pool"), "pays", tokenWallet("carry-1"), 3, "ledger", "token-payment:round-2/on-1")
	link(tokenWallet("carry-1"), "pays", tokenWallet("carry-2"), 3, "ledger", "token-payment:round-3/on-2")
	for i, last := range []string{"pool", "carry-1", "carry-2"} { // over the bridge
		saga := fmt.Sprintf("round-%d", i+1)
		link(tokenWallet(last), "pays", "wallet:landing", 5, "ledger", world.Ref(fmt.Sprintf("token-payment:%s/on-%d", saga, i+1)), world.Ref("payment:"+saga+"/over"))
	}
	link("wallet:landing", "pays", "wallet:shop", 3, "ledger", "payment:round-1/bill")
	link("wallet:landing", "pays", "wallet:relay", 3, "ledger", "payment:round-1/relay")
	link("wallet:relay", "pays", "wallet:obolos-x/deposits", 3, "ledger", "payment:round-1/obolos")
	link("wallet:relay", "pays", "customer:koingate/runner", 3, "ledger", "payment:round-1/koingate")
	link("person:runner", "owns", "customer:koingate/runner", 2, "", "customer:koingate/runner")
	link("person:runner", "operates", "profile:runner", 4, "", "profile:runner", "customer:koingate/runner")
	link("person:shop", "owns", "wallet:shop", 2, "", "account:shop")
	p.AddHops()
	p.tokenHops()
	for i := range rounds {
		y := p.paid(fmt.Sprintf("round-%d/koingate", i+1))
		p.W.Facts = append(p.W.Facts, world.Fact{
			Kind: truth.Hop, Ref: "hop:" + y.Ref, Subject: y.From, Predicate: "pays", Object: "customer:koingate/runner",
			Difficulty: 3, Proof: []world.Ref{y.Ref}, Cause: y.Cause,
		})
	}
}

// tokenHops enters every payment of the token between two wallets of the line.
func (p *plan) tokenHops() {
	known := map[world.Ref]bool{}
	for _, f := range p.W.Facts {
		known[f.Ref] = f.Kind == truth.Entity && !f.Innocent
	}
	for _, y := range p.W.TokenPayments {
		if known[y.From] && known[y.To] {
			p.W.Facts = append(p.W.Facts, world.Fact{
				Kind: truth.Hop, Ref: "hop:" + y.Ref, Subject: y.From, Predicate: "pays", Object: y.To, Difficulty: 3, Proof: []world.Ref{y.Ref}, Cause: y.Cause,
			})
		}
	}
}
