package doctor

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gongbiao/gongbiao/internal/signed"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Verify holds an install against the signed list that came with it. trusted is the key the user trusts; without one
// the key that signed is told, to be compared by a person.
func (r *Report) Verify(exe string, trusted ed25519.PublicKey) {
	dir := filepath.Dir(exe)
	list, base := filepath.Join(dir, "SHA256SUMS"), dir
	text, err := os.ReadFile(list)
	if errors.Is(err, fs.ErrNotExist) { // a package puts the program into bin and the list beside
		base = filepath.Dir(dir)
		list = filepath.Join(base, "share", "gongbiao", "SHA256SUMS")
		text, err = os.ReadFile(list)
	}
	if err != nil {
		r.find(finding.Finding{Code: "INSTALL-LIST", Severity: finding.Error, Pos: finding.Pos{File: list}, Message: "没有随程序来的清单，核对不了。",
			English: "the list that comes with the program is not there: nothing can be verified.", Hint: "用发布的压缩包或安装包重新安装"})
		return
	}
	r.signature(list, text, trusted)
	r.files(exe, base, list, string(text))
}

func (r *Report) signature(list string, text []byte, trusted ed25519.PublicKey) {
	fail := func(message, english string) {
		r.find(finding.Finding{Code: "INSTALL-SIGNATURE", Severity: finding.Error, Pos: finding.Pos{File: list}, Message: message, English: english,
			Hint: "从发布的地方重新下载，核对公钥"})
	}
	sig, err := os.ReadFile(list + ".sig")
	if err != nil {
		fail("清单没有签名：不知道是谁做的。", "the list is not signed: nobody knows who made it.")
		return
	}
	key, err := signed.Verify(text, sig)
	switch {
	case err != nil:
		fail("清单的签名不对：清单被改过，或签名不是它的。", "the signature of the list is wrong: "+err.Error()+".")
	case trusted != nil && !trusted.Equal(key):
		fail("清单是另一个公钥签的："+signed.Fingerprint(key)+"。", "another key has signed the list: "+signed.Fingerprint(key)+".")
	default:
		r.fact("签名", "signed by", "%s", signed.Fingerprint(key))
	}
}

// files holds every file of the list, and sees that the program that runs is one of them.
func (r *Report) files(exe, base, list, text string) {
	self, err := os.Stat(exe)
	listed, good := false, 0
	for line := range strings.Lines(text) {
		want, name, ok := strings.Cut(strings.TrimSpace(line), "  ")
		if !ok || !filepath.IsLocal(filepath.FromSlash(name)) {
			continue
		}
		path := filepath.Join(base, filepath.FromSlash(name))
		got, info := sum(path)
		listed = listed || err == nil && info != nil && os.SameFile(self, info)
		switch got {
		case want:
			good++
		case "":
			r.find(finding.Finding{Code: "INSTALL-FILE", Severity: finding.Error, Pos: finding.Pos{File: path}, Message: "清单里有，这里没有或读不了。",
				English: "the list has this file, and it is not here or cannot be read.", Hint: "重新安装"})
		default:
			r.find(finding.Finding{Code: "INSTALL-FILE", Severity: finding.Error, Pos: finding.Pos{File: path}, Message: "与清单不符：文件被改过。",
				English: "this file is not the one of the list: it was changed.", Hint: "重新安装；不是自己改的请查是谁改的"})
		}
	}
	r.fact("与清单相符", "files as listed", "%d", good)
	if !listed {
		r.find(finding.Finding{Code: "INSTALL-LIST", Severity: finding.Error, Pos: finding.Pos{File: list}, Message: "正在运行的程序不在清单里。",
			English: "the program that runs is not in the list.", Hint: "清单是别的安装的；用发布的压缩包或安装包重新安装"})
	}
}

// sum is the digest of a file; empty: it cannot be read.
func sum(path string) (string, fs.FileInfo) {
	f, err := os.Open(path)
	if err != nil {
		return "", nil
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", nil
	}
	info, _ := f.Stat() // the file is open
	return hex.EncodeToString(h.Sum(nil)), info
}
