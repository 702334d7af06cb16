// Package page is what the areas of the site have in common: how a page is
// rendered, who looks at it, how a form comes in and goes back.
//
//	var week = page.Bind[Week](renderer, "learn/week") // at the start; a missing template stops it
//	return week.Render(c, 200, page.Meta{Title: "My week"}, Week{…})
//
// One file each: [Renderer] and [View] (templates, parsed once, rendered to a
// buffer before the status is sent), [Viewer] (who asks; set by the session),
// [Form] and [Field] (what was typed, and what is wrong with it), [Upload] (a
// file read as a stream), [Problem] (an error as a page or as JSON), [Finished]
// and [Cache] (pages for people without an account, compressed once), [Look]
// (colours and keys of a browser), [Cookies], [Twin] (a picture with its table).
//
// A page is a struct; its template sees it as .Page. Whatever a person may read
// is text there, never HTML, but for [template.HTML] made of the project's own
// Markdown and of pictures whose every text was escaped.
package page
