package typology

// behaviouralChange: an account that had an ordinary life receives and sends
// on sums of another order than it usually pays, for a few days. SAML-D
// ("behavioural change", Oztas et al., ICEBE 2023). In the books a transfer is of
// 16 to 40 of its everyday payments on average (world.PayUnit): what is much for
// one account is nothing for another.
//
// The twin is somebody who has sold something large, large for him: the money
// comes in pieces from the buyers, and leaves as debts and wishes are paid.
func behaviouralChange() *Typology {
	return &Typology{
		Name: "behavioural-change", Twin: "somebody sells a thing of value and pays debts", Least: 4, Most: 8, Days: 5, own: true,
		guilty: func(d *draft) {
			half := 1 + (d.Parties-1)/2
			shares := d.split(d.Amount, d.Parties)
			for i, share := range shares {
				in := d.pay(1+i%(half-1), 0, d.stage(0, 1), share, "receive", Decision)
				d.pay(0, half+i%(d.Parties-half), d.soon(d.after(in)), d.less(d.amount(in), 2, 8), "send-on", in)
			}
		},
		innocent: func(d *draft) {
			half := 1 + (d.Parties-1)/2
			var in []int
			for i, share := range d.split(d.Amount, d.Parties) {
				in = append(in, d.pay(1+i%(half-1), 0, d.stage(0, 3), share, "price", Decision))
			}
			for i, share := range d.split(d.less(d.sum(in), 5, 35), d.Parties) {
				d.pay(0, half+i%(d.Parties-half), d.stage(1+d.s.IntN(2), 3), share, "debt", d.last(in))
			}
		},
	}
}
