package exercise_test

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/verify"
)

// Handed in once, whatever is repeated; scored at once; closed to the team until
// every criterion is marked and the trainer releases.
func TestSubmitAndRelease(t *testing.T) {
	s := exercisetest.New(t)
	room, ctx := s.Room, t.Context()
	run := exercisetest.Worked(t, room, s.Tom, s.Ana)
	again, err := room.Submit(ctx, s.Ben, run.ID, "key-1")
	must(t, err)
	subs, err := room.Submissions(ctx, s.Ana, run.ID)
	must(t, err)
	if len(subs) != 1 || again.ID != subs[0].ID || again.Person != s.Ana.Person {
		t.Fatalf("the same key twice: %d submissions, %+v", len(subs), again)
	}
	if got := training.Digest(subs[0].Wire); got != subs[0].SHA256 {
		t.Errorf("digest %s, bytes have %s", subs[0].SHA256, got)
	}
	wire, err := training.DecodeSubmission(subs[0].Wire)
	must(t, err)
	if len(wire.Findings) != 1 || len(wire.Answers) != 1 || len(wire.Labels) != 1 || len(wire.Evidence) != 1 || wire.Run != run.ID {
		t.Errorf("handed in: %s", subs[0].Wire)
	}

	early := func(when string) {
		t.Helper()
		for _, sc := range []training.Scope{s.Ana, s.Tom} {
			refused(t, "review "+when, drop(room.Review(ctx, sc, run.ID)), training.ErrNotFound)
			refused(t, "truth "+when, drop(room.ReleasedTruth(ctx, sc, run.ID)), training.ErrNotFound)
			refused(t, "dataset "+when, drop(room.Dataset(ctx, sc, run.ID)), training.ErrNotFound)
		}
		refused(t, "the marking desk for a trainee", drop(room.Marking(ctx, s.Ana, run.ID)), training.ErrForbidden)
		if scores, err := room.Store.Scores(ctx, s.Ana, run.ID); err == nil && len(scores) > 0 {
			t.Errorf("%s a trainee reads %d lines of the score ledger", when, len(scores))
		}
	}
	early("while running")
	if scores, err := room.Store.Scores(ctx, s.Tom, run.ID); err != nil || len(scores) != 1 || scores[0].TruthRoot != run.TruthRoot {
		t.Errorf("the ledger holds %d lines, %v; want one automatic score", len(scores), err)
	}
	refused(t, "a mark before marking", room.SaveMark(ctx, s.Tom, run.ID, "C1", 2, "x", "m0"), training.ErrConflict)
	must(t, room.End(ctx, s.Tom, run.ID))
	must(t, room.OpenMarking(ctx, s.Tom, run.ID))
	desk, err := room.Marking(ctx, s.Tom, run.ID)
	must(t, err)
	for i, c := range desk.Criteria {
		err := room.Release(ctx, s.Tom, run.ID, "early")
		refused(t, "release with "+c.Code+" unmarked", err, training.ErrConflict)
		if err == nil || !strings.Contains(err.Error(), "criteria are marked") {
			t.Errorf("%v does not say how many are missing", err)
		}
		early("while marking")
		refused(t, "a level that there is not", room.SaveMark(ctx, s.Tom, run.ID, c.Code, 4, "x", "bad"), training.ErrInvalid)
		refused(t, "a mark without a reason", room.SaveMark(ctx, s.Tom, run.ID, c.Code, 2, " ", "bad"), training.ErrInvalid)
		must(t, room.SaveMark(ctx, s.Tom, run.ID, c.Code, 2+i%2, "reason "+c.Code, "mark-"+c.Code))
	}
	refused(t, "a release by a trainee", room.Release(ctx, s.Ana, run.ID, "r"), training.ErrForbidden)
	must(t, room.Release(ctx, s.Tom, run.ID, "release-1"))

	v, err := room.Review(ctx, s.Ana, run.ID)
	must(t, err)
	if !v.Published.Result.Passed || len(v.Published.Marks) != len(desk.Criteria) || training.Digest(v.ScoreJSON) != v.ScoreSum {
		t.Errorf("review: %+v, score %s", v.Published, v.ScoreSum)
	}
	if v.Submission.ID != subs[0].ID || v.Score.SubmissionSHA256 != subs[0].SHA256 {
		t.Error("the review is not of what was handed in")
	}
	if g := v.Graph(); len(g.Nodes) != 20 || len(g.Edges) < 25 {
		t.Errorf("the truth graph has %d nodes and %d edges, want the 20 and 25 of the scenario", len(g.Nodes), len(g.Edges))
	}
	refused(t, "another team's review", drop(room.Review(ctx, s.Cem, run.ID)), training.ErrNotFound)
	checkOffline(t, s, run)
}

// checkOffline does what the review page tells the team to do: unpack the
// dataset and let an independent reader prove it with the released truth.
func checkOffline(t *testing.T, s *exercisetest.Stage, run training.Run) {
	t.Helper()
	plain, err := s.Room.ReleasedTruth(t.Context(), s.Ana, run.ID)
	must(t, err)
	write, err := s.Room.Dataset(t.Context(), s.Ana, run.ID)
	must(t, err)
	var b bytes.Buffer
	must(t, write(&b))
	dir := t.TempDir()
	for in := tar.NewReader(&b); ; {
		h, err := in.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		must(t, err)
		file := filepath.Join(dir, filepath.FromSlash(h.Name))
		must(t, os.MkdirAll(filepath.Dir(file), 0o700))
		body, err := io.ReadAll(in)
		must(t, err)
		must(t, os.WriteFile(file, body, 0o600))
	}
	dir = filepath.Join(dir, exercise.DatasetName(run))
	manifest, err := os.ReadFile(filepath.Join(dir, dataset.ManifestFile))
	must(t, err)
	if got := training.Digest(manifest); got != run.DatasetDigest {
		t.Errorf("the manifest's digest is %s, promised was %s", got, run.DatasetDigest)
	}
	report, err := verify.Dataset(t.Context(), dir, verify.Options{Key: plain})
	must(t, err)
	for _, f := range report.Faults {
		t.Errorf("%v", f)
	}
	if report.TruthRoot != run.TruthRoot || len(report.Facts) == 0 {
		t.Errorf("verify finds the root %s and proves %d facts; promised was %s", report.TruthRoot, len(report.Facts), run.TruthRoot)
	}
}

// The published bytes are stable JSON.
func TestPublishedForm(t *testing.T) {
	p := exercise.Published{Format: 1, Marks: []exercise.PublishedMark{{Criterion: "C1", Weight: 15, Level: 2, Reason: "r"}}, Critical: []string{}}
	b, err := json.Marshal(p)
	must(t, err)
	for _, key := range []string{`"format":1`, `"score_sha256"`, `"marks":[{"criterion":"C1","weight":15,"level":2,"reason":"r"}]`, `"critical_fails":[]`, `"result"`} {
		if !strings.Contains(string(b), key) {
			t.Errorf("%s lacks %s", b, key)
		}
	}
}
