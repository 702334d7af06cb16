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
// # The ledger
//
// On TESTCHAIN-U (bulk, fifty networks, some two thousand planted transactions in
// fifty thousand a world) all bounds hold too; what only names a transaction is its
// id, its place in its block, the ends of addresses. What makes it hard is twins: the
// money of a tour company goes the ways of a network's (package market). TESTCHAIN-A
// has some ten planted transactions a world, S4's and S8's alone, so it is held by
// formats and no more.
//
// # Ids, order, format
//
// No difference of id, order, fineness of time, length or encoding may tell a
// record that the truth cites from the others of its kind of file. formats.py tries
// it over all surfaces with rows in the worlds of all scenarios and of the market:
// trees that know nothing but such columns (records.py) are trained on the worlds
// of four seeds and tested on those of the fifth. Their area must be chance, give or
// take .02 and three standard errors, in which records of one moment count once.
// Kinds with few planted records are hardly held by that: with ten of them the
// error is .09.
//
// A column that is what a record says is left out, with the reason: LEFT_OUT in
// formats.py. So are what people write (its words are for the tree on single rows),
// whether a status answers or has a picture, who pays whom, and how firms, pages,
// boards and channels are called, which is after what they do. The chain files of signed
// ledgers, pages, pictures and the case folder, all of which is the story's, are not
// read. No fact cites the certificate log, passive DNS and the register of vessels:
// there the records of the story's names count as planted.
//
// # How it runs
//
// world_test.go, ledger_test.go and formats_test.go simulate; gate.py, ledgers.py
// and formats.py measure with scikit-learn (books.py, posts.py, coins.py and
// records.py read the open files); bounds_test.go judges. Each test also damages the
// rows as a careless generator would and wants the gate to shut.
//
// A generator that fails is mended where it gives itself away or drowns its
// cases: in the typologies, the lookalikes, the ordinary lives. Labels are never
// perturbed, and the bounds stay.
//
//	make gate            # fresh worlds of five seeds; prints what they come from
//	make gate SEED=5eed  # those again
//
// Of the microblog only the bound on single rows is held: it has 256 planted
// rows a world, and boosted trees find nearly all of them (make gate shows it).
package gate
