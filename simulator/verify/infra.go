package verify

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

const (
	dnsFile           = "infra/dns.jsonl"
	registrationsFile = "infra/registrations.jsonl"
	networksFile      = "infra/networks.jsonl"
)

type dnsRow struct {
	ID        string  `json:"id"`
	Name      string  `json:"name"`
	Type      string  `json:"type"`
	TTL       int     `json:"ttl"`
	Data      string  `json:"data"`
	ValidFrom instant `json:"valid_from"`
	ValidTo   instant `json:"valid_to"`
}

type registrationRow struct {
	ID          string     `json:"id"`
	Domain      string     `json:"domain"`
	Handle      string     `json:"handle"`
	Registrar   string     `json:"registrar"`
	IANAID      string     `json:"registrar_id"`
	AbuseEmail  string     `json:"registrar_abuse"`
	Registrant  contactRow `json:"registrant"`
	Registered  instant    `json:"registered"`
	Updated     instant    `json:"updated"`
	Expires     instant    `json:"expires"`
	NameServers []string   `json:"nameservers"`
	Status      []string   `json:"status"`
	ValidFrom   instant    `json:"valid_from"`
	ValidTo     instant    `json:"valid_to"`
}

type contactRow struct {
	Handle  string `json:"handle"`
	Name    string `json:"name"`
	Org     string `json:"org"`
	Email   string `json:"email"`
	Phone   string `json:"phone"`
	Country string `json:"country"`
}

type networkRow struct {
	ID         string     `json:"id"`
	Prefix     string     `json:"prefix"`
	Handle     string     `json:"handle"`
	Name       string     `json:"name"`
	ASN        uint32     `json:"asn"`
	ASName     string     `json:"as_name"`
	Holder     contactRow `json:"holder"`
	Country    string     `json:"country"`
	Registered instant    `json:"registered"`
}

// names is what later checks need of the infrastructure.
type names struct {
	registered map[string][]*registrationRow
	networks   []netip.Prefix
	records    []*dnsRow
	byName     map[string][]*dnsRow
}

func (c *checker) readInfra() {
	if !c.whole("infra") {
		return
	}
	n := &names{registered: map[string][]*registrationRow{}, byName: map[string][]*dnsRow{}}
	rows(c, networksFile, func(_ int, r *networkRow) {
		c.record(networksFile, r.ID, r.Registered.ms)
		c.within(networksFile, r.ID, "registered", r.Registered, true)
		p, err := netip.ParsePrefix(r.Prefix)
		if err != nil || p != p.Masked() || !isReservedPrefix(p) {
			c.fault(Rule, networksFile, "%s: prefix %q is no documentation block", r.ID, r.Prefix)
		}
		if r.ASN < 64496 || r.ASN > 64511 {
			c.fault(Rule, networksFile, "%s: AS%d is not reserved for documentation (RFC 5398)", r.ID, r.ASN)
		}
		n.networks = append(n.networks, p)
	})
	rows(c, registrationsFile, func(_ int, r *registrationRow) {
		c.record(registrationsFile, r.ID, r.ValidFrom.ms)
		c.states[registrationsFile+"#"+r.ID] = r.Domain
		c.checkRegistration(n, r)
		n.registered[r.Domain] = append(n.registered[r.Domain], r)
	})
	rows(c, dnsFile, func(_ int, r *dnsRow) {
		c.record(dnsFile, r.ID, r.ValidFrom.ms)
		c.states[dnsFile+"#"+r.ID] = r.Name + " " + r.Type
		n.records = append(n.records, r)
		n.byName[r.Name] = append(n.byName[r.Name], r)
	})
	c.infra = n
	for _, r := range n.records {
		if err := c.checkRecord(r); err != nil {
			c.fault(Rule, dnsFile, "%s: %s %s: %v", r.ID, r.Name, r.Type, err)
		}
	}
	c.readCertificates()
	c.readObservations()
}

func (c *checker) checkRegistration(n *names, r *registrationRow) {
	bad := func(format string, args ...any) {
		c.fault(Rule, registrationsFile, r.ID+": "+r.Domain+": "+format, args...)
	}
	c.within(registrationsFile, r.ID, "valid_from", r.ValidFrom, true)
	switch {
	case !reservedHost(r.Domain) || strings.Count(r.Domain, ".") != 1:
		bad("is no name directly below .example or .test")
	case r.Handle == "" || r.Registrar == "" || r.Registrant.Email == "":
		bad("has no handle, registrar or registrant's e-mail address")
	case r.Updated.before(r.Registered) || !r.Registered.before(r.Expires):
		bad("registered %s, updated %s, expires %s: not in that order", r.Registered, r.Updated, r.Expires)
	case r.ValidFrom.before(r.Registered):
		bad("the row stands from %s, before the registration", r.ValidFrom)
	case r.ValidTo.set && !r.ValidFrom.before(r.ValidTo):
		bad("the row ends at %s, before it begins", r.ValidTo)
	case len(r.Status) == 0:
		bad("has no status")
	}
	for _, o := range n.registered[r.Domain] {
		if r.ValidFrom.ms < o.ValidTo.end() && o.ValidFrom.ms < r.ValidTo.end() {
			bad("stands at the same time as row %s", o.ID)
		}
	}
}

// checkRecord checks one resource record by its type (RFC 1035, RFC 3596).
func (c *checker) checkRecord(r *dnsRow) error {
	c.within(dnsFile, r.ID, "valid_from", r.ValidFrom, true)
	if r.ValidTo.set && !r.ValidFrom.before(r.ValidTo) {
		return fmt.Errorf("ends at %s, before it begins", r.ValidTo)
	}
	if r.TTL <= 0 || r.Name != strings.ToLower(r.Name) || strings.HasSuffix(r.Name, ".") {
		return fmt.Errorf("ttl %d or name %q is not as it should be", r.TTL, r.Name)
	}
	fields := strings.Fields(r.Data)
	host := func(s string) error {
		if !reservedHost(s) {
			return fmt.Errorf("points at %q, which is not below .example or .test", s)
		}
		return nil
	}
	switch r.Type {
	case "A", "AAAA":
		return c.checkAddress(r)
	case "NS", "CNAME", "PTR":
		return host(r.Data)
	case "MX":
		if len(fields) != 2 {
			return fmt.Errorf("data %q wants a preference and a host", r.Data)
		}
		return host(fields[1])
	case "SOA":
		if len(fields) != 7 {
			return fmt.Errorf("data %q wants seven fields", r.Data)
		}
		for _, f := range fields[2:] {
			if _, err := strconv.ParseUint(f, 10, 32); err != nil {
				return fmt.Errorf("data %q: %q is no number", r.Data, f)
			}
		}
		return host(fields[0])
	case "TXT":
		if len(r.Data) < 2 || r.Data[0] != '"' || r.Data[len(r.Data)-1] != '"' {
			return fmt.Errorf("data %q is not in quotation marks", r.Data)
		}
		return nil
	}
	return fmt.Errorf("type %q is not one of A AAAA NS MX TXT CNAME SOA PTR", r.Type)
}

// checkAddress wants an address in a network of the dataset, under a registered name.
func (c *checker) checkAddress(r *dnsRow) error {
	a, err := netip.ParseAddr(r.Data)
	if err != nil || a.Is4() != (r.Type == "A") {
		return fmt.Errorf("%q is no address of that type", r.Data)
	}
	if !slices.ContainsFunc(c.infra.networks, func(p netip.Prefix) bool { return p.Contains(a) }) {
		return fmt.Errorf("%s lies in no network of %s", a, networksFile)
	}
	// What stood before the clock began nobody can ask for: it is checked at the start.
	at := max(r.ValidFrom.ms, c.m.Clock.Start.UnixMilli())
	states := c.infra.registered[registrable(r.Name)]
	if !slices.ContainsFunc(states, func(s *registrationRow) bool { return s.ValidFrom.ms <= at && at < s.ValidTo.end() }) {
		return fmt.Errorf("its domain is not registered at %s", instant{at, true})
	}
	return nil
}

// registrable is the registered name that a host name lies in.
func registrable(name string) string {
	labels := strings.Split(name, ".")
	return strings.Join(labels[max(0, len(labels)-2):], ".")
}

// resolves says whether a host name has an address at a time, perhaps by an alias.
func (n *names) resolves(host string, at int64) bool {
	for range 4 {
		next := ""
		for _, r := range n.byName[host] {
			if at < r.ValidFrom.ms || at >= r.ValidTo.end() {
				continue
			}
			switch r.Type {
			case "A", "AAAA":
				return true
			case "CNAME":
				next = r.Data
			}
		}
		if next == "" {
			return false
		}
		host = next
	}
	return false
}
