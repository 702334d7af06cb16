package e2e_test

import (
	"bufio"
	"html"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/simulator/truth"
)

// secret is a string that stands in the truth of a run and in nothing that the
// run's team may have.
type secret struct {
	text string
	key  bool // seed or salt: part of the seal itself, no trainer sees it before the release
}

// secrets are those of a run, by the letters they begin with.
type secrets map[string][]secret

// prefix is how many letters that is; no secret is shorter.
const prefix = 6

// in finds the secrets that occur in a text.
func (list secrets) in(text string) []secret {
	found := map[string]secret{}
	for i := 0; i+prefix <= len(text); i++ {
		for _, s := range list[text[i:i+prefix]] {
			if strings.HasPrefix(text[i:], s.text) {
				found[s.text] = s
			}
		}
	}
	return slices.Collect(maps.Values(found))
}

// all lists them in the order of their letters.
func (list secrets) all() []secret {
	var out []secret
	for _, k := range slices.Sorted(maps.Keys(list)) {
		out = append(out, list[k]...)
	}
	return out
}

// secretsOf takes them out of the truth: seed, salts, ids of facts, what caused
// them, sagas, roles, answers. What occurs in a public file of the dataset or in
// a text that everybody may read is no secret and is left out.
func secretsOf(t *testing.T, s sealed, public string) secrets {
	t.Helper()
	all := map[string]bool{s.header.Seed: true, s.header.SeedSalt: true}
	for _, f := range s.facts {
		all[f.Salt] = true
		for _, x := range []string{f.ID, f.Cause, f.Saga, f.Role, f.Step} {
			if _, known := all[x]; !known {
				all[x] = false
			}
		}
		if f.Kind == truth.Answer {
			all[strings.Trim(f.Object, `"`)] = false
		}
	}
	every, out, keys, n := secrets{}, secrets{}, 0, 0
	for x, key := range all {
		if len(x) >= prefix {
			every[x[:prefix]] = append(every[x[:prefix]], secret{x, key})
		}
	}
	known := every.in(public)
	for _, x := range every.all() {
		if slices.Contains(known, x) {
			if x.key {
				t.Errorf("%q of the seal occurs in a public file", x.text)
			}
			continue
		}
		if x.key {
			keys++
		}
		out[x.text[:prefix]] = append(out[x.text[:prefix]], x)
		n++
	}
	if keys != len(s.facts)+2 || n < 2*len(s.facts) {
		t.Fatalf("%d secrets, %d of them keys, of %d facts: the canaries are lost", n, keys, len(s.facts))
	}
	return out
}

// public is everything that a team may read: the open files of the datasets, and
// the texts of the site.
func public(t *testing.T, datasets string) string {
	t.Helper()
	var b strings.Builder
	root := toolbin.Root(t)
	walk := func(dir string, take func(path string) bool) {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !take(path) {
				return err
			}
			text, err := os.ReadFile(path)
			b.Write(text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	walk(datasets, func(path string) bool { return filepath.Base(path) != "truth.age" })
	for _, dir := range []string{"courses/content", "handbook/content", "web/templates", "web/static/dist"} {
		walk(filepath.Join(root, dir), func(string) bool { return true })
	}
	for _, name := range []string{"brief.md", "mandate.md", "injects.yaml", "decisions.yaml", "questions.yaml"} {
		b.Write(read(t, root, "scenarios", "content", "blue-lantern", name))
	}
	return b.String()
}

// crawler goes everywhere as everybody and looks for secrets.
type crawler struct {
	t      *testing.T
	m      *machine
	runs   map[string]secrets  // by address of the run
	people map[string]*visitor // by "ro/trainee/team-a"
	ids    map[string][]string // values for the parameters of paths
	when   string
	open   string // the run that is released
	hit    map[string]bool
	pages  int
}

// TestCanary opens the truth with the key, and finds nothing of it in any page,
// header, download, search answer or log, for any role but the entitled one.
func TestCanary(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		m := serving(t, e)
		c := &crawler{t: t, m: m, runs: map[string]secrets{}, people: map[string]*visitor{"": m.visitor()}, hit: map[string]bool{}}
		for _, who := range []string{"ro/trainee/team-a", "ro/trainee/team-b", "ro/trainer", "ro/author", "ro/partner", "ro/administrator", "it/trainee/team-it", "it/trainer"} {
			c.people[who] = m.signIn(who, 0)
		}
		ana, trainer := c.people["ro/trainee/team-a"], c.people["ro/trainer"]
		run := ana.runOf()
		theirs := c.people["ro/trainee/team-b"].runOf()
		open := public(t, m.path("radar-data", "datasets"))
		for _, r := range []string{run, theirs} {
			c.runs[r] = secretsOf(t, m.unseal(r), open)
		}
		work(ana, run)
		c.places()

		c.crawl("while it runs", true)
		c.search()
		board := "/teach/runs/" + strings.TrimPrefix(run, "/exercises/")
		for _, do := range []string{"end", "marking"} {
			trainer.fill(board, board+"/clock", url.Values{"do": {do}, "sure": {"yes"}})
		}
		for _, criterion := range c.ids[":criterion"] {
			if !strings.HasPrefix(criterion, "CF") {
				trainer.fill(board+"/marking/"+criterion, board+"/marking/"+criterion, url.Values{"level": {"2"}, "reason": {"so it is"}, "then": {"stay"}})
			}
		}
		c.crawl("while it is marked", false)
		trainer.prove()
		trainer.fill(board+"/release", board+"/release", url.Values{"agreed": {"yes"}})
		c.open = run
		c.crawl("after the release", false)

		released := ana.must(run + "/review/truth.jsonl")
		for _, s := range c.runs[run].all() {
			if s.key && !strings.Contains(released, s.text) {
				t.Errorf("the released truth lacks %q: the crawl could not have found it", s.text)
			}
		}
		for _, rt := range routes(t) {
			if rt.method == http.MethodGet && !c.hit[rt.path] && !strings.Contains(rt.path, "*") && !strings.Contains(rt.path, ":ticket") &&
				!strings.Contains(rt.path, "/:run/requests") { // S1 has no exchange; package web/desk looks at these
				t.Errorf("nobody has seen %s", rt.path)
			}
		}
		m.stop()
		said := m.log() + strings.Join(m.lines, "\n")
		for r, list := range c.runs {
			for _, s := range list.in(said) {
				t.Errorf("the program's log holds %q of %s", s.text, r)
			}
		}
		t.Logf("%d answers read", c.pages)
	})
}

// work is one of everything, so that each page has something to show.
func work(v *visitor, run string) {
	v.t.Helper()
	if a := v.upload(run, capture{name: "page.html", body: []byte("a page that nobody served")}); a.status != http.StatusOK {
		v.t.Fatalf("uploading: %v", a)
	}
	v.fill(run+"/findings/new?kind=entity", run+"/findings", url.Values{
		"type": {"account"}, "kind1": {"handle"}, "platform1": {"chatterly"}, "value1": {"@somebody_else"}, "word": {"likely"}, "evidence": {"e1"},
	})
	v.fill(run+"/findings/questions", run+"/findings/questions", url.Values{"question": {"q7"}, "value": {"2"}, "word": {"likely"}})
	v.fill(run+"/report", run+"/report", url.Values{"report": {"There is an offer."}})
	v.fill(run+"/report", run+"/report/submit", url.Values{"confirm": {"yes"}})
}

var link = regexp.MustCompile(`(?:href|src)="(/[^"#]*)`)

// places finds values for the parameters of paths.
func (c *crawler) places() {
	c.ids = map[string][]string{
		":n": {"1"}, ":table": {"posts.csv", "accounts.csv", "codebook.csv", "labelset.csv", "media.csv"}, ":reply": {"account.csv", "movements.csv"}, ":ticket": {"none"}, "*": {"none.png"},
		":criterion": {"C1", "C2", "C4", "C5", "C6", "C10", "C11", "CF1"}, ":course": {"countering-digital-smuggling"}, ":module": {"m1"},
	}
	for run := range c.runs {
		c.ids[":run"] = append(c.ids[":run"], strings.TrimPrefix(run, "/exercises/"))
	}
	slices.Sort(c.ids[":run"])
	find := func(who, page, shape string) []string {
		c.t.Helper()
		var out []string
		for _, m := range regexp.MustCompile(shape).FindAllStringSubmatch(c.people[who].must(page), -1) {
			out = append(out, m[1])
		}
		if len(out) == 0 {
			c.t.Fatalf("%s holds nothing like %s", page, shape)
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	c.ids[":lesson"] = find("", "/courses/countering-digital-smuggling/m1", `href="/courses/countering-digital-smuggling/m1/([a-z0-9-]+)"`)
	c.ids[":part"] = find("", "/handbook", `href="/handbook/([A-Z])/`)[:1]
	c.ids[":page"] = find("", "/handbook", `href="/handbook/`+c.ids[":part"][0]+`/([^"#/]+)"`)
	c.ids[":file"] = find("", "/", `href="/static/([^"]+)"`)
	c.ids[":person"] = find("ro/administrator", "/manage", `href="/manage/people/([a-z0-9]+)"`)
}

// addresses are all that a route can be filled to.
func (c *crawler) addresses(rt route) []string {
	c.t.Helper()
	out := []string{""}
	for _, part := range strings.Split(strings.TrimPrefix(rt.path, "/"), "/") {
		choices := []string{part}
		if strings.HasPrefix(part, ":") || part == "*" {
			if choices = c.ids[part]; len(choices) == 0 {
				c.t.Fatalf("%s: the crawler has no value for %s", rt.path, part)
			}
		}
		var next []string
		for _, way := range out {
			for _, x := range choices {
				next = append(next, way+"/"+x)
			}
		}
		out = next
	}
	return out
}

// crawl asks for every registered GET route as everybody; trainee, trainer and
// people without an account also follow every link they find.
func (c *crawler) crawl(when string, follow bool) {
	c.when = when
	for _, who := range slices.Sorted(maps.Keys(c.people)) {
		seen, by := map[string]bool{}, map[string]route{}
		for _, rt := range routes(c.t) {
			if rt.method == http.MethodGet {
				for _, path := range c.addresses(rt) {
					seen[path], by[path] = true, rt
				}
			}
		}
		var todo []string
		for _, path := range slices.Sorted(maps.Keys(by)) {
			a := c.look(who, path)
			c.hit[by[path].path] = c.hit[by[path].path] || a.status < 400 && !strings.HasPrefix(a.header.Get("Location"), "/login")
			todo = append(todo, c.links(a, seen)...)
		}
		if !follow || who != "" && who != "ro/trainee/team-a" && who != "ro/trainer" {
			continue
		}
		for len(todo) > 0 {
			path := todo[0]
			todo = append(todo[1:], c.links(c.look(who, path), seen)...)
		}
	}
}

// links are the addresses on a page that have not been seen.
func (c *crawler) links(a answer, seen map[string]bool) []string {
	var out []string
	if !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
		return nil
	}
	for _, m := range link.FindAllStringSubmatch(a.body, -1) {
		path := html.UnescapeString(m[1])
		if to := strings.SplitN(path, "?", 2)[0]; !seen[path] && !strings.HasPrefix(path, "//") && to != "/login" && to != "/search" {
			seen[path] = true
			out = append(out, path)
		}
	}
	return out
}

// look asks for one address and reads the answer for secrets.
func (c *crawler) look(who, path string) answer {
	c.t.Helper()
	v := c.people[who]
	var a answer
	if strings.HasSuffix(path, "/events") {
		a = v.stream(path)
	} else {
		a = v.get(path)
	}
	c.pages++
	if a.status >= 500 {
		c.t.Errorf("%s: GET %s as %q: %v", c.when, path, who, a)
	}
	for k, list := range a.header {
		a.body += "\n" + k + ": " + strings.Join(list, " ")
	}
	text := a.body
	if strings.Contains(text, "&#") {
		text += html.UnescapeString(text)
	}
	for run, list := range c.runs {
		for _, s := range list.in(text) {
			if !c.entitled(who, path, run, s) {
				c.t.Errorf("%s: %s as %q shows %q of %s", c.when, path, who, s.text, run)
			}
		}
	}
	return a
}

// entitled says who may read what of the truth: a trainer of the site on the
// marking desk, where the automatic score gives its reasons; after the release
// the team and its trainers in the review.
func (c *crawler) entitled(who, path, run string, s secret) bool {
	path, _, _ = strings.Cut(path, "?")
	if !strings.Contains(path, strings.TrimPrefix(run, "/exercises/")) {
		// Runs of one scenario share the names of facts: what one's page may hold
		// is no leak of the other.
		for other, list := range c.runs {
			if other != run && strings.Contains(path, strings.TrimPrefix(other, "/exercises/")) && (slices.Contains(list.all(), s) || !s.key) {
				return c.entitled(who, path, other, s)
			}
		}
	}
	desk := regexp.MustCompile(`^/teach/runs/` + strings.TrimPrefix(run, "/exercises/") + `/(marking(/\w+)?|score|release)$`).MatchString(path)
	review := strings.HasPrefix(path, run+"/review")
	switch who {
	case "ro/trainer":
		return desk && !s.key || review && c.open == run
	case "ro/trainee/team-a":
		return review && c.open == run
	default:
		return false
	}
}

// stream reads the first event of a stream and leaves.
func (v *visitor) stream(path string) answer {
	v.t.Helper()
	res, err := v.http.Do(v.request(http.MethodGet, path, nil))
	if err != nil {
		v.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	a := answer{status: res.StatusCode, header: res.Header}
	for in := bufio.NewScanner(res.Body); in.Scan(); {
		a.body += in.Text() + "\n"
		if strings.HasPrefix(in.Text(), "data:") {
			break
		}
	}
	return a
}

// tally is the line of an answer that says how much was found. It repeats the
// words typed when it corrects one ("donation" for "donations").
var tally = regexp.MustCompile(`<p role="status">[^<]*</p>`)

// search asks for secrets themselves: but for its tally, the answer holds them
// as often as it holds any other word that was typed.
func (c *crawler) search() {
	for _, who := range []string{"", "ro/trainee/team-a", "ro/trainer", "ro/administrator"} {
		v := c.people[who]
		const nonsense = "qqzzqqzz"
		ask := func(word string) string {
			return html.UnescapeString(tally.ReplaceAllString(v.must("/search?q="+url.QueryEscape(word)), ""))
		}
		echo := strings.Count(ask(nonsense), nonsense)
		for run, known := range c.runs {
			list := known.all()
			for i := 0; i < len(list); i += 1 + len(list)/25 {
				word := list[i].text
				if len(word) > 200 { // longer than the search takes
					continue
				}
				body := ask(word)
				if got := strings.Count(body, word); got > echo {
					c.t.Errorf("searching %q of %s as %q: it stands %d times in the answer, a word that is nowhere %d times", word, run, who, got, echo)
				}
				for _, s := range known.in(body) {
					if !strings.Contains(word, s.text) {
						c.t.Errorf("searching %q as %q shows %q", word, who, s.text)
					}
				}
			}
		}
	}
}
