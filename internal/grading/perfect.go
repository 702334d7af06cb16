package grading

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/truth"
)

// Perfect is the submission that the truth itself would hand in at a scenario time
// after everything is visible: the model answer shown after release, and the yardstick of
// the scorer. It names no innocent and says no word of likelihood.
func Perfect(facts []truth.Fact) training.Submission {
	facts = claimable(facts)
	s := training.Submission{Format: 1, Team: "truth"}
	for _, f := range facts {
		if f.VisibleFrom.After(s.ScenarioTime) {
			s.ScenarioTime = f.VisibleFrom
		}
	}
	s.SubmittedAt = s.ScenarioTime
	seen := map[string]string{}
	show := func(f truth.Fact) []string {
		var ids []string
		for _, p := range f.Proof {
			if seen[p] == "" {
				seen[p] = fmt.Sprintf("e%d", len(seen)+1)
				s.Evidence = append(s.Evidence, training.SubmissionEvidence{
					ID: seen[p], Verdict: training.VerifiedAsServed, Surface: surfaceOf(p), Record: p, CapturedAt: s.ScenarioTime,
				})
			}
			ids = append(ids, seen[p])
		}
		return ids
	}
	cited := map[string]bool{} // innocents that a link needs as an end
	for _, f := range facts {
		if f.Kind == truth.Link || f.Kind == truth.Alias || f.Kind == truth.Hop || f.Kind == truth.Event {
			cited[f.Subject], cited[f.Object] = true, true
		}
	}
	for _, f := range facts {
		switch {
		case f.Kind == truth.Label && f.Type == gradeType:
			s.Evidence = append(s.Evidence, training.SubmissionEvidence{
				ID: "g-" + f.ID, Record: f.Subject, Scheme: f.Predicate, Verdict: training.VerifiedAsServed,
				SourceGrade: f.Object[:1], InfoGrade: f.Object[1:], CapturedAt: s.ScenarioTime,
			})
		case f.Kind == truth.Label:
			s.Labels = append(s.Labels, training.SubmissionLabel{Record: f.Subject, Label: f.Object})
		case f.Kind == truth.Answer:
			s.Answers = append(s.Answers, training.SubmissionAnswer{Question: f.Subject, Value: modelValue(f), Evidence: show(f)})
		case f.Kind == truth.Entity && f.Innocent && !cited[f.ID]:
		default:
			s.Findings = append(s.Findings, modelFinding(f, show(f)))
		}
	}
	// Findings may name later ones: the wire form allows it. Labels stand in record order.
	slices.SortFunc(s.Labels, func(a, b training.SubmissionLabel) int { return cmp.Compare(a.Record, b.Record) })
	return s
}

func modelFinding(f truth.Fact, evidence []string) training.SubmissionFinding {
	out := training.SubmissionFinding{
		ID: f.ID, Kind: training.FindingKind(f.Kind), Type: f.Type, Role: f.Role, Subject: f.Subject, Predicate: f.Predicate,
		Object: f.Object, TxID: f.TxID, AmountSat: f.AmountSat, Evidence: evidence,
	}
	if f.Innocent && f.Kind == truth.Entity {
		out.Role = RoleInnocent
	}
	for _, s := range f.Selectors {
		out.Selectors = append(out.Selectors, training.Selector{Kind: s.Kind, Platform: s.Platform, Value: s.Value})
	}
	switch f.Kind {
	case truth.Hop:
		if f.Tx != "" {
			index := f.LogIndex
			out.Tx, out.LogIndex, out.Amount = f.Tx, &index, strconv.FormatInt(f.Amount, 10)
			break
		}
		vout := f.Vout
		out.Vout = &vout
	case truth.Event:
		out.Object = ""
		out.At, _, _ = eventTime(&f)
		out.At = out.At.Truncate(time.Second)
	case truth.Entity, truth.Alias, truth.Link, truth.Label, truth.Answer:
	}
	return out
}

// modelValue is the answer itself: of a list of accepted forms the first, of a range
// its middle, of a window or a place what a team would write.
func modelValue(f truth.Fact) json.RawMessage {
	raw := json.RawMessage(f.Object)
	switch f.Predicate {
	case itemShort, itemSingle, itemFlag:
		var forms []json.RawMessage
		if json.Unmarshal(raw, &forms) == nil && len(forms) > 0 {
			return forms[0]
		}
	case itemNumeric:
		var ranged struct {
			Value json.RawMessage `json:"value"`
		}
		if json.Unmarshal(raw, &ranged) == nil && len(ranged.Value) > 0 {
			return ranged.Value
		}
	case itemInterval:
		var window struct{ From, To string }
		if json.Unmarshal(raw, &window) == nil {
			return quoted(window.From + "/" + window.To)
		}
	case itemPlace:
		var place struct{ At string }
		if json.Unmarshal(raw, &place) == nil {
			return quoted(place.At)
		}
	}
	if !json.Valid(raw) || len(raw) == 0 {
		return json.RawMessage("null")
	}
	return raw
}

func quoted(s string) json.RawMessage {
	b, err := json.Marshal(s)
	if err != nil {
		return json.RawMessage("null") // a string never fails
	}
	return b
}
