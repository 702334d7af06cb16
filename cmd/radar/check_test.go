package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/search"
)

// runRadar runs the program with its own standard streams.
func runRadar(t *testing.T, args ...string) (code int, out, diag string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = run(context.Background(), args, stdio{in: strings.NewReader(""), out: &stdout, err: &stderr})
	return code, stdout.String(), stderr.String()
}

// contentFolder is a copy of the shipped content that a test may change.
func contentFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, room := range []string{"courses", "handbook"} {
		if err := os.CopyFS(filepath.Join(dir, room), os.DirFS(filepath.Join("..", "..", room, "content"))); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func edit(t *testing.T, file, old, fresh string) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(b, []byte(old)) {
		t.Fatalf("%s does not hold %q", file, old)
	}
	if err := os.WriteFile(file, bytes.Replace(b, []byte(old), []byte(fresh), 1), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestCheckShippedContent(t *testing.T) {
	for _, args := range [][]string{{"check"}, {"check", "--content", contentFolder(t)}} {
		if code, out, diag := runRadar(t, args...); code != 0 || out != "" || !strings.Contains(diag, "nothing to mend") {
			t.Errorf("%v: exit %d\n%s%s", args, code, out, diag)
		}
	}
}

func TestCheckNamesFileAndLine(t *testing.T) {
	const lesson = "courses/countering-digital-smuggling/01-m1/01-phenomenon.md"
	const page = "handbook/A/A.1-who-this-is-for.md"
	for _, c := range []struct{ name, file, old, fresh, want string }{
		{"key", lesson, "title:", "colour: red\ntitle:", lesson + ":3: unknown key colour"},
		{"NUL", lesson, "id: m1-l1", "id: m1-l1\x00", lesson + ":2: holds a NUL byte; remove it"},
		{"UTF-8", page, "lang: en", "lang: \xe9n", page + ":4: is not valid UTF-8 at column 7; save the file as UTF-8"},
		{"malformed", page, "lang: en", "lang: [en", page + ":4: did not find expected ',' or ']'"},
		{"dead citation", lesson, "(HB-D.9)", "(HB-D.3)", lesson + ":92: dead link \"HB-D.3\": there is no page HB-D.3 in this release"},
		{"skeleton", lesson, "## Try", "## Do", lesson + ": the lesson has no heading \"## Try\" in its place"},
		{"leak", lesson, "## Activate", "```\n:::solution{for=m1-a01 audience=trainer}\n```\n## Activate", lesson + ":27: text for trainers would reach trainees"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := contentFolder(t)
			edit(t, filepath.Join(dir, c.file), c.old, c.fresh)
			code, out, _ := runRadar(t, "check", "--content", dir)
			if want := filepath.Join(dir, c.want); code != 1 || !strings.Contains(out, want) {
				t.Errorf("exit %d, want 1 and %s\n%s", code, want, out)
			}
		})
	}
}

func TestCheckMisuse(t *testing.T) {
	if code, _, _ := runRadar(t, "check", "all"); code != 2 {
		t.Errorf("an argument: exit %d, want 2", code)
	}
	if code, _, diag := runRadar(t, "check", "--content", filepath.Join(t.TempDir(), "absent")); code != 1 || !strings.Contains(diag, "is no folder of content") {
		t.Errorf("an absent folder: exit %d, %s", code, diag)
	}
}

func TestNewLessonIsWhole(t *testing.T) {
	dir := contentFolder(t)
	code, out, diag := runRadar(t, "new", "lesson", "m1", "--title", "Über Grenzen: a test", "--content", dir)
	file := strings.TrimSpace(out)
	if code != 0 || filepath.Base(file) != "09-uber-grenzen-a-test.md" {
		t.Fatalf("exit %d, %q %s", code, out, diag)
	}
	if code, out, _ := runRadar(t, "check", "--content", dir); code != 0 {
		t.Errorf("the scaffold has faults:\n%s", out)
	}
	if code, _, _ := runRadar(t, "new", "lesson", "m9", "--content", dir); code != 1 {
		t.Errorf("an unknown module: exit %d, want 1", code)
	}
	if code, _, _ := runRadar(t, "new", "lesson", "m1"); code != 2 {
		t.Errorf("no folder: exit %d, want 2", code)
	}
}

func TestNewQuestionOfEveryTypeIsWhole(t *testing.T) {
	dir := contentFolder(t)
	lesson := filepath.Join(dir, "courses/countering-digital-smuggling/01-m1/03-cycle.md")
	for _, kind := range questionTypes() {
		code, out, diag := runRadar(t, "new", "question", "m1-l3", "--type", kind, "--content", dir)
		if code != 0 || !strings.HasPrefix(out, ":::question{#m1-q") {
			t.Fatalf("%s: exit %d, %q %s", kind, code, out, diag)
		}
		f, err := os.OpenFile(lesson, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := fmt.Fprintf(f, "\n%s", out); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		if code, faults, _ := runRadar(t, "check", "--content", dir); code != 0 {
			t.Fatalf("%s:\n%s", kind, faults)
		}
	}
}

func TestOpenContentFollowsTheFolder(t *testing.T) {
	dir := contentFolder(t)
	clock := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	c, err := openContent(context.Background(), dir, func() time.Time { return clock })
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}()
	edit(t, filepath.Join(dir, "handbook/A/A.1-who-this-is-for.md"), "title: ", "title: Zanzibar ")
	clock = clock.Add(2 * time.Second)
	res, err := c.search.Search(context.Background(), "zanzibar", search.Viewer{}, 3)
	if err != nil || len(res.Hits) != 1 || res.Hits[0].ID != "HB-A.1" {
		t.Errorf("%+v %v", res, err)
	}
}
