package media

import "github.com/osint-radar/academy/simulator/stream"

func flyerScene(c canvas, s *stream.Stream, caption string) {
	if caption == "" {
		caption = stream.Pick(s, []string{"NOTICE", "THIS WEEK", "NEWS"})
	}
	k := s.IntN(len(papers))
	ink, paper := inks[k], papers[k]
	c.gradient(0, c.h(), mix(paper, ink, 60), mix(paper, ink, 110))
	c.rect(40, 44, c.w()-80, c.h()-80, paper)
	c.rect(40, 44, c.w()-80, 14+s.IntN(12), stream.Pick(s, paints))
	switch s.IntN(3) {
	case 0:
		van(c, 330, 420, 60, stream.Pick(s, paints), true)
	case 1:
		for i := range 4 {
			c.ellipse(460, 360, 70-16*i, 70-16*i, mix(ink, paper, 60*i))
		}
	default:
		ridge(c, s, 436, 90, mix(paper, ink, 90))
	}
	c.paragraph(64, 84, c.w()-128, 3, 5, caption, ink)
}

func hotlineScene(c canvas, s *stream.Stream, caption string) {
	if caption == "" {
		caption = stream.Pick(s, []string{"WE LISTEN\nFree of charge", "ADVICE LINE\nMonday to Friday", "HELP BY TELEPHONE\nin six languages"})
	}
	k := s.IntN(4)
	c.gradient(0, c.h(), mix(papers[k], inks[k], 80+s.IntN(80)), mix(papers[k], inks[k], 170+s.IntN(60)))
	c.rect(70, 90, 500, 310, rgb(0xffffff))
	c.rect(70, 90, 120, 310, stream.Pick(s, paints[3:]))
	c.ellipse(130, 190, 36, 36, rgb(0xffffff)) // a telephone's dial
	c.ellipse(130, 190, 24, 24, inks[k])
	for i, at := range [][2]int{{130, 170}, {147, 180}, {147, 200}, {130, 210}, {113, 200}, {113, 180}} {
		c.ellipse(at[0], at[1], 4, 4, mix(rgb(0xffffff), inks[k], 8*i))
	}
	c.paragraph(214, 120, 340, 2, 7, caption, inks[k])
}

// documentScene is a prop: bars where writing would be, nothing to copy.
func documentScene(c canvas, s *stream.Stream, caption string) {
	table := stream.Pick(s, []uint32{0x6b4a2f, 0x7d6a55, 0x444b52, 0x8a7b68})
	c.gradient(0, c.h(), rgb(table), mix(rgb(table), rgb(0), 90))
	x, y := 120+s.IntN(60), 70+s.IntN(30)
	paper := mix(papers[s.IntN(4)], rgb(table), 40)
	c.poly(paper, x, y+10, x+330, y-10+s.IntN(24), x+350, y+320, x+16, y+340)
	blur := mix(paper, rgb(0x30343a), 90)
	for row := y + 40; row < y+290; row += 22 {
		for soft := range 6 {
			shade := mix(paper, blur, 80+44*min(soft, 5-soft))
			c.rect(x+130, row+2*soft, 60+s.IntN(130), 2, shade)
		}
	}
	for i := range 8 {
		c.rect(x+36+2*i, y+50+2*i, 76-4*i, 96-4*i, mix(paper, blur, 30*i))
	}
	c.ellipse(x+80, y+250, 34, 34, mix(paper, stream.Pick(s, paints[4:]), 120))
	c.ellipse(x+80, y+250, 26, 26, paper)
	banner(c, caption)
}

// mapScene is a sketch of a coast and dots that are nowhere.
func mapScene(c canvas, s *stream.Stream, caption string) {
	land, sea := stream.Pick(s, []uint32{0xeadfc4, 0xe4e8d0, 0xf0e6dc}), stream.Pick(s, []uint32{0xa9cbdc, 0xb7d3d6})
	c.rect(0, 0, c.w(), c.h(), rgb(land))
	coast := []int{0, c.h()}
	for y := c.h(); y >= 0; y -= 30 {
		coast = append(coast, 60+s.IntN(70)+(c.h()-y)/5, y)
	}
	c.poly(rgb(sea), append(coast, 0, 0)...)
	for range 3 {
		x := 240 + s.IntN(300)
		for y := 0; y < c.h(); y += 24 {
			nx := x - 20 + s.IntN(41)
			c.line(x, y, nx, y+24, 3, rgb(0xc9bfa4))
			x = nx
		}
	}
	px, py := 180+s.IntN(60), 380-s.IntN(40)
	for i := range 4 + s.IntN(2) {
		nx, ny := px+50+s.IntN(50), py-30-s.IntN(50)
		c.line(px, py, nx, ny, 5, rgb(0xb3433a))
		c.ellipse(px, py, 8, 8, rgb(0x7a1f1a))
		c.text(px+12, py, 1, string(rune('A'+i)), rgb(0x2a2a2a))
		px, py = nx, ny
	}
	c.ellipse(px, py, 10, 10, rgb(0x7a1f1a))
	banner(c, caption)
}

func timetableScene(c canvas, s *stream.Stream, caption string) {
	c.gradient(0, c.h(), rgb(0x9db0bd), rgb(0x6d7d88))
	c.rect(60, 40, 520, 400, rgb(0xfafaf4))
	head := stream.Pick(s, paints[3:])
	c.rect(60, 40, 520, 62, head)
	if caption == "" {
		caption = "DEPARTURES"
	}
	c.paragraph(76, 54, 488, 2, 1, caption, rgb(0xffffff))
	at := 5*60 + s.IntN(90)
	for row := range 9 {
		y := 116 + row*35
		if row%2 == 1 {
			c.rect(60, y-6, 520, 35, rgb(0xe8ecea))
		}
		clock := []byte{byte('0' + at/600), byte('0' + at/60%10), ':', byte('0' + at%60/10), byte('0' + at%10)}
		c.text(80, y, 1, string(clock), rgb(0x1a1a1a))
		c.text(180, y, 1, "LINE "+string(rune('1'+s.IntN(8))), rgb(0x1a1a1a))
		c.text(300, y, 1, "STAND "+string(rune('A'+s.IntN(6))), rgb(0x1a1a1a))
		c.text(430, y, 1, stream.Pick(s, []string{"DAILY", "MON-FRI", "SAT", "SUN", "SCHOOL DAYS"}), rgb(0x444444))
		at += 25 + s.IntN(80)
	}
}

// chatScene is the screen of a telephone: bubbles, or a voice note's wave with
// its transcript.
func chatScene(c canvas, s *stream.Stream, caption string) {
	c.gradient(0, c.h(), rgb(0x22303a), rgb(0x131b21))
	c.rect(120, 30, 400, 430, rgb(0xe9ece4))
	c.rect(120, 30, 400, 40, stream.Pick(s, paints[3:]))
	c.rect(140, 90, 280, 64, rgb(0xffffff))
	c.poly(rgb(0x2f6f5e), 156, 104, 156, 140, 182, 122)
	for i := range 40 {
		v := 4 + s.IntN(22)
		c.rect(196+i*5, 122-v, 3, 2*v, rgb(0x6a8f86))
	}
	y := c.paragraph(146, 176, 350, 2, 4, caption, rgb(0x1c2429))
	for y += 14; y < 420; y += 50 {
		wide := 120 + s.IntN(160)
		x := 140
		if s.Chance(1, 2) {
			x = 500 - wide
		}
		c.rect(x, y, wide, 34, mix(rgb(0xffffff), rgb(0xbfe3c0), s.IntN(256)))
		c.rect(x+12, y+10, wide-40, 4, rgb(0xa9b3ad))
		c.rect(x+12, y+20, wide/2, 4, rgb(0xa9b3ad))
	}
}
