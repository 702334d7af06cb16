package infra

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/neighbour"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// registration is a row of registrations.jsonl and the planted domain it shows.
type registration struct {
	record.Registration
	ref world.Ref
}

func (r registration) json() any { return r.Registration }

// block is a row of networks.jsonl and the network it shows.
type block struct {
	record.Network
	ref world.Ref
}

func (b block) json() any { return b.Network }

// Words of RFC 8056 for the EPP states of RFC 5731. "active" (EPP ok) stands
// alone, never beside another state.
var (
	open      = []string{"active"}
	locked    = []string{"client transfer prohibited"}
	suspended = []string{"client hold", "client transfer prohibited"}
)

// registrationRows is every state of every registration, sorted by name and time.
func registrationRows(w *world.World, net *neighbour.Internet, ids identifiers) []registration {
	handles := w.Key.Domain("infra/handle")
	var rows []registration
	for _, d := range net.Domains {
		s := handles.Named("domain/" + d.Name)
		tld := strings.ToUpper(d.Name[strings.LastIndexByte(d.Name, '.')+1:])
		base := record.Registration{
			Domain: d.Name, Handle: fmt.Sprintf("D%07d-%s", s.Between(100_000, 9_999_999), tld),
			Registrar: d.Registrar, IANAID: fmt.Sprintf("T%03d", handles.Named("registrar/"+d.Registrar).Between(100, 999)),
			AbuseEmail: "abuse@" + neighbour.RegistrarDomain(d.Registrar),
			Registrant: contact(handles, d.Registrar, d.Registrant),
			Registered: utc(d.Registered), Updated: utc(d.Registered), Expires: utc(d.Expires),
			NameServers: d.NameServers, Status: locked, ValidFrom: utc(d.Registered),
		}
		if s.Chance(1, 3) {
			base.Status = open
		}
		for renewed := d.Expires.AddDate(-1, 0, -1-s.IntN(20)); renewed.After(d.Registered); renewed = renewed.AddDate(-1, 0, 0) {
			if renewed.Before(w.Start) {
				base.Updated = utc(renewed)
				break
			}
		}
		for _, state := range states(d, base, w, s) {
			state.ID = ids.of("registration", d.Name, state.ValidFrom.Format(time.RFC3339))
			rows = append(rows, registration{state, d.Ref})
		}
	}
	slices.SortFunc(rows, func(a, b registration) int {
		return cmp.Or(strings.Compare(a.Domain, b.Domain), a.ValidFrom.Compare(b.ValidFrom))
	})
	return rows
}

// states follows a registration through renewal and suspension.
func states(d world.Domain, first record.Registration, w *world.World, s *stream.Stream) []record.Registration {
	list := []record.Registration{first}
	change := func(at time.Time, edit func(r *record.Registration)) {
		last := &list[len(list)-1]
		last.ValidTo = utc(at)
		next := *last
		next.ValidFrom, next.ValidTo, next.Updated = utc(at), time.Time{}, utc(at)
		edit(&next)
		list = append(list, next)
	}
	renew := d.Expires.Add(-time.Duration(s.Between(86400, 20*86400)) * time.Second)
	if renew.After(d.Registered) && renew.Before(w.End) && (d.Until.IsZero() || renew.Before(d.Until)) {
		change(renew, func(r *record.Registration) { r.Expires = r.Expires.AddDate(1, 0, 0) })
	}
	if !d.Until.IsZero() {
		change(d.Until, func(r *record.Registration) { r.Status = suspended })
	}
	return list
}

// contact gives a registrant the handle that the registrar files it under: one
// a person and registrar.
func contact(handles stream.Domain, registrar string, c world.Contact) record.Contact {
	n := handles.Named("contact/"+registrar+"/"+c.Email+"/"+c.Name).Between(10_000, 9_999_999)
	return record.Contact{
		Handle: fmt.Sprintf("C%07d", n), Name: c.Name, Org: c.Org, Email: c.Email, Phone: epp(c.Phone), Country: c.Country,
	}
}

// epp writes a number of the drama ranges, all of them British, in the form of
// RFC 5733: country code, a point, the rest.
func epp(phone string) string {
	phone = strings.ReplaceAll(phone, " ", "")
	if rest, ok := strings.CutPrefix(phone, "+44"); ok && !strings.HasPrefix(rest, ".") {
		return "+44." + rest
	}
	return phone
}

// networkRows is every address block, sorted by prefix.
func networkRows(w *world.World, net *neighbour.Internet, ids identifiers) []block {
	handles := w.Key.Domain("infra/handle")
	var rows []block
	for _, n := range net.Networks {
		s := handles.Named("network/" + n.Prefix.String())
		rows = append(rows, block{record.Network{
			ID: ids.of("network", n.Prefix.String()), Prefix: n.Prefix.String(),
			Handle: fmt.Sprintf("NET%05d", s.Between(10_000, 99_999)), Name: netName(n.Name), ASN: n.ASN, ASName: netName(n.Name) + "-AS",
			Holder: contact(handles, "registry", n.Org), Country: n.Org.Country,
			Registered: w.Start.Add(-time.Duration(s.Between(3000, 4000)) * 24 * time.Hour).UTC().Truncate(time.Second),
		}, n.Ref})
	}
	slices.SortFunc(rows, func(a, b block) int { return strings.Compare(a.Prefix, b.Prefix) })
	return rows
}

// netName is a name as registers write it.
func netName(name string) string {
	return strings.ToUpper(strings.Join(strings.Fields(name), "-"))
}
