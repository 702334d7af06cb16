package rangeserver

import (
	"net/url"
	"path"
	"slices"
	"strconv"
	"time"

	"github.com/osint-radar/academy/simulator/record"
)

// The wire shapes of Mastodon's client API (docs.joinmastodon.org/entities):
// ids are strings, lists are [] and never null, times have milliseconds.

type apiAccount struct {
	ID             string      `json:"id"`
	Username       string      `json:"username"`
	Acct           string      `json:"acct"`
	DisplayName    string      `json:"display_name"`
	Locked         bool        `json:"locked"`
	Bot            bool        `json:"bot"`
	Discoverable   bool        `json:"discoverable"`
	Group          bool        `json:"group"`
	CreatedAt      string      `json:"created_at"`
	Note           string      `json:"note"`
	URL            string      `json:"url"`
	URI            string      `json:"uri"`
	Avatar         string      `json:"avatar"`
	AvatarStatic   string      `json:"avatar_static"`
	Header         string      `json:"header"`
	HeaderStatic   string      `json:"header_static"`
	FollowersCount int         `json:"followers_count"`
	FollowingCount int         `json:"following_count"`
	StatusesCount  int         `json:"statuses_count"`
	LastStatusAt   *string     `json:"last_status_at"`
	Emojis         []any       `json:"emojis"`
	Fields         []apiField  `json:"fields"`
	Suspended      bool        `json:"suspended,omitempty"`
	Moved          *apiAccount `json:"moved,omitempty"`
	Source         *apiSource  `json:"source,omitempty"`
}

type apiField struct {
	Name       string  `json:"name"`
	Value      string  `json:"value"`
	VerifiedAt *string `json:"verified_at"`
}

type apiSource struct {
	Privacy   string     `json:"privacy"`
	Sensitive bool       `json:"sensitive"`
	Language  string     `json:"language"`
	Note      string     `json:"note"`
	Fields    []apiField `json:"fields"`
}

type apiStatus struct {
	ID                 string       `json:"id"`
	CreatedAt          string       `json:"created_at"`
	EditedAt           *string      `json:"edited_at"`
	InReplyToID        *string      `json:"in_reply_to_id"`
	InReplyToAccountID *string      `json:"in_reply_to_account_id"`
	Sensitive          bool         `json:"sensitive"`
	SpoilerText        string       `json:"spoiler_text"`
	Visibility         string       `json:"visibility"`
	Language           *string      `json:"language"`
	URI                string       `json:"uri"`
	URL                string       `json:"url"`
	RepliesCount       int          `json:"replies_count"`
	ReblogsCount       int          `json:"reblogs_count"`
	FavouritesCount    int          `json:"favourites_count"`
	Favourited         bool         `json:"favourited"`
	Reblogged          bool         `json:"reblogged"`
	Muted              bool         `json:"muted"`
	Bookmarked         bool         `json:"bookmarked"`
	Content            string       `json:"content"`
	Reblog             *apiStatus   `json:"reblog"`
	Account            apiAccount   `json:"account"`
	Media              []apiMedia   `json:"media_attachments"`
	Mentions           []apiMention `json:"mentions"`
	Tags               []apiTag     `json:"tags"`
	Emojis             []any        `json:"emojis"`
	Card               any          `json:"card"`
	Poll               any          `json:"poll"`
}

type apiMedia struct {
	ID          string         `json:"id"`
	Type        string         `json:"type"`
	URL         string         `json:"url"`
	PreviewURL  string         `json:"preview_url"`
	RemoteURL   *string        `json:"remote_url"`
	TextURL     *string        `json:"text_url"`
	Meta        map[string]any `json:"meta"`
	Description string         `json:"description"`
	Blurhash    *string        `json:"blurhash"`
}

type apiMention struct {
	ID       string `json:"id"`
	Username string `json:"username"`
	URL      string `json:"url"`
	Acct     string `json:"acct"`
}

type apiTag struct {
	Name    string       `json:"name"`
	URL     string       `json:"url"`
	History []apiHistory `json:"history,omitempty"`
}

type apiHistory struct {
	Day      string `json:"day"`
	Uses     string `json:"uses"`
	Accounts string `json:"accounts"`
}

func ms(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

func pathEscape(s string) string { return url.PathEscape(s) }

func (a *account) url() string { return chatterlyURL + "/@" + a.Handle }
func (s *status) url() string  { return s.author.url() + "/" + s.ID }
func tagURL(name string) string {
	return chatterlyURL + "/tags/" + pathEscape(name)
}
func (x *media) url() string { return chatterlyURL + "/media/" + path.Base(x.File) }

// accountJSON is the account as of t. A suspended one is a shell, as Mastodon shows it.
func (b *microblog) accountJSON(a *account, t int64) apiAccount {
	now := a.profile(t)
	avatar := chatterlyURL + "/static/avatar.svg"
	if pic := b.media[a.Avatar]; pic != nil && pic.holds(t) {
		avatar = pic.url()
	}
	out := apiAccount{
		ID: a.ID, Username: a.Handle, Acct: a.Handle, DisplayName: now.DisplayName, Bot: a.Bot, Discoverable: true,
		CreatedAt: ms(a.CreatedAt), Note: b.contentHTML(now.Bio, chatterlyURL, t), URL: a.url(), URI: chatterlyURL + "/users/" + a.Handle,
		Avatar: avatar, AvatarStatic: avatar, Header: chatterlyURL + "/static/header.svg", HeaderStatic: chatterlyURL + "/static/header.svg",
		Emojis: []any{}, Fields: b.fieldsJSON(now.Fields, t),
	}
	if t >= a.until {
		out.Suspended, out.DisplayName, out.Note, out.Fields = true, "", "", []apiField{}
		return out
	}
	out.FollowersCount, out.FollowingCount, out.StatusesCount = a.nFollower.at(t), a.nFollows.at(t), a.posts.at(t)
	if last, _ := b.timeline(a.own, false, t, span{limit: 1}, nil); len(last) == 1 {
		day := last[0].CreatedAt.UTC().Format(time.DateOnly)
		out.LastStatusAt = &day
	}
	if to := b.accountID[a.MovedTo]; to != nil && stamp(a.MovedAt) <= t && to.MovedTo == "" {
		moved := b.accountJSON(to, t)
		out.Moved = &moved
	}
	return out
}

func (b *microblog) fieldsJSON(fields []record.ProfileField, t int64) []apiField {
	out := make([]apiField, 0, len(fields))
	for _, f := range fields {
		out = append(out, apiField{Name: f.Name, Value: stripParagraph(b.contentHTML(f.Value, chatterlyURL, t))})
	}
	return out
}

func stripParagraph(s string) string {
	if len(s) >= 7 && s[:3] == "<p>" && s[len(s)-4:] == "</p>" {
		return s[3 : len(s)-4]
	}
	return s
}

// statusJSON is the status as of t.
func (b *microblog) statusJSON(s *status, t int64) apiStatus {
	out := apiStatus{
		ID: s.ID, CreatedAt: ms(s.CreatedAt), Sensitive: s.Sensitive, SpoilerText: s.Spoiler, Visibility: "public",
		URI: chatterlyURL + "/users/" + s.author.Handle + "/statuses/" + s.ID, URL: s.url(),
		RepliesCount: s.nReply.at(t), ReblogsCount: s.nBoost.at(t), FavouritesCount: s.nFav.at(t),
		Content: b.contentHTML(s.Text, chatterlyURL, t), Account: b.accountJSON(s.author, t),
		Media: []apiMedia{}, Mentions: []apiMention{}, Tags: []apiTag{}, Emojis: []any{},
	}
	if s.Lang != "" {
		out.Language = &s.Lang
	}
	if up := b.statusID[s.InReplyTo]; up != nil && up.holds(t) {
		out.InReplyToID, out.InReplyToAccountID = &up.ID, &up.AccountID
	}
	if s.boost != nil {
		inner := b.statusJSON(s.boost, t)
		out.Reblog = &inner
	}
	for _, x := range b.shown(s, t) {
		size := map[string]any{"width": x.Width, "height": x.Height, "size": strconv.Itoa(x.Width) + "x" + strconv.Itoa(x.Height)}
		out.Media = append(out.Media, apiMedia{
			ID: x.ID, Type: "image", URL: x.url(), PreviewURL: x.url(), Description: x.Description,
			Meta: map[string]any{"original": size, "small": size},
		})
	}
	for _, id := range s.Mentions {
		if a := b.accountID[id]; a != nil {
			out.Mentions = append(out.Mentions, apiMention{ID: a.ID, Username: a.Handle, URL: a.url(), Acct: a.Handle})
		}
	}
	for _, name := range s.Tags {
		out.Tags = append(out.Tags, apiTag{Name: name, URL: tagURL(name)})
	}
	return out
}

// shown returns the pictures of a status.
func (b *microblog) shown(s *status, t int64) []*media {
	var out []*media
	for _, id := range s.Media {
		if x := b.media[id]; x.holds(t) {
			out = append(out, x)
		}
	}
	return out
}

func (b *microblog) statusesJSON(list []*status, t int64) []apiStatus {
	out := make([]apiStatus, 0, len(list))
	for _, s := range list {
		out = append(out, b.statusJSON(s, t))
	}
	return out
}

func (b *microblog) accountsJSON(list []*account, t int64) []apiAccount {
	out := make([]apiAccount, 0, len(list))
	for _, a := range list {
		out = append(out, b.accountJSON(a, t))
	}
	return out
}

// tagJSON has the last seven days of use, newest first, as Unix seconds of
// the day's start and decimal strings.
func (b *microblog) tagJSON(g *tag, t int64) apiTag {
	const day = 24 * 3600 * int64(1e9)
	out := apiTag{Name: g.name, URL: tagURL(g.name), History: make([]apiHistory, 0, 7)}
	today := t - t%day
	var uses [7]int
	var who [7]map[*account]bool
	for _, i := range slices.Backward(g.uses) {
		s := b.statuses[i]
		if s.from < today-6*day {
			break
		}
		if !s.holds(t) {
			continue
		}
		k := max(0, (today-s.from+day-1)/day)
		uses[k]++
		if who[k] == nil {
			who[k] = map[*account]bool{}
		}
		who[k][s.author] = true
	}
	for k := range uses {
		out.History = append(out.History, apiHistory{
			Day: strconv.FormatInt((today-int64(k)*day)/1e9, 10), Uses: strconv.Itoa(uses[k]), Accounts: strconv.Itoa(len(who[k])),
		})
	}
	return out
}
