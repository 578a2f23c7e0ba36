// <form-paper>: the form as it looks on paper, filled in on the screen. In: a Session. Out: what is typed, as changes
// of its record; "place" events {path} for the cell in focus; "finding" events for a mark that was pressed.
//
// An answer of the engine that is about the record as it stands now may change which cells there are; a late one only
// decorates those that are here. Nobody's cell is taken from under a pen: while characters are being composed, or a
// heading that several rows share is being typed, the table stays as it is.

import { fill, h, sign } from './dom.js';
import { t } from './i18n.js';
import * as pointer from './pointer.js';
import { decorate, editor, keyOf } from './form-cell.js';
import { keys } from './form-keys.js';
import { besides } from './form-beside.js';
import { joined } from './form-merge.js';
import { saidOf } from './form-offer.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./form-cell.js').Editor} Editor */

/** Classes of the styles of paper. @type {Object<string, string>} */
const FAMILY = { 黑体: 'hei', 小标宋: 'hei', 楷体: 'kai', 仿宋: 'fang' };

const MM = 4.15; // CSS pixels a mm on paper: 9 pt characters can be read
export const NARROW = 3.4; // a paper that lies on its side, in a window that is not wide
const ROOM = 190; // CSS pixels a cell needs to have a figure beside what was entered

export class FormPaper extends HTMLElement {
  constructor() {
    super();
    /** @type {Session | null} */ this.session = null;
    /** @type {Map<string, Editor>} */ this.editors = new Map(); // by key, in the order of the paper
    /** @type {any} */ this.view = null; // the table that is here
    this.shape = '';
    this.scales = ''; // what the tables are drawn at
    this.composing = false;
    /** @type {any} */ this.held = null; // an answer that waits for the pen to be lifted
    this.wanted = ''; // the cell to go to once it is there
    this.at = ''; // the cell in focus, or last in focus
    /** @type {Array<() => void>} */ this.stops = [];
  }

  /** @param {Session} session */
  open(session) {
    this.session = session;
    this.catcher = h('textarea', { class: 'away', tabindex: '-1', 'aria-label': t('新的一行') });
    this.sheets = h('div', { class: 'sheets' });
    fill(this, this.catcher, this.sheets);
    this.stops.push(
      session.on('view', (x) => this.answer(x.view, x.fresh)),
      session.on('been', () => this.touch()),
      session.edits.listen((c) => this.changed(c))
    );
    this.addEventListener('compositionstart', () => (this.composing = true));
    this.addEventListener('compositionend', () => {
      this.composing = false;
      setTimeout(() => this.release(), 0);
    });
    this.addEventListener('focusin', (e) => this.focused(e));
    this.addEventListener('focusout', (e) => {
      session.edits.settle();
      if (e.target instanceof HTMLElement && e.target.dataset.path) session.been(e.target.dataset.path);
      setTimeout(() => this.release(), 0);
    });
    keys(this);
    if (session.view) this.answer(session.view, session.viewVersion === session.edits.version);
  }

  disconnectedCallback() {
    this.stops.forEach((f) => f());
    this.stops = [];
  }

  /** @param {any} view @param {boolean} fresh */
  answer(view, fresh) {
    view = joined(view);
    const shape = shapeOf(view);
    if (shape === this.shape) {
      this.view = view;
      if (fresh) this.decorate();
      else this.decorateAll(view, false);
      this.land();
      return;
    }
    if (!fresh) return; // a newer one is under way
    if (this.view && this.busyHand()) {
      this.held = { view, version: this.session && this.session.viewVersion };
      return;
    }
    this.rebuild(view, shape);
  }

  /** Whether somebody is in the middle of something that a new table would break. */
  busyHand() {
    if (this.composing) return true;
    const a = document.activeElement;
    const e = a instanceof HTMLElement && this.contains(a) ? this.editors.get(a.dataset.key || '') : undefined;
    return !!e && e.paths.length > 1 && this.wanted === '' && e.edits.merge !== '';
  }

  release() {
    if (!this.held || !this.session || this.busyHand()) return;
    const { view, version } = this.held;
    this.held = null;
    if (version === this.session.edits.version) this.rebuild(view, shapeOf(view));
  }

  /** @param {any} view @param {string} shape */
  rebuild(view, shape) {
    const a = document.activeElement;
    const inside = a instanceof HTMLElement && this.contains(a);
    const path = this.wanted || (inside ? this.at : '');
    const caret = a instanceof HTMLTextAreaElement && this.contains(a) && !this.wanted ? [a.selectionStart, a.selectionEnd] : null;
    const text = this.catcher && this.wanted ? this.catcher.value : '';
    this.view = view;
    this.shape = shape;
    this.held = null;
    this.editors.clear();
    this.scales = JSON.stringify(view.tables.map((/** @type {any} */ x) => this.scale(widthOf(x))));
    fill(/** @type {HTMLElement} */ (this.sheets), view.tables.map((/** @type {any} */ table, /** @type {number} */ i) => this.table(table, i)), this.adders(), this.beside());
    this.editors.forEach((e) => e.sync());
    this.decorate();
    if (path && inside) this.goTo(path, caret);
    if (text && this.catcher) {
      this.catcher.value = '';
      const e = this.near(path);
      if (e && e.input instanceof HTMLTextAreaElement) {
        e.input.value += text;
        e.input.dispatchEvent(new Event('input', { bubbles: true }));
      }
    }
    this.wanted = '';
  }

  /** Goes to the cell that was waited for, if it is here. */
  land() {
    if (!this.wanted || !this.near(this.wanted)) return;
    const p = this.wanted;
    this.wanted = '';
    this.goTo(p, null);
  }

  /** Waits for a cell that the engine is about to show; what is typed meanwhile goes into it. @param {string} path */
  want(path) {
    this.wanted = path;
    if (this.catcher) {
      this.catcher.value = '';
      this.catcher.focus({ preventScroll: true });
    }
  }

  /** @param {string} path @param {number[] | null} [caret] @returns {boolean} */
  goTo(path, caret = null) {
    const e = this.near(path);
    if (!e) return false;
    const folded = e.box.closest('details');
    if (folded) folded.open = true;
    e.input.focus();
    if (e.input instanceof HTMLTextAreaElement) {
      if (caret) e.input.setSelectionRange(caret[0], caret[1]);
      else e.input.select();
    }
    e.box.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    return true;
  }

  /** The answer of a path: of a heading that several rows share, of the item, of the group. @param {string} path */
  near(path) {
    const all = Array.from(this.editors.values());
    const up = pointer.parent(path);
    return this.editors.get(path) || all.find((e) => e.paths.includes(path)) || all.find((e) => e.part.path.startsWith(path + '/')) ||
      (up && all.find((e) => e.part.path.startsWith(up + '/')));
  }

  /** CSS pixels a mm of a table of such a width. @param {number} sum */
  scale(sum) {
    return Math.min(MM, Math.max(NARROW, (this.clientWidth - 110) / sum));
  }

  /** Draws the tables at another scale where the room for them has changed. */
  fit() {
    if (!this.view || this.busyHand()) return;
    const now = this.view.tables.map((/** @type {any} */ x) => this.scale(widthOf(x)));
    if (JSON.stringify(now) !== this.scales) this.rebuild(this.view, this.shape);
  }

  /** @param {any} table @param {number} index */
  table(table, index) {
    const sum = widthOf(table);
    const items = this.itemRows(index);
    const k = this.scale(sum);
    const wide = (/** @type {any} */ c) => table.columns.slice(c.col, c.col + (c.colSpan || 1)).reduce((/** @type {number} */ a, /** @type {number} */ b) => a + Number(b), 0) * k;
    const rows = table.rows.map((/** @type {any} */ row, /** @type {number} */ r) => {
      const tr = h('tr', { class: 'row-' + (row.role || 'body') });
      tr.style.height = Number(row.height || 6) * k + 'px';
      table.cells.filter((/** @type {any} */ c) => c.row === r).forEach((/** @type {any} */ c) => {
        const td = tr.appendChild(this.cell(c, index));
        td.classList.toggle('tight', wide(c) < ROOM);
      });
      if (items.size > 0) tr.appendChild(this.gutter(items.get(r)));
      return tr;
    });
    const cols = table.columns.map((/** @type {any} */ mm) => {
      const col = h('col');
      col.style.width = Number(mm) * k + 'px';
      return col;
    });
    if (items.size > 0) cols.push(h('col', { class: 'gutter' }));
    const made = h('table', { class: 'paper' }, table.name && h('caption', { class: 'away' }, table.name), h('colgroup', {}, cols), h('tbody', {}, rows));
    made.style.setProperty('--k', String(k / MM));
    made.style.width = sum * k + (items.size > 0 ? 56 : 0) + 'px';
    return h('section', { class: 'sheet' }, h('div', { class: 'scroll' }, made));
  }

  /** @param {any} c @param {number} table */
  cell(c, table) {
    const span = { rowspan: c.rowSpan > 1 ? c.rowSpan : null, colspan: c.colSpan > 1 ? c.colSpan : null };
    const kind = ['role-' + c.role, 'align-' + c.align, 'valign-' + c.valign, c.bold && 'bold', c.stack && 'stack', c.ruled === false && 'open'].filter(Boolean).join(' ');
    const parts = (c.parts || []).length > 0 ? c.parts : [{ text: c.text || '' }];
    const answers = parts.some((/** @type {any} */ p) => p.path && p.input);
    const inner = answers ? this.answers(c, table, parts) : h('span', { class: 'printed' }, parts.map((/** @type {any} */ p) => p.text || p.entered || ''), c.seal && h('span', { class: 'seal' }, '（' + c.seal + '）'));
    const scope = c.scope === 'row' || c.scope === 'col' ? c.scope : null;
    /** @type {HTMLElement} */
    const e = c.scope && !answers ? h('th', Object.assign({ class: kind, scope }, span), inner) : h('td', Object.assign({ class: kind + (answers ? ' answer' : '') }, span), inner);
    if (answers) e.addEventListener('mousedown', (ev) => beneath(e, ev));
    if (c.size) e.style.fontSize = 'calc(' + Math.round(Number(c.size) * 148) / 100 + 'px * var(--k))';
    if (c.family && FAMILY[c.family]) e.classList.add(FAMILY[c.family]);
    if (c.fill) e.style.backgroundColor = c.fill;
    return e;
  }

  /** The answers of a cell, among its fixed words. @param {any} c @param {number} table @param {any[]} parts */
  answers(c, table, parts) {
    const edits = /** @type {Session} */ (this.session).edits;
    const out = [];
    for (let i = 0; i < parts.length; i++) {
      const p = parts[i];
      if (!p.path || !p.input) {
        if (p.text) out.push(h('span', { class: 'fixed' }, p.text));
        continue;
      }
      // The words after a box are pressed with it.
      const words = p.input.kind === 'tick' && parts[i + 1] && !parts[i + 1].path ? parts[++i].text || '' : '';
      const made = editor(edits, table, c, p, this.covered(c, p, table), words);
      this.keep(made);
      out.push(made.box);
    }
    return out.length === 1 ? out[0] : h('div', { class: 'mixed' }, out);
  }

  /** One datum may stand in several places of the paper. @param {Editor} e */
  keep(e) {
    const first = e.key;
    for (let n = 2; this.editors.has(e.key); n++) e.key = first + '\t' + n;
    e.box.querySelectorAll('[data-key]').forEach((x) => (/** @type {HTMLElement} */ (x).dataset.key = e.key));
    this.editors.set(e.key, e);
  }

  /** What the paper does not show. */
  beside() {
    const all = besides(this.view);
    const edits = /** @type {Session} */ (this.session).edits;
    return all.length > 0 && h('details', { class: 'unprinted' }, h('summary', {}, t('表上不印、供校验用的栏：{names}', { names: Array.from(new Set(all.reduce((/** @type {string[]} */ l, b) => l.concat(b.columns), []))).join('、') })),
      all.reduce((/** @type {string[]} */ l, b) => l.concat(b.hints), []).map((x) => h('p', { class: 'hint' }, x)), all.map((b, n) =>
      h('div', { class: 'scroll' }, h('table', { class: 'paper' }, b.name && h('caption', {}, b.name),
        h('tbody', {}, h('tr', {}, b.name && h('th', {}), b.columns.map((c) => h('th', { scope: 'col' }, h('span', { class: 'printed' }, c)))),
          b.rows.map((row, r) => h('tr', {}, b.name && h('th', { scope: 'row' }, h('span', { class: 'printed' }, row.label)), b.parts[r].map((p, c) => {
            if (!p) return h('td');
            const made = editor(edits, 1000 + n, { row: r, col: c, rowSpan: 1, colSpan: 1 }, p, [p.path]);
            this.keep(made);
            return h('td', { class: 'answer valign-middle' }, made.box);
          }))))))));
  }

  /** A cell of a new form is not found fault with before anybody was there; a cell that is computed never is for being empty. */
  touch() {
    const s = /** @type {Session} */ (this.session);
    this.editors.forEach((e) => e.box.classList.toggle('untouched', e.edits.text(e.part.path) === '' &&
      (e.box.classList.contains('later') || (s.begun && !e.paths.some((p) => s.visited.has(p))))));
  }

  /**
   * All the values an answer is printed for: a heading that several items share belongs to each of them.
   * @param {any} c @param {any} part @param {number} table @returns {string[]}
   */
  covered(c, part, table) {
    for (const list of this.view.lists || []) {
      const at = pointer.within(list.path, part.path);
      if (!at || !(list.groupBy || []).some((/** @type {string} */ g) => pointer.child('', g) === at.rest)) continue;
      const under = list.items.filter((/** @type {any} */ it) => it.table === table && it.firstRow >= c.row && it.firstRow < c.row + (c.rowSpan || 1));
      if (under.length > 1) return under.map((/** @type {any} */ it) => it.path + at.rest);
    }
    return [part.path];
  }

  /** Which item of which list begins at a row. @param {number} table @returns {Map<number, {list: any, index: number}>} */
  itemRows(table) {
    const rows = new Map();
    (this.view.lists || []).forEach((/** @type {any} */ list) =>
      list.items.forEach((/** @type {any} */ it, /** @type {number} */ index) => {
        if (it.table === table) rows.set(it.firstRow, { list, index });
      })
    );
    return rows;
  }

  /** @param {{list: any, index: number} | undefined} item */
  gutter(item) {
    if (!item) return h('td', { class: 'gutter' });
    const tell = (/** @type {string} */ what) => () => this.dispatchEvent(new CustomEvent('row', { detail: { what, list: item.list, index: item.index } }));
    const name = { label: item.list.label, n: item.index + 1 };
    return h('td', { class: 'gutter' }, h('span', {},
      h('button', { type: 'button', tabindex: '-1', title: t('在下面加一行'), 'aria-label': t('在{label}第 {n} 行下面加一行', name), onclick: tell('add') }, sign('add')),
      h('button', { type: 'button', tabindex: '-1', title: t('删除这一行'), 'aria-label': t('删除{label}第 {n} 行', name), onclick: tell('remove') }, sign('remove'))));
  }

  /** Under the paper: a new item at the end of each list. */
  adders() {
    const lists = this.view.lists || [];
    return lists.length > 0 && h('p', { class: 'adders' }, lists.map((/** @type {any} */ list) =>
      h('button', { type: 'button', class: 'quiet', onclick: () => this.dispatchEvent(new CustomEvent('row', { detail: { what: 'append', list, index: list.items.length - 1 } })) },
        sign('add'), t('{label}加一行', { label: list.label }))));
  }

  decorate() {
    this.decorateAll(this.view, true);
  }

  /** @param {any} view @param {boolean} fresh */
  decorateAll(view, fresh) {
    const said = saidOf(view);
    const show = (/** @type {any} */ f) => this.dispatchEvent(new CustomEvent('finding', { detail: f }));
    this.editors.forEach((e) => {
      const p = said.parts.get(e.key.split('\t')[0]);
      if (!p || (!fresh && document.activeElement === e.input)) return;
      decorate(e, p, e.paths.reduce((/** @type {any[]} */ l, /** @type {string} */ x) => l.concat(said.of(x)), []), said.offer(p.path), show);
    });
    this.touch();
  }

  /** @param {import('./record.js').Change} c */
  changed(c) {
    if (c.kind === 'typing') {
      this.editors.forEach((e) => {
        if (e.input !== document.activeElement && e.paths.includes(c.focus)) e.sync();
      });
      return;
    }
    this.editors.forEach((e) => e.sync());
    if ((c.kind === 'undo' || c.kind === 'redo') && c.focus) {
      if (this.near(c.focus)) this.goTo(c.focus);
      else this.want(c.focus);
    }
  }

  /** @param {FocusEvent} e */
  focused(e) {
    const path = e.target instanceof HTMLElement ? e.target.dataset.path : '';
    if (!path || path === this.at) return;
    this.at = path;
    this.dispatchEvent(new CustomEvent('place', { detail: { path } }));
  }
}

/** In mm. @param {any} table @returns {number} */
export const widthOf = (table) => table.columns.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + Number(b), 0);

/** A press beside the text of a cell is meant for it. @param {HTMLElement} td @param {MouseEvent} e */
function beneath(td, e) {
  if (e.target instanceof Element && e.target.closest('textarea, input, select, button, label')) return;
  const area = td.querySelector('textarea');
  if (!area) return;
  e.preventDefault();
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
}

/** What of an answer makes the table: all but what stands in the cells and what is said of them. @param {any} view */
function shapeOf(view) {
  return JSON.stringify([view.tables.map((/** @type {any} */ x) => [x.columns, x.rows.map((/** @type {any} */ r) => [r.height, r.role]),
    x.cells.map((/** @type {any} */ c) => [c.row, c.col, c.rowSpan, c.colSpan, c.role, c.scope, c.text,
      (c.parts || []).map((/** @type {any} */ p) => (p.path && p.input ? [keyOf(p), p.input.kind] : [p.text, p.entered]))])]),
  (view.lists || []).map((/** @type {any} */ l) => [l.path, l.items]), (view.beside || []).map((/** @type {any} */ b) => keyOf(b))]);
}

customElements.define('form-paper', FormPaper);
