package solver

import (
	"maps"
	"regexp"
	"slices"
)

var walletLike = regexp.MustCompile(`\b(bcrt1[ac-hj-np-z02-9]{20,80}|[mn2][1-9A-HJ-NP-Za-km-z]{25,34})\b`)

// purses are the addresses that the suspects themselves have published.
type purses struct{ deposit, supplier, driver string }

// grow adds the addresses that are spent together with one of the wallet
// (common input ownership) until there are no more, and returns the
// transactions in which the wallet pays.
func (v *investigation) grow(wallet map[string]bool) []transaction {
	paid := map[string]transaction{}
	asked := map[string]bool{}
	for {
		todo := ""
		for _, a := range slices.Sorted(maps.Keys(wallet)) {
			if !asked[a] {
				todo = a
				break
			}
		}
		if todo == "" {
			break
		}
		asked[todo] = true
		for _, tx := range v.history(todo) {
			if !tx.spends(wallet) {
				continue
			}
			paid[tx.TxID] = tx
			for _, in := range tx.Vin {
				wallet[in.Prevout.Address] = true
			}
		}
	}
	var out []transaction
	for _, id := range slices.Sorted(maps.Keys(paid)) {
		out = append(out, paid[id])
	}
	return out
}

// money follows the deposits: a payment that leaves nothing behind is a sweep
// into the next wallet; from there, the published addresses of the supplier and
// the driver are paid, each the same share of the sweep before it. An address
// that gets the supplier's share is the supplier's, though nobody published it,
// and so with the driver. Change goes back to an address of the payer's own kind.
func (v *investigation) money() {
	w := v.wallets
	deposit := map[string]bool{w.deposit: true}
	collection := map[string]bool{}
	var sweeps []transaction
	for _, tx := range v.grow(deposit) {
		if len(tx.Vout) == 1 && !deposit[tx.Vout[0].Address] {
			sweeps = append(sweeps, tx)
			collection[tx.Vout[0].Address] = true
		}
	}
	supplier, driver := map[string]bool{w.supplier: true}, map[string]bool{w.driver: true}
	own := map[string]string{}
	for _, tx := range sweeps {
		own[tx.Vout[0].Type] = tx.Vout[0].Address
	}
	settled := v.grow(collection)
	for n := 0; n != len(collection); {
		n = len(collection)
		for _, tx := range settled {
			for _, o := range tx.Vout {
				if own[o.Type] != "" && len(tx.Vout) > 1 {
					collection[o.Address] = true
				}
			}
		}
		settled = v.grow(collection)
	}
	sameShare(settled, sweeps, supplier, collection)
	sameShare(settled, sweeps, driver, collection)
	share := v.grow(supplier)
	from := v.out.entity("wallet", value("wallet", w.deposit))
	through := v.out.entity("wallet", each(collection)...)
	to := map[*map[string]bool]string{
		&supplier: v.out.entity("wallet", value("wallet", w.supplier)),
		&driver:   v.out.entity("wallet", value("wallet", w.driver)),
	}
	pay := func(txs []transaction, payer string, wallet map[string]bool, payee string) {
		for _, tx := range txs {
			for n, o := range tx.Vout {
				if wallet[o.Address] {
					v.out.link(payer, "pays", payee)
					v.out.hop(payer, payee, tx.TxID, n)
				}
			}
		}
	}
	pay(sweeps, from, collection, through)
	pay(settled, through, supplier, to[&supplier])
	pay(settled, through, driver, to[&driver])
	pay(share, to[&supplier], driver, to[&driver])
}

// sameShare adds to a payee's wallet every address that gets the same share of
// the sweep before it, within one per cent of the sweep, as the payee's known ones.
func sameShare(settled, sweeps []transaction, payee, payer map[string]bool) {
	permille := func(tx transaction, o output) int64 {
		var sweep transaction
		for _, s := range sweeps {
			if s.Status.Time <= tx.Status.Time && s.Status.Time >= sweep.Status.Time {
				sweep = s
			}
		}
		if len(sweep.Vout) == 0 {
			return -1
		}
		return o.Value * 1000 / sweep.Vout[0].Value
	}
	var known []int64
	for _, tx := range settled {
		for _, o := range tx.Vout {
			if payee[o.Address] {
				known = append(known, permille(tx, o))
			}
		}
	}
	for _, tx := range settled {
		for _, o := range tx.Vout {
			p := permille(tx, o)
			if !payer[o.Address] && p > 0 && slices.ContainsFunc(known, func(k int64) bool { return p-k <= 10 && k-p <= 10 }) {
				payee[o.Address] = true
			}
		}
	}
}

func each(wallet map[string]bool) []selector {
	var out []selector
	for _, a := range slices.Sorted(maps.Keys(wallet)) {
		out = append(out, value("wallet", a))
	}
	return out
}
