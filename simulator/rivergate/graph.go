package rivergate

import (
	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// lastLeg is the journey in which the van was seen last.
func (p *plan) lastLeg() world.Ref { return world.Ref("journey:right/" + states[p.last].id) }

// entities enters what the file is about, and everybody who only stands near it.
func (p *plan) entities() {
	named := func(ref string) []truth.Selector { return []truth.Selector{{Kind: "name", Value: p.NameOf(ref)}} }
	hall := p.W.Place("place:hall").At
	for _, e := range []world.Fact{
		{Ref: "seller:recruiter", Type: "account", Role: "recruiter", Difficulty: 1},
		{Ref: "seller:again", Type: "account", Role: "recruiter's helper", Difficulty: 4},
		{Ref: "phone:recruiter", Type: "phone", Role: "recruiter", Difficulty: 2, Proof: []world.Ref{"listing:recruiter/1"}},
		{Ref: "vehicle:right", Type: "vehicle", Role: "van with people in it", Difficulty: 3, Proof: []world.Ref{p.lastLeg()}},
		{Ref: "person:shop", Type: "organisation", Role: "shop", Difficulty: 2, Proof: []world.Ref{p.contract(p.plates[0])}, Selectors: named("shop")},
		{Ref: "person:organiser", Type: "person", Role: "organiser", Difficulty: 2, Proof: []world.Ref{"paper:lease"}, Selectors: named("organiser")},
		{Ref: "person:landlord", Type: "person", Role: "landlord", Difficulty: 2, Proof: []world.Ref{"paper:lease"}, Selectors: named("landlord")},
		{Ref: "person:keyholder", Type: "person", Role: "key-holder", Difficulty: 3, Proof: []world.Ref{"paper:lease"}, Selectors: named("keyholder")},
		{
			Ref: "place:hall", Type: "place", Role: "where the van came from", Difficulty: 2, Proof: []world.Ref{"paper:lease"},
			Selectors: []truth.Selector{{Kind: "place", Value: draft.Degrees(hall.Lat) + "," + draft.Degrees(hall.Lon)}},
		},
	} {
		p.AddEntity(e)
	}
	for _, e := range []world.Fact{
		{Ref: "seller:courier", Type: "account", Role: "courier"},
		{Ref: "seller:hostel", Type: "account", Role: "hostel"},
		{Ref: "vehicle:twin", Type: "vehicle", Role: "van of the farm", Proof: []world.Ref{"journey:twin/md"}},
		{Ref: "person:driver", Type: "person", Role: "driver", Proof: []world.Ref{"paper:driver"}, Selectors: named("driver")},
		{Ref: "person:agency", Type: "organisation", Role: "agency", Proof: []world.Ref{p.contract(p.plates[1])}, Selectors: named("agency")},
		{Ref: "person:rental", Type: "organisation", Role: "rental firm", Proof: []world.Ref{"page:rental/home"}, Selectors: named("rental")},
		{Ref: "account:family", Type: "account", Role: "family"},
		{Ref: "account:journalist", Type: "account", Role: "journalist"},
	} {
		e.Innocent, e.Difficulty = true, 2
		p.AddEntity(e)
	}
}

// links are the seven that can be shown.
func (p *plan) links() {
	contract := p.contract(p.plates[0])
	for _, f := range []world.Fact{
		{Subject: "seller:recruiter", Predicate: "advertises", Object: "phone:recruiter", Difficulty: 1, Proof: []world.Ref{"listing:recruiter/1"}},
		{Subject: "seller:again", Predicate: "same_text_as", Object: "seller:recruiter", Difficulty: 4, Proof: []world.Ref{"listing:again"}},
		{Subject: "person:shop", Predicate: "operates", Object: "phone:recruiter", Difficulty: 3, Proof: []world.Ref{contract}},
		{Subject: "person:shop", Predicate: "supplies", Object: "vehicle:right", Difficulty: 3, Proof: []world.Ref{contract}},
		{Subject: "person:landlord", Predicate: "owns", Object: "place:hall", Difficulty: 2, Proof: []world.Ref{"paper:lease"}},
		{Subject: "person:organiser", Predicate: "operates", Object: "place:hall", Difficulty: 2, Proof: []world.Ref{"paper:lease"}},
		{Subject: "person:keyholder", Predicate: "works_for", Object: "person:organiser", Difficulty: 3, Proof: []world.Ref{"paper:lease"}},
	} {
		p.AddLink(f)
	}
}
