package record

import "fmt"

// Observation is a row of infra/pdns.jsonl: how often, and between which two
// times, sensors saw one answer, in the Common Output Format of passive DNS
// (draft-dulaunoy-dnsop-passive-dns-cof). A row is one unbroken run of sightings
// at an even pace, so Count-1 divides TimeLast-TimeFirst, and what was known at
// an earlier time follows from the row. An answer that came back after a gap
// has a second row with the same three keys.
type Observation struct {
	RRName    string `json:"rrname"` // without the final dot
	RRType    string `json:"rrtype"`
	RData     string `json:"rdata"`      // as DNSRecord.Data
	TimeFirst int64  `json:"time_first"` // Unix seconds, UTC
	TimeLast  int64  `json:"time_last"`
	Count     int64  `json:"count"`
	Bailiwick string `json:"bailiwick"` // the zone whose servers answered
}

// Key is the row's name in a proof; the format has no field for one.
func (o Observation) Key() string {
	return fmt.Sprintf("%s/%s/%s@%d", o.RRName, o.RRType, o.RData, o.TimeFirst)
}

// AsOf is the row as it stood at a Unix time; false if nothing was seen by then.
func (o Observation) AsOf(t int64) (Observation, bool) {
	if o.TimeFirst > t {
		return o, false
	}
	if t < o.TimeLast && o.Count > 1 {
		step := (o.TimeLast - o.TimeFirst) / (o.Count - 1)
		o.Count = (t-o.TimeFirst)/step + 1
		o.TimeLast = o.TimeFirst + (o.Count-1)*step
	}
	return o, true
}
