package page

import (
	"bytes"
	"fmt"
	"slices"
	"unicode/utf8"
)

// A bidi control turns the letters behind it round and is itself not seen, so
// that "exe.txt" may stand where a file's name is "txt.exe". On a page it is a
// mark with its name and has lost its power; what is stored keeps the character.
var bidiControls = map[rune][2]string{
	'\u061c': {"ALM", "Arabic letter mark"},
	'\u200e': {"LRM", "left-to-right mark"},
	'\u200f': {"RLM", "right-to-left mark"},
	'\u202a': {"LRE", "left-to-right embedding"},
	'\u202b': {"RLE", "right-to-left embedding"},
	'\u202c': {"PDF", "pop directional formatting"},
	'\u202d': {"LRO", "left-to-right override"},
	'\u202e': {"RLO", "right-to-left override"},
	'\u2066': {"LRI", "left-to-right isolate"},
	'\u2067': {"RLI", "right-to-left isolate"},
	'\u2068': {"FSI", "first strong isolate"},
	'\u2069': {"PDI", "pop directional isolate"},
}

// kept are elements whose content stays as it is: a field gives back what was
// typed into it. lettered are those that hold text alone, where an element would
// not be drawn: there the mark is its name in brackets.
var (
	kept     = []string{"textarea", "script", "style"}
	lettered = []string{"title", "option", "text"}
)

// visible replaces the bidi controls in the text of a page by marks. Attributes
// and the fields of forms stay as they are.
func visible(page []byte) []byte {
	if !bytes.ContainsFunc(page, isControl) {
		return page
	}
	out := make([]byte, 0, len(page)+256)
	for len(page) > 0 {
		if page[0] == '<' {
			n := tagEnd(page)
			name := opened(page[:n])
			out, page = append(out, page[:n]...), page[n:]
			end := bytes.Index(page, []byte("</"+name))
			switch {
			case end < 0:
			case slices.Contains(kept, name):
				out, page = append(out, page[:end]...), page[end:]
			case slices.Contains(lettered, name):
				out, page = mark(out, page[:end], letters), page[end:]
			}
			continue
		}
		n := bytes.IndexByte(page, '<')
		if n < 0 {
			n = len(page)
		}
		out, page = mark(out, page[:n], element), page[n:]
	}
	return out
}

func isControl(r rune) bool { return bidiControls[r][0] != "" }

const (
	element = `<bdi class="bidi" title="U+%04[1]X %[2]s">%[3]s</bdi>`
	letters = `[%[3]s]`
)

// mark appends a run of text with marks in it.
func mark(out, text []byte, form string) []byte {
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		if c := bidiControls[r]; c[0] != "" {
			out = fmt.Appendf(out, form, r, c[1], c[0])
		} else {
			out = append(out, text[:n]...)
		}
		text = text[n:]
	}
	return out
}

// tagEnd is the length of the tag that begins here; html/template closes every
// quote, and leaves no sign that opens a tag in text.
func tagEnd(page []byte) int {
	var quote byte
	for i, b := range page {
		switch {
		case quote != 0:
			if b == quote {
				quote = 0
			}
		case b == '"' || b == '\'':
			quote = b
		case b == '>':
			return i + 1
		}
	}
	return len(page)
}

// opened is the name of the element that a tag opens.
func opened(tag []byte) string {
	name := tag[1:]
	if end := bytes.IndexAny(name, " \t\r\n/>"); end >= 0 {
		name = name[:end]
	}
	return string(bytes.ToLower(name))
}
