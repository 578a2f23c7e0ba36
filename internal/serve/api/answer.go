package api

import (
	"crypto/sha256"
	"encoding/hex"
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// bytes answers with a whole body. Its tag is the hash of its content, so that who has it already is told so.
func (x *request) bytes(kind string, body []byte) error {
	sum := sha256.Sum256(body)
	tag := `"` + hex.EncodeToString(sum[:16]) + `"`
	h := x.w.Header()
	h.Set("ETag", tag)
	h.Add("Vary", "Accept-Language")
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "private, no-cache")
	}
	if matches(x.Header.Get("If-None-Match"), tag) {
		x.w.WriteHeader(http.StatusNotModified)
		return nil
	}
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	x.w.WriteHeader(http.StatusOK)
	if x.Method != http.MethodHead {
		_, _ = x.w.Write(body) // whoever asked has gone
	}
	return nil
}

// matches says whether a tag is among those of If-None-Match.
func matches(list, tag string) bool {
	for t := range strings.SplitSeq(list, ",") {
		t = strings.TrimPrefix(strings.TrimSpace(t), "W/")
		if t == tag || t == "*" {
			return true
		}
	}
	return false
}

// named says what a file of the answer is called.
func (x *request) named(name string) {
	x.w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
}

// file answers with a file.
func (x *request) file(name, kind string, body []byte) error {
	x.named(name)
	return x.bytes(kind, body)
}

// number is a parameter that is a whole number, def when it is not there.
func (x *request) number(name string, def, least, most uint64) (uint64, error) {
	v := x.value(name)
	if v == "" {
		return def, nil
	}
	n, err := strconv.ParseUint(v, 10, 64)
	if err != nil || n < least || n > most {
		return 0, parameter("%s 应是 %d 到 %d 的整数", "%s must be a whole number from %d to %d", name, least, most)
	}
	return n, nil
}
