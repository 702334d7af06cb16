package microblog

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/media"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// poolSize is the number of everyday pictures that go round in the crowd; each
// is posted again and again under another id, as people do.
const poolSize = 90

// gallery is what Chatterly shows of pictures.
type gallery struct {
	w    *world.World
	pool []world.Image
	used []shown // in no order until write
}

// shown is one picture under one status.
type shown struct {
	id    string
	story *world.Image // nil: pool
	pool  int
	at    int64 // of the status
}

func newGallery(c *crowd) *gallery {
	g := &gallery{w: c.w}
	for i := range min(poolSize, 8+c.w.Crowd.Posts/200) {
		g.pool = append(g.pool, media.Benign(c.w, "microblog", uint64(i), 0, c.w.Start))
	}
	return g
}

// write renders what was shown and writes files, rows and bindings, by id.
func (g *gallery) write(ctx context.Context, out *dataset.Writer) error {
	slices.SortFunc(g.used, func(a, b shown) int { return strings.Compare(a.id, b.id) })
	files := make([][]byte, len(g.pool))
	f, err := out.Create("microblog/media.jsonl", "microblog", tools...)
	if err != nil {
		return err
	}
	for i, u := range g.used {
		if err := ctx.Err(); err != nil {
			return context.Cause(ctx)
		}
		if i > 0 && g.used[i-1].id == u.id {
			return fmt.Errorf("microblog: two pictures drew the id %s; choose another seed", u.id)
		}
		img := u.story
		if img == nil {
			img = &g.pool[u.pool]
		}
		body := []byte(nil)
		if u.story == nil {
			body = files[u.pool]
		}
		if body == nil {
			if body, _, _, err = media.Render(g.w, img); err != nil {
				return fmt.Errorf("microblog: %w", err)
			}
			if u.story == nil {
				files[u.pool] = body
			}
		}
		info, err := out.Put("microblog/media/"+u.id+".jpg", "microblog", body, "exiftool", "browser")
		if err != nil {
			return err
		}
		if err := f.JSON(record.Media{
			ID: u.id, File: info.Path, MIME: "image/jpeg", Width: media.Width, Height: media.Height, Bytes: info.Bytes, SHA256: info.SHA256,
			Description: img.Alt, VisibleFrom: time.UnixMilli(u.at).UTC(),
		}); err != nil {
			return err
		}
		if u.story != nil {
			b := dataset.Bound{
				Records: []string{"microblog/media.jsonl#" + u.id}, VisibleFrom: ceil(u.at), SHA256: info.SHA256,
				Selectors: []truth.Selector{{Kind: "sha256", Value: info.SHA256}},
			}
			out.Bind(string(u.story.Ref), b)
			out.Bind(string(world.Media(u.story.Ref)), b)
		}
	}
	_, err = f.Close()
	return err
}
