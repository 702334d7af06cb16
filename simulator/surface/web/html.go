package web

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"github.com/osint-radar/academy/simulator/media"
	"github.com/osint-radar/academy/simulator/world"
)

const label = media.Label

var esc = html.EscapeString

// phrases are the few words of a page that are not the plan's.
type phrases struct{ home, menu, skip string }

var spoken = map[string]phrases{
	"en": {"Home", "Menu", "Skip to content"},
	"it": {"Inizio", "Menu", "Vai al contenuto"},
	"de": {"Start", "Menü", "Zum Inhalt"},
	"sq": {"Kreu", "Menyja", "Kalo te përmbajtja"},
	"sl": {"Domov", "Meni", "Na vsebino"},
}

// html writes a page with a menu. Everything of the plan is escaped.
func (e *emitter) html(s *world.Site, p *world.Page, menu []entry) ([]byte, error) {
	say, ok := spoken[s.Lang]
	if !ok {
		return nil, fmt.Errorf("no words for the language %q", s.Lang)
	}
	head := esc(p.Title)
	if p.Title != s.Title {
		head += " – " + esc(s.Title)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=%q>\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n", s.Lang, head)
	b.WriteString("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
	fmt.Fprintf(&b, "<meta name=\"synthetic-data\" content=%q>\n", label)
	b.WriteString("<link rel=\"stylesheet\" href=\"/style.css\">\n<link rel=\"icon\" href=\"data:,\">\n</head>\n")
	fmt.Fprintf(&b, "<body>\n<a class=\"skip\" href=\"#content\">%s</a>\n", say.skip)
	fmt.Fprintf(&b, "<p class=\"synthetic\" role=\"note\" lang=\"en\">%s</p>\n", label)
	fmt.Fprintf(&b, "<header>\n<p class=\"brand\">%s</p>\n<nav aria-label=%q>\n<ul>\n", esc(s.Title), say.menu)
	for _, m := range menu {
		title, here := esc(m.title), ""
		if m.path == "/" {
			title = say.home
		}
		if m.path == p.Path {
			here = ` aria-current="page"`
		}
		fmt.Fprintf(&b, "<li><a href=\"%s\"%s>%s</a></li>\n", esc(m.path), here, title)
	}
	fmt.Fprintf(&b, "</ul>\n</nav>\n</header>\n<main id=\"content\">\n<h1>%s</h1>\n", esc(p.Title))
	for i := range p.Blocks {
		if err := e.block(&b, &p.Blocks[i], menu); err != nil {
			return nil, err
		}
	}
	fmt.Fprintf(&b, "</main>\n<footer>\n<p>%s · %s</p>\n</footer>\n</body>\n</html>\n", esc(s.Title), esc(s.Host))
	return []byte(b.String()), nil
}

// block writes a piece of a page.
func (e *emitter) block(b *strings.Builder, x *world.Block, menu []entry) error {
	switch x.Kind {
	case "h2":
		fmt.Fprintf(b, "<h2>%s</h2>\n", esc(x.Text))
	case "p":
		paragraph(b, "", x, menu)
	case "list":
		paragraph(b, "", x, menu)
		items(b, "<ul>", x.Items, "</ul>")
	case "quote":
		fmt.Fprintf(b, "<blockquote>\n<p>%s</p>\n", esc(x.Text))
		for _, who := range x.Items {
			fmt.Fprintf(b, "<p><cite>%s</cite></p>\n", esc(who))
		}
		b.WriteString("</blockquote>\n")
	case "price":
		paragraph(b, "", x, menu)
		b.WriteString("<table class=\"price\">\n<tbody>\n")
		for _, item := range x.Items {
			b.WriteString(priceRow(item))
		}
		b.WriteString("</tbody>\n</table>\n")
	case "contact":
		paragraph(b, "contact", x, menu)
		for _, item := range x.Items {
			fmt.Fprintf(b, "<p class=\"contact\">%s</p>\n", reachable(item))
		}
	case "donate":
		for _, address := range append([]string{x.Text}, x.Items...) {
			if strings.Contains(address, " ") {
				fmt.Fprintf(b, "<p>%s</p>\n", esc(address))
			} else if address != "" {
				fmt.Fprintf(b, "<p class=\"donate\"><code>%s</code></p>\n", esc(address))
			}
		}
	case "image":
		pic, err := e.picture(x.Image)
		if err != nil {
			return err
		}
		alt := pic.img.Alt
		if alt == "" {
			return fmt.Errorf("%s has no alternative text", x.Image)
		}
		fmt.Fprintf(b, "<figure>\n<img src=\"/img/%s\" width=\"%d\" height=\"%d\" alt=\"%s\">\n", pic.name, pic.w, pic.h, esc(alt))
		if x.Text != "" {
			fmt.Fprintf(b, "<figcaption>%s</figcaption>\n", esc(x.Text))
		}
		b.WriteString("</figure>\n")
	default:
		return fmt.Errorf("no block kind %q", x.Kind)
	}
	return nil
}

// paragraph writes a block's text and links, if it has any. A link to a page
// of the site that does not stand at the time is mere text.
func paragraph(b *strings.Builder, class string, x *world.Block, menu []entry) {
	if x.Text == "" && len(x.Links) == 0 {
		return
	}
	text := reachable(x.Text)
	for _, l := range x.Links {
		words := esc(l[0])
		if !strings.HasPrefix(l[1], "/") || slices.ContainsFunc(menu, func(m entry) bool { return m.path == l[1] }) {
			words = fmt.Sprintf("<a href=\"%s\">%s</a>", esc(l[1]), words)
		}
		text = strings.TrimSpace(text + " " + words)
	}
	if class != "" {
		class = fmt.Sprintf(" class=%q", class)
	}
	fmt.Fprintf(b, "<p%s>%s</p>\n", class, text)
}

func items(b *strings.Builder, open string, list []string, end string) {
	if len(list) == 0 {
		return
	}
	b.WriteString(open + "\n")
	for _, x := range list {
		fmt.Fprintf(b, "<li>%s</li>\n", esc(x))
	}
	b.WriteString(end + "\n")
}

// priceRow splits "what: how much" at the last colon.
func priceRow(item string) string {
	at := strings.LastIndex(item, ": ")
	if at < 0 {
		return fmt.Sprintf("<tr><td colspan=\"2\">%s</td></tr>\n", esc(item))
	}
	return fmt.Sprintf("<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n", esc(item[:at]), esc(item[at+2:]))
}

// reachable is a text, as a mail link if it is nothing but an address.
func reachable(text string) string {
	if strings.Count(text, "@") == 1 && !strings.ContainsAny(text, " \t\n") && !strings.HasPrefix(text, "@") {
		return fmt.Sprintf("<a href=\"mailto:%s\">%s</a>", esc(text), esc(text))
	}
	return esc(text)
}
