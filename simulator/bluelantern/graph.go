package bluelantern

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// entity is a row of the case graph. What it can be known by is bound by the
// surfaces; only what no surface binds is given here.
type entity struct {
	ref, kind, role string
	hard            int
	proof           []world.Ref
}

// guilty are the twenty entities of the case graph.
var guilty = []entity{
	{"account:main", "account", "channel-admin", 1, nil},
	{"account:producer", "account", "content-producer", 1, nil},
	{"account:broker", "account", "booking-broker", 1, nil},
	{"account:subrenter", "account", "sub-renter", 2, nil},
	{"account:earlier", "account", "banned predecessor", 3, []world.Ref{"post:main/back"}},
	{"person:main", "person", "channel-admin", 3, []world.Ref{"post:main/signed"}},
	{"person:producer", "person", "content-producer", 4, []world.Ref{"media:van"}},
	{"person:broker", "person", "booking-broker", 3, []world.Ref{"post:broker/signed"}},
	{"domain:main", "domain", "first page", 2, []world.Ref{"post:main/page"}},
	{"domain:rebirth", "domain", "second page", 2, []world.Ref{"post:main/newpage"}},
	{"host:first", "host", "web server", 2, []world.Ref{"dns:main/A"}},
	{"email:registrant", "email", "registrant", 2, []world.Ref{"registration:main"}},
	{"phone:desk", "phone", "desk", 2, []world.Ref{"post:main/1"}},
	{"wallet:deposit", "wallet", "deposits", 1, []world.Ref{"post:main/2"}},
	{"wallet:collection", "wallet", "collection", 3, []world.Ref{"payment:settlement-1/sweep"}},
	{"wallet:producer", "wallet", "content-producer", 2, []world.Ref{"account:producer"}},
	{"wallet:transport", "wallet", "sub-renter", 3, []world.Ref{"account:subrenter"}},
	{"image:van", "image", "advertisement", 2, []world.Ref{"media:van"}},
	{"image:road", "image", "original photo", 3, []world.Ref{"media:road"}},
	{"place:yard", "place", "where the pictures were taken", 3, []world.Ref{"media:road"}},
}

func (p *plan) entities() {
	for _, e := range guilty {
		p.AddEntity(world.Fact{Ref: world.Ref(e.ref), Type: e.kind, Role: e.role, Difficulty: e.hard, Proof: e.proof, Selectors: p.selectors(e.ref)})
	}
	innocent := func(ref, kind, role string, hard int, proof world.Ref, selectors []truth.Selector) {
		p.AddEntity(world.Fact{Ref: world.Ref(ref), Type: kind, Role: role, Difficulty: hard, Proof: []world.Ref{proof}, Selectors: selectors, Innocent: true})
	}
	for _, c := range cast {
		if !c.guilty {
			ref := "account:" + c.ref
			innocent(ref, "account", c.role, 1, world.Ref(ref), nil)
		}
	}
	for i := range travellers {
		ref := fmt.Sprintf("account:traveller%d", i+1)
		innocent(ref, "account", "traveller", 2, world.Ref(ref), nil)
	}
	for _, v := range services {
		if v.owner != "" {
			innocent("domain:"+v.ref, "domain", v.of, 2, world.Ref("dns:"+v.ref+"/A"), nil)
		}
	}
	innocent("wallet:legalaid", "wallet", "donations", 2, "account:legalaid", nil)
	innocent("wallet:family", "wallet", "family circle", 4, "account:family", nil)
	innocent("wallet:hosting", "wallet", "bills of the hosting firm", 4, "page:hosting/pay.html", nil)
	innocent("person:journalist", "person", "journalist", 1, "account:journalist", p.selectors("person:journalist"))
}

// selectors are those that no surface binds to the thing itself.
func (p *plan) selectors(ref string) []truth.Selector {
	sort, name, _ := strings.Cut(ref, ":")
	switch sort {
	case "person":
		return []truth.Selector{{Kind: "name", Value: p.NameOf(name)}}
	case "email":
		return []truth.Selector{{Kind: "email", Value: p.Names["email/registrant"]}}
	case "phone":
		return []truth.Selector{{Kind: "phone", Value: p.phone()}}
	case "place":
		for _, l := range p.W.Places {
			if l.Ref == world.Ref(ref) {
				return []truth.Selector{{Kind: "place", Value: draft.Degrees(l.At.Lat) + "," + draft.Degrees(l.At.Lon)}}
			}
		}
	}
	return nil
}

// edge is a link of the case graph.
type edge struct {
	subject, predicate, object string
	hard                       int
	only                       string
	proof                      []world.Ref
}

// edges are the twenty-five links. Those with a source in the only column can
// be shown by that source alone: infra (DNS, WHOIS, RDAP), ledger (a payment),
// exif (a picture's metadata), history (an old post outside the case file).
var edges = []edge{
	{"email:registrant", "registers", "domain:main", 2, "infra", []world.Ref{"registration:main"}},
	{"email:registrant", "registers", "domain:rebirth", 2, "infra", []world.Ref{"registration:rebirth"}},
	{"host:first", "hosts", "domain:main", 2, "infra", []world.Ref{"dns:main/A"}},
	{"host:first", "hosts", "domain:rebirth", 2, "infra", []world.Ref{"dns:rebirth/A"}},
	{"wallet:deposit", "pays", "wallet:collection", 3, "ledger", []world.Ref{"payment:settlement-1/sweep"}},
	{"wallet:collection", "pays", "wallet:producer", 3, "ledger", []world.Ref{"payment:settlement-1/pictures"}},
	{"wallet:collection", "pays", "wallet:transport", 3, "ledger", []world.Ref{"payment:settlement-1/transport"}},
	{"wallet:producer", "pays", "wallet:transport", 4, "ledger", []world.Ref{"payment:share"}},
	{"image:road", "located_at", "place:yard", 3, "exif", []world.Ref{"media:road"}},
	{"image:van", "located_at", "place:yard", 3, "exif", []world.Ref{"media:van"}},
	{"person:producer", "supplies", "image:van", 4, "exif", []world.Ref{"media:van"}},
	{"image:van", "same_image_as", "image:road", 5, "exif", []world.Ref{"media:van", "media:road"}},
	{"account:earlier", "alias_of", "account:main", 3, "history", []world.Ref{"post:main/back"}},
	{"person:main", "administers", "account:main", 3, "history", []world.Ref{"post:main/signed"}},
	{"person:broker", "operates", "account:broker", 3, "history", []world.Ref{"post:broker/signed"}},
	{"account:main", "advertises", "phone:desk", 2, "history", []world.Ref{"post:main/1"}},
	{"account:broker", "works_for", "account:main", 3, "", []world.Ref{"post:broker/signed"}},
	{"account:subrenter", "transports", "account:main", 3, "", []world.Ref{"post:subrenter/drives"}},
	{"account:producer", "supplies", "account:main", 2, "", []world.Ref{"post:producer/supply"}},
	{"account:main", "advertises", "domain:main", 1, "", []world.Ref{"post:main/page"}},
	{"account:main", "advertises", "domain:rebirth", 1, "", []world.Ref{"post:main/newpage"}},
	{"account:main", "advertises", "wallet:deposit", 1, "", []world.Ref{"post:main/2"}},
	{"domain:rebirth", "advertises", "wallet:deposit", 2, "", []world.Ref{"page:rebirth/seats.html"}},
	{"account:producer", "owns", "wallet:producer", 1, "", []world.Ref{"account:producer"}},
	{"account:subrenter", "owns", "wallet:transport", 2, "", []world.Ref{"account:subrenter"}},
}

func (p *plan) links() {
	for _, e := range edges {
		p.AddLink(world.Fact{
			Subject: world.Ref(e.subject), Predicate: e.predicate, Object: world.Ref(e.object),
			Difficulty: e.hard, Only: e.only, Proof: e.proof,
		})
	}
}
