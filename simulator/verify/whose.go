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
	"regexp"
	"slices"
	"strings"

	"github.com/btcsuite/btcd/chaincfg"
	"github.com/btcsuite/btcd/txscript"
	"github.com/btcsuite/btcd/wire"
)

// Bearer is a dataset whose marks a leaked file bears.
type Bearer struct {
	Dir, Scenario, Variant string
	Marks                  []string // by strength, then as they stand in the file
	Sure                   bool     // one mark that is drawn from a large space, or three in four of all others in the file
}

// Two teams have one case in two disguises, so what a disguise is made of tells
// whose it is: ids, ledger addresses and digests are drawn from spaces so large
// that none comes up twice; handles, host names and telephone numbers may.
var (
	strongMark = regexp.MustCompile(`\b(?:[0-9a-f]{64}|bcrt1[ac-hj-np-z02-9]{20,}|[0-9]{17,20})\b`)
	weakMark   = regexp.MustCompile(`@[a-z0-9_]{4,}\b|\b(?:[a-z0-9-]+\.)+(?:test|example)\b|\+[0-9][0-9. -]{7,16}[0-9]\b`)
)

// markLimit is how much of a leaked file is read for marks, in bytes.
const markLimit = 64 << 20

// Whose says which of the datasets in dirs a leaked file comes from, whole or a
// part of it, changed or typed off: it looks for the marks of its text, and for
// its digest, in every file that a trainee of each dataset may have. A mark that
// more than one of the datasets holds says nothing and is left out; the
// datasets are returned with the most marks first, those without any not at all.
func Whose(ctx context.Context, dirs []string, file string) ([]Bearer, error) {
	marks, err := marksOf(file)
	if err != nil {
		return nil, err
	}
	held := make([]map[string]bool, len(dirs))
	out := make([]Bearer, len(dirs))
	times := map[string]int{}
	for i, dir := range dirs {
		var m manifest
		b, err := os.ReadFile(filepath.Join(dir, manifestFile))
		if err != nil {
			return nil, fmt.Errorf("verify: %w", err)
		}
		if err := json.Unmarshal(b, &m); err != nil {
			return nil, fmt.Errorf("verify: %s: %w", filepath.Join(dir, manifestFile), err)
		}
		out[i] = Bearer{Dir: dir, Scenario: m.Scenario, Variant: m.Variant}
		if held[i], err = heldIn(ctx, dir, marks); err != nil {
			return nil, err
		}
		for mark, in := range held[i] {
			if in {
				times[mark]++
			}
		}
	}
	for i := range out {
		weak, all := 0, 0
		for _, mark := range marks {
			strong := strongMark.MatchString(mark)
			if !strong && times[mark] < 2 {
				all++
			}
			if !held[i][mark] || times[mark] > 1 {
				continue
			}
			out[i].Marks = append(out[i].Marks, mark)
			if strong {
				out[i].Sure = true
			} else {
				weak++
			}
		}
		// A scenario that fixes some names has them in every seed of the variant.
		out[i].Sure = out[i].Sure || weak >= 3 && 4*weak >= 3*all
	}
	out = slices.DeleteFunc(out, func(b Bearer) bool { return len(b.Marks) == 0 })
	slices.SortStableFunc(out, func(a, b Bearer) int { return len(b.Marks) - len(a.Marks) })
	return out, nil
}

// marksOf lists the marks of a file, the strong ones first, each once.
func marksOf(file string) ([]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	defer func() { _ = f.Close() }() // read only
	h := sha256.New()
	b, err := io.ReadAll(io.TeeReader(io.LimitReader(f, markLimit), h))
	if err == nil {
		_, err = io.Copy(h, f)
	}
	if err != nil {
		return nil, fmt.Errorf("verify: %s: %w", file, err)
	}
	text := string(b)
	out := []string{hex.EncodeToString(h.Sum(nil))}
	out = append(out, strongMark.FindAllString(text, -1)...)
	for _, m := range weakMark.FindAllString(strings.ToLower(text), -1) {
		if !platform(m) {
			out = append(out, m)
		}
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(out, func(m string) bool {
		twice := seen[m]
		seen[m] = true
		return twice
	}), nil
}

// platforms are the hosts of the fictional internet that every variant has.
var platforms = []string{
	"agora-9.test", "asn.test", "bazarino.test", "chatterly.test", "ct.test", "explorer.test", "kurjer.test", "loopi.test", "nic-registry.test", "pdns.test", "rdap.test", "whois.test",
}

// platform says whether a host is one of the platforms, or below one.
func platform(host string) bool {
	return slices.ContainsFunc(platforms, func(p string) bool { return host == p || strings.HasSuffix(host, "."+p) })
}

// heldIn says which of the marks occur in the open files of a dataset: in its
// texts, among the digests of its manifest, as transactions and addresses of its chain.
func heldIn(ctx context.Context, dir string, marks []string) (map[string]bool, error) {
	want, held := map[string]bool{}, map[string]bool{}
	for _, m := range marks {
		want[m] = true
	}
	take := func(list []string) {
		for _, m := range list {
			if want[m] {
				held[m] = true
			}
		}
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == truthFile {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }() // read only
		switch filepath.Ext(path) {
		case ".jpg":
			return nil // its digest stands in the manifest, its id in a table
		case ".dat":
			return chainMarks(f, want, held)
		}
		lines := bufio.NewReaderSize(f, 1<<20)
		for {
			line, err := lines.ReadString('\n')
			take(strongMark.FindAllString(line, -1))
			lower := strings.ToLower(line)
			take(weakMark.FindAllString(lower, -1))
			if handle := handleIn(lower); want[handle] {
				held[handle] = true
			}
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
		}
	})
	if err != nil {
		return nil, fmt.Errorf("verify: %s: %w", dir, err)
	}
	return held, nil
}

// chainMarks looks for transaction ids and addresses in a file of blocks.
func chainMarks(r io.Reader, want, held map[string]bool) error {
	in := bufio.NewReaderSize(r, 1<<20)
	for {
		if _, err := in.Discard(8); err != nil { // magic and length
			return nil // the end; whether it is whole is not asked here
		}
		var b wire.MsgBlock
		if err := b.Deserialize(in); err != nil {
			return err
		}
		for _, tx := range b.Transactions {
			marks := []string{tx.TxHash().String()}
			for _, o := range tx.TxOut {
				_, to, _, err := txscript.ExtractPkScriptAddrs(o.PkScript, &chaincfg.RegressionNetParams)
				if err == nil && len(to) == 1 {
					marks = append(marks, to[0].EncodeAddress())
				}
			}
			for _, m := range marks {
				held[m] = held[m] || want[m]
			}
		}
	}
}

var handleField = regexp.MustCompile(`"handle":"([a-z0-9_]+)"`)

// handleIn gives the handle of an account's row as people write it.
func handleIn(line string) string {
	if m := handleField.FindStringSubmatch(line); m != nil {
		return "@" + m[1]
	}
	return ""
}
