package simulator

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/world"
)

// unit is one part of one surface: what a worker takes, a shard owns and a
// journal remembers.
type unit struct {
	surface  Surface
	part, of int
}

func (u unit) name() string { return unitName(u.surface.Name(), u.part) }

func unitName(surface string, part int) string { return surface + "/" + strconv.Itoa(part) }

// in says whether shard i of n writes the unit: neighbouring parts stay together.
func (u unit) in(i, n int) bool { return u.part*n/u.of == i-1 }

func (opt Options) surfaces(w *world.World) []Surface {
	if opt.Surfaces == nil {
		return Surfaces(w, opt)
	}
	return opt.Surfaces
}

func units(w *world.World, opt Options) []unit {
	var out []unit
	for _, s := range opt.surfaces(w) {
		n := s.Parts(w)
		for part := range n {
			out = append(out, unit{s, part, n})
		}
	}
	return out
}

// openJournal opens the journal of one run of this world, release and choice of
// formats.
func openJournal(w *world.World, out *dataset.Writer, opt Options, name string) (*dataset.Journal, map[string]*dataset.Writer, error) {
	if err := out.Claim(about(w, opt)); err != nil {
		return nil, nil, err
	}
	plan, err := json.Marshal(w)
	if err != nil {
		return nil, nil, fmt.Errorf("simulator: %w", err)
	}
	world := sha256.Sum256(fmt.Appendf(nil, "%s\n%v\n%s", Version, opt.Formats, plan))
	return out.Journal(name, w.Key.Derive("journal"), world[:], func(part string) bool {
		return w.Later.Surface != "" && strings.HasPrefix(part, w.Later.Surface+"/")
	})
}

// run writes the units of shard i of n that no journal has, opt.Workers of them
// at a time. The first error stops the rest. kept is how many are finished; the
// journal is closed and can be read.
func run(ctx context.Context, w *world.World, out *dataset.Writer, opt Options, i, n int) (journal *dataset.Journal, kept int, err error) {
	journal, done, err := openJournal(w, out, opt, fmt.Sprintf("%d-of-%d", i, n))
	if err != nil {
		return nil, len(done), err
	}
	defer func() { err = errors.Join(err, journal.Close()) }()
	if opt.Count != nil {
		opt.Count(out.Count())
	}
	var todo []unit
	all := 0
	for _, u := range units(w, opt) {
		if !u.in(i, n) {
			continue
		}
		all++
		if part := done[u.name()]; part != nil {
			out.Merge(part)
			kept++
		} else {
			todo = append(todo, u)
		}
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var (
		wait sync.WaitGroup
		gate = make(chan struct{}, max(opt.Workers, 1))
		mu   sync.Mutex
		line = queue{take: opt.release, waiting: map[int]*dataset.Writer{}}
	)
	for k, u := range todo {
		select {
		case gate <- struct{}{}:
		case <-ctx.Done():
		}
		if ctx.Err() != nil {
			break
		}
		wait.Go(func() {
			part := out.Part()
			err := u.surface.Emit(ctx, w, u.part, part)
			if err == nil {
				err = journal.Done(u.name(), part)
			}
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				stop(errors.Join(fmt.Errorf("surface %s: %w", u.surface.Name(), err), part.Drop()))
				return
			}
			out.Merge(part)
			free, err := line.put(k, part)
			if err != nil {
				stop(err)
			}
			for range free {
				<-gate
			}
			kept++
			if opt.Progress != nil {
				opt.Progress(u.surface.Name(), kept, all)
			}
		})
	}
	wait.Wait()
	return journal, kept, context.Cause(ctx)
}

// queue hands finished parts on in their order. A part that waits for one
// before it keeps its worker's place, so that few are kept on disk.
type queue struct {
	take    func(*dataset.Writer) error
	waiting map[int]*dataset.Writer
	next    int
}

// put takes part k and returns how many places have come free.
func (q *queue) put(k int, part *dataset.Writer) (free int, err error) {
	if q.take == nil {
		return 1, nil
	}
	q.waiting[k] = part
	for ; q.waiting[q.next] != nil; q.next++ {
		if err := q.take(q.waiting[q.next]); err != nil {
			return free, err
		}
		delete(q.waiting, q.next)
		free++
	}
	return free, nil
}

// start is what a resumed run needs to know of the one that was interrupted,
// sealed as the truth is.
const start = "start.age"

type startNote struct {
	Seed       [16]byte `json:"seed"`
	TestSeed   bool     `json:"test_seed"`
	Recipients []string `json:"recipients"`
}

func noteStart(out *dataset.Writer, opt Options, recipients []age.Recipient) error {
	note, err := json.Marshal(startNote{opt.Seed, opt.TestSeed, opt.Recipients})
	if err != nil {
		return fmt.Errorf("simulator: %w", err)
	}
	var b bytes.Buffer
	z, err := age.Encrypt(&b, recipients...)
	if err != nil {
		return fmt.Errorf("simulator: seal the seed: %w", err)
	}
	if _, err := z.Write(note); err != nil {
		return fmt.Errorf("simulator: seal the seed: %w", err)
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("simulator: seal the seed: %w", err)
	}
	return out.Begun(start, b.Bytes())
}

// Interrupted opens what an interrupted run has left in dir with a key to its
// truth: the seed and the recipients to resume it with.
func Interrupted(dir string, identities ...age.Identity) (opt Options, err error) {
	sealed, err := dataset.Note(dir, start)
	if err != nil {
		return opt, err
	}
	r, err := age.Decrypt(bytes.NewReader(sealed), identities...)
	if err != nil {
		return opt, fmt.Errorf("the seed of the unfinished dataset in %s: %w", dir, err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		return opt, fmt.Errorf("the seed of the unfinished dataset in %s: %w", dir, err)
	}
	var note startNote
	if err := json.Unmarshal(plain, &note); err != nil {
		return opt, fmt.Errorf("the seed of the unfinished dataset in %s: %w", dir, err)
	}
	return Options{Seed: note.Seed, TestSeed: note.TestSeed, Recipients: note.Recipients, Resume: true}, nil
}
