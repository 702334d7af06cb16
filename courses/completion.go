package courses

// Progress is how far a person is with a lesson.
type Progress struct {
	Questions int
	Answered  int
	Points    float64 // reached, of the answered ones
	Possible  float64 // of all questions
	Done      bool
}

// Percent is the share of the possible points, 0 to 100; 100 where there is
// nothing to answer.
func (p Progress) Percent() float64 {
	if p.Possible == 0 {
		return 100
	}
	return 100 * p.Points / p.Possible
}

// Progress sums up a person's results by question id, the latest or the best of
// each as the caller decides. A lesson is done when it was opened and every
// question was answered, right or wrong; a quiz when, besides, the module's cut
// score is reached.
func (l *Lesson) Progress(opened bool, results map[string]Result) Progress {
	p := Progress{Questions: len(l.Questions)}
	for _, q := range l.Questions {
		p.Possible += q.Points
		if r, ok := results[q.ID]; ok {
			p.Answered++
			p.Points += r.Points
		}
	}
	p.Done = opened && p.Answered == p.Questions
	if l.Kind == "quiz" && p.Percent()+1e-9 < float64(l.Module.Cut) {
		p.Done = false
	}
	return p
}
