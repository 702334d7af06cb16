// Package microblog is the surface of Chatterly, the open social network: the
// story's accounts and posts in the middle of a crowd that lives its own life.
//
// Every row of the crowd is a keyed draw at its own position: an account's
// posts of a day follow from (account, day), the answers to a post from the
// post. So a day can be drawn without the days before it, in any order, by any
// worker; the planted rows are merged in by time and pass through the same
// encoder. Ids, moments and lengths of planted and ordinary rows come from the
// same samplers: what is planted is written in the truth alone.
//
// Files (rows as in package record): microblog/accounts.jsonl and
// statuses.jsonl by id, follows.jsonl and favourites.jsonl by time, media.jsonl
// by id, and microblog/media/<id>.jpg.
package microblog

import (
	"context"
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// Surface writes Chatterly.
type Surface struct {
	Workers int // goroutines that draw days; below 1 counts as 1
}

// Name is "microblog".
func (Surface) Name() string { return "microblog" }

// Parts is 1: a status answers earlier ones.
func (Surface) Parts(*world.World) int { return 1 }

// Host is where Chatterly lives.
const Host = "chatterly.test"

var tools = []string{"toot", "Mastodon.py", "go-mastodon", "browser"}

// Emit writes every file of the surface.
func (s Surface) Emit(ctx context.Context, w *world.World, _ int, out *dataset.Writer) error {
	gallery, err := s.rows(ctx, w, out)
	if err != nil {
		return err
	}
	return gallery.write(ctx, out)
}

// EmitRows is Emit without pictures: accounts, statuses, follows, favourites.
// Statuses then name pictures that have no row.
func (s Surface) EmitRows(ctx context.Context, w *world.World, out *dataset.Writer) error {
	_, err := s.rows(ctx, w, out)
	return err
}

func (s Surface) rows(ctx context.Context, w *world.World, out *dataset.Writer) (*gallery, error) {
	c, err := newCrowd(w)
	if err != nil {
		return nil, err
	}
	g := newGallery(c)
	for _, step := range []func() error{
		func() error { return c.writeAccounts(out) },
		func() error { return c.writeStatuses(ctx, out, g, max(s.Workers, 1)) },
		func() error { return writePairs(out, "microblog/follows.jsonl", "target_id", c.follows()) },
		func() error {
			return writePairs(out, "microblog/favourites.jsonl", "status_id", c.favourites(newDomains(w.Key)))
		},
	} {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		if err := step(); err != nil {
			return nil, err
		}
	}
	return g, nil
}

func (c *crowd) writeAccounts(out *dataset.Writer) error {
	f, err := out.Create("microblog/accounts.jsonl", "microblog", tools...)
	if err != nil {
		return err
	}
	for _, m := range c.byID() {
		if err := f.JSON(m.rec); err != nil {
			return err
		}
		if m.ref != "" {
			out.Bind(string(m.ref), dataset.Bound{
				Records:     []string{"microblog/accounts.jsonl#" + m.rec.ID},
				Selectors:   []truth.Selector{{Kind: "handle", Platform: "chatterly", Value: "@" + m.rec.Handle}},
				VisibleFrom: ceil(m.created),
			})
		}
	}
	_, err = f.Close()
	return err
}

// ceil is the first full second at which something of that millisecond is there.
func ceil(ms int64) int64 { return (ms + 999) / 1000 }

// writeStatuses draws the days on several goroutines and writes them in order.
func (c *crowd) writeStatuses(ctx context.Context, out *dataset.Writer, g *gallery, workers int) error {
	f, err := out.Create("microblog/statuses.jsonl", "microblog", tools...)
	if err != nil {
		return err
	}
	type done struct {
		rows [][]byte
		ids  []int64
		used []shown
	}
	days := make([]chan done, c.days)
	for i := range days {
		days[i] = make(chan done, 1)
	}
	gate := make(chan struct{}, workers+2) // so many days may be in memory
	go func() {
		for day := range days {
			gate <- struct{}{}
			go func() {
				d := newDomains(c.w.Key)
				var r done
				for _, p := range c.day(d, day) {
					row, media := c.status(d, g, &p)
					r.used = append(r.used, media...)
					r.rows, r.ids = append(r.rows, row.append(nil)), append(r.ids, p.id)
				}
				days[day] <- r
			}()
		}
	}()
	var last int64
	for day := range days {
		r := <-days[day]
		<-gate
		if err == nil {
			err = ctx.Err()
		}
		for i, row := range r.rows {
			if err == nil && r.ids[i] <= last {
				err = fmt.Errorf("microblog: two statuses drew the id %d; choose another seed", r.ids[i])
			}
			last = r.ids[i]
			if err == nil {
				err = f.Record(row)
			}
		}
		g.used = append(g.used, r.used...)
	}
	if _, cerr := f.Close(); err == nil {
		err = cerr
	}
	c.bindPosts(out)
	return err
}

func (c *crowd) bindPosts(out *dataset.Writer) {
	for i := range c.w.Posts {
		p := &c.w.Posts[i]
		out.Bind(string(p.Ref), dataset.Bound{
			Records: []string{"microblog/statuses.jsonl#" + p.ID}, VisibleFrom: ceil(p.At.UnixMilli()),
			Selectors: []truth.Selector{{Kind: "url", Value: "http://" + Host + "/@" + c.members[c.byRef[p.Account]].rec.Handle + "/" + p.ID}},
		})
	}
}

// status gives a post its words and pictures.
func (c *crowd) status(d domains, g *gallery, p *post) (status, []shown) {
	r := status{id: p.id, account: number(c.members[p.author].rec.ID), at: p.at, lang: p.lang, deleted: p.deleted}
	if p.boost {
		r.boostOf = p.to
	} else {
		r.replyTo = p.to
	}
	if r.deleted >= c.w.End.UnixMilli() {
		r.deleted = 0
	}
	if w := p.story; w != nil {
		r.text, r.tags = w.Text, w.Tags
		for _, ref := range w.Mentions {
			r.mentions = append(r.mentions, c.w.Account(ref).ID)
		}
		var used []shown
		for _, ref := range w.Images {
			img := c.w.Image(ref)
			r.media = append(r.media, img.ID)
			used = append(used, shown{id: img.ID, story: img, at: p.at})
		}
		return r, used
	}
	if p.boost {
		return r, nil
	}
	s := d.text.Stream(p.draws, 0)
	r.text = c.words.text(s, p.lang, p.to != 0)
	if f := c.flashing(d, p); f != nil {
		r.text = f.text(&c.words, d.flash.Stream(p.draws, 1), p.lang)
	}
	if p.to != 0 {
		r.text = "@" + c.members[p.toWhom].rec.Handle + " " + r.text
		r.mentions = []string{c.members[p.toWhom].rec.ID}
	}
	r.tags = tags(r.text)
	if p.to == 0 && s.Chance(1, 22) {
		at := time.UnixMilli(p.at - s.Between(1500, 40_000))
		use := shown{id: world.VisibleID(at, s), pool: s.IntN(len(g.pool)), at: p.at}
		r.media = []string{use.id}
		return r, []shown{use}
	}
	return r, nil
}

func writePairs(out *dataset.Writer, path, target string, list []pair) error {
	f, err := out.Create(path, "microblog", tools...)
	if err != nil {
		return err
	}
	var b []byte
	for _, p := range list {
		b = p.append(b[:0], target)
		if err := f.Record(b); err != nil {
			return err
		}
	}
	_, err = f.Close()
	return err
}
