package markdown

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// maxSource is the largest file that is read as content. A lesson is some 20 KB.
const maxSource = 1 << 20

// Source is a content file taken apart: the YAML of its front matter and the
// Markdown below it, both with the line they start on.
type Source struct {
	File     string
	Front    []byte
	Body     []byte
	BodyLine int // line of the first byte of Body, from 1
}

// ReadFile reads a text file of content. Broken UTF-8, a NUL byte or a file over
// 1 MB is a fault with its line. Line ends become \n.
func ReadFile(fsys fs.FS, file string) ([]byte, Faults) {
	var faults Faults
	b, err := fs.ReadFile(fsys, file)
	if err != nil {
		faults.Add(file, 0, "cannot be read: %v", unwrapPath(err))
		return nil, faults
	}
	return b, checkBytes(file, &b)
}

func unwrapPath(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

func checkBytes(file string, b *[]byte) Faults {
	var faults Faults
	if len(*b) > maxSource {
		faults.Add(file, 0, "has %d bytes; content files may have %d", len(*b), maxSource)
		*b = nil
		return faults
	}
	*b = bytes.ReplaceAll(bytes.TrimPrefix(*b, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))
	for i, line := range bytes.Split(*b, []byte("\n")) {
		switch {
		case bytes.IndexByte(line, 0) >= 0:
			faults.Add(file, i+1, "holds a NUL byte; remove it")
		case !utf8.Valid(line):
			faults.Add(file, i+1, "is not valid UTF-8 at column %d; save the file as UTF-8", validPrefix(line)+1)
		}
	}
	if len(faults) > 0 {
		*b = bytes.ReplaceAll(bytes.ToValidUTF8(*b, []byte("\ufffd")), []byte{0}, []byte("\ufffd"))
	}
	return faults
}

func validPrefix(b []byte) int {
	n := 0
	for n < len(b) {
		r, size := utf8.DecodeRune(b[n:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		n += size
	}
	return n
}

// Split takes the front matter off a text. A text that does not start with a
// line "---" has none.
func Split(file string, text []byte) (Source, Faults) {
	var faults Faults
	src := Source{File: file, Body: text, BodyLine: 1}
	rest, ok := bytes.CutPrefix(text, []byte("---\n"))
	if !ok {
		return src, nil
	}
	front, body, ok := bytes.Cut(rest, []byte("\n---\n"))
	if !ok {
		if front, ok = bytes.CutSuffix(rest, []byte("\n---")); !ok {
			faults.Add(file, 1, "the front matter opened by \"---\" is never closed by a line \"---\"")
			return src, faults
		}
		body = nil
	}
	src.Front, src.Body = front, body
	src.BodyLine = bytes.Count(front, []byte("\n")) + 4
	return src, faults
}

// DecodeFront reads the front matter into v, a pointer to a struct with yaml tags.
func (s Source) DecodeFront(v any) Faults {
	var faults Faults
	if s.Front == nil {
		faults.Add(s.File, 1, "has no front matter; the file starts with a line \"---\"")
		return faults
	}
	return DecodeYAML(s.File, s.Front, 1, v)
}

// FrontLine returns the line of a top-level key of the front matter, or 1.
func (s Source) FrontLine(key string) int { return KeyLine(s.Front, key) + 1 }

// KeyLine returns the line, from 1, on which a top-level key of a YAML text
// stands, or 0 where it is absent.
func KeyLine(text []byte, key string) int {
	for i, line := range bytes.Split(text, []byte("\n")) {
		if rest, ok := bytes.CutPrefix(line, []byte(key)); ok && bytes.HasPrefix(bytes.TrimLeft(rest, " "), []byte(":")) {
			return i + 1
		}
	}
	return 0
}

var (
	yamlLine  = regexp.MustCompile(`line (\d+): `)
	yamlField = regexp.MustCompile(`field (\S+) not found in type \S+`)
	yamlType  = regexp.MustCompile("cannot unmarshal !!(\\w+) (`[^`]*` )?into (\\S+)")
)

// DecodeYAML reads YAML strictly: an unknown key, a wrong type, a key given
// twice, malformed text are faults with file and line. offset is the number of
// lines in the file above text.
func DecodeYAML(file string, text []byte, offset int, v any) Faults {
	var faults Faults
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	err := dec.Decode(v)
	var typed *yaml.TypeError
	switch {
	case err == nil:
	case errors.Is(err, io.EOF):
		faults.Add(file, offset+1, "is empty; YAML keys are wanted here")
	case errors.As(err, &typed):
		for _, msg := range typed.Errors {
			faults = append(faults, yamlFault(file, offset, msg))
		}
	default:
		faults = append(faults, yamlFault(file, offset, err.Error()))
	}
	return faults
}

func yamlFault(file string, offset int, msg string) Fault {
	line := 1
	if m := yamlLine.FindStringSubmatch(msg); m != nil {
		line, _ = strconv.Atoi(m[1])
		msg = strings.Replace(msg, m[0], "", 1)
		if strings.Contains(msg, "did not find expected") {
			line++ // the YAML parser counts these from 0
		}
	}
	msg = strings.TrimPrefix(msg, "yaml: ")
	msg = yamlField.ReplaceAllString(msg, "unknown key $1")
	msg = yamlType.ReplaceAllStringFunc(msg, func(s string) string {
		m := yamlType.FindStringSubmatch(s)
		return fmt.Sprintf("a %s %sstands where %s is wanted", m[1], m[2], goKind(m[3]))
	})
	return Fault{file, offset + line, msg}
}

func goKind(t string) string {
	switch {
	case strings.HasPrefix(t, "[]"):
		return "a list"
	case strings.HasPrefix(t, "map["):
		return "a mapping"
	case strings.HasPrefix(t, "int"), strings.HasPrefix(t, "float"), strings.HasPrefix(t, "uint"):
		return "a number"
	case t == "bool":
		return "true or false"
	case t == "string":
		return "a text"
	case strings.HasSuffix(t, "Date"):
		return "a date like 2026-11-23"
	}
	return "a mapping"
}
