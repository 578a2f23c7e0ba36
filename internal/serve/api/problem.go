package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// Problem is what went wrong, as RFC 9457 has it. Its errors are findings, as everywhere else.
type Problem struct {
	Type   string       `json:"type"` // urn:gongbiao:problem:CODE
	Title  string       `json:"title"`
	Status int          `json:"status"`
	Detail string       `json:"detail,omitempty"`
	Code   string       `json:"code"`
	Errors finding.List `json:"errors,omitempty"`
}

// refused is a request that cannot be answered: whose fault it is, and what to say in both languages.
type refused struct {
	status           int
	code             string
	chinese, english string
	errors           finding.List
}

func (r *refused) Error() string   { return r.chinese }
func (r *refused) English() string { return r.english }

func refusal(status int, code, chinese, english string) *refused {
	return &refused{status: status, code: code, chinese: chinese, english: english}
}

// refusedFor is a refusal with findings.
func refusedFor(status int, code, chinese, english string, l finding.List) *refused {
	return &refused{status, code, chinese, english, l}
}

// asRefused says of an error whose fault it is.
func asRefused(err error) *refused {
	var own *refused
	var large *http.MaxBytesError
	var wrong *finding.DataError
	var layout *finding.TemplateError
	var stopped *render.Stopped
	switch {
	case errors.As(err, &own):
		return own
	case errors.As(err, &large):
		return refusal(http.StatusRequestEntityTooLarge, "REQUEST-SIZE", "请求太大", "the request is too large")
	case errors.As(err, &wrong):
		return refusedFor(http.StatusUnprocessableEntity, "RECORD", "记录有错，见 errors", "the record is wrong, see errors", wrong.List)
	case errors.As(err, &layout):
		if len(layout.List) > 0 && layout.List[0].Code == "LAYOUT-UNKNOWN" {
			return refusedFor(http.StatusNotFound, "LAYOUT-NOT-FOUND", "没有这个版式", "there is no such layout", layout.List)
		}
		return refusedFor(http.StatusUnprocessableEntity, "LAYOUT", "版式或选项不对，见 errors", "the layout or an option is wrong, see errors", layout.List)
	case errors.As(err, &stopped), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return refusal(http.StatusServiceUnavailable, "TIME", "没有在限定的时间内做完", "it was not done in the time allowed")
	}
	return refusal(http.StatusInternalServerError, "INTERNAL", "程序内部错误", "an error of the program")
}

// problem is the refusal in a language.
func (r *refused) problem(lang string) Problem {
	p := Problem{Type: "urn:gongbiao:problem:" + r.code, Title: r.chinese, Status: r.status, Code: r.code, Errors: r.errors}
	if lang == "en" {
		p.Title = r.english
	}
	if len(r.errors) > 0 {
		if p.Detail = r.errors.String(); lang == "en" {
			p.Detail = r.errors.English()
		}
	}
	return p
}

// refuse answers with a problem.
func (x *request) refuse(err error) {
	r := asRefused(err)
	body, err := json.Marshal(r.problem(x.lang))
	if err != nil {
		panic(err) // plain structs
	}
	h := x.w.Header()
	h.Del("ETag")
	h.Set("Content-Type", "application/problem+json")
	h.Set("Cache-Control", "no-store")
	x.w.WriteHeader(r.status)
	_, _ = x.w.Write(body) // whoever asked has gone
}
