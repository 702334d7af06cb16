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

//go:embed loopi
var loopiFiles embed.FS

const loopiSurface = "loopi"

// What Loopi's templates show.
type (
	loopiView struct {
		Title, Query, Message string
		Clips                 []clipView
		Clip                  *clipView
		Account               *loopiAccountView
		Tags                  []string
		Linked                template.JS // JSON-LD of a clip
		OEmbed                string      // address of its oEmbed answer
		Older, Newer          string
	}
	loopiAccountView struct {
		Handle, Name, Bio, Link, Joined, Lang, Initial string
		Avatar                                         *pictureView
		Clips                                          int
		Tint                                           int
	}
	clipView struct {
		ID, URL, Handle, Name, Caption, Lang, Sound, Lasts, At, ISO string
		Views, Likes, Comments                                      string
		Poster                                                      pictureView
		Frames                                                      []pictureView
		Tags                                                        []string
		Said                                                        []clipCommentView
	}
	clipCommentView struct{ ID, Handle, Name, Text, Lang, At, ISO, ReplyTo string }
)

// clipsPerPage is the length of a page of clips.
const clipsPerPage = 24

// loopiRequest is one request to Loopi, as of t.
type loopiRequest struct {
	tm  *team
	l   *loopi
	q   url.Values
	t   int64
	rec []string
}

// loopiAnswer serves loopi.test: newest clips and search, profiles at
// /@<handle>, clips at /clip/<id>, tags at /tag/<tag>, stills, and /oembed.
func (tm *team) loopiAnswer(r *http.Request, t time.Time) answer {
	x := &loopiRequest{tm: tm, l: tm.data.loopi, q: r.URL.Query(), t: t.UnixNano()}
	if !reads(r) {
		return conductAnswer(loopiSurface, "message", "", x.message(http.StatusForbidden, "Not allowed", "Loopi is read only here. The attempt has been recorded."))
	}
	part := strings.Split(strings.Trim(path.Clean("/"+r.URL.Path), "/"), "/")
	switch {
	case part[0] == "":
		return x.front()
	case part[0] == "static" && len(part) == 2:
		return tm.rg.loopi.file(part[1], loopiSurface)
	case part[0] == "media" && len(part) == 2:
		return x.picture(part[1])
	case part[0] == "oembed" && len(part) == 1:
		return x.oembed()
	case r.URL.Path == "/robots.txt":
		return textPage(http.StatusOK, loopiSurface, "User-agent: *\nDisallow: /media/\n")
	case part[0] == "clip" && len(part) == 2:
		return x.clip(part[1])
	case part[0] == "tag" && len(part) == 2:
		return x.tag(part[1])
	case strings.HasPrefix(part[0], "@") && len(part) == 1:
		return x.profile(part[0][1:])
	}
	return x.missing()
}

func (x *loopiRequest) render(status int, name string, v loopiView) answer {
	var buf bytes.Buffer
	if err := x.tm.rg.loopi.sets[name].ExecuteTemplate(&buf, "page", v); err != nil {
		return failure(fmt.Errorf("rangeserver: page %s: %w", name, err))
	}
	return answer{status: status, mime: "text/html; charset=utf-8", body: buf.Bytes(), surface: loopiSurface, records: x.rec}
}

func (x *loopiRequest) message(status int, title, text string) answer {
	return x.render(status, "message", loopiView{Title: title, Message: text})
}

func (x *loopiRequest) missing() answer {
	return x.message(http.StatusNotFound, "Nothing here", "Loopi knows no such clip, account or tag.")
}

// page fills a list of clips, the newest first, as ?page= asks for it. base is
// the address of the list, with its own questions.
func (x *loopiRequest) page(v *loopiView, list []*loopiClip, base string) {
	n, _ := strconv.Atoi(x.q.Get("page"))
	n = min(max(n, 1), 1+max(len(list)-1, 0)/clipsPerPage)
	sep := "?"
	if strings.Contains(base, "?") {
		sep = "&"
	}
	if n > 1 {
		v.Newer = base + sep + "page=" + strconv.Itoa(n-1)
	}
	if n*clipsPerPage < len(list) {
		v.Older = base + sep + "page=" + strconv.Itoa(n+1)
	}
	for _, c := range list[(n-1)*clipsPerPage : min(n*clipsPerPage, len(list))] {
		v.Clips = append(v.Clips, x.view(c))
		x.rec = append(x.rec, "loopi/clips.jsonl#"+c.ID)
	}
}

// front lists clips, all of them or those whose caption, sound or account holds
// every word of ?q=.
func (x *loopiRequest) front() answer {
	v := loopiView{Title: "New on Loopi", Query: strings.TrimSpace(x.q.Get("q")), Tags: x.l.trending(x.t, 12)}
	if len(v.Query) > 200 {
		v.Query = ""
	}
	base := "/"
	words := strings.Fields(strings.ToLower(strings.NewReplacer("@", "", "#", "").Replace(v.Query)))
	if len(words) > 0 {
		base += "?q=" + url.QueryEscape(v.Query)
	}
	x.page(&v, standing(x.l.order, x.t, 0, func(c *loopiClip) bool {
		text := strings.ToLower(c.Caption + " " + c.Sound + " " + c.by.Handle + " " + c.by.Name)
		for _, w := range words {
			if !strings.Contains(text, w) {
				return false
			}
		}
		return true
	}), base)
	return x.render(http.StatusOK, "front", v)
}

func (x *loopiRequest) tag(name string) answer {
	name = strings.ToLower(name)
	v := loopiView{Title: "#" + named(name)}
	list := standing(x.l.order, x.t, 0, func(c *loopiClip) bool {
		for _, tag := range c.Tags {
			if tag == name {
				return true
			}
		}
		return false
	})
	if len(list) == 0 {
		return x.missing()
	}
	x.page(&v, list, "/tag/"+url.PathEscape(name))
	return x.render(http.StatusOK, "list", v)
}

func (x *loopiRequest) profile(handle string) answer {
	a := x.l.handles[strings.ToLower(handle)]
	if a == nil || x.t < a.from {
		return x.missing()
	}
	x.rec = []string{"loopi/accounts.jsonl#" + a.ID}
	if !a.holds(x.t) {
		return x.message(http.StatusGone, "Account suspended", "Loopi has suspended @"+a.Handle+".")
	}
	list := standing(a.clips, x.t, 0, nil)
	v := loopiView{Title: named(a.Name), Account: x.account(a)}
	v.Account.Clips = len(list)
	x.page(&v, list, "/@"+a.Handle)
	return x.render(http.StatusOK, "profile", v)
}

func (x *loopiRequest) account(a *loopiAccount) *loopiAccountView {
	v := &loopiAccountView{Handle: a.Handle, Name: named(a.Name), Bio: named(a.Bio), Link: a.Link, Lang: a.Lang, Joined: a.CreatedAt.UTC().Format("January 2006"), Initial: initial(a.Name + a.Handle), Tint: tint(a.ID)}
	if a.Avatar != "" {
		p := x.still(a.Avatar)
		v.Avatar = &p
	}
	return v
}

func (x *loopiRequest) still(id string) pictureView {
	m := x.l.media[id]
	return pictureView{"/media/" + path.Base(m.File), m.Description, m.Width, m.Height}
}

func (x *loopiRequest) view(c *loopiClip) clipView {
	v := clipView{
		ID: c.ID, URL: c.url(), Handle: c.by.Handle, Name: named(c.by.Name), Caption: named(c.Caption), Lang: c.Lang, Sound: named(c.Sound), Lasts: fmt.Sprintf("%d:%02d", c.Seconds/60, c.Seconds%60),
		At: shownTime(c.CreatedAt), ISO: c.CreatedAt.UTC().Format(isoMillis), Views: short(c.viewsAt(x.t)), Likes: short(c.likesAt(x.t)), Comments: short(int64(len(c.commentsAt(x.t)))), Poster: x.still(c.Poster), Tags: c.Tags,
	}
	if c.Sound == "" {
		v.Sound = "own sound of @" + c.by.Handle
	}
	return v
}

func (c *loopiClip) url() string { return "http://" + loopiHost + "/clip/" + c.ID }

// seen returns a clip that can be seen at t, or the answer to give instead.
func (x *loopiRequest) seen(id string) (*loopiClip, *answer) {
	c := x.l.clips[id]
	var a answer
	switch {
	case c == nil || x.t < c.from:
		a = x.missing()
	case !c.holds(x.t):
		x.rec = []string{"loopi/clips.jsonl#" + id}
		a = x.message(http.StatusGone, "Clip removed", "This clip is no longer there.")
	default:
		return c, nil
	}
	return nil, &a
}

func (x *loopiRequest) clip(id string) answer {
	c, instead := x.seen(id)
	if instead != nil {
		return *instead
	}
	x.rec = []string{"loopi/clips.jsonl#" + id, "loopi/accounts.jsonl#" + c.by.ID}
	y := x.view(c)
	for _, f := range c.Frames {
		y.Frames = append(y.Frames, x.still(f))
		x.rec = append(x.rec, "loopi/media.jsonl#"+f)
	}
	for _, m := range c.commentsAt(x.t) {
		z := clipCommentView{ID: m.ID, Handle: m.by.Handle, Name: named(m.by.Name), Text: named(m.Text), Lang: m.Lang, At: shownTime(m.CreatedAt), ISO: m.CreatedAt.UTC().Format(isoMillis)}
		if to := x.l.comments[m.ReplyTo]; to != nil && to.holds(x.t) {
			z.ReplyTo = m.ReplyTo
		}
		y.Said = append(y.Said, z)
		x.rec = append(x.rec, "loopi/comments.jsonl#"+m.ID)
	}
	linked, err := x.linked(c)
	if err != nil {
		return failure(err)
	}
	return x.render(http.StatusOK, "clip", loopiView{Title: cut(named(c.Caption), 80), Clip: &y, Account: x.account(c.by), Linked: linked, OEmbed: "http://" + loopiHost + "/oembed?url=" + url.QueryEscape(c.url()) + "&format=json"})
}

func (x *loopiRequest) picture(name string) answer {
	return x.l.media.answer(x.tm, loopiSurface, "loopi/media.jsonl", name, x.t)
}
