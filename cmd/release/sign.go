package main

import (
	"crypto"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/crypto/ssh"

	"github.com/gongbiao/gongbiao/internal/signed"
)

// signer signs lists with a key from outside; nil does not sign.
type signer struct {
	key    ed25519.PrivateKey
	public string // a line as ssh-keygen writes it
}

// openSigner takes the key of ssh-keygen -t ed25519 that GONGBIAO_SIGNING_KEY names; its pass phrase, if it has one, is
// in GONGBIAO_SIGNING_PHRASE. Without a key it refuses, unless UNSIGNED=1 says that nothing shall be signed.
func openSigner(getenv func(string) string) (*signer, error) {
	file := getenv("GONGBIAO_SIGNING_KEY")
	if file == "" {
		if getenv("UNSIGNED") == "1" {
			return nil, nil
		}
		return nil, errors.New("no key to sign with: name one in GONGBIAO_SIGNING_KEY (ssh-keygen -t ed25519), or say UNSIGNED=1, which the names of all files then say")
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var key any
	if phrase := getenv("GONGBIAO_SIGNING_PHRASE"); phrase != "" {
		key, err = ssh.ParseRawPrivateKeyWithPassphrase(text, []byte(phrase))
	} else {
		key, err = ssh.ParseRawPrivateKey(text)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	private, ok := key.(*ed25519.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("%s: an ed25519 key is wanted, as ssh-keygen -t ed25519 makes it", file)
	}
	public, err := ssh.NewPublicKey(private.Public())
	if err != nil {
		return nil, err
	}
	return &signer{*private, strings.TrimSpace(string(ssh.MarshalAuthorizedKey(public))) + " gongbiao\n"}, nil
}

// sign is a signature as ssh-keygen -Y sign makes it.
func (s *signer) sign(list []byte) ([]byte, error) {
	sig, err := s.key.Sign(nil, signed.Message(list), crypto.Hash(0))
	if err != nil {
		return nil, err
	}
	return signed.Armor(s.key.Public().(ed25519.PublicKey), sig), nil
}

// list is the checksums of a tree, as sha256sum -c reads them.
func (t tree) list() []byte {
	var b strings.Builder
	for _, e := range t.sorted() {
		fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256(e.data), e.name)
	}
	return []byte(b.String())
}

// seal adds the list of a tree to it, under a name, with its signature and the key's public half.
func (t *tree) seal(s *signer, dir, strip string) error {
	relative := make(tree, len(*t))
	for i, e := range *t {
		e.name = strings.TrimPrefix(e.name, strip)
		relative[i] = e
	}
	list := relative.list()
	t.add(dir+"SHA256SUMS", 0o644, list)
	if s == nil {
		return nil
	}
	sig, err := s.sign(list)
	if err != nil {
		return err
	}
	t.add(dir+"SHA256SUMS.sig", 0o644, sig)
	t.add(dir+"gongbiao.pub", 0o644, []byte(s.public))
	return nil
}
