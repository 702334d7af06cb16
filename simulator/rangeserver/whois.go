package rangeserver

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/record"
)

// maxQuery is the longest WHOIS question, with its line end.
const maxQuery = 512

// serveWhois answers one question and closes (RFC 3912): lines end in CRLF.
func (tm *team) serveWhois(_ context.Context, conn net.Conn) {
	slow := time.AfterFunc(15*time.Second, func() { _ = conn.Close() })
	defer slow.Stop()
	line, err := bufio.NewReader(io.LimitReader(conn, maxQuery)).ReadString('\n')
	if err != nil {
		_, _ = io.WriteString(conn, "% The question is one line of at most 510 bytes, ended by CRLF.\r\n")
		return
	}
	wall := tm.rg.cfg.Now()
	t := tm.clock.At(wall)
	query := strings.TrimSpace(line)
	text, records := tm.data.infra.whois(query, t)
	body := strings.ReplaceAll(text, "\n", "\r\n")
	s := Served{
		Wall: wall.UTC(), Scenario: t, Team: tm.name, Surface: "infra",
		URL: "whois://" + whoisHost + "/" + pathEscape(strings.ToLower(query)), SHA256: digest([]byte(body)), Bytes: int64(len(body)),
		Also: []string{digest([]byte(text))}, // the whois command drops the CR
	}
	s.setRecords(records)
	if err := tm.rg.log.add(s); err != nil {
		tm.rg.cfg.Log.Error("range", "team", tm.name, "err", err)
		return
	}
	_, _ = io.WriteString(conn, body)
}

// whois returns the text for a domain, an address, an AS number, a contact's
// handle or a name server, with \n line ends.
func (in *infra) whois(query string, t time.Time) (text string, records []string) {
	q := strings.ToLower(strings.TrimSuffix(query, "."))
	var b strings.Builder
	if r, ok := in.registration(q, t); ok {
		whoisDomain(&b, r)
		records = append(records, "infra/registrations.jsonl#"+r.ID)
	} else if n, p, ok := in.whoisNetwork(q); ok {
		whoisBlock(&b, n, p)
		records = append(records, "infra/networks.jsonl#"+n.ID)
	} else if asn, err := strconv.ParseUint(strings.TrimPrefix(q, "as"), 10, 32); err == nil && len(in.byASN(uint32(asn))) > 0 {
		list := in.byASN(uint32(asn))
		n := list[0]
		fmt.Fprintf(&b, "aut-num:        AS%d\nas-name:        %s\n", n.ASN, n.ASName)
		for _, x := range list {
			fmt.Fprintf(&b, "route:          %s\n", x.Prefix)
			records = append(records, "infra/networks.jsonl#"+x.ID)
		}
		whoisHolder(&b, n)
	} else if used := in.nameServers(q, t); len(used) > 0 {
		fmt.Fprintf(&b, "Server Name: %s\n", strings.ToUpper(q))
		for _, r := range used {
			fmt.Fprintf(&b, "Used By: %s\n", strings.ToUpper(r.Domain))
			records = append(records, "infra/registrations.jsonl#"+r.ID)
		}
	} else {
		fmt.Fprintf(&b, "No match for %s.\n", strconv.QuoteToASCII(query))
	}
	fmt.Fprintf(&b, ">>> Last update of WHOIS database: %s <<<\n\n%% %s\n%% Fictional registry of a training range.\n", t.UTC().Truncate(24*time.Hour).Format(time.RFC3339), label)
	return b.String(), records
}

// whoisNetwork finds the network of an address or a prefix.
func (in *infra) whoisNetwork(q string) (record.Network, netip.Prefix, bool) {
	addr, err := netip.ParseAddr(q)
	if err != nil {
		p, err := netip.ParsePrefix(q)
		if err != nil {
			return record.Network{}, netip.Prefix{}, false
		}
		addr = p.Addr()
	}
	return in.network(addr)
}

// whoisDomain writes the fields that ICANN's registration agreement asks for.
func whoisDomain(b *strings.Builder, r record.Registration) {
	line := func(k, v string) {
		if v != "" {
			fmt.Fprintf(b, "%s: %s\n", k, v)
		}
	}
	line("Domain Name", strings.ToUpper(r.Domain))
	line("Registry Domain ID", r.Handle)
	line("Registrar WHOIS Server", whoisHost)
	line("Updated Date", r.Updated.UTC().Format(time.RFC3339))
	line("Creation Date", r.Registered.UTC().Format(time.RFC3339))
	line("Registry Expiry Date", r.Expires.UTC().Format(time.RFC3339))
	line("Registrar", r.Registrar)
	line("Registrar IANA ID", r.IANAID)
	line("Registrar Abuse Contact Email", r.AbuseEmail)
	for _, s := range r.Status {
		line("Domain Status", eppStatus(s))
	}
	line("Registry Registrant ID", r.Registrant.Handle)
	line("Registrant Name", r.Registrant.Name)
	line("Registrant Organization", r.Registrant.Org)
	line("Registrant Country", r.Registrant.Country)
	line("Registrant Phone", r.Registrant.Phone)
	line("Registrant Email", r.Registrant.Email)
	for _, ns := range r.NameServers {
		line("Name Server", strings.ToUpper(strings.TrimSuffix(ns, ".")))
	}
	line("DNSSEC", "unsigned")
}

// eppStatus turns an RDAP status word into the EPP one (RFC 8056).
func eppStatus(s string) string {
	if s == "active" {
		return "ok"
	}
	words := strings.Fields(s)
	for i := 1; i < len(words); i++ {
		words[i] = strings.ToUpper(words[i][:1]) + words[i][1:]
	}
	return strings.Join(words, "")
}

func whoisBlock(b *strings.Builder, n record.Network, p netip.Prefix) {
	first, last := firstLast(p)
	kind := "inetnum: "
	if first.Is6() {
		kind = "inet6num:"
	}
	fmt.Fprintf(b, "%s       %s - %s\nCIDR:           %s\nnetname:        %s\nnethandle:      %s\norigin:         AS%d (%s)\n", kind, first, last, p, n.Name, n.Handle, n.ASN, n.ASName)
	whoisHolder(b, n)
}

func whoisHolder(b *strings.Builder, n record.Network) {
	for _, f := range [][2]string{
		{"org-name:       ", n.Holder.Org},
		{"person:         ", n.Holder.Name},
		{"country:        ", n.Country},
		{"phone:          ", n.Holder.Phone},
		{"e-mail:         ", n.Holder.Email},
		{"created:        ", n.Registered.UTC().Format(time.RFC3339)},
	} {
		if f[1] != "" {
			b.WriteString(f[0] + f[1] + "\n")
		}
	}
}
