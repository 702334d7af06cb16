package media

import (
	"fmt"
	"image"
	"image/color"
	"sync"
	"time"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"github.com/osint-radar/academy/simulator/world"
)

// Sheet is a page of paper under a scanner: a heading and lines of printed
// text, which a program that reads pictures (OCR) can read.
type Sheet struct {
	Ref     world.Ref
	Heading string
	Lines   []string
	Scanned time.Time // for the metadata
	Rule    int       // a thin rule below every so many lines, 0 for none
}

// Sizes of a sheet in pixels.
const (
	sheetWidth  = 1248 // A4 at 150 dots an inch, in whole squares of 16
	sheetMargin = 60
	sheetLine   = 44
	sheetHead   = 150
	sheetSize   = 30 // of the letters
)

// face is Go Regular, whose nought has no stroke through it that a program
// would take for an @. Letters of this size are scaled and filled in fixed-point
// arithmetic (golang.org/x/image/vector): the same pixels on any machine.
var face = sync.OnceValues(func() (*opentype.Font, error) { return opentype.Parse(goregular.TTF) })

// RenderSheet draws a sheet as a JPEG file with the synthetic label in the
// picture, in EXIF and XMP. A line that does not fit is an error.
func RenderSheet(s Sheet) (jpg []byte, width, height int, err error) {
	fail := func(err error) ([]byte, int, int, error) {
		return nil, 0, 0, fmt.Errorf("media: %s: %w", s.Ref, err)
	}
	parsed, err := face()
	if err != nil {
		return fail(err)
	}
	letters, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: sheetSize, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return fail(err)
	}
	height = sheetHead + len(s.Lines)*sheetLine + sheetMargin
	height += (16 - height%16) % 16
	c := newCanvas(sheetWidth, height)
	ink, paper := rgb(0x15181c), rgb(0xfbfaf5)
	c.rect(0, 0, sheetWidth, height, paper)
	for i, line := range append([]string{s.Heading}, s.Lines...) {
		y := 96
		if i > 0 {
			y = sheetHead + i*sheetLine - 12
		}
		if end := c.printed(letters, sheetMargin, y, line, ink); end > sheetWidth-sheetMargin {
			return fail(fmt.Errorf("line %d is too long for a sheet: %q", i, line))
		}
		if s.Rule > 0 && i > 0 && i%s.Rule == 0 {
			c.rect(sheetMargin, y+11, sheetWidth-2*sheetMargin, 1, mix(paper, ink, 80))
		}
	}
	mark(c)
	body, err := encode(c, 85)
	if err != nil {
		return fail(err)
	}
	meta := &world.Image{Ref: s.Ref, TakenAt: s.Scanned, Make: "Fair Desk", Model: "Flatbed 2"}
	out, err := withMetadata(body, exif(meta, nil), xmp())
	if err != nil {
		return fail(err)
	}
	return out, sheetWidth, height, nil
}

// printed writes a line on a base line and returns where it ends.
func (c canvas) printed(letters font.Face, x, y int, words string, col color.RGBA) int {
	d := font.Drawer{Dst: c.RGBA, Src: image.NewUniform(col), Face: letters, Dot: fixed.P(x, y)}
	d.DrawString(words)
	return d.Dot.X.Ceil()
}
