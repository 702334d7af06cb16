package rangeserver

import (
	"cmp"
	"fmt"
	"math"
	"path"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
)

// never is the end of what is never withdrawn.
const never = math.MaxInt64

// stamp turns a time of a record into nanoseconds since 1970; absent is never.
func stamp(t time.Time) int64 {
	if t.IsZero() {
		return never
	}
	return t.UnixNano()
}

// period says when a thing can be seen: from <= t < until, in nanoseconds since 1970.
type period struct{ from, until int64 }

func (p period) holds(t int64) bool { return p.from <= t && t < p.until }

// periods is when a file can be seen that several things show.
type periods []period

// at says whether one of them holds, and if none does whether one has ended.
func (list periods) at(t int64) (holds, gone bool) {
	for _, p := range list {
		if p.holds(t) {
			return true, false
		}
		gone = gone || p.from <= t
	}
	return false, gone
}

// first is when the first begins; there must be one.
func (list periods) first() int64 {
	return slices.MinFunc(list, func(p, q period) int { return cmp.Compare(p.from, q.from) }).from
}

// tally counts, at any time, how many of a set of periods hold: two sorted lists.
type tally struct{ from, until []int64 }

func (c *tally) add(p period) {
	if p.from >= p.until {
		return
	}
	c.from = append(c.from, p.from)
	if p.until != never {
		c.until = append(c.until, p.until)
	}
}

func (c *tally) sort() { slices.Sort(c.from); slices.Sort(c.until) }

func (c *tally) at(t int64) int { return upTo(c.from, t) - upTo(c.until, t) }

// upTo returns how many values of a sorted list are <= t.
func upTo(list []int64, t int64) int {
	return sort.Search(len(list), func(i int) bool { return list[i] > t })
}

// microblog is Chatterly in memory: rows in id order and, per account, tag and
// status, the positions of what belongs to them. It is built once and only read.
type microblog struct {
	accounts []*account // by id
	statuses []*status  // by id, which is by time
	media    map[string]*media
	byFile   map[string]*media // base name of the file: "1093.jpg"

	accountID map[string]*account
	handles   map[string]*account // lower case
	statusID  map[string]*status
	tags      map[string]*tag
	tagNames  []string // sorted
	words     map[string][]int32
	names     []nameEntry // sorted by word
	pictured  []int32     // statuses with pictures, rising
}

type account struct {
	record.Account
	period
	num       uint64
	states    []record.ProfileChange // resolved: state i holds from At on
	own       []int32                // statuses, rising
	posts     tally
	followers []edge // by time
	following []edge
	nFollower tally
	nFollows  tally
}

// edge is a follow, a favourite or a boost as seen from one of its ends.
type edge struct {
	who *account
	period
	status *status // the boost
}

type status struct {
	record.Status
	period
	num     uint64
	author  *account
	boost   *status // what is boosted
	replies []int32
	favs    []edge
	boosts  []edge
	nReply  tally
	nFav    tally
	nBoost  tally
}

type media struct {
	record.Media
	period
}

type tag struct {
	name string
	uses []int32
}

func (b *microblog) empty() bool { return len(b.accounts) == 0 }

// profile returns the account's profile as of t.
func (a *account) profile(t int64) record.ProfileChange {
	i := sort.Search(len(a.states), func(i int) bool { return a.states[i].At.UnixNano() > t })
	return a.states[max(0, i-1)]
}

// loadMicroblog reads microblog/*.jsonl. Without accounts.jsonl there is none.
func loadMicroblog(dir string, m *dataset.Manifest) (*microblog, error) {
	b := &microblog{
		media: map[string]*media{}, byFile: map[string]*media{}, accountID: map[string]*account{},
		handles: map[string]*account{}, statusID: map[string]*status{}, tags: map[string]*tag{}, words: map[string][]int32{},
	}
	if err := readLines(dir, m, "microblog/media.jsonl", b.addMedia); err != nil {
		return nil, err
	}
	if err := readLines(dir, m, "microblog/accounts.jsonl", b.addAccount); err != nil {
		return nil, err
	}
	if err := readLines(dir, m, "microblog/statuses.jsonl", b.addStatus); err != nil {
		return nil, err
	}
	slices.SortFunc(b.accounts, func(x, y *account) int { return cmp.Compare(x.num, y.num) })
	if err := readRows(dir, m, "microblog/follows.jsonl", readFollow, b.addFollow); err != nil {
		return nil, err
	}
	if err := readRows(dir, m, "microblog/favourites.jsonl", readFavourite, b.addFavourite); err != nil {
		return nil, err
	}
	if err := b.link(); err != nil {
		return nil, fmt.Errorf("%s/microblog/statuses.jsonl: %w", dir, err)
	}
	b.indexWords()
	return b, nil
}

func (b *microblog) addMedia(r record.Media) error {
	if r.ID == "" || b.media[r.ID] != nil {
		return fmt.Errorf("media id %q is empty or stands twice", r.ID)
	}
	x := &media{Media: r, period: period{stamp(r.VisibleFrom), 0}}
	b.media[r.ID], b.byFile[path.Base(r.File)] = x, x
	return nil
}

func (b *microblog) addAccount(r record.Account) error {
	num, err := strconv.ParseUint(r.ID, 10, 64)
	if err != nil || b.accountID[r.ID] != nil {
		return fmt.Errorf("account id %q is no number or stands twice", r.ID)
	}
	if r.Handle == "" || b.handles[strings.ToLower(r.Handle)] != nil {
		return fmt.Errorf("handle %q is empty or stands twice", r.Handle)
	}
	a := &account{Account: r, num: num, period: period{r.CreatedAt.UnixNano(), stamp(r.SuspendedAt)}}
	now := record.ProfileChange{At: r.CreatedAt, DisplayName: r.DisplayName, Bio: r.Bio, Fields: r.Fields}
	a.states = append(a.states, now)
	for _, c := range r.Changes {
		now.At = c.At
		now.DisplayName = cmp.Or(c.DisplayName, now.DisplayName)
		now.Bio = cmp.Or(c.Bio, now.Bio)
		if len(c.Fields) > 0 {
			now.Fields = c.Fields
		}
		a.states = append(a.states, now)
	}
	b.accounts = append(b.accounts, a)
	b.accountID[r.ID], b.handles[strings.ToLower(r.Handle)] = a, a
	if pic := b.media[r.Avatar]; pic != nil {
		pic.until = max(pic.until, a.until)
	}
	return nil
}

func (b *microblog) addStatus(r record.Status) error {
	num, err := strconv.ParseUint(r.ID, 10, 64)
	if err != nil || b.statusID[r.ID] != nil {
		return fmt.Errorf("status id %q is no number or stands twice", r.ID)
	}
	a := b.accountID[r.AccountID]
	if a == nil {
		return fmt.Errorf("status %s is by account %q, which accounts.jsonl does not hold", r.ID, r.AccountID)
	}
	if n := len(b.statuses); n > 0 && (b.statuses[n-1].num >= num || b.statuses[n-1].CreatedAt.After(r.CreatedAt)) {
		return fmt.Errorf("status %s does not follow the one before in id and time", r.ID)
	}
	s := &status{Status: r, num: num, author: a, period: period{r.CreatedAt.UnixNano(), min(stamp(r.DeletedAt), a.until)}}
	for _, id := range r.Media {
		pic := b.media[id]
		if pic == nil {
			return fmt.Errorf("status %s shows media %q, which media.jsonl does not hold", r.ID, id)
		}
		pic.until = max(pic.until, s.until) // a picture goes with the last post that shows it
	}
	b.statuses = append(b.statuses, s)
	b.statusID[r.ID] = s
	return nil
}

func (b *microblog) addFollow(r record.Follow) error {
	from, to := b.accountID[r.AccountID], b.accountID[r.TargetID]
	if from == nil || to == nil {
		return fmt.Errorf("follow %s/%s names an account that accounts.jsonl does not hold", r.AccountID, r.TargetID)
	}
	p := period{r.CreatedAt.UnixNano(), min(from.until, to.until)}
	from.following = append(from.following, edge{who: to, period: p})
	to.followers = append(to.followers, edge{who: from, period: p})
	from.nFollows.add(p)
	to.nFollower.add(p)
	return nil
}

func (b *microblog) addFavourite(r record.Favourite) error {
	who, s := b.accountID[r.AccountID], b.statusID[r.StatusID]
	if who == nil || s == nil {
		return fmt.Errorf("favourite %s/%s names an account or status that is not there", r.AccountID, r.StatusID)
	}
	p := period{r.CreatedAt.UnixNano(), min(who.until, s.until)}
	s.favs = append(s.favs, edge{who: who, period: p})
	s.nFav.add(p)
	return nil
}

// link builds what crosses rows: boosts, threads, tags, counts.
func (b *microblog) link() error {
	for _, x := range b.media {
		if x.until == 0 { // shown by nothing
			x.until = never
		}
	}
	for i, s := range b.statuses {
		if s.BoostOf != "" {
			if s.boost = b.statusID[s.BoostOf]; s.boost == nil || s.boost.num >= s.num {
				return fmt.Errorf("status %s boosts %q, which is not an earlier status", s.ID, s.BoostOf)
			}
			s.until = min(s.until, s.boost.until)
			s.boost.boosts = append(s.boost.boosts, edge{who: s.author, period: s.period, status: s})
			s.boost.nBoost.add(s.period)
		}
		if up := b.statusID[s.InReplyTo]; up != nil && up.num < s.num {
			up.replies = append(up.replies, int32(i))
			up.nReply.add(s.period)
		}
		s.author.own = append(s.author.own, int32(i))
		if len(s.Media) > 0 {
			b.pictured = append(b.pictured, int32(i))
		}
		s.author.posts.add(s.period)
		for _, name := range s.Tags {
			name = strings.ToLower(name)
			g := b.tags[name]
			if g == nil {
				g = &tag{name: name}
				b.tags[name] = g
				b.tagNames = append(b.tagNames, name)
			}
			g.uses = append(g.uses, int32(i))
		}
	}
	slices.Sort(b.tagNames)
	byTime := func(x, y edge) int { return cmp.Compare(x.from, y.from) }
	for _, a := range b.accounts {
		slices.SortStableFunc(a.followers, byTime)
		slices.SortStableFunc(a.following, byTime)
		a.posts.sort()
		a.nFollower.sort()
		a.nFollows.sort()
	}
	for _, s := range b.statuses {
		slices.SortStableFunc(s.favs, byTime)
		s.nReply.sort()
		s.nFav.sort()
		s.nBoost.sort()
	}
	return nil
}
