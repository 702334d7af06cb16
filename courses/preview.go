package courses

import (
	"bytes"
	"fmt"
	"io/fs"

	"github.com/osint-radar/academy/internal/markdown"
)

// preview is the lesson as one text: questions without inputs.
func preview(l *Lesson) []byte {
	var out bytes.Buffer
	for _, p := range l.Parts {
		switch {
		case p.Question != nil:
			f := p.Question.Form("preview")
			fmt.Fprintf(&out, "<section class=\"question\" aria-label=\"Question\">\n<div class=\"stem\">%s</div>\n", f.Stem)
			list(&out, f.Choices)
			list(&out, f.Bases)
			if f.Kind == Match {
				list(&out, f.Targets)
			}
			out.WriteString("</section>\n")
		case p.Exercise != nil:
			fmt.Fprintf(&out, "<section class=\"exercise\" aria-label=\"Exercise\">\n%s</section>\n", p.Exercise.Body)
		default:
			out.WriteString(string(p.HTML))
		}
	}
	out.WriteString(string(markdown.TermsHTML(l.Terms)))
	return out.Bytes()
}

func list(out *bytes.Buffer, cs []Choice) {
	if len(cs) == 0 {
		return
	}
	out.WriteString("<ul>\n")
	for _, c := range cs {
		fmt.Fprintf(out, "<li>%s</li>\n", c.HTML)
	}
	out.WriteString("</ul>\n")
}

// Words lists the glossary's words of the lesson for its foot; the links in the
// text lead there.
func (l *Lesson) Words() markdown.HTML { return markdown.TermsHTML(l.Terms) }

// File returns a picture that a lesson of the course shows, by the path behind
// /courses/<course>/files/. Nothing else of the folder is served.
func (c *Course) File(fsys fs.FS, name string) ([]byte, error) {
	if !c.files[name] {
		return nil, fs.ErrNotExist
	}
	b, err := fs.ReadFile(fsys, c.dir+"/"+name)
	if err != nil {
		return nil, fmt.Errorf("picture %s: %w", name, err)
	}
	return b, nil
}
