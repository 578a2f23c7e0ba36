// The view for many forms: files dropped, a table of what they hold, the check over all of them, and what is made of
// them: files in one ZIP, a book, records from workbooks; workbooks to hand out.

import * as api from './api.js';
import { download, fill, h, say } from './dom.js';
import { learn, t } from './i18n.js';
import { drops, line, picker, problem } from './form-open.js';
import { forms, stateOf } from './many-forms.js';
import { english } from './many-en.js';
import { Job } from './many-jobs.js';
import { Table } from './many-table.js';

learn(english);

const FORMATS = [['pdf', 'PDF'], ['xlsx', 'Excel（XLSX）'], ['docx', 'Word（DOCX）'], ['ofd', 'OFD'], ['html', 'HTML'], ['png', 'PNG'], ['svg', 'SVG']];
const LISTS = '.xlsx,.csv,.xls,.et';
const BOOKS = [['pdf', 'PDF'], ['xlsx', 'Excel（XLSX）'], ['ofd', 'OFD']];

/** @type {Job[]} the newest first; they go on while one is in another view */
let jobs = [];

/** @param {HTMLElement} main */
export function many(main) {
  const add = (/** @type {File[]} */ f) => forms.add(f);
  const table = new Table();
  const top = h('div', { class: 'reading' });
  const whole = h('section', { class: 'together', 'aria-labelledby': 'together' });
  const list = h('ul', { class: 'jobs', 'aria-label': t('任务') }, jobs.map((j) => j.element));
  const begin = (/** @type {string} */ name, /** @type {string} */ kind, /** @type {Object<string, any>} */ options, /** @type {Array<[string, File]>} */ parts, /** @type {number} */ count) => {
    const j = new Job(name, count);
    jobs = [j].concat(jobs);
    list.insertBefore(j.element, list.firstChild);
    j.element.scrollIntoView({ block: 'nearest' });
    j.start(kind, options, parts);
  };
  const work = h('div', { class: 'work' }, renderBox(begin), bookBox(begin), bookletBox(begin, main), collectBox(begin, main));
  fill(main,
    h('div', { class: 'lead' }, h('h1', {}, t('一次做很多张')),
      h('p', {}, t('把记录、台账、填好的 Excel、别处的官方表一起拖到这里：逐张检查，合起来检查，再做成一个 ZIP 或一册。')),
      h('p', { class: 'acts' }, picker(t('加文件…'), add), h('button', { type: 'button', onclick: () => forms.check() }, t('再查一遍')),
        h('button', { type: 'button', onclick: () => {
          if (forms.all.length === 0 || window.confirm(t('把清单里的 {n} 张表全部移除？', { n: forms.all.length }))) forms.clear();
        } }, t('清空')))),
    top, whole, table.element, work, h('section', { 'aria-labelledby': 'jobs' }, h('h2', { id: 'jobs' }, t('任务')), list));
  const show = () => {
    table.show();
    reading(top);
    together(whole);
  };
  const stops = [drops(main, add), forms.listen(show)];
  show();
  if (!forms.current()) forms.check();
  return () => stops.forEach((f) => f());
}

/** How far the reading is. @param {HTMLElement} e */
function reading(e) {
  const r = forms.reading;
  if (!r && !forms.busy) {
    fill(e, forms.fault && h('p', { class: 'wrong', role: 'alert' }, t('没有查成：'), forms.fault.message));
    return;
  }
  if (!r) {
    fill(e, h('p', { role: 'status' }, t('正在检查 {n} 张表…', { n: forms.usable().length })));
    return;
  }
  fill(e, h('progress', { max: String(r.all), value: String(r.done), 'aria-label': t('读文件') }),
    h('p', {}, h('span', { role: 'status' }, t('正在读第 {done} / {all} 个文件…', { done: r.done, all: r.all })), ' ', h('button', { type: 'button', class: 'small', onclick: () => {
      r.stop = true;
    } }, t('停止'))));
}

/** What is said of all of them together. @param {HTMLElement} e */
function together(e) {
  e.hidden = forms.lines.length === 0 && forms.together.length === 0;
  fill(e, h('h2', { id: 'together' }, t('合起来看')),
    h('details', {}, h('summary', {}, forms.lines[0] || t('汇总')), h('pre', { tabindex: '0' }, forms.lines.slice(1).join('\n'))),
    h('ul', { class: 'said' }, forms.together.map((f) => h('li', { class: 'is-' + f.severity }, line(f)))));
}

/** @typedef {(name: string, kind: string, options: Object<string, any>, parts: Array<[string, File]>, count: number) => void} Begin */

/** The forms work is begun with, or nothing and a sentence. @returns {import('./many-forms.js').Form[]} */
function ready() {
  const all = forms.usable();
  const doubt = all.filter((f) => stateOf(f) === 'doubt');
  if (all.length === 0) say(t('清单里还没有表。'));
  else if (doubt.length > 0) say(t('有 {n} 张表读得没有把握：先打开看过，或移除。', { n: doubt.length }));
  return doubt.length > 0 ? [] : all;
}

/** @param {string} word @param {HTMLElement} input */
const field = (word, input) => h('label', {}, h('span', {}, word), input);

/** @param {Array<string[]>} of @param {string[]} on */
function boxes(of, on) {
  return of.map(([f, word]) => h('label', { class: 'yes' }, h('input', { type: 'checkbox', name: 'format', value: f, checked: on.indexOf(f) >= 0 }), ' ', word));
}

/** @param {Begin} begin */
function renderBox(begin) {
  const mark = h('input', { type: 'text', maxlength: '40' });
  const proof = h('input', { type: 'checkbox' });
  const check = h('input', { type: 'checkbox' });
  const form = h('form', { class: 'box', onsubmit: (/** @type {Event} */ e) => {
    e.preventDefault();
    const formats = Array.from(form.querySelectorAll('input[name=format]')).filter((b) => /** @type {HTMLInputElement} */ (b).checked).map((b) => /** @type {HTMLInputElement} */ (b).value);
    if (formats.length === 0) {
      say(t('先选要哪几种文件。'));
      return;
    }
    const all = ready();
    if (all.length === 0) return;
    /** @type {Object<string, any>} */
    const options = { formats };
    if (mark.value.trim()) options.watermark = mark.value.trim();
    if (proof.checked) options.proof = true;
    if (check.checked) options.check = true;
    begin(t('批量出表'), 'render', options, [['file', forms.file(all)]], all.length);
  } },
  h('h2', {}, t('批量出表')), h('p', { class: 'dim' }, t('一个 ZIP：每张表的文件、清单；做不成的列在失败清单里，不影响别的表。')),
  h('fieldset', {}, h('legend', {}, t('文件')), boxes(FORMATS, ['pdf', 'xlsx'])),
  field(t('水印'), mark),
  h('label', { class: 'yes' }, proof, ' ', t('校样：把问题标在表上')), h('label', { class: 'yes' }, check, ' ', t('有错误的表不出')),
  h('p', { class: 'acts' }, h('button', { type: 'submit', class: 'strong' }, t('开始出表'))));
  return form;
}

/** @param {Begin} begin */
function bookBox(begin) {
  const title = h('input', { type: 'text', maxlength: '100' });
  const unit = h('input', { type: 'text', maxlength: '100' });
  const format = h('select', {}, BOOKS.map(([f, word]) => h('option', { value: f }, word)));
  const order = h('select', {}, h('option', { value: '' }, t('文件的次序')), h('option', { value: 'pinyin' }, t('按拼音')));
  return h('form', { class: 'box', onsubmit: (/** @type {Event} */ e) => {
    e.preventDefault();
    const all = ready();
    if (all.length === 0) return;
    /** @type {Object<string, any>} */
    const options = { formats: [format.value] };
    if (title.value.trim()) options.title = title.value.trim();
    if (unit.value.trim()) options.unit = unit.value.trim();
    if (order.value) options.order = order.value;
    begin(t('汇编成册'), 'book', options, [['file', forms.file(all)]], all.length);
  } },
  h('h2', {}, t('汇编成册')), h('p', { class: 'dim' }, t('封面、目录、汇总表、全部的表，连续的页码。有一张出不了就不成册，说明是哪一张。')),
  field(t('封面标题'), title), field(t('封面单位'), unit), field(t('文件'), format), field(t('次序'), order),
  h('p', { class: 'acts' }, h('button', { type: 'submit', class: 'strong' }, t('开始汇编'))));
}

/** Workbooks to hand out: one for each line of a list, or an empty one. @param {Begin} begin @param {HTMLElement} main */
function bookletBox(begin, main) {
  const layout = layoutsBox(main);
  const rows = h('input', { type: 'text', inputmode: 'numeric', maxlength: '3' });
  const units = h('input', { type: 'file', accept: LISTS });
  return h('form', { class: 'box', onsubmit: (/** @type {Event} */ e) => {
    e.preventDefault();
    const n = rows.value.trim();
    const list = (units.files || [])[0];
    if (list) begin(t('填报表'), 'blanks', Object.assign({ layout: layout.value }, /^\d+$/.test(n) ? { rows: Number(n) } : {}), [['units', list]], 0);
    else blank(main, layout.value, n);
  } },
  h('h2', {}, t('下发 Excel 填报表')), h('p', { class: 'dim' }, t('官方版式，只有要填的格可以改。有名单就一行一张，已填好名单上的栏，做成一个 ZIP；没有名单是一张空表。')),
  field(t('表'), layout), field(t('名单（列名如 实施单位、项目名称）'), units), field(t('指标留几行'), rows),
  h('p', { class: 'acts' }, h('button', { type: 'submit', class: 'strong' }, t('下载填报表'))));
}

/** Workbooks that have come back, held against the list of those that should. @param {Begin} begin @param {HTMLElement} main */
function collectBox(begin, main) {
  const layout = layoutsBox(main);
  const units = h('input', { type: 'file', accept: LISTS });
  const books = h('input', { type: 'file', accept: '.xlsx', multiple: true, name: 'books' });
  return h('form', { class: 'box', onsubmit: (/** @type {Event} */ e) => {
    e.preventDefault();
    const list = (units.files || [])[0];
    const all = Array.from(books.files || []);
    if (all.length === 0) say(t('先选填好的 Excel。'));
    else begin(t('收回填报表'), 'collect', { layout: layout.value }, all.map((f) => /** @type {[string, File]} */ (['file', f])).concat(list ? [['units', list]] : []), 0);
  } },
  h('h2', {}, t('收回填报表')), h('p', { class: 'dim' }, t('收回的记录和一本台账做成一个 ZIP；有名单，没有交的也列在台账里。只想看看、改改，拖到这一页就行。')),
  field(t('表'), layout), field(t('填好的 Excel'), books), field(t('名单（列名如 实施单位、项目名称）'), units),
  h('p', { class: 'acts' }, h('button', { type: 'submit', class: 'strong' }, t('开始收表'))));
}

/** The layouts there are, to choose one. @param {HTMLElement} main */
function layoutsBox(main) {
  const layout = h('select', {});
  api.layouts().then((a) => fill(layout, a.filter((/** @type {any} */ l) => l.current).map((/** @type {any} */ l) =>
    h('option', { value: l.id }, [l.place, l.name].filter(Boolean).join(' · '))))).catch((e) => problem(main, e));
  return layout;
}

/** One workbook for anybody. @param {HTMLElement} main @param {string} layout @param {string} rows */
async function blank(main, layout, rows) {
  try {
    const bytes = await (await api.send('GET', api.of(layout) + '/blank.xlsx' + (rows ? '?rows=' + encodeURIComponent(rows) : ''))).bytes();
    download(new Blob([bytes]), (api.nameOf(layout) || t('填报表')) + '.xlsx');
    say(t('{word} 已下载。', { word: t('填报表') }));
  } catch (x) {
    problem(main, x);
  }
}
