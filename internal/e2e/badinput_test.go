package e2e_test

import (
	"bytes"
	"fmt"
	"maps"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// nasty are values that nobody means, for any field.
var nasty = map[string]string{
	"NUL":            "a\x00b",
	"broken UTF-8":   "a\xff\xfe\xc3(b",
	"a megabyte":     strings.Repeat("x", 1<<20),
	"just too long":  strings.Repeat("ж", 20_000),
	"a huge integer": strings.Repeat("9", 400),
	"2^63":           "9223372036854775808",
	"minus one":      "-1",
	"not a number":   "NaN",
	"right to left":  "\u202egnp.exe\u202c \u0645\u0631\u062d\u0628\u0627 \u2066x",
	"an object":      `{"$gt":""}`,
	"a path":         "../../../../etc/passwd",
	"markup":         `<script>alert(1)</script>'"--; DROP TABLE runs`,
	"nothing":        "",
	"spaces":         " \t\r\n ",
	"lone surrogate": "\xed\xa0\x80",
	"combining":      "Z" + strings.Repeat("\u0301", 5000),
	"a format":       "%s%n%x${jndi:x}{{.}}",
}

// sensible fills fields that stand empty in a form, so that one bad value is the
// only thing that is wrong with what is sent.
var sensible = map[string]string{
	"reason": "It is so.", "message": "Hello.", "text": "Hello.", "relevance": "It shows the offer.", "note": "It is so.", "report": "There is an offer.",
	"legal_basis": "The monitoring order covers public sources only", "word": "likely", "type": "account", "kind1": "handle", "platform1": "chatterly", "value1": "@somebody",
	"choice": "none", "level": "2", "name": "Lia", "email": "lia@nit-ro.example", "role": "author", "confirm": "yes", "agreed": "yes", "at": "2026-03-14 09:40",
	"vout": "0", "amount_sat": "1000", "txid": strings.Repeat("ab", 32), "predicate": "operates", "subject": "f1", "object": "f1", "evidence": "e1", "value": "4",
}

// never are values that a test must not send by the way: they would end what
// the rest of it needs, or simulate a whole case.
var never = map[string]map[string]string{
	"/teach/runs/new": {"team": "none"},
}

// unseen are the fields of forms that no page shows in the state in which this
// test runs; the names are those that the handlers read.
var unseen = map[string][]string{
	"/exercises/:run/findings/:n/restore":      {"csrf", "key"},
	"/teach/runs/:run/marking/:criterion/undo": {"csrf", "key"},
	"/teach/runs/:run/release":                 {"csrf", "key", "agreed"},
	"/account/authenticator":                   {"csrf", "totp", "next"},
	"/manage/people/:person/enable":            {"csrf"},
	"/teach/runs/:run/grants":                  {"csrf", "nickname", "hours", "messages", "authority"}, // S1 has no forum
	"/teach/runs/:run/grants/withdraw":         {"csrf", "nickname"},
	"/teach/runs/:run/requests/:n/refuse":      {"csrf", "reason"}, // S1 has no exchange
	"/teach/runs/:run/requests/:n/pass":        {"csrf"},
	"/exercises/:run/requests":                 {"csrf", "key", "provider", "subject", "from", "until", "legal_basis", "reason"}, // S1 has no exchange
}

// target is a form to send badly.
type target struct {
	rt route
	v  *visitor
	form
}

// prober sends forms and keeps every status.
type prober struct {
	t      *testing.T
	m      *machine
	status map[string]int // by route, form, field and value
	n      int            // for keys that are never used twice
}

// TestBadInput sends each bad value in each field of each form. No answer is a
// failure of the site, and both databases lead to the same one.
func TestBadInput(t *testing.T) {
	found := map[engine]map[string]int{}
	var mu sync.Mutex
	onBoth(t, func(t *testing.T, e engine) {
		m := serving(t, e)
		p := &prober{t: t, m: m, status: map[string]int{}}
		targets := p.targets()
		for _, x := range targets {
			p.form(x)
		}
		mu.Lock()
		found[e] = p.status
		mu.Unlock()
		if log := m.log(); strings.Contains(log, "panic") || strings.Contains(log, "level=ERROR") {
			t.Errorf("the program complained:\n%.4000s", log)
		}
		if left := folder(t, m, "incoming"); len(left) > 0 {
			t.Errorf("the incoming folder holds %q", left)
		}
		probes(t, m)
		t.Logf("%d forms, %d requests", len(targets), len(p.status))
	})
	for _, what := range slices.Sorted(maps.Keys(found[sqlite])) {
		if a, b := found[sqlite][what], found[postgres][what]; a != b && len(found[postgres]) > 0 {
			t.Errorf("%s: %d on SQLite, %d on PostgreSQL", what, a, b)
		}
	}
}

// targets collects a form for every registered POST route, as the one person
// who reaches it best, with each set of fields that a page shows.
func (p *prober) targets() []target {
	p.t.Helper()
	ana, trainer, admin := p.m.signIn("ro/trainee/team-a", 0), p.m.signIn("ro/trainer", 0), p.m.signIn("ro/administrator", 0)
	run := ana.runOf()
	board := "/teach/runs/" + strings.TrimPrefix(run, "/exercises/")
	work(ana, run)
	admin.prove()
	p.m.jump(run, 15*time.Minute) // the first decision point has come
	person := regexp.MustCompile(`/manage/people/[a-z0-9]+`).FindString(admin.must("/manage"))
	pages := map[*visitor][]string{
		ana: {
			"/learn", "/account", "/account/passphrase", run, run + "/inbox", run + "/evidence", run + "/evidence/1", run + "/findings", run + "/findings/1", run + "/findings/questions",
			run + "/findings/labels", run + "/decisions", run + "/report", "/courses/countering-digital-smuggling/m1/quiz",
		},
		trainer: {"/teach/runs/new", board, board + "/marking/C1", board + "/marking/CF1", board + "/marking"},
		admin:   {"/manage", person, "/account/authenticator", "/account/confirm", "/account/role"},
	}
	for _, kind := range []string{"entity", "link", "alias", "event", "hop"} {
		pages[ana] = append(pages[ana], run+"/findings/new?kind="+kind)
	}
	for _, m := range regexp.MustCompile(`href="(/courses/countering-digital-smuggling/m1/[a-z0-9-]+)"`).FindAllStringSubmatch(ana.must("/courses/countering-digital-smuggling/m1"), -1) {
		pages[ana] = append(pages[ana], m[1])
	}
	anybody := p.m.visitor()
	pages[anybody] = []string{"/login"}
	var out []target
	seen := map[string]bool{}
	for _, v := range []*visitor{ana, trainer, admin, anybody} {
		for _, page := range pages[v] {
			a := v.get(page)
			for _, f := range forms(a.body) {
				if rt, ok := match(p.t, f.action); ok && !seen[rt.path+shape(f)] && (rt.reaches(v.who.Role) || v == anybody && rt.reaches("everybody")) {
					seen[rt.path+shape(f)], seen[rt.path] = true, true
					out = append(out, target{rt, v, f})
				}
			}
		}
	}
	values := map[string]string{
		":run": strings.TrimPrefix(run, "/exercises/"), ":n": "1", ":person": strings.TrimPrefix(person, "/manage/people/"), ":criterion": "C1", ":inject": "i7",
		":course": "countering-digital-smuggling", ":module": "m1", ":lesson": "quiz", ":session": "none",
	}
	for _, rt := range routes(p.t) {
		if rt.method != http.MethodPost {
			continue
		}
		fields := unseen[rt.path]
		if seen[rt.path] {
			if fields != nil {
				p.t.Errorf("a page shows a form for %s: take it out of unseen", rt.path)
			}
			continue
		}
		if fields == nil {
			p.t.Fatalf("no page shows a form for %s; add its fields to unseen", rt.path)
		}
		v := map[string]*visitor{"trainee": ana, "trainer": trainer, "administrator": admin}
		for _, role := range []string{"trainee", "trainer", "administrator"} {
			if rt.reaches(role) {
				f := form{action: rt.fill(values), fields: fields, values: url.Values{"csrf": {v[role].token()}}}
				out = append(out, target{rt, v[role], f})
				break
			}
		}
	}
	slices.SortStableFunc(out, func(a, b target) int { // what may end a session comes last
		return last(a.rt.path) - last(b.rt.path)
	})
	return out
}

func last(path string) int {
	switch path {
	case "/login", "/logout", "/account/confirm", "/account/passphrase", "/account/authenticator", "/account/authenticator/begin":
		return 1
	default:
		return 0
	}
}

// match finds the POST route of an address.
func match(t *testing.T, action string) (route, bool) {
	t.Helper()
	for _, rt := range routes(t) {
		pattern := regexp.MustCompile(`:[a-z]+`).ReplaceAllString(regexp.QuoteMeta(rt.path), `[^/]+`)
		if rt.method == http.MethodPost && regexp.MustCompile("^"+pattern+"$").MatchString(action) {
			return rt, true
		}
	}
	return route{}, false
}

var numbers = regexp.MustCompile(`m1-q\d+|\d+`)

// shape is the set of a form's fields, whatever their numbers: a question of a
// lesson has the shape of the next one of its kind.
func shape(f form) string {
	names := map[string]bool{f.file: true}
	for _, n := range f.fields {
		if i := strings.LastIndexByte(n, '.'); i > 0 && strings.Contains(n, ".rank.") || strings.Contains(n, ".pair.") {
			n = n[:i]
		}
		names[numbers.ReplaceAllString(n, "#")] = true
	}
	return fmt.Sprint(slices.Sorted(maps.Keys(names)))
}

// form sends one form with each bad value in each field, and in bad shapes.
func (p *prober) form(x target) {
	p.t.Helper()
	x.values = maps.Clone(x.values)
	for _, f := range x.fields {
		if s := sensible[f]; s != "" && (len(x.values[f]) == 0 || x.values[f][0] == "") {
			x.values[f] = []string{s}
		}
	}
	for f, s := range never[x.rt.path] {
		x.values[f] = []string{s}
	}
	tried := map[string]bool{}
	for _, f := range x.fields {
		if g := numbers.ReplaceAllString(f, "#"); tried[g] {
			continue // one of many that are alike
		} else {
			tried[g] = true
		}
		for _, name := range slices.Sorted(maps.Keys(nasty)) {
			form := maps.Clone(x.values)
			form[f] = []string{nasty[name]}
			p.send(x, f, name, form)
		}
		if f != "csrf" {
			form := maps.Clone(x.values)
			form[f] = []string{"1", "2"}
			p.send(x, f, "twice", form)
		}
	}
	for name, body := range map[string]string{
		"JSON": `{"csrf":1}`, "broken escapes": "csrf=%zz&%", "only separators": strings.Repeat("&=", 2000), "many fields": strings.Repeat("a=1&", 20_000), "nothing at all": "",
	} {
		req := x.v.request(http.MethodPost, x.action, strings.NewReader(body))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		p.note(x, "body", name, req)
	}
	for name, kind := range map[string]string{"no boundary": "multipart/form-data", "another type": "application/json", "nonsense": "\"; x"} {
		req := x.v.request(http.MethodPost, x.action, strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"))
		req.Header.Set("Content-Type", kind)
		p.note(x, "type", name, req)
	}
}

// send posts the form, as its page would.
func (p *prober) send(x target, field, name string, values url.Values) {
	p.t.Helper()
	if _, has := values["key"]; has && field != "key" {
		p.n++
		values["key"] = []string{fmt.Sprintf("bad-%d", p.n)}
	}
	if x.file == "" {
		req := x.v.request(http.MethodPost, x.action, strings.NewReader(values.Encode()))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		p.note(x, field, name, req)
		return
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for k, list := range values {
		for _, v := range list {
			if err := w.WriteField(k, v); err != nil {
				p.t.Fatal(err)
			}
		}
	}
	filename := "page.html"
	part, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="file"; filename="` + filename + `"`}, "Content-Type": {"text/html"}})
	if err != nil {
		p.t.Fatal(err)
	}
	fmt.Fprintf(part, "body %d", p.n)
	if err := w.Close(); err != nil {
		p.t.Fatal(err)
	}
	req := x.v.request(http.MethodPost, x.action, &b)
	req.Header.Set("Content-Type", w.FormDataContentType())
	p.note(x, field, name, req)
}

// note sends a request and keeps its status.
func (p *prober) note(x target, field, name string, req *http.Request) {
	p.t.Helper()
	what := fmt.Sprintf("%s %s, field %s: %s", x.rt.path, shape(x.form), field, name)
	a, err := x.v.try(req)
	if err != nil {
		p.t.Errorf("%s: %v", what, err)
		return
	}
	if a.status >= 500 {
		p.t.Errorf("%s: %v", what, a)
	}
	if a.status >= 400 && a.status != http.StatusNotFound && plain(a.body) == "" {
		p.t.Errorf("%s: %d without a word", what, a.status)
	}
	if a.status == http.StatusTooManyRequests {
		a.status = http.StatusUnprocessableEntity // guessing is slowed down by the clock, not by the database
	}
	if was, twice := p.status[what]; twice && was != a.status {
		p.t.Errorf("%s: %d, then %d", what, was, a.status)
	}
	p.status[what] = a.status
}
