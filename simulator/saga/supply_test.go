package saga_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/saga"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// steps are the names of a log's steps in order; a log whose time runs back,
// whose saga is another or whose causes are not before it is an error.
func steps(t *testing.T, name string, log []world.Event, from time.Time) (out []string) {
	t.Helper()
	before := map[string]bool{"": true, "event:advert": true}
	for _, e := range log {
		if e.At.Before(from) || e.Cause.Saga != name || !before[e.Cause.Cause] {
			t.Errorf("%s: %s at %s of %q because of %q", name, e.Ref, e.At, e.Cause.Saga, e.Cause.Cause)
		}
		before[string(e.Ref)], from = true, e.At
		out = append(out, e.Cause.Step)
	}
	return out
}

// A channel is taken away and made anew by the same owner, again and again; the
// last stays. Each life is as long as its bounds say, and none overlaps the next.
func TestRebirth(t *testing.T) {
	for seed := range byte(20) {
		draws := stream.NewKey([16]byte{seed}).Domain("test/presence")
		p := saga.Presence{Name: "n1/channel", Owner: "person:admin", Lives: 3, Start: start, Least: 5 * 24 * time.Hour, Most: 20 * 24 * time.Hour}
		lives, log := p.Run(draws)
		if got := steps(t, p.Name, log, start); !slices.Equal(got, []string{"open", "ban", "rebirth", "ban", "rebirth"}) || len(lives) != 3 {
			t.Fatalf("%d lives, %v", len(lives), got)
		}
		for _, e := range log {
			if e.Actor != p.Owner {
				t.Errorf("%s is of %s", e.Ref, e.Actor)
			}
		}
		for n, l := range lives {
			if last := n == 2; l.Gone.IsZero() != last || last != (l.Ban == "") {
				t.Errorf("life %d: %+v", n, l)
			} else if long := l.Gone.Sub(l.Opened); !last && (long < p.Least || long > p.Most || !lives[n+1].Opened.After(l.Gone)) {
				t.Errorf("life %d lasts %s, the next begins at %s", n, long, lives[n+1].Opened)
			}
		}
	}
}

// An advertisement is ordered once and copied by the advertiser alone, each copy
// because of the order.
func TestCampaign(t *testing.T) {
	c := saga.Campaign{Name: "s1/campaign-2", Client: "person:organiser", Advertiser: "person:advertiser", Copies: 4}
	log := c.Run(start, stream.NewKey([16]byte{1}).Domain("test/campaign"))
	if got := steps(t, c.Name, log, start); !slices.Equal(got, []string{"order", "copy-1", "copy-2", "copy-3", "copy-4"}) {
		t.Fatalf("%v", got)
	}
	for _, e := range log[1:] {
		if e.Kind != "advert" || e.Actor != c.Advertiser || e.Other != c.Client || e.Cause.Cause != string(log[0].Ref) {
			t.Errorf("%+v", e)
		}
	}
}

// An order of the document shop goes through its states to one of its ends, and
// the shop keeps what the end says: the price, or half of it.
func TestPapers(t *testing.T) {
	const begin = "contact answer ask offer deposit proof rest"
	for _, c := range []struct {
		never, silent bool
		want          string
		kept          int64
	}{
		{false, false, begin + " sent received review", 90_001},
		{false, true, begin + " sent received", 90_001},
		{true, false, begin + " complaint refund", 45_000},
	} {
		p := saga.Papers{
			Name: fmt.Sprintf("s1/order-%t-%t", c.never, c.silent), Advert: "event:advert", Customer: "person:customer", Shop: "person:shop",
			Means: world.Escrow, Price: 90_001, Never: c.never, Silent: c.silent,
		}
		log := p.Run(start, stream.NewKey([16]byte{2}).Domain("test/papers"))
		if got := strings.Join(steps(t, p.Name, log, start), " "); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
		var kept int64
		for _, e := range log {
			switch {
			case e.Means != "" && e.Actor == p.Customer:
				kept += e.Amount
			case e.Means != "":
				kept -= e.Amount
			}
		}
		if kept != c.kept {
			t.Errorf("never sent: %t: the shop keeps %d, want %d", c.never, kept, c.kept)
		}
	}
}
