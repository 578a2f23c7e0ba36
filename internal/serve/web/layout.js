// A layout file tried out: its text on the left, what is wrong with it at line and column, and the paper it makes beside
// it. In: YAML, typed, dropped or taken from a layout that is there; a record, or one that is invented. Nothing is kept.

import * as api from './api.js';
import { download, fill, h, sign } from './dom.js';
import { drops, line, picker } from './form-open.js';
import { learn, t } from './i18n.js';
import { stringify } from './json.js';
import { english } from './layout-en.js';
import { face, figures } from './page-view.js';
import { now } from './session.js';

learn(english);

const REST = 500; // ms after the last key before the layout is tried

/** What stands there, as long as the page lives. */
const kept = { text: '', id: '', open: false };

/** @param {HTMLElement} main */
export function layout(main) {
  const view = new Layout(main);
  return () => view.close();
}

class Layout {
  /** @param {HTMLElement} main */
  constructor(main) {
    /** @type {any} */ this.timer = 0;
    this.turn = 0; // of the newest request
    this.text = h('textarea', { id: 'layout-text', spellcheck: 'false', wrap: 'off', autocomplete: 'off', value: kept.text, 'aria-describedby': 'layout-state', oninput: () => this.ask(REST) });
    this.numbers = h('pre', { class: 'numbers', 'aria-hidden': 'true' });
    this.text.addEventListener('scroll', () => (this.numbers.scrollTop = this.text.scrollTop));
    this.id = h('input', { type: 'text', value: kept.id, placeholder: 'self-evaluation/shanghai', oninput: () => this.ask(REST) });
    this.open = h('input', { type: 'checkbox', checked: kept.open, onchange: () => this.ask(0) });
    this.from = h('select', { onchange: () => this.take() }, h('option', { value: '' }, t('选一个…')));
    this.state = h('p', { class: 'state', id: 'layout-state', role: 'status' });
    this.list = h('ol', { class: 'said' });
    this.pages = h('div', { class: 'pages', role: 'group', tabindex: '0', 'aria-label': t('打印的页') });
    const read = (/** @type {File[]} */ f) => this.read(f[0]);
    const field = (/** @type {string} */ word, /** @type {HTMLElement} */ input) => h('label', {}, h('span', {}, t(word)), input);
    fill(main,
      h('div', { class: 'lead' }, h('h1', {}, t('试一个版式')),
        h('p', {}, t('写版式的人用：改左边的文字，右边是照它排出的页；不对的地方写明行和列，点一下就到。什么也不保存，改好了请下载。')),
        h('div', { class: 'filter' }, field('从现有的版式开始', this.from), field('编号（文件里没有写 layout 时）', this.id),
          now() && h('label', { class: 'yes' }, this.open, ' ', h('span', {}, t('用正在填的表试，不编一份'))),
          h('span', { class: 'acts' }, picker(t('打开文件…'), read, '.yaml,.yml'), h('button', { type: 'button', onclick: () => this.save() }, t('下载版式'))))),
      h('div', { class: 'try' },
        h('section', { class: 'source', 'aria-label': t('版式的文字') }, h('label', { class: 'away', for: 'layout-text' }, t('版式的文字')), h('div', { class: 'text' }, this.numbers, this.text)),
        h('section', { class: 'result', 'aria-label': t('结果') }, this.state, this.list, this.pages)));
    this.stop = drops(main, read);
    this.count();
    api.layouts().then((all) => all.forEach((l) => this.from.appendChild(h('option', { value: l.id }, [l.place, l.name, l.version].filter(Boolean).join(' · '))))).catch(() => undefined);
    this.ask(0);
  }

  close() {
    clearTimeout(this.timer);
    this.turn++;
    this.stop();
  }

  /** The layout that is there, to be changed. */
  async take() {
    const id = this.from.value;
    if (!id) return;
    try {
      this.put(await (await api.send('GET', api.of(id) + '/source.yaml')).text());
    } catch (e) {
      this.fault(e);
    }
    this.from.value = '';
  }

  /** @param {File} file */
  async read(file) {
    this.put(await new Response(file).text());
  }

  /** @param {string} text */
  put(text) {
    this.text.value = text;
    this.ask(0);
    this.text.focus();
    this.text.setSelectionRange(0, 0);
  }

  save() {
    const said = /^layout:[ \t]*["']?([^"'#\s@]+)/m.exec(this.text.value);
    const name = ((said && said[1]) || this.id.value || 'layout').replace(/.*\//, '');
    download(new Blob([this.text.value], { type: 'application/yaml' }), name + '.yaml');
  }

  /** Numbers the lines. */
  count() {
    const n = this.text.value.split('\n').length;
    this.numbers.textContent = Array.from({ length: n }, (_, i) => String(i + 1)).join('\n') + '\n\n';
  }

  /** @param {number} pause */
  ask(pause) {
    Object.assign(kept, { text: this.text.value, id: this.id.value.trim(), open: this.open.checked });
    this.count();
    clearTimeout(this.timer);
    if (kept.text.trim() !== '') this.timer = setTimeout(() => this.send(), pause);
    else this.show(t('写一份版式，或从现有的开始。'), [], null);
  }

  async send() {
    const turn = ++this.turn;
    const form = new FormData();
    form.append('layout', new File([kept.text], 'layout.yaml', { type: 'application/yaml' }));
    if (kept.id) form.append('id', kept.id);
    const s = now();
    if (s && kept.open) form.append('record', stringify(s.edits.record));
    this.state.textContent = t('正在排…');
    try {
      const a = JSON.parse(await (await api.send('POST', 'v1/layouts/try', form)).text());
      await Promise.all(a.faces.map(face));
      if (turn !== this.turn) return;
      const lint = a.lint || [];
      this.show(lint.length > 0 ? t('排出 {n} 页。有 {m} 处要看看：', { n: a.pages.length, m: lint.length }) : t('排出 {n} 页，没有发现问题。', { n: a.pages.length }), lint, a);
    } catch (e) {
      if (turn === this.turn) this.fault(e);
    }
  }

  /** Why no pages were made. @param {any} e */
  fault(e) {
    const errors = e instanceof api.Problem ? e.errors : [];
    const lost = e instanceof api.Problem && e.status === 0;
    const placed = errors.some((x) => x.pos && x.pos.line > 0);
    this.show(lost ? t('连不上服务。') : placed ? t('现在排不出页，有 {n} 处：', { n: errors.length }) : e instanceof Error ? e.message : String(e),
      placed ? errors : errors.filter((x) => x.hint).map((x) => Object.assign({}, x, { message: x.message === e.message ? '' : x.message })), null);
  }

  /** @param {string} state @param {any[]} found @param {any} answer null leaves the pages that are there, as old ones */
  show(state, found, answer) {
    this.state.textContent = state;
    fill(this.list, found.map((x) => h('li', { class: 'is-' + x.severity }, sign(x.severity === 'error' ? 'error' : x.severity === 'warning' ? 'warning' : 'note'), ' ',
      x.pos && x.pos.line > 0 && h('button', { type: 'button', class: 'link', onclick: () => this.go(x.pos.line, x.pos.col || 1) }, t('第 {line} 行第 {col} 列', { line: x.pos.line, col: x.pos.col || 1 })), ' ',
      line(x))));
    this.pages.classList.toggle('old', !answer);
    if (answer) fill(this.pages, figures(answer));
    else if (kept.text.trim() === '') fill(this.pages);
  }

  /** To a place in the text. Columns count characters. @param {number} line @param {number} col */
  go(line, col) {
    const lines = this.text.value.split('\n');
    const before = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    const at = before + Array.from(lines[line - 1] || '').slice(0, col - 1).join('').length;
    this.text.focus();
    this.text.setSelectionRange(at, before + (lines[line - 1] || '').length);
    const high = this.text.scrollHeight / Math.max(1, lines.length);
    this.text.scrollTop = Math.max(0, (line - 4) * high);
    this.numbers.scrollTop = this.text.scrollTop;
  }
}
