package infra

import (
	"cmp"
	"slices"
	"strings"

	"github.com/osint-radar/academy/simulator/neighbour"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/world"
)

// observation is a row of pdns.jsonl and the resource record that was seen.
type observation struct {
	record.Observation
	of resource
}

func (o observation) json() any { return o.Observation }

// sensors is how long before the clock passive DNS began to watch.
const sensors = 3 * 365 * day

// observationRows is what sensors saw of the resource records: each at a pace
// of its own, between twenty minutes and a day, while it stood. A record that
// stood shorter than its pace may have been missed.
func observationRows(w *world.World, records []resource) []observation {
	key := w.Key.Domain("infra/observation")
	began, end := w.Start.Add(-sensors).Unix(), w.End.Unix()
	var rows []observation
	for _, r := range records {
		s := key.Named(r.ID)
		pace := s.Between(20*60, 26*3600)
		first := max(r.ValidFrom.Unix(), began) + s.Between(0, pace-1)
		last := end
		if !r.ValidTo.IsZero() {
			last = min(last, r.ValidTo.Unix()-1)
		}
		if first > last {
			continue
		}
		more := (last - first) / pace
		rows = append(rows, observation{record.Observation{
			RRName: r.Name, RRType: r.Type, RData: r.Data, Bailiwick: apex(r.Name),
			TimeFirst: first, TimeLast: first + more*pace, Count: more + 1,
		}, r})
	}
	slices.SortFunc(rows, func(a, b observation) int {
		return cmp.Or(strings.Compare(a.RRName, b.RRName), strings.Compare(a.RRType, b.RRType), cmp.Compare(a.TimeFirst, b.TimeFirst), strings.Compare(a.RData, b.RData))
	})
	return rows
}

// apex is the zone that a name lies in: of a reverse name the /24 of
// documentation or 2001:db8::/32, else the registered name.
func apex(name string) string {
	labels := strings.Split(name, ".")
	switch {
	case strings.HasSuffix(name, ".in-addr.arpa"):
		return strings.Join(labels[max(len(labels)-5, 0):], ".")
	case strings.HasSuffix(name, ".ip6.arpa"):
		return strings.Join(labels[max(len(labels)-10, 0):], ".")
	}
	return neighbour.Registered(name)
}
