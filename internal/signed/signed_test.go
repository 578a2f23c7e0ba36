package signed

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func file(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What ssh-keygen signed is taken (testdata is its work), and nothing that differs from it in a byte.
func TestVerify(t *testing.T) {
	list, sig := file(t, "list"), file(t, "list.sig")
	want, err := ParseKey(string(file(t, "key.pub")))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Verify(list, sig)
	if err != nil || !got.Equal(want) {
		t.Errorf("key %x, %v; want %x", got, err, want)
	}
	if !strings.HasPrefix(Fingerprint(got), "SHA256:") || len(Fingerprint(got)) != 50 {
		t.Errorf("fingerprint %q", Fingerprint(got))
	}
	for i := range list {
		bad := bytes.Clone(list)
		bad[i] ^= 1
		if _, err := Verify(bad, sig); err == nil {
			t.Errorf("byte %d of the list was changed, and it is taken", i)
		}
	}
	if _, err := Verify(list, file(t, "other.sig")); err == nil || !strings.Contains(err.Error(), "another purpose") {
		t.Errorf("a signature for something else: %v", err)
	}
	for n := range sig {
		if _, err := Verify(list, sig[:n]); err == nil && n < len(sig)-1 {
			t.Errorf("a signature of %d of %d bytes is taken", n, len(sig))
		}
	}
}

// What we sign is taken, and is written as ssh-keygen writes it.
func TestArmor(t *testing.T) {
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
	list := file(t, "list")
	sig, err := key.Sign(nil, Message(list), crypto.Hash(0))
	if err != nil {
		t.Fatal(err)
	}
	armored := Armor(key.Public().(ed25519.PublicKey), sig)
	if got, err := Verify(list, armored); err != nil || !got.Equal(key.Public()) {
		t.Errorf("%v %v", got, err)
	}
	theirs := file(t, "list.sig")
	if a, b := bytes.Count(armored, []byte("\n")), bytes.Count(theirs, []byte("\n")); len(armored) < len(theirs)-10 || a == 0 || b == 0 {
		t.Errorf("%d bytes, theirs has %d", len(armored), len(theirs))
	}
}

func TestParseKey(t *testing.T) {
	for _, line := range []string{"", "ssh-rsa AAAA", "ssh-ed25519 !!", "ssh-ed25519 AAAA"} {
		if _, err := ParseKey(line); err == nil {
			t.Errorf("%q is taken", line)
		}
	}
}
