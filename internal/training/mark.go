package training

import (
	"encoding/json"
	"time"
)

// Mark is one trainer's judgement of one criterion of a submission. A second
// thought is a new revision; every one is kept.
type Mark struct {
	Site       SiteID       `db:"site"`
	Team       TeamID       `db:"team"`
	Run        RunID        `db:"run"`
	Submission SubmissionID `db:"submission"`
	ID         MarkID       `db:"id"`
	Criterion  string       `db:"criterion"`
	Trainer    PersonID     `db:"trainer"`
	Revision   int          `db:"revision"` // 1, 2, … per submission, criterion and trainer; given by the store
	Level      int          `db:"level"`    // of the rubric, from 0; zero is a judgement, absent is not
	Reason     string       `db:"reason"`
	At         time.Time    `db:"at"`
	Key        string       `db:"idem"`
}

// ScoreKind says which sort of line the ledger holds.
type ScoreKind string

// A submission has automatic scores (one for each model that was run) and, once
// a trainer publishes, one or more published results.
const (
	AutomaticScore ScoreKind = "automatic"
	PublishedScore ScoreKind = "published"
)

// ScoreEntry is one line of the append-only score ledger, with the digests from
// which "radar score" can find the same numbers again.
type ScoreEntry struct {
	Site             SiteID          `db:"site"`
	Team             TeamID          `db:"team"`
	Run              RunID           `db:"run"`
	Submission       SubmissionID    `db:"submission"`
	N                int             `db:"n"` // 1, 2, … within the run; given by the store
	Kind             ScoreKind       `db:"kind"`
	Model            int             `db:"model"` // version of the scoring model
	TruthRoot        string          `db:"truth_root"`
	SubmissionSHA256 string          `db:"submission_sha256"`
	Scorer           string          `db:"scorer"`       // digest or version of the program that scored
	Score            json.RawMessage `db:"score"`        // formats.md §4 for automatic ones
	ScoreSHA256      string          `db:"score_sha256"` // hex, of Score
	Person           PersonID        `db:"person,null"`
	At               time.Time       `db:"at"`
	Key              string          `db:"idem"`
}

// ReleasedTruth is what the team may see of the truth once a run is released.
type ReleasedTruth struct {
	Site  SiteID    `db:"site"`
	Team  TeamID    `db:"team"`
	Run   RunID     `db:"run"`
	Root  string    `db:"truth_root"`
	Facts []byte    `db:"facts"` // plaintext of the truth, as in formats.md §2
	By    PersonID  `db:"by_person"`
	At    time.Time `db:"at"`
}

// AuditEntry is one line of the audit chain. Detail is canonical JSON (RFC 8785).
type AuditEntry struct {
	Seq    int64           `db:"seq"`
	At     time.Time       `db:"at"`
	Site   SiteID          `db:"site"`
	Person PersonID        `db:"person"` // empty: the program itself, or the command line
	Role   Role            `db:"role"`
	Action string          `db:"action"` // "run.release"
	Object string          `db:"object"` // "run/abc…"
	Detail json.RawMessage `db:"detail"`
	Prev   string          `db:"prev_hash"`
	Hash   string          `db:"row_hash"`
}
