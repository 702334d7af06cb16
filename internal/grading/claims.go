package grading

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/osint-radar/academy/internal/training"
)

// Calibration says how well the team's words of likelihood fit what came true.
type Calibration struct {
	Brier        string    `json:"brier"`
	N            int       `json:"n"`
	Bias         string    `json:"bias"` // mean p less the share that was right; above 0 is overconfident
	FeedbackOnly bool      `json:"feedback_only,omitempty"`
	Table        []WordRow `json:"table"`
}

// WordRow is a line of the reliability table.
type WordRow struct {
	Word  string `json:"word"`
	P     string `json:"p"`
	N     int    `json:"n"`
	Right int    `json:"right"`
}

// enoughClaims is the number of claims below which calibration is feedback only.
const enoughClaims = 30

func (g *grader) calibration() *Calibration {
	var ps []*big.Rat
	var outcomes []bool
	rows := map[string]*WordRow{}
	for _, v := range g.verdicts {
		millis, ok := training.WordMillis(v.word)
		if !ok {
			continue
		}
		p := frac(int64(millis), 1000)
		hit := v.credit != nil && v.credit.Cmp(frac(1, 2)) >= 0
		ps, outcomes = append(ps, p), append(outcomes, hit)
		if rows[v.word] == nil {
			rows[v.word] = &WordRow{Word: v.word, P: three(p)}
		}
		rows[v.word].N++
		if hit {
			rows[v.word].Right++
		}
	}
	if len(ps) == 0 {
		return nil
	}
	bias := new(big.Rat)
	for i, p := range ps {
		bias = add(bias, p)
		if outcomes[i] {
			bias = sub(bias, frac(1, 1))
		}
	}
	out := &Calibration{
		Brier: three(Brier(ps, outcomes)), N: len(ps), Bias: three(over(bias, whole(len(ps)))),
		FeedbackOnly: len(ps) < enoughClaims, Table: []WordRow{},
	}
	for _, w := range training.Words() {
		if r := rows[w.Text]; r != nil {
			out.Table = append(out.Table, *r)
		}
	}
	g.because("calibration", "", "", "%d claims with a word; Brier %s, where 0 is best and 0.250 is always saying \"roughly even\"", out.N, out.Brier)
	return out
}

// Brier is the mean of (p - outcome)² (Brier 1950), 0 for no claims.
func Brier(p []*big.Rat, outcome []bool) *big.Rat {
	sum := new(big.Rat)
	for i := range p {
		d := p[i]
		if outcome[i] {
			d = sub(d, frac(1, 1))
		}
		sum = add(sum, mul(d, d))
	}
	return over(sum, whole(len(p)))
}

// Evidence says how far the correct findings can be shown.
type Evidence struct {
	Share   string `json:"share"`   // correct findings with verified evidence
	Credit  string `json:"credit"`  // the same, but one without earns half
	Correct int    `json:"correct"` // findings
	Shown   int    `json:"shown"`
	Items   int    `json:"items"`    // pieces of evidence handed in
	Genuine int    `json:"verified"` // of these, verified as served
}

func (g *grader) evidence() *Evidence {
	items := map[string]training.SubmissionEvidence{}
	out := &Evidence{Items: len(g.sub.Evidence)}
	for _, e := range g.sub.Evidence {
		items[e.ID] = e
		if e.Verdict == training.VerifiedAsServed {
			out.Genuine++
		}
	}
	for _, v := range g.verdicts {
		if !v.graded || v.fact == nil || v.credit == nil || v.credit.Sign() == 0 {
			continue
		}
		out.Correct++
		surfaces := surfacesOf(v.fact.Proof)
		shown, why := false, "cites no evidence"
		for _, id := range v.evidence {
			e := items[id]
			from := surfaceOf(e.Record)
			switch {
			case e.Verdict != training.VerifiedAsServed:
				why = fmt.Sprintf("%s is %s", id, e.Verdict)
			case from != "" && len(surfaces) > 0 && !slices.Contains(surfaces, from):
				why = fmt.Sprintf("%s comes from %s, but this shows in %s", id, from, strings.Join(surfaces, " and "))
			default:
				shown = true
			}
		}
		if shown {
			out.Shown++
			continue
		}
		g.because("evidence", v.finding, v.fact.ID, "right, but not shown: %s", why)
	}
	if out.Correct == 0 {
		return nil
	}
	out.Share = three(frac(int64(out.Shown), int64(out.Correct)))
	out.Credit = three(frac(int64(out.Shown+out.Correct), int64(2*out.Correct)))
	return out
}

// surfaceOf is the folder of a record's file: "microblog" of "microblog/statuses.jsonl#7".
func surfaceOf(record string) string {
	s, _, ok := strings.Cut(record, "/")
	if !ok {
		return ""
	}
	return s
}

func surfacesOf(records []string) []string {
	var out []string
	for _, r := range records {
		if s := surfaceOf(r); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return out
}
