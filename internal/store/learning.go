package store

import (
	"bytes"
	"context"

	"github.com/osint-radar/academy/internal/training"
)

// SaveProgress notes that a lesson was begun, or is done. Progress only moves
// forward: a lesson once done stays done.
func (t *Tx) SaveProgress(ctx context.Context, sc training.Scope, p training.LessonProgress) error {
	if err := personal(sc, p.Person); err != nil {
		return err
	}
	p.Site = sc.Site
	added, err := t.insertOnce(ctx, "progress", p)
	if err != nil || added {
		return err
	}
	return t.change(ctx, "progress",
		"UPDATE progress SET done = COALESCE(done, ?), updated = ? WHERE site = ? AND person = ? AND course = ? AND module = ? AND lesson = ?",
		p.Done, p.Updated, p.Site, p.Person, p.Course, p.Module, p.Lesson)
}

// Progress lists what a person has begun of a course, by module and lesson.
func (q queries) Progress(ctx context.Context, sc training.Scope, person training.PersonID, course string) ([]training.LessonProgress, error) {
	if err := personal(sc, person); err != nil {
		return nil, err
	}
	return all[training.LessonProgress](ctx, q, "list progress",
		"SELECT "+columns[training.LessonProgress]()+" FROM progress WHERE site = ? AND person = ? AND course = ? ORDER BY module, lesson", sc.Site, person, course)
}

// AddAnswer appends an attempt at a question and returns it with its number. A
// repeated key returns the attempt that is there; the same key with another
// answer is [training.ErrConflict].
func (t *Tx) AddAnswer(ctx context.Context, sc training.Scope, a training.ItemAnswer) (training.ItemAnswer, error) {
	if err := personal(sc, a.Person); err != nil {
		return a, err
	}
	a.Site, a.At = sc.Site, training.Instant(a.At)
	if a.Key == "" {
		a.Key = training.NewID[string]()
	}
	// One attempt after the other: the person's row is held.
	if _, err := one[string](ctx, t.queries, "person", "SELECT id FROM persons WHERE site = ? AND id = ?"+t.d.lock, sc.Site, a.Person); err != nil {
		return a, err
	}
	same, err := all[training.ItemAnswer](ctx, t.queries, "look for the key",
		"SELECT "+columns[training.ItemAnswer]()+" FROM item_answers WHERE site = ? AND person = ? AND idem = ?", a.Site, a.Person, a.Key)
	if err != nil {
		return a, err
	}
	if len(same) > 0 {
		if same[0].Item != a.Item || same[0].Course != a.Course || !bytes.Equal(same[0].Answer, a.Answer) {
			return a, training.Conflict("the idempotency key was used for another answer")
		}
		return same[0], nil
	}
	a.Attempt, err = one[int](ctx, t.queries, "attempts",
		"SELECT COALESCE(MAX(attempt), 0) + 1 FROM item_answers WHERE site = ? AND person = ? AND course = ? AND item = ?", a.Site, a.Person, a.Course, a.Item)
	if err != nil {
		return a, err
	}
	return a, t.insert(ctx, "item_answers", a)
}

// Answers lists a person's attempts at a course's questions in the order in
// which they were made.
func (q queries) Answers(ctx context.Context, sc training.Scope, person training.PersonID, course string) ([]training.ItemAnswer, error) {
	if err := personal(sc, person); err != nil {
		return nil, err
	}
	return all[training.ItemAnswer](ctx, q, "list answers",
		"SELECT "+columns[training.ItemAnswer]()+" FROM item_answers WHERE site = ? AND person = ? AND course = ? ORDER BY at, item, attempt", sc.Site, person, course)
}
