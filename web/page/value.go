package page

import (
	"encoding/json"
	"strings"
)

// ValueText says the value of an answer, as a submission and the truth hold it,
// in words: a text without its marks, a list with between behind each part.
// names are the texts of the options by id; what has none stays as it is.
func ValueText(raw json.RawMessage, names map[string]string, between string) string {
	var text string
	var list []json.RawMessage
	switch {
	case json.Unmarshal(raw, &text) == nil:
		if name := names[text]; name != "" {
			return name
		}
		return text
	case json.Unmarshal(raw, &list) == nil:
		parts := make([]string, len(list))
		for i, x := range list {
			parts[i] = ValueText(x, names, between)
		}
		return strings.Join(parts, between)
	default:
		return string(raw)
	}
}
