package media

import (
	"image/color"
	"maps"
	"slices"

	"github.com/osint-radar/academy/simulator/stream"
)

// scenes is what can be drawn. A scene varies with its draws and shows the
// caption in its own way.
var scenes = map[string]func(c canvas, s *stream.Stream, caption string){
	"van": vanScene, "coach": coachScene, "road": roadScene, "harbour": harbourScene,
	"landscape": landscapeScene, "city": cityScene, "football": footballScene,
	"flyer": flyerScene, "hotline": hotlineScene, "document": documentScene,
	"map": mapScene, "timetable": timetableScene, "chat": chatScene,
	"office": officeScene, "food": foodScene, "market": marketScene, "avatar": avatarScene,
	"panorama": panoramaScene, "hull": hullScene, "receipt": receiptScene, "rescue": rescueScene,
}

// Scenes lists what an Image's Scene can be, in alphabetical order.
func Scenes() []string { return slices.Sorted(maps.Keys(scenes)) }

// hour is the light of a picture.
type hour struct{ high, low, ground, far color.RGBA }

var hours = []hour{
	{rgb(0x4d8fd1), rgb(0xcfe3f2), rgb(0x6f8f4e), rgb(0x7f93a8)}, // noon
	{rgb(0x8b97a3), rgb(0xd5d9db), rgb(0x66734f), rgb(0x87909a)}, // overcast
	{rgb(0x35406b), rgb(0xf0a46b), rgb(0x4e5a3c), rgb(0x5c5873)}, // dusk
	{rgb(0x0d1730), rgb(0x2b3a5c), rgb(0x1d2a24), rgb(0x1a2340)}, // night
	{rgb(0x6fb0c9), rgb(0xf6e7c8), rgb(0x8aa05a), rgb(0x93a7ad)}, // morning
}

var paints = []color.RGBA{
	rgb(0xf2f2ee), rgb(0xd9dde0), rgb(0x9aa4ab), rgb(0x2f3b46), rgb(0x274b7a), rgb(0x7a2430),
	rgb(0x3f6b4a), rgb(0xc7a33a), rgb(0x8a5a2c), rgb(0x5b4a78),
}

// inks and papers of printed matter: index by index readable together.
var (
	inks   = []color.RGBA{rgb(0x14213d), rgb(0x3d0c11), rgb(0x10302a), rgb(0x2b1a4d), rgb(0x1a1a1a), rgb(0xfff6e0), rgb(0xe9f5ff)}
	papers = []color.RGBA{rgb(0xf7f3e8), rgb(0xfde9d9), rgb(0xe3f1ea), rgb(0xece6f7), rgb(0xffe27a), rgb(0x173b57), rgb(0x5a1f3c)}
)

// backdrop paints sky, hills and ground; the horizon's line is returned.
func backdrop(c canvas, s *stream.Stream) (hour, int) {
	h := hours[s.IntN(len(hours))]
	horizon := 190 + s.IntN(90)
	c.gradient(0, horizon, h.high, h.low)
	if s.Chance(2, 3) {
		x, y, r := 60+s.IntN(420), 60+s.IntN(80), 14+s.IntN(18)
		c.ellipse(x, y, r, r, mix(h.low, rgb(0xffffff), 170))
	}
	for i := range 1 + s.IntN(3) {
		ridge(c, s, horizon, 30+s.IntN(90), mix(h.far, h.ground, 60*i))
	}
	c.gradient(horizon, c.h(), h.ground, mix(h.ground, rgb(0x000000), 90))
	return h, horizon
}

// ridge is a line of hills that stands on y.
func ridge(c canvas, s *stream.Stream, y, height int, col color.RGBA) {
	xy := []int{0, y}
	for x := 0; x < c.w(); x += 40 + s.IntN(60) {
		xy = append(xy, x, y-height/3-s.IntN(height))
	}
	c.poly(col, append(xy, c.w(), y-s.IntN(height), c.w(), y)...)
}

func trees(c canvas, s *stream.Stream, horizon int, h hour) {
	for range 3 + s.IntN(9) {
		x, size := s.IntN(c.w()), 14+s.IntN(40)
		y := horizon + size/3
		green := mix(h.ground, rgb(0x0c2a12), 110+s.IntN(80))
		c.rect(x-2, y-size/2, 4+size/12, size/2, mix(rgb(0x4a3320), h.ground, 60))
		if s.Chance(1, 2) {
			c.poly(green, x-size/3, y-size/3, x, y-size-size/2, x+size/3, y-size/3)
		} else {
			c.ellipse(x, y-size, size/2, size/2, green)
		}
	}
}

func house(c canvas, s *stream.Stream, x, base, size int, h hour) {
	wall := mix(stream.Pick(s, []color.RGBA{rgb(0xe6d8c0), rgb(0xd8c4b4), rgb(0xc9d0d4), rgb(0xe9e3d4)}), h.far, 70)
	roof := mix(stream.Pick(s, []color.RGBA{rgb(0xa2533a), rgb(0x6d4038), rgb(0x54606a)}), h.far, 40)
	c.rect(x, base-size, size, size, wall)
	c.poly(roof, x-size/8, base-size, x+size/2, base-size-size/2, x+size+size/8, base-size)
	lit := mix(rgb(0x31424f), rgb(0xffdf8a), s.IntN(256))
	for i := range 2 {
		c.rect(x+size/6+i*size/2, base-size*3/4, size/5, size/5, lit)
	}
	c.rect(x+size*2/5, base-size*2/5, size/5, size*2/5, mix(roof, rgb(0x000000), 80))
}

// banner writes a caption into a strip at the bottom.
func banner(c canvas, caption string) {
	if caption == "" {
		return
	}
	const scale, limit = 2, 3
	n := min(len(wrap(caption, (c.w()-40)/(glyphW*scale))), limit)
	top := c.h() - n*(glyphH+3)*scale - 20
	c.rect(0, top, c.w(), c.h()-top, rgb(0x101820))
	c.paragraph(20, top+12, c.w()-40, scale, limit, caption, rgb(0xf5f1e6))
}
