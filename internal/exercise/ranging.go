package exercise

import (
	"fmt"

	"github.com/osint-radar/academy/internal/evidence"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/rangeserver"
)

// serves says whether the range answers a team in this state: from the start
// until marking begins.
func serves(s training.RunState) bool {
	return s == training.Running || s == training.Paused || s == training.Ended
}

// showRange makes the range show a run as it now is.
func (r *Room) showRange(run training.Run, clock training.Clock) error {
	if r.Range == nil {
		return nil
	}
	name := run.Address
	shown := serves(run.State) && clock.Started()
	var data *rangeserver.Dataset
	if _, held := r.holder(name); shown && !held {
		// Read before the lock is taken: it takes a third of a second, and every page
		// of an exercise asks for the lock.
		sets, err := rangeserver.Open(r.DatasetDir(run.ID))
		if err != nil {
			return fmt.Errorf("exercise: the dataset of run %s: %w", run.ID, err)
		}
		data = sets[0]
	}
	r.served.Lock()
	defer r.served.Unlock()
	holder, held := r.served.by[name]
	switch {
	case !shown:
		if held && holder.run.ID == run.ID {
			delete(r.served.by, name)
			return r.Range.Remove(name)
		}
		return nil
	case held && holder.run.ID != run.ID:
		return training.Conflict(fmt.Sprintf("team %s has another exercise on the range; end and mark that one first", run.Team))
	case !held && data == nil:
		return nil // taken away this moment; the next look goes by what is so then
	case !held:
		if err := r.Range.Add(rangeserver.Team{Name: name, Data: data}); err != nil {
			return err
		}
		r.served.by[name] = holding{run, data}
	}
	segments := make([]rangeserver.Segment, len(clock.Segments))
	for i, s := range clock.Segments {
		segments[i] = rangeserver.Segment{Wall: s.Wall, Scenario: s.Scenario, Rate: rangeserver.Rate(s.Rate)}
	}
	return r.Range.SetClock(name, segments)
}

// Endpoints returns where a run's team finds the range; false while nothing is served.
func (r *Room) Endpoints(run training.Run) (rangeserver.Endpoints, bool) {
	if r.Range == nil {
		return r.endpointsAway(run)
	}
	if !r.shows(run) {
		return rangeserver.Endpoints{}, false
	}
	return r.Range.Endpoints(run.Address)
}

// Toolbox returns the first-query cards of the tools that a run's team can point
// at the range; nil while nothing is served.
func (r *Room) Toolbox(run training.Run) []rangeserver.Card {
	if !r.shows(run) {
		return nil
	}
	return r.Range.Toolbox(run.Address)
}

// holding is a run whose dataset the range has open.
type holding struct {
	run  training.Run // as it was when the range took it up
	data *rangeserver.Dataset
}

// shows says whether the range of this program shows a run.
func (r *Room) shows(run training.Run) bool {
	if r.Range == nil {
		return false
	}
	h, ok := r.holder(run.Address)
	return ok && h.run.ID == run.ID
}

// holder is what the range shows at an address now.
func (r *Room) holder(address string) (holding, bool) {
	r.served.Lock()
	defer r.served.Unlock()
	h, ok := r.served.by[address]
	return h, ok
}

// hold makes an upload be held against what the range served.
func (r *Room) hold(c *evidence.Claim, run training.Run) error {
	own, others, err := r.logs()
	if err != nil {
		return err
	}
	data, err := r.dataset(run)
	if err != nil {
		return err
	}
	rows := func(list []rangeserver.Served) []evidence.Served {
		var out []evidence.Served
		for _, s := range during(run, list) {
			out = append(out, evidence.Served{Team: s.Team, Surface: s.Surface, URL: s.URL, Record: s.Record, Records: s.Records, Scenario: s.Scenario})
		}
		return out
	}
	log := func(v rangeserver.View) evidence.Log {
		return evidence.Log{
			BySum: func(sum string) []evidence.Served { return rows(v.BySum(sum)) },
			ByURL: func(address string) []evidence.Served { return rows(v.ByURL(address)) },
		}
	}
	c.Own, c.Others = log(own(run.Address)), log(others(run.Address))
	if data != nil {
		c.VisibleFrom = data.VisibleFrom
	}
	return nil
}

// during leaves out what was served before a run was opened: a team keeps its
// address, and its log, from one run to the next.
func during(run training.Run, list []rangeserver.Served) []rangeserver.Served {
	var out []rangeserver.Served
	for _, s := range list {
		if !s.Wall.Before(run.Created) {
			out = append(out, s)
		}
	}
	return out
}

// conduct lists what the passive-conduct guard of the range noticed of a team
// during this run.
func (r *Room) conduct(run training.Run) ([]training.Conduct, error) {
	own, _, err := r.logs()
	if err != nil {
		return nil, err
	}
	var out []training.Conduct
	for _, s := range during(run, own(run.Address).Conduct()) {
		out = append(out, training.Conduct{Kind: s.Conduct, At: s.Scenario, Surface: s.Surface, Record: s.Record, Text: s.URL})
	}
	return out, nil
}

// opened is the set of dataset records that the range showed to a team.
func (r *Room) opened(run training.Run) (map[string]bool, error) {
	own, _, err := r.logs()
	if err != nil {
		return nil, err
	}
	out := map[string]bool{}
	for _, s := range during(run, own(run.Address).Rows()) {
		out[s.Record] = true
		for _, record := range s.Records {
			out[record] = true
		}
	}
	return out, nil
}
