package classroom_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pquerna/otp/totp"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/internal/auth"
	"github.com/osint-radar/academy/internal/classroom"
	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/store/storetest"
	"github.com/osint-radar/academy/internal/training"
)

// house is a room over a fresh store with a clock the test moves.
type house struct {
	*classroom.Room
	st  *store.Store
	now time.Time
}

func onBoth(t *testing.T, test func(*testing.T, *house)) {
	for _, e := range storetest.Engines() {
		t.Run(e.Name, func(t *testing.T) {
			h := &house{st: e.Open(t), now: time.Date(2027, 1, 20, 9, 30, 0, 0, time.UTC)}
			h.Room = classroom.New(h.st, func() time.Time { return h.now }, "http://127.0.0.1:8080/")
			test(t, h)
			if _, _, err := h.st.VerifyAudit(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func want(t *testing.T, err, kind error) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Errorf("error is %v, want kind %v", err, kind)
	}
}

func code(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil || u.Query().Get("code") == "" {
		t.Fatalf("sign-in address %q: %v", address, err)
	}
	return u.Query().Get("code")
}

var here = classroom.From{Address: "192.0.2.7", Agent: "Firefox/140"}

func admin(site training.SiteID) training.Scope {
	return training.Scope{Site: site, Role: training.Administrator}
}

func TestDemo(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		first := must[[]classroom.DemoAccount](t)(h.SeedDemo(t.Context(), h.now))
		var got []string
		for _, a := range first {
			got = append(got, string(a.Site)+" "+string(a.Team)+" "+string(a.Role))
			if !strings.HasSuffix(a.Email, ".example") || !strings.HasPrefix(a.SigninURL, "http://127.0.0.1:8080/login?code=") {
				t.Errorf("%+v", a)
			}
		}
		slices.Sort(got)
		if d := cmp.Diff([]string{ // formats.md §7
			"it  trainer", "it team-it trainee", "ro  administrator", "ro  author", "ro  partner", "ro  trainer",
			"ro team-a trainee", "ro team-a trainee", "ro team-b trainee", "ro team-b trainee",
		}, got); d != "" {
			t.Error(d)
		}
		var keys map[string]any
		b, _ := json.Marshal(first[0])
		if err := json.Unmarshal(b, &keys); err != nil || len(keys) != 6 || keys["signin_url"] == nil {
			t.Errorf("%s", b)
		}
		now := must[classroom.PilotNow](t)(h.CurrentPilot(t.Context(), training.Scope{Site: "ro", Team: "team-a", Role: training.Trainee}))
		if now.Week != 2 || now.This().Module != "m1" || len(now.Weeks) != 12 || now.Pilot.Start.Format(time.DateOnly) != "2027-01-11" {
			t.Errorf("pilot in week %d, %+v", now.Week, now.Pilot)
		}

		h.now = h.now.AddDate(0, 0, 30) // a later start
		second := must[[]classroom.DemoAccount](t)(h.SeedDemo(t.Context(), h.now))
		if len(second) != len(first) {
			t.Errorf("%d accounts, were %d", len(second), len(first))
		}
		people := len(must[[]classroom.Listed](t)(h.People(t.Context(), admin("ro")))) + len(must[[]classroom.Listed](t)(h.People(t.Context(), admin("it"))))
		if people != 10 {
			t.Errorf("%d people after the second start", people)
		}
		if w := must[classroom.PilotNow](t)(h.CurrentPilot(t.Context(), admin("ro"))).Week; w != 2 {
			t.Errorf("pilot in week %d after the second start", w)
		}
		_, err := h.SignInWithCode(t.Context(), code(t, first[0].SigninURL), here)
		want(t, err, training.ErrSignIn)
		in := must[classroom.SignedIn](t)(h.SignInWithCode(t.Context(), code(t, second[0].SigninURL), here))
		if in.Person.Name != second[0].Name || in.Scope().Team != "team-a" || !in.NeedsSetup {
			t.Errorf("%+v", in)
		}
	})
}

// The way of a person from the first code to the second factor.
func TestSigningIn(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		_, err := h.Site(ctx, "ro", "Romania")
		want(t, err, nil)
		w := must[classroom.Welcome](t)(h.AddPerson(ctx, admin("ro"), classroom.Newcomer{Name: "Elena", Email: "Elena@nit.example", Role: training.Trainer}))
		c := code(t, w.SigninURL)
		for range 3 { // looking spends nothing
			if p := must[training.Person](t)(h.CodePerson(ctx, c, here)); p.Name != "Elena" {
				t.Error(p)
			}
		}
		_, err = h.CodePerson(ctx, c+"x", here)
		want(t, err, training.ErrSignIn)

		// The same code at the same moment: one gets in.
		var wg sync.WaitGroup
		ins := make(chan classroom.SignedIn, 5)
		for range 5 {
			wg.Go(func() {
				if in, err := h.SignInWithCode(ctx, strings.ToUpper(c), here); err == nil {
					ins <- in
				}
			})
		}
		wg.Wait()
		if len(ins) != 1 {
			t.Fatalf("%d got in with one code", len(ins))
		}
		in := <-ins
		if !in.NeedsSetup || !in.NeedsTOTP || in.Session.Role != training.Trainer {
			t.Errorf("%+v", in.Visitor)
		}
		_, err = h.SignIn(ctx, "elena@nit.example", "", "", here)
		want(t, err, training.ErrSignIn)

		_, err = h.StepUp(ctx, in.Token, "whatever it may be", "")
		want(t, err, training.ErrConflict)
		_, err = h.SetPassphrase(ctx, in.Token, "", "too short")
		want(t, err, training.ErrInvalid)
		token := must[string](t)(h.SetPassphrase(ctx, in.Token, "", "nine barges on the river"))
		_, err = h.Who(ctx, in.Token)
		want(t, err, training.ErrNotFound) // rotated
		who := must[classroom.Visitor](t)(h.Who(ctx, token))
		if who.NeedsSetup || !who.Session.SteppedUpAt(h.now) {
			t.Errorf("%+v", who)
		}

		other := must[classroom.SignedIn](t)(h.SignIn(ctx, " ELENA@nit.example", "nine barges on the river", "", here))
		if n := len(must[[]training.Session](t)(h.Sessions(ctx, other.Scope()))); n != 2 {
			t.Errorf("%d sessions", n)
		}
		secret, address, err := h.BeginTOTP(ctx, token)
		want(t, err, nil)
		if !strings.Contains(address, secret) {
			t.Error(address)
		}
		_, err = h.ConfirmTOTP(ctx, token, "000000")
		want(t, err, training.ErrInvalid)
		code, _ := totp.GenerateCode(secret, h.now)
		token = must[string](t)(h.ConfirmTOTP(ctx, token, code))

		// Now the passphrase alone is not enough, nor is a code used before.
		for _, bad := range []string{"", "000000", code} {
			_, err = h.SignIn(ctx, "elena@nit.example", "nine barges on the river", bad, here)
			want(t, err, training.ErrSignIn)
		}
		h.now = h.now.Add(61 * time.Second)
		code, _ = totp.GenerateCode(secret, h.now)
		in = must[classroom.SignedIn](t)(h.SignIn(ctx, "elena@nit.example", "nine barges on the river", code, here))
		if in.NeedsTOTP || in.Session.SteppedUp != nil {
			t.Errorf("%+v", in.Visitor)
		}
		_, err = h.StepUp(ctx, in.Token, "nine barges on the river", code)
		want(t, err, training.ErrSignIn) // the same code again
		h.now = h.now.Add(30 * time.Second)
		code, _ = totp.GenerateCode(secret, h.now)
		_, err = h.StepUp(ctx, in.Token, "another passphrase", code)
		want(t, err, training.ErrSignIn)
		up := must[string](t)(h.StepUp(ctx, in.Token, "nine barges on the river", code))

		// A change of passphrase needs the present one and ends the other sessions.
		_, err = h.SetPassphrase(ctx, up, "wrong wrong wrong", "ten barges on the river")
		want(t, err, training.ErrSignIn)
		up = must[string](t)(h.SetPassphrase(ctx, up, "nine barges on the river", "ten barges on the river"))
		for _, dead := range []string{token, other.Token} {
			_, err = h.Who(ctx, dead)
			want(t, err, training.ErrNotFound)
		}
		h.now = h.now.Add(19 * time.Minute)
		must[classroom.Visitor](t)(h.Who(ctx, up))
		h.now = h.now.Add(19 * time.Minute)
		must[classroom.Visitor](t)(h.Who(ctx, up)) // each request keeps it alive
		h.now = h.now.Add(20 * time.Minute)
		_, err = h.Who(ctx, up)
		want(t, err, training.ErrNotFound)

		// A reset takes everything away and gives a code.
		again := must[classroom.Welcome](t)(h.Reset(ctx, admin("ro"), w.Person.ID))
		_, err = h.SignIn(ctx, "elena@nit.example", "ten barges on the river", "", here)
		want(t, err, training.ErrSignIn)
		u, _ := url.Parse(again.SigninURL)
		in = must[classroom.SignedIn](t)(h.SignInWithCode(ctx, u.Query().Get("code"), here))
		want(t, h.SignOut(ctx, in.Token), nil)
		want(t, h.SignOut(ctx, in.Token), nil)
		_, err = h.Who(ctx, in.Token)
		want(t, err, training.ErrNotFound)
	})
}

func TestRoles(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		accounts := must[[]classroom.DemoAccount](t)(h.SeedDemo(ctx, h.now))
		in := must[classroom.SignedIn](t)(h.SignInWithCode(ctx, code(t, accounts[4].SigninURL), here)) // trainer
		_, err := h.SwitchRole(ctx, in.Token, training.Author, here)
		want(t, err, training.ErrNotFound)
		want(t, h.GiveRole(ctx, admin("ro"), training.Membership{Person: in.Person.ID, Role: training.Author}), nil)
		now := must[classroom.SignedIn](t)(h.SwitchRole(ctx, in.Token, training.Author, here))
		if now.Session.Role != training.Author || len(now.Roles) != 2 {
			t.Errorf("%+v", now)
		}
		_, err = h.Who(ctx, in.Token)
		want(t, err, training.ErrNotFound)
		want(t, h.TakeRole(ctx, admin("ro"), in.Person.ID, training.Author), nil)
		_, err = h.Who(ctx, now.Token)
		want(t, err, training.ErrNotFound)
		want(t, h.GiveRole(ctx, admin("it"), training.Membership{Person: in.Person.ID, Role: training.Author}), training.ErrNotFound)
		_, err = h.Reset(ctx, admin("it"), in.Person.ID)
		want(t, err, training.ErrNotFound)
	})
}

// Guessing becomes slow, per account and per network, and never locks for good.
func TestGuessing(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		accounts := must[[]classroom.DemoAccount](t)(h.SeedDemo(ctx, h.now))
		in := must[classroom.SignedIn](t)(h.SignInWithCode(ctx, code(t, accounts[0].SigninURL), here))
		must[string](t)(h.SetPassphrase(ctx, in.Token, "", "nine barges on the river"))
		guess := func(email, pass, from string) error {
			_, err := h.SignIn(ctx, email, pass, "", classroom.From{Address: from})
			return err
		}
		for range 5 {
			want(t, guess(accounts[0].Email, "a wrong passphrase", "198.51.100.1"), training.ErrSignIn)
		}
		// From anywhere, even with the right one, until the wait is over.
		err := guess(accounts[0].Email, "nine barges on the river", "203.0.113.9")
		want(t, err, training.ErrTooMany)
		var wait *classroom.WaitError
		if !errors.As(err, &wait) || wait.Until.Sub(h.now) != time.Second {
			t.Errorf("%v", err)
		}
		for range 12 { // one wrong guess after each wait
			h.now = h.now.Add(time.Minute)
			want(t, guess(accounts[0].Email, "a wrong passphrase", "198.51.100.2"), training.ErrSignIn)
		}
		err = guess(accounts[0].Email, "nine barges on the river", "203.0.113.9")
		if !errors.As(err, &wait) || wait.Until.Sub(h.now) != time.Minute {
			t.Errorf("the longest wait: %v", err)
		}
		h.now = h.now.Add(time.Minute)
		want(t, guess(accounts[0].Email, "nine barges on the river", "203.0.113.9"), nil)
		want(t, guess(accounts[0].Email, "nine barges on the river", "203.0.113.9"), nil) // the count is cleared

		// An unknown account is slowed like a known one.
		for range 5 {
			want(t, guess("nobody@nowhere.example", "a wrong passphrase", "203.0.113.10"), training.ErrSignIn)
		}
		want(t, guess("nobody@nowhere.example", "a wrong passphrase", "203.0.113.10"), training.ErrTooMany)

		// Thirty wrong codes slow their network, and only that one.
		for range 30 {
			_, err := h.SignInWithCode(ctx, auth.NewCode(), classroom.From{Address: "2001:db8::1"})
			want(t, err, training.ErrSignIn)
		}
		_, err = h.SignInWithCode(ctx, code(t, accounts[1].SigninURL), classroom.From{Address: "2001:db8::ffff"})
		want(t, err, training.ErrTooMany)
		must[classroom.SignedIn](t)(h.SignInWithCode(ctx, code(t, accounts[1].SigninURL), classroom.From{Address: "2001:db8:0:1::1"}))
	})
}

func TestPilotAndRoster(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		must[training.Site](t)(h.Site(ctx, "ro", ""))
		start := time.Date(2027, 1, 11, 15, 0, 0, 0, time.UTC)
		p := must[training.Pilot](t)(h.CreatePilot(ctx, admin("ro"), classroom.NewPilot{Name: "Pilot", Start: start, Teams: []training.Team{{ID: "team-a"}}}))
		_, err := h.CreatePilot(ctx, admin("ro"), classroom.NewPilot{Name: "Pilot", Start: start.AddDate(0, 0, 1)})
		want(t, err, training.ErrInvalid)

		good := "\ufeffName;E-Mail;Role;Team\r\n"
		_, err = h.ImportRoster(ctx, admin("ro"), p.ID, strings.NewReader(good), true)
		want(t, err, training.ErrInvalid) // no column "email"
		good = "\ufeffname;email;Role;TEAM\r\nIoana Șerban;ioana@nit.example;trainee;team-a\r\n\r\n\"Pop; Dan\";DAN@nit.example;Trainer;\r\nLia;lia@nit.example;trainee;team-c\r\n"
		for i, dry := range []bool{true, true, false} {
			done := must[classroom.Enrolment](t)(h.ImportRoster(ctx, admin("ro"), p.ID, strings.NewReader(good), dry))
			if len(done.People) != 3 || !slices.Equal(done.NewTeams, []training.TeamID{"team-c"}) || done.People[1].Person.Name != "Pop; Dan" || (done.People[0].SigninURL == "") != dry {
				t.Errorf("%d: %+v", i, done)
			}
		}
		if n := len(must[[]classroom.Listed](t)(h.People(ctx, admin("ro")))); n != 3 {
			t.Errorf("%d people", n)
		}
		bad := "name,email,role,team\nA,a@x.example,trainee,team-a\nB,not an address,trainee,team-a\n,c@x.example,king,team-a\nD,d@x.example,trainee,\n" +
			"E,dan@nit.example,trainer,\nF,a@x.example,trainer,\nG,g@x.example,trainee,Team A\nH,h@x.example\nI\x07,i@x.example,trainer,\n"
		_, err = h.ImportRoster(ctx, admin("ro"), p.ID, strings.NewReader(bad), false)
		var faults *classroom.RosterError
		if !errors.As(err, &faults) {
			t.Fatalf("%v", err)
		}
		var lines []int
		for _, f := range faults.Faults {
			lines = append(lines, f.Line)
		}
		if d := cmp.Diff([]int{3, 4, 5, 7, 9, 10}, lines); d != "" { // what a line shows by itself
			t.Errorf("%v\n%s", err, d)
		}
		known := "name,email,role,team\nA,a@x.example,trainee,team-a\nE,dan@nit.example,trainer,\nG,g@x.example,trainee,Team A\n"
		_, err = h.ImportRoster(ctx, admin("ro"), p.ID, strings.NewReader(known), false)
		if !errors.As(err, &faults) || len(faults.Faults) != 2 || faults.Faults[0].Line != 3 || faults.Faults[1].Line != 4 {
			t.Errorf("%v", err)
		}
		if n := len(must[[]classroom.Listed](t)(h.People(ctx, admin("ro")))); n != 3 {
			t.Errorf("%d people after a refused roster", n)
		}
		for _, text := range []string{"", "name,email,role,team\n", "\xff\xfe", "name,email,role,team,iban\n", "name,name,email,role,team\n", "name,email,role,team\n\"open,a@b.example,trainer,\n"} {
			_, err := h.ImportRoster(ctx, admin("ro"), p.ID, strings.NewReader(text), false)
			want(t, err, training.ErrInvalid)
		}
		_, err = h.ImportRoster(ctx, admin("ro"), "none", strings.NewReader(good), false)
		want(t, err, training.ErrNotFound)
	})
}

// Lessons and questions come from the course that is shipped.
func TestLearning(t *testing.T) {
	fsys, _, err := courses.FS("")
	if err != nil {
		t.Fatal(err)
	}
	lib, err := courses.Load(fsys, courses.Options{})
	if err != nil {
		t.Fatal(err)
	}
	course, _ := lib.Course("countering-digital-smuggling")
	lesson := firstWithQuestions(course)
	if lesson == nil {
		t.Fatal("no lesson with two questions that take a choice")
	}
	onBoth(t, func(t *testing.T, h *house) {
		ctx := context.WithoutCancel(t.Context())
		accounts := must[[]classroom.DemoAccount](t)(h.SeedDemo(ctx, h.now))
		in := must[classroom.SignedIn](t)(h.SignInWithCode(ctx, code(t, accounts[0].SigninURL), here))
		sc := in.Scope()
		want(t, h.OpenLesson(ctx, sc, lesson), nil)
		q := lesson.Questions[0]
		given := choose(q)
		a := must[training.ItemAnswer](t)(h.Answer(ctx, sc, q, given, "k1"))
		same := must[training.ItemAnswer](t)(h.Answer(ctx, sc, q, given, "k1"))
		if d := cmp.Diff(a, same); d != "" || a.Attempt != 1 {
			t.Errorf("%s", d)
		}
		_, err := h.Answer(ctx, sc, q, courses.Answer{}, "k2")
		want(t, err, training.ErrInvalid)
		all := map[*courses.Question]courses.Answer{}
		for _, q := range lesson.Questions {
			all[q] = choose(q)
		}
		for range 2 {
			want(t, h.AnswerAll(ctx, sc, lesson, all, "quiz"), nil)
		}
		delete(all, lesson.Questions[1])
		want(t, h.AnswerAll(ctx, sc, lesson, all, "short"), training.ErrInvalid)
		if n := len(must[[]training.ItemAnswer](t)(h.Answers(ctx, sc, course.ID))); n != 1+len(lesson.Questions) {
			t.Errorf("%d answers kept", n)
		}
		want(t, h.FinishLesson(ctx, sc, lesson), nil)
		p := must[[]training.LessonProgress](t)(h.Progress(ctx, sc, course.ID))
		if len(p) != 1 || p[0].Done == nil || p[0].Lesson != lesson.ID {
			t.Errorf("%+v", p)
		}
	})
}

func firstWithQuestions(c *courses.Course) *courses.Lesson {
	for _, m := range c.Modules {
		for _, l := range m.Lessons {
			ok := len(l.Questions) >= 2
			for _, q := range l.Questions {
				_, err := q.Score(choose(q))
				ok = ok && err == nil
			}
			if ok {
				return l
			}
		}
	}
	return nil
}

// choose gives any answer that a question accepts, going by its form.
func choose(q *courses.Question) courses.Answer {
	f := q.Form("seed")
	var a courses.Answer
	switch q.Kind {
	case courses.Single, courses.Multi:
		a.Choices = []string{f.Choices[0].ID}
	case courses.Order:
		for _, c := range f.Choices {
			a.Choices = append(a.Choices, c.ID)
		}
	case courses.Number:
		a.Text = "1"
	default:
		a.Text = "text"
	}
	return a
}
