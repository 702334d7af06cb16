package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	fence     = regexp.MustCompile("(?ms)^```([a-z]*)\n(.*?)^```")
	codeSpan  = regexp.MustCompile("`((?:bin/)?radar [a-z][^`]*|make [a-z-]+)`")
	flagToken = regexp.MustCompile(`^--([a-z-]+)`)
)

// TestInstallationPagesAreTrue reads part D of the handbook and the README and
// wants every command, subcommand, flag and make target in them to exist in this
// program.
func TestInstallationPagesAreTrue(t *testing.T) {
	makefile, err := os.ReadFile(filepath.Join("..", "..", "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	pages, err := filepath.Glob(filepath.Join("..", "..", "handbook", "content", "D", "*.md"))
	if err != nil || len(pages) == 0 {
		t.Fatal("no pages", err)
	}
	pages = append(pages, filepath.Join("..", "..", "README.md"))
	help := map[string]string{}
	seen := 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, m := range fence.FindAllStringSubmatch(string(text), -1) {
			if m[1] == "" || m[1] == "sh" { // the README's, the handbook's
				lines = append(lines, strings.Split(strings.ReplaceAll(m[2], "\\\n", " "), "\n")...)
			}
		}
		for _, m := range codeSpan.FindAllStringSubmatch(string(text), -1) {
			lines = append(lines, m[1])
		}
		for _, line := range lines {
			words := strings.Fields(line)
			if len(words) < 2 {
				continue
			}
			switch words[0] {
			case "make":
				seen++
				if !strings.Contains(string(makefile), "\n"+words[1]+":") {
					t.Errorf("%s: the Makefile has no target %q", filepath.Base(page), words[1])
				}
			case "bin/radar", "radar":
				seen++
				checkCommand(t, filepath.Base(page), words[1:], help)
			}
		}
	}
	if seen < 60 {
		t.Errorf("only %d commands found in part D: is the pattern still right?", seen)
	}
}

// D.1 names every Debian package that the tests install, so that an administrator
// can install them beforehand.
func TestRequirementsNameThePackages(t *testing.T) {
	setup, err := os.ReadFile(filepath.Join("..", "..", ".ci", "setup"))
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join("..", "..", "handbook", "content", "D", "D.1-requirements.md"))
	if err != nil {
		t.Fatal(err)
	}
	packages := regexp.MustCompile(`(?m)^[a-z0-9-]+:([a-z0-9-]+)$`).FindAllStringSubmatch(string(setup), -1)
	for _, p := range packages {
		if !regexp.MustCompile(`[ ,]` + regexp.QuoteMeta(p[1]) + `[,.]`).Match(page) {
			t.Errorf("D.1 does not name the package %s", p[1])
		}
	}
	if len(packages) < 10 {
		t.Errorf("only %d packages found in .ci/setup", len(packages))
	}
}

// checkCommand wants "command [subcommand] --flag …" to be known to the
// program's own help.
func checkCommand(t *testing.T, page string, words []string, help map[string]string) {
	t.Helper()
	if words[0] == "help" {
		return
	}
	usage := func(args ...string) string {
		key := strings.Join(args, " ")
		if _, ok := help[key]; !ok {
			code, out, diag := runRadar(t, append(args, "-h")...)
			help[key] = out + diag
			if code != 0 || !strings.Contains(help[key], "radar "+key) {
				help[key] = ""
			}
		}
		return help[key]
	}
	text := usage(words[0])
	if len(words) > 1 && regexp.MustCompile(`^[a-z]+$`).MatchString(words[1]) {
		text += usage(words[0], words[1])
	}
	if text == "" {
		t.Errorf("%s: there is no command \"radar %s\"", page, strings.Join(words[:min(2, len(words))], " "))
		return
	}
	for _, w := range words[1:] {
		if m := flagToken.FindStringSubmatch(w); m != nil && !strings.Contains(text, "\n  -"+m[1]) {
			t.Errorf("%s: \"radar %s\" has no flag --%s", page, words[0], m[1])
		}
	}
}
