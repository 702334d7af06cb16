package movement

import (
	"fmt"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// distance is in how many places two plates differ; -1: in their length.
func distance(a, b string) int {
	if len(a) != len(b) {
		return -1
	}
	n := 0
	for i := range a {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

// The rate of misreading is the stated one, for the crowd and for the story
// alike, each is of one place, and the camera is often as sure as otherwise.
func TestMisreadRate(t *testing.T) {
	w := worldtest.New(3000)
	cameras, r := posts(w, world.Camera), newReader(w)
	count := func(rows []line, plate string, all, wrong, sure *int) {
		for _, l := range rows {
			*all++
			switch distance(l.fields[3], plate) {
			case 0:
			case 1:
				*wrong++
				if l.fields[5] >= "75" {
					*sure++
				}
			default:
				t.Fatalf("%s is read as %s", plate, l.fields[3])
			}
		}
	}
	var all, wrong, sure int
	crowd := newTraffic(w)
	for day := range days(w) {
		for _, c := range crowd.cars {
			for _, j := range crowd.drives(c, day) {
				d := drive{c.plate, c.class, &j, false}
				count(r.rows(d, d.passes(cameras, 0)), c.plate, &all, &wrong, &sure)
			}
		}
	}
	// 30,000 readings and more: the standard deviation is below one in a thousand.
	if rate := wrong * 10_000 / all; all < 30_000 || rate < 10*record.MisreadPerMille-30 || rate > 10*record.MisreadPerMille+30 {
		t.Errorf("%d of %d readings of the crowd are wrong, want %d of 1,000", wrong, all, record.MisreadPerMille)
	}
	if sure*10 < wrong || sure*10 > wrong*6 {
		t.Errorf("of %d misreadings %d have a high confidence: want some, and fewer than half", wrong, sure)
	}
	t.Logf("crowd: %d of %d wrong, %d of them sure", wrong, all, sure)
	all, wrong, sure = 0, 0, 0
	yard, quay := w.Place("place:yard").At, w.Place("place:quay").At
	for n := range 2000 {
		at := w.Start.Add(time.Duration(n) * time.Hour)
		j := world.Journey{Ref: world.Ref(fmt.Sprintf("journey:%d", n)), Way: []world.Waypoint{{At: at, Pos: yard}, {At: at.Add(50 * time.Minute), Pos: quay}}}
		d := drive{"XB-KM 204", "van", &j, true}
		count(r.rows(d, d.passes(cameras, 0)), "XB-KM 204", &all, &wrong, &sure)
	}
	// 4,000 readings: three standard deviations are 7.4 in a thousand.
	if rate := wrong * 10_000 / all; all != 4000 || rate < 10*record.MisreadPerMille-74 || rate > 10*record.MisreadPerMille+74 {
		t.Errorf("%d of %d readings of the story are wrong, want %d of 1,000", wrong, all, record.MisreadPerMille)
	}
	t.Logf("story: %d of %d wrong", wrong, all)
}
