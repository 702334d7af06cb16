package rangeserver

import (
	"net/http"
	"sort"
)

// rules are Chatterly's; its monitoring side is what a trainee must respect.
var rules = []map[string]string{
	{"id": "1", "text": "This is a training range. Nothing here is about a real person."},
	{"id": "2", "text": "Read only: following, liking, posting and messaging are refused and recorded."},
}

// instance serves /api/v1/instance, with and without a final slash, and v2.
func (m *mastodon) instance(version string, rest []string) answer {
	if len(rest) > 0 {
		switch rest[0] {
		case "rules":
			return m.json(rules)
		case "peers", "activity":
			return m.json([]any{})
		}
		return apiError(http.StatusNotFound, notFound)
	}
	people := sort.Search(len(m.b.accounts), func(i int) bool { return m.b.accounts[i].from > m.t })
	posts := sort.Search(len(m.b.statuses), func(i int) bool { return m.b.statuses[i].from > m.t })
	limits := map[string]any{
		"statuses":          map[string]any{"max_characters": 500, "max_media_attachments": 4, "characters_reserved_per_url": 23},
		"media_attachments": map[string]any{"supported_mime_types": []string{"image/jpeg"}, "image_size_limit": 10485760, "image_matrix_limit": 16777216, "video_size_limit": 0, "video_frame_rate_limit": 0, "video_matrix_limit": 0},
		"polls":             map[string]any{"max_options": 4, "max_characters_per_option": 50, "min_expiration": 300, "max_expiration": 2629746},
		"accounts":          map[string]any{"max_featured_tags": 0},
	}
	about := "Chatterly, a fictional open social network. " + label + "."
	if version == "v2" {
		return m.json(map[string]any{
			"domain": chatterlyHost, "title": "Chatterly", "version": apiVersion, "source_url": "", "description": about,
			"usage":     map[string]any{"users": map[string]any{"active_month": people}},
			"thumbnail": map[string]any{"url": chatterlyURL + "/static/header.svg"}, "languages": []string{"en"},
			"configuration": limits, "registrations": map[string]any{"enabled": false, "approval_required": false, "message": nil},
			"contact": map[string]any{"email": "desk@" + chatterlyHost, "account": nil}, "rules": rules,
		})
	}
	return m.json(map[string]any{
		"uri": chatterlyHost, "title": "Chatterly", "short_description": about, "description": about, "email": "desk@" + chatterlyHost, "version": apiVersion,
		"urls": map[string]any{}, "stats": map[string]any{"user_count": people, "status_count": posts, "domain_count": 1},
		"thumbnail": chatterlyURL + "/static/header.svg", "languages": []string{"en"}, "registrations": false, "approval_required": false, "invites_enabled": false,
		"configuration": limits, "contact_account": nil, "rules": rules,
	})
}
