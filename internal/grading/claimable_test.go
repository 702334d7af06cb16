package grading_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/internal/grading"
	"github.com/osint-radar/academy/simulator/truth"
)

// Facts that only tell where planted rows come from change no score, no reason
// and no model answer, however many there are and however late.
func TestRowsAreNoElements(t *testing.T) {
	for seed := range uint64(20) {
		facts := anyWorld(seed)
		told := slices.Clone(facts)
		for i := range 500 {
			told = append(told, truth.Fact{
				ID: fmt.Sprintf("row:post:main/%d", i), Kind: truth.Event, Type: "post", Difficulty: 4, Innocent: i%2 == 0, Saga: "page-main", Step: "post", Cause: "account:main",
				VisibleFrom: day0.Add(time.Duration(i) * time.Hour), Proof: []string{fmt.Sprintf("microblog/statuses.jsonl#e%d", i)},
			})
		}
		if diff := cmp.Diff(grading.Perfect(facts), grading.Perfect(told)); diff != "" {
			t.Errorf("seed %d: another model answer: %s", seed, diff)
		}
		s := anySubmission(seed, facts)
		if diff := cmp.Diff(grade(t, facts, s), grade(t, told, s)); diff != "" {
			t.Errorf("seed %d: another score: %s", seed, diff)
		}
	}
}
