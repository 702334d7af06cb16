package exercise_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/store/storetest"
	"github.com/osint-radar/academy/internal/training"
)

// A trainer refuses a request until its answer is due, and takes that back; the
// team reads why at once, and gets an answer only to what stands unrefused.
func TestRefusals(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(e.Name, func(t *testing.T) { refusals(t, exercisetest.Portal(t, e.Open(t))) })
	}
}

func refusals(t *testing.T, s *exercisetest.Stage) {
	room, ctx := s.Room, t.Context()
	run := s.Run(t, s.Tom, "team-a")
	for range 2 {
		exercisetest.Asked(t, room, s.Ana, run)
	}
	look := func(n int) exercise.Answer {
		t.Helper()
		list, err := room.Requests(ctx, s.Ana, run.ID)
		must(t, err)
		return list[n-1]
	}
	for _, bad := range []string{" ", strings.Repeat("x", 1001), "nul \x00"} {
		var invalid *training.InvalidError
		if err := room.Refuse(ctx, s.Tom, run.ID, 1, bad); !errors.As(err, &invalid) || invalid.Field != "reason" {
			t.Errorf("the reason %.8q: %v", bad, err)
		}
	}
	refused(t, "a trainee refuses", room.Refuse(ctx, s.Ana, run.ID, 1, "no"), training.ErrForbidden)
	refused(t, "a trainee passes", room.Pass(ctx, s.Ana, run.ID, 1), training.ErrForbidden)
	refused(t, "another site's trainer refuses", room.Refuse(ctx, s.Uma, run.ID, 1, "no"), training.ErrNotFound)
	refused(t, "a request that nobody sent", room.Refuse(ctx, s.Tom, run.ID, 3, "no"), training.ErrNotFound)
	if a := look(1); !a.Waits || a.Here || a.By != "Ana" {
		t.Errorf("after what was refused: %+v", a)
	}
	for range 2 { // a click too many
		must(t, room.Refuse(ctx, s.Tom, run.ID, 1, " The order names <another> account. "))
		must(t, room.Refuse(ctx, s.Tom, run.ID, 2, "no need"))
	}
	if a := look(1); !a.Waits || !a.Here || a.Outcome != training.RequestRefused || a.Words() != "Refused: The order names <another> account." || a.Files != nil || a.Account != "" {
		t.Errorf("refused, the team sees %+v", a)
	}
	s.Wait(44 * time.Minute)
	for range 2 {
		must(t, room.Pass(ctx, s.Tom, run.ID, 2))
	}
	if a := look(2); a.Here || a.Outcome != "" || a.Refusal != "" {
		t.Errorf("passed on after all: %+v", a)
	}
	s.Wait(time.Minute)
	if a := look(1); a.Waits || a.Outcome != training.RequestRefused || a.Files != nil {
		t.Errorf("refused, after its time: %+v", a)
	}
	_, err := room.OpenReply(ctx, s.Ana, run.ID, 1, "account.csv")
	refused(t, "the reply to what was refused", err, training.ErrNotFound)
	if a := look(2); a.Outcome != training.RequestAnswered || !slices.Contains(a.Files, "account.csv") {
		t.Errorf("the other one: %+v", a)
	}
	refused(t, "too late to refuse", room.Refuse(ctx, s.Tom, run.ID, 2, "no"), training.ErrConflict)
	refused(t, "too late to pass", room.Pass(ctx, s.Tom, run.ID, 1), training.ErrConflict)
	log, err := s.Store.AuditLog(ctx, training.Scope{Site: "ro", Role: training.Administrator}, 0, 100)
	must(t, err)
	var did []string
	for _, e := range log {
		if e.Action == "run.refuse" || e.Action == "run.pass" {
			did = append(did, e.Action)
		}
	}
	if !slices.Equal(did, []string{"run.refuse", "run.refuse", "run.pass"}) {
		t.Errorf("the audit chain has %v", did)
	}
	exercisetest.Asked(t, room, s.Ana, run)
	must(t, room.End(ctx, s.Tom, run.ID))
	refused(t, "after the end", room.Refuse(ctx, s.Tom, run.ID, 3, "no"), training.ErrConflict)
	if list, err := room.Requests(ctx, s.Cem, run.ID); err != nil || len(list) != 0 {
		t.Errorf("another team sees %v, %v", list, err)
	}
}
