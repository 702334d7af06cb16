package rangeserver

import (
	"cmp"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
)

// pdnsHost answers passive DNS queries, pdnsPath is where.
const (
	pdnsHost = "pdns.test"
	pdnsPath = "/pdns/query"
)

// sightings is what passive DNS has seen, by lower-case name and by address.
type sightings map[string][]record.Observation

func loadSightings(dir string, m *dataset.Manifest) (sightings, error) {
	s := sightings{}
	return s, readLines(dir, m, "infra/pdns.jsonl", func(o record.Observation) error {
		if o.RRName == "" || o.Count < 1 || o.TimeLast < o.TimeFirst || o.Count > 1 && (o.TimeLast-o.TimeFirst)%(o.Count-1) != 0 {
			return errors.New("an observation without name, count or an even pace")
		}
		name := strings.ToLower(o.RRName)
		s[name] = append(s[name], o)
		if a, err := netip.ParseAddr(o.RData); err == nil {
			s[a.String()] = append(s[a.String()], o)
		}
		return nil
	})
}

// pdnsAnswer answers GET /pdns/query/NAME and /pdns/query/ADDRESS with one JSON
// object a line, in the Common Output Format, as CIRCL's service does: what
// had been seen at t, with its count and last time as of t. The header
// dribble-filter-rrtype narrows the answer to one type.
func (tm *team) pdnsAnswer(r *http.Request, t time.Time) answer {
	q, ok := strings.CutPrefix(r.URL.EscapedPath(), pdnsPath+"/")
	q, err := url.PathUnescape(q)
	if !ok || err != nil || q == "" || r.Method == http.MethodPost {
		return textPage(http.StatusNotFound, "infra", "404 Not Found\nPassive DNS answers GET "+pdnsPath+"/NAME and "+pdnsPath+"/ADDRESS.\n\n"+label+"\n")
	}
	q = strings.ToLower(strings.TrimSuffix(q, "."))
	if a, err := netip.ParseAddr(q); err == nil {
		q = a.String()
	}
	only := r.Header.Get("Dribble-Filter-Rrtype")
	a := answer{status: http.StatusOK, mime: "application/x-ndjson", surface: "infra"}
	for _, o := range tm.data.infra.seen.asOf(q, t) {
		if only != "" && !strings.EqualFold(only, o.RRType) {
			continue
		}
		a.body = append(append(a.body, jsonBody(o.Observation)...), '\n')
		a.records = append(a.records, o.records...)
	}
	return a
}

// sighting is an answer's line and the rows it comes from.
type sighting struct {
	record.Observation
	records []string
}

// asOf joins the runs of one answer: the draft wants each (rrname, rrtype,
// rdata) once. Names come in the order of the file.
func (s sightings) asOf(q string, t time.Time) []sighting {
	var out []sighting
	for _, row := range s[q] {
		o, ok := row.AsOf(t.Unix())
		if !ok {
			continue
		}
		key := "infra/pdns.jsonl#" + row.Key()
		i := slices.IndexFunc(out, func(x sighting) bool {
			return x.RRName == o.RRName && x.RRType == o.RRType && x.RData == o.RData
		})
		if i < 0 {
			out = append(out, sighting{o, []string{key}})
			continue
		}
		x := &out[i]
		x.Count, x.TimeFirst, x.TimeLast = x.Count+o.Count, min(x.TimeFirst, o.TimeFirst), max(x.TimeLast, o.TimeLast)
		x.records = append(x.records, key)
	}
	slices.SortStableFunc(out, func(a, b sighting) int {
		return cmp.Or(strings.Compare(a.RRName, b.RRName), strings.Compare(a.RRType, b.RRType), cmp.Compare(a.TimeFirst, b.TimeFirst))
	})
	return out
}
