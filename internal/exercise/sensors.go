package exercise

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/dataset"
)

// sensorPrefix stands before the names of what sensors noted, where the files of
// a case are listed: "movement-plates.csv" is movement/plates.csv of the dataset.
const sensorPrefix = "movement-"

// sensorWhat says what the tables of package movement hold, in the order of a page.
var sensorWhat = []struct{ name, what string }{
	{"sensors.csv", "where receivers, toll gantries and cameras stand, and how well they read"},
	{"shadows.csv", "where a receiver hears nobody"},
	{"vessels.csv", "identity, call sign and name of vessels"},
	{"ais.csv", "positions that vessels sent, until now"},
	{"tolls.csv", "passages of the toll road, until now"},
	{"plates.csv", "plates as cameras read them, until now"},
}

// sensorFiles lists the movement tables of a run's dataset, as they are handed
// over with the case file.
func (r *Room) sensorFiles(id training.RunID) ([]CaseItem, error) {
	d, err := dataset.Open(r.DatasetDir(id))
	if err != nil {
		return nil, fmt.Errorf("exercise: the movement tables of run %s: %w", id, err)
	}
	var out []CaseItem
	for _, s := range sensorWhat {
		i := slices.IndexFunc(d.Manifest.Files, func(f dataset.FileInfo) bool { return f.Path == "movement/"+s.name })
		if i >= 0 {
			out = append(out, CaseItem{Name: sensorPrefix + s.name, What: s.what, Bytes: d.Manifest.Files[i].Bytes})
		}
	}
	return out, nil
}

// openSensors returns a movement table as it stands at the scenario time: what a
// sensor will note later is in no row.
func (r *Room) openSensors(ctx context.Context, sc training.Scope, id training.RunID, name string) (Handed, error) {
	list, err := r.sensorFiles(id)
	if err != nil {
		return Handed{}, err
	}
	if !slices.ContainsFunc(list, func(i CaseItem) bool { return i.Name == name }) {
		return Handed{}, training.NotFound("the file of the case file")
	}
	now, _, err := r.moment(ctx, r.Store, sc, id)
	if err != nil {
		return Handed{}, err
	}
	record := "movement/" + strings.TrimPrefix(name, sensorPrefix)
	b, err := os.ReadFile(filepath.Join(r.DatasetDir(id), filepath.FromSlash(record)))
	if err != nil {
		return Handed{}, fmt.Errorf("exercise: the movement tables of run %s: %w", id, err)
	}
	if b, err = until(b, stamp(now.scenario)); err != nil {
		return Handed{}, fmt.Errorf("exercise: the movement tables of run %s: %s: %w", id, name, err)
	}
	return Handed{Body: b, Record: record}, nil
}

// until keeps the rows of a table whose time is not after a moment; rows are in
// the order of their time. A table without times is kept whole.
func until(b []byte, moment string) ([]byte, error) {
	in := csv.NewReader(bytes.NewReader(b))
	in.ReuseRecord = true
	head, err := in.Read()
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(head, func(s string) bool { return s == "at" || s == "left_at" })
	if at < 0 {
		return b, nil
	}
	for kept := in.InputOffset(); ; kept = in.InputOffset() {
		row, err := in.Read()
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if err != nil || row[at] > moment {
			return b[:kept], nil
		}
	}
}
