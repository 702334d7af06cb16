package store

import (
	"context"
	"fmt"
	"time"

	"github.com/osint-radar/academy/internal/training"
)

// AddRun adds a run in state draft for a team within reach.
func (t *Tx) AddRun(ctx context.Context, sc training.Scope, r training.Run) error {
	if err := sc.Check(); err != nil {
		return err
	}
	if sc.Team != "" && sc.Team != r.Team {
		return training.NotFound("team")
	}
	r.Site, r.State = sc.Site, training.Draft
	var err error
	if r.Address, err = t.rangeAddress(ctx, r.Site, r.Team); err != nil {
		return err
	}
	return t.insert(ctx, "runs", r)
}

// rangeAddress is the name by which the range knows a team: the team's own, or
// with the site before it where a team of another site was there first. All runs
// of a team have the same, so that its ports outlive a run.
func (t *Tx) rangeAddress(ctx context.Context, site training.SiteID, team training.TeamID) (string, error) {
	type holder struct {
		Site    training.SiteID `db:"site"`
		Team    training.TeamID `db:"team"`
		Address string          `db:"address"`
	}
	holders, err := all[holder](ctx, t.queries, "read addresses on the range", "SELECT DISTINCT site, team, address FROM runs ORDER BY site, team, address")
	if err != nil {
		return "", err
	}
	taken := map[string]bool{}
	for _, h := range holders {
		if h.Site == site && h.Team == team {
			return h.Address, nil
		}
		taken[h.Address] = true
	}
	name := string(team)
	for taken[name] {
		name = string(site) + "-" + name
	}
	return name, nil
}

// Run returns one run within reach.
func (q queries) Run(ctx context.Context, sc training.Scope, id training.RunID) (training.Run, error) {
	return q.run(ctx, sc, id, "")
}

// LockRun is [Tx.Run] that also holds the run's row until the transaction ends,
// so that what is numbered within the run is numbered once.
func (t *Tx) LockRun(ctx context.Context, sc training.Scope, id training.RunID) (training.Run, error) {
	return t.run(ctx, sc, id, t.d.lock)
}

func (q queries) run(ctx context.Context, sc training.Scope, id training.RunID, lock string) (training.Run, error) {
	where, args, err := within(sc)
	if err != nil {
		return training.Run{}, err
	}
	return one[training.Run](ctx, q, "run", "SELECT "+columns[training.Run]()+" FROM runs WHERE "+where+" AND id = ?"+lock, append(args, id)...)
}

// lockOpen is LockRun for what a team may add only while the run is open.
func (t *Tx) lockOpen(ctx context.Context, sc training.Scope, id training.RunID) (training.Run, error) {
	r, err := t.LockRun(ctx, sc, id)
	if err == nil && !r.State.Open() {
		err = training.Conflict(fmt.Sprintf("the run is %s, not open", r.State))
	}
	return r, err
}

// Runs lists the runs within reach, the newest first.
func (q queries) Runs(ctx context.Context, sc training.Scope) ([]training.Run, error) {
	where, args, err := within(sc)
	if err != nil {
		return nil, err
	}
	return all[training.Run](ctx, q, "list runs", "SELECT "+columns[training.Run]()+" FROM runs WHERE "+where+" ORDER BY created DESC, id", args...)
}

// LiveRuns lists the runs of every site that are sealed, running, paused or
// ended: what the range serves until the marking, and the inject clock looks
// after. It is not for a page.
func (q queries) LiveRuns(ctx context.Context) ([]training.Run, error) {
	return all[training.Run](ctx, q, "list live runs", "SELECT "+columns[training.Run]()+" FROM runs WHERE state IN (?, ?, ?, ?) ORDER BY site, team, id",
		training.Sealed, training.Running, training.Paused, training.Ended)
}

// RunExists says whether any site has a run of that id. It is not for a page.
func (q queries) RunExists(ctx context.Context, id training.RunID) (bool, error) {
	n, err := one[int64](ctx, q, "run", "SELECT COUNT(*) FROM runs WHERE id = ?", id)
	return n > 0, err
}

// SealRun enters the commitment (truth root and digests) of a draft and makes it
// sealed.
func (t *Tx) SealRun(ctx context.Context, sc training.Scope, r training.Run, at time.Time) error {
	if _, err := t.SetRunState(ctx, sc, r.ID, training.Sealed, at); err != nil {
		return err
	}
	return t.change(ctx, "run", `UPDATE runs SET truth_root = ?, scenario_digest = ?, dataset_digest = ?, simulator = ?, variant = ?,
		scenario_start = ?, scenario_end = ? WHERE site = ? AND id = ?`,
		r.TruthRoot, r.ScenarioDigest, r.DatasetDigest, r.Simulator, r.Variant, r.ScenarioStart, r.ScenarioEnd, sc.Site, r.ID)
}

// SetRunState moves a run to a state that its present one allows, and returns it.
func (t *Tx) SetRunState(ctx context.Context, sc training.Scope, id training.RunID, to training.RunState, at time.Time) (training.Run, error) {
	r, err := t.LockRun(ctx, sc, id)
	if err != nil {
		return r, err
	}
	if err := r.State.Go(to); err != nil {
		return r, err
	}
	r.State, r.Changed = to, training.Instant(at)
	return r, t.change(ctx, "run", "UPDATE runs SET state = ?, changed = ? WHERE site = ? AND team = ? AND id = ?", r.State, r.Changed, r.Site, r.Team, r.ID)
}

// clockRow is a segment with its place.
type clockRow struct {
	Site     training.SiteID `db:"site"`
	Team     training.TeamID `db:"team"`
	Run      training.RunID  `db:"run"`
	N        int             `db:"n"`
	Wall     time.Time       `db:"wall"`
	Scenario time.Time       `db:"scenario"`
	Rate     training.Rate   `db:"rate"`
}

// Clock returns a run's scenario clock; one that never started has no segments.
func (q queries) Clock(ctx context.Context, sc training.Scope, run training.RunID) (training.Clock, error) {
	where, args, err := within(sc)
	if err != nil {
		return training.Clock{}, err
	}
	segments, err := all[training.ClockSegment](ctx, q, "read the clock",
		"SELECT wall, scenario, rate FROM clock_segments WHERE "+where+" AND run = ? ORDER BY n", append(args, run)...)
	return training.Clock{Segments: segments}, err
}

// SaveClock appends the segments by which a clock has grown since it was read.
// If somebody else changed the clock meanwhile it is [training.ErrConflict].
func (t *Tx) SaveClock(ctx context.Context, sc training.Scope, run training.RunID, c training.Clock) error {
	r, err := t.LockRun(ctx, sc, run)
	if err != nil {
		return err
	}
	was, err := t.Clock(ctx, sc, run)
	if err != nil {
		return err
	}
	for i, s := range was.Segments {
		if i >= len(c.Segments) || !c.Segments[i].Wall.Equal(s.Wall) || !c.Segments[i].Scenario.Equal(s.Scenario) || c.Segments[i].Rate != s.Rate {
			return training.Conflict("the scenario clock was changed by somebody else")
		}
	}
	for i := len(was.Segments); i < len(c.Segments); i++ {
		s := c.Segments[i]
		if err := t.insert(ctx, "clock_segments", clockRow{r.Site, r.Team, r.ID, i + 1, s.Wall, s.Scenario, s.Rate}); err != nil {
			return err
		}
	}
	return nil
}
