// Package neighbour is the ordinary internet around the story: networks, hosts,
// registered names and small websites of people who have nothing to do with
// it. Two surfaces see it, infra (names, registrations, address blocks) and
// web (pages), so it is drawn here once.
//
// Everything that could mark an offender occurs among the neighbours too:
// shared hosts (also the offenders' own), privacy-proxy registrations, owners
// of several names, fresh registrations, moves from host to host, names put on
// client hold. What a row looks like says nothing; what it ties together does.
//
//	net := neighbour.Draw(w)
//
// Draw is a plain function of the world: each name is drawn at its own number,
// so that one more changes none of the others.
package neighbour

import (
	"net/netip"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Platform is the microblog's host name; it gets an address and a registration
// like every other site.
const Platform = "chatterly.test"

// Internet is the planted and the benign part together.
type Internet struct {
	Networks []world.Network // the world's own first
	Hosts    []world.Host    // the world's own first
	Domains  []world.Domain  // the world's own first; those without a Ref are benign
	Names    []Name          // forward names beside the domains: name servers, mail hosts, machines
	Sites    []world.Site    // benign ones only
	Images   []world.Image   // of those sites
}

// Name is a host name that only has an address.
type Name struct {
	Name  string
	Host  world.Ref
	From  time.Time
	Until time.Time // zero: never
}

// crowd is the number of benign domains at scale 1, and at least.
const (
	crowd    = 76
	atLeast  = 64
	maxSites = 160 // however large the crowd
)

// draft is an Internet being drawn.
type draft struct {
	Internet
	w        *world.World
	domain   stream.Domain
	names    map[string]bool // domains that exist
	perm     []int           // order of the word pairs
	provider map[world.Ref]string
	own      []world.Ref // hosts of the story
	phones   map[string]bool
}

// Draw makes the internet of a world.
func Draw(w *world.World) *Internet {
	d := &draft{
		w: w, domain: w.Key.Domain("neighbour/domain"), names: map[string]bool{},
		perm:     w.Key.Domain("neighbour/name").Stream(0, 0).Perm(len(firstWords) * len(secondWords)),
		provider: map[world.Ref]string{}, phones: storyPhones(w),
	}
	d.Networks = append(d.Networks, w.Networks...)
	d.Hosts = append(d.Hosts, w.Hosts...)
	d.Domains = append(d.Domains, w.Domains...)
	for _, h := range w.Hosts {
		d.own = append(d.own, h.Ref)
	}
	for _, x := range w.Domains {
		d.names[x.Name] = true
	}
	d.layNetworks()
	d.platform()
	n := max(atLeast, w.Scale.Of(crowd))
	for i := range n {
		d.neighbour(i)
	}
	d.keepers()
	d.serve()
	return &d.Internet
}

// Registered returns the registered name that a host name belongs to: its last
// two labels.
func Registered(host string) string {
	labels := strings.Split(host, ".")
	return strings.Join(labels[max(len(labels)-2, 0):], ".")
}

// platform registers Chatterly, the messenger, the classifieds, the forum and
// the short videos where the world has them, and any site of the world without a
// domain.
func (d *draft) platform() {
	hosts := []string{Platform}
	if len(d.w.Rooms) > 0 {
		hosts = append(hosts, "kurjer.test")
	}
	if len(d.w.Listings) > 0 {
		hosts = append(hosts, "bazarino.test")
	}
	if d.w.HasForum() {
		hosts = append(hosts, "agora-9.test")
	}
	if d.w.HasLoopi() {
		hosts = append(hosts, "loopi.test")
	}
	for _, s := range d.w.Sites {
		hosts = append(hosts, s.Host)
	}
	for _, host := range hosts {
		d.parent(host)
	}
}

// firm registers a name for the organisation that runs it.
func (d *draft) firm(name, org string) *world.Domain {
	s := d.domain.Named("firm/" + name)
	registered := d.w.Start.Add(-time.Duration(s.Between(900, 2800))*day + time.Duration(s.Between(0, 86399))*time.Second)
	host := stream.Pick(s, d.benignHosts())
	x := world.Domain{
		Name:       name,
		Registrant: world.Contact{Name: "Hostmaster", Org: title(org), Email: "hostmaster@" + name, Phone: d.phone(s), Country: stream.Pick(s, countries)},
		Registrar:  stream.Pick(s, registrars(d.w)),
		Registered: registered, Expires: anniversary(registered, d.w.Start),
		NameServers: []string{"ns1." + name, "ns2." + name},
		Hosting:     []world.Hosting{{Host: host, From: registered}},
		Mail:        "mx." + name,
		Text:        []string{"v=spf1 mx -all"},
	}
	d.names[name] = true
	d.Domains = append(d.Domains, x)
	return &d.Domains[len(d.Domains)-1]
}

const day = 24 * time.Hour

// Since is when the server at an address was put up: eight years before the clock,
// within a hundred days, before any name that is served there.
func Since(w *world.World, addr netip.Addr) time.Time {
	s := w.Key.Domain("neighbour/since").Named(addr.String())
	return w.Start.AddDate(-8, 0, 0).Add(time.Duration(s.Between(0, 100*24*3600)) * time.Second)
}

// anniversary is the first anniversary of t that is at least a month after now.
func anniversary(t, now time.Time) time.Time {
	years := max(now.Year()-t.Year(), 1)
	for !t.AddDate(years, 0, 0).After(now.Add(30 * day)) {
		years++
	}
	return t.AddDate(years, 0, 0)
}

// title turns "harbour-hosting" into "Harbour Hosting".
func title(slug string) string {
	words := strings.FieldsFunc(slug, func(r rune) bool { return r == '-' || r == '.' })
	for i, x := range words {
		words[i] = strings.ToUpper(x[:1]) + x[1:]
	}
	return strings.Join(words, " ")
}

// serve gives an address to every name server, mail host and machine name, and
// a registration to the firm it belongs to.
func (d *draft) serve() {
	d.trades()
	at := map[string]bool{}
	for _, h := range d.Hosts {
		if h.PTR == "" || at[h.PTR] {
			continue
		}
		at[h.PTR] = true
		d.Names = append(d.Names, Name{Name: h.PTR, Host: h.Ref, From: Since(d.w, h.Addr)})
		d.parent(h.PTR)
	}
	for i := 0; i < len(d.Domains); i++ { // grows: a firm brings names of its own
		x := d.Domains[i]
		targets := x.NameServers
		if x.Mail != "" {
			targets = append(targets[:len(targets):len(targets)], x.Mail)
		}
		for _, name := range targets {
			if at[name] || d.names[name] {
				continue
			}
			at[name] = true
			p := d.parent(name)
			for _, h := range p.Hosting { // served where its domain is
				until := h.Until
				if !p.Until.IsZero() && (until.IsZero() || p.Until.Before(until)) {
					until = p.Until
				}
				d.Names = append(d.Names, Name{Name: name, Host: h.Host, From: h.From, Until: until})
			}
		}
	}
}

// trades registers the names of the firms that the register speaks of.
func (d *draft) trades() {
	for _, p := range proxies {
		d.parent(p.domain)
	}
	for _, m := range mailHosts(d.w) {
		d.parent(m)
	}
	for _, r := range registrars(d.w) {
		d.parent(RegistrarDomain(r))
	}
	for _, n := range RootServers() {
		d.parent(n)
	}
	for _, n := range d.Networks {
		d.parent(d.provider[n.Ref])
	}
}

// RootServers are the name servers of the zones above the registered names.
func RootServers() []string { return []string{"ns1.nic-registry.test", "ns2.nic-registry.test"} }

// RegistrarDomain is the name a registrar works under.
func RegistrarDomain(registrar string) string { return slug(registrar) + ".example" }

// parent is the registered domain of a host name; it is registered if it is not.
func (d *draft) parent(name string) *world.Domain {
	registered := Registered(name)
	if !d.names[registered] {
		label, _, _ := strings.Cut(registered, ".")
		return d.firm(registered, label)
	}
	for i := range d.Domains {
		if d.Domains[i].Name == registered {
			return &d.Domains[i]
		}
	}
	return nil
}

// benignHosts are the machines that are not the story's, by IPv4.
func (d *draft) benignHosts() []world.Ref {
	return d.benign(func(h world.Host) bool { return h.Addr.Is4() })
}

// sixes are those by IPv6.
func (d *draft) sixes() []world.Ref {
	return d.benign(func(h world.Host) bool { return h.Addr.Is6() })
}

func (d *draft) benign(is func(world.Host) bool) []world.Ref {
	var list []world.Ref
	for _, h := range d.Hosts[len(d.w.Hosts):] {
		if is(h) {
			list = append(list, h.Ref)
		}
	}
	return list
}

func (d *draft) host(r world.Ref) *world.Host {
	for i := range d.Hosts {
		if d.Hosts[i].Ref == r {
			return &d.Hosts[i]
		}
	}
	return nil
}

// Host returns the host of that name, the world's or a benign one.
func (n *Internet) Host(r world.Ref) *world.Host {
	d := draft{Internet: *n}
	return d.host(r)
}

// Address is the address of a host; the zero address for none.
func (n *Internet) Address(r world.Ref) netip.Addr {
	if h := n.Host(r); h != nil {
		return h.Addr
	}
	return netip.Addr{}
}
