package rangeserver

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// apiVersion must satisfy clients that refuse old servers; the words behind
// the space are ours.
const apiVersion = "4.2.9 (compatible; Chatterly 1.0)"

// mastodon is one request to Chatterly's client API (docs.joinmastodon.org),
// as of t. Everything readable is public, as on the pages; a token is only
// asked for where the answer is about its owner.
type mastodon struct {
	tm  *team
	b   *microblog
	r   *http.Request
	q   url.Values
	at  time.Time
	t   int64
	out http.Header
	rec []string
}

const notFound = "Record not found"

func apiError(status int, text string) answer {
	return answer{status: status, mime: "application/json; charset=utf-8", body: jsonBody(map[string]string{"error": text}), surface: "microblog"}
}

// json answers 200 with v; records are what it shows.
func (m *mastodon) json(v any) answer {
	return answer{status: http.StatusOK, mime: "application/json; charset=utf-8", body: jsonBody(v), surface: "microblog", records: m.rec, header: m.out}
}

// mastodonAnswer serves /api/….
func (tm *team) mastodonAnswer(r *http.Request, t time.Time) answer {
	m := &mastodon{tm: tm, b: tm.data.blog, r: r, q: r.URL.Query(), at: t, t: t.UnixNano(), out: http.Header{"Access-Control-Allow-Origin": {"*"}}}
	part := strings.Split(strings.Trim(strings.TrimPrefix(r.URL.Path, "/api/"), "/"), "/")
	signedIn, sent := tm.token(r)
	if sent && !signedIn {
		return apiError(http.StatusUnauthorized, "The access token is invalid")
	}
	if !reads(r) {
		return m.act(part)
	}
	if len(part) < 2 {
		return apiError(http.StatusNotFound, notFound)
	}
	version, noun := part[0], part[1]
	rest := part[2:]
	switch {
	case noun == "instance":
		return m.instance(version, rest)
	case noun == "accounts":
		return m.accounts(rest, signedIn)
	case noun == "statuses" && len(rest) > 0:
		return m.statuses(rest)
	case noun == "timelines" && len(rest) > 0:
		return m.timelines(rest, signedIn)
	case noun == "search":
		return m.search(version)
	case noun == "trends":
		return m.trends(rest)
	case noun == "tags" && len(rest) == 1:
		if g := m.b.tags[strings.ToLower(rest[0])]; g != nil && m.b.used(g, m.t) {
			return m.json(m.b.tagJSON(g, m.t))
		}
		return apiError(http.StatusNotFound, notFound)
	case noun == "custom_emojis" || noun == "announcements" || noun == "directory":
		return m.json([]any{})
	case noun == "apps" && len(rest) == 1 && rest[0] == "verify_credentials":
		if !signedIn {
			return apiError(http.StatusUnauthorized, "The access token is invalid")
		}
		return m.json(map[string]any{"name": "range client", "website": nil, "vapid_key": ""})
	case personal[noun]:
		if !signedIn {
			return apiError(http.StatusUnauthorized, "The access token is invalid")
		}
		return m.json([]any{}) // the observer has none
	}
	return apiError(http.StatusNotFound, notFound)
}

// personal are lists about the token's owner: an observer has followed,
// saved and received nothing.
var personal = map[string]bool{
	"notifications": true, "mutes": true, "blocks": true, "bookmarks": true, "favourites": true, "lists": true, "filters": true,
	"followed_tags": true, "scheduled_statuses": true, "conversations": true, "follow_requests": true, "domain_blocks": true, "suggestions": true, "endorsements": true,
}

// limit reads the page size: at most 40.
func (m *mastodon) limit(normal int) int {
	n, err := strconv.Atoi(m.q.Get("limit"))
	if err != nil || n < 1 {
		return normal
	}
	return min(n, 40)
}

// span reads max_id, since_id, min_id and limit. An id that is no number
// finds nothing below or above it.
func (m *mastodon) span(normal int) span {
	id := func(name string) uint64 {
		n, err := strconv.ParseUint(m.q.Get(name), 10, 64)
		if err != nil {
			return 0
		}
		return n
	}
	return span{maxID: id("max_id"), sinceID: id("since_id"), minID: id("min_id"), limit: m.limit(normal)}
}

// yes reads a boolean parameter as Rails does.
func (m *mastodon) yes(name string) bool {
	switch strings.ToLower(m.q.Get(name)) {
	case "", "0", "f", "false", "off":
		return false
	}
	return true
}

// link sets the Link header: the next older page if there is one, and the one
// before. It names the address by which the client came.
func (m *mastodon) link(newest, oldest string, more bool) {
	if newest == "" {
		return
	}
	at := func(key, id string) string {
		q := url.Values{}
		for k, v := range m.q {
			if k != "max_id" && k != "min_id" && k != "since_id" {
				q[k] = v
			}
		}
		q.Set(key, id)
		return "<http://" + m.r.Host + m.r.URL.EscapedPath() + "?" + q.Encode() + ">; rel="
	}
	var links []string
	if more {
		links = append(links, at("max_id", oldest)+`"next"`)
	}
	links = append(links, at("min_id", newest)+`"prev"`)
	m.out.Set("Link", strings.Join(links, ", "))
}

// statusPage answers with a page of a timeline.
func (m *mastodon) statusPage(list []int32, all bool, filter func(*status) bool) answer {
	found, more := m.b.timeline(list, all, m.t, m.span(20), filter)
	if len(found) > 0 {
		m.link(found[0].ID, found[len(found)-1].ID, more)
	}
	m.show(found...)
	return m.json(m.b.statusesJSON(found, m.t))
}

func (m *mastodon) show(list ...*status) {
	for _, s := range list {
		m.rec = append(m.rec, statusRecord(s))
		if s.boost != nil {
			m.rec = append(m.rec, statusRecord(s.boost))
		}
	}
}

func statusRecord(s *status) string   { return "microblog/statuses.jsonl#" + s.ID }
func accountRecord(a *account) string { return "microblog/accounts.jsonl#" + a.ID }

// edgePage answers with a page of accounts: followers, followed, who liked.
func (m *mastodon) edgePage(list []edge) answer {
	found, ids, more := edges(list, m.t, m.span(40))
	if len(found) > 0 {
		m.link(strconv.FormatUint(ids[0], 10), strconv.FormatUint(ids[len(ids)-1], 10), more)
	}
	who := make([]*account, 0, len(found))
	for _, e := range found {
		who = append(who, e.who)
		m.rec = append(m.rec, accountRecord(e.who))
	}
	return m.json(m.b.accountsJSON(who, m.t))
}

func (m *mastodon) timelines(rest []string, signedIn bool) answer {
	media := func(s *status) bool { return !m.yes("only_media") || len(s.Media) > 0 }
	own := func(s *status) bool { return s.boost == nil && media(s) }
	switch {
	case rest[0] == "public":
		if m.yes("remote") {
			return m.json([]any{}) // Chatterly is alone in its world
		}
		return m.everything(own)
	case rest[0] == "home":
		if !signedIn {
			return apiError(http.StatusUnauthorized, "The access token is invalid")
		}
		return m.everything(media) // an observer follows nobody and reads what is public
	case rest[0] == "tag" && len(rest) == 2:
		if g := m.b.tags[strings.ToLower(strings.TrimPrefix(rest[1], "#"))]; g != nil {
			return m.statusPage(g.uses, false, own)
		}
		return m.json([]any{})
	}
	return apiError(http.StatusNotFound, notFound)
}

// everything is a page of all statuses. Those with pictures are few, so they
// have a list of their own.
func (m *mastodon) everything(filter func(*status) bool) answer {
	if m.yes("only_media") {
		return m.statusPage(m.b.pictured, false, filter)
	}
	return m.statusPage(nil, true, filter)
}

func (m *mastodon) statuses(rest []string) answer {
	s := m.b.statusID[rest[0]]
	if s == nil || !s.holds(m.t) {
		return apiError(http.StatusNotFound, notFound)
	}
	m.show(s)
	switch strings.Join(rest[1:], "/") {
	case "":
		return m.json(m.b.statusJSON(s, m.t))
	case "context":
		up, down := m.b.ancestors(s, m.t), m.b.descendants(s, m.t, 1000)
		m.show(up...)
		m.show(down...)
		return m.json(map[string]any{"ancestors": m.b.statusesJSON(up, m.t), "descendants": m.b.statusesJSON(down, m.t)})
	case "favourited_by":
		return m.edgePage(s.favs)
	case "reblogged_by":
		return m.edgePage(s.boosts)
	case "history":
		return m.json([]any{map[string]any{
			"content": m.b.contentHTML(s.Text, chatterlyURL, m.t), "spoiler_text": s.Spoiler, "sensitive": s.Sensitive,
			"created_at": ms(s.CreatedAt), "account": m.b.accountJSON(s.author, m.t), "media_attachments": m.b.statusJSON(s, m.t).Media, "emojis": []any{},
		}})
	case "source":
		return m.json(map[string]any{"id": s.ID, "text": s.Text, "spoiler_text": s.Spoiler})
	case "card":
		return m.json(nil)
	}
	return apiError(http.StatusNotFound, notFound)
}

func (m *mastodon) trends(rest []string) answer {
	if len(rest) > 0 && rest[0] != "tags" {
		return m.json([]any{})
	}
	out := []apiTag{}
	for _, c := range m.b.trending(m.t, min(m.limit(10), 20)) {
		out = append(out, m.b.tagJSON(m.b.tags[c.name], m.t))
	}
	return m.json(out)
}
