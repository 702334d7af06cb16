// Package record is the shape of the rows that a dataset's files hold: what
// the surfaces write and the range serves. One row a line (JSON Lines), times
// in RFC 3339 UTC with seconds or milliseconds, ids as strings. The verifier
// has its own reading of the same files and does not use this package.
//
// A row exists for an observer from its own time on (created_at, visible_from,
// valid_from) until it is withdrawn (deleted_at, suspended_at, valid_to).
// A zero time in an optional field is absent in the JSON.
package record

import "time"

// Account is a row of microblog/accounts.jsonl.
type Account struct {
	ID          string          `json:"id"`     // decimal, like a snowflake: later accounts have higher ids
	Handle      string          `json:"handle"` // without the leading @
	DisplayName string          `json:"display_name"`
	Bio         string          `json:"bio"` // plain text
	Lang        string          `json:"lang"`
	CreatedAt   time.Time       `json:"created_at"`
	Avatar      string          `json:"avatar,omitempty"` // media id
	Bot         bool            `json:"bot,omitempty"`
	Fields      []ProfileField  `json:"fields,omitempty"`
	Changes     []ProfileChange `json:"changes,omitempty"`     // in time order; each replaces what it names
	SuspendedAt time.Time       `json:"suspended_at,omitzero"` // from then on the platform shows 410 and no statuses
	MovedTo     string          `json:"moved_to,omitempty"`    // account id
	MovedAt     time.Time       `json:"moved_at,omitzero"`
}

// ProfileField is a name and value that an account shows beside its bio.
type ProfileField struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// ProfileChange is a later state of a profile; an empty field keeps the old value.
type ProfileChange struct {
	At          time.Time      `json:"at"`
	DisplayName string         `json:"display_name,omitempty"`
	Bio         string         `json:"bio,omitempty"`
	Fields      []ProfileField `json:"fields,omitempty"`
}

// Status is a row of microblog/statuses.jsonl.
type Status struct {
	ID        string    `json:"id"` // decimal, ordered by time like a snowflake
	AccountID string    `json:"account_id"`
	CreatedAt time.Time `json:"created_at"`
	Text      string    `json:"text"` // plain text; tags as #tag, mentions as @handle, links bare
	Lang      string    `json:"lang"`
	Media     []string  `json:"media,omitempty"`       // media ids
	Tags      []string  `json:"tags,omitempty"`        // lower case, without #
	Mentions  []string  `json:"mentions,omitempty"`    // account ids
	InReplyTo string    `json:"in_reply_to,omitempty"` // status id
	BoostOf   string    `json:"boost_of,omitempty"`    // status id; text is then empty
	Sensitive bool      `json:"sensitive,omitempty"`
	Spoiler   string    `json:"spoiler,omitempty"`
	DeletedAt time.Time `json:"deleted_at,omitzero"`
}

// Follow is a row of microblog/follows.jsonl: account follows target from then on.
type Follow struct {
	AccountID string    `json:"account_id"`
	TargetID  string    `json:"target_id"`
	CreatedAt time.Time `json:"created_at"`
}

// Favourite is a row of microblog/favourites.jsonl.
type Favourite struct {
	AccountID string    `json:"account_id"`
	StatusID  string    `json:"status_id"`
	CreatedAt time.Time `json:"created_at"`
}

// Media is a row of microblog/media.jsonl.
type Media struct {
	ID          string    `json:"id"`
	File        string    `json:"file"` // dataset path, for example microblog/media/1093.jpg
	MIME        string    `json:"mime"`
	Width       int       `json:"width"`
	Height      int       `json:"height"`
	Bytes       int64     `json:"bytes"`
	SHA256      string    `json:"sha256"`
	Description string    `json:"description"` // alternative text
	VisibleFrom time.Time `json:"visible_from"`
}
