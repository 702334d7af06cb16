package world

import (
	"math/bits"

	"github.com/osint-radar/academy/simulator/stream"
)

// LedgerMode says how TESTCHAIN-U is written.
type LedgerMode string

// The modes of the ledger.
const (
	Signed LedgerMode = ""     // blocks that a real node accepts: what exercises need
	Bulk   LedgerMode = "bulk" // rows of the same shapes with no signatures: a haystack of any size
)

// Behaviour says how a payment of the story is made on TESTCHAIN-U. Whatever
// it is, what the payee gets is one output of the payment's amount, and the
// fact that speaks of it binds to that output.
type Behaviour string

// The behaviours of payments. Each has an innocent twin in the crowd, which
// package surface/ledger describes beside it.
const (
	// PayOut takes coins as the wallet's habit is and gives itself the change.
	PayOut Behaviour = ""
	// Batch puts all payments of one wallet at one time into one transaction.
	Batch Behaviour = "batch"
	// Peel pays from the wallet's largest coin and sends the rest to an address
	// that was never used: a row of such payments is a peel chain. Where no coin is
	// large enough alone it is a PayOut.
	Peel Behaviour = "peel"
	// CoinJoin pays in a transaction with several strangers, in which outputs
	// of the same amount cannot be told apart. Where nobody joins it is a PayOut.
	CoinJoin Behaviour = "coinjoin"
	// Dusting pays an amount that is hardly worth its fee.
	Dusting Behaviour = "dust"
	// Poisoning pays dust from an address that looks like the one of Like, so
	// that the payee may copy it from his history some day.
	Poisoning Behaviour = "poison"
)

// KnownBehaviour says whether b is one of the constants.
func KnownBehaviour(b Behaviour) bool {
	switch b {
	case PayOut, Batch, Peel, CoinJoin, Dusting, Poisoning:
		return true
	}
	return false
}

// CoinPrices gives what a coin costs on each day of the clock, in cents of the
// training currency: a walk of at most four in a hundred a day.
func CoinPrices(key stream.Key, days int) []int64 {
	d := key.Domain("ledger/price")
	price := d.Stream(0, 0).Between(3_000_000, 7_000_000)
	out := make([]int64, max(days, 1))
	for i := range out {
		s := d.Stream(1, uint32(i))
		step := s.Between(-10_000, 10_000) + s.Between(-10_000, 10_000) + s.Between(-10_000, 10_000) + s.Between(-10_000, 10_000)
		price = min(max(price+price*step/1_000_000, 1_500_000), 15_000_000)
		out[i] = price
	}
	return out
}

// CoinPrice is the price on the day of a time; before the clock it is the first day's.
func (w *World) CoinPrice(prices []int64, unix int64) int64 {
	day := (unix - w.Start.Unix()) / 86_400
	return prices[min(max(day, 0), int64(len(prices)-1))]
}

// Satoshi is an amount of money in satoshi at a price, to the nearest. Neither
// may be negative; the price must be above 0.
func Satoshi(cents, price int64) int64 {
	hi, lo := bits.Mul64(uint64(cents), 100_000_000)
	lo, carry := bits.Add64(lo, uint64(price/2), 0)
	q, _ := bits.Div64(hi+carry, lo, uint64(price))
	return int64(q)
}

// behaviours wants each payment's way to be one that the ledger knows.
func (v *validator) behaviours() {
	w := v.w
	if w.Ledger != Signed && w.Ledger != Bulk {
		v.fail("ledger: mode %q is neither %q nor %q", w.Ledger, Signed, Bulk)
	}
	for _, p := range w.Payments {
		if !KnownBehaviour(p.Behaviour) {
			v.fail("%s: behaviour %q is not known", p.Ref, p.Behaviour)
		}
		v.know(p.Ref, p.Like)
		if (p.Behaviour == Poisoning) != (p.Like != "") {
			v.fail("%s: an address is imitated by %q payments, and by no others", p.Ref, Poisoning)
		}
		if like := w.Wallet(p.Like); like != nil && (p.LikeAddress < 0 || p.LikeAddress >= like.Addresses) {
			v.fail("%s: imitates address %d of %s, which has %d", p.Ref, p.LikeAddress, p.Like, like.Addresses)
		}
		if p.Behaviour != PayOut && p.Sweep {
			v.fail("%s: a sweep is no %q payment", p.Ref, p.Behaviour)
		}
	}
}
