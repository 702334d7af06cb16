package rangeserver_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/evidence"
	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/rangeserver"
	"github.com/osint-radar/academy/simulator/record"
)

// warcioScript reads WARCs with warcio and prints address, date and payload digest of each response.
const warcioScript = `
import hashlib, json, sys
from warcio.archiveiterator import ArchiveIterator
for name in sys.argv[1:]:
    with open(name, 'rb') as f:
        for r in ArchiveIterator(f, check_digests='raise'):
            if r.rec_type == 'response':
                body = r.content_stream().read()
                print(json.dumps([r.rec_headers.get_header('WARC-Target-URI'), r.rec_headers.get_header('WARC-Date'), hashlib.sha256(body).hexdigest()]))
`

// TestArchivesAreWhatIsServed: what warcio finds in a site's archive is, byte
// for byte, what the range answers at that address and time; and the matcher of
// evidence, which reads WARC and WACZ with code of its own, verifies both files.
func TestArchivesAreWhatIsServed(t *testing.T) {
	python := toolbin.Find(t, "python")
	s := simulated(t)
	l := start(t, s.dir)
	script := filepath.Join(t.TempDir(), "read.py")
	if err := os.WriteFile(script, []byte(warcioScript), 0o600); err != nil {
		t.Fatal(err)
	}
	versions := map[string]int{}
	for _, p := range rows[record.Page](t, s, "web/pages.jsonl") {
		versions[p.Host]++
	}
	hosts := []string{s.one(t, "domain:main", "domain"), s.one(t, "domain:rebirth", "domain")}
	for _, x := range rows[record.Site](t, s, "web/sites.jsonl")[:6] {
		hosts = append(hosts, x.Host)
	}
	for _, host := range hosts {
		file := filepath.Join(s.dir, "web", "archive", host)
		out := run(t, "", nil, python, script, file+".warc.gz")
		lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
		if len(lines) != versions[host] {
			t.Errorf("%s: warcio finds %d responses, pages.jsonl has %d rows", host, len(lines), versions[host])
		}
		for _, line := range lines {
			var r [3]string
			if err := json.Unmarshal([]byte(line), &r); err != nil {
				t.Fatal(err)
			}
			at, err := time.Parse(time.RFC3339, r[1])
			if err != nil {
				t.Fatal(err)
			}
			l.at(at)
			if got := l.through(http.MethodGet, r[0]); got.status != 200 || sum([]byte(got.body)) != r[2] {
				t.Errorf("%s at %s: the range answers %d with other bytes", r[0], r[1], got.status)
			}
		}
		for _, end := range []string{".warc.gz", ".wacz"} {
			body, err := os.ReadFile(file + end)
			if err != nil {
				t.Fatal(err)
			}
			item, err := evidence.Judge(bytes.NewReader(body), int64(len(body)), evidence.Claim{
				Name: host + end, SourceURL: "http://" + host + "/", Own: matcher(l.rg.Served("team-a")), Others: matcher(l.rg.ServedToOthers("team-a")),
			})
			if err != nil || item.Verdict != training.VerifiedAsServed || len(item.Parts) != versions[host] {
				t.Errorf("%s%s: %s with %d parts of %d: %v %s", host, end, item.Verdict, len(item.Parts), versions[host], err, item.Detail)
			}
		}
	}
}

// matcher turns the range's log into that of the matcher of evidence.
func matcher(v rangeserver.View) evidence.Log {
	turn := func(list []rangeserver.Served) (out []evidence.Served) {
		for _, r := range list {
			out = append(out, evidence.Served{Team: r.Team, Surface: r.Surface, URL: r.URL, Record: r.Record, Records: r.Records, Scenario: r.Scenario})
		}
		return out
	}
	return evidence.Log{
		BySum: func(sum string) []evidence.Served { return turn(v.BySum(sum)) },
		ByURL: func(address string) []evidence.Served { return turn(v.ByURL(address)) },
	}
}
