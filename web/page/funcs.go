package page

import (
	"fmt"
	"html/template"
	"time"
)

// funcs are what templates may call besides the methods of their data.
func funcs() template.FuncMap {
	return template.FuncMap{
		"when":    when,
		"day":     day,
		"span":    span,
		"clock":   func(t time.Time) string { return t.UTC().Format("15:04") },
		"minutes": Minutes,
		"bytes":   humanBytes,
		"field":   newField,
		"tag":     func(kind, text string) Tag { return Tag{kind, text} },
		"add":     func(a, b int) int { return a + b },
		"funding": func() string { return Funding },
		"disclaimer": func() string {
			return Disclaimer
		},
	}
}

// The two sentences that stand on every page, print and export of the project.
const (
	Funding    = "This project is funded by the European Union."
	Disclaimer = "The content of this document represents the views of the author(s) only and is solely his/her responsibility. " +
		"The European Commission does not accept any responsibility for use that may be made of the information it contains."
)

// Notice is both in one, for exports; SyntheticLabel stands beside it.
const (
	Notice         = Funding + " " + Disclaimer
	SyntheticLabel = "SYNTHETIC TRAINING DATA"
)

// Tag is a status word: kind is good, bad, warn, brand or empty.
type Tag struct{ Kind, Text string }

func when(t time.Time) template.HTML {
	if t.IsZero() {
		return "–"
	}
	t = t.UTC()
	return template.HTML(fmt.Sprintf(`<time datetime="%s">%s UTC</time>`, t.Format(time.RFC3339), t.Format("2 Jan 2006, 15:04")))
}

func day(t time.Time) template.HTML {
	if t.IsZero() {
		return "–"
	}
	return template.HTML(fmt.Sprintf(`<time datetime="%s">%s</time>`, t.Format(time.DateOnly), t.Format("2 January 2006")))
}

// span is a run of days, with what both ends share said once: "23–29 November 2026".
func span(from, to time.Time) template.HTML {
	form := "2 January 2006"
	switch {
	case from.Year() == to.Year() && from.Month() == to.Month():
		form = "2"
	case from.Year() == to.Year():
		form = "2 January"
	}
	return template.HTML(fmt.Sprintf(`<time datetime="%s">%s</time>`, from.Format(time.DateOnly), from.Format(form))) + "–" + day(to)
}

// Minutes says a length of time in words: "35 min", "2 h 5 min".
func Minutes(n int) string {
	if n < 60 {
		return fmt.Sprintf("%d min", n)
	}
	if n%60 == 0 {
		return fmt.Sprintf("%d h", n/60)
	}
	return fmt.Sprintf("%d h %d min", n/60, n%60)
}

func humanBytes(n int64) string {
	switch {
	case n < 1024:
		return fmt.Sprintf("%d bytes", n)
	case n < 1<<20:
		return fmt.Sprintf("%.1f KiB", float64(n)/1024)
	case n < 1<<30:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	default:
		return fmt.Sprintf("%.1f GiB", float64(n)/(1<<30))
	}
}
