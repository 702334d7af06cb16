// Package e2e drives a real browser over the site. It is for tests alone.
//
//	b := e2e.Start(t, "http://127.0.0.1:41234")
//	b.Visit("/handbook", 200)             // goes there and checks the page
//	b.Fill("#f-email", "ana@example.test")
//	b.Press("form button", 200)           // clicks, waits for the next page, checks it
//
// Every page that [Browser.Visit], [Browser.Press] or [Browser.Check] sees must
// have the expected status, no console error, no violation of the content
// security policy, no request to another origin, no fault in axe-core's eyes in
// light and in dark, and no sideways scrolling at 320 CSS pixels. What fails is
// told with the page's address; the walk goes on.
//
// With RADAR_SHOTS=DIR in the environment each page is also photographed into
// DIR: NAME.light.png, NAME.dark.png, NAME.320.png.
//
// The package's own tests drive the built program, as "radar serve --demo
// --range" in a folder of its own, on SQLite and on PostgreSQL: the story of one
// exercise from sign-in to released truth, with the real tools in between; kills
// while a team hands in; a crawl for sealed strings as everybody; bad input into
// every field of every form; uploads that are too large or broken; a full disk; two
// programs behind one address; "make run" in a copy of the checkout. The demo is
// made once a test process; each test restores a backup of it.
//
// The browser is Debian's Chromium; a machine without it fails the test and is
// told how to install it. axe-core lies in testdata (MPL-2.0).
package e2e
