package markdown

import (
	"fmt"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// nodeRenderer draws what is ours: callouts, flags, terms; and headings with
// their permalink, and tables that scroll on a narrow screen.
type nodeRenderer struct{}

func (nodeRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindCallout, drawCallout)
	reg.Register(kindBlock, func(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
		return ast.WalkSkipChildren, nil
	})
	reg.Register(kindFlag, drawFlag)
	reg.Register(kindTerm, drawTerm)
	reg.Register(ast.KindHeading, drawHeading)
	reg.Register(east.KindTable, drawTable)
	reg.Register(east.KindTaskCheckBox, drawBox)
}

// callouts maps the types to their titles.
var callouts = map[string]string{
	"legal": "Law", "safety": "Safety", "case": "A case that went wrong", "note": "Note",
	"tip": "Tip", "warning": "Warning", "important": "Important", "caution": "Warning",
}

func drawCallout(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	b := n.(*blockNode)
	if !entering {
		_, _ = w.WriteString("</aside>\n")
		return ast.WalkContinue, nil
	}
	kind := b.attrs["type"]
	if callouts[kind] == "" {
		kind = "note"
	}
	title := callouts[kind]
	if b.attrs["title"] != "" {
		title = b.attrs["title"]
	}
	if j := b.attrs["jurisdiction"]; j != "" {
		title += " · " + strings.ReplaceAll(j, ",", ", ")
	}
	if at := b.attrs["law_as_of"]; at != "" {
		title += " · law as of " + at
	}
	title = html.EscapeString(title)
	_, _ = fmt.Fprintf(w, "<aside role=\"note\" class=\"callout callout-%s\" aria-label=\"%s\">\n<p class=\"callout-title\">%s</p>\n", kind, title, title)
	return ast.WalkContinue, nil
}

func drawFlag(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(string(FlagHTML(n.(*flagNode).flag)))
	}
	return ast.WalkContinue, nil
}

// FlagHTML draws a flag: its code for the eye, its meaning for a screen reader
// and on hover.
func FlagHTML(f Flag) HTML {
	meaning := FlagMeaning(f.Code)
	note := ""
	if f.Note != "" {
		note = ": " + html.EscapeString(f.Note)
	}
	return HTML(fmt.Sprintf("<span class=\"flag flag-%s\" title=\"%s\">[%s%s]<span class=\"visually-hidden\"> (%s)</span></span>",
		strings.ToLower(f.Code), meaning, f.Code, note, meaning))
}

// Inline escapes a plain text, such as a value of front matter, and draws the
// flags in it.
func Inline(s string) HTML {
	var out strings.Builder
	at := 0
	for _, m := range flagText.FindAllStringSubmatchIndex(s, -1) {
		out.WriteString(html.EscapeString(s[at:m[0]]))
		f := Flag{Code: s[m[2]:m[3]]}
		if m[4] >= 0 {
			f.Note = s[m[4]:m[5]]
		}
		out.WriteString(string(FlagHTML(f)))
		at = m[1]
	}
	out.WriteString(html.EscapeString(s[at:]))
	return HTML(out.String())
}

func drawHeading(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	h := n.(*ast.Heading)
	id := ""
	if v, ok := h.AttributeString("id"); ok {
		id = html.EscapeString(string(v.([]byte)))
	}
	if entering {
		_, _ = fmt.Fprintf(w, "<h%d id=\"%s\">", h.Level, id)
	} else {
		_, _ = fmt.Fprintf(w, " <a class=\"permalink\" href=\"#%s\" aria-label=\"Link to this section\">#</a></h%d>\n", id, h.Level)
	}
	return ast.WalkContinue, nil
}

// drawBox draws the box of a checklist as a sign: it is for paper, not for clicking.
func drawBox(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		sign := "☐ "
		if n.(*east.TaskCheckBox).IsChecked {
			sign = "☑ "
		}
		_, _ = w.WriteString(sign)
	}
	return ast.WalkContinue, nil
}

func drawTable(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<div class=\"table-scroll\" role=\"group\" aria-label=\"Table\" tabindex=\"0\">\n<table>\n")
	} else {
		_, _ = w.WriteString("</table>\n</div>\n")
	}
	return ast.WalkContinue, nil
}
