package worldtest

import (
	"time"

	"github.com/osint-radar/academy/simulator/clientele"
	"github.com/osint-radar/academy/simulator/world"
)

// tokens adds accounts of TESTCHAIN-A: the desk is paid in tokens, brings coins
// over PontoBridge, pays a mule that he has given gas, and the mule cashes out
// at a deposit address of KoinGate which an innocent uses too.
func tokens(w *world.World, at func(day, hour, minute int) time.Time) error {
	w.People = append(w.People, world.Person{Ref: "person:ponto", Org: true, Role: "bridge", Name: "Ponto Crossing", Innocent: true})
	for _, r := range []world.Ref{"wallet:ponto/deposits", "wallet:ponto/hot"} {
		w.Wallets = append(w.Wallets, world.Wallet{Ref: r, Owner: "person:ponto", Kind: "p2wpkh", Addresses: 1})
	}
	w.Exchanges = append(w.Exchanges, world.Exchange{
		Ref: "exchange:ponto", Slug: "ponto", Name: "PontoBridge", Legal: "Ponto Crossing", Owner: "person:ponto", Kind: world.Bridge, Host: "pontobridge.test",
		Answers: world.AnswersNone, Deposits: "wallet:ponto/deposits", Hot: "wallet:ponto/hot",
	})
	w.TokenWallets = []world.TokenWallet{
		{Ref: "token-wallet:vault", Owner: "person:ponto", Kind: world.BridgeVault, Exchange: "exchange:ponto"},
		{Ref: "token-wallet:koingate", Owner: "person:koingate", Kind: world.HotOf, Exchange: "exchange:koingate"},
		{Ref: "token-wallet:deposit", Owner: "person:koingate", Kind: world.DepositOf, Exchange: "exchange:koingate"},
		{Ref: "token-wallet:desk", Owner: "person:broker"},
		{Ref: "token-wallet:mule", Owner: "person:driver"},
	}
	pay := func(name string, from, to world.Ref, amount int64, when time.Time) {
		w.TokenPayments = append(w.TokenPayments, world.TokenPayment{Ref: world.Ref("token-payment:" + name), From: from, To: to, Amount: amount, At: when})
	}
	pay("seats", "", "token-wallet:desk", 1_250_000_000, at(21, 19, 4))
	coin := at(25, 10, 0)
	w.Payments = append(w.Payments, world.Payment{Ref: "payment:desk/ponto", To: "wallet:ponto/hot", AmountSat: 2_204_117, At: coin})
	cents := w.CoinPrice(world.CoinPrices(w.Key, 97), coin.Unix())
	pay("crossed", "token-wallet:vault", "token-wallet:desk", world.BridgeTokens(2_204_117, cents), coin.Add(4*time.Hour))
	w.BridgeHops = []world.BridgeHop{{Ref: "bridge-hop:desk", Bridge: "exchange:ponto", Coin: "payment:desk/ponto", Token: "token-payment:crossed"}}
	pay("gas", "token-wallet:desk", "token-wallet:mule", 30_000_000, at(27, 8, 0))
	w.TokenPayments[len(w.TokenPayments)-1].Native = true
	pay("mule", "token-wallet:desk", "token-wallet:mule", 1_410_330_000, at(27, 20, 15))
	pay("deposit", "token-wallet:mule", "token-wallet:deposit", 1_400_000_000, at(28, 7, 50))
	w.TokenPayments[len(w.TokenPayments)-1].Sweep = true
	pay("other", "", "token-wallet:deposit", 85_000_000, at(33, 12, 30))
	return clientele.FillBridge(w, "exchange:ponto", 12)
}
