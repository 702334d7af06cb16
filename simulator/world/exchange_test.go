package world_test

import (
	"net/netip"
	"slices"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// The books of an exchange that say something else than the ledger, and
// customers whom somebody real could be taken for, are refused by field.
func TestExchangeRules(t *testing.T) {
	payment := func(w *world.World, ref world.Ref) *world.Payment {
		return &w.Payments[slices.IndexFunc(w.Payments, func(p world.Payment) bool { return p.Ref == ref })]
	}
	entry := func(w *world.World, ref world.Ref) *world.CoinEntry {
		return &w.CoinEntries[slices.IndexFunc(w.CoinEntries, func(e world.CoinEntry) bool { return e.Ref == ref })]
	}
	desk := func(w *world.World) *world.Customer { return w.Customer("customer:koingate/desk") }
	for _, c := range []struct {
		name string
		edit func(*world.World)
		want string
	}{
		{"a bulk ledger", func(w *world.World) { w.Ledger = world.Bulk }, "exchanges: their books want the signed ledger"},
		{"a host that could be real", func(w *world.World) { w.Exchanges[0].Host = "koingate.com" }, "exchange:koingate: slug, name, legal, host:"},
		{"one wallet for both", func(w *world.World) { w.Exchanges[0].Hot = w.Exchanges[0].Deposits }, "exchange:koingate: has the wallet of"},
		{"no wallet", func(w *world.World) { w.Exchanges[0].Hot = "wallet:none" }, "exchange:koingate: deposits, hot:"},
		{"a kind that is none", func(w *world.World) { w.Exchanges[0].Kind = "shop" }, "exchange:koingate: kind:"},
		{"an outlaw that answers", func(w *world.World) { w.Exchanges[1].Answers = world.AnswersAll }, "exchange:obolos-x: answers:"},
		{"an outlaw with a number", func(w *world.World) { w.Exchanges[1].Register = "XA-1" }, "exchange:obolos-x: register:"},
		{"a customer of nobody", func(w *world.World) { desk(w).Exchange = "exchange:none" }, "customer:koingate/desk: exchange:"},
		{"one account number twice", func(w *world.World) { w.Customers[1].Number = w.Customers[0].Number }, "has the number of customer:koingate/desk"},
		{"one document twice", func(w *world.World) { w.Customers[1].Document = w.Customers[0].Document }, "has the document of customer:koingate/desk"},
		{"a document that could be real", func(w *world.World) { desk(w).Document = "L898902C36" }, "customer:koingate/desk: document:"},
		{"a mailbox that could be real", func(w *world.World) { desk(w).Email = "desk@post.it" }, "customer:koingate/desk: name, email:"},
		{"a number that could be real", func(w *world.World) { desk(w).Phone = "+447700901000" }, "customer:koingate/desk: phone:"},
		{"one address for two", func(w *world.World) { desk(w).Address = 1 }, "address: 1 is that of"},
		{"an address too many", func(w *world.World) { desk(w).Address = 4711 }, "customer:koingate/desk: address: 4711"},
		{"frozen before it is opened", func(w *world.World) { desk(w).Frozen = desk(w).Opened }, "customer:koingate/desk: opened, frozen:"},
		{"a log-in before the account", func(w *world.World) { w.Logins[0].At = worldtest.Day(-41) }, "logins[0]: at:"},
		{"a log-in from somewhere real", func(w *world.World) { w.Logins[0].Addr = netip.MustParseAddr("8.8.8.8") }, "logins[0]: addr:"},
		{"a log-in with nothing", func(w *world.World) { w.Logins[0].Agent = "" }, "logins[0]: agent:"},
		{"a line of no payment", func(w *world.World) { entry(w, "entry:koingate/1").Payment = "payment:none" }, "entry:koingate/1: payment, customer:"},
		{"a payment twice in the books", func(w *world.World) { entry(w, "entry:koingate/3").Payment = "payment:desk/in" }, "entry:koingate/3: payment: payment:desk/in is booked already"},
		{"a deposit for another", func(w *world.World) { entry(w, "entry:koingate/1").Customer = "customer:koingate/tova" }, "entry:koingate/1: payment: goes to address 0"},
		{"a deposit before its block", func(w *world.World) { e := entry(w, "entry:koingate/1"); e.At = payment(w, e.Payment).At }, "entry:koingate/1: at: is credited 0s"},
		{"a deposit in no books", func(w *world.World) {
			w.CoinEntries = slices.DeleteFunc(w.CoinEntries, func(e world.CoinEntry) bool { return e.Ref == "entry:koingate/3" })
		}, "payment:tova/in: goes to address 1 of wallet:koingate/deposits and is in no books"},
		{"a deposit of whatever there is", func(w *world.World) { payment(w, "payment:desk/in").Sweep = true }, "entry:koingate/1: payment: a sweep"},
		{"a withdrawal from elsewhere", func(w *world.World) { payment(w, "payment:desk/out").From = "wallet:desk" }, "entry:koingate/2: payment: goes from"},
		{"a withdrawal before it is asked for", func(w *world.World) { entry(w, "entry:koingate/2").At = worldtest.Day(45) }, "entry:koingate/2: at: is paid out"},
		{"a withdrawal from a frozen account", func(w *world.World) { desk(w).Frozen = worldtest.Day(40) }, "entry:koingate/2: payment: is made after"},
		{"another exchange than the ledger's", func(w *world.World) { entry(w, "entry:koingate/1").Via = "exchange:obolos-x" }, "entry:koingate/1: via:"},
		{"a line of no kind", func(w *world.World) { entry(w, "entry:koingate/1").Kind = "gift" }, "entry:koingate/1: kind:"},
		{"more taken out than held", func(w *world.World) { payment(w, "payment:desk/out").AmountSat = 4_900_000 }, "entry:koingate/2: payment: takes out 4900000 sat, and customer:koingate/desk holds 4871204"},
		{"a line before the account", func(w *world.World) { desk(w).Opened = worldtest.Day(40) }, "entry:koingate/1: at:"},
	} {
		wrong(t, c.name, c.edit, c.want)
	}
	if err := world.Validate(worldtest.New(100)); err != nil {
		t.Error(err)
	}
	if world.CreditedAfter < 2*time.Hour {
		t.Error("a deposit may be credited before the longest gap between two blocks is over")
	}
}
