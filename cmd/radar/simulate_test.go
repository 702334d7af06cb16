package main

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/simulator/dataset"
)

func radar(args ...string) (code int, out, diag string) {
	var o, e bytes.Buffer
	code = run(context.Background(), args, stdio{in: strings.NewReader(""), out: &o, err: &e})
	return code, o.String(), e.String()
}

// A dataset from the command line: the manifest is there, the key opens the
// truth with the age program, and a second run does not touch it.
func TestSimulate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "set")
	args := []string{"simulate", "blue-lantern", "--seed", "1", "--variant", "team-b", "--scale", "0.1", "--out", dir}
	code, out, diag := radar(args...)
	if code != 0 || !strings.HasPrefix(out, dir+": blue-lantern/team-b, ") {
		t.Fatalf("exit %d: %s%s", code, out, diag)
	}
	st, err := os.Stat(dir + ".agekey")
	if err != nil || st.Mode().Perm() != 0o600 {
		t.Fatalf("key file: %v, %v", st, err)
	}
	head, err := exec.Command(toolbin.Find(t, "age"), "-d", "-i", dir+".agekey", filepath.Join(dir, "truth.age")).Output()
	if err != nil || !bytes.HasPrefix(head, []byte(`{"format":1,"scenario":"blue-lantern","seed":"00000000000000000000000000000001"`)) {
		t.Errorf("the truth begins %.80s, %v", head, err)
	}
	before, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(before, []byte("00000000000000000000000000000001")) || strings.Contains(diag, "0000001") {
		t.Error("the seed is shown")
	}
	if code, _, diag = radar(append(args, "--seal-to", strings.TrimSpace(recipient(t, dir+".agekey")))...); code != 2 || !strings.Contains(diag, "is not empty") {
		t.Errorf("over a finished dataset: exit %d, %s", code, diag)
	}
	if code, _, diag = radar(args...); code != 2 || !strings.Contains(diag, "is not empty") {
		t.Errorf("over a finished dataset, its key beside it: exit %d, %s", code, diag)
	}
	if _, err := os.Stat(dir + ".agekey"); err != nil {
		t.Errorf("the key of the finished dataset: %v", err)
	}
	after, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the second run changed the dataset: %v", err)
	}
}

// Every file but truth.age is a function of scenario, variant and seed, also
// where nobody says whom the truth is sealed to; and the truth says the same.
func TestSameSeedSameBytes(t *testing.T) {
	made := map[string]map[string]string{}
	for _, run := range []struct{ name, variant, workers string }{{"one", "team-a", "1"}, {"two", "team-a", "2"}, {"other", "team-b", "2"}} {
		dir := filepath.Join(t.TempDir(), "set")
		if code, _, diag := radar("simulate", "blue-lantern", "--seed", "1", "--variant", run.variant, "--scale", "0.1", "--workers", run.workers, "--out", dir); code != 0 {
			t.Fatalf("exit %d: %s", code, diag)
		}
		files := map[string]string{}
		err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(path)
			files[strings.TrimPrefix(path, dir)] = string(b)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		plain, err := exec.Command(toolbin.Find(t, "age"), "-d", "-i", dir+".agekey", filepath.Join(dir, "truth.age")).Output()
		if err != nil {
			t.Fatal(err)
		}
		files["/truth.age"], files["key"] = string(plain), recipient(t, dir+".agekey")
		made[run.name] = files
	}
	for name, b := range made["one"] {
		if made["two"][name] != b {
			t.Errorf("%s differs between two runs with one seed", name)
		}
	}
	if len(made["one"]) != len(made["two"]) || len(made["one"]) < 100 {
		t.Errorf("%d files and %d", len(made["one"]), len(made["two"]))
	}
	if made["one"]["key"] == made["other"]["key"] {
		t.Error("two variants have one key")
	}
}

// A world without an exercise needs no scenario file; the scale sizes it whole.
func TestSimulateMarket(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "set")
	if code, out, diag := radar("simulate", "market", "--seed", "2", "--scale", "0.4", "--out", dir); code != 0 || !strings.HasPrefix(out, dir+": market/team-a, ") {
		t.Fatalf("exit %d: %s%s", code, out, diag)
	}
	if code, out, _ := radar("verify", dir, "--key", dir+".agekey"); code != 0 || !strings.Contains(out, "verified ") {
		t.Errorf("exit %d: %s", code, out)
	}
	if code, _, diag := radar("simulate", "market", "--scale", "900", "--out", dir+"-large"); code == 0 || !strings.Contains(diag, "market.networks: 2700 at this scale, want 2 to 150") {
		t.Errorf("too large: exit %d, %s", code, diag)
	}
}

func recipient(t *testing.T, keyFile string) string {
	t.Helper()
	b, err := os.ReadFile(keyFile)
	if err != nil {
		t.Fatal(err)
	}
	line, _, _ := strings.Cut(string(b), "\n")
	return strings.TrimPrefix(line, "# public key: ")
}

func TestSimulateMisuse(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "set")
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{}, "wants one SCENARIO"},
		{[]string{"nope"}, `no scenario "nope"; there are: blue-lantern`},
		{[]string{"nope"}, "worlds without an exercise: market"},
		{[]string{"market", "--variant", "../x"}, "small letters and digits"},
		{[]string{"blue-lantern", "--variant", "team-z"}, "it has team-a, team-b"},
		{[]string{"blue-lantern", "--seed", "xyz"}, "is not hexadecimal"},
		{[]string{"blue-lantern", "--seed", strings.Repeat("a", 33)}, "33 hex digits"},
		{[]string{"blue-lantern", "--scale", "0"}, "a positive number"},
		{[]string{"blue-lantern", "--scale", "0.001"}, "crowd.accounts: 2 at this scale, and the story alone has"},
		{[]string{"blue-lantern", "--workers", "0"}, "want 1 or more"},
		{[]string{"blue-lantern", "--shard", "1/2"}, "want --seed"},
		{[]string{"blue-lantern", "--seed", "1", "--shard", "3/2"}, "want i/n with i from 1 to n"},
		{[]string{"blue-lantern", "--resume", "--join"}, "exclude each other"},
		{[]string{"blue-lantern", "--resume"}, "holds no unfinished dataset"},
		{[]string{"blue-lantern", "--seal-to", "age1x"}, "is no age1… key"},
		{[]string{"blue-lantern", "--sead", "1"}, "sead"},
	} {
		args := append([]string{"simulate"}, c.args...)
		if !strings.Contains(strings.Join(args, " "), "--out") {
			args = append(args, "--out", dir)
		}
		code, out, diag := radar(args...)
		if code != 2 || out != "" || !strings.Contains(diag, c.want) {
			t.Errorf("%v: exit %d, %q, %q; want 2 and %q", args, code, out, diag, c.want)
		}
		if entries, err := filepath.Glob(dir + "*"); err != nil || len(entries) > 0 {
			t.Errorf("%v left %v behind", args, entries)
		}
	}
}

// What is wrong at every size is not blamed on --scale.
func TestSimulateBlamesTheScaleForItsOwn(t *testing.T) {
	content, dir := t.TempDir(), filepath.Join(t.TempDir(), "set")
	if err := os.CopyFS(filepath.Join(content, "scenarios"), os.DirFS("../../scenarios/content")); err != nil {
		t.Fatal(err)
	}
	edit(t, filepath.Join(content, "scenarios/blue-lantern/scenario.yaml"), "media: 40", "media: 400")
	code, _, diag := radar("simulate", "blue-lantern", "--content", content, "--scale", "0.5", "--out", dir)
	if code == 0 || !strings.Contains(diag, "case.media: 400, and the posts of the case file show") || strings.Contains(diag, "--scale") {
		t.Errorf("exit %d: %s", code, diag)
	}
	if dataset.Unfinished(dir) {
		t.Error("something was written")
	}
}

// A run that is killed is unfinished; resumed without its seed, it ends in the
// bytes of a run that nobody touched.
func TestSimulateKilled(t *testing.T) {
	whole, dir := filepath.Join(t.TempDir(), "whole"), filepath.Join(t.TempDir(), "set")
	args := []string{"simulate", "blue-lantern", "--seed", "00000000000000000000000000000c01", "--workers", "1"}
	if code, _, diag := radar(append(args, "--out", whole)...); code != 0 {
		t.Fatal(diag)
	}
	program, err := exec.LookPath("radar") // testscript.Main put it there
	if err != nil {
		t.Fatal(err)
	}
	victim := exec.Command(program, append(args, "--out", dir)...)
	diag, err := victim.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := victim.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(diag); lines.Scan() && !strings.HasPrefix(lines.Text(), "2/"); {
		continue
	}
	if err := victim.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := victim.Wait(); err == nil {
		t.Fatal("the run was over before it was killed")
	}
	if code, out, _ := radar("verify", dir); code != 1 || !strings.HasPrefix(out, "missing manifest.json ") {
		t.Errorf("verify of a killed run: exit %d, %s", code, out)
	}
	code, out, said := radar("simulate", "blue-lantern", "--resume", "--out", dir)
	if code != 0 || strings.Contains(said, "1/5 ") || strings.Contains(said, "2/5 ") {
		t.Errorf("resume: exit %d, %s%s; the first two surfaces were finished", code, out, said)
	}
	a, b := manifest(t, whole), manifest(t, dir)
	a.Truth.Recipients, b.Truth.Recipients = nil, nil
	if diff := cmp.Diff(a, b); diff != "" {
		t.Error(diff)
	}
	if code, out, said := radar("verify", dir, "--key", dir+".agekey"); code != 0 {
		t.Errorf("verify: exit %d, %s%s", code, out, said)
	}
	if code, again, _ := radar("simulate", "blue-lantern", "--resume", "--out", dir); code != 0 || again != out {
		t.Errorf("resumed once more: exit %d, %q, want what it said before", code, again)
	}
}

// A dataset that was begun with another seed is left as it is.
func TestResumeAnotherWorld(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "set")
	if code, _, diag := radar("simulate", "blue-lantern", "--seed", "5", "--scale", "0.05", "--shard", "1/2", "--out", dir); code != 0 {
		t.Fatal(diag)
	}
	code, _, diag := radar("simulate", "blue-lantern", "--seed", "6", "--scale", "0.05", "--resume", "--out", dir)
	if code != 2 || !strings.Contains(diag, "its seed is another") || strings.Contains(diag, "goes on") {
		t.Errorf("exit %d, %s; want 2 and what is wrong with the seed", code, diag)
	}
	if _, err := os.Stat(dir + ".agekey"); !os.IsNotExist(err) {
		t.Errorf("a key of the refused run is left: %v", err)
	}
	if !dataset.Unfinished(dir) {
		t.Error("the unfinished dataset is gone")
	}
}

func manifest(t *testing.T, dir string) dataset.Manifest {
	t.Helper()
	d, err := dataset.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return d.Manifest
}
