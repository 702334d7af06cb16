package media

import (
	"image/color"

	"github.com/osint-radar/academy/simulator/stream"
)

func landscapeScene(c canvas, s *stream.Stream, caption string) {
	h, horizon := backdrop(c, s)
	if s.Chance(1, 3) {
		c.poly(mix(rgb(0x3f7ea0), h.low, 80), 0, horizon+40+s.IntN(40), c.w(), horizon+30+s.IntN(60), c.w(), c.h()-80, 0, c.h()-40)
	}
	for i := range 4 + s.IntN(6) {
		y := horizon + 20 + i*24
		c.poly(mix(h.ground, stream.Pick(s, paints), 30+s.IntN(40)), 0, y, c.w(), y-10+s.IntN(20), c.w(), y+16, 0, y+12)
	}
	trees(c, s, horizon, h)
	banner(c, caption)
}

func cityScene(c canvas, s *stream.Stream, caption string) {
	h, horizon := backdrop(c, s)
	base := horizon + 80
	for x := -10; x < c.w(); {
		wide, tall := 50+s.IntN(60), 90+s.IntN(160)
		wall := mix(stream.Pick(s, paints), h.far, 120)
		c.rect(x, base-tall, wide, tall, wall)
		for wy := base - tall + 10; wy < base-14; wy += 26 {
			for wx := x + 7; wx < x+wide-10; wx += 20 {
				c.rect(wx, wy, 8, 12, mix(rgb(0x26323c), rgb(0xffdf8a), s.IntN(200)))
			}
		}
		x += wide + s.IntN(12)
	}
	c.gradient(base, c.h(), rgb(0x6b6f72), rgb(0x3f4346))
	for i := range 6 {
		c.poly(rgb(0xe5e2d6), 40+i*110, base+70, 90+i*110, base+70, 80+i*110, base+80, 30+i*110, base+80)
	}
	banner(c, caption)
}

func footballScene(c canvas, s *stream.Stream, caption string) {
	h := hours[s.IntN(len(hours))]
	c.gradient(0, 170, h.high, h.low)
	for range 220 { // the crowd, far off: dots
		c.rect(s.IntN(c.w()), 110+s.IntN(60), 5, 5, stream.Pick(s, paints))
	}
	for i := range 8 {
		green := rgb(0x3d8a43)
		if i%2 == 1 {
			green = rgb(0x34793a)
		}
		c.rect(0, 170+i*40, c.w(), 40, green)
	}
	white := rgb(0xf2f5ee)
	c.line(0, 185, c.w(), 185, 4, white)
	gx := 180 + s.IntN(200)
	c.rect(gx, 130, 5, 60, white)
	c.rect(gx+120, 130, 5, 60, white)
	c.rect(gx, 130, 125, 5, white)
	c.ellipse(c.w()/2, 350, 150, 60, white)
	c.ellipse(c.w()/2, 350, 145, 56, rgb(0x34793a))
	a, b := stream.Pick(s, paints[:5]), stream.Pick(s, paints[5:])
	for i := range 10 {
		player(c, 40+s.IntN(560), 230+s.IntN(180), 22+s.IntN(14), []color.RGBA{a, b}[i%2])
	}
	c.ellipse(100+s.IntN(440), 400+s.IntN(40), 8, 8, white)
	banner(c, caption)
}

// player is a figure without a face.
func player(c canvas, x, y, size int, shirt color.RGBA) {
	c.ellipse(x, y-size, size/5, size/5, rgb(0x8a6a50))
	c.rect(x-size/4, y-size*4/5, size/2, size/2, shirt)
	c.rect(x-size/5, y-size*3/10, size/7, size/2, rgb(0x1d2126))
	c.rect(x+size/10, y-size*3/10, size/7, size/2, rgb(0x1d2126))
}

func officeScene(c canvas, s *stream.Stream, caption string) {
	wall := stream.Pick(s, []uint32{0xe8e2d4, 0xdbe3e6, 0xe6dfe8, 0xdfe6d8})
	c.gradient(0, 330, rgb(wall), mix(rgb(wall), rgb(0), 40))
	c.rect(60+s.IntN(60), 60, 180, 120, mix(rgb(0xa9d0ec), rgb(0xffffff), s.IntN(200)))
	for i := range 4 {
		x, y := 340+s.IntN(200), 60+i*30
		c.rect(x, y, 50, 22, stream.Pick(s, papers))
	}
	c.gradient(330, c.h(), rgb(0x7c5a3b), rgb(0x4f3824))
	x := 200 + s.IntN(160)
	c.rect(x, 210, 210, 120, rgb(0x1f2529))
	c.rect(x+8, 218, 194, 104, mix(rgb(0x2d6a8a), rgb(0xffffff), s.IntN(160)))
	c.rect(x+90, 330, 30, 18, rgb(0x2a2f33))
	for i := range 3 + s.IntN(4) {
		c.rect(60, 320-i*9, 110+s.IntN(20), 8, stream.Pick(s, papers))
	}
	mug := stream.Pick(s, paints)
	c.rect(520, 300, 34, 44, mug)
	c.ellipse(556, 320, 11, 13, mug)
	banner(c, caption)
}

func foodScene(c canvas, s *stream.Stream, caption string) {
	cloth := stream.Pick(s, []uint32{0x9c3a3a, 0x3a5f9c, 0x5a7d4c, 0xb08a4a})
	c.rect(0, 0, c.w(), c.h(), rgb(0xf1ece0))
	for y := 0; y < c.h(); y += 60 {
		for x := y % 120; x < c.w(); x += 120 {
			c.rect(x, y, 60, 60, mix(rgb(cloth), rgb(0xf1ece0), 60))
		}
	}
	for range 1 + s.IntN(3) {
		x, y, r := 130+s.IntN(380), 150+s.IntN(210), 90+s.IntN(50)
		c.ellipse(x, y, r, r*4/5, rgb(0xfcfcf8))
		c.ellipse(x, y, r*4/5, r*3/5, rgb(0xe8e6de))
		for range 30 {
			dx, dy := s.IntN(r)-r/2, s.IntN(r*2/3)-r/3
			food := stream.Pick(s, []uint32{0xb5462e, 0xd98e32, 0x6b8f3a, 0xe9d38a, 0x7a4a28})
			c.ellipse(x+dx, y+dy, 6+s.IntN(10), 5+s.IntN(8), rgb(food))
		}
	}
	banner(c, caption)
}

func marketScene(c canvas, s *stream.Stream, caption string) {
	h, horizon := backdrop(c, s)
	c.gradient(horizon+60, c.h(), rgb(0x9a9285), rgb(0x6a6459))
	for i := range 3 {
		x, base := 20+i*210, 400-s.IntN(40)
		awning := stream.Pick(s, paints[4:])
		c.line(x+6, base, x+6, base-170, 5, mix(rgb(0x4a3a2a), h.far, 50))
		c.line(x+184, base, x+184, base-170, 5, mix(rgb(0x4a3a2a), h.far, 50))
		for k := range 8 {
			col := awning
			if k%2 == 1 {
				col = rgb(0xf4efe2)
			}
			c.poly(col, x+24*k, base-170, x+24*k+24, base-170, x+24*k+28, base-130, x+24*k-4, base-130)
		}
		c.rect(x, base-60, 192, 60, rgb(0x7b5a3a))
		for range 40 {
			c.ellipse(x+10+s.IntN(172), base-64-s.IntN(16), 8, 8, rgb(stream.Pick(s, []uint32{0xc2412d, 0xe0a33a, 0x6f9a3d, 0x7d3f6b, 0xe6d25a})))
		}
	}
	banner(c, caption)
}

// avatarScene is a sign, never a face.
func avatarScene(c canvas, s *stream.Stream, caption string) {
	k := s.IntN(len(papers))
	c.gradient(0, c.h(), papers[k], mix(papers[k], inks[k], 70))
	cx, cy := c.w()/2, c.h()/2
	a, b := stream.Pick(s, paints), stream.Pick(s, paints)
	switch s.IntN(4) {
	case 0:
		for i := range 5 {
			c.ellipse(cx, cy, 170-30*i, 170-30*i, mix(a, b, 60*i))
		}
	case 1:
		c.poly(a, cx, cy-170, cx+170, cy, cx, cy+170, cx-170, cy)
		c.poly(b, cx, cy-90, cx+90, cy, cx, cy+90, cx-90, cy)
	case 2:
		for i := range 6 {
			c.rect(cx-170+i*58, cy-170+s.IntN(120), 46, 170+s.IntN(60), mix(a, b, 50*i))
		}
	default:
		c.ellipse(cx, cy, 170, 170, a)
		c.poly(b, cx-120, cy+90, cx-20, cy-110, cx+40, cy, cx+70, cy-40, cx+130, cy+90)
	}
	if caption != "" {
		r := []rune(caption)
		r = r[:min(len(r), 3)]
		c.text(cx-len(r)*glyphW*5, cy-glyphH*5, 10, string(r), inks[k])
	}
}
