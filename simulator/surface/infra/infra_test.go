package infra_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/surface/infra"
	"github.com/osint-radar/academy/simulator/world"
)

var (
	start     = time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC)
	suspended = start.AddDate(0, 0, 40)
)

func testWorld() *world.World {
	owner := world.Contact{Name: "Nadir Holm", Email: "n.holm@quietbox.example", Phone: "+447700900777", Country: "XB"}
	return &world.World{
		Scenario: "blue-lantern", Variant: "team-a", Scale: 1000, Start: start, End: start.AddDate(0, 0, 100),
		Key: stream.NewKey([16]byte{7}),
		Networks: []world.Network{
			{Ref: "network:n1", Prefix: netip.MustParsePrefix("203.0.113.0/26"), ASN: 64500, Name: "Pier Nine Hosting", Org: world.Contact{Name: "NOC", Org: "Pier Nine", Email: "noc@pier-nine.example", Country: "XC"}},
		},
		Hosts: []world.Host{
			{Ref: "host:h1", Addr: netip.MustParseAddr("203.0.113.20"), PTR: "srv20.pier-nine.example", Network: "network:n1"},
			{Ref: "host:h2", Addr: netip.MustParseAddr("203.0.113.33"), PTR: "srv33.pier-nine.example", Network: "network:n1"},
		},
		Domains: []world.Domain{
			{
				Ref: "domain:main", Name: "blue-lantern.example", Registrant: owner, Registrar: "Delta Names",
				Registered: start.AddDate(0, -2, 0), Expires: start.AddDate(0, 10, 0), NameServers: []string{"ns1.pier-nine.example", "ns2.pier-nine.example"},
				Hosting: []world.Hosting{
					{Host: "host:h1", From: start.AddDate(0, -2, 0), Until: start.AddDate(0, 0, 10)},
					{Host: "host:h2", From: start.AddDate(0, 0, 10)},
				},
				Mail: "mail.blue-lantern.example", Text: []string{"v=spf1 mx -all"}, Until: suspended,
			},
			{
				Ref: "domain:rebirth", Name: "lantern-again.example", Registrant: owner, Registrar: "Delta Names",
				Registered: suspended.AddDate(0, 0, 2), Expires: suspended.AddDate(1, 0, 2), NameServers: []string{"ns1.pier-nine.example"},
				Hosting: []world.Hosting{{Host: "host:h2", From: suspended.AddDate(0, 0, 2)}},
			},
		},
		Sites: []world.Site{{Ref: "site:ngo", Host: "help.casa-ponte.example", Kind: "ngo", Title: "Casa Ponte"}},
	}
}

func emit(t *testing.T, w *world.World) (*dataset.Writer, string) {
	t.Helper()
	dir := t.TempDir()
	out := dataset.NewWriter(dir)
	if err := (infra.Surface{}).Emit(t.Context(), w, 0, out); err != nil {
		t.Fatal(err)
	}
	return out, dir
}

func read[T any](t *testing.T, dir, file string) []T {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	var rows []T
	for sc := bufio.NewScanner(bytes.NewReader(b)); sc.Scan(); {
		var row T
		dec := json.NewDecoder(bytes.NewReader(sc.Bytes()))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&row); err != nil {
			t.Fatalf("%s: %v in %s", file, err, sc.Text())
		}
		rows = append(rows, row)
	}
	return rows
}

func at(rows []record.DNSRecord, name, kind string, t time.Time) []string {
	var data []string
	for _, r := range rows {
		if r.Name == name && (kind == "" || r.Type == kind) && !r.ValidFrom.After(t) && (r.ValidTo.IsZero() || t.Before(r.ValidTo)) {
			data = append(data, r.Data)
		}
	}
	return data
}

// Every row is a resource record to an independent parser of zone files.
func TestRecordsParse(t *testing.T) {
	_, dir := emit(t, testWorld())
	rows := read[record.DNSRecord](t, dir, "infra/dns.jsonl")
	ids := map[string]bool{}
	for _, r := range rows {
		data := r.Data
		switch r.Type {
		case "NS", "MX", "CNAME", "PTR":
			data += "."
		case "SOA":
			f := strings.Fields(data)
			f[0], f[1] = f[0]+".", f[1]+"."
			data = strings.Join(f, " ")
		}
		if _, err := dns.NewRR(fmt.Sprintf("%s. %d IN %s %s", r.Name, r.TTL, r.Type, data)); err != nil {
			t.Errorf("%+v: %v", r, err)
		}
		if ids[r.ID] {
			t.Errorf("id %s twice", r.ID)
		}
		ids[r.ID] = true
		if r.TTL == 0 || (!r.ValidTo.IsZero() && !r.ValidTo.After(r.ValidFrom)) {
			t.Errorf("%+v: no time to live or no time to stand", r)
		}
	}
}

func TestEveryAddressHasItsNetwork(t *testing.T) {
	_, dir := emit(t, testWorld())
	networks := read[record.Network](t, dir, "infra/networks.jsonl")
	n := 0
	for _, r := range read[record.DNSRecord](t, dir, "infra/dns.jsonl") {
		if r.Type != "A" && r.Type != "AAAA" {
			continue
		}
		n++
		addr := netip.MustParseAddr(r.Data)
		if (r.Type == "A") != addr.Is4() {
			t.Errorf("%s %s", r.Type, r.Data)
		}
		in := 0
		for _, x := range networks {
			if netip.MustParsePrefix(x.Prefix).Contains(addr) {
				in++
			}
		}
		if in != 1 {
			t.Errorf("%s is in %d networks", addr, in)
		}
	}
	if n < 100 {
		t.Errorf("%d address records", n)
	}
}

// Every name that a record or registration points at has an address.
func TestTargetsResolve(t *testing.T) {
	w := testWorld()
	_, dir := emit(t, w)
	rows := read[record.DNSRecord](t, dir, "infra/dns.jsonl")
	end := w.End.Add(-time.Hour)
	for _, r := range rows {
		if !r.ValidTo.IsZero() {
			continue
		}
		var target string
		switch r.Type {
		case "NS", "CNAME", "PTR":
			target = r.Data
		case "MX":
			_, target, _ = strings.Cut(r.Data, " ")
		default:
			continue
		}
		// A suspended provider takes its names with it; the register still lists them.
		if registered(rows, target, end) && len(at(rows, target, "A", end))+len(at(rows, target, "AAAA", end)) == 0 {
			t.Errorf("%s %s %s: no address for the target", r.Name, r.Type, r.Data)
		}
	}
	for _, host := range []string{"chatterly.test", "help.casa-ponte.example"} {
		if len(at(rows, host, "A", end)) != 1 {
			t.Errorf("%s has no address", host)
		}
	}
}

func registered(rows []record.DNSRecord, host string, t time.Time) bool {
	labels := strings.Split(host, ".")
	return len(at(rows, strings.Join(labels[max(len(labels)-2, 0):], "."), "SOA", t)) > 0
}

func TestSuspensionAndMove(t *testing.T) {
	_, dir := emit(t, testWorld())
	rows := read[record.DNSRecord](t, dir, "infra/dns.jsonl")
	const main = "blue-lantern.example"
	for _, c := range []struct {
		t    time.Time
		want string
	}{
		{start.AddDate(0, -3, 0), ""}, // not yet registered
		{start, "203.0.113.20"},
		{start.AddDate(0, 0, 10), "203.0.113.33"},
		{suspended.Add(-time.Second), "203.0.113.33"},
		{suspended, ""},
	} {
		if got := strings.Join(at(rows, main, "A", c.t), " "); got != c.want {
			t.Errorf("%s at %s: %q, want %q", main, c.t, got, c.want)
		}
	}
	for _, name := range []string{main, "www." + main, "mail." + main} {
		if left := at(rows, name, "", suspended); len(left) > 0 {
			t.Errorf("%s after the suspension: %v", name, left)
		}
	}
	if len(at(rows, "example", "SOA", suspended)) != 1 {
		t.Error("no SOA to carry the negative answer")
	}
	var states []record.Registration
	for _, r := range read[record.Registration](t, dir, "infra/registrations.jsonl") {
		if r.Domain == main {
			states = append(states, r)
		}
	}
	if len(states) != 2 || !states[0].ValidTo.Equal(suspended) || !states[1].ValidFrom.Equal(suspended) ||
		!slices.Contains(states[1].Status, "client hold") || slices.Contains(states[0].Status, "client hold") ||
		!states[1].Updated.Equal(suspended) || states[1].Registrant != states[0].Registrant {
		t.Errorf("states: %+v", states)
	}
}

// Words of RFC 8056, section 2; "active" stands alone (RFC 5731, section 2.3).
func TestRegistrationsAreWellFormed(t *testing.T) {
	_, dir := emit(t, testWorld())
	known := []string{"active", "client hold", "client transfer prohibited"}
	handles := map[string]string{}
	for _, r := range read[record.Registration](t, dir, "infra/registrations.jsonl") {
		for _, s := range r.Status {
			if !slices.Contains(known, s) || (s == "active" && len(r.Status) > 1) {
				t.Errorf("%s: status %v", r.Domain, r.Status)
			}
		}
		if d, seen := handles[r.Handle]; seen && d != r.Domain {
			t.Errorf("handle %s for %s and %s", r.Handle, d, r.Domain)
		}
		handles[r.Handle] = r.Domain
		if r.Updated.Before(r.Registered) || !r.Expires.After(r.ValidFrom) || r.Updated.After(r.ValidFrom) && r.Updated.After(start) {
			t.Errorf("%s: registered %s, updated %s, expires %s, valid from %s", r.Domain, r.Registered, r.Updated, r.Expires, r.ValidFrom)
		}
	}
	if len(handles) < 64 {
		t.Errorf("%d domains", len(handles))
	}
}

// What could mark an offender occurs among the benign as well.
func TestNothingMarksTheOffenderAlone(t *testing.T) {
	_, dir := emit(t, testWorld())
	planted := []string{"blue-lantern.example", "lantern-again.example"}
	proxy, held, owners, fresh := map[string]bool{}, 0, map[string]map[string]bool{}, 0
	for _, r := range read[record.Registration](t, dir, "infra/registrations.jsonl") {
		if slices.Contains(planted, r.Domain) {
			continue
		}
		if r.Registrant.Name == "Registration Private" {
			proxy[r.Domain] = true
		} else {
			if owners[r.Registrant.Email] == nil {
				owners[r.Registrant.Email] = map[string]bool{}
			}
			owners[r.Registrant.Email][r.Domain] = true
		}
		if slices.Contains(r.Status, "client hold") {
			held++
		}
		if r.Registered.After(start) && r.ValidFrom.Equal(r.Registered) {
			fresh++
		}
	}
	several := 0
	for _, d := range owners {
		if len(d) > 1 {
			several++
		}
	}
	on := map[string]map[string]bool{}
	for _, r := range read[record.DNSRecord](t, dir, "infra/dns.jsonl") {
		if r.Type == "A" && !slices.Contains(planted, r.Name) {
			if on[r.Data] == nil {
				on[r.Data] = map[string]bool{}
			}
			on[r.Data][r.Name] = true
		}
	}
	if len(proxy) < 4 || held < 2 || several < 3 || fresh < 5 {
		t.Errorf("%d behind a privacy service, %d on hold, %d owners of several, %d fresh", len(proxy), held, several, fresh)
	}
	for _, addr := range []string{"203.0.113.20", "203.0.113.33"} {
		if len(on[addr]) < 4 {
			t.Errorf("%s has %d innocent names", addr, len(on[addr]))
		}
	}
}

func TestBindings(t *testing.T) {
	out, dir := emit(t, testWorld())
	rows := map[string]record.DNSRecord{}
	for _, r := range read[record.DNSRecord](t, dir, "infra/dns.jsonl") {
		rows["infra/dns.jsonl#"+r.ID] = r
	}
	for ref, want := range map[string][]string{
		"dns:main/A":           {"203.0.113.20", "203.0.113.33"},
		"dns:main/A/h1":        {"203.0.113.20"},
		"dns:rebirth/A/h2":     {"203.0.113.33"},
		"dns:main/MX":          {"10 mail.blue-lantern.example"},
		"dns:main/CNAME":       {"blue-lantern.example"},
		"dns:rebirth/NS":       {"ns1.pier-nine.example"},
		"host:h1":              {"203.0.113.20", "srv20.pier-nine.example"},
		"registration:main":    nil,
		"registration:rebirth": nil,
		"network:n1":           nil,
		"domain:main":          nil,
	} {
		b, ok := out.Bound(ref)
		if !ok || len(b.Records) == 0 {
			t.Errorf("%s is not bound", ref)
			continue
		}
		var got []string
		for _, r := range b.Records {
			got = append(got, rows[r].Data)
		}
		slices.Sort(got)
		if want != nil && !slices.Equal(got, want) {
			t.Errorf("%s is bound to %v, want %v", ref, got, want)
		}
	}
	main, _ := out.Bound("registration:main")
	if len(main.Records) != 2 || main.VisibleFrom != start.AddDate(0, -2, 0).Unix() {
		t.Errorf("registration:main: %+v", main)
	}
	if h, _ := out.Bound("host:h2"); len(h.Selectors) != 1 || h.Selectors[0].Kind != "ip" || h.Selectors[0].Value != "203.0.113.33" {
		t.Errorf("host:h2: %+v", h.Selectors)
	}
	if d, _ := out.Bound("domain:main"); len(d.Selectors) != 1 || d.Selectors[0].Value != "blue-lantern.example" {
		t.Errorf("domain:main: %+v", d.Selectors)
	}
}

var (
	email = regexp.MustCompile(`[\w.+-]+@[\w.-]+`)
	phone = regexp.MustCompile(`"phone":"([^"]*)"`)
)

func TestOnlyReservedIdentifiers(t *testing.T) {
	_, dir := emit(t, testWorld())
	b, err := os.ReadFile(filepath.Join(dir, "infra/registrations.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range email.FindAllString(string(b), -1) {
		if !strings.HasSuffix(e, ".example") && !strings.HasSuffix(e, ".test") {
			t.Errorf("e-mail %s", e)
		}
	}
	fiction := regexp.MustCompile(`^\+44\.(1632960|7700900)\d{3}$`)
	story := 0
	for _, p := range phone.FindAllStringSubmatch(string(b), -1) {
		if !fiction.MatchString(p[1]) {
			t.Errorf("phone %s", p[1])
		}
		if p[1] == "+44.7700900777" {
			story++
		}
	}
	if story != 3 {
		t.Errorf("the story's number is in %d rows, want its own 3", story)
	}
	for _, r := range read[record.DNSRecord](t, dir, "infra/dns.jsonl") {
		if top := r.Name[strings.LastIndexByte(r.Name, '.')+1:]; top != "example" && top != "test" && top != "arpa" {
			t.Errorf("name %s", r.Name)
		}
	}
}

func TestDeterminismAndIndependence(t *testing.T) {
	out1, _ := emit(t, testWorld())
	out2, dir2 := emit(t, testWorld())
	if !slices.EqualFunc(out1.Files(), out2.Files(), func(a, b dataset.FileInfo) bool { return a.SHA256 == b.SHA256 && a.Path == b.Path }) {
		t.Error("two emissions differ")
	}
	// One more planted domain leaves every other benign registration's owner alone.
	w := testWorld()
	extra := w.Domains[1]
	extra.Ref, extra.Name = "domain:third", "third-lantern.example"
	w.Domains = append(w.Domains, extra)
	_, dir3 := emit(t, w)
	before := map[string]string{}
	for _, r := range read[record.Registration](t, dir2, "infra/registrations.jsonl") {
		before[r.ID] = r.Domain + r.Registrant.Email
	}
	for _, r := range read[record.Registration](t, dir3, "infra/registrations.jsonl") {
		if r.Domain != extra.Name && before[r.ID] != r.Domain+r.Registrant.Email {
			t.Errorf("%s changed", r.Domain)
		}
	}
	other := testWorld()
	other.Key = stream.NewKey([16]byte{8})
	out4, _ := emit(t, other)
	if out4.Files()[0].SHA256 == out1.Files()[0].SHA256 {
		t.Error("another key gives the same bytes")
	}
}

func TestBadPlansAreRefused(t *testing.T) {
	for name, spoil := range map[string]func(*world.World){
		"no host":         func(w *world.World) { w.Domains[0].Hosting[0].Host = "host:none" },
		"documentation":   func(w *world.World) { w.Hosts[0].Addr = netip.MustParseAddr("8.8.8.8") },
		".example":        func(w *world.World) { w.Domains[0].Name = "blue-lantern.com" },
		"reserved name":   func(w *world.World) { w.Domains[0].Registrant.Email = "a@b.org" },
		"is there twice":  func(w *world.World) { w.Domains[1].Name = w.Domains[0].Name },
		"is not reserved": func(w *world.World) { w.Networks[0].ASN = 3320 },
		"203.0.113.0/26":  func(w *world.World) { w.Hosts[0].Addr = netip.MustParseAddr("203.0.113.200") },
		"no network":      func(w *world.World) { w.Hosts[0].Network = "network:none" },
		"ns.evil.com":     func(w *world.World) { w.Domains[0].NameServers = []string{"ns.evil.com"} },
	} {
		w := testWorld()
		spoil(w)
		err := (infra.Surface{}).Emit(t.Context(), w, 0, dataset.NewWriter(t.TempDir()))
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
