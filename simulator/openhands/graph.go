package openhands

import (
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// entities enters the few that belong into a file, and everybody who does not.
func (p *plan) entities() {
	named := func(ref string) []truth.Selector { return []truth.Selector{{Kind: "name", Value: p.NameOf(ref)}} }
	for _, e := range []world.Fact{
		{Ref: "account:fake", Type: "account", Role: "fake-volunteer", Difficulty: 1},
		{Ref: "account:extorter", Type: "account", Role: "extorter", Difficulty: 1},
		{Ref: "account:bot", Type: "account", Role: "helper-bot", Difficulty: 2},
		{Ref: "person:fake", Type: "person", Role: "fake-volunteer", Difficulty: 2, Proof: []world.Ref{p.card("fake")}, Selectors: named("fake")},
		{Ref: "person:extorter", Type: "person", Role: "extorter", Difficulty: 2, Proof: []world.Ref{p.card("extorter")}, Selectors: named("extorter")},
		{Ref: "domain:fake", Type: "domain", Role: "false page", Difficulty: 2, Proof: []world.Ref{"post:fake/1"}},
		{Ref: "phone:fake", Type: "phone", Role: "seats", Difficulty: 2, Proof: []world.Ref{"post:fake/2"}, Selectors: []truth.Selector{{Kind: "phone", Value: p.Number("fake")}}},
		{
			Ref: "payment-account:extorter", Type: "payment_account", Role: "deposits", Difficulty: 3, Proof: []world.Ref{p.row("deposit/1/first")},
			Selectors: []truth.Selector{{Kind: "payment_account", Platform: "zefir-pay", Value: p.account("extorter")}},
		},
	} {
		p.AddEntity(e)
	}
	for _, a := range cast {
		if a.guilty {
			continue
		}
		p.AddEntity(world.Fact{Ref: world.Ref("account:" + a.ref), Type: "account", Role: a.role, Difficulty: 1, Innocent: true})
		p.AddEntity(world.Fact{Ref: world.Ref("person:" + a.ref), Type: "person", Role: a.role, Difficulty: 1, Innocent: true, Proof: []world.Ref{p.card(a.ref)}, Selectors: named(a.ref)})
	}
	for _, ref := range []string{"gossip1", "gossip2", "gossip3"} {
		p.AddEntity(world.Fact{Ref: world.Ref("account:" + ref), Type: "account", Role: "gossip", Difficulty: 2, Innocent: true})
	}
	for _, ref := range []string{"shelter", "lawyer"} {
		p.AddEntity(world.Fact{Ref: world.Ref("domain:" + ref), Type: "domain", Role: ref, Difficulty: 2, Innocent: true, Proof: []world.Ref{world.Ref("dns:" + ref + "/A")}})
	}
	for i, ref := range []string{"gift/1", "donation/1", "fare/1"} {
		holder := []string{"fundraiser", "shelter", "taxi"}[i]
		p.AddEntity(world.Fact{
			Ref: world.Ref("payment-account:" + holder), Type: "payment_account", Role: holder, Difficulty: 2, Innocent: true, Proof: []world.Ref{p.row(ref)},
			Selectors: []truth.Selector{{Kind: "payment_account", Platform: "zefir-pay", Value: p.account(holder)}},
		})
	}
}

// links are the six that can be shown.
func (p *plan) links() {
	for _, f := range []world.Fact{
		{Subject: "person:fake", Predicate: "operates", Object: "account:fake", Difficulty: 2, Proof: []world.Ref{p.card("fake")}},
		{Subject: "person:extorter", Predicate: "operates", Object: "account:extorter", Difficulty: 2, Proof: []world.Ref{p.card("extorter")}},
		{Subject: "account:bot", Predicate: "works_for", Object: "account:fake", Difficulty: 3, Proof: []world.Ref{"post:bot/1"}},
		{Subject: "account:fake", Predicate: "advertises", Object: "domain:fake", Difficulty: 1, Proof: []world.Ref{"post:fake/1"}},
		{Subject: "account:fake", Predicate: "advertises", Object: "phone:fake", Difficulty: 1, Proof: []world.Ref{"post:fake/2"}},
		{Subject: "person:extorter", Predicate: "owns", Object: "payment-account:extorter", Difficulty: 3, Proof: []world.Ref{p.row("deposit/1/first")}},
	} {
		p.AddLink(f)
	}
}
