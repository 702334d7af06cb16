package rangeserver_test

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/ether"
	"github.com/osint-radar/academy/simulator/rangeserver"
	"github.com/osint-radar/academy/simulator/record"
)

// crowded is a microblog of many posts: 100 accounts that all follow the
// first, words and tags of a small vocabulary, so that every list is long.
func crowded(b testing.TB, posts int) string {
	b.Helper()
	dir := b.TempDir() + "/crowded"
	w, err := dataset.Begin(dir)
	if err != nil {
		b.Fatal(err)
	}
	put := func(path string, n int, row func(i int) any) {
		f, err := w.Create(path, "microblog")
		if err != nil {
			b.Fatal(err)
		}
		for i := range n {
			if err := f.JSON(row(i)); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := f.Close(); err != nil {
			b.Fatal(err)
		}
	}
	words := strings.Fields("seat road house light garden river tomorrow price bread letter north window answer market")
	put("microblog/accounts.jsonl", 100, func(i int) any {
		return record.Account{ID: fmt.Sprint(100 + i), Handle: fmt.Sprintf("person%d", i), DisplayName: "Person", CreatedAt: day(0)}
	})
	put("microblog/follows.jsonl", 99, func(i int) any {
		return record.Follow{AccountID: fmt.Sprint(101 + i), TargetID: "100", CreatedAt: day(1)}
	})
	put("microblog/statuses.jsonl", posts, func(i int) any {
		tag := words[i%len(words)]
		return record.Status{
			ID: fmt.Sprint(1000 + i), AccountID: fmt.Sprint(100 + i*7%100), CreatedAt: day(2).Add(time.Duration(i) * time.Second),
			Text: words[i%13] + " " + words[i/13%14] + " " + words[i/182%11] + fmt.Sprintf(" number%d side%d #", i%1000, i%20) + tag, Tags: []string{tag},
		}
	})
	finish(b, w)
	return dir
}

// finish makes a dataset of what was written, with nothing in its truth.
func finish(tb testing.TB, w *dataset.Writer) {
	tb.Helper()
	if err := w.Seal(dataset.TruthFile, func(out io.Writer) error { _, err := io.WriteString(out, "none"); return err }); err != nil {
		tb.Fatal(err)
	}
	if _, err := w.Finish(dataset.Manifest{
		Scenario: "crowded", Variant: "team-a", Scale: 1000, Clock: dataset.Clock{Start: day(0), End: day(400)},
		Truth: dataset.Sealed{Path: dataset.TruthFile, Sealed: true, Recipients: []string{}},
	}); err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkRatioLatency asks a microblog of a million posts over HTTP, one
// request after the other, and reports the median and the 99th percentile in
// milliseconds, and the latter as a ratio of the 5 ms that a trainee is promised.
// cpu-p99 is the same of the processor time that client and server took: on a
// machine that does other things beside, the clock on the wall measures those.
func BenchmarkRatioLatency(b *testing.B) {
	ends := serving(b, crowded(b, 1_000_000))
	for name, path := range map[string]string{
		"account": "/api/v1/accounts/%d", "statuses": "/api/v1/accounts/%d/statuses?limit=40", "followers": "/api/v1/accounts/100/followers?x=%d",
		"search": "/api/v2/search?q=seat+number%d", "rare": "/api/v2/search?q=road+window+bread+number%d", "tag": "/api/v1/timelines/tag/bread?max_id=%d000",
		"never": "/api/v2/search?q=side4+side7&x=%d", "pictures": "/api/v1/timelines/public?only_media=true&x=%d",
		"home": "/?max_id=%d000", "thread": "/@person7/%d001", "trends": "/tags?x=%d",
	} {
		b.Run(name, func(b *testing.B) {
			latency(b, func(i int) (*http.Response, error) { return http.Get(ends.Mastodon + fmt.Sprintf(path, 100+i%100)) })
		})
	}
}

// BenchmarkRatioEthereum asks a TESTCHAIN-A of 400,000 transactions in the same way.
func BenchmarkRatioEthereum(b *testing.B) {
	ends := serving(b, bigAccountChain(b, 400_000))
	one := func(i int) string { return bigAccount(1 + i%100).Hex() }
	for name, ask := range map[string]func(i int) string{
		"block":   func(i int) string { return fmt.Sprintf(`"eth_getBlockByNumber","params":["%#x",true]`, 3+i*49) },
		"balance": func(i int) string { return fmt.Sprintf(`"eth_getBalance","params":["%s","%#x"]`, one(i), i*50) },
		"tokens": func(i int) string {
			return fmt.Sprintf(`"eth_call","params":[{"to":"%s","data":"0x70a08231%024d%s"},"%#x"]`, ether.Created(bigAccount(0), 0).Hex(), 0, one(i)[2:], 3+i*50)
		},
		"receipts": func(i int) string { return fmt.Sprintf(`"eth_getBlockReceipts","params":["%#x"]`, 3+i*49) },
		"history": func(i int) string {
			return fmt.Sprintf(`"eth_getLogs","params":[{"fromBlock":"%#x","toBlock":"%#x","topics":[null,"0x%024d%s"]}]`, i*40, i*40+100, 0, one(i)[2:])
		},
		"nobody": func(i int) string {
			return fmt.Sprintf(`"eth_getLogs","params":[{"fromBlock":"0x0","topics":["0x%064x"]}]`, i)
		},
	} {
		b.Run(name, func(b *testing.B) {
			latency(b, func(i int) (*http.Response, error) {
				return http.Post(ends.Ethereum, "application/json", strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":`+ask(i)+`}`))
			})
		})
	}
}

// serving serves a dataset to one team.
func serving(b *testing.B, dir string) rangeserver.Endpoints {
	b.Helper()
	data, err := rangeserver.Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	rg, err := rangeserver.Start(b.Context(), rangeserver.Config{
		State: b.TempDir(), Now: func() time.Time { return wall }, Teams: []rangeserver.Team{{Name: "a", Data: data[0]}},
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = rg.Close() })
	ends, _ := rg.Endpoints("a")
	return ends
}

// latency asks 400 times, one after the other, and reports.
func latency(b *testing.B, ask func(i int) (*http.Response, error)) {
	b.Helper()
	var took, worked []time.Duration
	for range b.N {
		for i := range 400 {
			begin, used := time.Now(), cpuTime(b)
			resp, err := ask(i)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := io.Copy(io.Discard, resp.Body); err != nil {
				b.Fatal(err)
			}
			_ = resp.Body.Close()
			took, worked = append(took, time.Since(begin)), append(worked, cpuTime(b)-used)
		}
	}
	slices.Sort(took)
	slices.Sort(worked)
	p99 := took[len(took)*99/100].Seconds() * 1000
	b.ReportMetric(took[len(took)/2].Seconds()*1000, "p50-ms")
	b.ReportMetric(p99, "p99-ms")
	b.ReportMetric(p99/5, "of-5ms")
	b.ReportMetric(worked[len(worked)*99/100].Seconds()*1000, "cpu-p99-ms")
	b.ReportMetric(0, "ns/op")
}

// cpuTime is what the process has used of the processor.
func cpuTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// TestVisibleFrom: from when a record is public, for the evidence rule
// "before release".
func TestVisibleFrom(t *testing.T) {
	data, err := rangeserver.Open(newFixture(t).write(t))
	if err != nil {
		t.Fatal(err)
	}
	for rec, want := range map[string]time.Time{
		"microblog/accounts.jsonl#102": day(2), "microblog/statuses.jsonl#1024": day(5), "microblog/media.jsonl#500": day(4),
		"web/pages.jsonl#2": day(10), "infra/dns.jsonl#3": day(1), "infra/registrations.jsonl#2": day(25), "infra/networks.jsonl#1": day(-1000),
		"infra/ct.jsonl#13": day(2).Add(500 * time.Millisecond), "infra/pdns.jsonl#blue.example/A/192.0.2.9@" + strconv.FormatInt(day(7).Unix(), 10): day(7),
	} {
		if got, ok := data[0].VisibleFrom(rec); !ok || !got.Equal(want) {
			t.Errorf("%s: %v %v, want %v", rec, got, ok, want)
		}
	}
	for _, rec := range []string{"", "microblog/statuses.jsonl#1", "nothing#1", "ledger/blk00000.dat#00", "infra/ct.jsonl#1", "infra/pdns.jsonl#blue.example/A/192.0.2.9@1"} {
		if _, ok := data[0].VisibleFrom(rec); ok {
			t.Errorf("%q is there", rec)
		}
	}
}
