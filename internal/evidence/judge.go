package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/osint-radar/academy/internal/training"
)

// Served is one artefact that left the range, or a file that the desk handed out.
type Served struct {
	Team     string
	Surface  string
	URL      string
	Record   string   // dataset record, the first where they are several; "" for none
	Records  []string // all of them, where they are several
	Scenario time.Time
	Since    time.Time // of a file of the desk: scenario time from which it could be had; zero: the range served it
}

// byDesk says whether the desk handed it out.
func (s Served) byDesk() bool { return !s.Since.IsZero() }

func (s Served) by() string {
	if s.byDesk() {
		return "desk"
	}
	return "range"
}

// Log answers what was served, to one team or to all others. Both functions
// return the rows oldest first, those of the range before those of the desk.
type Log struct {
	BySum func(sha256 string) []Served
	ByURL func(address string) []Served
}

// Parent is the item from which another was made.
type Parent struct {
	Ref     string // "e4"
	Verdict training.Verdict
}

// Claim is what a team says of a file, and what it is held against.
type Claim struct {
	Name        string    // file name
	SourceURL   string    // may be empty
	CapturedAt  time.Time // scenario time as the team states it, to the minute or finer; zero: not stated
	Parent      *Parent
	Own, Others Log
	VisibleFrom func(record string) (time.Time, bool) // scenario time from which a record is public
	Limits      Limits                                // zero: [DefaultLimits]
}

// Item is a judged file.
type Item struct {
	MediaType string
	SHA256    string // hex, of the file
	Bytes     int64
	Verdict   training.Verdict
	Detail    string // why, in plain words
	Surface   string
	Record    string
	Parts     []training.Part // of a WARC or WACZ
}

// Judge reads a file of the given size once and returns its verdict.
func Judge(file io.ReaderAt, size int64, c Claim) (Item, error) {
	if c.Limits == (Limits{}) {
		c.Limits = DefaultLimits()
	}
	item := Item{Bytes: size}
	if size == 0 {
		return item, training.Invalid("file", "is empty", "the captured page, picture or archive")
	}
	if size > c.Limits.File {
		return item, training.TooLarge("the file", bytesInWords(c.Limits.File))
	}
	kind, err := Sniff(file, size, c.Name)
	if err != nil {
		return item, err
	}
	item.MediaType = kind
	if item.SHA256, err = digest(io.NewSectionReader(file, 0, size)); err != nil {
		return item, fmt.Errorf("read file: %w", err)
	}
	switch kind {
	case typeWARC, typeWARCGzip:
		var parts []part
		if parts, err = readWARC(io.NewSectionReader(file, 0, size), kind == typeWARCGzip, &c.Limits); err == nil {
			c.judgeArchive(&item, parts)
		}
	case typeWACZ:
		var parts []part
		if parts, err = readWACZ(file, size, &c.Limits); err == nil {
			c.judgeArchive(&item, parts)
		}
	default:
		c.judgeOne(&item, item.SHA256, c.SourceURL)
	}
	return item, err
}

func digest(r io.Reader) (string, error) {
	h := sha256.New()
	_, err := io.Copy(h, r)
	return hex.EncodeToString(h.Sum(nil)), err
}

// judgeOne judges one body by its digest and address.
func (c Claim) judgeOne(item *Item, sum, address string) {
	own := c.Own.BySum(sum)
	others := c.Others.BySum(sum)
	var known []Served // what the item seems to be a copy of
	if address != "" {
		known = c.Own.ByURL(address)
	}
	if len(own) > 0 {
		known = own
	}
	pick := func(s Served) { item.Surface, item.Record = s.Surface, s.Record }
	release, early := c.early(known)
	switch {
	case len(own) == 0 && len(others) > 0:
		pick(others[0])
		item.Verdict = training.ServedToOtherTeam
		item.Detail = "These bytes were served to another team and never to yours. Every team has a dataset of its own: capture the page yourself, from your own range address, or fetch the file from your own desk."
	case early:
		pick(known[0])
		item.Verdict = training.BeforeRelease
		was := "was not public"
		if known[0].byDesk() {
			was = "was not at your desk"
		}
		item.Detail = fmt.Sprintf("You state that you captured it at %s, but it %s before %s (scenario time). Check the time of capture.", stamp(c.CapturedAt), was, stamp(release))
	case len(own) > 0:
		best := own[0]
		if i := slices.IndexFunc(own, func(s Served) bool { return s.URL == address }); i >= 0 {
			best = own[i]
		}
		pick(best)
		item.Verdict = training.VerifiedAsServed
		item.Detail = fmt.Sprintf("These bytes are exactly what the %s served to your team: %s, first at %s (scenario time).", best.by(), best.URL, stamp(own[0].Scenario))
	case c.Parent != nil:
		item.Verdict = training.Derived
		item.Detail = fmt.Sprintf("It was made from %s, whose verdict is %s. A derived item proves nothing by itself: keep it with its parent.", c.Parent.Ref, c.Parent.Verdict)
	case len(known) > 0:
		last := known[len(known)-1]
		pick(last)
		item.Verdict = training.Altered
		item.Detail = fmt.Sprintf("The range served %s to your team, but not these bytes. Saving a page from a browser, editing or converting a file changes it: capture it again (wget --warc-file), or name the item it was made from.", known[0].URL)
		if last.byDesk() {
			item.Detail = fmt.Sprintf("The desk served %s to your team, but not these bytes. Opening a file in a spreadsheet and saving it again changes it: hand it in as it was downloaded, or name the item it was made from.", last.URL)
		}
	default:
		item.Verdict = training.NotOurs
		item.Detail = "Neither the range nor the desk served these bytes, or the address you give, to your team. If it is a screenshot or a transcript, name the item it was made from."
	}
}

// early says whether the claimed capture lies wholly before everything that it
// could be a copy of was public, and when the first of that was.
func (c Claim) early(rows []Served) (release time.Time, early bool) {
	if c.CapturedAt.IsZero() {
		return release, false
	}
	for _, s := range rows {
		last := c.public(s)
		if last.IsZero() || c.captureEnd().After(last) {
			return release, false
		}
		if release.IsZero() || last.Before(release) {
			release = last
		}
	}
	return release, !release.IsZero()
}

// public is the scenario time from which an artefact could be had; zero where
// nothing says it. A page of several records is public when the last of them is.
func (c Claim) public(s Served) time.Time {
	if s.byDesk() || c.VisibleFrom == nil {
		return s.Since
	}
	records := s.Records
	if len(records) == 0 {
		records = []string{s.Record}
	}
	var last time.Time
	for _, r := range records {
		if from, ok := c.VisibleFrom(r); ok && from.After(last) {
			last = from
		}
	}
	return last
}

// captureEnd is the first moment after the capture as the team states it. A time
// stands for all that its last stated digit leaves open: people and the
// datetime-local field of a browser write minutes, tools seconds, records have
// milliseconds, and a post is as often captured within its own minute as not.
func (c Claim) captureEnd() time.Time {
	for _, unit := range []time.Duration{time.Minute, time.Second, time.Millisecond, time.Microsecond} {
		if c.CapturedAt.Equal(c.CapturedAt.Truncate(unit)) {
			return c.CapturedAt.Add(unit)
		}
	}
	return c.CapturedAt.Add(1)
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }

// severity orders the verdicts of parts: the weakest makes the archive's.
var severity = []training.Verdict{
	training.ServedToOtherTeam, training.BeforeRelease, training.Altered, training.NotOurs, training.Derived, training.VerifiedAsServed,
}

// judgeArchive judges each response of an archive.
func (c Claim) judgeArchive(item *Item, parts []part) {
	if len(parts) == 0 {
		item.Verdict = training.NotOurs
		item.Detail = "The archive holds no response record, so there is nothing in it that the range could have served."
		return
	}
	byPart := c
	byPart.Parent = nil // a part of an archive is no working copy
	details := make([]string, len(parts))
	verified := map[string]bool{}
	worst, main := -1, -1
	for i, p := range parts {
		var one Item
		byPart.judgeOne(&one, p.sum, p.url)
		details[i] = one.Detail
		item.Parts = append(item.Parts, training.Part{
			URL: p.url, SHA256: p.sum, Bytes: p.bytes, Verdict: one.Verdict, Surface: one.Surface, Record: one.Record,
		})
		verified[string(one.Verdict)] = true
	}
	counts := func(i int) bool { return parts[i].bytes > 0 && parts[i].status/100 == 2 }
	some := slices.ContainsFunc(index(parts), counts)
	for i, p := range item.Parts {
		if some && !counts(i) {
			continue
		}
		if worst < 0 || slices.Index(severity, p.Verdict) < slices.Index(severity, item.Parts[worst].Verdict) {
			worst = i
		}
		if main < 0 || parts[main].url != c.SourceURL && parts[i].url == c.SourceURL || item.Parts[main].Record == "" && p.Record != "" && parts[main].url != c.SourceURL {
			main = i
		}
	}
	item.Verdict = item.Parts[worst].Verdict
	item.Surface, item.Record = item.Parts[main].Surface, item.Parts[main].Record
	good := 0
	for _, p := range item.Parts {
		if p.Verdict == training.VerifiedAsServed {
			good++
		}
	}
	item.Detail = fmt.Sprintf("%d of %d responses in this archive are exactly as served.", good, len(parts))
	if item.Verdict != training.VerifiedAsServed {
		item.Detail += fmt.Sprintf(" The weakest is %s: %s", parts[worst].url, details[worst])
	}
}

func index(parts []part) []int {
	out := make([]int, len(parts))
	for i := range out {
		out[i] = i
	}
	return out
}
