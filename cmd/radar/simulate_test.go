package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/toolbin"
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
	after, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the second run changed the dataset: %v", err)
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
		{[]string{"blue-lantern", "--variant", "team-z"}, "it has team-a, team-b"},
		{[]string{"blue-lantern", "--seed", "xyz"}, "is not hexadecimal"},
		{[]string{"blue-lantern", "--seed", strings.Repeat("a", 33)}, "33 hex digits"},
		{[]string{"blue-lantern", "--scale", "0"}, "a positive number"},
		{[]string{"blue-lantern", "--workers", "0"}, "want 1 or more"},
		{[]string{"blue-lantern", "--out", "-"}, "not in this release"},
		{[]string{"blue-lantern", "--shard", "1/2"}, "--shard is not in this release"},
		{[]string{"blue-lantern", "--join"}, "--join is not in this release"},
		{[]string{"blue-lantern", "--format", "parquet"}, "--format is not in this release"},
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
