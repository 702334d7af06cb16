package evidence

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/osint-radar/academy/internal/training"
)

// The media types that evidence may have.
const (
	typeJPEG     = "image/jpeg"
	typePNG      = "image/png"
	typeWebP     = "image/webp"
	typePDF      = "application/pdf"
	typeMP4      = "video/mp4"
	typeHTML     = "text/html"
	typeText     = "text/plain"
	typeCSV      = "text/csv"
	typeJSON     = "application/json"
	typeWARC     = "application/warc"
	typeWARCGzip = "application/warc+gzip"
	typeWACZ     = "application/wacz"
	typeTar      = "application/x-tar"
)

// allowed says which file extensions fit which type; an unknown or missing extension fits all.
var allowed = map[string][]string{
	typeJPEG: {".jpg", ".jpeg"}, typePNG: {".png"}, typeWebP: {".webp"}, typePDF: {".pdf"}, typeMP4: {".mp4", ".m4v"},
	typeWARC: {".warc"}, typeWARCGzip: {".gz"}, typeWACZ: {".wacz", ".zip"}, typeTar: {".tar"},
	typeHTML: {".html", ".htm", ".xhtml", ".txt"}, typeText: {".txt", ".csv", ".json", ".html", ".htm", ".xml", ".log", ".md"},
	typeCSV: {".csv"}, typeJSON: {".json", ".jsonl", ".txt"},
}

const wanted = "JPEG, PNG, WebP, PDF, MP4, HTML, text, CSV, JSON, WARC (.warc, .warc.gz), WACZ or a tar archive of the desk"

// Sniff names the media type of a file by its content and refuses what is not
// on the list, or what carries the name of another type on it.
func Sniff(file io.ReaderAt, size int64, name string) (string, error) {
	head := make([]byte, min(size, 4096))
	if _, err := file.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read file: %w", err)
	}
	ext := strings.ToLower(path.Ext(name))
	kind := sniffHead(head, ext, size > int64(len(head)))
	if kind == "" && bytes.HasPrefix(head, []byte("\x1f\x8b")) && strings.HasSuffix(strings.ToLower(name), ".warc.gz") {
		kind = typeWARCGzip // a damaged one: the reader says where
	}
	if kind == typeWACZ && !isWACZ(file, size) {
		return "", training.Invalid("file", "is a ZIP archive without datapackage.json and archive/", wanted)
	}
	if kind == "" {
		return "", training.Invalid("file", "has a content that is not on the list of types", wanted)
	}
	if !slices.Contains(allowed[kind], ext) {
		for _, other := range slices.Sorted(maps.Keys(allowed)) {
			if slices.Contains(allowed[other], ext) {
				return "", training.Invalid("file", fmt.Sprintf("is named %s like %s but holds %s", ext, other, kind), "the name that fits its content")
			}
		}
	}
	return kind, nil
}

func sniffHead(head []byte, ext string, cut bool) string {
	has := func(at int, magic string) bool {
		return len(head) >= at+len(magic) && string(head[at:at+len(magic)]) == magic
	}
	switch {
	case has(0, "\xff\xd8\xff"):
		return typeJPEG
	case has(0, "\x89PNG\r\n\x1a\n"):
		return typePNG
	case has(0, "RIFF") && has(8, "WEBP"):
		return typeWebP
	case has(0, "%PDF-"):
		return typePDF
	case has(4, "ftyp"):
		return typeMP4
	case has(0, "PK\x03\x04"):
		return typeWACZ
	case has(257, "ustar"):
		return typeTar
	case has(0, "WARC/1."):
		return typeWARC
	case has(0, "\x1f\x8b"):
		if z, err := gzip.NewReader(bytes.NewReader(head)); err == nil {
			first := make([]byte, 7)
			if _, err := io.ReadFull(z, first); err == nil && string(first) == "WARC/1." {
				return typeWARCGzip
			}
		}
		return ""
	}
	return sniffText(head, ext, cut)
}

func sniffText(head []byte, ext string, cut bool) string {
	if cut { // the last character may be cut in two
		for i := 0; i < utf8.UTFMax-1 && len(head) > 0 && !utf8.Valid(head); i++ {
			head = head[:len(head)-1]
		}
	}
	if !utf8.Valid(head) || bytes.IndexByte(head, 0) >= 0 {
		return ""
	}
	text := strings.ToLower(strings.TrimSpace(strings.TrimPrefix(string(head), "\ufeff")))
	switch {
	case strings.HasPrefix(text, "<!doctype html") || strings.HasPrefix(text, "<html") || ext == ".html" && strings.HasPrefix(text, "<"):
		return typeHTML
	case ext == ".csv":
		return typeCSV
	case strings.HasPrefix(text, "{") || strings.HasPrefix(text, "["):
		return typeJSON
	}
	return typeText
}

// isWACZ says whether a ZIP archive has what every WACZ has.
func isWACZ(file io.ReaderAt, size int64) bool {
	z, err := zip.NewReader(file, size)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == "datapackage.json" }) &&
		slices.ContainsFunc(z.File, func(f *zip.File) bool { return strings.HasPrefix(f.Name, "archive/") })
}
