package exercise

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/osint-radar/academy/internal/evidence"
	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// Upload is a capture as a team hands it in. Row holds what the trainee states:
// SourceURL, Tool, Method, CapturedAt, Relevance, grades, Parent, Key and so on.
type Upload struct {
	Body io.Reader
	Row  training.Evidence
}

// AddEvidence takes a capture: it streams to disk while its size is counted, is
// judged against what was served, and becomes a row of the team's log, all
// within the request. A file that cannot be taken leaves nothing behind.
func (r *Room) AddEvidence(ctx context.Context, sc training.Scope, id training.RunID, up Upload) (training.Evidence, error) {
	row := up.Row
	if err := member(sc); err != nil {
		return row, err
	}
	run, err := r.Store.Run(ctx, sc, id)
	if err != nil {
		return row, err
	}
	if !run.State.Open() {
		return row, training.Conflict("the exercise is " + string(run.State) + "; evidence is taken while it is running or paused")
	}
	if err := cleanEvidence(&row); err != nil {
		return row, err
	}
	file, size, err := r.receive(up.Body)
	if err != nil {
		return row, err
	}
	defer func() {
		_ = file.Close()           // synced when it was received
		_ = os.Remove(file.Name()) // gone already where it was kept
	}()

	claim, err := r.claim(ctx, sc, run, row)
	if err != nil {
		return row, err
	}
	if row.Parent != 0 {
		parent, err := r.current(ctx, sc, id, row.Parent)
		if err != nil {
			return row, training.Invalid("parent", fmt.Sprintf("e%d is not in your evidence", row.Parent), "the number of an item that you uploaded")
		}
		claim.Parent = &evidence.Parent{Ref: parent.Ref(), Verdict: parent.Verdict}
	}
	item, err := evidence.Judge(file, size, claim)
	if err != nil {
		return row, err
	}
	row.Kind, row.MediaType, row.Bytes, row.SHA256 = training.Capture, item.MediaType, item.Bytes, item.SHA256
	row.Verdict, row.Detail, row.Surface, row.Record, row.Parts = item.Verdict, item.Detail, item.Surface, item.Record, item.Parts
	if err := r.keep(file, item.SHA256); err != nil {
		return row, err
	}
	return r.enter(ctx, sc, id, row)
}

// enter appends a row to the log of an open run.
func (r *Room) enter(ctx context.Context, sc training.Scope, id training.RunID, row training.Evidence) (training.Evidence, error) {
	var stored training.Evidence
	err := r.Store.InTx(ctx, func(tx *store.Tx) error {
		run, now, err := r.open(ctx, tx, sc, id)
		if err != nil {
			return err
		}
		row := row
		row.Site, row.Team, row.Run, row.Person = run.Site, run.Team, run.ID, sc.Person
		row.Wall, row.Scenario = now.wall, now.scenario
		if row.CapturedAt.IsZero() {
			row.CapturedAt = now.scenario
		}
		if stored, err = tx.AddEvidence(ctx, sc, row); err != nil {
			return err
		}
		return r.audit(ctx, tx, sc, "evidence."+string(stored.Kind), id, map[string]any{
			"seq": stored.Seq, "sha256": stored.SHA256, "verdict": stored.Verdict, "row_hash": stored.RowHash,
		})
	})
	return stored, err
}

// receive streams a body to the incoming folder, at most MaxUpload bytes.
func (r *Room) receive(body io.Reader) (*os.File, int64, error) {
	file, err := os.CreateTemp(filepath.Join(r.Data, "incoming"), "capture-*")
	if err != nil {
		return nil, 0, fmt.Errorf("exercise: take a capture: %w", err)
	}
	n, err := io.Copy(file, io.LimitReader(body, r.MaxUpload+1))
	if err == nil && n > r.MaxUpload {
		err = training.TooLarge("the file", fmt.Sprintf("%d MiB", r.MaxUpload>>20))
	}
	if err == nil {
		err = file.Sync()
	}
	if err != nil {
		return nil, 0, errors.Join(err, file.Close(), os.Remove(file.Name()))
	}
	return file, n, nil
}

// keep moves a capture to its place by digest. The same bytes are kept once.
func (r *Room) keep(file *os.File, sum string) error {
	place := r.evidencePath(sum)
	if err := os.MkdirAll(filepath.Dir(place), 0o700); err != nil {
		return fmt.Errorf("exercise: keep a capture: %w", err)
	}
	if err := os.Chmod(file.Name(), 0o400); err != nil {
		return fmt.Errorf("exercise: keep a capture: %w", err)
	}
	if err := os.Rename(file.Name(), place); err != nil {
		return fmt.Errorf("exercise: keep a capture: %w", err)
	}
	return nil
}

func (r *Room) evidencePath(sum string) string {
	return filepath.Join(r.Data, "evidence", sum[:2], sum)
}

// EvidenceList is the team's log as it counts now, oldest first.
func (r *Room) EvidenceList(ctx context.Context, sc training.Scope, id training.RunID) ([]training.Evidence, error) {
	if _, err := r.Store.Run(ctx, sc, id); err != nil {
		return nil, err
	}
	log, err := r.Store.Evidence(ctx, sc, id)
	return training.CurrentEvidence(log), err
}

// EvidenceLog is every row of the team's log, oldest first: captures,
// corrections and withdrawals, each chained to the one before it.
func (r *Room) EvidenceLog(ctx context.Context, sc training.Scope, id training.RunID) ([]training.Evidence, error) {
	return r.Store.Evidence(ctx, sc, id)
}

// Incoming is the folder on the disk of the captures where an upload may wait.
func (r *Room) Incoming() string { return filepath.Join(r.Data, "incoming") }

// EvidenceItem returns one item with its custody history, and adds to that
// history that it was viewed.
func (r *Room) EvidenceItem(ctx context.Context, sc training.Scope, id training.RunID, seq int) (training.Evidence, []training.CustodyEvent, error) {
	return r.touch(ctx, sc, id, seq, training.CustodyViewed)
}

// OpenEvidence opens the file of an item for download and notes the export. The
// caller closes it.
func (r *Room) OpenEvidence(ctx context.Context, sc training.Scope, id training.RunID, seq int) (*os.File, training.Evidence, error) {
	e, _, err := r.touch(ctx, sc, id, seq, training.CustodyExported)
	if err != nil {
		return nil, e, err
	}
	f, err := os.Open(r.evidencePath(e.SHA256))
	if err != nil {
		return nil, e, fmt.Errorf("exercise: the file of %s: %w", e.Ref(), err)
	}
	return f, e, nil
}

func (r *Room) touch(ctx context.Context, sc training.Scope, id training.RunID, seq int, what training.Custody) (training.Evidence, []training.CustodyEvent, error) {
	e, err := r.current(ctx, sc, id, seq)
	if err != nil {
		return e, nil, err
	}
	err = r.Store.InTx(ctx, func(tx *store.Tx) error {
		_, err := tx.AddCustody(ctx, sc, training.CustodyEvent{
			Site: e.Site, Team: e.Team, Run: e.Run, Seq: seq, Kind: what, Person: sc.Person, At: r.Now(),
		})
		return err
	})
	if err != nil {
		return e, nil, err
	}
	history, err := r.Store.Custody(ctx, sc, id, seq)
	return e, history, err
}

// current finds an item that was not withdrawn, with its corrections applied.
func (r *Room) current(ctx context.Context, sc training.Scope, id training.RunID, seq int) (training.Evidence, error) {
	list, err := r.EvidenceList(ctx, sc, id)
	if err != nil {
		return training.Evidence{}, err
	}
	for _, e := range list {
		if e.Seq == seq {
			return e, nil
		}
	}
	return training.Evidence{}, training.NotFound(fmt.Sprintf("evidence e%d", seq))
}

// WithdrawEvidence takes an item out of the case. The row and the file stay.
func (r *Room) WithdrawEvidence(ctx context.Context, sc training.Scope, id training.RunID, seq int, why, key string) error {
	why, err := training.CleanText("reason", why, 1000)
	if err != nil {
		return err
	}
	if why == "" {
		return training.Invalid("reason", "is empty", "why the item no longer belongs to the case")
	}
	e, err := r.current(ctx, sc, id, seq)
	if err != nil {
		return err
	}
	e.Kind, e.Corrects, e.Seq, e.Relevance, e.Key = training.Withdrawal, seq, 0, why, key
	_, err = r.enter(ctx, sc, id, e)
	return err
}

// cleanEvidence checks what a trainee states about a capture.
func cleanEvidence(e *training.Evidence) error {
	for _, t := range []struct {
		name string
		text *string
		max  int
	}{
		{"source_url", &e.SourceURL, 2000},
		{"final_url", &e.FinalURL, 2000},
		{"platform", &e.Platform, 100},
		{"object_id", &e.ObjectID, 200},
		{"method", &e.Method, 200},
		{"tool", &e.Tool, 100},
		{"tool_version", &e.ToolVersion, 100},
		{"file", &e.FileName, 255},
		{"source_grade", &e.SourceGrade, 4},
		{"info_grade", &e.InfoGrade, 4},
		{"scheme", &e.Scheme, 20},
		{"handling", &e.Handling, 100},
		{"lawful_basis", &e.LawfulBasis, 1000},
	} {
		clean, err := training.CleanLine(t.name, *t.text, t.max)
		if err != nil {
			return err
		}
		*t.text = clean
	}
	relevance, err := training.CleanText("relevance", e.Relevance, 2000)
	if err != nil {
		return err
	}
	if relevance == "" {
		return training.Invalid("relevance", "is empty", "one sentence on why this item matters")
	}
	e.Relevance = relevance
	return nil
}

// claim is what an upload is held against: what range and desk served to its run
// and to all others.
func (r *Room) claim(ctx context.Context, sc training.Scope, run training.Run, row training.Evidence) (evidence.Claim, error) {
	c := evidence.Claim{
		Name: row.FileName, SourceURL: row.SourceURL, CapturedAt: row.CapturedAt,
		VisibleFrom: func(string) (time.Time, bool) { return time.Time{}, false },
	}
	c.Limits = evidence.DefaultLimits()
	c.Limits.File = r.MaxUpload
	if err := r.hold(&c, run); err != nil {
		return c, err
	}
	return c, r.holdDesk(ctx, sc, &c, run)
}
