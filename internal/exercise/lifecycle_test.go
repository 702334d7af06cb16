package exercise_test

import (
	"bytes"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/training"
)

// ended wants an error of a kind.
func refused(t *testing.T, what string, err, kind error) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Errorf("%s: %v, want %v", what, err, kind)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// The way of a run from seal to archive: what each state allows, and what it refuses.
func TestLifecycle(t *testing.T) {
	s := exercisetest.New(t)
	room, ctx := s.Room, t.Context()
	run := s.Seal(t, s.Tom, "team-a")
	if run.State != training.Sealed || len(run.TruthRoot) != 64 || len(run.DatasetDigest) != 64 || run.Variant != "team-a" {
		t.Fatalf("sealed: %+v", run)
	}
	if !run.ScenarioStart.Before(run.ScenarioEnd) {
		t.Errorf("from %v to %v", run.ScenarioStart, run.ScenarioEnd)
	}
	_, err := room.Open(ctx, s.Ana, exercise.Opening{Scenario: "blue-lantern", Team: "team-a"})
	refused(t, "a trainee opens", err, training.ErrForbidden)
	_, err = room.Open(ctx, s.Tom, exercise.Opening{Scenario: "no-such", Team: "team-a"})
	refused(t, "unknown scenario", err, training.ErrInvalid)
	_, err = room.Open(ctx, s.Tom, exercise.Opening{Scenario: "blue-lantern", Team: "team-a", Variant: "z"})
	refused(t, "unknown variant", err, training.ErrInvalid)
	refused(t, "a trainee starts", room.Start(ctx, s.Ana, run.ID), training.ErrForbidden)
	refused(t, "a trainer of another site starts", room.Start(ctx, s.Uma, run.ID), training.ErrNotFound)
	refused(t, "pause before the start", room.Pause(ctx, s.Tom, run.ID), training.ErrConflict)
	_, err = room.CaseFiles(ctx, s.Ana, run.ID)
	refused(t, "case file before the start", err, training.ErrNotFound)
	if _, served := room.Endpoints(run); served {
		t.Error("a sealed run is on the range")
	}

	must(t, room.Start(ctx, s.Tom, run.ID))
	refused(t, "start twice", room.Start(ctx, s.Tom, run.ID), training.ErrConflict)
	if _, served := room.Endpoints(run); !served {
		t.Error("a running run is not on the range")
	}
	at := func(want time.Duration) {
		t.Helper()
		v, err := room.View(ctx, s.Ana, run.ID)
		must(t, err)
		if got := v.Now.Sub(run.ScenarioStart); got != want {
			t.Errorf("scenario time is %v after the opening, want %v", got, want)
		}
	}
	s.Wait(10 * time.Minute)
	at(10 * time.Minute)
	must(t, room.SetSpeed(ctx, s.Tom, run.ID, 2000))
	s.Wait(10 * time.Minute)
	at(30 * time.Minute)
	must(t, room.Pause(ctx, s.Tom, run.ID))
	refused(t, "speed in a pause", room.SetSpeed(ctx, s.Tom, run.ID, 1000), training.ErrConflict)
	s.Wait(time.Hour)
	at(30 * time.Minute)
	must(t, room.Resume(ctx, s.Tom, run.ID))
	s.Wait(5 * time.Minute)
	at(40 * time.Minute)
	must(t, room.Stop(ctx, s.Ben, run.ID, "ethics"))
	refused(t, "a stop of another team", room.Stop(ctx, s.Cem, run.ID, "ethics"), training.ErrNotFound)
	refused(t, "a stop without a kind", room.Stop(ctx, s.Ben, run.ID, "coffee"), training.ErrInvalid)
	s.Wait(time.Hour)
	at(40 * time.Minute)
	must(t, room.Stop(ctx, s.Ben, run.ID, "ethics")) // again: nothing more to stop
	must(t, room.Resume(ctx, s.Tom, run.ID))
	must(t, room.End(ctx, s.Tom, run.ID))
	_, err = room.SaveDraft(ctx, s.Ana, run.ID, "late", 0)
	refused(t, "a draft after the end", err, training.ErrConflict)
	_, err = room.Submit(ctx, s.Ana, run.ID, "late-1")
	must(t, err) // what is there may still be handed in
	must(t, room.OpenMarking(ctx, s.Tom, run.ID))
	_, err = room.Submit(ctx, s.Ana, run.ID, "late-2")
	refused(t, "a submission while marking", err, training.ErrConflict)
	if _, served := room.Endpoints(run); served {
		t.Error("a run that is being marked is on the range")
	}
	must(t, room.Archive(ctx, s.Tom, run.ID))
	refused(t, "out of the archive", room.Start(ctx, s.Tom, run.ID), training.ErrConflict)
}

// However many ask however often, each inject of the course list is delivered
// once, in the order of its time, and says when it came late.
func TestInjectsOnce(t *testing.T) {
	s := exercisetest.New(t)
	room, ctx := s.Room, t.Context()
	run := s.Run(t, s.Tom, "team-a")
	ids := func() (out []string, late int) {
		letters, err := room.Inbox(ctx, s.Ana, run.ID)
		must(t, err)
		for i := len(letters) - 1; i >= 0; i-- {
			out = append(out, letters[i].ID)
			if letters[i].Late {
				late++
			}
		}
		return out, late
	}
	if got, _ := ids(); len(got) != 0 {
		t.Fatalf("at the opening: %v", got)
	}
	s.Wait(5*time.Minute - time.Millisecond)
	must(t, room.Tick(ctx))
	if got, _ := ids(); len(got) != 0 {
		t.Errorf("before T+5: %v", got)
	}
	s.Wait(time.Millisecond)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if err := room.Tick(ctx); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got, late := ids(); len(got) != 1 || got[0] != "i1" || late != 0 {
		t.Errorf("at T+5: %v, %d late", got, late)
	}
	refused(t, "fire what was delivered", room.Fire(ctx, s.Tom, run.ID, "i1"), training.ErrConflict)
	must(t, room.Skip(ctx, s.Tom, run.ID, "i2"))
	must(t, room.Fire(ctx, s.Tom, run.ID, "i5")) // not on the course list: by hand alone
	s.Wait(3 * time.Hour)                        // the program was down
	must(t, room.Tick(ctx))
	must(t, room.Tick(ctx))
	got, late := ids()
	if len(got) != 5 || got[0] != "i1" || got[1] != "i5" || late != 3 {
		t.Errorf("after a gap: %v, %d late; want i1, i5, then i3 i4 i6, three late", got, late)
	}
	refused(t, "a receipt for what is not there", room.Read(ctx, s.Ana, run.ID, training.ReceiptInject, "i7"), training.ErrNotFound)
	must(t, room.Read(ctx, s.Ana, run.ID, training.ReceiptInject, "i3"))
	must(t, room.Read(ctx, s.Ana, run.ID, training.ReceiptInject, "i3"))
	must(t, room.Read(ctx, s.Ben, run.ID, training.ReceiptInject, "i3"))
	letters, err := room.Inbox(ctx, s.Ana, run.ID)
	must(t, err)
	for _, l := range letters {
		if l.ID == "i3" && (!l.Read || l.ReadBy != 2) {
			t.Errorf("i3: %+v, want read by two", l)
		}
	}
}

// Every use-case answers "not found" to other teams and other sites.
func TestOtherTeams(t *testing.T) {
	s := exercisetest.New(t)
	room, ctx := s.Room, t.Context()
	run := exercisetest.Worked(t, room, s.Tom, s.Ana)
	for who, sc := range map[string]training.Scope{"another team": s.Cem, "another site": s.Dea, "a trainer of another site": s.Uma} {
		for what, err := range map[string]error{
			"run":       drop(room.Run(ctx, sc, run.ID)),
			"view":      drop(room.View(ctx, sc, run.ID)),
			"inbox":     drop(room.Inbox(ctx, sc, run.ID)),
			"evidence":  drop(room.EvidenceList(ctx, sc, run.ID)),
			"points":    drop(room.Points(ctx, sc, run.ID)),
			"case file": drop(room.OpenCaseFile(ctx, sc, run.ID, "posts.csv")),
			"review":    drop(room.Review(ctx, sc, run.ID)),
			"truth":     drop(room.ReleasedTruth(ctx, sc, run.ID)),
			"dataset":   drop(room.Dataset(ctx, sc, run.ID)),
			"message":   room.Send(ctx, sc, run.ID, "hello", "k"),
		} {
			refused(t, what+" for "+who, err, training.ErrNotFound)
		}
		if found, err := room.AllFindings(ctx, sc, run.ID); err != nil || len(found) > 0 {
			t.Errorf("findings for %s: %d, %v", who, len(found), err)
		}
		if subs, err := room.Submissions(ctx, sc, run.ID); err != nil || len(subs) > 0 {
			t.Errorf("submissions for %s: %d, %v", who, len(subs), err)
		}
	}
	for what, err := range map[string]error{
		"finding":  drop(room.SaveFinding(ctx, s.Cem, run.ID, training.Finding{Kind: training.EntityFinding, Claim: training.Claim{Type: "account", Selectors: []training.Selector{{Kind: "handle", Value: "@x"}}}})),
		"answer":   room.SaveAnswer(ctx, s.Cem, run.ID, "q7", []byte("1"), "", nil),
		"draft":    drop(room.SaveDraft(ctx, s.Cem, run.ID, "x", 0)),
		"evidence": drop(room.AddEvidence(ctx, s.Cem, run.ID, exercise.Upload{Body: bytes.NewReader(nil), Row: training.Evidence{Relevance: "x"}})),
		"submit":   drop(room.Submit(ctx, s.Cem, run.ID, "k")),
	} {
		refused(t, what+" by another team", err, training.ErrNotFound)
	}
}

func drop[T any](_ T, err error) error { return err }
