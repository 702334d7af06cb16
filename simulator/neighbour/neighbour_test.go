package neighbour_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/neighbour"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

func small() *world.World {
	start := time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC)
	return &world.World{
		Key: stream.NewKey([16]byte{3}), Scale: 1000, Start: start, End: start.AddDate(0, 0, 96),
		Posts: []world.Post{{Ref: "post:1", Text: "Ring +44 7700 900123 tonight"}},
		Domains: []world.Domain{{
			Ref: "domain:main", Name: "blue-lantern.example", Registered: start, Expires: start.AddDate(1, 0, 0), Registrar: "Story Names",
			Registrant: world.Contact{Name: "Office", Email: "office.lamp12@story-mail.example", Phone: "+447700900124"},
		}},
	}
}

func ExampleDraw() {
	net := neighbour.Draw(small())
	fmt.Println(len(net.Domains) > 64, net.Domains[0].Name)
	// Output: true blue-lantern.example
}

// The numbers of the story are the story's alone, wherever it speaks them.
func TestNoNumberOfTheStoryIsDrawn(t *testing.T) {
	w := small()
	for n := range 1000 { // all but one of the mobiles and of the landlines are taken
		if n != 500 {
			w.Posts = append(w.Posts, world.Post{Text: fmt.Sprintf("+44 7700 900%03d and +441632960%03d", n, n)})
		}
	}
	for _, d := range neighbour.Draw(w).Domains[1:] {
		p := d.Registrant.Phone
		if p != "+44.7700900500" && p != "+44.1632960500" && p != "+44.1632960001" { // the last is the privacy services'
			t.Fatalf("%s has %s", d.Name, p)
		}
	}
}

// Registrants of the crowd use the story's registrar and mail host too, and
// never one of its addresses.
func TestTheStoryStandsInTheCrowd(t *testing.T) {
	registrar, mail := 0, 0
	for _, d := range neighbour.Draw(small()).Domains[1:] {
		if d.Registrar == "Story Names" {
			registrar++
		}
		if strings.HasSuffix(d.Registrant.Email, "@story-mail.example") {
			mail++
		}
		if d.Registrant.Email == "office.lamp12@story-mail.example" {
			t.Errorf("%s has the story's address", d.Name)
		}
	}
	if registrar < 3 || mail < 3 {
		t.Errorf("%d at the story's registrar, %d at its mail host", registrar, mail)
	}
}

// Where the story holds every documentation block, the crowd lives in them.
func TestFullBlocks(t *testing.T) {
	w := small()
	for i, p := range []string{"192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"} {
		w.Networks = append(w.Networks, world.Network{
			Ref: world.Ref(fmt.Sprintf("network:n%d", i)), Prefix: netip.MustParsePrefix(p), ASN: uint32(64500 + i),
			Org: world.Contact{Email: fmt.Sprintf("noc@carrier%d.example", i)},
		})
	}
	net := neighbour.Draw(w)
	if len(net.Networks) != 4 || len(net.Hosts) < 8 {
		t.Errorf("%d networks, %d hosts", len(net.Networks), len(net.Hosts))
	}
	seen := map[netip.Addr]bool{}
	for _, h := range net.Hosts {
		if seen[h.Addr] || net.Address(h.Ref) != h.Addr {
			t.Errorf("%s: address %s", h.Ref, h.Addr)
		}
		seen[h.Addr] = true
	}
}

func TestScale(t *testing.T) {
	w := small()
	one := len(neighbour.Draw(w).Domains)
	w.Scale = 30_000
	many := neighbour.Draw(w)
	if len(many.Domains) < 20*one {
		t.Errorf("%d domains at scale 1, %d at scale 30", one, len(many.Domains))
	}
	names := map[string]bool{}
	for _, d := range many.Domains {
		if names[d.Name] {
			t.Errorf("%s twice", d.Name)
		}
		names[d.Name] = true
	}
}

func TestProxyIsTheNamesOwn(t *testing.T) {
	key := stream.NewKey([16]byte{1})
	a, b := neighbour.Proxy(key, "a.example"), neighbour.Proxy(key, "b.example")
	if a != neighbour.Proxy(key, "a.example") || a.Email == b.Email {
		t.Errorf("%+v and %+v", a, b)
	}
}
