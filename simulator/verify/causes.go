package verify

import "strings"

// How much sooner than its cause an effect may be noted on another surface, in
// milliseconds: some note whole minutes, and a payment is on the ledger with the
// next block, for which it waits two hours or a little more.
const (
	roundedTo = 60_000
	blockWait = 9_000_000
)

// causes wants every fact but an answer to tell its saga, step and cause; the
// cause to be something that the truth speaks of, if it speaks of that sort at
// all (what nothing shows, like an agreement, is no fact); and of two rows the
// effect to be noted no sooner than its cause. What the case hands over is there
// from its opening, whenever it happened.
func (c *checker) causes(facts []*factRow) {
	known, sorts := map[string]*factRow{}, map[string]bool{}
	for _, f := range facts {
		if f.Kind == "answer" {
			continue
		}
		of := thing(f.ID)
		if known[of] == nil || f.row() {
			known[of] = f
		}
		sorts[sortOf(of)] = true
	}
	for _, f := range facts {
		if f.Kind == "answer" {
			continue
		}
		bad := func(format string, args ...any) {
			c.fault(Rule, truthFile, "fact "+f.ID+": "+format, args...)
		}
		if f.Saga == "" || f.Step == "" || f.Cause == "" {
			bad("tells saga %q, step %q and cause %q, want all three", f.Saga, f.Step, f.Cause)
			continue
		}
		cause := known[f.Cause]
		switch {
		case cause == nil && sorts[sortOf(f.Cause)]:
			bad("its cause %s is nothing that the truth speaks of", f.Cause)
		case cause != nil && f.row() && cause.row() && f.surface() != "case":
			at, known := c.records[f.Proof[0]]
			before, caused := c.records[cause.Proof[0]]
			if known && caused && at+slack(cause.surface(), f.surface()) < before {
				bad("happens at %s, before its cause %s at %s", instant{at, true}, f.Cause, instant{before, true})
			}
		}
	}
}

// row says whether a fact is about one record.
func (f *factRow) row() bool {
	return (f.Kind == "event" || f.Kind == "label" || f.Kind == "hop") && len(f.Proof) == 1
}

func (f *factRow) surface() string {
	name, _, _ := strings.Cut(f.Proof[0], "/")
	return name
}

// slack is how much sooner than a cause on the one surface its effect on the other may be noted.
func slack(cause, effect string) int64 {
	switch cause {
	case effect:
		return 0
	case "ledger":
		return blockWait
	default:
		return roundedTo
	}
}

// thing is what a fact is about: ids of facts about a row have a word before it.
func thing(id string) string {
	for _, word := range []string{"row:", "label:", "hop:"} {
		if rest, ok := strings.CutPrefix(id, word); ok && strings.Contains(rest, ":") {
			return rest
		}
	}
	return id
}

func sortOf(name string) string {
	sort, _, _ := strings.Cut(name, ":")
	return sort
}
