package typology

// stack: bipartite layers on top of each other; every layer hands on what it
// got from the one before. AMLSim (Suzumura and Kanezashi, IBM, 2018); AMLworld
// (Altman et al., 2023).
//
// The twin is a federation: members pay their branch, branches pay the centre's
// offices later, in round contributions and not by what has come in.
func stack() *Typology {
	layers := func(d *draft) (low, mid, high []int) {
		third := d.Parties / 3
		for i := range d.Parties {
			switch {
			case i < third:
				low = append(low, i)
			case i < 2*third:
				mid = append(mid, i)
			default:
				high = append(high, i)
			}
		}
		return low, mid, high
	}
	return &Typology{
		Name: "stack", Twin: "members pay branches, branches their federation", Least: 6, Most: 15, Days: 5,
		guilty: func(d *draft) {
			low, mid, high := layers(d)
			shares := d.split(d.Amount, len(low))
			for i, from := range low {
				for _, piece := range d.split(shares[i], 2) {
					via := mid[d.s.IntN(len(mid))]
					in := d.pay(from, via, d.stage(0, 1), piece, "layer-1", Decision)
					d.pay(via, high[d.s.IntN(len(high))], d.soon(d.after(in)), d.less(d.amount(in), 1, 5), "layer-2", in)
				}
			}
		},
		innocent: func(d *draft) {
			low, mid, high := layers(d)
			shares := d.split(d.Amount, len(low))
			var in []int
			for i, from := range low {
				for _, piece := range d.split(shares[i], 2) {
					in = append(in, d.pay(from, mid[d.s.IntN(len(mid))], d.stage(0, 2), piece, "fee", Decision))
				}
			}
			for range in {
				d.pay(mid[d.s.IntN(len(mid))], high[d.s.IntN(len(high))], d.stage(1, 2), d.less(d.sum(in)/int64(len(in)), 0, 20), "contribution", Decision)
			}
		},
	}
}
