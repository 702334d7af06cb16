package dataset

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// marker is the folder in a dataset's folder while that is being written. The
// journals of the runs that write it lie there; the manifest takes its place.
const marker = ".incomplete"

// Begin makes dir ready to be written to from nothing: it does not exist, is
// empty, or holds a dataset that was never finished and is thrown away.
// Anything else is refused with a NotEmptyError.
func Begin(dir string) (*Writer, error) {
	entries, err := usable(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
			return nil, fmt.Errorf("dataset: clear an unfinished one: %w", err)
		}
	}
	return mark(dir)
}

// Continue makes dir ready to be written on, as Begin does, and keeps what an
// unfinished dataset in it has.
func Continue(dir string) (*Writer, error) {
	if _, err := usable(dir); err != nil {
		return nil, err
	}
	return mark(dir)
}

// Unfinished says whether dir holds a dataset that was begun and not finished.
func Unfinished(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, marker))
	return err == nil
}

func usable(dir string) ([]os.DirEntry, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	if len(entries) > 0 && !Unfinished(dir) {
		return nil, &NotEmptyError{Dir: dir, First: entries[0].Name()}
	}
	return entries, nil
}

func mark(dir string) (*Writer, error) {
	if err := os.MkdirAll(filepath.Join(dir, marker), 0o755); err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	return NewWriter(dir), nil
}

// NotEmptyError says that a folder holds something that is no unfinished dataset.
type NotEmptyError struct{ Dir, First string }

func (e *NotEmptyError) Error() string {
	return fmt.Sprintf("%s is not empty (%s is in it) and no unfinished dataset; choose a new folder", e.Dir, e.First)
}

// Discard removes what a failed run has written, and the folder if nothing else is in it.
func (w *Writer) Discard() error {
	entries, err := os.ReadDir(w.dir)
	if err != nil {
		return fmt.Errorf("dataset: %w", err)
	}
	for _, e := range entries { // Begin made sure that all of it is ours
		if err := os.RemoveAll(filepath.Join(w.dir, e.Name())); err != nil {
			return fmt.Errorf("dataset: %w", err)
		}
	}
	if err := os.Remove(w.dir); err != nil {
		return fmt.Errorf("dataset: %w", err)
	}
	return nil
}

// Dir is the folder of the dataset.
func (w *Writer) Dir() string { return w.dir }

// Begun keeps a note of a run in the unfinished dataset, for whoever resumes it.
func (w *Writer) Begun(name string, note []byte) error {
	if err := writeSynced(filepath.Join(w.dir, marker, name), note); err != nil {
		return fmt.Errorf("dataset: %w", err)
	}
	return nil
}

// Note returns what Begun kept in the unfinished dataset in dir.
func Note(dir, name string) ([]byte, error) {
	b, err := os.ReadFile(filepath.Join(dir, marker, name))
	if err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	return b, nil
}
