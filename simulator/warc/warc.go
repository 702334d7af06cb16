// Package warc writes web archives: WARC 1.1 (ISO 28500:2017), one gzip member
// a record, and around it WACZ 1.1.1 (Web Archive Collection Zipped).
//
//	w := warc.NewWriter(f)
//	w.Info(warc.Info{File: "blue.example.warc.gz", …})
//	c, err := w.Response(warc.Response{URI: "http://blue.example/", …})
//	err = warc.Pack(out, warc.Collection{Captures: []warc.Capture{c}, …})
//
// The bytes depend on what is given and on nothing else: no clock, no random
// id, and no compressor, whose output could change with its version. A gzip
// member holds stored blocks (RFC 1951, 3.2.4), and so does the ZIP. What is
// archived here is pictures for the most part, which do not shrink.
package warc

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"time"
)

// Info is the first record of a file.
type Info struct {
	ID     [16]byte // drawn bits; the UUID's version and variant are set here
	At     time.Time
	File   string      // name of the file
	Fields [][2]string // application/warc-fields, such as {"software", "…"}
}

// Response is a resource as a server gave it.
type Response struct {
	ID     [16]byte
	At     time.Time
	URI    string
	MIME   string
	Header [][2]string // HTTP header fields beside Content-Length, Content-Type and Date
	Body   []byte
	SHA256 string // of the body, hex
}

// Capture says where a response stands in its file, for an index.
type Capture struct {
	URI, MIME, SHA256 string
	At                time.Time
	Offset, Length    int64 // of the gzip member
}

// Writer writes the records of one file.
type Writer struct {
	out  io.Writer
	at   int64
	info string // id of the warcinfo record
}

// NewWriter begins a file.
func NewWriter(out io.Writer) *Writer { return &Writer{out: out} }

// Info writes the warcinfo record, which says of those after it where they come from.
func (w *Writer) Info(x Info) error {
	var block strings.Builder
	for _, f := range x.Fields {
		fmt.Fprintf(&block, "%s: %s\r\n", f[0], f[1])
	}
	w.info = urn(x.ID)
	_, err := w.record([][2]string{
		{"WARC-Type", "warcinfo"},
		{"WARC-Record-ID", w.info},
		{"WARC-Date", date(x.At)},
		{"WARC-Filename", x.File},
		{"Content-Type", "application/warc-fields"},
	}, block.String(), nil)
	return err
}

// Response writes a response record with the digest of its payload.
func (w *Writer) Response(x Response) (Capture, error) {
	var head strings.Builder
	head.WriteString("HTTP/1.1 200 OK\r\n")
	fmt.Fprintf(&head, "Content-Length: %d\r\nContent-Type: %s\r\nDate: %s\r\n", len(x.Body), x.MIME, x.At.UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT"))
	for _, f := range x.Header {
		fmt.Fprintf(&head, "%s: %s\r\n", f[0], f[1])
	}
	head.WriteString("\r\n")
	fields := [][2]string{
		{"WARC-Type", "response"}, {"WARC-Record-ID", urn(x.ID)}, {"WARC-Date", date(x.At)}, {"WARC-Target-URI", x.URI},
	}
	if w.info != "" {
		fields = append(fields, [2]string{"WARC-Warcinfo-ID", w.info})
	}
	fields = append(fields, [2]string{"WARC-Payload-Digest", "sha256:" + x.SHA256}, [2]string{"Content-Type", "application/http;msgtype=response"})
	c := Capture{URI: x.URI, MIME: x.MIME, SHA256: x.SHA256, At: x.At, Offset: w.at}
	var err error
	c.Length, err = w.record(fields, head.String(), x.Body)
	return c, err
}

// record writes one gzip member and returns its length.
func (w *Writer) record(fields [][2]string, head string, body []byte) (int64, error) {
	b := make([]byte, 0, 1024+len(head)+len(body))
	b = append(b, "WARC/1.1\r\n"...)
	for _, f := range fields {
		b = append(append(append(append(b, f[0]...), ": "...), f[1]...), "\r\n"...)
	}
	b = fmt.Appendf(b, "Content-Length: %d\r\n\r\n", len(head)+len(body))
	b = append(append(append(b, head...), body...), "\r\n\r\n"...)
	packed := member(b)
	n, err := w.out.Write(packed)
	w.at += int64(n)
	return int64(len(packed)), err
}

// maxStored is the longest stored block (RFC 1951, 3.2.4).
const maxStored = 65535

// member is a gzip member (RFC 1952) of stored blocks, without name or time.
func member(b []byte) []byte {
	out := make([]byte, 0, len(b)+5*(len(b)/maxStored+1)+18)
	out = append(out, 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255)
	for rest := b; ; {
		n := min(len(rest), maxStored)
		last := byte(0)
		if n == len(rest) {
			last = 1
		}
		out = append(out, last)
		out = binary.LittleEndian.AppendUint16(out, uint16(n))
		out = binary.LittleEndian.AppendUint16(out, ^uint16(n))
		out = append(out, rest[:n]...)
		if rest = rest[n:]; last == 1 {
			break
		}
	}
	out = binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE(b))
	return binary.LittleEndian.AppendUint32(out, uint32(len(b)))
}

// urn is a UUID of version 4 (RFC 9562) from drawn bits.
func urn(id [16]byte) string {
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}

func date(t time.Time) string { return t.UTC().Format(time.RFC3339) }
