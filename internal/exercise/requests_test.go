package exercise_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/store/storetest"
	"github.com/osint-radar/academy/internal/training"
)

// Requests to providers: answered after hours, by one key that is one account's,
// for the period that was asked about and nothing that is still to come.
func TestRequests(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(e.Name, func(t *testing.T) { requests(t, exercisetest.Portal(t, e.Open(t))) })
	}
}

func requests(t *testing.T, s *exercisetest.Stage) {
	room, ctx := s.Room, t.Context()
	run := s.Seal(t, s.Tom, "team-a")
	_, err := room.Providers(ctx, s.Ana, run.ID)
	refused(t, "the portal before the start", err, training.ErrNotFound)
	must(t, room.Start(ctx, s.Tom, run.ID))
	list, err := room.Providers(ctx, s.Ana, run.ID)
	must(t, err)
	if len(list) != 3 || list[0].ID != "koingate" || !list[0].Authorised || list[1].Authorised || list[1].Answers != "none" {
		t.Fatalf("the portal lists %+v", list)
	}
	start := run.ScenarioStart
	q := training.Request{
		Key: "k1", Provider: "koingate", Subject: exercisetest.Desk.Number, From: start.AddDate(0, 0, -120), Until: start.AddDate(0, 0, 30), LegalBasis: "production order 7", Reason: "The deposit address is in the advertisement.",
	}
	for field, change := range map[string]func(*training.Request){
		"subject": func(q *training.Request) { q.Subject = " " }, "legal_basis": func(q *training.Request) { q.LegalBasis = "" }, "reason": func(q *training.Request) { q.Reason = "\n" },
		"provider": func(q *training.Request) { q.Provider = "nobody" }, "until": func(q *training.Request) { q.Until = q.From }, "from": func(q *training.Request) { q.From, q.Until = start.AddDate(0, 0, 20), start.AddDate(0, 0, 30) },
	} {
		bad := q
		change(&bad)
		_, err := room.Ask(ctx, s.Ana, run.ID, bad)
		var invalid *training.InvalidError
		if !errors.As(err, &invalid) || invalid.Field != field {
			t.Errorf("bad %s: %v", field, err)
		}
	}
	ask := func(change func(*training.Request)) {
		t.Helper()
		next := q
		change(&next)
		_, err := room.Ask(ctx, s.Ana, run.ID, next)
		must(t, err)
	}
	ask(func(*training.Request) {})
	ask(func(*training.Request) {}) // the same form again
	ask(func(q *training.Request) { q.Key, q.Subject = "k2", strings.ToUpper(exercisetest.Desk.Name) })
	ask(func(q *training.Request) { q.Key, q.Subject = "k3", "Nobody Ofthisname" })
	ask(func(q *training.Request) { q.Key, q.Provider = "k4", "obolos-x" })
	ask(func(q *training.Request) { q.Key, q.Provider, q.Subject = "k5", "pontobridge", exercisetest.Desk.Email })
	got, err := room.Requests(ctx, s.Ben, run.ID)
	must(t, err)
	if len(got) != 5 {
		t.Fatalf("%d requests, want 5", len(got))
	}
	for _, a := range got {
		if a.Here || a.Outcome != "" || a.Account != "" || a.Files != nil {
			t.Errorf("request %d shows %q, %q, %v before it is due", a.Number, a.Outcome, a.Account, a.Files)
		}
	}
	_, err = room.OpenReply(ctx, s.Ana, run.ID, 1, "movements.csv")
	refused(t, "a reply before it is due", err, training.ErrNotFound)
	s.Wait(45 * time.Minute)
	got, err = room.Requests(ctx, s.Ana, run.ID)
	must(t, err)
	var outcomes []training.RequestOutcome
	for _, a := range got {
		outcomes = append(outcomes, a.Outcome)
	}
	if want := []training.RequestOutcome{training.RequestAnswered, training.RequestSeveral, training.RequestUnknown, training.RequestUnanswered, training.RequestAnswered}; !slices.Equal(outcomes, want) {
		t.Errorf("%v, want %v", outcomes, want)
	}
	open := func(n int, file string) string {
		f, err := room.OpenReply(ctx, s.Ana, run.ID, n, file)
		must(t, err)
		return string(f.Body)
	}
	if text := open(1, "account.csv"); !strings.Contains(text, "40718263,Ilva Marolt,KP40Z11A76,ilva.m@letterbox.example,+447700900123,bcrt1") || strings.Contains(text, "label") {
		t.Errorf("account.csv: %s", text)
	}
	if text := open(1, "movements.csv"); strings.Count(text, ",deposit,4871204,") != 1 {
		t.Errorf("movements.csv has what is still to come, or not what was: %s", text)
	}
	if text := open(1, "logins.csv"); !strings.Contains(text, "198.51.100.77") {
		t.Errorf("logins.csv: %s", text)
	}
	if files := got[4].Files; !slices.Equal(files, []string{"account.csv"}) {
		t.Errorf("the bridge answers with %v", files)
	}
	for _, n := range []int{2, 3, 4} {
		_, err = room.OpenReply(ctx, s.Ana, run.ID, n, "account.csv")
		refused(t, "a reply that is none", err, training.ErrNotFound)
	}
	_, err = room.OpenReply(ctx, s.Ana, run.ID, 1, "../../../manifest.json")
	refused(t, "a file beside the reply", err, training.ErrNotFound)
	// A period is kept to, an account is found from its opening on, and other
	// teams see nothing.
	ask(func(q *training.Request) { q.Key, q.From = "k6", start.AddDate(0, 0, -1) })
	ask(func(q *training.Request) { q.Key, q.Subject = "k7", exercisetest.Late.Number })
	s.Wait(4 * 24 * time.Hour)
	ask(func(q *training.Request) { q.Key, q.Subject = "k8", exercisetest.Late.Number })
	s.Wait(45 * time.Minute)
	got, err = room.Requests(ctx, s.Ana, run.ID)
	must(t, err)
	if got[6].Outcome != training.RequestUnknown || got[7].Outcome != training.RequestAnswered {
		t.Errorf("an account that is opened later: %s before, %s after", got[6].Outcome, got[7].Outcome)
	}
	if text := open(6, "movements.csv"); strings.Contains(text, "deposit,") {
		t.Errorf("a reply goes on after it was written: %s", text)
	}
	for _, stranger := range []training.Scope{s.Cem, s.Dea, s.Uma} {
		if list, err := room.Requests(ctx, stranger, run.ID); len(list) > 0 {
			t.Errorf("%+v sees %d requests, %v", stranger, len(list), err)
		}
		_, err = room.OpenReply(ctx, stranger, run.ID, 1, "account.csv")
		refused(t, "a stranger's look", err, training.ErrNotFound)
	}
	_, err = room.Ask(ctx, s.Tom, run.ID, q)
	if err == nil {
		t.Error("a trainer asks in the team's name")
	}
	must(t, room.End(ctx, s.Tom, run.ID))
	_, err = room.Ask(ctx, s.Ana, run.ID, q)
	refused(t, "after the end", err, training.ErrConflict)
}

// Without exchanges there is no portal.
func TestNoPortal(t *testing.T) {
	s := exercisetest.New(t)
	run := s.Run(t, s.Tom, "team-a")
	_, err := s.Room.Providers(t.Context(), s.Ana, run.ID)
	refused(t, "a portal of nobody", err, training.ErrNotFound)
	_, err = s.Room.Ask(t.Context(), s.Ana, run.ID, training.Request{Provider: "koingate", Subject: "x", From: run.ScenarioStart.AddDate(0, 0, -1), Until: run.ScenarioStart, LegalBasis: "x", Reason: "x"})
	refused(t, "a request to nobody", err, training.ErrNotFound)
	v, err := s.Room.View(t.Context(), s.Ana, run.ID)
	must(t, err)
	if v.Portal {
		t.Error("the desk shows a portal")
	}
}
