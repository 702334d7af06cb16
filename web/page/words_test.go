package page

import (
	"regexp"
	"testing"
	"time"
)

func TestBidiControlsAreSeen(t *testing.T) {
	const rlo = `<bdi class="bidi" title="U+202E right-to-left override">RLO</bdi>`
	for in, want := range map[string]string{
		"<p>plain</p>":                                               "<p>plain</p>",
		"<td dir=\"auto\">\u202etxt.exe</td>":                        `<td dir="auto">` + rlo + `txt.exe</td>`,
		"<p>اردو \u200fمتن</p>":                                      `<p>اردو <bdi class="bidi" title="U+200F right-to-left mark">RLM</bdi>متن</p>`,
		"<p>\u202e</p><textarea rows=\"3\">\u202ea</textarea>":       `<p>` + rlo + "</p><textarea rows=\"3\">\u202ea</textarea>",
		"<p>\u202e</p><input value=\"\u202ea > b\" dir=\"auto\">":    `<p>` + rlo + "</p><input value=\"\u202ea > b\" dir=\"auto\">",
		"<title>\u202ea</title><p>\u202ea":                           "<title>[RLO]a</title><p>" + rlo + "a",
		"<select><option value=\"x\">\u202ea</option></select>":      "<select><option value=\"x\">[RLO]a</option></select>",
		"<svg><text x=\"1\">\u202ea</text></svg>":                    "<svg><text x=\"1\">[RLO]a</text></svg>",
		"<textarea>\u202e never closed":                              "<textarea>" + rlo + " never closed",
		"<script type=\"module\">a = '\u202e' < 1</script>\u202e ok": "<script type=\"module\">a = '\u202e' < 1</script>" + rlo + " ok",
	} {
		if got := string(visible([]byte(in))); got != want {
			t.Errorf("visible(%q)\n = %q\nwant %q", in, got, want)
		}
	}
}

func TestSpan(t *testing.T) {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	for want, ends := range map[string][2]time.Time{
		"23–29 November 2026":             {day(2026, 11, 23), day(2026, 11, 29)},
		"30 November–6 December 2026":     {day(2026, 11, 30), day(2026, 12, 6)},
		"28 December 2026–3 January 2027": {day(2026, 12, 28), day(2027, 1, 3)},
	} {
		if got := tags.ReplaceAllString(string(span(ends[0], ends[1])), ""); got != want {
			t.Errorf("span %q, want %q", got, want)
		}
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)
