// Package signed knows the signatures that ssh-keygen -Y sign makes of a list of checksums. In: the list, the
// signature. Out: the key that made it, or why it is none. Anybody who has OpenSSH can check the same without us:
//
//	ssh-keygen -Y verify -n gongbiao -f allowed -I gongbiao -s SHA256SUMS.sig < SHA256SUMS
package signed

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/binary"
	"encoding/pem"
	"errors"
	"strings"
)

const (
	namespace = "gongbiao" // a signature for another purpose counts for nothing here
	magic     = "SSHSIG"
	kind      = "ssh-ed25519"
	hash      = "sha512"
	block     = "SSH SIGNATURE"
)

// Message is what is signed for a list (PROTOCOL.sshsig of OpenSSH).
func Message(list []byte) []byte {
	sum := sha512.Sum512(list)
	b := []byte(magic)
	b = text(b, namespace)
	b = text(b, "")
	b = text(b, hash)
	return text(b, string(sum[:]))
}

// Armor is the file that holds a signature.
func Armor(key ed25519.PublicKey, signature []byte) []byte {
	b := binary.BigEndian.AppendUint32([]byte(magic), 1)
	b = text(b, string(wire(key)))
	b = text(b, namespace)
	b = text(b, "")
	b = text(b, hash)
	b = text(b, string(text(text(nil, kind), string(signature))))
	return pem.EncodeToMemory(&pem.Block{Type: block, Bytes: b})
}

// Verify gives the key that signed the list.
func Verify(list, armored []byte) (ed25519.PublicKey, error) {
	p, _ := pem.Decode(armored)
	if p == nil || p.Type != block {
		return nil, errors.New("not a signature of ssh-keygen")
	}
	rest, ok := bytes.CutPrefix(p.Bytes, []byte(magic))
	if !ok || len(rest) < 4 || binary.BigEndian.Uint32(rest) != 1 {
		return nil, errors.New("not a signature of ssh-keygen, version 1")
	}
	var part [5]string // key, namespace, reserved, hash, signature
	if !cut(rest[4:], part[:]) {
		return nil, errors.New("the signature is cut off")
	}
	var key, sig [2]string
	if !cut([]byte(part[0]), key[:]) || !cut([]byte(part[4]), sig[:]) || key[0] != kind || sig[0] != kind || len(key[1]) != ed25519.PublicKeySize {
		return nil, errors.New("not a signature by an ed25519 key")
	}
	if part[1] != namespace || part[3] != hash {
		return nil, errors.New("a signature for another purpose")
	}
	public := ed25519.PublicKey(key[1])
	if !ed25519.Verify(public, Message(list), []byte(sig[1])) {
		return nil, errors.New("the list was changed after it was signed")
	}
	return public, nil
}

// ParseKey reads the line of a public key as ssh-keygen writes it.
func ParseKey(line string) (ed25519.PublicKey, error) {
	f := strings.Fields(line)
	if len(f) < 2 || f[0] != kind {
		return nil, errors.New("no line of an ssh-ed25519 key")
	}
	data, err := base64.StdEncoding.DecodeString(f[1])
	var part [2]string
	if err != nil || !cut(data, part[:]) || part[0] != kind || len(part[1]) != ed25519.PublicKeySize {
		return nil, errors.New("no line of an ssh-ed25519 key")
	}
	return ed25519.PublicKey(part[1]), nil
}

// Fingerprint is a key as ssh-keygen -l shows it.
func Fingerprint(key ed25519.PublicKey) string {
	sum := sha256.Sum256(wire(key))
	return "SHA256:" + base64.RawStdEncoding.EncodeToString(sum[:])
}

func wire(key ed25519.PublicKey) []byte { return text(text(nil, kind), string(key)) }

// text appends a string as the protocol of SSH has it: its length in four bytes before it.
func text(b []byte, s string) []byte {
	return append(binary.BigEndian.AppendUint32(b, uint32(len(s))), s...)
}

// cut reads as many strings as there are places for, and nothing must follow.
func cut(b []byte, into []string) bool {
	for i := range into {
		if len(b) < 4 {
			return false
		}
		n := binary.BigEndian.Uint32(b)
		if uint64(n) > uint64(len(b)-4) {
			return false
		}
		into[i], b = string(b[4:4+n]), b[4+n:]
	}
	return len(b) == 0
}
