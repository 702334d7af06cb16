package classroom

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// Answers lists the caller's attempts at a course's questions, oldest first.
func (r *Room) Answers(ctx context.Context, sc training.Scope, course string) ([]training.ItemAnswer, error) {
	return r.store.Answers(ctx, sc, sc.Person, course)
}

// Progress lists what the caller has begun and finished of a course.
func (r *Room) Progress(ctx context.Context, sc training.Scope, course string) ([]training.LessonProgress, error) {
	return r.store.Progress(ctx, sc, sc.Person, course)
}

// OpenLesson notes that the caller has opened a lesson.
func (r *Room) OpenLesson(ctx context.Context, sc training.Scope, l *courses.Lesson) error {
	return r.store.InTx(ctx, func(tx *store.Tx) error { return tx.SaveProgress(ctx, sc, r.progress(sc, l)) })
}

// FinishLesson notes that the caller is through with a lesson.
func (r *Room) FinishLesson(ctx context.Context, sc training.Scope, l *courses.Lesson) error {
	p := r.progress(sc, l)
	p.Done = &p.Updated
	return r.store.InTx(ctx, func(tx *store.Tx) error { return tx.SaveProgress(ctx, sc, p) })
}

func (r *Room) progress(sc training.Scope, l *courses.Lesson) training.LessonProgress {
	now := training.Instant(r.now())
	return training.LessonProgress{Person: sc.Person, Course: l.Module.Course.ID, Module: l.Module.ID, Lesson: l.ID, Started: now, Updated: now}
}

// Answer keeps one attempt at a question and returns it. A repeated key returns
// what it gave the first time.
func (r *Room) Answer(ctx context.Context, sc training.Scope, q *courses.Question, given courses.Answer, key string) (training.ItemAnswer, error) {
	a, err := r.attempt(sc, q, given, key)
	if err != nil {
		return a, err
	}
	err = r.store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.SaveProgress(ctx, sc, r.progress(sc, q.Lesson)); err != nil {
			return err
		}
		kept, err := tx.AddAnswer(ctx, sc, a)
		if err == nil {
			a = kept
		}
		return err
	})
	return a, err
}

// AnswerAll keeps the answers of a quiz: all of them or none.
func (r *Room) AnswerAll(ctx context.Context, sc training.Scope, l *courses.Lesson, given map[*courses.Question]courses.Answer, key string) error {
	if key == "" {
		key = training.NewID[string]()
	}
	var attempts []training.ItemAnswer
	for _, q := range l.Questions { // in the lesson's order
		answer, ok := given[q]
		if !ok {
			return training.Invalid(q.ID, "is not answered", "an answer to every question")
		}
		a, err := r.attempt(sc, q, answer, key+"."+q.ID)
		if err != nil {
			return err
		}
		attempts = append(attempts, a)
	}
	return r.store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.SaveProgress(ctx, sc, r.progress(sc, l)); err != nil {
			return err
		}
		for _, a := range attempts {
			if _, err := tx.AddAnswer(ctx, sc, a); err != nil {
				return err
			}
		}
		return nil
	})
}

// attempt scores an answer as the question stands now and makes the row of it.
func (r *Room) attempt(sc training.Scope, q *courses.Question, given courses.Answer, key string) (training.ItemAnswer, error) {
	if len(key) > 100 {
		return training.ItemAnswer{}, training.Invalid("key", "is longer than 100 bytes", "the key of the form")
	}
	res, err := q.Score(given)
	if bad := (courses.AnswerError{}); errors.As(err, &bad) {
		return training.ItemAnswer{}, training.Invalid(bad.Field, bad.Msg, "")
	}
	if err != nil {
		return training.ItemAnswer{}, err
	}
	text, err := json.Marshal(given)
	if err != nil {
		return training.ItemAnswer{}, fmt.Errorf("answer to %s: %w", q.ID, err)
	}
	return training.ItemAnswer{
		Person: sc.Person, Course: q.Lesson.Module.Course.ID, Module: q.Lesson.Module.ID, Lesson: q.Lesson.ID, Item: q.ID,
		Answer: text, Correct: res.Correct, Key: key, At: r.now(),
	}, nil
}
