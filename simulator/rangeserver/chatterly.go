package rangeserver

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"
)

//go:embed chatterly
var chatterlyFiles embed.FS

// pages are the templates of a platform, one set a page, and its static files.
type pages struct {
	sets   map[string]*template.Template
	static map[string][]byte
}

// loadPages reads the pages of a platform; page.html is what they have in common.
func loadPages(files embed.FS, dir string) (*pages, error) {
	p := &pages{sets: map[string]*template.Template{}, static: map[string][]byte{}}
	list, err := files.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, f := range list {
		name := f.Name()
		if path.Ext(name) != ".html" {
			if p.static[name], err = files.ReadFile(dir + "/" + name); err != nil {
				return nil, err
			}
			continue
		}
		if name == "page.html" {
			continue
		}
		set, err := template.ParseFS(files, dir+"/page.html", dir+"/"+name)
		if err != nil {
			return nil, fmt.Errorf("rangeserver: %w", err)
		}
		p.sets[strings.TrimSuffix(name, ".html")] = set
	}
	return p, nil
}

// view is what a page shows.
type view struct {
	Title, Query, Message, Tab string
	Posts                      []postView
	People                     []personView
	Tags, Trends               []tagView
	Person                     *personView
	Newest, Older              string
	Authorize                  *authorizePage
}

type authorizePage struct {
	Team, Code string
	Fields     url.Values
}

// chatterly is one request to the pages, as of t.
type chatterly struct {
	tm  *team
	b   *microblog
	q   url.Values
	t   int64
	rec []string
}

// postsPerPage is the length of a timeline page.
const postsPerPage = 20

// chatterlyAnswer serves chatterly.test: the client API, log-in, pictures and pages.
func (tm *team) chatterlyAnswer(r *http.Request, t time.Time) answer {
	p := r.URL.Path
	switch {
	case strings.HasPrefix(p, "/api/"):
		return tm.mastodonAnswer(r, t)
	case strings.HasPrefix(p, "/oauth/"):
		return tm.oauthAnswer(r, t)
	case !reads(r):
		return conductAnswer("microblog", "post", "", tm.chatterlyMessage(http.StatusForbidden, t, "Not allowed", "Chatterly is read only here. The attempt has been recorded."))
	}
	c := &chatterly{tm: tm, b: tm.data.blog, q: r.URL.Query(), t: t.UnixNano()}
	part := strings.Split(strings.Trim(path.Clean("/"+p), "/"), "/")
	switch {
	case part[0] == "":
		return c.home()
	case part[0] == "static" && len(part) == 2:
		return c.static(part[1])
	case part[0] == "media" && len(part) == 2:
		return c.picture(part[1])
	case part[0] == "tags" && len(part) == 1:
		return c.allTags()
	case part[0] == "tags" && len(part) == 2:
		return c.tagPage(part[1])
	case part[0] == "search" && len(part) == 1:
		return c.searchPage()
	case part[0] == "about" && len(part) == 1:
		return c.render(http.StatusOK, "about", view{Title: "About"})
	case part[0] == "users" && len(part) >= 2:
		return redirect("/@" + strings.Join(part[1:2], "/"))
	case p == "/robots.txt":
		return textPage(http.StatusOK, "microblog", "User-agent: *\nDisallow: /search\nDisallow: /oauth/\n")
	case p == "/.well-known/webfinger":
		return c.webfinger()
	case strings.HasPrefix(part[0], "@"):
		return c.account(strings.TrimPrefix(part[0], "@"), part[1:])
	}
	return c.missing("Page not found", "There is nothing at this address.")
}

func redirect(to string) answer {
	a := textPage(http.StatusMovedPermanently, "microblog", "Moved to "+to+"\n")
	a.header = http.Header{"Location": {(&url.URL{Path: to}).String()}}
	return a
}

func (c *chatterly) render(status int, name string, v view) answer {
	var buf bytes.Buffer
	if err := c.tm.rg.pages.sets[name].ExecuteTemplate(&buf, "page", v); err != nil {
		return failure(fmt.Errorf("rangeserver: page %s: %w", name, err))
	}
	return answer{status: status, mime: "text/html; charset=utf-8", body: buf.Bytes(), surface: "microblog", records: c.rec}
}

func (c *chatterly) missing(title, message string) answer {
	return c.render(http.StatusNotFound, "message", view{Title: title, Message: message})
}

func (c *chatterly) gone(title, message string) answer {
	return c.render(http.StatusGone, "message", view{Title: title, Message: message})
}

// chatterlyMessage is a page of one sentence.
func (tm *team) chatterlyMessage(status int, t time.Time, title, message string) answer {
	c := &chatterly{tm: tm, b: tm.data.blog, t: t.UnixNano()}
	return c.render(status, "message", view{Title: title, Message: message})
}

// renderAuthorize shows the log-in form or its code. The form may be answered
// by a redirect to a client on this computer, so its policy sets no form-action.
func (tm *team) renderAuthorize(t time.Time, p authorizePage) answer {
	c := &chatterly{tm: tm, b: tm.data.blog, t: t.UnixNano()}
	a := c.render(http.StatusOK, "authorize", view{Title: "Log in", Authorize: &p})
	a.csp = strings.Replace(strictCSP, "form-action 'self'; ", "", 1)
	return a
}

func (c *chatterly) home() answer {
	v := view{Title: "Newest posts", Trends: c.trends(10)}
	c.timeline(&v, "/", nil, true, func(s *status) bool { return s.InReplyTo == "" && s.boost == nil })
	return c.render(http.StatusOK, "home", v)
}

// timeline fills in a page of posts and the links around it.
func (c *chatterly) timeline(v *view, base string, list []int32, all bool, filter func(*status) bool) {
	maxID, _ := strconv.ParseUint(c.q.Get("max_id"), 10, 64)
	found, more := c.b.timeline(list, all, c.t, span{maxID: maxID, limit: postsPerPage}, filter)
	c.posts(v, found)
	if maxID != 0 {
		v.Newest = base
	}
	if more && len(found) > 0 {
		v.Older = base + "?max_id=" + found[len(found)-1].ID
	}
}

func (c *chatterly) tagPage(name string) answer {
	name = strings.ToLower(name)
	v := view{Title: "#" + name}
	g := c.b.tags[name]
	if g == nil {
		return c.missing("#"+name, "Nobody has used this tag.")
	}
	c.timeline(&v, "/tags/"+pathEscape(name), g.uses, false, func(s *status) bool { return s.boost == nil })
	return c.render(http.StatusOK, "home", v)
}

func (c *chatterly) allTags() answer {
	return c.render(http.StatusOK, "tags", view{Title: "Tags", Tags: c.trends(50)})
}

func (c *chatterly) trends(n int) []tagView {
	var out []tagView
	for _, x := range c.b.trending(c.t, n) {
		out = append(out, tagView{Name: x.name, URL: "/tags/" + pathEscape(x.name), Uses: x.uses, People: len(x.who)})
	}
	return out
}

func (c *chatterly) searchPage() answer {
	q := strings.TrimSpace(c.q.Get("q"))
	if len(q) > 500 {
		q = ""
	}
	v := view{Title: "Search", Query: q}
	if q == "" {
		return c.render(http.StatusOK, "search", v)
	}
	if a, s, ok := c.b.byURL(q, c.t); ok {
		if s != nil {
			c.posts(&v, []*status{s})
		} else if a != nil {
			c.people(&v, []*account{a})
		}
		return c.render(http.StatusOK, "search", v)
	}
	c.people(&v, c.b.findAccounts(q, c.t, 0, 10))
	for _, g := range c.b.findTags(q, c.t, 0, 20) {
		v.Tags = append(v.Tags, tagView{Name: g.name, URL: "/tags/" + pathEscape(g.name)})
	}
	maxID, _ := strconv.ParseUint(c.q.Get("max_id"), 10, 64)
	found := c.b.findStatuses(q, c.t, nil, maxID, 0, postsPerPage+1)
	more := len(found) > postsPerPage
	found = found[:min(len(found), postsPerPage)]
	c.posts(&v, found)
	base := "/search?q=" + url.QueryEscape(q)
	if maxID != 0 {
		v.Newest = base
	}
	if more {
		v.Older = base + "&max_id=" + found[len(found)-1].ID
	}
	return c.render(http.StatusOK, "search", v)
}

func (c *chatterly) static(name string) answer { return c.tm.rg.pages.file(name, "microblog") }

// file serves a static file.
func (p *pages) file(name, surface string) answer {
	body, ok := p.static[name]
	if !ok {
		return textPage(http.StatusNotFound, surface, "404 Not Found\n")
	}
	mime := map[string]string{".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}[path.Ext(name)]
	return answer{status: http.StatusOK, mime: mime, body: body, surface: surface}
}

// picture serves a media file as it stands in the dataset, EXIF and all.
func (c *chatterly) picture(name string) answer {
	x := c.b.byFile[name]
	switch {
	case x == nil || c.t < x.from:
		return textPage(http.StatusNotFound, "microblog", "404 Not Found\n\n"+label+"\n")
	case c.t >= x.until:
		return textPage(http.StatusGone, "microblog", "410 Gone\nThe picture was removed.\n\n"+label+"\n")
	}
	body, err := c.tm.data.body(x.File, x.SHA256)
	if err != nil {
		return failure(err)
	}
	return answer{status: http.StatusOK, mime: x.MIME, body: body, surface: "microblog", records: []string{"microblog/media.jsonl#" + x.ID}}
}

// webfinger is RFC 7033, by which fediverse tools resolve @handle@chatterly.test.
func (c *chatterly) webfinger() answer {
	handle, host, _ := strings.Cut(strings.TrimPrefix(c.q.Get("resource"), "acct:"), "@")
	a := c.b.handles[strings.ToLower(handle)]
	if a == nil || !a.holds(c.t) || !strings.EqualFold(host, chatterlyHost) {
		return apiError(http.StatusNotFound, notFound)
	}
	c.rec = []string{accountRecord(a)}
	return answer{
		status: http.StatusOK, mime: "application/jrd+json", surface: "microblog", records: c.rec,
		body: jsonBody(map[string]any{
			"subject": "acct:" + a.Handle + "@" + chatterlyHost, "aliases": []string{a.url()},
			"links": []any{map[string]string{"rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": a.url()}},
		}),
	}
}
