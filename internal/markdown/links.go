package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// linkTransformer resolves links and pictures, takes out the ones that may not
// stand, and notes raw HTML, which safe mode leaves out.
type linkTransformer struct{}

func (linkTransformer) Transform(doc *ast.Document, reader text.Reader, pc parser.Context) {
	p := pageOf(pc)
	src := reader.Source()
	var gone []ast.Node
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			if !p.link(n) {
				gone = append(gone, n)
			}
		case *ast.AutoLink:
			url := string(n.URL(src))
			if n.AutoLinkType == ast.AutoLinkURL && !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") {
				p.fault(p.lineOf(n), "a bare link to %q is not possible", url)
				gone = append(gone, n)
			} else {
				p.Links = append(p.Links, Link{url, url, p.lineOf(n)})
			}
		case *ast.Image:
			if !p.image(src, n) {
				gone = append(gone, n)
			}
		case *ast.RawHTML, *ast.HTMLBlock:
			p.fault(p.lineOf(n), "raw HTML is left out; write it in Markdown, or in `code` if it is to be seen")
		}
		return ast.WalkContinue, nil
	})
	for _, n := range gone {
		unwrap(src, n)
	}
}

// unwrap puts a node's own text in its place.
func unwrap(src []byte, n ast.Node) {
	parent := n.Parent()
	if auto, ok := n.(*ast.AutoLink); ok {
		parent.ReplaceChild(parent, n, ast.NewString(auto.Label(src)))
		return
	}
	for c := n.FirstChild(); c != nil; {
		next := c.NextSibling()
		parent.InsertBefore(parent, n, c)
		c = next
	}
	parent.RemoveChild(parent, n)
}

func (p *Page) link(n *ast.Link) bool {
	dest, line := string(n.Destination), p.lineOf(n)
	url := dest
	switch scheme, _, found := strings.Cut(dest, ":"); {
	case dest == "":
		p.fault(line, "the link has no destination")
		return false
	case remote(dest):
		p.fault(line, "the link %q names a host without a scheme; write https://", dest)
		return false
	case strings.HasPrefix(dest, "#"), strings.HasPrefix(dest, "https://"), strings.HasPrefix(dest, "mailto:"):
	case found && !strings.ContainsAny(scheme, "/#.?"):
		p.fault(line, "a link cannot start with %q; use https:, mailto: or an id", scheme+":")
		return false
	case p.res.Link == nil:
		p.fault(line, "the link %q leads nowhere", dest)
		return false
	default:
		var err error
		if url, err = p.res.Link(dest); err != nil {
			p.fault(line, "dead link %q: %v", dest, err)
			return false
		}
	}
	n.Destination = []byte(url)
	p.Links = append(p.Links, Link{dest, url, line})
	return true
}

// remote reports whether a destination leaves the site without saying how:
// "//host", and the backslash forms that browsers read the same way.
func remote(dest string) bool {
	dest = strings.ReplaceAll(strings.TrimSpace(dest), `\`, "/")
	return strings.HasPrefix(dest, "//")
}

func (p *Page) image(src []byte, n *ast.Image) bool {
	dest, line := string(n.Destination), p.lineOf(n)
	if strings.TrimSpace(plain(src, n)) == "" {
		p.fault(line, "the picture %q has no alternative text; write ![what it shows](%s)", dest, dest)
	}
	if remote(dest) || strings.Contains(dest, ":") || bytes.ContainsAny(n.Destination, "\\") {
		p.fault(line, "the picture %q is not part of the content; nothing is fetched from outside", dest)
		return false
	}
	if p.res.Image == nil {
		p.fault(line, "pictures are not possible here")
		return false
	}
	url, err := p.res.Image(dest)
	if err != nil {
		p.fault(line, "picture %q: %v", dest, err)
		return false
	}
	n.Destination = []byte(url)
	return true
}
