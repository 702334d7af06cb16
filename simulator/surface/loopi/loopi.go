// Package loopi is the surface of Loopi, the network of short video: the story's
// accounts, clips and comments among people who show food, dogs, football, roads
// and what they sell.
//
// Nothing here encodes a moving picture. A clip is a poster, one to six stills in
// its order, its length and the words around it; that is what an investigator
// holds against other pictures. Footage goes round: the same stills stand under
// several accounts with another caption at another time, in the crowd as in the
// story.
//
// An account and a clip with its likes and comments are each a keyed draw at a
// number of their own. Comments come after a delay by a power law within a day,
// likes within seven days, as the LDBC benchmark has it. How many clips somebody
// puts up, and how well known somebody is, falls by a power law.
//
// # Size
//
// At scale 1: 620 accounts (60 at least), 3,400 clips (90 at least), some 15,000
// comments and 40,000 likes, and files for the stills of 60 pieces of footage (16
// at least, 400 at most) and of the story's clips: some 150 files. Every clip has
// stills; most share them.
//
// # Files
//
// Rows as in package record, by id, likes by time.
//
//	loopi/accounts.jsonl, clips.jsonl, comments.jsonl, likes.jsonl
//	loopi/media.jsonl, media/<id>.jpg
package loopi

import (
	"context"
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// Surface writes Loopi.
type Surface struct{}

const surface = "loopi"

// Host is where Loopi lives.
const Host = "loopi.test"

const (
	accountsFile = "loopi/accounts.jsonl"
	clipsFile    = "loopi/clips.jsonl"
	commentsFile = "loopi/comments.jsonl"
	likesFile    = "loopi/likes.jsonl"
	mediaFile    = "loopi/media.jsonl"
)

// Name is "loopi".
func (Surface) Name() string { return surface }

// Parts is 1: some thousand clips are some ten thousand rows.
func (Surface) Parts(*world.World) int { return 1 }

// Emit writes every file of the surface.
func (Surface) Emit(ctx context.Context, w *world.World, _ int, out *dataset.Writer) error {
	c, err := newCrowd(w)
	if err != nil {
		return err
	}
	for _, step := range []func(context.Context, *dataset.Writer) error{c.writeAccounts, c.writeClips, c.writeComments, c.writeLikes, c.writeMedia} {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := step(ctx, out); err != nil {
			return fmt.Errorf("loopi: %w", err)
		}
	}
	return nil
}

// ceil is the first full second at which something of that millisecond is there.
func ceil(ms int64) int64 { return (ms + 999) / 1000 }

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// within is a later time of a thing as its row has it: nothing that lies after
// the end of the clock.
func (c *crowd) within(ms int64) time.Time {
	if ms >= c.end {
		return time.Time{}
	}
	return moment(ms)
}

// table writes a file of rows, one for each of list.
func table[T any](out *dataset.Writer, path string, list []T, row func(T) any) error {
	f, err := out.Create(path, surface, "browser")
	if err != nil {
		return err
	}
	for _, x := range list {
		if err := f.JSON(row(x)); err != nil {
			return err
		}
	}
	_, err = f.Close()
	return err
}

func (c *crowd) writeAccounts(_ context.Context, out *dataset.Writer) error {
	return table(out, accountsFile, c.accounts, func(a *account) any {
		a.rec.ID, a.rec.CreatedAt, a.rec.SuspendedAt = decimal(a.id), moment(a.created), c.within(a.gone)
		if a.story != nil {
			out.Bind(string(a.story.Ref), dataset.Bound{
				Records: []string{accountsFile + "#" + a.rec.ID}, VisibleFrom: ceil(a.created),
				Selectors: []truth.Selector{{Kind: "handle", Platform: "loopi", Value: "@" + a.rec.Handle}, {Kind: "url", Value: "http://" + Host + "/@" + a.rec.Handle}},
			})
		}
		return a.rec
	})
}

func (c *crowd) writeClips(_ context.Context, out *dataset.Writer) error {
	return table(out, clipsFile, c.clips, func(x *clip) any {
		x.rec.ID, x.rec.AccountID, x.rec.CreatedAt, x.rec.DeletedAt = decimal(x.id), decimal(x.by.id), moment(x.at), c.within(x.deleted)
		if x.story != nil {
			out.Bind(string(x.story.Ref), dataset.Bound{
				Records: []string{clipsFile + "#" + x.rec.ID}, VisibleFrom: ceil(x.at), Selectors: []truth.Selector{{Kind: "url", Value: "http://" + Host + "/clip/" + x.rec.ID}},
			})
		}
		return x.rec
	})
}

func (c *crowd) writeComments(_ context.Context, out *dataset.Writer) error {
	return table(out, commentsFile, c.comments, func(x *comment) any {
		r := record.ClipComment{
			ID: decimal(x.id), ClipID: decimal(x.under.id), AccountID: decimal(x.by.id), CreatedAt: moment(x.at), Text: x.text, Lang: x.lang, DeletedAt: c.within(x.deleted),
		}
		if x.to != nil {
			r.ReplyTo = decimal(x.to.id)
		}
		if x.story != nil {
			out.Bind(string(x.story.Ref), dataset.Bound{
				Records: []string{commentsFile + "#" + r.ID}, VisibleFrom: ceil(x.at), Selectors: []truth.Selector{{Kind: "url", Value: "http://" + Host + "/clip/" + r.ClipID + "#c" + r.ID}},
			})
		}
		return r
	})
}

func (c *crowd) writeLikes(_ context.Context, out *dataset.Writer) error {
	return table(out, likesFile, c.likes, func(x like) any {
		return record.ClipLike{AccountID: decimal(x.by.id), ClipID: decimal(x.clip.id), CreatedAt: moment(x.at)}
	})
}
