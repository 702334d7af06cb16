package verify_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/verify"
)

// told is what the tests need of a fact.
type told struct {
	ID, Kind, Subject, Object string
	Proof                     []string
	Visible                   time.Time `json:"visible_from"`
}

func readTruth(t *testing.T, plain []byte) (lines []string, facts []told) {
	t.Helper()
	lines = strings.SplitAfter(strings.TrimSuffix(string(plain), "\n"), "\n")
	facts = make([]told, len(lines)) // beside the lines, that of the header empty
	for i, line := range lines[1:] {
		if err := json.Unmarshal([]byte(line), &facts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	return lines, facts
}

func says(r verify.Report, fact, words string) bool {
	return slices.ContainsFunc(r.Faults, func(f verify.Fault) bool {
		return f.Kind == verify.Rule && f.Path == "truth.age" && strings.Contains(f.Reason, fact+": ") && strings.Contains(f.Reason, words)
	})
}

// Lies of the truth, all in one reading, each found at its fact. The seal is
// broken by them too, and what the facts say is still looked at.
func brokenTruth(t *testing.T, dir string, key []byte) {
	lines, facts := readTruth(t, openTruth(t, dir, key))
	set := func(key, value string) func(string) string {
		member := regexp.MustCompile(`"` + key + `":("(\\.|[^"\\])*"|\[[^\]]*\]|[a-z0-9]+)`)
		return func(line string) string { return member.ReplaceAllLiteralString(line, `"`+key+`":`+value) }
	}
	value := func(old, with string) func(string) string {
		return func(line string) string { return strings.Replace(line, `"value":"`+old, `"value":"`+with, 1) }
	}
	used := map[int]bool{0: true}
	type want struct{ fact, says string }
	var wanted []want
	for _, l := range []struct {
		kind string // of the fact
		has  string // what its line has in it
		lie  func(string) string
		says string
	}{
		{"event", "", set("kind", `"rumour"`), `kind "rumour"`},
		{"event", "", set("difficulty", "0"), "difficulty 0 is not 1 to 5"},
		{"event", "", set("difficulty", "6"), "difficulty 6 is not 1 to 5"},
		{"event", "", set("proof", "[]"), "has no proof"},
		{"event", "", set("proof", `["web/none.jsonl#1"]`), "names no file of the dataset"},
		{"event", "", set("proof", `["microblog/statuses.jsonl#1"]`), "microblog/statuses.jsonl#1 is not there"},
		{"event", "statuses.jsonl", set("visible_from", `"2026-02-04T00:00:00Z"`), "is visible from 2026-02-04T00:00:00.000Z, but its proof"},
		{"event", "", set("saga", `""`), `tells saga ""`},
		{"event", "", set("step", `""`), `step ""`},
		{"event", "", set("cause", `""`), `cause "", want all three`},
		{"event", "", set("cause", `"payment:none"`), "cause payment:none is nothing that the truth speaks of"},
		{"entity", "", set("type", `"ghost"`), `type "ghost" is no entity type`},
		{"entity", "", set("selectors", "[]"), "has no selector"},
		{"entity", `"handle"`, value("@", "@no"), "there is no account @no"},
		{"entity", `"domain"`, value("", "no-"), "is not registered"},
		{"entity", `"sha256"`, value("", "0"), "no file has the SHA-256"},
		{"link", "", set("subject", `"account:none"`), `its end "account:none" is no entity`},
		{"link", "", set("object", `""`), `its end "" is no entity`},
		{"link", "", set("predicate", `"admires"`), `predicate "admires" is none of the list`},
		{"hop", "", set("amount_sat", "1"), "does not hold 1 satoshi"},
		{"hop", "", set("vout", "900"), "output 900 of transaction"},
		{"hop", "", set("vout", "-1"), "output -1 of transaction"},
		{"label", "", set("object", `"L9"`), `label "L9" is none of`},
		{"label", "", set("subject", `"microblog/statuses.jsonl#2"`), "labels microblog/statuses.jsonl#2, which is not there"},
		{"label", "", set("subject", `"microblog/statuses.jsonl#2"`), "labels microblog/statuses.jsonl#2, which is not there"}, // both of one post
		{"answer", `"predicate":"multiple"`, set("object", `"7"`), "is no list of strings"},
		{"answer", `"predicate":"ordering"`, set("predicate", `"essay"`), `item kind "essay"`},
		{"answer", `"predicate":"flag"`, set("object", `"\"00\""`), "no file has the digest"},
		{"answer", `"predicate":"numeric"`, set("object", `"four"`), "its value is no JSON"},
	} {
		at := 0
		for used[at] || facts[at].Kind != l.kind || !strings.Contains(lines[at], l.has) {
			if at++; at == len(lines) {
				t.Fatalf("no %s has %s", l.kind, l.has)
			}
		}
		used[at] = true
		forged := l.lie(lines[at])
		if forged == lines[at] {
			t.Errorf("%s: nothing was changed in %s", l.says, lines[at])
		}
		lines[at] = forged
		name := "fact " + facts[at].ID
		if l.kind == "answer" {
			name = "answer " + facts[at].Subject
		}
		wanted = append(wanted, want{name, l.says})
	}
	for i, line := range lines { // all are guilty
		lines[i] = strings.Replace(line, `"innocent":true`, `"innocent":false`, 1)
	}
	twice := slices.IndexFunc(facts, func(f told) bool { return f.Kind == "answer" })
	r := check(t, dir, []byte(strings.Join(slices.Insert(lines, twice, lines[twice]), "")+"\n"))
	for _, w := range wanted {
		if !says(r, w.fact, w.says) {
			t.Errorf("nothing says of %s that %q", w.fact, w.says)
		}
	}
	for _, words := range []string{fmt.Sprintf("fact id %q is empty or there twice", facts[twice].ID), "actors are innocent", "there is no label for", " labels, case/labelset.csv has"} {
		if !slices.ContainsFunc(r.Faults, func(f verify.Fault) bool { return strings.Contains(f.Reason, words) }) {
			t.Errorf("nothing says %q", words)
		}
	}
}

// An effect that comes before its cause is found on one surface and across two,
// but for what a payment waits for its block.
func brokenCauses(t *testing.T, dir string, key []byte) {
	plain := openTruth(t, dir, key)
	lines, facts := readTruth(t, plain)
	row := func(surface string) (list []int) {
		for i, f := range facts {
			if f.Kind == "event" && len(f.Proof) == 1 && strings.HasPrefix(f.Proof[0], surface+"/") {
				list = append(list, i)
			}
		}
		return list
	}
	for _, v := range []struct {
		cause, effect string        // surfaces
		from, to      time.Duration // by how much the effect is sooner
		bad           bool
	}{
		{"microblog", "microblog", time.Second, 1000 * time.Hour, true},
		{"ledger", "microblog", time.Second, 2 * time.Hour, false},
		{"ledger", "microblog", 9001 * time.Second, 12 * time.Hour, true},
		{"ledger", "ledger", time.Second, 12 * time.Hour, true},
		{"microblog", "ledger", 61 * time.Second, 12 * time.Hour, true},
		{"microblog", "web", 61 * time.Second, 1000 * time.Hour, true},
		{"web", "microblog", -1000 * time.Hour, 0, false},
	} {
		tried := false
		for _, c := range row(v.cause) {
			e := slices.IndexFunc(row(v.effect), func(e int) bool {
				sooner := facts[c].Visible.Sub(facts[e].Visible)
				return sooner >= v.from && sooner <= v.to
			})
			if e < 0 {
				continue
			}
			e = row(v.effect)[e]
			cause, _ := strings.CutPrefix(facts[c].ID, "row:")
			forged := slices.Clone(lines)
			forged[e] = regexp.MustCompile(`"cause":"[^"]*"`).ReplaceAllLiteralString(lines[e], `"cause":"`+cause+`"`)
			if found := says(check(t, dir, []byte(strings.Join(forged, "")+"\n")), "fact "+facts[e].ID, "before its cause "+cause); found != v.bad {
				t.Errorf("%s at %s, caused by %s at %s: found %t", facts[e].ID, facts[e].Visible, cause, facts[c].Visible, found)
			}
			tried = true
			break
		}
		if !tried {
			t.Errorf("no row of %s is between %s and %s before one of %s", v.effect, v.from, v.to, v.cause)
		}
	}
}
