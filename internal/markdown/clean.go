package markdown

import (
	"regexp"

	"github.com/microcosm-cc/bluemonday"
)

// authored is the allow-list for content of the repository: what the renderers
// of this package write, and nothing else.
func authored() *bluemonday.Policy {
	p := basic()
	p.AllowAttrs("id").Matching(regexp.MustCompile(`^[\pL\pN][\pL\pN-]*$`)).OnElements("h2", "h3", "h4", "h5", "h6", "dt")
	p.AllowElements("h1", "h2", "h3", "h4", "h5", "h6", "aside", "div", "span", "dl", "dt", "dd")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^(callout callout-[a-z]+|callout-title|flag flag-[a-z0-9]+|visually-hidden|term|terms|permalink|table-scroll|language-[\w+-]+)$`)).
		OnElements("aside", "p", "span", "a", "div", "code", "dl")
	p.AllowAttrs("title").OnElements("span")
	p.AllowAttrs("aria-label").OnElements("aside", "a", "div")
	p.AllowAttrs("role").Matching(regexp.MustCompile(`^(group|note)$`)).OnElements("div", "aside")
	p.AllowAttrs("tabindex").Matching(regexp.MustCompile(`^0$`)).OnElements("div")
	p.AllowAttrs("src").Matching(regexp.MustCompile(`^/[^/\\:][^\\:]*$`)).OnElements("img")
	p.AllowAttrs("alt").OnElements("img")
	p.AllowRelativeURLs(true)
	return p
}

// typed is the allow-list for what people write into forms: no pictures, no
// ids, no classes.
func typed() *bluemonday.Policy {
	p := basic()
	p.AllowElements("h3", "h4", "h5", "h6")
	return p
}

func basic() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "em", "strong", "del", "code", "pre", "blockquote", "ul", "ol", "li",
		"table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("align").Matching(bluemonday.CellAlign).OnElements("th", "td")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("https", "http", "mailto")
	p.RequireParseableURLs(true)
	p.RequireNoReferrerOnLinks(false)
	p.RequireNoFollowOnLinks(false)
	p.RequireNoReferrerOnFullyQualifiedLinks(true)
	return p
}
