package rangeserver

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// search lists the posts that hold every word of ?q= in their text, their
// author's name or the title of their thread, the newest first.
func (x *agoraRequest) search() answer {
	v := agoraView{Title: "Search", Query: strings.TrimSpace(x.r.URL.Query().Get("q"))}
	if len(v.Query) > 200 {
		v.Query = ""
	}
	words := strings.Fields(strings.ToLower(v.Query))
	if len(words) == 0 {
		return x.render(http.StatusOK, "search", v)
	}
	type hit struct {
		p  *agoraPost
		at int // place among the posts of its thread that can be seen
	}
	var found []hit
	for _, th := range x.a.threads {
		place := 0
		for _, p := range th.posts {
			if !p.holds(x.t) {
				continue
			}
			text := strings.ToLower(p.textAt(x.t) + " " + x.a.members[p.AuthorID].Name + " " + th.Title)
			if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
				found = append(found, hit{p, place})
			}
			place++
		}
	}
	slices.SortFunc(found, func(a, b hit) int { return cmp.Or(cmp.Compare(b.p.from, a.p.from), strings.Compare(b.p.ID, a.p.ID)) })
	for _, h := range paged(x, &v, found) {
		th := x.a.threads[h.p.ThreadID]
		p := x.post(h.p)
		p.URL, p.Thread = fmt.Sprintf("/thread/%s?page=%d#p%s", th.ID, h.at/agoraPage+1, h.p.ID), named(th.Title)
		v.Posts = append(v.Posts, p)
		x.rec = append(x.rec, private+"posts.jsonl#"+h.p.ID)
	}
	return x.render(http.StatusOK, "search", v)
}
