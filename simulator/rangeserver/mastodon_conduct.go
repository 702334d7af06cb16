package rangeserver

import (
	"net/http"
	"slices"
)

// conductOf names what a request that changes something would have done.
var conductOf = map[string]string{
	"follow": "follow", "unfollow": "follow", "block": "block", "unblock": "block", "mute": "mute", "unmute": "mute", "note": "note",
	"remove_from_followers": "follow", "pin": "pin", "unpin": "pin", "favourite": "favourite", "unfavourite": "favourite",
	"reblog": "boost", "unreblog": "boost", "bookmark": "bookmark", "unbookmark": "bookmark", "translate": "translate",
}

// act refuses whatever is not reading, says so, and leaves a line in the
// served log that the passive-conduct guard turns into a finding. Registering
// a client is the one thing that is allowed.
func (m *mastodon) act(part []string) answer {
	if slices.Equal(part, []string{"v1", "apps"}) && m.r.Method == http.MethodPost {
		return m.tm.registerApp(m.r)
	}
	conduct, rec := "act", ""
	noun, rest := "", []string(nil)
	if len(part) > 1 {
		noun, rest = part[1], part[2:]
	}
	switch {
	case noun == "statuses" && len(rest) == 0, noun == "statuses" && len(rest) == 1, noun == "scheduled_statuses":
		conduct = "post"
	case noun == "media":
		conduct = "upload"
	case noun == "accounts" && len(rest) == 0:
		conduct = "register"
	case noun == "accounts" && rest[0] == "update_credentials":
		conduct = "profile"
	case noun == "reports":
		conduct = "report"
	case noun == "polls":
		conduct = "vote"
	case noun == "notifications" || noun == "markers":
		conduct = ""
	case len(rest) == 2 && conductOf[rest[1]] != "":
		conduct = conductOf[rest[1]]
	}
	if len(rest) > 0 {
		if a := m.b.accountID[rest[0]]; noun == "accounts" && a != nil {
			rec = accountRecord(a)
		}
		if s := m.b.statusID[rest[0]]; noun == "statuses" && s != nil {
			rec = statusRecord(s)
		}
	}
	return conductAnswer("microblog", conduct, rec, apiError(http.StatusForbidden,
		"This action is not allowed: the range is read-only. Acting towards a subject needs a recorded authority; the attempt has been recorded."))
}
