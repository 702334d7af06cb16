package realism

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/osint-radar/academy/simulator/record"
)

const tgdataset = "La Morgia, Mei, Mongardini: TGDataset, a collection of over one hundred thousand Telegram channels, 2023"

// messenger measures how many messages a channel has, how they are spread over
// channels, and how a channel's are spread in time.
func messenger(ctx context.Context, dir string, _ World, r *Report) error {
	var files []string
	if err := rows(ctx, dir, "channels", func(c *record.Channel) error {
		files = append(files, strings.TrimSuffix(filepath.Base(c.File), ".jsonl"))
		return nil
	}); err != nil {
		return err
	}
	by := map[int64][]int64{}
	var sizes []int64
	var sum int64
	for i, file := range files {
		var list []int64
		if err := rows(ctx, filepath.Join(dir, "messages"), file, func(m *record.Message) error {
			list = append(list, m.At.UnixMilli())
			return nil
		}); err != nil {
			return err
		}
		if len(list) > 0 {
			by[int64(i)] = list
			sizes = append(sizes, int64(len(list)))
			sum += int64(len(list))
		}
	}
	n := int64(len(sizes))
	target, low, high := around(3_300_000)
	r.add("messenger", aim{"messages of a channel, mean", "", target, low, high, 400, "channels that write", tgdataset}, ratio(sum, max(n, 1)), n, n > 0)
	slices.Sort(sizes)
	slope, ok := zipf(sizes)
	r.add("messenger", aim{"sizes of channels, Zipf exponent", "", 1250, 1000, 1500, 30, "channels that write", tgdataset}, slope, n, ok)
	r.bursts(rhythmOf(maps.Values(by)), aim{least: 20, of: "channels of 30 messages or more"}, "messenger", 30, maps.Values(by)) // a channel is many people's
	r.Curves = append(r.Curves, tailCurve("messages of a channel", "messages", sizes, 1))
	return nil
}

// zipf is the exponent s of size ~ rank^-s by least squares over the logarithms
// of the larger half, in thousandths; sorted is ascending.
func zipf(sorted []int64) (int64, bool) {
	n := len(sorted) / 2
	if n < 2 || sorted[len(sorted)-n] < 1 {
		return 0, false
	}
	var sx, sy, sxx, sxy int64
	for i := range n {
		x := ln(int64(i+1), 1) >> 16 // 16 bits behind the point
		y := ln(sorted[len(sorted)-1-i], 1) >> 16
		sx, sy = sx+x, sy+y
		sxx, sxy = sxx+x*x>>16, sxy+x*y>>16
	}
	m := int64(n)
	down := m*sxx - sx*sx>>16
	if down == 0 {
		return 0, false
	}
	return ratio(-(m*sxy - sx*sy>>16), down), true
}
