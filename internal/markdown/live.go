package markdown

import (
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Live keeps what was loaded from a folder up to date while somebody edits it.
// [Live.Get] looks at the folder at most once a second; when a name, a size or
// a time of change differs it loads anew. A load that fails leaves the last
// good value in place and shows in [Live.Err]. It may be used by many
// goroutines at once.
type Live[T any] struct {
	load  func(fs.FS) (T, error)
	fsys  fs.FS
	now   func() time.Time // nil: the folder never changes
	every time.Duration

	mu    sync.RWMutex
	value T
	err   error
	print uint64
	next  time.Time
	gen   int
}

// Content returns a room's part of a content folder, DIR/ROOM, or the folder
// "content" that is embedded in it when dir is empty or holds no such part. live
// says that the folder may change.
func Content(embedded fs.FS, dir, room string) (fsys fs.FS, live bool, err error) {
	if dir != "" {
		sub := filepath.Join(dir, room)
		switch st, err := os.Stat(sub); {
		case err == nil && st.IsDir():
			return os.DirFS(sub), true, nil
		case err == nil:
			return nil, false, fmt.Errorf("%s is not a folder", sub)
		case !os.IsNotExist(err):
			return nil, false, fmt.Errorf("content folder: %w", err)
		}
	}
	fsys, err = fs.Sub(embedded, "content")
	return fsys, false, err
}

// NewLive loads a folder for the first time and fails if that fails. With a nil
// now, as for embedded content, the folder is not looked at again.
func NewLive[T any](fsys fs.FS, now func() time.Time, load func(fs.FS) (T, error)) (*Live[T], error) {
	l := &Live[T]{load: load, fsys: fsys, now: now, every: time.Second}
	var err error
	if l.value, err = load(fsys); err != nil {
		return nil, err
	}
	if now != nil {
		if l.print, err = fingerprint(fsys); err != nil {
			return nil, err
		}
		l.next = now().Add(l.every)
	}
	return l, nil
}

// Get returns the newest good value.
func (l *Live[T]) Get() T {
	v, _ := l.Current()
	return v
}

// Current returns the newest good value and its generation, which grows by one
// with each reload: what is derived from the value is out of date when the
// generation differs.
func (l *Live[T]) Current() (value T, generation int) {
	if l.now == nil {
		return l.value, 0
	}
	l.mu.RLock()
	value, generation, due := l.value, l.gen, !l.now().Before(l.next)
	l.mu.RUnlock()
	if !due {
		return value, generation
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.now().Before(l.next) {
		return l.value, l.gen
	}
	l.next = l.now().Add(l.every)
	print, err := fingerprint(l.fsys)
	if err != nil {
		l.err = err
		return l.value, l.gen
	}
	if print == l.print {
		return l.value, l.gen
	}
	l.print = print
	fresh, err := l.load(l.fsys)
	if l.err = err; err == nil {
		l.value, l.gen = fresh, l.gen+1
	}
	return l.value, l.gen
}

// Err is the reason why the last reload was refused, or nil.
func (l *Live[T]) Err() error {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.err
}

func fingerprint(fsys fs.FS) (uint64, error) {
	h := fnv.New64a()
	err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		st, err := d.Info()
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(h, "%s\x00%d\x00%d\n", path, st.Size(), st.ModTime().UnixNano())
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("looking at the content folder: %w", err)
	}
	return h.Sum64(), nil
}
