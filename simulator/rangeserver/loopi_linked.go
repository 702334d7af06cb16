package rangeserver

import (
	"encoding/json"
	"fmt"
	"html"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// linked is a clip as a VideoObject of schema.org. There is no contentUrl: no
// moving picture exists. The encoder escapes < and >, so no text ends the script.
func (x *loopiRequest) linked(c *loopiClip) (template.JS, error) {
	counter := func(action string, n int64) map[string]any {
		return map[string]any{"@type": "InteractionCounter", "interactionType": map[string]any{"@type": action}, "userInteractionCount": n}
	}
	var stills []string
	for _, id := range c.Frames {
		stills = append(stills, "http://"+loopiHost+x.still(id).URL)
	}
	out := map[string]any{
		"@context": "http://schema.org/", "@type": "VideoObject", "name": c.Caption, "description": c.Caption, "identifier": c.ID, "url": c.url(),
		"uploadDate": c.CreatedAt.UTC().Format(isoMillis), "duration": fmt.Sprintf("PT%dM%dS", c.Seconds/60, c.Seconds%60), "inLanguage": c.Lang, "keywords": c.Tags,
		"thumbnailUrl": "http://" + loopiHost + x.still(c.Poster).URL, "image": stills, "disambiguatingDescription": label,
		"author":       map[string]any{"@type": "Person", "name": c.by.Name, "alternateName": "@" + c.by.Handle, "identifier": c.by.ID, "url": "http://" + loopiHost + "/@" + c.by.Handle},
		"commentCount": len(c.commentsAt(x.t)), "interactionStatistic": []any{counter("WatchAction", c.viewsAt(x.t)), counter("LikeAction", c.likesAt(x.t))},
	}
	if c.Sound != "" {
		out["audio"] = map[string]any{"@type": "AudioObject", "name": c.Sound}
	}
	b, err := json.Marshal(out)
	return template.JS(b), err //nolint:gosec // encoding/json escapes what could end the script
}

// oembed answers as oEmbed 1.0 has it, in JSON: of a clip a "video" whose html is
// a picture with a link, since nothing moves. maxwidth and maxheight are kept;
// a picture that does not fit is left out. 404 for what is no clip, 501 for XML.
func (x *loopiRequest) oembed() answer {
	fail := func(status int, text string) answer { return textPage(status, loopiSurface, text+"\n\n"+label+"\n") }
	if f := x.q.Get("format"); f != "" && f != "json" {
		return fail(http.StatusNotImplemented, "501 Not Implemented\nLoopi answers in JSON only.")
	}
	u, err := url.Parse(x.q.Get("url"))
	if err != nil || u.Host != loopiHost || u.Scheme != "http" && u.Scheme != "https" {
		return fail(http.StatusNotFound, "404 Not Found\nThe parameter url names no clip of Loopi.")
	}
	id, isClip := strings.CutPrefix(u.Path, "/clip/")
	c := x.l.clips[id]
	if !isClip || c == nil || !c.holds(x.t) {
		return fail(http.StatusNotFound, "404 Not Found\nLoopi has no such clip.")
	}
	p := x.still(c.Poster)
	width, height := p.Width, p.Height
	if most, err := strconv.Atoi(x.q.Get("maxwidth")); err == nil && most > 0 && width > most {
		width, height = most, max(height*most/width, 1)
	}
	if most, err := strconv.Atoi(x.q.Get("maxheight")); err == nil && most > 0 && height > most {
		width, height = max(width*most/height, 1), most
	}
	out := map[string]any{
		"version": "1.0", "type": "video", "provider_name": "Loopi", "provider_url": "http://" + loopiHost + "/", "title": c.Caption,
		"author_name": c.by.Name, "author_url": "http://" + loopiHost + "/@" + c.by.Handle, "width": width, "height": height,
		"html": fmt.Sprintf(`<blockquote class="loopi-clip" cite="%s"><a href="%s"><img src="http://%s%s" width="%d" height="%d" alt="%s"></a><p>%s</p><p>%s</p></blockquote>`,
			c.url(), c.url(), loopiHost, p.URL, width, height, html.EscapeString(p.Alt), html.EscapeString(named(c.Caption)), label),
	}
	if width == p.Width {
		out["thumbnail_url"], out["thumbnail_width"], out["thumbnail_height"] = "http://"+loopiHost+p.URL, p.Width, p.Height
	}
	return answer{status: http.StatusOK, mime: "application/json; charset=utf-8", body: jsonBody(out), surface: loopiSurface, records: []string{"loopi/clips.jsonl#" + id}}
}
