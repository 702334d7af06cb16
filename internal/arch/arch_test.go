// Package arch_test keeps the house in shape: who may import whom, which
// rooms may touch which library, and how long a file may grow.
package arch_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	module = "github.com/osint-radar/academy/"
	root   = "../.."
)

// mayImport is the whole dependency rule (DESIGN.md, "Who may import whom"). A
// package may import, from this module, only what its longest matching key
// lists; "x/..." is x and everything below. Own subpackages are not implied.
var mayImport = map[string][]string{
	// The library that knows nothing of the site.
	"simulator":                 {"simulator/..."},
	"simulator/stream":          {},
	"simulator/record":          {},
	"simulator/truth":           {},
	"simulator/ether":           {},
	"simulator/keys":            {"simulator/stream", "simulator/ether"},
	"simulator/world":           {"simulator/stream", "simulator/truth", "simulator/keys"},
	"simulator/dataset":         {"simulator/truth", "simulator/stream"},
	"simulator/chain":           {"simulator/record"},
	"simulator/realism":         {"simulator/record"},
	"simulator/warc":            {},
	"simulator/media":           {"simulator/stream", "simulator/world"},
	"simulator/draft":           {"simulator/smalltalk", "simulator/stream", "simulator/world", "simulator/media", "simulator/truth"},
	"simulator/saga":            {"simulator/stream", "simulator/world"},
	"simulator/bluelantern":     {"simulator/draft", "simulator/stream", "simulator/truth", "simulator/keys", "simulator/world", "simulator/media"},
	"simulator/silverthread":    {"simulator/draft", "simulator/stream", "simulator/truth", "simulator/keys", "simulator/world"},
	"simulator/quietroom":       {"simulator/draft", "simulator/stream", "simulator/truth", "simulator/keys", "simulator/world"},
	"simulator/glassledger":     {"simulator/draft", "simulator/saga", "simulator/clientele", "simulator/stream", "simulator/truth", "simulator/keys", "simulator/world"},
	"simulator/drydock":         {"simulator/draft", "simulator/stream", "simulator/truth", "simulator/world"},
	"simulator/haystack":        {"simulator/draft", "simulator/typology", "simulator/stream", "simulator/world"},
	"simulator/market":          {"simulator/draft", "simulator/saga", "simulator/typology", "simulator/stream", "simulator/truth", "simulator/keys", "simulator/world"},
	"simulator/neighbour":       {"simulator/stream", "simulator/world", "simulator/media"},
	"simulator/openhands":       {"simulator/draft", "simulator/stream", "simulator/truth", "simulator/world"},
	"simulator/rivergate":       {"simulator/draft", "simulator/stream", "simulator/truth", "simulator/world"},
	"simulator/meridian":        {"simulator/clientele", "simulator/draft", "simulator/keys", "simulator/saga", "simulator/stream", "simulator/truth", "simulator/world"},
	"simulator/clientele":       {"simulator/stream", "simulator/keys", "simulator/world"},
	"simulator/typology":        {"simulator/stream", "simulator/truth", "simulator/world"},
	"simulator/surface/emoney":  {"simulator/stream", "simulator/truth", "simulator/world", "simulator/dataset", "simulator/typology"},
	"simulator/smalltalk":       {"simulator/stream", "simulator/world"},
	"simulator/surface/...":     {"simulator/smalltalk", "simulator/neighbour", "simulator/stream", "simulator/record", "simulator/world", "simulator/truth", "simulator/keys", "simulator/dataset", "simulator/media", "simulator/chain", "simulator/ether", "simulator/warc"},
	"simulator/goal":            {},
	"simulator/chaintest":       {"simulator/chain"},
	"simulator/worldtest":       {"simulator/clientele", "simulator/dataset", "simulator/stream", "simulator/truth", "simulator/world"},
	"simulator/storytest":       {"simulator", "simulator/dataset", "simulator/realism", "simulator/stream", "simulator/truth", "simulator/verify", "simulator/world"},
	"simulator/gate":            {}, // tests alone
	"simulator/verify":          {}, // an independent reading: file formats in common, no code
	"simulator/rangeserver/...": {"simulator/record", "simulator/dataset", "simulator/chain", "simulator/ether", "simulator/rangeserver/..."},

	// Content.
	"internal/markdown":       {},
	"internal/glossary":       {},
	"internal/pack":           {},
	"internal/search":         {"courses", "handbook", "internal/glossary"},
	"courses":                 {"internal/markdown", "internal/glossary", "internal/pack"},
	"handbook":                {"internal/markdown", "internal/glossary", "internal/pack"},
	"scenarios":               {"simulator", "simulator/world", "simulator/stream", "simulator/truth", "internal/markdown"},
	"scenarios/scenariostest": {"scenarios", "simulator"},

	// The site's inside.
	"internal/training":     {},
	"internal/grading":      {"internal/training", "scenarios", "simulator", "simulator/truth"},
	"internal/evidence":     {"internal/training"},
	"internal/auth":         {"internal/training"},
	"internal/store":        {"internal/training"},
	"internal/store/...":    {"internal/store", "internal/training", "internal/store/...", "internal/toolbin"},
	"internal/classroom":    {"internal/store", "internal/training", "internal/auth", "courses"},
	"internal/assessment":   {"internal/store", "internal/training", "internal/grading", "scenarios", "simulator/truth"},
	"internal/exercise/...": {"internal/exercise", "internal/store", "internal/store/storetest", "internal/training", "scenarios", "simulator", "simulator/clientele", "simulator/stream", "simulator/truth", "simulator/world", "simulator/rangeserver"},
	"internal/exercise":     {"internal/store", "internal/training", "internal/grading", "internal/evidence", "internal/auth", "scenarios", "simulator", "simulator/stream", "simulator/world", "simulator/dataset", "simulator/truth", "simulator/rangeserver"},

	// The site's face. Areas (learn, teach, …) never import each other.
	"web":           {"web/...", "internal/training", "internal/classroom", "internal/assessment", "internal/exercise", "internal/search", "internal/auth", "courses", "scenarios", "handbook"},
	"web/templates": {},
	"web/static":    {},
	"web/page":      {"web/templates", "web/static", "internal/training"},
	"web/...":       {"web/page", "web/policy", "internal/training", "internal/classroom", "internal/assessment", "internal/exercise", "internal/search", "internal/auth", "courses", "scenarios", "handbook"},

	"cmd/radar":        {"..."},
	"internal/arch":    {},
	"internal/toolbin": {},
	"internal/e2e":     {"..."},
	"internal/solver":  {}, // uses protocols and visible files alone
}

// mayUse lists third-party modules with a restricted set of users.
var mayUse = map[string][]string{
	"github.com/gofiber":           {"web/...", "cmd/radar"},
	"github.com/jmoiron/sqlx":      {"internal/store/..."},
	"github.com/lib/pq":            {"internal/store/..."},
	"modernc.org/sqlite":           {"internal/store/...", "internal/search"},
	"database/sql":                 {"internal/store/...", "internal/search"},
	"html/template":                {"web/...", "internal/markdown", "simulator/rangeserver"},
	"github.com/yuin/goldmark":     {"internal/markdown"},
	"go.abhg.dev/goldmark":         {"internal/markdown"},
	"github.com/brianvoe/gofakeit": {"simulator/stream"},
	"go.yaml.in/yaml":              {"internal/markdown", "courses", "handbook", "scenarios", "internal/glossary"},
	"net/http":                     {"web/...", "cmd/radar", "simulator/rangeserver/...", "internal/evidence"},
	"github.com/stretchr/testify":  {},
	"github.com/golang/mock":       {},
}

// testOnly are packages that exist for tests: no program may contain them.
var testOnly = []string{"internal/e2e", "internal/toolbin", "internal/solver", "internal/store/storetest", "internal/store/pgtest", "internal/exercise/exercisetest", "scenarios/scenariostest", "simulator/goal", "simulator/chaintest", "simulator/worldtest", "simulator/storytest"}

// The budget of lines. A file that outgrows it wants to be two nouns.
const (
	maxFile    = 500 // non-test Go file
	maxWebRoot = 800 // package web, all its files together
)

// goFiles calls visit for every Go file of the module.
func goFiles(t *testing.T, visit func(file, dir string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); file != root && (name == "testdata" || name == "bin" || name[0] == '.' || name[0] == '_') {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(file, ".go") {
			return nil
		}
		dir, err := filepath.Rel(root, filepath.Dir(file))
		if err != nil {
			return err
		}
		visit(file, filepath.ToSlash(dir))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestImports reads the source itself instead of running "go list", so that
// the go command sees the files it depends on and never serves a stale pass.
func TestImports(t *testing.T) {
	goFiles(t, func(file, dir string) {
		test := strings.HasSuffix(file, "_test.go")
		if test && dir != "internal/solver" {
			return
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		check(t, file, dir, test, f.Imports)
	})
}

func check(t *testing.T, file, dir string, test bool, imports []*ast.ImportSpec) {
	t.Helper()
	allowed, ok := rule(dir)
	if !ok {
		t.Errorf("%s: no rule in mayImport; decide where this package sits", dir)
		return
	}
	for _, spec := range imports {
		imp, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if dep, ok := strings.CutPrefix(imp, module); ok {
			if test && (dep == "internal/toolbin" || dep == dir) {
				continue
			}
			if !matchAny(allowed, dep) {
				t.Errorf("%s: %s must not import %s", file, dir, dep)
			}
			if slices.Contains(testOnly, dep) && !slices.Contains(testOnly, dir) {
				t.Errorf("%s: %s is for tests alone", file, dep)
			}
			continue
		}
		for lib, users := range mayUse {
			if (imp == lib || strings.HasPrefix(imp, lib+"/")) && !matchAny(users, dir) && !test {
				t.Errorf("%s: %s must not import %s", file, dir, imp)
			}
		}
	}
}

func rule(dir string) ([]string, bool) {
	if r, ok := mayImport[dir]; ok {
		return r, true
	}
	for up := dir; up != "."; up = path.Dir(up) {
		if r, ok := mayImport[up+"/..."]; ok {
			return r, true
		}
	}
	return nil, false
}

func matchAny(patterns []string, dir string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		top, tree := strings.CutSuffix(p, "...")
		if !tree {
			return p == dir
		}
		return top == "" || dir == strings.TrimSuffix(top, "/") || strings.HasPrefix(dir, top)
	})
}

// TestWebAreasAreStrangers holds the areas of the site apart.
func TestWebAreasAreStrangers(t *testing.T) {
	areas := []string{"web/account", "web/desk", "web/learn", "web/teach", "web/read", "web/reuse", "web/manage"}
	for _, a := range areas {
		allowed, ok := rule(a)
		if !ok {
			t.Fatalf("%s has no rule", a)
		}
		for _, b := range areas {
			if matchAny(allowed, b) {
				t.Errorf("the rule lets %s import %s", a, b)
			}
		}
	}
}

// TestSizes holds every file to one page or one noun.
func TestSizes(t *testing.T) {
	web := 0
	goFiles(t, func(file, dir string) {
		if strings.HasSuffix(file, "_test.go") {
			return
		}
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := bytes.Count(body, []byte("\n"))
		if lines > maxFile {
			t.Errorf("%s: %d lines, at most %d", file, lines, maxFile)
		}
		if dir == "web" {
			web += lines
		}
	})
	if web > maxWebRoot {
		t.Errorf("package web: %d lines, at most %d", web, maxWebRoot)
	}
}

// TestExamples holds the two examples that newcomers copy to the length that
// the reader's guide of the simulator promises: under 80 lines and under 150.
func TestExamples(t *testing.T) {
	for file, limit := range map[string]int{"example_behaviour_test.go": 80, "example_surface_test.go": 150} {
		body, err := os.ReadFile(filepath.Join(root, "simulator", file))
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(body, []byte("\n")); n >= limit {
			t.Errorf("simulator/%s: %d lines, want under %d", file, n, limit)
		}
	}
}

// TestEveryPackageHasAnExample: the front door of each package of the library is a
// program that runs. Those that exist for tests alone have none.
func TestEveryPackageHasAnExample(t *testing.T) {
	has := map[string]bool{}
	goFiles(t, func(file, dir string) {
		if dir != "simulator" && !strings.HasPrefix(dir, "simulator/") || dir == "simulator/gate" || slices.Contains(testOnly, dir) {
			return
		}
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		has[dir] = has[dir] || strings.HasSuffix(file, "_test.go") && bytes.Contains(body, []byte("\nfunc Example"))
	})
	for dir, ok := range has {
		if !ok {
			t.Errorf("%s: no Example", dir)
		}
	}
}

// TestTopLevel keeps the layout that the README describes. Folders that git
// ignores may lie there: "make run" keeps its demo in one.
func TestTopLevel(t *testing.T) {
	want := []string{"cmd", "courses", "scenarios", "handbook", "simulator", "web", "internal"}
	ignored, err := os.ReadFile(filepath.Join(root, ".gitignore"))
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !e.IsDir() || e.Name()[0] == '.' || slices.Contains(strings.Fields(string(ignored)), "/"+e.Name()+"/") {
			continue
		}
		if !slices.Contains(want, e.Name()) {
			t.Errorf("top-level folder %s: the house has %v and no other", e.Name(), want)
		}
	}
}

// TestPapers wants what goes with the code: who may use it on which terms, what
// it is, how it is built, what changed.
func TestPapers(t *testing.T) {
	for file, begins := range map[string]string{
		"LICENSE":                   "EUROPEAN UNION PUBLIC LICENCE v. 1.2",
		"courses/content/LICENSE":   "Creative Commons Attribution 4.0 International",
		"handbook/content/LICENSE":  "Creative Commons Attribution 4.0 International",
		"scenarios/content/LICENSE": "Creative Commons Attribution 4.0 International",
		"README.md":                 "# ", "DESIGN.md": "# ", "CHANGELOG.md": "# ", ".golangci.yml": "", ".ci/run": "#!",
	} {
		text, err := os.ReadFile(filepath.Join(root, file))
		if err != nil || !bytes.HasPrefix(text, []byte(begins)) {
			t.Errorf("%s: want a file that begins with %q: %v", file, begins, err)
		}
	}
}

// TestPackageComments: the comment of a package is the manual of its room.
func TestPackageComments(t *testing.T) {
	said := map[string]string{}
	goFiles(t, func(file, dir string) {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		said[dir] += f.Doc.Text()
	})
	for dir, text := range said {
		if len(text) < 60 {
			t.Errorf("%s: the package comment says only %q", dir, text)
		}
	}
}

// TestNoFileServers: GO-2026-4950 is open in the pinned fasthttp, so nothing
// is ever served from disk through it.
func TestNoFileServers(t *testing.T) {
	banned := []string{".SendFile(", ".Static(", "fasthttp.FS{", "fasthttp.ServeFile"}
	goFiles(t, func(file, dir string) {
		if dir == "internal/arch" {
			return
		}
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range banned {
			if bytes.Contains(body, []byte(b)) {
				t.Errorf("%s: %s is banned (GO-2026-4950); serve embedded bytes by hand", file, b)
			}
		}
	})
}

// exact are the packages whose output must be the same bytes on every processor:
// all of the simulator but what reads a dataset or a clock, and the number form of RFC 8785.
func exact(file, dir string) bool {
	if !strings.HasPrefix(dir, "simulator") || strings.HasSuffix(file, "_test.go") || strings.HasSuffix(file, "truth/canonical.go") {
		return false
	}
	for _, reader := range []string{"simulator/verify", "simulator/rangeserver", "simulator/storytest", "simulator/goal"} {
		if dir == reader || strings.HasPrefix(dir, reader+"/") {
			return false
		}
	}
	return true
}

// TestNoFloats: what rounds differently elsewhere never reaches a dataset.
func TestNoFloats(t *testing.T) {
	read := 0
	goFiles(t, func(file, dir string) {
		if !exact(file, dir) {
			return
		}
		read++
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range f.Imports {
			if p := spec.Path.Value; p == `"math"` || p == `"math/cmplx"` || strings.HasPrefix(p, `"math/rand`) {
				t.Errorf("%s: imports %s", set.Position(spec.Pos()), p)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Ident:
				if n.Name == "float64" || n.Name == "float32" {
					t.Errorf("%s: %s; integers and frozen tables give the same bytes everywhere", set.Position(n.Pos()), n.Name)
				}
			case *ast.BasicLit:
				if n.Kind == token.FLOAT && strings.Contains(n.Value, ".") { // 1e18 is a whole number
					t.Errorf("%s: %s; integers and frozen tables give the same bytes everywhere", set.Position(n.Pos()), n.Value)
				}
			}
			return true
		})
	})
	if read < 100 {
		t.Errorf("%d files read", read)
	}
}
