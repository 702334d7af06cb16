package rangeserver

import (
	"html"
	"regexp"
	"strings"
)

// chatterlyHost is the microblog's name. Everything the API and the pages say
// of themselves uses it, never the port they happen to be reached by: bodies
// must not depend on where a team sits.
const (
	chatterlyHost = "chatterly.test"
	chatterlyURL  = "http://" + chatterlyHost
)

// label is the mark that everything of the range bears.
const label = "SYNTHETIC TRAINING DATA"

// inText finds what a post's text links: web addresses, #tags and @handles.
var inText = regexp.MustCompile(`https?://[^\s<>"']+|#[\p{L}\p{N}_]+|@[A-Za-z0-9_]+(?:@[A-Za-z0-9.-]+)?`)

// contentHTML renders plain text as Mastodon does: paragraphs at empty lines,
// breaks at line ends, links at addresses, tags and handles of accounts that
// exist at t. base stands before local links: chatterlyURL in the API, "" on
// Chatterly's own pages. All text is escaped.
func (b *microblog) contentHTML(text, base string, t int64) string {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	if text == "" {
		return ""
	}
	var out strings.Builder
	for _, para := range strings.Split(text, "\n\n") {
		out.WriteString("<p>")
		end := 0
		for _, m := range inText.FindAllStringIndex(para, -1) {
			if m[0] > 0 && wordByte(para[m[0]-1]) {
				continue // in the middle of a word or an e-mail address
			}
			link, took := b.linkHTML(para[m[0]:m[1]], base, t)
			if link == "" {
				continue
			}
			out.WriteString(escapeLines(para[end:m[0]]))
			out.WriteString(link)
			end = m[0] + took
		}
		out.WriteString(escapeLines(para[end:]))
		out.WriteString("</p>")
	}
	return out.String()
}

func wordByte(c byte) bool {
	return c >= 0x80 || c == '_' || c == '/' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func escapeLines(s string) string {
	return strings.ReplaceAll(html.EscapeString(s), "\n", "<br />")
}

// linkHTML returns the link for a match and how many bytes of it the link
// covers; "" where it is no link.
func (b *microblog) linkHTML(m, base string, t int64) (link string, took int) {
	switch m[0] {
	case '#':
		name := html.EscapeString(m[1:])
		return `<a href="` + base + "/tags/" + html.EscapeString(pathEscape(strings.ToLower(m[1:]))) +
			`" class="mention hashtag" rel="tag">#<span>` + name + "</span></a>", len(m)
	case '@':
		handle, host, remote := strings.Cut(m[1:], "@")
		if remote && !strings.EqualFold(host, chatterlyHost) {
			return "", 0
		}
		a := b.handles[strings.ToLower(handle)]
		if a == nil || a.from > t {
			return "", 0
		}
		h := html.EscapeString(a.Handle)
		return `<span class="h-card"><a href="` + base + "/@" + h + `" class="u-url mention">@<span>` + h + "</span></a></span>", len(m)
	default:
		u := strings.TrimRight(m, ".,;:!?)]}…»”’")
		e := html.EscapeString(u)
		return `<a href="` + e + `" target="_blank" rel="nofollow noopener noreferrer">` + e + "</a>", len(u)
	}
}
