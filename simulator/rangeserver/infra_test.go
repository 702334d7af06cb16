package rangeserver_test

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"
)

// ask sends one DNS question.
func (l *lab) ask(network, name string, qtype uint16, size uint16) *dns.Msg {
	l.t.Helper()
	m := new(dns.Msg)
	m.SetQuestion(dns.Fqdn(name), qtype)
	if size > 0 {
		m.SetEdns0(size, false)
	}
	r, _, err := (&dns.Client{Net: network}).ExchangeContext(l.t.Context(), m, l.ends.DNS)
	if err != nil {
		l.t.Fatal(err)
	}
	return r
}

func TestDNS(t *testing.T) {
	l := start(t, newFixture(t).write(t))
	for _, v := range []struct {
		at    time.Time
		name  string
		qtype uint16
		rcode int
		want  []string // data of the answers
		soa   string   // owner of the SOA in the authority section
	}{
		{day(2), "blue.example", dns.TypeA, 0, []string{"192.0.2.7"}, ""},
		{day(2), "BLUE.Example", dns.TypeMX, 0, []string{"10 mail.blue.example."}, ""},
		{day(2), "www.blue.example", dns.TypeA, 0, []string{"blue.example.", "192.0.2.7"}, ""},
		{day(2), "blue.example", dns.TypeAAAA, 0, nil, "blue.example."},
		{day(2), "nothing.blue.example", dns.TypeA, dns.RcodeNameError, nil, "blue.example."},
		{day(0), "blue.example", dns.TypeA, dns.RcodeNameError, nil, "example."}, // not yet registered
		{day(25), "blue.example", dns.TypeA, dns.RcodeNameError, nil, "example."},
		{day(25), "www.blue.example", dns.TypeA, dns.RcodeNameError, nil, "example."},
		{day(2), "7.2.0.192.in-addr.arpa", dns.TypePTR, 0, []string{"web7.host.example."}, ""},
		{day(2), "8.2.0.192.in-addr.arpa", dns.TypePTR, dns.RcodeNameError, nil, "in-addr.arpa."},
		{day(2), "2.0.192.in-addr.arpa", dns.TypePTR, 0, nil, "in-addr.arpa."}, // names below it exist
		{day(2), "7.2.0.192.origin.asn.test", dns.TypeTXT, 0, []string{`"64500 | 192.0.2.0/24 | XA | testnic | 2023-05-08"`}, ""},
		{day(2), "as64500.asn.test", dns.TypeTXT, 0, []string{`"64500 | XA | testnic | 2023-05-08 | BIG-AS"`}, ""},
		{day(2), "www.google.com", dns.TypeA, dns.RcodeRefused, nil, ""},
	} {
		l.at(v.at)
		for _, network := range []string{"udp", "tcp"} {
			r := l.ask(network, v.name, v.qtype, 0)
			var got []string
			for _, rr := range r.Answer {
				got = append(got, strings.TrimPrefix(rr.String(), rr.Header().String()))
			}
			equal(t, v.name, got, v.want)
			soa := ""
			if len(r.Ns) > 0 {
				soa = r.Ns[0].Header().Name
			}
			if r.Rcode != v.rcode || soa != v.soa || !r.Authoritative {
				t.Errorf("%s %s: %s, SOA %q, want %s, %q", network, v.name, dns.RcodeToString[r.Rcode], soa, dns.RcodeToString[v.rcode], v.soa)
			}
		}
	}
	l.at(day(2))
	if r := l.ask("udp", "big.test", dns.TypeTXT, 0); !r.Truncated || len(r.Answer) > 512/62 {
		t.Errorf("a long answer over UDP: truncated %v, %d answers", r.Truncated, len(r.Answer))
	}
	if r := l.ask("tcp", "big.test", dns.TypeTXT, 0); r.Truncated || len(r.Answer) != 30 {
		t.Errorf("over TCP: truncated %v, %d answers", r.Truncated, len(r.Answer))
	}
	rows := l.rg.Served("team-a").ByURL("dns:blue.example?type=A")
	if len(rows) == 0 || rows[0].Record != "infra/dns.jsonl#3" {
		t.Fatalf("log: %+v", rows)
	}
	if n := len(l.rg.Served("team-a").BySum(sum([]byte("192.0.2.7\n")))); n == 0 {
		t.Error("the text that dig +short prints is not known")
	}
}

func (l *lab) whois(q string) string {
	l.t.Helper()
	return l.raw(l.ends.WHOIS, q+"\r\n")
}

func TestWhois(t *testing.T) {
	l := start(t, newFixture(t).write(t))
	for _, v := range []struct {
		at   time.Time
		q    string
		want []string
	}{
		{day(2), "BLUE.example", []string{"Domain Name: BLUE.EXAMPLE\r\n", "Creation Date: 2026-02-02T00:00:00Z\r\n", "Registrant Email: fener@mail.example\r\n", "Domain Status: ok\r\n"}},
		{day(25), "blue.example.", []string{"Domain Status: clientHold\r\n"}},
		{day(0), "blue.example", []string{`No match for "blue.example".`}},
		{day(2), "192.0.2.99", []string{"192.0.2.0 - 192.0.2.255\r\n", "netname:        BIGHOST\r\n", "AS64500"}},
		{day(2), "AS64500", []string{"aut-num:        AS64500\r\n", "route:          192.0.2.0/24\r\n"}},
		{day(2), "ns1.registry.test", []string{"Used By: BLUE.EXAMPLE\r\n"}},
		{day(2), "10.0.0.1", []string{"No match"}},
		{day(2), "\x00\xff<script>", []string{`No match for "\x00\xff<script>".`}},
	} {
		l.at(v.at)
		got := l.whois(v.q)
		for _, w := range v.want {
			if !strings.Contains(got, w) {
				t.Errorf("%q on %v: no %q in\n%s", v.q, v.at, w, got)
			}
		}
		if strings.Count(got, "\n") != strings.Count(got, "\r\n") || !strings.Contains(got, "SYNTHETIC") {
			t.Errorf("%q: line ends or label: %q", v.q, got)
		}
	}
	if got := l.raw(l.ends.WHOIS, strings.Repeat("a", 100_000)); strings.Contains(got, "No match") {
		t.Errorf("an endless question is answered: %s", got)
	}
	// A client that hangs on does not keep others out.
	for range 5 {
		conn, err := net.Dial("tcp", l.ends.WHOIS)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close() }()
	}
	if got := l.whois("blue.example"); !strings.Contains(got, "BLUE.EXAMPLE") {
		t.Errorf("beside silent clients: %s", got)
	}
}

func TestRDAP(t *testing.T) {
	l := start(t, newFixture(t).write(t))
	for _, v := range []struct {
		at     time.Time
		path   string
		status int
		want   []string
	}{
		{day(2), "domain/", 400, []string{`"errorCode":400`}},
		{day(2), "domain/-blue.example", 400, nil},
		{day(2), "domain/blue..example", 400, nil},
		{day(2), "domain/blue.example/more", 400, nil},
		{day(2), "nameserver/n%20s", 400, nil},
		{day(2), "domain/blue.example", 200, []string{`"objectClassName":"domain"`, `["email",{},"text","fener@mail.example"]`, `"eventAction":"registration","eventDate":"2026-02-02T00:00:00Z"`, `"status":["active"]`}},
		{day(25), "domain/BLUE.example", 200, []string{`"status":["client hold"]`}},
		{day(0), "domain/blue.example", 404, []string{`"errorCode":404`}},
		{day(2), "ip/192.0.2.7", 200, []string{`"objectClassName":"ip network"`, `"startAddress":"192.0.2.0"`, `"endAddress":"192.0.2.255"`, `"cidr0"`}},
		{day(2), "ip/192.0.2.0/25", 200, []string{`"handle":"NET-1"`}},
		{day(2), "ip/nonsense", 400, []string{`"errorCode":400`}},
		{day(2), "ip/10.0.0.1", 404, []string{`"errorCode":404`}},
		{day(2), "autnum/64500", 200, []string{`"startAutnum":64500`, `"name":"BIG-AS"`}},
		{day(2), "autnum/1", 404, nil},
		{day(2), "nameserver/ns1.registry.test", 200, []string{`"ldhName":"ns1.registry.test"`}},
		{day(2), "entity/C1-TEST", 200, []string{"Fener Dal", "+999 55 0100"}},
		{day(2), "entity/h1-test", 200, []string{"Big Hosting"}},
		{day(2), "entity/NOBODY", 404, nil},
		{day(2), "help", 200, []string{`"notices"`}},
		{day(2), "nonsense", 400, nil},
		{day(2), "domains/reverse_search/entity?email=fener@mail.example", 200, []string{"blue.example", `"reverse_search"`}},
		{day(26), "domains/reverse_search/entity?email=FENER@mail.example", 200, []string{"blue.example", "rebirth.example"}},
		{day(26), "domains?name=re*", 200, []string{"rebirth.example"}},
		{day(26), "domains", 400, nil},
	} {
		l.at(v.at)
		r := l.get(l.ends.RDAP + v.path)
		if r.status != v.status || r.header.Get("Content-Type") != "application/rdap+json" {
			t.Errorf("%s: %d %s", v.path, r.status, r.header.Get("Content-Type"))
		}
		var top struct {
			Conformance []string `json:"rdapConformance"`
		}
		if err := json.Unmarshal([]byte(r.body), &top); err != nil || len(top.Conformance) == 0 || top.Conformance[0] != "rdap_level_0" {
			t.Errorf("%s: conformance %v (%v)", v.path, top.Conformance, err)
		}
		for _, w := range v.want {
			if !strings.Contains(r.body, w) {
				t.Errorf("%s: no %s in %s", v.path, w, r.body)
			}
		}
	}
	l.at(day(2))
	if r := l.get(l.ends.RDAP + "domains/reverse_search/entity?email=fener@mail.example"); strings.Contains(r.body, "rebirth") {
		t.Error("a registration of the future is found")
	}
	r := l.get(strings.TrimSuffix(l.ends.RDAP, "rdap/") + "bootstrap/dns.json")
	var boot struct{ Services [][][]string }
	if err := json.Unmarshal([]byte(r.body), &boot); err != nil || len(boot.Services) != 1 || boot.Services[0][1][0] != l.ends.RDAP {
		t.Errorf("bootstrap: %s", r.body)
	}
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		if r := l.do(method, l.ends.RDAP+"domain/blue.example", io.NopCloser(strings.NewReader("x"))); r.status != 405 || r.header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d, Allow %q", method, r.status, r.header.Get("Allow"))
		}
	}
}
