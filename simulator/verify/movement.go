package verify

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	sensorsFile = "movement/sensors.csv"
	shadowsFile = "movement/shadows.csv"
	vesselsFile = "movement/vessels.csv"
	aisFile     = "movement/ais.csv"
	tollsFile   = "movement/tolls.csv"
	platesFile  = "movement/plates.csv"
)

// What nothing of its sort exceeds on the average, in kilometres an hour: on the
// road by class, where lorries and coaches have a limiter (Directive 92/6/EEC as
// amended), on the water by the type that the register names.
var (
	fastestVehicle = map[string]float64{"car": 150, "van": 120, "lorry": 90, "coach": 100}
	fastestVessel  = map[string]float64{"passenger": 80, "cargo": 50, "fishing": 50, "pleasure": 100, "tug": 40}
)

var (
	rowID      = regexp.MustCompile(`^[0-9a-f]{16}$`)
	sensorIn   = regexp.MustCompile(`^[A-HJ-NPR-Z]{2}-\d{3}$`)
	plateIn    = regexp.MustCompile(`^X[A-HJ-NPR-Z]-[A-HJ-NPR-Z]{2} \d{3}$`) // ISO 3166-1 leaves XA to XZ to its users
	mmsiIn     = regexp.MustCompile(`^100\d{6}$`)                            // no ship's: those begin with 2 to 7, aircraft with 111 (Rec. ITU-R M.585)
	callSignIn = regexp.MustCompile(`^Q[A-Z]{2}[2-9]$`)                      // the series QAA to QZZ is nobody's
	degreesIn  = regexp.MustCompile(`^-?\d{1,3}\.\d{6}$`)
	knotsIn    = regexp.MustCompile(`^\d{1,2}\.\d$`)
)

// spot is a circle on the map, in degrees and metres.
type spot struct {
	kind     string
	lat, lon float64
	metres   float64
}

// movement is what is known of sensors, vessels and who drove on the toll road.
type movement struct {
	sensors map[string]spot
	shadows map[string][]spot // by receiver
	vessels map[string]string // by identity, their type
	classes map[string]string // of plates at gantries
	gates   map[string][]seen // by plate, at gantries on and off, in the order of time
}

// readMovement holds every row against what its sensor can notice and against
// the row before it of the same vessel or vehicle.
func (c *checker) readMovement() {
	if !c.whole("movement") {
		return
	}
	m := &movement{sensors: map[string]spot{}, shadows: map[string][]spot{}, vessels: map[string]string{}, classes: map[string]string{}, gates: map[string][]seen{}}
	c.table(sensorsFile, "sensor,kind,place,lat,lon,range_m,misread_per_mille", func(r []string) error {
		s, err := spotOf(r[3], r[4], r[5])
		if err != nil {
			return err
		}
		s.kind = r[1]
		if _, twice := m.sensors[r[0]]; twice || !sensorIn.MatchString(r[0]) || r[1] != "receiver" && r[1] != "gantry" && r[1] != "camera" || r[2] == "" {
			return fmt.Errorf("sensor %q of kind %q at %q", r[0], r[1], r[2])
		}
		m.sensors[r[0]] = s
		c.record(sensorsFile, r[0], c.m.Clock.Start.UnixMilli())
		return nil
	})
	if c.listed[shadowsFile] != nil {
		c.table(shadowsFile, "receiver,lat,lon,range_m", func(r []string) error {
			s, err := spotOf(r[1], r[2], r[3])
			if err == nil && m.sensors[r[0]].kind != "receiver" {
				err = fmt.Errorf("there is no receiver %q", r[0])
			}
			m.shadows[r[0]] = append(m.shadows[r[0]], s)
			return err
		})
	}
	if c.listed[vesselsFile] != nil {
		c.table(vesselsFile, "mmsi,call_sign,name,type,length_m", func(r []string) error {
			if m.vessels[r[0]] != "" {
				return fmt.Errorf("the identity %s is there twice", r[0])
			}
			m.vessels[r[0]] = r[3]
			if length, err := strconv.Atoi(r[4]); err != nil || length < 1 || !mmsiIn.MatchString(r[0]) || !callSignIn.MatchString(r[1]) || r[2] == "" {
				return fmt.Errorf("the vessel %v could be a real one, or lacks something", r)
			}
			if fastestVessel[r[3]] == 0 {
				return fmt.Errorf("%q is no type of vessel", r[3])
			}
			return nil
		})
	}
	c.movement = m
	c.readAIS(m)
	c.readTolls(m)
	c.readPlates(m)
}

// seen is where and when something was.
type seen struct {
	spot
	at int64 // Unix seconds
}

// tooFast says whether nothing that goes so many kilometres an hour comes from
// one place to the other in time. What a sensor noticed was within its range.
func tooFast(a, b seen, kmh float64) bool {
	far := metres(a.spot, b.spot) - a.metres - b.metres
	return far > kmh/3.6*float64(b.at-a.at)+50
}

func (c *checker) readAIS(m *movement) {
	if c.listed[aisFile] == nil {
		return
	}
	last, before := map[string]seen{}, int64(0)
	c.table(aisFile, "id,at,receiver,mmsi,lat,lon,sog_kn", func(r []string) error {
		at, err := c.moment(aisFile, r[0], r[1], &before)
		if err != nil {
			return err
		}
		p, err := spotOf(r[4], r[5], "1")
		if err != nil {
			return err
		}
		receiver, ok := m.sensors[r[2]]
		switch {
		case !ok || receiver.kind != "receiver":
			return fmt.Errorf("there is no receiver %q", r[2])
		case m.vessels[r[3]] == "":
			return fmt.Errorf("the identity %q is in no register", r[3])
		case !knotsIn.MatchString(r[6]):
			return fmt.Errorf("%q is no speed", r[6])
		case metres(p, receiver) > receiver.metres+20:
			return fmt.Errorf("%s hears it from %.0f m, and no farther than %.0f", r[2], metres(p, receiver), receiver.metres)
		}
		for _, s := range m.shadows[r[2]] {
			if metres(p, s) < s.metres*95/100-20 {
				return fmt.Errorf("%s hears it out of a shadow", r[2])
			}
		}
		now := seen{p, at}
		if old, known := last[r[3]]; known && tooFast(old, now, fastestVessel[m.vessels[r[3]]]) {
			return fmt.Errorf("%s comes %.0f m in %d s, faster than a %s vessel can", r[3], metres(old.spot, p), at-old.at, m.vessels[r[3]])
		}
		last[r[3]] = now
		return nil
	})
}

// readTolls wants a plate to be of one class, on the road once at a time, and no
// faster than its class, on the road and from where it left to where it comes again.
func (c *checker) readTolls(m *movement) {
	if c.listed[tollsFile] == nil {
		return
	}
	before := int64(0)
	c.table(tollsFile, "id,plate,class,entry,entered_at,exit,left_at", func(r []string) error {
		left, err := c.moment(tollsFile, r[0], r[6], &before)
		if err != nil {
			return err
		}
		entered, err := second(r[4])
		if err != nil {
			return err
		}
		plate, class, fastest := r[1], r[2], fastestVehicle[r[2]]
		on, off := m.sensors[r[3]], m.sensors[r[5]]
		switch {
		case on.kind != "gantry" || off.kind != "gantry" || r[3] == r[5]:
			return fmt.Errorf("drives on at %q and off at %q, want two gantries", r[3], r[5])
		case !plateIn.MatchString(plate) || fastest == 0:
			return fmt.Errorf("%q of the class %q is no vehicle of this country", plate, class)
		case left <= entered:
			return fmt.Errorf("leaves at %s, before it has come at %s", r[6], r[4])
		case tooFast(seen{on, entered}, seen{off, left}, fastest):
			return fmt.Errorf("drives %.0f m in %d s, faster than a %s can", metres(on, off), left-entered, class)
		}
		if old := m.classes[plate]; old != "" && old != class {
			return fmt.Errorf("%s is a %s and was a %s", plate, class, old)
		}
		if n := len(m.gates[plate]); n > 0 {
			switch last := m.gates[plate][n-1]; {
			case entered < last.at:
				return fmt.Errorf("%s comes at %s, while it is on the road already", plate, r[4])
			case tooFast(last, seen{on, entered}, fastest):
				return fmt.Errorf("%s comes again %.0f m away and %d s later, faster than a %s can", plate, metres(last.spot, on), entered-last.at, class)
			}
		}
		m.classes[plate], m.gates[plate] = class, append(m.gates[plate], seen{on, entered}, seen{off, left})
		return nil
	})
}

// readPlates takes readings for what they are: some are wrong, and then a plate
// is in two places at one time, by the cameras or by a camera and a gantry, or
// of another class. More of that than the stated rate explains is a fault.
func (c *checker) readPlates(m *movement) {
	if c.listed[platesFile] == nil {
		return
	}
	last, before, all, odd := map[string]seen{}, int64(0), 0, 0
	c.table(platesFile, "id,at,camera,plate,class,confidence", func(r []string) error {
		at, err := c.moment(platesFile, r[0], r[1], &before)
		if err != nil {
			return err
		}
		camera, plate, fastest := m.sensors[r[2]], r[3], fastestVehicle[r[4]]
		sure, err := strconv.Atoi(r[5])
		switch {
		case camera.kind != "camera":
			return fmt.Errorf("there is no camera %q", r[2])
		case !plateIn.MatchString(plate) || fastest == 0:
			return fmt.Errorf("%q of the class %q is no vehicle of this country", plate, r[4])
		case err != nil || sure < 1 || sure > 100:
			return fmt.Errorf("confidence %q, want 1 to 100", r[5])
		}
		now := seen{camera, at}
		old, known := last[plate]
		class := m.classes[plate]
		if known && tooFast(old, now, fastest) || class != "" && class != r[4] || m.elsewhere(plate, now, fastest) {
			odd++
		}
		last[plate], all = now, all+1
		return nil
	})
	if most := all/500 + 3; odd > most {
		c.fault(Rule, platesFile, "%d readings put a plate into two places at one time, more than misreading explains (%d of %d)", odd, most, all)
	}
}

// elsewhere says whether the gantries have noted a plate, before or after, where
// it does not come from or get to in time.
func (m *movement) elsewhere(plate string, now seen, kmh float64) bool {
	gates := m.gates[plate]
	next, _ := slices.BinarySearchFunc(gates, now.at, func(g seen, at int64) int { return cmp.Compare(g.at, at) })
	return next > 0 && tooFast(gates[next-1], now, kmh) || next < len(gates) && tooFast(now, gates[next], kmh)
}

// moment reads the time of a row, which is not before the row above it and lies
// on the clock, and enters the row into the index.
func (c *checker) moment(path, id, text string, before *int64) (int64, error) {
	if !rowID.MatchString(id) {
		return 0, fmt.Errorf("%q is no id", id)
	}
	at, err := second(text)
	if err != nil {
		return 0, err
	}
	c.record(path, id, at*1000)
	if at < *before || at < c.m.Clock.Start.Unix() || at >= c.m.Clock.End.Unix() {
		return 0, fmt.Errorf("is at %s, before the row above it or off the clock", text)
	}
	*before = at
	return at, nil
}

// second reads a time with seconds in UTC.
func second(text string) (int64, error) {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil || len(text) != len("2006-01-02T15:04:05Z") {
		return 0, fmt.Errorf("%q is no second in UTC", text)
	}
	return t.Unix(), nil
}

func spotOf(lat, lon, radius string) (s spot, err error) {
	if !degreesIn.MatchString(lat) || !degreesIn.MatchString(lon) {
		return s, fmt.Errorf("%q, %q is no position", lat, lon)
	}
	if s.lat, err = strconv.ParseFloat(lat, 64); err != nil {
		return s, err
	}
	if s.lon, err = strconv.ParseFloat(lon, 64); err != nil {
		return s, err
	}
	if s.metres, err = strconv.ParseFloat(radius, 64); err != nil || s.metres <= 0 || math.Abs(s.lat) > 90 || math.Abs(s.lon) > 180 {
		return s, fmt.Errorf("%q, %q with %q metres is nowhere", lat, lon, radius)
	}
	return s, nil
}

// metres is the distance on a sphere (R. W. Sinnott, Virtues of the Haversine, 1984).
func metres(a, b spot) float64 {
	const rad = math.Pi / 180
	y, x := math.Sin((b.lat-a.lat)*rad/2), math.Sin((b.lon-a.lon)*rad/2)
	return 2 * 6_371_000 * math.Asin(math.Sqrt(y*y+math.Cos(a.lat*rad)*math.Cos(b.lat*rad)*x*x))
}

// table reads a CSV file with exactly these columns row by row; what is wrong
// with a row is a fault of its line.
func (c *checker) table(path, head string, row func([]string) error) {
	f, err := os.Open(c.path(path))
	if err != nil {
		c.fault(Missing, path, "the surface is not whole without it")
		return
	}
	defer func() { _ = f.Close() }() // it was only read
	in := csv.NewReader(f)
	in.ReuseRecord = true
	first, err := in.Read()
	if err != nil || strings.Join(first, ",") != head {
		c.fault(Rule, path, "begins with %q, want the columns %s", strings.Join(first, ","), head)
		return
	}
	n := int64(0)
	for {
		r, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		n++
		if err != nil {
			c.fault(Rule, path, "row %d: %v", n, err)
			return
		}
		if err := row(r); err != nil {
			c.fault(Rule, path, "row %d: %v", n, err)
		}
	}
	if want := c.listed[path].Records; n != want {
		c.fault(Rule, path, "has %d records, %s says %d", n, manifestFile, want)
	}
}
