package exercise

import (
	"archive/tar"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/osint-radar/academy/internal/training"
)

// DatasetName is the folder under which a run's dataset is handed out.
func DatasetName(run training.Run) string { return run.Scenario + "-" + run.Variant }

// Dataset checks that a run's dataset may be handed out, which is so from the
// release on, and returns a function that writes it as a tar archive. Whoever
// has it and the released truth can check seal and score without the site.
func (r *Room) Dataset(ctx context.Context, sc training.Scope, id training.RunID) (func(io.Writer) error, error) {
	run, err := r.Store.Run(ctx, sc, id)
	if err != nil {
		return nil, err
	}
	if _, err := r.Store.ReleasedTruth(ctx, sc, id); err != nil {
		return nil, err
	}
	root := os.DirFS(r.DatasetDir(id))
	return func(w io.Writer) error {
		out := tar.NewWriter(w)
		err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			return pack(out, root, name, path.Join(DatasetName(run), filepath.ToSlash(name)))
		})
		if err != nil {
			return fmt.Errorf("exercise: hand out the dataset of run %s: %w", id, err)
		}
		return out.Close()
	}, nil
}

// CaseArchive checks that a run's case file may be handed out, which is so from
// the start on, and returns a function that writes it as a tar archive, the same
// bytes each time: the folder "case" byte for byte, so that digests can be
// computed. The files in it come with their digests and records.
func (r *Room) CaseArchive(ctx context.Context, sc training.Scope, id training.RunID) (func(io.Writer) error, []training.Handout, error) {
	if _, err := r.begun(ctx, sc, id); err != nil {
		return nil, nil, err
	}
	files, err := r.handed(id)
	if err != nil {
		return nil, nil, err
	}
	var inside []training.Handout
	for _, f := range files {
		inside = append(inside, training.Handout{SHA256: f.SHA256, Record: f.Path})
	}
	root := os.DirFS(r.DatasetDir(id))
	return func(w io.Writer) error {
		out := tar.NewWriter(w)
		for _, f := range files {
			if err := pack(out, root, f.Path, f.Path); err != nil {
				return fmt.Errorf("exercise: hand out the case file of run %s: %w", id, err)
			}
		}
		return out.Close()
	}, inside, nil
}

func pack(out *tar.Writer, root fs.FS, name, as string) error {
	f, err := root.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it was only read
	st, err := f.Stat()
	if err != nil {
		return err
	}
	if err := out.WriteHeader(&tar.Header{Name: as, Mode: 0o644, Size: st.Size(), ModTime: st.ModTime()}); err != nil {
		return err
	}
	_, err = io.Copy(out, f)
	return err
}
