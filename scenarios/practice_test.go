package scenarios_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/osint-radar/academy/simulator/dataset"
)

// practice holds the worked examples of module 1 and of page D.9 to
// the world that they are quoted from: team-b, seed 1. Who changes that world
// quotes it anew.
func practice(t *testing.T, m dataset.Manifest, dir string) {
	t.Helper()
	posts, hits := practicePosts(t, dir, "kettle", "strawsong")
	lessons, err := filepath.Glob("../courses/content/countering-digital-smuggling/01-m1/0[1-6]-*.md")
	if err != nil || len(lessons) != 6 {
		t.Fatal(lessons, err)
	}
	var text strings.Builder
	for _, file := range append(lessons, "../handbook/content/D/D.9-datasets.md") {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text.Write(b)
	}
	row, quotes := regexp.MustCompile(`(?m)^\| "(.+?)" \|`), strings.NewReplacer("“", "", "”", "", "'", "", `"`, "")
	all := quotes.Replace(strings.Join(posts, "\n"))
	found := 0
	for _, q := range row.FindAllStringSubmatch(text.String(), -1) {
		found++
		for _, piece := range strings.Split(q[1], "…") {
			if piece = strings.TrimSuffix(quotes.Replace(piece), "."); !strings.Contains(all, strings.TrimSpace(piece)) {
				t.Errorf("no post of the practice world says %q", piece)
			}
		}
	}
	if found < 15 {
		t.Errorf("only %d quotations were looked for", found)
	}
	for _, fact := range []string{
		fmt.Sprintf("stands in %d posts by %d accounts", len(hits["kettle"]), distinct(hits["kettle"])),
		fmt.Sprintf("stands in %d posts by %d accounts", len(hits["strawsong"]), distinct(hits["strawsong"])),
		fmt.Sprintf("Answer: %d posts by %d accounts", len(hits["strawsong"]), distinct(hits["strawsong"])),
		fmt.Sprintf("same codebook: %d posts by %d accounts", len(hits["kettle"]), distinct(hits["kettle"])),
		fmt.Sprintf("%d,%03d posts", len(posts)/1000, len(posts)%1000), fmt.Sprintf("blue-lantern/team-b, %d files, truth_root %s…%s`", len(m.Files), m.TruthRoot[:8], m.TruthRoot[len(m.TruthRoot)-11:]),
	} {
		if !strings.Contains(text.String(), fact) {
			t.Errorf("the practice world has: %s; the lessons say something else", fact)
		}
	}
	registered, err := os.ReadFile(filepath.Join(dir, "infra", "registrations.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile(`(?m)^\| (\S+) \| (\d{4}-\d\d-\d\d) \| (\S+@\S+) \|`).FindAllStringSubmatch(text.String(), -1)
	for _, n := range names {
		line := regexp.MustCompile(`(?m)^.*"domain":"` + regexp.QuoteMeta(n[1]) + `".*"email":"` + regexp.QuoteMeta(n[3]) + `".*"registered":"` + n[2] + `T.*$`)
		if !line.Match(registered) {
			t.Errorf("%s was not registered on %s by %s", n[1], n[2], n[3])
		}
	}
	if len(names) != 3 {
		t.Errorf("%d registrations were looked for, want 3", len(names))
	}
}

// practicePosts returns the posts' texts, and the authors of those with a word.
func practicePosts(t *testing.T, dir string, words ...string) (texts []string, authors map[string][]string) {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "microblog", "statuses.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	authors = map[string][]string{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var p struct {
			Account string `json:"account_id"`
			Text    string `json:"text"`
		}
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, p.Text)
		for _, w := range words {
			if regexp.MustCompile(`(?i)\b` + w + `\b`).MatchString(p.Text) {
				authors[w] = append(authors[w], p.Account)
			}
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return texts, authors
}

func distinct(of []string) int {
	seen := map[string]bool{}
	for _, s := range of {
		seen[s] = true
	}
	return len(seen)
}
