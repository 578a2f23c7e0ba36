package scan

import (
	"io"
	"path"
	"strings"
)

// Relation is a link from one part of a package to another. Kind is the last word of its type: styles, worksheet.
type Relation struct{ ID, Kind, Target string }

// Links is the name of the part in which the links of a part are; of "" are those of the package itself.
func Links(of string) string {
	if of == "" {
		return "_rels/.rels"
	}
	return path.Join(path.Dir(of), "_rels", path.Base(of)+".rels")
}

// maxLinks is how long the links of a part may be together.
const maxLinks = 1 << 20

// Relations reads the links of a part. Those that lead out of the package are left out: they are never followed.
func Relations(r io.Reader, of string, most int) ([]Relation, error) {
	var out []Relation
	s := New(r, 16)
	size := 0
	err := s.Elements(func(name string) error {
		if name != "Relationship" || s.Attr("TargetMode") == "External" {
			return nil
		}
		to := strings.ReplaceAll(s.Attr("Target"), `\`, "/")
		if !strings.HasPrefix(to, "/") {
			to = path.Join(path.Dir(of), to)
		}
		r := Relation{s.Attr("Id"), path.Base(s.Attr("Type")), to}
		size += len(r.ID) + len(r.Kind) + len(r.Target)
		if out = append(out, r); len(out) > most || size > maxLinks {
			return ErrLong
		}
		return nil
	})
	return out, err
}
