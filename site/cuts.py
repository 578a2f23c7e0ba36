"""How texts and queries are cut for the search of the site.

In: a text in Chinese and English. Out: Latin words in small letters, and of every run of Chinese characters each single
character and each pair of neighbours. A query of one character asks for that character; a longer one for all its pairs.
So any phrase that stands on a page is found, whatever a dictionary thinks its words are: 执行率, 结转 and 合并单元格
are no words of jieba's, or are cut otherwise in a text than in a query.
"""
import re

from sphinx import search

RUN = re.compile(r"[0-9a-z_]+|[\u3400-\u9fff\U00020000-\U0003ffff]+", re.IGNORECASE)

# The same for a query, in the browser. Sphinx's own search is one for words: of pairs it wants one and not all, and
# marks them one by one. Here a page has to have all of them, and what is marked on it are phrases.
IN_BROWSER = r"""
const RUN = /[0-9a-z_]+|[\u3400-\u9fff\u{20000}-\u{3ffff}]+/giu;

function splitQuery(query) {
  const terms = [];
  for (const run of query.match(RUN) || []) {
    const chars = Array.from(run);
    if (/^[0-9a-z_]/i.test(run) || chars.length === 1) terms.push(run);
    else for (let i = 0; i + 1 < chars.length; i++) terms.push(chars[i] + chars[i + 1]);
  }
  return terms;
}

Search.performTermsSearch = (wanted) => {
  const { terms, titleterms, docnames, titles, filenames } = Search._index;
  const files = (of) => (of === undefined ? [] : [].concat(of));
  const holders = [...wanted].map((word) => {
    const latin = /^[0-9a-z_]{3,}$/.test(word); // these are found within longer words, too
    const of = (index) => new Set((latin ? Object.keys(index).filter((k) => k.includes(word)) : [word]).flatMap((k) => files(index[k])));
    return { text: of(terms), title: of(titleterms) };
  });
  if (!holders.length) return [];
  return docnames.flatMap((page, n) => {
    if (!holders.every((h) => h.text.has(n) || h.title.has(n))) return [];
    let score = holders.every((h) => h.title.has(n)) ? Scorer.title : Scorer.term;
    if (page.startsWith("docs/decisions/")) score -= 3; // why comes after how
    return [[page, titles[n], "", null, score, filenames[n]]];
  });
};

const searchQuery = Search.query;
Search.query = (query) => {
  searchQuery(query);
  try {
    localStorage.setItem("sphinx_highlight_terms", (query.toLowerCase().match(RUN) || []).join(" "));
  } catch (e) {} // a browser may refuse this to files; then nothing is marked
};
"""


class Pairs(search.SearchLanguage):
    lang = "zh"
    language_name = "Chinese"
    stopwords = set()
    js_splitter_code = IN_BROWSER
    js_stemmer_code = "var Stemmer = function() { this.stemWord = function(w) { return w; } };\n"

    def split(self, text):
        terms = []
        for run in RUN.findall(text):
            if run[0].isascii():
                terms.append(run)
            else:
                terms.extend(run)
                terms.extend(a + b for a, b in zip(run, run[1:]))
        return terms

    def stem(self, word):
        return word.lower()

    def word_filter(self, word):
        return len(word) > 0


def register():
    search.languages["zh"] = search.languages["zh_CN"] = Pairs
