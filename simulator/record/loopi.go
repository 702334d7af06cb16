package record

import "time"

// LoopiAccount is a row of loopi/accounts.jsonl, by id.
type LoopiAccount struct {
	ID          string    `json:"id"`
	Handle      string    `json:"handle"` // without @
	Name        string    `json:"name"`
	Bio         string    `json:"bio,omitempty"`
	Link        string    `json:"link,omitempty"`
	Lang        string    `json:"lang"`
	CreatedAt   time.Time `json:"created_at"`
	Avatar      string    `json:"avatar,omitempty"`      // media id
	SuspendedAt time.Time `json:"suspended_at,omitzero"` // from then on it is gone with all its clips
}

// Clip is a row of loopi/clips.jsonl, by id.
type Clip struct {
	ID        string    `json:"id"`
	AccountID string    `json:"account_id"`
	CreatedAt time.Time `json:"created_at"`
	Caption   string    `json:"caption"`
	Lang      string    `json:"lang"`
	Tags      []string  `json:"tags,omitempty"`  // without #, in small letters
	Sound     string    `json:"sound,omitempty"` // title; the clip's own where there is none
	Seconds   int64     `json:"seconds"`
	Poster    string    `json:"poster"` // media id
	Frames    []string  `json:"frames"` // media ids, in the order of the clip
	Views     int64     `json:"views"`  // at the end of the clock
	DeletedAt time.Time `json:"deleted_at,omitzero"`
}

// ClipComment is a row of loopi/comments.jsonl, by id.
type ClipComment struct {
	ID        string    `json:"id"`
	ClipID    string    `json:"clip_id"`
	AccountID string    `json:"account_id"`
	CreatedAt time.Time `json:"created_at"`
	Text      string    `json:"text"`
	Lang      string    `json:"lang"`
	ReplyTo   string    `json:"reply_to,omitempty"` // an earlier comment of the clip
	DeletedAt time.Time `json:"deleted_at,omitzero"`
}

// ClipLike is a row of loopi/likes.jsonl, by time.
type ClipLike struct {
	AccountID string    `json:"account_id"`
	ClipID    string    `json:"clip_id"`
	CreatedAt time.Time `json:"created_at"`
}

// LoopiMedia is a row of loopi/media.jsonl: one still. Loopi keeps one copy of
// what is the same byte for byte, so that a recycled clip names the same stills.
type LoopiMedia = ListingImage
