// Package infra writes what registries, name servers, certificate authorities
// and DNS sensors know of a world: infra/dns.jsonl, infra/registrations.jsonl
// and infra/networks.jsonl, from which the range answers DNS, WHOIS and RDAP;
// infra/ct.jsonl, the certificate log, and infra/pdns.jsonl, passive DNS.
//
// A row stands from valid_from to valid_to. When a domain is suspended its
// registration goes over into "client hold" and its resource records end, so
// that a resolver asked after that time finds nothing (NXDOMAIN). The zones
// above the domains (example, test, the reverse zones) have their SOA and NS
// records here too: they carry a negative answer.
//
// The certificate log has an entry for each certificate issued, from a year
// before the clock on. Domains with one Keeper share a certificate: a link that
// neither the register nor DNS shows. Passive DNS derives from the rows of
// dns.jsonl alone: when each was first and last seen, and how often.
//
// Planted names and the benign ones around them (package neighbour) go through
// the same code. The surface binds, for the domain "domain:main":
//
//	domain:main            its registration and all of its DNS records
//	registration:main      the states of its registration
//	dns:main/A             its records of one type (NS, MX, TXT, CNAME, SOA…)
//	dns:main/A/h1          its address records at host:h1
//	cert:main              the certificates that name it
//	cert:main/rebirth      those that name both, the names in alphabetical order
//	pdns:main/A            sightings of its records of one type
//	pdns:main/A/h1         sightings of its address records at host:h1
//	host:h1                address records of planted domains there, and its PTR
//	network:n1             the address block
//
// VisibleFrom of a binding is the time of its first record: any later state
// shows the same thing again.
package infra

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/neighbour"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// Surface is the infrastructure of the fictional internet.
type Surface struct{}

// Name is "infra".
func (Surface) Name() string { return "infra" }

// Parts is 1: it is small.
func (Surface) Parts(*world.World) int { return 1 }

const (
	dnsFile           = "infra/dns.jsonl"
	registrationsFile = "infra/registrations.jsonl"
	networksFile      = "infra/networks.jsonl"
	certificatesFile  = "infra/ct.jsonl"
	observationsFile  = "infra/pdns.jsonl"
)

// Emit writes the five files. It fails on a plan whose names or addresses are
// not reserved ones, or that points to a host or network it does not have.
func (s Surface) Emit(ctx context.Context, w *world.World, _ int, out *dataset.Writer) error {
	net := neighbour.Draw(w)
	if err := check(net); err != nil {
		return fmt.Errorf("infra: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	ids := identifiers{w.Key.Domain("infra/id")}
	registrations := registrationRows(w, net, ids)
	if err := write(out, registrationsFile, registrations, []string{"whois", "rdap"}); err != nil {
		return err
	}
	records := dnsRows(w, net, ids)
	if err := write(out, dnsFile, records, []string{"dig"}); err != nil {
		return err
	}
	networks := networkRows(w, net, ids)
	if err := write(out, networksFile, networks, []string{"whois", "rdap"}); err != nil {
		return err
	}
	certificates := certificateRows(w, net)
	if err := write(out, certificatesFile, certificates, []string{"curl"}); err != nil {
		return err
	}
	observations := observationRows(w, records)
	if err := write(out, observationsFile, observations, []string{"pypdns", "curl"}); err != nil {
		return err
	}
	bindings := newBook()
	for _, r := range registrations {
		bindings.registration(r)
	}
	for _, r := range records {
		bindings.record(r)
	}
	for _, n := range networks {
		bindings.add(string(n.ref), networksFile, n.ID, n.Registered.Unix())
	}
	for _, c := range certificates {
		bindings.certificate(c)
	}
	for _, o := range observations {
		bindings.observation(o)
	}
	bindings.flush(w, out)
	return nil
}

func write[T interface{ json() any }](out *dataset.Writer, path string, rows []T, tools []string) error {
	f, err := out.Create(path, "infra", tools...)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if err := f.JSON(r.json()); err != nil {
			return errors.Join(err, discard(f))
		}
	}
	_, err = f.Close()
	return err
}

func discard(f *dataset.File) error { _, err := f.Close(); return err }

// identifiers draws the visible ids of rows: from what a row says, so that no
// row's id depends on another's.
type identifiers struct{ d stream.Domain }

func (i identifiers) of(parts ...string) string {
	return fmt.Sprintf("%012x", i.d.Named(strings.Join(parts, "\x00")).Uint64()>>16)
}

var reserved = []netip.Prefix{
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("2001:db8::/32"),
}

// check proves that nothing outside the reserved spaces is written (RFC 2606,
// RFC 5737, RFC 3849, RFC 5398) and that every reference holds.
func check(net *neighbour.Internet) error {
	var bad []error
	add := func(ok bool, format string, args ...any) {
		if !ok {
			bad = append(bad, fmt.Errorf(format, args...))
		}
	}
	networks := map[world.Ref]world.Network{}
	for _, n := range net.Networks {
		networks[n.Ref] = n
		add(n.ASN >= 64496 && n.ASN <= 64511, "%s: AS%d is not reserved for documentation", n.Ref, n.ASN)
	}
	hosts := map[world.Ref]bool{}
	for _, h := range net.Hosts {
		hosts[h.Ref] = true
		inside := false
		for _, p := range reserved {
			inside = inside || p.Contains(h.Addr)
		}
		add(inside, "%s: %s is no documentation address", h.Ref, h.Addr)
		n, ok := networks[h.Network]
		add(ok, "%s: no network %q", h.Ref, h.Network)
		add(!ok || n.Prefix.Contains(h.Addr), "%s: %s is not in %s", h.Ref, h.Addr, n.Prefix)
	}
	seen := map[string]bool{}
	for _, d := range net.Domains {
		add(fictional(d.Name), "%s: %q does not end in .example or .test", d.Ref, d.Name)
		add(!seen[d.Name], "%s: %q is there twice", d.Ref, d.Name)
		seen[d.Name] = true
		add(fictional(d.Registrant.Email), "%s: e-mail %q is not at a reserved name", d.Ref, d.Registrant.Email)
		for _, h := range d.Hosting {
			add(hosts[h.Host], "%s: no host %q", d.Ref, h.Host)
		}
		for _, n := range d.NameServers {
			add(fictional(n), "%s: name server %q does not end in .example or .test", d.Ref, n)
		}
	}
	return errors.Join(bad...)
}

func fictional(name string) bool {
	return strings.HasSuffix(name, ".example") || strings.HasSuffix(name, ".test")
}

// book collects bindings in the order of first mention.
type book struct {
	order []string
	by    map[string]*dataset.Bound
}

func newBook() *book { return &book{by: map[string]*dataset.Bound{}} }

func (b *book) add(ref, file, id string, from int64) {
	if ref == "" {
		return
	}
	x := b.by[ref]
	if x == nil {
		x = &dataset.Bound{VisibleFrom: from}
		b.by[ref] = x
		b.order = append(b.order, ref)
	}
	x.VisibleFrom = min(x.VisibleFrom, from)
	x.Records = append(x.Records, file+"#"+id)
}

func bare(ref world.Ref) string {
	_, name, _ := strings.Cut(string(ref), ":")
	return name
}

func (b *book) registration(r registration) {
	if r.ref == "" {
		return
	}
	b.add(string(r.ref), registrationsFile, r.ID, r.ValidFrom.Unix())
	b.add("registration:"+bare(r.ref), registrationsFile, r.ID, r.ValidFrom.Unix())
}

func (b *book) record(r resource) {
	from := r.ValidFrom.Unix()
	if r.ref != "" {
		b.add(string(r.ref), dnsFile, r.ID, from)
		b.add("dns:"+bare(r.ref)+"/"+r.Type, dnsFile, r.ID, from)
		if r.host != "" {
			b.add("dns:"+bare(r.ref)+"/"+r.Type+"/"+bare(r.host), dnsFile, r.ID, from)
		}
	}
	if r.host != "" && (r.ref != "" || r.Type == "PTR") {
		b.add(string(r.host), dnsFile, r.ID, from)
	}
}

func (b *book) observation(o observation) {
	if o.of.ref == "" {
		return
	}
	name := "pdns:" + bare(o.of.ref) + "/" + o.RRType
	b.add(name, observationsFile, o.Key(), o.TimeFirst)
	if o.of.host != "" {
		b.add(name+"/"+bare(o.of.host), observationsFile, o.Key(), o.TimeFirst)
	}
}

func (b *book) certificate(c certificate) {
	id, from := strconv.FormatInt(c.ID, 10), c.EntryTimestamp.Unix()
	names := make([]string, 0, len(c.refs))
	for _, ref := range c.refs {
		names = append(names, bare(ref))
	}
	slices.Sort(names)
	for i, one := range names {
		b.add("cert:"+one, certificatesFile, id, from)
		for _, other := range names[i+1:] {
			b.add("cert:"+one+"/"+other, certificatesFile, id, from)
		}
	}
}

// flush binds everything, with the selectors of domains and hosts.
func (b *book) flush(w *world.World, out *dataset.Writer) {
	for _, d := range w.Domains {
		if x := b.by[string(d.Ref)]; x != nil {
			x.Selectors = []truth.Selector{{Kind: "domain", Value: d.Name}}
		}
	}
	for _, h := range w.Hosts {
		if x := b.by[string(h.Ref)]; x != nil {
			x.Selectors = []truth.Selector{{Kind: "ip", Value: h.Addr.String()}}
		}
	}
	for _, ref := range b.order {
		if strings.HasPrefix(ref, "host:benign/") || strings.HasPrefix(ref, "network:benign/") {
			continue
		}
		out.Bind(ref, *b.by[ref])
	}
}
