package loopi

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/media"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// footage is what somebody once filmed; clips of many are cut from it.
type footage struct{ stills []still }

// still is one picture that Loopi holds.
type still struct {
	id    string
	img   *world.Image
	story bool
	from  int64 // since when somebody shows it, 0 for never
}

// drawFootage draws everyday footage: stills of one scene by one camera, some
// seconds apart.
func (c *crowd) drawFootage() {
	for k := range reels(c.w) {
		s := c.d.still.Stream(uint64(k), 0)
		var f footage
		first := media.Benign(c.w, "loopi", uint64(k), 0, c.w.Start)
		for i := range s.Between(1, 4) {
			img := first
			if i > 0 {
				img.Ref = world.Ref(fmt.Sprintf("%s/%d", first.Ref, i))
				img.TakenAt = first.TakenAt.Add(time.Duration(3*i) * time.Second)
			}
			f.stills = append(f.stills, still{id: stillID(s.Uint64()), img: &img})
		}
		c.footage = append(c.footage, f)
	}
}

func stillID(draw uint64) string { return fmt.Sprintf("%012x", draw>>16) }

// show notes that a still is shown at a time.
func (c *crowd) show(x *still, at int64) string {
	if x.from == 0 || at < x.from {
		x.from = at
	}
	c.shown[x.id] = x
	return x.id
}

// picture is Loopi's copy of a picture of the story, shown at a time.
func (c *crowd) picture(ref world.Ref, at int64) (string, error) {
	id := stillID(c.d.still.Named(string(ref)).Uint64())
	x := c.shown[id]
	if x == nil {
		x = &still{id: id, img: c.w.Image(ref), story: true}
	}
	if x.img == nil {
		return "", fmt.Errorf("no image %s", ref)
	}
	return c.show(x, at), nil
}

// writeMedia renders what is shown and writes it by id.
func (c *crowd) writeMedia(ctx context.Context, out *dataset.Writer) error {
	f, err := out.Create(mediaFile, surface, "browser")
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(c.shown)) {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		x := c.shown[id]
		body, w, h, err := media.Render(c.w, x.img)
		if err != nil {
			return err
		}
		info, err := out.Put("loopi/media/"+id+".jpg", surface, body, "exiftool", "browser")
		if err != nil {
			return err
		}
		if err := f.JSON(record.LoopiMedia{ID: id, File: info.Path, MIME: "image/jpeg", Width: w, Height: h, Bytes: info.Bytes, SHA256: info.SHA256, Description: x.img.Alt}); err != nil {
			return err
		}
		if x.story {
			out.Bind(string(x.img.Ref), dataset.Bound{
				Records: []string{mediaFile + "#" + id}, VisibleFrom: ceil(x.from), SHA256: info.SHA256, Selectors: []truth.Selector{{Kind: "sha256", Value: info.SHA256}},
			})
		}
	}
	_, err = f.Close()
	return err
}
