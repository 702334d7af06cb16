// Package handbook is what is looked up: the Handbook for Investigators and
// Analysts on Digital Smuggling as Book, Part and Page, read from Markdown.
//
// Content is embedded in the program; "--content DIR" reads DIR/handbook
// instead and follows changes of its files ([Open]). [Load] renders, cleans and
// compresses every page once and reports every fault as "file:line: message".
//
// Pages carry stable citation ids: HB-C.3.2 is page C.3.2 of part C, at
// /handbook/C/C.3.2, for ever. A number that has no page in this release is
// listed in book.yaml as reserved; it is shown in the contents and leads nowhere.
//
// # Folders
//
//	content/book.yaml
//	content/glossary.yaml
//	content/<part>/<id>-<slug>.md       content/K/K.1-first-48-hours.md
//	content/<part>/<id>-<slug>.ro.md    its Romanian translation
//	content/<part>/img/…                pictures
//
// # book.yaml
//
//	title: Handbook for Investigators and Analysts on Digital Smuggling
//	lang: en
//	licence: CC BY 4.0
//	parts:
//	  - id: A
//	    title: Orientation
//	    summary: Who this book is for and how to read it.
//	    reserved: [{id: A.6, title: …}]
//
// # Page
//
//	---
//	id: K.1
//	title: First 48 hours
//	lang: en
//	source_rev: 1              # as for lessons
//	kind: card                 # explain | procedure | checklist | form | reference | card
//	roles: [AN, IN, PR, LO]    # whom it is for; all when absent
//	summary: One sentence for lists and search.
//	updated: 2026-11-23
//	law_as_of: 2026-11-23      # wanted when the text carries a legal flag
//	legal_check: pending       # must be there when it carries [M] or [OPEN]
//	sources: ["…"]
//	---
//
// The body is the Markdown of package courses without questions, exercises and
// solutions. A card fits one side of A5 and has at most 260 words. Links:
// (HB-A.3), (m1-l2) for a lesson, https://….
package handbook
