package training

import (
	"fmt"
	"slices"
	"time"
)

// RunState is where an exercise stands.
type RunState string

// The states of a run, in their order.
const (
	Draft    RunState = "draft"
	Sealed   RunState = "sealed" // truth committed to; its root is public to the team
	Running  RunState = "running"
	Paused   RunState = "paused"
	Ended    RunState = "ended"
	Marking  RunState = "marking"
	Released RunState = "released" // scores and truth are open to the team
	Archived RunState = "archived"
)

// next lists where each state may go. A reset archives whatever has not been
// marked; nothing leads out of the archive.
var next = map[RunState][]RunState{
	Draft:    {Sealed, Archived},
	Sealed:   {Running, Archived},
	Running:  {Paused, Ended},
	Paused:   {Running, Ended},
	Ended:    {Marking, Archived},
	Marking:  {Released, Archived},
	Released: {Archived},
	Archived: nil,
}

// RunStates lists the states in their order.
func RunStates() []RunState {
	return []RunState{Draft, Sealed, Running, Paused, Ended, Marking, Released, Archived}
}

// May says whether a run in state s may go to state to.
func (s RunState) May(to RunState) bool { return slices.Contains(next[s], to) }

// Go returns nil where s may go to the state, else an [ErrConflict] that says
// where it may go.
func (s RunState) Go(to RunState) error {
	if s.May(to) {
		return nil
	}
	return Conflict(fmt.Sprintf("a run that is %s cannot become %s, only %v", s, to, next[s]))
}

// Open says whether the team may still add evidence, findings and decisions.
func (s RunState) Open() bool { return s == Running || s == Paused }

// Run is one exercise opened for one team.
type Run struct {
	Site     SiteID    `db:"site"`
	Team     TeamID    `db:"team"`
	ID       RunID     `db:"id"`
	Pilot    PilotID   `db:"pilot,null"`
	Scenario string    `db:"scenario"` // slug
	Variant  string    `db:"variant"`
	Address  string    `db:"address"` // the team's name on the range, one for all its runs; given by the store
	Title    string    `db:"title"`
	State    RunState  `db:"state"`
	Created  time.Time `db:"created"`
	Changed  time.Time `db:"changed"` // last change of state

	// The seal: what the team was promised before it began. Hex digests.
	TruthRoot      string `db:"truth_root"`
	ScenarioDigest string `db:"scenario_digest"`
	DatasetDigest  string `db:"dataset_digest"` // SHA-256 of manifest.json
	Simulator      string `db:"simulator"`      // version

	// The scenario's own span of time.
	ScenarioStart time.Time `db:"scenario_start"`
	ScenarioEnd   time.Time `db:"scenario_end"`
}
