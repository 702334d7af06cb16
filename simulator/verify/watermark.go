package verify

import (
	"bufio"
	"bytes"
	"io"
	"regexp"
	"strings"

	"github.com/btcsuite/btcd/btcutil"
	"github.com/btcsuite/btcd/chaincfg"
)

// A watermark is a run of words: letters and digits without what stands between
// them, small and capital alike. So a row is the same watermarks in CSV, in JSON, on
// a page and typed off a screen.
type watermark struct {
	text  string
	grade grade
}

// grade says how much a watermark proves.
type grade int

const (
	// strong: an id, a ledger address, an account number, a digest. They are drawn
	// from spaces so large that none comes up twice.
	strong grade = iota
	// weak: a handle, a host name, a telephone number, a plate, a short id. One may
	// come up twice, three do not.
	weak
	// passage: that many words in a row, of a text or across the cells of a table.
	// Two variants tell one case from the same lists of words, so passages prove
	// something only where another variant was looked at and has not got them.
	passage
)

// passageWords is how long a passage is, and no watermark is longer.
const passageWords = 8

// maxPassages is how many passages of a file are looked for.
const maxPassages = 1 << 16

var weakWatermark = regexp.MustCompile(`@[a-z0-9_]{4,}\b|\b(?:[a-z0-9-]+\.)+(?:test|example)\b|\+[0-9][0-9. -]{7,16}[0-9]\b|\b[a-z]{2}-[a-z]{2} [0-9]{3}\b`)

var (
	longID  = regexp.MustCompile(`^(?:(?:0x)?(?:[0-9a-f]{64}|[0-9a-f]{40})|z?[0-9a-f]{15,16}|[0-9]{17,20}|bcrt1[ac-hj-np-z02-9]{20,}|[a-z]{2}[0-9]{2}[a-z]{4}[0-9]{10})$`)
	shortID = regexp.MustCompile(`^[0-9a-f]{12}$`)
	round   = regexp.MustCompile(`^[0-9]*0{6}$`) // an amount in the smallest unit
	letters = regexp.MustCompile(`[a-z]`)
	digits  = regexp.MustCompile(`[0-9]`)
)

// gradeOf says what a single word proves; ok is false where that is nothing.
func gradeOf(word string) (g grade, ok bool) {
	lower := strings.ToLower(word)
	switch {
	case known[strings.TrimPrefix(lower, "0x")], !digits.MatchString(lower), round.MatchString(lower):
		return 0, false
	case longID.MatchString(lower):
		return strong, true
	case shortID.MatchString(lower) && letters.MatchString(lower):
		return weak, true
	}
	if len(word) < 26 || len(word) > 35 {
		return 0, false
	}
	_, err := btcutil.DecodeAddress(word, &chaincfg.RegressionNetParams)
	return strong, err == nil
}

// known are digests that stand in data of all kinds: of nothing (SHA-256), of
// an empty trie and of the event of a token's transfer (Ethereum, ERC-20).
var known = map[string]bool{
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855": true,
	"56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421": true,
	"ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef": true,
}

// watermarks is what is looked for.
type watermarks struct {
	list    []watermark
	at      map[uint64]int // places in list, by the hash of the words
	lengths [passageWords + 1]bool
	maybe   [1 << 16]bool // by the low bits of a hash: most words begin no watermark
}

// add takes a watermark of n words, once.
func (m *watermarks) add(h uint64, n int, text string, g grade) {
	if _, twice := m.at[h]; twice {
		return
	}
	m.at[h] = len(m.list)
	m.list = append(m.list, watermark{text, g})
	m.lengths[n], m.maybe[uint16(h)] = true, true
}

// watermarksIn finds the watermarks of a text.
func watermarksIn(text []byte) *watermarks {
	m := &watermarks{at: map[uint64]int{}}
	_ = eachWord(bytes.NewReader(text), func(word []byte, _ byte) { // a text in memory is read without fail
		if g, ok := gradeOf(string(word)); ok {
			m.add(hashOf(0, word), 1, strings.ToLower(string(word)), g)
		}
	})
	for _, found := range weakWatermark.FindAll(bytes.ToLower(text), -1) {
		if found[0] == '@' {
			m.add(hashOf('@', found[1:]), 1, string(found), weak)
		} else if !platform(string(found)) {
			var of run
			n := 0
			_ = eachWord(bytes.NewReader(found), func(word []byte, _ byte) { of.push(hashOf(0, word)); n++ })
			m.add(of.last(min(n, passageWords)), min(n, passageWords), string(found), weak)
		}
	}
	var all run
	var recent []string
	n := 0
	_ = eachWord(bytes.NewReader(text), func(word []byte, _ byte) {
		if n++; n > maxPassages {
			return
		}
		all.push(hashOf(0, word))
		recent = append(recent[max(0, len(recent)-passageWords+1):], strings.ToLower(string(word)))
		if len(recent) == passageWords {
			m.add(all.last(passageWords), passageWords, strings.Join(recent, " "), passage)
		}
	})
	return m
}

// findIn tells the place in the list of each watermark that a text has, as often as
// it has it. Memory does not grow with the text.
func (m *watermarks) findIn(r io.Reader, found func(place int)) error {
	look := func(h uint64) {
		if m.maybe[uint16(h)] {
			if place, ok := m.at[h]; ok {
				found(place)
			}
		}
	}
	var all run
	handleNext := false
	return eachWord(r, func(word []byte, before byte) {
		h := hashOf(0, word)
		if before == '@' || handleNext {
			look(hashOf('@', word))
		}
		handleNext = string(word) == "handle" // an account's row has its handle without the sign
		all.push(h)
		h = 0
		for n := 1; n <= passageWords; n++ {
			if h = h*step + all.back(n); m.lengths[n] {
				look(h)
			}
		}
	})
}

// run is the hashes of the last words of a text.
type run struct {
	hashes [passageWords]uint64
	n      int
}

const step = 0x9e3779b97f4a7c15

func (r *run) push(h uint64) { r.hashes[r.n%passageWords] = h; r.n++ }

// back is the n-th last word, 0 where there are not so many.
func (r *run) back(n int) uint64 { return r.hashes[(r.n-n+passageWords)%passageWords] }

// last is the hash of the last n words.
func (r *run) last(n int) (h uint64) {
	for i := 1; i <= n; i++ {
		h = h*step + r.back(i)
	}
	return h
}

// hashOf is FNV-1a of a word in small letters, after a sign that is not 0.
func hashOf(sign byte, word []byte) uint64 {
	h := uint64(0xcbf29ce484222325)
	if sign != 0 {
		h = (h ^ uint64(sign)) * 0x100000001b3
	}
	for _, c := range word {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		h = (h ^ uint64(c)) * 0x100000001b3
	}
	return h
}

// longestWord is how much of a word counts, in bytes.
const longestWord = 128

// eachWord gives the words of a text and the byte before each. A word is
// letters and digits of ASCII, the sign _, and every byte of other letters; what
// JSON and HTML write for one sign is no word and no part of one.
func eachWord(r io.Reader, take func(word []byte, before byte)) error {
	in := bufio.NewReaderSize(r, 1<<16)
	word := make([]byte, 0, longestWord)
	var last, before byte
	for {
		c, err := in.ReadByte()
		if err == nil && inWord[c] {
			if len(word) == 0 {
				before = last
			}
			if len(word) < longestWord {
				word = append(word, c)
			}
			last = c
			continue
		}
		if len(word) > 0 {
			take(word, before)
			word = word[:0]
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch c {
		case '\\':
			if next, _ := in.Peek(1); len(next) == 1 && bytes.IndexByte([]byte(`nrt`), next[0]) >= 0 {
				_, _ = in.Discard(1) // it was there to peek at
			}
		case '&':
			next, _ := in.Peek(8)
			if n := bytes.IndexByte(next, ';'); n > 0 && bytes.IndexByte(next[:n], ' ') < 0 {
				_, _ = in.Discard(n)
			}
		}
		last = c
	}
}

// inWord says which bytes are part of a word.
var inWord = func() (in [256]bool) {
	for c := range in {
		in[c] = c >= 0x80 || c == '_' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
	}
	return in
}()
