package typology

// instalments: a journey is paid leg by leg; each instalment goes to a broker,
// who pays that leg's carrier. FATF, "Money Laundering and Terrorist Financing
// Risks Arising from Migrant Smuggling", 2022 (payment by stages; carriers paid
// apart from the organiser).
//
// The twin is a package tour paid in instalments; the agency pays hotel and
// coach at the month's end out of what all its customers paid.
//
// Parties: 0 the broker or agency, the first half of the others travel, the
// rest are paid for legs.
func instalments() *Typology {
	return &Typology{
		Name: "instalments", Twin: "a package tour is paid in instalments", Least: 5, Most: 11, Days: 13,
		guilty: func(d *draft) {
			half := 1 + (d.Parties-1)/2
			legs := min(3, d.Parties-half)
			for i, fare := range d.split(d.Amount, half-1) {
				in := Decision
				for leg := range legs {
					in = d.pay(1+i, 0, d.stage(2*leg, 2*legs), fare/int64(legs), "instalment", in)
					d.pay(0, half+leg, d.stage(2*leg+1, 2*legs), d.less(d.amount(in), 15, 30), "leg", in)
				}
			}
		},
		innocent: func(d *draft) {
			half := 1 + (d.Parties-1)/2
			legs := min(3, d.Parties-half)
			var in []int
			for _, fare := range d.split(d.Amount, half-1) {
				i := len(in) / legs
				for k := range legs {
					in = append(in, d.pay(1+i, 0, d.stage(k, legs+1), fare/int64(legs), "instalment", Decision))
				}
			}
			for k, bill := range d.split(d.less(d.sum(in), 10, 25), len(in)) {
				d.pay(0, half+k%legs, d.stage(legs, legs+1), bill, "supplier", d.last(in))
			}
		},
	}
}
