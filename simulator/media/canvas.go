package media

import (
	"encoding/binary"
	"image"
	"image/color"
	"strings"
	"sync"

	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/font/inconsolata"
	"golang.org/x/image/math/fixed"
)

// canvas draws with whole numbers only, so that a picture has the same pixels
// on every machine.
type canvas struct{ *image.RGBA }

func newCanvas(w, h int) canvas { return canvas{image.NewRGBA(image.Rect(0, 0, w, h))} }

// blanks are canvases of the usual size that are not in use. A megabyte for
// each of thousands of pictures would keep the garbage collector at work.
var blanks = sync.Pool{New: func() any { return newCanvas(Width, Height).RGBA }}

// blank is an empty canvas of the usual size; rest takes it back.
func blank() canvas {
	c := canvas{blanks.Get().(*image.RGBA)} //nolint:forcetypeassert // nothing else is put there
	clear(c.Pix)
	return c
}

func (c canvas) rest() { blanks.Put(c.RGBA) }

func (c canvas) w() int { return c.Rect.Max.X }
func (c canvas) h() int { return c.Rect.Max.Y }

func rgb(hex uint32) color.RGBA {
	return color.RGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 255}
}

// mix goes from a (0) to b (256).
func mix(a, b color.RGBA, at int) color.RGBA {
	f := func(x, y uint8) uint8 { return uint8((int(x)*(256-at) + int(y)*at) >> 8) }
	return color.RGBA{R: f(a.R, b.R), G: f(a.G, b.G), B: f(a.B, b.B), A: 255}
}

// row fills x0 <= x < x1 of one line.
func (c canvas) row(y, x0, x1 int, col color.RGBA) {
	x0, x1 = max(x0, 0), min(x1, c.w())
	if y < 0 || y >= c.h() || x0 >= x1 {
		return
	}
	line := c.Pix[y*c.Stride+4*x0 : y*c.Stride+4*x1]
	line[0], line[1], line[2], line[3] = col.R, col.G, col.B, 255
	for done := 4; done < len(line); done *= 2 {
		copy(line[done:], line[:done])
	}
}

func (c canvas) rect(x, y, w, h int, col color.RGBA) {
	for i := max(y, 0); i < min(y+h, c.h()); i++ {
		c.row(i, x, x+w, col)
	}
}

// gradient fills the lines y0 <= y < y1 from one colour to another.
func (c canvas) gradient(y0, y1 int, top, bottom color.RGBA) {
	for y := y0; y < y1; y++ {
		c.row(y, 0, c.w(), mix(top, bottom, (y-y0)*256/max(y1-y0, 1)))
	}
}

func (c canvas) ellipse(cx, cy, rx, ry int, col color.RGBA) {
	for y := -ry; y <= ry; y++ {
		x := rx * isqrt(ry*ry-y*y) / max(ry, 1)
		c.row(cy+y, cx-x, cx+x+1, col)
	}
}

// isqrt is the square root of a number below 2^30, so that 32 bits do.
func isqrt(n int) int {
	r := 0
	for bit := 1 << 14; bit > 0; bit >>= 1 {
		if t := r + bit; t*t <= n {
			r = t
		}
	}
	return r
}

// poly fills a polygon, even-odd, line by line. Points are x, y, x, y…
func (c canvas) poly(col color.RGBA, xy ...int) {
	lo, hi := c.h(), 0
	for i := 1; i < len(xy); i += 2 {
		lo, hi = min(lo, xy[i]), max(hi, xy[i])
	}
	n := len(xy) / 2
	for y := max(lo, 0); y <= min(hi, c.h()-1); y++ {
		var cuts []int
		for i := range n {
			j := (i + 1) % n
			ax, ay, bx, by := xy[2*i], xy[2*i+1], xy[2*j], xy[2*j+1]
			if (ay <= y) == (by <= y) {
				continue
			}
			x := ax + (y-ay)*(bx-ax)/(by-ay)
			at := len(cuts)
			cuts = append(cuts, x)
			for at > 0 && cuts[at-1] > x {
				cuts[at] = cuts[at-1]
				at--
			}
			cuts[at] = x
		}
		for i := 0; i+1 < len(cuts); i += 2 {
			c.row(y, cuts[i], cuts[i+1], col)
		}
	}
}

// line draws a straight stroke of a width in pixels.
func (c canvas) line(x0, y0, x1, y1, width int, col color.RGBA) {
	steps := max(abs(x1-x0), abs(y1-y0), 1)
	for i := 0; i <= steps; i += max(width/3, 1) {
		c.rect(x0+(x1-x0)*i/steps-width/2, y0+(y1-y0)*i/steps-width/2, width, width, col)
	}
}

func abs(n int) int { return max(n, -n) }

const glyphW, glyphH = 8, 16 // of the Inconsolata bitmap font at scale 1

// text writes one line; x, y is its upper left corner, scale a whole factor.
func (c canvas) text(x, y, scale int, words string, col color.RGBA) {
	face := inconsolata.Bold8x16
	for _, r := range words {
		c.glyph(face, x, y, scale, r, col)
		x += glyphW * scale
	}
}

func (c canvas) glyph(face *basicfont.Face, x, y, scale int, r rune, col color.RGBA) {
	dr, mask, at, _, ok := face.Glyph(fixed.P(0, face.Ascent), r)
	if !ok {
		return
	}
	alpha, ok := mask.(*image.Alpha)
	if !ok {
		return // no bitmap font has another
	}
	for gy := range dr.Dy() {
		for gx := range dr.Dx() {
			a := int(alpha.AlphaAt(at.X+gx, at.Y+gy).A)
			if a == 0 {
				continue
			}
			px, py := x+(dr.Min.X+gx)*scale, y+(dr.Min.Y+gy)*scale
			if !image.Pt(px, py).In(c.Rect) {
				continue
			}
			c.rect(px, py, scale, scale, mix(c.RGBAAt(px, py), col, a+a>>7))
		}
	}
}

// paragraph writes words in lines of at most width pixels and returns the y
// below them. At most limit lines; the rest is left off with an ellipsis.
func (c canvas) paragraph(x, y, width, scale, limit int, words string, col color.RGBA) int {
	lines := wrap(words, width/(glyphW*scale))
	for i, l := range lines {
		if i == limit-1 && len(lines) > limit {
			l += "…"
		}
		if i == limit {
			break
		}
		c.text(x, y, scale, l, col)
		y += (glyphH + 3) * scale
	}
	return y
}

func wrap(words string, columns int) []string {
	var lines []string
	for _, para := range strings.Split(words, "\n") {
		line := ""
		for _, word := range strings.Fields(para) {
			for len([]rune(word)) > columns {
				r := []rune(word)
				if line != "" {
					lines, line = append(lines, line), ""
				}
				lines, word = append(lines, string(r[:columns])), string(r[columns:])
			}
			switch {
			case line == "":
				line = word
			case len([]rune(line))+1+len([]rune(word)) <= columns:
				line += " " + word
			default:
				lines, line = append(lines, line), word
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// shrink returns the picture at a quarter of its size, four by four averaged.
func (c canvas) shrink() canvas {
	const lanes = 0x00ff00ff00ff00ff // every other byte of two pixels, with room for sums
	out := newCanvas(c.w()/4, c.h()/4)
	for y := range out.h() {
		for x := range out.w() {
			var even, odd uint64
			for j := range 4 {
				p := c.Pix[(4*y+j)*c.Stride+16*x:][:16]
				a, b := binary.LittleEndian.Uint64(p), binary.LittleEndian.Uint64(p[8:])
				even += a&lanes + b&lanes
				odd += a>>8&lanes + b>>8&lanes
			}
			even, odd = even+even>>32, odd+odd>>32 // the two pixels
			o := out.Pix[y*out.Stride+4*x:][:4]
			o[0], o[1], o[2], o[3] = uint8(even>>4), uint8(odd>>4), uint8(even>>20), 255
		}
	}
	return out
}

// paste copies a small picture to x, y; all of it must fit.
func (c canvas) paste(x, y int, small canvas) {
	for row := range small.h() {
		copy(c.Pix[(y+row)*c.Stride+4*x:], small.Pix[row*small.Stride:][:4*small.w()])
	}
}

// chroma takes the sum of four pixels, in 65536ths, to a byte around 128.
func chroma(sum int32) uint8 { return uint8(min(max((sum+128<<18+1<<17)>>18, 0), 255)) }
