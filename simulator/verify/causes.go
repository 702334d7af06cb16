package verify

import "strings"

// causes wants every fact but an answer to tell its saga, step and cause; the
// cause to be something that the truth speaks of, if it speaks of that sort at
// all (what nothing shows, like an agreement, is no fact); and of two rows of one
// surface the effect to be public no sooner than its cause.
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
		case cause != nil && f.row() && cause.row() && surfaceOf(f) == surfaceOf(cause) && f.VisibleFrom.before(cause.VisibleFrom):
			bad("happens at %s, before its cause %s at %s", f.VisibleFrom, f.Cause, cause.VisibleFrom)
		}
	}
}

// row says whether a fact is about one record.
func (f *factRow) row() bool {
	return (f.Kind == "event" || f.Kind == "label" || f.Kind == "hop") && len(f.Proof) == 1
}

func surfaceOf(f *factRow) string {
	name, _, _ := strings.Cut(f.Proof[0], "/")
	return name
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
