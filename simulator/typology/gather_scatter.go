package typology

// gatherScatter: an account collects from several and pays out to several
// others at once. AMLSim (Suzumura and Kanezashi, IBM, 2018); AMLworld (Altman
// et al., 2023).
//
// The twin is a savings circle (Geertz, "The Rotating Credit Association",
// 1962): all pay the same sum into the pot of one, who hands it to those whose
// turn it is, when the round is full.
func gatherScatter() *Typology {
	return &Typology{
		Name: "gather-scatter", Twin: "a savings circle fills its pot and pays those whose turn it is", Least: 5, Most: 15, Days: 7,
		guilty: func(d *draft) {
			half := (d.Parties - 1) / 2
			var in []int
			for i, share := range d.split(d.Amount, half) {
				in = append(in, d.pay(1+i, 0, d.stage(0, 2), share, "gather", Decision))
			}
			begin := d.stage(1, 2)
			for i, share := range d.split(d.less(d.sum(in), 2, 8), d.Parties-1-half) {
				d.pay(0, 1+half+i, d.soon(begin), share, "scatter", d.last(in))
			}
		},
		innocent: func(d *draft) {
			half := (d.Parties - 1) / 2
			var in []int
			for i := range half {
				in = append(in, d.pay(1+i, 0, d.stage(0, 3), d.Amount/int64(half), "turn", Decision))
			}
			for i := range d.Parties - 1 - half {
				d.pay(0, 1+half+i, d.stage(1+i%2, 3), d.sum(in)/int64(d.Parties-1-half), "pot", d.last(in))
			}
		},
	}
}
