package drydock

import (
	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

func (p *plan) entities() {
	add := func(ref world.Ref, sort, role string, hard int, innocent bool, proof world.Ref, selectors ...truth.Selector) {
		p.AddEntity(world.Fact{Ref: ref, Type: sort, Role: role, Difficulty: hard, Innocent: innocent, Proof: []world.Ref{proof}, Selectors: selectors})
	}
	name := func(ref string) truth.Selector { return truth.Selector{Kind: "name", Value: p.NameOf(ref)} }
	add(loopi("recruiter"), "account", "skipper-recruiter", 1, false, loopi("recruiter"))
	add(loopi("procurer"), "account", "boat-procurer", 2, false, loopi("procurer"))
	add("person:broker", "person", "berth-broker", 3, false, image("receipt"), name("broker"))
	add(vessel("boat"), "vehicle", "boat", 3, false, vessel("boat"))
	add("place:mole", "place", "where still 4 was taken", 4, false, "table:bearings",
		truth.Selector{Kind: "place", Value: draft.Degrees(p.coast.camera.Lat) + "," + draft.Degrees(p.coast.camera.Lon)})
	add(image("still4"), "image", "still 4", 1, false, image("still4"))
	add(image("night"), "image", "of the rescue, before it was taken over", 2, false, image("night"))
	add(image("night-again"), "image", "recycled", 3, false, image("night-again"))
	add(image("deck"), "image", "of the rescue, before it was taken over", 2, false, image("deck"))
	add(image("deck-again"), "image", "recycled, with the older picture in its thumbnail", 3, false, image("deck-again"))
	for _, ref := range []string{"school", "rescue", "marina", "fishers"} {
		add(loopi(ref), "account", ref, 1, true, loopi(ref))
	}
	add(vessel("trawler"), "vehicle", "boat of the cooperative", 3, true, vessel("trawler"))
	add(vessel("ferry"), "vehicle", "ferry", 1, true, vessel("ferry"))
	add("person:skipper-1", "person", "made to steer: victim or witness", 4, true, "comment:leak", name("skipper-1"))
}

func (p *plan) links() {
	link := func(subject world.Ref, predicate string, object world.Ref, hard int, only string, proof ...world.Ref) {
		p.AddLink(world.Fact{Subject: subject, Predicate: predicate, Object: object, Difficulty: hard, Only: only, Proof: proof})
	}
	link(image("still4"), "located_at", "place:mole", 4, "", "table:bearings", "table:landmarks")
	link(image("night-again"), "same_image_as", image("night"), 4, "", image("night-again"), image("night"))
	link(image("deck-again"), "same_image_as", image("deck"), 4, "exif", image("deck-again"), image("deck"))
	link("person:broker", "supplies", vessel("boat"), 3, "", image("receipt"))
	link(loopi("procurer"), "supplies", loopi("recruiter"), 3, "", "comment:sale/1", "comment:sale/2")
	link(loopi("recruiter"), "advertises", vessel("boat"), 3, "", image("receipt"))
}
