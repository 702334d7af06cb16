package markdown

import (
	"strings"
	"testing"
)

func TestTypedTextIsHarmless(t *testing.T) {
	typed := NewTyped()
	for in, want := range map[string]string{
		"# Big\n\n**b** <script>x</script>":               "<h3>Big</h3>\n<p><strong>b</strong> x</p>\n",
		"![alt](https://tracker.example/p.gif) text":      "<p>alt text</p>\n",
		"[a](//evil.example) [b](javascript:alert(1))":    "<p>a b</p>\n",
		"[site](https://a.example/)":                      `<p><a href="https://a.example/" rel="noreferrer">site</a></p>` + "\n",
		":::solution{for=x audience=trainer}\nplain\n:::": "<p>:::solution{for=x audience=trainer}\nplain\n:::</p>\n",
		`<img src=x onerror=alert(1)>`:                    "",
	} {
		got, err := typed.Render(in)
		if err != nil || strings.TrimPrefix(string(got), "\n") != want {
			t.Errorf("%q\n got %q %v\nwant %q", in, got, err, want)
		}
	}
}

func TestTypedTextIsBounded(t *testing.T) {
	typed := NewTyped()
	for name, c := range map[string]struct{ in, want string }{
		"32 KB":   {strings.Repeat("a", MaxTyped+1), "the text has 32769 bytes; 32768 are possible"},
		"UTF-8":   {"a\xff", "the text is not valid UTF-8"},
		"NUL":     {"a\x00b", "the text holds a NUL character"},
		"nesting": {"x\n" + strings.Repeat("> ", 25), "line 2 is nested more than 24 levels deep"},
		"lists":   {strings.Repeat("- ", 25) + "x", "line 1 is nested more than 24 levels deep"},
		"links":   {strings.Repeat("[a](", 2001), "the text has more than 2000 links"},
		"marks":   {strings.Repeat("*a_b", 4001), "the text has more than 8000 marks of emphasis"},
		"table":   {strings.Repeat("|", 1000) + "\n" + strings.Repeat("|-", 1000) + "\n" + strings.Repeat("|\n", 1000), "a table in the text is too wide"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := typed.Render(c.in); err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
	// The largest possible texts of the costly kinds stay within the output bound.
	for _, unit := range []string{"[a](", "![", "**a", "`", "<a", "&amp;", "1. a\n", "*a_b~", "a|b\n-|-\n"} {
		in := strings.Repeat(unit, MaxTyped/len(unit))
		if out, err := typed.Render(in); err == nil && len(out) > 2*maxOutput {
			t.Errorf("%q becomes %d bytes", unit, len(out))
		}
	}
}

func FuzzTyped(f *testing.F) {
	for _, s := range []string{"# a\n- b\n\n|c|d|\n|-|-|\n|1|2|", "[x](//h) ![y](z)", "<script>", "> - 1. `a`"} {
		f.Add(s)
	}
	typed := NewTyped()
	f.Fuzz(func(t *testing.T, s string) {
		out, err := typed.Render(s)
		if err != nil {
			return
		}
		for _, bad := range []string{"<script", "<img", "<iframe", "<style", " onerror=", "href=\"javascript", "href=\"//"} {
			if strings.Contains(strings.ToLower(string(out)), bad) && !strings.Contains(string(out), "&lt;") {
				t.Errorf("%q gives %q", s, out)
			}
		}
	})
}

func FuzzPage(f *testing.F) {
	for _, s := range []string{
		":::callout{type=legal}\na\n:::\n", "::::exercise{#e}\n:::solution{for=e audience=trainer}\nSEALED\n:::\n::::\n",
		":::question{#q type=single}\n```\n:::\n```\n1. [x] a\n:::\n", "> [!NOTE]\n> a [V2: b]\n", "- :::solution\n  SEALED\n",
		"> :::solution{audience=trainer for=x}\nSEALED\n:::\n", "## a\n\n:::solution{for=q audience=trainer}\n```\nSEALED\n:::\n",
	} {
		f.Add(s)
	}
	r := New([]Term{{"a", []string{"alpha", "AB"}, "x"}})
	f.Fuzz(func(t *testing.T, s string) {
		b := []byte(s)
		_ = checkBytes("f.md", &b)
		src, _ := Split("f.md", b)
		p := r.Render(src, Resolver{})
		for _, seg := range p.Segments {
			if seg.Block != nil && seg.Block.Raw != nil {
				p.Fragment(seg.Block.Raw, seg.Block.Line+1)
			}
			for _, bad := range []string{"<script", "<iframe", "href=\"javascript", "<img"} {
				if strings.Contains(strings.ToLower(string(seg.HTML)), bad) {
					t.Errorf("%q gives %q", s, seg.HTML)
				}
			}
		}
	})
}
