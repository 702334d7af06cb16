package rangeserver

import (
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/miekg/dns"
)

// The zones that answer which network announces an address, in the shape of
// Team Cymru's service (d.c.b.a.origin.asn.cymru.com), under a fictional name.
const (
	originZone  = "origin.asn.test"
	origin6Zone = "origin6.asn.test"
	asnZone     = "asn.test"
)

// ServeDNS answers a query as of the team's scenario time (RFC 1035, RFC 2308).
func (tm *team) ServeDNS(w dns.ResponseWriter, q *dns.Msg) {
	wall := tm.rg.cfg.Now()
	t := tm.clock.At(wall)
	m := new(dns.Msg)
	m.SetReply(q)
	m.Authoritative, m.RecursionAvailable = true, true
	var records []string
	switch {
	case q.Opcode != dns.OpcodeQuery:
		m.Rcode = dns.RcodeNotImplemented
	case len(q.Question) != 1 || q.Question[0].Qclass != dns.ClassINET:
		m.Rcode = dns.RcodeRefused
	default:
		records = tm.data.infra.answerDNS(m, q.Question[0], t)
	}
	size := dns.MinMsgSize
	if opt := q.IsEdns0(); opt != nil {
		size = max(size, int(min(opt.UDPSize(), 1232)))
		m.SetEdns0(1232, false)
	}
	if len(q.Question) == 1 && m.Rcode != dns.RcodeRefused && m.Rcode != dns.RcodeNotImplemented {
		if err := tm.logDNS(m, wall, t, records); err != nil {
			tm.rg.cfg.Log.Error("range", "team", tm.name, "err", err)
			m.Rcode, m.Answer, m.Ns, m.Extra = dns.RcodeServerFailure, nil, nil, nil
		}
	}
	if w.RemoteAddr().Network() == "udp" {
		m.Truncate(size)
	}
	_ = w.WriteMsg(m) // the asker may be gone
}

// answerDNS fills in answer and authority and returns the dataset records shown.
func (in *infra) answerDNS(m *dns.Msg, q dns.Question, t time.Time) (records []string) {
	name := strings.TrimSuffix(strings.ToLower(q.Name), ".")
	if !in.ours(name) {
		m.Rcode = dns.RcodeRefused // the range is closed: it knows no other internet
		return nil
	}
	for range 9 { // a chain of aliases
		if rrs, id := in.originTXT(name, q); len(rrs) > 0 {
			m.Answer = append(m.Answer, rrs...)
			return append(records, id)
		}
		rows, there := in.lookup(name, q.Qtype, t)
		alias, _ := in.lookup(name, dns.TypeCNAME, t)
		if len(rows) == 0 && len(alias) > 0 {
			m.Answer = append(m.Answer, alias[0].rr)
			records = append(records, "infra/dns.jsonl#"+alias[0].ID)
			name = strings.TrimSuffix(strings.ToLower(alias[0].Data), ".")
			continue
		}
		for _, d := range rows {
			m.Answer = append(m.Answer, d.rr)
			records = append(records, "infra/dns.jsonl#"+d.ID)
		}
		if len(rows) == 0 {
			m.Ns = append(m.Ns, in.soa(name, t))
			if !there {
				m.Rcode = dns.RcodeNameError
			}
		}
		break
	}
	return records
}

// ours says whether the name lies in space that the fictional internet owns.
func (in *infra) ours(name string) bool {
	for _, top := range []string{"test", "example", "in-addr.arpa", "ip6.arpa"} {
		if name == top || strings.HasSuffix(name, "."+top) {
			return true
		}
	}
	return false
}

// soa returns the SOA of the zone that a name lies in: of the dataset if it
// stands at t, else of the fictional registry that runs the top-level name.
func (in *infra) soa(name string, t time.Time) dns.RR {
	for zone := name; ; {
		if in.zones[zone] {
			if rows, _ := in.lookup(zone, dns.TypeSOA, t); len(rows) > 0 {
				return rows[0].rr
			}
		}
		_, up, ok := strings.Cut(zone, ".")
		if !ok || up == "arpa" {
			return &dns.SOA{
				Hdr: dns.RR_Header{Name: dns.Fqdn(zone), Rrtype: dns.TypeSOA, Class: dns.ClassINET, Ttl: 900},
				Ns:  "a.registry.test.", Mbox: "hostmaster.registry.test.", Serial: 1, Refresh: 7200, Retry: 900, Expire: 1209600, Minttl: 900,
			}
		}
		zone = up
	}
}

// originTXT answers d.c.b.a.origin.asn.test ("ASN | prefix | CC | RIR | date")
// and AS64500.asn.test ("ASN | CC | RIR | date | name") from the networks.
func (in *infra) originTXT(name string, q dns.Question) (rrs []dns.RR, id string) {
	if q.Qtype != dns.TypeTXT {
		return nil, ""
	}
	txt := func(s string) []dns.RR {
		return []dns.RR{&dns.TXT{Hdr: dns.RR_Header{Name: q.Name, Rrtype: dns.TypeTXT, Class: dns.ClassINET, Ttl: 3600}, Txt: []string{s}}}
	}
	const registry = "testnic"
	if rev, ok := strings.CutSuffix(name, "."+originZone); ok {
		if addr, err := netip.ParseAddr(reversed(rev, ".")); err == nil {
			if n, p, ok := in.network(addr); ok {
				return txt(fmt.Sprintf("%d | %s | %s | %s | %s", n.ASN, p, n.Country, registry, n.Registered.UTC().Format(time.DateOnly))), "infra/networks.jsonl#" + n.ID
			}
		}
	}
	if rev, ok := strings.CutSuffix(name, "."+origin6Zone); ok {
		if addr, ok := nibbles(rev); ok {
			if n, p, ok := in.network(addr); ok {
				return txt(fmt.Sprintf("%d | %s | %s | %s | %s", n.ASN, p, n.Country, registry, n.Registered.UTC().Format(time.DateOnly))), "infra/networks.jsonl#" + n.ID
			}
		}
	}
	if as, ok := strings.CutSuffix(name, "."+asnZone); ok {
		var asn uint32
		if _, err := fmt.Sscanf(as, "as%d", &asn); err == nil {
			if list := in.byASN(asn); len(list) > 0 {
				n := list[0]
				return txt(fmt.Sprintf("%d | %s | %s | %s | %s", n.ASN, n.Country, registry, n.Registered.UTC().Format(time.DateOnly), n.ASName)), "infra/networks.jsonl#" + n.ID
			}
		}
	}
	return nil, ""
}

// reversed turns round the labels of a name.
func reversed(name, sep string) string {
	parts := strings.Split(name, ".")
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	return strings.Join(parts, sep)
}

// nibbles reads an IPv6 address from reversed hexadecimal digits; a short list
// is filled with zeros, as the service does.
func nibbles(rev string) (netip.Addr, bool) {
	hex := reversed(rev, "")
	if len(hex) > 32 || len(hex) < 4 {
		return netip.Addr{}, false
	}
	hex += strings.Repeat("0", 32-len(hex))
	var groups []string
	for i := 0; i < 32; i += 4 {
		groups = append(groups, hex[i:i+4])
	}
	a, err := netip.ParseAddr(strings.Join(groups, ":"))
	return a, err == nil
}

// logDNS enters the answer with three digests: of the message with the id 0
// and without EDNS, and of what "dig +short" prints.
func (tm *team) logDNS(m *dns.Msg, wall, t time.Time, records []string) error {
	q := m.Question[0]
	bare := m.Copy()
	bare.Id, bare.Extra, bare.Compress = 0, nil, false
	wire, err := bare.Pack()
	if err != nil {
		return fmt.Errorf("rangeserver: dns answer for %s: %w", q.Name, err)
	}
	var short strings.Builder
	for _, rr := range m.Answer {
		short.WriteString(strings.TrimPrefix(rr.String(), rr.Header().String()) + "\n")
	}
	s := Served{
		Wall: wall.UTC(), Scenario: t, Team: tm.name, Surface: "infra",
		URL:    "dns:" + strings.ToLower(strings.TrimSuffix(q.Name, ".")) + "?type=" + dns.TypeToString[q.Qtype], // RFC 4501
		SHA256: digest(wire), Bytes: int64(len(wire)),
	}
	if short.Len() > 0 {
		s.Also = []string{digest([]byte(short.String()))}
	}
	s.setRecords(records)
	return tm.rg.log.add(s)
}
