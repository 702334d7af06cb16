// Package simulator makes synthetic worlds in which a smuggling business hides
// among ordinary people, and writes what each platform, network and ledger of
// such a world would hold.
//
//	Spec ──Plan──▶ World ──Write──▶ Dataset
//
// A Spec says how large and who; a World is the causal story with its truth,
// small and in memory; a Dataset is a folder of files that real tools read,
// with the truth sealed beside them. Every file but the sealed truth is a
// function of spec, key and Version: the same bytes on any machine, with any
// number of workers, on any day. Who has the seed has the answers, so a seed is
// 128 random bits and never leaves the truth.
//
// The library knows nothing of the site that uses it, and no file format of
// scenarios: package scenarios turns YAML into a Spec.
//
// # Reading this library in an afternoon
//
// Begin with a dataset: "radar simulate blue-lantern --out ds", and look at
// what is in it. Then read in this order; every package has an example that runs:
//
//	stream      one keyed draw, and why nothing here uses a random generator
//	world       the plan: people, accounts, deals, payments, events, and the facts about them
//	saga        a booking as a state machine; each behaviour is a function in a file of its own
//	market      a whole market planned from sizes alone; haystack is bulk ledgers alone,
//	            bluelantern the story of scenario S1, drydock of S2, silverthread of S3,
//	            glassledger of S4, quietroom of S5, openhands of S6, rivergate of S7, meridian of S8
//	typology    patterns of payments by name, each with its innocent twin
//	clientele   ordinary customers of an exchange, for planners of worlds with one
//	surface/…   the projections: what one platform, network or drawer would hold
//	dataset     the folder: files, digests, the journal of an unfinished one, the manifest
//	truth       facts, salts, Merkle root, seal
//	realism     the report that lies in every dataset
//	verify      the other reading of all this, which shares no code with it
//	rangeserver the files over the protocols of real tools
//
// # Surfaces
//
// A dataset has those that its world has something for.
//
//	accountledger  TESTCHAIN-A: accounts, a dollar token
//	case         what is handed over when an exercise opens
//	casp         request portal of exchanges; their books, which a granted request releases
//	classifieds  Bazarino
//	emoney       the books of Zefir Pay
//	forum        Agora-9, behind an invitation: an order releases it
//	infra        names, addresses, certificates, passive DNS
//	ledger       TESTCHAIN-U
//	loopi        Loopi: short videos
//	messenger    Kurjer: public channels; private rooms, which an order releases
//	microblog    Chatterly
//	movement     positions of vessels, toll passages, plate readings
//	paper        books and receipts of money shops, scanned
//	web          sites and their archives
//
// Two of them can be larger than any memory: the books of Zefir Pay, and the
// ledger where it is rows (world.Bulk). Options.Formats says in which formats
// (dataset.Format) their tables are written, a file each.
//
// # A new surface
//
// Implement Surface: a name, how many independent parts there are, and what one
// part writes. ExampleSurface is one, the plates read at a toll gate, in less
// than 150 lines. Its rules:
//
//   - Draw from a domain of your own, w.Key.Domain("toll/pass"), at positions
//     that name what is drawn (a vehicle, a day), so that one more of anything
//     changes nothing else, and parts can be written in any order.
//   - Bring the story's rows and the crowd's into one type before a line is
//     written, and sort them together: no order, gap, length or encoding may
//     tell planted from ordinary.
//   - Say with Bind what each thing of the world has become: the records, the
//     selectors that an analyst can hold, the second from which it is public.
//   - No label, role, saga or cause in any file; identifiers from reserved space
//     only; whole numbers and tables instead of floating point.
//   - Teach package verify to read your files, from their format alone.
//   - Add it to Surfaces (write.go), with what a world must have to need it: that
//     is how "radar simulate" writes it. Where it alone shows a sort of thing, name
//     the sort in shownBy (resolve.go): a dataset without your surface then leaves
//     out the facts that only it can prove.
//
// # A new behaviour
//
// A behaviour is a function from actors and a clock to events: Example_behaviour
// is one, the loan of a van, in some sixty lines. Behaviours live where the
// events are planned (package saga has those of the market) and know no file
// format. world.Validate says whether the events can have happened: causes before
// effects, nobody in two places, nobody faster than the vehicle. A surface that
// does not know your new kind of event leaves it out; nothing breaks.
//
// # Facts
//
// The truth is what the plan says, not what a detector finds. A fact names
// things of the world (account:main operates…); Resolve gives it records and
// selectors once every surface has bound its own, and refuses a fact that no
// record shows. Scoring, answer keys and seals all read that one list.
//
// Every planted row has a fact that tells its saga, step and cause: what the plan
// leaves empty world.Rows fills, and where no label, hop or event is about a row
// Resolve adds an event without a subject ("row:" and the row's name), which
// nobody can claim and nothing scores. Give your rows a Cause and they are told.
//
// # Changed bytes
//
// scenarios/testdata/digests.txt holds what seed 1 makes of every scenario, a
// digest for each surface; a test compares. Where a change is meant,
//
//	go test ./scenarios -run Digests -update
//
// writes the file anew. A changed digest breaks somebody's graded class, so each
// has a line in CHANGELOG.md under "Dataset output changed".
package simulator
