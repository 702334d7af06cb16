package simulator_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/surface/casefile"
	"github.com/osint-radar/academy/simulator/world"
)

// brokenSurface does what a surface may meet: a full disk, an error, an interrupt.
type brokenSurface struct {
	emit func(context.Context, *dataset.Writer) error
}

func (brokenSurface) Name() string { return "broken" }

func (brokenSurface) Parts(*world.World) int { return 1 }

func (s brokenSurface) Emit(ctx context.Context, _ *world.World, _ int, out *dataset.Writer) error {
	return s.emit(ctx, out)
}

func TestWriteFails(t *testing.T) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	w := planned(t, 1, "team-a")
	ctx, interrupt := context.WithCancel(context.Background())
	for _, c := range []struct {
		name string
		emit func(dir string) func(context.Context, *dataset.Writer) error
		is   error
		want string
	}{
		{"a full disk", func(dir string) func(context.Context, *dataset.Writer) error {
			return func(_ context.Context, out *dataset.Writer) error {
				if err := os.Symlink("/dev/full", filepath.Join(dir, "full.csv")); err != nil {
					return err
				}
				_, err := out.Put("full.csv", "broken", []byte("row\n"))
				return err
			}
		}, syscall.ENOSPC, "free some space"},
		{"a surface that gives up", func(string) func(context.Context, *dataset.Writer) error {
			return func(_ context.Context, out *dataset.Writer) error {
				if _, err := out.Put("half.csv", "broken", []byte("row\n")); err != nil {
					return err
				}
				return errors.ErrUnsupported
			}
		}, errors.ErrUnsupported, "surface broken"},
		{"an interrupt", func(string) func(context.Context, *dataset.Writer) error {
			return func(ctx context.Context, _ *dataset.Writer) error {
				interrupt()
				<-ctx.Done()
				return ctx.Err()
			}
		}, context.Canceled, ""},
		{"a truth without records", func(string) func(context.Context, *dataset.Writer) error {
			return func(context.Context, *dataset.Writer) error { return nil }
		}, nil, "no surface shows"},
	} {
		dir := filepath.Join(t.TempDir(), "set")
		opt := simulator.Options{Recipients: []string{id.Recipient().String()}, Workers: 1, Surfaces: []simulator.Surface{
			casefile.Surface{}, brokenSurface{c.emit(dir)},
		}}
		use := context.Background()
		if c.name == "an interrupt" {
			use = ctx
		}
		_, err := simulator.Write(use, w, dir, opt)
		if err == nil || c.is != nil && !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
		if !dataset.Unfinished(dir) {
			t.Errorf("%s: the finished surface is not kept for a resumed run", c.name)
		}
		for _, half := range []string{"full.csv", "half.csv", "truth.age", "manifest.json"} {
			if _, err := os.Lstat(filepath.Join(dir, half)); !os.IsNotExist(err) {
				t.Errorf("%s: %s is left behind", c.name, half)
			}
		}
		opt.Surfaces = []simulator.Surface{brokenSurface{c.emit(dir + "2")}}
		if _, err := simulator.Write(use, w, dir+"2", opt); err == nil {
			t.Errorf("%s: was written after all", c.name)
		}
		if _, err := os.Stat(dir + "2"); c.name != "a truth without records" && !os.IsNotExist(err) {
			t.Errorf("%s: nothing was finished, and something is left", c.name)
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	w := planned(t, 1, "team-a")
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "thesis.txt"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	var full *dataset.NotEmptyError
	_, err = simulator.Write(context.Background(), w, dir, simulator.Options{Recipients: []string{id.Recipient().String()}})
	if !errors.As(err, &full) || full.First != "thesis.txt" {
		t.Errorf("a folder with a thesis in it: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "thesis.txt")); err != nil {
		t.Errorf("the thesis is gone: %v", err)
	}
	for _, keys := range [][]string{nil, {"age1nonsense"}} {
		if _, err := simulator.Write(context.Background(), w, filepath.Join(dir, "x"), simulator.Options{Recipients: keys}); err == nil {
			t.Errorf("sealed to %v", keys)
		}
	}
}
