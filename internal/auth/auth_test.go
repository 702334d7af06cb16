package auth_test

import (
	"bytes"
	"context"
	"encoding/base32"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/auth"
	"github.com/osint-radar/academy/internal/training"
)

// RFC 6238, appendix B: the SHA-1 rows, cut to the last six digits.
func TestTOTPVectors(t *testing.T) {
	secret := base32.StdEncoding.EncodeToString([]byte("12345678901234567890"))
	for at, code := range map[int64]string{59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130"} {
		now := time.Unix(at, 0)
		step, ok := auth.CheckTOTP(secret, code, now)
		if !ok || step != at/30 {
			t.Errorf("%d: %s is refused (step %d)", at, code, step)
		}
		if _, ok := auth.CheckTOTP(secret, code[:3]+" "+code[3:], now.Add(30*time.Second)); !ok {
			t.Errorf("%d: refused in the next step", at)
		}
		if _, ok := auth.CheckTOTP(secret, code, now.Add(61*time.Second)); ok {
			t.Errorf("%d: taken two steps later", at)
		}
		for _, bad := range []string{"", "000000", "28708", "abcdef", code + "0"} {
			if _, ok := auth.CheckTOTP(secret, bad, now); ok {
				t.Errorf("%q is taken", bad)
			}
		}
	}
	if s := auth.NewTOTPSecret(); len(s) != 32 || s == auth.NewTOTPSecret() {
		t.Errorf("secret %q", s)
	}
	if a := auth.TOTPAddress("ABC", "a@b.example"); a != "otpauth://totp/RADAR%20Academy:a@b.example?digits=6&issuer=RADAR%20Academy&period=30&secret=ABC" {
		t.Error(a)
	}
}

// Both hashes were made by Python's argon2-cffi 25.1 over the reference
// implementation libargon2, one with our settings and one with others.
var passphraseVectors = map[string]string{
	"$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$gYJZtjEAJqjg26xdLmknq8/bB7MiWPrE9hsYuA+SkIU": "correct horse battery staple",
	"$argon2id$v=19$m=4096,t=3,p=4$c2FsdHNhbHRzYWx0c2FsdA$cRgrfxKRjVnTfwddX3NBCD8i4D0viRzvQNU7vfPyqHo":  "grâce à Dieu il pleut",
}

func TestPassphraseVectors(t *testing.T) {
	h := auth.NewHasher()
	for hash, pass := range passphraseVectors {
		if ok, err := h.Verify(t.Context(), hash, pass); !ok || err != nil {
			t.Errorf("%s: %v %v", hash, ok, err)
		}
		if ok, err := h.Verify(t.Context(), hash, pass+"x"); ok || err != nil {
			t.Errorf("%s takes another passphrase: %v", hash, err)
		}
	}
}

func TestPassphrase(t *testing.T) {
	h := auth.NewHasher()
	one, err := h.Hash(t.Context(), "grâce à Dieu il pleut")
	if err != nil {
		t.Fatal(err)
	}
	two, _ := h.Hash(t.Context(), "grâce à Dieu il pleut")
	if one == two || !strings.HasPrefix(one, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("%s\n%s", one, two)
	}
	// The same letters, composed and decomposed.
	if ok, err := h.Verify(t.Context(), one, "gra\u0302ce a\u0300 Dieu il pleut"); !ok || err != nil {
		t.Errorf("decomposed: %v %v", ok, err)
	}
	for _, pass := range []string{"", "\x00", "grâce à Dieu il pleut"} {
		if ok, err := h.Verify(t.Context(), "", pass); ok || err != nil {
			t.Errorf("no hash takes %q: %v", pass, err)
		}
	}
	for _, bad := range []string{"plain", "$argon2i$v=19$m=1,t=1,p=1$AA$AA", "$argon2id$v=19$m=99999999,t=1,p=1$AA$AA", "$argon2id$v=19$m=64,t=0,p=1$AA$AA", "$argon2id$v=19$m=64,t=1,p=1$!$AA"} {
		if ok, err := h.Verify(t.Context(), bad, "x"); ok || err == nil {
			t.Errorf("%s: %v %v", bad, ok, err)
		}
	}
	for _, bad := range []string{"", "elevenchars", strings.Repeat("é", 11), "aaaaaaaaaaaaaaaa", strings.Repeat("ab", 101), "Ana@Police.Example", "with\x00nul and more", "\xff\xfe with more of it"} {
		if err := auth.CheckPassphrase("passphrase", bad, "ana@police.example"); !errors.Is(err, training.ErrInvalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if err := auth.CheckPassphrase("passphrase", strings.Repeat("é", 11)+"a"); err != nil {
		t.Error(err)
	}
}

// Two passphrases are hashed at a time, known account or not. A third waits for a
// place, or until its request ends.
func TestTwoAtATime(t *testing.T) {
	h := auth.NewHasher()
	one, err := h.Hash(t.Context(), "four words that differ")
	if err != nil {
		t.Fatal(err)
	}
	leave, ok := h.Take()
	if _, second := h.Take(); !ok || !second {
		t.Fatal("there are no two places")
	}
	if _, third := h.Take(); third {
		t.Fatal("there is a third place")
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := h.Hash(gone, "four words that differ"); !errors.Is(err, training.ErrUnavailable) {
		t.Errorf("hashing in a third place: %v", err)
	}
	for _, stored := range []string{one, ""} {
		if _, err := h.Verify(gone, stored, "four words that differ"); !errors.Is(err, training.ErrUnavailable) {
			t.Errorf("checking %q in a third place: %v", stored, err)
		}
	}
	waited := make(chan error)
	go func() {
		_, err := h.Verify(t.Context(), one, "four words that differ")
		waited <- err
	}()
	leave()
	if err := <-waited; err != nil {
		t.Errorf("with a place again: %v", err)
	}
}

func TestSecrets(t *testing.T) {
	code := auth.NewCode()
	if len(code) != 29 || code == auth.NewCode() || strings.Count(code, "-") != 3 {
		t.Errorf("code %q", code)
	}
	for _, typed := range []string{strings.ToUpper(code), " " + code + "\n", strings.ReplaceAll(code, "-", ""), strings.ReplaceAll(code, "-", " ")} {
		if !bytes.Equal(auth.CodeDigest(typed), auth.CodeDigest(code)) {
			t.Errorf("%q is not %q", typed, code)
		}
	}
	tok := auth.NewToken()
	if len(tok) != 43 || tok == auth.NewToken() {
		t.Errorf("token %q", tok)
	}
	if !auth.CheckCSRF(tok, auth.CSRF(tok)) || auth.CheckCSRF(tok, auth.CSRF(auth.NewToken())) || auth.CheckCSRF(tok, "") || auth.CheckCSRF("", auth.CSRF("")) {
		t.Error("the form token is not bound to the session")
	}
}
