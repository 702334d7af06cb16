// Package grading scores a submission against the truth. It is pure: facts and
// bytes in, a [Score] out, the same bytes on every machine. It reads no file, no
// clock and no database, and every number is an exact fraction until it is
// printed with three places, half to even.
//
//	facts  ─┐
//	        ├─ Grade ── Score ── Encode ── the JSON of formats.md §4
//	wire   ─┘
//
// The site and "radar score" call the same [Grade], so an offline score equals
// the published one bit for bit. [Model] names the rules below; a change to any
// of them raises it.
//
// # Entities
//
// Identifiers are normalised by kind ([Normalise]). Findings of one type that
// share an identifier are one claim. A claim and a truth entity of the same type
// may match if they share a strong identifier (everything but a name or a place);
// what is left may match by name (NFKC, no diacritics, transliterated) or by
// place. Both steps are maximum-weight one-to-one assignments. Precision counts
// claims; recall weighs truth elements by difficulty (1–5).
//
// A claim that matches a lookalike (a fact with innocent set) is a false
// positive, and the lookalike is listed in innocents_named, which is never
// netted against anything. A claim with the role [RoleInnocent] is no
// accusation: where it matches a lookalike or nothing, it counts nowhere.
//
// # Links, aliases
//
// A link counts only between matched claims. The same predicate earns 1, a
// predicate with the same parent (operates, owns and administers: controls;
// pays and receives: transacts), or the parent itself, 1/2. "x receives y" is
// "y pays x". alias_of, same_image_as, same_text_as and transacts have no
// direction; all others do, and the wrong way round earns nothing. An alias
// finding is a link with the predicate alias_of. Aliases are also shown as
// clusters, by B-cubed, under entities.
//
// # Timeline, money
//
// Events without a subject tell where a planted row comes from. They are elements
// of nothing.
//
// An event claim is about a matched subject and has the truth's type; it earns 1
// within the tolerance and falls in a straight line to 0 at three tolerances. The
// object of an event fact is its time, with its tolerance after a slash where it
// is not an hour: "2026-02-03T10:00:00Z/15m0s". Order is Kendall's tau-b over the
// matched events. A hop earns 1 if the transaction and both wallets are right, 1/2
// if one of the two is right and the other not given. The predicate "cashes_out"
// marks a cash-out point and "ends" says that money cannot be traced further from
// its subject; they are hops of their own.
//
// # Labels, answers, source grading
//
// Labels: macro precision, recall and F1 over the labels that occur, Cohen's
// kappa over the records that both sides labelled, and the share of lawful
// records (L0, L1) labelled L3 or higher, which only RADAR-7 has. Answers: the mean of the automatic
// items, weighed by difficulty; see [Grade] and answers.go for each kind.
// Source grading: the mean over graded records of (source axis right + information
// axis right)/2; a grade fact is a label fact of type "grade" whose subject is the
// record, predicate the scheme and object the grade, such as "B2".
//
// # Evidence
//
// Over the correct findings (credit above 0) of kind entity, alias, link, event
// and hop: share is the fraction that cites at least one item which is
// verified_as_served and comes from a surface of the fact's proof. credit is the
// mean of 1 for those and 1/2 for a correct finding without such an item.
//
// # Calibration
//
// Over the claims with an estimative word: p is the word's midpoint, the outcome 1
// where the claim earned at least 1/2. brier is the mean of (p - outcome)²; bias is
// mean p minus the share that was right (above 0: overconfident). With fewer than 30
// claims it is feedback only.
//
// # Time
//
// A fact whose visible_from lies after the submission's scenario_time leaves
// recall; finding it all the same is not punished. A component without anything to
// find is absent, which is not zero. Where all of it lies in the future, nothing
// was missed and recall is 1.
//
// # Agreement and rubric
//
// [Kappa] and [Alpha] measure agreement of markers and labellers; [Rubric] is
// the rule by which an exercise is passed.
package grading
