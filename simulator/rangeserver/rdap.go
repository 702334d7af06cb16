package rangeserver

import (
	"net/http"
	"net/netip"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/miekg/dns"

	"github.com/osint-radar/academy/simulator/record"
)

// rdapMIME is the media type of every answer (RFC 7480).
const rdapMIME = "application/rdap+json"

// rdapBase is where objects say they live.
const rdapBase = "http://" + rdapHost + "/rdap/"

// rdapAnswer is the RDAP service (RFC 9082 queries, RFC 9083 answers, RFC 9536
// reverse search), and under /bootstrap/ the registry files by which a client
// finds it (RFC 9224).
func (tm *team) rdapAnswer(r *http.Request, t time.Time) answer {
	p := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if file, ok := strings.CutPrefix(p, "bootstrap/"); ok {
		return bootstrap(file, r.Host)
	}
	p = strings.TrimPrefix(strings.TrimPrefix(p, "rdap"), "/")
	kind, rest, _ := strings.Cut(p, "/")
	in, q := tm.data.infra, r.URL.Query()
	if !reads(r) {
		a := rdapError(http.StatusMethodNotAllowed, "RDAP answers GET and HEAD")
		a.header.Set("Allow", "GET, HEAD")
		return a
	}
	switch {
	case kind == "help" || kind == "":
		return rdapBody(http.StatusOK, rdapTop(map[string]any{}), nil)
	case kind == "domain":
		return in.rdapDomain(strings.ToLower(strings.TrimSuffix(rest, ".")), t)
	case kind == "ip":
		return in.rdapIP(rest)
	case kind == "autnum":
		return in.rdapAutnum(rest)
	case kind == "nameserver":
		return in.rdapNameserver(strings.ToLower(strings.TrimSuffix(rest, ".")), t)
	case kind == "entity":
		return in.rdapEntity(rest, t)
	case kind == "domains" && rest == "":
		return in.rdapDomains(t, domainSearch(q, in, t))
	case kind == "domains" && rest == "reverse_search/entity":
		return in.rdapDomains(t, reverseSearch(q))
	default:
		return rdapError(http.StatusBadRequest, "no such query; right is domain/, ip/, autnum/, nameserver/, entity/, domains?name=, domains/reverse_search/entity?email=, help")
	}
}

func (in *infra) rdapDomain(name string, t time.Time) answer {
	if !hostName(name) {
		return rdapError(http.StatusBadRequest, "not a name; right is domain/harbour.test")
	}
	r, ok := in.registration(name, t)
	if !ok {
		return rdapError(http.StatusNotFound, "no registration of that domain")
	}
	return rdapBody(http.StatusOK, rdapTop(domainObject(r)), []string{"infra/registrations.jsonl#" + r.ID})
}

func (in *infra) rdapDomains(t time.Time, pass func(record.Registration) bool) answer {
	if pass == nil {
		return rdapError(http.StatusBadRequest, "the search needs one of name, nsLdhName, nsIp; a reverse search one of email, fn, handle")
	}
	found, records := []any{}, []string(nil)
	for _, r := range in.registrations(t, pass) {
		if len(found) == 100 {
			break
		}
		found = append(found, domainObject(r))
		records = append(records, "infra/registrations.jsonl#"+r.ID)
	}
	top := rdapTop(map[string]any{"domainSearchResults": found})
	top["rdapConformance"] = append(conformance(), "reverse_search")
	return rdapBody(http.StatusOK, top, records)
}

func (in *infra) rdapIP(q string) answer {
	q, err := url.PathUnescape(q)
	if err != nil {
		return rdapError(http.StatusBadRequest, "not an address")
	}
	if _, aerr := netip.ParseAddr(q); aerr != nil {
		if _, perr := netip.ParsePrefix(q); perr != nil {
			return rdapError(http.StatusBadRequest, "not an address; right is ip/192.0.2.1 or ip/192.0.2.0/24")
		}
	}
	n, p, ok := in.whoisNetwork(q)
	if !ok {
		return rdapError(http.StatusNotFound, "no network holds that address")
	}
	top := rdapTop(networkObject(n, p))
	top["rdapConformance"] = append(conformance(), "cidr0", "arin_originas0")
	return rdapBody(http.StatusOK, top, []string{"infra/networks.jsonl#" + n.ID})
}

func (in *infra) rdapAutnum(q string) answer {
	asn, err := strconv.ParseUint(q, 10, 32)
	if err != nil {
		return rdapError(http.StatusBadRequest, "not a number; right is autnum/64500")
	}
	list := in.byASN(uint32(asn))
	if len(list) == 0 {
		return rdapError(http.StatusNotFound, "no such autonomous system")
	}
	n := list[0]
	o := map[string]any{
		"objectClassName": "autnum", "handle": "AS" + q, "startAutnum": n.ASN, "endAutnum": n.ASN, "name": n.ASName, "country": n.Country,
		"status": []string{"active"}, "events": []any{event("registration", n.Registered)},
		"entities": []any{entityObject(n.Holder)}, "links": selfLink("autnum/" + q),
	}
	var records []string
	for _, x := range list {
		records = append(records, "infra/networks.jsonl#"+x.ID)
	}
	return rdapBody(http.StatusOK, rdapTop(o), records)
}

func (in *infra) rdapNameserver(host string, t time.Time) answer {
	if !hostName(host) {
		return rdapError(http.StatusBadRequest, "not a name; right is nameserver/ns1.harbour.test")
	}
	used := in.nameServers(host, t)
	if len(used) == 0 {
		return rdapError(http.StatusNotFound, "no domain uses that name server")
	}
	o := nameserverObject(host)
	v4, v6 := []string{}, []string{}
	var records []string
	for _, d := range in.names[host] {
		if d.stands(t) && (d.Type == "A" || d.Type == "AAAA") {
			records = append(records, "infra/dns.jsonl#"+d.ID)
			if d.Type == "A" {
				v4 = append(v4, d.Data)
			} else {
				v6 = append(v6, d.Data)
			}
		}
	}
	if len(v4)+len(v6) > 0 {
		o["ipAddresses"] = map[string]any{"v4": v4, "v6": v6}
	}
	return rdapBody(http.StatusOK, rdapTop(o), records)
}

// hostName says whether a text can be the name of a host: labels of letters,
// digits and inner hyphens (RFC 1123 §2.1).
func hostName(s string) bool {
	if _, ok := dns.IsDomainName(s); !ok || len(s) > 253 {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return true
}

// rdapEntity finds a contact by its handle: a registrant or a network's holder.
func (in *infra) rdapEntity(handle string, t time.Time) answer {
	handle, err := url.PathUnescape(handle)
	if err != nil {
		return rdapError(http.StatusBadRequest, "not a handle")
	}
	var records []string
	var who record.Contact
	for _, r := range in.registrations(t, func(r record.Registration) bool {
		return handle != "" && strings.EqualFold(r.Registrant.Handle, handle)
	}) {
		who = r.Registrant
		records = append(records, "infra/registrations.jsonl#"+r.ID)
	}
	for _, n := range in.networks {
		if handle != "" && strings.EqualFold(n.Holder.Handle, handle) {
			who = n.Holder
			records = append(records, "infra/networks.jsonl#"+n.ID)
		}
	}
	if len(records) == 0 {
		return rdapError(http.StatusNotFound, "no contact has that handle")
	}
	return rdapBody(http.StatusOK, rdapTop(entityObject(who)), records)
}

// domainSearch reads the search parameters of RFC 9082 §3.2.1; nil: none given.
func domainSearch(q url.Values, in *infra, t time.Time) func(record.Registration) bool {
	switch {
	case q.Get("name") != "":
		return func(r record.Registration) bool { return wildcard(q.Get("name"), r.Domain) }
	case q.Get("nsLdhName") != "":
		return func(r record.Registration) bool {
			return slices.ContainsFunc(r.NameServers, func(ns string) bool { return wildcard(q.Get("nsLdhName"), strings.TrimSuffix(ns, ".")) })
		}
	case q.Get("nsIp") != "":
		return func(r record.Registration) bool {
			return slices.ContainsFunc(r.NameServers, func(ns string) bool {
				return slices.ContainsFunc(in.names[strings.ToLower(strings.TrimSuffix(ns, "."))], func(d dnsRow) bool {
					return d.stands(t) && (d.Type == "A" || d.Type == "AAAA") && d.Data == q.Get("nsIp")
				})
			})
		}
	}
	return nil
}

// reverseSearch reads the properties of RFC 9536 §8: all that are given must match.
func reverseSearch(q url.Values) func(record.Registration) bool {
	email, fn, handle := q.Get("email"), q.Get("fn"), q.Get("handle")
	if email+fn+handle == "" || q.Get("role") != "" && q.Get("role") != "registrant" {
		return nil
	}
	return func(r record.Registration) bool {
		c := r.Registrant
		return (email == "" || wildcard(email, c.Email)) && (fn == "" || wildcard(fn, c.Name)) && (handle == "" || wildcard(handle, c.Handle))
	}
}

// wildcard compares without case; one "*" stands for any end or middle.
func wildcard(pattern, s string) bool {
	pattern, s = strings.ToLower(pattern), strings.ToLower(s)
	head, tail, star := strings.Cut(pattern, "*")
	if !star {
		return pattern == s
	}
	return len(s) >= len(head)+len(tail) && strings.HasPrefix(s, head) && strings.HasSuffix(s, tail)
}

// bootstrap serves IANA's registry files (RFC 9224) for the fictional
// internet; they name the port that was asked, so they are no artefact.
func bootstrap(file, host string) answer {
	services := map[string][]string{
		"dns.json":         {"test", "example"},
		"ipv4.json":        {"192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"},
		"ipv6.json":        {"2001:db8::/32"},
		"asn.json":         {"64496-64511"},
		"object-tags.json": {},
	}
	entries, ok := services[file]
	if !ok {
		return rdapError(http.StatusNotFound, "the bootstrap files are dns.json, ipv4.json, ipv6.json, asn.json")
	}
	list := []any{}
	if len(entries) > 0 {
		list = append(list, []any{entries, []string{"http://" + host + "/rdap/"}})
	}
	return answer{
		status: http.StatusOK, mime: "application/json", surface: "infra", quiet: true,
		body: jsonBody(map[string]any{"version": "1.0", "publication": "2026-01-01T00:00:00Z", "description": label, "services": list}),
	}
}
