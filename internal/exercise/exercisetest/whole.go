package exercisetest

import (
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/training"
)

// Reason is in the trainer's reasons of a [Released] run, and nowhere else.
const Reason = "the trainer saw it so"

// Worked is a running run in which the trainee has done one of everything:
// evidence e1, entity f1, an answer, a label, a report, and submission 1.
func Worked(tb testing.TB, room *exercise.Room, trainer, trainee training.Scope) training.Run {
	tb.Helper()
	ctx := tb.Context()
	run, err := room.Open(ctx, trainer, exercise.Opening{Scenario: "blue-lantern", Team: trainee.Team, Scale: Small})
	must(tb, err)
	must(tb, room.Start(ctx, trainer, run.ID))
	_, err = room.AddEvidence(ctx, trainee, run.ID, exercise.Upload{
		Body: strings.NewReader("a page that nobody served"), Row: training.Evidence{FileName: "page.html", Relevance: "shows the offer", SourceURL: "http://chatterly.test/about"},
	})
	must(tb, err)
	file, err := room.Case(run)
	must(tb, err)
	_, err = room.SaveFinding(ctx, trainee, run.ID, training.Finding{Kind: training.EntityFinding, Claim: training.Claim{
		Type: "account", Selectors: []training.Selector{{Kind: "handle", Platform: "chatterly", Value: file.Accounts[0]}}, Word: "likely", Evidence: []string{"e1"},
	}})
	must(tb, err)
	must(tb, room.SaveAnswer(ctx, trainee, run.ID, "q7", []byte("4"), "likely", nil))
	must(tb, room.SaveLabels(ctx, trainee, run.ID, map[string]string{file.Labels[0].Record: "L1"}))
	_, err = room.SaveDraft(ctx, trainee, run.ID, "Bottom line: there is an offer.", 0)
	must(tb, err)
	_, err = room.Submit(ctx, trainee, run.ID, "key-1")
	must(tb, err)
	return again(tb, room, trainer, run)
}

// Released is a [Worked] run that was marked, every criterion at level 2, and
// released.
func Released(tb testing.TB, room *exercise.Room, trainer, trainee training.Scope) training.Run {
	tb.Helper()
	run := Worked(tb, room, trainer, trainee)
	Release(tb, room, trainer, run)
	return again(tb, room, trainer, run)
}

// Release ends a run, marks every criterion at level 2 and releases it.
func Release(tb testing.TB, room *exercise.Room, trainer training.Scope, run training.Run) {
	tb.Helper()
	ctx := tb.Context()
	must(tb, room.End(ctx, trainer, run.ID))
	must(tb, room.OpenMarking(ctx, trainer, run.ID))
	desk, err := room.Marking(ctx, trainer, run.ID)
	must(tb, err)
	for _, c := range desk.Criteria {
		must(tb, room.SaveMark(ctx, trainer, run.ID, c.Code, 2, Reason+" for "+c.Code, "mark-"+c.Code))
	}
	must(tb, room.Release(ctx, trainer, run.ID, "release-1"))
}

func again(tb testing.TB, room *exercise.Room, sc training.Scope, run training.Run) training.Run {
	tb.Helper()
	run, err := room.Run(tb.Context(), sc, run.ID)
	must(tb, err)
	return run
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}
