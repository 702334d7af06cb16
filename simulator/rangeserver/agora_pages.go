package rangeserver

import (
	"bytes"
	"embed"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/record"
)

//go:embed agora
var agoraFiles embed.FS

// What Agora-9's templates show.
type (
	agoraView struct {
		Title, About, Message, Query string
		Inside                       bool // behind the login
		Rules                        []string
		Boards                       []record.ForumBoard
		Threads                      []agoraThreadView
		Posts                        []agoraPostView
		Members                      []agoraMemberView
		Letters                      []agoraLetterView
		Older, Newer                 string
	}
	agoraThreadView struct {
		ID, Title, Kind, At, Last, Board, BoardID string
		By                                        agoraName
		Posts                                     int
		Locked                                    bool
	}
	agoraName     struct{ ID, Name string }
	agoraPostView struct {
		ID, At, ISO, Edited, Lang, Text, Signature, Rank string
		URL, Thread                                      string // in a list of hits
		By                                               agoraName
		Quote                                            *agoraQuote
		Pictures                                         []pictureView
	}
	agoraQuote struct {
		URL, Text string
		By        agoraName
	}
	agoraMemberView struct {
		agoraName
		Rank, Joined, Banned, Reason, Signature string
		InvitedBy                               *agoraName
		Vouches                                 []agoraVouchView
		Invited                                 []agoraName
		Count                                   int
	}
	agoraVouchView struct {
		By        agoraName
		At, Words string
	}
	agoraLetterView struct {
		ID, At, ISO, Subject, Lang, Text string
		From, To                         agoraName
	}
)

// agoraPage is the length of a page of posts, threads, members or messages.
const agoraPage = 40

// agoraRequest is one request to Agora-9, as of t.
type agoraRequest struct {
	tm    *team
	a     *agora
	r     *http.Request
	t     int64
	grant *Grant // by which the asker has signed in; nil for a guest
	rec   []string
}

// agoraAnswer serves agora-9.test. Anybody sees the front page; everything else
// is for who has signed in by a grant that names the team, until it ends.
// Nothing can be written: what is sent is refused and recorded.
func (tm *team) agoraAnswer(r *http.Request, t time.Time) answer {
	x := &agoraRequest{tm: tm, a: tm.data.agora, r: r, t: t.UnixNano()}
	part := strings.Split(strings.Trim(path.Clean("/"+r.URL.Path), "/"), "/")
	if part[0] == "login" && len(part) == 1 {
		return x.login(t)
	}
	cookie, err := r.Cookie(agoraCookie)
	if err == nil {
		g, ok, err := tm.authorised(t, func(g Grant) bool { return same(cookie.Value, tm.session(g)) })
		if err != nil {
			return failure(err)
		}
		if ok {
			x.grant = &g
		}
	}
	switch {
	case !reads(r):
		return conductAnswer(agoraSurface, "post", "", x.message(http.StatusForbidden, "Not allowed", "Your access to Agora-9 is read only. The attempt has been recorded."))
	case part[0] == "":
		return x.render(http.StatusOK, "front", agoraView{Title: x.a.front.Name, About: x.a.front.About, Rules: x.a.front.Rules, Boards: x.a.boards})
	case part[0] == "static" && len(part) == 2:
		return tm.rg.agora.file(part[1], agoraSurface)
	case r.URL.Path == "/robots.txt":
		return textPage(http.StatusOK, agoraSurface, "User-agent: *\nDisallow: /\n")
	case x.grant == nil:
		return x.message(http.StatusForbidden, "For members", "Guests see the front page and nothing else.")
	case part[0] == "board" && len(part) == 2:
		return x.board(part[1])
	case part[0] == "thread" && len(part) == 2:
		return x.thread(part[1])
	case part[0] == "members" && len(part) == 1:
		return x.members()
	case part[0] == "member" && len(part) == 2:
		return x.member(part[1])
	case part[0] == "search" && len(part) == 1:
		return x.search()
	case part[0] == "messages" && len(part) == 1:
		return x.letters()
	case part[0] == "media" && len(part) == 2:
		return x.picture(part[1])
	}
	return x.missing()
}

const (
	agoraSurface = "forum"
	agoraCookie  = "agora9"
	private      = "forum/private/"
)

func (x *agoraRequest) render(status int, name string, v agoraView) answer {
	v.Inside = x.grant != nil
	var buf bytes.Buffer
	if err := x.tm.rg.agora.sets[name].ExecuteTemplate(&buf, "page", v); err != nil {
		return failure(fmt.Errorf("rangeserver: page %s: %w", name, err))
	}
	return answer{status: status, mime: "text/html; charset=utf-8", body: buf.Bytes(), surface: agoraSurface, records: x.rec}
}

func (x *agoraRequest) message(status int, title, text string) answer {
	return x.render(status, "message", agoraView{Title: title, Message: text})
}

func (x *agoraRequest) missing() answer {
	return x.message(http.StatusNotFound, "Nothing here", "Agora-9 has no such board, thread or member.")
}

// login shows the form, and lets in who has a grant and the team's passphrase.
// The answer names no token in its body, so it is logged like any other.
func (x *agoraRequest) login(t time.Time) answer {
	if reads(x.r) {
		return x.render(http.StatusOK, "login", agoraView{Title: "Sign in"})
	}
	f, err := form(x.r)
	if err != nil {
		return x.message(http.StatusBadRequest, "Not understood", "The form could not be read.")
	}
	refused := func(why string) answer {
		return conductAnswer(agoraSurface, "login", "", x.message(http.StatusForbidden, "Not signed in", why))
	}
	name := strings.TrimSpace(f.Get("name"))
	g, ok, err := x.tm.authorised(t, func(g Grant) bool { return g.Name == name })
	switch {
	case err != nil:
		return failure(err)
	case !ok:
		return refused("No authorisation opens Agora-9 to your team under this name at this time. It needs an order that was granted and has not ended. The attempt has been recorded.")
	case !same(f.Get("passphrase"), x.tm.passphrase()):
		return refused("The passphrase is not that of your team. The attempt has been recorded.")
	}
	a := x.message(http.StatusSeeOther, "Signed in", "You read Agora-9 until the order ends. You write nothing.")
	cookie := http.Cookie{Name: agoraCookie, Value: x.tm.session(g), Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode}
	a.header = http.Header{"Location": {"/"}, "Set-Cookie": {cookie.String()}}
	return a
}

func (x *agoraRequest) name(id string) agoraName {
	if m := x.a.members[id]; m != nil {
		return agoraName{id, named(m.Name)}
	}
	return agoraName{ID: id}
}

// paged cuts a list to the page that ?page= asks for, from 1, and names its
// neighbours.
func paged[T any](x *agoraRequest, v *agoraView, list []T) []T {
	q := x.r.URL.Query()
	n, _ := strconv.Atoi(q.Get("page"))
	n = min(max(n, 1), 1+max(len(list)-1, 0)/agoraPage)
	link := func(n int) string {
		q.Set("page", strconv.Itoa(n))
		return "?" + q.Encode()
	}
	if n > 1 {
		v.Newer = link(n - 1)
	}
	if n*agoraPage < len(list) {
		v.Older = link(n + 1)
	}
	return list[(n-1)*agoraPage : min(n*agoraPage, len(list))]
}

func (x *agoraRequest) board(slug string) answer {
	i := slices.IndexFunc(x.a.boards, func(b record.ForumBoard) bool { return b.ID == slug })
	if i < 0 {
		return x.missing()
	}
	b := x.a.boards[i]
	v := agoraView{Title: named(b.Title), About: named(b.About)}
	for _, th := range paged(x, &v, x.a.on(slug, x.t)) {
		v.Threads = append(v.Threads, x.head(th))
		x.rec = append(x.rec, private+"threads.jsonl#"+th.ID)
	}
	return x.render(http.StatusOK, "board", v)
}

func (x *agoraRequest) head(th *agoraThread) agoraThreadView {
	v := agoraThreadView{
		ID: th.ID, Title: named(th.Title), Kind: th.Kind, At: shownTime(th.CreatedAt), Last: shownTime(time.Unix(0, th.last(x.t))), By: x.name(th.AuthorID), BoardID: th.BoardID, Locked: stamp(th.LockedAt) <= x.t,
	}
	for _, p := range th.posts {
		if p.holds(x.t) {
			v.Posts++
		}
	}
	return v
}

func (x *agoraRequest) thread(id string) answer {
	th := x.a.threads[id]
	if th == nil || x.t < th.from {
		return x.missing()
	}
	x.rec = []string{private + "threads.jsonl#" + id}
	if !th.holds(x.t) {
		return x.message(http.StatusGone, "Thread deleted", "This thread is no longer there.")
	}
	v := agoraView{Title: named(th.Title), Threads: []agoraThreadView{x.head(th)}}
	var list []*agoraPost
	for _, p := range th.posts {
		if p.holds(x.t) {
			list = append(list, p)
		}
	}
	for _, p := range paged(x, &v, list) {
		v.Posts = append(v.Posts, x.post(p))
		x.rec = append(x.rec, private+"posts.jsonl#"+p.ID)
	}
	return x.render(http.StatusOK, "thread", v)
}

func (x *agoraRequest) post(p *agoraPost) agoraPostView {
	by := x.a.members[p.AuthorID]
	v := agoraPostView{ID: p.ID, At: shownTime(p.CreatedAt), ISO: p.CreatedAt.UTC().Format(isoMillis), Lang: p.Lang, Text: named(p.textAt(x.t)), By: x.name(p.AuthorID), Rank: by.Rank, Signature: named(by.Signature)}
	if stamp(p.EditedAt) <= x.t {
		v.Edited = shownTime(p.EditedAt)
	}
	if q := x.a.posts[p.Quote]; q != nil && q.holds(x.t) {
		v.Quote = &agoraQuote{URL: "/thread/" + q.ThreadID + "#p" + q.ID, Text: named(cut(q.textAt(p.from), 300)), By: x.name(q.AuthorID)}
	}
	for _, id := range p.Media {
		m := x.a.media[id]
		v.Pictures = append(v.Pictures, pictureView{"/media/" + path.Base(m.File), m.Description, m.Width, m.Height})
	}
	return v
}

// isoMillis is how pages write a time for machines.
const isoMillis = "2006-01-02T15:04:05.000Z"

func (x *agoraRequest) members() answer {
	v := agoraView{Title: "Members"}
	var there []*record.ForumMember
	for _, m := range x.a.order {
		if m.JoinedAt.UnixNano() <= x.t {
			there = append(there, m)
		}
	}
	for _, m := range paged(x, &v, there) {
		v.Members = append(v.Members, x.person(m))
		x.rec = append(x.rec, private+"members.jsonl#"+m.ID)
	}
	return x.render(http.StatusOK, "members", v)
}

func (x *agoraRequest) member(id string) answer {
	m := x.a.members[id]
	if m == nil || x.t < m.JoinedAt.UnixNano() {
		return x.missing()
	}
	x.rec = []string{private + "members.jsonl#" + id}
	p := x.person(m)
	for _, o := range x.a.order {
		if o.InvitedBy == id && o.JoinedAt.UnixNano() <= x.t {
			p.Invited = append(p.Invited, x.name(o.ID))
		}
	}
	return x.render(http.StatusOK, "member", agoraView{Title: p.Name, Members: []agoraMemberView{p}})
}

func (x *agoraRequest) person(m *record.ForumMember) agoraMemberView {
	v := agoraMemberView{agoraName: x.name(m.ID), Rank: m.Rank, Joined: shownTime(m.JoinedAt), Signature: named(m.Signature)}
	if m.InvitedBy != "" {
		by := x.name(m.InvitedBy)
		v.InvitedBy = &by
	}
	if stamp(m.BannedAt) <= x.t {
		v.Banned, v.Reason = shownTime(m.BannedAt), named(m.BanReason)
	}
	for _, w := range m.Vouches {
		if w.At.UnixNano() <= x.t {
			v.Vouches = append(v.Vouches, agoraVouchView{x.name(w.By), shownTime(w.At), named(w.Words)})
		}
	}
	v.Count = len(v.Vouches)
	return v
}

// letters lists private messages, the newest first, where the order covers them.
func (x *agoraRequest) letters() answer {
	if !x.grant.Messages {
		return x.message(http.StatusForbidden, "Not covered", "The order of your team does not cover private messages of members.")
	}
	v := agoraView{Title: "Private messages"}
	var there []*record.ForumMessage
	for i := range slices.Backward(x.a.messages) {
		if m := &x.a.messages[i]; m.CreatedAt.UnixNano() <= x.t {
			there = append(there, m)
		}
	}
	for _, m := range paged(x, &v, there) {
		v.Letters = append(v.Letters, agoraLetterView{
			ID: m.ID, At: shownTime(m.CreatedAt), ISO: m.CreatedAt.UTC().Format(isoMillis), Subject: named(m.Subject), Lang: m.Lang, Text: named(m.Text), From: x.name(m.FromID), To: x.name(m.ToID),
		})
		x.rec = append(x.rec, private+"messages.jsonl#"+m.ID)
	}
	return x.render(http.StatusOK, "letters", v)
}

func (x *agoraRequest) picture(name string) answer {
	return x.a.media.answer(x.tm, agoraSurface, private+"media.jsonl", name, x.t)
}
