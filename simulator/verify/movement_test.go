package verify_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/surface/movement"
)

// TestMovement damages the movement tables: each damage is something that no
// sensor can have noticed, or no vehicle can have done.
func TestMovement(t *testing.T) {
	dir, key := town(t, movement.Surface{})
	for _, f := range check(t, dir, key).Faults {
		t.Errorf("the tables as they are: %s", f)
	}
	// column replaces a column of the first row that a pattern finds.
	column := func(n int, pattern string, change func(old string) string) func([]byte) []byte {
		line := regexp.MustCompile(`(?m)^.*` + pattern + `.*$`)
		return func(b []byte) []byte {
			return replaceFirst(line, b, func(row []byte) []byte {
				parts := strings.Split(string(row), ",")
				parts[n] = change(parts[n])
				return []byte(strings.Join(parts, ","))
			})
		}
	}
	to := func(value string) func(string) string { return func(string) string { return value } }
	later := func(by time.Duration) func(string) string {
		return func(old string) string {
			at, err := time.Parse(time.RFC3339, old)
			if err != nil {
				t.Fatal(err)
			}
			return at.Add(by).Format(time.RFC3339)
		}
	}
	const row, ship = `^[0-9a-f]{16},`, `,100204117,`
	refuted(t, dir, []claim{
		{"a sensor twice", "movement/sensors.csv", column(0, `^KB-221`, to("KB-104")), `sensor "KB-104"`},
		{"a sensor nowhere", "movement/sensors.csv", column(3, `^KB-221`, to("143.050000")), "is nowhere"},
		{"a shadow of nobody", "movement/shadows.csv", column(0, `^RX-300`, to("RX-301")), `no receiver "RX-301"`},
		{"a number that a ship could have", "movement/vessels.csv", column(0, `^100204117`, to("211204117")), "could be a real one"},
		{"a call sign that a ship could have", "movement/vessels.csv", column(1, `^100204117`, to("DKL7")), "could be a real one"},
		{"one identity twice", "movement/vessels.csv", column(0, `^100204117`, to("100731905")), "100731905 is there twice"},
		{"a position of an unknown vessel", "movement/ais.csv", column(3, ship, to("100999999")), "is in no register"},
		{"a position out of range", "movement/ais.csv", column(4, ship, to("44.000000")), "and no farther than 55000"},
		{"a position in a shadow", "movement/ais.csv", func(b []byte) []byte {
			return column(4, ship, to("42.780000"))(column(5, ship, to("17.970000"))(b))
		}, "hears it out of a shadow"},
		{"a vessel that is too fast", "movement/ais.csv", func(b []byte) []byte {
			n := 0
			return regexp.MustCompile(`(?m)^.*`+ship+`.*$`).ReplaceAllFunc(b, func(row []byte) []byte {
				if n++; n != 2 { // the second position of its track, still in range and outside the shadow
					return row
				}
				parts := strings.Split(string(row), ",")
				parts[4], parts[5] = "43.400000", "17.600000"
				return []byte(strings.Join(parts, ","))
			})
		}, "faster than a vessel can"},
		{"a position from a camera", "movement/ais.csv", column(2, row, to("KB-104")), `no receiver "KB-104"`},
		{"a position of another grain", "movement/ais.csv", column(4, row, func(s string) string { return s[:len(s)-1] }), "is no position"},
		{"a speed of another grain", "movement/ais.csv", column(6, row, to("7")), "is no speed"},
		{"a time of another grain", "movement/ais.csv", column(1, row, func(s string) string { return s[:len(s)-1] + ".000Z" }), "is no second in UTC"},
		{"a row out of order", "movement/ais.csv", column(1, row, later(60*24*time.Hour)), "before the row above it"},
		{"an id of another form", "movement/ais.csv", column(0, row, to("17")), "is no id"},
		{"a passage that ends before it begins", "movement/tolls.csv", column(4, row, later(48*time.Hour)), "before it has come"},
		{"a passage that is too fast", "movement/tolls.csv", func(b []byte) []byte {
			return replaceFirst(regexp.MustCompile(`(?m)^([0-9a-f]{16},[^,]+,[^,]+,[^,]+,)[^,]+,([^,]+),(.+)$`), b, func(row []byte) []byte {
				parts := strings.Split(string(row), ",")
				parts[4] = later(-time.Minute)(parts[6])
				return []byte(strings.Join(parts, ","))
			})
		}, "faster than a vehicle can"},
		{"a passage at one gantry", "movement/tolls.csv", func(b []byte) []byte {
			return column(5, `,TG-007,.*,TG-019,`, to("TG-007"))(b)
		}, "want two gantries"},
		{"two passages at a time", "movement/tolls.csv", func(b []byte) []byte {
			var first []string
			return regexp.MustCompile(`(?m)^.*,XB-KM 264,.*$`).ReplaceAllFunc(b, func(row []byte) []byte {
				parts := strings.Split(string(row), ",")
				if first != nil {
					parts[4] = later(-time.Minute)(first[6])
				}
				first = parts
				return []byte(strings.Join(parts, ","))
			})
		}, "while it is on the road already"},
		{"a plate of a state", "movement/tolls.csv", column(1, row, to("B-KM 204")), "no vehicle of this country"},
		{"a reading by a gantry", "movement/plates.csv", column(2, row, to("TG-007")), `no camera "TG-007"`},
		{"a reading of another form", "movement/plates.csv", column(3, row, to("XBKM204")), "no vehicle of this country"},
		{"a class that is none", "movement/plates.csv", column(4, row, to("tank")), "no vehicle of this country"},
		{"more than sure", "movement/plates.csv", column(5, row, to("101")), "want 1 to 100"},
		{"one plate everywhere", "movement/plates.csv", func(b []byte) []byte {
			return regexp.MustCompile(`X[A-F]-[A-Z]{2} \d{3}`).ReplaceAll(b, []byte("XB-KM 204"))
		}, "more than misreading explains"},
		{"a row twice", "movement/plates.csv", func(b []byte) []byte {
			line := regexp.MustCompile(`(?m)^[0-9a-f]{16},.*\n`).Find(b)
			return bytes.Replace(b, line, []byte(fmt.Sprintf("%s%s", line, line)), 1)
		}, "is there twice"},
		{"another column", "movement/plates.csv", func(b []byte) []byte { return bytes.Replace(b, []byte("camera"), []byte("sensor"), 1) }, "want the columns"},
	})
}

// replaceFirst changes the first match.
func replaceFirst(re *regexp.Regexp, b []byte, change func([]byte) []byte) []byte {
	at := re.FindIndex(b)
	if at == nil {
		return b
	}
	return bytes.Join([][]byte{b[:at[0]], change(bytes.Clone(b[at[0]:at[1]])), b[at[1]:]}, nil)
}
