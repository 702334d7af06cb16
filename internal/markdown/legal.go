package markdown

import (
	"fmt"
	"time"

	"go.yaml.in/yaml/v3"
)

// Date is a day in front matter: 2026-11-23.
type Date struct{ time.Time }

// UnmarshalYAML reads a day and nothing else.
func (d *Date) UnmarshalYAML(n *yaml.Node) error {
	t, err := time.Parse(time.DateOnly, n.Value)
	if err != nil {
		return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: %q is not a date like 2026-11-23", n.Line, n.Value)}}
	}
	d.Time = t
	return nil
}

func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.Format(time.DateOnly)
}

// lawAge is how long a legal statement is trusted after its law-as-of date.
const lawAge = 180 * 24 * time.Hour

// Legal is the legal state of a text: the day its law was looked at, and its flags.
type Legal struct {
	AsOf  Date
	Flags []Flag
}

// Banner is what stands above a text that must not be relied on as it is.
type Banner struct {
	Title   string // "Legal check pending"
	Reasons []string
}

// Banner returns the banner at the time now, or nil. It is due when the law was
// looked at more than 180 days ago and while a flag [M] or [OPEN] stands in the text.
func (l Legal) Banner(now time.Time) *Banner {
	b := Banner{Title: "Legal check pending"}
	m, open := 0, 0
	for _, f := range l.Flags {
		switch f.Code {
		case "M":
			m++
		case "OPEN":
			open++
		}
	}
	if m > 0 {
		b.Reasons = append(b.Reasons, fmt.Sprintf("%s not yet checked against the source: marked [M]", counted(m, "statement")))
	}
	if open > 0 {
		b.Reasons = append(b.Reasons, fmt.Sprintf("%s left open: marked [OPEN]", counted(open, "fact")))
	}
	if !l.AsOf.IsZero() && now.Sub(l.AsOf.Time) > lawAge {
		b.Reasons = append(b.Reasons, fmt.Sprintf("the law was last looked at on %s, more than 180 days ago", l.AsOf))
	}
	if len(b.Reasons) == 0 {
		return nil
	}
	return &b
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " is"
	}
	return fmt.Sprintf("%d %ss are", n, noun)
}
