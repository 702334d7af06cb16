package classroom

import (
	"context"

	"github.com/osint-radar/academy/internal/training"
)

// ProgressOf lists what a person within sight has begun and finished of a
// course, for trainers and authors of the site.
func (r *Room) ProgressOf(ctx context.Context, sc training.Scope, person training.PersonID, course string) ([]training.LessonProgress, error) {
	if err := r.sees(ctx, sc, person); err != nil {
		return nil, err
	}
	return r.store.Progress(ctx, sc, person, course)
}

// AnswersOf lists a person's attempts at a course's questions, oldest first, for
// trainers and authors of the site.
func (r *Room) AnswersOf(ctx context.Context, sc training.Scope, person training.PersonID, course string) ([]training.ItemAnswer, error) {
	if err := r.sees(ctx, sc, person); err != nil {
		return nil, err
	}
	return r.store.Answers(ctx, sc, person, course)
}

func (r *Room) sees(ctx context.Context, sc training.Scope, person training.PersonID) error {
	if sc.Role != training.Trainer && sc.Role != training.Author {
		return training.Forbidden("only trainers and authors see how far others are")
	}
	_, err := r.store.Person(ctx, sc, person)
	return err
}
