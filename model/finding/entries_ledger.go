package finding

// ledgerEntries are of ledgers, a row an indicator, by code.
var ledgerEntries = []Entry{
	{"LEDGER-COLUMN", "列对不上", "a column of the ledger fits no field, or several",
		"台账的一列在表里找不到对应的字段，或可能是几个字段，或两列是同一个字段，或有内容却没有列名，或缺了分表用的一列。列认错了数就" +
			"错了，所以停下。请改列名，或用 --map 列名=字段 指明。",
		"A column of the ledger names no field of the form, or could be several, or two columns name the same one, or a column with " +
			"contents has no name. Rename it, or say what it is with --map column=field."},
	{"LEDGER-CONFLICT", "同一份表前后不一", "the rows of one form disagree",
		"一份表占台账的几行时，表头一类的项各行应相同，或只写在第一行；这里前后写得不一样，不知以哪个为准。请改成一致。",
		"Where one form takes several rows of the ledger, what is of the form itself must be the same in all of them, or be in the " +
			"first only. Make the rows agree."},
	{"LEDGER-FORM", "一个台账两种版式", "a ledger has forms of one layout only",
		"台账的 form 列里出现了不同的版式。一个台账的列只能对应一种版式。请按版式分成几个文件。",
		"The form column names different layouts, but the columns of one ledger fit one layout. Divide the ledger by layout."},
	{"LEDGER-MAP", "对照不对", "the mapping names no field of the form, or several",
		"--map 或对照文件里，一行写的字段在表里没有，或不止一个，或缺了列名、字段。请写成 列名=字段，字段的名称见 gongbiao template " +
			"show 版式。",
		"A line of --map or of the mapping file names no field of the form, or several, or lacks one side. Write column=field, with " +
			"a field that gongbiao template show lists."},
	{"LEDGER-ROUNDED", "显示的与存的不同", "the cell shows fewer digits than it stores: what it shows is printed",
		"文字字段的单元格里存的数比显示的位数多。人看到的是显示的，所以照显示的打印。要打印全部数字，请改单元格的数字格式。",
		"The cell of a text field stores more digits than it shows. What people see is printed. To print all digits change the " +
			"number format of the cell."},
	{"LEDGER-SHEET", "不知哪张工作表", "not known which sheet of the workbook is the ledger",
		"工作簿里有内容的工作表不止一张，或没有 --sheet 所说的那一张。读错一张就全错，所以不猜。请用 --sheet 写明台账所在的工作表。",
		"The workbook has several sheets with contents, or not the one that --sheet names. Say with --sheet which sheet is the " +
			"ledger."},
	{"LEDGER-SYNTAX", "CSV 引号不配对", "the quotes of the CSV do not match",
		"CSV 里有一个引号没有配对，从这里起分不清哪里是一格的结尾。有引号、逗号、换行的格要整个放在半角引号里，里面的引号写两个。",
		"A quote in the CSV has no partner, so cells can no longer be told apart. A cell with quotes, commas or line breaks is " +
			"enclosed in quotes, and quotes inside it are doubled."},
	{"LEDGER-TEXT", "CSV 叫作工作簿", "CSV text under the name of a workbook: read as CSV",
		"文件名像 Excel 工作簿，里面却是 CSV 文本，按 CSV 读了。数字的样子就是文本里的样子。最好把文件名改成 .csv。",
		"The file is named like a workbook and has CSV text; it was read as CSV. Rename it to .csv."},
}
