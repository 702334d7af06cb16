package realism

import (
	"iter"
	"slices"
)

const (
	goh = "Goh, Barabási: Burstiness and memory in complex systems, 2008; Kim, Jo: Measuring burstiness for finite event sequences, 2016"
	jo  = "Jo, Karsai, Kertész, Kaski: Circadian pattern and burstiness in mobile phone communication, 2012"
)

// bursts takes how uneven the moments are of everybody, every pair or every place
// that wrote at least so many times. Of the aim it takes what is counted, from
// which number on, and a word for whose moments they are.
func (r *Report) bursts(of rhythm, a aim, surface string, events int, lists iter.Seq[[]int64]) {
	var all, calm []int64
	var between, long int64
	for list := range lists {
		if len(list) < events {
			continue
		}
		slices.Sort(list)
		all = append(all, burstiness(gaps(list, func(at int64) int64 { return at })))
		g := gaps(list, of.own)
		calm = append(calm, burstiness(g))
		whole := of.own(list[len(list)-1]) - of.own(list[0])
		for _, x := range g {
			if between++; x*int64(len(g)) > 5*whole {
				long++
			}
		}
	}
	n := int64(len(all))
	if n == 0 {
		all, calm = []int64{0}, []int64{0}
	}
	b := "burstiness B" + a.name + ", "
	r.add(surface, aim{b + "median", "", 450, 200, 700, a.least, a.of, goh}, median(all), n, n > 0)
	r.add(surface, aim{b + "without the daily rhythm, median", "", 450, 200, 700, a.least, a.of, jo}, median(calm), n, n > 0)
	if a.name == "" {
		// Of times between independent events e^-5 are so long, 7 in 1,000.
		r.add(surface, aim{"gaps of five times their mean and more, without the daily rhythm", "", 30, 14, 200, 30 * a.least, "gaps of " + a.of, jo}, ratio(long, between), between, between > 0)
	}
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

func rhythmOf(lists iter.Seq[[]int64]) (r rhythm) {
	var hours [24]int64
	sum := int64(24)
	for list := range lists {
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
