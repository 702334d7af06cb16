package typology

import (
	"cmp"
	"slices"
)

// fanIn: many accounts pay into one, which empties itself soon after. One of
// the eight patterns of AMLSim (Suzumura and Kanezashi, "Anti-Money Laundering
// Datasets", IBM, 2018) and of AMLworld (Altman et al., "Realistic Synthetic
// Financial Transactions for Anti-Money Laundering Models", NeurIPS 2023).
//
// The twin is a family collecting for a feast: relatives send what they can to
// one of them, who pays the costs out of it when the day has come.
func fanIn() *Typology {
	return &Typology{
		Name: "fan-in", Twin: "relatives collect for a family feast", Least: 5, Most: 16, Days: 5,
		guilty: func(d *draft) {
			var in []int
			for i, share := range d.split(d.Amount, d.Parties-1) {
				in = append(in, d.pay(i+1, 0, d.stage(0, 1), share, "collect", Decision))
			}
			slices.SortFunc(in, func(a, b int) int { return cmp.Compare(d.after(a), d.after(b)) })
			for ; len(in) >= 3; in = in[3:] { // as soon as three have paid
				d.pay(0, Outside, d.soon(d.after(in[2])), d.less(d.sum(in[:3]), 2, 8), "cash-out", in[2])
			}
		},
		innocent: func(d *draft) {
			var in []int
			for i, share := range d.split(d.Amount, d.Parties-1) {
				in = append(in, d.pay(i+1, 0, d.stage(0, 2), share, "contribute", Decision))
			}
			bills := (d.Parties - 1) / 3
			for _, bill := range d.split(d.less(d.sum(in), 10, 40), bills) {
				d.pay(0, Outside, d.stage(1, 2), bill, "feast", d.last(in))
			}
		},
	}
}
