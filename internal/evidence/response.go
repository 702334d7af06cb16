package evidence

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http/httputil"
	"strconv"
	"strings"
)

// readResponse reads an HTTP/1 response as it went over the wire and digests its
// decoded body. Some archivers store the body already joined or unpacked under
// its old headers; the first bytes tell.
func readResponse(block io.Reader, limits *Limits) (part, error) {
	in := bufio.NewReader(block)
	left := limits.Header
	status, err := readLine(in, left)
	if err != nil {
		return part{}, err
	}
	protocol, rest, _ := strings.Cut(status, " ")
	code, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	p := part{}
	if p.status, err = strconv.Atoi(code); err != nil || !strings.HasPrefix(protocol, "HTTP/") {
		return p, fmt.Errorf("its first line is %.60q, not an HTTP status line", status)
	}
	chunked, coding := false, ""
	for {
		line, err := readLine(in, left)
		if err != nil {
			return p, err
		}
		if left -= len(line) + 2; line == "" {
			break
		}
		name, value, _ := strings.Cut(line, ":")
		switch value = strings.ToLower(strings.TrimSpace(value)); strings.ToLower(strings.TrimSpace(name)) {
		case "transfer-encoding":
			chunked = strings.Contains(value, "chunked")
		case "content-encoding":
			coding = value
		}
	}
	packed := &meter{r: in}
	var body io.Reader = packed
	if chunked && looksChunked(in) {
		body = httputil.NewChunkedReader(packed)
	}
	decoded, err := unpack(bufio.NewReader(body), coding)
	if err != nil {
		return p, err
	}
	sum := sha256.New()
	guard := &guarded{r: decoded, what: "a response in the archive", limit: limits.Body, ratio: limits.Ratio, from: packed}
	if p.bytes, err = io.Copy(sum, guard); err != nil {
		return p, fmt.Errorf("its body: %w", err)
	}
	p.sum = hex.EncodeToString(sum.Sum(nil))
	return p, nil
}

// looksChunked says whether a size in hex and a line end come first.
func looksChunked(in *bufio.Reader) bool {
	head, _ := in.Peek(18)
	size, _, ok := strings.Cut(string(head), "\n")
	size, _, _ = strings.Cut(strings.TrimRight(size, "\r"), ";")
	if !ok {
		return false
	}
	_, err := strconv.ParseUint(strings.TrimSpace(size), 16, 63)
	return err == nil
}

// unpack undoes a content coding.
func unpack(in *bufio.Reader, coding string) (io.Reader, error) {
	head, err := in.Peek(2)
	if errors.Is(err, io.EOF) && len(head) == 0 {
		return in, nil // no body at all
	}
	switch coding {
	case "gzip", "x-gzip":
		if string(head) == "\x1f\x8b" {
			return gzip.NewReader(in)
		}
	case "deflate":
		if len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			return zlib.NewReader(in)
		}
		return flate.NewReader(in), nil
	}
	// Another coding, such as br: archivers that meet it store the body unpacked.
	return in, nil
}
