// What the search says, in Chinese. The number of pages is put into the sentence before the sentence is looked up, so every number has one.
Documentation.addTranslations({
  locale: "zh_Hans_CN",
  plural_expr: "0",
  messages: {
    "Search Results": "搜索结果",
    "Searching": "正在搜索",
    "Preparing search...": "准备搜索……",
    "Hide Search Matches": "不再标出搜索的词",
    ", in ": "，在 ",
    "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
      "没有找到。请换一个词，或少写几个字。",
    ...Object.fromEntries(Array.from({ length: 2000 }, (_, n) =>
      [`Search finished, found ${n} page(s) matching the search query.`, `找到 ${n} 处。`])),
  },
});
