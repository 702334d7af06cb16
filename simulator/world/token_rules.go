package world

import (
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/truth"
)

// The bounds of an amount: a tenth of a cent and ten millions of the token, and
// a native payment that is worth its gas.
const (
	leastTokens = 1_000
	mostTokens  = 10_000_000_000_000
	leastNative = 100_000
	mostNative  = 1_000_000_000_000
)

// registerTokens registers what is on TESTCHAIN-A.
func (v *validator) registerTokens() {
	for _, x := range v.w.TokenWallets {
		v.add(x.Ref, time.Time{})
	}
	for _, x := range v.w.TokenPayments {
		v.add(x.Ref, x.At)
	}
	for _, x := range v.w.BridgeHops {
		v.add(x.Ref, time.Time{})
	}
}

// tokens replays TESTCHAIN-A: nobody pays tokens that he does not hold.
func (v *validator) tokens() {
	w := v.w
	holds := map[Ref]int64{}
	for _, x := range w.TokenWallets {
		v.know(x.Ref, x.Owner)
		if y := w.TokenWallet(x.Like); x.Like != "" && (y == nil || y.Like != "" || x.Kind != Personal) {
			v.fail("%s: like: %q, want a token wallet that is like no other, and this one somebody's own", x.Ref, x.Like)
		}
		service := w.Exchange(x.Exchange)
		switch x.Kind {
		case Personal:
			if x.Exchange != "" {
				v.fail("%s: exchange: a wallet of somebody's own is no exchange's, this one names %s", x.Ref, x.Exchange)
			}
		case DepositOf, HotOf, BridgeVault:
			if service == nil || (service.Kind == Bridge) != (x.Kind == BridgeVault) {
				v.fail("%s: exchange: %q is no service that has a wallet of kind %s", x.Ref, x.Exchange, x.Kind)
			}
		default:
			v.fail("%s: kind: %q is none of %q, %s, %s, %s", x.Ref, x.Kind, Personal, DepositOf, HotOf, BridgeVault)
		}
		if x.Kind == HotOf || x.Kind == BridgeVault {
			holds[x.Ref] = TokenFloat
			if slices.ContainsFunc(w.TokenWallets, func(y TokenWallet) bool { return y.Ref != x.Ref && y.Kind == x.Kind && y.Exchange == x.Exchange }) {
				v.fail("%s: kind: %s has two wallets of kind %s", x.Ref, x.Exchange, x.Kind)
			}
		}
	}
	list := slices.Clone(w.TokenPayments)
	slices.SortStableFunc(list, func(a, b TokenPayment) int { return a.At.Compare(b.At) })
	for _, p := range list {
		v.clock(p.Ref, p.At)
		v.cause(p.Ref, p.At, p.Cause)
		for _, end := range []Ref{p.From, p.To} {
			if end != "" && w.TokenWallet(end) == nil {
				v.fail("%s: from, to: there is no token wallet %s", p.Ref, end)
			}
		}
		if p.From == p.To {
			v.fail("%s: from, to: %q pays itself", p.Ref, p.From)
		}
		if p.At.Before(w.Start.Add(24*time.Hour)) || p.At.After(w.End.Add(-time.Hour)) {
			v.fail("%s: at: %s, want it a day after the start and an hour before the end of the clock, so that floats and gas are there", p.Ref, stamp(p.At))
		}
		least, most := int64(leastTokens), int64(mostTokens)
		if p.Native {
			least, most = leastNative, mostNative
		}
		if p.Amount < least || p.Amount > most || p.Native && p.Sweep {
			v.fail("%s: amount: %d, want %d to %d, and no sweep of the native coin", p.Ref, p.Amount, least, most)
		}
		if p.Native {
			continue
		}
		if p.From != "" {
			if holds[p.From] -= p.Amount; holds[p.From] < 0 {
				v.fail("%s: amount: %s pays %d and lacks %d", p.Ref, p.From, p.Amount, -holds[p.From])
			}
			if p.Sweep {
				holds[p.From] = 0
			}
		}
		holds[p.To] += p.Amount
	}
	v.bridgeHops()
}

// bridgeHops wants each hop to be two payments that fit, and every payment of
// a vault to be part of one.
func (v *validator) bridgeHops() {
	w := v.w
	prices := CoinPrices(w.Key, int(w.End.Sub(w.Start)/(24*time.Hour))+1)
	used := map[Ref]bool{}
	for _, h := range w.BridgeHops {
		v.cause(h.Ref, w.End, h.Cause)
		x, token := w.Exchange(h.Bridge), w.TokenPayment(h.Token)
		coin := find(w.Payments, func(p *Payment) bool { return p.Ref == h.Coin })
		if x == nil || x.Kind != Bridge || coin == nil || token == nil {
			v.fail("%s: bridge, coin, token: %q, %q, %q, want a bridge and a payment on each ledger", h.Ref, h.Bridge, h.Coin, h.Token)
			continue
		}
		if used[h.Coin] || used[h.Token] || token.Native || token.Sweep || coin.Sweep {
			v.fail("%s: coin, token: is part of another hop, of gas or of a sweep", h.Ref)
		}
		used[h.Coin], used[h.Token] = true, true
		vault := func(r Ref) bool {
			t := w.TokenWallet(r)
			return t != nil && t.Kind == BridgeVault && t.Exchange == h.Bridge
		}
		switch {
		case coin.To == x.Hot && vault(token.From):
			want := BridgeTokens(coin.AmountSat, w.CoinPrice(prices, coin.At.Unix()))
			if lag := token.At.Sub(coin.At); token.Amount != want || lag < BridgeTokensAfter || lag > BridgeTokensUntil {
				v.fail("%s: token: pays %d after %s, want %d after %s to %s", h.Ref, token.Amount, lag, want, BridgeTokensAfter, BridgeTokensUntil)
			}
		case coin.From == x.Hot && vault(token.To):
			want := BridgeCoins(token.Amount, w.CoinPrice(prices, token.At.Unix()))
			if lag := coin.At.Sub(token.At); coin.AmountSat != want || lag < BridgeCoinsAfter || lag > BridgeCoinsUntil {
				v.fail("%s: coin: pays %d sat after %s, want %d after %s to %s", h.Ref, coin.AmountSat, lag, want, BridgeCoinsAfter, BridgeCoinsUntil)
			}
		default:
			v.fail("%s: coin, token: want coins to %s and tokens from its vault, or tokens to the vault and coins from it", h.Ref, x.Hot)
		}
	}
	for _, p := range w.TokenPayments {
		for _, end := range []Ref{p.From, p.To} {
			if t := w.TokenWallet(end); t != nil && t.Kind == BridgeVault && !p.Native && !used[p.Ref] {
				v.fail("%s: pays to or from the vault %s and is part of no hop", p.Ref, t.Ref)
			}
		}
	}
}

// tokenHop wants a hop that is proved by a token payment to be one of tokens:
// a payment of gas leaves no log that a claim could name.
func (v *validator) tokenHop(f Fact) {
	if f.Kind != truth.Hop || len(f.Proof) == 0 {
		return
	}
	if p := v.w.TokenPayment(f.Proof[0]); p != nil && p.Native {
		v.fail("fact %s: proof: %s moves no tokens, so no log shows it", f.Ref, p.Ref)
	}
}
