package courses_test

import (
	"fmt"

	"github.com/osint-radar/academy/courses"
)

// The way a page is made: load once, draw parts, read and score an answer.
func Example() {
	fsys, _, err := courses.FS("") // the embedded courses
	if err != nil {
		panic(err)
	}
	lib, err := courses.Load(fsys, courses.Options{})
	if err != nil {
		panic(err)
	}
	lesson, _ := lib.Lesson("m1-l1")
	fmt.Println(lesson.URL)

	q := lesson.Questions[0]
	form := q.Form("attempt-17") // what a template draws; nothing of the key is in it
	key, _ := q.Key()
	answer, err := q.Read(map[string][]string{q.ID + ".choice": key.Choices})
	if err != nil {
		panic(err)
	}
	result, err := q.Score(answer)
	if err != nil {
		panic(err)
	}
	fmt.Println(form.Kind, len(form.Choices), "choices,", result.Points, "of", q.Points)
	// Output:
	// /courses/countering-digital-smuggling/m1/l1
	// single 3 choices, 1 of 1
}
