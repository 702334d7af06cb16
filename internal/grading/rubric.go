package grading

import (
	"fmt"
	"math/big"
)

// Judgement is a marker's level for one criterion of a rubric.
type Judgement struct {
	Criterion string
	Weight    int  // per cent or any other unit
	Level     int  // 0 not shown, 1 developing, 2 competent, 3 proficient
	Marked    bool // an absent mark is not a zero
}

// RubricResult is what a rubric says of a submission.
type RubricResult struct {
	Mean    string   `json:"mean"` // weighted, three places; "" while a mark is missing
	Passed  bool     `json:"passed"`
	Reasons []string `json:"reasons"` // why it is not passed, or not yet
}

// Rubric applies the pass rule: every criterion marked, none at level 0, a weighted
// mean of at least 2, and no critical fail. Criteria of weight 0 must be above 0 too.
func Rubric(marks []Judgement, criticalFails []string) RubricResult {
	r := RubricResult{Reasons: []string{}}
	sum, weights, complete := new(big.Rat), new(big.Rat), len(marks) > 0
	if !complete {
		r.Reasons = append(r.Reasons, "nothing is marked yet")
	}
	for _, m := range marks {
		if !m.Marked {
			complete = false
			r.Reasons = append(r.Reasons, m.Criterion+" is not marked yet")
			continue
		}
		sum = add(sum, frac(int64(m.Weight)*int64(m.Level), 1))
		weights = add(weights, frac(int64(m.Weight), 1))
		if m.Level == 0 {
			r.Reasons = append(r.Reasons, m.Criterion+" is at level 0")
		}
	}
	if complete {
		mean := over(sum, weights)
		r.Mean = three(mean)
		if mean.Cmp(frac(2, 1)) < 0 {
			r.Reasons = append(r.Reasons, fmt.Sprintf("the weighted mean is %s, below 2", r.Mean))
		}
	}
	for _, f := range criticalFails {
		r.Reasons = append(r.Reasons, "critical fail "+f)
	}
	r.Passed = complete && len(r.Reasons) == 0
	return r
}
