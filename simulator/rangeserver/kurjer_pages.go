package rangeserver

import (
	"bytes"
	"embed"
	"fmt"
	"html"
	"html/template"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/record"
)

//go:embed kurjer
var kurjerFiles embed.FS

// What Kurjer's templates show. The classes and attributes of a message are
// those of t.me's preview pages, so that readers of those read these.
type (
	kurjerView struct {
		Title, Query, Message string
		Channel               *channelView
		Person                *record.KurjerProfile
		Initial               string
		Posts                 []kurjerPost
		Before                string // number below which older ones stand
		Older, Newest         string
		List                  []channelView
		Preview               bool
	}
	channelView struct {
		Title, Handle, About, Picture, Initial, Lang string
		Readers                                      int64
		Tint                                         int
	}
	kurjerPost struct {
		Post, Number, Handle, Title, URL, ISO, At, Clock, Lang string
		Author, ForwardTitle, ForwardURL, ReplyURL, ReplyText  string
		Text                                                   template.HTML
		Pictures                                               []pictureView
		Voice, Transcript                                      string
		Views                                                  string
		Edited                                                 bool
	}
)

// kurjerPage is the length of a page of messages.
const kurjerPage = 20

// kurjerRequest is one request to Kurjer's pages, as of t.
type kurjerRequest struct {
	tm  *team
	k   *kurjer
	q   url.Values
	t   int64
	rec []string
}

// kurjerAnswer serves kurjer.test: the directory, previews of channels at
// /s/<handle>, cards at /<handle>, single messages at /<handle>/<number>.
func (tm *team) kurjerAnswer(r *http.Request, t time.Time) answer {
	x := &kurjerRequest{tm: tm, k: tm.data.kurjer, q: r.URL.Query(), t: t.UnixNano()}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		a := x.message(http.StatusForbidden, "Not allowed", "Kurjer is read only here. The attempt has been recorded.")
		return conductAnswer("messenger", "message", "", a)
	}
	part := strings.Split(strings.Trim(path.Clean("/"+r.URL.Path), "/"), "/")
	switch {
	case part[0] == "":
		return x.front()
	case part[0] == "static" && len(part) == 2:
		return x.static(part[1])
	case part[0] == "media" && len(part) == 2:
		return x.picture(part[1])
	case r.URL.Path == "/robots.txt":
		return textPage(http.StatusOK, "messenger", "User-agent: *\nDisallow: /media/\n")
	case part[0] == "s" && len(part) == 2:
		return x.preview(part[1])
	case len(part) == 1:
		return x.card(part[0])
	case len(part) == 2:
		return x.single(part[0], part[1])
	}
	return x.missing()
}

func (x *kurjerRequest) render(status int, name string, v kurjerView) answer {
	var buf bytes.Buffer
	if err := x.tm.rg.kurjer.sets[name].ExecuteTemplate(&buf, "page", v); err != nil {
		return failure(fmt.Errorf("rangeserver: page %s: %w", name, err))
	}
	return answer{status: status, mime: "text/html; charset=utf-8", body: buf.Bytes(), surface: "messenger", records: x.rec}
}

func (x *kurjerRequest) message(status int, title, text string) answer {
	return x.render(status, "message", kurjerView{Title: title, Message: text})
}

func (x *kurjerRequest) missing() answer {
	return x.message(http.StatusNotFound, "Nobody here", "Kurjer knows no such channel, person or message.")
}

// channel returns a channel that can be read at t, or the answer to give instead.
func (x *kurjerRequest) channel(name string) (*channel, *answer) {
	h := x.k.handles[strings.ToLower(name)]
	if h == nil || h.channel == nil || !h.channel.holds(x.t) {
		a := x.missing()
		return nil, &a
	}
	c := h.channel
	x.rec = append(x.rec, "messenger/channels.jsonl#"+c.ID)
	if c.banned <= x.t {
		a := x.message(http.StatusGone, "Channel closed", "@"+c.Handle+" cannot be shown. Kurjer closed it because it broke the rules.")
		return nil, &a
	}
	return c, nil
}

func (x *kurjerRequest) view(c *channel) *channelView {
	v := &channelView{Title: c.Title, Handle: c.Handle, About: c.About, Lang: c.Lang, Readers: x.k.readers(c, x.t), Initial: initial(c.Title + c.Handle), Tint: tint(c.ID)}
	if m := x.k.media[c.Picture]; m != nil {
		v.Picture = "/media/" + path.Base(m.File)
	}
	return v
}

func tint(id string) int {
	n, _ := strconv.ParseUint(id, 10, 64) // a wrong id has a colour, too
	return int(n % 6)
}

// front lists the channels whose name or about holds every word of ?q=.
func (x *kurjerRequest) front() answer {
	v := kurjerView{Title: "Channels", Query: strings.TrimSpace(x.q.Get("q"))}
	if len(v.Query) > 200 {
		v.Query = ""
	}
	words := strings.Fields(strings.ToLower(strings.TrimPrefix(v.Query, "@")))
	for _, c := range x.k.channels {
		if len(v.List) == 200 || !c.holds(x.t) || c.banned <= x.t {
			continue
		}
		text := strings.ToLower(c.Title + " " + c.Handle + " " + c.About)
		hit := true
		for _, w := range words {
			hit = hit && strings.Contains(text, w)
		}
		if hit {
			v.List = append(v.List, *x.view(c))
			x.rec = append(x.rec, "messenger/channels.jsonl#"+c.ID)
		}
	}
	return x.render(http.StatusOK, "front", v)
}

// preview is a page of a channel: ?before= pages back, ?q= looks for words.
func (x *kurjerRequest) preview(name string) answer {
	c, instead := x.channel(name)
	if instead != nil {
		return *instead
	}
	v := kurjerView{Title: c.Title, Channel: x.view(c), Query: strings.TrimSpace(x.q.Get("q")), Preview: true}
	if len(v.Query) > 200 {
		v.Query = ""
	}
	var want func(*record.Message) bool
	base := "/s/" + c.Handle
	if words := strings.Fields(strings.ToLower(v.Query)); len(words) > 0 {
		want = func(m *record.Message) bool {
			text := strings.ToLower(textAt(m, x.t) + " " + m.Transcript)
			for _, w := range words {
				if !strings.Contains(text, w) {
					return false
				}
			}
			return true
		}
		base += "?q=" + url.QueryEscape(v.Query) + "&"
	} else {
		base += "?"
	}
	before, _ := strconv.ParseInt(x.q.Get("before"), 10, 64)
	list, more, err := x.k.page(c, x.t, before, kurjerPage, want)
	if err != nil {
		return failure(err)
	}
	for i := range list {
		v.Posts = append(v.Posts, x.post(c, &list[i]))
	}
	if more {
		v.Before = list[0].ID
		v.Older = base + "before=" + v.Before
	}
	if before > 0 {
		v.Newest = strings.TrimRight(base, "?&")
	}
	return x.render(http.StatusOK, "preview", v)
}

// card is what is said of a channel or a person.
func (x *kurjerRequest) card(name string) answer {
	if h := x.k.handles[strings.ToLower(name)]; h != nil && h.profile != nil {
		p := h.profile
		if t := x.t; t < p.CreatedAt.UnixNano() || stamp(p.DeletedAt) <= t {
			return x.missing()
		}
		x.rec = append(x.rec, "messenger/profiles.jsonl#"+p.ID)
		return x.render(http.StatusOK, "card", kurjerView{Title: p.Name, Person: p, Initial: initial(p.Name + p.Handle)})
	}
	c, instead := x.channel(name)
	if instead != nil {
		return *instead
	}
	return x.render(http.StatusOK, "card", kurjerView{Title: c.Title, Channel: x.view(c)})
}

func (x *kurjerRequest) single(name, number string) answer {
	c, instead := x.channel(name)
	if instead != nil {
		return *instead
	}
	m, ok := c.find(number)
	switch {
	case !ok || x.t < m.from:
		return x.missing()
	case !m.holds(x.t):
		x.rec = []string{messageRecord(c, number)}
		return x.message(http.StatusGone, "Message deleted", "This message of @"+c.Handle+" is no longer there.")
	}
	list, err := x.k.read(c, []message{m})
	if err != nil {
		return failure(err)
	}
	x.rec = nil // the message itself comes first
	v := kurjerView{Title: c.Title + ", message " + number, Channel: x.view(c), Posts: []kurjerPost{x.post(c, &list[0])}}
	return x.render(http.StatusOK, "single", v)
}

func messageRecord(c *channel, number string) string { return c.File + "#" + number }

func (x *kurjerRequest) post(c *channel, m *record.Message) kurjerPost {
	x.rec = append(x.rec, messageRecord(c, m.ID))
	v := kurjerPost{
		Post: c.Handle + "/" + m.ID, Number: m.ID, Handle: c.Handle, Title: c.Title, URL: "http://" + kurjerHost + "/" + c.Handle + "/" + m.ID, Lang: m.Lang,
		ISO: m.At.UTC().Format("2006-01-02T15:04:05-07:00"), At: shownTime(m.At), Clock: m.At.UTC().Format("2 Jan, 15:04"), Author: m.Author, Transcript: m.Transcript,
		Views: short(viewsAt(m, x.t)), Edited: stamp(m.EditedAt) <= x.t, Text: kurjerText(textAt(m, x.t), c.Handle),
	}
	if m.Voice > 0 {
		v.Voice = fmt.Sprintf("%d:%02d", m.Voice/60, m.Voice%60)
	}
	if f := m.Forward; f != nil {
		v.ForwardTitle = f.Title
		if from := x.k.byID[f.Channel]; from != nil {
			v.ForwardURL = "/" + from.Handle + "/" + f.Message
		}
	}
	if to, ok := c.find(m.ReplyTo); ok && to.holds(x.t) {
		v.ReplyURL = "/" + c.Handle + "/" + m.ReplyTo
		if list, err := x.k.read(c, []message{to}); err == nil {
			v.ReplyText = cut(textAt(&list[0], x.t)+list[0].Transcript, 60)
		}
	}
	for _, id := range m.Media {
		if p := x.k.media[id]; p != nil {
			v.Pictures = append(v.Pictures, pictureView{"/media/" + path.Base(p.File), p.Description, p.Width, p.Height})
		}
	}
	return v
}

// cut shortens a text to n characters.
func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

// short writes 950, 1.2K, 3M as previews do.
func short(n int64) string {
	switch {
	case n >= 1_000_000:
		return strings.Replace(fmt.Sprintf("%d.%dM", n/1_000_000, n/100_000%10), ".0M", "M", 1)
	case n >= 1000:
		return strings.Replace(fmt.Sprintf("%d.%dK", n/1000, n/100%10), ".0K", "K", 1)
	}
	return strconv.FormatInt(n, 10)
}

// kurjerText renders plain text: links, @handles and #tags; all of it is escaped.
func kurjerText(text, channel string) template.HTML {
	var out strings.Builder
	end := 0
	for _, m := range inText.FindAllStringIndex(text, -1) {
		if m[0] > 0 && wordByte(text[m[0]-1]) {
			continue // in the middle of a word or an e-mail address
		}
		word := text[m[0]:m[1]]
		var href string
		switch word[0] {
		case '#':
			href = "/s/" + channel + "?q=" + url.QueryEscape(word)
		case '@':
			if strings.Count(word, "@") > 1 {
				continue
			}
			href = "/" + strings.ToLower(word[1:])
		default:
			word = strings.TrimRight(word, ".,;:!?)]}…»”’")
			href = word
		}
		out.WriteString(escapeLines(text[end:m[0]]))
		fmt.Fprintf(&out, `<a href="%s" rel="nofollow noopener noreferrer">%s</a>`, html.EscapeString(href), html.EscapeString(word))
		end = m[0] + len(word)
	}
	out.WriteString(escapeLines(text[end:]))
	return template.HTML(out.String()) //nolint:gosec // every piece is escaped
}

func (x *kurjerRequest) static(name string) answer {
	return x.tm.rg.kurjer.file(name, "messenger")
}

func (x *kurjerRequest) picture(name string) answer {
	return x.k.media.answer(x.tm, "messenger", "messenger/media.jsonl", name, x.t)
}
