package desk_test

import (
	"archive/tar"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/verify"
	"github.com/osint-radar/academy/web/page"
)

// unpack lays the files of a tar archive into a folder.
func unpack(t *testing.T, dir, archive string) {
	t.Helper()
	r := tar.NewReader(strings.NewReader(archive))
	for {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(dir, filepath.FromSlash(h.Name))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestReport(t *testing.T) {
	b := newBench(t)
	run := b.Run(t, b.Tom, "team-a")
	base := "/exercises/" + string(run.ID) + "/report"
	b.get("Ana", base).want(t, 200, `name="version" value="0"`, "Nothing is handed in yet", "2 wanted")
	b.post("Ana", base, url.Values{"report": {"what Ana wrote"}, "version": {"0"}}).want(t, 303)
	b.post("Ben", base, url.Values{"report": {"what Ben wrote"}, "version": {"0"}}).
		want(t, 409, "what Ana wrote", "what Ben wrote", "What Ana saved meanwhile", `name="version" value="1"`)
	b.post("Ben", base, url.Values{"report": {"both"}, "version": {"1"}}).want(t, 303)
	b.post("Ben", base, url.Values{"report": {"a\x00"}, "version": {"2"}}).want(t, 422, "NUL character")
	b.post("Ben", base, url.Values{"report": {"a"}, "version": {"two"}}).want(t, 422)
	save := httptest.NewRequest(http.MethodPost, base, strings.NewReader(url.Values{"report": {"saved by itself"}, "version": {"2"}, "csrf": {token}}.Encode()))
	save.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	save.Header.Set("Accept", "application/json")
	b.send("Ana", save).want(t, 200, `"set":{"version":"3"}`)

	b.post("Ana", base+"/submit", url.Values{"key": {"s1"}}).want(t, 422, "cannot be changed afterwards", "saved by itself")
	b.post("Ana", base+"/submit", url.Values{"confirm": {"yes"}}).want(t, 422, "idempotency key")
	b.post("Tom", base+"/submit", url.Values{"key": {"s1"}, "confirm": {"yes"}}).want(t, 403)
	b.post("Cem", base+"/submit", url.Values{"key": {"s1"}, "confirm": {"yes"}}).want(t, 404)
	for range 3 {
		b.post("Ana", base+"/submit", url.Values{"key": {"s1"}, "confirm": {"yes"}}).want(t, 303)
	}
	subs, err := b.Room.Submissions(t.Context(), b.Ana, run.ID)
	if err != nil || len(subs) != 1 || subs[0].Report != "saved by itself" {
		t.Fatalf("%d submissions, %v", len(subs), err)
	}
	b.get("Ana", base+"?sent=1").want(t, 200, "Handed in", subs[0].SHA256)
	file := b.get("Ben", base+"/1").want(t, 200)
	if file.body != string(subs[0].Wire) || !strings.Contains(file.header.Get("Content-Disposition"), "submission.json") {
		t.Errorf("submission.json is not what is stored: %v", file.header)
	}
	b.get("Ana", base+"/2").want(t, 404)
	b.get("Cem", base+"/1").want(t, 404)
	if err := b.Room.End(t.Context(), b.Tom, run.ID); err != nil {
		t.Fatal(err)
	}
	b.post("Ana", base, url.Values{"report": {"too late"}, "version": {"3"}}).want(t, 409, "too late", "ended")
	b.get("Ana", base).want(t, 200, "Hand in", "saved by itself")
	b.post("Ana", base+"/submit", url.Values{"key": {"s2"}, "confirm": {"yes"}}).want(t, 303)
}

// Nothing of score and truth is on any page before the release; all of it is
// there afterwards, for the team and its trainers alone.
func TestReview(t *testing.T) {
	b := newBench(t)
	run := exercisetest.Worked(t, b.Room, b.Tom, b.Ana)
	base := "/exercises/" + string(run.ID)
	d, err := dataset.Open(b.Room.DatasetDir(run.ID))
	if err != nil {
		t.Fatal(err)
	}
	_, facts, err := d.Truth(b.Room.Truth)
	if err != nil {
		t.Fatal(err)
	}
	scores, err := b.Store.Scores(t.Context(), b.Tom, run.ID)
	if err != nil || len(scores) != 1 {
		t.Fatalf("%d scores, %v", len(scores), err)
	}
	secrets := []string{scores[0].ScoreSHA256, "banned predecessor", "innocents_named", "CANARY", exercisetest.Reason}
	for _, f := range facts {
		secrets = append(secrets, f.Salt)
	}
	closed := func(who string) {
		t.Helper()
		for _, p := range append([]string{"/evidence/1", "/findings/1", "/report/1", "/evidence.csv"}, pages...) {
			b.get(who, base+p).want(t, 200).lacks(t, secrets...)
		}
		b.get(who, base+"/review").want(t, 404, "Not released yet").lacks(t, secrets...)
		for _, p := range []string{"/review/truth.jsonl", "/review/score.json", "/review/dataset.tar"} {
			b.get(who, base+p).want(t, 404).lacks(t, secrets...)
		}
	}
	closed("Ana")
	closed("Tom")
	exercisetest.Release(t, b.Room, b.Tom, run)

	review := b.get("Ana", base+"/review").want(t, 200, "Passed", "2.000", exercisetest.Reason+" for C1", "Entities", "banned predecessor", "not seen", scores[0].ScoreSHA256,
		"radar verify "+d.Manifest.Scenario+"-"+d.Manifest.Variant, `id="score-table"`, `id="score-picture"`, run.TruthRoot, "What holds")
	checkTwin(t, review.body)
	b.get("Ben", base+"/review").want(t, 200, "Innocents named")
	b.get("Tom", base+"/review").want(t, 200, "Innocents named")
	b.get("Ana", base).want(t, 200, "results are out", "Read your result")
	plain := b.get("Ana", base+"/review/truth.jsonl").want(t, 200)
	if n := strings.Count(plain.body, "\n"); n != len(facts)+1 {
		t.Errorf("truth.jsonl has %d lines, want a header and %d facts", n, len(facts))
	}
	score := b.get("Ana", base+"/review/score.json").want(t, 200)
	if training.Digest([]byte(score.body)) != scores[0].ScoreSHA256 {
		t.Error("score.json is not the score that was published")
	}
	dir := t.TempDir()
	unpack(t, dir, b.get("Ana", base+"/review/dataset.tar").want(t, 200).body)
	if notice, err := os.ReadFile(filepath.Join(dir, "NOTICE.txt")); err != nil || !strings.Contains(string(notice), page.Notice) || !strings.Contains(string(notice), page.SyntheticLabel) {
		t.Errorf("the archive's notice: %q, %v", notice, err)
	}
	if rep, err := verify.Dataset(t.Context(), filepath.Join(dir, d.Manifest.Scenario+"-"+d.Manifest.Variant), verify.Options{Key: []byte(plain.body)}); err != nil || !rep.Whole() {
		t.Errorf("the dataset of the archive is not whole: %v %v", rep.Faults, err)
	}
	for _, stranger := range []string{"Cem", "Dea", "Uma"} {
		for _, p := range []string{"/review", "/review/truth.jsonl", "/review/score.json", "/review/dataset.tar", "/report/1"} {
			b.get(stranger, base+p).want(t, 404).lacks(t, secrets...)
		}
	}
}
