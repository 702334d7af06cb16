package clientele_test

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/clientele"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// An exchange with one customer of the story gets eleven more. Nothing in their
// accounts, movements and log-ins tells whose is whose.
func ExampleFill() {
	start := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	w := &world.World{
		Key: stream.NewKey([16]byte{15: 1}), Start: start, End: start.AddDate(0, 0, 60),
		People:  []world.Person{{Ref: "person:koingate", Org: true, Name: "KoinGate Training Ltd"}, {Ref: "person:tova", Name: "Tova Nesdal"}},
		Wallets: []world.Wallet{{Ref: "wallet:deposits", Owner: "person:koingate", Kind: "p2wpkh", Addresses: 1}, {Ref: "wallet:hot", Owner: "person:koingate", Kind: "p2wpkh", Addresses: 1}},
		Exchanges: []world.Exchange{{
			Ref: "exchange:koingate", Slug: "koingate", Name: "KoinGate", Owner: "person:koingate", Kind: world.Licensed, Register: "XA-CASP-0041",
			Host: "koingate.test", Answers: world.AnswersAll, Deposits: "wallet:deposits", Hot: "wallet:hot",
		}},
		Customers: []world.Customer{{
			Ref: "customer:koingate/tova", Exchange: "exchange:koingate", Number: "40718499", Owner: "person:tova", Name: "Tova Nesdal", Opened: start.AddDate(0, -6, 0),
		}},
	}
	if err := clientele.Fill(w, "exchange:koingate", 11); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(w.Customers), len(w.CoinEntries) > 0, len(w.Logins) > len(w.CoinEntries)/2)
	// Output:
	// 12 true true
}
