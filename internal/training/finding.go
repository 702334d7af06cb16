package training

import (
	"encoding/json"
	"fmt"
	"time"
)

// FindingKind says what sort of claim a finding is.
type FindingKind string

// The kinds of findings. Answers and labels are claims too and are superseded
// in the same way; in a submission they stand in lists of their own.
const (
	EntityFinding FindingKind = "entity"
	AliasFinding  FindingKind = "alias"
	LinkFinding   FindingKind = "link"
	EventFinding  FindingKind = "event"
	HopFinding    FindingKind = "hop"
	AnswerFinding FindingKind = "answer"
	LabelFinding  FindingKind = "label"
)

// Finding is one claim of a team, in one revision. A change appends a revision
// with the same Number; the newest one counts.
type Finding struct {
	Site      SiteID      `db:"site"`
	Team      TeamID      `db:"team"`
	Run       RunID       `db:"run"`
	Number    int         `db:"number"`   // 1, 2, … within the run; "f3" is Number 3
	Revision  int         `db:"revision"` // 1, 2, …
	Kind      FindingKind `db:"kind"`
	Claim     Claim       `db:"claim,json"`
	Note      string      `db:"note"` // the team's reasoning
	Withdrawn bool        `db:"withdrawn"`
	Person    PersonID    `db:"person"`
	Wall      time.Time   `db:"wall"`
	Scenario  time.Time   `db:"scenario"`
	Key       string      `db:"idem"`
}

// Claim holds the typed fields of a finding. Which of them are used depends on
// the kind; see [Finding.Check].
type Claim struct {
	Type      string          `json:"type,omitempty"`
	Selectors []Selector      `json:"selectors,omitempty"`
	Role      string          `json:"role,omitempty"`
	Subject   string          `json:"subject,omitempty"` // "f1"
	Predicate string          `json:"predicate,omitempty"`
	Object    string          `json:"object,omitempty"` // "f2"
	At        time.Time       `json:"at,omitzero"`
	TxID      string          `json:"txid,omitempty"`
	Vout      *int            `json:"vout,omitempty"`
	AmountSat int64           `json:"amount_sat,omitempty"`
	Question  string          `json:"question,omitempty"` // answers
	Value     json.RawMessage `json:"value,omitempty"`    // answers
	Record    string          `json:"record,omitempty"`   // labels
	Label     string          `json:"label,omitempty"`    // labels
	Word      string          `json:"word,omitempty"`
	Evidence  []string        `json:"evidence,omitempty"` // "e4"
}

// Ref is how other findings name this one: "f3".
func (f Finding) Ref() string { return fmt.Sprintf("f%d", f.Number) }

// Check returns an [ErrInvalid] for a claim that lacks what its kind needs.
func (f Finding) Check() error {
	c := f.Claim
	if c.Word != "" {
		if _, ok := WordMillis(c.Word); !ok {
			return Invalid("word", fmt.Sprintf("%q is not an estimative word", c.Word), "one of: "+wordList())
		}
	}
	switch f.Kind {
	case EntityFinding:
		if c.Type == "" {
			return Invalid("type", "is empty", "account, person, wallet, domain…")
		}
		if len(c.Selectors) == 0 {
			return Invalid("selectors", "are missing", "at least one handle, address, name…")
		}
	case LinkFinding, AliasFinding:
		if c.Subject == "" || c.Object == "" {
			return Invalid("subject", "or object is empty", "two findings, as in f1 and f2")
		}
		if c.Subject == c.Object {
			return Invalid("object", "is the subject itself", "another finding")
		}
		if f.Kind == LinkFinding && c.Predicate == "" {
			return Invalid("predicate", "is empty", "operates, owns, pays…")
		}
	case EventFinding:
		if c.At.IsZero() {
			return Invalid("at", "is empty", "a date and time, as in 2026-03-14T09:40:00Z")
		}
	case HopFinding:
		if c.TxID == "" {
			return Invalid("txid", "is empty", "the transaction's id")
		}
	case AnswerFinding:
		if c.Question == "" || len(c.Value) == 0 {
			return Invalid("question", "or value is empty", "the question's id and an answer")
		}
		if !json.Valid(c.Value) {
			return Invalid("value", "is not JSON", "a string, number, true, false or a list")
		}
	case LabelFinding:
		if c.Record == "" || c.Label == "" {
			return Invalid("record", "or label is empty", "a record of the dataset and its label")
		}
	default:
		return Invalid("kind", fmt.Sprintf("%q is not a kind of finding", f.Kind), "entity, alias, link, event, hop, answer or label")
	}
	return nil
}
