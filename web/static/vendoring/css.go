package main

import (
	"fmt"
	"regexp"
	"strings"
)

// unused are class prefixes of components that the site does not draw; the
// crown's header and footer are among them on purpose.
var unused = []string{
	".govuk-header", ".govuk-footer", ".govuk-cookie-banner", ".govuk-exit-this-page", ".govuk-phase-banner",
	".govuk-feedback", ".govuk-generic-header", ".govuk-language-navigation", ".govuk-service-navigation",
	".govuk-accordion", ".govuk-logo", ".govuk-crest",
}

var (
	webAddress = regexp.MustCompile(`(?i)https?:(//|\\/\\/)[^\s"')]+`)
	cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
)

// cleanCSS rewrites a minified foreign style sheet: no @font-face, no crown
// components, no rules on outside links, the site's own type face.
func cleanCSS(css string) (string, error) {
	css = cssComment.ReplaceAllString(css, "")
	css = strings.TrimPrefix(css, `@charset "UTF-8";`)
	out, rest, err := cleanRules(css)
	if err != nil {
		return "", err
	}
	if strings.TrimSpace(rest) != "" {
		return "", fmt.Errorf("unbalanced braces near %.60q", rest)
	}
	out = strings.ReplaceAll(out, "GDS Transport,arial,sans-serif", "var(--radar-font)")
	if i := strings.Index(out, "GDS Transport"); i >= 0 {
		return "", fmt.Errorf("the proprietary type face is still named near %.80q", out[i:])
	}
	return out, nil
}

// cleanRules reads rules up to the closing brace of the block it is in.
func cleanRules(css string) (out, rest string, err error) {
	var b strings.Builder
	for css != "" && css[0] != '}' {
		open := strings.IndexAny(css, "{;}")
		if open < 0 {
			return b.String(), css, nil
		}
		head := strings.TrimSpace(css[:open])
		if css[open] != '{' { // a declaration inside a nested block, or @import
			b.WriteString(css[:open])
			if css[open] == ';' {
				b.WriteByte(';')
				open++
			}
			css = css[open:]
			continue
		}
		if grouping(head) {
			inner, after, err := cleanRules(css[open+1:])
			if err != nil {
				return "", "", err
			}
			if !strings.HasPrefix(after, "}") {
				return "", "", fmt.Errorf("block %.40q is not closed", head)
			}
			if inner != "" {
				b.WriteString(head + "{" + inner + "}")
			}
			css = after[1:]
			continue
		}
		end := closing(css, open)
		if end < 0 {
			return "", "", fmt.Errorf("rule %.40q is not closed", head)
		}
		if kept := keepSelectors(head); kept != "" {
			b.WriteString(kept + css[open:end+1])
		}
		css = css[end+1:]
	}
	return b.String(), css, nil
}

func grouping(head string) bool {
	return strings.HasPrefix(head, "@media") || strings.HasPrefix(head, "@supports") || strings.HasPrefix(head, "@layer")
}

// closing finds the brace that closes the one at open; strings hold no braces in minified CSS we take.
func closing(css string, open int) int {
	depth := 0
	for i := open; i < len(css); i++ {
		switch css[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// keepSelectors drops what the site does not use from a selector list; empty means drop the rule.
func keepSelectors(head string) string {
	if strings.HasPrefix(head, "@font-face") {
		return ""
	}
	if strings.HasPrefix(head, "@") {
		return head
	}
	var kept []string
	for _, sel := range splitSelectors(head) {
		drop := strings.Contains(sel, "://") || strings.Contains(sel, `[href^=`)
		for _, u := range unused {
			drop = drop || strings.Contains(sel, u)
		}
		if !drop {
			kept = append(kept, sel)
		}
	}
	return strings.Join(kept, ",")
}

// splitSelectors splits at commas outside parentheses and brackets.
func splitSelectors(list string) []string {
	var parts []string
	depth, from := 0, 0
	for i, r := range list {
		switch r {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case ',':
			if depth == 0 {
				parts, from = append(parts, list[from:i]), i+1
			}
		}
	}
	return append(parts, list[from:])
}

// noWebAddress fails on http(s):// in a style sheet; XML namespaces in data URIs are names, not addresses.
func noWebAddress(name, css string) error {
	for _, at := range webAddress.FindAllString(css, -1) {
		if !strings.HasPrefix(at, "http://www.w3.org/") {
			return fmt.Errorf("%s names the web address %s", name, at)
		}
	}
	return nil
}
