package verify

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/btcsuite/btcd/txscript"
	"github.com/btcsuite/btcd/wire"

	"github.com/osint-radar/academy/simulator/chaintest"
)

// frame puts Bitcoin Core's four bytes of regtest and the length before a block.
func frame(raw []byte) []byte {
	return append(binary.LittleEndian.AppendUint32([]byte{0xfa, 0xbf, 0xb5, 0xda}, uint32(len(raw))), raw...)
}

// chainOf reads blocks as the ledger of a dataset whose clock ends with the last
// hour of the forged chain and the next. Summary and rows are those of the
// chain, unless told otherwise; nil is no summary.
func chainOf(t *testing.T, f *chaintest.Forge, file []byte, summary map[string]any, rows int64) []Fault {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "ledger"), 0o700); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(summary)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, blocksFile), file, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, chainFile), append(text, '\n'), 0o600); err != nil {
		t.Fatal(err)
	}
	files := []fileRow{{Path: blocksFile, Surface: "ledger", Records: rows}, {Path: chainFile, Surface: "ledger", Records: 1}}
	return readFiles(t, dir, files, chaintest.Start.AddDate(0, 0, 5), chaintest.Start.Add((chaintest.Tip+1)*time.Hour)).faults
}

// summed is what chain.json must say of blocks.
func summed(blocks []*wire.MsgBlock) (row map[string]any, txs int64) {
	for _, b := range blocks {
		txs += int64(len(b.Transactions))
	}
	at := func(b *wire.MsgBlock) string { return b.Header.Timestamp.UTC().Format(time.RFC3339) }
	last := blocks[len(blocks)-1]
	return map[string]any{
		"network": "regtest", "height": len(blocks) - 1, "best_hash": last.BlockHash().String(), "first": at(blocks[1]), "tip": at(last), "txs": txs,
	}, txs
}

// TestChainRules: the verifier refuses each broken form of a block that a node
// refuses (TestNodeRefusesBrokenChains), for its reason alone, and takes the good one.
func TestChainRules(t *testing.T) {
	f, good, broken := chaintest.Broken(t)
	var file []byte
	for _, b := range f.Blocks {
		file = append(file, frame(f.Raw(b))...)
	}
	with := func(b *wire.MsgBlock) []byte { return append(bytes.Clone(file), frame(f.Raw(b))...) }
	row, txs := summed(append(slices.Clone(f.Blocks), good))
	if faults := chainOf(t, f, with(good), row, txs); len(faults) > 0 {
		t.Errorf("the good block: %v", faults)
	}
	late := chaintest.Form{Name: "after the clock", Verify: "after the end of the clock", Block: f.Next(func(b *wire.MsgBlock) {
		b.Header.Timestamp = b.Header.Timestamp.Add(time.Second)
	})}
	for _, v := range append(broken, late) {
		faults := chainOf(t, f, with(v.Block), row, txs)
		if len(faults) != 1 || !strings.HasPrefix(faults[0].Reason, "block 151: ") || !strings.Contains(faults[0].Reason, v.Verify) {
			t.Errorf("%s: %v, want %q", v.Name, faults, v.Verify)
		}
	}

	// A height of one byte leaves room for a coinbase's script that is too short.
	short := chaintest.New(t)
	brief := short.Next(func(b *wire.MsgBlock) { b.Transactions[0].TxIn[0].SignatureScript = []byte{txscript.OP_1} })
	genesis := frame(f.Raw(f.Blocks[0]))
	if faults := chainOf(t, short, append(bytes.Clone(genesis), frame(f.Raw(brief))...), nil, 2); len(faults) != 1 || !strings.Contains(faults[0].Reason, "script has 1 bytes") {
		t.Errorf("a coinbase's script of one byte: %v", faults)
	}
}

// TestChainFile: what is wrong with the frames of the blocks, their number and their summary.
func TestChainFile(t *testing.T) {
	f := chaintest.New(t)
	f.Grow(3)
	var file []byte
	for _, b := range f.Blocks {
		file = append(file, frame(f.Raw(b))...)
	}
	row, txs := summed(f.Blocks)
	last := f.Raw(f.Blocks[3])
	head := file[:len(file)-8-len(last)]
	for _, v := range []struct {
		name string
		file []byte
		says string
	}{
		{"another network", bytes.Replace(file, []byte{0xfa, 0xbf, 0xb5, 0xda}, []byte{0xf9, 0xbe, 0xb4, 0xd9}, 1), "at byte 0 there is no block with regtest's magic"},
		{"half a frame", append(bytes.Clone(file), file[:7]...), "there is no block with regtest's magic"},
		{"a cut block", file[:len(file)-1], "is cut"},
		{"bytes after a block", append(bytes.Clone(head), frame(append(bytes.Clone(last), 0))...), "has 1 bytes too many"},
		{"no block", append(bytes.Clone(head), frame(last[:90])...), "cannot be read"},
		{"another genesis", file[len(frame(f.Raw(f.Blocks[0]))):], "is not the genesis block of regtest"},
		{"a block too few", head, "has 3 transactions"},
	} {
		faults := chainOf(t, f, v.file, row, txs)
		if len(faults) == 0 || !strings.Contains(faults[len(faults)-1].Reason, v.says) { // a chain cut short is not what its summary says, either
			t.Errorf("%s: %v, want %q", v.name, faults, v.says)
		}
	}
	for key, lie := range map[string]any{
		"network": "mainnet", "height": 4, "best_hash": strings.Repeat("0", 64), "first": "2026-01-20T02:00:00Z", "tip": "2026-01-20T04:00:00Z", "txs": 5,
	} {
		told, _ := summed(f.Blocks)
		told[key] = lie
		if faults := chainOf(t, f, file, told, txs); len(faults) != 1 || faults[0].Path != chainFile || !strings.Contains(faults[0].Reason, "does not describe the chain") {
			t.Errorf("another %s: %v", key, faults)
		}
	}
	bare := map[string]any{"network": "regtest", "height": 0, "best_hash": f.Blocks[0].BlockHash().String(), "first": row["first"], "tip": row["first"], "txs": 1}
	if faults := chainOf(t, f, frame(f.Raw(f.Blocks[0])), bare, 1); len(faults) != 1 || !strings.Contains(faults[0].Reason, "does not describe the chain") {
		t.Errorf("no block but the genesis: %v", faults)
	}
	if faults := chainOf(t, f, file, row, txs); len(faults) > 0 {
		t.Errorf("the chain as it is: %v", faults)
	}
}
