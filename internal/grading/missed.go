package grading

// Missed lists the facts, by id, that the team could have found by then and did
// not.
func (s Score) Missed() []string {
	var out []string
	if s.Components.Entities != nil {
		out = append(out, s.Components.Entities.FN...)
	}
	if s.Components.Links != nil {
		out = append(out, s.Components.Links.FN...)
	}
	if s.Components.Money != nil {
		out = append(out, s.Components.Money.FN...)
	}
	return out
}
