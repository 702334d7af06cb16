package media

// Constants of the transform in 13-bit fixed point, from C. Loeffler, A.
// Ligtenberg, G. Moschytz, "Practical fast 1-D DCT algorithms with 11
// multiplications", ICASSP 1989.
const (
	f0298, f0390, f0541, f0765, f0899, f1175 = 2446, 3196, 4433, 6270, 7373, 9633
	f1501, f1847, f1961, f2053, f2562, f3072 = 12299, 15137, 16069, 16819, 20995, 25172
)

// transform is the discrete cosine transform of a block in place, eight times
// too large: lines first, then columns. A line of one value, and a block whose
// lines are all of one value, are short.
func transform(b *[64]int32) {
	level := true
	for at := 0; at < 64; at += 8 {
		d := b[at : at+8 : at+8]
		v := d[0]
		if d[1] == v && d[2] == v && d[3] == v && d[4] == v && d[5] == v && d[6] == v && d[7] == v {
			d[0] = v << 5 // eight of them, and two bits for the second pass
			d[1], d[2], d[3], d[4], d[5], d[6], d[7] = 0, 0, 0, 0, 0, 0, 0
			continue
		}
		level = false
		o := dct([8]int32(d))
		d[0], d[4] = o[0]<<2, o[4]<<2
		for _, i := range [6]int{1, 2, 3, 5, 6, 7} {
			d[i] = (o[i] + 1<<10) >> 11
		}
	}
	columns := 8
	if level {
		columns = 1
	}
	for x := range columns {
		o := dct([8]int32{b[x], b[x+8], b[x+16], b[x+24], b[x+32], b[x+40], b[x+48], b[x+56]})
		b[x], b[x+32] = (o[0]+2)>>2, (o[4]+2)>>2
		for _, i := range [6]int{1, 2, 3, 5, 6, 7} {
			b[x+8*i] = (o[i] + 1<<14) >> 15
		}
	}
}

// dct transforms eight values. Coefficients 0 and 4 come as they are, the
// others 2^13 times as large.
func dct(d [8]int32) (o [8]int32) {
	s0, s1, s2, s3 := d[0]+d[7], d[1]+d[6], d[2]+d[5], d[3]+d[4]
	t0, t1, t2, t3 := d[0]-d[7], d[1]-d[6], d[2]-d[5], d[3]-d[4]
	a, b, c, e := s0+s3, s1+s2, s1-s2, s0-s3
	o[0], o[4] = a+b, a-b
	z := (c + e) * f0541
	o[2], o[6] = z+e*f0765, z-c*f1847

	u, v, w, x := t3+t0, t2+t1, t3+t1, t2+t0
	y := (w + x) * f1175
	u, v, w, x = -u*f0899, -v*f2562, y-w*f1961, y-x*f0390
	o[7], o[5] = t3*f0298+u+w, t2*f2053+v+x
	o[3], o[1] = t1*f3072+v+w, t0*f1501+u+x
	return o
}
