package mcp

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// part is an answer of a form, as /v1/form has it.
type part struct {
	Path, Place, Entered, Computed string
	From                           []string
	Missing                        bool
	Input                          *struct {
		Kind, Unit, Hint string
		Choices          []string
	}
}

// need is a field that must be filled in, with what it takes.
type need struct {
	Path    string   `json:"path"`
	Place   string   `json:"place"`
	Kind    string   `json:"kind"`
	Unit    string   `json:"unit,omitempty"`
	Choices []string `json:"choices,omitempty"`
	Hint    string   `json:"hint,omitempty"`
}

// figure is a figure of the form: entered with its source, or computed with what it rests on.
type figure struct {
	Path     string   `json:"path"`
	Place    string   `json:"place"`
	Entered  string   `json:"entered,omitempty"`
	Source   string   `json:"source,omitempty"`
	Computed string   `json:"computed,omitempty"`
	From     []string `json:"from,omitempty"`
	Uncited  bool     `json:"uncited,omitempty"` // it was entered, and nothing says where it was taken from
}

// checked is the answer of check.
type checked struct {
	File     string   `json:"file,omitempty"`
	Layout   string   `json:"layout"`
	Record   string   `json:"record"`
	Complete bool     `json:"complete"`
	Findings []remark `json:"findings"`
	Missing  []need   `json:"missing"` // the form asks for them
	Empty    []need   `json:"empty"`   // nothing stands there, and need not
	Figures  []figure `json:"figures"`
	Uncited  []string `json:"uncited"`
	Unused   []string `json:"unused,omitempty"` // citations of what is no figure here
	Says     []string `json:"says"`
}

// remark is a finding as /v1 tells it: its texts by name.
type remark map[string]any

// enteredFigure is a text that is a figure, with a sign before it and a unit behind: >=95%, 20000件.
var enteredFigure = pattern.Late(`^\s*[^\d\s]{0,3}\s*\d[\d,.，]*\s*[^\d\s]{0,6}\s*$`)

func (s *server) check(ctx context.Context, in arguments) (any, error) {
	r, sources, err := s.record(ctx, in)
	if err != nil {
		return nil, err
	}
	b, err := s.post(ctx, "/v1/form", question{Layout: r.Layout, Record: r.JSON})
	if err != nil {
		return nil, err
	}
	var f struct {
		Layout, Record string
		Complete       bool
		Findings       json.RawMessage
		Tables         []struct{ Cells []struct{ Parts []part } }
		Beside         []part
	}
	if err := json.Unmarshal(b, &f); err != nil {
		return nil, fmt.Errorf("form: %w", err)
	}
	findings, err := placed(f.Findings, r.File)
	if err != nil {
		return nil, err
	}
	out := &checked{File: r.File, Layout: f.Layout, Record: f.Record, Complete: f.Complete, Findings: findings,
		Missing: []need{}, Empty: []need{}, Figures: []figure{}, Uncited: []string{}}
	seen := map[string]bool{}
	for _, t := range f.Tables {
		for _, c := range t.Cells {
			for _, p := range c.Parts {
				out.add(p, sources, seen)
			}
		}
	}
	for _, p := range f.Beside {
		out.add(p, sources, seen)
	}
	for _, path := range sorted(sources) {
		if !seen[path] {
			out.Unused = append(out.Unused, path)
		}
	}
	out.Says = append(out.Says, fmt.Sprintf("还缺 %d 项；%d 个填入的数没有写来源", len(out.Missing), len(out.Uncited)))
	if len(out.Uncited) > 0 {
		out.Says = append(out.Says, "没有来源的数请向用户核实，不要自己补；来源写在记录的“来源”里")
	}
	return out, nil
}

// placed are findings that name the file they are about. The record was asked about without its citations and in one
// line, so that lines and columns say nothing: the path and the place of a finding do.
func placed(findings json.RawMessage, file string) ([]remark, error) {
	list := []remark{}
	if err := json.Unmarshal(findings, &list); err != nil {
		return nil, fmt.Errorf("findings: %w", err)
	}
	for _, f := range list {
		delete(f, "pos")
		if file != "" {
			f["pos"] = map[string]string{"file": file}
		}
	}
	return list, nil
}

// add takes an answer of the form in, once.
func (c *checked) add(p part, sources map[string]string, seen map[string]bool) {
	if p.Path == "" || seen[p.Path] {
		return
	}
	seen[p.Path] = true
	kind := ""
	if p.Input != nil {
		kind = p.Input.Kind
	}
	if p.Missing || p.Input != nil && p.Entered == "" && p.Computed == "" {
		n := need{Path: p.Path, Place: p.Place, Kind: kind}
		if p.Input != nil {
			n.Unit, n.Choices, n.Hint = p.Input.Unit, p.Input.Choices, p.Input.Hint
		}
		if p.Missing {
			c.Missing = append(c.Missing, n)
		} else {
			c.Empty = append(c.Empty, n)
		}
	}
	is := p.Computed != "" || p.Entered != "" && (kind == "number" || kind == "text" && enteredFigure.MatchString(p.Entered))
	if !is {
		return
	}
	f := figure{Path: p.Path, Place: p.Place, Entered: p.Entered, Source: sources[p.Path], Computed: p.Computed, From: p.From}
	if f.Uncited = p.Entered != "" && f.Source == ""; f.Uncited {
		c.Uncited = append(c.Uncited, p.Path)
	}
	c.Figures = append(c.Figures, f)
}
