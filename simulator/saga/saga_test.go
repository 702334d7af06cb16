package saga_test

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/saga"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

var start = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)

// road is three places in the open ocean with a vehicle on each way.
func road(key stream.Key) ([]world.Place, []world.Vehicle, []*saga.Line) {
	s := key.Domain("test/places").Stream(0, 0)
	var places []world.Place
	for i := range 4 {
		places = append(places, world.Place{Ref: world.Ref(fmt.Sprintf("place:p%d", i)), At: world.LatLon{
			Lat: s.Between(30_000_000, 34_000_000), Lon: -s.Between(38_000_000, 44_000_000),
		}})
	}
	var vehicles []world.Vehicle
	var lines []*saga.Line
	for i := range 3 {
		v := world.Vehicle{Ref: world.Ref(fmt.Sprintf("vehicle:v%d", i)), KMH: 90, Driver: world.Ref(fmt.Sprintf("person:driver%d", i))}
		vehicles = append(vehicles, v)
		lines = append(lines, saga.NewLine(fmt.Sprintf("line-%d", i), v, places[i], places[i+1], saga.Timetable{
			Start: start, End: start.AddDate(0, 0, 120), Least: 8, Most: 50, Night: i%2 == 0,
		}, key.Domain("test/line")))
	}
	return places, vehicles, lines
}

// bookings draws bookings of every fate.
func bookings(key stream.Key, lines []*saga.Line, n int) []*saga.Booking {
	var out []*saga.Booking
	for i := range n {
		s := key.Domain("test/fate").Stream(uint64(i), 0)
		who := func(what string) world.Ref { return world.Ref(fmt.Sprintf("person:%s%d", what, i)) }
		b := &saga.Booking{
			Name: fmt.Sprintf("booking-%d", i), Advert: "event:advert", Customer: who("customer"), Party: []world.Ref{who("aunt")},
			Seller: who("seller"), Prompt: s.Chance(1, 3), Holder: who("holder"), Payee: who("payee"),
			Means: stream.Pick(s, []string{world.Cash, world.Hawala, world.Escrow, world.Token}),
			Price: s.Between(90_000, 900_000), Parts: s.Chance(1, 3), PerMille: s.Between(0, 70), Legs: lines[:s.IntN(len(lines)+1)],
			Fate: saga.Fate{Turns: int(s.Between(1, 4)), Lost: s.Chance(1, 8), Silent: s.Chance(1, 2)},
		}
		for range b.Legs {
			var t []saga.Trouble
			for s.Chance(1, 4) {
				t = append(t, saga.Trouble(s.IntN(2)))
			}
			b.Fate.Trouble = append(b.Fate.Trouble, t)
		}
		for k := len(b.Fate.Trouble) - 1; k >= 0 && len(b.Fate.Trouble[k]) == 0; k-- {
			b.Fate.Trouble = b.Fate.Trouble[:k]
		}
		b.Fate.GivesUp = len(b.Fate.Trouble) > 0 && s.Chance(1, 2)
		out = append(out, b)
	}
	return out
}

// check replays one log by its own rules and says what is wrong.
func check(log []world.Event, speed map[world.Ref]int, at map[world.Ref]world.LatLon) []string {
	var bad []string
	fail := func(e world.Event, format string, args ...any) {
		bad = append(bad, string(e.Ref)+": "+fmt.Sprintf(format, args...))
	}
	made := map[world.Ref]time.Time{"event:advert": start}
	type seat struct {
		place world.Ref
		since time.Time
		in    world.Ref
	}
	where := map[world.Ref]seat{}
	var in, out int64
	for i, e := range log {
		if i > 0 && e.At.Before(log[i-1].At) {
			fail(e, "is out of order")
		}
		if cause, ok := made[world.Ref(e.Cause.Cause)]; !ok || cause.After(e.At) {
			fail(e, "comes before its cause %s", e.Cause.Cause)
		}
		if _, twice := made[e.Ref]; twice {
			fail(e, "is there twice")
		}
		made[e.Ref] = e.At
		switch e.Kind {
		case "deposit":
			in += e.Amount
		case "release", "refund", "fee":
			out += e.Amount
		}
		if e.Amount < 0 || out > in {
			fail(e, "moves %d, and %d of %d is out", e.Amount, out, in)
		}
		if e.Place == "" {
			continue
		}
		for _, who := range append([]world.Ref{e.Actor}, e.With...) {
			old, seen := where[who]
			switch {
			case e.Kind == "arrive":
				far := great(at[old.place], at[e.Place])
				if kmh := far / 1000 / e.At.Sub(old.since).Hours(); kmh > float64(speed[e.By]) || old.in != e.By {
					fail(e, "%s comes by %s at %.0f km/h, and left by %s", who, e.By, kmh, old.in)
				}
			case seen && (old.in != "" || old.place != e.Place):
				fail(e, "%s is at %s and at %s", who, old.place, e.Place)
			}
			where[who] = seat{e.Place, e.At, map[bool]world.Ref{true: e.By}[e.Kind == "depart"]}
		}
	}
	if in != out {
		bad = append(bad, fmt.Sprintf("%d went in and %d came out", in, out))
	}
	return bad
}

// great is the great-circle distance in metres, by the spherical law of cosines.
func great(a, b world.LatLon) float64 {
	r := func(micro int64) float64 { return float64(micro) / 1e6 * math.Pi / 180 }
	c := math.Sin(r(a.Lat))*math.Sin(r(b.Lat)) + math.Cos(r(a.Lat))*math.Cos(r(b.Lat))*math.Cos(r(a.Lon)-r(b.Lon))
	return 6_371_000 * math.Acos(min(c, 1))
}

// Every booking ends, its money goes in and comes out, effects follow causes,
// and nobody is in two places or faster than the vehicle.
func TestBookings(t *testing.T) {
	ends := map[string]int{}
	for seed := range byte(20) {
		key := stream.NewKey([16]byte{seed})
		places, vehicles, lines := road(key)
		at, speed := map[world.Ref]world.LatLon{}, map[world.Ref]int{}
		for _, p := range places {
			at[p.Ref] = p.At
		}
		for _, v := range vehicles {
			speed[v.Ref] = v.KMH
		}
		for i, b := range bookings(key, lines, 60) {
			log := b.Run(start.Add(time.Duration(i)*30*time.Hour), key.Domain("test/booking"))
			for _, bad := range check(log, speed, at) {
				t.Errorf("seed %d: %s", seed, bad)
			}
			end := end(log)
			ends[end]++
			want := "release"
			switch {
			case b.Fate.Lost:
				want = "offer"
			case b.Fate.GivesUp:
				want = "refund"
			case !b.Fate.Silent:
				want = "review"
			}
			if end != want {
				t.Errorf("seed %d: %s ends with %q, its fate says %q", seed, b.Name, end, want)
			}
		}
		for _, l := range lines {
			log := l.Events()
			log[0].Cause.Cause = "event:advert"
			for _, bad := range check(log, speed, at) {
				t.Errorf("seed %d: %s", seed, bad)
			}
		}
	}
	for _, kind := range []string{"offer", "release", "refund", "review"} {
		if ends[kind] < 20 {
			t.Errorf("%d bookings end with %q", ends[kind], kind)
		}
	}
}

func end(log []world.Event) string {
	for _, e := range slices.Backward(log) {
		if e.Kind != "fee" {
			return e.Kind
		}
	}
	return ""
}

// A booking's events depend on the booking alone: played after others or
// before, they are the same.
func TestBookingsAreIndependent(t *testing.T) {
	key := stream.NewKey([16]byte{3})
	_, _, lines := road(key)
	play := func(backwards bool) string {
		list := bookings(key, lines, 30)
		if backwards {
			slices.Reverse(list)
		}
		logs := map[string]string{}
		for _, b := range list {
			logs[b.Name] = fmt.Sprint(b.Run(start.Add(50*time.Hour), key.Domain("test/booking")))
		}
		return fmt.Sprint(logs)
	}
	if play(false) != play(true) {
		t.Error("the order of the bookings changes what happens in them")
	}
}

func TestPaydaySharesOutEverything(t *testing.T) {
	s := stream.NewKey([16]byte{4}).Domain("test").Stream(0, 0)
	for range 500 {
		p := saga.Payday{Name: "payday", Money: s.Between(1, 1_000_000), Payer: "person:a", Casher: "person:b"}
		for range s.IntN(6) {
			p.Shares = append(p.Shares, saga.Share{To: "person:c", Step: "share", PerMille: s.Between(1, 150)})
		}
		var sum int64
		for _, e := range p.Run(start, stream.NewKey([16]byte{5}).Domain("test")) {
			sum += e.Amount
		}
		if sum != p.Money {
			t.Fatalf("%d of %d are shared out", sum, p.Money)
		}
	}
}

// What each broker is owed after the last settlement is what the books say,
// added up another way: all payments less all settlements, broker by broker.
func TestBooksNet(t *testing.T) {
	for seed := range byte(40) {
		s := stream.NewKey([16]byte{seed}).Domain("test").Stream(0, 0)
		brokers := []world.Ref{"broker:a", "broker:b", "broker:c", "broker:d"}
		var orders []world.Order
		for i := range 200 {
			p := s.Perm(len(brokers))
			o := world.Order{
				Ref: world.Ref(fmt.Sprintf("order:%d", i)), From: brokers[p[0]], To: brokers[p[1]], Code: "x",
				Amount: s.Between(1, 300_000), Given: start.Add(time.Duration(s.Int64N(2000)) * time.Hour),
			}
			if !s.Chance(1, 9) {
				o.Paid = o.Given.Add(time.Duration(s.Between(1, 300)) * time.Hour)
			}
			orders = append(orders, o)
		}
		end := start.AddDate(0, 0, 100)
		closed, settled, open := saga.Book{Orders: orders, Every: 3, Draws: stream.NewKey([16]byte{seed}).Domain("test/book"), Kinds: []string{world.SettleGoods, world.SettleCash}}.Close(end)
		net := map[world.Ref]int64{}
		for _, o := range closed {
			if !o.Paid.IsZero() {
				net[o.From], net[o.To] = net[o.From]-o.Amount, net[o.To]+o.Amount
			}
		}
		for _, x := range settled {
			net[x.From], net[x.To] = net[x.From]+x.Amount, net[x.To]-x.Amount
		}
		for _, b := range open {
			net[b.Debtor], net[b.Creditor] = net[b.Debtor]+b.Amount, net[b.Creditor]-b.Amount
		}
		for b, rest := range net {
			if rest != 0 {
				t.Errorf("seed %d: the book of %s is %d apart", seed, b, rest)
			}
		}
		if len(settled) < 20 || len(open) == 0 {
			t.Errorf("seed %d: %d settlements, %d open balances", seed, len(settled), len(open))
		}
	}
}
