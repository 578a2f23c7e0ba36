package finding

// dataEntries are of records that are read and bound, by code.
var dataEntries = []Entry{
	{"DATA-CHOICE", "不在选项之中", "not one of the choices of this field, or chosen twice",
		"选择字段只能写表单列出的选项，一字不差；可以多选的，同一选项也只能写一次。写了别的，表上没有可以打勾的地方。请从选项里选，或" +
			"照提示改正写法。",
		"A choice field takes only the choices that its form lists, word for word, each once. Anything else has no box to be ticked. " +
			"Take one of the choices; the hint names the nearest."},
	{"DATA-CONTROL", "控制字符", "a character that cannot be printed",
		"文字里有制表符、退格一类的控制字符，或根本不是字符的代码，没有一种字体印得出来。多半是从别的软件粘贴时带进来的。请删去；制表" +
			"符可改用空格。",
		"A control character, a noncharacter or half a character stands in the text: no font can print it. It usually comes with " +
			"pasted text. Delete it; write a blank for a tab."},
	{"DATA-DATE", "不是日期", "not a date, or a day the calendar does not have: printed as written",
		"日期字段里写的不是日期，或日历上没有这一天（如 2 月 30 日），或是电子表格存日期用的数。照原样打印，但不能参加日期的计算和校" +
			"验。请写作 2024年3月5日 或 2024-03-05。",
		"A date field has something else, a day that the calendar does not have, or the number a spreadsheet keeps for a date. It is " +
			"printed as written but takes no part in checks of dates. Write 2024年3月5日 or 2024-03-05."},
	{"DATA-DEPTH", "嵌套太深", "nested too deeply",
		"记录里的对象和列表一层套一层，超过了上限，没有一张表需要这么深。多半是导出程序出了错。请检查导出的记录。",
		"Objects and lists are nested more deeply than any form needs. The program that exported the record is probably at fault. " +
			"Look at what it wrote."},
	{"DATA-DUPLICATE", "同名两次", "the same name twice",
		"同一个对象里，同一个名称写了两次，不知以哪个为准，所以不猜。请只留一个。",
		"One object has the same name twice and nothing says which value is meant, so none is taken. Keep one of them."},
	{"DATA-EMPTY", "没有记录", "nothing in the file",
		"文件是空的，或只有表头、注释、空行，没有一条记录。请看看是不是交错了文件，或导出没有成功。",
		"The file is empty or has only a head line, comments or blank lines. Perhaps it is the wrong file, or the export failed."},
	{"DATA-ENCODING", "编码不对", "not UTF-8, or not a file of records at all",
		"记录文件应是 UTF-8 编码的文本；这里是 GB 18030、UTF-16，或根本是 Excel、Word、PDF、压缩文件。猜编码会把字认错，所以停下。请" +
			"另存为 UTF-8；台账可以直接交 .xlsx，CSV 也可以是 GB 18030。",
		"Records are text in UTF-8; this is GB 18030, UTF-16, or an Excel, Word, PDF or archive file. Guessing would spoil " +
			"characters. Save the file as UTF-8; a ledger may be an .xlsx, or CSV in GB 18030."},
	{"DATA-FLOAT", "浮点数", "a float, which may not be the figure that was entered",
		"Go 程序交来的数是浮点数（float64）。12.10 与 12.1 是同一个浮点数，0.1 加 0.2 也不等于 0.3，印出来的就可能不是填写的，所以不收。请" +
			"用字符串、json.Number（json.Decoder.UseNumber）、整数或 decimal.Decimal。",
		"A Go program passed a float. 12.10 and 12.1 are the same float and 0.1+0.2 is not 0.3, so the form might not say what was " +
			"entered. Pass a string, a json.Number (json.Decoder.UseNumber), an integer or a decimal.Decimal."},
	{"DATA-FORM", "表不对", "the record says that it is another form",
		"记录里 form 写明的表，与要用的版式不是同一张表。用错了表，字段会对不上。请改 form，或用 -t 换版式。",
		"The form named in the record is not the form of the layout in use. Correct form in the record, or choose another layout " +
			"with -t."},
	{"DATA-INVISIBLE", "看不见的字符", "characters that do not show",
		"文字里有零宽空格、方向控制符一类看不见的字符。它们会让搜索、比对出错，有的会让屏幕显示的次序与印出来的不同，有的藏着别的文字" +
			"。会改变意思的是错误，请删去；无害的只作提示，照原样保留。",
		"Zero-width, direction or tag characters stand in the text. They spoil search and comparison, and some make the screen show " +
			"something else than the paper. Those that can deceive are errors: delete them. Harmless ones are kept and noted."},
	{"DATA-LENGTH", "超过单元格", "longer than a spreadsheet cell holds",
		"这一项的字数超过电子表格一个单元格的上限（32767 个字符），写进 XLSX 会被截断，所以不收。请分到几处填写，或删减。",
		"The text is longer than one cell of a spreadsheet can hold (32,767 characters) and would be cut. Divide it among several " +
			"fields, or shorten it."},
	{"DATA-LONG", "超过字数要求", "longer than the form allows",
		"表单规定了这一项最多多少字，现在超过了。仍照原样全部打印，只是提醒。请按要求缩短。",
		"The form sets a number of characters for this field and the text has more. It is printed whole all the same. Shorten it if " +
			"the rule binds you."},
	{"DATA-MARK", "记号代替数", "a mark instead of a figure or date: printed as written, counts as blank",
		"数或日期的格子里写的是“—”“/”“无”一类记号。照原样打印，合计时按没有填写算。如果本该有数，请填上。",
		"A figure or date field has a mark such as a dash. It is printed as written and counts as not filled in. Write the figure if " +
			"there is one."},
	{"DATA-MISSING", "必填项没有填", "a required field is missing or empty",
		"这一项必须填写，现在没有、是空的，或写了算式却缺数据算不出来。请填上；提示里有这一项的填法或算式。",
		"A required field is absent or empty, or has a formula whose inputs are missing. Fill it in; the hint says how, or gives the " +
			"formula."},
	{"DATA-NUMBER", "不是能计算的数", "not a figure that can be counted with",
		"数字字段里写的是文字、带了不该带的百分号，或数太长。写成文字的照原样打印，但不参加计算和校验；太大太长的数会失去末位，所以不" +
			"收。请写成普通的数。",
		"A number field has text, a percent sign out of place, or a number too long to be exact. Text is printed as written and " +
			"takes no part in sums; a number that is too long is refused. Write a plain number."},
	{"DATA-PART", "合计缺一部分", "a part of this total is not filled in",
		"一个合计的算式里，有的项有数，有的项是空的。空的按零算会得出看似正确的错数，所以提醒。漏填的请补上；确实没有的写 0 或 \"/\"，" +
			"有意空着的写 \"\"。",
		"Some parts of a computed total are filled in and others are blank. A total with a part missing looks right and may be " +
			"wrong. Fill in what was forgotten; write 0 or \"/\" where there is nothing, and \"\" for a deliberate blank."},
	{"DATA-RATE", "比率没有百分号", "a rate without a percent sign: a ratio or a percentage?",
		"比率字段里的数没有百分号，又大于 1.5，看不出是百分之几还是几倍。请写成 95% 或 0.95。",
		"A rate above 1.5 without a percent sign may mean percent or times. Write 95% or 0.95."},
	{"DATA-REPLACEMENT", "丢了字", "U+FFFD stands where a character was lost before",
		"文字里有“�”（U+FFFD）：有一个字在转换编码时已经丢了，这里只剩记号。会照原样打印。请对照原件把字改回来。",
		"The text has U+FFFD, the sign that an earlier program put where it lost a character. It would be printed as it is. Restore " +
			"the character from the original."},
	{"DATA-SEVERAL", "不止一条记录", "several records where one is wanted",
		"这里只要一条记录，文件里却不止一条，不知道要哪一条，所以不猜。请只留一条，或换成能读许多条的命令。",
		"One record is wanted here and the file has several; which is meant is not guessed. Keep one of them, or read the file record " +
			"by record."},
	{"DATA-SIZE", "太大", "larger than the limit",
		"文件、一条记录或一段文字超过了上限。上限防止一个坏文件占满内存。请分成几个文件；大量的记录用 JSON Lines，每行一条。",
		"A file, a record or a text is larger than the limit that keeps a bad file from filling the memory. Divide it; many records " +
			"are best kept as JSON Lines."},
	{"DATA-SYNTAX", "语法错误", "not valid JSON or YAML",
		"文件不合 JSON 或 YAML 的写法：缺引号、逗号、括号，或有不认识的词。从这里起读不出来。请看所指的行和列。",
		"The file is not valid JSON or YAML: a quote, comma or bracket is missing, or a word is unknown. Look at the line and column " +
			"given."},
	{"DATA-TYPE", "类型不对", "a value of another type is expected here",
		"这里应是文字、数、对象或列表中的一种，写的却是另一种，例如列表里的一行写成了文字。请照表单的样子写；gongbiao sample -t 版式 " +
			"给出一份完整的样子。",
		"A text, number, object or list is expected and something else is given. Write it as the form has it; gongbiao sample -t " +
			"LAYOUT prints a whole example."},
	{"DATA-UNKNOWN-KEY", "表中没有这一项", "the form has no field of this name here",
		"记录里的这个名称在表中没有，收下就等于丢掉，所以停下。多半是写错了字或放错了层。请照提示改正，或删去。",
		"The form has no field of this name, and to accept it would be to lose what it says. It is often misspelt or in the wrong " +
			"group. Correct it as the hint says, or remove it."},
	{"DATA-YAML-ALIAS", "引用", "anchors, aliases and merge keys are not allowed in records",
		"记录的 YAML 里有锚点（&）、引用（*）或合并（<<）。一处改动会悄悄改掉别处的数，所以记录里不准用。请写全；字面上的 & 和 * 请加" +
			"引号。",
		"The record uses YAML anchors, aliases or merge keys, by which one change silently alters other places. Write the values " +
			"out; quote a literal & or *."},
	{"DATA-YAML-COMMENT", "会被当作注释", "YAML would drop what follows the # behind this value: quote the value, or put the comment on a line of its own",
		"值后面的“ #…”在 YAML 里是注释，会被悄悄丢掉，而它可能正是要打印的内容。要打印请给整个值加引号；真是注释请另起一行。",
		"YAML takes what follows “ #” for a comment and drops it, though it may be meant to be printed. Quote the whole value, or " +
			"put the comment on a line of its own."},
	{"DATA-YAML-FOLDED", "换行会丢", "YAML would turn the line breaks of this text into blanks: write it on one line or use |",
		"这样写的多行文字，YAML 会把换行变成空格，印出来就不分段了。请写在一行里，或改用“|”保留换行。",
		"YAML turns the line breaks of such a text into blanks, so its paragraphs would be lost. Write it on one line, or use | to " +
			"keep the breaks."},
	{"DATA-YAML-NULL", "空还是文字", "null or text? Leave it out, or quote it",
		"“null”“~”在 YAML 里是“没有”，也可能就是要打印的字，看不出是哪一种。空着请不写这一项；要打印请加引号。",
		"null and ~ may mean nothing or may be text. Leave the field out if it is empty, quote the word if it is to be printed."},
	{"DATA-YAML-TAG", "标签", "tags are not allowed in records",
		"记录的 YAML 里有标签（以 ! 开头），它会改变值的类型。请删去；字面上的 ! 请加引号。",
		"The record has a YAML tag (it begins with !), which changes the type of a value. Remove it, or quote a literal !."},
	{"DATA-YEAR", "不是年份", "a year has four digits",
		"年份字段应是四位数字，如 2022；这里写的是别的。请改成四位数字，不带“年”字。",
		"A year field takes four digits, such as 2022. Write it so, without 年."},
}
