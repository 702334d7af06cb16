package record

import (
	"encoding/json"
	"fmt"
	"time"
)

// Certificate is a row of infra/ct.jsonl: one entry of the certificate
// transparency log (RFC 6962), in the shape in which crt.sh answers. NameValue
// holds every name of the certificate, sorted, a line feed between two;
// ResultCount counts them and the common name.
type Certificate struct {
	IssuerCAID     int64   `json:"issuer_ca_id"`
	IssuerName     string  `json:"issuer_name"` // RFC 4514, most significant first
	CommonName     string  `json:"common_name"`
	NameValue      string  `json:"name_value"`
	ID             int64   `json:"id"`              // of the log's entry, rises with time, below 2^53
	EntryTimestamp LogTime `json:"entry_timestamp"` // from which the log shows it
	NotBefore      LogTime `json:"not_before"`
	NotAfter       LogTime `json:"not_after"`
	SerialNumber   string  `json:"serial_number"` // hex, as crt.sh writes it
	ResultCount    int     `json:"result_count"`
}

// LogTime is a time as crt.sh writes it: UTC without a zone, with milliseconds
// only where there are any.
type LogTime struct{ time.Time }

const logTime = "2006-01-02T15:04:05.999"

// MarshalJSON writes the time.
func (t LogTime) MarshalJSON() ([]byte, error) {
	return json.Marshal(t.UTC().Format(logTime))
}

// UnmarshalJSON reads it back.
func (t *LogTime) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("time of a log entry: %w", err)
	}
	v, err := time.Parse(logTime, s)
	if err != nil {
		return fmt.Errorf("time of a log entry: %w; right is 2026-02-03T10:20:30.5", err)
	}
	t.Time = v
	return nil
}
