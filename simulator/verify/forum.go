package verify

import (
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const (
	forumFront    = "forum/front.json"
	forumBoards   = "forum/boards.jsonl"
	forumMembers  = "forum/private/members.jsonl"
	forumThreads  = "forum/private/threads.jsonl"
	forumPosts    = "forum/private/posts.jsonl"
	forumMessages = "forum/private/messages.jsonl"
	forumMedia    = "forum/private/media.jsonl"
	forumPages    = "forum/private/html/"
)

type forumBoardRow struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	About string `json:"about"`
}

type forumMemberRow struct {
	ID        string  `json:"id"`
	Name      string  `json:"name"`
	Rank      string  `json:"rank"`
	JoinedAt  instant `json:"joined_at"`
	InvitedBy string  `json:"invited_by"`
	Signature string  `json:"signature"`
	Vouches   []struct {
		By    string  `json:"by"`
		At    instant `json:"at"`
		Words string  `json:"words"`
	} `json:"vouches"`
	BannedAt  instant `json:"banned_at"`
	BanReason string  `json:"ban_reason"`
}

type forumThreadRow struct {
	ID        string  `json:"id"`
	BoardID   string  `json:"board_id"`
	AuthorID  string  `json:"author_id"`
	Title     string  `json:"title"`
	Kind      string  `json:"kind"`
	CreatedAt instant `json:"created_at"`
	LockedAt  instant `json:"locked_at"`
	DeletedAt instant `json:"deleted_at"`

	posts []*forumPostRow
}

type forumPostRow struct {
	ID         string   `json:"id"`
	ThreadID   string   `json:"thread_id"`
	AuthorID   string   `json:"author_id"`
	CreatedAt  instant  `json:"created_at"`
	Text       string   `json:"text"`
	Lang       string   `json:"lang"`
	Quote      string   `json:"quote"`
	Media      []string `json:"media"`
	EditedAt   instant  `json:"edited_at"`
	EditedText string   `json:"edited_text"`
	DeletedAt  instant  `json:"deleted_at"`
}

type forumMessageRow struct {
	ID        string  `json:"id"`
	FromID    string  `json:"from_id"`
	ToID      string  `json:"to_id"`
	CreatedAt instant `json:"created_at"`
	Subject   string  `json:"subject"`
	Text      string  `json:"text"`
	Lang      string  `json:"lang"`
	ReplyTo   string  `json:"reply_to"`
}

// forum is what later checks need of Agora-9.
type forum struct {
	boards  map[string]bool
	members map[string]*forumMemberRow
	names   map[string]bool
	threads map[string]*forumThreadRow
	posts   map[string]*forumPostRow
	media   map[string]int64 // id: since when a post shows it
}

var (
	forumRanks = []string{"newcomer", "member", "trusted", "escrow", "moderator", "administrator"}
	forumKinds = []string{"", "offer", "wanted", "review", "dispute", "legal-advice"}
	slugIs     = regexp.MustCompile(`^[a-z0-9-]+$`)
)

func (c *checker) readForum() {
	if !c.whole("forum") {
		return
	}
	f := &forum{map[string]bool{}, map[string]*forumMemberRow{}, map[string]bool{}, map[string]*forumThreadRow{}, map[string]*forumPostRow{}, map[string]int64{}}
	c.forum = f
	files := map[string]bool{forumFront: true, forumBoards: true, forumMembers: true, forumThreads: true, forumPosts: true, forumMessages: true, forumMedia: true}
	c.frontPage()
	rows(c, forumBoards, func(_ int, b *forumBoardRow) {
		if !slugIs.MatchString(b.ID) || b.Title == "" {
			c.fault(Rule, forumBoards, "%q: is no name for an address, or has no title", b.ID)
		}
		f.boards[b.ID] = true
		c.record(forumBoards, b.ID, c.m.Clock.Start.UnixMilli())
	})
	c.gallery(forumMedia, files, func(id string) { f.media[id] = 1 << 62 })
	c.forumMembers(f)
	c.forumThreads(f)
	c.forumPosts(f)
	c.forumMessages(f)
	for id, from := range f.media {
		c.record(forumMedia, id, from)
		if from == 1<<62 {
			c.fault(Rule, forumMedia, "%s: nobody shows it", id)
		}
	}
	c.forumCopy(f, files)
	for _, b := range c.bodies("forum") {
		if !files[b.Path] {
			c.fault(Rule, b.Path, "no row of the forum speaks of it")
		}
	}
}

func (c *checker) frontPage() {
	body, ok := c.open(forumFront)
	if !ok {
		return
	}
	var front struct {
		Name      string   `json:"name"`
		About     string   `json:"about"`
		Rules     []string `json:"rules"`
		CreatedAt instant  `json:"created_at"`
		Label     string   `json:"label"`
	}
	if err := json.Unmarshal(body, &front); err != nil || front.Name == "" || len(front.Rules) == 0 || front.Label != syntheticLabel {
		c.fault(Rule, forumFront, "wants a name, rules and the label %q: %v", syntheticLabel, err)
	}
}

// dated wants an id to hold the millisecond of its row above sixteen bits.
func (c *checker) dated(path, id string, at instant) {
	if n, err := strconv.ParseInt(id, 10, 64); err != nil || n>>16 != at.ms {
		c.fault(Rule, path, "%s: the id is not one of %s", id, at)
	}
}

// forumMembers wants one founder, and everybody else brought in by somebody who
// was there; so the invitations are a tree.
func (c *checker) forumMembers(f *forum) {
	last, founders := uint64(0), 0
	rows(c, forumMembers, func(_ int, m *forumMemberRow) {
		bad := func(format string, args ...any) { c.fault(Rule, forumMembers, m.ID+": "+format, args...) }
		c.rising(forumMembers, m.ID, &last)
		c.dated(forumMembers, m.ID, m.JoinedAt)
		c.within(forumMembers, m.ID, "joined_at", m.JoinedAt, true)
		if m.Name == "" || f.names[strings.ToLower(m.Name)] {
			bad("name %q is empty or there twice", m.Name)
		}
		f.names[strings.ToLower(m.Name)] = true
		if !slices.Contains(forumRanks, m.Rank) {
			bad("rank %q", m.Rank)
		}
		if m.BannedAt.set && !m.JoinedAt.before(m.BannedAt) || !m.BannedAt.set && m.BanReason != "" {
			bad("is banned at %s, before it joins, or has a reason and no ban", m.BannedAt)
		}
		if m.InvitedBy == "" {
			founders++
		}
		c.record(forumMembers, m.ID, m.JoinedAt.ms)
		f.members[m.ID] = m
	})
	if founders != 1 {
		c.fault(Rule, forumMembers, "%d members came without an invitation, want the founder alone", founders)
	}
	for _, id := range sortedKeys(f.members) {
		m := f.members[id]
		if m.InvitedBy != "" {
			c.isMember(f, forumMembers, id, "is invited by", m.InvitedBy, m.JoinedAt)
		}
		var before instant
		for _, v := range m.Vouches {
			c.isMember(f, forumMembers, id, "is vouched for by", v.By, v.At)
			c.isMember(f, forumMembers, id, "is vouched for while it is", id, v.At)
			c.within(forumMembers, id, "vouch", v.At, true)
			if v.By == id || v.At.before(before) {
				c.fault(Rule, forumMembers, "%s: vouches for itself, or its vouches are out of order", id)
			}
			before = v.At
		}
	}
}

// isMember wants somebody to be there at a time.
func (c *checker) isMember(f *forum, path, id, verb, who string, at instant) {
	m := f.members[who]
	if m == nil || at.before(m.JoinedAt) || m.BannedAt.set && !at.before(m.BannedAt) {
		c.fault(Rule, path, "%s: %s %s, who is no member at %s", id, verb, who, at)
	}
}

func (c *checker) forumThreads(f *forum) {
	last := uint64(0)
	rows(c, forumThreads, func(_ int, t *forumThreadRow) {
		c.rising(forumThreads, t.ID, &last)
		c.dated(forumThreads, t.ID, t.CreatedAt)
		c.within(forumThreads, t.ID, "created_at", t.CreatedAt, false)
		c.isMember(f, forumThreads, t.ID, "is opened by", t.AuthorID, t.CreatedAt)
		if !f.boards[t.BoardID] || !slices.Contains(forumKinds, t.Kind) || t.Title == "" {
			c.fault(Rule, forumThreads, "%s: board %q or kind %q is none, or it has no title", t.ID, t.BoardID, t.Kind)
		}
		c.after(forumThreads, t.ID, t.CreatedAt, map[string]instant{"locked": t.LockedAt, "deleted": t.DeletedAt})
		c.record(forumThreads, t.ID, t.CreatedAt.ms)
		f.threads[t.ID] = t
	})
}

// after wants what happens to a row later to come after it, and within the clock.
func (c *checker) after(path, id string, from instant, ends map[string]instant) {
	for _, how := range sortedKeys(ends) {
		at := ends[how]
		if !at.set {
			continue
		}
		c.within(path, id, how, at, false)
		if !from.before(at) {
			c.fault(Rule, path, "%s: is %s at %s, before it is there", id, how, at)
		}
	}
}

func (c *checker) forumPosts(f *forum) {
	last := uint64(0)
	rows(c, forumPosts, func(_ int, p *forumPostRow) {
		bad := func(format string, args ...any) { c.fault(Rule, forumPosts, p.ID+": "+format, args...) }
		c.rising(forumPosts, p.ID, &last)
		c.dated(forumPosts, p.ID, p.CreatedAt)
		c.within(forumPosts, p.ID, "created_at", p.CreatedAt, false)
		c.isMember(f, forumPosts, p.ID, "is written by", p.AuthorID, p.CreatedAt)
		c.after(forumPosts, p.ID, p.CreatedAt, map[string]instant{"edited": p.EditedAt, "deleted": p.DeletedAt})
		if p.DeletedAt.before(p.EditedAt) || p.EditedAt.set != (p.EditedText != "") {
			bad("is edited at %s, after it is deleted, or an edit has no time or no text", p.EditedAt)
		}
		if p.Text == "" && len(p.Media) == 0 {
			bad("says nothing")
		}
		c.record(forumPosts, p.ID, p.CreatedAt.ms)
		f.posts[p.ID] = p
		for _, id := range p.Media {
			if from, ok := f.media[id]; ok {
				f.media[id] = min(from, p.CreatedAt.ms)
			} else {
				bad("media %s is not there", id)
			}
		}
		switch q := f.posts[p.Quote]; {
		case p.Quote == "":
		case q == nil || q == p:
			bad("quotes %s, which is not above it", p.Quote)
		case q.DeletedAt.set && !p.CreatedAt.before(q.DeletedAt):
			bad("quotes %s after that was deleted", p.Quote)
		}
		t := f.threads[p.ThreadID]
		if t == nil {
			bad("thread %s is not there", p.ThreadID)
			return
		}
		t.posts = append(t.posts, p)
		if p.CreatedAt.ms >= min(t.LockedAt.end(), t.DeletedAt.end()) {
			bad("is written after its thread was locked or deleted")
		}
		if first := t.posts[0]; first == p && (p.AuthorID != t.AuthorID || p.CreatedAt.ms != t.CreatedAt.ms) {
			bad("is the first of a thread that somebody else opened, or at another time")
		}
	})
	for _, id := range sortedKeys(f.threads) {
		if len(f.threads[id].posts) == 0 {
			c.fault(Rule, forumThreads, "%s: nobody has written in it", id)
		}
	}
}

func (c *checker) forumMessages(f *forum) {
	last, said := uint64(0), map[string]*forumMessageRow{}
	var order []*forumMessageRow
	rows(c, forumMessages, func(_ int, m *forumMessageRow) {
		bad := func(format string, args ...any) { c.fault(Rule, forumMessages, m.ID+": "+format, args...) }
		c.rising(forumMessages, m.ID, &last)
		c.dated(forumMessages, m.ID, m.CreatedAt)
		c.within(forumMessages, m.ID, "created_at", m.CreatedAt, false)
		c.isMember(f, forumMessages, m.ID, "is from", m.FromID, m.CreatedAt)
		c.isMember(f, forumMessages, m.ID, "is to", m.ToID, m.CreatedAt)
		if m.Text == "" || m.FromID == m.ToID {
			bad("says nothing, or is to its author")
		}
		if m.ReplyTo != "" {
			old := said[m.ReplyTo]
			if old == nil || old.FromID+old.ToID != m.FromID+m.ToID && old.FromID+old.ToID != m.ToID+m.FromID {
				bad("answers %s, which is not above it between the two", m.ReplyTo)
			}
		}
		said[m.ID] = m
		order = append(order, m)
		c.record(forumMessages, m.ID, m.CreatedAt.ms)
	})
	body, ok := c.open(forumPages + "messages.html")
	if !ok {
		return
	}
	rest := unescaped(body)
	for _, m := range order { // the page has them in the order of the rows
		_, after, ok := strings.Cut(rest, `<article id="l`+m.ID+`">`)
		shown, next, _ := strings.Cut(after, "</article>")
		if !ok || !strings.Contains(shown, spelled(m.Text)) {
			c.fault(Rule, forumPages+"messages.html", "does not show the message %s", m.ID)
			continue
		}
		rest = next
	}
}

// forumCopy holds the pages of a browser against the rows: a thread that stands
// at the end has one, with every post that stands and none that was deleted.
func (c *checker) forumCopy(f *forum, files map[string]bool) {
	for _, name := range []string{"style.css", "index.html", "members.html", "messages.html"} {
		files[forumPages+name] = true
	}
	index, _ := c.open(forumPages + "index.html")
	for _, id := range sortedKeys(f.threads) {
		t := f.threads[id]
		path := forumPages + "thread-" + id + ".html"
		if t.DeletedAt.set {
			continue
		}
		files[path] = true
		if c.listed[path] == nil {
			c.fault(Rule, forumThreads, "%s: file %s is not in the dataset", id, path)
			continue
		}
		if !strings.Contains(string(index), `href="thread-`+id+`.html"`) {
			c.fault(Rule, forumPages+"index.html", "does not lead to the thread %s", id)
		}
		body, ok := c.open(path)
		if !ok {
			continue
		}
		if strings.Count(string(body), syntheticLabel) < 3 || strings.Contains(string(body), "<script") {
			c.fault(Rule, path, "does not bear the label %q, or has a script", syntheticLabel)
		}
		page := unescaped(body)
		for _, p := range t.posts {
			text := p.Text
			if p.EditedAt.set {
				text = p.EditedText
			}
			switch shown := strings.Contains(page, `<article id="p`+p.ID+`">`); {
			case p.DeletedAt.set && shown:
				c.fault(Rule, path, "shows the post %s, which was deleted", p.ID)
			case !p.DeletedAt.set && (!shown || !strings.Contains(page, spelled(text))):
				c.fault(Rule, path, "does not show the post %s as it stands", p.ID)
			}
		}
	}
}

func unescaped(body []byte) string {
	return html.UnescapeString(strings.ReplaceAll(string(body), "<br>", "\n"))
}

// turning are the controls of Unicode that turn the direction of letters.
var turning = regexp.MustCompile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

// spelled is a text as pages show it: what turns letters round is named.
func spelled(text string) string {
	return turning.ReplaceAllStringFunc(text, func(r string) string { return fmt.Sprintf("[U+%04X]", []rune(r)[0]) })
}
