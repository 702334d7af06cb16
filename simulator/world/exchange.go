package world

import (
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
)

// How an exchange stands to the law.
const (
	Licensed   = "licensed"   // has an authorisation as a crypto-asset service provider
	Unlicensed = "unlicensed" // has none anywhere
	Bridge     = "bridge"     // takes a coin of one ledger and gives one of another
)

// How an exchange answers a lawful request.
const (
	AnswersAll  = "all"
	AnswersPart = "part" // who the customer is, and no more
	AnswersNone = "none"
)

// Exchange is a service that keeps coins on TESTCHAIN-U for its customers.
// What it knows of them is private: a granted request alone releases it.
type Exchange struct {
	Ref      Ref    // "exchange:koingate"
	Slug     string // of its folder: lower case letters, digits and hyphens
	Name     string // "KoinGate"
	Legal    string // name of the legal entity
	Owner    Ref    // organisation or person behind it
	Kind     string // Licensed, Unlicensed or Bridge
	Register string // number of its authorisation, "" without one
	Host     string // of its site, in .test or .example
	Answers  string // AnswersAll, AnswersPart or AnswersNone
	Deposits Ref    // wallet; address n is that of one customer
	Hot      Ref    // wallet that pays out
}

// Customer is an account at an exchange with what was asked of its holder when
// it was opened. The name is the one on the document, not always the holder's.
type Customer struct {
	Ref      Ref // "customer:koingate/anchor"
	Exchange Ref
	Number   string // the visible account number: eight digits
	Owner    Ref    // who really holds it, "" for somebody of the crowd
	Name     string
	Document string // number on an identity document, from DrawDocument
	Email    string // in .example
	Phone    string // E.164, from PhoneNumber
	Address  int    // which address of the exchange's deposit wallet is this customer's
	Opened   time.Time
	Frozen   time.Time // the exchange pays nothing out from then on; zero: never
	Cause    Cause
}

// Login is one log-in of a customer.
type Login struct {
	Customer Ref
	At       time.Time
	Addr     netip.Addr // reserved for documentation
	Agent    string     // what the browser or app calls itself
}

// The kinds of CoinEntry.
const (
	CoinDeposit    = "deposit"
	CoinWithdrawal = "withdrawal"
)

// CoinEntry is a line in the books of an exchange: a payment on the ledger that
// came in for a customer or went out on his order. What is said of the other
// side are the data that Regulation (EU) 2023/1113 wants to go with a transfer.
// Books have seconds: a plan whose moments are full minutes gives itself away.
type CoinEntry struct {
	Ref      Ref // "entry:koingate/17"
	Customer Ref
	Kind     string    // CoinDeposit or CoinWithdrawal
	Payment  Ref       // a deposit's goes to the customer's address, a withdrawal's comes from the hot wallet
	At       time.Time // a deposit's: when it was credited; a withdrawal's: when it was asked for
	Other    string    // name of the other side as stated, "" where none is
	Via      Ref       // the other side's exchange, "" for an address of its own
	Cause    Cause
}

// The lags of the books. A payment is in a block within two hours and a half,
// as the longest gap between two blocks is near two hours.
const (
	CreditedAfter  = 150 * time.Minute // a deposit, at least
	CreditedWithin = 8 * time.Hour     // a deposit, at most
	PaidOutWithin  = 4 * time.Hour     // a withdrawal, at most
)

// DrawDocument draws the number of an identity document: nine letters and
// digits and a check digit that is wrong by the rule of ICAO Doc 9303 (weights
// 7, 3, 1), so that no document can have it.
func DrawDocument(s *stream.Stream) string {
	const signs = "0123456789" + plateLetters
	b := []byte{plateLetters[s.IntN(len(plateLetters))]}
	for len(b) < 9 {
		b = append(b, signs[s.IntN(len(signs))])
	}
	right := DocumentCheck(string(b))
	return fmt.Sprintf("%s%d", b, (right+int(s.Between(1, 9)))%10)
}

// DocumentCheck is the check digit of ICAO Doc 9303 over digits and capital letters.
func DocumentCheck(number string) int {
	sum := 0
	for i, c := range []byte(number) {
		value := int(c - '0')
		if c >= 'A' {
			value = int(c-'A') + 10
		}
		sum += value * [3]int{7, 3, 1}[i%3]
	}
	return sum % 10
}

// DrawAccountNumber draws the visible number of an account at an exchange.
func DrawAccountNumber(s *stream.Stream) string {
	return fmt.Sprintf("%08d", s.Between(10_000_000, 99_999_999))
}

// Exchange returns the exchange of that name.
func (w *World) Exchange(r Ref) *Exchange {
	return find(w.Exchanges, func(x *Exchange) bool { return x.Ref == r })
}

// Customer returns the customer of that name.
func (w *World) Customer(r Ref) *Customer {
	return find(w.Customers, func(x *Customer) bool { return x.Ref == r })
}

// reservedName says whether a host or the end of an e-mail address is nobody's.
func reservedName(s string) bool {
	return strings.HasSuffix(s, ".test") || strings.HasSuffix(s, ".example")
}

// documentation are the address ranges of RFC 5737 and RFC 3849.
var documentation = []netip.Prefix{
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("2001:db8::/32"),
}
