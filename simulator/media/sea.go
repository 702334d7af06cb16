package media

import (
	"fmt"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"

	"github.com/osint-radar/academy/simulator/stream"
)

// panoramaScene is a view over a harbour. Its caption says what is to be seen,
// a line each: first the bearing of the left edge and how many degrees the
// picture spans, both in tenths; then what stands where: a kind, its bearing in
// tenths, its distance in metres. A strip with bearings runs along the top, so
// that an analyst can measure.
//
//	2750 900
//	light 2913 640
//	ferry 3110 1200
//	rain
func panoramaScene(c canvas, s *stream.Stream, caption string) {
	h, horizon := backdrop(c, s)
	water := mix(rgb(0x25597a), h.low, 70)
	c.gradient(horizon+6, c.h(), mix(water, h.low, 90), mix(water, rgb(0x04121d), 120))
	var left, span int
	lines := strings.Split(caption, "\n")
	if n, _ := fmt.Sscan(lines[0], &left, &span); n != 2 || span <= 0 {
		left, span = 0, 900
	}
	at := func(bearing int) int { return ((bearing-left)%3600 + 3600) % 3600 * c.w() / span }
	for _, l := range lines[1:] {
		var kind string
		var bearing, far int
		if n, _ := fmt.Sscan(l, &kind, &bearing, &far); n == 3 {
			landmark(c, kind, at(bearing), horizon+8, min(max(60_000/max(far, 1), 26), 150))
		}
	}
	if strings.HasSuffix(caption, "\nrain") {
		rain(c, s)
	}
	every := 100
	if span > 1800 {
		every = 300
	}
	c.rect(0, 26, c.w(), 30, rgb(0x101820))
	for b := (left + 49) / 50 * 50; b <= left+span; b += 50 {
		x, tall := at(b), 6
		if b == left+span {
			x = c.w() - 1
		}
		if b%every == 0 {
			tall = 12
			c.text(x-12, 40, 1, fmt.Sprintf("%03d", b/10%360), rgb(0xf5f1e6))
		}
		c.rect(x, 26, 1, tall, rgb(0xf5f1e6))
	}
}

// rain greys a picture and falls through it.
func rain(c canvas, s *stream.Stream) {
	for y := range c.h() {
		for x := range c.w() {
			c.SetRGBA(x, y, mix(c.RGBAAt(x, y), rgb(0x8b97a3), 130))
		}
	}
	lean := s.IntN(17) - 8
	for range 240 {
		x, y := s.IntN(c.w()), s.IntN(c.h())
		c.line(x, y, x+lean, y+24, 1, rgb(0xaab3bb))
	}
}

// rescueScene is a boat at night beside a smaller one. Who sits there is dots.
func rescueScene(c canvas, s *stream.Stream, caption string) {
	h := hours[3]
	c.gradient(0, 220, h.high, h.low)
	c.gradient(220, c.h(), rgb(0x14233a), rgb(0x050b14))
	for range 50 {
		x, y := s.IntN(c.w()), 224+s.IntN(c.h()-224)
		c.row(y, x, x+8+s.IntN(40), rgb(0x2b4160))
	}
	x, y := 60+s.IntN(90), 250+s.IntN(40)
	c.poly(rgb(0xd9622b), x, y, x+300, y, x+262, y+62, x+36, y+62)
	c.rect(x+70, y-60, 120, 60, rgb(0xf2f2ee))
	c.ellipse(x+130, y-78, 9, 9, rgb(0xffe27a))
	rx, ry := 380+s.IntN(80), 330+s.IntN(60)
	c.poly(rgb(0x4a4f55), rx, ry, rx+190, ry-6, rx+170, ry+34, rx+16, ry+36)
	for range 6 + s.IntN(6) {
		c.ellipse(rx+20+s.IntN(150), ry-4+s.IntN(10), 6, 6, rgb(0xe0a030))
	}
	banner(c, caption)
}

// landmark draws something that stands out; x is its middle, base where it stands.
func landmark(c canvas, kind string, x, base, tall int) {
	wall, dark := rgb(0xe9e3d4), rgb(0x3a2d20)
	switch kind {
	case "light":
		c.poly(wall, x-tall/8, base, x-tall/14, base-tall, x+tall/14, base-tall, x+tall/8, base)
		c.rect(x-tall/9, base-tall/2, tall*2/9, tall/7, rgb(0xb3202a))
		c.ellipse(x, base-tall-4, 4, 4, rgb(0xffe27a))
	case "church":
		c.rect(x-tall/6, base-tall*2/3, tall/3, tall*2/3, wall)
		c.poly(rgb(0xa2533a), x-tall/6, base-tall*2/3, x, base-tall*5/4, x+tall/6, base-tall*2/3)
	case "silo":
		c.rect(x-tall/4, base-tall, tall/4-2, tall, rgb(0xb9bfc2))
		c.rect(x+2, base-tall, tall/4-2, tall, rgb(0x9aa4ab))
	case "crane":
		c.line(x, base, x, base-tall*5/4, 3, rgb(0xc7a33a))
		c.line(x-tall/3, base-tall, x+tall*2/3, base-tall*5/4, 3, rgb(0xc7a33a))
	case "mast":
		c.line(x, base, x, base-tall*3/2, 2, rgb(0x7a2430))
		c.line(x-tall/4, base, x, base-tall, 1, dark)
		c.line(x+tall/4, base, x, base-tall, 1, dark)
	case "ferry":
		c.poly(rgb(0xf2f2ee), x-tall, base+14, x+tall, base+14, x+tall-tall/6, base+22+tall/5, x-tall+tall/8, base+22+tall/5)
		c.rect(x-tall*2/3, base-tall/6, tall, tall/6+14, rgb(0xd9dde0))
		c.rect(x-tall/8, base-tall/3, tall/5, tall/6, rgb(0x7a2430))
	default:
		c.rect(x-tall/4, base-tall/2, tall/2, tall/2, wall)
	}
}

// hullScene is a boat on the hard. Its caption says what of it can be seen, in
// one line: strakes, portholes, where a patch is in per cent of its length (0:
// none), which colour, and after these its name.
func hullScene(c canvas, s *stream.Stream, caption string) {
	h := hours[s.IntN(3)]
	c.gradient(0, 330, h.high, h.low)
	c.gradient(330, c.h(), rgb(0x8d8a84), rgb(0x5c5a56))
	var strakes, ports, patch, colour int
	var name string
	if n, _ := fmt.Sscan(caption, &strakes, &ports, &patch, &colour, &name); n < 4 {
		strakes, ports, colour = 4, 2, s.IntN(len(paints))
	}
	x, y, long, tall := 50+s.IntN(20), 180+s.IntN(30), 520, 130
	col := paints[colour%len(paints)]
	c.poly(col, x, y, x+long, y-14, x+long-70, y+tall, x+40, y+tall)
	for i := range strakes {
		c.line(x+8*i, y+16+i*(tall-20)/max(strakes, 1), x+long-16-10*i, y+4+i*(tall-20)/max(strakes, 1), 2, mix(col, rgb(0), 80))
	}
	for i := range ports {
		c.ellipse(x+120+i*70, y+24, 11, 11, rgb(0x16181a))
		c.ellipse(x+120+i*70, y+24, 7, 7, rgb(0x7f93a8))
	}
	if patch > 0 {
		c.rect(x+long*patch/100, y+tall/2, 44, 26, mix(col, rgb(0xffffff), 110))
	}
	c.text(x+long-160, y+30, 2, name, mix(rgb(0xffffff), col, 30))
	for i := range 4 {
		c.rect(x+70+i*120, y+tall, 14, 90, rgb(0x4a3320))
	}
}

// receiptScene is a slip of paper on a table, in print that a program can read.
func receiptScene(c canvas, s *stream.Stream, caption string) {
	table := stream.Pick(s, []uint32{0x6b4a2f, 0x7d6a55, 0x444b52})
	c.gradient(0, c.h(), rgb(table), mix(rgb(table), rgb(0), 90))
	left, top := 48+s.IntN(24), 34+s.IntN(16)
	c.rect(left, top, c.w()-120, c.h()-60, rgb(0xfbfaf5))
	const size, line, most = 24, 40, 10
	parsed, err := face()
	if err != nil {
		panic("media: the embedded font cannot be read: " + err.Error())
	}
	letters, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic("media: the embedded font has no such size: " + err.Error())
	}
	for i, l := range strings.Split(caption, "\n") {
		if i < most {
			c.printed(letters, left+26, top+44+i*line, l, rgb(0x15181c))
		}
	}
}
