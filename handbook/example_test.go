package handbook_test

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/handbook"
)

// The way a page is served: load once, find by citation id, send the compressed body.
func Example() {
	fsys, _, err := handbook.FS("") // the embedded handbook
	if err != nil {
		panic(err)
	}
	book, err := handbook.Load(fsys, handbook.Options{Lesson: func(id string) (string, bool) { return "/courses/c/" + id, true }})
	if err != nil {
		panic(err)
	}
	page, _ := book.Page("HB-A.3")
	_, encoding := page.Body.Pick("gzip, br")
	fmt.Println(page.URL, page.Kind, encoding)
	fmt.Println("next:", page.Next.Cite)
	if b := page.Banner(time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)); b != nil {
		fmt.Println(b.Title)
	}
	// Output:
	// /handbook/A/A.3 reference br
	// next: HB-A.4
	// Legal check pending
}
