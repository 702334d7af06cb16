package record

import "time"

// Seller is a row of classifieds/sellers.jsonl: an account of Bazarino.
type Seller struct {
	ID    string    `json:"id"`
	Name  string    `json:"name"`
	Phone string    `json:"phone,omitempty"` // E.164, shown in its advertisements
	Since time.Time `json:"since"`
}

// Listing is a row of classifieds/listings.jsonl, in the order of time: an
// advertisement, and the page that shows it from VisibleFrom to GoneAt.
type Listing struct {
	ID          string    `json:"id"`
	Seller      string    `json:"seller"`   // id
	Category    string    `json:"category"` // travel services jobs vehicles documents household
	Title       string    `json:"title"`
	Text        string    `json:"text"`
	Lang        string    `json:"lang"`
	Price       int64     `json:"price"` // whole training krona; 0: on request
	Place       string    `json:"place,omitempty"`
	Images      []string  `json:"images,omitempty"` // ids
	VisibleFrom time.Time `json:"visible_from"`
	GoneAt      time.Time `json:"gone_at,omitzero"`
	Removed     bool      `json:"removed,omitempty"` // by the site and not by its seller
	File        string    `json:"file"`              // dataset path of its page
	Bytes       int64     `json:"bytes"`
	SHA256      string    `json:"sha256"`
}

// ListingImage is a row of classifieds/images.jsonl: a picture is there for as
// long as an advertisement shows it.
type ListingImage struct {
	ID          string `json:"id"`
	File        string `json:"file"`
	MIME        string `json:"mime"`
	Width       int    `json:"width"`
	Height      int    `json:"height"`
	Bytes       int64  `json:"bytes"`
	SHA256      string `json:"sha256"`
	Description string `json:"description"`
}
