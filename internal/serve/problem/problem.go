// Package problem answers requests that cannot be met, as RFC 9457 has it. In: a status and the findings that say
// why. Out: application/problem+json with the first finding's code and sentence, and all of them as errors[], in the
// language the caller reads.
package problem

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
)

// Type is the media type of a problem.
const Type = "application/problem+json"

// Problem is the body of an answer.
type Problem struct {
	Type   string       `json:"type"`
	Title  string       `json:"title"`
	Status int          `json:"status"`
	Detail string       `json:"detail"`
	Code   string       `json:"code"`
	Errors finding.List `json:"errors"`
}

// Error is a refusal on its way to an answer.
type Error struct {
	Status   int
	Findings finding.List // at least one
}

func (e *Error) Error() string { return e.Findings.String() }

// New is a refusal with one finding.
func New(status int, f finding.Finding) *Error {
	return &Error{Status: status, Findings: finding.List{f}}
}

// English says whether the caller wants to read English: ?lang= first, then Accept-Language; Chinese if neither says.
func English(r *http.Request) bool {
	if lang := r.URL.Query().Get("lang"); lang != "" {
		return lang == "en"
	}
	for part := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		switch tag, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(part)), "-"); {
		case strings.HasPrefix(tag, "zh"):
			return false
		case strings.HasPrefix(tag, "en"):
			return true
		}
	}
	return false
}

// Write answers r with e. The title is the name of the code in the registry.
func Write(w http.ResponseWriter, r *http.Request, e *Error) {
	first := e.Findings[0]
	entry, _ := finding.Lookup(first.Code)
	p := Problem{Type: "urn:gongbiao:problem:" + first.Code, Title: entry.Name, Status: e.Status, Detail: first.Message,
		Code: first.Code, Errors: e.Findings}
	h := w.Header()
	h.Set("Content-Language", "zh-CN")
	if English(r) {
		h.Set("Content-Language", "en")
		p.Title, p.Detail, p.Errors = entry.English, first.InEnglish(), e.Findings.ForEnglish()
	}
	h.Set("Content-Type", Type)
	h.Set("Cache-Control", "no-store")
	h.Del("ETag")
	w.WriteHeader(e.Status)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(p) // the caller has gone: nobody is left to tell
}
