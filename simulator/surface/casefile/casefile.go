// Package casefile is the surface "case": the folder that a supervisor hands
// over with the monitoring order. CSV files (RFC 4180, with a header line): the
// numbered posts and pictures, the accounts, the records to label, the codebook,
// and whatever other tables the story hands over; its texts are plain UTF-8
// files. What a story has nothing of has no file.
package casefile

import (
	"context"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/media"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/world"
)

// Surface writes the case file. The zero value is ready to use.
type Surface struct{}

// Name is "case".
func (Surface) Name() string { return "case" }

// Parts is 1: it numbers posts of all days.
func (Surface) Parts(*world.World) int { return 1 }

// stamp is the form of times in the case file: UTC with milliseconds, as the platform shows them.
const stamp = "2006-01-02T15:04:05.000Z"

// Emit writes case/*.csv.
func (Surface) Emit(ctx context.Context, w *world.World, _ int, out *dataset.Writer) error {
	number := map[world.Ref]int{} // of the post that carries an image
	var posts, media, labels, accounts, words [][]string
	rows := map[world.Ref]record.CasePost{}
	for i, ref := range w.Case.Posts {
		r, err := row(w, ref)
		if err != nil {
			return err
		}
		r.Number = i + 1
		rows[ref] = r
		posts = append(posts, []string{strconv.Itoa(r.Number), r.Record, r.URL, r.Account, r.CreatedAt})
		for _, img := range w.Post(ref).Images {
			number[img] = r.Number
		}
	}
	for i, ref := range w.Case.Media {
		img := w.Image(ref)
		if img == nil || number[ref] == 0 {
			return fmt.Errorf("case: picture %s is in none of the posts", ref)
		}
		m := record.CaseMedia{Number: i + 1, Post: number[ref], URL: "http://chatterly.test/media/" + img.ID + ".jpg"}
		media = append(media, []string{strconv.Itoa(m.Number), strconv.Itoa(m.Post), m.URL})
	}
	for _, t := range w.Case.Tables {
		for i := range t.Rows {
			rows[t.Row(i)] = record.CasePost{Number: i + 1, Record: tableFile(t) + "#" + strconv.Itoa(i+1)}
		}
	}
	for _, ref := range w.Case.Labels {
		r, ok := rows[ref]
		if !ok {
			return fmt.Errorf("case: %s is to be labelled and not handed over", ref)
		}
		labels = append(labels, []string{strconv.Itoa(r.Number), r.Record})
	}
	for _, ref := range w.Case.Accounts {
		a := w.Account(ref)
		if a == nil {
			return fmt.Errorf("case: no account %s", ref)
		}
		accounts = append(accounts, []string{"@" + a.Handle, "http://chatterly.test/@" + a.Handle, a.DisplayName})
	}
	for _, c := range w.Lexicon {
		word := record.CaseWord{Word: c.Word, Category: c.Category, Lang: c.Lang}
		words = append(words, []string{word.Word, word.Category, word.Lang})
	}
	for _, t := range []struct {
		name, head string
		rows       [][]string
	}{
		{"posts", "number,record,url,account,created_at", posts},
		{"media", "number,post,url", media},
		{"labelset", "number,record", labels},
		{"accounts", "handle,url,display_name", accounts},
		{"codebook", "word,category,lang", words},
	} {
		if err := ctx.Err(); err != nil {
			return context.Cause(ctx)
		}
		if len(t.rows) == 0 {
			continue
		}
		if _, err := write(out, "case/"+t.name+".csv", t.head, t.rows); err != nil {
			return err
		}
	}
	if err := tables(w, out); err != nil {
		return err
	}
	return papers(w, out)
}

func tableFile(t world.Table) string { return "case/" + t.Name + ".csv" }

// tables writes what is handed over beside the posts.
func tables(w *world.World, out *dataset.Writer) error {
	from := w.Start.Unix()
	for _, t := range w.Case.Tables {
		info, err := write(out, tableFile(t), strings.Join(t.Columns, ","), t.Rows)
		if err != nil {
			return err
		}
		all := make([]string, len(t.Rows))
		for i := range t.Rows {
			all[i] = tableFile(t) + "#" + strconv.Itoa(i+1)
			out.Bind(string(t.Row(i)), dataset.Bound{Records: all[i : i+1], VisibleFrom: from})
		}
		out.Bind(string(t.Ref), dataset.Bound{Records: all, VisibleFrom: from, SHA256: info.SHA256})
	}
	return nil
}

// papers writes the texts: one record each.
func papers(w *world.World, out *dataset.Writer) error {
	for _, p := range w.Case.Papers {
		path := "case/" + p.Name + ".txt"
		f, err := out.Create(path, "case", "browser")
		if err != nil {
			return err
		}
		if err := f.Record([]byte(p.Text + "\n\n" + media.Label + "\n")); err != nil {
			return fmt.Errorf("case: %s: %w", path, err)
		}
		info, err := f.Close()
		if err != nil {
			return err
		}
		out.Bind(string(p.Ref), dataset.Bound{Records: []string{path + "#1"}, VisibleFrom: w.Start.Unix(), SHA256: info.SHA256})
	}
	return nil
}

func row(w *world.World, ref world.Ref) (record.CasePost, error) {
	p := w.Post(ref)
	if p == nil {
		return record.CasePost{}, fmt.Errorf("case: no post %s", ref)
	}
	handle := w.Account(p.Account).Handle
	return record.CasePost{
		Record: "microblog/statuses.jsonl#" + p.ID, URL: "http://chatterly.test/@" + handle + "/" + p.ID,
		Account: "@" + handle, CreatedAt: p.At.UTC().Format(stamp),
	}, nil
}

// rowWriter counts one record for each row that csv.Writer flushes.
type rowWriter struct{ f *dataset.File }

func (r rowWriter) Write(p []byte) (int, error) { return len(p), r.f.Record(p) }

func write(out *dataset.Writer, path, head string, rows [][]string) (info dataset.FileInfo, err error) {
	f, err := out.Create(path, "case", "spreadsheet")
	if err != nil {
		return info, err
	}
	if _, err := f.Write([]byte(head + "\n")); err != nil {
		return info, err
	}
	for _, r := range rows {
		c := csv.NewWriter(rowWriter{f})
		if err := c.Write(r); err != nil {
			return info, fmt.Errorf("case: %s: %w", path, err)
		}
		c.Flush()
		if err := c.Error(); err != nil {
			return info, fmt.Errorf("case: %s: %w", path, err)
		}
	}
	return f.Close()
}
