package scenarios

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strconv"
)

// Archive is the scenario as it was read: a zip of its files that [Unpack] turns
// into the same scenario again, whatever has become of the folder since.
func (s *Scenario) Archive() []byte { return bytes.Clone(s.archive) }

// Unpack reads what [Scenario.Archive] returned.
func Unpack(archive []byte) (*Scenario, error) {
	fsys, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return nil, fmt.Errorf("scenarios: unpack: %w", err)
	}
	lib, err := Load(fsys)
	if err != nil {
		return nil, fmt.Errorf("scenarios: unpack: %w", err)
	}
	if len(lib.list) != 1 {
		return nil, fmt.Errorf("scenarios: unpack: the archive holds %d scenarios, want one", len(lib.list))
	}
	return lib.list[0], nil
}

// pack reads all files of a folder once, so that everything that is made of them
// is made of one state, and names that state: SHA-256 over path, NUL, length, NUL
// and bytes of each, by path.
func pack(fsys fs.FS, dir string) (archive []byte, digest string, err error) {
	h := sha256.New()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	err = fs.WalkDir(fsys, dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(fsys, file)
		if err != nil {
			return err
		}
		h.Write([]byte(file + "\x00" + strconv.Itoa(len(b)) + "\x00"))
		h.Write(b)
		part, err := w.Create(file)
		if err != nil {
			return err
		}
		_, err = part.Write(b)
		return err
	})
	if err == nil {
		err = w.Close()
	}
	return buf.Bytes(), hex.EncodeToString(h.Sum(nil)), err
}
