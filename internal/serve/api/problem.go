package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// refusal is a request that cannot be answered, with what to say in both languages.
func refusal(status int, code, chinese, english string) *problem.Error {
	return problem.New(status, finding.Finding{Code: code, Message: chinese, English: english})
}

// parameter is a refusal of a parameter.
func parameter(chinese, english string, args ...any) *problem.Error {
	return refusal(http.StatusBadRequest, "REQUEST-PARAMETER", fmt.Sprintf(chinese, args...), fmt.Sprintf(english, args...))
}

// asProblem says of an error whose fault it is.
func asProblem(err error) *problem.Error {
	var own *problem.Error
	var large *http.MaxBytesError
	var wrong *finding.DataError
	var layout *finding.TemplateError
	var stopped *render.Stopped
	switch {
	case errors.As(err, &own):
		return own
	case errors.As(err, &large):
		return refusal(http.StatusRequestEntityTooLarge, "REQUEST-SIZE", fmt.Sprintf("请求超过 %d 字节", large.Limit),
			fmt.Sprintf("the request is larger than %d bytes", large.Limit))
	case errors.As(err, &wrong) && len(wrong.List) > 0:
		return &problem.Error{Status: http.StatusUnprocessableEntity, Findings: wrong.List}
	case errors.As(err, &layout) && len(layout.List) > 0:
		if layout.List[0].Code == unknownLayout {
			return &problem.Error{Status: http.StatusNotFound, Findings: layout.List}
		}
		return &problem.Error{Status: http.StatusUnprocessableEntity, Findings: layout.List}
	case errors.As(err, &stopped), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return refusal(http.StatusServiceUnavailable, "REQUEST-TIME", "没有在限定的时间内做完", "it was not done in the time allowed")
	}
	return refusal(http.StatusInternalServerError, "INTERNAL", "程序内部错误", "an error inside the program")
}

// unknownLayout is the code of a layout that is not there.
const unknownLayout = "LAYOUT-UNKNOWN"

// refuse answers with a problem.
func (x *request) refuse(err error) { problem.Write(x.w, x.Request, asProblem(err)) }
