package market

import "fmt"

// Tour companies are to the networks' money what coaches are to their journeys:
// each network has one that sells as many journeys of as many legs, through a
// trust account that holds what travellers have paid until they are home
// (Directive (EU) 2015/2302 on package travel, article 17, on protection against
// insolvency), and shares out what comes in among its drivers and partners. On a
// ledger nothing but who they are tells the two apart.

// tourParts are the people of one tour company; its drivers come beside them.
var tourParts = []part{
	{slot: "operator", role: "tour-operator", org: true, called: "{A} {N} Tours", wallet: true},
	{slot: "desk", role: "tour-desk", profile: true, wallet: true},
}

// chauffeurPart is a driver of a tour company.
var chauffeurPart = part{slot: "driver", role: "tour-driver", wallet: true}

// partnerParts are those whom the tour companies beside a set share. Each has the
// place of a supplier.
var partnerParts = []part{
	{slot: "trustee", role: "travel-trustee", org: true, called: "{A} {N} Travel Trust", wallet: true, slots: 6},
	{slot: "leaflets", role: "advertising-agency", org: true, called: "{A} {N} Leaflets", wallet: true},
	{slot: "registrar", role: "domain-reseller", org: true, called: "{A}{N} Domains", wallet: true},
	{slot: "software", role: "booking-software-firm", org: true, called: "{A} {N} Software", wallet: true},
	{slot: "bookkeeper", role: "bookkeeper", wallet: true, slots: 2},
}

// tourCast brings the tour companies beside a set on.
func (p *plan) tourCast(t *set) {
	for _, c := range partnerParts {
		p.enter(t.like, c)
	}
	for k, n := range t.nets {
		x := &network{ref: fmt.Sprintf("%s/tour-%d", t.like, k+1), number: n.number, set: t, legs: n.legs, means: n.means, fates: n.fates}
		t.tours = append(t.tours, x)
		for _, c := range tourParts {
			p.enter(x.ref, c)
		}
		p.drivers(x, chauffeurPart)
		x.crew = p.crew(x.ref, "operator", "desk", t.like, "trustee", "leaflets", "registrar", "software", "bookkeeper")
	}
}

// crew are those between whom the money of a network or a tour company goes.
type crew struct {
	head, desk *actor
	holder     *actor    // keeps the deposits
	partners   [3]*actor // who advertises, who rents names out, who makes the programs
	cashier    *actor    // takes what is left
}

func (p *plan) crew(ref, head, desk, shared, holder, advertises, names, programs, cashier string) crew {
	of := func(slot string) *actor { return p.actors[shared+"/"+slot] }
	return crew{p.actors[ref+"/"+head], p.actors[ref+"/"+desk], of(holder), [3]*actor{of(advertises), of(names), of(programs)}, of(cashier)}
}
