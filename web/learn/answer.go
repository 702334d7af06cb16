package learn

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// answer takes one answer of a lesson and leads back to its question.
func (a *Area) answer(c *fiber.Ctx) error {
	_, _, l, err := a.find(c)
	if err != nil {
		return err
	}
	q, err := question(l, c.FormValue("question"))
	if err != nil {
		return err
	}
	values := formValues(c)
	given, err := q.Read(values)
	if bad := (courses.AnswerError{}); errors.As(err, &bad) {
		return a.lessonPage(c, l, &refused{question: q.ID, fault: bad.Msg, field: bad.Field, typed: values})
	}
	if err != nil {
		return err
	}
	if _, err := a.room.Answer(c.UserContext(), page.ViewerOf(c).Scope, q, given, c.FormValue("key")); err != nil {
		return err
	}
	return c.Redirect(l.URL+"?answered="+q.ID+"#q-"+q.ID, fiber.StatusSeeOther)
}

// finish notes that the person is through with a lesson.
func (a *Area) finish(c *fiber.Ctx) error {
	_, m, l, err := a.find(c)
	if err != nil {
		return err
	}
	if err := a.room.FinishLesson(c.UserContext(), page.ViewerOf(c).Scope, l); err != nil {
		return err
	}
	to := m.URL()
	if l.Next != nil {
		to = l.Next.URL
	}
	return c.Redirect(to, fiber.StatusSeeOther)
}

func question(l *courses.Lesson, id string) (*courses.Question, error) {
	for _, q := range l.Questions {
		if q.ID == id {
			return q, nil
		}
	}
	return nil, training.Invalid("question", "is not one of this lesson", "the form of the page itself")
}

// formValues copies an urlencoded form, every value of every field.
func formValues(c *fiber.Ctx) map[string][]string {
	out := map[string][]string{}
	c.Request().PostArgs().VisitAll(func(k, v []byte) {
		out[string(k)] = append(out[string(k)], string(v))
	})
	return out
}
