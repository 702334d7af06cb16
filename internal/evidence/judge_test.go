package evidence_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/evidence"
	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/internal/training"
)

var noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

func sum(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

// log is a served log in memory: what a body was served as.
func log(rows map[string]evidence.Served) evidence.Log {
	return evidence.Log{
		BySum: func(digest string) []evidence.Served {
			for body, s := range rows {
				if sum(body) == digest {
					return []evidence.Served{s}
				}
			}
			return nil
		},
		ByURL: func(address string) []evidence.Served {
			for _, s := range rows {
				if s.URL == address {
					return []evidence.Served{s}
				}
			}
			return nil
		},
	}
}

const (
	page   = "<!doctype html><title>Seats</title><p>Sunday, two seats left.</p>"
	theirs = "<!doctype html><title>Seats</title><p>Monday, one seat left.</p>"
	addr   = "http://blue-lantern.example/"
)

func claim() evidence.Claim {
	own := evidence.Served{Team: "team-a", Surface: "web", URL: addr, Record: "web/pages.jsonl#7", Scenario: noon}
	other := own
	other.Team = "team-b"
	return evidence.Claim{
		Name: "page.html", SourceURL: addr, CapturedAt: noon.Add(time.Minute),
		Own:    log(map[string]evidence.Served{page: own}),
		Others: log(map[string]evidence.Served{theirs: other, page: other}),
		VisibleFrom: func(record string) (time.Time, bool) {
			return noon.Add(-time.Hour), record == "web/pages.jsonl#7"
		},
	}
}

func judge(body string, c evidence.Claim) (evidence.Item, error) {
	return evidence.Judge(strings.NewReader(body), int64(len(body)), c)
}

// Each rule of formats.md §5, in its order.
func TestVerdicts(t *testing.T) {
	parent := &evidence.Parent{Ref: "e4", Verdict: training.VerifiedAsServed}
	for _, c := range []struct {
		name, body string
		edit       func(*evidence.Claim)
		want       training.Verdict
		says       string
	}{
		{"as served", page, func(*evidence.Claim) {}, training.VerifiedAsServed, "exactly what the range served"},
		{"as served, no address", page, func(c *evidence.Claim) { c.SourceURL = "" }, training.VerifiedAsServed, addr},
		{"another team's", theirs, func(*evidence.Claim) {}, training.ServedToOtherTeam, "another team"},
		{"another team's, though early", theirs, func(c *evidence.Claim) { c.CapturedAt = noon.AddDate(0, -1, 0) }, training.ServedToOtherTeam, "another team"},
		{"before release", page, func(c *evidence.Claim) { c.CapturedAt = noon.Add(-2 * time.Hour) }, training.BeforeRelease, "2026-03-14 11:00:00 UTC"},
		{"at release", page, func(c *evidence.Claim) { c.CapturedAt = noon.Add(-time.Hour) }, training.VerifiedAsServed, ""},
		{"time not stated", page, func(c *evidence.Claim) { c.CapturedAt = time.Time{} }, training.VerifiedAsServed, ""},
		{"one character changed", strings.Replace(page, "two", "ten", 1), func(*evidence.Claim) {}, training.Altered, "not these bytes"},
		{"changed and early", page + " ", func(c *evidence.Claim) { c.CapturedAt = noon.Add(-2 * time.Hour) }, training.BeforeRelease, ""},
		{"screenshot with its parent", "\x89PNG\r\n\x1a\nxxxx", func(c *evidence.Claim) { c.Name, c.Parent = "shot.png", parent }, training.Derived, "e4, whose verdict is verified_as_served"},
		{"screenshot without", "\x89PNG\r\n\x1a\nxxxx", func(c *evidence.Claim) { c.Name, c.SourceURL = "shot.png", "" }, training.NotOurs, "name the item it was made from"},
		{"from elsewhere", "hello", func(c *evidence.Claim) { c.Name, c.SourceURL = "a.txt", "http://elsewhere.example/" }, training.NotOurs, ""},
	} {
		cl := claim()
		c.edit(&cl)
		got, err := judge(c.body, cl)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got.Verdict != c.want || !strings.Contains(got.Detail, c.says) || got.SHA256 != sum(c.body) {
			t.Errorf("%s: %+v, want %s saying %q", c.name, got, c.want, c.says)
		}
		if (got.Record != "") != (c.want != training.NotOurs && c.want != training.Derived) {
			t.Errorf("%s: record %q", c.name, got.Record)
		}
	}
}

// What the desk handed out is known like what the range served, and no record says
// since when it could be had.
func TestFilesOfTheDesk(t *testing.T) {
	const (
		table = "number,account\n1,@x\n"
		other = "number,account\n1,@y\n"
		from  = "/exercises/r1/brief/posts.csv"
	)
	own := evidence.Served{Team: "team-a", Surface: "case", URL: from, Record: "case/posts.csv", Scenario: noon.Add(time.Hour), Since: noon}
	for _, c := range []struct {
		name, body string
		edit       func(*evidence.Claim)
		want       training.Verdict
		says       string
	}{
		{"as it was fetched", table, func(*evidence.Claim) {}, training.VerifiedAsServed, "exactly what the desk served to your team: " + from + ", first at 2026-03-14 13:00:00 UTC"},
		{"without an address", table, func(c *evidence.Claim) { c.SourceURL = "" }, training.VerifiedAsServed, from},
		{"before it was there", table, func(c *evidence.Claim) { c.CapturedAt = noon.Add(-time.Minute) }, training.BeforeRelease, "it was not at your desk before 2026-03-14 12:00:00 UTC"},
		{"another team's", other, func(*evidence.Claim) {}, training.ServedToOtherTeam, "from your own desk"},
		{"saved again", strings.ReplaceAll(table, "\n", "\r\n"), func(*evidence.Claim) {}, training.Altered, "The desk served " + from},
		{"from elsewhere", "1,2\n", func(c *evidence.Claim) { c.SourceURL = "" }, training.NotOurs, "Neither the range nor the desk"},
	} {
		cl := claim()
		cl.Name, cl.SourceURL, cl.Own, cl.Others = "posts.csv", from, log(map[string]evidence.Served{table: own}), log(map[string]evidence.Served{other: own})
		c.edit(&cl)
		got, err := judge(c.body, cl)
		if err != nil || got.Verdict != c.want || !strings.Contains(got.Detail, c.says) {
			t.Errorf("%s: %+v, %v; want %s saying %q", c.name, got, err, c.want, c.says)
		}
	}
}

// A time of capture is as wide as the digits that were left out of it: it is too
// early only where all of it lies before the release.
func TestCaptureToTheMinute(t *testing.T) {
	release := time.Date(2026, 3, 14, 11, 0, 30, 250_000_000, time.UTC)
	for _, c := range []struct {
		captured string
		want     training.Verdict
	}{
		{"2026-03-14T11:00:00Z", training.VerifiedAsServed}, // the post's own minute
		{"2026-03-14T10:59:00Z", training.BeforeRelease},
		{"2026-03-14T11:00:30Z", training.VerifiedAsServed}, // its own second
		{"2026-03-14T11:00:29Z", training.BeforeRelease},
		{"2026-03-14T11:00:30.25Z", training.VerifiedAsServed},
		{"2026-03-14T11:00:30.249Z", training.BeforeRelease},
		{"2026-03-14T11:00:30.249999Z", training.BeforeRelease},
		{"2026-03-14T11:00:30.249999999Z", training.BeforeRelease},
		{"2026-03-14T12:00:00+01:00", training.VerifiedAsServed},
	} {
		cl := claim()
		cl.VisibleFrom = func(string) (time.Time, bool) { return release, true }
		var err error
		if cl.CapturedAt, err = time.Parse(time.RFC3339Nano, c.captured); err != nil {
			t.Fatal(err)
		}
		got, err := judge(page, cl)
		if err != nil || got.Verdict != c.want {
			t.Errorf("%s: %s %v, want %s", c.captured, got.Verdict, err, c.want)
		}
	}
	// A release on the minute: the minute before it is too early to its last moment.
	cl := claim()
	cl.CapturedAt = noon.Add(-time.Hour - time.Minute)
	if got, err := judge(page, cl); err != nil || got.Verdict != training.BeforeRelease {
		t.Errorf("the minute before: %s %v", got.Verdict, err)
	}
}

func TestTypes(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"a.jpg", "\xff\xd8\xff\xe0", "image/jpeg"},
		{"a", "\x89PNG\r\n\x1a\n", "image/png"},
		{"a.webp", "RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"},
		{"a.pdf", "%PDF-1.7\n", "application/pdf"},
		{"a.mp4", "\x00\x00\x00\x18ftypmp42", "video/mp4"},
		{"a.html", "\ufeff\n<!DOCTYPE html>", "text/html"},
		{"a.html", "<p>a fragment", "text/html"},
		{"a.txt", "; <<>> DiG", "text/plain"},
		{"a.csv", "a,b\n", "text/csv"},
		{"a.json", " [1]", "application/json"},
		{"a.txt", strings.Repeat("é", 4000), "text/plain"},
		{"a.warc", "WARC/1.0\r\n", "application/warc"},
		{"case.tar", strings.Repeat("\x00", 257) + "ustar\x0000", "application/x-tar"},
	} {
		got, err := evidence.Sniff(strings.NewReader(c.body), int64(len(c.body)), c.name)
		if err != nil || got != c.want {
			t.Errorf("%s %.20q: %q %v, want %s", c.name, c.body, got, err, c.want)
		}
	}
	for _, c := range []struct{ name, body string }{
		{"a.exe", "MZ\x90\x00"},
		{"a.jpg", "plain text"},
		{"a.txt", "\x89PNG\r\n\x1a\n"},
		{"a.txt", "a\x00b"},
		{"a.txt", "\xff\xfe"},
		{"a.zip", "PK\x03\x04"},
		{"a.gz", "\x1f\x8b\x08\x00"},
		{"a.svg", "<svg xmlns='x'\x00"},
	} {
		if got, err := evidence.Sniff(strings.NewReader(c.body), int64(len(c.body)), c.name); !errors.Is(err, training.ErrInvalid) {
			t.Errorf("%s %.20q: %q %v, want it refused", c.name, c.body, got, err)
		}
	}
	if _, err := judge("", claim()); !errors.Is(err, training.ErrInvalid) {
		t.Errorf("empty: %v", err)
	}
}

// huge is a file of zeros that nobody stores.
type huge struct{}

func (huge) ReadAt(p []byte, _ int64) (int, error) { clear(p); return len(p), nil }

func TestTooLarge(t *testing.T) {
	if _, err := evidence.Judge(huge{}, 2<<30, claim()); !errors.Is(err, training.ErrTooLarge) || !strings.Contains(err.Error(), "1 GiB") {
		t.Errorf("2 GiB: %v", err)
	}
}

func say(t *testing.T, w io.Writer, text string) {
	t.Helper()
	if _, err := io.WriteString(w, text); err != nil {
		t.Error(err)
	}
}

// wget, the real program, writes WARC files of a server's answers: chunked,
// gzip on the wire, a picture, a missing page.
func TestWgetWARC(t *testing.T) {
	wget := toolbin.Find(t, "wget")
	picture := "\xff\xd8\xff\xe0" + strings.Repeat("picture", 500)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			w.Header().Set("Content-Type", "text/html")
			for i := 0; i < len(page); i += 20 {
				say(t, w, page[i:min(i+20, len(page))])
				w.(http.Flusher).Flush() // several chunks
			}
		case "/packed":
			w.Header().Set("Content-Encoding", "gzip")
			say(t, w, zipped(page))
		case "/a.jpg":
			say(t, w, picture)
		default:
			http.NotFound(w, r)
		}
	}))
	defer srv.Close()
	dir := t.TempDir()
	run := func(args ...string) {
		t.Helper()
		cmd := exec.Command(wget, append([]string{"-q", "--no-config", "-O", filepath.Join(dir, "out")}, args...)...)
		cmd.Env = []string{"HOME=" + dir, "LC_ALL=C"}
		var exit *exec.ExitError
		if out, err := cmd.CombinedOutput(); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 8) { // 8: the server said 404
			t.Fatalf("wget: %v %s", err, out)
		}
	}
	run("--warc-file="+filepath.Join(dir, "packed"), srv.URL+"/", srv.URL+"/a.jpg", srv.URL+"/none", srv.URL+"/packed")
	run("--warc-file="+filepath.Join(dir, "plain"), "--no-warc-compression", srv.URL+"/", srv.URL+"/a.jpg")

	c := claim()
	row := func(path, record string) evidence.Served {
		return evidence.Served{Team: "team-a", Surface: "web", URL: srv.URL + path, Record: record, Scenario: noon}
	}
	c.Own = log(map[string]evidence.Served{page: row("/", "web/pages.jsonl#7"), picture: row("/a.jpg", "web/pages.jsonl#8")})
	c.SourceURL = srv.URL + "/a.jpg"
	for name, want := range map[string]int{"packed.warc.gz": 4, "plain.warc": 2} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		c.Name = name
		got, err := evidence.Judge(bytes.NewReader(b), int64(len(b)), c)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got.Verdict != training.VerifiedAsServed || len(got.Parts) != want || got.Record != "web/pages.jsonl#8" {
			t.Errorf("%s: %+v", name, got)
		}
		for _, p := range got.Parts {
			if strings.HasSuffix(p.URL, "/none") == (p.Verdict == training.VerifiedAsServed) {
				t.Errorf("%s: part %+v", name, p)
			}
		}
		// One part that was never served spoils the whole.
		other := c
		other.Own = log(map[string]evidence.Served{page: row("/", "web/pages.jsonl#7")})
		if got, err := evidence.Judge(bytes.NewReader(b), int64(len(b)), other); err != nil || got.Verdict != training.NotOurs {
			t.Errorf("%s with a stranger: %v %v", name, got.Verdict, err)
		}
	}
	t.Run("wacz", func(t *testing.T) { testWACZ(t, filepath.Join(dir, "packed.warc.gz"), c) })
	t.Run("cut", func(t *testing.T) { testCut(t, filepath.Join(dir, "plain.warc"), c) })
}

func testWACZ(t *testing.T, warc string, c evidence.Claim) {
	b, err := os.ReadFile(warc)
	if err != nil {
		t.Fatal(err)
	}
	build := func(digest string) []byte {
		var buf bytes.Buffer
		z := zip.NewWriter(&buf)
		for name, body := range map[string]string{
			"datapackage.json":     `{"profile":"data-package","resources":[{"name":"data","path":"archive/data.warc.gz","hash":"sha256:` + digest + `"}]}`,
			"archive/data.warc.gz": string(b),
		} {
			w, err := z.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			say(t, w, body)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return buf.Bytes()
	}
	c.Name = "capture.wacz"
	good := build(sum(string(b)))
	got, err := evidence.Judge(bytes.NewReader(good), int64(len(good)), c)
	if err != nil || got.Verdict != training.VerifiedAsServed || got.MediaType != "application/wacz" || len(got.Parts) != 4 {
		t.Errorf("%+v %v", got, err)
	}
	bad := build(sum("something else"))
	if _, err := evidence.Judge(bytes.NewReader(bad), int64(len(bad)), c); !errors.Is(err, training.ErrInvalid) || !strings.Contains(err.Error(), "digest") {
		t.Errorf("wrong digest in datapackage.json: %v", err)
	}
}

// A WARC cut anywhere but at a record's end, or with a bit flipped in a block, is
// refused with the place.
func testCut(t *testing.T, warc string, c evidence.Claim) {
	b, err := os.ReadFile(warc)
	if err != nil {
		t.Fatal(err)
	}
	c.Name = "cut.warc"
	for n := 20; n < len(b); n += 97 {
		_, err := evidence.Judge(bytes.NewReader(b[:n]), int64(n), c)
		whole := bytes.HasSuffix(b[:n], []byte("\r\n\r\n")) && bytes.HasPrefix(b[n:], []byte("WARC/1"))
		if !whole && (!errors.Is(err, training.ErrInvalid) || !strings.Contains(err.Error(), "at byte ")) {
			t.Fatalf("cut at %d: %v", n, err)
		}
	}
	flipped := bytes.Clone(b)
	flipped[bytes.Index(b, []byte("<!doctype"))] ^= 1
	if _, err := evidence.Judge(bytes.NewReader(flipped), int64(len(b)), c); !errors.Is(err, training.ErrInvalid) || !strings.Contains(err.Error(), "digest") {
		t.Errorf("a flipped bit: %v", err)
	}
}
