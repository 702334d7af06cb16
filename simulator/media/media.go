// Package media draws the pictures of a synthetic world and writes the
// metadata that a camera would have left in them.
//
// A picture is a scene (a van, a road, a flyer with words…) painted from shapes
// in whole-number arithmetic and varied by keyed draws, so that hundreds of
// pictures differ and each is the same bytes on every machine. There are no
// faces in it and no photographs. Every picture carries the synthetic label
// three times: painted into its corner, in EXIF (ImageDescription and
// UserComment) and in XMP.
//
//	jpeg, width, height, err := media.Render(w, w.Image("image:van"))
//
// The same image shown on two surfaces has the same bytes. The EXIF thumbnail
// is the picture's own, or that of the image named by Image.Thumbnail: the
// trace that a cropped or repainted picture keeps of the one it came from.
// The encoder is this package's own: its bytes are the same under every
// release of Go.
package media

import (
	"cmp"
	"fmt"
	"sync"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Label stands in every picture, in its EXIF and in its XMP.
const Label = "SYNTHETIC TRAINING DATA"

// Width and Height are the size of every picture in pixels.
const (
	Width  = 640
	Height = 480
)

const (
	quality      = 72
	thumbQuality = 60
)

// Render draws an image of the world as a JPEG file with its metadata.
// width and height are in pixels. It fails on a scene that is not in Scenes
// and on a Thumbnail that names no image of w.
func Render(w *world.World, img *world.Image) (jpg []byte, width, height int, err error) {
	pic, err := paint(w.Key, img)
	if err != nil {
		return nil, 0, 0, err
	}
	defer pic.rest()
	var thumb []byte
	if !img.StripEXIF { // before the label is painted: a thumbnail has its own
		if thumb, err = thumbnail(w, img, pic); err != nil {
			return nil, 0, 0, err
		}
	}
	mark(pic)
	body, err := encode(pic, quality)
	if err != nil {
		return nil, 0, 0, fmt.Errorf("media: %s: %w", img.Ref, err)
	}
	out, err := withMetadata(body, exif(img, thumb), xmp())
	if err != nil {
		return nil, 0, 0, fmt.Errorf("media: %s: %w", img.Ref, err)
	}
	return out, Width, Height, nil
}

// thumbnail is the small JPEG for img's EXIF; pic is img's own picture.
func thumbnail(w *world.World, img *world.Image, pic canvas) ([]byte, error) {
	if img.Thumbnail != "" {
		other := w.Image(img.Thumbnail)
		if other == nil {
			return nil, fmt.Errorf("media: %s: its thumbnail %s is no image of the world", img.Ref, img.Thumbnail)
		}
		var err error
		if pic, err = paint(w.Key, other); err != nil {
			return nil, err
		}
		defer pic.rest()
	}
	small, label := pic.shrink(), smallLabel()
	small.paste(small.w()-label.w(), 0, label)
	return encode(small, thumbQuality)
}

var labelInk, labelGround = rgb(0x2a1500), rgb(0xffd166)

// The label of pictures and that of thumbnails, in two lines, are drawn once.
var (
	label = sync.OnceValue(func() canvas {
		c := newCanvas(len(Label)*glyphW+16, 26)
		c.rect(0, 0, c.w(), c.h(), labelGround)
		c.text(8, 5, 1, Label, labelInk)
		return c
	})
	smallLabel = sync.OnceValue(func() canvas {
		c := newCanvas(13*glyphW+4, 2*glyphH)
		c.rect(0, 0, c.w(), c.h(), labelGround)
		c.text(18, 0, 1, "SYNTHETIC", labelInk)
		c.text(2, glyphH, 1, "TRAINING DATA", labelInk)
		return c
	})
)

// mark pastes the label into the upper right corner.
func mark(pic canvas) { pic.paste(pic.w()-label().w(), 0, label()) }

func paint(key stream.Key, img *world.Image) (canvas, error) {
	draw, ok := scenes[img.Scene]
	if !ok {
		return canvas{}, fmt.Errorf("media: %s: no scene %q; known are %v", img.Ref, img.Scene, Scenes())
	}
	c := blank()
	draw(c, key.Domain("media/scene").Named(string(cmp.Or(img.From, img.Ref))), img.Caption)
	return c, nil
}
