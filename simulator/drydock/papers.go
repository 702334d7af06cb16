package drydock

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// caseFile is what is handed over.
func (p *plan) caseFile() {
	p.handedClips()
	p.sightings()
	p.weather()
	p.hullTable()
	p.ranking()
	p.detector()
	p.HandPaper("still-4", "What still 4 shows (note of the laboratory, training copy)", "",
		"Rain. The flag on the mole stands in a wind from "+p.wind()+".",
		"The ferry "+p.W.Vehicle(vessel("ferry")).Name+" lies near, its ramp is down.",
		"No metadata but the label. The clip was put up later than it was taken; how much later, it does not say.")
	p.claim()
	p.distress()
}

// handedClips are the clips by their ids, in a drawn order, and the stills in them.
func (p *plan) handedClips() {
	var rows, frames [][]string
	for _, c := range p.W.Clips {
		a := p.W.LoopiAccount(c.Account)
		rows = append(rows, []string{c.ID, "@" + a.Handle, c.At.UTC().Format("2006-01-02T15:04:05.000Z"), c.Caption})
	}
	draft.Shuffle(p.Draw("clips", "order"), rows)
	p.HandTable("clips", []string{"clip", "account", "created_at", "caption"}, rows)
	for n, f := range stills {
		i := slices.IndexFunc(p.W.Clips, func(c world.Clip) bool { return slices.Contains(c.Frames, image(f)) })
		at := slices.Index(p.W.Clips[i].Frames, image(f))
		frames = append(frames, []string{fmt.Sprint(n + 1), p.W.Clips[i].ID, fmt.Sprint(at + 1)})
	}
	p.HandTable("stills", []string{"still", "clip", "frame"}, frames)
}

// ranking is what a detector says of the clips: the rescue stands above all, and a
// drawn one of the others next to it. Clips of one score stand by their numbers.
func (p *plan) ranking() {
	var rows [][]string
	rescue := slices.IndexFunc(p.W.Clips, func(c world.Clip) bool { return c.Ref == "clip:rescue" })
	next := p.Draw("ranking", "next").IntN(len(p.W.Clips) - 1)
	if next >= rescue {
		next++
	}
	for i, c := range p.W.Clips {
		s := p.Draw("ranking", string(c.Ref))
		score := s.Between(12, 78)
		switch i {
		case rescue:
			score = 91
		case next:
			score = s.Between(84, 90)
		}
		rows = append(rows, []string{c.ID, fmt.Sprintf("0.%02d", score)})
	}
	slices.SortFunc(rows, func(a, b []string) int {
		return cmp.Or(strings.Compare(b[1], a[1]), strings.Compare(a[0], b[0]))
	})
	p.HandTable("ranking", []string{"clip", "score_l3"}, rows)
}

// quality is what the maker of the detector says: how many in a thousand it finds,
// how many it rightly leaves, and how many in ten thousand clips are of that kind.
func (p *plan) quality() (sensitivity, specificity, prevalence int64) {
	s := p.Draw("detector", "")
	return s.Between(92, 98) * 10, s.Between(92, 98) * 10, s.Between(3, 14) * 10
}

func (p *plan) detector() {
	sens, spec, prev := p.quality()
	p.HandTable("detector", []string{"quantity", "per_cent"}, [][]string{
		{"sensitivity", fmt.Sprintf("%d.%d", sens/10, sens%10)},
		{"specificity", fmt.Sprintf("%d.%d", spec/10, spec%10)},
		{"share of clips that are L3", fmt.Sprintf("%d.%02d", prev/100, prev%100)},
	})
}

// rightly is, in tenths of a per cent, how many of the clips that it marks are L3.
func (p *plan) rightly() json.Number {
	sens, spec, prev := p.quality()
	hit, false1 := sens*prev, (1000-spec)*(10_000-prev)
	permille := (hit*1000 + (hit+false1)/2) / (hit + false1)
	return json.Number(fmt.Sprintf("%d.%d", permille/10, permille%10))
}

// The grades of Europol's 4x4 scheme, by what a source and a piece of information
// are like. [M: wording to be checked by the partner]
var (
	sources = []struct{ grade, text string }{
		{"A", "The source has never given anything that turned out wrong. Nobody doubts that it is what it says it is."},
		{"B", "Most of what the source has given before turned out right."},
		{"C", "Most of what the source has given before turned out wrong."},
		{"X", "Nobody has heard of the source before."},
	}
	informations = []struct{ grade, text string }{
		{"1", "The officer has seen it himself, and nobody doubts it."},
		{"2", "The source was there and saw it. The officer was not."},
		{"3", "The source has it from somebody else; two receipts of the marina's office say the same."},
		{"4", "The source has it from somebody else, and nothing else says it."},
	}
)

// grades are those of the claim about the berth broker in this variant.
func (p *plan) grades() (source, information int) {
	n := p.Deal("claim", len(sources)*len(informations))
	return n / len(informations), n % len(informations)
}

func (p *plan) claim() {
	a, b := p.grades()
	p.HandPaper("claim", "A claim about the berth broker (training copy)", "",
		"Somebody says that a berth was let for cash, without a bill, to a boat that left at night.", sources[a].text, informations[b].text)
}

// The calls of a vessel in distress in their order. Those with a note are made only
// where the call from the sea gives the reason; a variant's call gives two of four.
var calls = []struct{ who, note string }{
	{"sar", ""},
	{"neighbour", "Its position lies in the search and rescue region of the neighbouring State."},
	{"medical", "Two people on board do not wake up."},
	{"duty", ""},
	{"provider", "It was said live on Loopi, and the account is still on the air."},
	{"child", "Children without their parents are on board."},
	{"prosecutor", ""},
}

func (p *plan) distress() {
	var pairs [][2]int
	for i, c := range calls {
		for j, d := range calls[:i] {
			if c.note != "" && d.note != "" {
				pairs = append(pairs, [2]int{j, i})
			}
		}
	}
	pair := pairs[p.Deal("distress", len(pairs))]
	var notes []string
	for i, c := range calls {
		shown := i == pair[0] || i == pair[1]
		if shown {
			notes = append(notes, c.note)
		}
		if shown || c.note == "" {
			p.call = append(p.call, c.who)
		}
	}
	draft.Shuffle(p.Draw("distress", "order"), notes)
	p.HandPaper("distress", append([]string{"A call from the sea (training copy)", "", "A vessel takes in water. The engine is dead."}, notes...)...)
}
