package worldtest

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/world"
)

// Surface is simulator.Surface, as far as it is needed here; package simulator
// knows all surfaces, and their own tests must not wait for it.
type Surface interface {
	Parts(w *world.World) int
	Emit(ctx context.Context, w *world.World, part int, out *dataset.Writer) error
}

// Emit writes all parts of one surface into a new folder.
func Emit(tb testing.TB, s Surface, w *world.World) (dir string, out *dataset.Writer) {
	tb.Helper()
	dir = tb.TempDir()
	out, err := emit(tb.Context(), s, w, dir)
	if err != nil {
		tb.Fatal(err)
	}
	return dir, out
}

func emit(ctx context.Context, s Surface, w *world.World, dir string) (*dataset.Writer, error) {
	out := dataset.NewWriter(dir)
	for part := range s.Parts(w) {
		if err := s.Emit(ctx, w, part, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Rows reads a file of JSON Lines.
func Rows[T any](tb testing.TB, path string) (out []T) {
	tb.Helper()
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = f.Close() }() // read only
	for in := bufio.NewReader(f); ; {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(line) == 0 {
			return out
		}
		var row T
		if err := errors.Join(err, json.Unmarshal(line, &row)); err != nil {
			tb.Fatalf("%s: row %d: %v", path, len(out)+1, err)
		}
		out = append(out, row)
	}
}

// Lines writes all parts of one surface into a folder that is removed again, and
// returns the lines of one of its files that hold a text: what an example shows.
// An example has nobody to tell an error, so it is a panic.
func Lines(s Surface, w *world.World, file, text string) string {
	dir, err := os.MkdirTemp("", "radar-example-*")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // the system clears it otherwise
	if _, err := emit(context.Background(), s, w, dir); err != nil {
		panic(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(file)))
	if err != nil {
		panic(err)
	}
	var found strings.Builder
	for line := range strings.Lines(string(b)) {
		if strings.Contains(line, text) {
			found.WriteString(line)
		}
	}
	return found.String()
}
