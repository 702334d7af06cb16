package exercise

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/rangeserver"
)

// Grant opens the closed forum of a run's world to its team, read-only. It lies
// in the range's file of grants; that it was given is in the audit chain.
type Grant struct {
	Name      string    // what the team signs in with: the one nickname of the order
	Until     time.Time // scenario time
	Messages  bool      // covers private messages of members
	Authority string    // reference of the order
	Ended     bool      // by the run's clock
}

// sameGrant is how far apart, in scenario time, the ends of two grants may lie that
// one click too many has made.
const sameGrant = time.Minute

// longestGrant is how long an order may open the forum, in scenario time.
const longestGrant = 30 * 24 * time.Hour

// HasForum says whether the world of a run has the closed forum.
func (r *Room) HasForum(id training.RunID) bool {
	_, err := os.Stat(filepath.Join(r.DatasetDir(id), "forum", "front.json"))
	return err == nil
}

// Grants lists what opens the forum to a run's team, the first given first. They
// end with the run's time on the range. A file that cannot be read is
// [training.ErrUnavailable].
func (r *Room) Grants(ctx context.Context, sc training.Scope, id training.RunID) ([]Grant, error) {
	run, err := r.Store.Run(ctx, sc, id)
	if err != nil || !serves(run.State) || !r.HasForum(id) {
		return nil, err
	}
	now, _, err := r.moment(ctx, r.Store, sc, id)
	if err != nil {
		return nil, err
	}
	list, err := r.readGrants()
	if err != nil {
		return nil, err
	}
	var out []Grant
	for _, g := range list {
		if g.Team == run.Address {
			out = append(out, Grant{Name: g.Name, Until: g.Until, Messages: g.Messages, Authority: g.Authority, Ended: !now.scenario.Before(g.Until)})
		}
	}
	return out, nil
}

// Grant opens the forum to a run's team from now on for a length of scenario
// time. A second grant of the same name replaces the first; the same again, within
// a minute, changes nothing, so that who is inside stays there.
func (r *Room) Grant(ctx context.Context, sc training.Scope, id training.RunID, g Grant, lasts time.Duration) error {
	if err := trainer(sc); err != nil {
		return err
	}
	for _, t := range []struct {
		name string
		text *string
		max  int
		want string
	}{
		{"nickname", &g.Name, 60, "the name of the order, with which the team signs in"},
		{"authority", &g.Authority, 200, "reference of the order, as in order 12"},
	} {
		clean, err := training.CleanLine(t.name, *t.text, t.max)
		if err != nil {
			return err
		}
		if clean == "" {
			return training.Invalid(t.name, "is empty", t.want)
		}
		*t.text = clean
	}
	if lasts <= 0 || lasts > longestGrant {
		return training.Invalid("hours", "is not a length that an order has", "1 to 720 hours, which is 30 days")
	}
	var run training.Run
	var same bool
	err := r.Store.InTx(ctx, func(tx *store.Tx) error {
		var now instant
		var list []rangeserver.Grant
		var err error
		if run, now, list, err = r.granted(ctx, tx, sc, id); err != nil {
			return err
		}
		g.Until = now.scenario.Add(lasts).Truncate(time.Second)
		same = slices.ContainsFunc(list, func(h rangeserver.Grant) bool {
			return h.Team == run.Address && h.Name == g.Name && h.Messages == g.Messages && h.Authority == g.Authority && g.Until.Sub(h.Until).Abs() < sameGrant
		})
		if same {
			return nil
		}
		return r.audit(ctx, tx, sc, "run.grant", id, map[string]any{"name": g.Name, "until": g.Until, "messages": g.Messages, "authority": g.Authority})
	})
	if err != nil || same {
		return err
	}
	return r.changeGrants(func(list []rangeserver.Grant) []rangeserver.Grant {
		list = without(list, run.Address, g.Name)
		return append(list, rangeserver.Grant{Team: run.Address, Name: g.Name, Until: g.Until, ReadOnly: true, Messages: g.Messages, Authority: g.Authority})
	})
}

// granted locks a run whose forum can be opened now, and reads what is open already.
func (r *Room) granted(ctx context.Context, tx *store.Tx, sc training.Scope, id training.RunID) (run training.Run, now instant, list []rangeserver.Grant, err error) {
	run, err = tx.LockRun(ctx, sc, id)
	switch {
	case err != nil:
		return run, now, nil, err
	case !r.HasForum(id):
		return run, now, nil, training.NotFound("a closed forum in this exercise")
	case !run.State.Open():
		return run, now, nil, training.Conflict("the exercise is " + string(run.State) + "; the forum is opened while it is running or paused")
	}
	if _, ok := r.Endpoints(run); !ok {
		return run, now, nil, training.Conflict("no range serves the team at the moment, so there is no forum to open")
	}
	if list, err = r.readGrants(); err != nil {
		return run, now, nil, err
	}
	now, _, err = r.moment(ctx, tx, sc, id)
	return run, now, list, err
}

// Withdraw closes the forum again to who signs in by a name; it works at once,
// also for who is inside. Where it is closed to that name it stays so.
func (r *Room) Withdraw(ctx context.Context, sc training.Scope, id training.RunID, name string) error {
	if err := trainer(sc); err != nil {
		return err
	}
	var run training.Run
	var open bool
	err := r.Store.InTx(ctx, func(tx *store.Tx) error {
		var err error
		if run, err = tx.LockRun(ctx, sc, id); err != nil {
			return err
		}
		list, err := r.readGrants()
		if err != nil {
			return err
		}
		open = serves(run.State) && slices.ContainsFunc(list, func(g rangeserver.Grant) bool { return g.Team == run.Address && g.Name == name })
		if !open {
			return nil
		}
		return r.audit(ctx, tx, sc, "run.withdraw", id, map[string]any{"name": name})
	})
	if err != nil || !open {
		return err
	}
	return r.changeGrants(func(list []rangeserver.Grant) []rangeserver.Grant { return without(list, run.Address, name) })
}

// endGrants takes out what a run's team had when the range closes for it: the
// address, and the scenario's time, are the next run's, too. A start does it once
// more, since a program that was killed, or a trainer who clicked as the exercise
// ended, may have left something.
func (r *Room) endGrants(run training.Run) error {
	if !r.HasForum(run.ID) {
		return nil
	}
	return r.changeGrants(func(list []rangeserver.Grant) []rangeserver.Grant {
		return slices.DeleteFunc(list, func(g rangeserver.Grant) bool { return g.Team == run.Address })
	})
}

func without(list []rangeserver.Grant, team, name string) []rangeserver.Grant {
	return slices.DeleteFunc(list, func(g rangeserver.Grant) bool { return g.Team == team && g.Name == name })
}

// grantsFile is what the range reads, be it this program's or another's.
func (r *Room) grantsFile() string {
	if r.Range != nil {
		return r.Range.GrantsPath()
	}
	return filepath.Join(StateDir(r.Data), rangeserver.GrantsFile)
}

func (r *Room) readGrants() ([]rangeserver.Grant, error) {
	list, err := rangeserver.ReadGrants(r.grantsFile())
	if err != nil {
		return nil, fmt.Errorf("exercise: %w; mend the file, or take it away: the range then opens the forum to nobody (%w)", err, training.ErrUnavailable)
	}
	return list, nil
}

// changeGrants writes the file anew. It comes after the transaction, like the
// range's other news: what opened a forum is in the chain.
func (r *Room) changeGrants(change func([]rangeserver.Grant) []rangeserver.Grant) (err error) {
	r.granting.Lock()
	defer r.granting.Unlock()
	file := r.grantsFile()
	if _, err := os.Stat(filepath.Dir(file)); errors.Is(err, os.ErrNotExist) {
		return nil // no range ever ran here, so nothing is open
	}
	lock, err := sole(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	list, err := r.readGrants()
	if err != nil {
		return err
	}
	return rangeserver.WriteGrants(file, change(list))
}
