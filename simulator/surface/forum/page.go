package forum

import (
	"context"
	"fmt"
	"html"
	"slices"
	"strings"
	"unicode"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/media"
)

const pages = private + "html/"

// writePages writes the copy that a browser opens: index.html, members.html,
// messages.html and a page a thread, as everything stands at the end of the clock.
func (c *club) writePages(ctx context.Context, out *dataset.Writer) error {
	put := func(name, body string) error {
		_, err := out.Put(pages+name, surface, []byte(body), "browser")
		return err
	}
	for _, p := range [][2]string{{"style.css", style}, {"index.html", c.indexPage()}, {"members.html", c.membersPage()}, {"messages.html", c.messagesPage()}} {
		if err := put(p[0], p[1]); err != nil {
			return err
		}
	}
	for _, t := range c.threads {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if c.within(t.deleted) != 0 {
			continue
		}
		if err := put(t.page(), c.threadPage(t)); err != nil {
			return err
		}
	}
	return nil
}

func (t *thread) page() string { return "thread-" + decimal(t.id) + ".html" }

// plain escapes text and shows the characters that turn letters round by name.
func plain(text string) string {
	var o strings.Builder
	for _, r := range text {
		if unicode.Is(unicode.Bidi_Control, r) {
			fmt.Fprintf(&o, "[U+%04X]", r)
			continue
		}
		o.WriteRune(r)
	}
	return strings.ReplaceAll(html.EscapeString(o.String()), "\n", "<br>")
}

func frame(title, body string) string {
	return fmt.Sprintf("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>%s · Agora-9</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"+
		"<meta name=\"synthetic-data\" content=%q>\n<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"style.css\">\n</head>\n<body>\n<header>\n<p class=\"synthetic\">%s</p>\n"+
		"<nav><a href=\"index.html\">Agora-9</a> <a href=\"members.html\">Members</a> <a href=\"messages.html\">Messages</a></nav></header>\n<main>\n<h1 dir=\"auto\">%s</h1>\n%s</main>\n"+
		"<footer>A copy, made at the end of the clock. Agora-9 is a fictional site inside a training range. Nobody here is real. %s</footer>\n</body>\n</html>\n",
		plain(title), label, label, plain(title), body, label)
}

func when(ms int64) string {
	at := moment(ms)
	return fmt.Sprintf("<time datetime=\"%s\">%s</time>", at.Format("2006-01-02T15:04:05.000Z"), at.Format("2 Jan 2006, 15:04:05 UTC"))
}

func (m *member) link() string {
	return fmt.Sprintf("<a href=\"members.html#m%d\"><bdi>%s</bdi></a>", m.id, plain(m.rec.Name))
}

func (c *club) indexPage() string {
	var o strings.Builder
	for _, b := range c.boards {
		fmt.Fprintf(&o, "<section>\n<h2>%s</h2>\n<p>%s</p>\n<ul>\n", plain(b.title), plain(b.about))
		for _, t := range slices.Backward(c.threads) {
			if t.board != b || c.within(t.deleted) != 0 {
				continue
			}
			kind := ""
			if t.kind != "" {
				kind = "[" + t.kind + "] "
			}
			fmt.Fprintf(&o, "<li>%s<a href=\"%s\" dir=\"auto\">%s</a>, %s, %s</li>\n", kind, t.page(), plain(t.title), t.by.link(), when(t.at))
		}
		o.WriteString("</ul>\n</section>\n")
	}
	return frame("Boards", o.String())
}

func (c *club) threadPage(t *thread) string {
	var o strings.Builder
	fmt.Fprintf(&o, "<p>%s %s</p>\n", plain(t.board.title), plain(t.kind))
	list := slices.Clone(t.posts)
	slices.SortFunc(list, func(a, b *post) int { return int(min(max(a.id-b.id, -1), 1)) })
	for _, p := range list {
		if c.within(p.deleted) != 0 {
			continue
		}
		text, edited := p.textAt(c.end-1), ""
		if c.within(p.edited) != 0 {
			edited = ", edited " + when(p.edited)
		}
		fmt.Fprintf(&o, "<article id=\"p%d\">\n<p class=\"by\">%s, %s%s</p>\n", p.id, p.by.link(), when(p.at), edited)
		if q := p.quote; q != nil && c.within(q.deleted) == 0 && c.within(q.in.deleted) == 0 {
			fmt.Fprintf(&o, "<blockquote dir=\"auto\" cite=\"%s#p%d\">%s: %s</blockquote>\n", q.in.page(), q.id, q.by.link(), plain(q.textAt(p.at)))
		}
		fmt.Fprintf(&o, "<p dir=\"auto\" lang=\"%s\">%s</p>\n", plain(p.lang), plain(text))
		for _, id := range p.media {
			fmt.Fprintf(&o, "<img src=\"../media/%s.jpg\" width=\"%d\" height=\"%d\" alt=\"%s\">\n", id, media.Width, media.Height, plain(c.shown[id].alt))
		}
		if p.by.rec.Signature != "" {
			fmt.Fprintf(&o, "<p class=\"signature\" dir=\"auto\">%s</p>\n", plain(p.by.rec.Signature))
		}
		o.WriteString("</article>\n")
	}
	return frame(t.title, o.String())
}

func (c *club) membersPage() string {
	var o strings.Builder
	for _, m := range c.members {
		fmt.Fprintf(&o, "<article id=\"m%d\">\n<h2><bdi>%s</bdi></h2>\n<p>%s, since %s", m.id, plain(m.rec.Name), m.rec.Rank, when(m.joined))
		if m.by != nil {
			fmt.Fprintf(&o, ", invited by %s", m.by.link())
		}
		if c.within(m.gone) != 0 {
			fmt.Fprintf(&o, ", banned %s: %s", when(m.gone), plain(m.rec.BanReason))
		}
		fmt.Fprintf(&o, "</p>\n<p>%d vouch for this member.</p>\n</article>\n", len(m.rec.Vouches))
	}
	return frame("Members", o.String())
}

func (c *club) messagesPage() string {
	var o strings.Builder
	for _, l := range c.letters {
		fmt.Fprintf(&o, "<article id=\"l%d\">\n<p class=\"by\">%s to %s, %s</p>\n<h2 dir=\"auto\">%s</h2>\n<p dir=\"auto\" lang=\"%s\">%s</p>\n</article>\n", l.id, l.from.link(), l.to.link(), when(l.at), plain(l.subject), plain(l.lang), plain(l.text))
	}
	return frame("Messages", o.String())
}

const style = "/* " + label + ` */
:root{color-scheme:light dark;--ground:#eef0ec;--panel:#ffffff;--text:#1d241c;--muted:#51604e;--brand:#2f5d3a;--line:#c7d1c3}
@media(prefers-color-scheme:dark){:root{--ground:#141914;--panel:#1e261e;--text:#e6ece4;--muted:#a9b8a6;--brand:#8fd19e;--line:#3a473a}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.5 Georgia,"DejaVu Serif",serif;overflow-wrap:anywhere}
a{color:var(--brand)}a:focus-visible{outline:3px solid #2f7dd1;outline-offset:2px}
.synthetic{margin:0;background:#ffd166;color:#2a1500;text-align:center;font:700 .8125rem/1.75 system-ui,sans-serif;letter-spacing:.08em}
header{background:var(--panel);border-bottom:2px solid var(--brand)}nav{display:flex;flex-wrap:wrap;gap:1rem;padding:.75rem 1rem}
main{max-width:52rem;margin:0 auto;padding:.75rem 1rem 2rem}h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.125rem;margin:.5rem 0}
article,section{background:var(--panel);border:1px solid var(--line);padding:.75rem;margin:.75rem 0}
.by,.signature,.muted{color:var(--muted);font-size:.9375rem;margin:0}.signature{border-top:1px solid var(--line);margin-top:.75rem}
blockquote{margin:.5rem 0;padding:.25rem .75rem;border-inline-start:4px solid var(--brand);color:var(--muted)}
img{max-width:100%;height:auto;display:block}
footer{color:var(--muted);font-size:.9375rem;padding:0 1rem 1.5rem;text-align:center}
`
