package exercise

import "math"

// Measures of the layout, in thousandths of the picture.
const (
	layoutRounds = 400
	layoutLimit  = 300 // nodes; a larger case stays on its circle
	layoutEdge   = 60  // nearest to the edge that a node may come
)

// point is a place in the picture while it is being looked for.
type point struct{ x, y float64 }

// place lays a graph out by forces (Fruchterman and Reingold 1991): every two
// nodes push each other away, linked ones pull together, and the steps grow
// smaller. It begins on a circle in the order of the findings and draws no lots,
// so the same case looks the same on every page.
func place(g Graph) {
	n := len(g.Nodes)
	if n == 0 {
		return
	}
	at := make([]point, n)
	for i := range at {
		turn := 2 * math.Pi * float64(i) / float64(n)
		at[i] = point{500 + 400*math.Cos(turn), 500 + 400*math.Sin(turn)}
	}
	if n == 1 {
		at[0] = point{500, 500}
	}
	if n > 1 && n <= layoutLimit {
		relax(g, at)
	}
	for i := range g.Nodes {
		g.Nodes[i].X, g.Nodes[i].Y = int(math.Round(at[i].x)), int(math.Round(at[i].y))
	}
}

func relax(g Graph, at []point) {
	want := 800 / math.Sqrt(float64(len(at))) // length of an undisturbed link
	move := make([]point, len(at))
	for round := range layoutRounds {
		clear(move)
		for i := range at {
			for j := range i {
				dx, dy, d := apart(at[i], at[j])
				f := want * want / d
				move[i].x, move[i].y = move[i].x+dx*f, move[i].y+dy*f
				move[j].x, move[j].y = move[j].x-dx*f, move[j].y-dy*f
			}
			// a light pull to the middle keeps what is linked to nothing in the picture
			move[i].x, move[i].y = move[i].x+(500-at[i].x)*.08, move[i].y+(500-at[i].y)*.08
		}
		for _, e := range g.Edges {
			if e.From == e.To {
				continue
			}
			dx, dy, d := apart(at[e.From], at[e.To])
			f := d * d / want
			move[e.From].x, move[e.From].y = move[e.From].x-dx*f, move[e.From].y-dy*f
			move[e.To].x, move[e.To].y = move[e.To].x+dx*f, move[e.To].y+dy*f
		}
		step := 100 * (1 - float64(round)/layoutRounds)
		for i, m := range move {
			if long := math.Hypot(m.x, m.y); long > 0 {
				reach := min(long, step) / long
				at[i].x = min(max(at[i].x+m.x*reach, layoutEdge), 1000-layoutEdge)
				at[i].y = min(max(at[i].y+m.y*reach, layoutEdge), 1000-layoutEdge)
			}
		}
	}
}

// apart is the direction from b to a and their distance, never less than 1.
func apart(a, b point) (dx, dy, d float64) {
	dx, dy = a.x-b.x, a.y-b.y
	d = math.Hypot(dx, dy)
	if d < 1 {
		return 1, 0, 1
	}
	return dx / d, dy / d, d
}
