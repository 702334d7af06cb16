// Package solver is an analyst that works through scenario S1 with what a
// trainee has: the case file (CSV), and the range's protocols. It imports nothing
// of the simulator and knows no answer; every step is a rule that a person can
// explain. Its tests run the built program, solve both variants, and score what
// was found with "radar score". If a change to the world makes the case
// unsolvable, or to the scorer makes a solution worthless, they fail.
//
//	case/*.csv ─┐
//	Mastodon API, web pages, RDAP, DNS, Esplora, exiftool ─┴─> submission.json ──> radar score
package solver
