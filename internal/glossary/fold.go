package glossary

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold brings a text to the form in which texts are compared: decomposed (NFKD),
// without accents and other marks, in lower case, with the Greek final sigma as
// an ordinary one, and with letters that have no decomposition (ß ø đ ł æ œ ı)
// written in ASCII. Folding a folded text changes nothing.
func Fold(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, "\ufffd")) {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		foldRune(&out, unicode.ToLower(r))
	}
	return out.String()
}

func foldRune(out *strings.Builder, r rune) {
	switch r {
	case 'ς':
		out.WriteRune('σ')
	case 'ß':
		out.WriteString("ss")
	case 'ø':
		out.WriteByte('o')
	case 'đ':
		out.WriteByte('d')
	case 'ł':
		out.WriteByte('l')
	case 'æ':
		out.WriteString("ae")
	case 'œ':
		out.WriteString("oe")
	case 'ı':
		out.WriteByte('i')
	default:
		out.WriteRune(r)
	}
}

// Loose is the form in which short answers are compared: folded, with runs of
// space, hyphens and punctuation as one space.
func Loose(s string) string { return strings.Join(Words(s), " ") }

// Words are the words of a text, folded: runs of letters and digits. Marks of
// punctuation inside a word (case-law's, 1.5) separate.
func Words(s string) []string {
	return strings.FieldsFunc(Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
