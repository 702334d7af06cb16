package rangeserver_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/rangeserver"
	"github.com/osint-radar/academy/simulator/record"
)

// The fixture is a dataset of a few hand-made rows whose answers can be
// counted on one's fingers; day(n) is its nth midnight.
func day(n int) time.Time { return time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n) }

const hostile = "\u202Egnp.exe\u202C <script>alert(1)</script> \"'><img src=x onerror=alert(1)>"

type fixture struct {
	accounts   []record.Account
	statuses   []record.Status
	follows    []record.Follow
	favourites []record.Favourite
	media      []record.Media
	sites      []record.Site
	pages      []record.Page
	dns        []record.DNSRecord
	domains    []record.Registration
	networks   []record.Network
	certs      []record.Certificate
	seen       []record.Observation
	bodies     map[string][]byte
}

func picture(t *testing.T, shade uint8) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 8, 8))
	for i := range img.Pix {
		img.Pix[i] = shade
	}
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, img, nil); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func newFixture(t *testing.T) *fixture {
	f := &fixture{bodies: map[string][]byte{}}
	f.accounts = []record.Account{
		{
			ID: "100", Handle: "Alice", DisplayName: "Alice Old", Bio: "Posts about #travel.\nWrite to @carol or see https://blue.example/a?b=1&c=2.", Lang: "en", CreatedAt: day(0),
			Fields:  []record.ProfileField{{Name: "Site", Value: "https://blue.example"}},
			Changes: []record.ProfileChange{{At: day(10), DisplayName: "Alice New"}},
		},
		{ID: "101", Handle: "bob", DisplayName: "Bob", CreatedAt: day(1), SuspendedAt: day(20)},
		{ID: "102", Handle: "carol", DisplayName: hostile, Bio: hostile, CreatedAt: day(2), MovedTo: "100", MovedAt: day(15)},
	}
	for i := range 50 {
		f.accounts = append(f.accounts, record.Account{ID: fmt.Sprint(200 + i), Handle: fmt.Sprintf("follower%02d", i), DisplayName: fmt.Sprintf("Follower %d", i), CreatedAt: day(1)})
		f.follows = append(f.follows, record.Follow{AccountID: fmt.Sprint(200 + i), TargetID: "100", CreatedAt: day(3).Add(time.Duration(i) * time.Hour)})
	}
	f.follows = append(f.follows, record.Follow{AccountID: "101", TargetID: "100", CreatedAt: day(6)}, record.Follow{AccountID: "100", TargetID: "101", CreatedAt: day(7)})
	// Alice: 95 posts, one an hour from day 4; every tenth has a picture and #Lantern.
	for i := range 95 {
		s := record.Status{ID: fmt.Sprint(1000 + i), AccountID: "100", CreatedAt: day(4).Add(time.Duration(i) * time.Hour), Text: fmt.Sprintf("post number %d about seats", i), Lang: "en"}
		if i%10 == 0 {
			id := fmt.Sprint(500 + i)
			s.Text += " #Lantern"
			s.Tags, s.Media = []string{"lantern"}, []string{id}
			body := picture(t, uint8(i))
			f.bodies["microblog/media/"+id+".jpg"] = body
			f.media = append(f.media, record.Media{
				ID: id, File: "microblog/media/" + id + ".jpg", MIME: "image/jpeg", Width: 8, Height: 8, Bytes: int64(len(body)), SHA256: sum(body),
				Description: "grey", VisibleFrom: s.CreatedAt,
			})
		}
		if i == 30 {
			s.DeletedAt = day(12)
		}
		f.statuses = append(f.statuses, s)
	}
	f.statuses = append(f.statuses,
		record.Status{ID: "2000", AccountID: "101", CreatedAt: day(9), Text: "a reply", InReplyTo: "1094"},
		record.Status{ID: "2001", AccountID: "102", CreatedAt: day(9).Add(time.Hour), Text: hostile + " @alice @nobody mail me a@b.example #Lantern", Tags: []string{"lantern"}, Mentions: []string{"100"}, InReplyTo: "2000"},
		record.Status{ID: "2002", AccountID: "102", CreatedAt: day(9).Add(2 * time.Hour), BoostOf: "1000"},
	)
	f.favourites = []record.Favourite{
		{AccountID: "101", StatusID: "1094", CreatedAt: day(9)}, {AccountID: "102", StatusID: "1094", CreatedAt: day(10)}, {AccountID: "200", StatusID: "1094", CreatedAt: day(11)},
	}
	f.sites = []record.Site{{Host: "blue.example", Title: "Blue"}, {Host: "ngo.test", Title: "NGO"}}
	page := func(id, host, path, file, body string, from, gone time.Time) {
		f.bodies[file] = []byte(body)
		f.pages = append(f.pages, record.Page{ID: id, Host: host, Path: path, File: file, MIME: "text/html; charset=utf-8", Bytes: int64(len(body)), SHA256: sum([]byte(body)), VisibleFrom: from, GoneAt: gone})
	}
	page("1", "blue.example", "/", "web/blue.example/index-1.html", "<p>first SYNTHETIC TRAINING DATA", day(2), day(10))
	page("2", "blue.example", "/", "web/blue.example/index-2.html", "<p>second SYNTHETIC TRAINING DATA", day(10), time.Time{})
	page("3", "blue.example", "/prices.html", "web/blue.example/prices.html", "<p>prices SYNTHETIC TRAINING DATA", day(3), day(8))
	page("4", "ngo.test", "/", "web/ngo.test/index.html", "<p>help SYNTHETIC TRAINING DATA", day(0), time.Time{})
	rr := func(name, kind, data string, from, to time.Time) {
		f.dns = append(f.dns, record.DNSRecord{ID: fmt.Sprint(len(f.dns) + 1), Name: name, Type: kind, TTL: 3600, Data: data, ValidFrom: from, ValidTo: to})
	}
	rr("example", "SOA", "ns1.registry.test hostmaster.registry.test 1 7200 900 1209600 300", day(-900), time.Time{})
	rr("blue.example", "SOA", "ns1.registry.test hostmaster.blue.example 7 7200 900 1209600 300", day(1), day(25))
	rr("blue.example", "A", "192.0.2.7", day(1), day(25))
	rr("www.blue.example", "CNAME", "blue.example", day(1), day(25))
	rr("ngo.test", "A", "192.0.2.7", day(-100), time.Time{})
	rr("7.2.0.192.in-addr.arpa", "PTR", "web7.host.example", day(-100), time.Time{})
	rr("blue.example", "MX", "10 mail.blue.example", day(1), day(25))
	for i := range 30 {
		rr("big.test", "TXT", fmt.Sprintf(`"%02d%s"`, i, strings.Repeat("x", 60)), day(-100), time.Time{})
	}
	reg := record.Registration{
		ID: "1", Domain: "blue.example", Handle: "D1-TEST", Registrar: "Delta Names", IANAID: "9901", AbuseEmail: "abuse@delta.example",
		Registrant: record.Contact{Handle: "C1-TEST", Name: "Fener Dal", Email: "fener@mail.example", Phone: "+999 55 0100", Country: "XK"},
		Registered: day(1), Updated: day(1), Expires: day(366), NameServers: []string{"ns1.registry.test"}, Status: []string{"active"}, ValidFrom: day(1), ValidTo: day(25),
	}
	held := reg
	held.ID, held.Status, held.ValidFrom, held.ValidTo = "2", []string{"client hold"}, day(25), time.Time{}
	second := reg
	second.ID, second.Domain, second.Handle, second.ValidFrom, second.ValidTo = "3", "rebirth.example", "D2-TEST", day(26), time.Time{}
	f.domains = []record.Registration{reg, held, second}
	f.networks = []record.Network{{
		ID: "1", Prefix: "192.0.2.0/24", Handle: "NET-1", Name: "BIGHOST", ASN: 64500, ASName: "BIG-AS", Country: "XA", Registered: day(-1000),
		Holder: record.Contact{Handle: "H1-TEST", Name: "Big Hosting desk", Org: "Big Hosting", Email: "abuse@big.example"},
	}}
	cert := func(id int64, logged time.Time, valid int, names ...string) {
		at := func(t time.Time) record.LogTime { return record.LogTime{Time: t} }
		f.certs = append(f.certs, record.Certificate{
			IssuerCAID: 7, IssuerName: "C=XA, O=Seal, CN=Seal 1", CommonName: names[0], NameValue: strings.Join(names, "\n"), ID: id, SerialNumber: fmt.Sprintf("04%030x", id),
			EntryTimestamp: at(logged.Add(500 * time.Millisecond)), NotBefore: at(logged), NotAfter: at(logged.AddDate(0, 0, valid)), ResultCount: len(names) + 1,
		})
	}
	cert(11, day(-50), 20, "ngo.test")
	cert(12, day(-40), 90, "*.ngo.test", "ngo.test")
	cert(13, day(2), 90, "blue.example", "www.blue.example")
	cert(14, day(26), 90, "blue.example", "rebirth.example", "www.blue.example")
	seen := func(name, kind, data string, first time.Time, pace time.Duration, count int64) {
		f.seen = append(f.seen, record.Observation{
			RRName: name, RRType: kind, RData: data, Bailiwick: name, TimeFirst: first.Unix(), TimeLast: first.Add(time.Duration(count-1) * pace).Unix(), Count: count,
		})
	}
	seen("blue.example", "A", "192.0.2.7", day(2), 12*time.Hour, 9)  // to day 6
	seen("blue.example", "A", "192.0.2.9", day(7), 24*time.Hour, 11) // to day 17
	seen("blue.example", "A", "192.0.2.7", day(18), 24*time.Hour, 6) // back again, to day 23
	seen("blue.example", "MX", "10 mail.blue.example", day(3), time.Hour, 1)
	seen("ngo.test", "A", "192.0.2.7", day(-99), 24*time.Hour, 129)
	return f
}

// write makes the dataset.
func (f *fixture) write(t *testing.T) string {
	t.Helper()
	dir := t.TempDir() + "/team-a"
	w, err := dataset.Begin(dir)
	if err != nil {
		t.Fatal(err)
	}
	lines(t, w, "microblog/accounts.jsonl", f.accounts)
	lines(t, w, "microblog/statuses.jsonl", f.statuses)
	lines(t, w, "microblog/follows.jsonl", f.follows)
	lines(t, w, "microblog/favourites.jsonl", f.favourites)
	lines(t, w, "microblog/media.jsonl", f.media)
	lines(t, w, "web/sites.jsonl", f.sites)
	lines(t, w, "web/pages.jsonl", f.pages)
	lines(t, w, "infra/dns.jsonl", f.dns)
	lines(t, w, "infra/registrations.jsonl", f.domains)
	lines(t, w, "infra/networks.jsonl", f.networks)
	lines(t, w, "infra/ct.jsonl", f.certs)
	lines(t, w, "infra/pdns.jsonl", f.seen)
	for path, body := range f.bodies {
		if _, err := w.Put(path, "x", body); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Seal(dataset.TruthFile, func(out io.Writer) error { _, err := io.WriteString(out, "none"); return err }); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Finish(dataset.Manifest{
		Scenario: "fixture", Variant: "team-a", Scale: 1000, Simulator: "1.0.0", Clock: dataset.Clock{Start: day(0), End: day(30)}, SeedStrength: "test",
		Truth: dataset.Sealed{Path: dataset.TruthFile, Sealed: true, Recipients: []string{}},
	}); err != nil {
		t.Fatal(err)
	}
	return dir
}

func lines[T any](t *testing.T, w *dataset.Writer, path string, rows []T) {
	t.Helper()
	file, err := w.Create(path, "x")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if err := file.JSON(r); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := file.Close(); err != nil {
		t.Fatal(err)
	}
}

// lab is a running range whose clock the test sets.
type lab struct {
	t     *testing.T
	rg    *rangeserver.Range
	ends  rangeserver.Endpoints
	state string
	team  string
	logs  *bytes.Buffer
}

var wall = time.Date(2027, 1, 18, 9, 0, 0, 0, time.UTC)

// start serves datasets to teams of the datasets' variants.
func start(t *testing.T, dirs ...string) *lab {
	t.Helper()
	data, err := rangeserver.Open(dirs...)
	if err != nil {
		t.Fatal(err)
	}
	logs := new(bytes.Buffer)
	cfg := rangeserver.Config{State: t.TempDir(), Now: func() time.Time { return wall }, Log: slog.New(slog.NewTextHandler(logs, nil))}
	for _, d := range data {
		cfg.Teams = append(cfg.Teams, rangeserver.Team{Name: d.Variant, Data: d})
	}
	ctx, cancel := context.WithCancel(context.Background())
	rg, err := rangeserver.Start(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		if err := rg.Close(); err != nil {
			t.Error(err)
		}
		if logs.Len() > 0 {
			t.Errorf("the range complained: %s", logs)
		}
	})
	l := &lab{t: t, rg: rg, state: cfg.State, team: data[0].Variant, logs: logs}
	l.ends, _ = rg.Endpoints(l.team)
	return l
}

// at stops the clock at a scenario time.
func (l *lab) at(scenario time.Time) {
	l.t.Helper()
	if err := l.rg.SetClock(l.team, []rangeserver.Segment{{Wall: wall, Scenario: scenario}}); err != nil {
		l.t.Fatal(err)
	}
}

// reply is an answer of the range as a test looks at it.
type reply struct {
	status int
	body   string
	header http.Header
}

// get asks an address without following redirects.
func (l *lab) get(address string) reply { return l.do(http.MethodGet, address, nil) }

func (l *lab) do(method, address string, body io.Reader, header ...string) reply {
	l.t.Helper()
	req, err := http.NewRequestWithContext(l.t.Context(), method, address, body)
	if err != nil {
		l.t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	c := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := c.Do(req)
	if err != nil {
		l.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		l.t.Fatal(err)
	}
	return reply{resp.StatusCode, string(b), resp.Header}
}

// json asks the API and decodes its answer, which must be 200.
func (l *lab) json(path string, v any) http.Header {
	l.t.Helper()
	r := l.get(l.ends.Mastodon + path)
	if r.status != http.StatusOK {
		l.t.Fatalf("%s: %d %s", path, r.status, r.body)
	}
	if err := json.Unmarshal([]byte(r.body), v); err != nil {
		l.t.Fatalf("%s: %v in %s", path, err, r.body)
	}
	return r.header
}

// ids are those of a list of API objects.
func (l *lab) ids(path string) []string {
	l.t.Helper()
	var list []struct {
		ID string `json:"id"`
	}
	l.json(path, &list)
	out := []string{}
	for _, x := range list {
		out = append(out, x.ID)
	}
	return out
}

func equal(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}
