package markdown

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func render(t *testing.T, body string, terms ...Term) *Page {
	t.Helper()
	src, faults := Split("page.md", []byte(body))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return New(terms).Render(src, Resolver{
		Link: func(dest string) (string, error) {
			if dest == "m1-l2" {
				return "/courses/c/m1/l2", nil
			}
			return "", errors.New("there is no such page")
		},
		Image: func(src string) (string, error) { return "/courses/c/files/" + src, nil },
	})
}

func whole(p *Page) string {
	var out strings.Builder
	for _, s := range p.Segments {
		out.WriteString(string(s.HTML))
		if s.Block != nil {
			fmt.Fprintf(&out, "<<%s %s>>%s", s.Block.Name, s.Block.Attrs["#"], s.Block.Body)
		}
	}
	return out.String()
}

func faults(p *Page) []string {
	var out []string
	for _, f := range p.Faults.Sorted() {
		out = append(out, f.String())
	}
	return out
}

func TestBlocksNestByColonCountAndIgnoreFences(t *testing.T) {
	p := render(t, `::::callout{type=legal jurisdiction=IT,RO law_as_of=2026-11-23}
Outer.

:::callout{type=note}
Inner.

`+"```"+`
:::
::::
`+"```"+`
:::

Outer again.
::::

After.
`)
	if got := faults(p); got != nil {
		t.Fatalf("faults: %v", got)
	}
	want := `<aside role="note" class="callout callout-legal" aria-label="Law · IT, RO · law as of 2026-11-23">
<p class="callout-title">Law · IT, RO · law as of 2026-11-23</p>
<p>Outer.</p>
<aside role="note" class="callout callout-note" aria-label="Note">
<p class="callout-title">Note</p>
<p>Inner.</p>
<pre><code>:::
::::
</code></pre>
</aside>
<p>Outer again.</p>
</aside>
<p>After.</p>
`
	if diff := cmp.Diff(want, whole(p)); diff != "" {
		t.Error(diff)
	}
}

func TestFenceInAListItemEndsWithIt(t *testing.T) {
	p := render(t, ":::callout{type=tip}\n- item\n\n  ```\n  :::\n:::\n\nAfter.\n")
	if got := whole(p); !strings.Contains(got, "<pre><code>:::\n</code></pre>") || !strings.HasSuffix(got, "</aside>\n<p>After.</p>\n") {
		t.Errorf("got %s", got)
	}
}

func TestQuotedCallout(t *testing.T) {
	p := render(t, "> [!WARNING]\n> Stop here.\n>\n> Really.\n\nAfter.\n")
	want := "<aside role=\"note\" class=\"callout callout-warning\" aria-label=\"Warning\">\n<p class=\"callout-title\">Warning</p>\n<p>Stop here.</p>\n<p>Really.</p>\n</aside>\n<p>After.</p>\n"
	if diff := cmp.Diff(want, whole(p)); diff != "" {
		t.Error(diff)
	}
}

func TestQuestionKeepsItsLines(t *testing.T) {
	p := render(t, "Before.\n\n:::question{#q1 type=single lo=LO1}\nStem\n\n```\n:::\n- [x] not an option\n```\n1. [x] a\n2. [ ] b\n:::\nAfter.\n")
	if len(p.Segments) != 3 || p.Segments[1].Block == nil {
		t.Fatalf("segments: %+v", p.Segments)
	}
	b := p.Segments[1].Block
	want := "Stem\n\n```\n:::\n- [x] not an option\n```\n1. [x] a\n2. [ ] b\n"
	if diff := cmp.Diff(want, string(b.Raw)); diff != "" {
		t.Error(diff)
	}
	if b.Line != 3 || b.Attrs["#"] != "q1" || b.Attrs["type"] != "single" {
		t.Errorf("block %+v", b)
	}
}

func TestSolutionsNeverReachThePage(t *testing.T) {
	const secret = "CANARY-7731"
	for name, body := range map[string]string{
		"top":         "a\n\n:::solution{for=q1 audience=trainer}\nSECRET\n:::\n\nb\n",
		"unclosed":    "a\n\n:::solution{for=q1 audience=trainer}\nSECRET\n",
		"in callout":  "::::callout{type=note}\n:::solution{for=q1 audience=trainer}\nSECRET\n:::\n::::\n",
		"in exercise": "::::exercise{#e1}\nDo.\n:::solution{for=e1 audience=trainer}\nSECRET\n:::\n::::\n",
		"in quote":    "> :::solution{for=q1 audience=trainer}\n> SECRET\n> :::\n",
		"in list":     "- :::solution{for=q1 audience=trainer}\n  SECRET\n  :::\n",
		"no audience": ":::solution{for=q1}\nSECRET\n:::\n",
		"headed":      "## A\n\n:::solution{for=q1 audience=trainer}\n## B\nSECRET\n:::\n",
	} {
		t.Run(name, func(t *testing.T) {
			p := render(t, strings.ReplaceAll(body, "SECRET", secret))
			if strings.Contains(whole(p), secret) || strings.Contains(fmt.Sprint(p.Sections, p.TOC), secret) {
				t.Errorf("leaked: %s %v", whole(p), p.Sections)
			}
			if len(p.Solutions) != 1 || !strings.Contains(string(p.Solutions[0].HTML), secret) {
				t.Errorf("solutions: %+v", p.Solutions)
			}
		})
	}
}

func TestFaultsNameFileAndLine(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"unknown block", "a\n\n:::box\nx\n:::\n", `page.md:3: there is no block "box"; there are callout, question, exercise, solution`},
		{"unclosed", "---\nid: x\n---\na\n\n:::callout{type=note}\nx\n", `page.md:6: the block "::: callout" is never closed; close it with a line of 3 colons`},
		{"stray", "a\n\n:::\n", `page.md:3: this line of colons closes nothing; a block closes with exactly as many colons as it was opened with`},
		{"same count", ":::callout{type=note}\n:::callout{type=tip}\nx\n:::\n:::\n", `page.md:2: a block inside another takes fewer colons: give the one of line 1 at least 4`},
		{"attribute", ":::callout{kind=note}\nx\n:::\n", `page.md:1: a callout has no attribute "kind"; it may have [type jurisdiction law_as_of title]`},
		{"alt", "a\n\nb ![](x.png)\n", `page.md:3: the picture "x.png" has no alternative text; write ![what it shows](x.png)`},
		{"remote picture", "![a](https://cdn.example/x.png)\n", `page.md:1: the picture "https://cdn.example/x.png" is not part of the content; nothing is fetched from outside`},
		{"dead link", "one\ntwo [x](m9-l9)\n", `page.md:2: dead link "m9-l9": there is no such page`},
		{"scheme", "[x](javascript:alert)\n", `page.md:1: a link cannot start with "javascript:"; use https:, mailto: or an id`},
		{"host", `[x](/\evil.example)` + "\n", `page.md:1: the link "/\\evil.example" names a host without a scheme; write https://`},
		{"html", "a\n\n<b>x</b>\n", "page.md:3: raw HTML is left out; write it in Markdown, or in `code` if it is to be seen"},
		{"h1", "# x\n", `page.md:1: the title in the front matter is the page's first heading; start with "##"`},
		{"skipped", "## x\n\n#### y\n", `page.md:3: a heading of level 4 follows one of level 2; none may be left out`},
		{"leak", "```\n:::solution{for=q audience=trainer}\nx\n:::\n```\n", `page.md:2: text for trainers would reach trainees: this solution stands inside code or another block and is not read as one`},
		{"question in callout", "::::callout{type=note}\n:::question{#q type=single}\nx\n:::\n::::\n", `page.md:2: a question stands at the top level of the page, not inside another block`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := faults(render(t, c.body))
			found := false
			for _, f := range got {
				found = found || f == c.want
			}
			if !found {
				t.Errorf("want %s\ngot %s", c.want, strings.Join(got, "\n    "))
			}
		})
	}
}

func TestLinksAndPictures(t *testing.T) {
	p := render(t, "[in](m1-l2) [out](https://eur-lex.europa.eu/) [host](//evil.example/x) ![seen](https://x.example/p.png) ![own](img/a.png)\n")
	want := `<p><a href="/courses/c/m1/l2">in</a> <a href="https://eur-lex.europa.eu/" rel="noreferrer">out</a> host seen <img src="/courses/c/files/img/a.png" alt="own"></p>` + "\n"
	if diff := cmp.Diff(want, whole(p)); diff != "" {
		t.Error(diff)
	}
}

func TestPicturesOfOtherHostsLeaveTheirText(t *testing.T) {
	for _, src := range []string{"//cdn.example/x.png", `\\\\cdn.example/x.png`, "http://cdn.example/x.png", "data:image/png;base64,AA"} {
		p := render(t, "![what it shows]("+src+")\n")
		if got := whole(p); got != "<p>what it shows</p>\n" || len(p.Faults) != 1 {
			t.Errorf("%s: %s %v", src, got, p.Faults)
		}
	}
}

// The last layer holds by itself, whatever the two before it let through.
func TestCleaningStandsAlone(t *testing.T) {
	r := New(nil)
	for in, want := range map[string]string{
		`<script>x</script><p onclick="x" style="x">a</p>`:          `<p>a</p>`,
		`<img src="//h/x.png" alt="a"><img src="https://h/x.png">`:  `<img alt="a">`,
		`<iframe src="/x"></iframe><object></object><form></form>`:  ``,
		`<a href="javascript:x">a</a><a href="data:x">b</a>`:        `ab`,
		`<p class="govuk-button" id="x">a</p>`:                      `<p>a</p>`,
		`<h2 id="a-1">a</h2><span class="flag flag-v2">[V2]</span>`: `<h2 id="a-1">a</h2><span class="flag flag-v2">[V2]</span>`,
	} {
		if got := string(r.clean([]byte(in))); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestFlagsAreMarksWithMeaning(t *testing.T) {
	p := render(t, "---\nid: x\n---\nLaw [V2: EP question O-000065/2018] and `[M]`, [V](m1-l2).\n\nOpen [OPEN].\n")
	want := `<p>Law <span class="flag flag-v2" title="found in a secondary source only; a legal check is planned">[V2: EP question O-000065/2018]<span class="visually-hidden"> (found in a secondary source only; a legal check is planned)</span></span> and <code>[M]</code>, <a href="/courses/c/m1/l2">V</a>.</p>
<p>Open <span class="flag flag-open" title="not known; left open on purpose">[OPEN]<span class="visually-hidden"> (not known; left open on purpose)</span></span>.</p>
`
	if diff := cmp.Diff(want, whole(p)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Flag{{"V2", "EP question O-000065/2018", 4}, {"OPEN", "", 6}}, p.Flags); diff != "" {
		t.Error(diff)
	}
}

func TestTermsAreMarkedOnce(t *testing.T) {
	p := render(t, "## DaaS here\n\nThe DaaS map, the daas word, DaaS again, `NIT`, Base rate and base rate.\n",
		Term{"daas", []string{"DaaS"}, "Digital services sold to smugglers [D]."}, Term{"base-rate", []string{"base rate"}, "How common a thing is."})
	want := `<h2 id="daas-here">DaaS here <a class="permalink" href="#daas-here" aria-label="Link to this section">#</a></h2>
<p>The <a class="term" href="#term-daas">DaaS</a> map, the daas word, DaaS again, <code>NIT</code>, <a class="term" href="#term-base-rate">Base rate</a> and base rate.</p>
`
	if diff := cmp.Diff(want, whole(p)); diff != "" {
		t.Error(diff)
	}
	if got, want := p.Sections[0].Text, "The DaaS map, the daas word, DaaS again, NIT, Base rate and base rate."; got != want {
		t.Errorf("for the search: %q, want %q", got, want)
	}
	dl := string(TermsHTML(p.Terms))
	if !strings.Contains(dl, `<dt id="term-base-rate">base rate</dt>`) || strings.Index(dl, "base-rate") > strings.Index(dl, "term-daas") {
		t.Errorf("terms list: %s", dl)
	}
}

// A marked word stays in the text that is searched.
func TestTermsStayInSections(t *testing.T) {
	p := render(t, "The **base rate** counts.\n", Term{ID: "base-rate", Forms: []string{"base rate"}})
	if diff := cmp.Diff([]Section{{"", "", "The base rate counts."}}, p.Sections); diff != "" {
		t.Error(diff)
	}
}

func TestChecklists(t *testing.T) {
	p := render(t, "- [ ] open\n- [x] done\n")
	if diff := cmp.Diff("<ul>\n<li>☐ open</li>\n<li>☑ done</li>\n</ul>\n", whole(p)); diff != "" {
		t.Error(diff)
	}
}

func TestOutline(t *testing.T) {
	p := render(t, "Intro [V].\n\n## Ärger & Ελλάδα\n\ntext\n\n### Sub\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n## Sub\n")
	if diff := cmp.Diff([]Heading{{2, "arger-ελλαδα", "Ärger & Ελλάδα"}, {3, "sub", "Sub"}, {2, "sub-2", "Sub"}}, p.TOC); diff != "" {
		t.Error(diff)
	}
	want := []Section{{"", "", "Intro."}, {"arger-ελλαδα", "Ärger & Ελλάδα", "text"}, {"sub", "Sub", "a; b; 1; 2;"}, {"sub-2", "Sub", ""}}
	if diff := cmp.Diff(want, p.Sections); diff != "" {
		t.Error(diff)
	}
	if got := whole(p); strings.Contains(got, "style=") || !strings.Contains(got, `<th align="center">b</th>`) || !strings.Contains(got, `tabindex="0"`) {
		t.Errorf("table: %s", got)
	}
}
