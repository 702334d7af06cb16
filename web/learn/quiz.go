package learn

import (
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Quiz is a module's quiz: all questions in one form, then the result with reasons.
type Quiz struct {
	Lesson *courses.Lesson
	Closed string
	Items  []*Item
	Result *QuizResult
	Form   page.Form
	Post   string
	Key    string
	Cut    int
	Pager  page.Pager
}

// QuizResult is what the last try came to.
type QuizResult struct {
	Passed     bool
	Percent    int
	Points, Of string
	Cut        int
	Attempt    int
	At         time.Time
	Pending    string
}

func (a *Area) showQuiz(c *fiber.Ctx, l *courses.Lesson, no []refused) error {
	v := page.ViewerOf(c)
	data := Quiz{Lesson: l, Post: l.URL + "/quiz", Cut: l.Module.Cut, Pager: lessonPager(l)}
	if !mayAnswer(v) {
		data.Closed = "The quiz is for people with an account: sign in to take it."
		return a.quiz.Render(c, fiber.StatusOK, lessonMeta(l), data)
	}
	did, err := a.record(c, l.Module.Course)
	if err != nil {
		return err
	}
	taken := no == nil && c.Query("again") == "" && len(l.Questions) > 0
	for _, q := range l.Questions {
		_, answered := did.last[q.ID]
		taken = taken && answered
	}
	for n, q := range l.Questions {
		i := &Item{Number: n + 1, Form: q.Form(string(v.Scope.Person)), CSRF: v.CSRF}
		for _, r := range no {
			i.typed = r.typed
			if r.question == q.ID {
				i.Fault = r.fault
				data.Form.Wrong(q.ID, fmt.Sprintf("Question %d: %s", n+1, r.fault))
			}
		}
		if taken {
			if _, ok := i.show(q, did.last[q.ID]); !ok {
				taken = false // the question changed since: the quiz is open again
			}
		}
		data.Items = append(data.Items, i)
	}
	if taken {
		data.Result = quizResult(l, did)
	} else {
		data.Key = training.NewID[string]()
		for _, i := range data.Items {
			i.Answered = false
		}
	}
	return a.quiz.Render(c, data.Form.Status(), lessonMeta(l), data)
}

func quizResult(l *courses.Lesson, did *record) *QuizResult {
	rs := results(l, did.last)
	p := l.Progress(true, rs)
	out := &QuizResult{
		Passed: p.Done, Percent: int(math.Floor(p.Percent() + 1e-9)), Cut: l.Module.Cut,
		Points: points(math.Round(p.Points*100) / 100), Of: points(p.Possible),
	}
	for _, q := range l.Questions {
		last := did.last[q.ID]
		out.Attempt = max(out.Attempt, last.Attempt)
		if last.At.After(out.At) {
			out.At = last.At
		}
		if rs[q.ID].Pending {
			out.Pending = "Reasons and texts are kept with your answers. The points come from your choices alone."
		}
	}
	return out
}

// handIn takes the whole quiz at once: all answers are kept, or none.
func (a *Area) handIn(c *fiber.Ctx) error {
	_, _, l, err := a.find(c)
	if err != nil {
		return err
	}
	if l.Kind != "quiz" {
		return training.NotFound("quiz")
	}
	values := formValues(c)
	var no []refused
	given := map[*courses.Question]courses.Answer{}
	for _, q := range l.Questions {
		answer, err := q.Read(values)
		if bad := (courses.AnswerError{}); errors.As(err, &bad) {
			no = append(no, refused{question: q.ID, fault: bad.Msg, field: bad.Field, typed: values})
			continue
		}
		if err != nil {
			return err
		}
		given[q] = answer
	}
	if len(no) > 0 {
		return a.showQuiz(c, l, no)
	}
	if err := a.room.AnswerAll(c.UserContext(), page.ViewerOf(c).Scope, l, given, c.FormValue("key")); err != nil {
		return err
	}
	return c.Redirect(l.URL+"#result", fiber.StatusSeeOther)
}
