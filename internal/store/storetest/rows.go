package storetest

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

func audit(t *testing.T, st *store.Store) {
	f, ctx := Fill(t, st), t.Context()
	rows, head, err := st.VerifyAudit(ctx)
	must(t, err)
	if rows != 0 || head != strings.Repeat("0", 64) {
		t.Errorf("an empty chain has %d rows and head %s", rows, head)
	}
	for _, e := range AuditSample() {
		must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error { return tx.Audit(ctx, e) }))
	}
	rows, head, err = st.VerifyAudit(ctx)
	must(t, err)
	if rows != 3 || head != AuditSampleHead {
		t.Errorf("%d rows, head %s, want %s", rows, head, AuditSampleHead)
	}
	// An entry goes with its transaction.
	boom := errors.New("boom")
	want(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
		must(t, tx.Audit(ctx, AuditSample()[0]))
		return boom
	}), boom)
	if rows, _, err = st.VerifyAudit(ctx); rows != 3 || err != nil {
		t.Errorf("after a rollback: %d rows, %v", rows, err)
	}
	same(t, 2, len(get[[]training.AuditEntry](t)(st.AuditLog(ctx, f.Trainer, 0, 10))))
	_, err = st.AuditLog(ctx, f.Ana, 0, 10)
	want(t, err, training.ErrForbidden)
}

// AuditSample are three audit entries whose chain was worked out by an
// independent program (testdata/chain.py of package store).
func AuditSample() []training.AuditEntry {
	return []training.AuditEntry{
		{At: Now, Site: "ro", Person: "tudor", Role: training.Trainer, Action: "run.start", Object: "run/run-a", Detail: []byte(`{"rate": 1.50, "a": "é < \u2028"}`)},
		{At: Now.Add(time.Second).Truncate(time.Second), Action: "demo.seed", Object: ""},
		{At: Now, Site: "ro", Person: "ana", Role: training.Trainee, Action: "submission.add", Object: "submission/1", Detail: []byte(`{"z":[1,2],"b":null}`)},
	}
}

// AuditSampleHead is the hash of the third entry, from testdata/chain.py.
const AuditSampleHead = "40ff506071cb1923eca367b9703e987d65642d83461f14596c2833eb4fe35777"

func badText(t *testing.T, st *store.Store) {
	f := Fill(t, st)
	for _, bad := range []string{"a\x00b", "\xff", "a\xc3"} {
		want(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
			return tx.AddTeam(ctx, f.Admin, training.Team{ID: "bad", Name: bad, Created: Now})
		}), training.ErrInvalid)
		_, err := st.Person(t.Context(), f.Admin, training.PersonID(bad))
		want(t, err, training.ErrInvalid)
	}
	naughty := "Робота \u202etxt.exe 🤷🏽 'quote'); DROP TABLE teams;-- ${x} %s \\ \" \u2028"
	must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
		return tx.AddTeam(ctx, f.Admin, training.Team{ID: "naughty", Name: naughty, Created: Now})
	}))
	teams := get[[]training.Team](t)(st.Teams(t.Context(), f.Admin))
	same(t, naughty, teams[0].Name)
}

// Times come back as they were, in UTC and whole microseconds, and compare as
// times whatever zone they were written in.
func times(t *testing.T, st *store.Store) {
	f, ctx := Fill(t, st), t.Context()
	plus2 := time.FixedZone("EET", 2*3600)
	base := time.Date(2027, 1, 20, 9, 0, 0, 0, time.UTC)
	expires := []time.Time{
		base, base.Add(time.Microsecond), base.Add(500 * time.Millisecond), base.Add(550 * time.Millisecond),
		base.Add(time.Second), base.Add(time.Hour).In(plus2), base.AddDate(1, 0, 0).Add(999 * time.Nanosecond),
	}
	for i, e := range expires {
		must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
			return tx.AddCode(ctx, training.SignInCode{Hash: []byte{byte(i)}, Site: "ro", Person: "ana", Created: base.In(plus2), Expires: e})
		}))
	}
	for i, e := range expires {
		got := get[training.SignInCode](t)(st.Code(ctx, []byte{byte(i)}, base.AddDate(-1, 0, 0)))
		if w := e.UTC().Truncate(time.Microsecond); got.Expires != w || got.Created != base {
			t.Errorf("%v came back as %v", w, got.Expires)
		}
		for j, now := range expires {
			_, err := st.Code(ctx, []byte{byte(i)}, now)
			if ok := j < i; (err == nil) != ok {
				t.Errorf("code that expires at %v, now %v: %v", e, now, err)
			}
		}
	}
	_ = f
}

// Text keys sort by bytes on both engines.
func order(t *testing.T, st *store.Store) {
	f := Fill(t, st)
	for _, id := range []training.TeamID{"é", "a", "B", "_", "Ω", "aa"} {
		must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
			return tx.AddTeam(ctx, f.Admin, training.Team{ID: id, Name: "x", Created: Now})
		}))
	}
	var got []string
	for _, team := range get[[]training.Team](t)(st.Teams(t.Context(), f.Admin)) {
		got = append(got, string(team.ID))
	}
	same(t, []string{"B", "_", "a", "aa", "team-a", "team-b", "é", "Ω"}, got)
}

func transactions(t *testing.T, st *store.Store) {
	f, ctx := Fill(t, st), t.Context()
	boom := errors.New("boom")
	err := in(t, st, func(ctx context.Context, tx *store.Tx) error {
		must(t, tx.AddTeam(ctx, f.Admin, training.Team{ID: "gone", Name: "x", Created: Now}))
		return boom
	})
	want(t, err, boom)
	same(t, 2, len(get[[]training.Team](t)(st.Teams(ctx, f.Admin))))

	// A panic leaves nothing locked and nothing written.
	func() {
		defer func() { _ = recover() }()
		_ = st.InTx(ctx, func(tx *store.Tx) error {
			must(t, tx.AddTeam(ctx, f.Admin, training.Team{ID: "gone", Name: "x", Created: Now}))
			panic("boom")
		})
	}()
	same(t, 2, len(get[[]training.Team](t)(st.Teams(ctx, f.Admin))))
	must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
		return tx.AddTeam(ctx, f.Admin, training.Team{ID: "next", Name: "x", Created: Now})
	}))

	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if err := st.InTx(cancelled, func(*store.Tx) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled request: %v", err)
	}
}

// Many goroutines number the rows of one run and read while others write: no row
// is lost, no number given twice, nobody is told that the database is busy.
func atOnce(t *testing.T, st *store.Store) {
	f, ctx := Fill(t, st), t.Context()
	const workers, each = 8, 10
	done := make(chan error, 2*workers)
	for w := range workers {
		go func() {
			var err error
			for range each {
				err = errors.Join(err, st.InTx(ctx, func(tx *store.Tx) error {
					if _, err := tx.AddFinding(ctx, f.Ana, answer(f.RunA.ID, "q")); err != nil {
						return err
					}
					return tx.Audit(ctx, training.AuditEntry{At: Now, Site: "ro", Action: "finding.add"})
				}))
			}
			done <- err
		}()
		go func() {
			var err error
			for range each {
				_, again := st.Findings(ctx, f.Ana, f.RunA.ID)
				err = errors.Join(err, again)
			}
			_ = w
			done <- err
		}()
	}
	for range 2 * workers {
		must(t, <-done)
	}
	got := get[[]training.Finding](t)(st.Findings(ctx, f.Ana, f.RunA.ID))
	same(t, workers*each, len(got))
	for i, fi := range got {
		if fi.Number != i+1 {
			t.Fatalf("finding %d has number %d", i, fi.Number)
		}
	}
	rows, _, err := st.VerifyAudit(ctx)
	must(t, err)
	same(t, int64(workers*each), rows)
}
