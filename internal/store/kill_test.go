package store_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/store/storetest"
	"github.com/osint-radar/academy/internal/training"
)

// killed names the database to a child process that hands in submissions until
// it is killed.
const killed = "RADAR_TEST_KILLED"

func TestMain(m *testing.M) {
	if address := os.Getenv(killed); address != "" {
		if err := handInForever(address, os.Args[1]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// handInForever repeats the request that was under way when its predecessor was
// killed, then goes on with new ones. A line is printed when the store has
// acknowledged, and no sooner.
func handInForever(address, first string) error {
	ctx := context.Background()
	st, err := store.Open(ctx, address, store.Options{})
	if err != nil {
		return err
	}
	var n int
	if _, err := fmt.Sscan(first, &n); err != nil {
		return err
	}
	team := training.Scope{Site: "ro", Team: "team-a", Role: training.Trainee, Person: "ana"}
	for ; ; n++ {
		key := fmt.Sprintf("key-%d", n)
		fmt.Println("try", key)
		err := st.InTx(ctx, func(tx *store.Tx) error {
			s, err := tx.AddSubmission(ctx, team, training.StoredSubmission{
				Run: "run-a", Wire: []byte(strings.Repeat(key+" ", 500)), Report: key, Person: "ana", At: storetest.Now, Key: key,
			})
			if err != nil {
				return err
			}
			return tx.Audit(ctx, training.AuditEntry{At: storetest.Now, Site: "ro", Action: "submission.add", Object: string(s.ID)})
		})
		if err != nil {
			return err
		}
		fmt.Println("ack", key)
	}
}

// The process that writes is killed twenty times, each time at another moment:
// what it had acknowledged is there, once and whole; what it had not is there
// once or not at all; the chain holds.
func TestKilled(t *testing.T) {
	const kills = 20
	for _, e := range storetest.Engines() {
		t.Run(e.Name, func(t *testing.T) {
			address := e.Address(t)
			st := storetest.Open(t, address)
			f := storetest.Fill(t, st)
			acked := map[string]bool{}
			next := 1
			for kill := range kills {
				tried := killAfter(t, address, next, 1+rand.IntN(8), kill%2 == 0, acked)
				next = tried // repeated by the next child
			}
			subs, err := st.Submissions(t.Context(), f.Trainer, "run-a")
			must(t, err)
			seen := map[string]int{}
			for i, s := range subs {
				seen[s.Key]++
				if s.N != i+1 || string(s.Wire) != strings.Repeat(s.Key+" ", 500) || s.SHA256 != training.Digest(s.Wire) {
					t.Errorf("submission %d (%s) is torn", s.N, s.Key)
				}
			}
			for key := range acked {
				if seen[key] != 1 {
					t.Errorf("%s was acknowledged and is there %d times", key, seen[key])
				}
			}
			if len(acked) < kills || len(subs) > len(acked)+1 {
				t.Errorf("%d acknowledged, %d there", len(acked), len(subs))
			}
			rows, _, err := st.VerifyAudit(t.Context())
			if err != nil || rows < int64(len(subs)) {
				t.Errorf("audit chain of %d rows for %d submissions: %v", rows, len(subs), err)
			}
			t.Logf("%d kills, %d acknowledged, %d there", kills, len(acked), len(subs))
		})
	}
}

// killAfter starts a child and kills it after so many acknowledgements: at once,
// or when the next request has just begun. It returns the number of the last
// request that was begun.
func killAfter(t *testing.T, address string, first, acks int, midway bool, acked map[string]bool) int {
	t.Helper()
	cmd := exec.Command(os.Args[0], fmt.Sprint(first))
	cmd.Env = append(os.Environ(), killed+"="+address)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	last, got := first, 0
	dead := false
	for lines := bufio.NewScanner(out); lines.Scan(); {
		verb, key, _ := strings.Cut(lines.Text(), " ")
		switch verb {
		case "try":
			_, err := fmt.Sscanf(key, "key-%d", &last)
			must(t, err)
		case "ack":
			acked[key] = true
			got++
		}
		if !dead && got >= acks && (verb == "try") == midway {
			must(t, cmd.Process.Kill()) // SIGKILL; lines already written still count
			dead = true
		}
	}
	if err := cmd.Wait(); !dead {
		t.Fatalf("the child ended by itself: %v\n%s", err, &stderr)
	}
	return last
}
