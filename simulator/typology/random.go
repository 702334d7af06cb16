package typology

import "time"

// random: money walks through a group without a plan that could be seen: each
// holder passes it on to anybody. AMLSim (Suzumura and Kanezashi, IBM, 2018);
// AMLworld (Altman et al., 2023).
//
// The twin is a shared flat: anybody pays back anybody for shopping, in sums
// that have nothing to do with what came in before.
func random() *Typology {
	other := func(d *draft, not int) int { return (not + 1 + d.s.IntN(d.Parties-1)) % d.Parties }
	return &Typology{
		Name: "random", Twin: "flatmates share their costs", Least: 4, Most: 8, Days: 6,
		guilty: func(d *draft) {
			at, sum, cause, holder := d.stage(0, 2), d.Amount/4, Decision, 0
			steps := d.Parties * 2
			end := time.Duration(d.Days)*day - time.Minute
			for i := range steps {
				to := other(d, holder)
				cause = d.pay(holder, to, at, sum, "pass", cause)
				sum, holder = d.less(d.amount(cause), 1, 6), to
				at = min(d.soon(at), at+(end-at)/time.Duration(steps-i))
			}
		},
		innocent: func(d *draft) {
			for _, share := range d.split(d.Amount*3/8*int64(d.Parties), d.Parties*2) {
				from := d.s.IntN(d.Parties)
				d.pay(from, other(d, from), d.stage(0, 1), share, "share", Decision)
			}
		},
	}
}
