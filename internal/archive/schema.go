package archive

import (
	"fmt"
	"strings"
)

// Schema is the XML Schema of the metadata under the names of a profile, which may be nil: then it is
// docs/archive-metadata.xsd.
func Schema(p *Profile) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<!-- What gongbiao archive writes of each item of a packet. Names marked %s are those of that standard's table of contents; order,
     structure and what must be there are ours. See docs/packet.md. -->
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="%[2]s" xmlns="%[2]s" elementFormDefault="qualified">
`, standard, escaped(p.space()))
	root.schema(&b, p, " ", true)
	b.WriteString("</xs:schema>\n")
	return []byte(b.String())
}

func (e element) schema(b *strings.Builder, p *Profile, in string, top bool) {
	name, occurs := p.name(e.name), ""
	if !e.must {
		occurs += ` minOccurs="0"`
	}
	if e.many {
		occurs += ` maxOccurs="unbounded"`
	}
	if top {
		occurs = ""
	}
	kind := e.value
	if kind == "" {
		kind = "xs:string"
	}
	note := fmt.Sprintf("%s<!-- %s：%s -->\n", in, e.from, e.name)
	switch {
	case e.parts == nil && e.attr == "":
		fmt.Fprintf(b, "%s%s<xs:element name=\"%s\" type=\"%s\"%s/>\n", note, in, name, kind, occurs)
	case e.parts == nil:
		fmt.Fprintf(b, "%s%s<xs:element name=\"%s\"%s><xs:complexType><xs:simpleContent><xs:extension base=\"%s\">\n", note, in, name, occurs, kind)
		fmt.Fprintf(b, "%s <xs:attribute name=\"%s\" use=\"required\"><xs:simpleType><xs:restriction base=\"xs:string\">\n", in, p.name(e.attr))
		for _, w := range e.words {
			fmt.Fprintf(b, "%s  <xs:enumeration value=\"%s\"/>\n", in, w)
		}
		fmt.Fprintf(b, "%s </xs:restriction></xs:simpleType></xs:attribute>\n", in)
		fmt.Fprintf(b, "%s</xs:extension></xs:simpleContent></xs:complexType></xs:element>\n", in)
	default:
		fmt.Fprintf(b, "%s%s<xs:element name=\"%s\"%s><xs:complexType><xs:sequence>\n", note, in, name, occurs)
		for _, x := range e.parts {
			x.schema(b, p, in+" ", false)
		}
		fmt.Fprintf(b, "%s</xs:sequence></xs:complexType></xs:element>\n", in)
	}
}
