package meridian

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/world"
)

// tokenPurses are the wallets of the story on TESTCHAIN-A: the desk's till for
// dollars, of which its thread on Agora-9 speaks, what the owner takes out of it, the
// bridge's vault, and a developer who takes the price of a coffee.
var tokenPurses = []struct{ ref, owner, kind string }{
	{"till", "manager", world.Personal},
	{"purse", "owner", world.Personal},
	{"vault", "pontobridge", world.BridgeVault},
	{"developer", "developer", world.Personal},
}

// crossers is how many others use the bridge.
const crossers = 12

func tokenWallet(ref string) world.Ref { return world.Ref("token-wallet:" + ref) }

// token plans TESTCHAIN-A. The third group's coins go into the bridge, and the desk
// gets dollars for them; so do those of one of whom nobody knows who he is. Others
// pay dollars into the same till, and twice the owner takes some out.
func (p *plan) token() {
	for _, t := range tokenPurses {
		w := world.TokenWallet{Ref: tokenWallet(t.ref), Owner: world.Ref("person:" + t.owner), Kind: t.kind}
		if t.kind == world.BridgeVault {
			w.Exchange = "exchange:pontobridge"
		}
		p.W.TokenWallets = append(p.W.TokenWallets, w)
	}
	var in int64
	for i, day := range []int{43, 57, 71} {
		in += p.cross(fmt.Sprintf("fee/g3/%d", i+1), "g3", day)
	}
	in += p.cross("fee/stranger", "", 63)
	for i := range 4 {
		ref := fmt.Sprintf("fee/dollars/%d", i+1)
		in += p.give(ref, "", "till", p.Draw("dollars", ref).Between(60, 140)*5_000_000, p.On(ref, 46+9*i), world.Cause{Saga: "services", Step: "fee"})
	}
	for i, day := range []int{79, 88} {
		ref := fmt.Sprintf("profit/%d", i+1)
		p.give(ref, "till", "purse", in*p.Draw("profit", ref).Between(300, 450)/1000, p.On(ref, day), world.Cause{Saga: "services", Step: "profit"})
	}
	p.give("coffee/1", "", "developer", 5_000_000, p.On("coffee/1", 33), world.Cause{Saga: "lawful", Step: "payment"})
	p.give("coffee/2", "", "developer", 15_000_000, p.On("coffee/2", 66), world.Cause{Saga: "lawful", Step: "payment"})
}

// give enters a payment of the token, in millionths of a dollar, and returns how much.
func (p *plan) give(ref, from, to string, micro int64, at time.Time, cause world.Cause) int64 {
	y := world.TokenPayment{Ref: world.Ref("token-payment:" + ref), To: tokenWallet(to), Amount: micro, At: at.Truncate(time.Second), Cause: cause}
	if from != "" {
		y.From = tokenWallet(from)
	}
	p.W.TokenPayments = append(p.W.TokenPayments, y)
	return micro
}

// cross pays coins of TESTCHAIN-U into the bridge, "" for those of a stranger, and
// dollars out of its vault to the till. It returns the dollars.
func (p *plan) cross(ref, from string, day int) int64 {
	at := p.pay(ref, from, "pontobridge/hot", 700_000, 1_000_000, p.On(ref, day), "services", "fee")
	coin := p.W.Payments[len(p.W.Payments)-1]
	prices := world.CoinPrices(p.W.Key, int(p.W.End.Sub(p.W.Start)/(24*time.Hour))+1)
	out := p.After(ref+"/dollars", at, int64(world.BridgeTokensAfter/time.Minute)+2, int64(world.BridgeTokensUntil/time.Minute)-2)
	cause := world.Cause{Saga: "services", Step: "bridge", Cause: string(coin.Ref)}
	micro := p.give(ref, "vault", "till", world.BridgeTokens(coin.AmountSat, p.W.CoinPrice(prices, coin.At.Unix())), out, cause)
	p.W.BridgeHops = append(p.W.BridgeHops, world.BridgeHop{
		Ref: world.Ref("bridge-hop:" + ref), Bridge: "exchange:pontobridge", Coin: coin.Ref, Token: world.Ref("token-payment:" + ref), Cause: cause,
	})
	return micro
}
