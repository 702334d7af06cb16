// Package movement is the surface of what sensors note of vehicles and vessels:
// positions that vessels send (as AIS does), passages of a toll road, plates
// that cameras read. The story's journeys lie among those of a crowd.
//
//	movement/sensors.csv   where the sensors stand, and how well they read
//	movement/shadows.csv   where a receiver hears nobody
//	movement/vessels.csv   identity, call sign, name, type, length
//	movement/ais.csv       a row a position
//	movement/tolls.csv     a row a passage, from gantry to gantry
//	movement/plates.csv    a row a reading
//
// Columns as in package record. A table is there where the world has a sensor
// for it. Nothing is noted that no sensor could: a position within a receiver's
// range and outside its shadows, a plate at the moment at which the vehicle
// comes nearest to the camera. On the road everybody is up to half a minute early
// or late, by the same seconds all day, so that no full minute of a plan shows.
//
// # The crowd
//
// At scale 1 there are 220 vessels (ferries, freighters, fishing boats, yachts,
// tugs) and 420 vehicles, at most 2,000 and 20,000. Each is one keyed draw at
// its own number, and so is its day, so that a day is made without the days
// before it and one vehicle more changes none of the others. Some sail or drive
// daily, many seldom, some at night. Fishing boats and yachts now and then
// switch their transmitter off, and everybody falls silent in a shadow: a gap
// in a track is no guilt. Vehicles of the crowd use the roads of the story, or
// pass one sensor on a way of their own.
//
// # Misreadings
//
// A camera reads 25 plates of a thousand wrongly, in one letter or digit that
// looks like the right one, of the story's vehicles as often as of others. A
// misreading has a lower confidence on the average and not always. Of a story's
// journey that passes cameras at least one reading is right, so that what the
// truth says can be shown; tolls are charged to the registered plate.
//
// # What is bound
//
// A journey (a planted one, or a departure) to its rows, a vehicle or vessel to
// the first row of each table that shows it, with plate or identity, call sign
// and name as selectors; a sensor to its row. Misreadings prove nothing and are
// bound to nothing.
package movement

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// Surface writes the movement tables. The zero value is ready to use.
type Surface struct{}

const surface = "movement"

// Name is "movement".
func (Surface) Name() string { return surface }

// Parts is 3: the water, the toll road, the cameras.
func (Surface) Parts(*world.World) int { return 3 }

var tools = []string{"spreadsheet"}

// Emit writes the tables of one part, a day in memory at a time.
func (Surface) Emit(ctx context.Context, w *world.World, part int, out *dataset.Writer) error {
	switch part {
	case 0:
		if err := sensors(w, out); err != nil {
			return err
		}
		return water(ctx, w, out)
	case 1:
		return tolls(ctx, w, out)
	default:
		return plates(ctx, w, out)
	}
}

// sensors writes where they stand.
func sensors(w *world.World, out *dataset.Writer) error {
	f, err := newTable(out, record.SensorsFile, record.SensorsHead)
	if err != nil {
		return err
	}
	var shadows [][]string
	list := slices.Clone(w.Sensors)
	slices.SortFunc(list, func(a, b world.Sensor) int { return cmp.Compare(a.ID, b.ID) })
	for _, s := range list {
		p := w.Place(s.Place)
		misread := 0
		if s.Kind == world.Camera {
			misread = record.MisreadPerMille
		}
		if err := f.row(s.ID, s.Kind, p.Name, degrees(p.At.Lat), degrees(p.At.Lon), strconv.FormatInt(s.Range, 10), strconv.Itoa(misread)); err != nil {
			return err
		}
		out.Bind(string(s.Ref), dataset.Bound{
			Records: []string{record.SensorsFile + "#" + s.ID}, VisibleFrom: w.Start.Unix(), Selectors: []truth.Selector{{Kind: "name", Value: s.ID}},
		})
		for _, a := range s.Shadows {
			shadows = append(shadows, []string{s.ID, degrees(a.At.Lat), degrees(a.At.Lon), strconv.FormatInt(a.Metres, 10)})
		}
	}
	if err := f.close(); err != nil || shadows == nil {
		return err
	}
	if f, err = newTable(out, record.ShadowsFile, record.ShadowsHead); err != nil {
		return err
	}
	for _, s := range shadows {
		if err := f.row(s...); err != nil {
			return err
		}
	}
	return f.close()
}

// posts are the sensors of a kind with where they stand, by id.
func posts(w *world.World, kind string) []post {
	var out []post
	for _, s := range w.Sensors {
		if s.Kind == kind {
			out = append(out, post{s, w.Place(s.Place).At})
		}
	}
	slices.SortFunc(out, func(a, b post) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// post is a sensor and where it stands.
type post struct {
	world.Sensor
	at world.LatLon
}

// days is how many days the clock has.
func days(w *world.World) int { return int((w.End.Unix() - w.Start.Unix() + 86_399) / 86_400) }

// line is a row before it is written.
type line struct {
	at     int64 // Unix seconds
	id     string
	fields []string
	of     *world.Journey // of the story, nil in the crowd
	wrong  bool           // a misreading
}

// daily sorts the rows of a day and writes those that lie on the clock.
func daily(w *world.World, f *table, rows []line, mark *marker) error {
	slices.SortFunc(rows, func(a, b line) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.id, b.id)) })
	for _, r := range rows {
		if r.at < w.Start.Unix() || r.at >= w.End.Unix() {
			continue
		}
		if err := f.row(r.fields...); err != nil {
			return err
		}
		if r.of != nil && !r.wrong {
			mark.row(r)
		}
	}
	return nil
}

// degrees prints millionths of a degree with six places.
func degrees(micro int64) string {
	sign := ""
	if micro < 0 {
		sign, micro = "-", -micro
	}
	return fmt.Sprintf("%s%d.%06d", sign, micro/1_000_000, micro%1_000_000)
}

// stamp prints a second.
func stamp(unix int64) string { return time.Unix(unix, 0).UTC().Format(time.RFC3339) }
