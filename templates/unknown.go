package templates

import (
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/alike"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model/finding"
)

// unknown says that there is no such layout, which one is like it, and where one of one's own would have been looked
// for.
func (l *Library) unknown(id string) error {
	f, known := l.nearest(id)
	if name, _ := split(id); !known && !l.apart {
		if f.Hint != "" && !strings.HasSuffix(f.Hint, "？") {
			f.Hint += "；"
		}
		f.Hint += l.whereOwn(name)
	}
	return finding.List{f}.AsTemplate()
}

// nearest says that there is no such layout and which one is like it; known: only its version is not there.
func (l *Library) nearest(id string) (f finding.Finding, known bool) {
	name, version := split(id)
	var ids, versions []string
	for _, i := range l.List() {
		if !slices.Contains(ids, i.ID) {
			ids = append(ids, i.ID)
		}
		if i.ID == name {
			versions = append(versions, i.Version)
		}
	}
	f = finding.Finding{Code: "LAYOUT-UNKNOWN", Message: "没有版式“" + id + "”", English: "no layout " + id}
	if version != "" && len(versions) > 0 {
		f.Message, f.Hint = "版式“"+name+"”没有版本“"+version+"”", "现有版本："+strings.Join(versions, "、")
		return f, true
	}
	f.Hint = nearestLayout(name, ids)
	return f, false
}

// nearestLayout names the layout most like the one asked for. Places are compared with places: that two layouts are of
// one form does not make their names alike.
func nearestLayout(name string, ids []string) string {
	form, place, two := strings.Cut(strings.ToLower(name), "/")
	var forms, ofForm, places []string
	for _, id := range ids {
		f, p, _ := strings.Cut(id, "/")
		if !slices.Contains(forms, f) {
			forms = append(forms, f)
		}
		if f == form {
			ofForm, places = append(ofForm, id), append(places, p)
		}
	}
	switch {
	case !two && len(ofForm) > 0:
		return "这张表的版式有：" + strings.Join(ofForm, "、")
	case len(ofForm) > 0:
		if p := alike.Nearest(place, places); p != "" {
			return finding.DidYouMean(form + "/" + p)
		}
		return "这张表的版式有：" + strings.Join(ofForm, "、")
	}
	if f := alike.Nearest(form, forms); f != "" && slices.Contains(ids, f+"/"+place) {
		return finding.DidYouMean(f + "/" + place)
	}
	return yamltree.DidYouMean(name, ids)
}

// whereOwn says where a layout of one's own is looked for.
func (l *Library) whereOwn(name string) string {
	if l.base == nil {
		return "自己的版式用 --templates 说明在哪个文件夹"
	}
	form, place, _ := strings.Cut(name, "/")
	dir := filepath.ToSlash(l.dir)
	if fs.ValidPath(name) && place != "" && !strings.ContainsAny(name, `*?[\`) {
		if _, err := fs.Stat(l.fsys, place+".yaml"); err == nil {
			return "找到 " + path.Join(dir, place+".yaml") + "：--templates 应是它的上两级文件夹，里面有文件夹 " + form
		}
		if found, _ := fs.Glob(l.fsys, "*/"+name+".yaml"); len(found) == 1 {
			return "找到 " + path.Join(dir, found[0]) + "：--templates 应是 " + path.Join(dir, strings.TrimSuffix(found[0], "/"+name+".yaml"))
		}
	}
	return "--templates " + dir + " 里没有 " + name + ".yaml"
}
