package main

import "testing"

func TestCleanCSS(t *testing.T) {
	for name, tc := range map[string]struct{ in, want string }{
		"font-face goes":            {`a{b:c}@font-face{font-family:X;src:url(/f.woff2)}d{e:f}`, `a{b:c}d{e:f}`},
		"charset and comments go":   {`@charset "UTF-8";/*! x */a{b:c}`, `a{b:c}`},
		"a crown component goes":    {`.govuk-header{a:b}.govuk-button{c:d}`, `.govuk-button{c:d}`},
		"one selector of two stays": {`.govuk-footer a,.govuk-tag{a:b}`, `.govuk-tag{a:b}`},
		"an emptied media block":    {`@media print{.govuk-header{a:b}}c{d:e}`, `c{d:e}`},
		"outside links in print":    {`@media print{[href^="http://"].x:after{content:"y"}z{a:b}}`, `@media print{z{a:b}}`},
		"the type face":             {`a{font-family:GDS Transport,arial,sans-serif}`, `a{font-family:var(--radar-font)}`},
		"commas inside :is":         {`:is(.govuk-tag,.x){a:b}`, `:is(.govuk-tag,.x){a:b}`},
		"keyframes stay whole":      {`@keyframes k{0%{a:b}to{c:d}}e{f:g}`, `@keyframes k{0%{a:b}to{c:d}}e{f:g}`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := cleanCSS(tc.in)
			if err != nil || got != tc.want {
				t.Errorf("got %q, %v; want %q", got, err, tc.want)
			}
		})
	}
	for name, in := range map[string]string{
		"not closed":                 `a{b:c`,
		"closed twice":               `a{b:c}}d{e:f}`,
		"the type face in new words": `a{font:GDS Transport}`,
	} {
		if got, err := cleanCSS(in); err == nil {
			t.Errorf("%s: accepted as %q", name, got)
		}
	}
}

func TestNoWebAddress(t *testing.T) {
	for css, ok := range map[string]bool{
		`a{background:url(https://fonts.example/x.css)}`:                                        false,
		`@import "HTTP://cdn.example/x.css"`:                                                    false,
		`a{background:url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E")}`: true,
		`a{background:url(/static/x.svg)}`:                                                      true,
	} {
		if err := noWebAddress("x.css", css); (err == nil) != ok {
			t.Errorf("%s: %v", css, err)
		}
	}
}

func TestLockHolds(t *testing.T) {
	t.Chdir("..")
	l, err := readLock()
	if err != nil {
		t.Fatal(err)
	}
	if err := l.check(); err != nil {
		t.Error(err)
	}
}
