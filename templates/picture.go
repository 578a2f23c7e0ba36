package templates

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/gongbiao/gongbiao/internal/notation"
	pictures "github.com/gongbiao/gongbiao/internal/picture"
	"github.com/gongbiao/gongbiao/model/grid"
)

// picture reads a picture that lies beside the layout; one of the record is not there yet.
func (c *compiler) picture(q notation.Piece) *grid.Picture {
	if q.From != "" {
		return nil
	}
	name := q.Text
	if c.l.files.fsys == nil || !fs.ValidPath(name) || strings.Contains(name, `\`) || path.Base(name) == "." {
		c.Errorf(q.Inner, "LAYOUT-PICTURE", "只写与版式同在一个文件夹里的文件名", "图“%s”不能用", name)
		return nil
	}
	fsys, full, ok := c.l.files.lookup(name)
	if !ok {
		c.Errorf(q.Inner, "LAYOUT-PICTURE", "图和版式放在同一个文件夹", "找不到图“%s”", name)
		return nil
	}
	if info, err := fs.Stat(fsys, full); err == nil && info.Size() > pictures.MaxBytes {
		c.Errorf(q.Inner, "LAYOUT-PICTURE", "", "图“%s”超过 %d 字节", name, pictures.MaxBytes)
		return nil
	}
	data, err := fs.ReadFile(fsys, full)
	if err != nil {
		c.Errorf(q.Inner, "LAYOUT-PICTURE", "", "读不了图“%s”：%v", name, err)
		return nil
	}
	if !pictures.Known(data) {
		c.Errorf(q.Inner, "LAYOUT-PICTURE", "", "图“%s”不是 PNG 或 JPEG", name)
		return nil
	}
	if err := pictures.Whole(data, pictures.MaxLayout); err != nil {
		if large := (*pictures.Large)(nil); errors.As(err, &large) {
			c.Errorf(q.Inner, "LAYOUT-PICTURE", "用画图软件缩小，另存一次", "图“%s”太大：%v", name, err)
			return nil
		}
		c.Errorf(q.Inner, "LAYOUT-PICTURE", "用画图软件打开，另存一次", "图“%s”不完整或有损坏：%v", name, err)
		return nil
	}
	alt := q.Choice
	if alt == "" {
		alt = strings.TrimSuffix(path.Base(name), path.Ext(name))
	}
	return &grid.Picture{Data: data, Width: q.Width, Height: q.Height, Alt: alt}
}
