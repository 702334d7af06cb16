// Package courses is what is taught: Course, Module, Lesson, Question and
// Exercise, read from Markdown and YAML, and the scoring of every question.
//
// Content is embedded in the program; "radar serve --content DIR" reads
// DIR/courses instead and follows changes of its files ([Open]). [Load] turns a
// folder into a [Library]: bodies are rendered, cleaned and compressed once,
// then, and every fault is a line "file:line: message" ([markdown.ContentError]).
// Keys of questions and texts for trainers live in unexported fields, so no
// template and no JSON encoder can reach them.
//
// # Folders
//
//	content/<course>/course.yaml
//	content/<course>/NN-<module>/module.yaml
//	content/<course>/NN-<module>/NN-<slug>.md        a lesson, in the course's language
//	content/<course>/NN-<module>/NN-<slug>.ro.md     its Romanian translation
//	content/<course>/NN-<module>/img/…               pictures (svg png jpg gif webp)
//
// NN gives the order. Ids, not file names, are what everything else refers to;
// they never change and are the same in every translation.
//
// # course.yaml
//
//	id: countering-digital-smuggling   # the slug in the URL
//	title: Countering Digital Smuggling
//	lang: en                           # language of the source texts
//	summary: One sentence for the catalogue.
//	hours: 120
//	licence: CC BY 4.0
//	law_as_of: 2026-11-23
//	modules: [m1]                      # those of this release, in order; each has a folder
//	reserved:                          # announced, not yet there
//	  - {id: m2, title: Practical skills in accessing closed- and encrypted platforms}
//
// # module.yaml
//
//	id: m1
//	title: An introduction to monitoring …
//	purpose: Why the module exists, in a sentence or two.
//	roles: [AN, IN, PR, LO, TR]
//	hours: {self: 6, live: 4, range: 4, assessment: 2}
//	eqf: "5-6"
//	law_as_of: 2026-11-23
//	legal_check: pending               # needed when a text of this file carries [M] or [OPEN]
//	cut: 70                            # percent of the quiz's points that pass
//	outcomes:                          # each must be taught by a lesson and assessed by a question or an exercise
//	  - {id: LO1.1, text: Distinguish …, bloom: Analyse, eqf: "5", assessed_by: [MAT, DEC], sqf_ref: ""}
//	blueprint:                         # optional; the linter counts the questions against it
//	  - {lo: LO1.1, items: {match: 2, decision: 2}}
//	key_terms: [DaaS, facilitation]    # head-words of the glossary, each used in a lesson
//	misconceptions: ["It is public, so anything goes."]
//	sources: ["FATF (2022), Money Laundering and Terrorist Financing Risks Arising from Migrant Smuggling [V2]"]
//	practical: m1-e1                   # the exercise that closes the module
//	rubric:                            # criteria of the module's practical, weights sum to 100
//	  - {criterion: C1, weight: 15}
//
// # Lesson
//
//	---
//	id: m1-l3                # <module>-<last part>; the last part is the URL: /courses/<course>/m1/l3
//	title: The intelligence cycle for a NIT
//	lang: en
//	source_rev: 2            # source text: its revision; translation: the revision it was made from
//	kind: lesson             # or quiz (the module's scored form); lesson when absent
//	summary: One sentence for lists and search.
//	minutes: 35
//	outcomes: [LO1.3]
//	requires: [m1-l2]        # lessons to finish first
//	mode: self               # self | live | f2f | range
//	track: core              # core | AN | IN | PR | LO | TR; a list is accepted
//	law_as_of: 2026-11-23
//	legal_check: pending     # must be there when the text carries an uncleared [M] or [OPEN]
//	sources: ["…"]           # shown at the foot; may carry flags
//	---
//	Body in Markdown (CommonMark with tables and strike-through; no raw HTML).
//
// A lesson for self-study opens with a case that went wrong, which can be read in
// sixty seconds (:::callout{type=case}), and has the headings Activate (two
// questions), Show, Try (a question or more), Apply and Transfer in this order;
// others may stand between them. "radar check" holds English texts to it.
//
// Links go to other content by id: [text](m1-l2), [text](m1-l2#heading),
// [text](HB-K.2). External links are https. Pictures are relative files and need
// alternative text. Confidence flags stand in square brackets behind the
// statement: [V] [V2] [M] [D] [OPEN], with a note if wanted: [V2: EP question
// O-000065/2018]. In `code` they are left alone.
//
// # Blocks
//
// A block opens with three or more colons and a name, and closes with a line
// of exactly as many colons; an outer block takes more colons than an inner
// one. Colons inside a code fence never close anything. Questions, exercises
// and solutions stand at the top level of the page.
//
//	:::callout{type=legal jurisdiction=IT law_as_of=2026-11-23}
//	type is legal, safety, case (a case that went wrong), note, tip, warning or important.
//	:::
//
// "> [!NOTE]" (TIP, IMPORTANT, WARNING, CAUTION, LEGAL, SAFETY, CASE) does the same.
//
//	:::question{#m1-q07 type=multi points=2 lo=LO1.2 shuffle}
//	The stem: any Markdown but lists of the answer's form.
//	- [x] Capture with hash and time {w=50}
//	  > Feedback for whoever picks this option.
//	- [ ] Screenshot only
//	  > No provenance.
//	? First hint. A second "?" line is the second hint.
//	! General feedback, shown after every answer.
//	:::
//
// points is 1 when absent; shuffle shows options in an order drawn from the
// trainee's attempt; ordering and matching are always shuffled. w is a
// percentage, and one of those that Moodle accepts (100 90 83.33333 80 75 70
// 66.66667 60 50 40 33.33333 30 25 20 16.66667 14.28571 12.5 11.11111 10 5,
// each also negative, and 0). Without any w the right options share 100 and
// each wrong one of a multi costs as much as a right one gives.
//
//	type=single    1. [x] right        1. [ ] wrong            one choice
//	type=multi     - [x] right         - [ ] wrong             several choices, partial credit, never below 0
//	type=order     1. first  2. second …                       in the right order; credit by pairs (Kendall), never below 0
//	type=match     - left -> right     - -> right for none     credit by pair
//	type=number    = 42 ±1             = 42 ±5% {w=50}         dot or comma, spaces between thousands
//	type=text      = accepted form     = wrong form {w=0}      case, accents and spaces do not matter
//	type=flag      = 9f86d081…                                 a hash or identifier found in evidence
//	type=hotspot   = 45.65, 13.77 r=25km                       a point on the map, great-circle distance
//	type=label     - [L3] text of an item                      with labels=L0,L1,L3 positive=L3; F1 of the positive labels
//	type=decision  1. [x] what to do   - [x] its legal basis   and a reason in words, kept and not scored
//	type=report    (no key)                                    marked by rubric=NAME; essay is the same
//
// Each answer of a single, multi or decision needs its feedback, and every other
// scored question a general one: nobody is told "wrong" without a reason.
//
// A decision's choice counts 60 %, its legal basis 40 % (basis=40 changes
// it); the reason is required (min=20 characters) and never machine-scored. An
// indented "> …" under any answer line is its feedback.
//
//	:::exercise{#m1-e1 scenario=blue-lantern rubric=module lo=LO1.2,LO1.5 submit=findings,report minutes=240}
//	What the team gets, does and hands in.
//	:::
//	:::solution{for=m1-e1 audience=trainer}
//	Never reaches a trainee's page, a search or a package.
//	:::
//
// A solution without audience=trainer is refused.
package courses
