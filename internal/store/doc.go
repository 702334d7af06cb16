// Package store keeps everything the site must not forget, and is the only
// package that speaks SQL. One concrete [Store] serves two engines: a SQLite
// file, which is the default, and PostgreSQL for several instances behind one
// address.
//
//	st, err := store.Open(ctx, "sqlite:radar.db", store.Options{Migrate: true})
//	err = st.InTx(ctx, func(tx *store.Tx) error {
//		_, err := tx.AddFinding(ctx, scope, finding)
//		return err
//	})
//	findings, err := st.Findings(ctx, scope, run)
//
// # Reading and writing
//
// Reads are methods of both *Store and *Tx; writes are methods of *Tx alone, so
// every write lies in a transaction. [Store.InTx] may run its function more than
// once (a deadlock, a serialisation failure, a connection that was refused), so
// the function must have no effect outside the transaction. A connection that
// dies during the commit leaves the outcome unknown and is not tried again: a
// write that a client may repeat carries an idempotency key, and a repeated key
// returns the row that is there.
//
// # Walls
//
// Every row of a site carries its site, and every row of a run its team, in its
// primary key and in its foreign keys. Every query takes a [training.Scope]; what
// lies outside it is [training.ErrNotFound]. Ids are made in Go.
//
// # Engines
//
// Queries are written once, with ? for arguments; dialect.go is the only file
// that names an engine, errors.go the only one that names a driver's errors.
// Migrations are twins: the same numbers and names in migrations/sqlite and
// migrations/postgres, forward only; a parity test compares what they make. Text
// sorts by bytes on both. Times are UTC, whole microseconds. What is appended
// stays: triggers refuse UPDATE and DELETE on the logs.
//
// # Proof
//
// The evidence of a run and the audit log are hash chains: a row's hash is the
// SHA-256 of its canonical JSON (RFC 8785), which holds the hash of the row
// before. [Store.VerifyAudit] and [Store.VerifyEvidence] walk them and name the
// first row that is not as it was written.
package store
