package typology

// bipartite: a group of payers and a group of payees, most of the one paying
// most of the other. AMLSim (Suzumura and Kanezashi, IBM, 2018); AMLworld
// (Altman et al., 2023).
//
// The twin is a flea market: the same visitors buy at the same stalls, on
// market days only.
func bipartite() *Typology {
	between := func(d *draft, step string, days func() int) {
		left := d.Parties / 2
		shares := d.split(d.Amount, d.Parties)
		for from := range left {
			for to := left; to < d.Parties; to++ {
				if to-left != from && !d.s.Chance(3, 5) { // nobody is left out
					continue
				}
				d.pay(from, to, d.stage(days(), 4), shares[from]/int64(d.Parties-left)+1, step, Decision)
			}
		}
	}
	return &Typology{
		Name: "bipartite", Twin: "visitors and stalls of a flea market", Least: 6, Most: 12, Days: 9,
		guilty:   func(d *draft) { between(d, "exchange", func() int { return d.s.IntN(4) }) },
		innocent: func(d *draft) { between(d, "purchase", func() int { return 3 * d.s.IntN(2) }) },
	}
}
