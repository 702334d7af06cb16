package verify

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

const certificatesFile = "infra/ct.jsonl"

// certificateRow is an entry of the certificate log in crt.sh's shape.
type certificateRow struct {
	IssuerCAID     int64      `json:"issuer_ca_id"`
	IssuerName     string     `json:"issuer_name"`
	CommonName     string     `json:"common_name"`
	NameValue      string     `json:"name_value"`
	ID             int64      `json:"id"`
	EntryTimestamp logInstant `json:"entry_timestamp"`
	NotBefore      logInstant `json:"not_before"`
	NotAfter       logInstant `json:"not_after"`
	SerialNumber   string     `json:"serial_number"`
	ResultCount    int        `json:"result_count"`
}

// logInstant is a time as crt.sh writes it: UTC, and no zone.
type logInstant struct{ instant }

func (i *logInstant) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("a time is no string: %s", b)
	}
	t, err := time.Parse("2006-01-02T15:04:05", s)
	if err != nil || t.Nanosecond()%1_000_000 != 0 {
		return fmt.Errorf("%q is no time as the log writes it", s)
	}
	i.ms, i.set = t.UnixMilli(), true
	return nil
}

var (
	// Countries XA to XZ are user-assigned (ISO 3166-1) and therefore nobody's.
	issuerName   = regexp.MustCompile(`^C=X[A-Z], O=[A-Za-z0-9 ]+, CN=[A-Za-z0-9 ]+$`)
	serialNumber = regexp.MustCompile(`^[0-7][0-9a-f]{15,39}$`) // positive, 20 octets at most (RFC 5280, 4.1.2.2)
)

// logChecker is what one entry of the log has to fit with.
type logChecker struct {
	c       *checker
	last    *certificateRow
	issuers map[int64]string
	serials map[string]bool
	line    map[string]string // name: the first entry that held it or a name that stood beside it
}

func (c *checker) readCertificates() {
	l := &logChecker{c: c, issuers: map[int64]string{}, serials: map[string]bool{}, line: map[string]string{}}
	if c.listed[certificatesFile] == nil {
		return
	}
	rows(c, certificatesFile, func(_ int, r *certificateRow) {
		id := strconv.FormatInt(r.ID, 10)
		c.record(certificatesFile, id, r.EntryTimestamp.ms)
		if err := l.check(r); err != nil {
			c.fault(Rule, certificatesFile, "%s: %v", id, err)
		}
		l.last = r
		// Renewals with and without a name are states of one certificate.
		names := strings.Split(r.NameValue, "\n")
		first := id
		for _, n := range names {
			if l.line[n] != "" {
				first = l.line[n]
				break
			}
		}
		for _, n := range names {
			l.line[n] = first
		}
		c.states[certificatesFile+"#"+id] = first
	})
}

func (l *logChecker) check(r *certificateRow) error {
	l.c.within(certificatesFile, strconv.FormatInt(r.ID, 10), "entry_timestamp", r.EntryTimestamp.instant, true)
	names := strings.Split(r.NameValue, "\n")
	serial := fmt.Sprintf("%d/%s", r.IssuerCAID, r.SerialNumber)
	switch {
	case l.last != nil && (r.ID <= l.last.ID || r.EntryTimestamp.ms < l.last.EntryTimestamp.ms):
		return fmt.Errorf("stands after entry %d, which is later", l.last.ID)
	case r.ID >= 1<<53:
		return fmt.Errorf("its number is not exact in every reader of JSON")
	case !issuerName.MatchString(r.IssuerName):
		return fmt.Errorf("issuer %q is none of a fictional country", r.IssuerName)
	case l.issuers[r.IssuerCAID] != "" && l.issuers[r.IssuerCAID] != r.IssuerName:
		return fmt.Errorf("issuer %d is %q here and %q before", r.IssuerCAID, r.IssuerName, l.issuers[r.IssuerCAID])
	case !serialNumber.MatchString(r.SerialNumber) || l.serials[serial]:
		return fmt.Errorf("serial %s is none, or the issuer used it before", r.SerialNumber)
	case r.EntryTimestamp.before(r.NotBefore.instant) || !r.EntryTimestamp.before(r.NotAfter.instant):
		return fmt.Errorf("logged %s, valid from %s to %s: not in that time", r.EntryTimestamp, r.NotBefore, r.NotAfter)
	case !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != len(names) || !slices.Contains(names, r.CommonName):
		return fmt.Errorf("its names %q are not sorted, or without the common name %s", names, r.CommonName)
	case r.ResultCount != len(names)+1:
		return fmt.Errorf("result_count is %d for %d names and a common name", r.ResultCount, len(names))
	}
	l.issuers[r.IssuerCAID], l.serials[serial] = r.IssuerName, true
	for _, n := range names {
		if err := l.c.canHold(n, r.NotBefore.ms); err != nil {
			return err
		}
	}
	return nil
}

// canHold wants a name to be registered, not suspended, and to lead somewhere
// at the time at which a certificate for it was issued.
func (c *checker) canHold(name string, at int64) error {
	host := strings.TrimPrefix(name, "*.")
	if !reservedHost(host) || host != strings.ToLower(host) {
		return fmt.Errorf("%q is no name below .example or .test", name)
	}
	stands := slices.ContainsFunc(c.infra.registered[registrable(host)], func(s *registrationRow) bool {
		return s.ValidFrom.ms <= at && at < s.ValidTo.end() && !slices.Contains(s.Status, "client hold")
	})
	if !stands {
		return fmt.Errorf("names %s, which is not registered at %s", name, instant{at, true})
	}
	if !c.infra.resolves(host, at) {
		return fmt.Errorf("names %s, which has no address at %s", name, instant{at, true})
	}
	return nil
}
