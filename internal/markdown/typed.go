package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Bounds of text that people type. The input bound is what a form accepts; the
// others keep hostile text from costing more than it should (a table of 20 KB
// can become 2.6 MB, and deep nesting takes quadratic time).
const (
	MaxTyped   = 32 << 10
	maxOutput  = 512 << 10
	maxNesting = 24
	maxLinks   = 2000
	maxMarks   = 8000
)

// Typed renders Markdown that people write into forms: reports, findings,
// messages. It may be used by many goroutines at once.
type Typed struct {
	md     goldmark.Markdown
	policy *bluemonday.Policy
}

// NewTyped returns a renderer of typed text.
func NewTyped() *Typed {
	return &Typed{
		md: goldmark.New(
			goldmark.WithExtensions(
				extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)), extension.Strikethrough),
			goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(plainTree{}, 100))),
		),
		policy: typed(),
	}
}

// Render returns safe HTML. It refuses text over 32 KB, broken UTF-8 and NUL,
// nesting deeper than 24 and text whose HTML would be over 512 KB; the error
// says what would be right and may be shown to whoever wrote the text.
func (t *Typed) Render(s string) (HTML, error) {
	switch {
	case len(s) > MaxTyped:
		return "", fmt.Errorf("the text has %d bytes; %d are possible", len(s), MaxTyped)
	case !utf8.ValidString(s):
		return "", fmt.Errorf("the text is not valid UTF-8")
	case strings.ContainsRune(s, 0):
		return "", fmt.Errorf("the text holds a NUL character")
	}
	for i, line := range strings.Split(s, "\n") {
		if depth(line) > maxNesting {
			return "", fmt.Errorf("line %d is nested more than %d levels deep", i+1, maxNesting)
		}
	}
	if strings.Count(s, "](") > maxLinks {
		return "", fmt.Errorf("the text has more than %d links", maxLinks)
	}
	if strings.Count(s, "*")+strings.Count(s, "_")+strings.Count(s, "~") > maxMarks {
		return "", fmt.Errorf("the text has more than %d marks of emphasis", maxMarks)
	}
	if cells(s) > maxOutput/8 {
		return "", fmt.Errorf("a table in the text is too wide")
	}
	var out bytes.Buffer
	if err := t.md.Convert([]byte(s), &out); err != nil {
		return "", fmt.Errorf("rendering the text: %w", err)
	}
	if out.Len() > maxOutput {
		return "", fmt.Errorf("the text becomes %d bytes of HTML; %d are possible", out.Len(), maxOutput)
	}
	return HTML(t.policy.SanitizeBytes(out.Bytes())), nil
}

// depth counts the quotation and list markers a line starts with.
func depth(line string) int {
	n := 0
	for {
		line = strings.TrimLeft(line, " \t")
		digits := len(line) - len(strings.TrimLeft(line, "0123456789"))
		switch {
		case strings.HasPrefix(line, ">"):
			line = line[1:]
		case len(line) > 1 && strings.ContainsRune("-*+", rune(line[0])) && (line[1] == ' ' || line[1] == '\t'):
			line = line[2:]
		case digits > 0 && len(line) > digits+1 && strings.ContainsRune(".)", rune(line[digits])) && line[digits+1] == ' ':
			line = line[digits+2:]
		default:
			return n
		}
		n++
	}
}

// cells bounds the cells a table can have: columns of the widest line times lines.
func cells(s string) int {
	widest, lines := 0, 1
	for line := range strings.SplitSeq(s, "\n") {
		widest = max(widest, strings.Count(line, "|"))
		lines++
	}
	if widest < 2 {
		return 0
	}
	return widest * lines
}

// plainTree drops pictures and links of the form "//host", and shifts headings
// below those of the page the text is shown on.
type plainTree struct{}

func (plainTree) Transform(doc *ast.Document, reader text.Reader, _ parser.Context) {
	var gone []ast.Node
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Image:
			gone = append(gone, n)
		case *ast.Link:
			if remote(string(n.Destination)) {
				gone = append(gone, n)
			}
		case *ast.Heading:
			n.Level = min(n.Level+2, 6)
		}
		return ast.WalkContinue, nil
	})
	for _, n := range gone {
		unwrap(reader.Source(), n)
	}
}
