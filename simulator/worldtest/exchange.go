package worldtest

import (
	"net/netip"
	"time"

	"github.com/osint-radar/academy/simulator/clientele"
	"github.com/osint-radar/academy/simulator/world"
)

// exchanges adds KoinGate, which answers, and Obolos-X, which does not, with the
// desk's account and that of an innocent in the middle of other customers.
func exchanges(w *world.World, at func(day, hour, minute int) time.Time) error {
	w.People = append(
		w.People,
		world.Person{Ref: "person:koingate", Org: true, Role: "exchange", Name: "KoinGate Training Ltd", Innocent: true},
		world.Person{Ref: "person:obolos", Org: true, Role: "exchange", Name: "Obolos Holdings", Innocent: true},
	)
	wallet := func(ref, owner world.Ref, addresses int) {
		w.Wallets = append(w.Wallets, world.Wallet{Ref: ref, Owner: owner, Kind: "p2wpkh", Addresses: addresses})
	}
	wallet("wallet:koingate/deposits", "person:koingate", 2)
	wallet("wallet:koingate/hot", "person:koingate", 1)
	wallet("wallet:obolos-x/deposits", "person:obolos", 2)
	wallet("wallet:obolos-x/hot", "person:obolos", 1)
	wallet("wallet:desk", "person:broker", 2)
	w.Exchanges = []world.Exchange{
		{
			Ref: "exchange:koingate", Slug: "koingate", Name: "KoinGate", Legal: "KoinGate Training Ltd", Owner: "person:koingate", Kind: world.Licensed,
			Register: "XA-CASP-0041", Host: "koingate.test", Answers: world.AnswersAll, Deposits: "wallet:koingate/deposits", Hot: "wallet:koingate/hot",
		},
		{
			Ref: "exchange:obolos-x", Slug: "obolos-x", Name: "Obolos-X", Legal: "Obolos Holdings", Owner: "person:obolos", Kind: world.Unlicensed,
			Host: "obolos-x.test", Answers: world.AnswersNone, Deposits: "wallet:obolos-x/deposits", Hot: "wallet:obolos-x/hot",
		},
	}
	w.Customers = []world.Customer{
		{
			Ref: "customer:koingate/desk", Exchange: "exchange:koingate", Number: "40718263", Owner: "person:broker", Name: "Ilva Marolt", Document: "KP40Z11A76",
			Email: "ilva.m@letterbox.example", Phone: world.PhoneNumber(123), Address: 0, Opened: Day(-40), Frozen: Day(80),
		},
		{
			Ref: "customer:koingate/tova", Exchange: "exchange:koingate", Number: "40718499", Owner: "person:customer", Name: "Tova Nesdal", Document: "KP81B27C41",
			Email: "tova.n@pigeonpost.example", Phone: world.PhoneNumber(777), Address: 1, Opened: Day(-200),
		},
		{
			Ref: "customer:obolos-x/desk", Exchange: "exchange:obolos-x", Number: "77120055", Owner: "person:broker", Name: "Hela Dorost", Document: "RX22L90M53",
			Email: "hd77@inbox-delta.example", Phone: world.PhoneNumber(778), Address: 0, Opened: Day(5),
		},
		{
			Ref: "customer:obolos-x/sleeper", Exchange: "exchange:obolos-x", Number: "77120981", Owner: "person:coach", Name: "Ulmdal Coaches", Document: "RX40B71T22",
			Email: "office@pigeonpost.example", Phone: world.PhoneNumber(779), Address: 1, Opened: Day(-300),
		},
	}
	pay := func(name string, from, to world.Ref, address int, sat int64, when time.Time) {
		w.Payments = append(w.Payments, world.Payment{Ref: world.Ref("payment:" + name), From: from, To: to, ToAddress: address, AmountSat: sat, At: when})
	}
	book := func(name string, c world.Ref, kind, payment string, when time.Time, other string, via world.Ref) {
		w.CoinEntries = append(w.CoinEntries, world.CoinEntry{
			Ref: world.Ref("entry:" + name), Customer: c, Kind: kind, Payment: world.Ref("payment:" + payment), At: when, Other: other, Via: via,
		})
	}
	pay("seats/1", "", "wallet:desk", 0, 2_417_336, at(15, 18, 2))
	pay("seats/2", "", "wallet:desk", 1, 3_120_871, at(22, 19, 40))
	pay("desk/in", "wallet:desk", "wallet:koingate/deposits", 0, 4_871_204, at(30, 21, 14))
	book("koingate/1", "customer:koingate/desk", world.CoinDeposit, "desk/in", at(31, 1, 2), "Ilva Marolt", "")
	pay("desk/out", "wallet:koingate/hot", "wallet:obolos-x/deposits", 0, 4_200_455, at(44, 20, 30))
	book("koingate/2", "customer:koingate/desk", world.CoinWithdrawal, "desk/out", at(44, 19, 51), "Hela Dorost", "exchange:obolos-x")
	book("obolos-x/1", "customer:obolos-x/desk", world.CoinDeposit, "desk/out", at(44, 23, 40), "Ilva Marolt", "exchange:koingate")
	pay("tova/in", "", "wallet:koingate/deposits", 1, 1_914_028, at(33, 12, 0))
	book("koingate/3", "customer:koingate/tova", world.CoinDeposit, "tova/in", at(33, 15, 30), "Tova Nesdal", "")
	home := netip.MustParseAddr("198.51.100.77") // the desk works from a café that Tova also visits
	for day := 28; day < 46; day += 3 {
		w.Logins = append(w.Logins, world.Login{Customer: "customer:koingate/desk", At: at(day, 19, 5), Addr: home, Agent: "web (desktop)"})
	}
	w.Logins = append(
		w.Logins,
		world.Login{Customer: "customer:koingate/tova", At: at(33, 11, 20), Addr: home, Agent: "app 5.1 (phone)"},
		world.Login{Customer: "customer:obolos-x/desk", At: at(44, 19, 58), Addr: home, Agent: "web (desktop)"},
	)
	if err := clientele.Fill(w, "exchange:obolos-x", 10); err != nil {
		return err
	}
	return clientele.Fill(w, "exchange:koingate", 30)
}
