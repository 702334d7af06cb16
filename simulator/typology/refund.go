package typology

// refund: fares are paid and some of them come back, less something, when a
// journey fails. FATF, "Money Laundering and Terrorist Financing Risks Arising
// from Migrant Smuggling", 2022 (part of the fee returned after a failed attempt).
//
// The twin is a shop by mail: some of the goods are sent back, and the price is
// returned in full or less the postage.
//
// Parties: 0 is paid, the others pay.
func refund() *Typology {
	return &Typology{
		Name: "refund", Twin: "goods are returned to a mail-order seller", Least: 5, Most: 14, Days: 7,
		guilty: func(d *draft) {
			failed := d.stage(1, 2) // those of one attempt fail together
			for i, fare := range d.split(d.Amount, d.Parties-1) {
				in := d.pay(1+i, 0, d.stage(0, 2), fare, "fare", Decision)
				if i%2 == 0 {
					d.pay(0, 1+i, d.soon(failed), d.less(d.amount(in), 10, 50), "refund", in)
				}
			}
		},
		innocent: func(d *draft) {
			for i, price := range d.split(d.Amount, d.Parties-1) {
				in := d.pay(1+i, 0, d.stage(0, 2), price, "order", Decision)
				if i%2 == 0 {
					d.pay(0, 1+i, d.stage(1, 2), d.less(d.amount(in), 0, 12), "return", in)
				}
			}
		},
	}
}
