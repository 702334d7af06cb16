package desk_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// fetch is what the range serves to a team at a path of Chatterly.
func (b *bench) fetch(run training.Run, path string) []byte {
	b.tb.Helper()
	e, ok := b.Room.Endpoints(run)
	if !ok {
		b.tb.Fatal("the run is not on the range")
	}
	req, err := http.NewRequestWithContext(b.tb.Context(), http.MethodGet, e.Mastodon+path, nil)
	if err != nil {
		b.tb.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		b.tb.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		b.tb.Fatalf("%s: %d %v", path, res.StatusCode, err)
	}
	return body
}

func TestEvidencePages(t *testing.T) {
	b := newBench(t)
	run := b.Run(t, b.Tom, "team-a")
	base := "/exercises/" + string(run.ID) + "/evidence"
	b.get("Ana", base).want(t, 200, "No evidence yet", `enctype="multipart/form-data"`, `name="captured_at"`, `name="lawful_basis"`, "1.0 MiB")
	served := b.fetch(run, "/about")
	const source = "http://chatterly.test/about"

	b.upload("Ana", base, "", "page.html", served, map[string]string{"source_url": source, "tool": "wget", "relevance": ""}).
		want(t, 422, "is empty", "one sentence on why this item matters", `href="#f-relevance"`, `value="wget"`)
	b.upload("Ana", base, "", "", nil, map[string]string{"relevance": "x"}).want(t, 422, "is missing", `href="#f-file"`)
	b.upload("Ana", base, "", "page.html", served, map[string]string{"relevance": "x", "captured_at": "yesterday"}).want(t, 422, "2026-03-14 09:40", `href="#f-captured_at"`)
	b.upload("Ana", base, "", "page.html", served, map[string]string{"relevance": "nul \x00"}).want(t, 422, "NUL character")
	b.upload("Ana", base, "", "page.html", served, map[string]string{"relevance": "x", "method": "\xff\xfe"}).want(t, 422, "not valid UTF-8")
	b.upload("Ana", base, "application/json", "page.html", served, map[string]string{"relevance": "x", "parent": "e7"}).want(t, 422, "e7 is not in your evidence")
	b.upload("Ana", base, "", "big.bin", make([]byte, 3<<20), map[string]string{"relevance": "x"}).want(t, 413, "larger than")
	b.upload("Tom", base, "", "page.html", served, map[string]string{"relevance": "x"}).want(t, 403)
	b.upload("Cem", base, "", "page.html", served, map[string]string{"relevance": "x"}).want(t, 404)

	b.upload("Ana", base, "", "page.html", served, map[string]string{
		"source_url": source, "relevance": "what the platform says", "tool": "wget", "source_grade": "b", "info_grade": "2", "scheme": "europol-4x4", "key": "once",
	}).want(t, 200, `<output class="verdict verdict--verified_as_served" data-verdict="verified_as_served">`, training.Digest(served), "Verified: byte for byte")
	b.upload("Ana", base, "", "page.html", served, map[string]string{
		"source_url": source, "relevance": "what the platform says", "tool": "wget", "source_grade": "b", "info_grade": "2", "scheme": "europol-4x4", "key": "once",
	}).want(t, 200, `data-verdict="verified_as_served"`)
	var said struct{ Evidence, Verdict, Meaning, SHA256 string }
	res := b.upload("Ben", base, "application/json", "page.html", append(served, '!'), map[string]string{"source_url": source, "relevance": "+cmd, edited"}).want(t, 200)
	if err := json.Unmarshal([]byte(res.body), &said); err != nil || said.Evidence != "e2" || said.Verdict != "altered" || !strings.HasPrefix(said.Meaning, "Altered") {
		t.Errorf("%s: %v", res.body, err)
	}
	b.get("Ana", base).want(t, 200, `/1">e1</a>`, `/2">e2</a>`, "B2", `verdict--altered`).lacks(t, `/3">`)

	item := b.get("Ben", base+"/1").want(t, 200, "what the platform says", "captured", "viewed", "Ben", training.Digest(served))
	if n := strings.Count(item.body, `<output class="verdict`); n != 1 {
		t.Errorf("%d verdicts on the item's page", n)
	}
	file := b.get("Ana", base+"/1/file").want(t, 200)
	if file.body != string(served) || file.header.Get("Content-Disposition") != `attachment; filename="e1-page.html"` || file.header.Get("Content-Type") != "application/octet-stream" {
		t.Errorf("download: %d bytes, %v", len(file.body), file.header)
	}
	b.get("Ana", base+"/1").want(t, 200, "exported")
	for _, bad := range []string{"/99", "/0", "/x", "/99/file"} {
		b.get("Ana", base+bad).want(t, 404)
	}
	rows, err := csv.NewReader(strings.NewReader(b.get("Ana", base+".csv").want(t, 200).body)).ReadAll()
	if err != nil || len(rows) != 3 || rows[1][1] != training.Digest(served) || rows[2][5] != "altered" {
		t.Fatalf("csv: %v %v", rows, err)
	}
	if got := rows[2][16]; got != "'+cmd, edited" {
		t.Errorf("a cell that a spreadsheet would run: %q", got)
	}
	for i, want := range [][]string{{"label", "notice"}, {page.SyntheticLabel, page.Notice}, {page.SyntheticLabel, page.Notice}} {
		if got := rows[i][len(rows[i])-2:]; !slices.Equal(got, want) {
			t.Errorf("csv: line %d ends with %q, want %q", i+1, got, want)
		}
	}
	b.post("Ana", base+"/2/withdraw", url.Values{"reason": {""}}).want(t, 422, "why the item no longer belongs")
	b.post("Tom", base+"/2/withdraw", url.Values{"reason": {"x"}}).want(t, 403)
	b.post("Ana", base+"/2/withdraw", url.Values{"reason": {"edited by mistake"}, "key": {"w"}}).want(t, 303)
	b.get("Ana", base+"/2").want(t, 404)
	b.get("Ana", base).want(t, 200, "edited by mistake", "Withdrawn")
}

func TestFindingPages(t *testing.T) {
	b := newBench(t)
	run := b.Run(t, b.Tom, "team-a")
	base := "/exercises/" + string(run.ID) + "/findings"
	entity := func(value string) url.Values {
		return url.Values{"kind": {"entity"}, "type": {"account"}, "kind1": {"handle"}, "platform1": {"chatterly"}, "value1": {value}, "word": {"likely"}}
	}
	b.get("Ana", base).want(t, 200, "No entity yet", "No link yet", `data-desk="/exercises/`+string(run.ID)+`/inbox"`, `data-rate="1000"`, `data-now="20`, `id="rail-letters"`)
	for want, change := range map[string]func(url.Values){
		`href="#f-value1"`: func(v url.Values) { v.Set("value1", "") },
		`href="#f-kind1"`:  func(v url.Values) { v.Set("kind1", "") },
		`href="#f-type"`:   func(v url.Values) { v.Set("type", "dragon") },
		`href="#f-word"`:   func(v url.Values) { v.Set("word", "surely") },
		"NUL character":    func(v url.Values) { v.Set("role", "a\x00b") },
		"not valid UTF-8":  func(v url.Values) { v.Set("note", "\xff") },
		"control char":     func(v url.Values) { v.Set("value1", "@a\x07") },
		"e9":               func(v url.Values) { v["evidence"] = []string{"e9"} },
	} {
		form := entity("@kept")
		change(form)
		b.post("Ana", base, form).want(t, 422, want)
	}
	b.post("Ana", base, url.Values{"kind": {"label"}}).want(t, 422)
	b.post("Tom", base, entity("@x")).want(t, 403)
	b.post("Cem", base, entity("@x")).want(t, 404)
	for i, v := range []string{"@lantern", "<script>alert(1)</script>"} {
		res := b.post("Ana", base, entity(v)).want(t, 303)
		if want := fmt.Sprintf("?saved=%d#f-f%d", i+1, i+1); !strings.HasSuffix(res.location, want) {
			t.Errorf("to %s, want …%s", res.location, want)
		}
	}
	same := entity("@twice")
	same.Set("key", "one key")
	b.post("Ana", base, same).want(t, 303)
	b.post("Ana", base, same).want(t, 303)
	b.post("Ben", base, url.Values{"kind": {"link"}, "subject": {"f1"}, "predicate": {"operates"}, "object": {"f1"}}).want(t, 422, "another finding")
	b.post("Ben", base, url.Values{"kind": {"link"}, "subject": {"f1"}, "predicate": {"flies"}, "object": {"f2"}}).want(t, 422, `href="#f-predicate"`)
	b.post("Ben", base, url.Values{"kind": {"link"}, "subject": {"f1"}, "predicate": {"works_for"}, "object": {"f2"}, "word": {"likely"}}).want(t, 303)
	b.post("Ben", base, url.Values{"kind": {"hop"}, "subject": {"f1"}, "predicate": {"pays"}, "object": {"f2"}, "txid": {"AB"}, "vout": {"-1"}}).want(t, 422, "0, 1, 2")
	b.post("Ben", base, url.Values{"kind": {"hop"}, "subject": {"f1"}, "predicate": {"pays"}, "object": {"f2"}, "txid": {" AB "}, "vout": {"0"}, "amount_sat": {"150 000"}}).want(t, 303)
	b.post("Ben", base, url.Values{"kind": {"event"}, "type": {"posted"}, "subject": {"f1"}, "at": {"2026-05-19 09:40"}}).want(t, 303)

	page := b.get("Ana", base).want(t, 200, "@lantern", "&lt;script&gt;", "works for", "150000", `<td class="id small">ab:0</td>`, `id="f-f1"`, `href="#n-f1"`, `id="n-f1"`, `href="#f-f1"`, `id="n-f4"`).
		lacks(t, "<script>alert", `id="f-f7"`)
	checkTwin(t, page.body)
	b.get("Ana", base+"/4").want(t, 200, `<option value="works_for" selected>`, "History")
	b.get("Tom", base+"/4").want(t, 200, "disabled")
	b.get("Ana", base+"/99").want(t, 404)
	b.get("Ana", base+"/new?kind=label").want(t, 404)

	changed := entity("@lantern_trips")
	changed.Set("role", "channel admin")
	b.post("Ben", base+"/1", changed).want(t, 303)
	b.get("Ana", base+"/1").want(t, 200, "@lantern_trips", ">account @lantern</td>", "Ben")
	b.post("Ana", base+"/2/withdraw", url.Values{}).want(t, 409, "withdraw it first")
	b.post("Ana", base+"/4/withdraw", url.Values{"note": {"only a neighbour"}}).want(t, 303)
	b.get("Ana", base+"?withdrawn=4").want(t, 200, "f4 is withdrawn", "Undo", "only a neighbour")
	b.post("Ana", base+"/4/restore", url.Values{}).want(t, 303)
	b.get("Ana", base).want(t, 200, "works for").lacks(t, "only a neighbour")
}

var (
	pictured = regexp.MustCompile(`<a id="n-([^"]+)" href="#([^"]+)"`)
	rowLink  = regexp.MustCompile(`href="#n-([^"]+)"`)
)

// checkTwin follows each link from the picture into the tables, and back.
func checkTwin(t *testing.T, body string) {
	t.Helper()
	marks := pictured.FindAllStringSubmatch(body, -1)
	if len(marks) == 0 {
		t.Fatal("nothing is in the picture")
	}
	for _, m := range marks {
		if !strings.Contains(body, `id="`+m[2]+`"`) {
			t.Errorf("the mark %s leads to #%s, which is not there", m[1], m[2])
		}
		if !strings.Contains(body, `href="#n-`+m[1]+`"`) {
			t.Errorf("no row leads to the mark %s", m[1])
		}
	}
	for _, m := range rowLink.FindAllStringSubmatch(body, -1) {
		if !strings.Contains(body, `id="n-`+m[1]+`"`) {
			t.Errorf("a row leads to the mark %s, which is not drawn", m[1])
		}
	}
}

func TestQuestionPages(t *testing.T) {
	b := newBench(t)
	run := b.Run(t, b.Tom, "team-a")
	base := "/exercises/" + string(run.ID) + "/findings"
	file, err := b.Room.Case(run)
	if err != nil {
		t.Fatal(err)
	}
	page := b.get("Ana", base+"/questions").want(t, 200, "Which of the fourteen accounts", "SHA-256 digest", "Open the labelling sheet", file.Accounts[13], "120 · ")
	if n := strings.Count(page.body, `name="value" value="@`); n != 14 {
		t.Errorf("%d accounts to choose from, want 14", n)
	}
	save := func(who string, form url.Values) answer { t.Helper(); return b.post(who, base+"/questions", form) }
	save("Ana", url.Values{"question": {"q1"}, "value": {file.Accounts[0], file.Accounts[3]}, "word": {"likely"}}).want(t, 303)
	save("Ana", url.Values{"question": {"q2"}, "rank.advert": {"1"}, "rank.trust": {"1"}}).want(t, 422, "place 1 twice", `<option selected>1</option>`)
	save("Ana", url.Values{"question": {"q2"}, "rank.advert": {"2"}, "rank.trust": {"1"}}).want(t, 303)
	save("Ana", url.Values{"question": {"q7"}, "value": {"four"}}).want(t, 422, "a number, as in 4 or 2.5", `value="four"`)
	save("Ana", url.Values{"question": {"q7"}, "value": {"4,5"}}).want(t, 303)
	save("Ana", url.Values{"question": {"q3"}, "value": {"a\x00"}}).want(t, 422, "NUL character")
	save("Ana", url.Values{"question": {"q8"}, "value": {"The group's members.\nNo basis."}}).want(t, 303)
	save("Ana", url.Values{"question": {"q5"}, "value": {"x"}}).want(t, 422)
	save("Ana", url.Values{"question": {"q99"}, "value": {"x"}}).want(t, 422)
	save("Tom", url.Values{"question": {"q7"}, "value": {"1"}}).want(t, 403)
	save("Cem", url.Values{"question": {"q7"}, "value": {"1"}}).want(t, 404)
	got, err := b.Room.Answers(t.Context(), b.Ben, run.ID)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{"q1": fmt.Sprintf("[%q,%q]", file.Accounts[0], file.Accounts[3]), "q2": `["trust","advert"]`, "q7": "4.5", "q8": `"The group's members.\nNo basis."`} {
		if string(got[id].Claim.Value) != want {
			t.Errorf("%s: %s, want %s", id, got[id].Claim.Value, want)
		}
	}
	b.get("Ben", base+"/questions?saved=q7").want(t, 200, `value="4.5"`, "by Ana", `data-fresh data-outbox="`+string(run.ID)+`-q7"`)

	req := httptest.NewRequest(http.MethodPost, base+"/questions", strings.NewReader(url.Values{"question": {"q7"}, "value": {"5"}, "csrf": {token}, "key": {"draft"}}.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	b.send("Ana", req).want(t, 200, `"saved"`)

	b.get("Ana", base+"/labels").want(t, 200, "0 of 40", "L6 exploitation", fmt.Sprintf(`name="label.%d"`, file.Labels[39].Number))
	first, second := fmt.Sprintf("label.%d", file.Labels[0].Number), fmt.Sprintf("label.%d", file.Labels[1].Number)
	b.post("Ana", base+"/labels", url.Values{first: {"L3"}, second: {"L1"}, "label.999": {"L6"}}).want(t, 303)
	b.get("Ben", base+"/labels").want(t, 200, "2 of 40", `<option value="L3" selected>`)
	b.post("Ana", base+"/labels", url.Values{first: {"L8"}, second: {"L1"}}).want(t, 422, "L0 to L6", `<option value="L1" selected>`)
	b.post("Cem", base+"/labels", url.Values{first: {"L3"}}).want(t, 404)
}

func TestInboxDecisionsStop(t *testing.T) {
	b := newBench(t)
	run := b.Run(t, b.Tom, "team-a")
	base := "/exercises/" + string(run.ID)
	b.get("Ana", base+"/inbox").want(t, 200, "Nothing has arrived")
	b.get("Ana", base+"/decisions").want(t, 200, "No decision point has come up")
	b.Wait(10 * time.Minute)
	b.get("Ana", base).want(t, 200, "1 unread message", `Inbox <span class="count">(1)`)
	b.get("Ana", base+"/inbox").want(t, 200, "Supervisor", `action="`+base+`/inbox/open"`).lacks(t, "The monitoring order is signed")
	b.post("Ana", base+"/inbox/open", url.Values{"kind": {"inject"}, "item": {"i3"}}).want(t, 404)
	b.post("Ana", base+"/inbox/open", url.Values{"kind": {"inject\xff"}, "item": {"\x00"}}).want(t, 404)
	if res := b.post("Ana", base+"/inbox/open", url.Values{"kind": {"inject"}, "item": {"i1"}}).want(t, 303); !strings.HasSuffix(res.location, "/inbox#inject-i1") {
		t.Errorf("to %s", res.location)
	}
	b.get("Ana", base+"/inbox").want(t, 200, "The monitoring order is signed", "Opened by 1 of your team")
	b.get("Ben", base+"/inbox").lacks(t, "The monitoring order is signed")
	b.post("Ana", base+"/inbox", url.Values{"message": {" "}}).want(t, 422, "at least one word")
	b.post("Ana", base+"/inbox", url.Values{"message": {"May we?"}, "key": {"m1"}}).want(t, 303)
	b.post("Ana", base+"/inbox", url.Values{"message": {"May we?"}, "key": {"m1"}}).want(t, 303)
	if got := b.get("Tom", base+"/inbox").want(t, 200, "May we?"); strings.Count(got.body, "May we?") != 1 {
		t.Error("the message is there twice")
	}
	b.post("Cem", base+"/inbox", url.Values{"message": {"hello"}}).want(t, 404)

	b.get("Ana", base+"/decisions").want(t, 200, "The monitoring order", "Teams of Member States", "Decide, once").lacks(t, "Public or closed")
	b.get("Ana", base+"/decisions?law=candidate").want(t, 200, "Teams of Albania and Moldova")
	b.post("Ana", base+"/decisions", url.Values{"point": {"d1"}, "choice": {"none"}, "reason": {"They asked."}}).want(t, 422, "the rule or order your choice rests on", "They asked.")
	b.post("Ana", base+"/decisions", url.Values{"point": {"d2"}, "choice": {"public"}, "legal_basis": {"x"}, "reason": {"y"}}).want(t, 404)
	b.post("Ana", base+"/decisions", url.Values{"point": {"d1"}, "choice": {"none"}, "legal_basis": {"No legal basis allows it"}, "reason": {"They asked."}}).want(t, 303)
	b.get("Ben", base+"/decisions").want(t, 200, "They asked.", "No legal basis allows it").lacks(t, "Decide, once")
	b.post("Ben", base+"/decisions", url.Values{"point": {"d1"}, "choice": {"all"}, "legal_basis": {"x"}, "reason": {"y"}}).want(t, 422, "already decided")

	b.post("Cem", base+"/stop", url.Values{"kind": {"ethics"}}).want(t, 404)
	b.post("Ben", base+"/stop", url.Values{"kind": {"tea"}}).want(t, 422)
	b.post("Ben", base+"/stop", url.Values{"kind": {"ethics"}}).want(t, 303)
	b.get("Ana", base+"?stopped=1").want(t, 200, "The exercise is stopped", "paused", "stands still")
	for _, p := range pages {
		b.get("Ana", base+p).want(t, 200, base+"/stop", "SYNTHETIC TRAINING DATA")
	}
}
