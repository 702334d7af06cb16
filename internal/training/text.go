package training

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// CleanText checks text of several lines that a person typed: valid UTF-8, no
// NUL or other control characters but line feed and tab, at most limit
// characters. CRLF becomes LF and outer white space goes. Both database engines
// would answer bad text differently; here it gets one verdict.
func CleanText(field, s string, limit int) (string, error) {
	if !utf8.ValidString(s) {
		return "", Invalid(field, "is not valid UTF-8", "text saved as UTF-8")
	}
	s = strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s))
	for i, r := range s {
		switch {
		case r == 0:
			return "", Invalid(field, fmt.Sprintf("holds a NUL character at byte %d", i), "text without NUL")
		case r < 0x20 && r != '\n' && r != '\t', r == 0x7f, r >= 0x80 && r < 0xa0:
			return "", Invalid(field, fmt.Sprintf("holds the control character U+%04X at byte %d", r, i), "printable text")
		}
	}
	if n := utf8.RuneCountInString(s); n > limit {
		return "", Invalid(field, fmt.Sprintf("has %d characters", n), fmt.Sprintf("at most %d", limit))
	}
	return s, nil
}

// CleanLine is [CleanText] for one line: a line feed or tab is refused too.
func CleanLine(field, s string, limit int) (string, error) {
	s, err := CleanText(field, s, limit)
	if err != nil {
		return "", err
	}
	if strings.ContainsAny(s, "\n\t") {
		return "", Invalid(field, "has more than one line or a tab", "one line of text")
	}
	return s, nil
}

// CleanName is [CleanLine] for a field that must not be empty.
func CleanName(field, s string, limit int) (string, error) {
	s, err := CleanLine(field, s, limit)
	if err != nil {
		return "", err
	}
	if s == "" {
		return "", Invalid(field, "is empty", fmt.Sprintf("1 to %d characters", limit))
	}
	return s, nil
}

// CleanEmail checks an address loosely (one @, no spaces) and lower-cases it:
// an address is the same whatever its case.
func CleanEmail(field, s string) (string, error) {
	s, err := CleanName(field, s, 254)
	if err != nil {
		return "", err
	}
	s = strings.ToLower(s)
	local, host, ok := strings.Cut(s, "@")
	if !ok || local == "" || host == "" || strings.ContainsAny(s, " ,;<>\"'") || strings.Contains(host, "@") || !strings.Contains(host, ".") {
		return "", Invalid(field, "is not an e-mail address", "name@agency.example")
	}
	return s, nil
}
