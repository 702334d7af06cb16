package storetest

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

func answer(run training.RunID, question string) training.Finding {
	return training.Finding{Run: run, Kind: training.AnswerFinding, Claim: training.Claim{Question: question, Value: []byte(`"x"`), Word: "likely"}, Person: "ana", Wall: Now, Scenario: Now}
}

func entity(name string) training.Finding {
	return training.Finding{
		Run: "run-a", Kind: training.EntityFinding, Person: "ana", Wall: Now, Scenario: Now,
		Claim: training.Claim{Type: "account", Selectors: []training.Selector{{Kind: "handle", Platform: "chatterly", Value: name}}, Word: "likely"},
	}
}

func capture(key string) training.Evidence {
	return training.Evidence{
		Run: "run-a", Kind: training.Capture, Person: "ana", Wall: Now, Scenario: Now, CapturedAt: Now, SourceURL: "http://chatterly.test/@x",
		SHA256: training.Digest([]byte(key)), Bytes: 7, MediaType: "text/html", Relevance: "the advert", SourceGrade: "B", InfoGrade: "2", Scheme: "europol-4x4",
		Verdict: training.VerifiedAsServed, Parts: []training.Part{{URL: "http://chatterly.test/@x", SHA256: "00", Bytes: 7, Verdict: training.Altered}}, Key: key,
	}
}

func runs(t *testing.T, st *store.Store) {
	f, ctx := Fill(t, st), t.Context()
	r := get[training.Run](t)(st.Run(ctx, f.Ana, "run-a"))
	same(t, training.Running, r.State)
	same(t, training.Digest([]byte("run-a")), r.TruthRoot)
	same(t, 1, len(get[[]training.Run](t)(st.Runs(ctx, f.Ana))))
	same(t, 2, len(get[[]training.Run](t)(st.Runs(ctx, f.Trainer))))
	same(t, 3, len(get[[]training.Run](t)(st.LiveRuns(ctx))))
	addresses := map[string]training.SiteID{} // on the range; team-a is a team of both sites
	for _, live := range get[[]training.Run](t)(st.LiveRuns(ctx)) {
		same(t, training.SiteID(""), addresses[live.Address])
		addresses[live.Address] = live.Site
	}
	state := func(to training.RunState) error {
		return in(t, st, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.SetRunState(ctx, f.Trainer, "run-a", to, Now)
			return err
		})
	}
	want(t, state(training.Marking), training.ErrConflict)

	c := get[training.Clock](t)(st.Clock(ctx, f.Ana, "run-a"))
	paused, err := c.Pause(Now.Add(90 * time.Minute))
	must(t, err)
	save := func(c training.Clock) error {
		return in(t, st, func(ctx context.Context, tx *store.Tx) error { return tx.SaveClock(ctx, f.Trainer, "run-a", c) })
	}
	must(t, save(paused))
	must(t, save(paused)) // nothing new
	same(t, paused, get[training.Clock](t)(st.Clock(ctx, f.Ana, "run-a")))
	other, err := c.SetRate(Now.Add(91*time.Minute), 2000) // grown from what is no longer so
	must(t, err)
	want(t, save(other), training.ErrConflict)

	must(t, state(training.Ended))
	same(t, 3, len(get[[]training.Run](t)(st.LiveRuns(ctx)))) // the range shows it until the marking
	want(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.AddFinding(ctx, f.Ana, answer("run-a", "q1"))
		return err
	}), training.ErrConflict)
	must(t, state(training.Archived))
	same(t, 2, len(get[[]training.Run](t)(st.LiveRuns(ctx))))
	want(t, state(training.Running), training.ErrConflict)
	want(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
		return tx.AddRun(ctx, f.Trainer, training.Run{ID: "run-a", Team: "team-a", Created: Now, Changed: Now, ScenarioStart: Now, ScenarioEnd: Now})
	}), training.ErrConflict)
}

func inbox(t *testing.T, st *store.Store) {
	f, ctx := Fill(t, st), t.Context()
	due := Now.Add(time.Hour)
	d := training.InjectDelivery{Run: "run-a", Inject: "i1", Due: &due, Wall: Now, Scenario: due, Late: true}
	fired := 0
	for range 3 {
		must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
			added, err := tx.AddDelivery(ctx, f.Trainer, d)
			if added {
				fired++
			}
			return err
		}))
	}
	same(t, 1, fired)
	d.Site, d.Team = "ro", "team-a"
	same(t, []training.InjectDelivery{d}, get[[]training.InjectDelivery](t)(st.Deliveries(ctx, f.Ana, "run-a")))

	send := func(sc training.Scope, m training.Message) (got training.Message, err error) {
		err = in(t, st, func(ctx context.Context, tx *store.Tx) error { got, err = tx.AddMessage(ctx, sc, m); return err })
		return got, err
	}
	all := training.Message{Run: "run-a", From: "tudor", ToRole: training.Trainee, Body: "to the team", Key: "m1", Wall: Now, Scenario: Now}
	first := get[training.Message](t)(send(f.Trainer, all))
	same(t, first, get[training.Message](t)(send(f.Trainer, all)))
	get[training.Message](t)(send(f.Ana, training.Message{Run: "run-a", From: "ana", ToRole: training.Trainer, Body: "a question", Wall: Now.Add(1e6), Scenario: Now}))
	get[training.Message](t)(send(f.Trainer, training.Message{Run: "run-a", From: "tudor", ToRole: training.Trainee, ToPerson: "adina", Body: "to another", Wall: Now.Add(2e6), Scenario: Now}))
	same(t, 2, len(get[[]training.Message](t)(st.Messages(ctx, f.Ana, "run-a"))))
	same(t, 3, len(get[[]training.Message](t)(st.Messages(ctx, f.Trainer, "run-a"))))

	for i := range 2 {
		must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
			return tx.MarkRead(ctx, f.Ana, training.Receipt{Run: "run-a", Kind: training.ReceiptInject, Item: "i1", Person: "ana", At: Now.Add(time.Duration(i) * time.Hour)})
		}))
	}
	same(t, []training.Receipt{{Site: "ro", Team: "team-a", Run: "run-a", Kind: "inject", Item: "i1", Person: "ana", At: Now}},
		get[[]training.Receipt](t)(st.Receipts(ctx, f.Trainer, "run-a")))
}

func evidence(t *testing.T, st *store.Store) {
	f, ctx := Fill(t, st), t.Context()
	add := func(e training.Evidence) (got training.Evidence, err error) {
		err = in(t, st, func(ctx context.Context, tx *store.Tx) error { got, err = tx.AddEvidence(ctx, f.Ana, e); return err })
		return got, err
	}
	first := get[training.Evidence](t)(add(capture("k1")))
	same(t, "e1", first.Ref())
	same(t, first, get[training.Evidence](t)(add(capture("k1"))))
	changed := capture("k1")
	changed.SHA256 = training.Digest(nil)
	_, err := add(changed)
	want(t, err, training.ErrConflict)

	shot := capture("k2")
	shot.Parent, shot.Verdict = 1, training.Derived
	get[training.Evidence](t)(add(shot))
	mend := capture("k3")
	mend.Kind, mend.Corrects, mend.Relevance = training.Correction, 1, "says where they meet"
	get[training.Evidence](t)(add(mend))
	drop := capture("k4")
	drop.Kind, drop.Corrects, drop.Parts = training.Withdrawal, 2, nil
	get[training.Evidence](t)(add(drop))
	for name, bad := range map[string]training.Evidence{
		"parent to come": {Parent: 9, Kind: training.Capture}, "parent is no capture": {Parent: 3, Kind: training.Capture},
		"correction of nothing": {Kind: training.Correction}, "capture that corrects": {Kind: training.Capture, Corrects: 1},
	} {
		bad.Run, bad.Person, bad.Wall, bad.Scenario, bad.CapturedAt = "run-a", "ana", Now, Now, Now
		if _, err := add(bad); err == nil {
			t.Errorf("%s is taken", name)
		} else {
			want(t, err, training.ErrInvalid)
		}
	}
	log := get[[]training.Evidence](t)(st.Evidence(ctx, f.Ana, "run-a"))
	same(t, 4, len(log))
	same(t, first, log[0])
	same(t, log[2].RowHash, log[3].PrevHash)
	must(t, st.VerifyEvidence(ctx, f.Trainer, "run-a"))
	now := training.CurrentEvidence(log)
	if len(now) != 1 || now[0].Seq != 1 || now[0].Relevance != "says where they meet" || now[0].SHA256 != first.SHA256 {
		t.Errorf("current evidence: %+v", now)
	}
	log[1].Relevance = "something else"
	if err := store.VerifyEvidenceLog("run-a", log); err == nil || !strings.Contains(err.Error(), "row 2") {
		t.Errorf("a changed row: %v", err)
	}

	look := func(seq int) (c training.CustodyEvent, err error) {
		err = in(t, st, func(ctx context.Context, tx *store.Tx) error {
			c, err = tx.AddCustody(ctx, f.Ana, training.CustodyEvent{Run: "run-a", Seq: seq, Kind: training.CustodyViewed, Person: "ana", At: Now})
			return err
		})
		return c, err
	}
	same(t, 2, get[training.CustodyEvent](t)(look(1)).N)
	same(t, 3, get[training.CustodyEvent](t)(look(1)).N)
	_, err = look(99)
	want(t, err, training.ErrNotFound)
	history := get[[]training.CustodyEvent](t)(st.Custody(ctx, f.Ana, "run-a", 1))
	same(t, []training.Custody{training.CustodyCaptured, training.CustodyViewed, training.CustodyViewed}, []training.Custody{history[0].Kind, history[1].Kind, history[2].Kind})
	same(t, 4, len(get[[]training.CustodyEvent](t)(st.Custody(ctx, f.Ana, "run-a", 0))))
}

func findings(t *testing.T, st *store.Store) {
	f, ctx := Fill(t, st), t.Context()
	add := func(fi training.Finding) (got training.Finding, err error) {
		err = in(t, st, func(ctx context.Context, tx *store.Tx) error { got, err = tx.AddFinding(ctx, f.Ana, fi); return err })
		return got, err
	}
	get[training.Finding](t)(add(entity("@lantern_trips")))
	get[training.Finding](t)(add(entity("@fener")))
	link := training.Finding{Run: "run-a", Kind: training.LinkFinding, Claim: training.Claim{Subject: "f1", Predicate: "operates", Object: "f2"}, Person: "ana", Wall: Now, Scenario: Now}
	same(t, "f3", get[training.Finding](t)(add(link)).Ref())
	link.Claim.Object = "f9"
	_, err := add(link)
	want(t, err, training.ErrInvalid)
	cited := entity("@x")
	cited.Claim.Evidence = []string{"e1"}
	_, err = add(cited)
	want(t, err, training.ErrInvalid)

	surer := entity("@lantern_trips")
	surer.Number, surer.Claim.Word, surer.Key = 1, "very likely", "again"
	second := get[training.Finding](t)(add(surer))
	same(t, 2, second.Revision)
	same(t, second, get[training.Finding](t)(add(surer))) // repeated request
	now := get[[]training.Finding](t)(st.Findings(ctx, f.Ana, "run-a"))
	same(t, 3, len(now))
	same(t, "very likely", now[0].Claim.Word)
	same(t, 2, len(get[[]training.Finding](t)(st.FindingHistory(ctx, f.Ana, "run-a", 1))))
	same(t, 4, len(get[[]training.Finding](t)(st.FindingHistory(ctx, f.Ana, "run-a", 0))))

	gone := entity("@fener")
	gone.Number, gone.Withdrawn = 2, true
	_, err = add(gone)
	want(t, err, training.ErrConflict) // f3 speaks of it
	link.Claim.Object, link.Number, link.Withdrawn = "f2", 3, true
	get[training.Finding](t)(add(link))
	get[training.Finding](t)(add(gone))
	same(t, 1, len(get[[]training.Finding](t)(st.Findings(ctx, f.Ana, "run-a"))))
	kind := answer("run-a", "q1")
	kind.Number = 1
	_, err = add(kind)
	want(t, err, training.ErrConflict)
	missing := entity("@y")
	missing.Number = 44
	_, err = add(missing)
	want(t, err, training.ErrNotFound)
	surely := entity("@z")
	surely.Claim.Word = "surely"
	_, err = add(surely)
	want(t, err, training.ErrInvalid)
}

func submissions(t *testing.T, st *store.Store) {
	f, ctx := Fill(t, st), t.Context()
	sub := func(sc training.Scope, key, wire string) (s training.StoredSubmission, err error) {
		err = in(t, st, func(ctx context.Context, tx *store.Tx) error {
			s, err = tx.AddSubmission(ctx, sc, training.StoredSubmission{Run: "run-a", Wire: []byte(wire), Report: "# R", Person: "ana", At: Now, Key: key})
			return err
		})
		return s, err
	}
	wire := "{\"format\":1,\"x\":\"\\u0000 é\"}\n\x00\xff" // any bytes come back as they were
	one := get[training.StoredSubmission](t)(sub(f.Ana, "k1", wire))
	same(t, one, get[training.StoredSubmission](t)(sub(f.Ana, "k1", wire)))
	same(t, 1, one.N)
	same(t, training.Digest([]byte(wire)), one.SHA256)
	_, err := sub(f.Ana, "k1", "other")
	want(t, err, training.ErrConflict)
	same(t, 2, get[training.StoredSubmission](t)(sub(f.Ana, "k2", "other")).N)
	same(t, one, get[training.StoredSubmission](t)(st.Submission(ctx, f.Trainer, one.ID)))
	same(t, 2, len(get[[]training.StoredSubmission](t)(st.Submissions(ctx, f.Trainer, ""))))
	_, err = sub(f.Bogdan, "k3", "x")
	want(t, err, training.ErrNotFound)
	must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
		for _, to := range []training.RunState{training.Ended, training.Marking} {
			if _, err := tx.SetRunState(ctx, f.Trainer, "run-a", to, Now); err != nil {
				return err
			}
		}
		return nil
	}))
	_, err = sub(f.Ana, "k9", "late")
	want(t, err, training.ErrConflict)
	same(t, one, get[training.StoredSubmission](t)(sub(f.Ana, "k1", wire))) // the repetition of an old one still answers
}

func marking(t *testing.T, st *store.Store) {
	f, ctx := Fill(t, st), t.Context()
	var sub training.StoredSubmission
	must(t, in(t, st, func(ctx context.Context, tx *store.Tx) (err error) {
		sub, err = tx.AddSubmission(ctx, f.Ana, training.StoredSubmission{Run: "run-a", Wire: []byte("{}"), Person: "ana", At: Now})
		return err
	}))
	mark := func(sc training.Scope, level int, key string) (m training.Mark, err error) {
		err = in(t, st, func(ctx context.Context, tx *store.Tx) error {
			m, err = tx.AddMark(ctx, sc, training.Mark{Submission: sub.ID, Criterion: "C2", Trainer: "tudor", Level: level, Reason: "because", At: Now, Key: key})
			return err
		})
		return m, err
	}
	first := get[training.Mark](t)(mark(f.Trainer, 0, "k1"))
	same(t, first, get[training.Mark](t)(mark(f.Trainer, 0, "k1")))
	same(t, 2, get[training.Mark](t)(mark(f.Trainer, 3, "k2")).Revision)
	_, err := mark(f.Ana, 3, "k3")
	want(t, err, training.ErrForbidden)
	_, err = mark(training.Scope{Site: "it", Role: training.Trainer}, 3, "k3")
	want(t, err, training.ErrNotFound)
	_, err = mark(f.Trainer, -1, "k4")
	want(t, err, training.ErrInvalid)

	var entry training.ScoreEntry
	for range 2 {
		must(t, in(t, st, func(ctx context.Context, tx *store.Tx) (err error) {
			entry, err = tx.AddScore(ctx, f.Trainer, training.ScoreEntry{
				Submission: sub.ID, Kind: training.AutomaticScore, Model: 1, TruthRoot: "ab", Scorer: "radar 0.1.0", Score: []byte(`{"f1":"0.500"}`), At: Now, Key: "s1",
			})
			return err
		}))
	}
	same(t, 1, entry.N)
	same(t, sub.SHA256, entry.SubmissionSHA256)

	// Before the release the team sees nothing; nobody sees the truth.
	same(t, 0, len(get[[]training.Mark](t)(st.Marks(ctx, f.Ana, "run-a"))))
	same(t, 0, len(get[[]training.ScoreEntry](t)(st.Scores(ctx, f.Ana, "run-a"))))
	same(t, 2, len(get[[]training.Mark](t)(st.Marks(ctx, f.Trainer, "run-a"))))
	_, err = st.ReleasedTruth(ctx, f.Trainer, "run-a")
	want(t, err, training.ErrNotFound)
	release := func() error {
		return in(t, st, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Release(ctx, f.Trainer, training.ReleasedTruth{Run: "run-a", Root: "ab", Facts: []byte("{}\n"), By: "tudor", At: Now})
			return err
		})
	}
	want(t, release(), training.ErrConflict) // not in marking yet
	for _, to := range []training.RunState{training.Ended, training.Marking} {
		must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.SetRunState(ctx, f.Trainer, "run-a", to, Now)
			return err
		}))
	}
	must(t, release())
	want(t, release(), training.ErrConflict)
	same(t, 2, len(get[[]training.Mark](t)(st.Marks(ctx, f.Ana, "run-a"))))
	same(t, []training.ScoreEntry{entry}, get[[]training.ScoreEntry](t)(st.Scores(ctx, f.Ana, "run-a")))
	same(t, "{}\n", string(get[training.ReleasedTruth](t)(st.ReleasedTruth(ctx, f.Ana, "run-a")).Facts))
	_, err = st.ReleasedTruth(ctx, f.Bogdan, "run-a")
	want(t, err, training.ErrNotFound)
}

// walls tries everything that belongs to a run from another team and from a team
// of the same name at another site: reads are empty or not found, writes not found.
func walls(t *testing.T, st *store.Store) {
	f, ctx := Fill(t, st), t.Context()
	var sub training.StoredSubmission
	must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.AddEvidence(ctx, f.Ana, capture("k"))
		must(t, err)
		_, err = tx.AddFinding(ctx, f.Ana, entity("@x"))
		must(t, err)
		_, err = tx.AddDecision(ctx, f.Ana, training.Decision{Run: "run-a", Point: "d", Person: "ana", Wall: Now, Scenario: Now})
		must(t, err)
		_, err = tx.AddRequest(ctx, f.Ana, asked("k"))
		must(t, err)
		_, err = tx.AddRuling(ctx, f.Trainer, ruled("no basis"))
		must(t, err)
		must(t, tx.AddHandouts(ctx, f.Ana, "run-a", []training.Handout{handed("ana", "/a.csv")}))
		_, err = tx.SaveDraft(ctx, f.Ana, training.ReportDraft{Run: "run-a", Body: "secret", Person: "ana", Saved: Now})
		must(t, err)
		_, err = tx.AddDelivery(ctx, f.Trainer, training.InjectDelivery{Run: "run-a", Inject: "i", Wall: Now, Scenario: Now})
		must(t, err)
		_, err = tx.AddMessage(ctx, f.Ana, training.Message{Run: "run-a", From: "ana", ToRole: training.Trainer, Wall: Now, Scenario: Now})
		must(t, err)
		must(t, tx.MarkRead(ctx, f.Ana, training.Receipt{Run: "run-a", Kind: "inject", Item: "i", Person: "ana", At: Now}))
		sub, err = tx.AddSubmission(ctx, f.Ana, training.StoredSubmission{Run: "run-a", Wire: []byte("{}"), Person: "ana", At: Now})
		must(t, err)
		_, err = tx.AddScore(ctx, f.Trainer, training.ScoreEntry{Submission: sub.ID, Kind: training.AutomaticScore, Score: []byte("{}"), At: Now})
		must(t, err)
		_, err = tx.AddMark(ctx, f.Trainer, training.Mark{Submission: sub.ID, Criterion: "c", Trainer: "tudor", At: Now})
		return err
	}))
	count := func(sc training.Scope) map[string]int {
		n := map[string]int{}
		note := func(name string, v int, err error) {
			n[name] = v
			if err != nil {
				n[name] = -1
				want(t, err, training.ErrNotFound)
			}
		}
		ev, err := st.Evidence(ctx, sc, "run-a")
		note("evidence", len(ev), err)
		cu, err := st.Custody(ctx, sc, "run-a", 1)
		note("custody", len(cu), err)
		fi, err := st.Findings(ctx, sc, "run-a")
		note("findings", len(fi), err)
		hi, err := st.FindingHistory(ctx, sc, "run-a", 1)
		note("history", len(hi), err)
		de, err := st.Decisions(ctx, sc, "run-a")
		note("decisions", len(de), err)
		rq, err := st.Requests(ctx, sc, "run-a")
		note("requests", len(rq), err)
		ru, err := st.Rulings(ctx, sc, "run-a")
		note("rulings", len(ru), err)
		ho, err := st.Handouts(ctx, sc, "run-a")
		note("handouts", len(ho), err)
		dr, err := st.Draft(ctx, sc, "run-a")
		note("draft", dr.Version, err)
		dl, err := st.Deliveries(ctx, sc, "run-a")
		note("deliveries", len(dl), err)
		me, err := st.Messages(ctx, sc, "run-a")
		note("messages", len(me), err)
		re, err := st.Receipts(ctx, sc, "run-a")
		note("receipts", len(re), err)
		su, err := st.Submissions(ctx, sc, "run-a")
		note("submissions", len(su), err)
		one, err := st.Submission(ctx, sc, sub.ID)
		note("submission", one.N, err)
		cl, err := st.Clock(ctx, sc, "run-a")
		note("clock", len(cl.Segments), err)
		run, err := st.Run(ctx, sc, "run-a")
		note("run", len(run.ID), err)
		sco, err := st.Scores(ctx, sc, "run-a")
		note("scores", len(sco), err)
		ma, err := st.Marks(ctx, sc, "run-a")
		note("marks", len(ma), err)
		return n
	}
	for name, n := range count(f.Trainer) {
		if n < 1 {
			t.Errorf("the site's trainer sees no %s", name)
		}
	}
	foreign := training.Scope{Site: "it", Role: training.Trainer, Person: "x"}
	for _, sc := range []training.Scope{f.Bogdan, f.Italian, foreign} {
		for name, n := range count(sc) {
			if n > 0 {
				t.Errorf("%+v sees %d of %s", sc, n, name)
			}
		}
		for name, write := range map[string]func(context.Context, *store.Tx) error{
			"evidence": func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.AddEvidence(ctx, sc, capture("z"))
				return err
			},
			"custody": func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.AddCustody(ctx, sc, training.CustodyEvent{Run: "run-a", Seq: 1, At: Now})
				return err
			},
			"finding": func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.AddFinding(ctx, sc, entity("@z"))
				return err
			},
			"decision": func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.AddDecision(ctx, sc, training.Decision{Run: "run-a"})
				return err
			},
			"request": func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.AddRequest(ctx, sc, asked("z"))
				return err
			},
			"ruling": func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.AddRuling(ctx, sc, ruled("z"))
				return err
			},
			"handout": func(ctx context.Context, tx *store.Tx) error {
				return tx.AddHandouts(ctx, sc, "run-a", []training.Handout{handed("ana", "/z.csv")})
			},
			"draft": func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.SaveDraft(ctx, sc, training.ReportDraft{Run: "run-a"})
				return err
			},
			"delivery": func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.AddDelivery(ctx, sc, training.InjectDelivery{Run: "run-a"})
				return err
			},
			"message": func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.AddMessage(ctx, sc, training.Message{Run: "run-a"})
				return err
			},
			"receipt": func(ctx context.Context, tx *store.Tx) error {
				return tx.MarkRead(ctx, sc, training.Receipt{Run: "run-a"})
			},
			"submission": func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.AddSubmission(ctx, sc, training.StoredSubmission{Run: "run-a"})
				return err
			},
			"score": func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.AddScore(ctx, sc, training.ScoreEntry{Submission: sub.ID})
				return err
			},
			"state": func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.SetRunState(ctx, sc, "run-a", training.Paused, Now)
				return err
			},
			"clock": func(ctx context.Context, tx *store.Tx) error { return tx.SaveClock(ctx, sc, "run-a", training.Clock{}) },
		} {
			if err := in(t, st, write); err == nil {
				t.Errorf("%+v writes a %s", sc, name)
			} else {
				want(t, err, training.ErrNotFound)
			}
		}
	}
	// A scope that names nobody reaches nothing.
	for _, sc := range []training.Scope{{}, {Role: training.Administrator}, {Site: "ro", Role: training.Trainee}} {
		_, err := st.Runs(ctx, sc)
		want(t, err, training.ErrForbidden)
		_, err = st.Persons(ctx, sc)
		want(t, err, training.ErrForbidden)
	}
}
