// Package truth is the sealed ground truth of a dataset: what is so, who may
// know it from when, and which records show it. A fact is recorded where a
// behaviour is planted and never recomputed by a detector.
//
// The plaintext is JSON Lines: a header, then one fact a line in canonical JSON
// (RFC 8785). A Merkle root over the salted facts stands in the open manifest,
// so that every fact can be proved after release and none can be changed.
package truth

import (
	"encoding/json"
	"time"
)

// Header is the first line of the plaintext.
type Header struct {
	Format   int    `json:"format"` // 1
	Scenario string `json:"scenario"`
	Variant  string `json:"variant"`
	Seed     string `json:"seed"`      // 32 hex digits
	SeedSalt string `json:"seed_salt"` // 64 hex digits
}

// Kind says what a fact claims.
type Kind string

// The kinds of fact.
const (
	Entity Kind = "entity"
	Alias  Kind = "alias"
	Link   Kind = "link"
	Event  Kind = "event"
	Hop    Kind = "hop"
	Label  Kind = "label"
	Answer Kind = "answer"
)

// Selector is something an analyst can hold that points at an entity.
// Kinds: handle name domain host wallet phone email url plate sha256 ip place.
type Selector struct {
	Kind     string `json:"kind"`
	Platform string `json:"platform,omitempty"`
	Value    string `json:"value"`
}

// Fact is one claim of the truth.
//
// Entity: Type is the entity type, Selectors what it can be known by.
// Alias: Subject and Object are entity ids that are one actor.
// Link: Subject and Object are entity ids, Predicate one of formats.md §2.
// Hop: as a link between wallets, with TxID, Vout and AmountSat, or on the
// account ledger Tx, LogIndex and Amount.
// Label: Subject is a record ("microblog/statuses.jsonl#…"), Object the label.
// Answer: Subject is the question id, Predicate its item kind, Object the value as JSON.
// Event: Type is what happened, Subject the entity, Object the time, or "time/tolerance".
// Without a subject it says only where a planted row comes from, Type being the
// row's sort: nobody can claim it.
// Innocent marks a lookalike: naming it is counted against the team.
//
// Every fact bears every member of formats.md §2, empty where it says nothing,
// so that a reader in any language can ask for it; Role is there where it is
// given, and of the last six three are there in a hop and none elsewhere.
type Fact struct {
	ID          string     `json:"id"`
	Kind        Kind       `json:"kind"`
	Type        string     `json:"type"`
	Subject     string     `json:"subject"`
	Predicate   string     `json:"predicate"`
	Object      string     `json:"object"`
	Role        string     `json:"role,omitempty"`
	Selectors   []Selector `json:"selectors"`
	Difficulty  int        `json:"difficulty"` // 1–5
	VisibleFrom time.Time  `json:"visible_from"`
	Proof       []string   `json:"proof"` // dataset records, the smallest set that shows it
	Innocent    bool       `json:"innocent"`
	Saga        string     `json:"saga"`
	Step        string     `json:"step"`
	Cause       string     `json:"cause"`
	Salt        string     `json:"salt"` // 64 hex digits, drawn from the seed
	TxID        string     `json:"txid,omitempty"`
	Vout        int        `json:"vout,omitempty"`
	AmountSat   int64      `json:"amount_sat,omitempty"`
	Tx          string     `json:"tx,omitempty"` // on the account ledger
	LogIndex    int        `json:"log_index,omitempty"`
	Amount      int64      `json:"amount,omitempty"` // millionths of a dollar
}

// OfRow says that a fact only tells where a planted row comes from.
func (f *Fact) OfRow() bool { return f.Kind == Event && f.Subject == "" }

// Moved is the transaction of a hop, the number of its output or log, and how
// much it moved in the smallest unit of its ledger.
func (f *Fact) Moved() (tx string, index int, amount int64) {
	if f.Tx != "" {
		return f.Tx, f.LogIndex, f.Amount
	}
	return f.TxID, f.Vout, f.AmountSat
}

// MarshalJSON writes lists as [], never null, and the three members of a hop
// whatever they hold: output 0 of a transaction is an output.
func (f Fact) MarshalJSON() ([]byte, error) {
	type bare Fact
	if f.Selectors == nil {
		f.Selectors = []Selector{}
	}
	if f.Proof == nil {
		f.Proof = []string{}
	}
	if f.Kind != Hop {
		f.TxID, f.Vout, f.AmountSat = "", 0, 0
		f.Tx, f.LogIndex, f.Amount = "", 0, 0
		return json.Marshal(bare(f))
	}
	if f.Tx != "" {
		f.TxID, f.Vout, f.AmountSat = "", 0, 0
		return json.Marshal(struct {
			bare
			LogIndex int   `json:"log_index"`
			Amount   int64 `json:"amount"`
		}{bare(f), f.LogIndex, f.Amount})
	}
	return json.Marshal(struct {
		bare
		TxID      string `json:"txid"`
		Vout      int    `json:"vout"`
		AmountSat int64  `json:"amount_sat"`
	}{bare(f), f.TxID, f.Vout, f.AmountSat})
}
