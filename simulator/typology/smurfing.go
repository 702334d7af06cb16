package typology

// smurfing: many people pay small sums into one account for somebody else's
// money; each got his part shortly before. SAML-D (Oztas et al., ICEBE 2023).
//
// The twin is an appeal for donations: people give of their own, and some of
// them had money coming in that week, as people have.
func smurfing() *Typology {
	return &Typology{
		Name: "smurfing", Twin: "people answer an appeal for donations", Least: 6, Most: 18, Days: 5,
		guilty: func(d *draft) {
			for i, share := range d.split(d.Amount, d.Parties-1) {
				got := d.pay(Outside, i+1, d.stage(0, 1), share, "hand-out", Decision)
				d.pay(i+1, 0, d.soon(d.after(got)), d.less(d.amount(got), 1, 7), "pay-in", got)
			}
		},
		innocent: func(d *draft) {
			for i, share := range d.split(d.Amount, d.Parties-1) {
				d.pay(Outside, i+1, d.stage(0, 1), share, "own-money", Decision)
				d.pay(i+1, 0, d.stage(0, 1), d.less(share, 1, 40), "donation", Decision)
			}
		},
	}
}
