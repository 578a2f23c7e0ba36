package main

import (
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/render"
)

// ofdFlags are what OFD files are made of.
type ofdFlags struct {
	standard string
	attach   []string
	seals    bool
	painter  string
}

func (o *ofdFlags) standardFlag(f *pflag.FlagSet) {
	f.StringVar(&o.standard, "standard", "", "OFD 的标准：ofd-a（GB/T 42133，归档用，默认）或 ofd（GB/T 33190）")
}

func (o *ofdFlags) flags(f *pflag.FlagSet) {
	o.standardFlag(f)
	f.StringSliceVar(&o.attach, "attach", nil,
		"放进 OFD 的附件：record（记录）、xlsx；要和 --standard ofd 一起用 attachments")
	f.StringVar(&o.painter, "painter", "",
		"PDF 的画法：gopdf 或 fpdf，普通 PDF，不是归档格式；给拒收带标签 PDF 的系统或旧打印机用")
	f.BoolVar(&o.seals, "seal-places", false,
		"另写 名字.seals.json：各处盖章位置的页和毫米框，供签章系统用 seal places")
}

// apply puts the flags into the options of files in the given formats.
func (o *ofdFlags) apply(to *render.Options, formats []render.Format) error {
	ofd := slices.Contains(formats, render.OFD)
	switch o.standard {
	case "", "ofd-a":
	case "ofd":
		to.PlainOFD = true
	default:
		return usagef("--standard 只能是 ofd-a 或 ofd，不是 %q", o.standard)
	}
	if o.standard != "" && !ofd {
		return usagef("--standard 说的是 OFD，这次不写 OFD：加 -f ofd")
	}
	for _, s := range o.attach {
		a := render.Attach(strings.ToLower(strings.TrimSpace(s)))
		switch {
		case a != render.AttachRecord && a != render.AttachXLSX:
			return usagef("--attach 只能是 record 或 xlsx，不是 %q", s)
		case !ofd || !to.PlainOFD:
			return usagef("--attach 要和 -f ofd --standard ofd 一起用：OFD-A（GB/T 42133）不带附件")
		case !slices.Contains(to.Attach, a):
			to.Attach = append(to.Attach, a)
		}
	}
	return o.plain(to, formats)
}

// plain takes the painter of plain PDF.
func (o *ofdFlags) plain(to *render.Options, formats []render.Format) error {
	switch p := render.Painter(o.painter); {
	case p == "":
	case p != render.GoPDF && p != render.FPDF:
		return usagef("--painter 只能是 gopdf 或 fpdf，不是 %q", o.painter)
	case !slices.Contains(formats, render.PDF):
		return usagef("--painter 说的是 PDF，这次不写 PDF：加 -f pdf")
	default:
		to.Painter = p
	}
	return nil
}

// head notes the flags in a manifest, so that a run with others resumes nothing.
func (o *ofdFlags) head(h *batch.Head, to render.Options) {
	if to.PlainOFD {
		h.Standard = "ofd"
	}
	h.Attach, h.Painter = to.Attach, to.Painter
}
