package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Another processor gives the same bytes: a program of 32 bits, without assembly in
// what compresses and packs, writes what this one does.
func TestOtherProcessor(t *testing.T) {
	other := filepath.Join(t.TempDir(), "radar")
	build := exec.CommandContext(t.Context(), "go", "build", "-tags", "purego,noasm", "-o", other, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if runtime.GOOS == "linux" && runtime.GOARCH == "amd64" { // others run no program of 32 bits
		build.Env = append(build.Env, "GOARCH=386")
	}
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, args := range [][]string{
		{"blue-lantern", "--scale", "0.1"},
		{"meridian", "--scale", "0.2"},
		{"haystack", "--scale", "0.03", "--format", "csv,jsonl,parquet"},
	} {
		args = append([]string{"simulate", args[0], "--seed", "386"}, args[1:]...)
		here, there := filepath.Join(t.TempDir(), "here"), filepath.Join(t.TempDir(), "there")
		if code, _, diag := radar(append(args, "--out", here)...); code != 0 {
			t.Fatal(diag)
		}
		if out, err := exec.CommandContext(t.Context(), other, append(args, "--out", there)...).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if diff := cmp.Diff(manifestOf(t, here), manifestOf(t, there)); diff != "" {
			t.Errorf("%v:\n%s", args, diff)
		}
	}
}

// manifestOf is the manifest of a dataset, which has the digest of all else.
func manifestOf(t *testing.T, dir string) string {
	t.Helper()
	b, err := fs.ReadFile(os.DirFS(dir), "manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
