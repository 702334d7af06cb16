package warc_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/warc"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func response(body string) warc.Response {
	sum := sha256.Sum256([]byte(body))
	return warc.Response{
		ID: [16]byte{1}, At: noon, URI: "http://blue.example/", MIME: "text/html; charset=utf-8",
		Header: [][2]string{{"X-Synthetic-Data", "SYNTHETIC TRAINING DATA"}}, Body: []byte(body), SHA256: hex.EncodeToString(sum[:]),
	}
}

func ExampleWriter() {
	var file bytes.Buffer
	w := warc.NewWriter(&file)
	err := w.Info(warc.Info{ID: [16]byte{9}, At: noon, File: "blue.example.warc.gz", Fields: [][2]string{{"description", "SYNTHETIC TRAINING DATA"}}})
	fmt.Println(err)
	c, err := w.Response(response("<p>two seats</p>"))
	fmt.Println(c.Offset, c.Length, file.Len(), err)
	z, err := gzip.NewReader(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	text, err := io.ReadAll(z)
	fmt.Println(strings.TrimSpace(strings.NewReplacer("\r\n\r\n\r\n", "\n\n", "\r\n", "\n").Replace(string(text))), err)
	// Output:
	// <nil>
	// 292 603 895 <nil>
	// WARC/1.1
	// WARC-Type: warcinfo
	// WARC-Record-ID: <urn:uuid:09000000-0000-4000-8000-000000000000>
	// WARC-Date: 2026-03-01T12:00:00Z
	// WARC-Filename: blue.example.warc.gz
	// Content-Type: application/warc-fields
	// Content-Length: 38
	//
	// description: SYNTHETIC TRAINING DATA
	//
	//
	// WARC/1.1
	// WARC-Type: response
	// WARC-Record-ID: <urn:uuid:01000000-0000-4000-8000-000000000000>
	// WARC-Date: 2026-03-01T12:00:00Z
	// WARC-Target-URI: http://blue.example/
	// WARC-Warcinfo-ID: <urn:uuid:09000000-0000-4000-8000-000000000000>
	// WARC-Payload-Digest: sha256:68a8d7d534c141af8b2a71909cd20ea0b75cca098c955dee5088753f121af225
	// Content-Type: application/http;msgtype=response
	// Content-Length: 175
	//
	// HTTP/1.1 200 OK
	// Content-Length: 16
	// Content-Type: text/html; charset=utf-8
	// Date: Sun, 01 Mar 2026 12:00:00 GMT
	// X-Synthetic-Data: SYNTHETIC TRAINING DATA
	//
	// <p>two seats</p> <nil>
}

// A member of stored blocks is what compress/gzip unpacks, at every length
// around the longest block.
func TestStoredBlocks(t *testing.T) {
	for _, n := range []int{0, 1, 64_000, 65_000, 65_100, 65_200, 65_300, 65_400, 65_500, 65_535, 65_536, 131_070, 200_000} {
		var file bytes.Buffer
		body := strings.Repeat("x", n)
		c, err := warc.NewWriter(&file).Response(response(body))
		if err != nil || c.Length != int64(file.Len()) {
			t.Fatalf("%d bytes: %v, length %d of %d", n, err, c.Length, file.Len())
		}
		z, err := gzip.NewReader(&file)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(z)
		if err != nil || !bytes.HasSuffix(got, []byte("\r\n\r\n"+body+"\r\n\r\n")) {
			t.Errorf("%d bytes: %v, %d unpacked", n, err, len(got))
		}
	}
}

func TestPackRefusesNoAddress(t *testing.T) {
	err := warc.Pack(io.Discard, warc.Collection{Created: noon, Captures: []warc.Capture{{URI: "nothing"}}})
	if err == nil || !strings.Contains(err.Error(), "no address") {
		t.Errorf("%v", err)
	}
}
