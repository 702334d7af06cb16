package typology_test

import (
	"time"

	"github.com/osint-radar/academy/simulator/typology"
	"github.com/osint-radar/academy/simulator/world"
)

// shape is what makes a typology: who pays whom, in which order, how much.
type shape struct {
	name, source string
	steps        [2][]string    // of a case, of its twin
	shape        func(g *graph) // of both
	guilty, twin func(g *graph) // of one side alone, nil: nothing
}

// The sources of the definitions.
const (
	amlsim = "AMLSim (Suzumura and Kanezashi, IBM, 2018; its wiki, Transaction Model: Alert Model)"
	samld  = "SAML-D (Oztas et al., ICEBE 2023)"
	fatf   = "FATF, Money Laundering and Terrorist Financing Risks Arising from Migrant Smuggling, 2022"
	tbml   = "Zdanowicz, Trade-Based Money Laundering and Terrorist Financing, 2009"
)

// shapesOf lists them in the order of typology.All. A function sees the steps of a
// case by their place in steps.
func shapesOf() []shape {
	return append(append(patterns(), launderings()...), journeys()...)
}

// patterns are AMLSim's eight.
func patterns() []shape {
	return []shape{
		{
			name: "fan-in", source: amlsim, steps: [2][]string{{"collect", "cash-out"}, {"contribute", "feast"}},
			shape: func(g *graph) {
				g.many(g.steps[0], from, 4, 1)
				hub := g.one(g.steps[0], to)
				g.want(g.one(g.steps[1], from) == hub, "somebody else empties it")
				g.outside(g.steps[1], to)
				g.keeps(g.steps[1], g.steps[0])
			},
			guilty: func(g *graph) { g.soon(g.steps[1]) },
			twin:   func(g *graph) { g.later(g.steps[1], g.steps[0]) },
		},
		{
			name: "fan-out", source: amlsim, steps: [2][]string{{"fill", "spread"}, {"budget", "refund"}},
			shape: func(g *graph) {
				g.outside(g.steps[0], from)
				hub := g.one(g.steps[0], to)
				g.want(len(g.steps[0]) == 1 && g.one(g.steps[1], from) == hub, "somebody else spreads it")
				g.many(g.steps[1], to, 4, 1)
				g.alike(g.steps[1], 4)
				g.later(g.steps[1], g.steps[0])
				g.keeps(g.steps[1], g.steps[0])
			},
			guilty: func(g *graph) { g.together(g.steps[1]) },
		},
		{
			name: "cycle", source: amlsim, steps: [2][]string{{"pass"}, {"settle"}},
			shape: func(g *graph) { // one ring of all
				next := map[int]int{}
				for _, f := range g.all {
					next[f.From] = f.To
				}
				g.many(g.all, from, g.saga.Parties, 1)
				g.many(g.all, to, g.saga.Parties, 1)
				at, n := next[g.all[0].From], 1
				for ; n < len(g.all) && at != g.all[0].From; n++ {
					at = next[at]
				}
				g.want(n == g.saga.Parties && at == g.all[0].From, "it closes after %d of %d", n, g.saga.Parties)
			},
			guilty: (*graph).walk,
		},
		{
			name: "bipartite", source: amlsim, steps: [2][]string{{"exchange"}, {"purchase"}},
			shape: func(g *graph) {
				pairs := map[[2]int]bool{}
				for _, f := range g.all {
					g.want(!pairs[[2]int{f.From, f.To}], "%d pays %d twice", f.From, f.To)
					pairs[[2]int{f.From, f.To}] = true
				}
				g.apart(ends(g.all, from), ends(g.all, to))
				half := g.saga.Parties / 2
				g.want(len(ends(g.all, from)) == half && len(ends(g.all, to)) >= half, "%d pay %d, of %d", len(ends(g.all, from)), len(ends(g.all, to)), g.saga.Parties)
			},
			twin: func(g *graph) { // on the first days and the last
				begin := time.Duration(g.saga.Day) * 24 * time.Hour
				for _, f := range g.all {
					day := int((f.after() - begin) / (24 * time.Hour))
					g.want(day < (g.saga.Days-1)/4 || day >= 3*(g.saga.Days-1)/4, "day %d is no market day", day)
				}
			},
		},
		{
			name: "stack", source: amlsim, steps: [2][]string{{"layer-1", "layer-2"}, {"fee", "contribution"}},
			shape: func(g *graph) {
				mid := ends(g.steps[0], to)
				for account := range ends(g.steps[1], from) {
					mid[account]++
				}
				g.apart(ends(g.steps[0], from), mid, ends(g.steps[1], to))
				g.many(g.steps[0], from, g.saga.Parties/3, 2)
				g.want(len(g.steps[0]) == len(g.steps[1]), "%d go on of %d", len(g.steps[1]), len(g.steps[0]))
				g.keeps(g.steps[1], g.steps[0])
			},
			guilty: func(g *graph) { g.passes(g.steps[1], g.steps[0], 95, 99); g.soon(g.steps[1]) },
			twin:   func(g *graph) { g.later(g.steps[1], g.steps[0]) },
		},
		{
			name: "random", source: amlsim, steps: [2][]string{{"pass"}, {"share"}},
			shape: func(g *graph) {
				g.want(len(g.all) == 2*g.saga.Parties, "%d steps of %d people", len(g.all), g.saga.Parties)
			},
			guilty: (*graph).walk,
		},
		{
			name: "scatter-gather", source: amlsim, steps: [2][]string{{"scatter", "gather"}, {"support", "rent"}},
			shape: func(g *graph) {
				g.one(g.steps[0], from)
				g.one(g.steps[1], to)
				g.apart(ends(g.steps[0], from), ends(g.steps[0], to), ends(g.steps[1], to))
				g.many(g.steps[0], to, g.saga.Parties-2, 1)
				g.passes(g.steps[1], g.steps[0], 55, 99)
			},
			guilty: func(g *graph) { g.soon(g.steps[1]) },
			twin:   func(g *graph) { g.later(g.steps[1], g.steps[0]) },
		},
		{
			name: "gather-scatter", source: amlsim, steps: [2][]string{{"gather", "scatter"}, {"turn", "pot"}},
			shape: func(g *graph) {
				hub := g.one(g.steps[0], to)
				g.want(g.one(g.steps[1], from) == hub, "somebody else scatters it")
				g.many(g.steps[0], from, 2, 1)
				g.many(g.steps[1], to, 2, 1)
				g.apart(ends(g.steps[0], from), ends(g.steps[0], to), ends(g.steps[1], to))
				g.later(g.steps[1], g.steps[0])
				g.keeps(g.steps[1], g.steps[0])
			},
			guilty: func(g *graph) { g.together(g.steps[1]) },
			twin:   func(g *graph) { g.alike(g.steps[0], 1); g.alike(g.steps[1], 1) }, // a savings circle (Geertz 1962)
		},
	}
}

// launderings are those of SAML-D.
func launderings() []shape {
	return []shape{
		{
			name: "structuring", source: samld, steps: [2][]string{{"deposit", "forward"}, {"takings", "supplier"}},
			shape: func(g *graph) {
				g.outside(g.steps[0], from)
				hub := g.one(g.steps[0], to)
				g.want(g.one(g.steps[1], from) == hub, "somebody else spends it")
				g.want(sum(g.steps[0]) > 2*typology.Threshold, "the whole, %d, could be brought in at once", sum(g.steps[0]))
				g.later(g.steps[1], g.steps[0])
				g.keeps(g.steps[1], g.steps[0])
			},
			guilty: func(g *graph) { // all below the threshold, and near it
				for _, f := range g.steps[0] {
					g.want(f.Amount < typology.Threshold && f.Amount >= 75*typology.Threshold/100, "%d with a threshold of %d", f.Amount, typology.Threshold)
				}
			},
		},
		{
			name: "smurfing", source: samld, steps: [2][]string{{"hand-out", "pay-in"}, {"own-money", "donation"}},
			shape: func(g *graph) {
				g.outside(g.steps[0], from)
				g.many(g.steps[0], to, g.saga.Parties-1, 1)
				g.many(g.steps[1], from, g.saga.Parties-1, 1)
				g.apart(ends(g.steps[0], to), ends(g.steps[1], to))
				g.one(g.steps[1], to)
				for _, f := range g.steps[1] {
					g.want(2*f.Amount < sum(g.steps[1]), "%d is no small part of %d", f.Amount, sum(g.steps[1]))
				}
			},
			guilty: func(g *graph) { g.passes(g.steps[1], g.steps[0], 93, 99); g.soon(g.steps[1]) },
		},
		{
			name: "over-invoicing", source: samld + "; " + tbml, steps: [2][]string{{"invoice", "difference", "return"}, {"stage", "wages", "lodging"}},
			shape: func(g *graph) {
				buyer, seller := g.one(g.steps[0], from), g.one(g.steps[0], to)
				third := g.one(g.steps[1], to)
				g.want(world.Business(buyer) && world.Business(seller) && g.one(g.steps[1], from) == seller, "the firms are no firms, or others")
				g.want(g.one(g.steps[2], from) == third && !world.Business(third) && !world.Business(g.one(g.steps[2], to)), "it does not come back by a third party")
				g.apart(ends(g.steps[0], from), ends(g.steps[0], to), ends(g.steps[1], to), ends(g.steps[2], to))
				g.keeps(g.steps[1], g.steps[0])
			},
			// The goods are worth what the seller keeps: the price is half as much again
			// at least, and what is too much is back within a day.
			guilty: func(g *graph) {
				g.passes(g.steps[1], g.steps[0], 35, 65)
				g.passes(g.steps[2], g.steps[1], 92, 97)
				g.soon(g.steps[1])
				g.soon(g.steps[2])
				g.want(2*sum(g.steps[0]) >= 3*(sum(g.steps[0])-sum(g.steps[1]))-2*4*10_00, "%d is paid for what is worth %d", sum(g.steps[0]), sum(g.steps[0])-sum(g.steps[1]))
			},
		},
		{
			name: "behavioural-change", source: samld, steps: [2][]string{{"receive", "send-on"}, {"price", "debt"}},
			shape: func(g *graph) {
				hub := g.one(g.steps[0], to)
				g.want(g.one(g.steps[1], from) == hub, "somebody else sends it on")
				g.apart(ends(g.steps[0], from), ends(g.steps[0], to), ends(g.steps[1], to))
				unit := world.PayUnit(hub, world.PayHabits(g.w.Key).Stream(0, 0))
				g.want(sum(g.steps[0]) >= int64(len(g.steps[0]))*12*unit, "%d in %d transfers, usual are %d", sum(g.steps[0]), len(g.steps[0]), unit)
				g.keeps(g.steps[1], g.steps[0])
			},
			guilty: func(g *graph) { g.passes(g.steps[1], g.steps[0], 92, 98); g.soon(g.steps[1]) },
			twin: func(g *graph) {
				for _, f := range g.steps[1] {
					g.want(f.cause == nil || f.cause == g.steps[0][len(g.steps[0])-1], "a debt is paid because one buyer has paid")
				}
			},
		},
	}
}

// journeys are how journeys are paid for.
func journeys() []shape {
	return []shape{
		{
			name: "instalments", source: fatf, steps: [2][]string{{"instalment", "leg"}, {"instalment", "supplier"}},
			shape: func(g *graph) {
				hub, legs := g.one(g.steps[0], to), len(ends(g.steps[1], to))
				g.want(g.one(g.steps[1], from) == hub, "somebody else pays the carriers")
				g.want(legs == 2 || legs == 3, "%d carriers", legs)
				g.many(g.steps[0], from, 2, legs)
				g.apart(ends(g.steps[0], from), ends(g.steps[0], to), ends(g.steps[1], to))
				g.keeps(g.steps[1], g.steps[0])
				own := map[int][]*flow{}
				for _, f := range g.steps[0] {
					own[f.From] = append(own[f.From], f)
				}
				for _, list := range own {
					g.alike(list, 1)
				}
			},
			guilty: func(g *graph) { // leg by leg: the next is paid for when the carrier of the last has his
				g.passes(g.steps[1], g.steps[0], 70, 85)
				last := map[int]*flow{}
				for _, f := range g.all {
					if f.Step == "leg" {
						last[f.cause.From] = f
					} else if before := last[f.From]; before != nil {
						g.want(f.cause == before.cause && f.follows(before), "an instalment does not follow from the one before")
					}
				}
			},
			twin: func(g *graph) { g.later(g.steps[1], g.steps[0]) },
		},
		{
			name: "escrow", source: fatf + "; Reuters, December 2021", steps: [2][]string{{"deposit", "release"}, {"price", "handover"}},
			shape: func(g *graph) {
				g.many(g.steps[0], from, 2, 1)
				g.one(g.steps[0], to)
				g.one(g.steps[1], to)
				g.apart(ends(g.steps[0], from), ends(g.steps[0], to), ends(g.steps[1], to))
				g.passes(g.steps[1], g.steps[0], 90, 97)
			},
			guilty: func(g *graph) { g.later(g.steps[1], g.steps[0]) },
		},
		{
			name: "refund", source: fatf, steps: [2][]string{{"fare", "refund"}, {"order", "return"}},
			shape: func(g *graph) {
				g.many(g.steps[0], from, 4, 1)
				hub := g.one(g.steps[0], to)
				g.want(g.one(g.steps[1], from) == hub, "somebody else gives back")
				g.want(len(g.steps[1]) == (len(g.steps[0])+1)/2, "%d of %d come back", len(g.steps[1]), len(g.steps[0]))
				for _, f := range g.steps[1] {
					c := f.cause
					g.want(c != nil && f.To == c.From && f.follows(c) && f.Amount <= c.Amount, "more comes back than was paid, sooner, or to another")
				}
			},
			guilty: func(g *graph) { // those of one attempt fail together, and lose a part
				g.together(g.steps[1])
				for _, f := range g.steps[1] {
					g.want(10*f.Amount <= 9*f.cause.Amount, "%d of %d comes back", f.Amount, f.cause.Amount)
				}
			},
		},
	}
}
