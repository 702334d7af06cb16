package markdown

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
)

func TestEncodeAndPick(t *testing.T) {
	body := bytes.Repeat([]byte("<p>the same again</p>"), 200)
	e := Encode(body)
	gz, err := gzip.NewReader(bytes.NewReader(e.Gzip))
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]io.Reader{"gzip": gz, "br": brotli.NewReader(bytes.NewReader(e.Brotli))} {
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, body) {
			t.Errorf("%s does not give the body back: %v", name, err)
		}
	}
	for accept, want := range map[string]string{
		"": "", "gzip, deflate, br": "br", "gzip": "gzip", "br;q=0, gzip;q=0.5": "gzip", "BR": "br", "identity, br;q=0.0": "", "br; q=0.8": "br",
	} {
		if _, got := e.Pick(accept); got != want {
			t.Errorf("Pick(%q) = %q, want %q", accept, got, want)
		}
	}
}

func TestLiveFollowsTheFolder(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.md")
	write := func(s string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("one")
	clock := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	loads := 0
	live, err := NewLive(os.DirFS(dir), func() time.Time { return clock }, func(fsys fs.FS) (string, error) {
		loads++
		b, err := fs.ReadFile(fsys, "a.md")
		if string(b) == "broken!" {
			return "", errors.New("a.md:1: broken")
		}
		return string(b), err
	})
	if err != nil {
		t.Fatal(err)
	}
	write("two, longer")
	if got := live.Get(); got != "one" {
		t.Errorf("looked again within the second: %q", got)
	}
	clock = clock.Add(time.Second)
	if got, gen := live.Current(); got != "two, longer" || gen != 1 {
		t.Errorf("after a change: %q, generation %d", got, gen)
	}
	write("broken!")
	clock = clock.Add(time.Second)
	if got := live.Get(); got != "two, longer" || live.Err() == nil {
		t.Errorf("a broken change: %q, %v", got, live.Err())
	}
	clock = clock.Add(time.Second)
	live.Get()
	if loads != 3 {
		t.Errorf("%d loads, want 3: an unchanged folder is not loaded again", loads)
	}
	write("good again")
	clock = clock.Add(time.Second)
	if got := live.Get(); got != "good again" || live.Err() != nil {
		t.Errorf("a repaired change: %q, %v", got, live.Err())
	}
}

// What was compressed before leaves no trace in what comes after.
func TestEncodeAlike(t *testing.T) {
	long := bytes.Repeat([]byte("The witness saw the van, and the van saw nobody. "), 9000)
	for _, body := range [][]byte{long, []byte("The van."), long[7:90_000], nil} {
		for _, before := range [][]byte{nil, long, []byte("The van.")} {
			Encode(before)
			got := Encode(body)
			var gz, br bytes.Buffer
			w, err := gzip.NewWriterLevel(&gz, gzip.BestCompression)
			if err != nil {
				t.Fatal(err)
			}
			b := brotli.NewWriterLevel(&br, brotliLevel)
			for _, out := range []io.WriteCloser{w, b} {
				if _, err := out.Write(body); err != nil {
					t.Fatal(err)
				}
				if err := out.Close(); err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Equal(got.Gzip, gz.Bytes()) || !bytes.Equal(got.Brotli, br.Bytes()) {
				t.Errorf("%d bytes after %d others: not what a new compressor gives", len(body), len(before))
			}
		}
	}
}
