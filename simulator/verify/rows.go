package verify

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode/utf8"
)

// instant is a time as rows hold it: RFC 3339 in UTC, seconds or milliseconds.
type instant struct {
	ms  int64 // Unix milliseconds
	set bool
}

func (i *instant) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("a time is no string: %s", b)
	}
	t, err := time.Parse(time.RFC3339, s)
	switch {
	case err != nil:
		return fmt.Errorf("%q is no time of RFC 3339", s)
	case !strings.HasSuffix(s, "Z"):
		return fmt.Errorf("%q is not in UTC", s)
	case t.Nanosecond()%1_000_000 != 0:
		return fmt.Errorf("%q is finer than a millisecond", s)
	}
	i.ms, i.set = t.UnixMilli(), true
	return nil
}

func (i instant) String() string {
	if !i.set {
		return "never"
	}
	return time.UnixMilli(i.ms).UTC().Format("2006-01-02T15:04:05.000Z")
}

// before says that both are set and i comes first.
func (i instant) before(j instant) bool { return i.set && j.set && i.ms < j.ms }

// end is the time, or the end of time where it is not set.
func (i instant) end() int64 {
	if !i.set {
		return 1 << 62
	}
	return i.ms
}

// rows calls visit for each line of a JSON Lines file, decoded strictly, and
// compares their number with the manifest's.
func rows[T any](c *checker, path string, visit func(line int, row *T)) {
	f, err := os.Open(c.path(path))
	if errors.Is(err, os.ErrNotExist) {
		c.fault(Missing, path, "the surface is not whole without it")
		return
	}
	if err != nil {
		c.fault(Bad, path, "cannot be read: %v", err)
		return
	}
	defer func() { _ = f.Close() }() // it was only read
	in := bufio.NewReaderSize(f, 1<<18)
	n := 0
	for {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(line) == 0 {
			break
		}
		n++
		if err != nil && !errors.Is(err, io.EOF) {
			c.fault(Bad, path, "line %d cannot be read: %v", n, err)
			return
		}
		var row T
		if err := strict(line, &row); err != nil {
			c.fault(Rule, path, "line %d: %v", n, err)
			continue
		}
		visit(n, &row)
	}
	if want := c.listed[path].Records; int64(n) != want {
		c.fault(Rule, path, "has %d records, %s says %d", n, manifestFile, want)
	}
}

// strict decodes one line: known members of the right types, valid UTF-8, one value, one line end.
func strict(line []byte, v any) error {
	body, ok := bytes.CutSuffix(line, []byte{'\n'})
	if !ok {
		return errors.New("does not end with a line feed: the file was cut")
	}
	if !utf8.Valid(body) {
		return errors.New("is not valid UTF-8")
	}
	if bytes.IndexByte(body, 0) >= 0 {
		return errors.New("holds a NUL")
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("goes on after the record")
	}
	return nil
}

// within checks that a time of a record lies on the scenario clock; history may lie before it.
func (c *checker) within(path, id, what string, at instant, history bool) {
	ms := at.ms
	switch {
	case !at.set:
		c.fault(Rule, path, "%s: no %s", id, what)
	case ms > c.m.Clock.End.UnixMilli():
		c.fault(Rule, path, "%s: %s %s lies after the end of the clock", id, what, at)
	case !history && ms < c.m.Clock.Start.UnixMilli():
		c.fault(Rule, path, "%s: %s %s lies before the start of the clock", id, what, at)
	}
}
