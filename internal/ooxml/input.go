package ooxml

import "fmt"

// What workbooks to be filled in need beyond a printed form.

func appendProtection(x []byte, p *Protection) []byte {
	if p == nil {
		return x
	}
	x = append(x, `<sheetProtection sheet="1" objects="1" scenarios="1"`...)
	for _, a := range [7]struct {
		name  string
		allow bool
	}{{"formatCells", p.FormatCells}, {"formatColumns", p.FormatColumns}, {"formatRows", p.FormatRows}, {"insertRows", p.InsertRows},
		{"deleteRows", p.DeleteRows}, {"sort", p.Sort}, {"autoFilter", p.AutoFilter}} {
		locked := byte('1') // the attribute says what is locked; some readers forget that it is so by default
		if a.allow {
			locked = '0'
		}
		x = append(append(append(x, ` `+a.name+`="`...), locked), '"')
	}
	return append(x, `/>`...)
}

func (b *Book) appendConditions(x []byte, list []Condition) []byte {
	for i, c := range list {
		x = appendRanges(append(x, `<conditionalFormatting sqref="`...), c.Ranges)
		x = fmt.Appendf(x, `"><cfRule type="expression" dxfId="%d" priority="%d"`, b.styles.highlight(c.Look), i+1)
		x = when(x, c.Stop, ` stopIfTrue="1"`)
		x = appendText(append(x, `><formula>`...), c.Formula)
		x = append(x, `</formula></cfRule></conditionalFormatting>`...)
	}
	return x
}

func appendValidations(x []byte, list []Validation) []byte {
	if len(list) == 0 {
		return x
	}
	x = fmt.Appendf(x, `<dataValidations count="%d">`, len(list))
	for _, v := range list {
		x = append(x, `<dataValidation`...)
		x = attr(x, "type", v.Type)
		if v.Refuse != "stop" { // stop is the default
			x = attr(x, "errorStyle", v.Refuse)
		}
		x = attr(x, "operator", v.Operator)
		x = attr(x, "allowBlank", "1")
		if v.Prompt != "" {
			x = attr(x, "showInputMessage", "1")
		}
		if v.Refuse != "" {
			x = attr(x, "showErrorMessage", "1")
		}
		x = attr(x, "errorTitle", v.ErrorTitle)
		x = attr(x, "error", v.Error)
		x = attr(x, "promptTitle", v.PromptTitle)
		x = attr(x, "prompt", v.Prompt)
		x = append(appendRanges(append(x, ` sqref="`...), v.Ranges), `">`...)
		x = element(x, "formula1", v.Formula1)
		x = element(x, "formula2", v.Formula2)
		x = append(x, `</dataValidation>`...)
	}
	return append(x, `</dataValidations>`...)
}

func appendLinks(x []byte, list []Link) []byte {
	if len(list) == 0 {
		return x
	}
	x = append(x, `<hyperlinks>`...)
	for _, l := range list {
		x = appendRange(append(x, `<hyperlink ref="`...), l.At)
		x = append(appendAttr(append(x, `" location="`...), l.Target), '"')
		x = attr(x, "tooltip", l.Tip)
		x = append(x, `/>`...)
	}
	return append(x, `</hyperlinks>`...)
}

// Note is a remark that shows when the pointer rests on its cell (a "comment" of old).
type Note struct {
	Row, Col int
	Author   string
	Text     string
}

// appendNotes writes the comments part.
func appendNotes(x []byte, notes []Note) []byte {
	x = append(x, xmlHead+`<comments xmlns="`+nsMain+`"><authors>`...)
	authors := map[string]int{}
	for _, n := range notes {
		if _, ok := authors[n.Author]; !ok {
			authors[n.Author] = len(authors)
			x = append(appendText(append(x, `<author>`...), n.Author), `</author>`...)
		}
	}
	x = append(x, `</authors><commentList>`...)
	for _, n := range notes {
		x = appendRef(append(x, `<comment ref="`...), n.Row, n.Col)
		x = fmt.Appendf(x, `" authorId="%d"><text>`, authors[n.Author])
		x = append(appendT(x, n.Text), `</text></comment>`...)
	}
	return append(x, `</commentList></comments>`...)
}

// appendNoteShapes writes the VML part that old and new applications alike want for the boxes of notes.
func appendNoteShapes(x []byte, sheet int, notes []Note) []byte {
	x = fmt.Appendf(x, `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">`+
		`<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%d"/></o:shapelayout>`+
		`<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`, sheet+1)
	for i, n := range notes {
		x = fmt.Appendf(x, `<v:shape id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">`+
			`<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/>`+
			`<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%d, 15, %d, 2, %d, 15, %d, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`,
			(sheet+1)*1024+i+1, n.Col+1, max(n.Row-1, 0), n.Col+4, n.Row+5, n.Row, n.Col)
	}
	return append(x, `</xml>`...)
}
