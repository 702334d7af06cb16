package exercise

import (
	"context"
	"fmt"

	"github.com/osint-radar/academy/internal/training"
)

// SeedDemo opens and starts an exercise for each team of a site that never had
// one. The program itself acts, as its audit entries say. A later start finds the
// runs where they stopped.
func (r *Room) SeedDemo(ctx context.Context, site training.SiteID, pilot training.PilotID, scenario string, teams []training.TeamID, progress func(team training.TeamID, surface string, done, of int)) error {
	for _, team := range teams {
		sc := training.Scope{Site: site, Team: team, Role: training.Trainer}
		runs, err := r.Store.Runs(ctx, sc)
		if err != nil {
			return err
		}
		if len(runs) > 0 {
			continue
		}
		run, err := r.Open(ctx, sc, Opening{
			Scenario: scenario, Team: team, Pilot: pilot,
			Progress: func(surface string, done, of int) { progress(team, surface, done, of) },
		})
		if err != nil {
			return fmt.Errorf("open the demo's exercise for %s: %w", team, err)
		}
		if err := r.Start(ctx, sc, run.ID); err != nil {
			return fmt.Errorf("start the demo's exercise for %s: %w", team, err)
		}
	}
	return nil
}
