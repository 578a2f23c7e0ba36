// The words of the shell and of the form being filled in, in English. Keys are the Chinese sentences of the modules.

/** @type {Object<string, string>} */
export const english = {
  '公表': 'Gongbiao', '选表': 'Choose', '填表': 'Fill in', '跳到正文': 'Skip to content', '各页': 'Pages of this site',

  // choice
  '填一张表': 'Fill in a form',
  '选一张表开始填；或者打开已有的：记录、台账、填好的 Excel、别处的官方表（拖到这里也可以）。':
    'Choose a form and begin, or open what you have: records, ledgers, filled-in workbooks, official forms made elsewhere (dropping them here works too).',
  '打开文件…': 'Open files…', '一次做很多张': 'Many at once', '没填完的表': 'Forms begun', '删除 {name}': 'Delete {name}', '全部删除': 'Delete all',
  '把这个浏览器里存的 {n} 份草稿全部删除？': 'Delete all {n} drafts kept in this browser?',
  '这里不存草稿：填的内容不留在浏览器里，离开前请下载。': 'No drafts are kept: nothing stays in the browser. Download your work before you leave.',
  '{n} 张表': '{n} forms', '全部': 'All', '地方': 'Place', '年度': 'Year', '表的种类': 'Kind of form', '名称': 'Name',
  '{title}的第一页': 'First page of {title}', '{year} 年版': '{year} edition', '本单位的版式': 'own layout', '旧版': 'older edition',
  '依据和核对': 'Source and confirmation', '依据和核对（样式未确认）': 'Source and confirmation (look not confirmed)', '没有名称的表': 'A form without a name', '依据': 'Source', '核对': 'Confirmed',
  '填这张表': 'Fill in', '看填好的例子': 'See an example', 'Excel 填报表': 'Excel to fill in',

  // files
  '正在读 {n} 个文件…': 'Reading {n} file(s)…', '已打开 {file}。': '{file} is open.', '读到 {n} 张表': '{n} form(s) read',
  '这些文件里没有找到表。': 'No form was found in these files.', '相符 {fit}': 'fit {fit}', '名字是 {end}，里面却只有文字：它不是这种文件，或者坏了。': 'It is called {end} and holds nothing but text: it is no such file, or broken.',
  '读得没有把握的 {n} 处，请对照原件看': '{n} doubtful place(s): compare with the original', '看过了，打开': 'I have looked, open', '打开': 'Open', '关闭': 'Close',
  '知道了': 'Close', '这台电脑不存草稿：现在这张表还没有下载，打开别的就没有了。仍要打开吗？': 'This computer keeps no drafts: the form you have open will be lost. Open another one all the same?', '连不上服务。填的内容还在这里，没有丢。': 'The service cannot be reached. What you filled in is still here.',

  '记录': 'record', '台账': 'ledger', '官方表': 'official form', '认不出的文件': 'unknown file',

  // the bar
  '撤销': 'Undo', '重做': 'Redo', '加一行': 'Add row', '上移': 'Move up', '下移': 'Move down', '删除': 'Remove', '下载': 'Download', '改表': 'Change the form',
  '快捷键': 'Shortcuts', '记录文件（JSON）': 'Record (JSON)', '空白的 Excel 填报表': 'Blank workbook to fill in', '组“{name}”（{n} 行）': 'group “{name}” ({n} rows)', '{label} 第 {n} 行': '{label} row {n}',
  '连不上服务，填的内容没有丢，会再试': 'Service not reached; nothing is lost, trying again', '草稿已存在这个浏览器里': 'Draft kept in this browser',
  '没有存草稿，离开前请下载': 'No draft kept: download before you leave', '正在做 {word}…': 'Making {word}…', '{word} 已下载。': '{word} downloaded.', '：': ': ',
  '还没有打开的表': 'No form is open', '选一张表': 'Choose a form',

  // the paper
  '新的一行': 'New row', '在下面加一行': 'Add a row below', '删除这一行': 'Remove this row', '在{label}第 {n} 行下面加一行': 'Add a row below row {n} of {label}',
  '删除{label}第 {n} 行': 'Remove row {n} of {label}', '{label}加一行': 'Add a row to {label}', '{place}：常用的值': '{place}: usual values',
  '{place}：日历': '{place}: calendar', '填的是“{value}”': 'entered: “{value}”', '算得 {value}': '= {value}', '填入': 'Fill in', '看这里的问题': 'See what is said here',
  '删除 {n} 行': 'Remove {n} rows', '删除一行': 'Remove a row', '已删除 {n} 行。': '{n} rows removed.', '已删除一行。': 'Row removed.',
  '先到要改的那一行。': 'Go to the row first.', '已经在最上面。': 'Already at the top.', '已经在最下面。': 'Already at the bottom.',
  '粘贴': 'Paste', '已粘贴 {rows} 行 {columns} 列。': 'Pasted {rows} row(s), {columns} column(s). ', '第一行是表头，已按名称对列。': 'The first row is headings: columns matched by name. ',
  '新增 {n} 行。': '{n} row(s) added. ', '改动了已填的 {n} 格。': '{n} filled cell(s) changed. ', '有 {n} 格这里放不下，没有贴。': '{n} cell(s) have no place here and were not pasted. ',

  '表上不印、供校验用的栏：{names}': 'Items not printed, for the checks: {names}', '展开': 'Show', '收起': 'Hide',

  // findings
  '旁边看什么': 'What stands beside', '问题和页面': 'Findings and pages', '表': 'Form', '问题': 'Findings', '打印的页': 'Pages', '错误': 'Error', '警告': 'Warning', '提示': 'Note',
  '已说明': 'Answered', '又': 'Also: ', '第 {n} 行': 'row {n}', '哪一处': 'Which place', '读法': 'Readings', '填入 {value}': 'Fill in {value}',
  '怎么来的': 'How it came about', '收回说明': 'Take the answer back', '说明为什么没有错': 'Say why it is right', '表上': 'Printed', '应为': 'Expected', '算式': 'Sum', '怎么办': 'What to do',
  '问题照样列出，标作“已说明”；这一格以后变了，说明就失效。': 'It stays in the list, marked as answered; when the cell changes the answer lapses.',
  '还没有填：{n} 处': 'To be filled in: {n}', '必须改正：{n} 处': 'To mend: {n}', '请看一看：{n} 处': 'To look at: {n}', '全部检查': 'Check all',
  '有 {n} 项没有查：这张表用不上，或不要求': '{n} checks not run: not for this form, or not asked for', '这一格不用填：它用到的数填好了，自己会算出来。': 'Nothing to fill in here: it is computed once the figures it needs are there.',
  '理由': 'Reason', '经手人': 'By', '日期': 'Date', '记下说明': 'Keep the answer', '不说明': 'Cancel', '表刚刚又改了，请再记一次。': 'The form has just changed: please try again.',
  '说明': 'Answer', '已记下说明。': 'The answer is kept.', 
  '这一项不印在表上。': 'This item is not printed on the form.', '没有问题。': 'Nothing is said against it.',

  // pages
  '第 {n} 页，共 {all} 页': 'Page {n} of {all}', '连不上服务，页面不是最新的。': 'The service cannot be reached: the pages are not the newest.', '现在排不出页：{why}': 'No pages can be made now: {why}',

  // keys
  '只用键盘': 'Keyboard only', '下一格、上一格': 'next cell, previous cell', '下面一格、上面一格（同一列）': 'cell below, cell above (same column)', '格内换行': 'new line in the cell',
  '光标已在文字的一头时，走到旁边的格': 'to the cell beside, when the cursor is at the end of the text', '把这一行（在合并的格里：这一组）上移、下移': 'move this row (in a merged cell: this group) up, down',
  '粘贴；从 Excel、Word 复制的一块格子从这一格起填': 'paste; a block of cells from Excel or Word fills from this cell on', '撤销、重做': 'undo, redo',
  '存成记录文件 record.json': 'save the record as a file', '到下一个问题': 'to the next finding',
};
