package movement_test

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/surface/movement"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// A camera may misread: on the second leg it took the plate of the van for another.
func Example() {
	fmt.Print(worldtest.Lines(movement.Surface{}, worldtest.New(20), "movement/plates.csv", "2026-02-14T0"))
	// Output:
	// 776aba0b97d00681,2026-02-14T02:34:12Z,KB-104,XB-KM 204,van,88
	// 279d243c3e300b57,2026-02-14T02:57:12Z,KB-221,XB-KM 204,van,91
	// d372ad28bccdd5a2,2026-02-14T05:02:12Z,KB-221,XB-KM 201,van,68
	// 84b90c3d4fd66fee,2026-02-14T05:15:54Z,KB-221,XD-LR 472,car,97
	// 929eb27d464accb1,2026-02-14T05:25:42Z,KB-104,XB-KM 204,van,89
	// 6023afc20c240729,2026-02-14T05:34:40Z,KB-104,XD-LR 472,car,91
	// 65d1614f9eb4b471,2026-02-14T06:41:52Z,KB-104,XB-KM 264,van,79
	// 01d6b7b75d89c107,2026-02-14T07:03:52Z,KB-221,XB-KM 264,van,98
	// 5d3f05d540d86645,2026-02-14T07:41:45Z,KB-104,XD-LR 472,car,93
	// 55a0fa6a40edf20d,2026-02-14T08:06:23Z,KB-221,XD-LR 472,car,93
}
