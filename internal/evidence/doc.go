// Package evidence says what a capture is worth: whether the bytes that a team
// hands in are those that the range served to it or the desk handed to it
// (formats.md §5). It is pure: a file through io.ReaderAt, what was served through
// a [Log]; no store, no HTTP, no clock. Nothing is held in memory but a buffer,
// whatever the file's size.
//
//	item, err := evidence.Judge(file, size, evidence.Claim{…})
//
// An error means that the file cannot be taken at all: its type is not on the
// list of [Sniff], an archive is corrupt, or it breaks a limit of [Limits]. It is
// a training.ErrInvalid or training.ErrTooLarge whose words say what, where and
// what would be right. Otherwise there is a verdict, tried in this order:
//
//	served_to_other_team  the digest is in another team's log and not in the team's own
//	before_release        the claimed time of capture lies before the record was visible;
//	                      a time without seconds is the whole minute
//	verified_as_served    the digest is in the team's own log
//	derived               the item names its parent: a screenshot, OCR, a transcript, a working copy
//	altered               the digest is unknown, but its address was served to the team
//	not_ours              none of these
//
// A derived item that names its parent is derived even where its address was
// served: a screenshot of a page is no altered page. Without a parent it is
// altered or not_ours, and the explanation asks for the parent.
//
// The digest is SHA-256 of the decoded response body: of the file itself, or of
// each response record of a WARC or WACZ, with chunks joined and gzip or deflate
// undone. An archive is worth what its weakest part is worth. Parts that are
// empty or not of status 2xx count only where there are no others. A revisit is
// worth what the response is worth that it refers to. A tar archive of the desk is
// one file like another.
package evidence
