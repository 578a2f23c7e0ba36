package collect

import (
	"bytes"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/intake/xlsx"
	"github.com/gongbiao/gongbiao/model/finding"
)

// The limits of a sheet that is read, beside those of package intake.
const (
	MaxFile = intake.MaxFile // bytes of the file
	MaxRows = intake.MaxRows // rows of a sheet
	MaxCols = 512            // columns of a row that holds something
)

// refuse is the error of a file that is not read at all.
func refuse(name, code, message, hint string) error {
	return finding.List{{Code: code, Pos: finding.Pos{File: name}, Message: message, Hint: hint}}.AsData()
}

// open lets the file in by the door, which also says what its cells hold, then opens it. The notes say what of it is ignored.
func open(name string, data []byte) (*excelize.File, *xlsx.Book, finding.List, error) {
	in, err := intake.Open(name, data, intake.Limits{})
	if err != nil {
		return nil, nil, nil, err
	}
	if in.Kind != intake.Workbook {
		return nil, nil, nil, in.Refuse()
	}
	door, err := xlsx.Open(in)
	if err != nil {
		return nil, nil, nil, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: intake.MaxUnzip, UnzipXMLSizeLimit: intake.MaxPart,
		ShortDatePattern: "yyyy/m/d", LongDatePattern: "yyyy\"年\"m\"月\"d\"日\"", CultureInfo: excelize.CultureNameZhCN})
	if err != nil {
		return nil, nil, nil, intake.Damaged(name, "文件已损坏，读不出来。")
	}
	return f, door, in.Notes, nil
}
