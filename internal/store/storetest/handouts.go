package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// handed is a file that somebody fetched at a path.
func handed(who training.PersonID, path string) training.Handout {
	return training.Handout{Path: path, SHA256: training.Digest([]byte(path)), Record: "case/posts.csv", Since: Now, Person: who, Wall: Now, Scenario: Now}
}

// handouts keeps the first time of each file; other teams' are told apart by site
// and team, and end where the run began.
func handouts(t *testing.T, st *store.Store) {
	f, ctx := Fill(t, st), t.Context()
	add := func(sc training.Scope, run training.RunID, list ...training.Handout) {
		t.Helper()
		must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error { return tx.AddHandouts(ctx, sc, run, list) }))
	}
	own := []training.Handout{handed("ana", "/a.csv"), handed("ana", "/b.csv")}
	add(f.Ana, "run-a", own...)
	later := own[0]
	later.Wall, later.Scenario = Now.Add(time.Hour), Now.Add(time.Hour)
	changed := later
	changed.SHA256 = training.Digest([]byte("the table has grown"))
	add(f.Ana, "run-a", later, changed)
	for i := range own {
		own[i].Site, own[i].Team, own[i].Run = "ro", "team-a", "run-a"
	}
	changed.Site, changed.Team, changed.Run = "ro", "team-a", "run-a"
	same(t, append(own, changed), get[[]training.Handout](t)(st.Handouts(ctx, f.Ana, "run-a")))

	early := handed("bogdan", "/c.csv")
	early.Wall = f.RunA.Created.Add(-time.Second)
	add(f.Bogdan, "run-b", handed("bogdan", "/b.csv"), early)
	add(f.Italian, "run-it", handed("ilaria", "/a.csv"))
	var others []training.RunID
	for _, h := range get[[]training.Handout](t)(st.HandoutsElsewhere(ctx, f.RunA)) {
		others = append(others, h.Run)
	}
	same(t, []training.RunID{"run-it", "run-b"}, others)
}
