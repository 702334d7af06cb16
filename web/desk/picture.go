package desk

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"github.com/osint-radar/academy/internal/exercise"
)

// Measures of a case graph's picture, in units of its view box.
const (
	pictureRim  = 70  // room at the edge
	pictureWide = 760 // at least, so that a small case is not drawn large
	nodeRadius  = 16
	longestName = 18  // runes
	stretch     = 1.4 // pictures are wider than they are high
)

// picture draws a case graph. Each node and edge is a link to the row of the
// table that says the same: #<prefix><ref>; the row links back to #n-<ref>.
func picture(g exercise.Graph, prefix string) template.HTML {
	var b strings.Builder
	x, y, w, h := bounds(g)
	fmt.Fprintf(&b, `<svg class="case" viewBox="%d %d %d %d" role="group" aria-label="Case graph: %s and %s">`, x, y, w, h, count(len(g.Nodes), "entity", "entities"), count(len(g.Edges), "link", "links"))
	b.WriteString(`<defs><marker id="` + prefix + `arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path class="arrow" d="M0 0 10 5 0 10z"/></marker></defs>`)
	for _, e := range g.Edges {
		edge(&b, g, e, prefix)
	}
	for _, n := range g.Nodes {
		x, y := across(n), n.Y+pictureRim
		label := n.Type + " " + n.Name
		if n.Mark != "" {
			label += ", " + n.Mark
		}
		fmt.Fprintf(&b, `<a id="n-%s" href="#%s%s" class="node%s"><title>%s</title>`, esc(n.Ref), prefix, esc(n.Ref), markClass(n.Mark), esc(label))
		b.WriteString(shape(n.Type, x, y))
		fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="middle">%s</text></a>`, x, y+nodeRadius+24, esc(short(n.Name)))
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String()) //nolint:gosec // every text in it went through esc
}

// bounds is the part of the plane that holds the nodes and their names.
func bounds(g exercise.Graph) (x, y, w, h int) {
	if len(g.Nodes) == 0 {
		return 0, 0, pictureWide, 2 * pictureRim
	}
	left, right, top, bottom := math.MaxInt, 0, math.MaxInt, 0
	for _, n := range g.Nodes {
		left, right, top, bottom = min(left, across(n)), max(right, across(n)), min(top, n.Y), max(bottom, n.Y)
	}
	w = max(right-left+2*pictureRim+80, pictureWide) // names are wider than they are high
	h = bottom - top + 2*pictureRim
	return (left+right)/2 - w/2, top, w, h
}

// across is a node's place from the left.
func across(n exercise.Node) int { return int(float64(n.X)*stretch) + pictureRim }

// short keeps beginning and end of a long name: a hash or an address is told by both.
func short(name string) string {
	r := []rune(name)
	if len(r) <= longestName {
		return name
	}
	return string(r[:longestName-6]) + "…" + string(r[len(r)-5:])
}

func edge(b *strings.Builder, g exercise.Graph, e exercise.Edge, prefix string) {
	x1, y1 := float64(across(g.Nodes[e.From])), float64(g.Nodes[e.From].Y+pictureRim)
	x2, y2 := float64(across(g.Nodes[e.To])), float64(g.Nodes[e.To].Y+pictureRim)
	long := math.Hypot(x2-x1, y2-y1)
	if long < 1 {
		return
	}
	dx, dy := (x2-x1)/long, (y2-y1)/long
	const gap = nodeRadius + 4
	title := g.Nodes[e.From].Name + " " + predicateText(e.Predicate) + " " + g.Nodes[e.To].Name
	if e.Mark != "" {
		title += ", " + e.Mark
	}
	fmt.Fprintf(b, `<a id="n-%s" href="#%s%s" class="edge%s"><title>%s</title><path d="M%.0f %.0fL%.0f %.0f" marker-end="url(#%sarrow)"/>`,
		esc(e.Ref), prefix, esc(e.Ref), markClass(e.Mark), esc(title), x1+dx*gap, y1+dy*gap, x2-dx*gap, y2-dy*gap, prefix)
	fmt.Fprintf(b, `<text x="%.0f" y="%.0f" text-anchor="middle">%s</text></a>`, x1+dx*long*.42, y1+dy*long*.42-6, esc(predicateText(e.Predicate)))
}

// shape tells types apart without colour: round for people and their accounts,
// square for networks, a diamond for money, a triangle for things seen.
func shape(kind string, x, y int) string {
	r := nodeRadius
	switch kind {
	case "person", "organisation":
		return fmt.Sprintf(`<circle cx="%d" cy="%d" r="%d"/><circle cx="%d" cy="%d" r="%d"/>`, x, y, r+4, x, y, r-4)
	case "wallet", "payment_account":
		return fmt.Sprintf(`<path d="M%d %dl%d %dl%d %dl%d %dz"/>`, x, y-r-3, r+3, r+3, -r-3, r+3, -r-3, -r-3)
	case "domain", "host", "site", "email", "phone":
		return fmt.Sprintf(`<rect x="%d" y="%d" width="%d" height="%d"/>`, x-r, y-r, 2*r, 2*r)
	case "image", "place", "vehicle", "document":
		return fmt.Sprintf(`<path d="M%d %dL%d %dH%dz"/>`, x, y-r-2, x+r+2, y+r, x-r-2)
	default:
		return fmt.Sprintf(`<circle cx="%d" cy="%d" r="%d"/>`, x, y, r)
	}
}

// markClass gives a verdict of the review its look.
func markClass(mark string) string {
	switch mark {
	case "":
		return ""
	case "found":
		return " found"
	default:
		return " missed"
	}
}

func esc(s string) string { return template.HTMLEscapeString(s) }
