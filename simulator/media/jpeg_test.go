package media

import (
	"bytes"
	"image"
	"image/jpeg"
	"math"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
)

// The transform against its definition (T.81, A.3.3), eight times as large.
func TestTransform(t *testing.T) {
	s := stream.NewKey([16]byte{1}).Domain("test").Stream(0, 0)
	scale := func(u int) float64 {
		if u == 0 {
			return math.Sqrt2 / 2
		}
		return 1
	}
	for n := range 300 {
		var b, got [64]int32
		for i := range b {
			switch n % 3 {
			case 0:
				b[i] = int32(s.IntN(256)) - 128
			case 1: // lines of one value
				b[i] = b[i/8*8]
				if i%8 == 0 {
					b[i] = int32(s.IntN(256)) - 128
				}
			default: // the extremes
				b[i] = int32(s.IntN(2))*255 - 128
			}
		}
		got = b
		transform(&got)
		for v := range 8 {
			for u := range 8 {
				sum := 0.0
				for y := range 8 {
					for x := range 8 {
						sum += float64(b[8*y+x]) * math.Cos(float64(2*x+1)*float64(u)*math.Pi/16) * math.Cos(float64(2*y+1)*float64(v)*math.Pi/16)
					}
				}
				if want := 2 * scale(u) * scale(v) * sum; math.Abs(want-float64(got[8*v+u])) > 4 {
					t.Fatalf("block %d, coefficient %d,%d is %d, want %.2f", n, u, v, got[8*v+u], want)
				}
			}
		}
	}
}

// loss is the mean square difference between a picture and what the standard
// library's decoder reads of a JPEG.
func loss(t *testing.T, c canvas, body []byte) float64 {
	t.Helper()
	got, err := jpeg.Decode(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if got.Bounds() != c.Rect {
		t.Fatalf("the picture is %v, want %v", got.Bounds(), c.Rect)
	}
	sum := 0.0
	for y := range c.h() {
		for x := range c.w() {
			r, g, b, _ := got.At(x, y).RGBA()
			p := c.RGBAAt(x, y)
			for _, d := range []int{int(r>>8) - int(p.R), int(g>>8) - int(p.G), int(b>>8) - int(p.B)} {
				sum += float64(d * d)
			}
		}
	}
	return sum / float64(3*c.w()*c.h())
}

// What a decoder sees of our JPEG is as near to the picture as what it sees of
// the standard library's, and the file is no longer.
func TestEncoderAgainstTheStandardLibrary(t *testing.T) {
	s := stream.NewKey([16]byte{2}).Domain("test").Stream(0, 0)
	noise := func(w, h, levels int) canvas {
		c := newCanvas(w, h)
		for i := range c.Pix {
			c.Pix[i] = uint8(s.IntN(levels) * 255 / (levels - 1))
			if i%4 == 3 {
				c.Pix[i] = 255
			}
		}
		return c
	}
	pictures := map[string]canvas{"noise": noise(64, 48, 256), "black, white and colours": noise(48, 32, 2), "an odd size": noise(37, 21, 9), "one pixel": noise(1, 1, 3)}
	for _, name := range Scenes() {
		c := newCanvas(Width, Height)
		scenes[name](c, s, "TWO SEATS 450 TK")
		mark(c)
		pictures[name] = c
		pictures[name+" small"] = c.shrink()
	}
	for name, c := range pictures {
		qualities := []int{quality}
		if c.w() <= Width/4 {
			qualities = []int{30, thumbQuality, quality, 95}
		}
		for _, q := range qualities {
			ours, err := encode(c, q)
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := jpeg.Encode(&b, image.Image(c.RGBA), &jpeg.Options{Quality: q}); err != nil {
				t.Fatal(err)
			}
			if l, std := loss(t, c, ours), loss(t, c, b.Bytes()); l > std*1.03+0.3 {
				t.Errorf("%s at %d: loss %.2f, the standard library's %.2f", name, q, l, std)
			}
			if len(ours) > b.Len()+b.Len()/50+64 {
				t.Errorf("%s at %d: %d bytes, the standard library's %d", name, q, len(ours), b.Len())
			}
		}
	}
}

// BenchmarkRatioEncode: our encoder and the standard library's on one picture.
func BenchmarkRatioEncode(b *testing.B) {
	c := newCanvas(Width, Height)
	scenes["van"](c, stream.NewKey([16]byte{3}).Domain("test").Stream(0, 0), "")
	total := 0
	took := func(f func() int) float64 {
		begin := time.Now()
		for range 200 {
			total += f()
		}
		return time.Since(begin).Seconds() / 200
	}
	for b.Loop() {
		ours := took(func() int { body, _ := encode(c, quality); return len(body) })
		std := took(func() int {
			var w bytes.Buffer
			_ = jpeg.Encode(&w, c.RGBA, &jpeg.Options{Quality: quality})
			return w.Len()
		})
		b.ReportMetric(ours*1e6, "us/picture")
		b.ReportMetric(std/ours, "times-stdlib")
		b.ReportMetric(0, "ns/op")
	}
	b.Log(total)
}
