package world

import "iter"

// Later is facts of planted rows that are too many for memory: they are made
// when they are needed, and follow World.Facts in the truth. Nothing but the
// records of one surface proves them.
type Later struct {
	Surface string              // "": there are no such facts
	Batches iter.Seq[FactBatch] `json:"-"` // the same each time
}

// FactBatch is facts whose records lie in these parts of the surface.
type FactBatch struct {
	Parts []int
	Facts iter.Seq[Fact] // the same each time
}
