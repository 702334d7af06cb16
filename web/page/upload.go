package page

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"os"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
)

// CheckToken compares a form's token with the session's.
func CheckToken(c *fiber.Ctx, got string) error {
	want := ViewerOf(c).CSRF
	if want == "" || subtle.ConstantTimeCompare([]byte(got), []byte(want)) != 1 {
		return training.Forbidden("the form was not made for this session; open the page again and send the form from there")
	}
	return nil
}

// Upload is a form with one file, read as a stream: the file lies on disk, the
// fields in memory.
type Upload struct {
	Form     Form
	Path     string // temporary file, empty when none was sent; remove it with Close
	FileName string
	Type     string // media type as the browser stated it
	Bytes    int64
	SHA256   string // hex
}

// Close removes the temporary file.
func (u *Upload) Close() error {
	if u.Path == "" {
		return nil
	}
	return os.Remove(u.Path)
}

// UploadLimits bound an upload.
type UploadLimits struct {
	File int64            // bytes of the file
	Dir  string           // where the temporary file goes
	Now  func() time.Time // moves the connection's deadline while bytes arrive
}

const (
	maxFields     = 64
	maxFieldBytes = 64 << 10
	uploadPatient = 30 * time.Second // a connection may stay silent this long
)

// ReadUpload reads the multipart body of a route with MaxBody set. The token of
// the form is checked here, as the file may stand before it; on any error the
// temporary file is gone.
func ReadUpload(c *fiber.Ctx, l UploadLimits) (u *Upload, err error) {
	kind, params, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	if err != nil || kind != fiber.MIMEMultipartForm || params["boundary"] == "" {
		return nil, training.Invalid("file", "did not come as multipart/form-data", `a form with enctype="multipart/form-data"`)
	}
	u = &Upload{Form: Form{Values: map[string]string{}}}
	defer func() {
		if err != nil {
			err = errors.Join(err, u.Close())
			u = nil
		}
	}()
	parts := multipart.NewReader(&patient{c: c, now: l.Now, body: bodyOf(c)}, params["boundary"])
	token := c.Get("X-CSRF-Token")
	for n := 0; ; n++ {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return u, training.Invalid("file", "came incomplete: "+err.Error(), "the whole form, sent once more")
		}
		if n >= maxFields {
			return u, training.TooLarge("the form", fmt.Sprintf("%d fields", maxFields))
		}
		if part.FileName() != "" {
			if u.Path != "" {
				return u, training.Invalid(part.FormName(), "is a second file", "one file at a time")
			}
			if err := u.keep(part, l); err != nil {
				return u, err
			}
			continue
		}
		b, err := io.ReadAll(io.LimitReader(part, maxFieldBytes+1))
		if err != nil {
			return u, training.Invalid(part.FormName(), "came incomplete", "the whole form, sent once more")
		}
		if len(b) > maxFieldBytes {
			return u, training.TooLarge("the field "+part.FormName(), "64 KiB")
		}
		if part.FormName() == "csrf" {
			token = string(b)
			continue
		}
		u.Form.Values[part.FormName()] = string(b)
	}
	return u, CheckToken(c, token)
}

func (u *Upload) keep(part *multipart.Part, l UploadLimits) error {
	f, err := os.CreateTemp(l.Dir, "upload-*")
	if err != nil {
		return fmt.Errorf("upload: %w", err)
	}
	u.Path, u.FileName, u.Type = f.Name(), part.FileName(), part.Header.Get(fiber.HeaderContentType)
	h := sha256.New()
	u.Bytes, err = io.Copy(io.MultiWriter(f, h), io.LimitReader(part, l.File+1))
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("upload of %q: %w", u.FileName, err)
	}
	if u.Bytes > l.File {
		return training.TooLarge("the file", humanBytes(l.File))
	}
	u.SHA256 = hex.EncodeToString(h.Sum(nil))
	return nil
}

func bodyOf(c *fiber.Ctx) io.Reader {
	if s := c.Context().RequestBodyStream(); s != nil {
		return s
	}
	return bytes.NewReader(c.Body())
}

// patient moves the read deadline on while bytes keep coming.
type patient struct {
	c    *fiber.Ctx
	now  func() time.Time
	body io.Reader
}

func (p *patient) Read(b []byte) (int, error) {
	if conn := p.c.Context().Conn(); conn != nil && p.now != nil {
		if err := conn.SetReadDeadline(p.now().Add(uploadPatient)); err != nil {
			return 0, err
		}
	}
	return p.body.Read(b)
}
