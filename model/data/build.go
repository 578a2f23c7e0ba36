package data

// TextOf is a text.
func TextOf(s string) *Value { return &Value{Kind: String, Text: s} }

// NumberOf is a number as written. ok is false, and the value a text, if literal is not a JSON number (RFC 8259,
// clause 6).
func NumberOf(literal string) (v *Value, ok bool) {
	if !isJSONNumber(literal) {
		return TextOf(literal), false
	}
	return &Value{Kind: Number, Text: literal}, true
}

// ListOf is a list of its items.
func ListOf(items ...*Value) *Value { return &Value{Kind: List, Items: items} }

// ObjectOf is an object of its members in this order.
func ObjectOf(members ...Member) *Value { return &Value{Kind: Object, Members: members} }

// Put adds a member to the object that all names but the last lead to; objects that are not there yet are made. A
// name put twice is there twice, and model.Bind refuses it: nothing is replaced unseen.
func (v *Value) Put(x *Value, names ...string) {
	last := len(names) - 1
	for _, name := range names[:last] {
		next := v.Member(name)
		if next == nil {
			next = &Value{Kind: Object, Pos: x.Pos}
			v.Put(next, name)
		}
		v = next
	}
	v.Members = append(v.Members, Member{Name: names[last], Pos: x.Pos, Value: x})
}
