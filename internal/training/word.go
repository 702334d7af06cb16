package training

import "strings"

// Word is an estimative word with the middle of its ICD 203 band, in
// thousandths (formats.md §3).
type Word struct {
	Text   string
	Millis int
}

// Words lists the seven estimative words from least to most likely.
func Words() []Word {
	return []Word{
		{"almost no chance", 30},
		{"very unlikely", 125},
		{"unlikely", 325},
		{"roughly even", 500},
		{"likely", 675},
		{"very likely", 875},
		{"almost certain", 970},
	}
}

// WordMillis returns the probability a word stands for, in thousandths.
func WordMillis(text string) (int, bool) {
	for _, w := range Words() {
		if w.Text == text {
			return w.Millis, true
		}
	}
	return 0, false
}

func wordList() string {
	var all []string
	for _, w := range Words() {
		all = append(all, w.Text)
	}
	return strings.Join(all, ", ")
}
