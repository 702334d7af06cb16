package world

import (
	"time"

	"github.com/osint-radar/academy/simulator/keys"
)

// The kinds of token wallet.
const (
	Personal    = ""        // of a person or a firm
	DepositOf   = "deposit" // an exchange's address for one customer: what comes in is swept to its hot wallet
	HotOf       = "hot"     // an exchange pays out of it
	BridgeVault = "bridge"  // takes and gives tokens for coins of TESTCHAIN-U
)

// TokenWallet is an account on TESTCHAIN-A: one key, one address, some of the
// chain's coin for gas and some of the dollar token. A world with one has that
// ledger. Gas comes from an exchange unless a native payment of the plan brings
// it before the first payment.
type TokenWallet struct {
	Ref      Ref // "token-wallet:desk"
	Owner    Ref // "" for somebody of the crowd
	Kind     string
	Exchange Ref // whose deposit, hot or bridge wallet it is
	Like     Ref // a wallet whose address this one's begins and ends like, because its owner looked for that
}

// TokenPayment is money that moves on TESTCHAIN-A because of the story.
type TokenPayment struct {
	Ref      Ref // "token-payment:p07"
	From, To Ref // token wallets; "" is a stranger of the crowd, on one side at most
	Amount   int64
	Native   bool // the chain's coin: Amount is in gwei; else tokens: Amount is in millionths of a dollar
	At       time.Time
	Sweep    bool // all tokens that the paying wallet holds then; Amount is what is expected at least
	Cause    Cause
}

// BridgeHop says that a payment on one ledger was made for one on the other,
// by way of a bridge. Nothing on either ledger says so: amounts and times do.
type BridgeHop struct {
	Ref    Ref // "bridge-hop:1"
	Bridge Ref // an exchange of kind Bridge
	Coin   Ref // payment to or from the bridge's Hot wallet on TESTCHAIN-U
	Token  Ref // token payment from or to its vault
	Cause  Cause
}

// What a bridge takes and how long it needs. Tokens are given once the coins
// are in a block, coins at once, and then wait for a block.
const (
	BridgeFee         = 3 // of a thousand
	BridgeTokensAfter = CreditedAfter
	BridgeTokensUntil = CreditedWithin
	BridgeCoinsAfter  = 20 * time.Minute
	BridgeCoinsUntil  = PaidOutWithin
)

// BridgeTokens is what a bridge gives for coins, in millionths of a dollar: the
// price in cents a coin, less the fee, each rounded down.
func BridgeTokens(sat, cents int64) int64 { return sat * cents / 10_000 * (1000 - BridgeFee) / 1000 }

// BridgeCoins is what a bridge gives for tokens, in satoshi.
func BridgeCoins(micro, cents int64) int64 {
	return micro * (1000 - BridgeFee) / 1000 * 10_000 / cents
}

// TokenFloat is what an exchange or a bridge has on TESTCHAIN-A when the clock
// starts, in millionths of a dollar.
const TokenFloat = 4_000_000_000_000

// TokenAddress is the address of a token wallet: 0x and forty small digits.
func (w *World) TokenAddress(r Ref) string {
	return keys.TokenAddress(w.Key, string(r), string(w.TokenLike(r)))
}

// TokenLike is whose address that of a token wallet resembles, "" for none.
func (w *World) TokenLike(r Ref) Ref {
	if x := w.TokenWallet(r); x != nil {
		return x.Like
	}
	return ""
}

// HasTokens says whether the world has TESTCHAIN-A.
func (w *World) HasTokens() bool { return len(w.TokenWallets) > 0 }

// TokenWallet returns the token wallet of that name.
func (w *World) TokenWallet(r Ref) *TokenWallet {
	return find(w.TokenWallets, func(x *TokenWallet) bool { return x.Ref == r })
}

// TokenPayment returns the token payment of that name.
func (w *World) TokenPayment(r Ref) *TokenPayment {
	return find(w.TokenPayments, func(x *TokenPayment) bool { return x.Ref == r })
}
