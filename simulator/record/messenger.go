package record

import "time"

// Channel is a row of messenger/channels.jsonl: a public channel of Kurjer.
type Channel struct {
	ID        string    `json:"id"`     // decimal
	Handle    string    `json:"handle"` // without the leading @
	Title     string    `json:"title"`
	About     string    `json:"about,omitempty"`
	Lang      string    `json:"lang"`
	CreatedAt time.Time `json:"created_at"`
	BannedAt  time.Time `json:"banned_at,omitzero"` // the platform closed it: it says so and shows nothing
	ClosedAt  time.Time `json:"closed_at,omitzero"` // its owner did: as if it had never been there
	Picture   string    `json:"picture,omitempty"`  // media id
	Readers   int64     `json:"readers"`            // at the end of the clock
	File      string    `json:"file"`               // dataset path of its messages
	Export    string    `json:"export"`             // dataset path of its export as of the end of the clock
}

// Message is a row of messenger/messages/<channel id>.jsonl, in the order of
// time and numbers. At scenario time t a message with At <= t is there until
// DeletedAt; from EditedAt on it says EditedText.
type Message struct {
	ID         string    `json:"id"` // number in its channel, from 1
	At         time.Time `json:"at"`
	Text       string    `json:"text"`
	Lang       string    `json:"lang"`
	Author     string    `json:"author,omitempty"`     // signature
	ReplyTo    string    `json:"reply_to,omitempty"`   // number of an earlier message of the channel
	Forward    *Forward  `json:"forward,omitempty"`    // where it was written first
	Media      []string  `json:"media,omitempty"`      // media ids
	Voice      int64     `json:"voice,omitempty"`      // of a voice note: how many seconds it lasts
	Transcript string    `json:"transcript,omitempty"` // of a voice note
	Views      int64     `json:"views"`                // by the end of the clock
	EditedAt   time.Time `json:"edited_at,omitzero"`
	EditedText string    `json:"edited_text,omitempty"`
	DeletedAt  time.Time `json:"deleted_at,omitzero"`
}

// Forward says where a message was written first.
type Forward struct {
	Channel string `json:"channel,omitempty"` // id of a public channel; "" where it is none
	Message string `json:"message,omitempty"` // number there
	Title   string `json:"title"`             // as readers see it
}

// KurjerProfile is a row of messenger/profiles.jsonl: a person or bot with a
// handle, as anybody sees it.
type KurjerProfile struct {
	ID        string    `json:"id"`
	Handle    string    `json:"handle"`
	Name      string    `json:"name"`
	Bot       bool      `json:"bot,omitempty"`
	CreatedAt time.Time `json:"created_at"`
	DeletedAt time.Time `json:"deleted_at,omitzero"`
}

// KurjerMedia is a row of messenger/media.jsonl: a picture is there for as long
// as a message or a channel shows it.
type KurjerMedia = ListingImage

// PrivateRoom is a row of messenger/private/rooms.jsonl: a room whose material
// only a granted authorisation releases.
type PrivateRoom struct {
	ID        string    `json:"id"`
	Kind      string    `json:"kind"` // "private" (a group) or "secret" (a chat of two)
	Title     string    `json:"title"`
	CreatedAt time.Time `json:"created_at"`
	ClosedAt  time.Time `json:"closed_at,omitzero"`
	Folder    string    `json:"folder"` // messenger/private/<id>
}

// RoomMember is a row of messenger/private/<room>/members.jsonl: what the
// platform knows of who is in the room.
type RoomMember struct {
	ID       string    `json:"id"` // of the profile
	Name     string    `json:"name"`
	Handle   string    `json:"handle,omitempty"`
	Phone    string    `json:"phone,omitempty"`
	Bot      bool      `json:"bot,omitempty"`
	Role     string    `json:"role"` // owner, admin, bot, member
	JoinedAt time.Time `json:"joined_at"`
	LeftAt   time.Time `json:"left_at,omitzero"`
}
