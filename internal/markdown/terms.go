package markdown

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

var kindTerm = ast.NewNodeKind("RadarTerm")

// termNode is the first occurrence of a glossary's head-word on a page. It
// links to the list of words at the foot ([TermsHTML]).
type termNode struct {
	ast.BaseInline
	id, word string
}

func (*termNode) Kind() ast.NodeKind              { return kindTerm }
func (n *termNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

func drawTerm(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if t := n.(*termNode); entering {
		_, _ = fmt.Fprintf(w, "<a class=\"term\" href=\"#term-%s\">%s</a>", t.id, html.EscapeString(t.word))
	}
	return ast.WalkContinue, nil
}

// TermsHTML lists the terms of a page with their meanings, for its foot; the
// links in the text lead here, so that nothing depends on hovering.
func TermsHTML(terms []Term) HTML {
	if len(terms) == 0 {
		return ""
	}
	terms = slices.Clone(terms)
	slices.SortFunc(terms, func(a, b Term) int { return strings.Compare(strings.ToLower(a.Forms[0]), strings.ToLower(b.Forms[0])) })
	var out strings.Builder
	out.WriteString("<dl class=\"terms\">\n")
	for _, t := range terms {
		fmt.Fprintf(&out, "<dt id=\"term-%s\">%s</dt>\n<dd>%s</dd>\n", t.ID, html.EscapeString(t.Forms[0]), Inline(t.Definition))
	}
	out.WriteString("</dl>\n")
	return HTML(out.String())
}

// matcher finds the forms of all terms as whole words. Forms in capitals
// (acronyms) are matched as they are, others in any case.
type matcher struct {
	re   *regexp.Regexp
	term map[string]int // form, lower-cased unless acronym -> index
}

func newMatcher(terms []Term) *matcher {
	var forms []string
	m := &matcher{term: map[string]int{}}
	for i, t := range terms {
		for _, f := range t.Forms {
			if m.term[formKey(f)] = i; acronym(f) {
				forms = append(forms, regexp.QuoteMeta(f))
			} else {
				forms = append(forms, `(?i:`+regexp.QuoteMeta(f)+`)`)
			}
		}
	}
	if len(forms) == 0 {
		return nil
	}
	slices.SortFunc(forms, func(a, b string) int { return len(b) - len(a) })
	m.re = regexp.MustCompile(`(^|[^\pL\pN_-])(` + strings.Join(forms, "|") + `)($|[^\pL\pN_-])`)
	return m
}

// acronym reports whether a form has capitals beyond its first letter.
func acronym(s string) bool {
	for i, r := range s {
		if i > 0 && unicode.IsUpper(r) {
			return true
		}
	}
	return false
}

func formKey(s string) string {
	if acronym(s) {
		return s
	}
	return strings.ToLower(s)
}

func (m *matcher) find(s string) (start, end, term int) {
	loc := m.re.FindStringSubmatchIndex(s)
	if loc == nil {
		return -1, -1, -1
	}
	word := s[loc[4]:loc[5]]
	i, ok := m.term[word]
	if !ok {
		i = m.term[strings.ToLower(word)]
	}
	return loc[4], loc[5], i
}

// termTransformer marks each term once a page, in running text only: not in
// headings, links, code or flags.
type termTransformer struct{}

func (termTransformer) Transform(doc *ast.Document, reader text.Reader, pc parser.Context) {
	p := pageOf(pc)
	if p.r.matcher == nil || p.quiet {
		return
	}
	var texts []*ast.Text
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Heading, *ast.Link, *ast.Image, *ast.CodeSpan, *ast.AutoLink:
			return ast.WalkSkipChildren, nil
		case *blockNode:
			if n.Kind() == kindBlock && n.name != "exercise" {
				return ast.WalkSkipChildren, nil
			}
		case *ast.Text:
			if entering {
				texts = append(texts, n)
			}
		}
		return ast.WalkContinue, nil
	})
	for _, t := range texts {
		p.markTerms(reader.Source(), t)
	}
}

func (p *Page) markTerms(src []byte, t *ast.Text) {
	from := 0
	for {
		s := string(t.Segment.Value(src))
		start, end, i := p.r.matcher.find(s[from:])
		if i < 0 {
			return
		}
		start, end = start+from, end+from
		term := p.r.terms[i]
		if p.seen[term.ID] {
			from = end
			continue
		}
		p.seen[term.ID] = true
		p.Terms = append(p.Terms, term)
		rest := ast.NewTextSegment(text.NewSegment(t.Segment.Start+end, t.Segment.Stop))
		rest.SetSoftLineBreak(t.SoftLineBreak())
		rest.SetHardLineBreak(t.HardLineBreak())
		t.SetSoftLineBreak(false)
		t.SetHardLineBreak(false)
		t.Segment = text.NewSegment(t.Segment.Start, t.Segment.Start+start)
		node := &termNode{id: term.ID, word: s[start:end]}
		t.Parent().InsertAfter(t.Parent(), t, node)
		t.Parent().InsertAfter(t.Parent(), node, rest)
		t, from = rest, 0
	}
}
