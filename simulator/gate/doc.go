// Package gate holds the generator to a difficulty: what is planted must be
// neither given away by a single row nor lost among ordinary lives. It has tests
// alone.
//
// PaySim falls to one decision tree of depth 3 (F1 of the minority .78), AMLSim
// to one of depth 4 (.80); Elliptic's random forest reaches .788, the best graph
// model on AMLworld .74. Here, as the mean of five worlds with two thousand
// planted rows each (with twenty F1 would scatter by .085, with two thousand by .009):
//
//   - a tree of depth 4 on single rows: at most .30;
//   - boosted trees with what a graph tool computes: .45 to .75;
//   - the same with the labels dealt to other rows, and trees on what only names
//     a row (ids, account numbers, seconds), trained on some worlds and tested on
//     others: chance.
//
// Planted are the rows that the opened truth lays to an offence; everything else
// is not, innocent twins first of all. Every world is tested once, by models
// that were trained on two others and whose threshold was chosen on a third, so
// nothing is learnt or chosen where it is measured. The illicit share is at the
// top of its knob, 2 per cent: with fewer planted rows the same figures fall.
//
// world_test.go simulates, gate.py measures (scikit-learn, books.py and posts.py
// read the open files), bounds_test.go judges. The test also damages the rows as a
// careless generator would and wants the gate to shut.
//
// A generator that fails is mended where it gives itself away or drowns its
// cases: in the typologies, the lookalikes, the ordinary lives. Labels are never
// perturbed, and the bounds stay.
//
//	make gate            # five fresh worlds; prints their seed
//	make gate SEED=5eed  # those again
//
// Of the microblog only the bound on single rows is held: it has 256 planted
// rows a world, and boosted trees find nearly all of them (make gate shows it).
package gate
