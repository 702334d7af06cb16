package realism

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
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
	goh    = "Goh, Barabási: Burstiness and memory in complex systems, 2008; Kim, Jo: Measuring burstiness for finite event sequences, 2016"
	ldbc   = "LDBC Social Network Benchmark, specification 2.2"
)

// posted is what is kept of a status.
type posted struct{ author, at int64 }

// microblog measures who follows whom, who answers when, and how people's
// posts are spread in time.
func microblog(ctx context.Context, dir string, r *Report) error {
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
	by := map[int64][]int64{}
	mentions := map[[2]int64]bool{}
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
			mentions[[2]int64{author, who}] = true
			err = errors.Join(err, merr)
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
	for m := range mentions {
		if mentions[[2]int64{m[1], m[0]}] {
			returned++
		}
	}
	n := int64(len(mentions))
	r.add("microblog", aim{"mentions returned", "", 30, 24, 36, 20_000, "pairs of author and mentioned", konect}, ratio(returned, n), n, n > 0)
	r.delays("microblog", "answers", "answers to others", delays, likes)
	r.bursts("microblog", "authors of 30 posts or more", by)
	return nil
}

// delays takes how long answers, or what a surface calls them, and likes wait.
func (r *Report) delays(surface, answers, of string, delays, likes []int64) {
	hour := int64(time.Hour / time.Millisecond)
	var sum, soon int64
	for _, d := range delays {
		sum += d
		if d <= 24*hour {
			soon++
		}
	}
	n := int64(len(delays))
	target, low, high := around(6850)
	r.add(surface, aim{"delay of " + answers + ", mean", "h", target, low, high, 1000, of, ldbc}, ratio(sum, max(n, 1)*hour), n, n > 0)
	r.add(surface, aim{answers + " within a day", "", 1000, 950, 1000, 1000, of, ldbc}, ratio(soon, n), n, n > 0)
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

// bursts takes the burstiness of everybody, or every place, that wrote at least
// 30 times.
func (r *Report) bursts(surface, of string, by map[int64][]int64) {
	var all, calm []int64
	rhythm := rhythmOf(by)
	for _, list := range by {
		if len(list) < 30 {
			continue
		}
		slices.Sort(list)
		all = append(all, burstiness(gaps(list, func(at int64) int64 { return at })))
		calm = append(calm, burstiness(gaps(list, rhythm.own)))
	}
	n, least := int64(len(all)), int64(100)
	if surface == "messenger" {
		least = 20 // a channel is many people's
	}
	if n == 0 {
		all, calm = []int64{0}, []int64{0}
	}
	r.add(surface, aim{"burstiness B, median", "", 450, 200, 700, least, of, goh}, median(all), n, n > 0)
	r.add(surface, aim{
		"burstiness B without the daily rhythm, median", "", 450, 200, 700, least, of,
		"Jo, Karsai, Kertész, Kaski: Circadian pattern and burstiness in mobile phone communication, 2012",
	}, median(calm), n, n > 0)
}

func gaps(list []int64, clock func(int64) int64) []int64 {
	out := make([]int64, len(list)-1)
	for i := range out {
		out[i] = clock(list[i+1]) - clock(list[i])
	}
	return out
}

// rhythm turns moments into a time of its own, which runs fast in the hours in
// which everybody writes and slowly at night (Jo 2012).
type rhythm [25]int64 // running share of the day, in milliseconds of it

const hourMS, dayMS = 3_600_000, 86_400_000

func rhythmOf(by map[int64][]int64) (r rhythm) {
	var hours [24]int64
	sum := int64(24)
	for _, list := range by {
		for _, at := range list {
			hours[at%dayMS/hourMS]++
			sum++
		}
	}
	run := int64(0)
	for h, n := range hours {
		run += n + 1
		r[h+1] = dayMS * run / sum
	}
	return r
}

func (r rhythm) own(at int64) int64 {
	day, in := at/dayMS, at%dayMS
	h := in / hourMS
	return day*dayMS + r[h] + (r[h+1]-r[h])*(in%hourMS)/hourMS
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
