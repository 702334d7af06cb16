// Package forum is the surface of Agora-9, the forum that one enters by
// invitation: the story's members, threads and private messages among people
// who talk of forms, coaches, rooms, jobs and the evening.
//
// A member, a thread with its posts and a talk between two are each a keyed draw
// at a number of their own. Who has invited whom is a tree that grows as forums
// do: half of the newcomers come by the one who brought another. Writing falls
// with rank by Zipf's law; answers come after a delay by a power law within a day
// (as on Chatterly). The crowd answers in the story's threads, and the story's
// people with a Life write in the crowd's.
//
// # Size
//
// At scale 1: 360 members (40 at least), 430 threads (30 at least) with some
// 3,500 posts, 260 talks. It is all in memory; no more than 20,000 of each.
//
// # Files
//
// Rows as in package record.
//
//	forum/front.json                        name and rules: what anybody sees
//	forum/boards.jsonl                      boards by name, which anybody sees too
//	forum/private/members.jsonl             by id, with who vouches for whom
//	forum/private/threads.jsonl, posts.jsonl, messages.jsonl
//	forum/private/media.jsonl, private/media/<id>.jpg
//	forum/private/html/…                    the same as pages that a browser opens without a network
//
// Rows keep what was deleted, with its time. The pages are of the end of the
// clock and lack it.
//
// # What is private
//
// Everything below forum/private/ lies behind the login. The range serves it to
// nobody but a team that holds a grant, read-only, and as of the clock: see
// package rangeserver. Threads of the kind "legal-advice" may be between a lawyer
// and a client; the surface hands them out like any other, and to keep away from
// them is the reader's task.
package forum

import (
	"context"
	"fmt"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/world"
)

// Surface writes Agora-9.
type Surface struct{}

const surface = "forum"

// Host is where Agora-9 lives.
const Host = "agora-9.test"

// Name is "forum".
func (Surface) Name() string { return surface }

// Parts is 1: a forum is a few thousand posts.
func (Surface) Parts(*world.World) int { return 1 }

// Emit writes every file of the surface.
func (Surface) Emit(ctx context.Context, w *world.World, _ int, out *dataset.Writer) error {
	c, err := newClub(w)
	if err != nil {
		return err
	}
	for _, step := range []func(context.Context, *dataset.Writer) error{c.writeFront, c.writeMembers, c.writeThreads, c.writePosts, c.writeMessages, c.writeMedia, c.writePages} {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := step(ctx, out); err != nil {
			return fmt.Errorf("forum: %w", err)
		}
	}
	return nil
}
