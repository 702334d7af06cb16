package typology

// scatterGather: one account pays several, each of which pays the same last
// one. AMLSim (Suzumura and Kanezashi, IBM, 2018); AMLworld (Altman et al., 2023).
//
// The twin is a family that gives its children money for a shared flat: they
// live off it and pay the landlord their parts when the rent is due.
func scatterGather() *Typology {
	return &Typology{
		Name: "scatter-gather", Twin: "parents pay students, students their landlord", Least: 5, Most: 14, Days: 5,
		guilty: func(d *draft) {
			end := d.Parties - 1
			for i, share := range d.split(d.Amount, d.Parties-2) {
				out := d.pay(0, i+1, d.stage(0, 1), share, "scatter", Decision)
				d.pay(i+1, end, d.soon(d.after(out)), d.less(d.amount(out), 1, 5), "gather", out)
			}
		},
		innocent: func(d *draft) {
			end := d.Parties - 1
			for i, share := range d.split(d.Amount, d.Parties-2) {
				out := d.pay(0, i+1, d.stage(0, 2), share, "support", Decision)
				d.pay(i+1, end, d.stage(1, 2), d.less(d.amount(out), 5, 45), "rent", out)
			}
		},
	}
}
