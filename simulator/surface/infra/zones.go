package infra

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/neighbour"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/world"
)

// resource is a row of dns.jsonl and the planted things it shows.
type resource struct {
	record.DNSRecord
	ref  world.Ref // planted domain
	host world.Ref // planted or benign host, of an address or PTR
}

func (r resource) json() any { return r.DNSRecord }

// ttl by type, in seconds.
var ttl = map[string]int{"A": 3600, "AAAA": 3600, "CNAME": 3600, "MX": 14400, "NS": 86400, "SOA": 86400, "TXT": 3600, "PTR": 86400}

// zone collects resource records.
type zone struct {
	rows []resource
	ids  identifiers
}

func (z *zone) add(ref, host world.Ref, name, kind, data string, from, until time.Time) {
	from, until = utc(from), utc(until)
	if !until.IsZero() && !until.After(from) {
		return
	}
	z.rows = append(z.rows, resource{
		DNSRecord: record.DNSRecord{
			ID: z.ids.of("dns", name, kind, data, from.Format(time.RFC3339)), Name: name, Type: kind, TTL: ttl[kind], Data: data,
			ValidFrom: from, ValidTo: until,
		},
		ref: ref, host: host,
	})
}

// utc is the form of a time in the files: whole seconds, as registries keep
// them, so that no row stands out by its precision.
func utc(t time.Time) time.Time { return t.UTC().Truncate(time.Second) }

func (z *zone) address(ref world.Ref, name string, h *world.Host, from, until time.Time) {
	kind := "A"
	if h.Addr.Is6() {
		kind = "AAAA"
	}
	z.add(ref, h.Ref, name, kind, h.Addr.String(), from, until)
}

// soa writes the start of authority: refresh two hours, retry one, expire two
// weeks, negative answers kept five minutes (RFC 2308).
func (z *zone) soa(ref world.Ref, name, server string, from, until time.Time) {
	z.add(ref, "", name, "SOA", fmt.Sprintf("%s hostmaster.%s %s01 7200 3600 1209600 300", server, neighbour.Registered(server), from.UTC().Format("20060102")), from, until)
}

// dnsRows is every resource record of the fictional internet, sorted by name,
// type and time.
func dnsRows(w *world.World, net *neighbour.Internet, ids identifiers) []resource {
	z := &zone{ids: ids}
	z.roots(net, w.Start.AddDate(-8, 0, 0))
	hosts := map[world.Ref]*world.Host{}
	for i := range net.Hosts {
		h := &net.Hosts[i]
		hosts[h.Ref] = h
		if h.PTR != "" {
			z.add("", h.Ref, reverse(h.Addr), "PTR", h.PTR, neighbour.Since(w, h.Addr), time.Time{})
		}
	}
	for _, n := range net.Names {
		if slices.Contains(neighbour.RootServers(), n.Name) {
			continue // the roots have them, from of old
		}
		z.address("", n.Name, hosts[n.Host], n.From, n.Until)
	}
	below := sitesBelow(w)
	for _, d := range net.Domains {
		z.domain(d, hosts, below[d.Name])
	}
	slices.SortFunc(z.rows, func(a, b resource) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Type, b.Type), a.ValidFrom.Compare(b.ValidFrom), strings.Compare(a.Data, b.Data))
	})
	return z.rows
}

// sitesBelow are the hosts of sites under a domain, by the domain.
func sitesBelow(w *world.World) map[string][]string {
	below := map[string][]string{}
	for _, s := range w.Sites {
		if name := neighbour.Registered(s.Host); name != s.Host {
			below[name] = append(below[name], s.Host)
		}
	}
	return below
}

// roots are the zones that answer for names which do not exist.
func (z *zone) roots(net *neighbour.Internet, from time.Time) {
	zones := []string{"example", "test"}
	for _, n := range net.Networks {
		if name := reverseZone(n.Prefix); !slices.Contains(zones, name) {
			zones = append(zones, name)
		}
	}
	servers := neighbour.RootServers()
	for _, name := range zones {
		z.soa("", name, servers[0], from, time.Time{})
		for _, s := range servers {
			z.add("", "", name, "NS", s, from, time.Time{})
		}
	}
	for _, d := range net.Domains {
		if d.Name == neighbour.Registered(servers[0]) {
			for _, s := range servers {
				for _, h := range d.Hosting {
					z.address("", s, net.Host(h.Host), from, time.Time{})
				}
			}
		}
	}
}

// domain writes the zone of one registered name, while it was not suspended.
func (z *zone) domain(d world.Domain, hosts map[world.Ref]*world.Host, below []string) {
	for _, ns := range d.NameServers {
		z.add(d.Ref, "", d.Name, "NS", ns, d.Registered, d.Until)
	}
	if d.Mail != "" {
		z.add(d.Ref, "", d.Name, "MX", "10 "+d.Mail, d.Registered, d.Until)
	}
	for _, t := range d.Text {
		z.add(d.Ref, "", d.Name, "TXT", fmt.Sprintf("%q", t), d.Registered, d.Until)
	}
	for i, h := range d.Hosting {
		until := earlier(h.Until, d.Until)
		beside := i > 0 && h.From.Equal(d.Hosting[i-1].From) // a second address, not a move
		if len(d.NameServers) > 0 && !beside {
			from := h.From
			if i == 0 {
				from = d.Registered
			}
			z.soa(d.Ref, d.Name, d.NameServers[0], from, until)
		}
		z.address(d.Ref, d.Name, hosts[h.Host], h.From, until)
		for _, name := range below {
			z.address(d.Ref, name, hosts[h.Host], h.From, until)
		}
	}
	if www := "www." + d.Name; len(d.Hosting) > 0 && !slices.Contains(below, www) {
		z.add(d.Ref, "", www, "CNAME", d.Name, d.Hosting[0].From, d.Until)
	}
}

// earlier of two ends, where zero is never.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}

// reverse is the name of an address in in-addr.arpa (RFC 1035, 3.5) or
// ip6.arpa (RFC 3596, 2.5).
func reverse(a netip.Addr) string {
	if a.Is4() {
		b := a.As4()
		return fmt.Sprintf("%d.%d.%d.%d.in-addr.arpa", b[3], b[2], b[1], b[0])
	}
	const hex = "0123456789abcdef"
	b := a.As16()
	var name strings.Builder
	for i := len(b) - 1; i >= 0; i-- {
		name.WriteByte(hex[b[i]&15])
		name.WriteByte('.')
		name.WriteByte(hex[b[i]>>4])
		name.WriteByte('.')
	}
	return name.String() + "ip6.arpa"
}

// reverseZone is the zone that a block's reverse names lie in: the /24 of
// documentation it belongs to, or 2001:db8::/32.
func reverseZone(p netip.Prefix) string {
	labels := strings.Split(reverse(p.Addr()), ".")
	if p.Addr().Is4() {
		return strings.Join(labels[1:], ".")
	}
	return strings.Join(labels[24:], ".")
}
