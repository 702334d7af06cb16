package exercise

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"filippo.io/age"

	"github.com/osint-radar/academy/internal/grading"
	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/truth"
)

// unseal opens the sealed truth of a run and returns its plaintext. It is called
// by the scorer and by the release, and by nothing else.
func (r *Room) unseal(run training.Run) ([]byte, error) {
	var b []byte
	err := r.sealed(run, func(plain io.Reader) (err error) {
		b, err = io.ReadAll(plain)
		return err
	})
	return b, err
}

// fits says whether the key opens the truth of a run, without reading it: a site
// that was moved without its key learns so at its start, not when a team hands in.
func (r *Room) fits(run training.Run) error {
	return r.sealed(run, func(io.Reader) error { return nil })
}

func (r *Room) sealed(run training.Run, read func(plain io.Reader) error) error {
	f, err := os.Open(filepath.Join(r.DatasetDir(run.ID), "truth.age"))
	if err != nil {
		return fmt.Errorf("exercise: the sealed truth of run %s: %w", run.ID, err)
	}
	defer func() { _ = f.Close() }() // it was only read
	plain, err := age.Decrypt(f, r.Truth)
	var other *age.NoIdentityMatchError
	if errors.As(err, &other) {
		return fmt.Errorf("exercise: the truth of run %s is sealed to another key than the truth key %s, so nothing of it can be scored; right would be the truth key with which the run was opened", run.ID, r.Truth.Recipient())
	}
	if err == nil {
		err = read(plain)
	}
	if err != nil {
		return fmt.Errorf("exercise: the sealed truth of run %s: %w", run.ID, err)
	}
	return nil
}

// score grades a submission and enters the result into the ledger, once a model.
func (r *Room) score(ctx context.Context, sc training.Scope, run training.Run, sub training.StoredSubmission) (training.ScoreEntry, error) {
	plain, err := r.unseal(run)
	if err != nil {
		return training.ScoreEntry{}, err
	}
	_, facts, err := truth.Read(bytes.NewReader(plain))
	if err != nil {
		return training.ScoreEntry{}, fmt.Errorf("exercise: the sealed truth of run %s: %w", run.ID, err)
	}
	score, err := grading.Grade(run.TruthRoot, facts, sub.Wire)
	if err != nil {
		return training.ScoreEntry{}, err
	}
	b, err := score.Encode()
	if err != nil {
		return training.ScoreEntry{}, err
	}
	var entry training.ScoreEntry
	err = r.Store.InTx(ctx, func(tx *store.Tx) error {
		entry, err = tx.AddScore(ctx, sc, training.ScoreEntry{
			Site: run.Site, Team: run.Team, Run: run.ID, Submission: sub.ID, Kind: training.AutomaticScore,
			Model: grading.Model, TruthRoot: run.TruthRoot, SubmissionSHA256: sub.SHA256, Scorer: r.Scorer,
			Score: json.RawMessage(b), ScoreSHA256: training.Digest(b), At: r.Now(),
			Key: fmt.Sprintf("automatic-%s-%d", sub.ID, grading.Model),
		})
		return err
	})
	return entry, err
}

// automatic returns the automatic score of a submission, scoring it where a
// crash came between the submission and its score.
func (r *Room) automatic(ctx context.Context, sc training.Scope, run training.Run, sub training.StoredSubmission) (grading.Score, training.ScoreEntry, error) {
	entries, err := r.Store.Scores(ctx, sc, run.ID)
	if err != nil {
		return grading.Score{}, training.ScoreEntry{}, err
	}
	var entry training.ScoreEntry
	for _, e := range entries {
		if e.Kind == training.AutomaticScore && e.Submission == sub.ID {
			entry = e
		}
	}
	if entry.Score == nil {
		if entry, err = r.score(ctx, sc, run, sub); err != nil {
			return grading.Score{}, entry, err
		}
	}
	var s grading.Score
	if err := json.Unmarshal(entry.Score, &s); err != nil {
		return s, entry, fmt.Errorf("exercise: the stored score of submission %s: %w", sub.ID, err)
	}
	return s, entry, nil
}
