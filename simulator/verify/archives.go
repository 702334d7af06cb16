package verify

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

const archiveFolder = "web/archive/"

// capture is a response record of an archive.
type capture struct {
	key            string // host and path
	at             int64  // Unix milliseconds
	sum            string // SHA-256 of the payload, hex
	mime           string
	offset, length int64
}

var recordID = regexp.MustCompile(`^<urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}>$`)

// readArchives reads each site's WARC record by record and holds it against
// pages.jsonl, and its WACZ against the WARC.
func (c *checker) readArchives() {
	if c.web == nil {
		return
	}
	c.archived = map[string]string{}
	for i := range c.m.Files {
		path := c.m.Files[i].Path
		name, ok := strings.CutPrefix(path, archiveFolder)
		if !ok {
			continue
		}
		host, packed := strings.CutSuffix(name, ".warc.gz")
		if !packed {
			host, ok = strings.CutSuffix(name, ".wacz")
			if !ok || c.listed[archiveFolder+host+".warc.gz"] == nil {
				c.fault(Rule, path, "is no archive, or one without its WARC")
			}
			continue
		}
		b, ok := c.open(path)
		if !ok {
			continue
		}
		captures, err := c.readWARC(path, host, b)
		if err != nil {
			c.fault(Rule, path, "%v", err)
			continue
		}
		c.compare(path, host, captures)
		zipped := archiveFolder + host + ".wacz"
		if c.listed[zipped] == nil {
			c.fault(Rule, path, "has no WACZ beside it")
		} else if body, ok := c.open(zipped); ok {
			if err := c.readWACZ(zipped, host, body, captures); err != nil {
				c.fault(Rule, zipped, "%v", err)
			}
		}
	}
	for host := range c.web.hosts {
		if len(c.archived) > 0 && c.listed[archiveFolder+host+".warc.gz"] == nil {
			c.fault(Rule, sitesFile, "%s has no archive", host)
		}
	}
}

// readWARC reads gzip members of one record each (ISO 28500:2017).
func (c *checker) readWARC(path, host string, b []byte) ([]capture, error) {
	in := bytes.NewReader(b)
	var (
		list []capture
		ids  = map[string]bool{}
		text strings.Builder // all but payloads, which are files of their own
		info string
	)
	for in.Len() > 0 {
		at := int64(len(b) - in.Len())
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, fmt.Errorf("at byte %d: %w", at, err)
		}
		z.Multistream(false)
		record, err := io.ReadAll(z)
		if err != nil {
			return nil, fmt.Errorf("at byte %d: %w", at, err)
		}
		head, block, err := splitRecord(record)
		if err != nil {
			return nil, fmt.Errorf("at byte %d: %w", at, err)
		}
		id := head.Get("WARC-Record-ID")
		when, err := time.Parse(time.RFC3339, head.Get("WARC-Date"))
		switch {
		case err != nil || !strings.HasSuffix(head.Get("WARC-Date"), "Z"):
			return nil, fmt.Errorf("at byte %d: date %q", at, head.Get("WARC-Date"))
		case !recordID.MatchString(id) || ids[id]:
			return nil, fmt.Errorf("at byte %d: id %s is no UUID of version 4, or there twice", at, id)
		case when.After(c.m.Clock.End):
			return nil, fmt.Errorf("at byte %d: recorded %s, after the end of the clock", at, stamp(when))
		}
		ids[id] = true
		fmt.Fprintf(&text, "%v\n", head)
		switch kind := head.Get("WARC-Type"); {
		case kind == "warcinfo" && at == 0:
			info = id
			text.Write(block)
			if !bytes.Contains(block, []byte(syntheticLabel)) {
				return nil, fmt.Errorf("its first record does not bear the label %q", syntheticLabel)
			}
		case kind == "response" && at > 0 && head.Get("WARC-Warcinfo-ID") == info:
			x, front, err := response(host, head, block)
			if err != nil {
				return nil, fmt.Errorf("at byte %d: %w", at, err)
			}
			x.at, x.offset, x.length = when.UnixMilli(), at, int64(len(b)-in.Len())-at
			text.Write(front)
			list = append(list, x)
		default:
			return nil, fmt.Errorf("at byte %d: a record of type %q does not stand there", at, kind)
		}
	}
	c.archived[path] = text.String()
	return list, nil
}

// splitRecord takes one record apart: version, header, a block of the length
// that the header says, two line ends.
func splitRecord(record []byte) (textproto.MIMEHeader, []byte, error) {
	rest, ok := bytes.CutPrefix(record, []byte("WARC/1.1\r\n"))
	if !ok {
		return nil, nil, errors.New("does not begin with WARC/1.1")
	}
	head, block, ok := bytes.Cut(rest, []byte("\r\n\r\n"))
	if !ok {
		return nil, nil, errors.New("its header has no end")
	}
	fields, err := textproto.NewReader(bufio.NewReader(bytes.NewReader(append(slices.Clone(head), "\r\n\r\n"...)))).ReadMIMEHeader()
	if err != nil {
		return nil, nil, fmt.Errorf("its header: %w", err)
	}
	block, ok = bytes.CutSuffix(block, []byte("\r\n\r\n"))
	if n, err := strconv.Atoi(fields.Get("Content-Length")); !ok || err != nil || n != len(block) {
		return nil, nil, fmt.Errorf("its block has %d bytes, its Content-Length is %s", len(block), fields.Get("Content-Length"))
	}
	return fields, block, nil
}

// response reads an HTTP response and checks its digest and length.
func response(host string, head textproto.MIMEHeader, block []byte) (x capture, front []byte, err error) {
	path, ok := strings.CutPrefix(head.Get("WARC-Target-URI"), "http://"+host+"/")
	if !ok || head.Get("Content-Type") != "application/http;msgtype=response" {
		return x, nil, fmt.Errorf("%q is no response of %s", head.Get("WARC-Target-URI"), host)
	}
	front, body, ok := bytes.Cut(block, []byte("\r\n\r\n"))
	status, fields, _ := bytes.Cut(front, []byte("\r\n"))
	h, err := textproto.NewReader(bufio.NewReader(bytes.NewReader(append(slices.Clone(fields), "\r\n\r\n"...)))).ReadMIMEHeader()
	if !ok || err != nil || string(status) != "HTTP/1.1 200 OK" || h.Get("Content-Length") != strconv.Itoa(len(body)) {
		return x, nil, fmt.Errorf("the HTTP response of %d bytes begins with %q and says its length is %s", len(body), status, h.Get("Content-Length"))
	}
	sum := sha256.Sum256(body)
	x = capture{key: host + "/" + path, sum: hex.EncodeToString(sum[:]), mime: h.Get("Content-Type")}
	if want := "sha256:" + x.sum; head.Get("WARC-Payload-Digest") != want {
		return x, nil, fmt.Errorf("the payload of %s has the digest %s, its header says %s", x.key, want, head.Get("WARC-Payload-Digest"))
	}
	return x, front, nil
}

// compare wants one record for each row of pages.jsonl, and no other.
func (c *checker) compare(path, host string, list []capture) {
	count := 0
	for key, versions := range c.web.pages {
		if h, _, _ := strings.Cut(key, "/"); h != host {
			continue
		}
		for _, p := range versions {
			count++
			n := 0
			for _, x := range list {
				if x.key == key && x.at == p.VisibleFrom.ms && x.sum == p.SHA256 && x.mime == p.MIME {
					n++
				}
			}
			if n != 1 {
				c.fault(Rule, path, "holds %s as of %s %d times", key, p.VisibleFrom, n)
			}
		}
	}
	if count != len(list) {
		c.fault(Rule, path, "holds %d responses, %s has %d rows of %s", len(list), pagesFile, count, host)
	}
}

// wacz is datapackage.json (Frictionless Data Package, as WACZ 1.1.1 narrows it).
type wacz struct {
	Profile   string `json:"profile"`
	Version   string `json:"wacz_version"`
	Text      string `json:"description"`
	Resources []struct {
		Path  string `json:"path"`
		Hash  string `json:"hash"`
		Bytes int    `json:"bytes"`
	} `json:"resources"`
}

// readWACZ holds a WACZ against its own digests and against the WARC beside it.
func (c *checker) readWACZ(path, host string, b []byte, list []capture) error {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return err
	}
	files, text := map[string][]byte{}, ""
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		body, err := io.ReadAll(r)
		if err = errors.Join(err, r.Close()); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		if f.Method != zip.Store || files[f.Name] != nil {
			return fmt.Errorf("%s is compressed, or there twice", f.Name)
		}
		files[f.Name] = body
		if !strings.HasPrefix(f.Name, "archive/") {
			text += f.Name + "\n" + string(body)
		}
	}
	c.archived[path] = text
	var p wacz
	var whole struct{ Path, Hash string }
	if err := errors.Join(json.Unmarshal(files["datapackage.json"], &p), json.Unmarshal(files["datapackage-digest.json"], &whole)); err != nil {
		return fmt.Errorf("datapackage: %w", err)
	}
	switch {
	case p.Profile != "data-package" || p.Version != "1.1.1" || !strings.Contains(p.Text, syntheticLabel):
		return fmt.Errorf("datapackage.json has profile %q, version %q, or not the label", p.Profile, p.Version)
	case whole.Path != "datapackage.json" || whole.Hash != named(files["datapackage.json"]):
		return fmt.Errorf("datapackage-digest.json does not fit datapackage.json")
	case len(p.Resources) != len(files)-2:
		return fmt.Errorf("datapackage.json lists %d of %d files", len(p.Resources), len(files)-2)
	}
	for _, r := range p.Resources {
		if body := files[r.Path]; body == nil || len(body) != r.Bytes || named(body) != r.Hash {
			return fmt.Errorf("%s is not the file that datapackage.json names", r.Path)
		}
	}
	if warc := c.listed[archiveFolder+host+".warc.gz"]; named(files["archive/"+host+".warc.gz"]) != "sha256:"+warc.SHA256 {
		return fmt.Errorf("the WARC in it is not %s", warc.Path)
	}
	if err := checkIndex(files["indexes/index.cdx"], host, list); err != nil {
		return err
	}
	return checkPageList(files["pages/pages.jsonl"], list)
}

func named(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}
