package exercise

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Opening says which exercise a trainer opens for which team.
type Opening struct {
	Scenario string
	Variant  string // empty: the one named like the team, else the first
	Team     training.TeamID
	Pilot    training.PilotID // may be empty
	Scale    simulator.Scale  // of the crowd, in thousandths; 0: the exercise's own, 1000
	Progress func(surface string, done, of int)
}

// Open simulates a team's dataset from a fresh random seed, seals its truth to
// the site's key and commits to it: the run is then sealed and waits for Start.
// After an error nothing is left of it.
func (r *Room) Open(ctx context.Context, sc training.Scope, o Opening) (training.Run, error) {
	var run training.Run
	if err := trainer(sc); err != nil {
		return run, err
	}
	scenario, ok := r.Scenarios().Scenario(o.Scenario)
	if !ok {
		return run, training.Invalid("scenario", fmt.Sprintf("%q is not known", o.Scenario), "one of "+r.Scenarios().List())
	}
	variant, err := chooseVariant(scenario, o)
	if err != nil {
		return run, err
	}
	run = training.Run{
		Site: sc.Site, Team: o.Team, ID: training.NewID[training.RunID](), Pilot: o.Pilot,
		Scenario: scenario.ID, Variant: variant, Title: scenario.Title, State: training.Draft, Created: r.Now(), Changed: r.Now(),
		Simulator: simulator.Version, ScenarioDigest: scenario.Digest,
	}
	spec, err := scenario.Spec(variant)
	if err != nil {
		return run, err
	}
	if o.Scale != 0 {
		spec.Scale = o.Scale
	}
	dir := r.DatasetDir(run.ID)
	err = r.simulate(ctx, scenario, spec, dir, o.Progress, &run)
	if err == nil {
		err = r.keepText(scenario)
	}
	if err == nil {
		err = r.Store.InTx(ctx, func(tx *store.Tx) error {
			if err := tx.AddRun(ctx, sc, run); err != nil {
				return err
			}
			if err := tx.SealRun(ctx, sc, run, r.Now()); err != nil {
				return err
			}
			return r.audit(ctx, tx, sc, "run.seal", run.ID, map[string]any{
				"scenario": run.Scenario, "variant": variant, "team": run.Team, "truth_root": run.TruthRoot,
				"scenario_digest": run.ScenarioDigest, "dataset_digest": run.DatasetDigest, "simulator": run.Simulator,
			})
		})
	}
	if err != nil {
		// A connection that died during the commit leaves the outcome open: what
		// the database knows keeps its dataset.
		if _, known := r.Store.Run(context.WithoutCancel(ctx), sc, run.ID); errors.Is(known, training.ErrNotFound) {
			err = errors.Join(err, os.RemoveAll(dir))
		}
		return run, err
	}
	return r.Store.Run(ctx, sc, run.ID)
}

// simulate writes the dataset and fills in what it commits to.
func (r *Room) simulate(ctx context.Context, scenario *scenarios.Scenario, spec simulator.Spec, dir string, progress func(string, int, int), run *training.Run) error {
	var seed [16]byte
	if _, err := rand.Read(seed[:]); err != nil {
		return fmt.Errorf("exercise: draw a seed: %w", err)
	}
	w, err := r.World(spec, stream.NewKey(seed))
	if err != nil {
		return err
	}
	if err := handsOver(w, scenario); err != nil {
		return err
	}
	m, err := simulator.Write(ctx, w, dir, simulator.Options{
		Seed: seed, Recipients: []string{r.Truth.Recipient().String()}, Workers: runtime.GOMAXPROCS(0), Progress: progress,
	})
	if err != nil {
		return err
	}
	manifest, err := os.ReadFile(filepath.Join(dir, dataset.ManifestFile))
	if err != nil {
		return fmt.Errorf("exercise: read back the manifest: %w", err)
	}
	run.TruthRoot, run.DatasetDigest = m.TruthRoot, training.Digest(manifest)
	run.ScenarioStart, run.ScenarioEnd = training.Instant(w.Start.Add(spec.Opens)), training.Instant(w.End)
	return nil
}

// handsOver wants the world to hand over what the scenario's questions choose from
// and label, so that no team finds a question that it cannot answer.
func handsOver(w *world.World, scenario *scenarios.Scenario) error {
	if q, ok := scenario.Labelling(); ok && len(w.Case.Labels) == 0 {
		return training.Invalid("scenario", fmt.Sprintf("asks for labels in question %s, and nothing to label is handed over", q.ID), "a labelling set in the world of "+scenario.ID)
	}
	for _, q := range scenario.Questions {
		name := q.Table()
		if name == "" {
			continue
		}
		i := slices.IndexFunc(w.Case.Tables, func(t world.Table) bool { return t.Name == name })
		if i < 0 {
			return training.Invalid("scenario", fmt.Sprintf("chooses in question %s from case/%s.csv, which is not handed over", q.ID, name), "a table of that name in the world of "+scenario.ID)
		}
		seen := map[string]bool{}
		for n, row := range w.Case.Tables[i].Rows {
			if row[0] == "" || seen[row[0]] {
				return training.Invalid("scenario", fmt.Sprintf("chooses in question %s from case/%s.csv, whose row %d has no first cell of its own", q.ID, name, n+1), "a table whose first column names its rows")
			}
			seen[row[0]] = true
		}
	}
	return nil
}

// chooseVariant takes the one asked for, else the one named like the team, else
// the first.
func chooseVariant(s *scenarios.Scenario, o Opening) (string, error) {
	want := o.Variant
	if want == "" {
		want = string(o.Team)
	}
	for _, v := range s.Variants {
		if v.ID == want {
			return v.ID, nil
		}
	}
	if o.Variant != "" || len(s.Variants) == 0 {
		return "", training.Invalid("variant", fmt.Sprintf("%q is not a variant of %s", o.Variant, s.ID), s.VariantList())
	}
	return s.Variants[0].ID, nil
}
