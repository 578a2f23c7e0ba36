// The table of forms: what each is, what is said of it, filtered and sorted.

import * as api from './api.js';
import { fill, h, sign } from './dom.js';
import { t } from './i18n.js';
import { line } from './form-open.js';
import { forms, stateOf } from './many-forms.js';

/** @typedef {import('./many-forms.js').Form} Form */

const STATES = ['unread', 'doubt', 'error', 'warning', 'note', 'unchecked', 'ok']; // the worst first

/** @param {string} s */
function stateWord(s) {
  return s === 'unread' ? t('读不出') : s === 'doubt' ? t('有疑问') : s === 'error' ? t('有错误') : s === 'warning' ? t('有警告')
    : s === 'note' ? t('有提示') : s === 'unchecked' ? t('未查') : t('没有问题');
}

/** @param {string} s @returns {any} */
function stateSign(s) {
  return s === 'unread' || s === 'error' ? 'error' : s === 'doubt' || s === 'warning' ? 'warning' : s === 'ok' ? 'ok' : 'note';
}

/** @param {Form} f */
const titleOf = (f) => api.nameOf(f.layout);

/** @type {Array<[string, string, (f: Form) => string | number]>} */
const COLUMNS = [
  ['file', '文件', (f) => f.file],
  ['name', '名称', (f) => f.name],
  ['unit', '单位', (f) => f.unit],
  ['layout', '表', titleOf],
  ['state', '状态', (f) => STATES.indexOf(stateOf(f))],
  ['errors', '错误', (f) => -((f.tally || {}).errors || 0)],
  ['warnings', '警告', (f) => -((f.tally || {}).warnings || 0)],
  ['total', '总分', (f) => Number(f.total) || 0],
];

/** How it is looked at, as long as the page lives. */
const seen = { words: '', state: '', by: '', down: false };

export class Table {
  constructor() {
    this.head = h('thead');
    this.body = h('tbody');
    this.count = h('p', { class: 'count', role: 'status' });
    this.words = h('input', { type: 'search', value: seen.words, oninput: () => {
      seen.words = this.words.value;
      this.show();
    } });
    this.states = h('select', { onchange: () => {
      seen.state = this.states.value;
      this.show();
    } }, h('option', { value: '' }, t('全部')), STATES.map((s) => h('option', { value: s }, stateWord(s))));
    this.states.value = seen.state;
    /** @type {Set<number>} */ this.open = new Set();
    this.element = h('div', { class: 'forms' },
      h('div', { class: 'filter', role: 'search' }, h('label', {}, h('span', {}, t('找')), this.words), h('label', {}, h('span', {}, t('状态')), this.states)),
      this.count,
      h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('表的清单') }, h('table', { class: 'list' }, h('caption', { class: 'away' }, t('表的清单')), this.head, this.body)));
    this.show();
    this.learn();
  }

  async learn() {
    await api.learnNames();
    if (this.element.isConnected) this.show();
  }

  /** The forms that are shown, in their order. */
  shown() {
    const words = seen.words.trim().toLowerCase().split(/\s+/);
    const out = forms.all.filter((f) => (!seen.state || stateOf(f) === seen.state) &&
      words.every((w) => (f.file + ' ' + f.name + ' ' + f.unit + ' ' + titleOf(f) + ' ' + f.layout).toLowerCase().indexOf(w) >= 0));
    const column = COLUMNS.find((c) => c[0] === seen.by);
    if (!column) return out;
    const way = seen.down ? -1 : 1;
    return out.map((f, i) => ({ f, i, v: column[2](f) })).sort((a, b) => {
      const order = typeof a.v === 'number' && typeof b.v === 'number' ? a.v - b.v : String(a.v).localeCompare(String(b.v), 'zh-CN');
      return order === 0 ? a.i - b.i : way * order;
    }).map((x) => x.f);
  }

  show() {
    const at = document.activeElement instanceof HTMLElement && this.element.contains(document.activeElement) ? document.activeElement.dataset.at || '' : '';
    fill(this.head, h('tr', {}, COLUMNS.map(([key, word]) => h('th', { scope: 'col', 'aria-sort': seen.by === key ? (seen.down ? 'descending' : 'ascending') : 'none' },
      h('button', { type: 'button', class: 'plain', data: { at: 'sort ' + key }, onclick: () => this.sort(key) }, t(word), seen.by === key && h('span', { 'aria-hidden': 'true' }, seen.down ? ' ▼' : ' ▲')))),
    h('th', { scope: 'col' }, t('做什么'))));
    const list = this.shown();
    fill(this.body, list.map((f) => this.rows(f)));
    this.count.textContent = forms.all.length === list.length ? t('{n} 张表', { n: list.length }) : t('{n} 张表，显示 {shown} 张', { n: forms.all.length, shown: list.length });
    if (at) {
      const again = Array.from(this.element.querySelectorAll('button')).find((b) => b.dataset.at === at);
      if (again) again.focus();
    }
  }

  /** @param {string} key */
  sort(key) {
    seen.down = seen.by === key && !seen.down;
    seen.by = key;
    this.show();
  }

  /** @param {Form} f */
  rows(f) {
    const s = stateOf(f);
    const n = f.tally || {};
    const number = (/** @type {number} */ x) => h('td', { class: 'figure' }, f.checked ? String(x || 0) : '');
    const says = f.wrong.length + f.doubts.length + f.remarks.length;
    const open = this.open.has(f.key);
    const name = f.name || f.file;
    const row = h('tr', { data: { key: String(f.key), state: s } },
      h('th', { scope: 'row' }, f.file), h('td', {}, f.name), h('td', {}, f.unit), h('td', { class: 'dim', title: f.layout }, titleOf(f)),
      h('td', { class: 'state is-' + s }, sign(stateSign(s)), ' ', stateWord(s)), number(n.errors), number(n.warnings), h('td', { class: 'figure' }, f.total + (f.grade ? ' ' + f.grade : '')),
      h('td', { class: 'do' },
        f.record !== undefined && h('button', { type: 'button', class: 'small', data: { at: 'open ' + f.key }, 'aria-label': t('打开 {name}', { name }), onclick: () => forms.open(f) }, t('打开')),
        says > 0 && h('button', { type: 'button', class: 'small', data: { at: 'says ' + f.key }, 'aria-expanded': String(open), 'aria-label': t('{name} 的问题', { name }), onclick: () => {
          if (open) this.open.delete(f.key);
          else this.open.add(f.key);
          this.show();
        } }, t('问题')),
        h('button', { type: 'button', class: 'small quiet', data: { at: 'remove ' + f.key }, 'aria-label': t('从清单移除 {name}', { name }), onclick: () => forms.remove(f) }, sign('remove'))));
    return open ? [row, h('tr', { class: 'says' }, h('td', { colspan: String(COLUMNS.length + 1) }, said(f)))] : row;
  }
}

/** @param {Form} f */
function said(f) {
  const item = (/** @type {string} */ kind, /** @type {any} */ x) => h('li', { class: 'is-' + kind }, sign(stateSign(kind)), ' ',
    line(x));
  return h('ul', { class: 'said' }, f.wrong.map((x) => item('error', x)), f.doubts.map((x) => item('doubt', x)),
    f.remarks.map((x) => item(x.waived ? 'ok' : x.severity, x)));
}
