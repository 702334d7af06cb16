package desk_test

import (
	"encoding/csv"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/store/storetest"
	"github.com/osint-radar/academy/web/page"
)

// The portal is a tab where there is one; a request is sent once, answered later,
// and its reply is fetched by the team alone, with the notice in each row.
func TestRequests(t *testing.T) {
	b := benchOf(t, exercisetest.Portal(t, storetest.Engines()[0].Open(t)))
	run := b.Seal(t, b.Tom, "team-a")
	base := "/exercises/" + string(run.ID)
	b.get("Ana", base).want(t, 200).lacks(t, base+"/requests")
	b.get("Ana", base+"/requests").want(t, 404)
	if err := b.Room.Start(t.Context(), b.Tom, run.ID); err != nil {
		t.Fatal(err)
	}
	b.get("Ana", base).want(t, 200, base+"/requests")
	b.get("Ana", base+"/requests").want(t, 200, "SYNTHETIC TRAINING DATA", "No request has been sent", "KoinGate", "XA-CASP-0041", "not authorised", "Send, once")
	b.get("Tom", base+"/requests").want(t, 200, "KoinGate").lacks(t, "Send, once")
	day := run.ScenarioStart
	form := url.Values{
		"key": {"k1"}, "provider": {"koingate"}, "subject": {exercisetest.Desk.Number}, "from": {day.AddDate(0, 0, -120).Format(time.DateOnly)}, "until": {day.Format(time.DateOnly)},
		"legal_basis": {"production order 7"}, "reason": {"<b>The address</b> is in the advertisement."},
	}
	with := func(key, value string) url.Values {
		next := url.Values{}
		for k, v := range form {
			next[k] = v
		}
		next.Set(key, value)
		return next
	}
	b.post("Ana", base+"/requests", with("from", "last week")).want(t, 422, "a day as in 2026-03-14", "production order 7")
	b.post("Ana", base+"/requests", with("until", "2020-01-01")).want(t, 422, "is before the first day")
	b.post("Ana", base+"/requests", with("provider", "nobody")).want(t, 422, "none of the portal")
	b.post("Ana", base+"/requests", with("legal_basis", "")).want(t, 422, "on which the provider must answer")
	b.post("Tom", base+"/requests", form).want(t, 403)
	b.post("Cem", base+"/requests", form).want(t, 404)
	b.post("Ana", base+"/requests", form).want(t, 303)
	b.post("Ana", base+"/requests", form).want(t, 303) // the browser sends it again
	sent := b.get("Ben", base+"/requests?sent=1").want(t, 200, "Request 1 to KoinGate", "Not before", "&lt;b&gt;The address", "sent")
	sent.lacks(t, "Request 2", "Account "+exercisetest.Desk.Number, "movements.csv")
	b.get("Ana", base+"/requests/1/movements.csv").want(t, 404)
	b.Wait(45 * time.Minute)
	b.get("Ana", base+"/requests").want(t, 200, "Account "+exercisetest.Desk.Number, base+"/requests/1/movements.csv")
	for _, file := range []string{"account.csv", "movements.csv", "logins.csv"} {
		got := b.get("Ben", base+"/requests/1/"+file).want(t, 200, page.SyntheticLabel)
		rows, err := csv.NewReader(strings.NewReader(got.body)).ReadAll()
		if err != nil || len(rows) < 2 {
			t.Fatalf("%s: %d rows, %v", file, len(rows), err)
		}
		if n := len(rows[0]); rows[0][n-2] != "label" || rows[0][n-1] != "notice" || slices.Index(rows[0], "label") != n-2 {
			t.Errorf("%s: the heads are %v", file, rows[0])
		}
		for _, stranger := range []string{"Cem", "Dea", "Uma"} {
			b.get(stranger, base+"/requests/1/"+file).want(t, 404)
		}
	}
	for _, path := range []string{"/requests/2/account.csv", "/requests/x/account.csv", "/requests/1/accounts.jsonl", "/requests/1/answer.txt"} {
		b.get("Ana", base+path).want(t, 404)
	}
	for provider, says := range map[string]string{"obolos-x": "No answer came", "koingate": "More than one account"} {
		next := with("provider", provider)
		next.Set("key", provider)
		next.Set("subject", exercisetest.Desk.Name)
		b.post("Ana", base+"/requests", next).want(t, 303)
		b.Wait(45 * time.Minute)
		b.get("Ana", base+"/requests").want(t, 200, says)
	}
}

// An exercise whose world has no exchange has no such page.
func TestNoRequests(t *testing.T) {
	b := newBench(t)
	run := b.Run(t, b.Tom, "team-a")
	base := "/exercises/" + string(run.ID)
	b.get("Ana", base).want(t, 200).lacks(t, "/requests")
	b.get("Ana", base+"/requests").want(t, 404)
}
