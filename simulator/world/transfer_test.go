package world_test

import (
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/world"
)

// Amounts keep their order of size, never grow and never fall below one krona;
// over all styles each kind shows round and odd sums.
func TestCoins(t *testing.T) {
	for kind := world.PayPerson; kind <= world.Standing; kind++ {
		round, odd := 0, 0
		for _, amount := range []int64{1, 99, 100, 150, 199, 200, 1234, 19_99, 20_01, 99_99, 123_456, 9_999_999} {
			for bits := range uint64(256) {
				got := world.Coins(kind, amount, bits)
				if got < 100 || got > max(amount, 100) || 3*got < amount {
					t.Errorf("%s of %d becomes %d", kind.Code(), amount, got)
				}
				if got%100 == 0 {
					round++
				} else {
					odd++
				}
			}
		}
		if round < 300 || odd < 200 {
			t.Errorf("%s: %d round, %d odd", kind.Code(), round, odd)
		}
	}
	sum := int64(0)
	for h := range 24 {
		sum += world.PayHour(h)
	}
	if sum != 1000 {
		t.Errorf("the hours of a day sum to %d", sum)
	}
}

// A story's transfers are replayed before anything is written.
func TestValidateTransfers(t *testing.T) {
	start := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	fresh := func() *world.World {
		return &world.World{
			Start: start, Opens: start.Add(time.Hour), End: start.Add(48 * time.Hour),
			Emoney:      world.Emoney{Accounts: 1000, Days: 2, Rows: 100},
			PayAccounts: []world.PaymentAccount{{Ref: "pay:a", Number: 1}, {Ref: "pay:b", Number: 2}},
			Transfers: []world.Transfer{
				{Ref: "transfer:1", To: "pay:a", Amount: 500, At: start.Add(time.Hour)},
				{Ref: "transfer:2", From: "pay:a", To: "pay:b", Amount: 400, At: start.Add(2 * time.Hour), Cause: world.Cause{Cause: "transfer:1"}},
			},
		}
	}
	if err := world.Validate(fresh()); err != nil {
		t.Fatal(err)
	}
	for says, edit := range map[string]func(*world.World){
		"lacks":              func(w *world.World) { w.Transfers[1].Amount = 501 },
		"before its cause":   func(w *world.World) { w.Transfers[1].At = start },
		"no payment account": func(w *world.World) { w.Transfers[1].To = "pay:c" },
		"outside the 2 days": func(w *world.World) { w.Transfers[1].At = start.Add(48 * time.Hour) },
		"is account 1000":    func(w *world.World) { w.PayAccounts[0].Number = 1000 },
		"emoney.accounts":    func(w *world.World) { w.Emoney.Accounts = 7 },
		"there are two":      func(w *world.World) { w.Transfers[1].Ref = "transfer:1" },
	} {
		w := fresh()
		edit(w)
		if err := world.Validate(w); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", says, err)
		}
	}
}
