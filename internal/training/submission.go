package training

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Submission is what a team hands in, in its wire form (formats.md §3): the
// site stores and exports these bytes, and "radar score" reads them. Lists are
// never null; times are RFC 3339.
type Submission struct {
	Format       int                  `json:"format"` // 1
	Run          RunID                `json:"run"`
	Team         TeamID               `json:"team"`
	Scenario     string               `json:"scenario"`
	Variant      string               `json:"variant"`
	SubmittedAt  time.Time            `json:"submitted_at"`
	ScenarioTime time.Time            `json:"scenario_time"`
	Findings     []SubmissionFinding  `json:"findings"`
	Answers      []SubmissionAnswer   `json:"answers"`
	Labels       []SubmissionLabel    `json:"labels"`
	Decisions    []SubmissionDecision `json:"decisions"`
	Evidence     []SubmissionEvidence `json:"evidence"`
	Conduct      []Conduct            `json:"conduct"`
	Clock        []ClockSegment       `json:"clock"`
}

// Selector is one identifier of an entity: a handle, a wallet, a plate.
type Selector struct {
	Kind     string `json:"kind"`
	Platform string `json:"platform,omitempty"`
	Value    string `json:"value"`
}

// SubmissionFinding is one claim. Subject and Object name other findings of the
// same submission. A hop carries TxID, Vout and AmountSat, or on the account
// ledger Tx, LogIndex and Amount.
type SubmissionFinding struct {
	ID        string      `json:"id"`
	Kind      FindingKind `json:"kind"` // entity alias link event hop
	Type      string      `json:"type,omitempty"`
	Selectors []Selector  `json:"selectors,omitempty"`
	Role      string      `json:"role,omitempty"`
	Subject   string      `json:"subject,omitempty"`
	Predicate string      `json:"predicate,omitempty"`
	Object    string      `json:"object,omitempty"`
	At        time.Time   `json:"at,omitzero"`
	TxID      string      `json:"txid,omitempty"`
	Vout      *int        `json:"vout,omitempty"`
	AmountSat int64       `json:"amount_sat,omitempty"`
	Tx        string      `json:"tx,omitempty"`
	LogIndex  *int        `json:"log_index,omitempty"`
	Amount    string      `json:"amount,omitempty"`
	Word      string      `json:"word,omitempty"`
	Evidence  []string    `json:"evidence,omitempty"`
}

// SubmissionAnswer answers one of the scenario's questions; Value is any JSON value.
type SubmissionAnswer struct {
	Question string          `json:"question"`
	Value    json.RawMessage `json:"value"`
	Word     string          `json:"word,omitempty"`
	Evidence []string        `json:"evidence,omitempty"`
}

// SubmissionLabel labels one record of the dataset.
type SubmissionLabel struct {
	Record string `json:"record"`
	Label  string `json:"label"`
}

// SubmissionDecision is a choice at a decision point.
type SubmissionDecision struct {
	Point      string `json:"point"`
	Choice     string `json:"choice"`
	LegalBasis string `json:"legal_basis"`
	Reason     string `json:"reason"`
}

// SubmissionEvidence is what the score needs to know of one capture.
type SubmissionEvidence struct {
	ID          string    `json:"id"`
	SHA256      string    `json:"sha256"`
	Bytes       int64     `json:"bytes"`
	Verdict     Verdict   `json:"verdict"`
	Surface     string    `json:"surface"`
	Record      string    `json:"record"`
	CapturedAt  time.Time `json:"captured_at"`
	SourceURL   string    `json:"source_url"`
	SourceGrade string    `json:"source_grade"`
	InfoGrade   string    `json:"info_grade"`
	Scheme      string    `json:"scheme"`
}

// Conduct is something the passive-conduct guard noticed.
type Conduct struct {
	Kind    string    `json:"kind"` // "follow", "join", "message"…
	At      time.Time `json:"at"`   // scenario time
	Surface string    `json:"surface,omitempty"`
	Record  string    `json:"record,omitempty"`
	Text    string    `json:"text,omitempty"`
}

// Encode returns the one byte form of a submission: keys in the order of the
// struct, no HTML escapes, no spaces, a final line feed. Decoding and encoding
// again gives the same bytes.
func (s Submission) Encode() ([]byte, error) {
	s.Findings, s.Answers, s.Labels = list(s.Findings), list(s.Answers), list(s.Labels)
	s.Decisions, s.Evidence, s.Conduct, s.Clock = list(s.Decisions), list(s.Evidence), list(s.Conduct), list(s.Clock)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return nil, fmt.Errorf("encode submission: %w", err)
	}
	return b.Bytes(), nil
}

func list[T any](in []T) []T {
	if in == nil {
		return []T{}
	}
	return in
}

// DecodeSubmission reads the wire form and checks it. An unknown field, a
// wrong type or a dangling reference is an [ErrInvalid] that names it.
func DecodeSubmission(b []byte) (Submission, error) {
	var s Submission
	if err := wireText(b); err != nil {
		return s, err
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return s, Invalid("submission", "is not in the wire form: "+err.Error(), "the JSON of formats.md, section 3")
	}
	if _, err := d.Token(); err != io.EOF {
		return s, Invalid("submission", "goes on after its closing brace", "one JSON object")
	}
	return s, s.Check()
}

// wireText wants what the site would take in a field: the decoder itself would
// put a replacement character for a broken one, and keep an escaped NUL.
func wireText(b []byte) error {
	for at := 0; at < len(b); {
		r, n := utf8.DecodeRune(b[at:])
		if r == utf8.RuneError && n == 1 {
			return Invalid("submission", fmt.Sprintf("is not valid UTF-8 at byte %d", at), "text saved as UTF-8")
		}
		at += n
	}
	d := json.NewDecoder(bytes.NewReader(b))
	for {
		token, err := d.Token()
		if err != nil {
			return nil // its end, or what decoding will complain of
		}
		if text, ok := token.(string); ok && strings.ContainsRune(text, 0) {
			return Invalid("submission", fmt.Sprintf("holds a NUL character before byte %d", d.InputOffset()), "text without NUL")
		}
	}
}

// Check wants format 1, unique ids, references that exist and known words.
func (s Submission) Check() error {
	if s.Format != 1 {
		return Invalid("format", fmt.Sprintf("is %d", s.Format), "1")
	}
	evidence := map[string]bool{}
	for i, e := range s.Evidence {
		if e.ID == "" || evidence[e.ID] {
			return Invalid(fmt.Sprintf("evidence[%d].id", i), fmt.Sprintf("%q is empty or used twice", e.ID), "an id of its own, as in e4")
		}
		evidence[e.ID] = true
	}
	ids := map[string]bool{}
	for i, f := range s.Findings {
		if f.ID == "" || ids[f.ID] {
			return Invalid(fmt.Sprintf("findings[%d].id", i), fmt.Sprintf("%q is empty or used twice", f.ID), "an id of its own, as in f1")
		}
		ids[f.ID] = true
	}
	kinds := []FindingKind{EntityFinding, AliasFinding, LinkFinding, EventFinding, HopFinding}
	for i, f := range s.Findings {
		where := fmt.Sprintf("findings[%d]", i)
		if !slices.Contains(kinds, f.Kind) {
			return Invalid(where+".kind", fmt.Sprintf("is %q", f.Kind), "entity, alias, link, event or hop")
		}
		for _, ref := range []string{f.Subject, f.Object} {
			if ref != "" && !ids[ref] {
				return Invalid(where, fmt.Sprintf("names finding %q, which is not in the submission", ref), "the id of a finding")
			}
		}
		if err := checkClaim(where, f.Word, f.Evidence, evidence); err != nil {
			return err
		}
	}
	for i, a := range s.Answers {
		where := fmt.Sprintf("answers[%d]", i)
		if a.Question == "" || len(a.Value) == 0 {
			return Invalid(where, "has no question or no value", "the question's id and a JSON value")
		}
		if err := checkClaim(where, a.Word, a.Evidence, evidence); err != nil {
			return err
		}
	}
	return nil
}

func checkClaim(where, word string, refs []string, evidence map[string]bool) error {
	if _, ok := WordMillis(word); word != "" && !ok {
		return Invalid(where+".word", fmt.Sprintf("is %q", word), "one of: "+wordList())
	}
	for _, ref := range refs {
		if !evidence[ref] {
			return Invalid(where+".evidence", fmt.Sprintf("names %q, which is not in the submission", ref), "the id of a piece of evidence")
		}
	}
	return nil
}

// StoredSubmission is a submission as the store keeps it: the exact bytes, their
// digest, and the report that goes with them. It never changes.
type StoredSubmission struct {
	Site         SiteID       `db:"site"`
	Team         TeamID       `db:"team"`
	Run          RunID        `db:"run"`
	ID           SubmissionID `db:"id"`
	N            int          `db:"n"` // 1, 2, … within the run; given by the store
	Wire         []byte       `db:"wire"`
	SHA256       string       `db:"sha256"` // hex, of Wire
	Report       string       `db:"report"` // Markdown
	ReportSHA256 string       `db:"report_sha256"`
	Person       PersonID     `db:"person"`
	At           time.Time    `db:"at"`
	Key          string       `db:"idem"`
}

// Digest returns the hex SHA-256 of b.
func Digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
