package solver

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/toolbin"
)

// program builds radar as a person would.
func program(t *testing.T) string {
	t.Helper()
	// The compiler runs outside: walking the sources tells the test cache what this depends on.
	for _, room := range []string{"cmd", "courses", "handbook", "internal", "scenarios", "simulator", "web"} {
		err := filepath.WalkDir(filepath.Join(toolbin.Root(t), room), func(_ string, _ os.DirEntry, err error) error { return err })
		if err != nil {
			t.Fatal(err)
		}
	}
	bin := filepath.Join(t.TempDir(), "radar")
	cmd := exec.Command("go", "build", "-o", bin, "./cmd/radar")
	cmd.Dir = toolbin.Root(t)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return bin
}

func radar(t *testing.T, bin string, args ...string) string {
	t.Helper()
	var out, diag bytes.Buffer
	cmd := exec.Command(bin, args...)
	cmd.Stdout, cmd.Stderr = &out, &diag
	if err := cmd.Run(); err != nil {
		t.Fatalf("radar %s: %v\n%s%s", strings.Join(args, " "), err, out.String(), diag.String())
	}
	return out.String()
}

// atWork serves a dataset with its clock at a time and returns the addresses once it is ready.
func atWork(t *testing.T, bin, dir, variant string, now time.Time) endpoints {
	t.Helper()
	state := t.TempDir()
	cmd := exec.Command(bin, "range", dir, "--state", state, "--clock", now.UTC().Format(time.RFC3339))
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			t.Error(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("radar range: %v", err)
		}
	})
	lines := bufio.NewScanner(stdout)
	for lines.Scan() && lines.Text() != "ready" {
	}
	if lines.Text() != "ready" {
		t.Fatal("radar range never said that it was ready")
	}
	go func() { _, _ = io.Copy(io.Discard, stdout) }() // until the program ends
	b, err := os.ReadFile(filepath.Join(state, "range.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all struct {
		Teams map[string]endpoints `json:"teams"`
	}
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	return all.Teams[variant]
}

// rates are the parts of a score that tests look at.
type score struct {
	Components struct {
		Entities, Links, Money, Timeline struct{ P, R, F1 string }
		Labels                           struct{ F1, Kappa string }
		Answers                          struct {
			Score string
			Items []struct{ Question, Credit string }
		}
		Calibration *struct{ Brier string }
	} `json:"components"`
	all       map[string]map[string]any
	Innocents []struct{ Name string }                           `json:"innocents_named"`
	Reasons   []struct{ Component, Finding, Fact, Text string } `json:"reasons"`
}

func scored(t *testing.T, bin, dir string, s submission) score {
	t.Helper()
	file := filepath.Join(t.TempDir(), "submission.json")
	s.write(t, file)
	var out score
	var every struct{ Components map[string]map[string]any }
	printed := []byte(radar(t, bin, "score", "--truth", dir, "--key", dir+".agekey", "--submission", file))
	if err := errors.Join(json.Unmarshal(printed, &out), json.Unmarshal(printed, &every)); err != nil {
		t.Fatal(err)
	}
	out.all = every.Components
	return out
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatalf("%q is no number", s)
	}
	return v
}

// opening is when the analyst sits down: three hours after the newest post of the
// case file, while what it points to is still there.
func opening(t *testing.T, dir string) time.Time {
	t.Helper()
	var newest time.Time
	for _, r := range table(t, dir, "posts") {
		at, err := time.Parse(time.RFC3339, r["created_at"])
		if err != nil {
			t.Fatal(err)
		}
		if at.After(newest) {
			newest = at
		}
	}
	return newest.Add(3 * time.Hour)
}

func TestSolver(t *testing.T) {
	tools := map[string]string{"dig": toolbin.Find(t, "dig"), "exiftool": toolbin.Find(t, "exiftool")}
	bin := program(t)
	dirs, found := map[string]string{}, map[string]submission{}
	for _, variant := range []string{"team-a", "team-b"} {
		dir := filepath.Join(t.TempDir(), variant)
		radar(t, bin, "simulate", "blue-lantern", "--seed", "c0ffee", "--variant", variant, "--scale", "0.2", "--out", dir)
		now := opening(t, dir)
		dirs[variant] = dir
		found[variant] = solve(newDesk(t, atWork(t, bin, dir, variant, now), tools), dir, variant, now)
	}
	for variant, other := range map[string]string{"team-a": "team-b", "team-b": "team-a"} {
		t.Run(variant, func(t *testing.T) { judge(t, scored(t, bin, dirs[variant], found[variant])) })
		t.Run(variant+" against "+other, func(t *testing.T) { stranger(t, scored(t, bin, dirs[other], found[variant])) })
		t.Run(variant+" everybody", func(t *testing.T) { everybody(t, bin, dirs[variant], variant) })
		t.Run(variant+" nothing", func(t *testing.T) {
			c := scored(t, bin, dirs[variant], submission{Format: 1, Variant: variant, ScenarioTime: found[variant].ScenarioTime}).Components
			for what, v := range map[string]string{"entities": c.Entities.F1, "links": c.Links.F1, "money": c.Money.F1, "labels": c.Labels.F1, "answers": c.Answers.Score} {
				if v != "0.000" {
					t.Errorf("%s: %s for nothing", what, v)
				}
			}
		})
	}
}

// judge wants every automatic question right and the case graph found.
func judge(t *testing.T, s score) {
	t.Helper()
	c := s.Components
	for _, q := range c.Answers.Items {
		if q.Credit != "1.000" {
			t.Errorf("%s: %s", q.Question, q.Credit)
		}
	}
	if len(c.Answers.Items) != 7 {
		t.Errorf("%d automatic questions, want 7", len(c.Answers.Items))
	}
	for what, f1 := range map[string]string{"entities": c.Entities.F1, "links": c.Links.F1, "money": c.Money.F1, "labels": c.Labels.F1} {
		if number(t, f1) < 0.9 {
			t.Errorf("%s: F1 %s, want .9", what, f1)
		}
	}
	if len(s.Innocents) > 0 {
		t.Errorf("innocents named: %v", s.Innocents)
	}
	if t.Failed() {
		for _, r := range s.Reasons {
			if !strings.HasPrefix(r.Text, "right") && r.Component != "evidence" {
				t.Logf("%s %s %s: %s", r.Component, r.Finding, r.Fact, r.Text)
			}
		}
	}
}

// stranger wants another team's solution to be worth next to nothing: no rate of
// any component is above .1. Only calibration is no rate of finding.
func stranger(t *testing.T, s score) {
	t.Helper()
	if len(s.all) < 5 {
		t.Errorf("%d components, want entities, links, money, labels and answers at least", len(s.all))
	}
	for component, rates := range s.all {
		if component == "calibration" {
			continue
		}
		for _, rate := range []string{"p", "r", "f1", "f05", "value_r", "score", "share", "credit", "lawful_as_l3"} {
			if text, ok := rates[rate].(string); ok && number(t, text) > 0.1 {
				t.Errorf("%s: %s %s, want .1 at most", component, rate, text)
			}
		}
	}
	// An order, a number of 120 and a count may be right by chance; together they
	// stay below the bound above. What names things may not.
	for _, q := range s.Components.Answers.Items {
		if number(t, q.Credit) > 0.1 && !slices.Contains([]string{"q2", "q6", "q7"}, q.Question) {
			t.Errorf("%s: %s", q.Question, q.Credit)
		}
	}
}

// everybody names all accounts that the platform shows and must name every innocent among them.
func everybody(t *testing.T, bin, dir, variant string) {
	t.Helper()
	s := submission{Format: 1, Variant: variant}
	b, err := os.ReadFile(filepath.Join(dir, "microblog", "accounts.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(b) {
		var a struct{ Handle string }
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		s.entity("account", handle(a.Handle))
	}
	got := scored(t, bin, dir, s)
	named := map[string]bool{}
	for _, i := range got.Innocents {
		named[i.Name] = true
	}
	if number(t, got.Components.Entities.R) == 0 {
		t.Error("naming everybody names no offender")
	}
	// Ten of the fourteen, and the six who ask in the open.
	if len(named) != 16 || number(t, got.Components.Entities.P) > 0.1 {
		t.Errorf("%d innocents named, want 16; precision %s", len(named), got.Components.Entities.P)
	}
}
