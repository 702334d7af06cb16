package neighbour

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// countries are user-assigned codes of ISO 3166-1: they name no country.
var countries = []string{"XA", "XB", "XC", "XD", "XE", "XF"}

// mailHosts are where people have their mail: the registrants of the story too.
func mailHosts(w *world.World) []string {
	list := []string{"pigeonpost.example", "inbox-delta.example", "letterbox.example", "hermesmail.example"}
	for _, d := range w.Domains {
		_, host, ok := strings.Cut(d.Registrant.Email, "@")
		if ok && host != d.Name && !slices.Contains(list, host) {
			list = append(list, host)
		}
	}
	return list
}

// proxies are privacy services: they stand in the register instead of the
// registrant, of innocents and offenders alike.
var proxies = []struct{ org, domain string }{
	{"Curtain Privacy Service", "curtain-privacy.example"},
	{"Domains Behind Glass", "behind-glass.example"},
}

// Proxy is what the register shows for a name behind a privacy service: the
// service, and an address of forwarding that is the name's alone.
func Proxy(key stream.Key, domain string) world.Contact {
	s := key.Domain("neighbour/proxy").Named(domain)
	p := stream.Pick(s, proxies)
	return world.Contact{
		Name: "Registration Private", Org: p.org, Country: "XP",
		Email: fmt.Sprintf("%08x@%s", uint32(s.Uint64()), p.domain), Phone: "+44.1632960001",
	}
}

// registrars are fictional; those of the story are among them.
func registrars(w *world.World) []string {
	list := []string{"Delta Names", "Paperclip Domains", "Northgate Registrar", "Sundial Domains", "Umbel Names"}
	for _, d := range w.Domains {
		if d.Registrar != "" && !slices.Contains(list, d.Registrar) {
			list = append(list, d.Registrar)
		}
	}
	return list
}

// phone draws a number that Ofcom keeps for drama ("Telephone numbers for use
// in TV and radio drama programmes": 01632 960000–960999, which is no area, and
// the mobiles 07700 900000–900999), in the form of RFC 5733. A number of the
// story is never drawn.
func (d *draft) phone(s *stream.Stream) string {
	for {
		n := fmt.Sprintf("+44.%s%03d", stream.Pick(s, []string{"1632960", "7700900"}), s.Between(10, 999))
		if !d.phones[digits(n)] {
			return n
		}
	}
}

var dramaNumber = regexp.MustCompile(`\+44[ .]?(?:1632 ?960|7700 ?900) ?[0-9]{3}`)

// storyPhones are the numbers that the world speaks of anywhere.
func storyPhones(w *world.World) map[string]bool {
	m := map[string]bool{}
	add := func(texts ...string) {
		for _, t := range texts {
			for _, n := range dramaNumber.FindAllString(t, -1) {
				m[digits(n)] = true
			}
		}
	}
	for _, f := range w.Facts {
		for _, x := range f.Selectors {
			add(x.Value)
		}
	}
	for _, d := range w.Domains {
		add(d.Registrant.Phone)
	}
	for _, n := range w.Networks {
		add(n.Org.Phone)
	}
	for _, a := range w.Accounts {
		add(a.Bio)
		for _, f := range a.Fields {
			add(f[1])
		}
	}
	for _, x := range w.Posts {
		add(x.Text)
	}
	for _, site := range w.Sites {
		for _, page := range site.Pages {
			for _, b := range page.Blocks {
				add(b.Text)
				add(b.Items...)
			}
		}
	}
	return m
}

// Mobiles are the mobile numbers (world.PhoneNumber below 1000) that nobody of
// the story, of the register or of an exchange has, in their order: those that the
// crowd of other platforms may have.
func Mobiles(w *world.World) []string {
	taken := storyPhones(w)
	for _, d := range Draw(w).Domains {
		taken[digits(d.Registrant.Phone)] = true
	}
	for _, p := range w.Phones {
		taken[digits(p.Number)] = true
	}
	for _, c := range w.Customers {
		taken[digits(c.Phone)] = true
	}
	var free []string
	for n := range 1000 {
		if x := world.PhoneNumber(n); !taken[digits(x)] {
			free = append(free, x)
		}
	}
	return free
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// person draws the owner of a name or of several: a private person.
func (d *draft) person(owner uint64) world.Contact {
	s := d.w.Key.Domain("neighbour/person").Stream(owner, 0)
	f := s.Fake()
	first, last := f.FirstName(), f.LastName()
	box := slug(first) + "." + slug(last)
	if s.Chance(1, 2) {
		box = fmt.Sprintf("%s%s%d", slug(first[:1]), slug(last), s.Between(2, 99))
	}
	return world.Contact{
		Name: first + " " + last, Email: box + "@" + stream.Pick(s, mailHosts(d.w)),
		Phone: d.phone(s), Country: stream.Pick(s, countries),
	}
}

// office draws an address of nobody in particular, never one of the story.
func (d *draft) office(owner uint64) string {
	for s := d.w.Key.Domain("neighbour/office").Stream(owner, 0); ; {
		e := fmt.Sprintf("%s.%s%d@%s", stream.Pick(s, []string{"office", "desk", "admin", "info", "names"}), stream.Pick(s, secondWords),
			s.Between(11, 98), stream.Pick(s, mailHosts(d.w)))
		if !slices.ContainsFunc(d.w.Domains, func(x world.Domain) bool { return x.Registrant.Email == e }) {
			return e
		}
	}
}
