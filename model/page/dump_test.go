package page

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/unit"
)

func TestDump(t *testing.T) {
	pt := unit.Pt
	d := Document{
		Meta:    Meta{Title: "题", Lang: "zh-CN"},
		Outline: []Bookmark{{Title: "一"}, {Level: 1, Title: "二", Page: 1, Y: 3 * pt}},
		Labels:  []Label{{Style: "D", Prefix: "1-", Start: 1}},
		Elems: []Elem{
			{Parent: -1, Role: RoleDocument}, {Role: RoleTable}, {Parent: 1, Role: RoleTR},
			{Parent: 2, Role: RoleTH, ColSpan: 2, Scope: ScopeColumn, ID: "h1"}, {Parent: 2, Role: RoleTD, Headers: []string{"h1", "h2"}},
			{Role: RoleFigure, Alt: "章", Box: Box{W: pt, H: 2 * pt}},
		},
		Pages: []Page{{Width: 100 * pt, Height: 200 * pt, Items: []Item{
			Fill{Tag{Artifact: LayoutArtifact}, Box{pt, pt, pt, pt}, 240},
			Rule{Tag: Tag{Artifact: LayoutArtifact}, X2: 10 * pt, Width: pt / 2},
			Text{Tag: Tag{Elem: 3}, X: pt, Y: 9*pt + pt/4, Face: "F", Size: 9 * pt, Text: "表𬭎", Spacing: pt},
			Picture{Tag{Elem: 5}, Box{W: pt, H: pt}, []byte{1, 2}},
			Link{Tag: Tag{Elem: 5}, Page: 1, Contents: "去"},
		}}},
	}
	want := `document
title "题"
lang "zh-CN"
outline "一" page 1 y 0pt
outline   "二" page 2 y 3pt
label from page 1 "D" "1-" 1
#0 Document
  #1 Table
    #2 TR
      #3 TH 1×2 scope=column id=h1
      #4 TD headers=h1,h2
  #5 Figure alt="章" box page 1 0,0 1×2

page 1 100pt×200pt
fill 1,1 1×1 gray=240 ~layout
rule 0,0–10,0 width=0.5 ~layout
text 1,9.25 F 9 "表𬭎" spacing=1 #3
picture 0,0 1×1 2 bytes #5
link 0,0 0×0 to page 2 y 0 "去" #5
`
	var b strings.Builder
	if err := d.Dump(&b); err != nil || b.String() != want {
		t.Errorf("got %v\n%s\nwant\n%s", err, b.String(), want)
	}
}
