package simulator_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// toll is a surface made for this example: what the camera of one toll gate has
// read. A day is a part, since no day needs another.
type toll struct {
	gate    world.Ref // a place
	traffic int       // ordinary vehicles a day
}

// read is one reading of a plate. The story's vehicles and the others are drawn
// into the same type before a line is written: nothing in it tells them apart.
type read struct {
	at    time.Time
	plate string
	event world.Ref // "" in the crowd
}

func (toll) Name() string { return "toll" }

func (toll) Parts(w *world.World) int { return int(w.End.Sub(w.Start) / (24 * time.Hour)) }

func (t toll) Emit(_ context.Context, w *world.World, day int, out *dataset.Writer) error {
	from := w.Start.AddDate(0, 0, day)
	reads := append(t.ordinary(w, from, day), t.story(w, from)...)
	slices.SortFunc(reads, func(a, b read) int { return a.at.Compare(b.at) })
	path := "toll/" + from.Format(time.DateOnly) + ".csv"
	f, err := out.Create(path, "toll", "spreadsheet")
	if err != nil {
		return err
	}
	if _, err := f.Write([]byte("at,plate\n")); err != nil {
		return err
	}
	for _, r := range reads {
		if err := f.Record(fmt.Appendf(nil, "%s,%s\n", r.at.Format(time.RFC3339), r.plate)); err != nil {
			return err
		}
		if r.event != "" { // what an analyst can hold, and from when on
			out.Bind(string(r.event), dataset.Bound{
				Records: []string{path + "#" + r.plate}, VisibleFrom: r.at.Unix(),
				Selectors: []truth.Selector{{Kind: "plate", Value: r.plate}},
			})
		}
	}
	_, err = f.Close()
	return err
}

// ordinary draws the crowd of a day, vehicle by vehicle: the position of a draw is
// its vehicle and day, so a hundred vehicles more change none of the others.
func (t toll) ordinary(w *world.World, from time.Time, day int) []read {
	plates, passes := w.Key.Domain("toll/plate"), w.Key.Domain("toll/pass")
	var out []read
	for v := range t.traffic {
		s := passes.Stream(uint64(v), uint32(day))
		if s.Chance(1, 3) {
			out = append(out, read{at: from.Add(world.Moment(s)).Truncate(time.Second), plate: world.DrawPlate(plates.Stream(uint64(v), 0))})
		}
	}
	return out
}

// story projects the events at the gate: a vehicle of the story that departs there.
func (t toll) story(w *world.World, from time.Time) []read {
	var out []read
	for _, e := range w.Events {
		if e.Kind == "depart" && e.Place == t.gate && !e.At.Before(from) && e.At.Before(from.AddDate(0, 0, 1)) {
			out = append(out, read{at: e.At.Truncate(time.Second), plate: w.Vehicle(e.By).Plate, event: e.Ref})
		}
	}
	return out
}

// A new surface: a name, a number of independent parts, and what one part writes.
func ExampleSurface() {
	start := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	w := &world.World{
		Scenario: "example", Variant: "team-a", Scale: 1000, Start: start, Opens: start.AddDate(0, 0, 2), End: start.AddDate(0, 0, 3),
		Key:      stream.NewKey([16]byte{15: 1}),
		People:   []world.Person{{Ref: "person:driver", Name: "Ala Beldal"}},
		Places:   []world.Place{{Ref: "place:gate", Name: "Ostavo"}},
		Vehicles: []world.Vehicle{{Ref: "vehicle:van", Kind: "van", Plate: "XA-BK 417", Owner: "person:driver", Driver: "person:driver", KMH: 90}},
		Events: []world.Event{{
			Ref: "event:leg", Kind: "depart", Actor: "person:driver", Place: "place:gate", By: "vehicle:van", At: start.Add(30 * time.Hour),
			Cause: world.Cause{Saga: "booking-1", Step: "leg"},
		}},
		Facts: []world.Fact{
			{Kind: truth.Entity, Ref: "event:leg", Type: "vehicle", Difficulty: 2, Proof: []world.Ref{"event:leg"}},
		},
	}
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		fmt.Println(err)
		return
	}
	m, err := simulator.Write(context.Background(), w, filepath.Join(dir, "set"), simulator.Options{
		Recipients: []string{id.Recipient().String()}, Workers: 2, Surfaces: []simulator.Surface{toll{gate: "place:gate", traffic: 300}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range m.Files {
		if f.Surface == "toll" {
			fmt.Println(f.Path, f.Records)
		}
	}
	day, err := os.ReadFile(filepath.Join(dir, "set", "toll", "2026-03-03.csv"))
	fmt.Println(strings.Contains(string(day), "2026-03-03T06:00:00Z,XA-BK 417\n"), err)
	// Output:
	// toll/2026-03-02.csv 103
	// toll/2026-03-03.csv 106
	// toll/2026-03-04.csv 108
	// true <nil>
}
