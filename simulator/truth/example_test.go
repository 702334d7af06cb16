package truth_test

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/osint-radar/academy/simulator/truth"
)

// The root stands in the open manifest. After the release any single fact can be
// proved by it without the others, and none can be changed.
func ExampleProve() {
	facts := []truth.Fact{
		{ID: "label:1", Kind: truth.Label, Subject: "microblog/statuses.jsonl#116010000000000001", Object: "L0", Difficulty: 1},
		{ID: "label:2", Kind: truth.Label, Subject: "microblog/statuses.jsonl#116010000000000002", Object: "L3", Difficulty: 2},
		{ID: "label:3", Kind: truth.Label, Subject: "microblog/statuses.jsonl#116010000000000003", Object: "L0", Difficulty: 1},
	}
	for i := range facts {
		facts[i].Salt = strings.Repeat("0", 63) + strconv.Itoa(i) // drawn from the seed in a dataset
	}
	root, err := truth.Root(facts)
	if err != nil {
		fmt.Println(err)
		return
	}
	way, err := truth.Prove(facts, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(way), truth.Proves(facts[1], way, root))
	facts[1].Object = "L2"
	fmt.Println(truth.Proves(facts[1], way, root))
	// Output:
	// 2 true
	// false
}
