package evidence

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/osint-radar/academy/internal/training"
)

const wantWACZ = "a WACZ 1.x with datapackage.json and WARC files under archive/"

// readWACZ reads the WARC files of a WACZ, a ZIP archive, and holds them against the
// digests of its datapackage.json.
func readWACZ(file io.ReaderAt, size int64, limits *Limits) ([]part, error) {
	z, err := zip.NewReader(file, size)
	if err != nil {
		return nil, training.Invalid("file", "is a corrupt WACZ: "+err.Error(), wantWACZ)
	}
	if len(z.File) > limits.Entries {
		return nil, training.TooLarge("the WACZ", fmt.Sprintf("%d files", limits.Entries))
	}
	var total int64
	for _, f := range z.File {
		if strings.Contains(f.Name, "..") || strings.HasPrefix(f.Name, "/") || strings.Contains(f.Name, `\`) || !f.Mode().IsRegular() && !strings.HasSuffix(f.Name, "/") {
			return nil, training.Invalid("file", fmt.Sprintf("is a WACZ with the unsafe entry %.80q", f.Name), wantWACZ)
		}
		packed, plain := int64(min(f.CompressedSize64, 1<<62)), int64(min(f.UncompressedSize64, 1<<62))
		if plain > grace && plain > limits.Ratio*max(packed, 1) {
			return nil, training.TooLarge("the entry "+f.Name, fmt.Sprintf("%d times its packed size", limits.Ratio))
		}
		if total += plain; total > limits.Total || total < 0 {
			return nil, training.TooLarge("the unpacked WACZ", bytesInWords(limits.Total))
		}
	}
	digests, err := packageDigests(z)
	if err != nil {
		return nil, err
	}
	var parts []part
	entries := slices.Clone(z.File)
	slices.SortFunc(entries, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	for _, f := range entries {
		packed := strings.HasSuffix(f.Name, ".warc.gz")
		if !strings.HasPrefix(f.Name, "archive/") || !packed && !strings.HasSuffix(f.Name, ".warc") {
			continue
		}
		more, err := readEntry(f, packed, digests[f.Name], limits)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		if parts = append(parts, more...); len(parts) > limits.Records {
			return nil, training.TooLarge("the WACZ", fmt.Sprintf("%d records", limits.Records))
		}
	}
	return parts, nil
}

func readEntry(f *zip.File, packed bool, want string, limits *Limits) ([]part, error) {
	if want != "" {
		r, err := f.Open()
		if err != nil {
			return nil, training.Invalid("file", "is a corrupt WACZ: "+err.Error(), wantWACZ)
		}
		got, err := digest(r)
		if err = errors.Join(err, r.Close()); err != nil {
			return nil, training.Invalid("file", "is a corrupt WACZ: "+err.Error(), wantWACZ)
		}
		if got != want {
			return nil, training.Invalid("file", "is a WACZ whose datapackage.json names another digest for this entry", wantWACZ)
		}
	}
	r, err := f.Open()
	if err != nil {
		return nil, training.Invalid("file", "is a corrupt WACZ: "+err.Error(), wantWACZ)
	}
	defer func() { _ = r.Close() }() // its checksum was read to the end
	return readWARC(r, packed, limits)
}

// packageDigests reads the SHA-256 digests of datapackage.json, by path.
func packageDigests(z *zip.Reader) (map[string]string, error) {
	f, err := z.Open("datapackage.json")
	if err != nil {
		return nil, training.Invalid("file", "is a WACZ without datapackage.json", wantWACZ)
	}
	defer func() { _ = f.Close() }() // the decoder has read what it wants
	var p struct {
		Resources []struct {
			Path string `json:"path"`
			Hash string `json:"hash"`
		} `json:"resources"`
	}
	if err := json.NewDecoder(io.LimitReader(f, 8<<20)).Decode(&p); err != nil {
		return nil, training.Invalid("file", "is a WACZ whose datapackage.json cannot be read: "+err.Error(), wantWACZ)
	}
	out := map[string]string{}
	for _, r := range p.Resources {
		if sum, ok := strings.CutPrefix(r.Hash, "sha256:"); ok {
			out[r.Path] = strings.ToLower(sum)
		}
	}
	return out, nil
}
