// Package search finds pages of the handbook and lessons of the courses. The
// index is an SQLite FTS5 table in memory, built from what is loaded, so it is
// the same whatever database the site runs on.
//
// Text and queries are folded in Go (package glossary): accents, case and the
// Greek final sigma do not matter. A word that no text holds is corrected by at
// most two letters. A term in a partner's language, inflected or misspelt, is
// found in the glossary and searched for in English.
//
// Every document has an audience, and a search sees the documents of its viewer's
// audiences alone: hits, snippets and corrections. Keys, feedback and texts for
// trainers are never given to the index.
package search
