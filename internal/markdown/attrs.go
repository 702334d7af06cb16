package markdown

import (
	"fmt"
	"sort"
	"strings"
)

// Attrs are the attributes of a block or an answer line:
// {#id key=value key="two words" flag}. A bare word has the value "".
type Attrs map[string]string

// ParseAttrs reads the text between the braces. The id is found under "#".
func ParseAttrs(s string) (Attrs, error) {
	a := Attrs{}
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		var word string
		if quote := strings.IndexByte(s, '"'); quote > 0 && s[quote-1] == '=' && !strings.ContainsAny(s[:quote], " \t") {
			end := strings.IndexByte(s[quote+1:], '"')
			if end < 0 {
				return nil, fmt.Errorf("the value that starts with %s has no closing quote", s[quote:])
			}
			word, s = s[:quote]+s[quote+1:quote+1+end], s[quote+end+2:]
		} else if i := strings.IndexAny(s, " \t"); i >= 0 {
			word, s = s[:i], s[i:]
		} else {
			word, s = s, ""
		}
		key, value, _ := strings.Cut(word, "=")
		if id, ok := strings.CutPrefix(key, "#"); ok {
			key, value = "#", id
		}
		if key == "" || key == "#" && value == "" {
			return nil, fmt.Errorf("%q is not an attribute; write {#id key=value}", word)
		}
		if _, dup := a[key]; dup {
			return nil, fmt.Errorf("the attribute %s stands twice", key)
		}
		a[key] = value
	}
	return a, nil
}

// CutAttrs takes a trailing {…} off a line.
func CutAttrs(line string) (text string, a Attrs, err error) {
	line = strings.TrimRight(line, " \t")
	if !strings.HasSuffix(line, "}") {
		return line, nil, nil
	}
	open := strings.LastIndexByte(line, '{')
	if open < 0 || open > 0 && line[open-1] != ' ' {
		return line, nil, nil
	}
	a, err = ParseAttrs(line[open+1 : len(line)-1])
	return strings.TrimRight(line[:open], " \t"), a, err
}

// List returns a comma-separated value as its parts, without empty ones.
func (a Attrs) List(key string) []string {
	var out []string
	for part := range strings.SplitSeq(a[key], ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// Has reports whether the attribute is there, with or without a value.
func (a Attrs) Has(key string) bool { _, ok := a[key]; return ok }

// Unknown returns the keys that are not among known, sorted.
func (a Attrs) Unknown(known ...string) []string {
	var out []string
next:
	for key := range a {
		for _, k := range known {
			if k == key {
				continue next
			}
		}
		out = append(out, key)
	}
	sort.Strings(out)
	return out
}
