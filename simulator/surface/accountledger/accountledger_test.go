package accountledger_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/surface/accountledger"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// emitted writes the ledger of a world and reads its blocks.
func emitted(t *testing.T, w *world.World) (string, *dataset.Writer, []record.AccountBlock) {
	t.Helper()
	dir := t.TempDir()
	out := dataset.NewWriter(dir)
	if err := (accountledger.Surface{}).Emit(t.Context(), w, 0, out); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(filepath.Join(dir, record.AccountBlocksFile))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var blocks []record.AccountBlock
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var b record.AccountBlock
		if err := json.Unmarshal(in.Bytes(), &b); err != nil {
			t.Fatal(err)
		}
		blocks = append(blocks, b)
	}
	return dir, out, blocks
}

// TestHaystack: at scale 1 the story is a needle, and it is there.
func TestHaystack(t *testing.T) {
	w := worldtest.New(1000)
	if err := world.Validate(w); err != nil {
		t.Fatal(err)
	}
	dir, out, blocks := emitted(t, w)
	txs, tokens, failed := 0, 0, 0
	from := map[string]int{}
	for _, b := range blocks {
		for _, x := range b.Transactions {
			txs++
			from[x.From]++
			tokens += len(x.Logs)
			if v, ok := new(big.Int).SetString(x.Value, 10); !ok || v.Sign() < 0 {
				failed++
			}
		}
	}
	if txs < 3000 || tokens < txs/2 || failed > 0 {
		t.Errorf("%d transactions, %d of tokens, %d without a value; want 3,000 and more", txs, tokens, failed)
	}
	if share := 1000 * len(w.TokenPayments) / txs; share > 20 {
		t.Errorf("%d planned payments of %d transactions are more than 2 in a hundred", len(w.TokenPayments), txs)
	}
	for _, p := range w.TokenPayments {
		b, ok := out.Bound(string(p.Ref))
		if !ok || len(b.Records) != 1 || !p.Native && (b.Tx == "" || b.Amount < p.Amount || !p.Sweep && b.Amount != p.Amount) {
			t.Errorf("%s is bound to %+v", p.Ref, b)
		}
		if lag := b.VisibleFrom - p.At.Unix(); lag < 0 || lag > 60 {
			t.Errorf("%s is in a block %d s after its time", p.Ref, lag)
		}
	}
	st, err := os.Stat(filepath.Join(dir, record.AccountBlocksFile))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d blocks, %d transactions, %d senders, %d bytes", len(blocks), txs, len(from), st.Size())
}

// The innocent twin of a collection is in the crowd, more often than the story
// collects: four or more pay one the same amount within a day or two, and their
// sum goes on.
func TestCircles(t *testing.T) {
	w := worldtest.New(1000)
	_, out, blocks := emitted(t, w)
	ours := map[string]bool{}
	for _, p := range w.TokenPayments {
		b, _ := out.Bound(string(p.Ref))
		ours[b.Tx] = true
	}
	type share struct {
		to     string
		amount int64
	}
	paid := map[share]map[string]int64{} // who, when
	circles := 0
	for _, b := range blocks {
		for _, x := range b.Transactions {
			for _, l := range x.Logs {
				amount, ok := new(big.Int).SetString(strings.TrimPrefix(l.Data, "0x"), 16)
				if !ok || len(l.Topics) != 3 || ours[x.Hash] {
					continue
				}
				for s, by := range paid {
					if s.to == l.Topics[1] && len(by) >= 4 && amount.Int64() == s.amount*int64(len(by)) {
						circles++
						delete(paid, s)
					}
				}
				s := share{l.Topics[2], amount.Int64()}
				if paid[s] == nil {
					paid[s] = map[string]int64{}
				}
				for who, at := range paid[s] {
					if b.Timestamp-at > 2*24*60*60 {
						delete(paid[s], who)
					}
				}
				paid[s][l.Topics[1]] = b.Timestamp
			}
		}
	}
	if circles < 3 {
		t.Errorf("%d circles in the crowd, want 3 and more", circles)
	}
}

// TestStrangersPay: whoever of a small town pays into the story has the money and
// the gas then, whatever else he buys.
func TestStrangersPay(t *testing.T) {
	for seed := range byte(60) {
		w := worldtest.New(50)
		w.Key = stream.NewKey([16]byte{14: 1, 15: seed})
		for i := range 60 {
			w.TokenPayments = append(w.TokenPayments, world.TokenPayment{
				Ref: world.Ref(fmt.Sprintf("token-payment:many/%d", i)), To: w.TokenWallets[0].Ref, Amount: 900_000_000, At: worldtest.Day(5 + i).Add(19 * time.Hour),
			})
		}
		if err := (accountledger.Surface{}).Emit(t.Context(), w, 0, dataset.NewWriter(t.TempDir())); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
}
