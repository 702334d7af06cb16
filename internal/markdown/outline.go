package markdown

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"golang.org/x/text/unicode/norm"
)

// headingIDs makes anchors from headings: letters without accents, digits and
// hyphens; a repeated heading gets a number. Anchors of other scripts stay readable.
type headingIDs struct{ used map[string]int }

func (h *headingIDs) Generate(value []byte, _ ast.NodeKind) []byte {
	slug := Slug(string(value))
	if slug == "" {
		slug = "section"
	}
	h.used[slug]++
	if n := h.used[slug]; n > 1 {
		slug = fmt.Sprintf("%s-%d", slug, n)
	}
	return []byte(slug)
}

func (h *headingIDs) Put(value []byte) { h.used[string(value)]++ }

// Slug turns a heading or title into an anchor or file name.
func Slug(s string) string {
	var out strings.Builder
	gap := false
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && out.Len() > 0 {
				out.WriteByte('-')
			}
			out.WriteRune(r)
			gap = false
		default:
			gap = true
		}
	}
	return out.String()
}

// afterFlag is the gap that a flag leaves before a sign.
var afterFlag = regexp.MustCompile(` ([.,;:])( |$)`)

// outline fills TOC and Sections and checks the order of headings.
func (p *Page) outline(text []byte, root ast.Node) {
	level := 1
	section := Section{}
	flush := func() {
		section.Text = afterFlag.ReplaceAllString(strings.Join(strings.Fields(section.Text), " "), "$1$2")
		if section.Text != "" || section.Heading != "" {
			p.Sections = append(p.Sections, section)
		}
	}
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok {
			if b, ok := n.(*blockNode); !ok || !b.raw {
				section.Text += " " + plain(text, n)
			}
			continue
		}
		switch {
		case h.Level == 1:
			p.fault(p.lineOf(h), "the title in the front matter is the page's first heading; start with \"##\"")
		case h.Level > level+1:
			p.fault(p.lineOf(h), "a heading of level %d follows one of level %d; none may be left out", h.Level, level)
		}
		level = h.Level
		flush()
		section = Section{Heading: strings.TrimSpace(plain(text, h))}
		if id, ok := h.AttributeString("id"); ok {
			section.ID = string(id.([]byte))
		}
		if section.Heading == "" {
			p.fault(p.lineOf(h), "the heading is empty")
		}
		if h.Level == 2 || h.Level == 3 {
			p.TOC = append(p.TOC, Heading{h.Level, section.ID, section.Heading})
		}
	}
	flush()
}

// plain is the text of a node as a reader sees it, without flags.
func plain(text []byte, n ast.Node) string {
	var out strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if entering {
				out.Write(n.Value(text))
				if n.SoftLineBreak() || n.HardLineBreak() {
					out.WriteByte(' ')
				}
			}
		case *ast.String:
			if entering {
				out.Write(n.Value)
			}
		case *termNode:
			if entering {
				out.WriteString(n.word)
			}
		case *flagNode:
			return ast.WalkSkipChildren, nil
		case *ast.AutoLink:
			if entering {
				out.Write(n.Label(text))
			}
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			if entering {
				out.Write(n.Lines().Value(text))
			}
		case *east.TableCell: // cells are no sentence: what one ends with, the next does not go on
			if !entering {
				out.WriteString("; ")
			}
		case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *ast.ListItem:
			if !entering {
				out.WriteByte(' ')
			}
		}
		return ast.WalkContinue, nil
	})
	return out.String()
}
