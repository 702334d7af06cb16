package quietroom

import (
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// platform is the service in the selectors of its accounts.
const platform = "kurjer-black"

// entities are the network's accounts, its wallet and its telephone, and the
// innocent: each is shown by a row, the innocent by their line of the contact sheet.
func (p *plan) entities() {
	hard := map[string]int{"organiser": 2, "dispatcher": 2, "launderer": 3, "fixer": 4}
	for _, c := range cast {
		f := world.Fact{
			Ref: world.Ref("account:" + c.ref), Type: "account", Role: c.ref, Difficulty: max(hard[c.ref], 2), Innocent: !c.guilty,
			Selectors: []truth.Selector{{Kind: "handle", Platform: platform, Value: p.accounts[c.ref].id}},
			Proof:     []world.Ref{p.contact(c.ref)},
		}
		if c.guilty {
			f.Proof = []world.Ref{p.shows(c.ref)}
		}
		p.AddEntity(f)
	}
	p.AddEntity(world.Fact{Ref: "wallet:collection", Type: "wallet", Role: "where the money comes together", Difficulty: 2, Proof: []world.Ref{p.founded("money")}})
	p.AddEntity(world.Fact{
		Ref: "phone:dispatcher", Type: "phone", Role: "dispatcher's number", Difficulty: 2, Proof: []world.Ref{p.founded("number")},
		Selectors: []truth.Selector{{Kind: "phone", Value: p.Number("dispatcher")}},
	})
}

// founded is the row of one of the lines with which the network came together.
func (p *plan) founded(name string) world.Ref { return p.sent.row["founding/"+name] }

// shows is the row in which somebody of the network first says what he is.
func (p *plan) shows(ref string) world.Ref {
	switch ref {
	case "organiser":
		return p.sent.row[p.firstOrder().ref]
	case "dispatcher":
		return p.founded("list")
	case "launderer":
		return p.founded("money")
	case "fixer":
		return p.founded("found-3")
	}
	return p.founded("drive-" + ref[len("driver-"):])
}

func (p *plan) links() {
	for _, e := range []struct {
		subject, predicate, object, row string
		hard                            int
	}{
		{"account:dispatcher", "works_for", "account:organiser", "list", 2},
		{"account:launderer", "works_for", "account:organiser", "money", 2},
		{"account:driver-1", "works_for", "account:dispatcher", "drive-1", 2},
		{"account:driver-2", "works_for", "account:dispatcher", "drive-2", 2},
		{"account:driver-3", "works_for", "account:dispatcher", "drive-3", 2},
		{"account:driver-4", "works_for", "account:dispatcher", "drive-4", 2},
		{"account:fixer", "recruits", "account:driver-3", "found-3", 4},
		{"account:fixer", "recruits", "account:driver-4", "found-4", 4},
		{"account:launderer", "owns", "wallet:collection", "money", 3},
		{"account:dispatcher", "owns", "phone:dispatcher", "number", 2},
	} {
		p.AddLink(world.Fact{
			Subject: world.Ref(e.subject), Predicate: e.predicate, Object: world.Ref(e.object), Difficulty: e.hard,
			Proof: []world.Ref{p.founded(e.row)}, Cause: world.Cause{Saga: "founding", Step: e.row},
		})
	}
}
