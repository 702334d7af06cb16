package rangeserver_test

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/rangeserver"
)

// A scenario clock of a rate: two hours of the scenario pass in one.
func ExampleParseClock() {
	now := time.Date(2027, 1, 11, 9, 0, 0, 0, time.UTC)
	clock, err := rangeserver.ParseClock("2026-05-05T08:00:00Z@2", now, time.Time{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(clock[0].Wall.Format(time.Kitchen), clock[0].Scenario.Format(time.DateTime), clock[0].Rate == 2*rangeserver.RealTime)
	// Output:
	// 9:00AM 2026-05-05 08:00:00 true
}
