package typology

// Threshold is the sum (hundredths) from which the fictional law of the
// training world wants a report of a single payment.
const Threshold = 1_000_00

// structuring: a sum is brought in as several payments, each below the
// reporting threshold. SAML-D (Oztas et al., "Enhancing Anti-Money Laundering:
// Development of a Synthetic Transaction Monitoring Dataset", ICEBE 2023).
//
// The twin is a market stall that brings in each day's takings: they stay below
// the threshold because the stall is small, and now and then one does not.
func structuring() *Typology {
	rest := func(d *draft, in []int, n int, step string, at func() int) {
		for i, bill := range d.split(d.less(d.sum(in), 5, 25), n) {
			d.pay(0, 1+i%(d.Parties-1), d.stage(at(), 4), bill, step, d.last(in))
		}
	}
	return &Typology{
		Name: "structuring", Twin: "a market stall brings in its takings", Least: 2, Most: 4, Days: 9,
		guilty: func(d *draft) {
			var in []int
			for range 6 + d.s.IntN(5) {
				in = append(in, d.pay(Outside, 0, d.stage(d.s.IntN(3), 4), Threshold*d.s.Between(80, 99)/100, "deposit", Decision))
			}
			rest(d, in, 2+d.s.IntN(3), "forward", func() int { return 3 })
		},
		innocent: func(d *draft) {
			var in []int
			for range 6 + d.s.IntN(5) {
				in = append(in, d.pay(Outside, 0, d.stage(d.s.IntN(3), 4), Threshold*d.s.Between(62, 106)/100, "takings", Decision))
			}
			rest(d, in, 2+d.s.IntN(3), "supplier", func() int { return 3 })
		},
	}
}
