package verify_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
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
	// passage is the first of a plate, made as that class in so much time.
	passage := func(plate, class string, lasts time.Duration) func([]byte) []byte {
		return func(b []byte) []byte {
			return replaceFirst(regexp.MustCompile(`(?m)^.*,`+plate+`,.*$`), b, func(row []byte) []byte {
				parts := strings.Split(string(row), ",")
				parts[2], parts[4] = class, later(-lasts)(parts[6])
				return []byte(strings.Join(parts, ","))
			})
		}
	}
	// pairs changes each row of a plate, knowing the one before.
	pairs := func(plate string, change func(first, then []string)) func([]byte) []byte {
		return func(b []byte) []byte {
			var first []string
			return regexp.MustCompile(`(?m)^.*,`+plate+`,.*$`).ReplaceAllFunc(b, func(row []byte) []byte {
				parts := strings.Split(string(row), ",")
				if first != nil {
					change(first, parts)
				}
				first = parts
				return []byte(strings.Join(parts, ","))
			})
		}
	}
	vessels, err := os.ReadFile(filepath.Join(dir, "movement", "vessels.csv"))
	if err != nil {
		t.Fatal(err)
	}
	// sprint moves the second position of a vessel of that type to the north of the first.
	sprint := func(kind string, kmh float64) func([]byte) []byte {
		return func(b []byte) []byte {
			for _, vessel := range regexp.MustCompile(`(?m)^(\d+),.*,`+kind+`,.*$`).FindAllSubmatch(vessels, -1) {
				rows := regexp.MustCompile(`(?m)^.*,`+string(vessel[1])+`,.*\n`).FindAll(b, 2)
				if len(rows) < 2 {
					continue
				}
				first, then := strings.Split(string(rows[0]), ","), strings.Split(string(rows[1]), ",")
				var at [2]time.Time
				for i, text := range []string{first[1], then[1]} {
					if at[i], err = time.Parse(time.RFC3339, text); err != nil {
						t.Fatal(err)
					}
				}
				lat, err := strconv.ParseFloat(first[4], 64)
				if err != nil {
					t.Fatal(err)
				}
				then[4], then[5] = strconv.FormatFloat(lat+(kmh*at[1].Sub(at[0]).Hours()+.1)/111.195, 'f', 6, 64), first[5]
				return bytes.Replace(b, rows[1], []byte(strings.Join(then, ",")), 1)
			}
			return b
		}
	}
	const row, ship = `^[0-9a-f]{16},`, `,100204117,`
	refuted(t, dir, []claim{
		{"a sensor twice", "movement/sensors.csv", column(0, `^KB-221`, to("KB-104")), `sensor "KB-104"`},
		{"a sensor of another form", "movement/sensors.csv", column(0, `^KB-221`, to("KB221")), `sensor "KB221"`},
		{"a sensor of another kind", "movement/sensors.csv", column(1, `^KB-221`, to("radar")), `of kind "radar"`},
		{"a sensor without a place", "movement/sensors.csv", column(2, `^KB-221`, to("")), `of kind "camera" at ""`},
		{"a sensor that notices nothing", "movement/sensors.csv", column(5, `^KB-221`, to("0")), "is nowhere"},
		{"a sensor beyond the date line", "movement/sensors.csv", column(4, `^KB-221`, to("181.000000")), "is nowhere"},
		{"a vessel without length", "movement/vessels.csv", column(4, `^100204117`, to("0")), "lacks something"},
		{"a vessel without a name", "movement/vessels.csv", column(2, `^100204117`, to("")), "lacks something"},
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
		}, "vessel can"},
		{"a cargo ship at 60 km/h", "movement/ais.csv", sprint("cargo", 60), "faster than a cargo vessel can"},
		{"a fishing boat at 60 km/h", "movement/ais.csv", sprint("fishing", 60), "faster than a fishing vessel can"},
		{"a tug at 50 km/h", "movement/ais.csv", sprint("tug", 50), "faster than a tug vessel can"},
		{"a yacht at 110 km/h", "movement/ais.csv", sprint("pleasure", 110), "faster than a pleasure vessel can"},
		{"a type that is none", "movement/vessels.csv", column(3, `^100204117`, to("submarine")), "is no type of vessel"},
		{"a position from a camera", "movement/ais.csv", column(2, row, to("KB-104")), `no receiver "KB-104"`},
		{"a position of another grain", "movement/ais.csv", column(4, row, func(s string) string { return s[:len(s)-1] }), "is no position"},
		{"a longitude of another grain", "movement/ais.csv", column(5, row, func(s string) string { return s[:len(s)-1] }), "is no position"},
		{"a row before the clock", "movement/ais.csv", column(1, row, later(-200*24*time.Hour)), "off the clock"},
		{"a row after the clock", "movement/plates.csv", func(b []byte) []byte {
			at := bytes.LastIndexByte(b[:len(b)-1], '\n') + 1
			return append(bytes.Clone(b[:at]), column(1, row, later(200*24*time.Hour))(b[at:])...)
		}, "off the clock"},
		{"a row too few", "movement/plates.csv", func(b []byte) []byte { return b[:bytes.LastIndexByte(b[:len(b)-1], '\n')+1] }, "records, manifest.json says"},
		{"a passage from a camera", "movement/tolls.csv", column(3, row, to("KB-104")), "want two gantries"},
		{"a passage to a camera", "movement/tolls.csv", column(5, row, to("KB-104")), "want two gantries"},
		{"a passage of a tank", "movement/tolls.csv", column(2, row, to("tank")), "no vehicle of this country"},
		{"sure of nothing", "movement/plates.csv", column(5, row, to("0")), "want 1 to 100"},
		{"sure in words", "movement/plates.csv", column(5, row, to("very")), "want 1 to 100"},
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
		}, "faster than a car can"},
		{"a van that is faster than vans", "movement/tolls.csv", passage("XB-KM 264", "van", 500*time.Second), "faster than a van can"},          // 18.9 km at 136 km/h
		{"a lorry that is faster than lorries", "movement/tolls.csv", passage("XB-KM 264", "lorry", 700*time.Second), "faster than a lorry can"}, // 97 km/h
		{"a coach that is faster than coaches", "movement/tolls.csv", passage("XB-KM 264", "coach", 600*time.Second), "faster than a coach can"}, // 113 km/h
		{"a car that is faster than cars", "movement/tolls.csv", passage("XB-KM 264", "car", 400*time.Second), "faster than a car can"},          // 170 km/h
		{"a car that was a van", "movement/tolls.csv", column(2, `,XB-KM 264,`, to("car")), "is a van and was a car"},
		{"from one end of the road to the other in a second", "movement/tolls.csv", pairs("XB-KM 264", func(first, then []string) {
			copy(then[3:], []string{first[3], later(time.Second)(first[6]), first[5]})
		}), "comes again"},
		{"a passage at one gantry", "movement/tolls.csv", func(b []byte) []byte {
			return column(5, `,TG-007,.*,TG-019,`, to("TG-007"))(b)
		}, "want two gantries"},
		{"two passages at a time", "movement/tolls.csv", pairs("XB-KM 264", func(first, then []string) { then[4] = later(-time.Minute)(first[6]) }), "while it is on the road already"},
		{"gantries that the cameras contradict", "movement/tolls.csv", func(b []byte) []byte {
			return regexp.MustCompile(`(TG-\d+)(,[^,]+,)(TG-\d+)`).ReplaceAll(b, []byte("$3$2$1"))
		}, "more than misreading explains"},
		{"cameras that contradict the classes", "movement/plates.csv", func(b []byte) []byte {
			return bytes.ReplaceAll(b, []byte(",car,"), []byte(",coach,"))
		}, "more than misreading explains"},
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
