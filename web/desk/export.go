package desk

import (
	"archive/tar"
	"bufio"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// noticeColumns stand behind the columns of every table that leaves the site. Each
// row has them: rows are copied into other tables without their neighbours.
var (
	noticeColumns = []string{"label", "notice"}
	noticeCells   = []string{page.SyntheticLabel, page.Notice}
)

// table writes rows as CSV, the first as the heads, with the columns of the notice.
func table(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	for i, r := range rows {
		more := noticeCells
		if i == 0 {
			more = noticeColumns
		}
		if err := w.Write(append(r[:len(r):len(r)], more...)); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// noticed is a table of the dataset with the columns of the notice behind its own.
func noticed(b []byte) ([]byte, error) {
	rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("a table of the case file: %w", err)
	}
	return table(rows)
}

// writeNotice begins a tar archive with NOTICE.txt. It lies beside the dataset's
// folder, whose every file the manifest names, and says what the files with a
// digest of their own cannot say themselves.
func writeNotice(w io.Writer, at time.Time, folder string) error {
	text := fmt.Sprintf("%s\n\n%s\n\nThis holds for the folder %s and for truth.jsonl, submission.json and score.json of the same exercise.\nNo person, firm, place, number or payment in them is real.\n",
		page.SyntheticLabel, page.Notice, folder)
	out := tar.NewWriter(w)
	if err := out.WriteHeader(&tar.Header{Name: "NOTICE.txt", Mode: 0o644, Size: int64(len(text)), ModTime: at}); err != nil {
		return err
	}
	if _, err := io.WriteString(out, text); err != nil {
		return err
	}
	return out.Flush() // not Close: the dataset follows
}

// bundle writes an archive that begins with the notice for the folder in it.
func bundle(made time.Time, folder string, write func(io.Writer) error) func(io.Writer) error {
	return func(w io.Writer) error {
		if err := writeNotice(w, made, folder); err != nil {
			return err
		}
		return write(w)
	}
}

// stream sends an archive.
func (a *Area) stream(c *fiber.Ctx, name string, write func(io.Writer) error) {
	attachment(c, "application/x-tar", name)
	log := a.room.Log
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		if err := write(w); err != nil {
			log.Error("hand out an archive", "name", name, "err", err) // the archive lacks its end, and tar says so
		}
	})
}

// handOut sends a file of the desk. It is recorded first, so that a copy is known
// when the team hands it in as evidence.
func (a *Area) handOut(c *fiber.Ctx, f exercise.Handed, kind, name string) error {
	err := a.room.HandOut(c.UserContext(), viewer(c), runID(c), training.Handout{Path: c.Path(), SHA256: training.Digest(f.Body), Record: f.Record, Since: f.Since})
	if err != nil {
		return err
	}
	attachment(c, kind, name)
	return c.Send(f.Body)
}
