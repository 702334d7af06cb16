package market

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

func planned(t *testing.T, seed byte, variant string, networks, bookings int) *world.World {
	t.Helper()
	s := Spec(variant)
	s.Market, s.Emoney = world.Market{Networks: networks, Bookings: bookings}, world.Emoney{} // the books of Zefir Pay are a haystack, drawn and not planned
	w, err := Plan(s, stream.NewKey([16]byte{15: seed}))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// Markets of several sizes hold together: references, causes, books, wallets
// and movements; and the usual size has two thousand planted rows and more.
func TestPlansHoldTogether(t *testing.T) {
	for i, size := range [][2]int{{3, 24}, {2, 10}, {4, 60}, {7, 12}} {
		for seed := range byte(3) {
			w := planned(t, 10*byte(i)+seed, "team-a", size[0], size[1])
			if err := world.Validate(w); err != nil {
				t.Errorf("%v, seed %d: %v", size, seed, err)
			}
			rows := len(w.Posts) + len(w.Messages) + len(w.Listings) + len(w.Payments) + len(w.Orders) + len(w.Settlements)
			if i == 0 && rows < 2000 {
				t.Errorf("seed %d: %d planted rows, want 2,000 or more", seed, rows)
			}
		}
	}
}

// 40 to 60 per cent of the actors that the truth names are innocent, at every
// size, and every typology has somebody who only looks like it.
func TestInnocents(t *testing.T) {
	for n := leastNetworks; n <= 9; n++ {
		w := planned(t, 1, "team-a", n, leastBookings)
		actors, innocent := 0, 0
		roles := map[string]bool{}
		for _, f := range w.Facts {
			if f.Kind != truth.Entity || f.Type != "account" && f.Type != "person" && f.Type != "organisation" {
				continue
			}
			actors++
			if f.Innocent {
				innocent++
				roles[f.Role] = true
			}
		}
		if share := 100 * innocent / actors; share < 40 || share > 60 {
			t.Errorf("%d networks: %d of %d named actors are innocent, %d per cent", n, innocent, actors, share)
		}
		for _, c := range lookalikes {
			if !roles[c.role] {
				t.Errorf("%d networks: nobody is %s", n, c.role)
			}
		}
	}
}

// The innocent twins of a netted deposit stand in the same books: families' money,
// more of it than deposits, with codes, between the same pairs of brokers, and
// part of what is settled.
func TestBooksAreMixed(t *testing.T) {
	w := planned(t, 1, "team-a", 3, 24)
	home, held := 0, 0
	family := map[[2]world.Ref]bool{}
	for _, o := range w.Orders {
		if o.Cause.Step == "remittance" {
			home++
			family[[2]world.Ref{min(o.From, o.To), max(o.From, o.To)}] = true
		} else {
			held++
		}
		if o.Code == "" {
			t.Errorf("%s has no code", o.Ref)
		}
	}
	if held == 0 || home <= held {
		t.Errorf("%d remittances beside %d deposits", home, held)
	}
	for _, s := range w.Settlements {
		if !family[[2]world.Ref{min(s.From, s.To), max(s.From, s.To)}] {
			t.Errorf("%s settles no family's money", s.Ref)
		}
	}
	if len(w.Settlements) == 0 {
		t.Error("nothing is settled")
	}
}

// At first sight the journalist looks worse than every offender: more posts
// with a code word and a price; and the fundraiser's wallet looks worse than
// every wallet of theirs: more payers.
func TestInnocentsLookWorse(t *testing.T) {
	for seed := range byte(6) {
		w := planned(t, seed, "team-a", 3, 24)
		words := map[string]bool{}
		for _, c := range w.Lexicon {
			if c.Category == "activity" || c.Category == "guarantee" {
				words[c.Word] = true
			}
		}
		loud, payers := map[world.Ref]int{}, map[world.Ref]int{}
		for _, p := range w.Posts {
			text := strings.ToLower(p.Text)
			for word := range words {
				if strings.Contains(text, word) && strings.Contains(text, "tk") {
					loud[p.Account]++
					break
				}
			}
		}
		for _, y := range w.Payments {
			if y.From == "" {
				payers[y.To]++
			}
		}
		for _, x := range w.People {
			name := x.Ref[len("person:"):]
			if x.Innocent {
				continue
			}
			for _, account := range []world.Ref{"account:" + name, "account:" + name[:2] + "/page-1", "account:" + name[:2] + "/page-2"} {
				if loud[account] >= loud["account:l1/journalist"] {
					t.Errorf("seed %d: %s has %d loud posts, the journalist %d", seed, account, loud[account], loud["account:l1/journalist"])
				}
			}
			if payers["wallet:"+name] >= payers["wallet:l1/fundraiser"] {
				t.Errorf("seed %d: %s is paid by %d, the fundraiser by %d", seed, name, payers["wallet:"+name], payers["wallet:l1/fundraiser"])
			}
		}
	}
}

// What happens to the money of each booking on the ledger and in the books is
// what the saga says: what comes in goes out, or stays as the holder's part.
func TestBookingsBalance(t *testing.T) {
	w := planned(t, 3, "team-a", 3, 40)
	in, out, ends := map[string]int64{}, map[string]int64{}, map[string]string{}
	for _, e := range w.Events {
		switch e.Kind {
		case "deposit":
			in[e.Cause.Saga] += e.Amount
		case "rest":
			if strings.Contains(e.Cause.Saga, "/order-") {
				continue
			}
			in[e.Cause.Saga] += e.Amount
		case "release", "refund", "fee":
			out[e.Cause.Saga] += e.Amount
		}
		if strings.HasPrefix(e.Cause.Saga, "n") && strings.Contains(e.Cause.Saga, "/booking-") && e.Kind != "fee" {
			ends[e.Cause.Saga] = e.Kind
		}
	}
	if len(ends) != 120 {
		t.Errorf("%d bookings, want 120", len(ends))
	}
	for saga, end := range ends {
		if in[saga] != out[saga] || !slices.Contains([]string{"offer", "release", "refund", "review"}, end) {
			t.Errorf("%s ends with %q, %d in and %d out", saga, end, in[saga], out[saga])
		}
	}
	held := map[string]int64{}
	for _, y := range w.Payments {
		if !strings.Contains(y.Cause.Saga, "/booking-") {
			continue
		}
		if y.From == "" {
			held[y.Cause.Saga] += y.AmountSat
		} else {
			held[y.Cause.Saga] -= y.AmountSat
		}
	}
	for _, e := range w.Events { // what is paid and not in hand is in somebody's books
		booked := func(r world.Ref) bool {
			return strings.HasPrefix(string(r), "payment:") || strings.HasPrefix(string(r), "order:")
		}
		if (e.Kind == "deposit" || e.Kind == "rest") && e.Means != world.Cash && !slices.ContainsFunc(e.Rows, booked) {
			t.Errorf("%s, a %s by %s, has left nothing", e.Ref, e.Kind, e.Means)
		}
	}
	for saga, rest := range held { // five per cent, to a few hundred satoshi
		if deposit := in[saga] * 10; rest < 0 || rest > deposit/10 {
			t.Errorf("%s leaves %d sat with its holder", saga, rest)
		}
	}
}

// A post that proves a link between accounts is written by the one and speaks
// of the other.
func TestLinksAreSaid(t *testing.T) {
	for seed := range byte(8) {
		w := planned(t, seed, "team-a", 3, 12)
		n := 0
		for _, f := range w.Facts {
			p := w.Post(f.Proof[0])
			to := w.Account(f.Object)
			if f.Kind != truth.Link && f.Kind != truth.Alias || p == nil || to == nil || f.Predicate == "same_text_as" {
				continue
			}
			n++
			said := slices.Contains(p.Mentions, f.Object) || p.Account == f.Object
			if f.Kind == truth.Alias {
				said = slices.Contains(p.Mentions, f.Subject) && p.Account == f.Object
			}
			if f.Predicate == "recruits" { // the hired one speaks of the desk, whose listing it was
				said = p.Account == f.Object
			}
			if !said {
				t.Errorf("seed %d: %s is not said in %q of %s", seed, f.Ref, p.Text, p.Account)
			}
		}
		for _, f := range w.Facts {
			if f.Predicate == "advertises" && strings.HasPrefix(string(f.Subject), "account:") {
				if p := w.Post(f.Proof[0]); p.Account != f.Subject {
					t.Errorf("seed %d: %s is said by %s", seed, f.Ref, p.Account)
				}
			}
			if f.Predicate == "same_text_as" {
				if a, b := w.Post(f.Proof[0]), w.Post(f.Proof[1]); a.Text != b.Text || a.Account != f.Subject || b.Account != f.Object || !b.At.Before(a.At) {
					t.Errorf("seed %d: %s: %q by %s, %q by %s", seed, f.Ref, a.Text, a.Account, b.Text, b.Account)
				}
			}
		}
		if n < 30 {
			t.Errorf("seed %d: only %d links are said in posts", seed, n)
		}
	}
}

// A spec that cannot be satisfied is refused with the names of its fields.
func TestPlanRefuses(t *testing.T) {
	for want, edit := range map[string]func(*world.Spec){
		"market.networks: 1":      func(s *world.Spec) { s.Market.Networks = 1 },
		"market.networks: 300":    func(s *world.Spec) { s.Scale = 100_000 },
		"market.bookings: 2":      func(s *world.Spec) { s.Market.Bookings = 2 },
		"scale: -5 thousandths":   func(s *world.Spec) { s.Scale = -5 },
		"clock.days: 30":          func(s *world.Spec) { s.Days = 30 },
		"crowd.accounts: 3":       func(s *world.Spec) { s.Crowd.Accounts = 3 },
		"clock.start: 2026-02-02": func(s *world.Spec) { s.Start = s.Start.AddDate(0, 0, 0).Add(1) },
		"variant: no name":        func(s *world.Spec) { s.Variant = "" },
	} {
		s := Spec("team-a")
		edit(&s)
		if _, err := Plan(s, stream.NewKey([16]byte{1})); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// One booking more changes nothing of the others but what they share.
func TestBookingsStandAlone(t *testing.T) {
	texts := func(w *world.World, saga string) string {
		var out []string
		for _, m := range w.Messages {
			if m.Cause.Saga == saga {
				out = append(out, m.Text)
			}
		}
		return fmt.Sprint(out)
	}
	for _, saga := range []string{"l1/ticket-3", "l1/sale-2", "l1/agency/order-5"} {
		a, b := texts(planned(t, 1, "team-a", 3, 24), saga), texts(planned(t, 1, "team-a", 3, 25), saga)
		if a != b || a == "[]" {
			t.Errorf("%s reads %s, and with a booking more %s", saga, a, b)
		}
	}
}

// Money leaves a launderer in every way that a ledger knows, and a bookkeeper in the
// same: how it leaves says nothing of whose it is.
func TestLayers(t *testing.T) {
	for seed := range byte(6) {
		w := planned(t, seed, "team-a", 6, 40)
		ways := map[bool]map[world.Behaviour]int{true: {}, false: {}}
		for _, y := range w.Payments {
			if y.Cause.Step == "layering" {
				ways[w.Person(w.Wallet(y.From).Owner).Innocent][y.Behaviour]++
			}
		}
		for _, how := range layers {
			if ways[false][how] == 0 && how != world.CoinJoin || ways[false][how]+ways[true][how] == 0 {
				t.Errorf("seed %d: %v of launderers, %v of bookkeepers, want each of %v", seed, ways[false], ways[true], layers)
			}
		}
		if a, b := ways[false][world.Peel], ways[true][world.Peel]; a != b {
			t.Errorf("seed %d: %d peels of launderers and %d of bookkeepers", seed, a, b)
		}
	}
}

// A tour company is its network's twin: as many deposits, by as many ways back, and
// paydays that are shared out among as many.
func TestTours(t *testing.T) {
	for seed := range byte(4) {
		w := planned(t, seed, "team-a", 6, 40)
		count := map[string]map[string]int{} // by who sells, of what
		for _, y := range w.Payments {
			for _, saga := range []string{"/booking-", "/payday-"} {
				if who, number, ok := strings.Cut(y.Cause.Saga, saga); ok {
					step := y.Cause.Step
					if saga == "/payday-" {
						step += " of payday " + number
					}
					if count[who] == nil {
						count[who] = map[string]int{}
					}
					count[who][step]++
				}
			}
		}
		for n := range 6 {
			network, tour := fmt.Sprintf("n%d", n+1), fmt.Sprintf("l%d/tour-%d", n/3+1, n%3+1)
			a, b := count[network], count[tour]
			if a["deposit"] == 0 || a["deposit"] != b["deposit"] || a["transport of payday 1"] == 0 || a["transport of payday 1"] != b["transport of payday 1"] || a["layering of payday 1"] != b["layering of payday 1"] {
				t.Errorf("seed %d: %s has %v, %s %v", seed, network, a, tour, b)
			}
		}
	}
}
