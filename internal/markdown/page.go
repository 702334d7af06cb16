package markdown

import (
	"bytes"
	"html/template"
	"slices"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
)

// HTML is text that went through this package's cleaning and may be put into a
// page as it is. A plain string may not.
type HTML = template.HTML

// Page is an authored text, rendered.
type Page struct {
	Segments  []Segment  // in the order of the page
	Solutions []Solution // for trainers only; never in Segments or Sections
	TOC       []Heading  // h2 and h3
	Flags     []Flag     // confidence flags in the order of the page
	Links     []Link     // every link that was kept
	Sections  []Section  // plain text for search, without questions
	Terms     []Term     // terms of the glossary that occur
	Faults    Faults

	r      *Renderer
	source Source
	res    Resolver
	starts []int // offsets of line starts in source.Body
	ids    *headingIDs
	shift  int // line of the first line of the text being parsed
	seen   map[string]bool
	quiet  bool // no terms are marked: the text goes into labels and feedback
}

// Segment is a run of HTML or, with Block set, a question or an exercise that
// the caller turns into something people can answer.
type Segment struct {
	HTML  HTML
	Block *Block
}

// Block is a question (Raw holds its lines) or an exercise (Body holds its
// rendered text).
type Block struct {
	Name  string
	Attrs Attrs
	Line  int // of the opening colons
	Raw   []byte
	Body  HTML
}

// Solution is a text for trainers about the question or exercise For.
type Solution struct {
	For  string
	Line int
	HTML HTML
}

// Heading is an entry of the table of contents.
type Heading struct {
	Level int // 2 or 3
	ID    string
	Text  string
}

// Link is a link of the text with the address it was resolved to.
type Link struct {
	Dest string // as written
	URL  string // as rendered
	Line int
}

// Section is the plain text under one heading; the first may have none.
type Section struct {
	ID      string
	Heading string
	Text    string
}

// Term is a head-word of the glossary with the forms under which it is found
// in text (whole words, case kept for acronyms).
type Term struct {
	ID         string
	Forms      []string
	Definition string
}

// Resolver turns the destinations an author writes into addresses. Link is
// asked for everything but "https:", "mailto:" and "#…"; Image for every
// picture that is not remote. Both return an error that says what would be right.
type Resolver struct {
	Link  func(dest string) (url string, err error)
	Image func(src string) (url string, err error)
}

var pageKey = parser.NewContextKey()

func pageOf(pc parser.Context) *Page { return pc.Get(pageKey).(*Page) }

func (p *Page) fault(line int, format string, args ...any) {
	p.Faults.Add(p.source.File, line, format, args...)
}

// lineAt is the line in the file of an offset into the text being parsed.
func (p *Page) lineAt(offset int) int {
	return p.shift + sort.SearchInts(p.starts, offset+1) - 1
}

func (p *Page) lineOf(n ast.Node) int {
	for ; n != nil; n = n.Parent() {
		if b, ok := n.(*blockNode); ok {
			return b.line
		}
		if pos := n.Pos(); pos >= 0 {
			return p.lineAt(pos)
		}
	}
	return p.shift
}

func lineStarts(b []byte) []int {
	starts := []int{0}
	for i, c := range b {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// parse reads text into a tree, with the page's state bound to it.
func (p *Page) parse(text []byte, line int) ast.Node {
	p.starts, p.shift = lineStarts(text), line
	pc := parser.NewContext(parser.WithIDs(p.ids))
	pc.Set(pageKey, p)
	return p.r.parse(text, pc)
}

// build renders a parsed page: blocks become segments of their own.
func (p *Page) build(text []byte, root ast.Node) {
	p.cut(text, root)
	p.outline(text, root)
	var run bytes.Buffer
	flush := func() {
		if strings.TrimSpace(run.String()) != "" {
			p.Segments = append(p.Segments, Segment{HTML: p.r.clean(run.Bytes())})
		}
		run.Reset()
	}
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		b, ok := n.(*blockNode)
		if !ok || b.Kind() == kindCallout {
			p.r.render(&run, text, n)
			continue
		}
		flush()
		if b.name == "question" || b.name == "exercise" {
			out := &Block{Name: b.name, Attrs: b.attrs, Line: b.line}
			if b.raw {
				out.Raw = b.Lines().Value(text)
			} else {
				out.Body = p.children(text, b)
			}
			p.Segments = append(p.Segments, Segment{Block: out})
		}
	}
	flush()
}

func (p *Page) children(text []byte, b *blockNode) HTML {
	var out bytes.Buffer
	for n := b.FirstChild(); n != nil; n = n.NextSibling() {
		p.r.render(&out, text, n)
	}
	return p.r.clean(out.Bytes())
}

// cut takes solutions, and blocks that stand where they may not, out of the
// tree, so that nothing after it can render or index them.
func (p *Page) cut(text []byte, root ast.Node) {
	var blocks []*blockNode
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if b, ok := n.(*blockNode); ok && entering && b.Kind() == kindBlock {
			blocks = append(blocks, b)
		}
		return ast.WalkContinue, nil
	})
	solved := map[int]bool{}
	for _, b := range slices.Backward(blocks) { // inner blocks before outer ones
		top := b.Parent() == root
		switch {
		case b.name == "solution":
			solved[b.line] = true
			if b.attrs["audience"] != "trainer" {
				p.fault(b.line, "a solution says who may read it: :::solution{for=… audience=trainer}")
			}
			if b.attrs["for"] == "" {
				p.fault(b.line, "a solution says what it solves: :::solution{for=m1-q01 audience=trainer}")
			}
			if !top {
				p.fault(b.line, "a solution stands at the top level of the page, not inside another block")
			}
			p.Solutions = append(p.Solutions, Solution{For: b.attrs["for"], Line: b.line, HTML: p.children(text, b)})
		case top && b.name != "stray":
			continue
		case b.name != "stray":
			p.fault(b.line, "a %s stands at the top level of the page, not inside another block", b.name)
		}
		b.Parent().RemoveChild(b.Parent(), b)
	}
	slices.Reverse(p.Solutions)
	for i, line := range bytes.Split(text, []byte("\n")) {
		if at := p.shift + i; leaking(line) && !solved[at] {
			p.fault(at, "text for trainers would reach trainees: this solution stands inside code or another block and is not read as one")
		}
	}
}

// leaking reports whether a line means to open a solution, wherever it stands.
func leaking(line []byte) bool {
	line = bytes.TrimLeft(line, " \t>-*+0123456789.)")
	name, ok := bytes.CutPrefix(bytes.TrimLeft(line, ":"), []byte("solution"))
	return ok && bytes.HasPrefix(line, []byte(":::")) && (len(name) == 0 || bytes.ContainsAny(name[:1], "{ \t"))
}

// Fragment renders a piece of a block's raw text, such as one option. A single
// paragraph comes without its <p>. line is that of the first byte.
func (p *Page) Fragment(text []byte, line int) HTML {
	p.quiet = true
	root := p.parse(text, line)
	p.cut(text, root)
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if h, ok := n.(*ast.Heading); ok && entering {
			p.fault(p.lineOf(h), "a question has no headings")
		}
		return ast.WalkContinue, nil
	})
	var out bytes.Buffer
	only := root.FirstChild()
	if only != nil && only.NextSibling() == nil && ast.IsParagraph(only) {
		for n := only.FirstChild(); n != nil; n = n.NextSibling() {
			p.r.render(&out, text, n)
		}
		return p.r.clean(out.Bytes())
	}
	for n := only; n != nil; n = n.NextSibling() {
		if b, ok := n.(*blockNode); ok && b.Kind() == kindBlock {
			p.fault(b.line, "a %s cannot stand inside a question", b.name)
			continue
		}
		p.r.render(&out, text, n)
	}
	return p.r.clean(out.Bytes())
}
