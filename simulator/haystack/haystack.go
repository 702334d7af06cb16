// Package haystack plans worlds of bulk ledgers alone: the books of Zefir Pay,
// with typologies and their innocent twins in them, and TESTCHAIN-U as rows
// without signatures. No platform, no websites, no story: data for analysts of
// large tables and for classifiers, as large as the disk.
//
//	spec := haystack.Spec("team-a")  // two million transfers in thirty days
//	w, err := simulator.Plan(spec, key)
//
// Every part of such a world is written on its own, in constant memory. The
// truth knows every planted transfer; its facts are made batch by batch while it
// is sealed.
package haystack

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/typology"
	"github.com/osint-radar/academy/simulator/world"
)

// Scenario is the slug of the worlds that this package plans.
const Scenario = "haystack"

// GCPercent is what a program that writes a haystack does well to give to
// runtime/debug.SetGCPercent meanwhile. Some ten megabytes are in use whatever the rows:
// garbage that is collected when it is a quarter of them keeps the memory of the
// first million rows, for two or three per cent of the processor time.
const GCPercent = 25

const mostDays = 366

// Spec is the haystack at scale 1: two thousand planted rows and their twins.
func Spec(variant string) world.Spec {
	return world.Spec{
		Scenario: Scenario, Variant: variant, Scale: 1000,
		Start: time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC), Jitter: 27, Days: 30, Opens: 24 * time.Hour,
		Emoney: world.Emoney{Accounts: 50_000, Days: 30, Rows: 2_000_000},
	}
}

// Check says what is wrong with a spec.
func Check(spec world.Spec) error {
	if spec.Scale <= 0 {
		return fmt.Errorf("scale: %d thousandths, want more than 0", spec.Scale)
	}
	if spec.Days < 1 || spec.Days > mostDays {
		return fmt.Errorf("clock.days: %d, want 1 to %d", spec.Days, mostDays)
	}
	if spec.Opens <= 0 || spec.Opens >= time.Duration(spec.Days)*24*time.Hour {
		return fmt.Errorf("clock.opens: after %s, want a time within the %d days", spec.Opens, spec.Days)
	}
	return books(spec).Check()
}

// books are those of Zefir Pay at the scale of the spec.
func books(spec world.Spec) world.Emoney {
	e := spec.Emoney
	e.Days = min(e.Days, spec.Days)
	e.Accounts = spec.Scale.Of(e.Accounts)
	e.Rows = e.Rows * int64(spec.Scale) / 1000
	return e
}

// Plan makes a haystack: the same for the same spec and key. An error names the
// field of the spec that cannot be had.
func Plan(spec world.Spec, key stream.Key) (*world.World, error) {
	if err := Check(spec); err != nil {
		return nil, err
	}
	w := draft.New(spec, key).W
	w.Crowd = world.Crowd{} // nobody posts
	w.Ledger = world.Bulk
	w.Emoney = books(spec)
	w.Later = world.Later{Surface: "emoney", Batches: typology.Batches(w)}
	return w, nil
}
