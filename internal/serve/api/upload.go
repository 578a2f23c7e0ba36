package api

import (
	"errors"
	"io"
	"mime"
	"net/http"

	"github.com/gongbiao/gongbiao/internal/outname"
)

// upload is a file that came with a request. Its name is for people; it leads to no file of this machine.
type upload struct {
	part string // of the form
	name string
	data []byte
}

// maxFiles is how many files a request brings at most.
const maxFiles = 1000

// files reads a request of files: their bytes, and the texts beside them by name.
func (x *request) files() (files []upload, beside map[string]string, err error) {
	kind, _, err := mime.ParseMediaType(x.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" {
		return nil, nil, refusal(http.StatusUnsupportedMediaType, "REQUEST-TYPE", "文件应作为 multipart/form-data 交来", "files come as multipart/form-data")
	}
	r, err := x.MultipartReader()
	if err != nil {
		return nil, nil, badUpload(err)
	}
	beside = map[string]string{}
	for n := 0; ; n++ {
		p, err := r.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, nil, badUpload(err)
		}
		if n == maxFiles {
			return nil, nil, refusal(http.StatusRequestEntityTooLarge, "REQUEST-FILES", "一次最多交 1000 个文件", "at most 1000 files at a time")
		}
		data, err := io.ReadAll(p)
		if err != nil {
			return nil, nil, badUpload(err)
		}
		if _, of, err := mime.ParseMediaType(p.Header.Get("Content-Disposition")); err == nil && of["filename"] != "" {
			if !outname.Alone(of["filename"]) { // p.FileName would give the end of a path
				return nil, nil, refusal(http.StatusBadRequest, "UPLOAD-NAME", "有一个文件的名称不能用：只写文件本身的名称，不带路径。",
					"the name of a file cannot be used: give the name alone, without a path")
			}
			files = append(files, upload{p.FormName(), of["filename"], data})
		} else {
			beside[p.FormName()] = string(data)
		}
	}
	if len(files) == 0 {
		return nil, nil, refusal(http.StatusBadRequest, "REQUEST-FILES", "没有交来文件", "no file has come")
	}
	return files, beside, nil
}

func badUpload(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return err
	}
	return refusal(http.StatusBadRequest, "REQUEST-FILES", "交来的文件读不出来："+err.Error(), "the files cannot be read: "+err.Error())
}
