package exercise_test

import (
	"errors"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/store/storetest"
	"github.com/osint-radar/academy/internal/training"
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
	give() // the same again is one grant
	enters("after the grant", 303, 403)
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
	refused(t, "by another run", room.Withdraw(ctx, s.Tom, other.ID, "reader"), training.ErrNotFound)
	must(t, room.Withdraw(ctx, s.Tom, run.ID, "reader"))
	enters("after it was withdrawn", 403, 403)
	refused(t, "twice", room.Withdraw(ctx, s.Tom, run.ID, "reader"), training.ErrNotFound)

	give()
	log, err := s.Store.AuditLog(ctx, training.Scope{Site: "ro", Role: training.Administrator}, 0, 100)
	must(t, err)
	var did []string
	for _, e := range log {
		if strings.HasPrefix(e.Action, "run.grant") || e.Action == "run.withdraw" {
			did = append(did, e.Action)
		}
	}
	if len(did) != 4 {
		t.Errorf("the audit chain has %v", did)
	}
	s.Wait(73 * time.Hour)
	enters("after its end", 403, 403)
	if list, err := room.Grants(ctx, s.Tom, run.ID); err != nil || len(list) != 1 || !list[0].Ended {
		t.Errorf("after its end: %+v, %v", list, err)
	}
	give()
	must(t, room.End(ctx, s.Tom, run.ID))
	refused(t, "a grant after the end", room.Grant(ctx, s.Tom, run.ID, order, time.Hour), training.ErrConflict)
	must(t, room.OpenMarking(ctx, s.Tom, run.ID))
	next := s.Forum(t, s.Tom, "team-a")
	if c := signIn(t, s, next, "reader"); c != 403 {
		t.Errorf("the team's next run opens by the grant of the last: %d", c)
	}
	must(t, os.WriteFile(room.Range.GrantsPath(), []byte("[{"), 0o600))
	_, err = room.Grants(ctx, s.Tom, next.ID)
	refused(t, "a damaged file", err, training.ErrUnavailable)
	refused(t, "a grant on a damaged file", room.Grant(ctx, s.Tom, next.ID, order, time.Hour), training.ErrUnavailable)
}
