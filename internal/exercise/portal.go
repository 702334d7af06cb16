package exercise

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/internal/training"
)

// Provider is a service for crypto-assets in the request portal of a run's
// world, as anybody sees it.
type Provider struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Legal      string   `json:"legal_entity"`
	Kind       string   `json:"kind"`
	Authorised bool     `json:"authorised"`
	Register   string   `json:"register_number"`
	Host       string   `json:"host"`
	Desk       string   `json:"desk"`
	Keys       []string `json:"request_keys"`
	Needs      []string `json:"request_needs"`
	Answers    string   `json:"answers"` // "all", "part" or "none"
	Remark     string   `json:"remark"`
}

// account is what a provider knows of a customer.
type account struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Document string    `json:"document"`
	Email    string    `json:"email"`
	Phone    string    `json:"phone"`
	Address  string    `json:"deposit_address"`
	OpenedAt time.Time `json:"opened_at"`
}

// has says whether a request key is one of the account's.
func (a account) has(key string) bool {
	return key == a.ID || key == a.Address || slices.ContainsFunc([]string{a.Name, a.Document, a.Email, a.Phone}, func(s string) bool { return strings.EqualFold(s, key) })
}

const portalFile = "casp/portal.jsonl"

// HasPortal says whether the world of a run has providers that can be asked.
func (r *Room) HasPortal(id training.RunID) bool {
	_, err := os.Stat(filepath.Join(r.DatasetDir(id), filepath.FromSlash(portalFile)))
	return err == nil
}

// providers reads the portal of a run's world.
func (r *Room) providers(id training.RunID) ([]Provider, error) {
	if !r.HasPortal(id) {
		return nil, training.NotFound("a request portal in this exercise")
	}
	return jsonLines[Provider](r, id, portalFile)
}

// find looks for the accounts with a request key that were open at a moment.
func (r *Room) find(id training.RunID, p Provider, key string, at time.Time) ([]account, error) {
	all, err := jsonLines[account](r, id, "casp/private/"+p.ID+"/accounts.jsonl")
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(a account) bool { return !a.has(key) || a.OpenedAt.After(at) }), nil
}

// jsonLines reads a table of a run's dataset.
func jsonLines[T any](r *Room, id training.RunID, name string) ([]T, error) {
	b, err := os.ReadFile(filepath.Join(r.DatasetDir(id), filepath.FromSlash(name)))
	if err != nil {
		return nil, fmt.Errorf("exercise: the request portal of run %s: %w", id, err)
	}
	var out []T
	lines := bufio.NewScanner(bytes.NewReader(b))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var row T
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			return nil, fmt.Errorf("exercise: the request portal of run %s: %s:%d: %w", id, name, len(out)+1, err)
		}
		out = append(out, row)
	}
	return out, lines.Err()
}

// replyFiles are the tables of a reply: who the customer is, and from a provider
// that answers in full what he did in the period.
func replyFiles(p Provider) []string {
	if p.Answers == "all" {
		return []string{"account.csv", "movements.csv", "logins.csv"}
	}
	return []string{"account.csv"}
}

// reply is one table of a reply, as the provider writes it when it is due: rows
// of the period asked for, and nothing that has not happened yet.
func (r *Room) reply(q training.Request, name string) (Handed, error) {
	file := path.Join("casp/private", q.Provider, q.Account, name)
	b, err := os.ReadFile(filepath.Join(r.DatasetDir(q.Run), filepath.FromSlash(file)))
	if err != nil {
		return Handed{}, fmt.Errorf("exercise: the reply to request %d of run %s: %w", q.Number, q.Run, err)
	}
	rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil || len(rows) == 0 {
		return Handed{}, fmt.Errorf("exercise: the reply to request %d of run %s: %s is no table: %w", q.Number, q.Run, file, err)
	}
	if n := len(rows[0]) - 1; rows[0][n] == "label" { // what leaves the site gets its own
		for i := range rows {
			rows[i] = rows[i][:n]
		}
	}
	head, kept := rows[0], rows[:1:1]
	at, frozen := slices.Index(head, "at"), slices.Index(head, "frozen_at")
	for _, row := range rows[1:] {
		if at >= 0 && (row[at] < stamp(q.From) || row[at] >= stamp(q.Until) || row[at] > stamp(q.Due)) {
			continue
		}
		if frozen >= 0 && row[frozen] > stamp(q.Due) {
			row[frozen] = "" // is not known yet
		}
		kept = append(kept, row)
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	if err := w.WriteAll(kept); err != nil {
		return Handed{}, fmt.Errorf("exercise: the reply to request %d of run %s: %w", q.Number, q.Run, err)
	}
	return Handed{Body: out.Bytes(), Record: file, Since: q.Due}, nil
}

// stamp is a second as the tables of providers write it; they compare as text.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
