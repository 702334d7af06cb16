package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// Exercise runs the whole conformance suite on an engine, each part on an empty
// database of its own.
func Exercise(t *testing.T, e Engine) {
	for _, c := range []struct {
		name string
		run  func(*testing.T, *store.Store)
	}{
		{"people", people},
		{"sign-in", signIn},
		{"sessions", sessions},
		{"learning", learning},
		{"pilots", pilots},
		{"runs", runs},
		{"inbox", inbox},
		{"evidence", evidence},
		{"findings", findings},
		{"decisions", decisions},
		{"requests", requests},
		{"handouts", handouts},
		{"submissions", submissions},
		{"marking", marking},
		{"walls", walls},
		{"audit", audit},
		{"bad text", badText},
		{"times", times},
		{"order", order},
		{"transactions", transactions},
		{"at once", atOnce},
	} {
		t.Run(c.name, func(t *testing.T) { c.run(t, e.Open(t)) })
	}
	for _, c := range []struct {
		name string
		run  func(*testing.T, *store.Store, *sql.DB)
	}{
		{"append-only", appendOnly}, {"tampering", tampering}, {"strict types", strictTypes},
	} {
		t.Run(c.name, func(t *testing.T) {
			address := e.Address(t)
			st := Open(t, address)
			c.run(t, st, Raw(t, address))
		})
	}
}

func in(t *testing.T, st *store.Store, fn func(ctx context.Context, tx *store.Tx) error) error {
	t.Helper()
	return st.InTx(t.Context(), func(tx *store.Tx) error { return fn(t.Context(), tx) })
}

func want(t *testing.T, err, kind error) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Errorf("error is %v, want kind %v", err, kind)
	}
}

func same(t *testing.T, want, got any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

func get[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func people(t *testing.T, st *store.Store) {
	f, ctx := Fill(t, st), t.Context()
	p := get[training.Person](t)(st.Person(ctx, f.Admin, "ana"))
	same(t, training.Person{Site: "ro", ID: "ana", Name: "Person ana", Email: "ana@agency.example", Locale: "en", Created: Now}, p)
	same(t, p, get[training.Person](t)(st.PersonByEmail(ctx, "ana@agency.example")))
	want(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
		return tx.AddPerson(ctx, f.Italian, training.Person{ID: "x", Email: "ana@agency.example", Created: Now})
	}), training.ErrConflict)
	want(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
		return tx.AddMembership(ctx, f.Admin, training.Membership{Person: "tudor", Role: training.Trainee, Team: "team-x", Created: Now})
	}), training.ErrNotFound)
	want(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
		return tx.AddMembership(ctx, f.Admin, training.Membership{Person: "tudor", Role: training.Trainee, Created: Now})
	}), training.ErrInvalid)
	want(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
		return tx.AddMembership(ctx, f.Admin, training.Membership{Person: "tudor", Role: training.Trainer, Created: Now})
	}), training.ErrConflict)

	// A team's member sees the team and those who cover the site.
	var names []training.PersonID
	for _, p := range get[[]training.Person](t)(st.Persons(ctx, f.Ana)) {
		names = append(names, p.ID)
	}
	same(t, []training.PersonID{"adina", "ana", "tudor"}, names)
	_, err := st.Person(ctx, f.Ana, "bogdan")
	want(t, err, training.ErrNotFound)
	_, err = st.Person(ctx, f.Admin, "ilaria")
	want(t, err, training.ErrNotFound)
	same(t, 1, len(get[[]training.Team](t)(st.Teams(ctx, f.Ana))))
	same(t, 2, len(get[[]training.Team](t)(st.Teams(ctx, f.Trainer))))

	must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
		return tx.AddMembership(ctx, f.Admin, training.Membership{Person: "tudor", Role: training.Author, Created: Now})
	}))
	same(t, 2, len(get[[]training.Membership](t)(st.Memberships(ctx, f.Admin, "tudor"))))
	must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
		return tx.RemoveMembership(ctx, f.Admin, "tudor", training.Author)
	}))
	same(t, 1, len(get[[]training.Membership](t)(st.Memberships(ctx, f.Admin, "tudor"))))
}

func signIn(t *testing.T, st *store.Store) {
	f, ctx := Fill(t, st), t.Context()
	_, err := st.Credential(ctx, "ro", "ana")
	want(t, err, training.ErrNotFound)
	at := Now
	c := training.Credential{Site: "ro", Person: "ana", Passphrase: "$argon2id$…", TOTPSecret: "ABC", TOTPConfirmed: &at, Changed: Now}
	for range 2 { // the second time over the first
		must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error { return tx.SaveCredential(ctx, c) }))
		same(t, c, get[training.Credential](t)(st.Credential(ctx, "ro", "ana")))
		c.TOTPConfirmed, c.Passphrase = nil, ""
	}
	step := func(n int64) error {
		return in(t, st, func(ctx context.Context, tx *store.Tx) error { return tx.UseTOTPStep(ctx, "ro", "ana", n) })
	}
	must(t, step(100))
	want(t, step(100), training.ErrNotFound)
	want(t, step(99), training.ErrNotFound)
	must(t, step(101))

	hash := []byte("0123456789abcdef0123456789abcdef")
	must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
		return tx.AddCode(ctx, training.SignInCode{Hash: hash, Site: "ro", Person: "ana", Purpose: "sign-in", Created: Now, Expires: Now.Add(time.Hour)})
	}))
	for range 2 {
		same(t, training.PersonID("ana"), get[training.SignInCode](t)(st.Code(ctx, hash, Now)).Person)
	}
	_, err = st.Code(ctx, hash, Now.Add(time.Hour))
	want(t, err, training.ErrNotFound)
	spent := make(chan bool)
	for range 8 {
		go func() {
			spent <- st.InTx(ctx, func(tx *store.Tx) error { _, err := tx.SpendCode(ctx, hash, Now); return err }) == nil
		}()
	}
	n := 0
	for range 8 {
		if <-spent {
			n++
		}
	}
	same(t, 1, n)
	_, err = st.Code(ctx, hash, Now)
	want(t, err, training.ErrNotFound)

	fail := func(at time.Time) (n int) {
		must(t, in(t, st, func(ctx context.Context, tx *store.Tx) (err error) {
			n, err = tx.CountFailure(ctx, "account:ana", at, time.Hour)
			return err
		}))
		return n
	}
	same(t, []int{1, 2, 3}, []int{fail(Now), fail(Now), fail(Now.Add(time.Minute))})
	must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
		return tx.Block(ctx, "account:ana", Now.Add(time.Minute))
	}))
	th := get[training.Throttle](t)(st.Throttle(ctx, "account:ana"))
	same(t, Now.Add(time.Minute), th.BlockedUntil)
	same(t, 1, fail(Now.Add(2*time.Hour)))
	must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error { return tx.ForgetFailures(ctx, "account:ana") }))
	same(t, 0, get[training.Throttle](t)(st.Throttle(ctx, "account:ana")).Failures)
	_ = f
}

func sessions(t *testing.T, st *store.Store) {
	f, ctx := Fill(t, st), t.Context()
	s := training.Session{TokenHash: []byte("t1"), ID: "s1", Site: "ro", Person: "ana", Role: training.Trainee, Team: "team-a", Agent: "Firefox", Created: Now, Seen: Now}
	must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error { return tx.AddSession(ctx, s) }))
	same(t, s, get[training.Session](t)(st.SessionByToken(ctx, []byte("t1"), Now.Add(19*time.Minute))))
	_, err := st.SessionByToken(ctx, []byte("t1"), Now.Add(20*time.Minute))
	want(t, err, training.ErrNotFound)
	wrong := s
	wrong.TokenHash, wrong.ID, wrong.Role, wrong.Team = []byte("t9"), "s9", training.Trainer, ""
	want(t, in(t, st, func(ctx context.Context, tx *store.Tx) error { return tx.AddSession(ctx, wrong) }), training.ErrNotFound) // no such membership

	up := Now.Add(time.Minute)
	must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
		return tx.Rotate(ctx, []byte("t1"), []byte("t2"), &up, up)
	}))
	_, err = st.SessionByToken(ctx, []byte("t1"), up)
	want(t, err, training.ErrNotFound)
	got := get[training.Session](t)(st.SessionByToken(ctx, []byte("t2"), up))
	same(t, &up, got.SteppedUp)
	same(t, training.SessionID("s1"), got.ID)

	same(t, 1, len(get[[]training.Session](t)(st.Sessions(ctx, f.Ana, "ana", up))))
	_, err = st.Sessions(ctx, f.Bogdan, "ana", up)
	want(t, err, training.ErrNotFound)
	want(t, in(t, st, func(ctx context.Context, tx *store.Tx) error { return tx.EndSession(ctx, f.Bogdan, "ana", "s1") }), training.ErrNotFound)
	must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error { return tx.EndSession(ctx, f.Ana, "ana", "s1") }))
	_, err = st.SessionByToken(ctx, []byte("t2"), up)
	want(t, err, training.ErrNotFound)

	// A role that is taken away takes its sessions along; so does disabling.
	for i, end := range []func(context.Context, *store.Tx) error{
		func(ctx context.Context, tx *store.Tx) error { return tx.SetDisabled(ctx, f.Admin, "ana", true) },
		func(ctx context.Context, tx *store.Tx) error {
			must(t, tx.SetDisabled(ctx, f.Admin, "ana", false))
			must(t, tx.AddSession(ctx, s))
			return tx.RemoveMembership(ctx, f.Admin, "ana", training.Trainee)
		},
	} {
		if i == 0 {
			must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error { return tx.AddSession(ctx, s) }))
		}
		must(t, in(t, st, end))
		_, err = st.SessionByToken(ctx, s.TokenHash, Now)
		want(t, err, training.ErrNotFound)
	}
}

func learning(t *testing.T, st *store.Store) {
	f, ctx := Fill(t, st), t.Context()
	done := Now.Add(time.Hour)
	for i, p := range []training.LessonProgress{
		{Person: "ana", Course: "c", Module: "m1", Lesson: "01-x", Started: Now, Updated: Now},
		{Person: "ana", Course: "c", Module: "m1", Lesson: "01-x", Started: done, Done: &done, Updated: done},
		{Person: "ana", Course: "c", Module: "m1", Lesson: "01-x", Started: done, Updated: done.Add(time.Hour)}, // does not undo it
	} {
		must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error { return tx.SaveProgress(ctx, f.Ana, p) }))
		got := get[[]training.LessonProgress](t)(st.Progress(ctx, f.Ana, "ana", "c"))
		if len(got) != 1 || !got[0].Started.Equal(Now) || (i > 0) != (got[0].Done != nil) {
			t.Errorf("step %d: %+v", i, got)
		}
	}
	_, err := st.Progress(ctx, f.Bogdan, "ana", "c")
	want(t, err, training.ErrNotFound)
	same(t, 1, len(get[[]training.LessonProgress](t)(st.Progress(ctx, f.Trainer, "ana", "c"))))

	a := training.ItemAnswer{Person: "ana", Course: "c", Module: "m1", Lesson: "01-x", Item: "q1", Answer: []byte(`{"b": 2, "a":1}`), Correct: true, Key: "k1", At: Now}
	add := func(a training.ItemAnswer) (got training.ItemAnswer, err error) {
		err = in(t, st, func(ctx context.Context, tx *store.Tx) error { got, err = tx.AddAnswer(ctx, f.Ana, a); return err })
		return got, err
	}
	first := get[training.ItemAnswer](t)(add(a))
	same(t, 1, first.Attempt)
	same(t, first, get[training.ItemAnswer](t)(add(a))) // the request came twice
	b := a
	b.Answer = []byte(`"other"`)
	_, err = add(b)
	want(t, err, training.ErrConflict)
	b.Key = "k2"
	same(t, 2, get[training.ItemAnswer](t)(add(b)).Attempt)
	got := get[[]training.ItemAnswer](t)(st.Answers(ctx, f.Ana, "ana", "c"))
	same(t, 2, len(got))
	same(t, `{"b": 2, "a":1}`, string(got[0].Answer)) // byte for byte
	_, err = add(training.ItemAnswer{Person: "bogdan", Course: "c", Item: "q1", Answer: []byte("1"), At: Now})
	want(t, err, training.ErrNotFound)
}

func pilots(t *testing.T, st *store.Store) {
	f, ctx := Fill(t, st), t.Context()
	p := training.Pilot{ID: "p1", Name: "Pilot Bucharest", Start: time.Date(2027, 1, 11, 0, 0, 0, 0, time.UTC), Created: Now}
	var weeks []training.PilotWeek
	for w := 1; w <= 12; w++ {
		weeks = append(weeks, training.PilotWeek{Week: w, Starts: p.WeekStart(w), Title: fmt.Sprint("week ", w), Module: "m1"})
	}
	must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
		must(t, tx.AddPilot(ctx, f.Admin, p, weeks))
		must(t, tx.JoinPilot(ctx, f.Admin, "p1", "team-a"))
		return tx.JoinPilot(ctx, f.Admin, "p1", "team-a")
	}))
	p.Site = "ro"
	same(t, p, get[training.Pilot](t)(st.Pilot(ctx, f.Ana, "p1")))
	same(t, 12, len(get[[]training.PilotWeek](t)(st.PilotWeeks(ctx, f.Ana, "p1"))))
	same(t, []training.TeamID{"team-a"}, get[[]training.TeamID](t)(st.PilotTeams(ctx, f.Trainer, "p1")))
	for _, sc := range []training.Scope{f.Bogdan, f.Italian} {
		_, err := st.Pilot(ctx, sc, "p1")
		want(t, err, training.ErrNotFound)
		same(t, 0, len(get[[]training.Pilot](t)(st.Pilots(ctx, sc))))
	}
	tuesday := p
	tuesday.ID, tuesday.Start = "p2", p.Start.AddDate(0, 0, 1)
	want(t, in(t, st, func(ctx context.Context, tx *store.Tx) error { return tx.AddPilot(ctx, f.Admin, tuesday, nil) }), training.ErrInvalid)
}
