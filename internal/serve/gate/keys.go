package gate

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
)

// A token is 256 random bits of our own making, so its plain SHA-256 tells nobody anything: there is nothing to guess
// that a slow or salted hash would make dearer (docs/decisions/0045). Tokens that people think up are refused by their
// form.
const (
	tokenHead = "gb1_"
	tokenBits = 256
)

// byProxy stands in place of a hash: this name comes by the proxy's header only.
const byProxy = "-"

// Keys are those who may come in.
type Keys struct{ list []entry }

type entry struct {
	Identity
	hash  []byte // SHA-256 of the token; nil: by the proxy's word only
	until string // the day after which the token counts no more, 2026-12-31; empty: none
}

// NewToken makes a token for name and the line of the file that lets it in.
func NewToken(id Identity, until string) (token, line string) {
	b := make([]byte, tokenBits/8)
	_, _ = rand.Read(b) // never fails
	token = tokenHead + base64.RawURLEncoding.EncodeToString(b)
	fields := []string{id.Name}
	if id.Layouts {
		fields = append(fields, "layouts")
	}
	if until != "" {
		fields = append(fields, "until="+until)
	}
	sum := sha256.Sum256([]byte(token))
	return token, strings.Join(append(fields, "sha256:"+hex.EncodeToString(sum[:])), " ")
}

// GoodName says whether a name can stand in the file.
func GoodName(name string) bool {
	return name != "" && len(name) <= 100 && !strings.ContainsAny(name, "#\"") && strings.Join(strings.Fields(name), "") == name
}

// ParseKeys reads the file of keys, a line each: name, rights, hash. What is wrong is a *finding.DataError.
func ParseKeys(file string, text []byte) (*Keys, error) {
	k := &Keys{}
	var wrong finding.List
	seen := map[string]bool{}
	n := 0
	for line := range strings.Lines(strings.TrimPrefix(string(text), "\uFEFF")) {
		n++
		line, _, _ = strings.Cut(line, "#")
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		e, what, english := parseKey(fields)
		if what == "" && seen[string(e.hash)] && e.hash != nil {
			what, english = "这个口令在前面已有一行", "the token has a line above"
		}
		if what != "" {
			wrong = append(wrong, finding.Finding{Code: "SERVE-KEYS", Pos: finding.Pos{File: file, Line: n},
				Message: "口令文件的这一行不对：" + what + "。", English: english,
				Hint: "每行：名称 [layouts] [until=2026-12-31] sha256:…，用 gongbiao serve token 名称 生成"})
			continue
		}
		seen[string(e.hash)] = true
		k.list = append(k.list, e)
	}
	if len(k.list) == 0 && len(wrong) == 0 {
		wrong = finding.List{{Code: "SERVE-KEYS", Pos: finding.Pos{File: file}, Message: "口令文件里一行也没有，谁也进不来。",
			English: "no line in the file of tokens: nobody could come in", Hint: "用 gongbiao serve token 名称 生成一行"}}
	}
	return k, wrong.AsData()
}

// parseKey reads one line; what and english say what is wrong with it.
func parseKey(fields []string) (e entry, what, english string) {
	e.Name = fields[0]
	last := fields[len(fields)-1]
	for _, f := range fields[1:max(len(fields)-1, 1)] {
		day, dated := strings.CutPrefix(f, "until=")
		switch {
		case f == "layouts":
			e.Layouts = true
		case dated && len(day) == len("2026-12-31") && strings.Trim(day, "0123456789-") == "":
			e.until = day
		default:
			return e, fmt.Sprintf("不认得“%s”", f), fmt.Sprintf("%q is not known", f)
		}
	}
	if len(fields) > 1 && last == byProxy && GoodName(e.Name) {
		return e, "", ""
	}
	text, ok := strings.CutPrefix(last, "sha256:")
	hash, err := hex.DecodeString(text)
	if len(fields) < 2 || !ok || err != nil || len(hash) != sha256.Size || !GoodName(e.Name) {
		return e, "末尾应是 sha256: 和 64 个十六进制数字", "it must end in sha256: and 64 hexadecimal digits"
	}
	e.hash = hash
	return e, "", ""
}

// find is who a token belongs to. Every line is looked at whatever the others say, so that the time tells nothing.
func (k *Keys) find(token, today string) (id Identity, hash string, ok bool) {
	if len(token) != len(tokenHead)+base64.RawURLEncoding.EncodedLen(tokenBits/8) || !strings.HasPrefix(token, tokenHead) {
		return id, "", false
	}
	sum := sha256.Sum256([]byte(token))
	return k.hashed(sum[:], today)
}

func (k *Keys) hashed(sum []byte, today string) (id Identity, hash string, ok bool) {
	for _, e := range k.list {
		if subtle.ConstantTimeCompare(e.hash, sum) == 1 && (e.until == "" || today <= e.until) {
			id, hash, ok = e.Identity, string(e.hash), true
		}
	}
	return id, hash, ok
}

// named is what the file says of somebody whom a proxy has let in.
func (k *Keys) named(name string) Identity {
	for _, e := range k.list {
		if e.Name == name && e.hash == nil {
			return e.Identity
		}
	}
	return Identity{Name: name}
}
