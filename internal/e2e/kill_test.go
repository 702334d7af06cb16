package e2e_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/training"
)

const (
	kills = 20
	hands = 3 // that hand in at the same time
)

// receipt is what the site answers to a submission.
type receipt struct {
	Submission   string `json:"submission"`
	N            int    `json:"n"`
	SHA256       string `json:"sha256"`
	ReportSHA256 string `json:"report_sha256"`
}

// crowd hands in, each hand with keys of its own, until the connection breaks.
type crowd struct {
	mu      sync.Mutex
	got     map[string]receipt // acknowledged, by idempotency key
	unknown []string           // keys whose connection broke
	round   int                // acknowledged since the last kill
	faults  []string
	token   string
	run     string
}

// TestKill kills the server twenty times while a team hands in. What was
// acknowledged is there once and unchanged, and what was not can be sent again.
func TestKill(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		m := serving(t, e)
		team := []*visitor{m.signIn("ro/trainee/team-a", 0), m.signIn("ro/trainee/team-a", 1)}
		c := &crowd{got: map[string]receipt{}, run: team[0].runOf()}
		var starts []time.Duration
		for round := range kills {
			c.handIn(m, team, round)
			share := share(t)
			m.start()
			starts = append(starts, time.Duration(float64(m.took)*share))
			c.again(t, team[0])
			c.exported(t, team[0], round)
		}
		c.once(t, team[0])
		slices.Sort(starts)
		t.Logf("%d submissions acknowledged, %d kills; starts on a whole core: median %v, longest %v", len(c.got), kills, starts[len(starts)/2].Round(10*time.Millisecond), starts[len(starts)-1].Round(10*time.Millisecond))
		if starts[len(starts)/4] > soon {
			t.Errorf("three quarters of the restarts took longer than %v on a whole core; a person waits %v", starts[len(starts)/4], soon)
		}
		m.stop()
		c.stored(t, m)
		if out := radar(t, m.dir, "verify", "audit", "--db", m.db); !strings.HasPrefix(out, "verified ") {
			t.Errorf("verify audit says %q", out)
		}
		if left := folder(t, m, "incoming"); len(left) > 0 {
			t.Errorf("the incoming folder holds %q", left)
		}
	})
}

// handIn lets the hands work and kills the server under them.
func (c *crowd) handIn(m *machine, team []*visitor, round int) {
	m.t.Helper()
	c.round = 0
	c.token = team[0].token()
	tokens := []string{c.token, team[1].token()}
	var busy sync.WaitGroup
	for hand := range hands {
		busy.Go(func() {
			v := team[hand%len(team)]
			for i := 0; ; i++ {
				key := fmt.Sprintf("round-%d-hand-%d-%d", round, hand, i)
				if !c.submit(v, tokens[hand%len(team)], key) {
					return
				}
			}
		})
	}
	until(m.t, "some submissions are acknowledged", time.Minute, func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.round > round%4 || len(c.faults) > 0 // a different moment each time
	})
	m.kill()
	busy.Wait()
	for _, f := range c.faults {
		m.t.Fatal(f)
	}
}

// submit hands in once and says whether it was acknowledged.
func (c *crowd) submit(v *visitor, token, key string) bool {
	form := url.Values{"csrf": {token}, "key": {key}, "confirm": {"yes"}}
	req := v.request(http.MethodPost, c.run+"/report/submit", strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	a, err := v.try(req)
	var r receipt
	if err == nil && a.status == http.StatusOK {
		err = json.Unmarshal([]byte(a.body), &r)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case err != nil:
		c.unknown = append(c.unknown, key)
	case a.status != http.StatusOK:
		c.faults = append(c.faults, fmt.Sprintf("submitting with key %s: %v", key, a))
	default:
		if was, known := c.got[key]; known && was != r {
			c.faults = append(c.faults, fmt.Sprintf("key %s: first %+v, then %+v", key, was, r))
		}
		c.got[key] = r
		c.round++
		return true
	}
	return false
}

// again sends what the kill left unanswered once more: it may be there or not,
// and is there once afterwards.
func (c *crowd) again(t *testing.T, v *visitor) {
	t.Helper()
	todo := c.unknown
	c.unknown = nil
	for _, key := range todo {
		if !c.submit(v, c.token, key) {
			t.Fatalf("sending %s again: %v", key, c.faults)
		}
	}
}

// exported downloads the submissions of a round and holds them to their receipts.
func (c *crowd) exported(t *testing.T, v *visitor, round int) {
	t.Helper()
	seen := map[int]string{}
	for key, r := range c.got {
		if other, twice := seen[r.N]; twice {
			t.Fatalf("%s and %s are both submission %d", key, other, r.N)
		}
		seen[r.N] = key
		if !strings.HasPrefix(key, fmt.Sprintf("round-%d-", round)) {
			continue
		}
		sum := sha256.Sum256([]byte(v.must(c.run + "/report/" + strconv.Itoa(r.N))))
		if hex.EncodeToString(sum[:]) != r.SHA256 {
			t.Fatalf("submission %d (%s) was acknowledged with digest %s and is exported with %x", r.N, key, r.SHA256, sum)
		}
	}
}

// once sends every key a second time: nothing is doubled, the receipts are the same.
func (c *crowd) once(t *testing.T, v *visitor) {
	t.Helper()
	before := len(c.got)
	for key := range c.got {
		if !c.submit(v, c.token, key) {
			t.Fatalf("sending %s twice: %v", key, c.faults)
		}
	}
	for _, f := range c.faults {
		t.Error(f)
	}
	if len(c.got) != before {
		t.Errorf("%d receipts, were %d", len(c.got), before)
	}
	for n := range kills {
		c.exported(t, v, n)
	}
}

// stored looks into the database itself.
func (c *crowd) stored(t *testing.T, m *machine) {
	t.Helper()
	st := m.store()
	defer func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	}()
	scope := training.Scope{Site: "ro", Team: "team-a", Role: training.Trainee}
	id := training.RunID(strings.TrimPrefix(c.run, "/exercises/"))
	all, err := st.Submissions(t.Context(), scope, id)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		r, known := c.got[s.Key]
		if !known {
			t.Errorf("submission %d has a key that nobody was answered: %s", s.N, s.Key)
		} else if r.Submission != string(s.ID) || r.N != s.N || r.SHA256 != s.SHA256 || training.Digest(s.Wire) != s.SHA256 || r.ReportSHA256 != s.ReportSHA256 {
			t.Errorf("key %s: receipt %+v, stored %s %d %s", s.Key, r, s.ID, s.N, s.SHA256)
		}
	}
	if len(all) != len(c.got) {
		t.Errorf("%d submissions are stored, %d were acknowledged", len(all), len(c.got))
	}
	scores, err := st.Scores(t.Context(), training.Scope{Site: "ro", Role: training.Trainer}, id)
	if err != nil {
		t.Fatal(err)
	}
	scored := map[training.SubmissionID]bool{}
	for _, s := range scores {
		if scored[s.Submission] {
			t.Errorf("submission %s is scored twice", s.Submission)
		}
		scored[s.Submission] = true
	}
}
