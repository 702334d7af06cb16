package verify

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const (
	accountsFile   = "microblog/accounts.jsonl"
	statusesFile   = "microblog/statuses.jsonl"
	followsFile    = "microblog/follows.jsonl"
	favouritesFile = "microblog/favourites.jsonl"
	mediaFile      = "microblog/media.jsonl"
)

type accountRow struct {
	ID          string      `json:"id"`
	Handle      string      `json:"handle"`
	DisplayName string      `json:"display_name"`
	Bio         string      `json:"bio"`
	Lang        string      `json:"lang"`
	CreatedAt   instant     `json:"created_at"`
	Avatar      string      `json:"avatar"`
	Bot         bool        `json:"bot"`
	Fields      []fieldRow  `json:"fields"`
	Changes     []changeRow `json:"changes"`
	SuspendedAt instant     `json:"suspended_at"`
	MovedTo     string      `json:"moved_to"`
	MovedAt     instant     `json:"moved_at"`
}

type fieldRow struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type changeRow struct {
	At          instant    `json:"at"`
	DisplayName string     `json:"display_name"`
	Bio         string     `json:"bio"`
	Fields      []fieldRow `json:"fields"`
}

type statusRow struct {
	ID        string   `json:"id"`
	AccountID string   `json:"account_id"`
	CreatedAt instant  `json:"created_at"`
	Text      string   `json:"text"`
	Lang      string   `json:"lang"`
	Media     []string `json:"media"`
	Tags      []string `json:"tags"`
	Mentions  []string `json:"mentions"`
	InReplyTo string   `json:"in_reply_to"`
	BoostOf   string   `json:"boost_of"`
	Sensitive bool     `json:"sensitive"`
	Spoiler   string   `json:"spoiler"`
	DeletedAt instant  `json:"deleted_at"`
}

type followRow struct {
	AccountID string  `json:"account_id"`
	TargetID  string  `json:"target_id"`
	CreatedAt instant `json:"created_at"`
}

type favouriteRow struct {
	AccountID string  `json:"account_id"`
	StatusID  string  `json:"status_id"`
	CreatedAt instant `json:"created_at"`
}

type mediaRow struct {
	ID          string  `json:"id"`
	File        string  `json:"file"`
	MIME        string  `json:"mime"`
	Width       int     `json:"width"`
	Height      int     `json:"height"`
	Bytes       int64   `json:"bytes"`
	SHA256      string  `json:"sha256"`
	Description string  `json:"description"`
	VisibleFrom instant `json:"visible_from"`
}

// microblog is what later checks need of Chatterly.
type microblog struct {
	accounts map[string]*accountRow
	statuses map[string]*statusRow
	media    map[string]*mediaRow
	order    []string // status ids as they stand
}

var (
	decimal  = regexp.MustCompile(`^[1-9][0-9]{0,18}$`)
	handleIs = regexp.MustCompile(`^[a-z0-9_]{1,64}$`)
)

// rising checks that ids are decimal and come in rising order.
func (c *checker) rising(path, id string, last *uint64) {
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil || !decimal.MatchString(id) {
		c.fault(Rule, path, "id %q is no decimal number", id)
		return
	}
	if n <= *last {
		c.fault(Rule, path, "id %s does not come after %d", id, *last)
	}
	*last = n
}

func (c *checker) readMicroblog() {
	if !c.whole("microblog") {
		return
	}
	b := &microblog{accounts: map[string]*accountRow{}, statuses: map[string]*statusRow{}, media: map[string]*mediaRow{}}
	var last uint64
	handles := map[string]bool{}
	rows(c, accountsFile, func(_ int, a *accountRow) {
		c.rising(accountsFile, a.ID, &last)
		if !handleIs.MatchString(a.Handle) || handles[a.Handle] {
			c.fault(Rule, accountsFile, "%s: handle %q is not of lower-case letters, digits and _, or is there twice", a.ID, a.Handle)
		}
		handles[a.Handle] = true
		b.accounts[a.ID] = a
		c.record(accountsFile, a.ID, a.CreatedAt.ms)
	})
	last = 0
	rows(c, mediaFile, func(_ int, m *mediaRow) {
		c.rising(mediaFile, m.ID, &last)
		b.media[m.ID] = m
		c.record(mediaFile, m.ID, m.VisibleFrom.ms)
	})
	last = 0
	rows(c, statusesFile, func(_ int, s *statusRow) {
		c.rising(statusesFile, s.ID, &last)
		b.statuses[s.ID] = s
		b.order = append(b.order, s.ID)
		c.record(statusesFile, s.ID, s.CreatedAt.ms)
	})
	c.blog = b
	c.checkAccounts()
	c.checkStatuses()
	c.checkMedia()
	c.checkFollows()
	c.checkFavourites()
}

func (c *checker) checkAccounts() {
	for _, id := range sortedKeys(c.blog.accounts) {
		a := c.blog.accounts[id]
		bad := func(format string, args ...any) {
			c.fault(Rule, accountsFile, id+": "+format, args...)
		}
		c.within(accountsFile, id, "created_at", a.CreatedAt, true)
		at := a.CreatedAt
		for _, ch := range a.Changes {
			if !ch.At.set || ch.At.before(at) {
				bad("a change of the profile at %s comes before %s", ch.At, at)
			}
			at = ch.At
			c.within(accountsFile, id, "a change", ch.At, true)
		}
		if a.SuspendedAt.set && !a.CreatedAt.before(a.SuspendedAt) {
			bad("is suspended at %s, before it is made", a.SuspendedAt)
		}
		if a.MovedTo != "" && (c.blog.accounts[a.MovedTo] == nil || !a.MovedAt.set || a.MovedAt.before(c.blog.accounts[a.MovedTo].CreatedAt)) {
			bad("moves to %s at %s, which is not there then", a.MovedTo, a.MovedAt)
		}
		if a.Avatar != "" && c.blog.media[a.Avatar] == nil {
			bad("avatar %s is no media", a.Avatar)
		}
	}
}

func (c *checker) checkStatuses() {
	for _, id := range c.blog.order {
		s := c.blog.statuses[id]
		bad := func(format string, args ...any) {
			c.fault(Rule, statusesFile, id+": "+format, args...)
		}
		c.within(statusesFile, id, "created_at", s.CreatedAt, false)
		if n, err := strconv.ParseInt(id, 10, 64); err == nil && n>>16 != s.CreatedAt.ms {
			bad("the id speaks of another time than created_at %s", s.CreatedAt)
		}
		a := c.blog.accounts[s.AccountID]
		switch {
		case a == nil:
			bad("account %s is not there", s.AccountID)
		case s.CreatedAt.before(a.CreatedAt):
			bad("was written at %s, before its account was made", s.CreatedAt)
		case a.SuspendedAt.set && !s.CreatedAt.before(a.SuspendedAt):
			bad("was written at %s, after its account was suspended", s.CreatedAt)
		}
		if s.DeletedAt.set && !s.CreatedAt.before(s.DeletedAt) {
			bad("was deleted at %s, before it was written", s.DeletedAt)
		}
		c.checkCauses(s, bad)
		for _, m := range s.Media {
			switch row := c.blog.media[m]; {
			case row == nil:
				bad("media %s is not there", m)
			case s.CreatedAt.before(row.VisibleFrom):
				bad("shows media %s before it is visible", m)
			}
		}
		for _, m := range s.Mentions {
			switch to := c.blog.accounts[m]; {
			case to == nil:
				bad("mentions account %s, which is not there", m)
			case s.CreatedAt.before(to.CreatedAt):
				bad("mentions account %s before it was made", m)
			case !strings.Contains(strings.ToLower(s.Text), "@"+to.Handle):
				bad("mentions account %s, but not in its text", m)
			}
		}
		for _, t := range s.Tags {
			if t != strings.ToLower(t) || !strings.Contains(strings.ToLower(s.Text), "#"+t) {
				bad("tag %q is not in its text", t)
			}
		}
	}
}

// checkCauses holds a reply or boost against what it answers.
func (c *checker) checkCauses(s *statusRow, bad func(string, ...any)) {
	for what, id := range map[string]string{"replies to": s.InReplyTo, "boosts": s.BoostOf} {
		if id == "" {
			continue
		}
		switch to := c.blog.statuses[id]; {
		case to == nil:
			bad("%s %s, which is not there", what, id)
		case !to.CreatedAt.before(s.CreatedAt):
			bad("%s %s before that was written", what, id)
		case to.DeletedAt.set && !s.CreatedAt.before(to.DeletedAt):
			bad("%s %s after that was deleted", what, id)
		}
	}
	if s.BoostOf != "" && (s.Text != "" || len(s.Media) > 0) {
		bad("is a boost with words or pictures of its own")
	}
}

func (c *checker) checkMedia() {
	used := map[string]bool{}
	for _, s := range c.blog.statuses {
		for _, m := range s.Media {
			used[m] = true
		}
	}
	for _, a := range c.blog.accounts {
		used[a.Avatar] = true
	}
	files := map[string]bool{}
	for _, id := range sortedKeys(c.blog.media) {
		m := c.blog.media[id]
		c.within(mediaFile, id, "visible_from", m.VisibleFrom, true)
		if !used[id] {
			c.fault(Rule, mediaFile, "%s: nobody shows it", id)
		}
		files[m.File] = true
		f := c.listed[m.File]
		if f == nil {
			c.fault(Rule, mediaFile, "%s: file %s is not in the dataset", id, m.File)
			continue
		}
		if f.Bytes != m.Bytes || f.SHA256 != m.SHA256 {
			c.fault(Rule, mediaFile, "%s: bytes or sha256 are not those of %s", id, m.File)
		}
		c.checkJPEG(m.File, m.MIME, m.Width, m.Height)
	}
	for _, f := range c.bodies("microblog", accountsFile, statusesFile, followsFile, favouritesFile, mediaFile) {
		if !files[f.Path] {
			c.fault(Rule, f.Path, "no row of %s speaks of it", mediaFile)
		}
	}
}

func (c *checker) checkFollows() {
	seen := map[[2]string]bool{}
	rows(c, followsFile, func(_ int, f *followRow) {
		id := f.AccountID + "/" + f.TargetID
		c.record(followsFile, id, f.CreatedAt.ms)
		a, t := c.blog.accounts[f.AccountID], c.blog.accounts[f.TargetID]
		c.within(followsFile, id, "created_at", f.CreatedAt, true)
		switch {
		case a == nil || t == nil:
			c.fault(Rule, followsFile, "%s: one of the accounts is not there", id)
		case a == t:
			c.fault(Rule, followsFile, "%s: follows itself", id)
		case f.CreatedAt.before(a.CreatedAt) || f.CreatedAt.before(t.CreatedAt):
			c.fault(Rule, followsFile, "%s: at %s one of the accounts is not made yet", id, f.CreatedAt)
		}
		seen[[2]string{f.AccountID, f.TargetID}] = true
	})
}

func (c *checker) checkFavourites() {
	rows(c, favouritesFile, func(_ int, f *favouriteRow) {
		id := f.AccountID + "/" + f.StatusID
		c.record(favouritesFile, id, f.CreatedAt.ms)
		a, s := c.blog.accounts[f.AccountID], c.blog.statuses[f.StatusID]
		c.within(favouritesFile, id, "created_at", f.CreatedAt, false)
		switch {
		case a == nil || s == nil:
			c.fault(Rule, favouritesFile, "%s: the account or the status is not there", id)
		case f.CreatedAt.before(s.CreatedAt) || f.CreatedAt.before(a.CreatedAt):
			c.fault(Rule, favouritesFile, "%s: at %s the account or the status is not there yet", id, f.CreatedAt)
		case s.DeletedAt.set && !f.CreatedAt.before(s.DeletedAt):
			c.fault(Rule, favouritesFile, "%s: at %s the status is deleted", id, f.CreatedAt)
		}
	})
}

// syntheticLabel is what every picture and page must bear.
const syntheticLabel = "SYNTHETIC TRAINING DATA"

// checkJPEG reads a picture's frame header and looks for the label in its metadata.
func (c *checker) checkJPEG(path, mime string, width, height int) {
	b, ok := c.open(path)
	if !ok {
		return
	}
	w, h, meta, ok := jpegParts(b)
	switch {
	case !ok || mime != "image/jpeg":
		c.fault(Rule, path, "is no JPEG, or is not called one")
	case w != width || h != height:
		c.fault(Rule, path, "is %d × %d, its record says %d × %d", w, h, width, height)
	case bytes.Count(meta, []byte(syntheticLabel)) < 2:
		c.fault(Rule, path, "does not bear the label %q in EXIF and XMP", syntheticLabel)
	}
}

// jpegParts returns the size of the frame and the bytes of all segments before the scan.
func jpegParts(b []byte) (width, height int, meta []byte, ok bool) {
	if len(b) < 4 || b[0] != 0xff || b[1] != 0xd8 {
		return 0, 0, nil, false
	}
	for at := 2; at+4 <= len(b) && b[at] == 0xff; {
		marker, n := b[at+1], int(b[at+2])<<8|int(b[at+3])
		if n < 2 || at+2+n > len(b) {
			return 0, 0, nil, false
		}
		body := b[at+4 : at+2+n]
		switch {
		case marker == 0xda:
			return width, height, meta, width > 0
		case marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc && len(body) >= 5:
			height, width = int(body[1])<<8|int(body[2]), int(body[3])<<8|int(body[4])
		case marker >= 0xe0 && marker <= 0xef || marker == 0xfe:
			meta = append(meta, body...)
		}
		at += 2 + n
	}
	return 0, 0, nil, false
}

func sortedKeys[T any](m map[string]T) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
