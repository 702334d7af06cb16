package courses

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

var (
	plainNumber = regexp.MustCompile(`^[+-]?\d+(\.\d+)?$`)
	thousands   = regexp.MustCompile(`^[+-]?\d{1,3}([,.]\d{3})+$`)
)

// readings are the numbers a text can mean: 1,234 is 1234 to some and 1.234 to
// others, and both are right. Spaces may stand between thousands.
func readings(s string) []float64 {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), r == '\u202f', r == '\'':
			return -1
		case r == '−':
			return '-'
		}
		return r
	}, s)
	var out []float64
	add := func(s string) {
		if plainNumber.MatchString(s) {
			if v, err := strconv.ParseFloat(s, 64); err == nil && !math.IsInf(v, 0) {
				out = append(out, v)
			}
		}
	}
	dot, comma := strings.LastIndexByte(s, '.'), strings.LastIndexByte(s, ',')
	switch {
	case dot >= 0 && comma > dot: // 1.234,5
		add(strings.Replace(strings.ReplaceAll(s, ".", ""), ",", ".", 1))
	case comma >= 0 && dot > comma: // 1,234.5
		add(strings.ReplaceAll(s, ",", ""))
	default:
		add(strings.Replace(s, ",", ".", 1))
		if thousands.MatchString(s) {
			add(strings.NewReplacer(",", "", ".", "").Replace(s))
		}
	}
	return out
}

// point reads "latitude, longitude" in decimal degrees.
func point(s string) (lat, lon float64, ok bool) {
	a, b, found := strings.Cut(s, ",")
	lat, err1 := strconv.ParseFloat(strings.TrimSpace(a), 64)
	lon, err2 := strconv.ParseFloat(strings.TrimSpace(b), 64)
	ok = found && err1 == nil && err2 == nil && math.Abs(lat) <= 90 && math.Abs(lon) <= 180
	return lat, lon, ok
}

// metres is the great-circle distance of two points on a sphere of 6,371,009 m
// (the mean earth radius of the IUGG), by the haversine formula.
func metres(lat1, lon1, lat2, lon2 float64) float64 {
	rad := func(deg float64) float64 { return deg * math.Pi / 180 }
	h := math.Pow(math.Sin(rad(lat2-lat1)/2), 2) +
		math.Cos(rad(lat1))*math.Cos(rad(lat2))*math.Pow(math.Sin(rad(lon2-lon1)/2), 2)
	return 2 * 6371009 * math.Asin(math.Sqrt(min(h, 1)))
}
