package truth_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/gowebpki/jcs"

	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
)

// The examples of RFC 8785: sections 3.2.2 and 3.2.3.
func TestCanonicalVectors(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{
			`{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001], "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`,
			"{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}",
		},
		{
			`{"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}`,
			"{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
		},
	} {
		got, err := truth.CanonicalJSON([]byte(c.in))
		if err != nil || string(got) != c.want {
			t.Errorf("%s\n got %s (%v)\nwant %s", c.in, got, err, c.want)
		}
	}
}

// The number samples of RFC 8785, appendix B: IEEE 754 bits and their one form.
func TestCanonicalNumbers(t *testing.T) {
	for bits, want := range map[uint64]string{
		0x0000000000000000: "0", 0x8000000000000000: "0", 0x0000000000000001: "5e-324", 0x8000000000000001: "-5e-324",
		0x7fefffffffffffff: "1.7976931348623157e+308", 0x4340000000000000: "9007199254740992", 0xc340000000000000: "-9007199254740992",
		0x4430000000000000: "295147905179352830000", 0x44b52d02c7e14af5: "9.999999999999997e+22", 0x44b52d02c7e14af6: "1e+23",
		0x44b52d02c7e14af7: "1.0000000000000001e+23", 0x444b1ae4d6e2ef4e: "999999999999999700000", 0x444b1ae4d6e2ef4f: "999999999999999900000",
		0x444b1ae4d6e2ef50: "1e+21", 0x3eb0c6f7a0b5ed8c: "9.999999999999997e-7", 0x3eb0c6f7a0b5ed8d: "0.000001",
		0x41b3de4355555553: "333333333.3333332", 0x41b3de4355555554: "333333333.33333325", 0x41b3de4355555555: "333333333.3333333",
		0xbecbf647612f3696: "-0.0000033333333333333333", 0x43143ff3c1cb0959: "1424953923781206.2",
	} {
		in := strconv.FormatFloat(math.Float64frombits(bits), 'g', 17, 64)
		got, err := truth.CanonicalJSON([]byte(in))
		if err != nil || string(got) != want {
			t.Errorf("%016x: %s (%v), want %s", bits, got, err, want)
		}
	}
	if _, err := truth.CanonicalJSON([]byte("1e999")); err == nil {
		t.Error("1e999 has a canonical form")
	}
}

// An independent implementation agrees on facts with hostile text in them.
func TestCanonicalAgainstJCS(t *testing.T) {
	s := stream.NewKey([16]byte{3}).Domain("jcs").Stream(0, 0)
	runes := []rune("ab<>&\"\\/\u0000\u001f\u2028é€😀\ufffd\n\t")
	for i := range 300 {
		text := make([]rune, s.IntN(20))
		for j := range text {
			text[j] = stream.Pick(s, runes)
		}
		f := fact(i, string(text))
		plain, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		want, err := jcs.Transform(plain)
		if err != nil {
			t.Fatal(err)
		}
		got, err := truth.Canonical(f)
		if err != nil || !bytes.Equal(got, want) {
			t.Fatalf("%q: %s (%v)\njcs says %s", string(text), got, err, want)
		}
	}
}

func fact(i int, text string) truth.Fact {
	return truth.Fact{
		ID: fmt.Sprintf("f%d", i), Kind: truth.Hop, Subject: "a", Predicate: "pays", Object: text, Difficulty: 1 + i%5,
		VisibleFrom: time.Date(2026, 3, 1, 9, i, 0, 0, time.UTC), Proof: []string{"ledger/blk00000.dat#00", text},
		Selectors: []truth.Selector{{Kind: "name", Value: text}}, AmountSat: int64(i) * 12_345_678_901, Salt: fmt.Sprintf("%064x", i),
	}
}

// The tree by hand, from the words of formats.md: leaf 00 ‖ salt ‖ fact, node
// 01 ‖ left ‖ right, an odd node is carried up.
func TestRoot(t *testing.T) {
	sum := func(parts ...[]byte) []byte {
		h := sha256.Sum256(bytes.Join(parts, nil))
		return h[:]
	}
	var facts []truth.Fact
	var leaf [5][]byte
	for i := range 5 {
		facts = append(facts, fact(i, "x"))
		body := fmt.Sprintf(`{"amount_sat":%s,"cause":"","difficulty":%d,"id":"f%d","innocent":false,"kind":"hop","object":"x","predicate":"pays","proof":["ledger/blk00000.dat#00","x"],"saga":"","selectors":[{"kind":"name","value":"x"}],"step":"","subject":"a","txid":"","type":"","visible_from":"2026-03-01T09:%02d:00Z","vout":0}`,
			[]string{"0", "12345678901", "24691357802", "37037036703", "49382715604"}[i], 1+i%5, i, i)
		salt, err := hex.DecodeString(fmt.Sprintf("%064x", i))
		if err != nil {
			t.Fatal(err)
		}
		leaf[i] = sum([]byte{0}, salt, []byte(body))
	}
	one := []byte{1}
	n01, n23 := sum(one, leaf[0], leaf[1]), sum(one, leaf[2], leaf[3])
	for n, want := range map[int][]byte{
		0: sum(nil), 1: leaf[0], 2: n01, 3: sum(one, n01, leaf[2]), 4: sum(one, n01, n23), 5: sum(one, sum(one, n01, n23), leaf[4]),
	} {
		got, err := truth.Root(facts[:n])
		if err != nil || got.String() != hex.EncodeToString(want) {
			t.Errorf("%d facts: root %s (%v), want %x", n, got, err, want)
		}
	}
}

// Every fact bears every member that formats.md §2 names, and a hop three more.
func TestMembers(t *testing.T) {
	always := []string{"id", "kind", "type", "subject", "predicate", "object", "selectors", "difficulty", "visible_from", "proof", "innocent", "saga", "step", "cause", "salt"}
	for kind, want := range map[truth.Kind][]string{truth.Label: always, truth.Hop: append([]string{"txid", "vout", "amount_sat"}, always...)} {
		text, err := truth.Canonical(truth.Fact{ID: "f1", Kind: kind})
		if err != nil {
			t.Fatal(err)
		}
		var members map[string]any
		if err := json.Unmarshal(text, &members); err != nil {
			t.Fatal(err)
		}
		for _, name := range want {
			if v, ok := members[name]; !ok || v == nil {
				t.Errorf("a %s without %s: %s", kind, name, text)
			}
		}
		if len(members) != len(want) {
			t.Errorf("a %s has %d members, want %d: %s", kind, len(members), len(want), text)
		}
	}
}

// A fact is written as the library for RFC 8785 writes it, whatever is in it.
func TestLines(t *testing.T) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for _, f := range []truth.Fact{
		{ID: "e", Kind: truth.Entity, Type: "wallet", Selectors: []truth.Selector{{Kind: "handle", Platform: "chatterly", Value: "@ä\"<&>\u2028"}, {Kind: "wallet", Value: "x"}}, VisibleFrom: at},
		{ID: "h0", Kind: truth.Hop, VisibleFrom: at.Add(time.Millisecond)},
		{ID: "h1", Kind: truth.Hop, TxID: "ab", Vout: 3, AmountSat: 21_000_000 * 100_000_000, VisibleFrom: at},
		{ID: "h2", Kind: truth.Hop, Tx: "0xab", Amount: 1_600_000_000, VisibleFrom: at},
		{ID: "h3", Kind: truth.Hop, Tx: "0xab", LogIndex: 2, Amount: 1, TxID: "of the other ledger", Vout: 1, AmountSat: 5, VisibleFrom: at},
		{ID: "v", Kind: truth.Event, TxID: "of no hop", AmountSat: 1, Role: "fan-in", Innocent: true, Difficulty: 4, Saga: "s", Step: "\t\x01", Cause: "c", Proof: []string{"a#1", "b#2"}, VisibleFrom: at},
	} {
		f.Salt = strings.Repeat("0f", 32)
		text, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		want, err := jcs.Transform(text)
		if err != nil {
			t.Fatal(err)
		}
		var plain bytes.Buffer
		if err := truth.Write(&plain, truth.Header{Format: 1}, []truth.Fact{f}); err != nil {
			t.Fatal(err)
		}
		if _, got, _ := strings.Cut(plain.String(), "\n"); got != string(want)+"\n" {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
	if err := truth.Write(io.Discard, truth.Header{}, []truth.Fact{{Cause: "\xff"}}); err == nil {
		t.Error("a fact of broken UTF-8 is written")
	}
}

func TestProofs(t *testing.T) {
	for _, n := range []int{1, 2, 3, 7, 12, 33} {
		var facts []truth.Fact
		for i := range n {
			facts = append(facts, fact(i, "x"))
		}
		root, err := truth.Root(facts)
		if err != nil {
			t.Fatal(err)
		}
		for i := range n {
			way, err := truth.Prove(facts, i)
			if err != nil {
				t.Fatal(err)
			}
			if !truth.Proves(facts[i], way, root) {
				t.Errorf("fact %d of %d is not proved", i, n)
			}
			changed := facts[i]
			changed.Object = "y"
			if truth.Proves(changed, way, root) || n > 1 && truth.Proves(facts[(i+1)%n], way, root) {
				t.Errorf("fact %d of %d: the proof takes another fact", i, n)
			}
		}
	}
	if _, err := truth.Prove(nil, 0); err == nil {
		t.Error("a fact of an empty truth was proved")
	}
}

// Any age implementation opens a sealed truth, and seals one that we open.
func TestSealWithAge(t *testing.T) {
	bin := toolbin.Find(t, "age")
	dir := t.TempDir()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	key := filepath.Join(dir, "key")
	if err := os.WriteFile(key, []byte(id.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	head := truth.Header{Format: 1, Scenario: "blue-lantern", Variant: "team-a", Seed: strings.Repeat("0", 32), SeedSalt: strings.Repeat("1", 64)}
	facts := []truth.Fact{fact(1, "ü"), fact(2, "<b>")}
	var plain, sealed bytes.Buffer
	if err := truth.Write(&plain, head, facts); err != nil {
		t.Fatal(err)
	}
	if err := truth.Seal(&sealed, head, facts, id.Recipient()); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(bin, "-d", "-i", key)
	cmd.Stdin = bytes.NewReader(sealed.Bytes())
	got, err := cmd.Output()
	if err != nil || !bytes.Equal(got, plain.Bytes()) {
		t.Fatalf("age -d: %v\n%s\nwant\n%s", err, got, plain.Bytes())
	}
	cmd = exec.Command(bin, "-r", id.Recipient().String())
	cmd.Stdin = bytes.NewReader(plain.Bytes())
	theirs, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	h, back, err := truth.Open(bytes.NewReader(theirs), id)
	if err != nil || h != head || len(back) != 2 || back[0].Object != "ü" {
		t.Errorf("opened %+v, %+v, %v", h, back, err)
	}
	other, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	var none *age.NoIdentityMatchError
	if _, _, err := truth.Open(bytes.NewReader(sealed.Bytes()), other); !errors.As(err, &none) {
		t.Errorf("a wrong key gives %v", err)
	}
}

func TestReadRefuses(t *testing.T) {
	head := `{"format":1,"scenario":"s","seed":"","seed_salt":"","variant":"v"}` + "\n"
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "is empty"},
		{"another format", strings.Replace(head, ":1,", ":2,", 1), "line 1: format 2"},
		{"an unknown member", head + `{"colour":"red"}` + "\n", "line 2"},
		{"spaces", head + `{ "difficulty":1}` + "\n", "line 2: is not canonical"},
		{"no JSON", head + "x\n", "line 2"},
	} {
		if _, _, err := truth.Read(strings.NewReader(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

// The commitment, from the words of formats.md.
func TestCommitment(t *testing.T) {
	salt, seed := [32]byte{7}, [16]byte{9}
	want := sha256.Sum256(bytes.Join([][]byte{[]byte("radar-seed"), salt[:], seed[:]}, nil))
	if got := truth.Commitment(salt, seed); got != hex.EncodeToString(want[:]) {
		t.Errorf("%s, want %x", got, want)
	}
}
