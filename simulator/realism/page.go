package realism

import (
	"fmt"
	"html"
	"strings"
)

// Page is the report for people: the metrics as a table, every curve as a
// picture with its points as a table below. It holds no script and asks for
// nothing from outside.
func (r Report) Page(title string) []byte {
	var b strings.Builder
	p := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	p(`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`)
	p(`<title>Realism report: %s</title><style>%s</style></head><body>`, html.EscapeString(title), style)
	p(`<p class="label">SYNTHETIC TRAINING DATA</p><main><h1>Realism report: %s</h1>`, html.EscapeString(title))
	count := map[Verdict]int{}
	for _, m := range r.Metrics {
		count[m.Verdict]++
	}
	p(`<p>What was measured in this dataset, beside what published studies found in real platforms and ledgers. `+
		`%d metrics pass, %d fail, %d do not apply to a world of this size.</p>`, count[Pass], count[Fail], count[None])
	p(`<div class="wide" role="region" aria-label="Metrics" tabindex="0"><table><thead><tr><th>Surface</th><th>Metric</th><th>Target</th><th>Interval</th><th>Measured</th><th>Seen in</th><th>Verdict</th><th>Source</th></tr></thead><tbody>`)
	for _, m := range r.Metrics {
		measured := m.Measured
		if measured == "" {
			measured = "–"
		}
		p(`<tr><td>%s</td><td>%s%s</td><td>%s</td><td>%s to %s</td><td>%s</td><td>%d %s</td><td class="%s">%s</td><td>%s</td></tr>`,
			html.EscapeString(m.Surface), html.EscapeString(m.Name), unit(m.Unit), m.Target, m.Low, m.High, measured, m.N, html.EscapeString(m.Of), m.Verdict, words[m.Verdict](m), html.EscapeString(m.Source))
	}
	p(`</tbody></table></div>`)
	for _, c := range r.Curves {
		if len(c.Points) < 2 {
			continue
		}
		name := html.EscapeString(c.Name)
		p(`<figure><figcaption><h2>%s</h2></figcaption>%s`, strings.ToUpper(name[:1])+name[1:], c.svg())
		p(`<details><summary>The points as a table</summary><table><thead><tr><th>%s</th><th>%s</th></tr></thead><tbody>`, html.EscapeString(c.axis(c.X)), html.EscapeString(c.axis(c.Y)))
		for i, at := range c.Points {
			x := decimal(at[0])
			if c.Bars != nil {
				x = html.EscapeString(c.Bars[i])
			}
			p(`<tr><td>%s</td><td>%s</td></tr>`, x, decimal(at[1]))
		}
		p(`</tbody></table></details></figure>`)
	}
	p(`</main></body></html>`)
	return []byte(b.String())
}

var words = map[Verdict]func(Metric) string{
	Pass: func(Metric) string { return "✓ pass" },
	Fail: func(Metric) string { return "✗ fail" },
	None: func(m Metric) string { return fmt.Sprintf("– from %d", m.Least) },
}

func unit(u string) string {
	if u == "" {
		return ""
	}
	return ", " + html.EscapeString(u)
}

func (c Curve) axis(name string) string {
	if c.Log {
		return name + " (logarithm to base 10)"
	}
	return name
}

const style = `body{margin:0;font:18px/1.5 system-ui,sans-serif;color:#0b1f2a;background:#fff}main{max-width:72rem;margin:auto;padding:0 16px}` +
	`.label{margin:0;padding:4px 16px;background:#ffd166;color:#2a1500;font-weight:700}.wide{overflow-x:auto}.wide table{min-width:60rem}table{border-collapse:collapse;font-size:16px}` +
	`th,td{text-align:left;padding:4px 8px;border-bottom:1px solid #9fb1ba;vertical-align:top}.pass{color:#1b6b3a}.fail{color:#a4201c}figure{margin:32px 0}h2{font-size:20px}` +
	`svg{width:100%;max-width:640px;height:auto}svg text{font-size:14px;fill:currentColor}svg .line{fill:none;stroke:#0b5a6b;stroke-width:2}svg .dot{fill:#0b5a6b}svg .grid{stroke:#9fb1ba}` +
	`@media(prefers-color-scheme:dark){body{color:#e6eef2;background:#0f1a20}.pass{color:#6fcf97}.fail{color:#ff8a80}svg .line{stroke:#62c7d8}svg .dot{fill:#62c7d8}}`

// The picture's frame, in its own units.
const (
	picWidth, picHeight       = 640, 360
	picLeft, picFoot, picRoom = 70, 50, 20
)

// frame places values in the picture.
type frame struct{ lo, hi [2]int64 }

func (c Curve) frame() frame {
	f := frame{c.Points[0], c.Points[0]}
	for _, p := range c.Points {
		for i := range 2 {
			f.lo[i], f.hi[i] = min(f.lo[i], p[i]), max(f.hi[i], p[i])
		}
	}
	if c.Bars != nil {
		f.lo = [2]int64{500, 0}
		f.hi[0] += 500
	}
	for i := range 2 {
		if c.Bars == nil || i == 1 {
			f.lo[i], f.hi[i] = floor(f.lo[i]), -floor(-f.hi[i]) // a scale ends at whole numbers
		}
		if f.lo[i] == f.hi[i] {
			f.hi[i] += 1000
		}
	}
	return f
}

func (f frame) x(v int64) int64 {
	return picLeft + (v-f.lo[0])*(picWidth-picLeft-picRoom)/(f.hi[0]-f.lo[0])
}

func (f frame) y(v int64) int64 {
	return picHeight - picFoot - (v-f.lo[1])*(picHeight-picFoot-picRoom)/(f.hi[1]-f.lo[1])
}

// svg draws the points and the line through them, or the bars.
func (c Curve) svg() string {
	var b strings.Builder
	f := c.frame()
	fmt.Fprintf(&b, `<svg viewBox="0 0 %d %d" role="img" aria-label="%s">`, picWidth, picHeight, html.EscapeString(c.Name+": the points stand in the table below"))
	for _, n := range ticks(f.lo[1], f.hi[1]) {
		fmt.Fprintf(&b, `<line class="grid" x1="%d" x2="%d" y1="%d" y2="%d"/><text x="%d" y="%d" text-anchor="end">%s</text>`, picLeft, picWidth-picRoom, f.y(n), f.y(n), picLeft-6, f.y(n)+5, c.tick(n))
	}
	fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="middle">%s</text>`, (picLeft+picWidth-picRoom)/2, picHeight-8, html.EscapeString(c.X))
	if c.Bars != nil {
		for i, p := range c.Points {
			fmt.Fprintf(&b, `<rect class="dot" x="%d" y="%d" width="%d" height="%d"/><text x="%d" y="%d" text-anchor="middle">%s</text>`,
				f.x(p[0]-350), f.y(p[1]), f.x(p[0]+350)-f.x(p[0]-350), f.y(0)-f.y(p[1]), f.x(p[0]), picHeight-picFoot+18, html.EscapeString(c.Bars[i]))
		}
		b.WriteString(`</svg>`)
		return b.String()
	}
	for _, n := range ticks(f.lo[0], f.hi[0]) {
		fmt.Fprintf(&b, `<line class="grid" x1="%d" x2="%d" y1="%d" y2="%d"/><text x="%d" y="%d" text-anchor="middle">%s</text>`, f.x(n), f.x(n), picRoom, picHeight-picFoot, f.x(n), picHeight-picFoot+18, c.tick(n))
	}
	b.WriteString(`<polyline class="line" points="`)
	for _, p := range c.Points {
		fmt.Fprintf(&b, "%d,%d ", f.x(p[0]), f.y(p[1]))
	}
	b.WriteString(`"/>`)
	for _, p := range c.Points {
		fmt.Fprintf(&b, `<circle class="dot" cx="%d" cy="%d" r="3"/>`, f.x(p[0]), f.y(p[1]))
	}
	b.WriteString(`</svg>`)
	return b.String()
}

// floor rounds thousandths down to a whole number.
func floor(v int64) int64 { return floorTo(v, 1000) }

func floorTo(v, step int64) int64 {
	r := v % step
	if r < 0 {
		r += step
	}
	return v - r
}

// ticks are at most six whole numbers from lo to hi, in thousandths.
func ticks(lo, hi int64) (out []int64) {
	step := int64(1000)
	for n := 0; (hi-lo)/step > 5; n++ {
		step = step / []int64{1, 2, 5}[n%3] * []int64{2, 5, 10}[n%3]
	}
	for v := floorTo(lo, step); v <= hi; v += step {
		if v < lo {
			continue
		}
		out = append(out, v)
	}
	return out
}

func (c Curve) tick(v int64) string {
	n := v / 1000
	switch {
	case !c.Log:
		return fmt.Sprint(n)
	case n >= 0:
		return "1" + strings.Repeat("0", int(n))
	}
	return "0." + strings.Repeat("0", int(-n)-1) + "1"
}
