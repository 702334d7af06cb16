package typology

import "time"

// cycle: money goes from hand to hand and returns to where it began, a little
// less at each step. AMLSim (Suzumura and Kanezashi, IBM, 2018); AMLworld
// (Altman et al., 2023).
//
// The twin is a circle of friends after a holiday: each owes the next for
// something else, so the sums are independent and nobody waits for anybody.
func cycle() *Typology {
	return &Typology{
		Name: "cycle", Twin: "friends settle what each owes the next", Least: 4, Most: 9, Days: 4,
		guilty: func(d *draft) {
			at, sum, cause := d.stage(0, 3), d.Amount/4, Decision
			end := time.Duration(d.Days)*day - 9*time.Hour
			for i := range d.Parties {
				cause = d.pay(i, (i+1)%d.Parties, at, sum, "pass", cause)
				sum = d.less(d.amount(cause), 1, 4)
				// Haste, but never beyond the window: what is left of it is shared out.
				left := (end - at) / time.Duration(d.Parties-i)
				at = min(d.soon(at), at+left)
			}
		},
		innocent: func(d *draft) {
			for i, share := range d.split(d.Amount/4*int64(d.Parties), d.Parties) {
				d.pay(i, (i+1)%d.Parties, d.stage(0, 1), share, "settle", Decision)
			}
		},
	}
}
