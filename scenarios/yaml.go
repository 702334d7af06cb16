package scenarios

import (
	"slices"
	"time"

	"github.com/osint-radar/academy/internal/markdown"
)

// scenarioYAML is scenario.yaml as it is written.
type scenarioYAML struct {
	ID         string        `yaml:"id"`
	Number     string        `yaml:"number"`
	Title      string        `yaml:"title"`
	Lang       string        `yaml:"lang"`
	Summary    string        `yaml:"summary"`
	Stars      int           `yaml:"stars"`
	Minutes    int           `yaml:"minutes"`
	Teamwork   string        `yaml:"teamwork"`
	Modules    []string      `yaml:"modules"`
	Licence    string        `yaml:"licence"`
	LawAsOf    markdown.Date `yaml:"law_as_of"`
	LegalCheck string        `yaml:"legal_check"`
	Goals      []string      `yaml:"goals"`
	Products   []string      `yaml:"products"`
	Clock      struct {
		Start  markdown.Date `yaml:"start"`
		Jitter int           `yaml:"jitter"`
		Days   int           `yaml:"days"`
		Opens  opens         `yaml:"opens"`
	} `yaml:"clock"`
	Crowd struct {
		Accounts int `yaml:"accounts"`
		Posts    int `yaml:"posts"`
	} `yaml:"crowd"`
	Case struct {
		Posts  int `yaml:"posts"`
		Media  int `yaml:"media"`
		Labels int `yaml:"labels"`
		Flag   int `yaml:"flag"`
	} `yaml:"case"`
	Cast []struct {
		Role  string `yaml:"role"`
		Posts int    `yaml:"posts"`
	} `yaml:"cast"`
	Roles []struct {
		ID    string `yaml:"id"`
		Title string `yaml:"title"`
		Task  string `yaml:"task"`
	} `yaml:"roles"`
}

// opens is the moment at which the exercise opens, after the start of the clock.
type opens struct {
	Day int    `yaml:"day"`
	At  string `yaml:"at"` // HH:MM in UTC
}

func (o opens) after() time.Duration {
	at, _ := time.Parse("15:04", o.At) // checked by head
	return time.Duration(o.Day)*24*time.Hour + time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute
}

func (l *loader) head(y scenarioYAML) {
	const file = "scenario.yaml"
	at := func(key string) int { return max(markdown.KeyLine(l.text[file], key), 1) }
	if y.ID != l.dir {
		l.fault(file, at("id"), "id is %q; the folder is called %q", y.ID, l.dir)
	}
	for _, f := range []struct{ key, value string }{{"title", y.Title}, {"number", y.Number}, {"summary", y.Summary}, {"licence", y.Licence}, {"lang", y.Lang}} {
		if f.value == "" {
			l.fault(file, at(f.key), "%s is missing", f.key)
		}
	}
	if y.Stars < 1 || y.Stars > 5 {
		l.fault(file, at("stars"), "stars is %d, want 1 to 5", y.Stars)
	}
	if y.Minutes < 1 {
		l.fault(file, at("minutes"), "minutes is %d, want a positive number", y.Minutes)
	}
	if y.LawAsOf.IsZero() {
		l.fault(file, at("law_as_of"), "law_as_of is missing; the day on which the law was looked at, such as 2026-11-23")
	}
	if _, err := time.Parse("15:04", y.Clock.Opens.At); err != nil {
		l.fault(file, l.line(file, "opens:"), "opens at %q, want hours and minutes such as \"08:00\"", y.Clock.Opens.At)
	}
	l.s.Number, l.s.Title, l.s.Lang, l.s.Summary, l.s.Stars, l.s.Minutes = y.Number, y.Title, y.Lang, y.Summary, y.Stars, y.Minutes
	l.s.Teamwork, l.s.Modules, l.s.Goals, l.s.Products, l.s.Licence = y.Teamwork, y.Modules, y.Goals, y.Products, y.Licence
	l.s.Legal.AsOf = y.LawAsOf
	for _, r := range y.Roles {
		l.s.Seats = append(l.s.Seats, Seat{r.ID, r.Title, r.Task})
	}
	if y.LegalCheck != "" && y.LegalCheck != "pending" {
		l.fault(file, at("legal_check"), "legal_check is %q, want pending, or nothing", y.LegalCheck)
	}
}

func (l *loader) injects() {
	const file = "injects.yaml"
	var y struct {
		Full []struct {
			ID       string   `yaml:"id"`
			At       string   `yaml:"at"`
			Channel  string   `yaml:"channel"`
			From     string   `yaml:"from"`
			Text     string   `yaml:"text"`
			Pressure string   `yaml:"pressure"`
			Expected string   `yaml:"expected"`
			Score    []string `yaml:"score"`
			Effect   string   `yaml:"effect"`
		} `yaml:"full"`
		Course []string `yaml:"course"`
	}
	if !l.yaml(file, &y) {
		return
	}
	for _, i := range y.Full {
		line := l.line(file, "id: "+i.ID)
		at, err := minutes(i.At)
		if err != nil {
			l.fault(file, line, "inject %s: %v", i.ID, err)
		}
		if _, twice := l.s.Inject(i.ID); twice || i.ID == "" {
			l.fault(file, line, "inject %q: wants an id of its own", i.ID)
		}
		if i.Channel == "" || i.From == "" || i.Text == "" || i.Pressure == "" || i.Expected == "" || len(i.Score) == 0 {
			l.fault(file, line, "inject %s: wants channel, from, text, pressure, expected and score", i.ID)
		}
		l.s.Injects = append(l.s.Injects, Inject{i.ID, at, i.Channel, i.From, i.Text, i.Pressure, i.Expected, i.Score, i.Effect})
	}
	slices.SortStableFunc(l.s.Injects, func(a, b Inject) int { return int(a.At - b.At) })
	l.s.course = y.Course
	for _, id := range y.Course {
		if _, ok := l.s.Inject(id); !ok {
			l.fault(file, l.line(file, "course:"), "course list: there is no inject %q", id)
		}
	}
	for _, in := range l.s.Injects {
		if in.Effect != "" && !slices.Contains(y.Course, in.ID) {
			l.fault(file, l.line(file, "course:"), "course list: inject %s moves the world (%s) and cannot be left out", in.ID, in.Effect)
		}
	}
	if len(y.Course) == 0 {
		l.fault(file, l.line(file, "course:"), "the course list is missing: the ids of the injects for the 120-hour course")
	}
}
