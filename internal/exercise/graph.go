package exercise

import (
	"context"

	"github.com/osint-radar/academy/internal/training"
)

// Node is an entity of the team's case graph.
type Node struct {
	Finding training.Finding
	Name    string // its first identifier
	X, Y    int    // place in the picture, per mille of its width and height
}

// Edge is a link of the case graph.
type Edge struct {
	Finding  training.Finding
	From, To int // indices of nodes
}

// Graph is the picture of what the team claims; its lists are the table twin.
type Graph struct {
	Nodes []Node
	Edges []Edge
}

// Graph lays out the team's entities on rings, the most connected one in the
// middle, the same way each time.
func (r *Room) Graph(ctx context.Context, sc training.Scope, id training.RunID) (Graph, error) {
	findings, err := r.Findings(ctx, sc, id)
	if err != nil {
		return Graph{}, err
	}
	return graphOf(findings), nil
}

func graphOf(findings []training.Finding) Graph {
	var g Graph
	at := map[string]int{}
	for _, f := range findings {
		if f.Kind == training.EntityFinding {
			at[f.Ref()] = len(g.Nodes)
			name := f.Ref()
			if len(f.Claim.Selectors) > 0 {
				name = f.Claim.Selectors[0].Value
			}
			g.Nodes = append(g.Nodes, Node{Finding: f, Name: name})
		}
	}
	degree := make([]int, len(g.Nodes))
	for _, f := range findings {
		from, okFrom := at[f.Claim.Subject]
		to, okTo := at[f.Claim.Object]
		if (f.Kind == training.LinkFinding || f.Kind == training.AliasFinding || f.Kind == training.HopFinding) && okFrom && okTo {
			g.Edges = append(g.Edges, Edge{f, from, to})
			degree[from]++
			degree[to]++
		}
	}
	place(g, degree)
	return g
}

// ring holds the unit circle in 24 steps, in thousandths: integers, so that the
// picture is the same on every machine.
var ring = [24][2]int{
	{1000, 0}, {966, 259}, {866, 500}, {707, 707}, {500, 866}, {259, 966},
	{0, 1000}, {-259, 966}, {-500, 866}, {-707, 707}, {-866, 500}, {-966, 259},
	{-1000, 0}, {-966, -259}, {-866, -500}, {-707, -707}, {-500, -866}, {-259, -966},
	{0, -1000}, {259, -966}, {500, -866}, {707, -707}, {866, -500}, {966, -259},
}

// place puts the best connected node in the middle and the others on rings of 6, 12 and 24.
func place(g Graph, degree []int) {
	order := make([]int, 0, len(g.Nodes))
	for i := range g.Nodes {
		k := len(order)
		for k > 0 && degree[order[k-1]] < degree[i] {
			k--
		}
		order = append(order[:k], append([]int{i}, order[k:]...)...)
	}
	rings := []struct{ size, radius int }{{1, 0}, {6, 190}, {12, 330}, {24, 450}}
	next := 0
	for depth := 0; next < len(order); depth++ {
		rg := rings[min(depth, len(rings)-1)]
		for k := 0; k < rg.size && next < len(order); k++ {
			u := ring[k*len(ring)/rg.size]
			n := &g.Nodes[order[next]]
			n.X, n.Y = 500+u[0]*rg.radius/1000, 500+u[1]*rg.radius/1000
			next++
		}
	}
}
