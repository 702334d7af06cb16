package warc

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Collection is what goes into a WACZ.
type Collection struct {
	Title, Description, Software string
	Created                      time.Time
	File                         string // name of the WARC
	WARC                         []byte
	SHA256                       string    // of the WARC, hex
	Captures                     []Capture // all of them, for the index
	Pages                        []Page    // those that a reader begins with
}

// Page is a row of the list of pages.
type Page struct {
	ID    string    `json:"id"`
	URL   string    `json:"url"`
	TS    time.Time `json:"ts"`
	Title string    `json:"title"`
}

// resource is a row of datapackage.json.
type resource struct {
	Name  string `json:"name"`
	Path  string `json:"path"`
	Hash  string `json:"hash"`
	Bytes int    `json:"bytes"`
}

// datapackage is the manifest of a WACZ.
type datapackage struct {
	Profile     string     `json:"profile"`
	Version     string     `json:"wacz_version"`
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Created     time.Time  `json:"created"`
	Software    string     `json:"software"`
	MainPage    string     `json:"mainPageUrl,omitempty"`
	Resources   []resource `json:"resources"`
}

// Pack writes a WACZ: the WARC, its index in CDXJ, the list of pages, and the
// digests of all of them. Nothing is compressed.
func Pack(out io.Writer, c Collection) error {
	z := &pack{zip: zip.NewWriter(out), at: c.Created.UTC()}
	pages, err := pageList(c.Pages)
	if err != nil {
		return err
	}
	index, err := cdxj(c)
	if err != nil {
		return err
	}
	p := datapackage{
		Profile: "data-package", Version: "1.1.1", Title: c.Title, Description: c.Description, Created: z.at, Software: c.Software,
	}
	if len(c.Pages) > 0 {
		p.MainPage = c.Pages[0].URL
	}
	for _, f := range []struct {
		path string
		body []byte
		sum  string
	}{
		{"archive/" + c.File, c.WARC, c.SHA256},
		{"indexes/index.cdx", index, digest(index)},
		{"pages/pages.jsonl", pages, digest(pages)},
	} {
		_, name, _ := strings.Cut(f.path, "/")
		p.Resources = append(p.Resources, resource{name, f.path, "sha256:" + f.sum, len(f.body)})
		if err := z.add(f.path, f.body); err != nil {
			return err
		}
	}
	manifest, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return fmt.Errorf("wacz: %w", err)
	}
	if err := z.add("datapackage.json", manifest); err != nil {
		return err
	}
	whole, err := json.Marshal(map[string]string{"path": "datapackage.json", "hash": "sha256:" + digest(manifest)})
	if err != nil {
		return fmt.Errorf("wacz: %w", err)
	}
	if err := z.add("datapackage-digest.json", whole); err != nil {
		return err
	}
	return z.zip.Close()
}

// pack is a ZIP being written.
type pack struct {
	zip *zip.Writer
	at  time.Time
}

// add stores a file; sizes and checksum stand before it, for readers that stream.
func (z *pack) add(name string, body []byte) error {
	h := &zip.FileHeader{
		Name: name, Method: zip.Store,
		ModifiedDate: uint16((z.at.Year()-1980)<<9 | int(z.at.Month())<<5 | z.at.Day()), //nolint:staticcheck // CreateRaw writes these and not Modified
		ModifiedTime: uint16(z.at.Hour()<<11 | z.at.Minute()<<5 | z.at.Second()/2),      //nolint:staticcheck // see above
		CRC32:        crc32.ChecksumIEEE(body), CompressedSize64: uint64(len(body)), UncompressedSize64: uint64(len(body)),
	}
	f, err := z.zip.CreateRaw(h)
	if err == nil {
		_, err = f.Write(body)
	}
	if err != nil {
		return fmt.Errorf("wacz: %s: %w", name, err)
	}
	return nil
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// pageList is pages/pages.jsonl.
func pageList(pages []Page) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(`{"format":"json-pages-1.0","id":"pages","title":"All Pages"}` + "\n")
	for _, p := range pages {
		line, err := json.Marshal(p)
		if err != nil {
			return nil, fmt.Errorf("wacz: pages: %w", err)
		}
		b.Write(append(line, '\n'))
	}
	return b.Bytes(), nil
}

// cdxj is the index: a sortable key, a time, and where the record is.
func cdxj(c Collection) ([]byte, error) {
	var lines []string
	for _, x := range c.Captures {
		key, err := surt(x.URI)
		if err != nil {
			return nil, err
		}
		mime, _, _ := strings.Cut(x.MIME, ";")
		fields, err := json.Marshal(struct {
			URL      string `json:"url"`
			MIME     string `json:"mime"`
			Status   string `json:"status"`
			Digest   string `json:"digest"`
			Length   string `json:"length"`
			Offset   string `json:"offset"`
			Filename string `json:"filename"`
		}{x.URI, mime, "200", "sha256:" + x.SHA256, fmt.Sprint(x.Length), fmt.Sprint(x.Offset), c.File})
		if err != nil {
			return nil, fmt.Errorf("wacz: index: %w", err)
		}
		lines = append(lines, fmt.Sprintf("%s %s %s\n", key, x.At.UTC().Format("20060102150405"), fields))
	}
	slices.Sort(lines)
	return []byte(strings.Join(lines, "")), nil
}

// surt is the Sort-friendly URI Reordering Transform of an http address: the
// labels of the host backwards, then the path.
func surt(uri string) (string, error) {
	u, err := url.Parse(uri)
	if err != nil || u.Host == "" {
		return "", fmt.Errorf("wacz: index: %q is no address", uri)
	}
	labels := strings.Split(strings.ToLower(u.Hostname()), ".")
	slices.Reverse(labels)
	return strings.Join(labels, ",") + ")" + u.EscapedPath(), nil
}
