package microblog

import (
	"strconv"
	"time"
	"unicode/utf8"
)

// The rows that come in thousands are written by hand: same members and order
// as package record's tags, a fifth of encoding/json's time.

// appendTime writes Unix milliseconds as RFC 3339 in UTC, always with milliseconds.
func appendTime(b []byte, ms int64) []byte {
	t := time.UnixMilli(ms).UTC()
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	two := func(b []byte, n int, end byte) []byte { return append(b, byte('0'+n/10), byte('0'+n%10), end) }
	b = append(b, '"')
	b = strconv.AppendInt(b, int64(year), 10)
	b = two(two(append(b, '-'), int(month), '-'), day, 'T')
	b = two(two(two(b, hour, ':'), minute, ':'), second, '.')
	n := int(ms % 1000)
	return append(b, byte('0'+n/100), byte('0'+n/10%10), byte('0'+n%10), 'Z', '"')
}

func appendID(b []byte, id int64) []byte {
	b = append(b, '"')
	b = strconv.AppendInt(b, id, 10)
	return append(b, '"')
}

// appendText writes a JSON string (RFC 8259): quotes, backslashes and control
// characters escaped, everything else as UTF-8.
func appendText(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, `\n`...)
		case c < 0x20:
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		case c < utf8.RuneSelf:
			b = append(b, c)
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			b = utf8.AppendRune(b, r) // a broken byte becomes U+FFFD
			i += n
			continue
		}
		i++
	}
	return append(b, '"')
}

func appendTexts(b []byte, key string, list []string) []byte {
	if len(list) == 0 {
		return b
	}
	b = append(append(b, `,"`...), key...)
	b = append(b, `":[`...)
	for i, s := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, s)
	}
	return append(b, ']')
}

// status is record.Status with numbers where the row has text.
type status struct {
	id, account, at  int64
	text, lang       string
	media, tags      []string
	mentions         []string
	replyTo, boostOf int64
	deleted          int64
}

func (r *status) append(b []byte) []byte {
	b = appendID(append(b, `{"id":`...), r.id)
	b = appendID(append(b, `,"account_id":`...), r.account)
	b = appendTime(append(b, `,"created_at":`...), r.at)
	b = appendText(append(b, `,"text":`...), r.text)
	b = appendText(append(b, `,"lang":`...), r.lang)
	b = appendTexts(b, "media", r.media)
	b = appendTexts(b, "tags", r.tags)
	b = appendTexts(b, "mentions", r.mentions)
	if r.replyTo != 0 {
		b = appendID(append(b, `,"in_reply_to":`...), r.replyTo)
	}
	if r.boostOf != 0 {
		b = appendID(append(b, `,"boost_of":`...), r.boostOf)
	}
	if r.deleted != 0 {
		b = appendTime(append(b, `,"deleted_at":`...), r.deleted)
	}
	return append(b, '}', '\n')
}

// pair is a follow or a favourite: two ids and a moment.
type pair struct{ from, to, at int64 }

func (p pair) append(b []byte, target string) []byte {
	b = appendID(append(b, `{"account_id":`...), p.from)
	b = append(append(append(b, `,"`...), target...), `":`...)
	b = appendID(b, p.to)
	b = appendTime(append(b, `,"created_at":`...), p.at)
	return append(b, '}', '\n')
}
