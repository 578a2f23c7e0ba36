package finding

// readEntries are of workbooks that come in, A to O, by code.
var readEntries = []Entry{
	{"READ-AMBIGUOUS", "两种版式一样像", "two layouts fit equally well: the first was taken",
		"文件里没有公表的标记，按标签认版式时有两个一样像，取了前一个。要确定请用 -t 指明版式。",
		"The workbook carries no mark of ours and two layouts fit its labels equally well. The first was taken; name the layout with " +
			"-t to be sure."},
	{"READ-ARCHIVE", "压缩包", "an archive, not a workbook",
		"交来的是压缩包（zip、rar、7z 等），里面可能有几个文件，不知读哪一个。请解压后再交。",
		"An archive may hold several files. Unpack it and hand in the workbook."},
	{"READ-BLANK", "只有空格", "the cell has only blanks",
		"格里只有空格，看上去是空的。填报的格按没有填写收；下发时就写明空白的格按空白收，印出来是空的。没有内容请清空这一格。",
		"The cell has only blanks. It is taken as not filled in, or, where the form has a meaning for it, as a deliberate blank. " +
			"Clear the cell if nothing is meant."},
	{"READ-BOMB", "解开太大", "the package unpacks to far more than a filled form can have",
		"工作簿解开后大得不像一张填写的表，或部件太多，可能是恶意文件或损坏的文件，没有读。请用 Excel 或 WPS 打开，删去无关的内容后另" +
			"存。",
		"The workbook unpacks to far more than a filled-in form needs, or has too many parts; it may be damaged or malicious and was " +
			"not read. Open it in Excel or WPS, remove what is not needed, and save it anew."},
	{"READ-BY-LABELS", "按标签读", "read by its labels: the workbook carries no mark of a layout",
		"文件不是由公表下发的填报表（或标记已被去掉），只能按表上的标签和格线认出各格，提示里写明认作哪个版式、对上多少。请核对收到的" +
			"内容；要换版式请用 -t。",
		"The workbook was not issued by this program, or has lost its mark, so cells were recognised by labels and lines. Check what " +
			"was read; choose another layout with -t."},
	{"READ-CHOICE", "勾选不清", "the ticks of a choice cannot be read, or there are too many",
		"单选的项勾了几个，或看不出勾的是哪一个。请在选中的一项前打 ☑，其余保留 □。",
		"A single choice has several ticks, or none that can be recognised. Put ☑ before the one that is meant and leave □ before " +
			"the others."},
	{"READ-CONNECTION", "数据连接", "data connections were not opened",
		"工作簿里有到数据库或网站的连接。本程序从不联网，没有打开，读的是文件里存下的内容。一般可以不管；不需要的连接最好删去。",
		"The workbook has connections to data elsewhere. They are never opened; what the file stores was read. Usually nothing needs " +
			"to be done."},
	{"READ-COPY", "同一张表有几份", "the same form is on several sheets",
		"工作簿里有几张工作表是同一张表。空白的、内容相同的不读，只作提示；内容不同的是错误，因为不知以哪张为准。请删去不要的一张。",
		"Several sheets hold the same form. Blank ones and exact copies are passed over with a note; if they differ it is an error, " +
			"since nothing says which is meant. Delete the others."},
	{"READ-DAMAGED", "文件损坏", "the workbook is damaged and cannot be read",
		"文件后半截没有了、部件重复、格里的内容读不出来，或整个打不开。残缺的内容不能当作完整的收。请重新下载，或用 Excel、WPS 打开，" +
			"核对后另存为 .xlsx。",
		"The file is cut off, has a part twice, or a cell that cannot be read. What is damaged is not taken as whole. Fetch the file " +
			"again, or open it in Excel or WPS, check it, and save it as .xlsx."},
	{"READ-DATE", "日期格里不是日期", "a number that is no date in a cell with a date format",
		"格的格式是日期，存的数却超出日期的范围，屏幕上只有一串 #。请改正日期，或改单元格的格式。",
		"The cell has a date format but its number is no date, so the screen shows only #. Correct the date or the format."},
	{"READ-DIGITS", "超过 15 位的数", "a number of more than fifteen digits: a spreadsheet keeps only the first fifteen",
		"Excel 只存得住一个数的前 15 位，后面的已经变成了 0（如身份证号、银行账号）。原来的数已经丢了，不能照收。请把格式改成文本后重" +
			"新填写。",
		"A spreadsheet keeps fifteen digits of a number and turns the rest to 0, as happens to card and account numbers. The " +
			"original is lost. Format the cell as text and type it again."},
	{"READ-EMBEDDED", "嵌有别的文件", "embedded files or controls were not read",
		"工作簿里嵌着别的文件或控件，没有打开，也没有读。如果里面有要报的内容，请写到表格的格里。",
		"The workbook has embedded files or controls. They were neither opened nor read. Write into cells what belongs to the form."},
	{"READ-EMPTY", "空文件", "the file, or every sheet of it, is empty",
		"文件一个字节也没有，或工作簿里没有一张有内容的工作表。请重新下载，或请对方重发。",
		"The file has no bytes, or no sheet with anything in it. Fetch it again or ask for it once more."},
	{"READ-ENCRYPTED", "有密码", "the file has a password",
		"文件有打开密码，内容读不出来，本程序也不会去猜。请在 Excel 或 WPS 里打开，取消密码后另存为 .xlsx。",
		"The file has a password to open it. Open it in Excel or WPS, take the password off, and save it as .xlsx."},
	{"READ-EXTERNAL", "引用另一个文件", "the formula refers to another file, which is not opened",
		"公式取的是另一个文件里的数，那个文件不在这里，存下的结果可能是旧的。填写的格里有这样的公式是错误，请复制后选择性粘贴为数值；" +
			"只是文件里存着链接的，作提示。",
		"A formula takes its value from another file, and what is stored may be stale. In a cell that is to be filled in this is an " +
			"error: paste the value over the formula. Links elsewhere are only noted."},
	{"READ-FAULT", "错误值", "the cell holds an error value",
		"格里是 #DIV/0!、#REF! 一类的错误值，或一串 #，没有数可收。请改正公式，或直接填写数值；CSV 里的一串 # 要回 Excel 拉宽列再存。",
		"The cell shows an error such as #DIV/0!, or a row of #. There is no value to take. Correct the formula or write the value; " +
			"for # in a CSV widen the column in Excel and save again."},
	{"READ-FILE", "文件读不了", "the file cannot be read",
		"文件打不开：没有权限、正被别的程序占用，或磁盘有问题。其余的文件照常处理。请关掉占用它的程序后再试。",
		"The file cannot be opened: no permission, in use by another program, or a fault of the disk. The other files are taken. " +
			"Close what uses it and try again."},
	{"READ-FORMAT", "不是工作簿", "not an Excel workbook, whatever its name says",
		"文件的内容不是 .xlsx 工作簿，只是名字像；改扩展名不会改变内容。请用 Excel 或 WPS 打开，另存为 .xlsx。",
		"The contents are not those of an .xlsx workbook, though the name may say so. Open the file in Excel or WPS and save it as " +
			".xlsx."},
	{"READ-FORMULA", "公式", "the cell has a formula; only a stored result can be taken",
		"填写的格里是公式：文件里存了结果的，按显示的结果收，作提示；没有存结果的是错误，因为本程序不替 Excel 计算别人的公式。请在 " +
			"Excel 或 WPS 里打开，保存后再交。",
		"The cell has a formula. Its stored result is taken, with a note; without one it is an error, for foreign formulas are not " +
			"computed here. Open the file in Excel or WPS and save it."},
	{"READ-GROUP", "组名空着", "the name of the group is blank although the row above has one",
		"像“一级指标”这样分组的格，这一行空着，上一行有。空着的按没有填写收，不自动顺延。如果与上一行相同，请填上。",
		"The name of the group is blank in this row though the row above has one. It is taken as blank and not carried down. Fill it " +
			"in if it is the same."},
	{"READ-GUESS", "按显示的收", "taken as shown: a date, a truth value, a hidden line break, or a unit alone",
		"格里存的与看到的不是一回事：日期、逻辑值按显示的文字收，看不见的回车按换行收，只有单位的认作对应的一项。请看一眼收得对不对。",
		"What is stored differs from what is seen: dates and truth values were taken as shown, hidden returns as line breaks. Have a " +
			"look whether it was taken rightly."},
	{"READ-HIDDEN", "隐藏的行列或工作表", "hidden rows, columns or sheets were read too",
		"有的行、列被隐藏或筛选掉，或只有隐藏的工作表里有这张表，也都读了，因为不知填的人是有意藏起还是忘了。不要的请删去；要看全部请" +
			"取消隐藏和筛选。",
		"Hidden or filtered rows and columns, or a hidden sheet, were read too, for nothing says that they are not meant. Delete " +
			"what is not wanted; unhide the rest to see it."},
	{"READ-HTML", "网页当作工作簿", "a web page or XML under the name of a workbook",
		"有的系统把网页或 XML 起名 .xls 导出，Excel 能打开，内容却不是工作簿。请用 Excel 打开，另存为 .xlsx。",
		"Some systems export web pages or XML named .xls. Excel opens them, but they are no workbooks. Open the file in Excel and " +
			"save it as .xlsx."},
	{"READ-LABEL", "标签写法不同", "a label is written otherwise; its cell was taken by its place",
		"表上印的标签被改过字，按它的位置仍认作原来的那一格。请看一眼认得对不对。",
		"A printed label was changed; its cell was still recognised by its place. Have a look whether that is right."},
	{"READ-LAYOUT", "没有填报表的版式", "the layout the workbook was made from is not here",
		"填报表里记着它是按哪个版式做的，现在的程序里没有这个版式。请用 --templates 指出它所在的文件夹，或用 -t 指定版式。",
		"The workbook names the layout it was made from and that layout is not here. Give its folder with --templates, or name " +
			"another with -t."},
	{"READ-LEFT", "没有收的内容", "contents with no place in the form were not taken",
		"有内容写在表里没有字段的地方，没有收。在填写范围之内的是错误，因为那多半是要报的；在表格外面的是警告。要收的请写进黄色的格，" +
			"不要的请删去。",
		"Something is written where the form has no field, and it was not taken: an error inside the form, a warning beside it. Move " +
			"it into a yellow cell or delete it."},
	{"READ-LOCK", "临时文件", "a temporary file that another program left, not a workbook",
		"这是 Excel、WPS 打开文件时留下的“~$”文件，或苹果电脑附带的“._”文件，里面没有表。请关掉 Excel，交名字里没有“~$”“._”的" +
			"那一个。",
		"This is a “~$” lock file of Excel or WPS, or a “._” file of a Mac, with no form in it. Hand in the file without that " +
			"sign in its name."},
	{"READ-MACRO", "有宏", "macros were neither run nor read",
		"工作簿里有宏。本程序不运行宏，只读格里存下的内容。若数是靠宏算的，请在 Excel 里运行并保存后再交。",
		"The workbook has macros. They are never run; what the cells store was read. If figures depend on them, run them in Excel " +
			"and save first."},
	{"READ-MERGED", "合并的格", "a merged cell covers rows that should be filled in one by one",
		"这一列的格从上面合并了下来，各行填的是什么看不出来。请取消合并，逐行填写。",
		"A cell of this column is merged over several rows and nothing says what each row has. Unmerge it and fill in row by row."},
	{"READ-MOVED", "格被移动", "the cell was moved, and its field can no longer be told",
		"填报表里的一格被拖动或粘贴到了别处，看不出这个值是哪一项的。猜错会把数填进别的项，所以停下。请把内容复制到正确的格里。",
		"A cell was dragged or pasted elsewhere, so that its field can no longer be told. Copy the contents to the right cell."},
	{"READ-NAME", "按名称认出", "the cell moved; it was recognised by its name",
		"表格的行列变了位置，但这一格带着名称，仍认出是哪一项。一般可以不管。",
		"Rows or columns have moved, but the cell carries a name and was recognised by it. Usually nothing needs to be done."},
	{"READ-NO-FORM", "认不出表", "no sheet looks like the form",
		"没有一张工作表与要找的（或任何已知的）版式相像。请看看是不是交错了文件；或用 -t 指定版式，gongbiao template list 列出全部版" +
			"式。",
		"No sheet looks like the layout asked for, or like any known one. Perhaps it is the wrong file; or name the layout with -t " +
			"(gongbiao template list shows all)."},
	{"READ-NUMBER-FORMAT", "不认识的格式", "a number or date format that is not known",
		"格的数字格式这里不认识，算不出屏幕上显示什么。日期是错误；数按存的收，作警告。请把格式改成常用的，或改成文字。",
		"The number format is not known here, so what the screen shows cannot be told: an error for dates, a warning for numbers, " +
			"which are taken as stored. Use a common format, or text."},
	{"READ-OBJECTS", "图形没有读", "pictures, shapes and text boxes were not read",
		"表上有图片、图形或文本框，里面的内容没有读。要报的内容请写进格里。",
		"There are pictures, shapes or text boxes on the sheet; what they say was not read. Write into cells what belongs to the " +
			"form."},
	{"READ-ODS", "OpenDocument 表格", "an OpenDocument spreadsheet",
		"这是 LibreOffice 等的 .ods 文件，读不了。请另存为 .xlsx。",
		"An .ods file cannot be read. Save it as .xlsx."},
}
