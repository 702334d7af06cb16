package ledger

import (
	"strings"
	"testing"

	"github.com/osint-radar/academy/simulator/chaintest"
)

// TestNodeRefusesBrokenChains offers btcd broken forms of one block, each good
// but for one fault. Each must be refused for that fault and leave the tip
// where it was; the good form of the same block must be taken after all. Package
// verify is held to the same forms.
func TestNodeRefusesBrokenChains(t *testing.T) {
	f, good, broken := chaintest.Broken(t)
	n := StartNode(t)
	for h, b := range f.Blocks[1:] {
		if reason := n.Submit(f.Raw(b)); reason != "" {
			t.Fatalf("btcd refuses the good block %d: %s", h+1, reason)
		}
	}
	tip := f.Blocks[chaintest.Tip].BlockHash().String()
	for _, v := range broken {
		reason := n.Submit(f.Raw(v.Block))
		t.Logf("%s: %s", v.Name, reason)
		if !strings.Contains(reason, v.Node) || (reason == "") != (v.Node == "") {
			t.Errorf("%s: btcd says %q, want a reason with %q", v.Name, reason, v.Node)
		}
		if h, hash := n.Tip(); h != chaintest.Tip || hash != tip {
			t.Errorf("%s: the tip went to %d %s", v.Name, h, hash)
		}
	}
	if reason := n.Submit(f.Raw(good)); reason != "" {
		t.Fatalf("btcd refuses the good block: %s", reason)
	}
	if h, hash := n.Tip(); h != chaintest.Tip+1 || hash != good.BlockHash().String() {
		t.Errorf("after the good block the tip is %d %s", h, hash)
	}
}
