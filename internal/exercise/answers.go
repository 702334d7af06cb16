package exercise

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// Answers returns the team's answers as they stand, by question id.
func (r *Room) Answers(ctx context.Context, sc training.Scope, id training.RunID) (map[string]training.Finding, error) {
	all, err := r.Store.Findings(ctx, sc, id)
	if err != nil {
		return nil, err
	}
	out := map[string]training.Finding{}
	for _, f := range all {
		if f.Kind == training.AnswerFinding {
			out[f.Claim.Question] = f
		}
	}
	return out, nil
}

// SaveAnswer records the team's answer to one question, over an earlier one. The
// answer that stands already leaves no new revision, so saving twice is harmless;
// no value at all takes the answer back.
func (r *Room) SaveAnswer(ctx context.Context, sc training.Scope, id training.RunID, question string, value json.RawMessage, word string, evidence []string) error {
	if len(evidence) == 0 {
		evidence = nil // as the store reads it back
	}
	f := training.Finding{Kind: training.AnswerFinding, Claim: training.Claim{Question: question, Value: value, Word: word, Evidence: evidence}}
	if len(value) > 0 {
		if err := cleanClaim(&f); err != nil {
			return err
		}
	}
	return r.Store.InTx(ctx, func(tx *store.Tx) error {
		run, now, err := r.open(ctx, tx, sc, id)
		if err != nil {
			return err
		}
		scenario, err := r.scenario(run)
		if err != nil {
			return err
		}
		if _, ok := scenario.Question(question); !ok {
			return training.NotFound("the question " + question)
		}
		f := f
		f.Site, f.Team, f.Run, f.Person = run.Site, run.Team, run.ID, sc.Person
		f.Wall, f.Scenario = now.wall, now.scenario
		all, err := tx.AllFindings(ctx, sc, id)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(was training.Finding) bool {
			return was.Kind == training.AnswerFinding && was.Claim.Question == question
		})
		switch {
		case at < 0 && len(value) == 0:
			return nil
		case at < 0:
		case len(value) == 0:
			if all[at].Withdrawn {
				return nil
			}
			f.Number, f.Claim, f.Withdrawn = all[at].Number, all[at].Claim, true
		default:
			if f.Number = all[at].Number; !all[at].Withdrawn && reflect.DeepEqual(all[at].Claim, f.Claim) {
				return nil
			}
		}
		_, err = tx.AddFinding(ctx, sc, f)
		return err
	})
}

// Labels returns the team's labels as they stand, by dataset record.
func (r *Room) Labels(ctx context.Context, sc training.Scope, id training.RunID) (map[string]string, error) {
	all, err := r.Store.Findings(ctx, sc, id)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, f := range all {
		if f.Kind == training.LabelFinding {
			out[f.Claim.Record] = f.Claim.Label
		}
	}
	return out, nil
}

// SaveLabels records labels of the labelling set by record; those that stand
// already leave no new revision. An empty label withdraws one.
func (r *Room) SaveLabels(ctx context.Context, sc training.Scope, id training.RunID, labels map[string]string) error {
	return r.Store.InTx(ctx, func(tx *store.Tx) error {
		run, now, err := r.open(ctx, tx, sc, id)
		if err != nil {
			return err
		}
		file, err := r.Case(run)
		if err != nil {
			return err
		}
		scenario, err := r.scenario(run)
		if err != nil {
			return err
		}
		scheme, _ := scenario.Labelling()
		all, err := tx.AllFindings(ctx, sc, id)
		if err != nil {
			return err
		}
		was := map[string]training.Finding{}
		for _, f := range all {
			if f.Kind == training.LabelFinding {
				was[f.Claim.Record] = f
			}
		}
		for _, item := range file.Labels {
			label, given := labels[item.Record]
			old, known := was[item.Record]
			switch {
			case !given, known && old.Claim.Label == label && !old.Withdrawn, !known && label == "":
				continue
			case label != "" && !scheme.HasCode(label):
				return training.Invalid("label", fmt.Sprintf("%.40s is not a label", label), scheme.CodeList())
			}
			f := training.Finding{
				Site: run.Site, Team: run.Team, Run: run.ID, Number: old.Number, Kind: training.LabelFinding,
				Claim:  training.Claim{Record: item.Record, Label: label},
				Person: sc.Person, Wall: now.wall, Scenario: now.scenario,
			}
			if label == "" {
				f.Claim, f.Withdrawn = old.Claim, true
			}
			if _, err := tx.AddFinding(ctx, sc, f); err != nil {
				return err
			}
		}
		return nil
	})
}
