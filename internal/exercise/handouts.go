package exercise

import (
	"context"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/internal/evidence"
	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// Handed is a file that the desk hands out, as the dataset has it; the desk puts
// the label and the notice to it.
type Handed struct {
	Body   []byte
	Record string    // what of the dataset it is: "case/posts.csv"
	Since  time.Time // scenario time from which a team could have it; zero: the start
}

// HandOut records files that are about to leave the desk: Path, SHA256, Record and
// Since of each are given. Then a copy is known when it comes back as evidence, to
// whichever program it comes. On an error nothing may leave. What a trainer looks
// at the team did not get, so it is not recorded.
func (r *Room) HandOut(ctx context.Context, sc training.Scope, id training.RunID, files ...training.Handout) error {
	if sc.Role != training.Trainee {
		return nil
	}
	run, err := r.Store.Run(ctx, sc, id)
	if err != nil {
		return err
	}
	known, err := r.Store.Handouts(ctx, sc, id)
	if err != nil {
		return err
	}
	files = slices.DeleteFunc(files, func(f training.Handout) bool {
		return slices.ContainsFunc(known, func(k training.Handout) bool { return k.Path == f.Path && k.SHA256 == f.SHA256 })
	})
	if len(files) == 0 {
		return nil // a second look writes nothing
	}
	now, _, err := r.moment(ctx, r.Store, sc, id)
	if err != nil {
		return err
	}
	for i := range files {
		f := &files[i]
		f.Person, f.Wall, f.Scenario = sc.Person, now.wall, now.scenario
		if f.Since.IsZero() {
			f.Since = run.ScenarioStart
		}
	}
	return r.Store.InTx(ctx, func(tx *store.Tx) error { return tx.AddHandouts(ctx, sc, id, files) })
}

// holdDesk makes an upload be held against what desks handed out, too.
func (r *Room) holdDesk(ctx context.Context, sc training.Scope, c *evidence.Claim, run training.Run) error {
	own, err := r.Store.Handouts(ctx, sc, run.ID)
	if err != nil {
		return err
	}
	others, err := r.Store.HandoutsElsewhere(ctx, run)
	if err != nil {
		return err
	}
	c.Own, c.Others = after(c.Own, own), after(c.Others, others)
	return nil
}

// after is a log with what desks handed out behind it.
func after(l evidence.Log, list []training.Handout) evidence.Log {
	pick := func(keep func(training.Handout) bool) (out []evidence.Served) {
		for _, h := range list {
			if keep(h) {
				surface, _, _ := strings.Cut(h.Record, "/")
				out = append(out, evidence.Served{Team: string(h.Team), Surface: surface, URL: h.Path, Record: h.Record, Scenario: h.Scenario, Since: h.Since})
			}
		}
		return out
	}
	return evidence.Log{
		BySum: func(sum string) []evidence.Served {
			return append(l.BySum(sum), pick(func(h training.Handout) bool { return h.SHA256 == sum })...)
		},
		ByURL: func(address string) []evidence.Served {
			path := deskPath(address)
			return append(l.ByURL(address), pick(func(h training.Handout) bool { return h.Path == path })...)
		},
	}
}

// deskPath is what a handout has of an address: a site answers under several
// names, and its paths hold the run.
func deskPath(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	if u.Fragment != "" {
		return u.Path + "#" + u.Fragment
	}
	return u.Path
}

// inFile says whether one of some files of the desk, by their records, holds a
// record. What a provider knows of a customer is a line of its list in the dataset
// and a file in its reply. A reply holds the rows of a period alone; that a row
// lies outside is not looked at.
func inFile(files map[string]bool, record string) bool {
	file, id, ok := strings.Cut(record, "#")
	if !ok {
		return false
	}
	if list, isList := strings.CutSuffix(file, "accounts.jsonl"); isList {
		file = list + id + "/account.csv"
	}
	return files[file] || files[path.Dir(file)+"/"]
}
