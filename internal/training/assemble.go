package training

import (
	"slices"
	"time"
)

// CurrentEvidence returns what counts of an evidence log: each capture with its
// latest correction applied, under the number of the original row, without what
// was withdrawn. The digest, the verdict and the time of receipt are always the
// original's: a correction mends words, not the file.
func CurrentEvidence(log []Evidence) []Evidence {
	at := map[int]int{} // Seq of the capture → index in out
	gone := map[int]bool{}
	var out []Evidence
	for _, e := range log {
		switch e.Kind {
		case Capture:
			at[e.Seq] = len(out)
			out = append(out, e)
		case Correction:
			if i, ok := at[e.Corrects]; ok {
				was := out[i]
				e.Seq, e.Kind, e.Corrects, e.Wall, e.Scenario = was.Seq, was.Kind, 0, was.Wall, was.Scenario
				e.FileName, e.MediaType, e.Bytes, e.SHA256 = was.FileName, was.MediaType, was.Bytes, was.SHA256
				e.Verdict, e.Detail, e.Surface, e.Record, e.Parts, e.Parent = was.Verdict, was.Detail, was.Surface, was.Record, was.Parts, was.Parent
				e.PrevHash, e.RowHash = was.PrevHash, was.RowHash
				out[i] = e
			}
		case Withdrawal:
			gone[e.Corrects] = true
		}
	}
	return slices.DeleteFunc(out, func(e Evidence) bool { return gone[e.Seq] })
}

// Assemble makes the submission of a run from what the team has now: current
// findings, decisions and evidence. References to withdrawn evidence fall away,
// and so do links whose ends were withdrawn.
func Assemble(run Run, findings []Finding, decisions []Decision, log []Evidence, conduct []Conduct, clock Clock, now time.Time) Submission {
	s := Submission{
		Format: 1, Run: run.ID, Team: run.Team, Scenario: run.Scenario, Variant: run.Variant,
		SubmittedAt: Instant(now), ScenarioTime: clock.ScenarioAt(now), Conduct: conduct, Clock: clock.Segments,
	}
	have := map[string]bool{}
	for _, e := range CurrentEvidence(log) {
		have[e.Ref()] = true
		s.Evidence = append(s.Evidence, e.Wire())
	}
	for _, f := range findings {
		if f.Withdrawn {
			continue
		}
		c := f.Claim
		refs := slices.DeleteFunc(slices.Clone(c.Evidence), func(ref string) bool { return !have[ref] })
		switch f.Kind {
		case AnswerFinding:
			s.Answers = append(s.Answers, SubmissionAnswer{Question: c.Question, Value: c.Value, Word: c.Word, Evidence: refs})
		case LabelFinding:
			s.Labels = append(s.Labels, SubmissionLabel{Record: c.Record, Label: c.Label})
		default:
			s.Findings = append(s.Findings, SubmissionFinding{
				ID: f.Ref(), Kind: f.Kind, Type: c.Type, Selectors: c.Selectors, Role: c.Role,
				Subject: c.Subject, Predicate: c.Predicate, Object: c.Object, At: c.At,
				TxID: c.TxID, Vout: c.Vout, AmountSat: c.AmountSat, Word: c.Word, Evidence: refs,
			})
		}
	}
	for _, d := range decisions {
		s.Decisions = append(s.Decisions, d.Wire())
	}
	s.Findings = whole(s.Findings)
	return s
}

// whole leaves out findings that speak of one that is not there, and then those
// that speak of them.
func whole(findings []SubmissionFinding) []SubmissionFinding {
	for {
		have := map[string]bool{"": true}
		for _, f := range findings {
			have[f.ID] = true
		}
		n := len(findings)
		findings = slices.DeleteFunc(findings, func(f SubmissionFinding) bool { return !have[f.Subject] || !have[f.Object] })
		if len(findings) == n {
			return findings
		}
	}
}
