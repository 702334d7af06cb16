package markdown

import (
	"bytes"
	"regexp"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// kindBlock is a ":::" block that is not drawn where it stands: a question, an
// exercise or a solution. kindCallout is drawn.
var (
	kindBlock   = ast.NewNodeKind("RadarBlock")
	kindCallout = ast.NewNodeKind("RadarCallout")
)

// blockNode is any ":::" block and, with quoted set, a "> [!NOTE]" callout.
type blockNode struct {
	ast.BaseBlock
	name   string
	attrs  Attrs
	colons int
	line   int
	quoted bool
	raw    bool // lines are kept as they are: a question
	fence  fence
	closed bool
}

func (n *blockNode) Kind() ast.NodeKind {
	if n.name == "callout" {
		return kindCallout
	}
	return kindBlock
}

func (n *blockNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// fence follows code fences through the lines of a raw block.
type fence struct {
	char   byte
	length int
}

// feed reads a line and reports whether it lies inside a code fence.
func (f *fence) feed(line []byte) bool {
	body := bytes.TrimLeft(line, " ")
	n := 0
	for n < len(body) && (body[n] == '`' || body[n] == '~') && body[n] == body[0] {
		n++
	}
	switch {
	case f.length == 0 && n >= 3 && (body[0] == '~' || bytes.IndexByte(body[n:], '`') < 0):
		f.char, f.length = body[0], n
		return true
	case f.length > 0 && n >= f.length && body[0] == f.char && util.IsBlank(body[n:]):
		f.length = 0
		return true
	}
	return f.length > 0
}

var (
	openLine  = regexp.MustCompile(`^ {0,3}(:{3,})[ \t]*([a-z][a-z-]*)[ \t]*(?:\{(.*)\})?[ \t]*\n?$`)
	closeLine = regexp.MustCompile(`^ {0,3}(:{3,})[ \t]*\n?$`)
	colonLine = regexp.MustCompile(`^ {0,3}:{3,}`)
	alertLine = regexp.MustCompile(`^ {0,3}>[ \t]?\[!([A-Za-z]+)\][ \t]*\n?$`)
)

// attributes lists what each kind of block may carry.
var attributes = map[string][]string{
	"callout":  {"type", "jurisdiction", "law_as_of", "title"},
	"question": {"#", "type", "points", "lo", "shuffle", "labels", "positive", "basis", "min", "max", "rubric", "law_as_of"},
	"exercise": {"#", "scenario", "rubric", "lo", "submit", "minutes", "double-mark", "title"},
	"solution": {"for", "audience"},
}

type blockParser struct{}

func (blockParser) Trigger() []byte             { return []byte{':'} }
func (blockParser) CanInterruptParagraph() bool { return true }
func (blockParser) CanAcceptIndentedLine() bool { return false }
func (blockParser) Close(n ast.Node, _ text.Reader, pc parser.Context) {
	b, ok := n.(*blockNode)
	if ok && !b.closed && b.colons > 0 {
		run := pageOf(pc)
		run.fault(b.line, "the block \"%s %s\" is never closed; close it with a line of %d colons", colons(b.colons), b.name, b.colons)
		b.closed = true
	}
}

func colons(n int) string { return string(bytes.Repeat([]byte{':'}, n)) }

func (blockParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := reader.PeekLine()
	if !colonLine.Match(line) {
		return nil, parser.NoChildren
	}
	run := pageOf(pc)
	at := run.lineAt(seg.Start)
	b := &blockNode{name: "stray", line: at, closed: true}
	m := openLine.FindSubmatch(line)
	switch {
	case closeLine.Match(line):
		run.fault(at, "this line of colons closes nothing; a block closes with exactly as many colons as it was opened with")
	case m == nil:
		run.fault(at, "a block opens like \":::callout{type=note}\"")
	default:
		b.colons, b.closed, b.name = len(m[1]), false, string(m[2])
		var err error
		if b.attrs, err = ParseAttrs(string(m[3])); err != nil {
			run.fault(at, "%v", err)
		}
		known, ok := attributes[b.name]
		if !ok {
			run.fault(at, "there is no block %q; there are callout, question, exercise, solution", b.name)
		}
		for _, key := range b.attrs.Unknown(known...) {
			if ok {
				run.fault(at, "a %s has no attribute %q; it may have %v", b.name, key, known)
			}
		}
		b.raw = b.name == "question"
		for up := parent; up != nil; up = up.Parent() {
			if outer, ok := up.(*blockNode); ok && outer.colons > 0 && outer.colons <= b.colons {
				run.fault(at, "a block inside another takes fewer colons: give the one of line %d at least %d", outer.line, b.colons+1)
			}
		}
	}
	reader.AdvanceToEOL()
	if b.name == "stray" || b.raw {
		return b, parser.NoChildren
	}
	return b, parser.HasChildren
}

func (blockParser) Continue(n ast.Node, reader text.Reader, pc parser.Context) parser.State {
	b, ok := n.(*blockNode)
	if !ok || b.name == "stray" {
		return parser.Close
	}
	line, seg := reader.PeekLine()
	m := closeLine.FindSubmatch(line)
	closes := m != nil && len(m[1]) == b.colons
	if b.raw {
		if closes && b.fence.length == 0 {
			b.closed = true
			reader.AdvanceToEOL()
			return parser.Close
		}
		b.fence.feed(line)
		b.Lines().Append(seg)
		reader.AdvanceToEOL()
		return parser.Continue | parser.NoChildren
	}
	if closes && !insideFence(pc, b, line) {
		b.closed = true
		reader.AdvanceToEOL()
		return parser.Close
	}
	return parser.Continue | parser.HasChildren
}

// insideFence reports whether line, which the outer block sees first, belongs
// to a code fence opened below it. A line that leaves the fence's list item or
// quotation does not.
func insideFence(pc parser.Context, outer *blockNode, line []byte) bool {
	opened := pc.OpenedBlocks()
	i := slices.IndexFunc(opened, func(b parser.Block) bool { return b.Node == ast.Node(outer) })
	indent := len(line) - len(bytes.TrimLeft(line, " "))
	for _, b := range opened[i+1:] {
		switch n := b.Node.(type) {
		case *ast.FencedCodeBlock:
			return true
		case *ast.ListItem:
			if indent < n.Offset {
				return false
			}
		case *ast.Blockquote:
			return false
		case *blockNode:
			if n.quoted {
				return false
			}
			if n.raw && n.fence.length > 0 {
				return true
			}
		}
	}
	return false
}

// alertParser reads "> [!NOTE]" quotations, which Git hosts draw as callouts.
type alertParser struct{ parser.BlockParser }

func (a alertParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := reader.PeekLine()
	m := alertLine.FindSubmatch(line)
	if m == nil {
		return nil, parser.NoChildren
	}
	b := &blockNode{name: "callout", attrs: Attrs{"type": string(bytes.ToLower(m[1]))}, line: pageOf(pc).lineAt(seg.Start), quoted: true, closed: true}
	reader.AdvanceToEOL()
	return b, parser.HasChildren
}
