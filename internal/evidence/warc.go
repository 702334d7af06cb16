package evidence

import (
	"bufio"
	"compress/gzip"
	"crypto/sha1" //nolint:gosec // WARC writers name blocks by SHA-1; evidence is judged by SHA-256
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"strconv"
	"strings"

	"github.com/osint-radar/academy/internal/training"
)

// part is one response of an archive.
type part struct {
	url    string
	status int
	sum    string // hex, SHA-256 of the decoded body
	bytes  int64
}

// corrupt is a fault of a WARC at a byte of its (unpacked) stream.
func corrupt(offset int64, format string, args ...any) error {
	return training.Invalid("file", fmt.Sprintf("is a corrupt WARC: at byte %d, %s", offset, fmt.Sprintf(format, args...)),
		"a WARC 1.0 or 1.1 as wget --warc-file writes it, whole")
}

// warcReader reads records one after the other (ISO 28500:2017).
type warcReader struct {
	in      *bufio.Reader
	count   *meter // of the unpacked stream
	limits  *Limits
	records int
	parts   []part
	byID    map[string]part // by WARC-Record-ID
	byPay   map[string]part // by WARC-Payload-Digest and target
}

// offset is where the next byte to be read stands in the unpacked stream.
func (w *warcReader) offset() int64 { return w.count.n - int64(w.in.Buffered()) }

func readWARC(r io.Reader, packed bool, limits *Limits) ([]part, error) {
	source := &meter{r: r}
	total := &guarded{r: source, what: "the archive", limit: limits.Total, ratio: limits.Ratio}
	if packed {
		z, err := gzip.NewReader(bufio.NewReader(source))
		if err != nil {
			return nil, corrupt(0, "the gzip header cannot be read: %v", err)
		}
		total.r, total.what, total.from = z, "the unpacked archive", source
	}
	count := &meter{r: total}
	w := &warcReader{in: bufio.NewReaderSize(count, 64<<10), count: count, limits: limits, byID: map[string]part{}, byPay: map[string]part{}}
	for {
		if err := w.next(); errors.Is(err, io.EOF) {
			return w.parts, nil
		} else if err != nil {
			return nil, err
		}
	}
}

// fault keeps a limit's error and makes any other one a corrupt file.
func fault(at int64, err error, what string) error {
	if errors.Is(err, training.ErrTooLarge) || errors.Is(err, training.ErrInvalid) {
		return err
	}
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return corrupt(at, "%s: %v", what, err)
}

// next reads one record; io.EOF says that the archive has ended where it may.
func (w *warcReader) next() error {
	start := w.offset()
	switch _, err := w.in.Peek(1); {
	case errors.Is(err, io.EOF) && w.records == 0:
		return corrupt(start, "there is no record")
	case errors.Is(err, io.EOF):
		return io.EOF
	case err != nil:
		return fault(start, err, "the stream breaks off")
	}
	if w.records++; w.records > w.limits.Records {
		return training.TooLarge("the archive", fmt.Sprintf("%d records", w.limits.Records))
	}
	version, fields, err := w.header(start)
	if err != nil {
		return err
	}
	if version != "WARC/1.0" && version != "WARC/1.1" {
		return corrupt(start, "a record begins with %.40q", version)
	}
	length, err := strconv.ParseInt(fields["content-length"], 10, 64)
	if err != nil || length < 0 {
		return corrupt(start, "the record's Content-Length is %.40q", fields["content-length"])
	}
	body := w.offset()
	block := &meter{r: io.LimitReader(w.in, length)}
	check := checksum(fields["warc-block-digest"])
	read := io.Reader(block)
	if check.hash != nil {
		read = io.TeeReader(block, check.hash)
	}
	if err := w.record(start, fields, read); err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, read); err != nil {
		return fault(body, err, "the record's block breaks off")
	}
	if block.n != length {
		return corrupt(body+block.n, "the file ends %d bytes before the record that began at byte %d", length-block.n, start)
	}
	if check.hash != nil && !check.holds() {
		return corrupt(start, "the record's block does not have its digest %s", fields["warc-block-digest"])
	}
	tail := make([]byte, 4)
	if n, err := io.ReadFull(w.in, tail); err != nil || string(tail) != "\r\n\r\n" {
		return corrupt(w.offset()-int64(n), "the record that began at byte %d does not end with two line ends", start)
	}
	return nil
}

// header reads a version line and named fields up to the empty line; names are lower-cased.
func (w *warcReader) header(start int64) (version string, fields map[string]string, err error) {
	fields = map[string]string{}
	left, last := w.limits.Header, ""
	for {
		line, err := readLine(w.in, left)
		if err != nil {
			return "", nil, fault(start, err, "the record's header breaks off")
		}
		left -= len(line) + 2
		switch {
		case version == "":
			version = line
			if !strings.HasPrefix(line, "WARC/") {
				return version, fields, nil // the caller says so
			}
		case line == "":
			return version, fields, nil
		case (line[0] == ' ' || line[0] == '\t') && last != "":
			fields[last] += " " + strings.TrimSpace(line)
		default:
			name, value, ok := strings.Cut(line, ":")
			if !ok {
				return "", nil, corrupt(start, "the header holds a line without a colon: %.60q", line)
			}
			last = strings.ToLower(strings.TrimSpace(name))
			fields[last] = strings.TrimSpace(value)
		}
	}
}

// readLine reads a line of at most limit bytes and cuts off its line end.
func readLine(r *bufio.Reader, limit int) (string, error) {
	var line []byte
	for {
		piece, err := r.ReadSlice('\n')
		line = append(line, piece...)
		if len(line) > max(limit, 0)+2 {
			return "", errors.New("it is too long")
		}
		switch {
		case err == nil:
			return strings.TrimSuffix(strings.TrimSuffix(string(line), "\n"), "\r"), nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return "", err
		}
	}
}

// record takes what it needs of a record's block.
func (w *warcReader) record(start int64, fields map[string]string, block io.Reader) error {
	target := strings.Trim(fields["warc-target-uri"], "<>")
	http := strings.HasPrefix(strings.ToLower(fields["content-type"]), "application/http")
	switch fields["warc-type"] {
	case "response":
		if !http {
			return nil // dns: and the like
		}
		p, err := readResponse(block, w.limits)
		if err != nil {
			return fault(start, err, "the response in this record cannot be read")
		}
		p.url = target
		w.parts = append(w.parts, p)
		w.byID[fields["warc-record-id"]] = p
		if d := fields["warc-payload-digest"]; d != "" {
			w.byPay[strings.ToLower(d)] = p
		}
	case "revisit":
		p, ok := w.byID[fields["warc-refers-to"]]
		if !ok {
			p, ok = w.byPay[strings.ToLower(fields["warc-payload-digest"])]
		}
		if ok {
			p.url = target
			w.parts = append(w.parts, p)
		}
	case "":
		return corrupt(start, "the record has no WARC-Type")
	}
	return nil
}

// check is a digest named in a header, "sha1:BASE32" or "sha256:HEX".
type blockCheck struct {
	hash hash.Hash
	want string
}

func checksum(field string) blockCheck {
	algorithm, want, _ := strings.Cut(field, ":")
	switch strings.ToLower(strings.ReplaceAll(algorithm, "-", "")) {
	case "sha1":
		return blockCheck{sha1.New(), want} //nolint:gosec // see the import
	case "sha256":
		return blockCheck{sha256.New(), want}
	}
	return blockCheck{}
}

func (c blockCheck) holds() bool {
	sum := c.hash.Sum(nil)
	b32 := base32.StdEncoding.EncodeToString(sum)
	return strings.EqualFold(c.want, hex.EncodeToString(sum)) || strings.EqualFold(strings.TrimRight(c.want, "="), strings.TrimRight(b32, "="))
}
