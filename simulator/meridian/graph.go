package meridian

import (
	"time"

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
		{"g3", "deposits 3", 2, "post:g3/2"},
		{ring, "fees of workers", 2, "account:" + ring},
	} {
		p.AddEntity(world.Fact{Ref: world.Ref("wallet:" + v.ref), Type: "wallet", Role: v.role, Difficulty: v.hard, Proof: []world.Ref{v.proof}})
	}
	for _, v := range []string{"advice", "circle"} {
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
		{Ref: tokenWallet("till"), Type: "wallet", Role: "dollars of the desk", Difficulty: 3, Proof: []world.Ref{p.dollars()}},
		{Ref: tokenWallet("purse"), Type: "wallet", Role: "taken out of the till", Difficulty: 3},
		{Ref: "member:manager", Type: "account", Role: "product-manager", Difficulty: 3},
		{Ref: "vehicle:g1van", Type: "vehicle", Role: "van of channel 1", Difficulty: 4, Proof: []world.Ref{"journey:g1van/1"}},
		{Ref: "vehicle:g2van", Type: "vehicle", Role: "van of channel 2", Difficulty: 4, Proof: []world.Ref{"journey:g2van/1"}},
		{Ref: "vehicle:boat", Type: "vehicle", Role: "boat of channel 3", Difficulty: 3, Proof: []world.Ref{"journey:boat/1"}},
		{Ref: "person:g2till", Type: "person", Role: "collector-2", Difficulty: 3, Proof: []world.Ref{"order:counter-1"}, Selectors: named("g2till")},
		{Ref: "person:runner", Type: "person", Role: "cash-runner", Difficulty: 4, Proof: []world.Ref{"order:counted-1"}, Selectors: named("runner")},
		{Ref: "vehicle:trawler", Type: "vehicle", Role: "fishermen's boat", Difficulty: 2, Innocent: true, Proof: []world.Ref{"journey:trawler/1"}},
		{Ref: "vehicle:ferry", Type: "vehicle", Role: "ferry", Difficulty: 2, Innocent: true, Proof: []world.Ref{"journey:ferry/1"}},
		{Ref: broker("north"), Type: "organisation", Role: "money-shop", Difficulty: 2, Innocent: true, Proof: []world.Ref{"order:counter-1"}},
		{Ref: broker("south"), Type: "organisation", Role: "money-shop", Difficulty: 2, Innocent: true, Proof: []world.Ref{"order:counted-1"}},
		{Ref: "person:relative", Type: "person", Role: "relative", Difficulty: 3, Innocent: true, Proof: []world.Ref{"order:family-1/1"}, Selectors: named("relative")},
		{Ref: tokenWallet("developer"), Type: "wallet", Role: "lawful", Difficulty: 2, Innocent: true, Proof: []world.Ref{"account:developer"}},
		{Ref: "vehicle:coach", Type: "vehicle", Role: "coach", Difficulty: 2, Innocent: true},
		{Ref: "vehicle:shuttle", Type: "vehicle", Role: "honest agency's van", Difficulty: 2, Innocent: true},
		{Ref: "customer:koingate/sister", Type: "payment_account", Role: "remittances", Difficulty: 3, Innocent: true},
		{Ref: "customer:third/printer", Type: "payment_account", Role: "print shop", Difficulty: 3, Innocent: true},
		{Ref: "person:sister", Type: "person", Role: "remittance-receiver", Difficulty: 3, Innocent: true, Proof: []world.Ref{"customer:koingate/sister"}, Selectors: named("sister")},
		{Ref: "domain:advice", Type: "domain", Role: "advice-ngo", Difficulty: 2, Innocent: true, Proof: []world.Ref{"dns:advice/A"}},
		{Ref: "domain:developer", Type: "domain", Role: "developer", Difficulty: 2, Innocent: true, Proof: []world.Ref{"dns:developer/A"}},
		{Ref: "domain:fairwork", Type: "domain", Role: "honest-agency", Difficulty: 2, Innocent: true, Proof: []world.Ref{"dns:fairwork/A"}},
	} {
		p.AddEntity(f)
	}
}

// tokenHops enters every payment of dollars between two wallets of the case graph.
func (p *plan) tokenHops() {
	for _, y := range p.W.TokenPayments {
		if y.From == tokenWallet("till") && y.To == tokenWallet("purse") {
			p.W.Facts = append(p.W.Facts, world.Fact{
				Kind: truth.Hop, Ref: "hop:" + y.Ref, Subject: y.From, Predicate: "pays", Object: y.To, Difficulty: 3, Proof: []world.Ref{y.Ref}, Cause: y.Cause,
			})
		}
	}
}

// silences enters when the boat falls silent.
func (p *plan) silences() {
	for _, j := range p.W.Journeys {
		for _, x := range j.Silent {
			p.W.Facts = append(p.W.Facts, world.Fact{
				Kind: truth.Event, Ref: "silence:" + j.Ref, Type: "silent", Subject: j.Vehicle, Object: world.Ref(x.From.UTC().Format(time.RFC3339) + "/15m"),
				Difficulty: 3, Proof: []world.Ref{j.Ref}, Cause: j.Cause,
			})
		}
	}
}

func (p *plan) links() {
	for _, f := range []world.Fact{
		{Subject: "email:registrant", Predicate: "registers", Object: "domain:main", Difficulty: 2, Only: "infra", Proof: []world.Ref{"registration:main"}},
		{Subject: "account:main", Predicate: "advertises", Object: "domain:main", Difficulty: 1, Proof: []world.Ref{"post:main/8"}},
		{Subject: "account:main", Predicate: "advertises", Object: "wallet:fees", Difficulty: 1, Proof: []world.Ref{"post:main/6"}},
		{Subject: "account:main", Predicate: "advertises", Object: "wallet:guarantee", Difficulty: 1, Proof: []world.Ref{"post:main/7"}},
		{Subject: "account:g1", Predicate: "advertises", Object: "wallet:g1", Difficulty: 1, Proof: []world.Ref{"post:g1/2"}},
		{Subject: "account:g3", Predicate: "advertises", Object: "wallet:g3", Difficulty: 1, Proof: []world.Ref{"post:g3/2"}},
		{Subject: "account:ring", Predicate: "advertises", Object: "wallet:ring", Difficulty: 2, Proof: []world.Ref{"account:" + ring}},
		{Subject: "wallet:g1", Predicate: "pays", Object: "wallet:fees", Difficulty: 3, Only: "ledger", Proof: []world.Ref{"payment:fee/g1/1"}},
		{Subject: "wallet:g3", Predicate: "pays", Object: tokenWallet("till"), Difficulty: 5, Only: "ledger", Proof: []world.Ref{"payment:fee/g3/1", "token-payment:fee/g3/1"}},
		{Subject: tokenWallet("till"), Predicate: "pays", Object: tokenWallet("purse"), Difficulty: 3, Only: "ledger", Proof: []world.Ref{"token-payment:profit/1"}},
		{Subject: "member:manager", Predicate: "advertises", Object: tokenWallet("till"), Difficulty: 3, Proof: []world.Ref{p.dollars()}},
		{Subject: "account:g1", Predicate: "operates", Object: "vehicle:g1van", Difficulty: 4, Proof: []world.Ref{"journey:g1van/1", "message:g1/left/1"}},
		{Subject: "account:g2", Predicate: "operates", Object: "vehicle:g2van", Difficulty: 4, Proof: []world.Ref{"journey:g2van/1", "message:g2/left/1"}},
		{Subject: "account:g3", Predicate: "advertises", Object: "vehicle:boat", Difficulty: 3, Proof: []world.Ref{"clip:g3/1"}},
		{Subject: "person:g2till", Predicate: "works_for", Object: "account:g2", Difficulty: 4, Proof: []world.Ref{"message:g2/code/1", "order:counter-1"}},
		{Subject: "person:g2till", Predicate: "pays", Object: "person:runner", Difficulty: 4, Proof: []world.Ref{"order:counted-1"}},
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
