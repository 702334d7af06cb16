package loopi_test

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/surface/loopi"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// A clip is a poster, stills in their order, a length and words. Who shows another's
// footage shows the same still: here that of the second clip is the first one's.
func Example() {
	fmt.Print(worldtest.Lines(loopi.Surface{}, worldtest.New(20), "loopi/clips.jsonl", "344ddacde4af"))
	// Output:
	// {"id":"116062263705660316","account_id":"113735525990435416","created_at":"2026-02-13T08:00:00Z","caption":"The road in the evening. #travel","lang":"en","tags":["travel"],"seconds":14,"poster":"344ddacde4af","frames":["344ddacde4af"],"views":900}
	// {"id":"116098832793625653","account_id":"115972138598400643","created_at":"2026-02-19T19:00:00Z","caption":"Last night with our guests. #seats","lang":"en","tags":["seats"],"seconds":14,"poster":"e990b3eecbf3","frames":["e990b3eecbf3","344ddacde4af"],"views":900}
}
