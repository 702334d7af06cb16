package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/grading"
	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/store/storetest"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/truth"
)

// blueLantern simulates a small S1 and opens its truth.
func blueLantern(t *testing.T, variant string) (dir, key string, facts []truth.Fact) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), variant)
	if code, _, diag := runRadar(t, "simulate", "blue-lantern", "--seed", "5e", "--variant", variant, "--scale", "0.1", "--out", dir); code != 0 {
		t.Fatalf("simulate: exit %d %s", code, diag)
	}
	key = dir + ".agekey"
	ids, err := identities(key)
	if err != nil {
		t.Fatal(err)
	}
	d, err := dataset.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, facts, err = d.Truth(ids...); err != nil {
		t.Fatal(err)
	}
	return dir, key, facts
}

func write(t *testing.T, name string, b []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// rates are all decimal strings of a score, by name; ids and reasons are left out.
func rates(t *testing.T, out string) map[string]string {
	t.Helper()
	found := map[string]string{}
	var s struct {
		Components map[string]json.RawMessage `json:"components"`
	}
	if err := json.Unmarshal([]byte(out), &s); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	decimal := regexp.MustCompile(`"(p|r|f1|f05|score|kappa|tau|value_r|share|credit|lawful_as_l3)":"(-?\d+\.\d{3})"`)
	for name, raw := range s.Components {
		for _, m := range decimal.FindAllStringSubmatch(string(raw), -1) {
			if v, ok := found[name+"."+m[1]]; !ok || m[2] < v {
				found[name+"."+m[1]] = m[2]
			}
		}
	}
	return found
}

func TestScoreCommand(t *testing.T) {
	dir, key, facts := blueLantern(t, "team-a")
	perfect := grading.Perfect(facts)
	perfect.Scenario, perfect.Variant = "blue-lantern", "team-a"
	wire, err := perfect.Encode()
	if err != nil {
		t.Fatal(err)
	}
	file := write(t, "submission.json", wire)
	code, out, diag := runRadar(t, "score", "--truth", dir, "--key", key, "--submission", file)
	if code != 0 || diag != "" {
		t.Fatalf("exit %d %s", code, diag)
	}
	got := rates(t, out)
	for name, v := range got {
		if want := map[bool]string{true: "0.000", false: "1.000"}[strings.HasSuffix(name, "lawful_as_l3")]; v != want {
			t.Errorf("the truth against itself: %s is %s", name, v)
		}
	}
	for _, must := range []string{"entities.f1", "links.f1", "money.value_r", "labels.kappa", "answers.score", "evidence.share"} {
		if got[must] == "" {
			t.Errorf("no %s in %v", must, got)
		}
	}
	if !strings.Contains(out, `"innocents_named":[]`) {
		t.Error("the truth names an innocent")
	}
	if _, again, _ := runRadar(t, "score", "--truth", dir, "--key", key, "--submission", file); again != out {
		t.Error("two runs differ")
	}
	plain := released(t, dir, key)
	if code, again, diag := runRadar(t, "score", "--truth", dir, "--key", plain, "--submission", file); code != 0 || again != out {
		t.Errorf("with the released truth: exit %d %s, the same score: %v", code, diag, again == out)
	}
	other, _, _ := blueLantern(t, "team-b")
	if code, out, diag := runRadar(t, "score", "--truth", other, "--key", plain, "--submission", file); code != 1 || out != "" || !strings.Contains(diag, "was sealed with") {
		t.Errorf("with another dataset's released truth: exit %d %q %s", code, out, diag)
	}

	empty := write(t, "empty.json", []byte(`{"format":1,"scenario":"blue-lantern","variant":"team-a"}`))
	_, out, _ = runRadar(t, "score", "--truth", dir, "--key", key, "--submission", empty)
	if got := rates(t, out); len(got) == 0 || regexp.MustCompile(`"[1-9]\d*\.\d{3}"|"0\.\d*[1-9]\d*"`).MatchString(out) {
		t.Errorf("nothing handed in is worth something: %s", out)
	}
}

// Pairs, windows, places and labels of a scheme of its own, from the command line
// and on the site: the same bytes.
func TestScoreOfKinds(t *testing.T) {
	s := exercisetest.Kinds(t, storetest.Engines()[0].Open(t))
	run := s.Run(t, s.Tom, "team-a")
	for question, value := range map[string]string{
		"q1": `{"subscriber":"prosecutor"}`, "q2": `"2026-03-14T09:00Z/2026-03-14T10:40Z"`, "q3": `"44.1240,12.5680"`, "q8": `15`,
	} {
		if err := s.Room.SaveAnswer(t.Context(), s.Ana, run.ID, question, []byte(value), "", nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Room.SaveLabels(t.Context(), s.Ana, run.ID, map[string]string{"case/received.csv#2": "press"}); err != nil {
		t.Fatal(err)
	}
	sub, err := s.Room.Submit(t.Context(), s.Ana, run.ID, "s")
	if err != nil {
		t.Fatal(err)
	}
	scores, err := s.Store.Scores(t.Context(), s.Tom, run.ID)
	if err != nil || len(scores) != 1 {
		t.Fatalf("%d scores, %v", len(scores), err)
	}
	code, out, diag := runRadar(t, "score", "--truth", s.Room.DatasetDir(run.ID), "--key", write(t, "key", []byte(s.Room.Truth.String())), "--submission", write(t, "submission.json", sub.Wire))
	if code != 0 || out != string(scores[0].Score) {
		t.Errorf("exit %d %s\n%s\nthe site has\n%s", code, diag, out, scores[0].Score)
	}
	// By hand: one of three pairs; 60 of 100 minutes; 68 m away; within the tolerance;
	// press F1 1, core and privilege 0.
	for _, want := range []string{
		`{"question":"q1","kind":"matching","credit":"0.333"}`, `{"question":"q2","kind":"interval","credit":"0.600"}`, `{"question":"q3","kind":"place","credit":"1.000"}`,
		`{"question":"q8","kind":"numeric","credit":"1.000"}`, `{"question":"q5","kind":"labels","credit":"0.333"}`,
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in %s", want, out)
		}
	}
}

// released decrypts a dataset's truth as the site hands it out after the release.
func released(t *testing.T, dir, key string) string {
	t.Helper()
	ids, err := identities(key)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := os.Open(filepath.Join(dir, "truth.age"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = sealed.Close() }()
	r, err := age.Decrypt(sealed, ids...)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return write(t, "truth.jsonl", plain)
}

func TestScoreRefuses(t *testing.T) {
	dir, key, _ := blueLantern(t, "team-a")
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	otherKey := write(t, "other.key", []byte(id.String()))
	good := write(t, "good.json", []byte(`{"format":1}`))
	for name, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"no flags":          {nil, 2, "wants --truth DIR"},
		"a word too many":   {[]string{"x", "--truth", dir, "--key", key, "--submission", good}, 2, "flags only"},
		"wrong key":         {[]string{"--truth", dir, "--key", otherKey, "--submission", good}, 1, "sealed to another key"},
		"no key":            {[]string{"--truth", dir, "--key", dir + ".none", "--submission", good}, 1, "there is no file"},
		"not a key":         {[]string{"--truth", dir, "--key", good, "--submission", good}, 1, "no age identity"},
		"not a dataset":     {[]string{"--truth", filepath.Dir(good), "--key", key, "--submission", good}, 1, "manifest.json"},
		"no submission":     {[]string{"--truth", dir, "--key", key, "--submission", "none.json"}, 1, "none.json"},
		"broken JSON":       {[]string{"--truth", dir, "--key", key, "--submission", write(t, "a.json", []byte("{\"format\":1,\n \"run\": x}"))}, 1, "a.json:2:9"},
		"a wrong type":      {[]string{"--truth", dir, "--key", key, "--submission", write(t, "b.json", []byte("{\"format\":1,\n\"findings\":[\n{\"id\":7}]}"))}, 1, "b.json:3:"},
		"an unknown field":  {[]string{"--truth", dir, "--key", key, "--submission", write(t, "c.json", []byte("{\"format\":1,\n\"extra\":2}"))}, 1, `unknown field \"extra\"`},
		"an unknown word":   {[]string{"--truth", dir, "--key", key, "--submission", write(t, "d.json", []byte(`{"format":1,"answers":[{"question":"q1","value":1,"word":"surely"}]}`))}, 1, "answers[0].word"},
		"a key twice":       {[]string{"--truth", dir, "--key", key, "--submission", write(t, "f.json", []byte(`{"format":1,"answers":[{"question":"q1","value":{"a":"x","a":"y"}}]}`))}, 1, "answers[0].value"},
		"a dangling ending": {[]string{"--truth", dir, "--key", key, "--submission", write(t, "e.json", []byte(`{"format":1,"findings":[{"id":"f1","kind":"link","subject":"f2","object":"f1"}]}`))}, 1, "findings[0]"},
	} {
		code, out, diag := runRadar(t, append([]string{"score"}, c.args...)...)
		if code != c.code || out != "" || !strings.Contains(diag, c.says) {
			t.Errorf("%s: exit %d %q, want %d saying %q", name, code, diag, c.code, c.says)
		}
	}
}

func TestVerifyCommand(t *testing.T) {
	dir, key, facts := blueLantern(t, "team-b")
	d, err := dataset.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	code, out, _ := runRadar(t, "verify", dir)
	if want := "truth_root " + d.Manifest.TruthRoot + "\n"; code != 0 || !strings.HasPrefix(out, "verified ") || !strings.HasSuffix(out, want) || strings.Count(out, "\n") != 1 {
		t.Errorf("exit %d %q", code, out)
	}
	code, out, _ = runRadar(t, "verify", dir, "--key", key, "--reveal")
	if n := strings.Count(out, "proved "); code != 0 || n != len(facts) {
		t.Errorf("--reveal: exit %d, %d of %d facts", code, n, len(facts))
	}
	page := filepath.Join(dir, "infra", "dns.jsonl")
	b, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.WriteFile(page, b, 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, _ = runRadar(t, "verify", dir)
	if code != 1 || !strings.HasPrefix(out, "bad infra/dns.jsonl has SHA-256 ") || strings.Contains(out, "verified") {
		t.Errorf("a flipped byte: exit %d %q", code, out)
	}
	for _, args := range [][]string{nil, {"a", "b"}, {filepath.Join(dir, "none")}, {"audit"}, {dir, "--reveal"}} {
		if code, out, _ := runRadar(t, append([]string{"verify"}, args...)...); code != 2 || out != "" {
			t.Errorf("%v: exit %d %q", args, code, out)
		}
	}
}

func TestVerifyAuditCommand(t *testing.T) {
	address := "sqlite:" + filepath.Join(t.TempDir(), "radar.db")
	s, err := store.Open(t.Context(), address, store.Options{Migrate: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	code, out, diag := runRadar(t, "verify", "audit", "--db", address)
	if code != 0 || !regexp.MustCompile(`^verified \d+ rows, head [0-9a-f]+\n$`).MatchString(out) {
		t.Errorf("exit %d %q %s", code, out, diag)
	}
	if code, _, diag := runRadar(t, "verify", "audit", "--db", "mysql://x"); code != 2 || !bytes.Contains([]byte(diag), []byte("mysql")) {
		t.Errorf("a wrong address: exit %d %s", code, diag)
	}
}
