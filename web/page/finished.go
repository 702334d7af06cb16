package page

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/gofiber/fiber/v2"
)

// Finished is an answer rendered and compressed ahead of every request: what
// somebody without an account gets of a handbook page or a preview.
type Finished struct {
	plain, br, gz []byte
	tag           string
}

// Compression levels for whole pages: near the best ratio at a few milliseconds a page.
const (
	brotliLevel = 7
	gzipLevel   = 7
)

// Finish compresses an HTML page once.
func Finish(html []byte) (*Finished, error) {
	sum := sha256.Sum256(html)
	f := &Finished{plain: html, tag: `"` + hex.EncodeToString(sum[:12]) + `"`}
	var br, gz bytes.Buffer
	bw := brotli.NewWriterLevel(&br, brotliLevel)
	if _, err := bw.Write(html); err != nil {
		return nil, err
	}
	if err := bw.Close(); err != nil {
		return nil, err
	}
	gw, err := gzip.NewWriterLevel(&gz, gzipLevel)
	if err != nil {
		return nil, err
	}
	if _, err := gw.Write(html); err != nil {
		return nil, err
	}
	if err := gw.Close(); err != nil {
		return nil, err
	}
	f.br, f.gz = br.Bytes(), gz.Bytes()
	return f, nil
}

// Send answers with the encoding the browser takes, or with 304.
func (f *Finished) Send(c *fiber.Ctx) error {
	h := &c.Response().Header
	h.SetContentType(fiber.MIMETextHTMLCharsetUTF8)
	h.Set(fiber.HeaderVary, "Accept-Encoding, Cookie")
	h.Set(fiber.HeaderCacheControl, "no-cache")
	return SendEncoded(c, f.tag, f.plain, f.br, f.gz)
}

// SendEncoded picks among three encodings of the same bytes. A strong tag holds
// for one encoding only, so it is weakened.
func SendEncoded(c *fiber.Ctx, tag string, plain, br, gz []byte) error {
	h := &c.Response().Header
	h.Set(fiber.HeaderETag, "W/"+tag)
	if match := c.Request().Header.Peek(fiber.HeaderIfNoneMatch); len(match) > 0 && strings.Contains(string(match), tag) {
		c.Status(fiber.StatusNotModified)
		return nil
	}
	accept := c.Request().Header.Peek(fiber.HeaderAcceptEncoding)
	switch {
	case br != nil && takes(accept, "br"):
		h.Set(fiber.HeaderContentEncoding, "br")
		c.Response().SetBodyRaw(br)
	case gz != nil && takes(accept, "gzip"):
		h.Set(fiber.HeaderContentEncoding, "gzip")
		c.Response().SetBodyRaw(gz)
	default:
		c.Response().SetBodyRaw(plain)
	}
	return nil
}

// takes reads Accept-Encoding: the coding is named and not refused with q=0.
func takes(accept []byte, coding string) bool {
	for len(accept) > 0 {
		part := accept
		if i := bytes.IndexByte(accept, ','); i >= 0 {
			part, accept = accept[:i], accept[i+1:]
		} else {
			accept = nil
		}
		name, q, _ := bytes.Cut(part, []byte{';'})
		if string(bytes.TrimSpace(name)) == coding {
			q = bytes.TrimSpace(q)
			return !bytes.HasPrefix(q, []byte("q=0")) || bytes.HasPrefix(q, []byte("q=0.")) && bytes.Trim(q[4:], "0") != nil && len(bytes.Trim(q[4:], "0")) > 0
		}
	}
	return false
}
