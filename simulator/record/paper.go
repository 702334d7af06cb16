package record

import "time"

// Sheet is a row of paper/sheets.jsonl: one scanned page, of a money shop's book
// or a receipt.
type Sheet struct {
	ID          string    `json:"id"`
	Kind        string    `json:"kind"` // "book" or "receipt"
	Shop        string    `json:"shop"`
	Page        int       `json:"page,omitempty"` // of a book, from 1
	File        string    `json:"file"`           // dataset path
	MIME        string    `json:"mime"`
	Width       int       `json:"width"`
	Height      int       `json:"height"`
	Bytes       int64     `json:"bytes"`
	SHA256      string    `json:"sha256"`
	VisibleFrom time.Time `json:"visible_from"` // when its last line was written
}

// The entries of a money shop's book: rows of paper/entries.csv, which says in
// text what the scanned pages show (id,sheet,shop,at,entry,number,other,name,to,
// code,amount,fee). A shop's own book is all that it knows.
const (
	EntryTaken  = "IN"   // money taken from a sender, to be paid out by Other
	EntryPaid   = "OUT"  // money paid to a receiver for Other
	EntryBack   = "BACK" // money given back to the sender
	EntryGave   = "GAVE" // settled: given to Other
	EntryGot    = "GOT"  // settled: received from Other
	EntriesHead = "id,sheet,shop,at,entry,number,other,name,to,code,amount,fee"
)
