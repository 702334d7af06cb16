package verify

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/btcsuite/btcd/chaincfg"
	"github.com/btcsuite/btcd/txscript"
	"github.com/btcsuite/btcd/wire"
)

// Bearer is a dataset whose watermarks a leaked file bears.
type Bearer struct {
	Dir, Scenario, Variant string
	Watermarks             []string // by strength, then as they stand in the file
	Sure                   bool
}

// leakLimit is how much of a leaked file is read for watermarks, in bytes.
const leakLimit = 64 << 20

// Whose says which of the datasets in dirs a leaked file comes from, whole or a
// part of it, changed or typed off: it looks for the watermarks of its text, and for
// its digest, in every file that a trainee of each dataset may have. A watermark that
// more than one of the datasets holds says nothing and is left out; the
// datasets are returned with the most watermarks first, those without any not at all.
//
// It is sure where a dataset holds one watermark in three of those that are drawn
// from large spaces, and one at least. Handles, hosts, plates and words come up
// in other variants too: they make it sure only beside another variant of the
// scenario, and where the dataset holds three in four of all, of words one
// passage in three, and three at least.
func Whose(ctx context.Context, dirs []string, file string) ([]Bearer, error) {
	m, err := watermarksOf(file)
	if err != nil {
		return nil, err
	}
	held := make([][]bool, len(dirs)) // by dataset and place in the list of watermarks
	out := make([]Bearer, len(dirs))
	variants := map[string]map[string]bool{} // of a scenario
	for i, dir := range dirs {
		var head manifest
		b, err := os.ReadFile(filepath.Join(dir, manifestFile))
		if err != nil {
			return nil, fmt.Errorf("verify: %w", err)
		}
		if err := json.Unmarshal(b, &head); err != nil {
			return nil, fmt.Errorf("verify: %s: %w", filepath.Join(dir, manifestFile), err)
		}
		out[i] = Bearer{Dir: dir, Scenario: head.Scenario, Variant: head.Variant}
		if variants[head.Scenario] == nil {
			variants[head.Scenario] = map[string]bool{}
		}
		variants[head.Scenario][head.Variant] = true
		if held[i], err = heldIn(ctx, dir, m); err != nil {
			return nil, err
		}
	}
	var all [passage + 1]int // watermarks that not more than one has, by grade
	own := make([][passage + 1]int, len(dirs))
	for g := strong; g <= passage; g++ {
		for place, watermark := range m.list {
			if watermark.grade != g {
				continue
			}
			by, times := 0, 0
			for i := range dirs {
				if held[i][place] {
					by = i
					times++
				}
			}
			if times < 2 {
				all[g]++
			}
			if times == 1 {
				own[by][g]++
				out[by].Watermarks = append(out[by].Watermarks, watermark.text)
			}
		}
	}
	for i, n := range own {
		beside := len(variants[out[i].Scenario]) > 1
		out[i].Sure = n[strong] > 0 && 3*n[strong] >= all[strong] ||
			beside && n[weak] >= 3 && 4*n[weak] >= 3*all[weak] ||
			beside && n[passage] >= 3 && 3*n[passage] >= all[passage]
	}
	out = slices.DeleteFunc(out, func(b Bearer) bool { return len(b.Watermarks) == 0 })
	slices.SortStableFunc(out, func(a, b Bearer) int { return len(b.Watermarks) - len(a.Watermarks) })
	return out, nil
}

// watermarksOf lists the watermarks of a file; its own digest is the first.
func watermarksOf(file string) (*watermarks, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	defer func() { _ = f.Close() }() // read only
	h := sha256.New()
	text, err := io.ReadAll(io.TeeReader(io.LimitReader(f, leakLimit), h))
	if err == nil {
		_, err = io.Copy(h, f)
	}
	if err != nil {
		return nil, fmt.Errorf("verify: %s: %w", file, err)
	}
	m := watermarksIn(text)
	digest := hex.EncodeToString(h.Sum(nil))
	m.add(hashOf(0, []byte(digest)), 1, digest, strong)
	return m, nil
}

// platforms are the hosts of the fictional internet that every variant has.
var platforms = []string{
	"agora-9.test", "asn.test", "bazarino.test", "chatterly.test", "ct.test", "explorer.test", "kurjer.test", "loopi.test", "nic-registry.test", "pdns.test", "rdap.test", "whois.test",
}

// platform says whether a host is one of the platforms, or below one.
func platform(host string) bool {
	return slices.ContainsFunc(platforms, func(p string) bool { return host == p || strings.HasSuffix(host, "."+p) })
}

// heldIn says which of the watermarks occur in the open files of a dataset: in its
// texts, among the digests of its manifest, as transactions and addresses of its chain.
func heldIn(ctx context.Context, dir string, m *watermarks) ([]bool, error) {
	held := make([]bool, len(m.list))
	found := func(place int) { held[place] = true }
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == truthFile {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		read := m.findIn
		switch filepath.Ext(path) {
		case ".jpg", ".png", ".gz", ".wacz", ".parquet":
			return nil // its digest stands in the manifest; what is in it is elsewhere, or is not looked at (Parquet)
		case ".dat":
			read = m.findInChain
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }() // read only
		return read(f, found)
	})
	if err != nil {
		return nil, fmt.Errorf("verify: %s: %w", dir, err)
	}
	return held, nil
}

// findInChain looks for ids of blocks and transactions, and for addresses, in a file of blocks.
func (m *watermarks) findInChain(r io.Reader, found func(place int)) error {
	look := func(word string) {
		if place, ok := m.at[hashOf(0, []byte(word))]; ok {
			found(place)
		}
	}
	in := bufio.NewReaderSize(r, 1<<20)
	for {
		if _, err := in.Discard(8); err != nil { // magic and length
			return nil // the end; whether it is whole is not asked here
		}
		var b wire.MsgBlock
		if err := b.Deserialize(in); err != nil {
			return err
		}
		look(b.BlockHash().String())
		for _, tx := range b.Transactions {
			look(tx.TxHash().String())
			for _, o := range tx.TxOut {
				_, to, _, err := txscript.ExtractPkScriptAddrs(o.PkScript, &chaincfg.RegressionNetParams)
				if err == nil && len(to) == 1 {
					look(to[0].EncodeAddress())
				}
			}
		}
	}
}
