package e2e_test

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
)

// visitor is a person with a browser without scripts: it keeps cookies and
// follows no redirect by itself.
type visitor struct {
	t    *testing.T
	m    *machine
	who  account // zero for somebody without an account
	http *http.Client
}

// visitor lets a new person in front of the site.
func (m *machine) visitor() *visitor {
	m.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		m.t.Fatal(err)
	}
	return &visitor{t: m.t, m: m, http: &http.Client{
		Jar: jar, Timeout: time.Minute, Transport: &http.Transport{},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// person finds somebody of the demo: "ro/trainee/team-a", the nth of them.
func (m *machine) person(key string, nth int) account {
	m.t.Helper()
	for _, a := range m.people {
		if strings.TrimSuffix(a.Site+"/"+a.Role+"/"+a.Team, "/") == key {
			if nth == 0 {
				return a
			}
			nth--
		}
	}
	m.t.Fatalf("the demo has no %q", key)
	return account{}
}

// signIn spends the one-time address of somebody of the demo.
func (m *machine) signIn(key string, nth int) *visitor {
	m.t.Helper()
	v := m.visitor()
	v.who = m.person(key, nth)
	u, err := url.Parse(v.who.SigninURL)
	if err != nil {
		m.t.Fatal(err)
	}
	form := v.form(u.RequestURI(), "/login")
	res := v.send(form.action, form.values)
	if res.status != http.StatusSeeOther {
		m.t.Fatalf("signing in as %s: %d\n%s", key, res.status, res.body)
	}
	return v
}

// answer is what came back, read to its end.
type answer struct {
	status int
	header http.Header
	body   string
}

// try sends a request; the connection may fail.
func (v *visitor) try(req *http.Request) (answer, error) {
	res, err := v.http.Do(req)
	if err != nil {
		return answer{}, err
	}
	b, err := io.ReadAll(res.Body)
	return answer{res.StatusCode, res.Header, string(b)}, errors.Join(err, res.Body.Close())
}

func (v *visitor) do(req *http.Request) answer {
	v.t.Helper()
	a, err := v.try(req)
	if err != nil {
		v.t.Fatalf("%s %s: %v", req.Method, req.URL.Path, err)
	}
	return a
}

func (v *visitor) request(method, path string, body io.Reader) *http.Request {
	v.t.Helper()
	req, err := http.NewRequestWithContext(v.t.Context(), method, v.m.url+path, body)
	if err != nil {
		v.t.Fatal(err)
	}
	return req
}

func (v *visitor) get(path string) answer {
	v.t.Helper()
	return v.do(v.request(http.MethodGet, path, nil))
}

// must is get, with status 200.
func (v *visitor) must(path string) string {
	v.t.Helper()
	a := v.get(path)
	if a.status != http.StatusOK {
		v.t.Fatalf("GET %s as %s: %d\n%.600s", path, v.who.Name, a.status, a.body)
	}
	return a.body
}

// send posts a form.
func (v *visitor) send(path string, form url.Values) answer {
	v.t.Helper()
	req := v.request(http.MethodPost, path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return v.do(req)
}

// fill takes the form that leads to action from the page at path, changes some
// of its fields and sends it; it wants to be led on.
func (v *visitor) fill(path, action string, change url.Values) string {
	v.t.Helper()
	f := v.form(path, action)
	for k, list := range change {
		f.values[k] = list
	}
	a := v.send(f.action, f.values)
	if a.status != http.StatusSeeOther {
		v.t.Fatalf("POST %s as %s: %d\n%s", action, v.who.Name, a.status, plain(a.body))
	}
	return a.header.Get("Location")
}

// form is a form of a page with the values that stand in it.
type form struct {
	action string
	file   string // name of its file field, for multipart forms
	fields []string
	values url.Values
}

var (
	formTag   = regexp.MustCompile(`(?s)<form\b([^>]*)>(.*?)</form>`)
	fieldTag  = regexp.MustCompile(`(?s)<(input|button)\b([^>]*)>|<(textarea|select)\b([^>]*)>(.*?)</(?:textarea|select)>`)
	attribute = regexp.MustCompile(`([a-z-]+)(?:="([^"]*)")?`)
	chosen    = regexp.MustCompile(`<option value="([^"]*)" selected>`)
	offered   = regexp.MustCompile(`<option value="([^"]*)"`)
)

func attributes(tag string) map[string]string {
	out := map[string]string{}
	for _, m := range attribute.FindAllStringSubmatch(tag, -1) {
		if _, twice := out[m[1]]; !twice {
			out[m[1]] = html.UnescapeString(m[2])
		}
	}
	return out
}

// forms reads every form of a page that is sent by POST.
func forms(page string) []form {
	var out []form
	for _, m := range formTag.FindAllStringSubmatch(page, -1) {
		head := attributes(m[1])
		if head["method"] != "post" {
			continue
		}
		f := form{action: head["action"], values: url.Values{}}
		add := func(name, value string, on bool) {
			if _, known := f.values[name]; !known {
				f.fields = append(f.fields, name)
				f.values[name] = nil
			}
			if on {
				f.values.Add(name, value)
			}
		}
		for _, tag := range fieldTag.FindAllStringSubmatch(m[2], -1) {
			kind, text := tag[1]+tag[3], tag[5]
			a := attributes(tag[2] + tag[4])
			_, checked := a["checked"]
			switch {
			case a["name"] == "":
			case kind == "input" && a["type"] == "file":
				f.file = a["name"]
			case kind == "textarea":
				add(a["name"], html.UnescapeString(text), true)
			case kind == "select":
				value := ""
				if o := chosen.FindStringSubmatch(text); o != nil {
					value = html.UnescapeString(o[1])
				} else if o := offered.FindStringSubmatch(text); o != nil {
					value = html.UnescapeString(o[1])
				}
				add(a["name"], value, true)
			case a["type"] == "radio", a["type"] == "checkbox":
				add(a["name"], a["value"], checked)
			case kind == "button":
				add(a["name"], a["value"], len(f.values[a["name"]]) == 0)
			default:
				add(a["name"], a["value"], true)
			}
		}
		out = append(out, f)
	}
	return out
}

// form finds the form of a page that leads to action.
func (v *visitor) form(path, action string) form {
	v.t.Helper()
	body := v.must(path)
	for _, f := range forms(body) {
		if f.action == action {
			return f
		}
	}
	v.t.Fatalf("%s holds no form that leads to %s:\n%s", path, action, plain(body))
	return form{}
}

// capture is a file to upload as evidence, with what is stated about it.
type capture struct {
	name string
	body []byte
	say  map[string]string
}

// upload sends a file as a program would, and asks for JSON.
func (v *visitor) upload(run string, c capture) answer {
	v.t.Helper()
	return v.uploadWith(run, v.form(run+"/evidence", run+"/evidence").values.Get("csrf"), c)
}

// uploadWith is upload with a form's token that is known already.
func (v *visitor) uploadWith(run, token string, c capture) answer {
	v.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	fields := map[string]string{"relevance": "shows the offer", "scheme": "europol-4x4", "contact": "no", "csrf": token}
	for k, s := range c.say {
		fields[k] = s
	}
	for k, s := range fields {
		if err := w.WriteField(k, s); err != nil {
			v.t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("file", c.name)
	if err != nil {
		v.t.Fatal(err)
	}
	if _, err := part.Write(c.body); err != nil {
		v.t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		v.t.Fatal(err)
	}
	req := v.request(http.MethodPost, run+"/evidence", &b)
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.Header.Set("Accept", "application/json")
	return v.do(req)
}

// runOf is the address of a team's exercise, as its trainees find it in their week.
func (v *visitor) runOf() string {
	v.t.Helper()
	m := regexp.MustCompile(`href="(/exercises/[a-z0-9]+)"`).FindStringSubmatch(v.must("/exercises"))
	if m == nil {
		v.t.Fatalf("%s has no exercise", v.who.Name)
	}
	return m[1]
}

var tags = regexp.MustCompile(`(?s)<(script|style|head)\b.*?</(script|style|head)>|<[^>]*>`)

// plain is the text of a page, for messages.
func plain(page string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(page, " "))), " ")
}

// read reads a file of a folder.
func read(t *testing.T, parts ...string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// prove sets passphrase and authenticator, which counts as a fresh proof.
func (v *visitor) prove() {
	v.t.Helper()
	const words = "four words that differ"
	v.fill("/account/passphrase", "/account/passphrase", url.Values{"passphrase": {words}, "again": {words}})
	begin := v.form("/account/authenticator", "/account/authenticator/begin")
	shown := v.send(begin.action, begin.values)
	key := regexp.MustCompile(`<code class="id">([A-Z2-7]+)</code>`).FindStringSubmatch(shown.body)
	if shown.status != http.StatusOK || key == nil {
		v.t.Fatalf("no key is shown: %d %s", shown.status, plain(shown.body))
	}
	for _, f := range forms(shown.body) {
		if f.action == "/account/authenticator" {
			f.values.Set("totp", oneTime(v.t, key[1]))
			if a := v.send(f.action, f.values); a.status != http.StatusSeeOther {
				v.t.Fatalf("the code is refused: %d %s", a.status, plain(a.body))
			}
			return
		}
	}
	v.t.Fatal("there is no place for the code")
}

func (a answer) String() string { return fmt.Sprintf("%d %s", a.status, plain(a.body)) }

// oneTime is what an authenticator app shows now.
func oneTime(t *testing.T, key string) string {
	t.Helper()
	code, err := totp.GenerateCode(key, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return code
}
