package training

import (
	"fmt"
	"time"
)

// Verdict is what a capture is worth, by what range and desk served (formats.md §5).
type Verdict string

// The verdicts, in the order in which they are tried.
const (
	ServedToOtherTeam Verdict = "served_to_other_team"
	BeforeRelease     Verdict = "before_release"
	VerifiedAsServed  Verdict = "verified_as_served"
	Altered           Verdict = "altered"
	Derived           Verdict = "derived"
	NotOurs           Verdict = "not_ours"
)

// EvidenceKind says what a row of the evidence log does.
type EvidenceKind string

// A row is a capture, or corrects or withdraws an earlier row. Nothing is
// edited or deleted.
const (
	Capture    EvidenceKind = "capture"
	Correction EvidenceKind = "correction"
	Withdrawal EvidenceKind = "withdrawal"
)

// Evidence is one row of a run's evidence log, chained to the row before it.
// Grades are kept with the scheme they belong to.
type Evidence struct {
	Site SiteID       `db:"site"`
	Team TeamID       `db:"team"`
	Run  RunID        `db:"run"`
	Seq  int          `db:"seq"` // 1, 2, …; given by the store; "e4" is Seq 4
	Kind EvidenceKind `db:"kind"`

	Corrects int `db:"corrects"` // Seq of the row a correction or withdrawal speaks of; else 0
	Parent   int `db:"parent"`   // Seq of the original, for a working copy, screenshot, transcript; else 0

	Person     PersonID  `db:"person"`
	Wall       time.Time `db:"wall"`        // received by the server
	Scenario   time.Time `db:"scenario"`    // scenario time then
	CapturedAt time.Time `db:"captured_at"` // as the trainee states it

	SourceURL   string `db:"source_url"`
	FinalURL    string `db:"final_url"` // after redirects
	Platform    string `db:"platform"`
	ObjectID    string `db:"object_id"`
	Method      string `db:"method"`
	Tool        string `db:"tool"`
	ToolVersion string `db:"tool_version"`

	FileName  string `db:"file_name"`
	MediaType string `db:"media_type"`
	Bytes     int64  `db:"bytes"`
	SHA256    string `db:"sha256"` // hex

	Relevance   string `db:"relevance"` // why it matters; required
	SourceGrade string `db:"source_grade"`
	InfoGrade   string `db:"info_grade"`
	Scheme      string `db:"scheme"` // "europol-4x4" "admiralty" "5x5x5" "3x5x2"
	Handling    string `db:"handling"`
	LawfulBasis string `db:"lawful_basis"`
	Contact     bool   `db:"contact"` // was contact made with a person

	Verdict Verdict `db:"verdict"`
	Detail  string  `db:"detail"` // one sentence on why
	Surface string  `db:"surface"`
	Record  string  `db:"record"` // the dataset record that was captured
	Parts   []Part  `db:"parts,json"`

	Key      string `db:"idem"` // idempotency key of the upload
	PrevHash string `db:"prev_hash"`
	RowHash  string `db:"row_hash"` // SHA-256 over the canonical JSON of the row without this field
}

// Part is one response record of a WARC or WACZ, judged by itself.
type Part struct {
	URL     string  `json:"url"`
	SHA256  string  `json:"sha256"`
	Bytes   int64   `json:"bytes"`
	Verdict Verdict `json:"verdict"`
	Surface string  `json:"surface,omitempty"`
	Record  string  `json:"record,omitempty"`
}

// Ref is how findings name this evidence: "e4".
func (e Evidence) Ref() string { return fmt.Sprintf("e%d", e.Seq) }

// Wire returns the evidence as a submission holds it.
func (e Evidence) Wire() SubmissionEvidence {
	return SubmissionEvidence{
		ID: e.Ref(), SHA256: e.SHA256, Bytes: e.Bytes, Verdict: e.Verdict, Surface: e.Surface, Record: e.Record,
		CapturedAt: e.CapturedAt, SourceURL: e.SourceURL,
		SourceGrade: e.SourceGrade, InfoGrade: e.InfoGrade, Scheme: e.Scheme,
	}
}

// Custody is what may happen to a piece of evidence.
type Custody string

// The custody events.
const (
	CustodyCaptured    Custody = "captured"
	CustodyViewed      Custody = "viewed"
	CustodyCopied      Custody = "copied"
	CustodyTransferred Custody = "transferred"
	CustodyExported    Custody = "exported"
	CustodyVerified    Custody = "verified"
)

// CustodyEvent is one line of an item's custody history.
type CustodyEvent struct {
	Site   SiteID    `db:"site"`
	Team   TeamID    `db:"team"`
	Run    RunID     `db:"run"`
	Seq    int       `db:"seq"` // of the evidence
	N      int       `db:"n"`   // 1, 2, … within the item; given by the store
	Kind   Custody   `db:"kind"`
	Person PersonID  `db:"person"`
	At     time.Time `db:"at"`
	Note   string    `db:"note"`
}
