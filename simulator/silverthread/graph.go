package silverthread

import (
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// entities are those who sell and what is theirs, and the innocent around them.
func (p *plan) entities() {
	hard := map[string]int{"vendor": 1, "escrow": 2, "recruiter": 2, "courier": 3}
	for _, c := range cast {
		if c.rank != "" {
			p.AddEntity(world.Fact{Ref: world.Ref("member:" + c.ref), Type: "account", Role: c.ref, Difficulty: max(hard[c.ref], 1), Innocent: !c.guilty})
		}
	}
	p.AddEntity(world.Fact{Ref: "wallet:escrow", Type: "wallet", Role: "money of buyers", Difficulty: 2, Proof: []world.Ref{"forum-post:guarantee/1"}})
	p.AddEntity(world.Fact{Ref: "wallet:vendor", Type: "wallet", Role: "vendor", Difficulty: 2, Proof: []world.Ref{"member:vendor"}})
	p.AddEntity(world.Fact{Ref: "wallet:courier", Type: "wallet", Role: "courier", Difficulty: 3, Proof: []world.Ref{"forum-post:letters/1"}})
	p.AddEntity(world.Fact{Ref: "domain:fake", Type: "domain", Role: "false agency", Difficulty: 2, Proof: []world.Ref{"forum-post:students/1"}})
	p.AddEntity(world.Fact{
		Ref: "email:registrant", Type: "email", Role: "registrant", Difficulty: 3, Proof: []world.Ref{"registration:fake"},
		Selectors: []truth.Selector{{Kind: "email", Value: p.Names["email/registrant"]}},
	})
	for _, ref := range []string{"agency", "notary", "translator"} {
		p.AddEntity(world.Fact{Ref: world.Ref("domain:" + ref), Type: "domain", Role: ref, Difficulty: 2, Innocent: true, Proof: []world.Ref{world.Ref("dns:" + ref + "/A")}})
	}
	p.AddEntity(world.Fact{Ref: "wallet:agency", Type: "wallet", Role: "fees of the agency", Difficulty: 3, Innocent: true, Proof: []world.Ref{"page:agency/home"}})
	p.AddEntity(world.Fact{
		Ref: "person:notary", Type: "person", Role: "whose name was stolen", Difficulty: 2, Innocent: true, Proof: []world.Ref{"page:notary/home"},
		Selectors: []truth.Selector{{Kind: "name", Value: p.NameOf("notary")}},
	})
}

// links are what posts, a registration and the ledger show. Nothing of them needs
// a private message.
func (p *plan) links() {
	for _, e := range []struct {
		subject, predicate, object, proof, only string
		hard                                    int
	}{
		{"member:escrow", "supplies", "member:vendor", "forum-post:guarantee/2", "", 3},
		{"member:recruiter", "recruits", "member:vendor", "forum-post:students/2", "", 3},
		{"member:courier", "transports", "member:vendor", "forum-post:letters/2", "", 3},
		{"member:recruiter", "advertises", "domain:fake", "forum-post:students/1", "", 1},
		{"member:escrow", "owns", "wallet:escrow", "forum-post:guarantee/1", "", 2},
		{"member:vendor", "owns", "wallet:vendor", "member:vendor", "", 2},
		{"member:courier", "owns", "wallet:courier", "forum-post:letters/1", "", 2},
		{"email:registrant", "registers", "domain:fake", "registration:fake", "infra", 3},
		{"wallet:escrow", "pays", "wallet:vendor", "payment:order-3/release", "ledger", 4},
		{"wallet:vendor", "pays", "wallet:courier", "payment:order-3/letters", "ledger", 4},
	} {
		p.AddLink(world.Fact{
			Subject: world.Ref(e.subject), Predicate: e.predicate, Object: world.Ref(e.object), Difficulty: e.hard, Only: e.only, Proof: []world.Ref{world.Ref(e.proof)},
			Cause: world.Cause{Saga: "graph", Step: e.predicate, Cause: e.proof},
		})
	}
}
