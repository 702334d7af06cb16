package typology

// escrow: a fare lies with a third party, who pays the carrier when the
// traveller has sent the agreed code, and keeps a part. Reuters, December 2021
// (money held by a shop and released on an agreed arrival signal); FATF, "Money
// Laundering and Terrorist Financing Risks Arising from Migrant Smuggling", 2022.
// The code itself leaves no trace in the books: only the wait does.
//
// The twin is a dealer who holds the price of a used car until the papers are
// there; what he pays out is the price less a fixed fee.
//
// Parties: 0 holds the money, 1 is paid, the others pay.
func escrow() *Typology {
	return &Typology{
		Name: "escrow", Twin: "a dealer holds the price of a car until its papers are there", Least: 4, Most: 10, Days: 9,
		guilty: func(d *draft) {
			for i, fare := range d.split(d.Amount, d.Parties-2) {
				in := d.pay(2+i, 0, d.stage(0, 2), fare, "deposit", Decision)
				d.pay(0, 1, d.stage(1, 2), d.less(d.amount(in), 3, 10), "release", in)
			}
		},
		innocent: func(d *draft) {
			for i, price := range d.split(d.Amount, d.Parties-2) {
				k := d.s.IntN(3)
				in := d.pay(2+i, 0, d.stage(k, 4), price, "price", Decision)
				d.pay(0, 1, d.stage(k+1, 4), d.less(d.amount(in), 5, 6), "handover", in)
			}
		},
	}
}
