package storetest

import (
	"context"
	"testing"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

func decisions(t *testing.T, st *store.Store) {
	f, ctx := Fill(t, st), t.Context()
	decide := func(choice string) error {
		return in(t, st, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.AddDecision(ctx, f.Ana, training.Decision{Run: "run-a", Point: "d1", Choice: choice, LegalBasis: "art. 29", Reason: "r", Person: "ana", Wall: Now, Scenario: Now})
			return err
		})
	}
	must(t, decide("preserve"))
	must(t, decide("preserve"))
	want(t, decide("wait"), training.ErrConflict)
	same(t, 1, len(get[[]training.Decision](t)(st.Decisions(ctx, f.Ana, "run-a"))))

	save := func(version int, body string) (d training.ReportDraft, err error) {
		err = in(t, st, func(ctx context.Context, tx *store.Tx) error {
			d, err = tx.SaveDraft(ctx, f.Ana, training.ReportDraft{Run: "run-a", Version: version, Body: body, Person: "ana", Saved: Now})
			return err
		})
		return d, err
	}
	same(t, 0, get[training.ReportDraft](t)(st.Draft(ctx, f.Ana, "run-a")).Version)
	same(t, 1, get[training.ReportDraft](t)(save(0, "one")).Version)
	same(t, 1, get[training.ReportDraft](t)(save(0, "one")).Version) // repeated request
	same(t, 2, get[training.ReportDraft](t)(save(1, "two")).Version)
	lost, err := save(1, "three")
	want(t, err, training.ErrConflict)
	same(t, "two", lost.Body) // what is there, so that a page can show both
}
