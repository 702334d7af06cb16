package e2e_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/osint-radar/academy/internal/e2e"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
)

// story is one exercise from the first sign-in to the released truth.
type story struct {
	t     *testing.T
	m     *machine
	run   string // "/exercises/…"
	truth sealed

	ana, trainer *e2e.Browser
	mihai        *visitor // of Ana's team, with programs instead of a browser
	other        *visitor // of the other team
	stranger     *visitor // trainer of the other site
}

// TestStory walks trainee, trainer and reader through an exercise, in Chromium,
// with the real tools in between. Every page that a browser sees here is held to
// the rules of package e2e.
func TestStory(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		m := serving(t, e)
		s := &story{t: t, m: m, mihai: m.signIn("ro/trainee/team-a", 1), other: m.signIn("ro/trainee/team-b", 0), stranger: m.signIn("it/trainer", 0)}
		s.run = s.mihai.runOf()
		s.truth = m.unseal(s.run)
		s.enter()
		s.hurry()
		s.learn()
		s.look()
		kit := s.tools()
		s.evidence(kit)
		s.findings()
		s.questions()
		s.decide()
		s.report()
		s.walls("before the release")
		s.console()
		s.mark()
		s.publish()
		s.review()
		s.offline()
		s.walls("after the release")
		s.reader()
		if log := m.log(); strings.Contains(log, "level=ERROR") {
			t.Errorf("the program complained:\n%s", log)
		}
	})
}

// browser opens a browser and spends somebody's one-time address in it.
func (s *story) browser(key string) *e2e.Browser {
	s.t.Helper()
	u, err := url.Parse(s.m.person(key, 0).SigninURL)
	if err != nil {
		s.t.Fatal(err)
	}
	// Mail scanners open addresses: that spends nothing.
	scanner := s.m.visitor()
	for range 2 {
		scanner.must(u.RequestURI())
	}
	b := e2e.Start(s.t, s.m.url, os.Getenv("RADAR_SHOTS"))
	b.Visit(u.RequestURI(), 200)
	b.Press(`form:has(#f-code) button`, 200)
	if f := scanner.form(u.RequestURI(), "/login"); scanner.send(f.action, f.values).status != http.StatusUnprocessableEntity {
		s.t.Errorf("the code of %s can be spent twice", key)
	}
	return b
}

func (s *story) at(b *e2e.Browser, want string) {
	s.t.Helper()
	if got, _, _ := strings.Cut(b.Path(), "?"); got != want {
		s.t.Fatalf("the browser is at %s, want %s", got, want)
	}
}

// enter lets the trainee in, past the passphrase, as a demo allows.
func (s *story) enter() {
	s.ana = s.browser("ro/trainee/team-a")
	s.at(s.ana, "/learn")
	s.ana.Visit("/account/passphrase?next=/learn", 200)
	s.ana.PlainPress(`main h1`, `main form a[href="/learn"]`)
	s.at(s.ana, "/learn")
	if week := s.ana.Text("main"); !strings.Contains(week, "Week 2 of 12") || !strings.Contains(week, "Blue Lantern") {
		s.t.Errorf("my week says %q", week)
	}
}

// hurry lets the trainer run the scenario clock ten times as fast.
func (s *story) hurry() {
	s.trainer = s.browser("ro/trainer")
	s.at(s.trainer, "/teach")
	s.trainer.Press(fmt.Sprintf(`a[href=%q]`, s.board()), 200)
	s.trainer.PlainPress(`#h-clock`, `.speeds button[value="10"]`)
	if got := s.trainer.Text(`.speeds button[aria-pressed="true"]`); !strings.Contains(got, "10") {
		s.t.Errorf("the speed is %q", got)
	}
}

// board is the address of the trainer's console of the run.
func (s *story) board() string { return "/teach/runs/" + strings.TrimPrefix(s.run, "/exercises/") }

// learn reads a lesson of module 1 and answers one of its questions.
func (s *story) learn() {
	b := s.ana
	b.Press(`.todo a[href^="/courses/countering-digital-smuggling/m1/"]`, 200)
	form := `section.question:has(input[type=radio])`
	b.Do("answering", chromedp.Click(chromedp.CSS(form+" input[type=radio]")), chromedp.Click(chromedp.CSS(form+" button.govuk-button")),
		chromedp.WaitVisible(chromedp.CSS(".question .result")))
	b.Check()
	if got := b.Text(".question .answer"); !strings.Contains(got, "right") || !strings.Contains(got, "saved") {
		s.t.Errorf("the feedback says %q", got)
	}
}

// look opens the exercise and reads what is given.
func (s *story) look() {
	b := s.ana
	b.Visit("/learn", 200)
	b.Press(fmt.Sprintf(`.run a[href=%q]`, s.run), 200)
	b.Press(`.tabs a[href$="/brief"]`, 200)
	for _, want := range []string{"Mandate", "posts.csv"} {
		if text := b.Text("main"); !strings.Contains(text, want) {
			s.t.Errorf("the brief does not speak of %q", want)
		}
	}
	own := regexp.MustCompile(`(?m),label,notice$|,SYNTHETIC TRAINING DATA,"?This project is funded by .*$`)
	if got, want := own.ReplaceAllString(s.mihai.must(s.run+"/brief/posts.csv"), ""), string(read(s.t, s.truth.dir, "case", "posts.csv")); got != want {
		s.t.Error("but for label and notice, the case file is not the dataset's, byte for byte")
	}
	b.Press(`.tabs a[href$="/inbox"]`, 200)
	b.Press(`.tabs a[href$="/tools"]`, 200)
	for _, service := range []string{"http", "mastodon", "dns", "whois", "rdap", "electrum", "esplora"} {
		if at := s.m.line("team-a/" + service); !strings.Contains(b.Text("main"), at) {
			s.t.Errorf("the tools page does not give %s, %s", service, at)
		}
	}
	at := b.Text("[data-now]")
	until(s.t, "the clock of an open desk has run on", time.Minute, func() bool { return b.Text("[data-now]") != at })
	b.Visit(s.run+"/review", 404)
}

// expand opens everything that is folded on a page.
func expand(b *e2e.Browser) {
	b.Do("opening what is folded", chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("main details:not(.menu)").forEach(d => d.open = true); undefined`))
}

// evidence hands in what was captured and wants each verdict.
func (s *story) evidence(k kit) {
	b := s.ana
	b.Visit(s.run+"/evidence", 200)
	for i, c := range []struct {
		file    string
		say     map[string]string
		verdict training.Verdict
	}{
		{k.warc, map[string]string{"source_url": k.page, "tool": "wget", "method": "wget --warc-file", "source_grade": "B", "info_grade": "2"}, training.VerifiedAsServed},
		{k.flipped, map[string]string{"source_url": k.page}, training.Altered},
		{k.screenshot, map[string]string{"parent": "1"}, training.Derived},
		{k.others, map[string]string{"source_url": k.othersPage}, training.ServedToOtherTeam},
		{k.picture, map[string]string{"source_url": k.pictureURL, "tool": "exiftool"}, training.VerifiedAsServed},
		{k.whois, map[string]string{"tool": "whois"}, training.VerifiedAsServed},
	} {
		b.Plain(s.run + "/evidence")
		expand(b)
		b.Do("choosing "+c.file, chromedp.SetUploadFiles(chromedp.CSS("#f-file"), []string{c.file}))
		b.Fill("#f-relevance", "It shows the offer.")
		for name, text := range c.say {
			b.Fill("#f-"+name, text)
		}
		b.Do("uploading "+c.file, chromedp.Click(chromedp.CSS("form[data-upload] button.govuk-button")), chromedp.WaitVisible(chromedp.CSS("section.taken output, .govuk-error-summary")))
		got := s.attribute(b, "section.taken output", "data-verdict")
		if got != string(c.verdict) {
			s.t.Errorf("%s: verdict %q, want %q: %s", c.file, got, c.verdict, b.Text("section.taken"))
		}
		if i == 0 {
			b.Check()
		}
	}
	b.Visit(s.run+"/evidence", 200)
	b.Visit(s.run+"/evidence/1", 200)
	if custody := b.Text("main"); !strings.Contains(custody, s.truth.record(s.t, "link:account:main/advertises/domain:main")) {
		s.t.Errorf("the capture is not tied to the record of the range: %s", custody)
	}
}

func (s *story) attribute(b *e2e.Browser, selector, name string) string {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), time.Minute)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[string](fmt.Sprintf(`document.querySelector(%q)?.getAttribute(%q) || ""`, selector, name)))
	if err != nil {
		s.t.Fatal(err)
	}
	return v
}

// findings records who and what belongs together, with confidence and evidence.
func (s *story) findings() {
	b := s.ana
	b.Visit(s.run+"/findings", 200)
	for i, x := range []struct{ id, kind, platform, typ string }{
		{"account:main", "handle", "chatterly", "account"},
		{"domain:main", "domain", "", "domain"},
	} {
		b.Press(`.row-links a[href*="kind=entity"]`, 200)
		b.Fill("#f-type", x.typ)
		b.Fill("#f-kind1", x.kind)
		if x.platform != "" {
			b.Fill("#f-platform1", x.platform)
		}
		b.Fill("#f-value1", s.truth.value(s.t, x.id))
		b.Fill("#f-word", "very likely")
		expand(b)
		b.PlainPress(`input[name="evidence"][value="e1"]`, `form[action$="/findings"] button.govuk-button`)
		if row := b.Text("#f-f" + strconv.Itoa(i+1)); !strings.Contains(row, s.truth.value(s.t, x.id)) || !strings.Contains(row, "e1") {
			s.t.Errorf("the finding says %q", row)
		}
	}
	b.Press(`.row-links a[href*="kind=link"]`, 200)
	b.Fill("#f-subject", "f1")
	b.Fill("#f-predicate", "advertises")
	b.Fill("#f-object", "f2")
	b.Fill("#f-word", "likely")
	expand(b)
	b.PlainPress(`input[name="evidence"][value="e1"]`, `form[action$="/findings"] button.govuk-button`)
	b.Check()
	if row := b.Text("#f-f3"); !strings.Contains(row, "advertises") || !strings.Contains(row, "e1") {
		s.t.Errorf("the link says %q", row)
	}
}

// questions answers two of the eight and labels five posts.
func (s *story) questions() {
	b := s.ana
	b.Visit(s.run+"/findings/questions", 200)
	for question, value := range map[string]string{"q3": s.object("q3"), "q7": s.object("q7")} {
		b.Fill("#v-"+question, value)
		b.Fill("#w-"+question, "almost certain")
		b.PlainPress("#h-"+question, "#q-"+question+" form button.govuk-button")
	}
	b.Visit(s.run+"/findings/labels", 200)
	var key map[string]string
	if err := json.Unmarshal([]byte(s.fact("q5")), &key); err != nil {
		s.t.Fatal(err)
	}
	done := 0
	for _, row := range strings.Split(strings.TrimSpace(string(read(s.t, s.truth.dir, "case", "labelset.csv"))), "\n")[1:6] {
		number, record, _ := strings.Cut(strings.TrimSpace(row), ",")
		b.Fill(fmt.Sprintf(`select[name="label.%s"]`, number), key[record])
		done++
	}
	b.PlainPress("main h1", ".sticky-save button")
	b.Visit(s.run+"/findings/questions", 200)
	if got := b.Text("#q-q5"); !strings.Contains(got, fmt.Sprintf("%d of 40 labelled", done)) {
		s.t.Errorf("question 5 says %q", got)
	}
	if got := b.Text("#q-q3"); !strings.Contains(got, "saved") {
		s.t.Errorf("question 3 says %q", got)
	}
}

// fact is the key of a question as it stands in the truth; object is it without
// the marks of JSON.
func (s *story) fact(question string) string { return s.truth.fact(s.t, question).Object }

func (s *story) object(question string) string { return strings.Trim(s.fact(question), `"`) }

// decide takes every decision point of the exercise as it comes, and waits for
// none of them: the last one is two hours of scenario time away.
func (s *story) decide() {
	b := s.ana
	points := s.points()
	for i, p := range points {
		s.m.jump(s.run, p.At)
		shown := s.mihai.must(s.run + "/decisions")
		if i+1 < len(points) && strings.Contains(shown, `id="point-`+points[i+1].ID+`"`) {
			s.t.Errorf("%s is shown before its time", points[i+1].ID)
		}
		b.Visit(s.run+"/decisions", 200)
		b.Fill("#"+p.ID+"-reason", "The order names no person.")
		b.Do("choosing the basis", chromedp.Click(chromedp.CSS("#"+p.ID+"-b0")))
		b.PlainPress(`#point-`+p.ID+` input[value="`+p.Accepted()[0]+`"]`, `#point-`+p.ID+` form button.govuk-button`)
		if got := b.Text("#point-" + p.ID); !strings.Contains(got, "Decided") || !strings.Contains(got, "names no person") {
			s.t.Errorf("%s says %q", p.ID, got)
		}
	}
	b.Check()
}

// points are the exercise's decision points in order of time.
func (s *story) points() []scenarios.Decision {
	s.t.Helper()
	fsys, _, err := scenarios.FS("")
	if err != nil {
		s.t.Fatal(err)
	}
	lib, err := scenarios.Load(fsys)
	if err != nil {
		s.t.Fatal(err)
	}
	c, ok := lib.Scenario("blue-lantern")
	if !ok || len(c.Decisions) != 4 {
		s.t.Fatalf("the scenarios are %s, and blue-lantern decides %d times", lib.List(), len(c.Decisions))
	}
	return slices.SortedFunc(slices.Values(c.Decisions), func(a, b scenarios.Decision) int { return cmp.Compare(a.At, b.At) })
}

// report writes and hands in.
func (s *story) report() {
	b := s.ana
	b.Visit(s.run+"/report", 200)
	b.Fill("#f-report", "## Bottom line\n\nOne channel sells seats.\n\n## Not collected\n\nThose who only asked.")
	b.PlainPress("main h1", `form[action$="/report"] button`)
	b.Press(`form[action$="/report/submit"] button`, 422) // without the tick
	b.PlainPress("#f-confirm", `form[action$="/report/submit"] button`)
	b.Check()
	if got := b.Text("main"); !strings.Contains(got, "Handed in") {
		s.t.Errorf("after handing in: %q", got)
	}
	var sent struct {
		Decisions []struct{ Point, Choice string }
	}
	if err := json.Unmarshal([]byte(s.mihai.must(s.run+"/report/1")), &sent); err != nil {
		s.t.Fatal(err)
	}
	for _, p := range s.points() {
		if want := (struct{ Point, Choice string }{p.ID, p.Accepted()[0]}); !slices.Contains(sent.Decisions, want) {
			s.t.Errorf("the submission holds the decisions %v and not %v", sent.Decisions, want)
		}
	}
}

// console lets the trainer see the submission, end the run and open the marking.
func (s *story) console() {
	b := s.trainer
	b.Visit(s.board(), 200)
	if got := b.Text("#console"); !regexp.MustCompile(`Handed in\s+20\d\d|Handed in\s+\d`).MatchString(got) {
		s.t.Errorf("the console does not show the submission: %q", got)
	}
	b.Visit(s.board()+"/findings", 200)
	b.Visit(s.board(), 200)
	for _, do := range []string{"end", "marking"} {
		b.PlainPress("main h1", fmt.Sprintf(`form:has(input[name="do"][value=%q]) button`, do)) // waits out the five seconds
		s.at(b, s.board())
	}
	b.Check()
}

// mark judges every criterion, with the automatic score and its reasons beside.
func (s *story) mark() {
	b := s.trainer
	b.Visit("/teach/marking", 200)
	b.Visit(s.board()+"/marking", 200)
	if got := b.Text("main"); !strings.Contains(got, "0 of 7 marked") {
		s.t.Errorf("the sheet says %q", got)
	}
	b.Visit(s.board()+"/marking/C2", 200)
	if got := b.Text(".levelpane"); !strings.Contains(got, "3 of 6 items are verified as served") {
		s.t.Errorf("the automatic part of C2 says %q", got)
	}
	b.Visit(s.board()+"/marking/C1", 200)
	for range 7 {
		code := b.Path()[strings.LastIndex(b.Path(), "/")+1:]
		b.Fill("#f-reason", "Seen in the report, under "+code+".")
		b.PlainPress("#level-2", `.levelpane button[value="next"]`)
	}
	s.at(b, s.board()+"/marking")
	b.Check()
	if got := b.Text("main"); !strings.Contains(got, "7 of 7 marked") {
		s.t.Errorf("the sheet says %q", got)
	}
}

// publish needs a fresh second proof: the trainer sets passphrase and
// authenticator on the way.
func (s *story) publish() {
	b := s.trainer
	release := s.board() + "/release"
	b.Press(fmt.Sprintf(`a[href=%q]`, release), 200)
	s.at(b, "/account/confirm")
	b.Press(`main a.govuk-button`, 200)
	b.Fill("#f-passphrase", "four words that differ")
	b.Fill("#f-again", "four words that differ")
	b.Press(`form[action="/account/passphrase"] button`, 200)
	s.at(b, "/account/confirm")
	b.Press(`main a.govuk-button`, 200)
	b.Press(`form[action="/account/authenticator/begin"] button`, 200)
	b.Fill("#f-totp", oneTime(s.t, b.Text("dl code.id")))
	b.Press(`form[action="/account/authenticator"] button`, 200)
	s.at(b, release)
	b.PlainPress("#f-agreed", fmt.Sprintf(`form[action=%q] button`, release))
	b.Check()
}

// review shows the team score, reasons and truth.
func (s *story) review() {
	b := s.ana
	b.Visit("/learn", 200)
	b.Visit(s.run+"/review", 200)
	text := b.Text("main")
	for _, want := range []string{"Seen in the report, under C1.", s.truth.value(s.t, "account:main"), s.truth.value(s.t, "domain:main"), "Nobody innocent was named"} {
		if !strings.Contains(text, want) {
			s.t.Errorf("the review does not say %q", want)
		}
	}
	if s.attribute(b, "section[data-passed]", "data-passed") != "true" {
		s.t.Error("level 2 throughout does not pass")
	}
	if got := s.mihai.must(s.run + "/review/truth.jsonl"); strings.Count(got, "\n") != len(s.truth.facts)+1 || !strings.Contains(got, s.fact("q3")[1:20]) {
		s.t.Errorf("the released truth has %d lines, the sealed one %d facts", strings.Count(got, "\n"), len(s.truth.facts))
	}
}

// offline scores the exported submission with the command line: the same bytes.
func (s *story) offline() {
	published := s.mihai.must(s.run + "/review/score.json")
	file := s.m.path("submission.json")
	if err := os.WriteFile(file, []byte(s.mihai.must(s.run+"/report/1")), 0o600); err != nil {
		s.t.Fatal(err)
	}
	if got := radar(s.t, s.m.dir, "score", "--truth", s.truth.dir, "--key", s.m.path("truth.key"), "--submission", file); got != published {
		s.t.Errorf("radar score prints\n%s\nthe site published\n%s", got, published)
	}
	var score struct {
		Components struct {
			Entities, Links struct{ TP, FP []string }
			Answers         struct {
				Items []struct{ Question, Credit string }
			}
		}
		Reasons []struct{ Text string }
	}
	if err := json.Unmarshal([]byte(published), &score); err != nil {
		s.t.Fatal(err)
	}
	c := score.Components
	if len(c.Entities.TP) != 2 || len(c.Entities.FP) != 0 || len(c.Links.TP) != 1 || len(score.Reasons) == 0 {
		s.t.Errorf("two entities and a link were right: %s", published)
	}
	for _, x := range c.Answers.Items {
		if right := x.Question == "q3" || x.Question == "q7"; right != (x.Credit == "1.000") && x.Question != "q5" {
			s.t.Errorf("%s: credit %s", x.Question, x.Credit)
		}
	}
}

// walls sends the other team's trainee and the other site's trainer to every
// address of the run: nothing of it is there for them.
func (s *story) walls(when string) {
	s.t.Helper()
	tried := 0
	for _, rt := range routes(s.t) {
		if !strings.Contains(rt.path, ":run") {
			continue
		}
		path := rt.fill(map[string]string{":run": strings.TrimPrefix(s.run, "/exercises/"), ":n": "1", ":table": "posts.csv", ":reply": "account.csv", ":criterion": "C1", ":inject": "i1"})
		for v, role := range map[*visitor]string{s.other: "trainee", s.stranger: "trainer"} {
			want := http.StatusNotFound
			if !rt.reaches(role) {
				want = http.StatusForbidden // this role has no such page at all, whoever's run it is
			}
			var a answer
			if rt.method == http.MethodGet {
				a = v.get(path)
			} else {
				a = v.send(path, url.Values{"csrf": {v.token()}})
			}
			if a.status != want {
				s.t.Errorf("%s: %s %s as %s: %v, want %d", when, rt.method, path, v.who.Name, a, want)
			}
			tried++
		}
	}
	if tried < 80 {
		s.t.Errorf("only %d tries: the walls lost their routes", tried)
	}
}

// reader finds something in the handbook, without an account.
func (s *story) reader() {
	b := e2e.Start(s.t, s.m.url, os.Getenv("RADAR_SHOTS"))
	b.Visit("/search", 200)
	b.Fill("#q", "ladder")
	b.Press("form.bigfind button", 200)
	if got := b.Text("ol.hits mark"); !strings.EqualFold(got, "ladder") {
		s.t.Errorf("the search marks %q", got)
	}
	b.Press(`ol.hits a[href^="/handbook/"]`, 200)
	if got := b.Text("main"); !strings.Contains(strings.ToLower(got), "ladder") {
		s.t.Errorf("%s does not speak of the ladder", b.Path())
	}
}
