package grading_test

import (
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/truth"
)

// TestTwoLedgers: a hop on the account ledger is claimed by transaction and log,
// and the value found is the mean of what was found on either ledger.
func TestTwoLedgers(t *testing.T) {
	wallet := func(id, address string) truth.Fact {
		return truth.Fact{ID: id, Kind: truth.Entity, Type: "wallet", Selectors: []truth.Selector{{Kind: "wallet", Value: address}}, Difficulty: 2, VisibleFrom: day0}
	}
	a, b := "0x"+strings.Repeat("a", 40), "0x"+strings.Repeat("b", 40)
	facts := []truth.Fact{
		wallet("wallet:a", a), wallet("wallet:b", b),
		{ID: "hop:coins", Kind: truth.Hop, Subject: "wallet:a", Predicate: "pays", Object: "wallet:b", TxID: "aa", Vout: 1, AmountSat: 5, Difficulty: 2, VisibleFrom: day0},
		{ID: "hop:tokens", Kind: truth.Hop, Subject: "wallet:a", Predicate: "pays", Object: "wallet:b", Tx: "0xbb", LogIndex: 2, Amount: 7_000_000, Difficulty: 2, VisibleFrom: day0},
	}
	ends := []training.SubmissionFinding{
		{ID: "f1", Kind: training.EntityFinding, Type: "wallet", Selectors: []training.Selector{{Kind: "wallet", Value: a}}},
		{ID: "f2", Kind: training.EntityFinding, Type: "wallet", Selectors: []training.Selector{{Kind: "wallet", Value: b}}},
	}
	two, one := 2, 1
	for _, c := range []struct {
		name  string
		claim training.SubmissionFinding
		value string
	}{
		{"transaction and log", training.SubmissionFinding{Tx: "0xBB", LogIndex: &two}, "0.500"},
		{"the desk's one field, without 0x", training.SubmissionFinding{TxID: "bb"}, "0.500"},
		{"another log", training.SubmissionFinding{Tx: "0xbb", LogIndex: &one}, "0.000"},
		{"the other ledger", training.SubmissionFinding{TxID: "aa", Vout: &one}, "0.500"},
	} {
		c.claim.ID, c.claim.Kind, c.claim.Subject, c.claim.Object, c.claim.Predicate = "f3", training.HopFinding, "f1", "f2", "pays"
		got := grade(t, facts, training.Submission{Findings: append(ends[:2:2], c.claim)}).Components.Money
		if got == nil || got.ValueR != c.value {
			t.Errorf("%s: %+v, want %s", c.name, got, c.value)
		}
	}
}
