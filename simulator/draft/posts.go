package draft

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/simulator/world"
)

// AddAccount completes an account by its visible id and enters it.
func (d *Draft) AddAccount(a world.Account) {
	a.ID = world.VisibleID(a.CreatedAt, d.W.Key.Domain("id/account").Named(string(a.Ref)))
	d.W.Accounts = append(d.W.Accounts, a)
}

// AddPost completes a post and enters it: its visible id, tags and mentions
// follow from its text. The accounts must be there.
func (d *Draft) AddPost(post world.Post) {
	post.ID = world.VisibleID(post.At, d.W.Key.Domain("id/status").Named(string(post.Ref)))
	post.Tags = tags(post.Text)
	if post.Lang == "" {
		post.Lang = "en"
	}
	for _, a := range d.W.Accounts {
		if a.Ref != post.Account && mentions(post.Text, a.Handle) {
			post.Mentions = append(post.Mentions, a.Ref)
		}
	}
	d.W.Posts = append(d.W.Posts, post)
}

// tags returns the words of a text that begin with #, in lower case.
func tags(text string) []string {
	var out []string
	for _, f := range strings.Fields(text) {
		if t, ok := strings.CutPrefix(strings.ToLower(strings.TrimRight(f, ".,:;!?”")), "#"); ok && t != "" {
			out = append(out, t)
		}
	}
	return out
}

func mentions(text, handle string) bool {
	for rest := text; ; {
		_, after, ok := strings.Cut(rest, "@"+handle)
		if !ok {
			return false
		}
		if after == "" || !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789_", rune(after[0])) {
			return true
		}
		rest = after
	}
}

// Number draws a telephone number that nobody else of the world has, from the
// range that the United Kingdom's regulator keeps for drama; from its other
// ranges (world.PhoneNumber) once the first is crowded. The same for the same name.
func (d *Draft) Number(of string) string {
	for i := 0; ; i++ {
		s := d.Draw("phone", fmt.Sprintf("%s/%d", of, i))
		n := fmt.Sprintf("+447700900%03d", s.IntN(1000))
		if i > 40 {
			n = world.PhoneNumber(s.IntN(world.PhoneNumbers()))
		}
		if owner, ok := d.Names["phone/"+n]; !ok || owner == of {
			d.Names["phone/"+n] = of
			return n
		}
	}
}

// Degrees writes millionths of a degree as decimal degrees.
func Degrees(micro int64) string {
	sign := ""
	if micro < 0 {
		sign, micro = "-", -micro
	}
	return fmt.Sprintf("%s%d.%06d", sign, micro/1_000_000, micro%1_000_000)
}
