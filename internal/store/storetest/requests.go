package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// asked is a request with an idempotency key.
func asked(key string) training.Request {
	return training.Request{
		Run: "run-a", Provider: "koingate", Account: "40718263", Subject: "O\u2019Neil", From: Now.Add(-time.Hour), Until: Now, LegalBasis: "order 3", Reason: "r",
		Outcome: training.RequestAnswered, Person: "ana", Wall: Now, Scenario: Now, Due: Now.Add(time.Hour), Key: key,
	}
}

func requests(t *testing.T, st *store.Store) {
	f, ctx := Fill(t, st), t.Context()
	ask := func(q training.Request) (got training.Request, err error) {
		err = in(t, st, func(ctx context.Context, tx *store.Tx) error {
			got, err = tx.AddRequest(ctx, f.Ana, q)
			return err
		})
		return got, err
	}
	first, err := ask(asked("one"))
	must(t, err)
	again, err := ask(asked("one"))
	must(t, err)
	same(t, first, again)
	for _, change := range []func(*training.Request){
		func(q *training.Request) { q.Provider = "pontobridge" },
		func(q *training.Request) { q.Subject = "somebody else" },
		func(q *training.Request) { q.From = q.From.Add(-time.Hour) },
		func(q *training.Request) { q.Until = q.Until.Add(time.Hour) },
		func(q *training.Request) { q.LegalBasis = "order 4" },
		func(q *training.Request) { q.Reason = "another" },
	} {
		other := asked("one")
		change(&other)
		_, err = ask(other)
		want(t, err, training.ErrConflict)
	}
	other := asked("one")
	other.Subject = "somebody else"
	other.Key, other.Account, other.Outcome = "", "", training.RequestUnknown
	second, err := ask(other)
	must(t, err)
	same(t, []training.Request{first, second}, get[[]training.Request](t)(st.Requests(ctx, f.Ana, "run-a")))
	if first.Number != 1 || second.Number != 2 || second.Key == "" {
		t.Errorf("numbers %d and %d, key %q", first.Number, second.Number, second.Key)
	}

	rule := func(d training.Ruling) (changed bool) {
		t.Helper()
		must(t, in(t, st, func(ctx context.Context, tx *store.Tx) (err error) {
			changed, err = tx.AddRuling(ctx, f.Trainer, d)
			return err
		}))
		return changed
	}
	passed := ruled("")
	passed.Refused = false
	same(t, []bool{false, true, false, true, true, false, true}, []bool{
		rule(passed), rule(ruled("no basis")), rule(ruled("no basis")), rule(ruled("no need")), rule(passed), rule(passed), rule(ruled("no need")),
	})
	elsewhere := ruled("no basis")
	elsewhere.Request = 2
	same(t, true, rule(elsewhere))
	type short struct {
		Request, N int
		Refused    bool
		Reason     string
	}
	var got []short
	for _, d := range get[[]training.Ruling](t)(st.Rulings(ctx, f.Ana, "run-a")) {
		got = append(got, short{d.Request, d.N, d.Refused, d.Reason})
	}
	same(t, []short{{1, 1, true, "no basis"}, {1, 2, true, "no need"}, {1, 3, false, ""}, {1, 4, true, "no need"}, {2, 1, true, "no basis"}}, got)
}

// ruled is a refusal of request 1.
func ruled(reason string) training.Ruling {
	return training.Ruling{Run: "run-a", Request: 1, Refused: true, Reason: reason, Person: "tudor", Wall: Now, Scenario: Now}
}
