package messenger_test

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/surface/messenger"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// A channel that was banned comes back under another name. What it wrote lies in a
// file of its own, and once more as Telegram Desktop exports a channel.
func Example() {
	fmt.Print(worldtest.Lines(messenger.New(), worldtest.New(20), "messenger/channels.jsonl", "amber_trips"))
	// Output:
	// {"id":"1100000000001","handle":"amber_trips","title":"Amber Lantern Trips","about":"Friends travel with friends.","lang":"en","created_at":"2026-02-05T00:00:00Z","banned_at":"2026-03-14T00:00:00Z","picture":"e3929202846b6297","readers":8,"file":"messenger/messages/1100000000001.jsonl","export":"messenger/export/1100000000001/result.json"}
	// {"id":"1100000000002","handle":"amber_trips2","title":"Amber Lantern Trips again","about":"Friends travel with friends.","lang":"en","created_at":"2026-03-15T00:00:00Z","readers":8,"file":"messenger/messages/1100000000002.jsonl","export":"messenger/export/1100000000002/result.json"}
}
