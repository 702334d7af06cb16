package rangeserver

import (
	"html/template"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// What the templates show of accounts, posts, pictures and tags.
type (
	personView struct {
		Name, Handle, URL, Avatar, Initial, Line string
		Tint                                     int
		Bot                                      bool
		Lang, Joined, JoinedISO                  string
		Bio                                      template.HTML
		Fields                                   []fieldView
		Posts, Following, Followers              int
		Moved                                    *personView
	}
	fieldView struct {
		Name  string
		Value template.HTML
	}
	postView struct {
		ID, URL, At, ISO, Lang, Spoiler string
		Author                          personView
		Content                         template.HTML
		Media                           []pictureView
		ReplyTo                         *personView
		BoostedBy                       *personView
		BoostedAt, BoostedISO           string
		Replies, Boosts, Likes          int
		Focus                           bool
	}
	pictureView struct {
		URL, Alt      string
		Width, Height int
	}
	tagView struct {
		Name, URL    string
		Uses, People int
	}
)

// shownTime is how pages write times: to the second, since minutes of it are evidence.
func shownTime(t time.Time) string { return t.UTC().Format("2 Jan 2006, 15:04:05 UTC") }

// account serves /@handle and what lies below it.
func (c *chatterly) account(handle string, rest []string) answer {
	a := c.b.handles[strings.ToLower(handle)]
	if a == nil || c.t < a.from {
		return c.missing("Account not found", "Nobody here has the name @"+handle+".")
	}
	c.rec = []string{accountRecord(a)}
	if c.t >= a.until {
		return c.gone("Account suspended", "@"+a.Handle+" was suspended. Its posts are no longer shown.")
	}
	base := "/@" + a.Handle
	if len(rest) == 0 {
		return c.profile(a, "", base, func(s *status) bool { return s.InReplyTo == "" })
	}
	if len(rest) > 1 {
		return c.missing("Page not found", "There is nothing at this address.")
	}
	switch rest[0] {
	case "with_replies":
		return c.profile(a, "with_replies", base+"/with_replies", nil)
	case "media":
		return c.profile(a, "media", base+"/media", func(s *status) bool { return len(s.Media) > 0 })
	case "followers":
		return c.edgeList(a.followers, "Followers of @"+a.Handle, base+"/followers")
	case "following":
		return c.edgeList(a.following, "Followed by @"+a.Handle, base+"/following")
	}
	return c.thread(a, rest[0])
}

func (c *chatterly) profile(a *account, tab, base string, filter func(*status) bool) answer {
	p := c.person(a)
	now := a.profile(c.t)
	p.Bio = c.html(now.Bio)
	for _, f := range now.Fields {
		p.Fields = append(p.Fields, fieldView{f.Name, template.HTML(stripParagraph(string(c.html(f.Value))))}) //nolint:gosec // contentHTML escapes all text
	}
	p.Lang, p.Joined, p.JoinedISO = a.Lang, a.CreatedAt.UTC().Format("2 January 2006"), a.CreatedAt.UTC().Format(time.RFC3339)
	p.Posts, p.Following, p.Followers = a.posts.at(c.t), a.nFollows.at(c.t), a.nFollower.at(c.t)
	if to := c.b.accountID[a.MovedTo]; to != nil && stamp(a.MovedAt) <= c.t {
		moved := c.person(to)
		p.Moved = &moved
	}
	v := view{Title: now.DisplayName + " (@" + a.Handle + ")", Person: &p, Tab: tab}
	c.timeline(&v, base, a.own, false, filter)
	return c.render(http.StatusOK, "profile", v)
}

// html renders plain text for Chatterly's own pages.
func (c *chatterly) html(text string) template.HTML {
	return template.HTML(c.b.contentHTML(text, "", c.t)) //nolint:gosec // contentHTML escapes all text
}

func (c *chatterly) edgeList(list []edge, title, base string) answer {
	maxID, _ := strconv.ParseUint(c.q.Get("max_id"), 10, 64)
	found, ids, more := edges(list, c.t, span{maxID: maxID, limit: 40})
	v := view{Title: title}
	var who []*account
	for _, e := range found {
		who = append(who, e.who)
	}
	c.people(&v, who)
	if maxID != 0 {
		v.Newest = base
	}
	if more {
		v.Older = base + "?max_id=" + strconv.FormatUint(ids[len(ids)-1], 10)
	}
	return c.render(http.StatusOK, "people", v)
}

// thread is a post's own page: what it answers above it, its answers below.
func (c *chatterly) thread(a *account, id string) answer {
	s := c.b.statusID[id]
	switch {
	case s == nil || s.author != a || c.t < s.from:
		return c.missing("Post not found", "There is no such post.")
	case c.t >= s.until:
		c.rec = []string{statusRecord(s)}
		return c.gone("Post removed", "This post is no longer available.")
	}
	c.rec = nil
	v := view{Title: "@" + a.Handle + ", " + shownTime(s.CreatedAt)}
	c.posts(&v, append(append([]*status{s}, c.b.ancestors(s, c.t)...), c.b.descendants(s, c.t, 200)...))
	up := len(c.b.ancestors(s, c.t)) // the post was put first so that its record is
	v.Posts[0].Focus = true
	v.Posts = append(append(append([]postView{}, v.Posts[1:1+up]...), v.Posts[0]), v.Posts[1+up:]...)
	return c.render(http.StatusOK, "status", v)
}

// posts adds posts to a page and remembers their records.
func (c *chatterly) posts(v *view, list []*status) {
	for _, s := range list {
		v.Posts = append(v.Posts, c.post(s))
		c.rec = append(c.rec, statusRecord(s))
		if s.boost != nil {
			c.rec = append(c.rec, statusRecord(s.boost))
		}
	}
}

func (c *chatterly) people(v *view, list []*account) {
	for _, a := range list {
		p := c.person(a)
		p.Line = firstLine(a.profile(c.t).Bio)
		v.People = append(v.People, p)
		c.rec = append(c.rec, accountRecord(a))
	}
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

func (c *chatterly) person(a *account) personView {
	now := a.profile(c.t)
	p := personView{Name: now.DisplayName, Handle: a.Handle, URL: "/@" + a.Handle, Bot: a.Bot, Tint: int(a.num % 8), Initial: initial(now.DisplayName + a.Handle)}
	if p.Name == "" {
		p.Name = a.Handle
	}
	if x := c.b.media[a.Avatar]; x != nil && x.holds(c.t) {
		p.Avatar = "/media/" + path.Base(x.File)
	}
	return p
}

func initial(s string) string {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return strings.ToUpper(string(r))
		}
	}
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}

func (c *chatterly) post(s *status) postView {
	show := s
	var v postView
	if s.boost != nil {
		by := c.person(s.author)
		v.BoostedBy, v.BoostedAt, v.BoostedISO = &by, shownTime(s.CreatedAt), s.CreatedAt.UTC().Format(time.RFC3339)
		show = s.boost
	}
	v.ID, v.URL, v.Lang, v.Spoiler = show.ID, "/@"+show.author.Handle+"/"+show.ID, show.Lang, show.Spoiler
	v.At, v.ISO = shownTime(show.CreatedAt), show.CreatedAt.UTC().Format(time.RFC3339)
	v.Author, v.Content = c.person(show.author), c.html(show.Text)
	v.Replies, v.Boosts, v.Likes = show.nReply.at(c.t), show.nBoost.at(c.t), show.nFav.at(c.t)
	if up := c.b.statusID[show.InReplyTo]; up != nil && up.holds(c.t) {
		to := c.person(up.author)
		to.URL = "/@" + up.author.Handle + "/" + up.ID
		v.ReplyTo = &to
	}
	for _, x := range c.b.shown(show, c.t) {
		v.Media = append(v.Media, pictureView{"/media/" + path.Base(x.File), x.Description, x.Width, x.Height})
	}
	return v
}
