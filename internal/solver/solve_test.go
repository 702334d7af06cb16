package solver

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// submission is formats.md §3, as much of it as is needed here.
type submission struct {
	Format       int       `json:"format"`
	Team         string    `json:"team"`
	Scenario     string    `json:"scenario"`
	Variant      string    `json:"variant"`
	ScenarioTime time.Time `json:"scenario_time"`
	Findings     []finding `json:"findings"`
	Answers      []answer  `json:"answers"`
	Labels       []label   `json:"labels"`
}

type finding struct {
	ID        string     `json:"id"`
	Kind      string     `json:"kind"`
	Type      string     `json:"type,omitempty"`
	Selectors []selector `json:"selectors,omitempty"`
	Subject   string     `json:"subject,omitempty"`
	Predicate string     `json:"predicate,omitempty"`
	Object    string     `json:"object,omitempty"`
	TxID      string     `json:"txid,omitempty"`
	Vout      *int       `json:"vout,omitempty"`
	At        *time.Time `json:"at,omitempty"`
	Word      string     `json:"word,omitempty"`
}

type selector struct {
	Kind     string `json:"kind"`
	Platform string `json:"platform,omitempty"`
	Value    string `json:"value"`
}

type answer struct {
	Question string `json:"question"`
	Value    any    `json:"value"`
	Word     string `json:"word"`
}

type label struct {
	Record string `json:"record"`
	Label  string `json:"label"`
}

// entity notes an entity once and returns the id of its finding.
func (s *submission) entity(kind string, sel ...selector) string {
	for _, f := range s.Findings {
		if f.Kind == "entity" && f.Type == kind && slices.Contains(f.Selectors, sel[0]) {
			return f.ID
		}
	}
	id := "f" + strconv.Itoa(len(s.Findings)+1)
	s.Findings = append(s.Findings, finding{ID: id, Kind: "entity", Type: kind, Selectors: sel, Word: "very likely"})
	return id
}

func (s *submission) link(subject, predicate, object string) {
	f := finding{Kind: "link", Subject: subject, Predicate: predicate, Object: object}
	for _, o := range s.Findings {
		if o.Kind == f.Kind && o.Subject == subject && o.Predicate == predicate && o.Object == object {
			return
		}
	}
	f.ID, f.Word = "f"+strconv.Itoa(len(s.Findings)+1), "very likely"
	s.Findings = append(s.Findings, f)
}

// hop notes a payment; of one on the account ledger the transaction alone is
// given, and vout is below 0.
func (s *submission) hop(from, to, txid string, vout int) {
	if vout < 0 {
		s.Findings = append(s.Findings, finding{
			ID: "f" + strconv.Itoa(len(s.Findings)+1), Kind: "hop", Subject: from, Object: to, Predicate: "pays", TxID: txid, Word: "very likely",
		})
		return
	}
	s.Findings = append(s.Findings, finding{
		ID: "f" + strconv.Itoa(len(s.Findings)+1), Kind: "hop", Subject: from, Object: to, Predicate: "pays", TxID: txid, Vout: &vout, Word: "very likely",
	})
}

func (s *submission) event(kind, subject string, at time.Time) {
	s.Findings = append(s.Findings, finding{
		ID: "f" + strconv.Itoa(len(s.Findings)+1), Kind: "event", Type: kind, Subject: subject, At: &at, Word: "very likely",
	})
}

func (s *submission) answer(question string, value any) {
	s.Answers = append(s.Answers, answer{question, value, "very likely"})
}

func handle(h string) selector {
	return selector{"handle", "chatterly", "@" + strings.TrimPrefix(h, "@")}
}
func value(kind, v string) selector { return selector{Kind: kind, Value: v} }

// table reads one of the CSV files of the case.
func table(t *testing.T, dir, name string) []map[string]string {
	t.Helper()
	return csvFile(t, filepath.Join(dir, "case", name+".csv"))
}

// csvFile reads a CSV file with a header line: a map by column for each row.
func csvFile(t *testing.T, path string) []map[string]string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return rows(t, b)
}

// rows reads the text of a CSV file.
func rows(t *testing.T, text []byte) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range all[1:] {
		m := map[string]string{}
		for i, c := range all[0] {
			m[c] = row[i]
		}
		out = append(out, m)
	}
	return out
}

// post is a post of the case file with what the platform shows of it.
type post struct {
	number, record, author, text string
	at                           time.Time
	media                        []string
}

// investigation is one case being solved.
type investigation struct {
	*desk
	dir     string
	book    codebook
	posts   []post            // by time
	case14  []string          // handles, with @
	labels  map[string]string // by record
	offers  []string          // handles with a post of L3
	channel string            // the offer that others work for
	driver  string            // support account that carries people
	out     submission
	wallets purses
}

func solve(d *desk, dir, variant string, now time.Time) submission {
	v := &investigation{desk: d, dir: dir, book: codebook{}, labels: map[string]string{}}
	v.out = submission{Format: 1, Team: variant, Scenario: "blue-lantern", Variant: variant, ScenarioTime: now}
	for _, r := range table(d.t, dir, "codebook") {
		v.book[r["category"]] = append(v.book[r["category"]], r["word"])
	}
	for _, r := range table(d.t, dir, "accounts") {
		v.case14 = append(v.case14, r["handle"])
	}
	v.readPosts()
	v.classify()
	v.questions()
	v.network()
	v.pictures()
	v.names()
	v.money()
	return v.out
}

func (v *investigation) readPosts() {
	for _, r := range table(v.t, v.dir, "posts") {
		s := v.status(filepath.Base(r["url"]))
		p := post{number: r["number"], record: r["record"], author: r["account"], text: plain(s.Content), at: s.CreatedAt}
		for _, m := range s.Media {
			p.media = append(p.media, m.URL)
		}
		v.posts = append(v.posts, p)
	}
	slices.SortFunc(v.posts, func(a, b post) int { return a.at.Compare(b.at) })
}

var mention = regexp.MustCompile(`@\w+`)

// classify finds who offers, which of the offers the others speak for, and labels every post.
func (v *investigation) classify() {
	for _, p := range v.posts {
		if v.book.label(p.text, "") == "L3" && !slices.Contains(v.offers, p.author) {
			v.offers = append(v.offers, p.author)
		}
	}
	slices.Sort(v.offers)
	spoken := map[string]int{}
	for _, p := range v.posts {
		for _, m := range mention.FindAllString(p.text, -1) {
			if m != p.author && slices.Contains(v.offers, m) {
				spoken[m]++
				if spoken[m] > spoken[v.channel] {
					v.channel = m
				}
			}
		}
	}
	for _, p := range v.posts {
		v.labels[p.record] = v.book.label(p.text, v.channel)
	}
}

func (v *investigation) questions() {
	v.out.answer("q1", v.offers)
	var order, subjects []string
	for _, p := range v.posts {
		l := v.labels[p.record]
		if l == "L3" || l == "L4" {
			if !slices.Contains(subjects, p.author) {
				subjects = append(subjects, p.author)
			}
			if l == "L4" && !slices.Contains(v.offers, p.author) {
				v.driver = p.author
			}
		}
		if l != "L3" {
			continue
		}
		if s := step(p.text); s != "" && !slices.Contains(order, s) {
			if s == "advert" {
				v.out.answer("q4", p.at.UTC().Format("2006-01-02T15:04Z"))
			}
			order = append(order, s)
		}
		if l == "L5" {
			v.out.answer("q6", p.number)
		}
	}
	for _, p := range v.posts {
		if v.labels[p.record] == "L5" {
			v.out.answer("q6", p.number)
		}
	}
	v.out.answer("q2", order)
	for _, r := range table(v.t, v.dir, "media") {
		if r["number"] == "37" {
			v.out.answer("q3", digest(v.picture(r["url"])))
		}
	}
	set := map[string]string{}
	for _, r := range table(v.t, v.dir, "labelset") {
		set[r["record"]] = v.labels[r["record"]]
		v.out.Labels = append(v.out.Labels, label{r["record"], v.labels[r["record"]]})
	}
	v.out.answer("q5", set)
	v.out.answer("q7", len(subjects))
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func (v *investigation) picture(address string) []byte {
	if b, ok := v.cache[address]; ok {
		return b
	}
	b, _, ok := v.fetch(address)
	if !ok {
		v.t.Fatalf("%s is not to be had", address)
	}
	v.cache[address] = b
	return b
}

func (s submission) write(t *testing.T, file string) {
	t.Helper()
	b, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
