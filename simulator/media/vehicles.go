package media

import (
	"image/color"

	"github.com/osint-radar/academy/simulator/stream"
)

func vanScene(c canvas, s *stream.Stream, caption string) {
	h, horizon := backdrop(c, s)
	for range s.IntN(4) {
		house(c, s, s.IntN(560), horizon+20, 50+s.IntN(50), h)
	}
	trees(c, s, horizon, h)
	c.gradient(horizon+40, c.h(), mix(rgb(0x5a5d60), h.far, 60), rgb(0x3b3e42))
	scale := 70 + s.IntN(45)
	van(c, 60+s.IntN(120), 345+s.IntN(40), scale, stream.Pick(s, paints), s.Chance(1, 2))
	banner(c, caption)
}

// van is a panel van seen from its side; x, base is its lower left corner,
// scale 100 is 360 pixels long. The plate is blank.
func van(c canvas, x, base, scale int, col color.RGBA, windows bool) {
	u := func(n int) int { return n * scale / 100 }
	dark, glass, light := mix(col, rgb(0x000000), 90), rgb(0x26343f), mix(col, rgb(0xffffff), 70)
	c.ellipse(x+u(180), base+u(4), u(190), u(12), rgb(0x25282b))
	c.poly(col, x, base-u(20), x, base-u(165), x+u(12), base-u(178), x+u(255), base-u(178),
		x+u(315), base-u(100), x+u(352), base-u(88), x+u(360), base-u(60), x+u(360), base-u(20))
	c.poly(light, x+u(12), base-u(178), x+u(255), base-u(178), x+u(248), base-u(170), x+u(10), base-u(170))
	c.poly(glass, x+u(238), base-u(162), x+u(254), base-u(162), x+u(298), base-u(103), x+u(238), base-u(103))
	if windows {
		for i := range 3 {
			c.rect(x+u(18+i*68), base-u(158), u(58), u(52), glass)
		}
	}
	c.line(x+u(226), base-u(165), x+u(226), base-u(28), max(u(2), 1), dark)
	c.line(x+u(150), base-u(165), x+u(150), base-u(28), max(u(2), 1), dark)
	c.rect(x, base-u(38), u(360), u(8), dark)
	c.rect(x+u(345), base-u(80), u(14), u(14), rgb(0xffe9a8))
	c.rect(x+u(2), base-u(110), u(8), u(22), rgb(0xb3202a))
	c.rect(x+u(318), base-u(32), u(40), u(12), rgb(0xe8e8e2))
	for _, at := range []int{72, 290} {
		c.ellipse(x+u(at), base-u(18), u(30), u(30), rgb(0x16181a))
		c.ellipse(x+u(at), base-u(18), u(15), u(15), rgb(0x9aa0a4))
	}
}

func coachScene(c canvas, s *stream.Stream, caption string) {
	h, horizon := backdrop(c, s)
	trees(c, s, horizon, h)
	c.gradient(horizon+50, c.h(), rgb(0x6a6c6e), rgb(0x45484b))
	x, base, col := 30+s.IntN(50), 350+s.IntN(40), stream.Pick(s, paints)
	band := stream.Pick(s, paints)
	c.rect(x, base-190, 540, 175, col)
	c.rect(x+8, base-175, 524, 70, rgb(0x22303b))
	for i := range 8 {
		c.rect(x+8+i*66, base-175, 4, 70, col)
	}
	c.rect(x, base-80, 540, 24, band)
	c.rect(x+500, base-175, 34, 150, rgb(0x2b3a46))
	for _, at := range []int{90, 400} {
		c.ellipse(x+at, base-15, 32, 32, rgb(0x151718))
		c.ellipse(x+at, base-15, 14, 14, rgb(0xa7abae))
	}
	c.rect(x+350, base-205, 180, 28, rgb(0x101010))
	c.text(x+358, base-199, 1, stream.Pick(s, []string{"LINE 4 COACH", "COACH SERVICE", "REGULAR LINE", "LICENSED COACH"}), rgb(0xffb52e))
	banner(c, caption)
}

func roadScene(c canvas, s *stream.Stream, caption string) {
	h, horizon := backdrop(c, s)
	trees(c, s, horizon, h)
	vanish, left, right := 220+s.IntN(200), -60+s.IntN(120), 560+s.IntN(140)
	c.poly(mix(rgb(0x55585b), h.ground, 50), vanish-6, horizon, vanish+6, horizon, right, c.h(), left, c.h())
	for i := range 7 {
		near, far := c.h()-i*i*4-i*14, c.h()-i*i*4-i*14-26+i*3
		if far <= horizon {
			break
		}
		mid := func(y int) int { return vanish + ((left+right)/2-vanish)*(y-horizon)/(c.h()-horizon) }
		wide := 7 - i
		c.poly(rgb(0xe9e4d2), mid(near)-wide, near, mid(near)+wide, near, mid(far)+wide, far, mid(far)-wide, far)
	}
	for i := range 5 {
		y := horizon + 12 + i*i*9
		c.rect(left+(vanish-left)*(c.h()-y)/(c.h()-horizon)-18, y, 3+i, 12+4*i, rgb(0xdcdcd6))
	}
	if s.Chance(1, 2) {
		van(c, vanish+20+s.IntN(60), horizon+60+s.IntN(40), 22+s.IntN(16), stream.Pick(s, paints), false)
	}
	banner(c, caption)
}

func harbourScene(c canvas, s *stream.Stream, caption string) {
	h, horizon := backdrop(c, s)
	water := mix(rgb(0x25597a), h.low, 70)
	c.gradient(horizon, c.h(), mix(water, h.low, 90), mix(water, rgb(0x04121d), 120))
	for range 60 {
		x, y := s.IntN(c.w()), horizon+s.IntN(c.h()-horizon)
		c.row(y, x, x+10+s.IntN(50), mix(water, rgb(0xffffff), 60+s.IntN(60)))
	}
	for range 2 + s.IntN(4) {
		x, y, size := 40+s.IntN(480), horizon+40+s.IntN(120), 30+s.IntN(50)
		hull := stream.Pick(s, paints)
		c.poly(hull, x, y, x+2*size, y, x+2*size-size/4, y+size/3, x+size/4, y+size/3)
		c.line(x+size, y, x+size, y-2*size, 3, rgb(0x3a2d20))
		c.poly(rgb(0xf3eee0), x+size+4, y-2*size, x+size+4, y-6, x+2*size-6, y-6)
	}
	c.poly(rgb(0x77706a), 0, c.h(), 0, c.h()-70, 200+s.IntN(200), c.h()-50, 420+s.IntN(180), c.h())
	banner(c, caption)
}
