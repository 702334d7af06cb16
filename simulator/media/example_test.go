package media_test

import (
	"bytes"
	"fmt"

	"github.com/osint-radar/academy/simulator/media"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// A picture is a function of what the world says of it. The label is in the file
// whatever else was stripped.
func ExampleRender() {
	w := &world.World{Key: stream.NewKey([16]byte{15: 1})}
	jpg, width, height, err := media.Render(w, &world.Image{Ref: "image:van", Scene: "van", StripEXIF: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(width, height, bytes.Contains(jpg, []byte(media.Label)))
	// Output:
	// 640 480 true
}
