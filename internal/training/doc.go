// Package training is the vocabulary of the academy: the nouns, their rules and
// their errors. Every other room speaks these words; this one imports none of
// them.
//
// # People
//
// A [Site] is a country's installation; a [Team] at it is one National
// Interagency Team (NIT). A [Person] belongs to one site and holds roles there
// by [Membership]. A [Pilot] is twelve weeks of training at a site. Who asks is
// always written as a [Scope]: site, team, role, person. A scope reaches its own
// site and, where it names a team, its own team; what it cannot reach is
// [ErrNotFound], never "forbidden", so that nothing can be counted from outside.
//
// # Exercises
//
// A [Run] is one exercise opened for one team. Its [Clock] maps wall time to
// scenario time in straight pieces, exactly. An inject that has come due leaves
// an [InjectDelivery]; who has read it leaves a [Receipt]. What the team brings
// back is [Evidence] (append-only, hash-chained), [Finding] (superseded, never
// edited), [Decision] and a [ReportDraft]; handing in makes a [StoredSubmission]
// around the wire form [Submission]. A trainer's judgement is a [Mark]; what is
// published lies in the ledger as [ScoreEntry].
//
// # Units and forms
//
// Times are UTC, cut to the microsecond ([Instant]). Ids are made in Go
// ([NewID]) and are opaque, but sites and teams, which are slugs. Text that a
// person typed goes through [CleanText] or [CleanLine] once, at the edge, for
// both database engines alike.
package training
