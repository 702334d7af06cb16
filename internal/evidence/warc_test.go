package evidence_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/evidence"
	"github.com/osint-radar/academy/internal/training"
)

// record writes one WARC record.
func record(kind, headers, block string) string {
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: application/http;msgtype=response\r\n%sContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, addr, headers, len(block), block)
}

func response(headers, body string) string {
	return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + headers + "\r\n" + body
}

func zipped(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write([]byte(s))
	if err = errors.Join(err, z.Close()); err != nil {
		panic(err) // a buffer takes everything
	}
	return b.String()
}

func warcClaim() evidence.Claim {
	c := claim()
	c.Name = "a.warc"
	return c
}

func TestResponsesAreDecoded(t *testing.T) {
	chunks := fmt.Sprintf("%x;ext=1\r\n%s\r\n0\r\n\r\n", len(page), page)
	packed := zipped(page)
	for name, block := range map[string]string{
		"plain":               response("", page),
		"chunked":             response("Transfer-Encoding: chunked\r\n", chunks),
		"gzip":                response("Content-Encoding: gzip\r\n", packed),
		"chunked gzip":        response("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(packed), packed)),
		"joined beforehand":   response("Transfer-Encoding: chunked\r\n", page),
		"unpacked beforehand": response("Content-Encoding: gzip\r\n", page),
		"LF only":             "HTTP/1.0 200 OK\nContent-Type: text/html\n\n" + page,
	} {
		got, err := judge(record("response", "", block), warcClaim())
		if err != nil || got.Verdict != training.VerifiedAsServed {
			t.Errorf("%s: %+v %v", name, got, err)
		}
	}
}

func TestRevisit(t *testing.T) {
	first := record("response", "WARC-Record-ID: <urn:uuid:1>\r\nWARC-Payload-Digest: sha1:AAAA\r\n", response("", page))
	for name, headers := range map[string]string{
		"by id":     "WARC-Refers-To: <urn:uuid:1>\r\n",
		"by digest": "WARC-Payload-Digest: SHA1:aaaa\r\n",
	} {
		got, err := judge(first+record("revisit", headers, "HTTP/1.1 304 Not Modified\r\n\r\n"), warcClaim())
		if err != nil || len(got.Parts) != 2 || got.Verdict != training.VerifiedAsServed {
			t.Errorf("%s: %+v %v", name, got, err)
		}
	}
	got, err := judge(record("request", "", "GET / HTTP/1.1\r\n\r\n"), warcClaim())
	if err != nil || got.Verdict != training.NotOurs || !strings.Contains(got.Detail, "no response") {
		t.Errorf("requests alone: %+v %v", got, err)
	}
}

// A corrupt archive is refused with the byte at which it breaks.
func TestCorruptWARC(t *testing.T) {
	good := record("response", "", response("", page))
	for name, c := range map[string]struct{ body, says string }{
		"a second record of another kind": {good + "GARC/1.0\r\n\r\n", fmt.Sprintf("at byte %d, a record begins with", len(good))},
		"an unknown version":              {"WARC/1.9\r\n\r\n", "at byte 0, a record begins with"},
		"no length":                       {"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "Content-Length"},
		"a negative length":               {"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -4\r\n\r\n", "Content-Length"},
		"no colon":                        {"WARC/1.0\r\nnonsense\r\n\r\n", "without a colon"},
		"cut in the block":                {good[:len(good)-20], "the file ends"},
		"cut in the header":               {good[:30], "header breaks off"},
		"no end of record":                {good[:len(good)-4] + "xxxx" + good, "does not end with two line ends"},
		"no type":                         {"WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n", "no WARC-Type"},
		"no HTTP":                         {record("response", "", "nothing like it\r\n\r\n"), "not an HTTP status line"},
		"a broken chunk":                  {record("response", "", response("Transfer-Encoding: chunked\r\n", "5\r\nabc")), "its body"},
		"a broken gzip":                   {record("response", "", response("Content-Encoding: gzip\r\n", zipped(page)[:30])), "its body"},
		"a wrong digest":                  {record("response", "WARC-Block-Digest: sha1:AAAA\r\n", response("", page)), "does not have its digest"},
		"a header without end":            {"WARC/1.0\r\nX: " + strings.Repeat("x", 1<<17), "too long"},
		"a packed one cut":                {zipped(good + good)[:60], "at byte"},
	} {
		cl := warcClaim()
		cl.Name = ""
		if strings.HasPrefix(name, "a packed") {
			cl.Name = "a.warc.gz"
		}
		if _, err := judge(c.body, cl); !errors.Is(err, training.ErrInvalid) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want it to say %q", name, err, c.says)
		}
	}
}

// Bombs are stopped by ratio, by size and by number.
func TestBombs(t *testing.T) {
	zeros := strings.Repeat("\x00", 8<<20)
	c := warcClaim()
	c.Limits = evidence.DefaultLimits()
	c.Limits.Records, c.Limits.Total, c.Limits.Body = 50, 20<<20, 4<<20
	c.Name = ""
	for name, body := range map[string]string{
		"packed response": record("response", "", response("Content-Encoding: gzip\r\n", zipped(zeros))),
		"packed archive":  zipped(record("response", "", response("", zeros))),
		"large body":      record("response", "", response("", zeros)),
		"many records":    strings.Repeat(record("metadata", "", "x"), 51),
	} {
		if _, err := judge(body, c); !errors.Is(err, training.ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzJudge(f *testing.F) {
	good := record("response", "WARC-Payload-Digest: sha1:A\r\n", response("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", "5\r\nabc")) + record("revisit", "WARC-Payload-Digest: sha1:A\r\n", "x")
	f.Add(good, "a.warc")
	f.Add(zipped(record("response", "", response("", page))), "a.warc.gz")
	f.Add("PK\x03\x04", "a.wacz")
	f.Add(page, "a.html")
	c := claim()
	c.Limits = evidence.Limits{File: 1 << 20, Body: 1 << 16, Total: 1 << 18, Ratio: 50, Records: 100, Entries: 10, Header: 4096}
	f.Fuzz(func(t *testing.T, body, name string) {
		c := c
		c.Name = name
		item, err := judge(body, c)
		switch {
		case err == nil && (item.Verdict == "" || item.Detail == "" || item.MediaType == ""):
			t.Errorf("no verdict: %+v", item)
		case err != nil && !errors.Is(err, training.ErrInvalid) && !errors.Is(err, training.ErrTooLarge):
			t.Errorf("an error of no kind: %v", err)
		}
	})
}

// The same body at two addresses, one public later: the earlier one decides.
func TestBeforeReleaseTakesTheFirst(t *testing.T) {
	c := claim()
	early := evidence.Served{URL: addr, Record: "web/pages.jsonl#7", Scenario: noon}
	late := evidence.Served{URL: addr + "2", Record: "web/pages.jsonl#7", Records: []string{"web/pages.jsonl#7", "late"}, Scenario: noon}
	c.VisibleFrom = func(r string) (time.Time, bool) {
		if r == "late" {
			return noon.Add(time.Hour), true
		}
		return noon.Add(-time.Hour), true
	}
	c.Own.BySum = func(string) []evidence.Served { return []evidence.Served{late, early} }
	c.CapturedAt = noon
	if got, err := judge(page, c); err != nil || got.Verdict != training.VerifiedAsServed {
		t.Errorf("%+v %v", got, err)
	}
	c.Own.BySum = func(string) []evidence.Served { return []evidence.Served{late} }
	if got, err := judge(page, c); err != nil || got.Verdict != training.BeforeRelease {
		t.Errorf("late alone: %+v %v", got, err)
	}
}
