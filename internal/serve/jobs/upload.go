package jobs

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/outname"
	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/model/finding"
)

// recordsName is what records in a body of JSON are called.
const recordsName = "records.json"

// maxField is what a field of a form may have that is no file.
const maxField = 1 << 20

// upload is a request being put into a folder.
type upload struct {
	order  Order
	names  outname.Names
	most   int // files
	count  int
	beside []string  // parts whose files go into Order.Beside
	sum    hash.Hash // of the content, whatever the boundaries between the parts
}

// take reads a request into dir. print tells equal contents. Errors of the caller's are *problem.Error.
func (s *Store) take(r *http.Request, dir string) (o Order, print string, err error) {
	u := &upload{names: outname.Names{}, most: s.Files, beside: s.Beside, sum: sha256.New()}
	u.order.Beside = map[string][]string{}
	u.order.In, u.order.Out = filepath.Join(dir, "in"), filepath.Join(dir, "out")
	if err := os.Mkdir(u.order.In, 0o700); err != nil {
		return o, "", err
	}
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case err == nil && kind == "multipart/form-data" && params["boundary"] != "":
		err = u.parts(multipart.NewReader(r.Body, params["boundary"]))
	case err == nil && kind == "application/json":
		err = u.json(r.Body)
	default:
		err = malformed("内容应是 multipart/form-data 或 application/json", "the content must be multipart/form-data or application/json")
	}
	if err != nil {
		return o, "", err
	}
	if len(u.order.Files)+len(u.order.Beside) == 0 {
		return o, "", malformed("没有文件，也没有记录", "there is no file and no record")
	}
	u.add("kind", []byte(u.order.Kind))
	u.add("options", u.order.Options)
	return u.order, hex.EncodeToString(u.sum.Sum(nil)), nil
}

func malformed(message, english string) error {
	return problem.New(http.StatusBadRequest, finding.Finding{Code: "UPLOAD-FORM", Message: message + "。", English: english})
}

// add takes a piece of the content into the sum, with its length, so that no two contents look alike.
func (u *upload) add(name string, data []byte) {
	fmt.Fprintf(u.sum, "%d:%s%d:", len(name), name, len(data))
	u.sum.Write(data)
}

// json takes an order whose records are in it.
func (u *upload) json(body io.Reader) error {
	var in struct {
		Kind    string
		Options json.RawMessage
		Records json.RawMessage
	}
	text, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil {
		return malformed("JSON 读不懂，应是 {kind, options, records}", "the JSON cannot be read; it must be {kind, options, records}")
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return malformed("JSON 后面还有内容", "something stands behind the JSON")
	}
	u.order.Kind, u.order.Options = in.Kind, in.Options
	if len(in.Records) == 0 || in.Records[0] != '[' && in.Records[0] != '{' {
		return malformed("records 应是记录的列表", "records must be a list of records")
	}
	return u.file("file", recordsName, bytes.NewReader(in.Records)) // as they were sent, to the character
}

// parts takes the parts of a form.
func (u *upload) parts(m *multipart.Reader) error {
	for {
		p, err := m.NextRawPart() // as it is: no encoding is undone
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return malformed("multipart 写得不完整，或一个部分的头太大", "the multipart content is malformed, or a part has too large a head")
		}
		_, params, err := mime.ParseMediaType(p.Header.Get("Content-Disposition"))
		if err != nil {
			return malformed("一个部分没有说它是什么（Content-Disposition）", "a part does not say what it is (Content-Disposition)")
		}
		if name, is := params["filename"]; is {
			if err := u.file(params["name"], name, p); err != nil {
				return err
			}
			continue
		}
		text, err := io.ReadAll(io.LimitReader(p, maxField+1))
		switch {
		case err != nil || len(text) > maxField:
			return malformed("一个不是文件的部分太大或不完整", "a part that is no file is too large or cut off")
		case params["name"] == "kind":
			u.order.Kind = string(text)
		case params["name"] == "options":
			u.order.Options = text
		case params["name"] == "records":
			if err := u.file("file", recordsName, bytes.NewReader(text)); err != nil {
				return err
			}
		default:
			return malformed("不认得这个部分；可用的是 kind、options、records 和文件", "a part is not known; there are kind, options, records and files")
		}
	}
}

// file puts the file of a part into the folder.
func (u *upload) file(part, name string, in io.Reader) error {
	if u.count == u.most {
		return problem.New(http.StatusRequestEntityTooLarge, finding.Finding{Code: "UPLOAD-FILES",
			Message: fmt.Sprintf("文件超过 %d 个。", u.most), English: fmt.Sprintf("more than %d files", u.most),
			Hint: "分几次上传，或把记录合成一个 JSON Lines 文件"})
	}
	if !outname.Alone(name) {
		return problem.New(http.StatusBadRequest, finding.Finding{Code: "UPLOAD-NAME",
			Message: "有一个文件的名称不能用：只写文件本身的名称，不带路径。", English: "the name of a file cannot be used: give the name alone, without a path"})
	}
	name = outname.Clean(name)
	ext := filepath.Ext(name)
	name = u.names.Take(strings.TrimSuffix(name, ext), func(string) bool { return true }) + ext // two of a name: both stay
	f, err := os.OpenFile(filepath.Join(u.order.In, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	own := sha256.New()
	if _, err := io.Copy(io.MultiWriter(f, own), in); err != nil {
		return malformed("一个文件没有传完", "a file is cut off")
	}
	u.count++
	if slices.Contains(u.beside, part) {
		u.add("beside "+part, nil)
		u.order.Beside[part] = append(u.order.Beside[part], name)
	} else {
		u.order.Files = append(u.order.Files, name)
	}
	u.add(name, own.Sum(nil))
	return f.Close()
}
