package draft

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/simulator/smalltalk"
	"github.com/osint-radar/academy/simulator/stream"
)

// Kind is a sort of post: what it is in the RADAR-7 scheme, which step of a
// business it shows, and how it may be worded, by language.
//
// Slots of a line: {A} activity {T} transport {P} place {M} price word
// {G} guarantee {U} urgency: code words. {n} number {tk} {tk2} prices
// {day} weekday {hour} {hour2} {town} {hobby} {dish} {colour}, and those that
// the caller adds.
type Kind struct {
	Label string
	Step  string
	Lines map[string][]string
}

// Word draws the text and language of a post of that kind. An author uses up
// his lines in a drawn order before he repeats one. extra are further slots and
// what stands in them, as for strings.NewReplacer; they win over those of Kind.
func (d *Draft) Word(ref string, k Kind, lang string, code Lexicon, extra ...string) (text, in string) {
	lines := k.Lines[lang]
	if len(lines) == 0 {
		lang, lines = "en", k.Lines["en"]
	}
	author, _, _ := strings.Cut(ref, "/")
	of := author + "/" + lines[0]
	order := d.Draw("lines", of).Perm(len(lines))
	line := lines[order[d.said[of]%len(lines)]]
	d.said[of]++
	return d.fill(d.Draw("text", ref), line, lang, code, extra), lang
}

// Line is Word for somebody whose lines are drawn one by one, whatever else has
// been said: so one post more changes no other.
func (d *Draft) Line(ref string, k Kind, lang string, code Lexicon, extra ...string) (text, in string) {
	lines := k.Lines[lang]
	if len(lines) == 0 {
		lang, lines = "en", k.Lines["en"]
	}
	return d.fill(d.Draw("text", ref), stream.Pick(d.Draw("line", ref), lines), lang, code, extra), lang
}

// fill puts drawn words into the slots of a line.
func (d *Draft) fill(s *stream.Stream, line, lang string, words Lexicon, extra []string) string {
	code := func(c string) string { return stream.Pick(s, words[c]) }
	tk, hour := s.Between(6, 40)*50, s.Between(7, 17)
	fake := s.Fake()
	text := strings.NewReplacer(append(extra[:len(extra):len(extra)],
		"{A}", code(Activity), "{T}", code(Transport), "{P}", code(Place),
		"{M}", code(Price), "{G}", code(Guarantee), "{U}", code(Urgency),
		"{n}", fmt.Sprint(s.Between(3, 14)), "{tk}", fmt.Sprint(tk), "{tk2}", fmt.Sprint(tk*2+50),
		"{day}", smalltalk.Weekday(s, lang), "{hour}", fmt.Sprintf("%d:00", hour), "{hour2}", fmt.Sprintf("%d:30", hour+s.Between(1, 4)),
		"{town}", stream.Pick(s, d.Towns),
		"{hobby}", strings.ToLower(fake.Hobby()), "{dish}", strings.ToLower(stream.Pick(s, smalltalk.Dishes)), "{colour}", strings.ToLower(fake.Colour()),
	)...).Replace(line)
	return sentences(text)
}

// sentences gives every sentence its capital letter, also one that begins with
// a code word. What stands in quotation marks stays as it was said.
func sentences(s string) string {
	b := []byte(s)
	start, quoted := true, false
	for i, r := range s {
		switch {
		case r == '“' || r == '”':
			quoted, start = r == '“', false
		case quoted:
		case r == '.' || r == '!' || r == '?':
			start = i+1 < len(s) && s[i+1] == ' '
		case r != ' ':
			if start && r >= 'a' && r <= 'z' {
				b[i] -= 'a' - 'A'
			}
			start = false
		}
	}
	return string(b)
}
