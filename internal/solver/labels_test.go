package solver

import (
	"regexp"
	"strings"
)

// codebook is the annex of the monitoring order: code words by category.
type codebook map[string][]string

// elements are what a text says in its author's own voice.
type elements struct {
	activity, passage, price, guarantee bool
}

var (
	quoted   = regexp.MustCompile(`“[^”]*”`)
	money    = regexp.MustCompile(`\b\d+ TK\b`)
	seats    = regexp.MustCompile(`(?i)\b\d+ (seats|posti|vende|sedežev|mest|plätze)`)
	peril    = regexp.MustCompile(`(?i)voice note`)
	suffers  = regexp.MustCompile(`(?i)no air|locked|knock|do not open`)
	hashtags = regexp.MustCompile(`#(\w+)`)
)

// lawfulTags are the subjects of those who inform, warn, report, teach and help.
var lawfulTags = []string{"legalaid", "rights", "coachtrip", "news", "warning", "visa", "course", "tracing", "familymoney"}

func (c codebook) in(text, category string) bool {
	lower := strings.ToLower(text)
	for _, w := range c[category] {
		if strings.Contains(lower, strings.ToLower(w)) {
			return true
		}
	}
	return false
}

// read takes the elements of L3 out of a text. What stands in quotation marks is
// somebody else's voice.
func (c codebook) read(text string) elements {
	own := quoted.ReplaceAllString(text, "")
	return elements{
		activity:  c.in(own, "activity"),
		passage:   c.in(own, "transport") || c.in(own, "place"),
		price:     money.MatchString(own) || c.in(own, "price"),
		guarantee: c.in(own, "guarantee"),
	}
}

// offers says whether all three elements of L3 are there: an offer, a crossing, a benefit.
func (e elements) offers() bool { return e.activity && e.passage && (e.price || e.guarantee) }

func tagged(text string, tags ...string) bool {
	for _, m := range hashtags.FindAllStringSubmatch(text, -1) {
		for _, t := range tags {
			if strings.EqualFold(m[1], t) {
				return true
			}
		}
	}
	return false
}

// label gives a post its code. channel is the handle of the offer that others
// work for, "" while it is not known.
func (c codebook) label(text, channel string) string {
	e := c.read(text)
	switch {
	case peril.MatchString(text) && suffers.MatchString(text):
		return "L5"
	case tagged(text, "satire"):
		return "L2"
	case tagged(text, lawfulTags...):
		return "L1"
	case e.offers():
		return "L3"
	case channel != "" && strings.Contains(text, channel):
		return "L4"
	case e.activity || e.guarantee:
		return "L2"
	}
	return "L0"
}

// step names the step of the business that a post of an offerer shows.
func step(text string) string {
	lower := strings.ToLower(text)
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(lower, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("deposit"): // it "stays until you have arrived"
		return "deposit"
	case has("released"):
		return "release"
	case has("arrived"):
		return "arrival"
	case has("leaves"):
		return "dispatch"
	case has("thanked us", "ask the friends"):
		return "trust"
	case has("driver wanted", "look for a driver"):
		return "helpers"
	case has("put off"):
		return "delay"
	case has("called off", "money back"):
		return "refund"
	case has("we answer"):
		return "desk"
	case has("will be met"):
		return "met"
	case seats.MatchString(text) && money.MatchString(text) || has("names too", "lists this week", "keep the list", "list for"):
		return "advert"
	}
	return ""
}
