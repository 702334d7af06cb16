package desk

import (
	"fmt"
	"html/template"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/osint-radar/academy/internal/exercise"
)

// Measures of a case graph's picture, in units of its view box.
const (
	pictureRim  = 70  // room at the edge
	pictureWide = 760 // at least, so that a small case is not drawn large
	nodeRadius  = 16
	nameBelow   = 24  // from a node's rim down to the line of its name
	letterWide  = 12  // of a name, about
	boxGap      = 14  // between a name and the next
	edgeGap     = 52  // below a name: room for an edge and its word
	longestName = 18  // runes
	stretch     = 1.4 // pictures are wider than they are high
)

// picture draws a case graph. Each node and edge is a link to the row of the
// table that says the same: #<prefix><ref>; the row links back to #n-<ref>.
func picture(g exercise.Graph, prefix string) template.HTML {
	var b strings.Builder
	at := places(g)
	x, y, w, h := bounds(at)
	fmt.Fprintf(&b, `<svg class="case" viewBox="%d %d %d %d" role="group" aria-label="Case graph: %s and %s">`, x, y, w, h, count(len(g.Nodes), "entity", "entities"), count(len(g.Edges), "link", "links"))
	b.WriteString(`<defs><marker id="` + prefix + `arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path class="arrow" d="M0 0 10 5 0 10z"/></marker></defs>`)
	for _, e := range g.Edges {
		edge(&b, g, at, e, prefix)
	}
	for i, n := range g.Nodes {
		label := n.Type + " " + n.Name
		if n.Mark != "" {
			label += ", " + n.Mark
		}
		fmt.Fprintf(&b, `<a id="n-%s" href="#%s%s" class="node%s"><title>%s</title>`, esc(n.Ref), prefix, esc(n.Ref), markClass(n.Mark), esc(label))
		b.WriteString(shape(n.Type, at[i].x, at[i].y))
		fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="middle">%s</text></a>`, at[i].x, at[i].y+nodeRadius+nameBelow, esc(short(n.Name)))
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String()) //nolint:gosec // every text in it went through esc
}

// place is where a node is drawn, and half the room that it and its name take.
type place struct{ x, y, half int }

const boxHigh = 2*nodeRadius + nameBelow + edgeGap

// places spreads the layout out until no name lies on another node or name: pairs
// that overlap are pushed apart, in a fixed order, along the shorter way.
func places(g exercise.Graph) []place {
	at := make([]place, len(g.Nodes))
	for i, n := range g.Nodes {
		at[i] = place{int(float64(n.X) * stretch), n.Y, (max(2*nodeRadius, letterWide*utf8.RuneCountInString(short(n.Name))) + boxGap) / 2}
	}
	for range 400 {
		moved := false
		for i := range at {
			for j := i + 1; j < len(at); j++ {
				moved = apart(&at[i], &at[j]) || moved
			}
		}
		if !moved {
			break
		}
	}
	return at
}

// apart pushes two nodes away from each other; false when they do not overlap.
func apart(a, b *place) bool {
	dx, dy := b.x-a.x, b.y-a.y
	wide, high := a.half+b.half-max(dx, -dx), boxHigh-max(dy, -dy)
	if wide <= 0 || high <= 0 {
		return false
	}
	if high <= wide {
		push := (high + 1) / 2
		if dy < 0 {
			push = -push
		}
		a.y, b.y = a.y-push, b.y+push
		return true
	}
	push := (wide + 1) / 2
	if dx < 0 {
		push = -push
	}
	a.x, b.x = a.x-push, b.x+push
	return true
}

// bounds is the part of the plane that holds the nodes and their names.
func bounds(at []place) (x, y, w, h int) {
	if len(at) == 0 {
		return 0, 0, pictureWide, 2 * pictureRim
	}
	left, right, top, bottom := math.MaxInt, math.MinInt, math.MaxInt, math.MinInt
	for _, p := range at {
		left, right, top, bottom = min(left, p.x-p.half), max(right, p.x+p.half), min(top, p.y), max(bottom, p.y)
	}
	w = max(right-left+2*boxGap, pictureWide)
	return (left+right)/2 - w/2, top - pictureRim/2, w, bottom - top + pictureRim/2 + pictureRim
}

// short keeps beginning and end of a long name: a hash or an address is told by both.
func short(name string) string {
	r := []rune(name)
	if len(r) <= longestName {
		return name
	}
	return string(r[:longestName-6]) + "…" + string(r[len(r)-5:])
}

func edge(b *strings.Builder, g exercise.Graph, at []place, e exercise.Edge, prefix string) {
	x1, y1 := float64(at[e.From].x), float64(at[e.From].y)
	x2, y2 := float64(at[e.To].x), float64(at[e.To].y)
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
