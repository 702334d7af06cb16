package rangeserver

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/miekg/dns"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
)

// infra is the fictional internet's plumbing: names, registrations, networks.
type infra struct {
	names    map[string][]dnsRow // lower case, without the final dot
	zones    map[string]bool     // names that ever had an SOA
	parents  map[string]int      // names below which others exist: empty non-terminals
	domains  map[string][]record.Registration
	order    []string // domains by name
	networks []record.Network
	prefixes []netip.Prefix // beside networks

	certificates []logEntry // newest first
	seen         sightings
}

// dnsRow is a record with its wire form.
type dnsRow struct {
	record.DNSRecord
	rr dns.RR
}

func (d dnsRow) stands(t time.Time) bool { return stands(d.ValidFrom, d.ValidTo, t) }

func stands(from, to, t time.Time) bool {
	return !from.After(t) && (to.IsZero() || t.Before(to))
}

func loadInfra(dir string, m *dataset.Manifest) (*infra, error) {
	in := &infra{names: map[string][]dnsRow{}, zones: map[string]bool{}, parents: map[string]int{}, domains: map[string][]record.Registration{}}
	if err := readLines(dir, m, "infra/dns.jsonl", in.addDNS); err != nil {
		return nil, err
	}
	if err := readLines(dir, m, "infra/registrations.jsonl", in.addRegistration); err != nil {
		return nil, err
	}
	if err := readLines(dir, m, "infra/networks.jsonl", in.addNetwork); err != nil {
		return nil, err
	}
	slices.Sort(in.order)
	var err error
	if in.certificates, err = loadCertificates(dir, m); err != nil {
		return nil, err
	}
	if in.seen, err = loadSightings(dir, m); err != nil {
		return nil, err
	}
	return in, nil
}

func (in *infra) addDNS(r record.DNSRecord) error {
	rr, err := wireRecord(r)
	if err != nil {
		return fmt.Errorf("record %s: %w", r.ID, err)
	}
	name := strings.TrimSuffix(strings.ToLower(r.Name), ".")
	in.names[name] = append(in.names[name], dnsRow{r, rr})
	if r.Type == "SOA" {
		in.zones[name] = true
	}
	for up := name; ; {
		_, rest, ok := strings.Cut(up, ".")
		if !ok {
			break
		}
		in.parents[rest]++
		up = rest
	}
	return nil
}

// wireRecord reads the presentation form; host names in it stand without the
// final dot and are absolute.
func wireRecord(r record.DNSRecord) (dns.RR, error) {
	data := r.Data
	switch r.Type {
	case "NS", "CNAME", "PTR", "MX":
		data = dns.Fqdn(data)
	case "SOA":
		f := strings.Fields(data)
		if len(f) != 7 {
			return nil, fmt.Errorf("SOA %q: right is primary, mailbox and five numbers", data)
		}
		f[0], f[1] = dns.Fqdn(f[0]), dns.Fqdn(f[1])
		data = strings.Join(f, " ")
	case "TXT":
		if !strings.HasPrefix(data, `"`) {
			data = `"` + strings.ReplaceAll(strings.ReplaceAll(data, `\`, `\\`), `"`, `\"`) + `"`
		}
	case "A", "AAAA":
	default:
		return nil, fmt.Errorf("type %q is not one of A AAAA NS MX TXT CNAME SOA PTR", r.Type)
	}
	rr, err := dns.NewRR(fmt.Sprintf("%s %d IN %s %s", dns.Fqdn(r.Name), r.TTL, r.Type, data))
	if err != nil {
		return nil, err
	}
	if rr == nil {
		return nil, fmt.Errorf("%s %s has no data", r.Type, r.Name)
	}
	return rr, nil
}

func (in *infra) addRegistration(r record.Registration) error {
	name := strings.ToLower(r.Domain)
	if name == "" || r.Handle == "" {
		return fmt.Errorf("registration %s has no domain or no handle", r.ID)
	}
	if in.domains[name] == nil {
		in.order = append(in.order, name)
	}
	in.domains[name] = append(in.domains[name], r)
	return nil
}

func (in *infra) addNetwork(r record.Network) error {
	p, err := netip.ParsePrefix(r.Prefix)
	if err != nil {
		return fmt.Errorf("network %s: %w", r.ID, err)
	}
	in.networks, in.prefixes = append(in.networks, r), append(in.prefixes, p.Masked())
	return nil
}

// lookup returns the records of a name and type that stand at t. Type ANY
// returns all. exists says whether the name is there at all.
func (in *infra) lookup(name string, qtype uint16, t time.Time) (rows []dnsRow, exists bool) {
	for _, d := range in.names[name] {
		if !d.stands(t) {
			continue
		}
		exists = true
		if qtype == dns.TypeANY || d.rr.Header().Rrtype == qtype {
			rows = append(rows, d)
		}
	}
	if !exists && in.parents[name] > 0 {
		for below, all := range in.names { // rare: a name that only has names below it
			if strings.HasSuffix(below, "."+name) && slices.ContainsFunc(all, func(d dnsRow) bool { return d.stands(t) }) {
				return nil, true
			}
		}
	}
	return rows, exists
}

// named says whether the name ever had an address.
func (in *infra) named(host string) bool {
	return slices.ContainsFunc(in.names[host], func(d dnsRow) bool { return d.Type == "A" || d.Type == "AAAA" || d.Type == "CNAME" })
}

// resolves says whether the name leads to an address at t.
func (in *infra) resolves(host string, t time.Time) bool {
	for range 8 {
		next := ""
		for _, d := range in.names[host] {
			if !d.stands(t) {
				continue
			}
			switch d.Type {
			case "A", "AAAA":
				return true
			case "CNAME":
				next = strings.TrimSuffix(strings.ToLower(d.Data), ".")
			}
		}
		if next == "" {
			return false
		}
		host = next
	}
	return false
}

// registration returns the state of a domain's registration at t.
func (in *infra) registration(domain string, t time.Time) (record.Registration, bool) {
	for _, r := range slices.Backward(in.domains[domain]) {
		if stands(r.ValidFrom, r.ValidTo, t) {
			return r, true
		}
	}
	return record.Registration{}, false
}

// registrations returns all that stand at t and pass, by name.
func (in *infra) registrations(t time.Time, pass func(record.Registration) bool) []record.Registration {
	var out []record.Registration
	for _, name := range in.order {
		if r, ok := in.registration(name, t); ok && pass(r) {
			out = append(out, r)
		}
	}
	return out
}

// network returns the narrowest network that holds the address.
func (in *infra) network(a netip.Addr) (record.Network, netip.Prefix, bool) {
	best := -1
	for i, p := range in.prefixes {
		if p.Contains(a.Unmap()) && (best < 0 || p.Bits() > in.prefixes[best].Bits()) {
			best = i
		}
	}
	if best < 0 {
		return record.Network{}, netip.Prefix{}, false
	}
	return in.networks[best], in.prefixes[best], true
}

// byASN returns the networks of an autonomous system.
func (in *infra) byASN(asn uint32) []record.Network {
	var out []record.Network
	for _, n := range in.networks {
		if n.ASN == asn {
			out = append(out, n)
		}
	}
	return out
}

// nameServers returns the domains that use a name server at t.
func (in *infra) nameServers(host string, t time.Time) []record.Registration {
	return in.registrations(t, func(r record.Registration) bool {
		return slices.ContainsFunc(r.NameServers, func(ns string) bool { return strings.EqualFold(strings.TrimSuffix(ns, "."), host) })
	})
}

// firstLast returns the ends of a prefix.
func firstLast(p netip.Prefix) (first, last netip.Addr) {
	first = p.Masked().Addr()
	b := first.AsSlice()
	for i := range b {
		for bit := range 8 {
			if i*8+bit >= p.Bits() {
				b[i] |= 1 << (7 - bit)
			}
		}
	}
	last, _ = netip.AddrFromSlice(b)
	return first, last
}
