package clientele_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/simulator/clientele"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// house is a world with one exchange and so many customers.
func house(t *testing.T, n int) *world.World {
	t.Helper()
	w := &world.World{
		Scenario: "house", Start: worldtest.Day(0), Opens: worldtest.Day(80), End: worldtest.Day(96), Key: stream.NewKey([16]byte{15: 3}),
		People:  []world.Person{{Ref: "person:house", Org: true, Name: "Slow Larch Exchange", Innocent: true}},
		Wallets: []world.Wallet{{Ref: "wallet:d", Kind: "p2wpkh", Addresses: 1}, {Ref: "wallet:h", Kind: "p2wpkh", Addresses: 1}},
		Exchanges: []world.Exchange{{
			Ref: "exchange:x", Slug: "slow-larch", Name: "Slow Larch", Legal: "Slow Larch Exchange", Owner: "person:house", Kind: world.Licensed,
			Register: "XA-CASP-0001", Host: "slow-larch.test", Answers: world.AnswersAll, Deposits: "wallet:d", Hot: "wallet:h",
		}},
	}
	if err := clientele.Fill(w, "exchange:x", n); err != nil {
		t.Fatal(err)
	}
	if err := world.Validate(w); err != nil {
		t.Fatal(err)
	}
	return w
}

// A customer more changes none of the others, nor what they do.
func TestOneMore(t *testing.T) {
	few, more := house(t, 200), house(t, 201)
	if d := cmp.Diff(few.Customers, more.Customers[:200]); d != "" {
		t.Error(d)
	}
	lines := func(w *world.World) (out []world.CoinEntry) {
		for _, e := range w.CoinEntries {
			if e.Customer != "customer:slow-larch/crowd-201" {
				e.Ref = "" // names of the plan, which no file shows
				out = append(out, e)
			}
		}
		return out
	}
	if d := cmp.Diff(lines(few), lines(more)); d != "" {
		t.Error(d)
	}
}

// The books hold what an investigator must not take for guilt: addresses that
// several log in from, dust, coins that come back from a wallet of one's own.
func TestLookalikes(t *testing.T) {
	w := house(t, 200)
	from := map[string]map[world.Ref]bool{}
	for _, l := range w.Logins {
		a := l.Addr.String()
		if from[a] == nil {
			from[a] = map[world.Ref]bool{}
		}
		from[a][l.Customer] = true
	}
	shared, dust, back, frozen := 0, 0, 0, 0
	for _, list := range from {
		if len(list) > 1 {
			shared++
		}
	}
	for _, p := range w.Payments {
		if p.To == "wallet:d" && p.Behaviour == world.Dusting {
			dust++
		}
		if p.To == "wallet:d" && strings.Contains(string(p.From), "/crowd-") {
			back++
		}
	}
	for _, c := range w.Customers {
		if !c.Frozen.IsZero() {
			frozen++
		}
	}
	if shared < 30 || dust < 10 || back < 20 || frozen < 2 || len(w.CoinEntries) < 500 {
		t.Errorf("%d shared addresses, %d times dust, %d deposits from a wallet of one's own, %d frozen accounts, %d lines", shared, dust, back, frozen, len(w.CoinEntries))
	}
	t.Log(shared, dust, back, frozen, len(w.CoinEntries))
}

// Dust comes from an address that looks like the story's, to a stranger.
func TestPoison(t *testing.T) {
	w := worldtest.New(100)
	i := slices.IndexFunc(w.Payments, func(p world.Payment) bool { return p.Behaviour == world.Poisoning })
	if i < 0 || w.Payments[i].Like != "wallet:desk" || w.Payments[i].To != "wallet:koingate/deposits" {
		t.Fatal("nobody is poisoned with the desk's address")
	}
	j := slices.IndexFunc(w.CoinEntries, func(e world.CoinEntry) bool { return e.Payment == w.Payments[i].Ref })
	if c := w.Customer(w.CoinEntries[j].Customer); c.Owner != "" {
		t.Errorf("%s is poisoned, who is no stranger", c.Ref)
	}
}

// Who of the story has no log-ins of his own gets some.
func TestStoryLogsIn(t *testing.T) {
	w := worldtest.New(100)
	n := 0
	for _, l := range w.Logins {
		if l.Customer == "customer:obolos-x/sleeper" {
			n++
		}
	}
	if n < 2 {
		t.Errorf("logs in %d times", n)
	}
}

func TestFillRefuses(t *testing.T) {
	w := house(t, 1)
	w.End = worldtest.Day(20)
	if err := clientele.Fill(w, "exchange:x", 3); err == nil || !strings.Contains(err.Error(), "thirty days") {
		t.Errorf("a short clock: %v", err)
	}
	if err := clientele.Fill(&world.World{}, "exchange:none", 3); err == nil || !strings.Contains(err.Error(), "exchange:none") {
		t.Errorf("%v", err)
	}
}
