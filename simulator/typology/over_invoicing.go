package typology

// overInvoicing: a business pays another far more than the goods are worth and
// the difference returns to its owner by a third party. SAML-D (Oztas et al.,
// ICEBE 2023); Zdanowicz, "Trade-Based Money Laundering and Terrorist
// Financing", Review of Law and Economics 5(2), 2009.
//
// The twin is a building site: invoices by stage, and at the end the builder's
// foreman pays back what of the deposits was not used.
//
// Parties: 0 the buyer, 1 the seller (both businesses), 2 a third party, 3 the
// buyer's owner.
func overInvoicing() *Typology {
	return &Typology{
		Name: "over-invoicing", Twin: "a building site pays by stage and gets back what was not used", Least: 4, Most: 4, Days: 9,
		business: func(party, _ int) bool { return party < 2 },
		guilty: func(d *draft) {
			for k, sum := range d.split(d.Amount, 4) {
				bill := d.pay(0, 1, d.stage(k, 4), sum, "invoice", Decision)
				back := d.pay(1, 2, d.soon(d.after(bill)), d.less(d.amount(bill), 35, 55), "difference", bill)
				d.pay(2, 3, d.soon(d.after(back)), d.less(d.amount(back), 3, 8), "return", back)
			}
		},
		innocent: func(d *draft) {
			cause := Decision
			for k, sum := range d.split(d.Amount, 4) {
				cause = d.pay(0, 1, d.stage(k, 4), sum, "stage", cause)
				d.pay(1, 2, d.stage(k, 4), d.less(sum, 35, 60), "wages", Decision)
				d.pay(2, 3, d.stage(k, 4), d.less(sum, 45, 70), "lodging", Decision)
			}
		},
	}
}
