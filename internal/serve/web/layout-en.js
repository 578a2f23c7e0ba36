// The words of the view that tries out a layout, in English. Keys are the Chinese sentences of the module.

/** @type {Object<string, string>} */
export const english = {
  '试版式': 'Layouts', '试一个版式': 'Try a layout',
  '写版式的人用：改左边的文字，右边是照它排出的页；不对的地方写明行和列，点一下就到。什么也不保存，改好了请下载。':
    'For those who write layouts: change the text on the left, and the pages it makes stand on the right; what is wrong is said with line and column. Nothing is kept: download what you have made.',
  '从现有的版式开始': 'Begin with one that is there', '编号（文件里没有写 layout 时）': 'Id (where the file has no layout:)', '选一个…': 'Choose…',
  '用正在填的表试，不编一份': 'with the form being filled in, not an invented one', '下载版式': 'Download the layout', '版式的文字': 'Text of the layout', '结果': 'Result',
  '写一份版式，或从现有的开始。': 'Write a layout, or begin with one that is there.', '正在排…': 'Setting…', '排出 {n} 页，没有发现问题。': '{n} page(s), nothing found.',
  '排出 {n} 页。有 {m} 处要看看：': '{n} page(s). To look at: {m}', '现在排不出页，有 {n} 处：': 'No pages can be made, {n} place(s):', '第 {line} 行第 {col} 列': 'line {line}, column {col}',
};
