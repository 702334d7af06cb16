package clientele

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/world"
)

// FillBridge adds n ordinary uses of a bridge of the world, half of them in each
// direction: strangers who bring coins and take tokens, or the other way round.
// The bridge, its two wallets and its vault must be there. Its own payment is a
// float of coins at the start.
//
// They are the innocent twins of a story's hop, with its fees, prices and delays:
// who turns what he got into another asset at once is a red flag (FATF, Virtual
// Assets Red Flag Indicators of Money Laundering and Terrorist Financing,
// September 2020, indicators related to transactions), and most who do are no
// launderers.
func FillBridge(w *world.World, bridge world.Ref, n int) error {
	x := w.Exchange(bridge)
	var vault world.Ref
	for _, t := range w.TokenWallets {
		if t.Kind == world.BridgeVault && t.Exchange == bridge {
			vault = t.Ref
		}
	}
	if x == nil || x.Kind != world.Bridge || vault == "" || w.Wallet(x.Hot) == nil {
		return fmt.Errorf("clientele: %s: there is no such bridge with a vault", bridge)
	}
	f := &filler{w: w, x: *x, key: w.Key.Derive("clientele/" + x.Slug)}
	f.float()
	prices := world.CoinPrices(w.Key, int(w.End.Sub(w.Start)/(24*time.Hour))+1)
	for i := range n {
		s := f.key.Domain("hop").Stream(uint64(i), 0)
		at := f.moment(s, s.Between(3, f.days()-2))
		hop := world.BridgeHop{
			Ref: world.Ref(fmt.Sprintf("bridge-hop:%s/%d", x.Slug, i)), Bridge: bridge, Token: world.Ref(fmt.Sprintf("token-payment:%s/%d", x.Slug, i)),
		}
		t := world.TokenPayment{Ref: hop.Token}
		if i%2 == 0 {
			sat := s.Between(200_000, 3_000_000)
			hop.Coin = f.pay(fmt.Sprintf("hop-%d", i), "", x.Hot, 0, sat, at)
			t.From, t.Amount = vault, world.BridgeTokens(sat, w.CoinPrice(prices, at.Unix()))
			t.At = at.Add(world.BridgeTokensAfter + time.Duration(s.Between(60, int64((world.BridgeTokensUntil-world.BridgeTokensAfter)/time.Second)))*time.Second)
		} else {
			own := world.Wallet{Ref: world.Ref(fmt.Sprintf("wallet:%s/hop-%d", x.Slug, i)), Kind: keys.P2WPKH, Addresses: 1}
			w.Wallets = append(w.Wallets, own)
			t.To, t.Amount, t.At = vault, s.Between(90_000_000, 1_400_000_000), at
			later := at.Add(world.BridgeCoinsAfter + time.Duration(s.Between(60, int64((world.BridgeCoinsUntil-world.BridgeCoinsAfter)/time.Second)))*time.Second)
			hop.Coin = f.pay(fmt.Sprintf("hop-%d", i), x.Hot, own.Ref, 0, world.BridgeCoins(t.Amount, w.CoinPrice(prices, at.Unix())), later)
		}
		w.TokenPayments = append(w.TokenPayments, t)
		w.BridgeHops = append(w.BridgeHops, hop)
	}
	return nil
}
