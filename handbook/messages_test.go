package handbook

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestTroubleshootingQuotesTheProgram holds page D.14 to messages that the
// program prints: what stands in code marks in the first column of its tables
// is looked for in the program's source.
func TestTroubleshootingQuotesTheProgram(t *testing.T) {
	pages, err := filepath.Glob("content/D/D.14-*.md")
	if err != nil || len(pages) != 1 {
		t.Fatal(pages, err)
	}
	page, err := os.ReadFile(pages[0])
	if err != nil {
		t.Fatal(err)
	}
	source := programText(t)
	others := []string{ // printed by Go and make
		"go: No such file or directory", "go: not found", "go: … dial tcp: … connection refused", "flag provided but not defined",
		"file:line: message", "bin/radar check", "bin/radar verify", "bin/radar verify audit",
	}
	quoted, row := regexp.MustCompile("`([^`]+)`"), regexp.MustCompile(`(?m)^\| ([^|]*) \|`)
	found := 0
	for _, r := range row.FindAllStringSubmatch(string(page), -1) {
		for _, m := range quoted.FindAllStringSubmatch(r[1], -1) {
			if !strings.Contains(m[1], " ") || slices.Contains(others, m[1]) {
				continue
			}
			found++
			for _, piece := range strings.Split(m[1], "…") {
				if piece = strings.Trim(piece, " :"); !strings.Contains(source, piece) {
					t.Errorf("%s: no part of the program prints %q", pages[0], piece)
				}
			}
		}
	}
	if found < 15 {
		t.Errorf("only %d messages were looked for", found)
	}
}

func programText(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, room := range []string{"cmd", "courses", "handbook", "internal", "scenarios", "simulator", "web"} {
		err := filepath.WalkDir(filepath.Join("..", room), func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") {
				return err
			}
			b, err := os.ReadFile(file)
			all.Write(b)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}
