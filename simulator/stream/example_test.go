package stream_test

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/stream"
)

// The same position gives the same draws, whoever asks and whatever was asked before.
func Example() {
	key := stream.NewKey([16]byte{15: 1})
	posts := key.Domain("microblog/post")

	first := posts.Stream(42, 7) // account 42 on day 7
	hour, minute := first.IntN(24), first.IntN(60)

	posts.Stream(41, 7).IntN(24) // somebody else's day changes nothing
	again := posts.Stream(42, 7)

	fmt.Println(hour == again.IntN(24), minute == again.IntN(60))
	// Output: true true
}
