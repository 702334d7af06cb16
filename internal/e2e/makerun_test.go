package e2e_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/toolbin"
)

// TestMakeRun is the first of the README's two commands in a fresh copy of the
// checkout: from nothing to a site within three minutes, building included, and
// soon on a later start. A copy, because "make run" keeps its demo in the checkout.
func TestMakeRun(t *testing.T) {
	m := &machine{t: t, dir: checkout(t), by: []string{toolbin.Find(t, "make"), "run"}}
	m.start()
	t.Logf("first start, with the build: %v", m.took)
	if m.took > patience {
		t.Errorf("the first start took %v; a person waits %v", m.took, patience)
	}
	demoPeople(t, m)
	probes(t, m)
	run := m.signIn("ro/trainee/team-a", 0).runOf()
	for _, service := range []string{"http", "dns", "electrum"} {
		m.line("team-a/" + service)
	}
	m.stop()

	m.laterStart()
	probes(t, m)
	if again := m.signIn("ro/trainee/team-a", 1).runOf(); again != run {
		t.Errorf("a later start has another demo: %s, was %s", again, run)
	}
	m.stop()
	if out, err := exec.Command(m.path("bin", "radar"), "serve", "-h").CombinedOutput(); err != nil || !strings.Contains(string(out), `(default "127.0.0.1:8080")`) {
		t.Errorf("without RADAR_ADDR it would not be at 127.0.0.1:8080 (%v):\n%s", err, out)
	}
	if ignored := strings.Fields(string(read(t, toolbin.Root(t), ".gitignore"))); !slices.Contains(ignored, "/demo/") {
		t.Error("git would take the demo's database")
	}
}

// checkout copies what git keeps of the program.
func checkout(t *testing.T) string {
	t.Helper()
	root, dir := toolbin.Root(t), t.TempDir()
	list, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		from, to := filepath.Join(root, e.Name()), filepath.Join(dir, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), ".") || e.Name() == "bin" || e.Name() == "demo":
			continue
		case e.IsDir():
			err = os.CopyFS(to, os.DirFS(from))
		case e.Type().IsRegular():
			err = os.WriteFile(to, read(t, from), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
