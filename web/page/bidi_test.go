package page

import "testing"

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
