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

// drive is what one vehicle does on the road, of the story or of the crowd.
type drive struct {
	plate, class string
	way          *world.Journey
	story        bool
}

// passes are the sensors that the drive goes by, in the order of time.
func (d drive) passes(list []post, late int64) []pass {
	p := passes(d.way, list)
	for i := range p {
		p[i].at += late
	}
	slices.SortStableFunc(p, func(a, b pass) int { return cmp.Compare(a.at, b.at) })
	return p
}

// roadTable writes a table of rows that drives leave, day by day.
func roadTable(ctx context.Context, w *world.World, out *dataset.Writer, kind, file, head string, rows func(drive, []pass) []line) error {
	list := posts(w, kind)
	if len(list) == 0 {
		return nil
	}
	t, err := newTable(out, file, head)
	if err != nil {
		return err
	}
	all, late := byDay{}, w.Lateness()
	note := func(d drive) {
		all.add(w, rows(d, d.passes(list, int64(late.Of(d.plate, d.way.Way[0].At)/time.Second))))
	}
	for _, j := range w.Movements() {
		if x := w.Vehicle(j.Vehicle); x.Kind != world.Vessel {
			note(drive{x.Plate, x.Kind, &j, true})
		}
	}
	crowd, mark := newTraffic(w), newMarker(w, out, file)
	for day := range days(w) {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		for _, c := range crowd.cars {
			for _, j := range crowd.drives(c, day) {
				note(drive{c.plate, c.class, &j, false})
			}
		}
		if err := daily(w, t, all.take(day), mark); err != nil {
			return err
		}
	}
	return t.close()
}

// journey is the drive's journey if the story planted it.
func (d drive) journey() *world.Journey {
	if d.story {
		return d.way
	}
	return nil
}

// tolls writes who drove on and off the toll road: the first and the last gantry
// of a drive. Who passes one alone was not on it.
func tolls(ctx context.Context, w *world.World, out *dataset.Writer) error {
	ids := w.Key.Domain("id/movement/toll")
	return roadTable(ctx, w, out, world.Gantry, record.TollsFile, record.TollsHead, func(d drive, p []pass) []line {
		if len(p) < 2 || p[0].post.ID == p[len(p)-1].post.ID || p[0].at == p[len(p)-1].at {
			return nil
		}
		on, off := p[0], p[len(p)-1]
		id := fmt.Sprintf("%016x", ids.Named(d.plate+"@"+strconv.FormatInt(on.at, 10)).Uint64())
		return []line{{at: off.at, id: id, of: d.journey(), fields: []string{id, d.plate, d.class, on.post.ID, stamp(on.at), off.post.ID, stamp(off.at)}}}
	})
}

// plates writes what cameras read.
func plates(ctx context.Context, w *world.World, out *dataset.Writer) error {
	return roadTable(ctx, w, out, world.Camera, record.PlatesFile, record.PlatesHead, newReader(w).rows)
}

// reader reads plates as all cameras do.
type reader struct{ ids, draws stream.Domain }

func newReader(w *world.World) reader {
	return reader{w.Key.Domain("id/movement/plate"), w.Key.Domain("movement/read")}
}

// rows are the readings that a drive leaves. The last one of a drive of the
// story is right if no other was.
func (r reader) rows(d drive, p []pass) []line {
	var rows []line
	right := false
	for i, x := range p {
		name := d.plate + "@" + strconv.FormatInt(x.at, 10) + "/" + x.post.ID
		s := r.draws.Named(name)
		wrong := s.Chance(record.MisreadPerMille, 1000)
		if d.story && i == len(p)-1 && !right {
			wrong = false
		}
		text, sure := d.plate, confidence(s, wrong)
		if wrong {
			text = misread(s, d.plate)
		}
		right = right || !wrong
		id := fmt.Sprintf("%016x", r.ids.Named(name).Uint64())
		rows = append(rows, line{at: x.at, id: id, of: d.journey(), wrong: wrong, fields: []string{id, stamp(x.at), x.post.ID, text, d.class, strconv.FormatInt(sure, 10)}})
	}
	return rows
}

// looks are letters and digits that a camera takes one for the other. It knows
// the form of a plate, so a letter is read as a letter and a digit as a digit.
var looks = map[byte]string{
	'0': "68", '1': "7", '2': "7", '3': "8", '4': "1", '5': "6", '6': "580", '7': "12", '8': "036", '9': "8",
	'A': "RH", 'B': "RPE", 'C': "GE", 'D': "B", 'E': "FB", 'F': "EP", 'G': "C", 'H': "NK", 'J': "U", 'K': "XH", 'L': "E", 'M': "NW",
	'N': "MH", 'P': "RF", 'R': "PB", 'S': "B", 'T': "Y", 'U': "VJ", 'V': "UY", 'W': "MV", 'X': "KY", 'Y': "VT", 'Z': "E",
}

// misread reads one letter or digit wrongly. The first letter is the same on
// all plates of the country and never misread.
func misread(s *stream.Stream, plate string) string {
	b := []byte(plate)
	for {
		i := int(s.Between(1, int64(len(b)-1)))
		like, ok := looks[b[i]]
		if !ok {
			continue
		}
		b[i] = like[s.IntN(len(like))]
		return string(b)
	}
}

// confidence is how sure the camera says that it is, in per cent.
func confidence(s *stream.Stream, wrong bool) int64 {
	if wrong {
		return min(s.Between(48, 99), s.Between(48, 99))
	}
	return max(s.Between(52, 99), s.Between(52, 99), s.Between(52, 99))
}
