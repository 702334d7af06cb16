package markdown

import (
	"bytes"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Renderer renders authored content. It may be used by many goroutines at once.
type Renderer struct {
	md     goldmark.Markdown
	policy *bluemonday.Policy
	terms  []Term

	matcher *matcher
}

// New returns a renderer that marks the given terms at their first occurrence
// on a page.
func New(terms []Term) *Renderer {
	return &Renderer{
		md: goldmark.New(
			goldmark.WithExtensions(
				extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)),
				extension.Strikethrough, extension.Linkify,
			),
			goldmark.WithParserOptions(
				parser.WithAutoHeadingID(),
				parser.WithBlockParsers(
					util.Prioritized(blockParser{}, 50),
					util.Prioritized(alertParser{parser.NewBlockquoteParser()}, 60),
				),
				parser.WithInlineParsers(
					util.Prioritized(flagParser{}, 50),
					util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
				),
				parser.WithASTTransformers(
					util.Prioritized(linkTransformer{}, 100),
					util.Prioritized(termTransformer{}, 200),
				),
			),
			goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(nodeRenderer{}, 10))),
		),
		policy: authored(),
		terms:  terms,

		matcher: newMatcher(terms),
	}
}

// Render renders one content file. Faults stand in the page's Faults; what can
// be rendered is rendered all the same.
func (r *Renderer) Render(src Source, res Resolver) *Page {
	p := &Page{r: r, source: src, res: res, ids: &headingIDs{used: map[string]int{}}, seen: map[string]bool{}}
	p.build(src.Body, p.parse(src.Body, src.BodyLine))
	return p
}

func (r *Renderer) parse(src []byte, pc parser.Context) ast.Node {
	return r.md.Parser().Parse(text.NewReader(src), parser.WithContext(pc))
}

func (r *Renderer) render(w *bytes.Buffer, src []byte, n ast.Node) {
	if err := r.md.Renderer().Render(w, src, n); err != nil {
		// A bytes.Buffer never fails, and the node renderers return no errors.
		panic(err)
	}
}

func (r *Renderer) clean(b []byte) HTML { return HTML(r.policy.SanitizeBytes(b)) }
