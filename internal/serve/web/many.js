// The view for many forms: files dropped, a table of what they hold, the check over all of them, and what is made of
// them: files in one ZIP, a book, records from workbooks; workbooks to hand out.

import * as api from './api.js';
import { download, fill, h, say } from './dom.js';
import { learn, t } from './i18n.js';
import { drops, picker, problem } from './form-open.js';
import { forms, stateOf } from './many-forms.js';
import { english } from './many-en.js';
import { Job } from './many-jobs.js';
import { Table } from './many-table.js';

learn(english);

const FORMATS = [['pdf', 'PDF'], ['xlsx', 'Excel（XLSX）'], ['docx', 'Word（DOCX）'], ['ofd', 'OFD'], ['html', 'HTML'], ['png', 'PNG'], ['svg', 'SVG']];
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
  const begin = (/** @type {string} */ name, /** @type {string} */ kind, /** @type {Object<string, any>} */ options, /** @type {File[]} */ files, /** @type {number} */ count) => {
    const j = new Job(name, count);
    jobs = [j].concat(jobs);
    list.insertBefore(j.element, list.firstChild);
    j.element.scrollIntoView({ block: 'nearest' });
    j.start(kind, options, files);
  };
  const work = h('div', { class: 'work' }, renderBox(begin), bookBox(begin), bookletBox(main));
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
    h('ul', { class: 'said' }, forms.together.map((f) => h('li', { class: 'is-' + f.severity }, [f.place, f.message, f.hint].filter(Boolean).join('　')))));
}

/** @typedef {(name: string, kind: string, options: Object<string, any>, files: File[], count: number) => void} Begin */

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
    begin(t('批量出表'), 'render', options, [forms.file(all)], all.length);
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
    begin(t('汇编成册'), 'book', options, [forms.file(all)], all.length);
  } },
  h('h2', {}, t('汇编成册')), h('p', { class: 'dim' }, t('封面、目录、汇总表、全部的表，连续的页码。有一张出不了就不成册，说明是哪一张。')),
  field(t('封面标题'), title), field(t('封面单位'), unit), field(t('文件'), format), field(t('次序'), order),
  h('p', { class: 'acts' }, h('button', { type: 'submit', class: 'strong' }, t('开始汇编'))));
}

/** Workbooks to hand out. @param {HTMLElement} main */
function bookletBox(main) {
  const layout = h('select', {});
  const rows = h('input', { type: 'text', inputmode: 'numeric', maxlength: '3' });
  api.layouts().then((a) => fill(layout, a.filter((/** @type {any} */ l) => l.current).map((/** @type {any} */ l) =>
    h('option', { value: l.id }, [l.place, l.name].filter(Boolean).join(' · '))))).catch((e) => problem(main, e));
  return h('form', { class: 'box', onsubmit: async (/** @type {Event} */ e) => {
    e.preventDefault();
    try {
      const n = rows.value.trim();
      const path = 'v1/layouts/' + layout.value.split('/').map(encodeURIComponent).join('/') + '/blank.xlsx' + (n ? '?rows=' + encodeURIComponent(n) : '');
      const bytes = await (await api.send('GET', path)).bytes();
      download(new Blob([bytes]), (api.nameOf(layout.value) || t('填报表')) + '.xlsx');
      say(t('{word} 已下载。', { word: t('填报表') }));
    } catch (x) {
      problem(main, x);
    }
  } },
  h('h2', {}, t('下发 Excel 填报表')), h('p', { class: 'dim' }, t('官方版式，只有要填的格可以改。各单位填好后，一起拖到这一页收回。')),
  field(t('表'), layout), field(t('指标留几行'), rows),
  h('p', { class: 'acts' }, h('button', { type: 'submit', class: 'strong' }, t('下载填报表'))));
}
