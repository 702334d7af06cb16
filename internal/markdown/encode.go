package markdown

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

// Encoded is a finished body with its compressed forms, made once and served
// many times. ETag is a strong validator of the plain form, with its quotes.
type Encoded struct {
	Plain, Gzip, Brotli []byte
	ETag                string
}

// brotliLevel gives 15 % more bytes than the best level in a sixtieth of its
// time, which counts when a whole book is loaded while somebody waits.
const brotliLevel = 6

// press compresses one body after another. Its tables are megabytes: a book that
// made new ones for each page spent more time on clearing memory than on pages.
type press struct {
	gzip   *gzip.Writer
	brotli *brotli.Writer
}

var presses = sync.Pool{New: func() any {
	w, err := gzip.NewWriterLevel(nil, gzip.BestCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	return &press{w, brotli.NewWriterLevel(nil, brotliLevel)}
}}

// Encode compresses a body; the same body gives the same bytes.
func Encode(body []byte) Encoded {
	p := presses.Get().(*press)
	defer presses.Put(p)
	var gz, br bytes.Buffer
	p.gzip.Reset(&gz)
	_, _ = p.gzip.Write(body) // a bytes.Buffer never fails
	_ = p.gzip.Close()
	p.brotli.Reset(&br)
	_, _ = p.brotli.Write(body)
	_ = p.brotli.Close()
	sum := sha256.Sum256(body)
	return Encoded{Plain: body, Gzip: gz.Bytes(), Brotli: br.Bytes(), ETag: `"` + hex.EncodeToString(sum[:12]) + `"`}
}

// Pick chooses the form for an Accept-Encoding header: "br", "gzip" or "".
// An encoding with q=0 is refused.
func (e Encoded) Pick(accept string) (body []byte, encoding string) {
	br, gz := false, false
	for part := range strings.SplitSeq(accept, ",") {
		name, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		q := strings.ReplaceAll(strings.TrimSpace(params), " ", "")
		if strings.HasPrefix(q, "q=0") && strings.Trim(q, "q=0.") == "" {
			continue
		}
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "br":
			br = true
		case "gzip":
			gz = true
		}
	}
	switch {
	case br:
		return e.Brotli, "br"
	case gz:
		return e.Gzip, "gzip"
	}
	return e.Plain, ""
}
