package exercise

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/dataset"
)

// leftAlone is how long nothing may have been written to a file under way before
// it counts as left behind. Age decides, because several programs may share the
// data folder and none knows of another's uploads and simulations: one that goes
// on writes within every half minute, after which a silent upload is cut off.
const leftAlone = time.Hour

// Sweep removes what a program that was killed left behind: uploads that became
// no evidence, datasets that were never finished and belong to no run.
func (r *Room) Sweep(ctx context.Context) error {
	var bad []error
	uploads, err := os.ReadDir(r.Incoming())
	bad = append(bad, err)
	for _, e := range uploads {
		bad = append(bad, r.sweep(filepath.Join(r.Incoming(), e.Name())))
	}
	datasets, err := os.ReadDir(filepath.Join(r.Data, "datasets"))
	bad = append(bad, err)
	for _, e := range datasets {
		dir := r.DatasetDir(training.RunID(e.Name()))
		if _, err := os.Stat(filepath.Join(dir, dataset.ManifestFile)); !errors.Is(err, fs.ErrNotExist) {
			continue // whole, whoever's it is: the manifest is written last
		}
		if known, err := r.Store.RunExists(ctx, training.RunID(e.Name())); err != nil || known {
			bad = append(bad, err)
			continue
		}
		bad = append(bad, r.sweep(dir))
	}
	if err := errors.Join(bad...); err != nil {
		return fmt.Errorf("exercise: sweep %s: %w", r.Data, err)
	}
	return nil
}

// sweep removes a file or folder to which nothing was written lately.
func (r *Room) sweep(path string) error {
	var newest time.Time
	err := filepath.WalkDir(path, func(_ string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		st, err := d.Info()
		if err == nil && st.ModTime().After(newest) {
			newest = st.ModTime()
		}
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil // finished, or taken away, meanwhile
	}
	if err != nil || r.Now().Sub(newest) < leftAlone {
		return err
	}
	r.Log.Warn("removing what a killed program left behind", "path", path, "since", newest)
	return os.RemoveAll(path)
}
