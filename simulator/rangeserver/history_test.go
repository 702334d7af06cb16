package rangeserver_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/simulator/record"
)

// entries are the ids of a search of the certificate log.
func (l *lab) entries(query string) []string {
	l.t.Helper()
	r := l.get(l.ends.CT + "/" + query)
	var list []struct {
		ID int64 `json:"id"`
	}
	if r.status != http.StatusOK || json.Unmarshal([]byte(r.body), &list) != nil || r.header.Get("Content-Type") != "application/json" {
		l.t.Fatalf("%s: %d %s", query, r.status, r.body)
	}
	out := []string{}
	for _, x := range list {
		out = append(out, fmt.Sprint(x.ID))
	}
	return out
}

func TestCertificateLog(t *testing.T) {
	l := start(t, newFixture(t).write(t))
	for _, v := range []struct {
		at    time.Time
		query string
		want  string
	}{
		{day(1), "?q=blue.example&output=json", ""},
		{day(2), "?q=blue.example&output=json", ""}, // logged half a second later
		{day(3), "?q=blue.example&output=json", "13"},
		{day(27), "?q=blue.example&output=json", "14 13"},
		{day(27), "?q=BLUE.example&output=json", "14 13"},
		{day(27), "?q=rebirth.example&output=json", "14"},
		{day(27), "?q=%25.blue.example&output=json", "14 13"},
		{day(27), "?q=%25.ngo.test&output=json", "12"},
		{day(27), "?q=ngo.test&output=json", "12 11"},
		{day(27), "?q=ngo.test&output=json&exclude=expired", "12"},
		{day(27), "?identity=%25birth%25&output=json", "14"},
		{day(27), "json?q=rebirth.example", "14"},
		{day(27), "?q=blue&output=json", ""},
		{day(27), "?output=json", ""},
		{day(27), "?id=13&output=json", "13"},
		{day(1), "?id=13&output=json", ""},
	} {
		l.at(v.at)
		if got := strings.Join(l.entries(v.query), " "); got != v.want {
			t.Errorf("%s on %v: %q, want %q", v.query, v.at, got, v.want)
		}
	}
	l.at(day(27))
	r := l.through(http.MethodGet, "http://ct.test/?q=rebirth.example&output=json")
	const want = `[{"issuer_ca_id":7,"issuer_name":"C=XA, O=Seal, CN=Seal 1","common_name":"blue.example","name_value":"blue.example\nrebirth.example\nwww.blue.example","id":14,` +
		`"entry_timestamp":"2026-02-27T00:00:00.5","not_before":"2026-02-27T00:00:00","not_after":"2026-05-28T00:00:00","serial_number":"0400000000000000000000000000000e","result_count":4}]`
	if r.status != 200 || r.body != want {
		t.Errorf("%d %s, want\n%s", r.status, r.body, want)
	}
	if rows := l.rg.Served("team-a").BySum(sum([]byte(want))); len(rows) == 0 || rows[0].Record != "infra/ct.jsonl#14" {
		t.Errorf("log: %+v", rows)
	}
	has(t, "page", l.get(l.ends.CT+"/?q=%25.ngo.test").body, "SYNTHETIC TRAINING DATA", "*.ngo.test", "1 entries")
	has(t, "hostile", l.get(l.ends.CT+"/?q=%22%3E%3Cscript%3E").body, "&#34;&gt;&lt;script&gt;")
	for address, status := range map[string]int{"/?id=x": 400, "/other": 404} {
		if r := l.get(l.ends.CT + address); r.status != status {
			t.Errorf("%s: %d", address, r.status)
		}
	}
}

func TestPassiveDNS(t *testing.T) {
	l := start(t, newFixture(t).write(t))
	line := func(name, kind, data string, first, last time.Time, count int) string {
		return fmt.Sprintf(`{"rrname":%q,"rrtype":%q,"rdata":%q,"time_first":%d,"time_last":%d,"count":%d,"bailiwick":%q}`+"\n", name, kind, data, first.Unix(), last.Unix(), count, name)
	}
	mx := line("blue.example", "MX", "10 mail.blue.example", day(3), day(3), 1)
	for _, v := range []struct {
		at   time.Time
		q    string
		want string
	}{
		{day(1), "blue.example", ""},
		{day(2), "blue.example", line("blue.example", "A", "192.0.2.7", day(2), day(2), 1)},
		{day(4).Add(-time.Second), "blue.example", line("blue.example", "A", "192.0.2.7", day(2), day(3).Add(12*time.Hour), 4) + mx},
		{day(8), "blue.example", line("blue.example", "A", "192.0.2.7", day(2), day(6), 9) + line("blue.example", "A", "192.0.2.9", day(7), day(8), 2) + mx},
		// Back at the first address: one line for it, with both runs.
		{day(19), "blue.example", line("blue.example", "A", "192.0.2.7", day(2), day(19), 11) + line("blue.example", "A", "192.0.2.9", day(7), day(17), 11) + mx},
		{day(29), "BLUE.example.", line("blue.example", "A", "192.0.2.7", day(2), day(23), 15) + line("blue.example", "A", "192.0.2.9", day(7), day(17), 11) + mx},
		{day(3), "192.0.2.7", line("blue.example", "A", "192.0.2.7", day(2), day(3), 3) + line("ngo.test", "A", "192.0.2.7", day(-99), day(3), 103)},
		{day(3), "192.0.2.9", ""},
		{day(3), "nobody.example", ""},
	} {
		l.at(v.at)
		if r := l.get(l.ends.PDNS + "/" + v.q); r.status != 200 || r.body != v.want || r.header.Get("Content-Type") != "application/x-ndjson" {
			t.Errorf("%s on %v: %d\n%swant\n%s", v.q, v.at, r.status, r.body, v.want)
		}
	}
	l.at(day(19))
	if r := l.do(http.MethodGet, l.ends.PDNS+"/blue.example", nil, "dribble-filter-rrtype", "mx"); r.body != mx {
		t.Errorf("of one type: %s", r.body)
	}
	r := l.through(http.MethodGet, "http://pdns.test/pdns/query/192.0.2.9")
	rows := l.rg.Served("team-a").BySum(sum([]byte(r.body)))
	if len(rows) == 0 || rows[0].URL != "http://pdns.test/pdns/query/192.0.2.9" || rows[0].Record != fmt.Sprintf("infra/pdns.jsonl#blue.example/A/192.0.2.9@%d", day(7).Unix()) {
		t.Errorf("log: %+v", rows)
	}
	for _, address := range []string{"", "/"} {
		if r := l.get(l.ends.PDNS + address); r.status == 200 {
			t.Errorf("%q is answered: %s", address, r.body)
		}
	}
}

// certificatesAt reads the log's file with code of the test's own: names of
// the entries that name a domain and were logged by then.
func certificatesAt(t *testing.T, s *s1, domain string, at time.Time) (out []string) {
	type row struct {
		ID       int64  `json:"id"`
		Names    string `json:"name_value"`
		LoggedAt string `json:"entry_timestamp"`
	}
	for _, r := range rows[row](t, s, "infra/ct.jsonl") {
		if slices.Contains(strings.Split(r.Names, "\n"), domain) && r.LoggedAt <= at.UTC().Format("2006-01-02T15:04:05.999") {
			out = append(out, fmt.Sprint(r.ID))
		}
	}
	slices.Reverse(out)
	return out
}

// TestCurlAndJq: the certificate log read by the programs that people read crt.sh with.
func TestCurlAndJq(t *testing.T) {
	curl, jq, wget := toolbin.Find(t, "curl"), toolbin.Find(t, "jq"), toolbin.Find(t, "wget")
	s := simulated(t)
	l := start(t, s.dir)
	byName := map[string]int{}
	for _, r := range rows[record.Certificate](t, s, "infra/ct.jsonl") {
		byName[r.CommonName]++
	}
	names := slices.Sorted(maps.Keys(byName))
	if len(names) < 50 {
		t.Fatalf("certificates of %d names", len(names))
	}
	for i, at := range []time.Time{s.w.Start, s.opens.AddDate(0, 0, -20), s.opens} {
		l.at(at)
		name := names[i*len(names)/4+1]
		got := run(t, "", nil, curl, "-s", "--fail", l.ends.CT+"/?q="+name+"&output=json")
		if n := len(l.rg.Served("team-a").BySum(sum([]byte(got)))); n == 0 {
			t.Error("what curl printed is not verified as served")
		}
		ids := strings.Fields(run(t, got, nil, jq, "-r", ".[].id"))
		equal(t, name+" by curl and jq", ids, certificatesAt(t, s, name, at))
		proxied := run(t, "", []string{"http_proxy=" + l.ends.HTTP}, wget, "-qO-", "http://ct.test/?q="+name+"&output=json")
		if proxied != got {
			t.Errorf("wget through the proxy reads something else: %s", proxied)
		}
		late := run(t, run(t, "", nil, curl, "-s", l.ends.CT+"/?q=%25.%25&output=json"), nil, jq, "-r", fmt.Sprintf(`map(select(.entry_timestamp > "%s")) | length`, at.UTC().Format("2006-01-02T15:04:05")))
		if late != "0\n" {
			t.Errorf("%s entries are later than the clock", strings.TrimSpace(late))
		}
	}
}

// pypdnsScript asks for names and addresses with CIRCL's own client and prints
// what it understood.
const pypdnsScript = `
import json, sys
from pypdns import PyPDNS
client = PyPDNS(url=sys.argv[1])
for q in sys.argv[2:]:
    print(json.dumps([[r.rrname, r.rrtype, r.rdata, r.time_first, r.time_last, r.count] for r in client.rfc_query(q, sort_by='rdata')]))
`

// TestPyPDNS: where the story's domains and its first host were, at three
// times, by the client of an existing service; what it must say is counted
// from the zones' history.
func TestPyPDNS(t *testing.T) {
	python := toolbin.Find(t, "python")
	s := simulated(t)
	l := start(t, s.dir)
	ip, main, rebirth := s.one(t, "host:first", "ip"), s.one(t, "domain:main", "domain"), s.one(t, "domain:rebirth", "domain")
	script := filepath.Join(t.TempDir(), "ask.py")
	if err := os.WriteFile(script, []byte(pypdnsScript), 0o600); err != nil {
		t.Fatal(err)
	}
	zones := rows[record.DNSRecord](t, s, "infra/dns.jsonl")
	for _, at := range []time.Time{s.w.Start, s.opens.AddDate(0, 0, -15), s.opens} {
		l.at(at)
		out := run(t, "", nil, python, script, l.ends.PDNS, main, rebirth, ip)
		for i, text := range strings.Split(strings.TrimSuffix(out, "\n"), "\n") {
			q := []string{main, rebirth, ip}[i]
			var list [][6]any
			if err := json.Unmarshal([]byte(text), &list); err != nil {
				t.Fatal(err)
			}
			found := map[string]bool{}
			for _, r := range list {
				first, last := int64(r[3].(float64)), int64(r[4].(float64))
				stood := slices.ContainsFunc(zones, func(z record.DNSRecord) bool {
					return z.Name == r[0] && z.Type == r[1] && z.Data == r[2] && z.ValidFrom.Unix() <= first && (z.ValidTo.IsZero() || last < z.ValidTo.Unix())
				})
				if last > at.Unix() || first > last || !stood {
					t.Errorf("%s at %v: %v is not in the zones' history or later than the clock", q, at, r)
				}
				found[fmt.Sprint(r[0], r[1], r[2])] = true
			}
			for _, z := range zones {
				if (z.Name == q || z.Data == q && q == ip) && at.Sub(z.ValidFrom) > 48*time.Hour && (z.ValidTo.IsZero() || z.ValidTo.Sub(z.ValidFrom) > 48*time.Hour) && !found[z.Name+z.Type+z.Data] {
					t.Errorf("%s at %v: %s %s %s is missing", q, at, z.Name, z.Type, z.Data)
				}
			}
		}
	}
}
