package realism

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/osint-radar/academy/simulator/record"
)

const (
	kwak   = "Kwak, Lee, Park, Moon: What is Twitter, a social network or a news media? WWW 2010"
	konect = "Kunegis: KONECT, the Koblenz network collection, 2013"
	ldbc   = "LDBC Social Network Benchmark, specification 2.2"
)

// posted is what is kept of a status.
type posted struct{ author, at int64 }

// microblog measures who follows whom, who answers when, and how people's
// posts are spread in time.
func microblog(ctx context.Context, dir string, _ World, r *Report) error {
	var accounts []int64
	if err := rows(ctx, dir, "accounts", func(a *record.Account) error {
		n, err := number(a.ID)
		accounts = append(accounts, n)
		return err
	}); err != nil {
		return err
	}
	slices.Sort(accounts)
	g := newGraph(accounts)
	if err := rows(ctx, dir, "follows", func(f *record.Follow) error { return g.link(f.AccountID, f.TargetID) }); err != nil {
		return err
	}
	g.measure(r)
	return times(ctx, dir, r)
}

func times(ctx context.Context, dir string, r *Report) error {
	statuses, delays, likes := map[int64]posted{}, []int64{}, []int64{}
	by, pairs, tags := map[int64][]int64{}, map[[2]int64][]int64{}, map[string][]int64{}
	if err := rows(ctx, dir, "statuses", func(s *record.Status) error {
		id, err := number(s.ID)
		author, aerr := number(s.AccountID)
		at := s.CreatedAt.UnixMilli()
		statuses[id] = posted{author, at}
		by[author] = append(by[author], at)
		if s.InReplyTo != "" {
			to, terr := number(s.InReplyTo)
			if p, ok := statuses[to]; ok && p.author != author {
				delays = append(delays, at-p.at)
			}
			err = errors.Join(err, terr)
		}
		for _, m := range s.Mentions {
			who, merr := number(m)
			pairs[[2]int64{author, who}] = append(pairs[[2]int64{author, who}], at)
			err = errors.Join(err, merr)
		}
		for _, t := range s.Tags {
			tags[t] = append(tags[t], at)
		}
		return errors.Join(err, aerr)
	}); err != nil {
		return err
	}
	if err := rows(ctx, dir, "favourites", func(f *record.Favourite) error {
		id, err := number(f.StatusID)
		if p, ok := statuses[id]; ok {
			likes = append(likes, f.CreatedAt.UnixMilli()-p.at)
		}
		return err
	}); err != nil {
		return err
	}
	returned := int64(0)
	for m := range pairs {
		if len(pairs[[2]int64{m[1], m[0]}]) > 0 {
			returned++
		}
	}
	n := int64(len(pairs))
	r.add("microblog", aim{"mentions returned", "", 30, 24, 36, 20_000, "pairs of author and mentioned", konect}, ratio(returned, n), n, n > 0)
	r.delays("microblog", "answers", "answers to others", delays, likes)
	rhythm := rhythmOf(maps.Values(by))
	r.bursts(rhythm, aim{least: 100, of: "authors of 30 posts or more"}, "microblog", 30, maps.Values(by))
	r.bursts(rhythm, aim{name: " of pairs", least: 20, of: "pairs of whom one answered the other ten times or more"}, "microblog", 10, maps.Values(pairs))
	r.flash(tags, int64(len(statuses)))
	return nil
}

// delays takes how long answers, or what a surface calls them, and likes wait.
func (r *Report) delays(surface, answers, of string, delays, likes []int64) {
	hour := int64(time.Hour / time.Millisecond)
	var sum, soon, quick int64
	for _, d := range delays {
		if d <= 45*hour/60 {
			quick++
		}
		if d <= 24*hour {
			soon++
			sum += d
		}
	}
	n := int64(len(delays))
	target, low, high := around(6850)
	// The law ends after a day: what comes later is the next metric's, and would decide the mean alone.
	r.add(surface, aim{"delay of " + answers + " within a day, mean", "h", target, low, high, 1000, of, ldbc}, ratio(sum, max(soon, 1)*hour), soon, soon > 0)
	r.add(surface, aim{answers + " within a day", "", 1000, 950, 1000, 1000, of, ldbc}, ratio(soon, n), n, n > 0)
	// P(delay ≤ x) is (x/day)^0.4: the density falls with the power .6, and a
	// quarter lies within 1/32 of a day, since 32^.4 is 4.
	exponent, ok := powerOfDay(delays)
	target, low, high = around(600)
	r.add(surface, aim{"delay of " + answers + ", exponent of the density", "", target, low, high, 1000, of, ldbc}, exponent, n, ok)
	target, low, high = around(250)
	r.add(surface, aim{answers + " within 45 minutes", "", target, low, high, 1000, of, ldbc}, ratio(quick, n), n, n > 0)
	var week int64
	for _, d := range likes {
		if d <= 7*24*hour {
			week++
		}
	}
	n = int64(len(likes))
	r.add(surface, aim{"likes within a week", "", 1000, 990, 1000, 1000, "likes", ldbc}, ratio(week, n), n, n > 0)
	r.Curves = append(r.Curves, tailCurve("delay of "+answers, "minutes", delays, 60_000))
}

// rows reads a JSON Lines table.
func rows[T any](ctx context.Context, dir, name string, each func(*T) error) error {
	f, err := os.Open(filepath.Join(dir, name+".jsonl"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // read only
	d := json.NewDecoder(bufio.NewReaderSize(f, 1<<20))
	for d.More() {
		if err := ctx.Err(); err != nil {
			return err
		}
		var row T
		err := d.Decode(&row)
		if err == nil {
			err = each(&row)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func number(id string) (int64, error) { return strconv.ParseInt(id, 10, 64) }
