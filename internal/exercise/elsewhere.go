package exercise

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/rangeserver"
)

// Several programs may serve one site from one database and one data folder. One
// of them has the range. The others find in the folder of its state what it
// served to whom and where it answers, so that a capture is judged alike and a
// submission holds the same, whichever program is asked.

// StateDir is where the range that serves a data folder keeps its state.
func StateDir(data string) string { return filepath.Join(data, "range") }

// view is the served log as seen for the team at an address of the range.
type view func(address string) rangeserver.View

// logs is the served log: for a team, and for all others.
func (r *Room) logs() (own, others view, err error) {
	if r.Range != nil {
		return r.Range.Served, r.Range.ServedToOthers, nil
	}
	log, err := r.readLog()
	if err != nil {
		return nil, nil, err
	}
	return log.Of, log.Others, nil
}

// readLog reads what another program's range has served so far; a folder in which
// none ever ran has an empty log. It is read again when it has grown.
func (r *Room) readLog() (*rangeserver.Log, error) {
	file := filepath.Join(StateDir(r.Data), "served.jsonl")
	r.away.Lock()
	defer r.away.Unlock()
	st, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return &rangeserver.Log{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("exercise: the served log: %w", err)
	}
	if r.away.log == nil || r.away.size != st.Size() {
		log, err := rangeserver.ReadServed(file)
		if err != nil {
			return nil, err
		}
		r.away.log, r.away.size = log, st.Size() // a line that came between is read next time
	}
	return r.away.log, nil
}

// endpointsAway is where another program's range answers a run's team now.
func (r *Room) endpointsAway(run training.Run) (rangeserver.Endpoints, bool) {
	if !serves(run.State) || !claimed(StateDir(r.Data)) {
		return rangeserver.Endpoints{}, false
	}
	ports, err := rangeserver.ReadPorts(filepath.Join(StateDir(r.Data), "range.json"))
	if err != nil {
		return rangeserver.Endpoints{}, false
	}
	ends, ok := ports.Teams[run.Address]
	return ends, ok
}

// dataset is what a run's captures are held against; nil where the range of this
// program does not show the run.
func (r *Room) dataset(run training.Run) (*rangeserver.Dataset, error) {
	h, ok := r.holder(run.Address)
	switch {
	case ok && h.run.ID == run.ID:
		return h.data, nil
	case r.Range != nil:
		return nil, nil
	}
	sets, err := rangeserver.Open(r.DatasetDir(run.ID))
	if err != nil {
		return nil, fmt.Errorf("exercise: the dataset of run %s: %w", run.ID, err)
	}
	r.served.Lock()
	defer r.served.Unlock()
	r.served.by[run.Address] = holding{run, sets[0]}
	return sets[0], nil
}
