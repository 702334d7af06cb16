package meridian

import (
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// entities are the accounts that offer or support, the wallets that they have
// published, the page and its mailbox, the accounts at exchanges, two names; and
// everybody who only looks like it.
func (p *plan) entities() {
	for _, c := range cast {
		p.AddEntity(world.Fact{Ref: world.Ref("account:" + c.ref), Type: "account", Role: c.role, Difficulty: 1, Innocent: !c.guilty})
	}
	for _, v := range []struct {
		ref, role string
		hard      int
		proof     world.Ref
	}{
		{"fees", "fees of the desk", 1, "post:main/6"},
		{"guarantee", "held money", 1, "post:main/7"},
		{"g1", "deposits 1", 2, "post:g1/2"},
		{"g2", "deposits 2", 2, "post:g2/2"},
		{"g3", "deposits 3", 2, "post:g3/2"},
		{ring, "fees of workers", 2, "account:" + ring},
	} {
		p.AddEntity(world.Fact{Ref: world.Ref("wallet:" + v.ref), Type: "wallet", Role: v.role, Difficulty: v.hard, Proof: []world.Ref{v.proof}})
	}
	for _, v := range []string{"advice", "shelter", "radio", "developer", "circle"} {
		account := v
		if v == "circle" {
			account = "cousin"
		}
		p.AddEntity(world.Fact{Ref: world.Ref("wallet:" + v), Type: "wallet", Role: "lawful", Difficulty: 2, Innocent: true, Proof: []world.Ref{world.Ref("account:" + account)}})
	}
	named := func(ref string) []truth.Selector { return []truth.Selector{{Kind: "name", Value: p.NameOf(ref)}} }
	for _, f := range []world.Fact{
		{Ref: "domain:main", Type: "domain", Role: "page of the desk", Difficulty: 1, Proof: []world.Ref{"post:main/8"}},
		{Ref: "email:registrant", Type: "email", Role: "registrant", Difficulty: 2, Proof: []world.Ref{"registration:main"}, Selectors: []truth.Selector{{Kind: "email", Value: p.Names["registrant"]}}},
		{Ref: "customer:koingate/owner", Type: "payment_account", Role: "owner's account", Difficulty: 4},
		{Ref: "customer:second/banco", Type: "payment_account", Role: "payments' account", Difficulty: 4},
		{Ref: "person:owner", Type: "person", Role: "owner", Difficulty: 5, Proof: []world.Ref{"registration:main", "customer:koingate/owner"}, Selectors: named("owner")},
		{Ref: "person:manager", Type: "person", Role: "product-manager", Difficulty: 2, Proof: []world.Ref{"post:manager/2"}, Selectors: named("manager")},
		{Ref: "vehicle:bus", Type: "vehicle", Role: "bus of the agency", Difficulty: 2, Proof: []world.Ref{p.invoice("bus")}, Selectors: []truth.Selector{{Kind: "plate", Value: p.plate("bus")}}},
		{Ref: "phone:ring", Type: "phone", Role: "number of the agency", Difficulty: 1, Proof: []world.Ref{"listing:ring/1"}, Selectors: []truth.Selector{{Kind: "phone", Value: p.SellerNumber(ring)}}},
		{Ref: "vehicle:coach", Type: "vehicle", Role: "coach", Difficulty: 2, Innocent: true},
		{Ref: "vehicle:shuttle", Type: "vehicle", Role: "honest agency's van", Difficulty: 2, Innocent: true},
		{Ref: "customer:koingate/sister", Type: "payment_account", Role: "remittances", Difficulty: 3, Innocent: true},
		{Ref: "customer:koingate/printer", Type: "payment_account", Role: "print shop", Difficulty: 3, Innocent: true},
		{Ref: "person:sister", Type: "person", Role: "remittance-receiver", Difficulty: 3, Innocent: true, Proof: []world.Ref{"customer:koingate/sister"}, Selectors: named("sister")},
		{Ref: "domain:advice", Type: "domain", Role: "advice-ngo", Difficulty: 2, Innocent: true, Proof: []world.Ref{"dns:advice/A"}},
		{Ref: "domain:developer", Type: "domain", Role: "developer", Difficulty: 2, Innocent: true, Proof: []world.Ref{"dns:developer/A"}},
		{Ref: "domain:fairwork", Type: "domain", Role: "honest-agency", Difficulty: 2, Innocent: true, Proof: []world.Ref{"dns:fairwork/A"}},
	} {
		p.AddEntity(f)
	}
}

func (p *plan) links() {
	for _, f := range []world.Fact{
		{Subject: "email:registrant", Predicate: "registers", Object: "domain:main", Difficulty: 2, Only: "infra", Proof: []world.Ref{"registration:main"}},
		{Subject: "account:main", Predicate: "advertises", Object: "domain:main", Difficulty: 1, Proof: []world.Ref{"post:main/8"}},
		{Subject: "account:main", Predicate: "advertises", Object: "wallet:fees", Difficulty: 1, Proof: []world.Ref{"post:main/6"}},
		{Subject: "account:main", Predicate: "advertises", Object: "wallet:guarantee", Difficulty: 1, Proof: []world.Ref{"post:main/7"}},
		{Subject: "account:g1", Predicate: "advertises", Object: "wallet:g1", Difficulty: 1, Proof: []world.Ref{"post:g1/2"}},
		{Subject: "account:g2", Predicate: "advertises", Object: "wallet:g2", Difficulty: 1, Proof: []world.Ref{"post:g2/2"}},
		{Subject: "account:g3", Predicate: "advertises", Object: "wallet:g3", Difficulty: 1, Proof: []world.Ref{"post:g3/2"}},
		{Subject: "account:ring", Predicate: "advertises", Object: "wallet:ring", Difficulty: 2, Proof: []world.Ref{"account:" + ring}},
		{Subject: "wallet:g1", Predicate: "pays", Object: "wallet:fees", Difficulty: 3, Only: "ledger", Proof: []world.Ref{"payment:fee/g1/1"}},
		{Subject: "wallet:g2", Predicate: "pays", Object: "wallet:fees", Difficulty: 3, Only: "ledger", Proof: []world.Ref{"payment:fee/g2/1"}},
		{Subject: "wallet:g3", Predicate: "pays", Object: "wallet:fees", Difficulty: 3, Only: "ledger", Proof: []world.Ref{"payment:fee/g3/1"}},
		{Subject: "wallet:ring", Predicate: "pays", Object: "wallet:fees", Difficulty: 3, Only: "ledger", Proof: []world.Ref{"payment:fee/ring/1"}},
		{Subject: "person:owner", Predicate: "owns", Object: "customer:koingate/owner", Difficulty: 4, Proof: []world.Ref{"customer:koingate/owner"}},
		{Subject: "person:owner", Predicate: "operates", Object: "email:registrant", Difficulty: 5, Proof: []world.Ref{"customer:koingate/owner", "registration:main"}},
		{Subject: "account:ring", Predicate: "operates", Object: "vehicle:bus", Difficulty: 2, Proof: []world.Ref{p.invoice("bus")}},
		{Subject: "account:ring", Predicate: "advertises", Object: "phone:ring", Difficulty: 2, Proof: []world.Ref{"listing:ring/1"}},
		{Subject: "person:manager", Predicate: "operates", Object: "account:manager", Difficulty: 2, Proof: []world.Ref{"post:manager/2"}},
		{Subject: "wallet:fees", Predicate: "pays", Object: "customer:koingate/owner", Difficulty: 4, Proof: []world.Ref{"payment:deposit/koingate/owner/1", "customer:koingate/owner"}},
	} {
		p.AddLink(f)
	}
}
