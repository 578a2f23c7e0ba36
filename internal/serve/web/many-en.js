// The words of the view for many forms, in English. Keys are the Chinese sentences of the modules.

/** @type {Object<string, string>} */
export const english = {
  '把记录、台账、填好的 Excel、别处的官方表一起拖到这里：逐张检查，合起来检查，再做成一个 ZIP 或一册。':
    'Drop records, ledgers, filled-in workbooks and official forms made elsewhere here, all at once: each is checked, then all together; then make one ZIP or a book of them.',
  '加文件…': 'Add files…', '再查一遍': 'Check again', '清空': 'Clear', '把清单里的 {n} 张表全部移除？': 'Take all {n} forms off the list?',
  '任务': 'Jobs', '没有查成：': 'The check gave no answer: ', '正在检查 {n} 张表…': 'Checking {n} forms…', '读文件': 'Reading files',
  '正在读第 {done} / {all} 个文件…': 'Reading file {done} of {all}…', '停止': 'Stop', '合起来看': 'All together', '汇总': 'Summary',
  '清单里还没有表。': 'There is no form in the list yet.', '有 {n} 张表读得没有把握：先打开看过，或移除。': '{n} forms have doubtful places: open and look at them first, or take them off.',

  // the table
  '读不出': 'Unreadable', '有疑问': 'Doubtful', '有错误': 'Errors', '有警告': 'Warnings', '有提示': 'Notes', '未查': 'Not checked', '没有问题': 'Nothing said',
  '文件': 'File', '单位': 'Unit', '状态': 'State', '总分': 'Total', '找': 'Find', '表的清单': 'List of forms', '做什么': 'Actions',
  '{n} 张表，显示 {shown} 张': '{n} forms, {shown} shown', '打开 {name}': 'Open {name}', '{name} 的问题': 'Findings of {name}', '从清单移除 {name}': 'Take {name} off the list',

  // what is made
  '批量出表': 'Files of all', '一个 ZIP：每张表的文件、清单；做不成的列在失败清单里，不影响别的表。': 'One ZIP: the files of each form and a manifest; what cannot be made is listed, and holds up nothing else.',
  '先选要哪几种文件。': 'Choose the kinds of files first.', '水印': 'Watermark', '校样：把问题标在表上': 'Proof: findings marked on the form', '有错误的表不出': 'Leave out forms with errors',
  '开始出表': 'Make the files', '汇编成册': 'A book', '封面、目录、汇总表、全部的表，连续的页码。有一张出不了就不成册，说明是哪一张。':
    'Cover, contents, summary, all forms, numbered through. If one cannot be printed there is no book, and it is named.',
  '封面标题': 'Title on the cover', '封面单位': 'Unit on the cover', '次序': 'Order', '文件的次序': 'As the files', '按拼音': 'By pinyin', '开始汇编': 'Make the book',
  '下发 Excel 填报表': 'Workbooks to hand out', '官方版式，只有要填的格可以改。有名单就一行一张，已填好名单上的栏，做成一个 ZIP；没有名单是一张空表。':
    'The official layout; only the answers can be changed. With a list, one for each of its lines, what it says filled in, in one ZIP; without one, an empty one.',
  '名单（列名如 实施单位、项目名称）': 'List (columns as 实施单位, 项目名称)', '收回填报表': 'Workbooks back in',
  '收回的记录和一本台账做成一个 ZIP；有名单，没有交的也列在台账里。只想看看、改改，拖到这一页就行。':
    'The records and a ledger in one ZIP; with a list, what has not come is in the ledger too. To look at them only, drop them on this page.',
  '填好的 Excel': 'Filled-in workbooks', '开始收表': 'Take them in', '先选填好的 Excel。': 'Choose the filled-in workbooks first.',
  '指标留几行': 'Rows for indicators', '下载填报表': 'Download the workbook', '填报表': 'form-to-fill-in',

  // jobs
  '正在送出…': 'Sending…', '排队等候…': 'Waiting for its turn…', '已做 {done} / {all}': '{done} of {all} done', '已做 {done} / {all}，其中 {failed} 张有问题': '{done} of {all} done, {failed} with findings',
  '做完了：{done} 张': 'Done: {done} forms', '做完了：{done} 张，其中 {failed} 张有问题，见结果里的清单': 'Done: {done} forms, {failed} of them with something wrong, see the list in the result',
  '已停止，没有留下文件。': 'Stopped; no file is left.', '没有做成。': 'It could not be made.', '下载结果（ZIP）': 'Download the result (ZIP)', '连不上服务。': 'The service cannot be reached.',
};
