package rangeserver

import (
	"slices"
	"sort"
	"strings"
	"unicode"
)

// nameEntry says that an account was at some time known by a word.
type nameEntry struct {
	word string
	who  *account
}

// tokens splits text into lower-case words of letters and digits.
func tokens(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}

// indexWords builds the two search indexes: words of statuses to their
// positions, words of account names to the accounts.
func (b *microblog) indexWords() {
	for i, s := range b.statuses {
		for _, w := range tokens(s.Text + " " + s.Spoiler) {
			list := b.words[w]
			if n := len(list); n == 0 || list[n-1] != int32(i) {
				b.words[w] = append(list, int32(i))
			}
		}
	}
	for _, a := range b.accounts {
		seen := map[string]bool{}
		add := func(w string) {
			if w != "" && !seen[w] {
				seen[w] = true
				b.names = append(b.names, nameEntry{w, a})
			}
		}
		add(strings.ToLower(a.Handle))
		for _, w := range tokens(strings.ReplaceAll(a.Handle, "_", " ")) {
			add(w)
		}
		for _, state := range a.states {
			for _, w := range tokens(state.DisplayName) {
				add(w)
			}
		}
	}
	slices.SortStableFunc(b.names, func(x, y nameEntry) int { return strings.Compare(x.word, y.word) })
}

// findAccounts returns accounts whose handle or display name, as of t, begins
// with each word of q; the account of exactly that handle comes first, the
// rest by id.
func (b *microblog) findAccounts(q string, t int64, offset, limit int) []*account {
	q = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(q), "@"))
	q, _, _ = strings.Cut(q, "@") // @handle@chatterly.test
	var out []*account
	exact := b.handles[q]
	if exact != nil && exact.holds(t) {
		out = append(out, exact)
	}
	want := tokens(strings.ReplaceAll(q, "_", " "))
	if len(want) == 0 {
		return page(out, offset, limit)
	}
	seen := map[*account]bool{exact: true}
	var rest []*account
	i := sort.Search(len(b.names), func(i int) bool { return b.names[i].word >= want[0] })
	for ; i < len(b.names) && strings.HasPrefix(b.names[i].word, want[0]); i++ {
		a := b.names[i].who
		if !seen[a] && a.holds(t) && a.named(want, t) {
			rest = append(rest, a)
		}
		seen[a] = true
	}
	slices.SortFunc(rest, func(x, y *account) int {
		if x.num < y.num {
			return -1
		}
		return 1
	})
	return page(append(out, rest...), offset, limit)
}

func (a *account) named(want []string, t int64) bool {
	have := tokens(strings.ReplaceAll(a.Handle, "_", " ") + " " + a.profile(t).DisplayName)
	have = append(have, strings.ToLower(a.Handle))
	for _, w := range want {
		if !slices.ContainsFunc(have, func(h string) bool { return strings.HasPrefix(h, w) }) {
			return false
		}
	}
	return true
}

// findStatuses returns statuses, newest first, that hold every word of q and
// can be seen at t, with ids below maxID (0: any) and, where author is not
// nil, by that account.
func (b *microblog) findStatuses(q string, t int64, author *account, maxID uint64, offset, limit int) []*status {
	want := tokens(q)
	if len(want) == 0 {
		return nil
	}
	lists := make([][]int32, 0, len(want))
	for _, w := range want {
		list := b.words[w]
		if len(list) == 0 {
			return nil
		}
		lists = append(lists, list)
	}
	if author != nil {
		lists = append(lists, author.own)
	}
	slices.SortFunc(lists, func(x, y []int32) int { return len(x) - len(y) })
	var out []*status
	for _, i := range slices.Backward(lists[0]) {
		all := true
		for k := 1; k < len(lists) && all; k++ {
			lists[k] = upToPosition(lists[k], i)
			n := len(lists[k])
			all = n > 0 && lists[k][n-1] == i
		}
		if !all {
			continue
		}
		if s := b.statuses[i]; s.holds(t) && (maxID == 0 || s.num < maxID) {
			if out = append(out, s); len(out) >= offset+limit {
				break
			}
		}
	}
	return page(out, offset, limit)
}

// upToPosition cuts off the end of a rising list what lies above i. It looks
// from the end with growing steps: whoever walks down a second list with it
// never searches the whole of the first again.
func upToPosition(list []int32, i int32) []int32 {
	hi, step := len(list), 1
	for hi >= step && list[hi-step] > i {
		hi -= step
		step *= 2
	}
	lo := max(0, hi-step)
	for lo < hi { // list[hi:] is above i
		if mid := (lo + hi) / 2; list[mid] > i {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return list[:hi]
}

// findTags returns tags that begin with q and were used by t.
func (b *microblog) findTags(q string, t int64, offset, limit int) []*tag {
	q = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(q), "#"))
	if q == "" {
		return nil
	}
	var out []*tag
	for i := sort.SearchStrings(b.tagNames, q); i < len(b.tagNames) && strings.HasPrefix(b.tagNames[i], q); i++ {
		if g := b.tags[b.tagNames[i]]; b.used(g, t) {
			out = append(out, g)
			if len(out) >= offset+limit {
				break
			}
		}
	}
	return page(out, offset, limit)
}

func (b *microblog) used(g *tag, t int64) bool {
	return slices.ContainsFunc(g.uses, func(i int32) bool { return b.statuses[i].holds(t) })
}

func page[T any](list []T, offset, limit int) []T {
	if offset >= len(list) {
		return nil
	}
	return list[offset:min(len(list), offset+limit)]
}
