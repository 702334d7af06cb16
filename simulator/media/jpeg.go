package media

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"math/bits"
)

// encode writes a picture as a baseline JPEG with colour at half resolution
// (ITU-T T.81), in whole numbers and tables of the standard alone. Painted
// pictures are flat for the most part: a square of one colour costs a few
// comparisons, and that is why this is here and not the standard library's
// encoder. Its bytes also do not change with a release of Go.
func encode(c canvas, q int) ([]byte, error) {
	e := encoder{c: c, out: make([]byte, 0, 32<<10)}
	if err := e.head(q); err != nil {
		return nil, err
	}
	for y := 0; y < c.h(); y += 16 {
		for x := 0; x < c.w(); x += 16 {
			e.square(x, y)
		}
	}
	e.put(0x7f, 7) // fill the last byte with ones
	return append(e.out, 0xff, 0xd9), nil
}

// encoder is one picture being written.
type encoder struct {
	c     canvas
	out   []byte
	steps [2]quantiser // of brightness and colour
	codes [4][256]code // as huffman
	last  [3]int32     // DC of Y, Cb and Cr in the square before
	bits  uint64       // not yet in out, in the low end
	have  uint         // how many
	y     [4][64]int32
	cb    [64]int32
	cr    [64]int32
}

type code struct {
	bits uint32
	n    uint
}

// quantiser divides the coefficients of a block, in zigzag order. The
// transform leaves them eight times too large.
type quantiser struct {
	half, by, recip [64]uint32
}

// head writes everything before the scan.
func (e *encoder) head(q int) error {
	e.out = append(e.out, 0xff, 0xd8)
	scale := 5000 / q // of the Independent JPEG Group: quality 50 is the tables as they are
	if q >= 50 {
		scale = 200 - 2*q
	}
	e.out = append(e.out, 0xff, 0xdb, 0, 132)
	for t, table := range [2]*[64]int{&brightness, &colour} {
		e.out = append(e.out, byte(t))
		for i, v := range table {
			v = min(max((v*scale+50)/100, 1), 255)
			e.out = append(e.out, byte(v))
			d := uint32(8 * v)
			e.steps[t].half[i], e.steps[t].by[i], e.steps[t].recip[i] = d/2, d, 1<<31/d+1
		}
	}
	w, h := uint16(e.c.w()), uint16(e.c.h())
	e.out = append(e.out, 0xff, 0xc0, 0, 17, 8)
	e.out = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(e.out, h), w)
	e.out = append(e.out, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1)
	for i, t := range huffman {
		b, err := hex.DecodeString(t.hex)
		if err != nil {
			return err
		}
		e.out = append(e.out, 0xff, 0xc4)
		e.out = append(binary.BigEndian.AppendUint16(e.out, uint16(len(b)+3)), t.id)
		e.out = append(e.out, b...)
		value, next := b[16:], uint32(0)
		for n := range 16 { // canonical codes (annex C)
			for range b[n] {
				e.codes[i][value[0]] = code{next, uint(n + 1)}
				value, next = value[1:], next+1
			}
			next <<= 1
		}
	}
	e.out = append(e.out, 0xff, 0xda, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0)
	return nil
}

// square writes sixteen by sixteen pixels: four blocks of brightness and one
// of each colour. Beyond the picture's edge its last pixels are repeated.
func (e *encoder) square(x, y int) {
	if v, ok := e.plain(x, y); ok {
		r, g, b := int32(v&255), int32(v>>8&255), int32(v>>16&255)
		for range 4 {
			e.flat(0, luma(r, g, b))
		}
		cb, cr := colours(4*r, 4*g, 4*b)
		e.flat(1, cb)
		e.flat(2, cr)
		return
	}
	e.sample(x, y)
	for i := range e.y {
		e.block(0, &e.y[i])
	}
	e.block(1, &e.cb)
	e.block(2, &e.cr)
}

// plain says whether a square is of one colour, and which: red in the low byte.
func (e *encoder) plain(x, y int) (uint32, bool) {
	if x+16 > e.c.w() || y+16 > e.c.h() {
		return 0, false
	}
	first := e.c.Pix[y*e.c.Stride+4*x:][:64]
	if !level(first) {
		return 0, false
	}
	for row := 1; row < 16; row++ {
		if !bytes.Equal(e.c.Pix[(y+row)*e.c.Stride+4*x:][:64], first) {
			return 0, false
		}
	}
	return binary.LittleEndian.Uint32(first), true
}

// sample takes a square to brightness and colour, two lines at a time.
func (e *encoder) sample(x0, y0 int) {
	w, h := e.c.w(), e.c.h()
	var edge [2][64]byte
	for j := 0; j < 16; j += 2 {
		var lines [2][]byte
		for k := range 2 {
			line := e.c.Pix[min(y0+j+k, h-1)*e.c.Stride:][: 4*w : 4*w]
			if x0+16 <= w {
				lines[k] = line[4*x0:][:64:64]
				continue
			}
			for i := range 16 {
				copy(edge[k][4*i:], line[4*min(x0+i, w-1):][:4])
			}
			lines[k] = edge[k][:]
		}
		e.lines(j, lines[0][:64], lines[1][:64])
	}
}

// lines takes two lines of a square.
func (e *encoder) lines(j int, top, bottom []byte) {
	left, right := &e.y[j>>3*2], &e.y[j>>3*2+1]
	at, half := j&7*8, j/2*8
	if level(top) && level(bottom) { // as in the sky
		r, g, b := int32(top[0]), int32(top[1]), int32(top[2])
		r2, g2, b2 := int32(bottom[0]), int32(bottom[1]), int32(bottom[2])
		first, second := luma(r, g, b), luma(r2, g2, b2)
		cb, cr := colours(2*(r+r2), 2*(g+g2), 2*(b+b2))
		for i := range 8 {
			left[at+i], right[at+i] = first, first
			left[at+8+i], right[at+8+i] = second, second
			e.cb[half+i], e.cr[half+i] = cb, cr
		}
		return
	}
	for i := range 8 {
		p, q := top[8*i:][:8:8], bottom[8*i:][:8:8]
		block, x := left, at+2*i
		if i >= 4 {
			block, x = right, at+2*i-8
		}
		r, g, b, r2, g2, b2 := int32(p[0]), int32(p[1]), int32(p[2]), int32(p[4]), int32(p[5]), int32(p[6])
		block[x], block[x+1] = luma(r, g, b), luma(r2, g2, b2)
		r, g, b = r+r2, g+g2, b+b2
		r3, g3, b3, r4, g4, b4 := int32(q[0]), int32(q[1]), int32(q[2]), int32(q[4]), int32(q[5]), int32(q[6])
		block[x+8], block[x+9] = luma(r3, g3, b3), luma(r4, g4, b4)
		e.cb[half+i], e.cr[half+i] = colours(r+r3+r4, g+g3+g4, b+b3+b4)
	}
}

// level says that sixteen pixels are of one colour.
func level(p []byte) bool {
	first := binary.LittleEndian.Uint64(p)
	if uint32(first) != uint32(first>>32) {
		return false
	}
	for i := 8; i < 64; i += 8 {
		if binary.LittleEndian.Uint64(p[i:]) != first {
			return false
		}
	}
	return true
}

// colours are Cb and Cr around zero, of the sums of four pixels.
func colours(r, g, b int32) (cb, cr int32) {
	return int32(chroma(-11056*r-21712*g+32768*b)) - 128, int32(chroma(32768*r-27440*g-5328*b)) - 128
}

// luma is JFIF's brightness in 16-bit fixed point, around zero.
func luma(r, g, b int32) int32 { return (19595*r+38470*g+7471*b+1<<15)>>16 - 128 }

// flat writes a block of one value.
func (e *encoder) flat(part int, v int32) {
	e.first(part, e.quantised(part, 0, 64*v))
	e.emit(e.codes[min(part, 1)*2+1][0])
}

// block transforms and writes a block.
func (e *encoder) block(part int, b *[64]int32) {
	transform(b)
	e.first(part, e.quantised(part, 0, b[0]))
	table := &e.codes[min(part, 1)*2+1]
	q := &e.steps[min(part, 1)]
	var there uint64 // bit k: coefficient k does not come to zero
	for k := 1; k < 64; k++ {
		v := b[zigzag[k]&63]
		there |= (uint64(q.by[k]) - 1 - uint64(q.half[k]) - uint64(uint32(max(v, -v)))) >> 63 << k
	}
	before := 0
	for ; there != 0; there &= there - 1 {
		k := bits.TrailingZeros64(there)
		run := k - before - 1
		for ; run > 15; run -= 16 {
			e.emit(table[0xf0])
		}
		e.value(table, run<<4, e.quantised(part, k, b[zigzag[k]&63]))
		before = k
	}
	if before < 63 {
		e.emit(table[0])
	}
}

// quantised divides a coefficient by its step, to the nearest. The reciprocal
// is exact for every coefficient of eight-bit samples.
func (e *encoder) quantised(part, k int, v int32) int32 {
	q := &e.steps[min(part, 1)]
	n := int32(uint64(uint32(max(v, -v))+q.half[k]) * uint64(q.recip[k]) >> 31)
	if v < 0 {
		return -n
	}
	return n
}

// first writes a DC coefficient: its difference from the block before.
func (e *encoder) first(part int, dc int32) {
	e.value(&e.codes[min(part, 1)*2], 0, dc-e.last[part])
	e.last[part] = dc
}

// value writes the code of a number's length and the number (F.1.2).
func (e *encoder) value(table *[256]code, run int, v int32) {
	n := uint(bits.Len32(uint32(max(v, -v))))
	e.emit(table[run|int(n)])
	if n == 0 {
		return
	}
	if v < 0 {
		v--
	}
	e.put(uint32(v)&(1<<n-1), n)
}

func (e *encoder) emit(c code) { e.put(c.bits, c.n) }

// put adds bits to the scan; a byte of ones is followed by a zero (F.1.2.3).
func (e *encoder) put(v uint32, n uint) {
	e.bits, e.have = e.bits<<n|uint64(v), e.have+n
	for e.have >= 8 {
		e.have -= 8
		b := byte(e.bits >> e.have)
		e.out = append(e.out, b)
		if b == 0xff {
			e.out = append(e.out, 0)
		}
	}
}
