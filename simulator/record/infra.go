package record

import "time"

// DNSRecord is a row of infra/dns.jsonl: one resource record while it stood.
type DNSRecord struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"` // absolute without the final dot, lower case
	Type      string    `json:"type"` // A AAAA NS MX TXT CNAME SOA PTR
	TTL       int       `json:"ttl"`  // seconds
	Data      string    `json:"data"` // presentation form (RFC 1035), host names without the final dot
	ValidFrom time.Time `json:"valid_from"`
	ValidTo   time.Time `json:"valid_to,omitzero"`
}

// Registration is a row of infra/registrations.jsonl: one state of one
// domain's registration. WHOIS and RDAP are two renderings of it.
type Registration struct {
	ID          string    `json:"id"`
	Domain      string    `json:"domain"`
	Handle      string    `json:"handle"` // registry handle, for example D1042-TEST
	Registrar   string    `json:"registrar"`
	IANAID      string    `json:"registrar_id"`
	AbuseEmail  string    `json:"registrar_abuse"`
	Registrant  Contact   `json:"registrant"`
	Registered  time.Time `json:"registered"`
	Updated     time.Time `json:"updated"`
	Expires     time.Time `json:"expires"`
	NameServers []string  `json:"nameservers"`
	Status      []string  `json:"status"` // RDAP words (RFC 8056): active, client hold, …
	ValidFrom   time.Time `json:"valid_from"`
	ValidTo     time.Time `json:"valid_to,omitzero"`
}

// Contact is a registrant or a network's contact.
type Contact struct {
	Handle  string `json:"handle"`
	Name    string `json:"name"`
	Org     string `json:"org,omitempty"`
	Email   string `json:"email"`
	Phone   string `json:"phone,omitempty"`
	Country string `json:"country,omitempty"` // ISO 3166-1 alpha-2; XA–XZ is user-assigned and therefore fictional
}

// Network is a row of infra/networks.jsonl: an address block and who holds it.
type Network struct {
	ID         string    `json:"id"`
	Prefix     string    `json:"prefix"` // CIDR
	Handle     string    `json:"handle"`
	Name       string    `json:"name"`
	ASN        uint32    `json:"asn"` // 64496–64511 (RFC 5398)
	ASName     string    `json:"as_name"`
	Holder     Contact   `json:"holder"`
	Country    string    `json:"country"`
	Registered time.Time `json:"registered"`
}
