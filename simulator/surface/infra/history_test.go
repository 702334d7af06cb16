package infra_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/world"
)

// kept is the test's world with both domains of the story under one keeper.
func kept() *world.World {
	w := testWorld()
	w.Domains[0].Keeper, w.Domains[1].Keeper = "lantern", "lantern"
	return w
}

func naming(rows []record.Certificate, names ...string) (ids []string) {
	for _, r := range rows {
		have := strings.Split(r.NameValue, "\n")
		if !slices.ContainsFunc(names, func(n string) bool { return !slices.Contains(have, n) }) {
			ids = append(ids, "infra/ct.jsonl#"+strconv.FormatInt(r.ID, 10))
		}
	}
	return ids
}

// Two domains of one keeper stand on one certificate from the day on which the
// second is there, and not after the first is suspended.
func TestKeeperSharesACertificate(t *testing.T) {
	w := kept()
	w.Domains[0].Until = time.Time{}
	out, dir := emit(t, w)
	rows := read[record.Certificate](t, dir, "infra/ct.jsonl")
	both := naming(rows, "blue-lantern.example", "lantern-again.example")
	b, ok := out.Bound("cert:main/rebirth")
	if len(both) == 0 || !ok || !slices.Equal(b.Records, both) {
		t.Fatalf("both are on %v, bound is %v", both, b.Records)
	}
	joined := w.Domains[1].Hosting[0].From
	if at := time.Unix(b.VisibleFrom, 0); at.Before(joined) || at.Sub(joined) > 5*time.Hour {
		t.Errorf("together from %v, the second stands from %v", at, joined)
	}
	if one, _ := out.Bound("cert:main"); len(one.Records) <= len(both) || !slices.Equal(one.Records, naming(rows, "blue-lantern.example")) {
		t.Errorf("cert:main is %v", one.Records)
	}
	_, dir = emit(t, kept()) // the first is suspended before the second is registered
	again := false
	for _, r := range read[record.Certificate](t, dir, "infra/ct.jsonl") {
		if strings.Contains(r.NameValue, "blue-lantern") && (!r.NotBefore.Before(suspended) || strings.Contains(r.NameValue, "lantern-again")) {
			t.Errorf("issued %v for %q", r.NotBefore, r.NameValue)
		}
		again = again || strings.Contains(r.NameValue, "lantern-again")
	}
	if !again {
		t.Error("the second domain has no certificate")
	}
}

// A shared certificate is nothing that only offenders have.
func TestSharedCertificatesAreOrdinary(t *testing.T) {
	_, dir := emit(t, testWorld())
	sites := map[string]bool{}
	for _, r := range read[record.Certificate](t, dir, "infra/ct.jsonl") {
		var names []string
		for n := range strings.SplitSeq(r.NameValue, "\n") {
			labels := strings.Split(n, ".")
			names = append(names, strings.Join(labels[len(labels)-2:], "."))
		}
		if names = slices.Compact(names); len(names) > 1 {
			sites[names[0]] = true
		}
	}
	if len(sites) < 4 {
		t.Errorf("only %d certificates name several domains", len(sites))
	}
}

// A name is never without a valid certificate once it has one.
func TestCertificatesAreRenewedInTime(t *testing.T) {
	w := kept()
	_, dir := emit(t, w)
	last := map[string]record.Certificate{}
	count := 0
	for _, r := range read[record.Certificate](t, dir, "infra/ct.jsonl") {
		if old, ok := last[r.CommonName]; ok {
			count++
			if r.NotBefore.After(old.NotAfter.Time) {
				t.Errorf("%s: valid to %v, then from %v", r.CommonName, old.NotAfter, r.NotBefore)
			}
		}
		last[r.CommonName] = r
		if r.EntryTimestamp.After(w.End) || r.EntryTimestamp.Before(r.NotBefore.Time) {
			t.Errorf("logged at %v, issued at %v", r.EntryTimestamp, r.NotBefore)
		}
	}
	if count < 100 {
		t.Errorf("%d renewals", count)
	}
}

// Every record that stands long enough is seen while it stands, and the move
// of the story's domain is there to be found.
func TestObservations(t *testing.T) {
	w := testWorld()
	out, dir := emit(t, w)
	rows := read[record.Observation](t, dir, "infra/pdns.jsonl")
	moved := start.AddDate(0, 0, 10).Unix()
	var found []string
	for _, r := range rows {
		if r.RRName != "blue-lantern.example" || r.RRType != "A" {
			continue
		}
		found = append(found, r.RData)
		if (r.RData == "203.0.113.20") != (r.TimeLast < moved) || (r.RData == "203.0.113.33") != (r.TimeFirst >= moved) || r.TimeLast >= suspended.Unix() {
			t.Errorf("seen from %d to %d, moved at %d", r.TimeFirst, r.TimeLast, moved)
		}
	}
	if !slices.Equal(found, []string{"203.0.113.20", "203.0.113.33"}) {
		t.Errorf("the domain was seen at %v", found)
	}
	if b, _ := out.Bound("pdns:main/A/h1"); len(b.Records) != 1 || !strings.HasPrefix(b.Records[0], "infra/pdns.jsonl#blue-lantern.example/A/203.0.113.20@") {
		t.Errorf("pdns:main/A/h1 is %v", b.Records)
	}
	if dns := read[record.DNSRecord](t, dir, "infra/dns.jsonl"); len(rows) < len(dns)*95/100 || len(rows) > len(dns) {
		t.Errorf("%d sightings of %d records", len(rows), len(dns))
	}
}

// What had been seen by some time is what counting the sightings one by one gives.
func TestObservationAsOf(t *testing.T) {
	for _, o := range []record.Observation{{TimeFirst: 1000, TimeLast: 1000, Count: 1}, {TimeFirst: 1000, TimeLast: 1700, Count: 8}, {TimeFirst: 7, TimeLast: 9, Count: 2}} {
		var times []int64
		for k := range o.Count {
			times = append(times, o.TimeFirst+k*(o.TimeLast-o.TimeFirst)/max(o.Count-1, 1))
		}
		for at := int64(0); at < 2000; at++ {
			var n, last int64
			for _, s := range times {
				if s <= at {
					n, last = n+1, s
				}
			}
			got, ok := o.AsOf(at)
			if ok != (n > 0) || ok && (got.Count != n || got.TimeLast != last || got.TimeFirst != o.TimeFirst) {
				t.Fatalf("%+v at %d: %+v %v, want %d sightings to %d", o, at, got, ok, n, last)
			}
		}
	}
}
