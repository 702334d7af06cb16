package exercise_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/store/storetest"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/rangeserver"
)

// The closed forum opens to the team of a run, to nobody else, from the grant
// until it ends, is withdrawn or the run leaves the range.
func TestGrants(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(e.Name, func(t *testing.T) { grants(t, exercisetest.On(t, e.Open(t))) })
	}
}

// signIn is the status of a login at the forum of a run's range.
func signIn(t *testing.T, s *exercisetest.Stage, run training.Run, name string) int {
	t.Helper()
	ends, ok := s.Room.Endpoints(run)
	if !ok || ends.Login == nil || ends.Sites["agora-9.test"] == "" {
		t.Fatalf("the range shows no forum: %+v", ends)
	}
	c := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.PostForm(ends.Sites["agora-9.test"]+"/login", url.Values{"name": {name}, "passphrase": {ends.Login.Passphrase}})
	must(t, err)
	must(t, res.Body.Close())
	return res.StatusCode
}

func grants(t *testing.T, s *exercisetest.Stage) {
	room, ctx := s.Room, t.Context()
	run, other := s.Forum(t, s.Tom, "team-a"), s.Forum(t, s.Tom, "team-b")
	enters := func(what string, a, b int) {
		t.Helper()
		if got := [2]int{signIn(t, s, run, "reader"), signIn(t, s, other, "reader")}; got != [2]int{a, b} {
			t.Errorf("%s the logins of the two teams end with %v, want %v", what, got, [2]int{a, b})
		}
	}
	order := exercise.Grant{Name: " reader ", Authority: "order 12"}
	give := func() { t.Helper(); must(t, room.Grant(ctx, s.Tom, run.ID, order, 72*time.Hour)) }
	enters("before", 403, 403)
	for field, change := range map[string]func(*exercise.Grant, *time.Duration){
		"nickname":  func(g *exercise.Grant, _ *time.Duration) { g.Name = " " },
		"authority": func(g *exercise.Grant, _ *time.Duration) { g.Authority = "two\nlines" },
		"hours":     func(_ *exercise.Grant, d *time.Duration) { *d = 30*24*time.Hour + 1 },
	} {
		g, d := order, time.Hour
		change(&g, &d)
		var bad *training.InvalidError
		if err := room.Grant(ctx, s.Tom, run.ID, g, d); !errors.As(err, &bad) || bad.Field != field {
			t.Errorf("bad %s: %v", field, err)
		}
	}
	refused(t, "a trainee grants", room.Grant(ctx, s.Ana, run.ID, order, time.Hour), training.ErrForbidden)
	refused(t, "a trainer of another site grants", room.Grant(ctx, s.Uma, run.ID, order, time.Hour), training.ErrNotFound)
	enters("after what was refused", 403, 403)

	give()
	enters("after the grant", 303, 403)
	s.Wait(30 * time.Second)
	give() // a click too many
	enters("after the same again", 303, 403)
	if c := signIn(t, s, run, "another"); c != 403 {
		t.Errorf("another name: %d", c)
	}
	list, err := room.Grants(ctx, s.Ana, run.ID)
	must(t, err)
	want := exercise.Grant{Name: "reader", Until: run.ScenarioStart.Add(72 * time.Hour), Authority: "order 12"}
	if len(list) != 1 || !list[0].Until.Equal(want.Until) || list[0].Name != want.Name || list[0].Messages || list[0].Authority != want.Authority || list[0].Ended {
		t.Errorf("the team sees %+v, want %+v", list, want)
	}
	_, err = room.Grants(ctx, s.Cem, run.ID)
	refused(t, "another team looks", err, training.ErrNotFound)
	if list, err := room.Grants(ctx, s.Cem, other.ID); err != nil || len(list) != 0 {
		t.Errorf("the other team has %v, %v", list, err)
	}
	refused(t, "a trainee withdraws", room.Withdraw(ctx, s.Ana, run.ID, "reader"), training.ErrForbidden)
	refused(t, "another site's trainer withdraws", room.Withdraw(ctx, s.Uma, run.ID, "reader"), training.ErrNotFound)
	must(t, room.Withdraw(ctx, s.Tom, other.ID, "reader"))
	enters("after another run's was withdrawn, which had none", 303, 403)
	for range 2 { // a click too many
		must(t, room.Withdraw(ctx, s.Tom, run.ID, "reader"))
		enters("after it was withdrawn", 403, 403)
	}

	give()
	log, err := s.Store.AuditLog(ctx, training.Scope{Site: "ro", Role: training.Administrator}, 0, 100)
	must(t, err)
	var did []string
	for _, e := range log {
		if strings.HasPrefix(e.Action, "run.grant") || e.Action == "run.withdraw" {
			did = append(did, e.Action)
		}
	}
	if want := []string{"run.grant", "run.withdraw", "run.grant"}; !slices.Equal(did, want) {
		t.Errorf("the audit chain has %v, want %v", did, want)
	}
	s.Wait(73 * time.Hour)
	enters("after its end", 403, 403)
	if list, err := room.Grants(ctx, s.Tom, run.ID); err != nil || len(list) != 1 || !list[0].Ended {
		t.Errorf("after its end: %+v, %v", list, err)
	}
	give()
	must(t, room.End(ctx, s.Tom, run.ID))
	refused(t, "a grant after the end", room.Grant(ctx, s.Tom, run.ID, order, time.Hour), training.ErrConflict)
	left, err := rangeserver.ReadGrants(room.Range.GrantsPath())
	must(t, err)
	must(t, room.OpenMarking(ctx, s.Tom, run.ID))
	must(t, room.Withdraw(ctx, s.Tom, run.ID, "reader"))
	refused(t, "a grant for a run that is none", room.Grant(ctx, s.Tom, "nobody", order, time.Hour), training.ErrNotFound)
	refused(t, "a withdrawal from a run that is none", room.Withdraw(ctx, s.Tom, "nobody", "reader"), training.ErrNotFound)
	if len(left) != 1 {
		t.Fatalf("before the marking the file has %v", left)
	}
	must(t, rangeserver.WriteGrants(room.Range.GrantsPath(), left)) // as a program leaves it that is killed in between
	sealed, err := room.Open(ctx, s.Tom, exercise.Opening{Scenario: "silver-thread", Team: "team-a", Scale: exercisetest.Small})
	must(t, err)
	refused(t, "a grant before the start", room.Grant(ctx, s.Tom, sealed.ID, order, time.Hour), training.ErrConflict)
	if list, err := room.Grants(ctx, s.Tom, sealed.ID); err != nil || len(list) != 0 {
		t.Errorf("before the start: %v, %v", list, err)
	}
	must(t, room.Start(ctx, s.Tom, sealed.ID))
	next, err := room.Run(ctx, s.Tom, sealed.ID)
	must(t, err)
	if c := signIn(t, s, next, "reader"); c != 403 {
		t.Errorf("the team's next run opens by the grant of the last: %d", c)
	}
	must(t, os.WriteFile(room.Range.GrantsPath(), []byte("[{"), 0o600))
	_, err = room.Grants(ctx, s.Tom, next.ID)
	refused(t, "a damaged file", err, training.ErrUnavailable)
	refused(t, "a grant on a damaged file", room.Grant(ctx, s.Tom, next.ID, order, time.Hour), training.ErrUnavailable)
}

// Two programs on one data folder, one of which has the range, open and close the
// forum at the same time, and no grant is lost or comes back. The range of a third
// one that starts later has them.
func TestGrantsOfTwoPrograms(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(e.Name, func(t *testing.T) { grantsOfTwo(t, exercisetest.On(t, e.Open(t))) })
	}
}

func grantsOfTwo(t *testing.T, s *exercisetest.Stage) {
	ctx := t.Context()
	run := s.Forum(t, s.Tom, "team-a")
	state := filepath.Dir(s.Room.Range.GrantsPath())
	must(t, os.Symlink(state, exercise.StateDir(s.Room.Data))) // where the site has it
	claim, err := exercise.ClaimState(state)
	must(t, err)
	t.Cleanup(func() { must(t, claim.Close()) })
	cfg := s.Room.Config
	cfg.Range = nil
	elsewhere, err := exercise.New(cfg)
	must(t, err)
	order := func(name string) exercise.Grant { return exercise.Grant{Name: name, Authority: "order 12"} }
	must(t, elsewhere.Grant(ctx, s.Tom, run.ID, order("gone"), 72*time.Hour))
	if c := signIn(t, s, run, "gone"); c != 303 {
		t.Errorf("granted by the program without the range: %d", c)
	}
	var work sync.WaitGroup
	var want []string
	for i := range 40 {
		room, name := []*exercise.Room{s.Room, elsewhere}[i%2], fmt.Sprintf("reader-%02d", i)
		want = append(want, name)
		work.Go(func() {
			if err := errors.Join(room.Grant(ctx, s.Tom, run.ID, order(name), 72*time.Hour), room.Withdraw(ctx, s.Tom, run.ID, "gone")); err != nil {
				t.Error(err)
			}
		})
	}
	work.Wait()
	for _, room := range []*exercise.Room{s.Room, elsewhere} {
		list, err := room.Grants(ctx, s.Tom, run.ID)
		must(t, err)
		var names []string
		for _, g := range list {
			names = append(names, g.Name)
		}
		if slices.Sort(names); !slices.Equal(names, want) {
			t.Errorf("open by %v, want %v", names, want)
		}
	}
	again := s.Room.Config
	again.Range, err = rangeserver.Start(ctx, rangeserver.Config{State: t.TempDir(), Grants: s.Room.Range.GrantsPath(), Now: s.Now, Log: s.Room.Log})
	must(t, err)
	t.Cleanup(func() { must(t, again.Range.Close()) })
	restarted, err := exercise.New(again)
	must(t, err)
	must(t, restarted.Restore(ctx))
	s.Room = restarted
	if here, gone := signIn(t, s, run, want[0]), signIn(t, s, run, "gone"); here != 303 || gone != 403 {
		t.Errorf("after a restart the logins end with %d and %d", here, gone)
	}
}
