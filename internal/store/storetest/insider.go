package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// logs are the tables that only grow, with a column to meddle with.
var logs = map[string]string{
	"audit": "seq", "evidence": "seq", "custody": "n", "findings": "number", "decisions": "point", "requests": "subject", "handouts": "record", "rulings": "reason", "submissions": "n", "marks": "level",
	"scores": "n", "released": "truth_root", "item_answers": "attempt", "clock_segments": "n", "deliveries": "inject", "messages": "body", "receipts": "kind",
}

// appendOnly asks the database itself, past all our code, to change a log.
func appendOnly(t *testing.T, st *store.Store, db *sql.DB) {
	Everything(t, st)
	for table, column := range logs {
		var n int
		must(t, db.QueryRow("SELECT COUNT(*) FROM "+table).Scan(&n))
		if n == 0 {
			t.Errorf("%s is empty: nothing is tried", table)
		}
		for _, query := range []string{"DELETE FROM " + table, fmt.Sprintf("UPDATE %s SET %s = %s", table, column, column)} {
			if _, err := db.Exec(query); err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("%s: %v", query, err)
			}
		}
	}
}

// tampering drops the guards, as somebody who owns the database can, and wants
// every kind of change to the audit chain to be noticed, with the row's number.
func tampering(t *testing.T, st *store.Store, db *sql.DB) {
	for range 2 {
		for _, e := range AuditSample() {
			must(t, in(t, st, func(ctx context.Context, tx *store.Tx) error { return tx.Audit(ctx, e) }))
		}
	}
	for _, q := range []string{"DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete", "DROP TRIGGER audit_append_only ON audit"} {
		_, _ = db.Exec(q) // each engine has its own
	}
	copied := "CREATE TABLE kept AS SELECT * FROM audit"
	if _, err := db.Exec(copied); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		query string
		seq   int64
	}{
		"content":      {"UPDATE audit SET object = 'run/other' WHERE seq = 3", 3},
		"time":         {"UPDATE audit SET at = (SELECT at FROM audit WHERE seq = 2) WHERE seq = 4", 4},
		"taken out":    {"DELETE FROM audit WHERE seq = 2", 2},
		"cut off":      {"DELETE FROM audit WHERE seq >= 5", 5},
		"own hash":     {"UPDATE audit SET row_hash = '00' WHERE seq = 6", 6},
		"link":         {"UPDATE audit SET prev_hash = '00' WHERE seq = 1", 1},
		"all of it":    {"DELETE FROM audit", 1},
		"put in after": {"INSERT INTO audit SELECT 7, at, site, person, role, action, object, detail, prev_hash, row_hash FROM audit WHERE seq = 6", 7},
	} {
		if _, err := db.Exec(c.query); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		_, _, err := st.VerifyAudit(t.Context())
		var bad *store.ChainError
		if !errors.As(err, &bad) || bad.Seq != c.seq || bad.Table != "audit" {
			t.Errorf("%s: %v, want row %d", name, err, c.seq)
		}
		for _, q := range []string{"DELETE FROM audit", "INSERT INTO audit SELECT * FROM kept"} {
			if _, err := db.Exec(q); err != nil {
				t.Fatal(err)
			}
		}
		if _, _, err := st.VerifyAudit(t.Context()); err != nil {
			t.Fatalf("%s, put right again: %v", name, err)
		}
	}
	if _, err := db.Exec("DROP TABLE kept"); err != nil {
		t.Fatal(err)
	}
}

// strictTypes: neither engine takes a word for a number or an unknown state.
func strictTypes(t *testing.T, st *store.Store, db *sql.DB) {
	Fill(t, st)
	for _, q := range []string{
		"INSERT INTO throttle SELECT 'x', 'notanint', created, created FROM sites WHERE id = 'ro'",
		"UPDATE runs SET state = 'lost'",
		"UPDATE memberships SET role = 'king'",
		"UPDATE persons SET disabled = 7",
		"UPDATE teams SET name = NULL",
		"UPDATE clock_segments SET rate = -1",
		"UPDATE sites SET created = 'soonish'",
	} {
		if _, err := db.Exec(q); err == nil {
			t.Errorf("%s is taken", q)
		}
	}
}

// Everything is [Fill] and at least one row of everything a run can hold; run-a
// of ro ends up released. It is what backups and migrations are tried on.
func Everything(tb testing.TB, st *store.Store) Filled {
	tb.Helper()
	f := Fill(tb, st)
	ctx := context.Background()
	must(tb, st.InTx(ctx, func(tx *store.Tx) error {
		up := Now
		must(tb, tx.SaveCredential(ctx, training.Credential{Site: "ro", Person: "ana", Passphrase: "x", Changed: Now}))
		must(tb, tx.AddCode(ctx, training.SignInCode{Hash: []byte{0, 1, 255}, Site: "ro", Person: "ana", Purpose: "sign-in", Created: Now, Expires: Now}))
		must(tb, tx.AddSession(ctx, training.Session{TokenHash: []byte{9}, ID: "s", Site: "ro", Person: "tudor", Role: training.Trainer, Created: Now, Seen: Now, SteppedUp: &up}))
		_, err := tx.CountFailure(ctx, "network:x", Now, 1)
		must(tb, err)
		p := training.Pilot{ID: "p", Name: "P", Start: Now.Truncate(24*3600e9).AddDate(0, 0, -9), Created: Now}
		must(tb, tx.AddPilot(ctx, f.Admin, p, []training.PilotWeek{{Week: 1, Starts: p.Start, Title: "w", Module: "m1"}}))
		must(tb, tx.JoinPilot(ctx, f.Admin, "p", "team-a"))
		must(tb, tx.SaveProgress(ctx, f.Ana, training.LessonProgress{Person: "ana", Course: "c", Module: "m", Lesson: "l", Started: Now, Updated: Now}))
		_, err = tx.AddAnswer(ctx, f.Ana, training.ItemAnswer{Person: "ana", Course: "c", Item: "q", Answer: []byte(`"é"`), Correct: true, At: Now})
		must(tb, err)
		_, err = tx.AddEvidence(ctx, f.Ana, capture("k"))
		must(tb, err)
		cited := entity("@x")
		cited.Claim.Evidence = []string{"e1"}
		_, err = tx.AddFinding(ctx, f.Ana, cited)
		must(tb, err)
		_, err = tx.AddDecision(ctx, f.Ana, training.Decision{Run: "run-a", Point: "d", Person: "ana", Wall: Now, Scenario: Now})
		must(tb, err)
		_, err = tx.AddRequest(ctx, f.Ana, asked("k"))
		must(tb, err)
		_, err = tx.AddRuling(ctx, f.Trainer, ruled("no basis"))
		must(tb, err)
		must(tb, tx.AddHandouts(ctx, f.Ana, "run-a", []training.Handout{handed("ana", "/a.csv")}))
		_, err = tx.SaveDraft(ctx, f.Ana, training.ReportDraft{Run: "run-a", Body: "# Report\n\n\"quoted\", ü\n", Person: "ana", Saved: Now})
		must(tb, err)
		_, err = tx.AddDelivery(ctx, f.Trainer, training.InjectDelivery{Run: "run-a", Inject: "i", Wall: Now, Scenario: Now})
		must(tb, err)
		_, err = tx.AddMessage(ctx, f.Ana, training.Message{Run: "run-a", From: "ana", ToRole: training.Trainer, Body: "?", Wall: Now, Scenario: Now})
		must(tb, err)
		must(tb, tx.MarkRead(ctx, f.Ana, training.Receipt{Run: "run-a", Kind: "inject", Item: "i", Person: "ana", At: Now}))
		sub, err := tx.AddSubmission(ctx, f.Ana, training.StoredSubmission{Run: "run-a", Wire: []byte("{}\n\x00\xff"), Report: "r", Person: "ana", At: Now})
		must(tb, err)
		_, err = tx.AddScore(ctx, f.Trainer, training.ScoreEntry{Submission: sub.ID, Kind: training.AutomaticScore, Model: 1, Score: []byte("{}"), At: Now})
		must(tb, err)
		_, err = tx.AddMark(ctx, f.Trainer, training.Mark{Submission: sub.ID, Criterion: "c", Trainer: "tudor", Level: 2, At: Now})
		must(tb, err)
		for _, to := range []training.RunState{training.Ended, training.Marking} {
			_, err := tx.SetRunState(ctx, f.Trainer, "run-a", to, Now)
			must(tb, err)
		}
		_, err = tx.Release(ctx, f.Trainer, training.ReleasedTruth{Run: "run-a", Root: "ab", Facts: []byte{0, 1, 2}, By: "tudor", At: Now})
		must(tb, err)
		for _, e := range AuditSample() {
			must(tb, tx.Audit(ctx, e))
		}
		return nil
	}))
	return f
}
