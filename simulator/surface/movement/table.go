package movement

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// table is a CSV file whose fields need no quotes: ids, numbers, times, and
// names of letters and spaces.
type table struct {
	f   *dataset.File
	buf []byte
}

func newTable(out *dataset.Writer, path, head string) (*table, error) {
	f, err := out.Create(path, surface, tools...)
	if err != nil {
		return nil, err
	}
	if _, err := f.Write([]byte(head + "\n")); err != nil {
		return nil, fmt.Errorf("movement: %w", err)
	}
	return &table{f: f}, nil
}

func (t *table) row(fields ...string) error {
	t.buf = t.buf[:0]
	for i, s := range fields {
		if strings.ContainsAny(s, ",\"\r\n") {
			return fmt.Errorf("movement: %q stands in a field of a table, want it without commas, quotes and line ends", s)
		}
		if i > 0 {
			t.buf = append(t.buf, ',')
		}
		t.buf = append(t.buf, s...)
	}
	return t.f.Record(append(t.buf, '\n'))
}

func (t *table) close() error {
	_, err := t.f.Close()
	return err
}

// marker binds what the rows of one table show of the story.
type marker struct {
	w    *world.World
	out  *dataset.Writer
	file string
	seen map[world.Ref]bool
}

func newMarker(w *world.World, out *dataset.Writer, file string) *marker {
	return &marker{w: w, out: out, file: file, seen: map[world.Ref]bool{}}
}

// row binds a row to its journey and, the first of them, to the vehicle.
func (m *marker) row(r line) {
	b := dataset.Bound{Records: []string{m.file + "#" + r.id}, VisibleFrom: r.at}
	m.out.Bind(string(r.of.Ref), b)
	if m.seen[r.of.Vehicle] {
		return
	}
	m.seen[r.of.Vehicle] = true
	x := m.w.Vehicle(r.of.Vehicle)
	if x.Kind == world.Vessel {
		b.Selectors = []truth.Selector{{Kind: "mmsi", Value: x.MMSI}, {Kind: "name", Value: x.Name}, {Kind: "call_sign", Value: x.CallSign}}
	} else {
		b.Selectors = []truth.Selector{{Kind: "plate", Value: x.Plate}}
	}
	m.out.Bind(string(x.Ref), b)
}
