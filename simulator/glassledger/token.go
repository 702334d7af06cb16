package glassledger

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/world"
)

// The wallets on TESTCHAIN-A: the till into which travellers pay, the pool, two
// that carry, and the bridge's vault. A family has one for itself and one at home,
// and somebody has made one whose address looks like the pool's.
var tokenPurses = []struct{ ref, owner, kind string }{
	{"till", "coordinator", world.Personal},
	{"pool", "coordinator", world.Personal},
	{"carry-1", "coordinator", world.Personal},
	{"carry-2", "coordinator", world.Personal},
	{"vault", "bridge", world.BridgeVault},
	{"remitter", "remitter", world.Personal},
	{"home", "", world.Personal},
	{"lure", "", world.Personal},
}

func tokenWallet(ref string) world.Ref { return world.Ref("token-wallet:" + ref) }

// till is the address that the chat names.
func (p *plan) till() string { return p.W.TokenAddress(tokenWallet("till")) }

// carriers are the wallets between the pool and the bridge in a round.
func carriers(r int) []string { return []string{"carry-1", "carry-2"}[:rounds[r].carriers] }

// deposit is what a traveller pays into the till.
type deposit struct {
	ref     string
	at      time.Time
	dollars int64
}

// paidIn are the deposits of a round in the order of time, in fives of dollars:
// about as much as one and a half millions of satoshi cost then.
func (p *plan) paidIn(r int) []deposit {
	prices := world.CoinPrices(p.W.Key, int(p.W.End.Sub(p.W.Start)/(24*time.Hour))+1)
	var out []deposit
	span := rounds[r].to - rounds[r].from
	for i := range customersPerRound {
		ref := fmt.Sprintf("round-%d/deposit-%d", r+1, i+1)
		at := p.On(ref, rounds[r].from+i*span/customersPerRound)
		dollars := world.BridgeTokens(p.Draw("deposit", ref).Between(1_300_000, 2_100_000), p.W.CoinPrice(prices, at.Unix())) / 5_000_000 * 5
		out = append(out, deposit{ref, at, dollars})
	}
	return out
}

// deposit is the witness's payment.
func (p *plan) deposit(r int) deposit { return p.paidIn(r)[1] }

// token plans TESTCHAIN-A: deposits into the till, and in each round all of it on
// to the pool, which keeps a little, over the carriers into the bridge. Beside it
// a family sends money home.
func (p *plan) token() {
	for _, t := range tokenPurses {
		w := world.TokenWallet{Ref: tokenWallet(t.ref), Kind: t.kind}
		if t.owner != "" {
			w.Owner = world.Ref("person:" + t.owner)
		}
		switch {
		case t.kind == world.BridgeVault:
			w.Exchange = "exchange:pontobridge"
		case t.ref == "lure":
			w.Like = tokenWallet("pool")
		}
		p.W.TokenWallets = append(p.W.TokenWallets, w)
	}
	for r := range rounds {
		p.cross(r)
	}
	p.lure()
	for i := range 4 {
		ref := fmt.Sprintf("home-%d", i+1)
		s := p.Draw("home", ref)
		cause := world.Cause{Saga: ref, Step: "remittance"}
		wages := p.give(ref+"/wages", "", tokenWallet("remitter"), s.Between(60, 140)*5_000_000, p.On(ref+"/wages", 4+22*i), cause)
		cause.Cause = string(wages.Ref)
		p.give(ref+"/sent", tokenWallet("remitter"), tokenWallet("home"), wages.Amount*s.Between(30, 60)/100, p.After(ref, wages.At, 20*60, 90*60), cause)
	}
}

// lures is how many strangers get dust as the family does.
const lures = 4

// lure is the poisoned history on this ledger: some days after the pool was seen
// for the first time, dust goes to several wallets from an address that looks like
// it. The family never paid the pool and was never paid by it.
func (p *plan) lure() {
	seen := p.W.TokenPayment("token-payment:round-1/empty")
	cause := world.Cause{Saga: "token-poison", Step: "means", Cause: string(seen.Ref)}
	at := p.Within("lure", seen.At.AddDate(0, 0, 2), seen.At.AddDate(0, 0, 6))
	p.give("lure/means", "", tokenWallet("lure"), p.Draw("lure", "means").Between(2, 9)*1_000_000, at.AddDate(0, 0, -1), cause)
	cause.Step = "lure"
	for i := range lures + 1 {
		ref, to := fmt.Sprintf("lure/%d", i+1), world.Ref("")
		if i == lures/2 {
			to = tokenWallet("remitter")
		}
		p.give(ref, tokenWallet("lure"), to, p.Draw("lure", ref).Between(1_000, 9_900), at.Add(time.Duration(i)*3*time.Minute), cause)
	}
}

// give enters a payment of the token, in millionths of a dollar.
func (p *plan) give(ref string, from, to world.Ref, micro int64, at time.Time, cause world.Cause) world.TokenPayment {
	y := world.TokenPayment{Ref: world.Ref("token-payment:" + ref), From: from, To: to, Amount: micro, At: at.Truncate(time.Second), Cause: cause}
	p.W.TokenPayments = append(p.W.TokenPayments, y)
	return y
}

// cross empties the till in a round and takes the money over the bridge.
func (p *plan) cross(r int) {
	saga := fmt.Sprintf("round-%d", r+1)
	var sum int64
	var last world.TokenPayment
	for _, d := range p.paidIn(r) {
		cause := world.Cause{Saga: saga, Step: "deposit"}
		last = p.give(d.ref, "", tokenWallet("till"), d.dollars*1_000_000, d.at, cause)
		sum += last.Amount
	}
	at := p.On(saga+"/empty", rounds[r].over-1)
	step := world.Cause{Saga: saga, Step: "empty", Cause: string(last.Ref)}
	last = p.give(saga+"/empty", tokenWallet("till"), tokenWallet("pool"), sum, at, step)
	sum -= sum * p.Draw("kept", saga).Between(20, 45) / 1000 / 1_000_000 * 1_000_000
	way := append([]string{"pool"}, append(carriers(r), "vault")...)
	for i := range way[1:] {
		ref := fmt.Sprintf("%s/on-%d", saga, i+1)
		step.Step, step.Cause = "on", string(last.Ref)
		last = p.give(ref, tokenWallet(way[i]), tokenWallet(way[i+1]), sum, p.After(ref, last.At, 2*60, 7*60), step)
	}
	prices := world.CoinPrices(p.W.Key, int(p.W.End.Sub(p.W.Start)/(24*time.Hour))+1)
	out := p.After(saga+"/over", last.At, int64(world.BridgeCoinsAfter/time.Minute)+2, int64(world.BridgeCoinsUntil/time.Minute)-2)
	step.Step, step.Cause = "bridge", string(last.Ref)
	p.pay(saga+"/over", wallet("pontobridge/hot"), wallet("landing"), r, world.BridgeCoins(last.Amount, p.W.CoinPrice(prices, last.At.Unix())), out, step)
	p.W.BridgeHops = append(p.W.BridgeHops, world.BridgeHop{
		Ref: world.Ref("bridge-hop:" + saga), Bridge: "exchange:pontobridge", Coin: world.Ref("payment:" + saga + "/over"), Token: last.Ref, Cause: step,
	})
}
