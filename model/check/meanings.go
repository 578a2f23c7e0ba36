package check

// meanings are what names mean to a check: its own first, then those of the layout, then those of the form file, each
// in terms of those before it. What no expression asks for is not worked out.
type meanings struct {
	bind    *binding
	own     map[string]string
	layouts map[string]string
	forms   []Let
	found   map[int]string // of forms, by place
}

func (n *meanings) mean(name string) (string, bool) {
	if src, known := n.own[name]; known {
		return src, true
	}
	return n.before(len(n.forms), name)
}

// before is what a name means to those of the form file from the given one on.
func (n *meanings) before(end int, name string) (string, bool) {
	if src, known := n.layouts[name]; known {
		return src, true
	}
	for i, l := range n.forms[:end] {
		if l.Name != name {
			continue
		}
		if src, known := n.found[i]; known {
			return src, true
		}
		src, err := n.bind.meaning(l)
		if err != nil { // it is among the absent
			continue
		}
		src = expand(src, func(name string) (string, bool) { return n.before(i, name) })
		if n.found == nil {
			n.found = map[int]string{}
		}
		n.found[i] = src
		return src, true
	}
	return "", false
}
