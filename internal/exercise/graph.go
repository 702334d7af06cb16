package exercise

import (
	"cmp"
	"context"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/truth"
)

// Node is an entity of a case graph.
type Node struct {
	Ref  string // of a finding, "f3"; of a fact, its line in a review, "t3"
	Type string // account, wallet, domain…
	Name string // its first identifier
	Mark string // what became of it, where that is known: a verdict of [Found]
	X, Y int    // place in the picture, per mille of its width and height
}

// Edge is a link of a case graph.
type Edge struct {
	Ref       string
	Predicate string
	Mark      string
	From, To  int // indices of nodes
}

// Graph is a case as a picture, laid out the same way each time. Its lists are
// the table twin.
type Graph struct {
	Nodes []Node
	Edges []Edge
}

// Graph is the picture of what the team claims now.
func (r *Room) Graph(ctx context.Context, sc training.Scope, id training.RunID) (Graph, error) {
	findings, err := r.Findings(ctx, sc, id)
	if err != nil {
		return Graph{}, err
	}
	return GraphOf(findings), nil
}

// GraphOf draws findings: entities, and the links, aliases and hops between them.
func GraphOf(findings []training.Finding) Graph {
	var d drawing
	for _, f := range findings {
		if f.Kind == training.EntityFinding {
			name := f.Ref()
			if len(f.Claim.Selectors) > 0 {
				name = f.Claim.Selectors[0].Value
			}
			d.node(f.Ref(), Node{Ref: f.Ref(), Type: f.Claim.Type, Name: name})
		}
	}
	for _, f := range findings {
		e := Edge{Ref: f.Ref(), Predicate: f.Claim.Predicate}
		switch f.Kind {
		case training.LinkFinding:
		case training.AliasFinding:
			e.Predicate = "alias_of"
		case training.HopFinding:
			e.Predicate = cmp.Or(e.Predicate, "pays")
		default:
			continue
		}
		d.edge(f.Claim.Subject, f.Claim.Object, e)
	}
	return d.placed()
}

// Graph is the picture of the released truth; marks say how far the team came.
func (v Review) Graph() Graph {
	var d drawing
	for _, f := range v.Found {
		if f.Fact.Kind == truth.Entity {
			d.node(f.Fact.ID, Node{Ref: f.Ref, Type: f.Fact.Type, Name: f.Subject, Mark: f.Verdict})
		}
	}
	for _, f := range v.Found {
		if f.Fact.Kind == truth.Link || f.Fact.Kind == truth.Alias || f.Fact.Kind == truth.Hop {
			d.edge(f.Fact.Subject, f.Fact.Object, Edge{Ref: f.Ref, Predicate: cmp.Or(f.Fact.Predicate, "alias_of"), Mark: f.Verdict})
		}
	}
	return d.placed()
}

// drawing is a graph being made.
type drawing struct {
	g  Graph
	at map[string]int
}

func (d *drawing) node(ref string, n Node) {
	if d.at == nil {
		d.at = map[string]int{}
	}
	d.at[ref] = len(d.g.Nodes)
	d.g.Nodes = append(d.g.Nodes, n)
}

// edge leaves out one whose end is not drawn.
func (d *drawing) edge(from, to string, e Edge) {
	var okFrom, okTo bool
	e.From, okFrom = d.at[from]
	e.To, okTo = d.at[to]
	if okFrom && okTo {
		d.g.Edges = append(d.g.Edges, e)
	}
}

func (d *drawing) placed() Graph {
	place(d.g)
	return d.g
}
