package typology

// fanOut: one account is filled and pays many in a short time, each a similar
// part. AMLSim (Suzumura and Kanezashi, IBM, 2018); AMLworld (Altman et al., 2023).
//
// The twin is a club's treasurer who refunds members' expenses as the claims
// come in, one by one.
func fanOut() *Typology {
	return &Typology{
		Name: "fan-out", Twin: "a treasurer refunds what members have laid out", Least: 5, Most: 16, Days: 5,
		guilty: func(d *draft) {
			fill := d.pay(Outside, 0, d.stage(0, 2), d.Amount, "fill", Decision)
			begin := d.stage(1, 2)
			for i, share := range d.split(d.less(d.amount(fill), 2, 6), d.Parties-1) {
				d.pay(0, i+1, d.soon(begin), share, "spread", fill)
			}
		},
		innocent: func(d *draft) {
			fill := d.pay(Outside, 0, d.stage(0, 4), d.Amount, "budget", Decision)
			for i, share := range d.split(d.less(d.amount(fill), 10, 40), d.Parties-1) {
				d.pay(0, i+1, d.stage(1+d.s.IntN(3), 4), share, "refund", fill)
			}
		},
	}
}
