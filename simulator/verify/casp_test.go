package verify_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/osint-radar/academy/simulator/surface/casp"
	"github.com/osint-radar/academy/simulator/surface/ledger"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// TestCASP damages the books of providers: each damage is something that the
// ledger or another provider contradicts, or a customer who could be somebody.
func TestCASP(t *testing.T) {
	dir, key := town(t, casp.Surface{}, ledger.Surface{Workers: 2})
	for _, f := range check(t, dir, key).Faults {
		t.Errorf("the books as they are: %s", f)
	}
	w := worldtest.New(50)
	w.Exchanges[1].Answers = world.AnswersPart
	part, key := written(t, w, casp.Surface{}, ledger.Surface{Workers: 2})
	for _, f := range check(t, part, key).Faults {
		t.Errorf("a provider that answers in part: %s", f)
	}
	const (
		accounts = "casp/private/koingate/accounts.jsonl"
		desk     = "casp/private/koingate/40718263/"
		tova     = "casp/private/koingate/40718499/"
	)
	put := func(key string, v any) func(map[string]any) { return func(row map[string]any) { row[key] = v } }
	is := func(key string, value string) func(map[string]any) bool {
		return func(row map[string]any) bool { return row[key] == value }
	}
	// column replaces a column of the first row with that word.
	column := func(n int, word, value string) func([]byte) []byte {
		return func(b []byte) []byte {
			return replaceFirst(regexp.MustCompile(`(?m)^.*`+word+`.*$`), b, func(row []byte) []byte {
				parts := strings.Split(string(row), ",")
				parts[n] = value
				return []byte(strings.Join(parts, ","))
			})
		}
	}
	refuted(t, dir, []claim{
		{"a provider with a host of somebody", "casp/portal.jsonl", change(is("id", "koingate"), put("host", "koingate.com")), "host could be real"},
		{"an outlaw with an authorisation", "casp/portal.jsonl", change(is("id", "obolos-x"), put("authorised", true)), "contradicts the authorisation"},
		{"an outlaw that answers", "casp/portal.jsonl", change(is("id", "obolos-x"), put("answers", "all")), `answers "all"`},
		{"a portal without the label", "casp/portal.jsonl", change(is("id", "koingate"), put("label", "")), "the label"},
		{"one document twice", accounts, change(is("id", "40718499"), put("document", "KP40Z11A76")), "has the document of 40718263"},
		{"a document that could be real", accounts, change(is("id", "40718263"), put("document", "L898902C36")), "could be a real one"},
		{"a mailbox that could be real", accounts, change(is("id", "40718263"), put("email", "ilva@post.it")), "could be somebody's"},
		{"one number twice", accounts, change(is("id", "40718499"), put("id", "40718263")), "is there twice"},
		{"frozen before it is opened", accounts, change(is("id", "40718263"), put("frozen_at", "2020-01-01T00:00:00Z")), "before it is opened"},
		{"an address of two", accounts, func(b []byte) []byte {
			all := regexp.MustCompile(`"deposit_address":"(bcrt1[a-z0-9]+)"`)
			one := all.FindAllSubmatch(b, 2)
			return bytes.Replace(b, one[1][1], one[0][1], 1)
		}, "is another account's"},
		{"another name in the reply", desk + "account.csv", column(1, "40718263", "Somebody Else"), "and the provider's list has"},
		{"a reply without the label", desk + "account.csv", swap("SYNTHETIC", "GENUINE"), "and the provider's list has"},
		{"two accounts in a reply", desk + "account.csv", func(b []byte) []byte {
			return append(b, bytes.SplitAfterN(b, []byte("\n"), 2)[1]...)
		}, "has 2 rows"},
		{"a satoshi more than the ledger has", desk + "movements.csv", column(3, "4871204", "4871205"), "no transaction pays 4871205 satoshi"},
		{"a satoshi less than was paid out", desk + "movements.csv", column(3, "4200455", "4200454"), "no transaction pays 4200454 satoshi"},
		{"a deposit before its block", desk + "movements.csv", column(1, "4871204", "2026-03-04T20:14:00Z"), "no transaction pays 4871204 satoshi"},
		{"a deposit that nobody paid", tova + "movements.csv", func(b []byte) []byte {
			row := regexp.MustCompile(`(?m)^.*,deposit,.*\n`).Find(b)
			more := bytes.Replace(row, row[:16], []byte("00000000000000aa"), 1)
			return append(b, more...)
		}, "no transaction pays 1914028 satoshi"},
		{"a deposit that is left out", tova + "movements.csv", func(b []byte) []byte {
			return regexp.MustCompile(`(?m)^.*,deposit,1914028.*\n`).ReplaceAll(b, nil)
		}, "1914028 satoshi at the deposit address"},
		{"a withdrawal to another", desk + "movements.csv", column(9, "4200455", "bcrt1qjhavjakfuxg0s3y35a6cxrx2s0hcdg5rampwvh"), "no transaction pays 4200455 satoshi"},
		{"a deposit for another", desk + "movements.csv", column(7, "4871204", "Tova Nesdal"), "not for this account"},
		{"more out than in", desk + "movements.csv", column(3, "4200455", "94200455"), "satoshi more than there are"},
		{"a withdrawal while frozen", accounts, change(is("id", "40718263"), put("frozen_at", "2026-03-10T00:00:00Z")), "while the account is frozen"},
		{"another provider than there is", desk + "movements.csv", swap("Obolos-X", "Nobody-Y"), `there is no provider "Nobody-Y"`},
		{"a transfer in one book", desk + "movements.csv", swap("Obolos-X", "KoinGate"), "whose books do not say so"},
		{"a log-in before the account", desk + "logins.csv", column(1, "198.51.100.77", "2020-01-01T00:00:00Z"), "off the clock"},
		{"a log-in from somewhere real", desk + "logins.csv", swap("198.51.100.77", "8.8.8.8"), "want a reserved address"},
	})
	// A reply of nobody's account, and one that is missing.
	if err := os.Remove(filepath.Join(dir, filepath.FromSlash(desk), "logins.csv")); err != nil {
		t.Fatal(err)
	}
	if r := check(t, dir, nil); r.Whole() {
		t.Error("a reply is missing and nothing is said")
	}
}
