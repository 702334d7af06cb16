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
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// water writes the register of vessels and the positions that were heard.
func water(ctx context.Context, w *world.World, out *dataset.Writer) error {
	receivers := posts(w, world.Receiver)
	if len(receivers) == 0 {
		return nil
	}
	f := newFleet(w, receivers)
	if err := vessels(w, f, out); err != nil {
		return err
	}
	t, err := newTable(out, record.AISFile, record.AISHead)
	if err != nil {
		return err
	}
	ear := &ear{receivers: receivers, draws: w.Key.Domain("movement/report"), ids: w.Key.Domain("id/movement/ais")}
	story := byDay{}
	for _, j := range w.Movements() {
		if x := w.Vehicle(j.Vehicle); x.Kind == world.Vessel {
			story.add(w, ear.hears(x.MMSI, &j, &j))
		}
	}
	mark := newMarker(w, out, record.AISFile)
	later := byDay{} // of voyages that go on after midnight
	for day := range days(w) {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		for _, x := range f.ships {
			if j := f.voyage(x, day); j != nil {
				later.add(w, ear.hears(x.mmsi, j, nil))
			}
		}
		rows := append(later.take(day), story.take(day)...)
		if err := daily(w, t, rows, mark); err != nil {
			return err
		}
	}
	return t.close()
}

// vessels writes the register, the story's among the others.
func vessels(w *world.World, f *fleet, out *dataset.Writer) error {
	var rows [][]string
	for _, x := range f.ships {
		rows = append(rows, x.register())
	}
	for i := range w.Vehicles {
		if w.Vehicles[i].Kind == world.Vessel {
			rows = append(rows, planted(w, &w.Vehicles[i]))
		}
	}
	slices.SortFunc(rows, func(a, b []string) int { return cmp.Compare(a[0], b[0]) })
	t, err := newTable(out, record.VesselsFile, record.VesselsHead)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if err := t.row(r...); err != nil {
			return err
		}
	}
	return t.close()
}

// byDay keeps rows by the day of the clock on which they are.
type byDay map[int64][]line

func (d byDay) add(w *world.World, rows []line) {
	for _, r := range rows {
		day := (r.at - w.Start.Unix()) / 86_400
		d[day] = append(d[day], r)
	}
}

// take hands out the rows of a day and forgets them.
func (d byDay) take(day int) []line {
	rows := d[int64(day)]
	delete(d, int64(day))
	return rows
}

// ear is all receivers together.
type ear struct {
	receivers  []post
	draws, ids stream.Domain
}

// hears gives the positions of a voyage that a receiver heard: a vessel sends
// one every nine to nineteen minutes while its transmitter is on.
func (e *ear) hears(mmsi string, j, story *world.Journey) []line {
	from, until := seconds(j.Way[0]), j.Way[len(j.Way)-1].At.Unix()
	s := e.draws.Named(mmsi + "@" + strconv.FormatInt(from, 10))
	var out []line
	for t := from + s.Between(0, 400); t <= until; t += s.Between(540, 1140) {
		pos, _ := j.At(unix(t))
		pos.Lat, pos.Lon = pos.Lat+s.Between(-60, 60), pos.Lon+s.Between(-60, 60)
		speed := max(knots(j, t)+s.Between(-3, 3), 0)
		r := e.nearest(pos)
		if r == nil || j.Quiet(unix(t)) {
			continue
		}
		id := fmt.Sprintf("%016x", e.ids.Named(mmsi+"@"+strconv.FormatInt(t, 10)).Uint64())
		out = append(out, line{at: t, id: id, of: story, fields: []string{
			id, stamp(t), r.ID, mmsi, degrees(pos.Lat), degrees(pos.Lon), fmt.Sprintf("%d.%d", speed/10, speed%10),
		}})
	}
	return out
}

// nearest is the receiver that hears a position best, nil if none does.
func (e *ear) nearest(pos world.LatLon) *post {
	var best *post
	least := int64(1 << 62)
	for i := range e.receivers {
		r := &e.receivers[i]
		far := world.Metres(pos, r.at)
		if far > r.Range || far >= least || slices.ContainsFunc(r.Shadows, func(a world.Area) bool { return world.Metres(pos, a.At) <= a.Metres }) {
			continue
		}
		best, least = r, far
	}
	return best
}

// knots is the speed over ground at a moment, in tenths.
func knots(j *world.Journey, t int64) int64 {
	for i := 1; i < len(j.Way); i++ {
		a, b := j.Way[i-1], j.Way[i]
		if t <= b.At.Unix() {
			return world.Metres(a.Pos, b.Pos) * 36_000 / (1852 * max(b.At.Unix()-a.At.Unix(), 1))
		}
	}
	return 0
}

func unix(t int64) time.Time { return time.Unix(t, 0).UTC() }
