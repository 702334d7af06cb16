package e2e_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/toolbin"
)

// route is a registered address of the site with the roles that reach it.
type route struct {
	method, path, action string
	roles                map[string]string // role: own or site
	proof                bool              // needs a fresh second proof
}

// routes reads the list of every registered route. The file is the route
// registry's own: web.TestAccess fails where they differ.
func routes(t *testing.T) []route {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(toolbin.Root(t), "web", "testdata", "access.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var out []route
	for line := range strings.Lines(string(b)) {
		f := strings.Fields(line)
		rt := route{method: f[0], path: f[1], action: f[2], roles: map[string]string{}}
		for _, x := range f[3:] {
			if role, reach, ok := strings.Cut(x, ":"); ok {
				rt.roles[role] = reach
			}
			rt.proof = rt.proof || x == "+proof"
		}
		out = append(out, rt)
	}
	if len(out) < 80 {
		t.Fatalf("only %d routes are registered", len(out))
	}
	return out
}

func (rt route) reaches(role string) bool { return rt.roles[role] != "" }

// fill puts values for the parameters of the path.
func (rt route) fill(values map[string]string) string {
	parts := strings.Split(rt.path, "/")
	for i, p := range parts {
		if v, ok := values[p]; ok {
			parts[i] = v
		}
	}
	return strings.Join(parts, "/")
}

var tokenField = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

// token is the form token of a person's session.
func (v *visitor) token() string {
	v.t.Helper()
	m := tokenField.FindStringSubmatch(v.must("/account"))
	if m == nil {
		v.t.Fatalf("%s: the account page holds no form", v.who.Name)
	}
	return m[1]
}
