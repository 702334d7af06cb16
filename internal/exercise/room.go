package exercise

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"filippo.io/age"
	"golang.org/x/sync/errgroup"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/rangeserver"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Config is what a Room needs. Range is nil where no range runs in this program:
// captures are then held against the log that another program's range keeps in
// the data folder.
type Config struct {
	Store     *store.Store
	Scenarios func() *scenarios.Library // what new runs are opened with; it may change
	Range     *rangeserver.Range
	Data      string // folder of datasets and captures; made if it is not there
	Truth     *age.X25519Identity
	Scorer    string // version of the program, for the score ledger
	Now       func() time.Time
	Log       *slog.Logger
	MaxUpload int64 // bytes of one capture; 0 means DefaultMaxUpload

	World func(simulator.Spec, stream.Key) (*world.World, error) // makes the worlds of new runs; nil means simulator.Plan
}

// DefaultMaxUpload is the largest capture that a Room takes, in bytes.
const DefaultMaxUpload = 64 << 20

// Room is where runs happen. Safe for use by many goroutines.
type Room struct {
	Config
	served struct {
		sync.Mutex
		by map[string]holding // by address on the range
	}
	cases struct {
		sync.Mutex
		by map[training.RunID]*CaseFile
	}
	away struct { // the served log of a range in another program
		sync.Mutex
		log  *rangeserver.Log
		size int64 // of the file when it was read
	}
	granting sync.Mutex // one change of the file of grants at a time
	texts    struct {
		sync.Mutex
		by map[string]text // by digest
	}
}

// New checks the configuration and makes the data folders.
func New(c Config) (*Room, error) {
	if c.MaxUpload == 0 {
		c.MaxUpload = DefaultMaxUpload
	}
	for _, dir := range []string{"datasets", "evidence", "incoming", "scenarios"} {
		if err := os.MkdirAll(filepath.Join(c.Data, dir), 0o700); err != nil {
			return nil, fmt.Errorf("exercise: data folder: %w", err)
		}
	}
	if c.World == nil {
		c.World = simulator.Plan
	}
	r := &Room{Config: c}
	r.served.by = map[string]holding{}
	r.cases.by = map[training.RunID]*CaseFile{}
	r.texts.by = map[string]text{}
	return r, nil
}

// Restore shows every run on the range that was there when the program stopped,
// and clears away what one that was killed left behind. A run that cannot be
// shown or scored, because its dataset is gone or damaged or the key is another
// one, is told to the log and keeps nobody else from working.
func (r *Room) Restore(ctx context.Context) error {
	if err := r.Sweep(ctx); err != nil {
		return err
	}
	runs, err := r.Store.LiveRuns(ctx)
	if err != nil {
		return err
	}
	if err := r.keepTexts(runs); err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx) // reading datasets is most of a start
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, run := range runs {
		group.Go(func() error {
			clock, err := r.Store.Clock(ctx, clockwork(run), run.ID)
			if err != nil {
				return err
			}
			if err := errors.Join(r.showRange(run, clock), r.fits(run)); err != nil {
				r.Log.Error("bringing back an exercise", "run", run.ID, "team", run.Team, "err", err)
			}
			return nil
		})
	}
	return group.Wait()
}

// DatasetDir is where the dataset of a run lies.
func (r *Room) DatasetDir(id training.RunID) string {
	return filepath.Join(r.Data, "datasets", string(id))
}

// trainer refuses a scope that does not run exercises.
func trainer(sc training.Scope) error {
	if sc.Role != training.Trainer {
		return training.Forbidden("only a trainer runs and marks exercises")
	}
	return nil
}

// member refuses a scope that does not take part in a team.
func member(sc training.Scope) error {
	if sc.Role != training.Trainee || sc.Team == "" {
		return training.Forbidden("only a trainee of the team works on its exercise")
	}
	return nil
}

// instant is one moment on both clocks.
type instant struct{ wall, scenario time.Time }

// moment reads the run's clock now, inside a transaction or outside.
func (r *Room) moment(ctx context.Context, q reader, sc training.Scope, run training.RunID) (instant, training.Clock, error) {
	clock, err := q.Clock(ctx, sc, run)
	if err != nil {
		return instant{}, clock, err
	}
	wall := training.Instant(r.Now())
	return instant{wall, clock.ScenarioAt(wall)}, clock, nil
}

// reader is what a Store and a Tx have in common here.
type reader interface {
	Clock(ctx context.Context, sc training.Scope, run training.RunID) (training.Clock, error)
}

// open locks a run and wants it to be open for the team's work.
func (r *Room) open(ctx context.Context, tx *store.Tx, sc training.Scope, id training.RunID) (training.Run, instant, error) {
	if err := member(sc); err != nil {
		return training.Run{}, instant{}, err
	}
	run, err := tx.LockRun(ctx, sc, id)
	if err != nil {
		return run, instant{}, err
	}
	if !run.State.Open() {
		return run, instant{}, training.Conflict("the exercise is " + string(run.State) + "; work is taken while it is running or paused")
	}
	now, _, err := r.moment(ctx, tx, sc, id)
	return run, now, err
}

// audit appends what was done to the chain, in the caller's transaction.
func (r *Room) audit(ctx context.Context, tx *store.Tx, sc training.Scope, action string, run training.RunID, detail map[string]any) error {
	b, err := json.Marshal(detail)
	if err != nil {
		return fmt.Errorf("exercise: audit detail: %w", err)
	}
	return tx.Audit(ctx, training.AuditEntry{
		At: r.Now(), Site: sc.Site, Person: sc.Person, Role: sc.Role,
		Action: action, Object: "run/" + string(run), Detail: b,
	})
}
