package rangeserver

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// accounts serves /api/v1/accounts/….
func (m *mastodon) accounts(rest []string, signedIn bool) answer {
	if len(rest) == 0 {
		return apiError(http.StatusNotFound, notFound)
	}
	switch rest[0] {
	case "verify_credentials":
		if !signedIn {
			return apiError(http.StatusUnauthorized, "The access token is invalid")
		}
		return m.json(observer(m.at))
	case "lookup":
		name, host, _ := strings.Cut(strings.TrimPrefix(m.q.Get("acct"), "@"), "@")
		a := m.b.handles[strings.ToLower(name)]
		if a == nil || a.from > m.t || (host != "" && !strings.EqualFold(host, chatterlyHost)) {
			return apiError(http.StatusNotFound, notFound)
		}
		m.rec = []string{accountRecord(a)}
		return m.json(m.b.accountJSON(a, m.t))
	case "search":
		found := m.b.findAccounts(m.q.Get("q"), m.t, m.offset(), m.limit(40))
		m.recordAccounts(found)
		return m.json(m.b.accountsJSON(found, m.t))
	case "relationships":
		return m.relationships(signedIn)
	case "familiar_followers":
		return m.json([]any{})
	}
	if rest[0] == observerID && signedIn {
		if len(rest) == 1 {
			return m.json(observer(m.at))
		}
		return m.json([]any{})
	}
	a := m.b.accountID[rest[0]]
	if a == nil || a.from > m.t {
		return apiError(http.StatusNotFound, notFound)
	}
	m.rec = []string{accountRecord(a)}
	gone := m.t >= a.until
	switch what := strings.Join(rest[1:], "/"); {
	case what == "":
		return m.json(m.b.accountJSON(a, m.t))
	case gone:
		return m.json([]any{}) // a suspended account shows nothing
	case what == "statuses":
		return m.accountStatuses(a)
	case what == "followers":
		return m.edgePage(a.followers)
	case what == "following":
		return m.edgePage(a.following)
	case what == "featured_tags" || what == "identity_proofs" || what == "lists":
		return m.json([]any{})
	}
	return apiError(http.StatusNotFound, notFound)
}

func (m *mastodon) accountStatuses(a *account) answer {
	if m.yes("pinned") {
		return m.json([]any{})
	}
	tagged := strings.ToLower(strings.TrimPrefix(m.q.Get("tagged"), "#"))
	media, noReplies, noBoosts := m.yes("only_media"), m.yes("exclude_replies"), m.yes("exclude_reblogs")
	return m.statusPage(a.own, false, func(s *status) bool {
		if media && len(s.Media) == 0 || noBoosts && s.boost != nil || tagged != "" && !hasTag(s, tagged) {
			return false
		}
		// Mastodon keeps replies to oneself.
		return !noReplies || s.InReplyTo == "" || m.b.statusID[s.InReplyTo] != nil && m.b.statusID[s.InReplyTo].author == a
	})
}

func hasTag(s *status, name string) bool {
	for _, t := range s.Tags {
		if strings.EqualFold(t, name) {
			return true
		}
	}
	return false
}

func (m *mastodon) offset() int {
	n, err := strconv.Atoi(m.q.Get("offset"))
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// relationships are all empty: the observer follows nobody.
func (m *mastodon) relationships(signedIn bool) answer {
	if !signedIn {
		return apiError(http.StatusUnauthorized, "The access token is invalid")
	}
	out := []any{}
	for _, id := range append(m.q["id[]"], m.q["id"]...) {
		if m.b.accountID[id] == nil {
			continue
		}
		rel := map[string]any{"id": id, "note": "", "languages": nil}
		for _, k := range []string{
			"following", "showing_reblogs", "notifying", "followed_by", "blocking", "blocked_by", "muting", "muting_notifications",
			"requested", "requested_by", "domain_blocking", "endorsed",
		} {
			rel[k] = false
		}
		out = append(out, rel)
	}
	return m.json(out)
}

func (m *mastodon) recordAccounts(found []*account) {
	for _, a := range found {
		m.rec = append(m.rec, accountRecord(a))
	}
}

// search serves /api/v1/search and /api/v2/search: the same but for the shape
// of tags. A Chatterly address finds the very account or status.
func (m *mastodon) search(version string) answer {
	q, kind := strings.TrimSpace(m.q.Get("q")), m.q.Get("type")
	limit, offset := m.limit(20), m.offset()
	accounts, statuses := []*account{}, []*status{}
	tags := []*tag{}
	want := func(k string) bool { return kind == "" || kind == k }
	if a, s, ok := m.b.byURL(q, m.t); ok {
		if s != nil && want("statuses") {
			statuses = append(statuses, s)
		} else if a != nil && want("accounts") {
			accounts = append(accounts, a)
		}
	} else {
		if want("accounts") && !strings.HasPrefix(q, "#") {
			accounts = m.b.findAccounts(q, m.t, offset, limit)
		}
		if want("hashtags") && !strings.HasPrefix(q, "@") {
			tags = m.b.findTags(q, m.t, offset, limit)
		}
		if want("statuses") && !strings.HasPrefix(q, "@") {
			statuses = m.b.findStatuses(q, m.t, m.b.accountID[m.q.Get("account_id")], m.span(20).maxID, offset, limit)
		}
	}
	m.recordAccounts(accounts)
	m.show(statuses...)
	out := map[string]any{"accounts": m.b.accountsJSON(accounts, m.t), "statuses": m.b.statusesJSON(statuses, m.t)}
	if version == "v1" {
		names := []string{}
		for _, g := range tags {
			names = append(names, g.name)
		}
		out["hashtags"] = names
	} else {
		list := []apiTag{}
		for _, g := range tags {
			list = append(list, m.b.tagJSON(g, m.t))
		}
		out["hashtags"] = list
	}
	return m.json(out)
}

// byURL resolves an address of Chatterly; ok says that q is one.
func (b *microblog) byURL(q string, t int64) (a *account, s *status, ok bool) {
	u, err := url.Parse(q)
	if err != nil || !strings.EqualFold(u.Host, chatterlyHost) {
		return nil, nil, false
	}
	handle, id, _ := strings.Cut(strings.TrimPrefix(u.Path, "/@"), "/")
	if a = b.handles[strings.ToLower(handle)]; a != nil && !a.holds(t) {
		a = nil
	}
	if id != "" {
		a = nil
		if s = b.statusID[id]; s != nil && !s.holds(t) {
			s = nil
		}
	}
	return a, s, true
}
