package rangeserver

import (
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/record"
)

func conformance() []string { return []string{"rdap_level_0"} }

// rdapTop adds what every answer bears.
func rdapTop(o map[string]any) map[string]any {
	o["rdapConformance"] = conformance()
	o["notices"] = []any{map[string]any{
		"title":       label,
		"description": []string{"Fictional registry of a training range. No entry is about a real person, name or network."},
	}}
	return o
}

func rdapBody(status int, o map[string]any, records []string) answer {
	return answer{
		status: status, mime: rdapMIME, body: jsonBody(o), surface: "infra", records: records,
		header: http.Header{"Access-Control-Allow-Origin": {"*"}}, // RFC 7480 §5.6
	}
}

func rdapError(status int, text string) answer {
	return rdapBody(status, rdapTop(map[string]any{
		"errorCode": status, "title": http.StatusText(status), "description": []string{text},
	}), nil)
}

func selfLink(p string) []any {
	u := rdapBase + p
	return []any{map[string]any{"value": u, "rel": "self", "href": u, "type": rdapMIME}}
}

func event(action string, at time.Time) map[string]any {
	return map[string]any{"eventAction": action, "eventDate": at.UTC().Format(time.RFC3339)}
}

func domainObject(r record.Registration) map[string]any {
	name := strings.ToLower(r.Domain)
	servers := []any{}
	for _, ns := range r.NameServers {
		servers = append(servers, nameserverObject(strings.ToLower(strings.TrimSuffix(ns, "."))))
	}
	registrar := map[string]any{
		"objectClassName": "entity", "handle": r.IANAID, "roles": []string{"registrar"},
		"publicIds":  []any{map[string]any{"type": "IANA Registrar ID", "identifier": r.IANAID}},
		"vcardArray": jCard(record.Contact{Name: r.Registrar}),
		"entities": []any{map[string]any{
			"objectClassName": "entity", "roles": []string{"abuse"},
			"vcardArray": jCard(record.Contact{Name: r.Registrar + " abuse desk", Email: r.AbuseEmail}),
		}},
	}
	status := r.Status
	if len(status) == 0 {
		status = []string{"active"}
	}
	return map[string]any{
		"objectClassName": "domain", "handle": r.Handle, "ldhName": name, "status": status,
		"events":      []any{event("registration", r.Registered), event("last changed", r.Updated), event("expiration", r.Expires)},
		"entities":    []any{entityObject(r.Registrant), registrar},
		"nameservers": servers, "secureDNS": map[string]any{"delegationSigned": false},
		"port43": whoisHost, "links": selfLink("domain/" + name),
	}
}

func nameserverObject(host string) map[string]any {
	return map[string]any{"objectClassName": "nameserver", "ldhName": host, "links": selfLink("nameserver/" + host)}
}

func networkObject(n record.Network, p netip.Prefix) map[string]any {
	first, last := firstLast(p)
	version := "v4"
	if first.Is6() {
		version = "v6"
	}
	return map[string]any{
		"objectClassName": "ip network", "handle": n.Handle, "startAddress": first.String(), "endAddress": last.String(), "ipVersion": version,
		"name": n.Name, "type": "ASSIGNED", "country": n.Country, "status": []string{"active"},
		"events": []any{event("registration", n.Registered)}, "entities": []any{entityObject(n.Holder)},
		"cidr0_cidrs":                  []any{map[string]any{version + "prefix": first.String(), "length": p.Bits()}},
		"arin_originas0_originautnums": []uint32{n.ASN},
		"port43":                       whoisHost, "links": selfLink("ip/" + first.String() + "/" + strconv.Itoa(p.Bits())),
	}
}

// entityObject is a registrant, of a domain, a network or an AS.
func entityObject(c record.Contact) map[string]any {
	o := map[string]any{"objectClassName": "entity", "roles": []string{"registrant"}, "vcardArray": jCard(c)}
	if c.Handle != "" {
		o["handle"] = c.Handle
		o["links"] = selfLink("entity/" + pathEscape(c.Handle))
	}
	return o
}

// jCard is RFC 7095.
func jCard(c record.Contact) []any {
	none := map[string]any{}
	props := []any{
		[]any{"version", none, "text", "4.0"},
		[]any{"fn", none, "text", c.Name},
	}
	if c.Org != "" {
		props = append(props, []any{"org", none, "text", c.Org})
	}
	if c.Country != "" {
		props = append(props, []any{"adr", map[string]any{"cc": c.Country}, "text", []any{"", "", "", "", "", "", ""}})
	}
	if c.Phone != "" {
		props = append(props, []any{"tel", map[string]any{"type": "voice"}, "text", c.Phone})
	}
	if c.Email != "" {
		props = append(props, []any{"email", none, "text", c.Email})
	}
	return []any{"vcard", props}
}
