package rangeserver_test

import (
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/rangeserver"
)

// TestTeamsComeAndGo: a team has its own clock and ports; removed, its ports
// are closed; added again, it finds the same ones.
func TestTeamsComeAndGo(t *testing.T) {
	l := start(t, newFixture(t).write(t))
	data, err := rangeserver.Open(newFixture(t).write(t))
	if err != nil {
		t.Fatal(err)
	}
	second := rangeserver.Team{Name: "second", Data: data[0]}
	if err := l.rg.Add(second); err != nil {
		t.Fatal(err)
	}
	if err := l.rg.Add(second); err == nil {
		t.Error("a team is added twice")
	}
	ends, _ := l.rg.Endpoints("second")
	l.at(day(3))
	if a, b := l.ids("/api/v1/timelines/public"), len(l.rg.Served("second").Rows()); len(a) != 0 || b != 0 {
		t.Errorf("the first team sees %v on day 3; the second was served %d", a, b)
	}
	if r := l.get(ends.Mastodon + "/api/v1/statuses/1094"); r.status != http.StatusOK || !l.rg.Now("second").Equal(day(30)) {
		t.Errorf("the second team's clock stands at %v: %d", l.rg.Now("second"), r.status)
	}
	if err := l.rg.Remove("second"); err != nil {
		t.Fatal(err)
	}
	for _, addr := range []string{ends.DNS, ends.WHOIS, strings.TrimPrefix(ends.HTTP, "http://")} {
		if conn, err := net.DialTimeout("tcp", addr, time.Second); err == nil {
			_ = conn.Close()
			t.Errorf("%s is still open", addr)
		}
	}
	if n := len(l.rg.Served("second").Rows()); n != 1 {
		t.Errorf("of the team that left the log holds %d rows", n)
	}
	if err := l.rg.Remove("second"); err == nil {
		t.Error("a team is removed twice")
	}
	if err := l.rg.SetClock("second", nil); err == nil {
		t.Error("a clock without a team is set")
	}
	if err := l.rg.Add(second); err != nil {
		t.Fatal(err)
	}
	if again, _ := l.rg.Endpoints("second"); again.HTTP != ends.HTTP || again.DNS != ends.DNS || again.Sites["ngo.test"] != ends.Sites["ngo.test"] {
		t.Errorf("come back at %+v, was at %+v", again, ends)
	}
}

// TestCrowd lets clients ask while clocks are moved and a team comes and goes.
func TestCrowd(t *testing.T) {
	l := start(t, newFixture(t).write(t))
	data, err := rangeserver.Open(newFixture(t).write(t))
	if err != nil {
		t.Fatal(err)
	}
	l.at(day(11))
	var crowd sync.WaitGroup
	for i := range 8 {
		crowd.Go(func() {
			for k := range 25 {
				for _, path := range []string{"/", fmt.Sprintf("/api/v1/accounts/100/statuses?max_id=%d", 1000+k*3), "/api/v2/search?q=seats", "/media/540.jpg"} {
					resp, err := http.Get(l.ends.Mastodon + path)
					if err != nil {
						t.Error(err)
						return
					}
					_ = resp.Body.Close()
					if resp.StatusCode != http.StatusOK {
						t.Errorf("client %d: %s gives %d", i, path, resp.StatusCode)
					}
				}
			}
		})
	}
	for k := range 10 {
		l.at(day(11).Add(time.Duration(k) * time.Second))
		if err := l.rg.Add(rangeserver.Team{Name: "guest", Data: data[0]}); err != nil {
			t.Error(err)
		}
		if err := l.rg.Remove("guest"); err != nil {
			t.Error(err)
		}
	}
	crowd.Wait()
	rows := l.rg.Served("team-a").Rows()
	log, err := rangeserver.ReadServed(l.state + "/served.jsonl")
	if err != nil || len(rows) != 800 || len(log.Of("team-a").Rows()) != 800 {
		t.Errorf("%d rows in memory, %d on disk, want 800 (%v)", len(rows), len(log.Of("team-a").Rows()), err)
	}
}
