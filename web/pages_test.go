package web_test

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestSignIn(t *testing.T) {
	b := newBed(t, nil)
	v := b.visitor()
	code := b.people["ro/trainee/team-a"]
	for range 3 { // looking spends nothing
		if res := v.get("/login?code=" + code); res.StatusCode != http.StatusOK || !strings.Contains(res.body, code) {
			t.Fatalf("the form: %d", res.StatusCode)
		}
	}
	token := v.token("/login?code=" + code)
	res := v.do("POST", "/login", url.Values{"code": {code}, "csrf": {token}}, nil)
	if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/learn" {
		t.Fatalf("spending the code: %d to %q", res.StatusCode, res.Header.Get("Location"))
	}
	if len(v.cookies["radar"]) < 43 {
		t.Fatalf("cookies: %v", v.cookies)
	}
	if res := v.get("/learn"); res.StatusCode != http.StatusOK || !strings.Contains(res.body, "Week 2 of 12") || !strings.Contains(res.body, "Lanterns") {
		t.Errorf("my week: %d\n%s", res.StatusCode, res.body)
	}
	// The front page and an error page lead on to it, and ask nobody to sign in who is.
	for _, path := range []string{"/", "/nowhere", "/teach"} {
		if body := v.get(path).body; !strings.Contains(body, `class="govuk-button" href="/learn">My week`) || strings.Contains(body, ">Sign in<") {
			t.Errorf("%s leads nowhere:\n%s", path, body)
		}
	}
	if body := b.visitor().get("/").body; strings.Contains(body, "/learn") || !strings.Contains(body, ">Sign in<") {
		t.Error("the front page for nobody in particular")
	}
	other := b.visitor()
	if res := other.post("/login?code="+code, "/login", url.Values{"code": {code}}); res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(res.body, "There is a problem") {
		t.Errorf("the code a second time: %d", res.StatusCode)
	}
	// A passphrase, then back with it.
	res = v.post("/account/passphrase", "/account/passphrase", url.Values{"passphrase": {"too short"}, "again": {"too short"}})
	if res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(res.body, "at least 12") {
		t.Errorf("a short passphrase: %d", res.StatusCode)
	}
	good := "four words that differ"
	before := v.cookies["radar"]
	if res := v.post("/account/passphrase", "/account/passphrase", url.Values{"passphrase": {good}, "again": {good}}); res.StatusCode != http.StatusSeeOther {
		t.Fatalf("a good passphrase: %d\n%s", res.StatusCode, res.body)
	}
	if v.cookies["radar"] == before {
		t.Error("the session kept its token when the passphrase was set")
	}
	email := url.Values{"email": {"ana.petrescu@nit-ro.example"}, "passphrase": {good}}
	if res := other.post("/login", "/login", email); res.StatusCode != http.StatusSeeOther {
		t.Errorf("signing in with the passphrase: %d\n%s", res.StatusCode, res.body)
	}
	// Signing out ends the session, not only the cookie.
	kept := v.cookies["radar"]
	if res := v.post("/learn", "/logout", url.Values{}); res.StatusCode != http.StatusSeeOther || v.cookies["radar"] != "" {
		t.Errorf("signing out: %d %v", res.StatusCode, v.cookies)
	}
	v.cookies["radar"] = kept
	if res := v.get("/learn"); res.StatusCode != http.StatusSeeOther || !strings.HasPrefix(res.Header.Get("Location"), "/login?next=") {
		t.Errorf("a session that was ended: %d to %q", res.StatusCode, res.Header.Get("Location"))
	}
}

// Guessing is slowed down, tells nothing, and locks nobody out for good.
func TestSignInThrottle(t *testing.T) {
	b := newBed(t, nil)
	v := b.visitor()
	texts := map[string]bool{}
	wait := 0
	for range 8 {
		res := v.post("/login", "/login", url.Values{"email": {"ana.petrescu@nit-ro.example"}, "passphrase": {"a guess of some length"}})
		if res.StatusCode == http.StatusTooManyRequests {
			wait++
			if res.Header.Get("Retry-After") == "" || !strings.Contains(res.body, "Try again after") {
				t.Errorf("no word on when to come back: %v", res.Header)
			}
			continue
		}
		texts[problem(res.body)] = true
	}
	if wait == 0 {
		t.Error("eight wrong guesses were all heard at once")
	}
	res := b.visitor().post("/login", "/login", url.Values{"email": {"nobody@nit-ro.example"}, "passphrase": {"a guess of some length"}})
	if texts[problem(res.body)] = true; len(texts) != 1 {
		t.Errorf("a known and an unknown address get different answers: %v", texts)
	}
	b.pass(10 * time.Minute)
	if code := b.people["ro/trainee/team-a"]; v.post("/login?code="+code, "/login", url.Values{"code": {code}}).StatusCode != http.StatusSeeOther {
		t.Error("locked out")
	}
}

// problem is the text of a page's error summary.
func problem(body string) string {
	_, rest, _ := strings.Cut(body, "govuk-error-summary__list")
	text, _, _ := strings.Cut(rest, "</ul>")
	return text
}

func TestSessionEndsByItself(t *testing.T) {
	b := newBed(t, nil)
	v := b.signIn("ro/trainee/team-a")
	for range 4 {
		b.pass(15 * time.Minute)
		if res := v.get("/learn"); res.StatusCode != http.StatusOK {
			t.Fatalf("after a quarter of an hour: %d", res.StatusCode)
		}
	}
	b.pass(21 * time.Minute)
	if res := v.get("/learn"); res.StatusCode != http.StatusSeeOther {
		t.Errorf("after 21 idle minutes: %d", res.StatusCode)
	}
}

func TestFormsAreBound(t *testing.T) {
	b := newBed(t, nil)
	v := b.signIn("ro/trainee/team-a")
	token := v.token("/learn")
	stranger := b.signIn("ro/trainee/team-b")
	for name, tc := range map[string]struct {
		form   url.Values
		header map[string]string
		want   int
	}{
		"no token":              {url.Values{}, nil, 403},
		"somebody else's token": {url.Values{"csrf": {stranger.token("/learn")}}, nil, 403},
		"another site":          {url.Values{"csrf": {token}}, map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		"a sibling host":        {url.Values{"csrf": {token}}, map[string]string{"Sec-Fetch-Site": "same-site"}, 403},
		"another origin":        {url.Values{"csrf": {token}}, map[string]string{"Origin": "https://evil.example"}, 403},
		"no origin at all":      {url.Values{"csrf": {token}}, map[string]string{"Origin": "null"}, 403},
		"our own":               {url.Values{"csrf": {token}, "theme": {"dark"}}, map[string]string{"Sec-Fetch-Site": "same-origin", "Origin": "http://academy.example"}, 303},
	} {
		if res := v.do("POST", "/courses/c/m1/l1/finish", tc.form, tc.header); res.StatusCode != tc.want {
			t.Errorf("%s: %d, want %d", name, res.StatusCode, tc.want)
		}
	}
	// The sign-in form is bound to the browser it was shown to.
	thief := b.visitor()
	entry := b.visitor().token("/login")
	if res := thief.do("POST", "/login", url.Values{"code": {b.people["ro/trainer"]}, "csrf": {entry}}, nil); res.StatusCode != http.StatusForbidden {
		t.Errorf("a sign-in form from another browser: %d", res.StatusCode)
	}
	if res := v.do("POST", "/preferences", url.Values{"theme": {"dark"}, "back": {"//evil.example"}}, nil); res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/" {
		t.Errorf("preferences lead to %q", res.Header.Get("Location"))
	}
	if res := v.do("POST", "/preferences", url.Values{"theme": {"light"}}, map[string]string{"Sec-Fetch-Site": "cross-site"}); res.StatusCode != http.StatusForbidden {
		t.Errorf("another site changes preferences: %d", res.StatusCode)
	}
	if !strings.Contains(v.get("/learn").body, `data-theme="dark"`) {
		t.Error("the chosen theme does not hold")
	}
}

func TestLesson(t *testing.T) {
	b := newBed(t, nil)
	// Nobody in particular: text without a form, without a key.
	res := b.visitor().get("/courses/c/m1/l1")
	if res.StatusCode != http.StatusOK || !strings.Contains(res.body, "Sign in to answer") || strings.Contains(res.body, "CANARY") || strings.Contains(res.body, "/answer") {
		t.Fatalf("preview: %d\n%s", res.StatusCode, res.body)
	}
	v := b.signIn("ro/trainee/team-a")
	page := v.get("/courses/c/m1/l1").body
	if strings.Contains(page, "CANARY") {
		t.Fatal("feedback stands in the page before the answer")
	}
	choice := func(text string) string {
		before, _, ok := strings.Cut(page, text+"</label>")
		if !ok {
			t.Fatalf("no option %q in\n%s", text, page)
		}
		_, id, _ := strings.Cut(before[strings.LastIndex(before, "<label"):], `for="m1-q01-`)
		id, _, _ = strings.Cut(id, `"`)
		return id
	}
	key := func(body string) string {
		_, rest, _ := strings.Cut(body, `name="key" value="`)
		k, _, _ := strings.Cut(rest, `"`)
		return k
	}
	answer := func(option, key string) reply {
		return v.post("/courses/c/m1/l1", "/courses/c/m1/l1/answer", url.Values{"question": {"m1-q01"}, "m1-q01.choice": {option}, "key": {key}})
	}
	if res := answer("", key(page)); res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(res.body, "Choose one answer.") || !strings.Contains(res.body, "There is a problem") {
		t.Errorf("no choice: %d", res.StatusCode)
	}
	first := key(page)
	for range 2 { // sent twice, counted once
		if res := answer(choice("A rope"), first); res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/courses/c/m1/l1?answered=m1-q01#q-m1-q01" {
			t.Fatalf("a wrong answer: %d to %q\n%s", res.StatusCode, res.Header.Get("Location"), res.body)
		}
	}
	shown := v.get("/courses/c/m1/l1?answered=m1-q01").body
	for text, want := range map[string]bool{"Not right.": true, "CANARYWRONG": true, "CANARYGENERAL": true, "CANARYRIGHT": false, "CANARYSOLUTION": false, "attempt 2": false, "Try again": true} {
		if strings.Contains(shown, text) != want {
			t.Errorf("after a wrong answer: %q is there: %v, want %v", text, !want, want)
		}
	}
	again := v.get("/courses/c/m1/l1?again=m1-q01").body
	if res := answer(choice("A lantern"), key(again)); res.StatusCode != http.StatusSeeOther {
		t.Fatalf("a right answer: %d", res.StatusCode)
	}
	shown = v.get("/courses/c/m1/l1").body
	if !strings.Contains(shown, "Right.") || !strings.Contains(shown, "CANARYRIGHT") || !strings.Contains(shown, "attempt 2") {
		t.Errorf("after a right answer:\n%s", shown)
	}
	if res := v.post("/courses/c/m1/l1", "/courses/c/m1/l1/finish", url.Values{}); res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/courses/c/m1/quiz" && res.Header.Get("Location") != "/courses/c/m1/l2" {
		t.Errorf("finishing: %d to %q", res.StatusCode, res.Header.Get("Location"))
	}
	if body := v.get("/courses/c/m1").body; !strings.Contains(body, "(finished)") {
		t.Errorf("the module does not show the lesson as finished\n%s", body)
	}
	// Another trainee sees none of it.
	if body := b.signIn("ro/trainee/team-a/2").get("/courses/c/m1/l1").body; strings.Contains(body, "CANARY") || strings.Contains(body, "Right.") {
		t.Error("a team mate sees the answer")
	}
}

func TestQuiz(t *testing.T) {
	b := newBed(t, nil)
	v := b.signIn("ro/trainee/team-a")
	const at = "/courses/c/m1/l2"
	page := v.get(at).body
	if strings.Contains(page, "CANARY") {
		t.Fatal("the quiz tells its answers")
	}
	id := func(text, prefix string) string {
		before, _, ok := strings.Cut(page, text+"</label>")
		if !ok {
			t.Fatalf("no %q in\n%s", text, page)
		}
		_, x, _ := strings.Cut(before[strings.LastIndex(before, "<label"):], `for="`+prefix+"-")
		x, _, _ = strings.Cut(x, `"`)
		return x
	}
	form := url.Values{"key": {"k1"}, "m1-q02.choice": {id("Oil", "m1-q02"), id("Water", "m1-q02")}, "m1-q03.text": {"4"}}
	for place, text := range []string{"One", "Two", "Three"} {
		form.Set("m1-q04.rank."+id(text, "m1-q04"), string(rune('1'+place)))
	}
	half := url.Values{"key": {"k0"}, "m1-q03.text": {"4"}}
	res := v.post(at, at+"/quiz", half)
	if res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(res.body, `value="4"`) || strings.Contains(res.body, "CANARY") {
		t.Fatalf("half a quiz: %d\n%s", res.StatusCode, res.body)
	}
	if res := v.post(at, at+"/quiz", form); res.StatusCode != http.StatusSeeOther {
		t.Fatalf("handing in: %d\n%s", res.StatusCode, res.body)
	}
	// q02: one right, one wrong of multi: 0 of 2; q03: 1 of 1; q04: 1 of 1. 2 of 4 points are 50 %, 60 are needed.
	body := v.get(at).body
	if !strings.Contains(body, "Not passed yet: 50 %") || !strings.Contains(body, "2 of 4 points") || !strings.Contains(body, "CANARYOIL") {
		t.Errorf("the result:\n%s", body)
	}
	page = v.get(at + "?again=all").body
	form.Set("key", "k2")
	form["m1-q02.choice"] = []string{id("Oil", "m1-q02"), id("Wax", "m1-q02")}
	if res := v.post(at+"?again=all", at+"/quiz", form); res.StatusCode != http.StatusSeeOther {
		t.Fatalf("handing in again: %d", res.StatusCode)
	}
	if body := v.get(at).body; !strings.Contains(body, "Passed: 100 %") || !strings.Contains(body, "Attempt 2") {
		t.Errorf("the second result:\n%s", body)
	}
	if body := b.visitor().get(at).body; strings.Contains(body, "What burns") {
		t.Error("the quiz is open to everybody")
	}
}

func TestSearchPage(t *testing.T) {
	v := newBed(t, nil).visitor()
	res := v.get("/search?q=preservation+ORDERS")
	if res.StatusCode != http.StatusOK || !strings.Contains(res.body, "<mark>preservation</mark>") || !strings.Contains(res.body, "HB-A.1") {
		t.Errorf("%d\n%s", res.StatusCode, res.body)
	}
	if res := v.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E"); strings.Contains(res.body, "<script>alert") {
		t.Error("the query is not escaped")
	}
	for _, q := range []string{"%00", "%ff%fe", strings.Repeat("a", 5000), `"`, "*", "AND", "NEAR(", "a:b", "'; DROP TABLE x"} {
		if res := v.get("/search?q=" + strings.ReplaceAll(q, " ", "+")); res.StatusCode >= 500 {
			t.Errorf("%q: %d", q, res.StatusCode)
		}
	}
	if body := v.get("/search?q=CANARYSOLUTION").body; !strings.Contains(body, "Nothing found") {
		t.Error("a solution can be searched for")
	}
}

// A site that is told to stop at once stops, whether it had begun to listen or not.
func TestStopAtOnce(t *testing.T) {
	b := newBed(t, nil)
	for range 20 {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if err := b.site.Serve(ctx, ln); err != nil {
			t.Fatal(err)
		}
	}
}
