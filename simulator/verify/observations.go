package verify

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

const observationsFile = "infra/pdns.jsonl"

// observationRow is a row of passive DNS (draft-dulaunoy-dnsop-passive-dns-cof).
type observationRow struct {
	RRName    string `json:"rrname"`
	RRType    string `json:"rrtype"`
	RData     string `json:"rdata"`
	TimeFirst int64  `json:"time_first"`
	TimeLast  int64  `json:"time_last"`
	Count     int64  `json:"count"`
	Bailiwick string `json:"bailiwick"`
}

// missable is how long, in seconds, a record may stand without being seen.
const missable = 48 * 3600

// readObservations holds every sighting against the zones' history, and the
// history against the sightings.
func (c *checker) readObservations() {
	if c.listed[observationsFile] == nil {
		return
	}
	key := func(name, kind, data string) string { return name + "/" + kind + "/" + data }
	history := map[string][]*dnsRow{}
	for _, r := range c.infra.records {
		k := key(r.Name, r.Type, r.Data)
		history[k] = append(history[k], r)
	}
	seen := map[*dnsRow]bool{}
	began := c.m.Clock.End.Unix() // of the sensors
	rows(c, observationsFile, func(_ int, o *observationRow) {
		k := key(o.RRName, o.RRType, o.RData)
		id := k + "@" + strconv.FormatInt(o.TimeFirst, 10)
		c.record(observationsFile, id, o.TimeFirst*1000)
		c.states[observationsFile+"#"+id] = o.RRName + " " + o.RRType
		began = min(began, o.TimeFirst)
		r, err := c.sighted(o, history[k])
		if err == nil && seen[r] {
			err = fmt.Errorf("a second row for one record of %s", dnsFile)
		}
		if err != nil {
			c.fault(Rule, observationsFile, "%s: %v", id, err)
			return
		}
		seen[r] = true
	})
	for _, r := range c.infra.records {
		from := max(r.ValidFrom.ms/1000, began)
		if !seen[r] && min(r.ValidTo.end()/1000, c.m.Clock.End.Unix())-from > missable {
			c.fault(Rule, observationsFile, "record %s of %s was never seen", r.ID, dnsFile)
		}
	}
}

// sighted finds the record that was seen: one that stood from the first to the last time.
func (c *checker) sighted(o *observationRow, records []*dnsRow) (*dnsRow, error) {
	end := c.m.Clock.End.Unix()
	switch span := o.TimeLast - o.TimeFirst; {
	case o.Count < 1 || span < 0 || o.Count == 1 && span != 0:
		return nil, fmt.Errorf("seen %d times between %d and %d", o.Count, o.TimeFirst, o.TimeLast)
	case o.Count > 1 && (span == 0 || span%(o.Count-1) != 0):
		return nil, fmt.Errorf("%d sightings in %d seconds are at no even pace", o.Count, span)
	case o.TimeLast > end:
		return nil, fmt.Errorf("seen at %d, after the end of the clock", o.TimeLast)
	case o.RRName != o.Bailiwick && !strings.HasSuffix(o.RRName, "."+o.Bailiwick) || o.Bailiwick == "":
		return nil, fmt.Errorf("zone %q is not above the name", o.Bailiwick)
	}
	i := slices.IndexFunc(records, func(r *dnsRow) bool {
		return r.ValidFrom.ms <= o.TimeFirst*1000 && o.TimeLast*1000 < r.ValidTo.end()
	})
	if i < 0 {
		return nil, fmt.Errorf("no record of %s stood from %d to %d", dnsFile, o.TimeFirst, o.TimeLast)
	}
	if o.Count > 1 {
		pace := (o.TimeLast - o.TimeFirst) / (o.Count - 1)
		if o.TimeLast+pace < min(records[i].ValidTo.end()/1000, end+1) {
			return nil, fmt.Errorf("last seen %d, but record %s stood on", o.TimeLast, records[i].ID)
		}
	}
	return records[i], nil
}
