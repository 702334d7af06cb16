package world_test

import (
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// hopped is a world in which somebody takes coins over a bridge to tokens, and back.
func hopped() *world.World {
	start := time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC)
	at := func(hours int) time.Time { return start.Add(time.Duration(hours) * time.Hour) }
	w := &world.World{Start: start, Opens: at(24 * 9), End: at(24 * 10), Key: stream.NewKey([16]byte{15: 4})}
	w.People = []world.Person{{Ref: "person:a"}}
	for _, r := range []world.Ref{"wallet:deposits", "wallet:hot", "wallet:a"} {
		w.Wallets = append(w.Wallets, world.Wallet{Ref: r, Kind: "p2wpkh", Addresses: 1})
	}
	w.Exchanges = []world.Exchange{{
		Ref: "exchange:ponto", Slug: "ponto", Name: "PontoBridge", Legal: "Ponto", Owner: "person:a", Kind: world.Bridge, Host: "ponto.test",
		Answers: world.AnswersNone, Deposits: "wallet:deposits", Hot: "wallet:hot",
	}}
	w.TokenWallets = []world.TokenWallet{
		{Ref: "token-wallet:vault", Owner: "person:a", Kind: world.BridgeVault, Exchange: "exchange:ponto"}, {Ref: "token-wallet:a", Owner: "person:a"}, {Ref: "token-wallet:b"},
	}
	price := func(t time.Time) int64 { return w.CoinPrice(world.CoinPrices(w.Key, 11), t.Unix()) }
	got := world.BridgeTokens(2_000_000, price(at(30)))
	coins := world.BridgeCoins(50_000_000, price(at(80)))
	w.Payments = []world.Payment{
		{Ref: "payment:in", To: "wallet:hot", AmountSat: 2_000_000, At: at(30)}, {Ref: "payment:out", From: "wallet:hot", To: "wallet:a", AmountSat: coins, At: at(81)},
	}
	w.TokenPayments = []world.TokenPayment{
		{Ref: "token-payment:in", From: "token-wallet:vault", To: "token-wallet:a", Amount: got, At: at(34)},
		{Ref: "token-payment:on", From: "token-wallet:a", To: "token-wallet:b", Amount: 60_000_000, At: at(40)},
		{Ref: "token-payment:gas", To: "token-wallet:b", Native: true, Amount: 50_000_000, At: at(50)},
		{Ref: "token-payment:out", From: "token-wallet:b", To: "token-wallet:vault", Amount: 50_000_000, At: at(80)},
	}
	w.BridgeHops = []world.BridgeHop{
		{Ref: "bridge-hop:1", Bridge: "exchange:ponto", Coin: "payment:in", Token: "token-payment:in"},
		{Ref: "bridge-hop:2", Bridge: "exchange:ponto", Coin: "payment:out", Token: "token-payment:out"},
	}
	return w
}

// TestTokenRules breaks each rule of TESTCHAIN-A once.
func TestTokenRules(t *testing.T) {
	if err := world.Validate(hopped()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		do   func(*world.World)
		want string
	}{
		{"like nobody", func(w *world.World) { w.TokenWallets[1].Like = "token-wallet:c" }, "like: "},
		{"like one that is like another", func(w *world.World) {
			w.TokenWallets[1].Like, w.TokenWallets[2].Like = "token-wallet:b", "token-wallet:a"
		}, "that is like no other"},
		{"a vault that is like another", func(w *world.World) { w.TokenWallets[0].Like = "token-wallet:b" }, "somebody's own"},
		{"a kind that is none", func(w *world.World) { w.TokenWallets[1].Kind = "cold" }, "is none of"},
		{"a deposit at nobody", func(w *world.World) { w.TokenWallets[1].Kind = world.DepositOf }, "is no service that has a wallet of kind deposit"},
		{"a bridge's wallet as an exchange's", func(w *world.World) { w.TokenWallets[0].Kind = world.HotOf }, "is no service that has a wallet of kind hot"},
		{"a private wallet at an exchange", func(w *world.World) { w.TokenWallets[1].Exchange = "exchange:ponto" }, "is no exchange's"},
		{"two vaults", func(w *world.World) {
			w.TokenWallets[2].Kind, w.TokenWallets[2].Exchange = world.BridgeVault, "exchange:ponto"
		}, "has two wallets of kind bridge"},
		{"more than there is", func(w *world.World) { w.TokenPayments[1].Amount = 9_000_000_000 }, "token-wallet:a pays 9000000000 and lacks"},
		{"nothing left after a sweep", func(w *world.World) {
			w.TokenPayments[1].Sweep = true
			w.TokenPayments = append(w.TokenPayments, world.TokenPayment{Ref: "token-payment:more", From: "token-wallet:a", To: "token-wallet:b", Amount: 5000, At: w.Start.Add(60 * time.Hour)})
		}, "token-wallet:a pays 5000 and lacks"},
		{"to itself", func(w *world.World) { w.TokenPayments[1].To = "token-wallet:a" }, "pays itself"},
		{"to a wallet of the other ledger", func(w *world.World) { w.TokenPayments[1].To = "wallet:a" }, "there is no token wallet wallet:a"},
		{"too early", func(w *world.World) { w.TokenPayments[1].At = w.Start.Add(time.Hour) }, "a day after the start"},
		{"a sweep of gas", func(w *world.World) { w.TokenPayments[2].Sweep = true }, "no sweep of the native coin"},
		{"nothing", func(w *world.World) { w.TokenPayments[2].Amount = 0 }, "amount: 0"},
		{"too many tokens for the coins", func(w *world.World) { w.TokenPayments[0].Amount++ }, "bridge-hop:1: token: pays"},
		{"tokens before the coins are there", func(w *world.World) { w.TokenPayments[0].At = w.Start.Add(31 * time.Hour) }, "bridge-hop:1: token: pays"},
		{"coins too late", func(w *world.World) { w.Payments[1].At = w.Start.Add(90 * time.Hour) }, "bridge-hop:2: coin: pays"},
		{"a vault that pays for nothing", func(w *world.World) { w.BridgeHops = w.BridgeHops[1:] }, "is part of no hop"},
		{"one payment in two hops", func(w *world.World) { w.BridgeHops[1] = w.BridgeHops[0]; w.BridgeHops[1].Ref = "bridge-hop:3" }, "is part of another hop"},
		{"a hop through nothing", func(w *world.World) { w.BridgeHops[0].Bridge = "exchange:none" }, "want a bridge and a payment on each ledger"},
		{"a hop past the bridge", func(w *world.World) { w.Payments[0].To = "wallet:a" }, "bridge-hop:1: coin, token: want coins to"},
	} {
		w := hopped()
		c.do(w)
		if err := world.Validate(w); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}
