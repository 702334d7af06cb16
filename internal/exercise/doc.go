// Package exercise is what may happen in a run: from the trainer who opens it to
// the team that reads its released truth. A Room holds what the use-cases need;
// each of them is one method that owns its transaction.
//
//	room, err := exercise.New(exercise.Config{Store: st, …})
//	run, err := room.Open(ctx, trainer, exercise.Opening{Scenario: "blue-lantern", Team: "team-a"})
//	err = room.Start(ctx, trainer, run.ID)
//	ev, err := room.AddEvidence(ctx, trainee, run.ID, upload)
//	sub, err := room.Submit(ctx, trainee, run.ID, key)
//	err = room.Release(ctx, trainer, run.ID)
//	review, err := room.Review(ctx, trainee, run.ID)
//
// # States
//
//	draft -> sealed -> running <-> paused -> ended -> marking -> released -> archived
//
// Sealing simulates the team's dataset and commits to its truth: the root stands
// in the run, in the audit chain and on the team's pages before the first minute.
// The truth itself stays encrypted to a key that is not in the database; two
// things open it: the scorer when a submission arrives, and the release.
//
// # Who may do what
//
// Every method takes the caller's [training.Scope]. What lies outside it is
// [training.ErrNotFound]; what a role may not do is [training.ErrForbidden]. The
// site's policy table says the same once more at the door.
//
// # Time
//
// Wall time comes from Config.Now; scenario time from the run's clock. An inject
// is delivered once, at the first look at or after its due time; [Room.Tick] looks
// at every running run, and each page looks at its own.
package exercise
