package grading_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"testing"

	"github.com/osint-radar/academy/internal/grading"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/scenarios/scenariostest"
	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
)

// answerKey plans a variant and returns its automatic answers and labels as
// facts, with weights. Digests, which only a written dataset has, are stood in for
// by others of their own.
func answerKey(t *testing.T, spec simulator.Spec, seed byte) []truth.Fact {
	t.Helper()
	w, err := simulator.Plan(spec, stream.NewKey([16]byte{15: seed}))
	if err != nil {
		t.Fatal(err)
	}
	var out []truth.Fact
	for _, f := range w.Facts {
		if f.Kind == truth.Label {
			record := "case/" + string(f.Subject) // rows of a table are numbered alike in all variants
			if post := w.Post(f.Subject); post != nil {
				record = "microblog/statuses.jsonl#" + post.ID
			}
			out = append(out, truth.Fact{ID: string(f.Ref), Kind: truth.Label, Type: f.Type, Subject: record, Object: f.Value, Difficulty: f.Difficulty})
		}
		if f.Kind != truth.Answer {
			continue
		}
		value := f.Value
		if f.Digest != "" {
			sum := sha256.Sum256([]byte(spec.Variant + string(f.Digest)))
			value = strconv.Quote(hex.EncodeToString(sum[:]))
		}
		out = append(out, truth.Fact{ID: string(f.Ref), Kind: truth.Answer, Subject: string(f.Ref), Predicate: f.Predicate, Object: value, Difficulty: f.Difficulty})
	}
	return out
}

// What one team hands to another is worth a tenth at the most: the answers of a
// variant, all of them right, against the key of the other one of the same seed.
func TestAnswersOfAnotherVariant(t *testing.T) {
	for _, s := range scenariostest.Library(t).All() {
		t.Run(s.ID, func(t *testing.T) {
			for seed := range byte(100) {
				strangers(t, s, seed)
			}
		})
	}
}

func strangers(t *testing.T, s *scenarios.Scenario, seed byte) {
	t.Helper()
	keys := map[string][]truth.Fact{}
	for _, variant := range []string{"team-a", "team-b"} {
		spec, err := s.Spec(variant)
		if err != nil {
			t.Fatal(err)
		}
		keys[variant] = answerKey(t, spec, seed)
	}
	for variant, other := range map[string]string{"team-a": "team-b", "team-b": "team-a"} {
		all := grading.Perfect(keys[variant])
		handedIn := training.Submission{Answers: all.Answers, Labels: all.Labels}
		got := grade(t, keys[other], handedIn).Components.Answers
		if v, err := strconv.ParseFloat(got.Score, 64); err != nil || v > 0.1 {
			t.Errorf("seed %d: the answers of %s are worth %s to %s: %+v", seed, variant, got.Score, other, got.Items)
		}
	}
}
