package infra

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/neighbour"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// certificate is a row of ct.jsonl and the planted domains it names.
type certificate struct {
	record.Certificate
	refs []world.Ref
}

func (c certificate) json() any { return c.Certificate }

const day = 24 * time.Hour

// history is how long before the clock the log began to take entries.
const history = 365 * day

// authorities issue the certificates. They and their countries are fictional.
var authorities = []struct {
	org, name   string
	valid, used time.Duration // how long it is valid, and used before it is renewed
}{
	{"Gullwing Free Certificates", "Gullwing R3", 90 * day, 60 * day},
	{"Gullwing Free Certificates", "Gullwing E1", 90 * day, 60 * day},
	{"Causeway Trust", "Causeway DV 2", 90 * day, 75 * day},
	{"Plain Seal Authority", "Plain Seal TLS 7", 180 * day, 160 * day},
}

// holder is one certificate through its renewals: the domains whose names
// stand on it, by the time at which they join.
type holder struct {
	name    string // of the keeper, or of the only domain
	members []member
}

// member is a domain with its names and the time in which a certificate can be had for it.
type member struct {
	domain      *world.Domain
	names       []string
	from, until time.Time
}

func (m member) stands(t time.Time) bool {
	return !m.from.After(t) && (m.until.IsZero() || t.Before(m.until))
}

// certificateRows is every entry of the log in its order. The log begins a
// year before the clock; what was issued earlier has run out or is renewed.
func certificateRows(w *world.World, net *neighbour.Internet) []certificate {
	key := w.Key.Domain("infra/certificate")
	var rows []certificate
	for _, h := range holders(w, net, key) {
		rows = append(rows, h.issue(w, key)...)
	}
	slices.SortFunc(rows, func(a, b certificate) int { return cmp.Compare(a.ID, b.ID) })
	return rows
}

// holders groups the domains that can have a certificate: all that a keeper
// keeps, and five in six of the others.
func holders(w *world.World, net *neighbour.Internet, key stream.Domain) []*holder {
	below := sitesBelow(w)
	by := map[string]*holder{}
	var list []*holder
	for i := range net.Domains {
		d := &net.Domains[i]
		s := key.Named("names/" + d.Name)
		name, alone := "keeper/"+d.Keeper, d.Keeper == ""
		if alone {
			name = "own/" + d.Name
		}
		if len(d.Hosting) == 0 || alone && !s.Chance(5, 6) {
			continue
		}
		m := member{domain: d, names: []string{d.Name}, until: d.Until}
		m.from = d.Hosting[0].From.Add(time.Duration(s.Between(5*60, 240*60)) * time.Second).Truncate(time.Second)
		if s.Chance(1, 8) {
			m.names = append(m.names, "*."+d.Name)
		} else {
			m.names = append(append(m.names, "www."+d.Name), below[d.Name]...)
		}
		if strings.HasSuffix(d.Mail, "."+d.Name) && s.Chance(1, 3) {
			m.names = append(m.names, d.Mail)
		}
		if by[name] == nil {
			by[name] = &holder{name: name}
			list = append(list, by[name])
		}
		by[name].members = append(by[name].members, m)
	}
	for _, h := range list {
		slices.SortStableFunc(h.members, func(a, b member) int { return a.from.Compare(b.from) })
	}
	return list
}

// issue follows a certificate: issued when the first name stands, anew when
// another joins, and renewed until no name of it stands.
func (h *holder) issue(w *world.World, key stream.Domain) []certificate {
	ca := authorities[key.Named("authority/"+h.name).IntN(len(authorities))]
	caID := key.Named("issuer/"+ca.name).Between(10_000, 299_999)
	var rows []certificate
	for t := h.members[0].from; !t.After(w.End); {
		s := key.Named(fmt.Sprintf("issue/%s/%d", h.name, t.Unix()))
		next := t.Add(ca.used + time.Duration(s.Between(-12*3600, 12*3600))*time.Second)
		var on []member
		joins := time.Time{}
		for _, m := range h.members {
			if m.stands(t) {
				on = append(on, m)
			}
			if m.from.After(t) && (joins.IsZero() || m.from.Before(joins)) {
				joins = m.from
			}
		}
		if len(on) > 0 && !t.Before(w.Start.Add(-history)) {
			c := entry(w, s, t, on)
			c.IssuerCAID, c.IssuerName = caID, fmt.Sprintf("C=XA, O=%s, CN=%s", ca.org, ca.name)
			c.NotAfter = record.LogTime{Time: t.Add(ca.valid - time.Second).UTC()}
			if !c.EntryTimestamp.After(w.End) {
				rows = append(rows, c)
			}
		}
		switch {
		case !joins.IsZero() && (len(on) == 0 || joins.Before(next)):
			t = joins
		case len(on) == 0:
			return rows
		default:
			t = next
		}
	}
	return rows
}

// entry writes one certificate of the given names, issued at t and logged some
// seconds later.
func entry(w *world.World, s *stream.Stream, t time.Time, on []member) certificate {
	var c certificate
	var names []string
	for _, m := range on {
		names = append(names, m.names...)
		if m.domain.Ref != "" {
			c.refs = append(c.refs, m.domain.Ref)
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	logged := t.Add(time.Duration(s.Between(2000, 60_000)) * time.Millisecond)
	serial := make([]byte, 17)
	s.Bytes(serial)
	c.Certificate = record.Certificate{
		CommonName: on[0].domain.Name, NameValue: strings.Join(names, "\n"), ResultCount: len(names) + 1,
		// Milliseconds since the log began and ten drawn bits, so that it rises with
		// time, is nobody's count, and is exact in JSON.
		ID:             1<<40 + logged.Sub(w.Start.Add(-history)).Milliseconds()<<10 + s.Int64N(1<<10),
		EntryTimestamp: record.LogTime{Time: logged.UTC()}, NotBefore: record.LogTime{Time: t.UTC()},
		SerialNumber: "0" + stream.Pick(s, []string{"3", "4", "5", "6"}) + hex.EncodeToString(serial),
	}
	return c
}
