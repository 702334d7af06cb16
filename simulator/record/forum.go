package record

import "time"

// ForumFront is forum/front.json: what anybody sees of Agora-9.
type ForumFront struct {
	Name      string    `json:"name"`
	About     string    `json:"about"`
	Rules     []string  `json:"rules"`
	CreatedAt time.Time `json:"created_at"`
	Label     string    `json:"label"` // says that nothing here is real
}

// ForumBoard is a row of forum/boards.jsonl; anybody reads the names of boards.
type ForumBoard struct {
	ID    string `json:"id"` // as it stands in addresses
	Title string `json:"title"`
	About string `json:"about"`
}

// ForumMember is a row of forum/private/members.jsonl, by id.
type ForumMember struct {
	ID        string       `json:"id"`
	Name      string       `json:"name"`
	Rank      string       `json:"rank"` // newcomer member trusted escrow moderator administrator
	JoinedAt  time.Time    `json:"joined_at"`
	InvitedBy string       `json:"invited_by,omitempty"` // member; the founder has none
	Signature string       `json:"signature,omitempty"`
	Vouches   []ForumVouch `json:"vouches,omitempty"` // in time order
	BannedAt  time.Time    `json:"banned_at,omitzero"`
	BanReason string       `json:"ban_reason,omitempty"`
}

// ForumVouch is a member's word for the one in whose row it stands.
type ForumVouch struct {
	By    string    `json:"by"` // member
	At    time.Time `json:"at"`
	Words string    `json:"words,omitempty"`
}

// ForumThread is a row of forum/private/threads.jsonl, by id.
type ForumThread struct {
	ID        string    `json:"id"`
	BoardID   string    `json:"board_id"`
	AuthorID  string    `json:"author_id"`
	Title     string    `json:"title"`
	Kind      string    `json:"kind,omitempty"` // offer wanted review dispute legal-advice
	CreatedAt time.Time `json:"created_at"`
	LockedAt  time.Time `json:"locked_at,omitzero"`
	DeletedAt time.Time `json:"deleted_at,omitzero"` // with all its posts
}

// ForumPost is a row of forum/private/posts.jsonl, by id. The first post of a
// thread is of its second.
type ForumPost struct {
	ID         string    `json:"id"`
	ThreadID   string    `json:"thread_id"`
	AuthorID   string    `json:"author_id"`
	CreatedAt  time.Time `json:"created_at"`
	Text       string    `json:"text,omitempty"`
	Lang       string    `json:"lang"`
	Quote      string    `json:"quote,omitempty"` // an earlier post
	Media      []string  `json:"media,omitempty"`
	EditedAt   time.Time `json:"edited_at,omitzero"`
	EditedText string    `json:"edited_text,omitempty"` // what it says from then on
	DeletedAt  time.Time `json:"deleted_at,omitzero"`
}

// ForumMessage is a row of forum/private/messages.jsonl, by id.
type ForumMessage struct {
	ID        string    `json:"id"`
	FromID    string    `json:"from_id"`
	ToID      string    `json:"to_id"`
	CreatedAt time.Time `json:"created_at"`
	Subject   string    `json:"subject"`
	Text      string    `json:"text"`
	Lang      string    `json:"lang"`
	ReplyTo   string    `json:"reply_to,omitempty"` // an earlier message between the two
}

// ForumMedia is a row of forum/private/media.jsonl.
type ForumMedia = ListingImage
