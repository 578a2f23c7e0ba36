package batch

import (
	"github.com/gongbiao/gongbiao/internal/outname"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// Job says what to render. The zero value of every optional part works.
type Job struct {
	Inputs  []string // paths; "-" is Source.Stdin
	Source  Source
	Formats []render.Format  // at least one
	Dir     string           // folder of the outputs, if Book is empty
	Book    string           // one file for all records; its format is Formats[0]
	Name    *outname.Pattern // names of outputs; nil: the input's name, with -001 … when it has several records
	Force   bool             // overwrite other bytes
	Guard   *safefile.Guard  // keeps outputs away from what else the run reads; nil: from Inputs only
	Options render.Options
	Workers int   // 0: one a processor
	Shard   Shard // what part of the records this process does; the zero value is all of them

	Head       Head // written on top of the manifest; Manifest and Formats are set by Run
	Manifest   bool // manifest and list of failures, however few the records; otherwise from the tenth record on
	NoManifest bool // neither
	Resume     bool // leave alone what the manifest says is made and what is still as it says
	OnlyFailed bool // only the records the manifest says have failed
	Check      Check

	// Review, if set, finds what is wrong with a record; its outputs become proof copies with the findings drawn on
	// them.
	Review func(*data.Value) (finding.List, error)

	Submission render.Submission // what copies carry beside the form

	hold func(path string, data []byte) // takes the files in place of the folder; nil: the folder; see Pack
}

// out are the options of every file the job writes.
func (j Job) out() safefile.Options {
	return safefile.Options{Force: j.Force, Guard: j.Guard, Root: j.Dir}
}

// suffix keeps proof copies from being taken for clean ones.
func (j Job) suffix() string {
	if j.Review != nil {
		return "-校对稿"
	}
	return ""
}

// dress is the form as a proof copy, or as one to be submitted, if the job wants that.
func (j Job) dress(it item, f *render.Form) (*render.Form, error) {
	if j.Review != nil {
		l, err := j.Review(it.data)
		if err != nil {
			return f, err
		}
		f = f.With(render.Proof(l))
	}
	copied, err := j.Submission.Copy(f.Record)
	if err != nil {
		return f, err
	}
	return f.With(copied), nil
}

// Check looks at a record with the checks of its form; nil: none are run. It is called from several goroutines.
type Check func(f *render.Form) (finding.List, error)
