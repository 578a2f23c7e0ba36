// The view in which a form is filled in: the bar above, the paper, and beside it what is said of it and its pages. It
// puts the parts together and holds no rule of its own.

import * as api from './api.js';
import { download, fill, h, say, sign } from './dom.js';
import { lang, t } from './i18n.js';
import { stringify } from './json.js';
import * as pointer from './pointer.js';
import { FormFindings } from './form-findings.js';
import { KEYS } from './form-keys.js';
import * as lists from './form-lists.js';
import { drops, openFiles, picker, problem, trap } from './form-open.js';
import { FormPaper, NARROW, widthOf } from './form-paper.js';
import { block, paste } from './form-paste.js';
import { PageView } from './page-view.js';
import { told } from './form-offer.js';
import { now, remembered, resume } from './session.js';
import { drafts, keeps } from './store.js';

/** @typedef {import('./session.js').Session} Session */

const FORMATS = [['pdf', 'PDF'], ['xlsx', 'Excel（XLSX）'], ['docx', 'Word（DOCX）'], ['ofd', 'OFD']];

/** @param {HTMLElement} main */
export function fillIn(main) {
  const session = now();
  if (!session) {
    fill(main, h('div', { class: 'lone' }, h('h1', {}, t('还没有打开的表')), h('p', {}, h('a', { class: 'button', href: '#/' }, t('选一张表')))));
    let here = true;
    drafts().then((all) => {
      const d = all.find((x) => x.id === remembered());
      if (here && d && !now()) resume(d);
    });
    return () => (here = false);
  }
  const view = new View(main, session);
  return () => view.close();
}

class View {
  /** @param {HTMLElement} main @param {Session} session */
  constructor(main, session) {
    this.main = main;
    this.session = session;
    this.paper = new FormPaper();
    this.findings = new FormFindings();
    this.pages = new PageView();
    this.bar = new Bar(this);
    this.title = h('h1', { class: 'away' }, t('填表'));
    /** @type {Array<() => void>} */ this.stops = [];
    /** @type {boolean | null} */ this.folded = null; // by hand
    this.roomed = ''; // what room was made for
    this.over = false; // the side stands over the paper, not beside it
    this.side = this.tabs();
    this.bench = h('div', { class: 'bench' }, this.paper, this.side);
    fill(main, this.title, this.bar.element, this.bench);
    if (session.view) this.room(session.view);
    this.stops.push(session.on('view', (x) => this.room(x.view))); // before the paper is drawn
    this.paper.open(session);
    this.findings.open(session);
    this.pages.open(session);
    this.listen();
    if (!session.view || session.viewVersion !== session.edits.version || session.viewLang !== lang()) session.ask(0);
    const narrow = getComputedStyle(/** @type {HTMLElement} */ (this.side.querySelector('[data-tab=paper]'))).display !== 'none';
    this.select(narrow ? 'paper' : 'remarks');
  }

  close() {
    this.stops.forEach((f) => f());
    this.main.classList.remove('wide', 'over');
    this.session.save();
  }

  listen() {
    const s = this.session;
    const go = (/** @type {Event} */ e) => this.go(/** @type {CustomEvent} */ (e).detail.path);
    this.findings.addEventListener('go', go);
    this.pages.addEventListener('go', go);
    this.paper.addEventListener('place', (e) => {
      this.pages.mark(/** @type {CustomEvent} */ (e).detail.path);
      this.bar.place();
      this.findings.follow(/** @type {CustomEvent} */ (e).detail.path);
    });
    this.paper.addEventListener('finding', (e) => {
      if (this.main.classList.contains('wide')) this.fold(this.folded = false);
      this.select('remarks');
      this.findings.reveal(/** @type {CustomEvent} */ (e).detail);
    });
    this.paper.addEventListener('command', (e) => this.command(/** @type {CustomEvent} */ (e).detail));
    this.paper.addEventListener('row', (e) => this.row(/** @type {CustomEvent} */ (e).detail));
    this.paper.addEventListener('paste', (e) => this.pasted(e));
    const keys = (/** @type {KeyboardEvent} */ e) => this.key(e);
    document.addEventListener('keydown', keys);
    /** @type {any} */ let rest = 0;
    const sized = () => {
      clearTimeout(rest);
      rest = setTimeout(() => {
        if (s.view) this.room(s.view);
        this.paper.fit();
      }, 150);
    };
    window.addEventListener('resize', sized);
    this.stops.push(
      () => document.removeEventListener('keydown', keys),
      () => window.removeEventListener('resize', sized),
      () => clearTimeout(rest),
      drops(this.main, (files) => openFiles(this.main, files)),
      s.on('view', (x) => this.answered(x.view)),
      s.on('lost', (e) => this.lost(e)),
      s.on('wait', () => this.bar.state('wait')),
      s.on('been', () => s.view && this.count(s.view)),
      s.on('kept', (ok) => this.bar.kept(ok)),
      s.edits.listen(() => this.bar.steps())
    );
    if (s.view) this.answered(s.view);
  }

  /** @param {any} view */
  answered(view) {
    this.bar.answered(view);
    const old = this.main.querySelector(':scope > .problem');
    if (old) old.remove();
    this.title.textContent = view.title || t('填表');
    this.count(view);
  }

  /** How many things are said, at the head of their list. @param {any} view */
  count(view) {
    const n = told(this.session, view).tally;
    const all = n.errors + n.warnings + n.notes;
    const tab = /** @type {HTMLElement} */ (this.side.querySelector('[data-tab=remarks]'));
    fill(tab, t('问题'), h('span', { class: 'number' + (n.errors ? ' bad' : '') }, String(all)));
  }

  /** A paper that is too wide to have something beside it has the window; the rest opens over it. @param {any} view */
  room(view) {
    const sum = Math.max(...view.tables.map(widthOf));
    const is = sum + ' ' + window.innerWidth;
    if (is === this.roomed) return; // to ask for widths is to have everything laid out
    this.roomed = is;
    /** @type {number} */ const width = this.bench.clientWidth;
    const over = window.innerWidth > 900 && sum * NARROW + 110 > width - Math.max(340, Math.min(640, width * 0.37));
    if (over === this.over) return;
    this.over = over;
    this.fold(this.folded === null ? over : this.folded);
  }

  /** @param {boolean} on */
  fold(on) {
    this.main.classList.toggle('wide', on);
    this.main.classList.toggle('over', !on && this.over);
    const folder = /** @type {HTMLElement} */ (this.folder);
    folder.setAttribute('aria-expanded', String(!on));
    folder.textContent = on ? t('展开') : t('收起');
    this.paper.fit();
  }

  /** @param {any} e */
  lost(e) {
    this.bar.state('lost');
    if (!(e instanceof api.Problem && e.status === 0)) problem(this.main, e);
  }

  /** Findings, pages, and on a narrow screen the paper itself, one at a time. */
  tabs() {
    const names = /** @type {Array<[string, string, HTMLElement | null]>} */ ([['paper', t('表'), null], ['remarks', t('问题'), this.findings], ['pages', t('打印的页'), this.pages]]);
    const list = h('div', { class: 'tabs', role: 'tablist', 'aria-label': t('旁边看什么') }, names.map(([name, word]) =>
      h('button', { type: 'button', role: 'tab', id: 'tab-' + name, data: { tab: name }, 'aria-controls': 'panel-' + name, onclick: () => {
        if (this.main.classList.contains('wide')) this.fold(this.folded = false);
        this.select(name);
      } }, word)));
    list.addEventListener('keydown', (e) => {
      const way = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
      if (way === 0) return;
      const all = Array.from(list.querySelectorAll('button')).filter((b) => b.getClientRects().length > 0);
      const next = all[(all.findIndex((b) => b.getAttribute('aria-selected') === 'true') + way + all.length) % all.length];
      this.select(next.dataset.tab || '');
      next.focus();
    });
    this.paper.id = 'panel-paper';
    this.paper.setAttribute('role', 'region');
    this.paper.setAttribute('aria-label', t('表'));
    const panels = names.slice(1).map(([name, , e]) => h('div', { id: 'panel-' + name, class: 'panel', role: 'tabpanel', 'aria-labelledby': 'tab-' + name, tabindex: '0' }, e));
    this.folder = h('button', { type: 'button', class: 'fold', 'aria-expanded': 'true', onclick: () => this.fold(this.folded = !this.main.classList.contains('wide')) }, t('收起'));
    return h('aside', { class: 'side', 'aria-label': t('问题和页面') }, h('div', { class: 'head-row' }, list, this.folder), panels);
  }

  /** @param {string} name */
  select(name) {
    this.main.dataset.tab = name;
    this.side.querySelectorAll('[role=tab]').forEach((b) => {
      const on = /** @type {HTMLElement} */ (b).dataset.tab === name;
      b.setAttribute('aria-selected', String(on));
      b.setAttribute('tabindex', on ? '0' : '-1');
    });
    ['remarks', 'pages'].forEach((n) => (/** @type {HTMLElement} */ (this.side.querySelector('#panel-' + n)).hidden = n !== name));
    this.pages.show(name === 'pages');
    if (name === 'pages') this.pages.mark(this.paper.at);
  }

  /** @param {string} path */
  go(path) {
    if (getComputedStyle(this.paper).display === 'none') this.select('paper');
    if (!this.paper.goTo(path)) say(t('这一项不印在表上。'));
  }

  /** @param {KeyboardEvent} e */
  key(e) {
    const key = e.key.toLowerCase();
    const ctrl = e.ctrlKey || e.metaKey;
    const elsewhere = !this.paper.contains(document.activeElement);
    const writing = document.activeElement instanceof HTMLInputElement || document.activeElement instanceof HTMLTextAreaElement;
    if (ctrl && !e.altKey && key === 's') this.save();
    else if (e.altKey && !ctrl && key === 'n') this.next();
    else if (ctrl && !e.altKey && elsewhere && !writing && key === 'z' && !e.shiftKey) this.session.edits.undo();
    else if (ctrl && !e.altKey && elsewhere && !writing && (key === 'y' || (key === 'z' && e.shiftKey))) this.session.edits.redo();
    else return;
    e.preventDefault();
  }

  /** The next finding after the cell in focus. */
  next() {
    const all = Array.from(this.paper.editors.values()).filter((e) => e.box.dataset.says && e.box.dataset.says !== 'waived');
    if (all.length === 0) {
      say(t('没有问题。'));
      return;
    }
    const at = all.findIndex((e) => e.part.path === this.paper.at);
    const order = Array.from(this.paper.editors.values());
    const here = order.findIndex((e) => e.part.path === this.paper.at);
    const next = at >= 0 ? all[(at + 1) % all.length] : all.find((e) => order.indexOf(e) > here) || all[0];
    this.paper.goTo(next.key);
  }

  part() {
    return lists.partOf(this.session.view, this.session.edits, this.paper.at);
  }

  /** @param {string} what */
  command(what) {
    const p = this.part();
    const edits = this.session.edits;
    if (!p) {
      say(t('先到要改的那一行。'));
      return;
    }
    let path = '';
    if (what === 'add') path = lists.add(edits, p);
    else if (what === 'remove') path = this.removed(p);
    else path = lists.move(edits, p, what === 'up' ? -1 : 1);
    if (path) this.moved(path);
    else say(what === 'up' ? t('已经在最上面。') : t('已经在最下面。'));
  }

  /** @param {lists.Part} p */
  removed(p) {
    const edits = this.session.edits;
    const path = lists.remove(edits, p);
    say(p.count > 1 ? t('已删除 {n} 行。', { n: p.count }) : t('已删除一行。'), { undo: () => edits.undo(), label: t('撤销') });
    return path;
  }

  /** @param {{what: string, list: any, index: number}} d */
  row(d) {
    const edits = this.session.edits;
    const p = { list: d.list, index: d.index, level: -1, from: d.index, count: 1, name: '', rest: this.firstField(d.list) };
    if (d.what === 'remove') this.moved(this.removed(p));
    else if (d.what === 'append') this.moved(lists.append(edits, d.list) + p.rest);
    else this.moved(lists.add(edits, p));
  }

  /** The first answer of an item that is no heading of a group. @param {any} list */
  firstField(list) {
    for (const e of Array.from(this.paper.editors.values())) {
      const at = pointer.within(list.path, e.part.path);
      if (at && at.rest && !(list.groupBy || []).some((/** @type {string} */ g) => pointer.child('', g) === at.rest)) return at.rest;
    }
    return '';
  }

  /** The paper will have another table: the pen waits for the cell. @param {string} path */
  moved(path) {
    this.paper.want(path);
    this.session.ask(0);
  }

  /** @param {ClipboardEvent} e */
  pasted(e) {
    const input = e.target;
    if (!(input instanceof HTMLElement) || !input.dataset.path || !e.clipboardData) return;
    const cells = block(e.clipboardData.getData('text/html'), e.clipboardData.getData('text/plain'));
    if (cells.length === 1 && cells[0].length < 2) {
      // One cell: its text, without the line end that spreadsheets add.
      if (!(input instanceof HTMLTextAreaElement)) return;
      e.preventDefault();
      input.setRangeText(cells[0][0] || '', input.selectionStart, input.selectionEnd, 'end');
      input.dispatchEvent(new Event('input', { bubbles: true }));
      return;
    }
    if (cells.every((r) => r.length < 2) && !pointerInList(this.session.view, input.dataset.path)) return; // lines of a text
    e.preventDefault();
    const done = paste(this.paper, input.dataset.path, cells, t('粘贴'));
    const words = [t('已粘贴 {rows} 行 {columns} 列。', { rows: done.rows, columns: done.columns })];
    if (done.heading) words.push(t('第一行是表头，已按名称对列。'));
    if (done.added > 0) words.push(t('新增 {n} 行。', { n: done.added }));
    if (done.over > 0) words.push(t('改动了已填的 {n} 格。', { n: done.over }));
    if (done.lost > 0) words.push(t('有 {n} 格这里放不下，没有贴。', { n: done.lost }));
    say(words.join(''), { undo: () => this.session.edits.undo(), label: t('撤销') });
    this.session.ask(0);
  }

  save() {
    if (!keeps()) this.session.kept = true;
    download(new Blob([stringify(this.session.edits.record, ' ') + '\n'], { type: 'application/json' }), this.fileName() + '.json');
  }

  /** What a file of this form is called, without its ending. */
  fileName() {
    const v = this.session.view || {};
    return (this.session.edits.name || v.record || v.title || 'record').replace(/[\\/:*?"<>|]/g, '_');
  }

  /** @param {string} format @param {string} word */
  async get(format, word) {
    this.session.holdAll();
    say(t('正在做 {word}…', { word }));
    try {
      const { blob, name } = await api.render(format, this.session.edits.layout, this.session.edits.record);
      download(blob, name || this.fileName() + '.' + format);
      say(t('{word} 已下载。', { word }));
    } catch (e) {
      problem(this.main, e);
    }
  }

  /** The form as a workbook to be filled in with Excel; it comes back by being opened here. */
  async getWorkbook() {
    try {
      const id = this.session.edits.layout;
      download(new Blob([await api.workbook(id)]), ((this.session.view || {}).title || t('填报表')) + '.xlsx');
    } catch (e) {
      problem(this.main, e);
    }
  }

  help() {
    const before = document.activeElement;
    const close = () => {
      box.remove();
      if (before instanceof HTMLElement) before.focus();
    };
    const box = h('div', { class: 'sheet-over', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'keys-title' }, h('div', { class: 'dialog' },
      h('h2', { id: 'keys-title', tabindex: '-1' }, t('只用键盘')),
      h('dl', { class: 'keys' }, KEYS.map(([k, what]) => h('div', {}, h('dt', {}, k), h('dd', {}, t(what))))),
      h('p', { class: 'acts' }, h('button', { type: 'button', onclick: close }, t('关闭')))));
    box.addEventListener('keydown', (e) => {
      if (e.key === 'Escape') close();
      else trap(box, e);
    });
    this.main.appendChild(box);
    /** @type {HTMLElement} */ (box.querySelector('h2')).focus();
  }
}

/** @param {any} view @param {string} path */
function pointerInList(view, path) {
  return (view.lists || []).some((/** @type {any} */ l) => pointer.within(l.path, path));
}

/** The bar above the paper. */
class Bar {
  /** @param {View} view */
  constructor(view) {
    this.view = view;
    const edits = view.session.edits;
    const button = (/** @type {any} */ s, /** @type {string} */ word, /** @type {() => void} */ f) => h('button', { type: 'button', class: 'tool', onclick: f, title: t(word) }, sign(s), h('span', {}, t(word)));
    this.undo = button('undo', '撤销', () => edits.undo());
    this.redo = button('redo', '重做', () => edits.redo());
    const part = (/** @type {any} */ s, /** @type {string} */ word, /** @type {string} */ what) => button(s, word, () => view.command(what));
    this.parts = [part('add', '加一行', 'add'), part('up', '上移', 'up'), part('down', '下移', 'down'), part('remove', '删除', 'remove')];
    this.where = h('span', { class: 'where' });
    this.name = h('strong', { class: 'name' });
    this.status = h('span', { class: 'wire', role: 'status' });
    this.draft = h('span', { class: 'kept dim' });
    const more = h('details', { class: 'menu' }, h('summary', { class: 'button strong' }, sign('save'), t('下载')),
      h('ul', {}, FORMATS.map(([f, word]) => h('li', {}, h('button', { type: 'button', onclick: () => {
        more.open = false;
        view.get(f, word);
      } }, word))), h('li', {}, h('button', { type: 'button', onclick: () => {
        more.open = false;
        view.save();
      } }, t('记录文件（JSON）'))), h('li', {}, h('button', { type: 'button', onclick: () => {
        more.open = false;
        view.getWorkbook();
      } }, t('空白的 Excel 填报表')))));
    more.addEventListener('keydown', (e) => {
      if (e.key !== 'Escape' || !more.open) return;
      more.open = false;
      /** @type {HTMLElement} */ (more.querySelector('summary')).focus();
    });
    more.addEventListener('focusout', (e) => {
      if (e.relatedTarget instanceof Node && !more.contains(e.relatedTarget)) more.open = false;
    });
    this.element = h('div', { class: 'bar' },
      h('div', { class: 'bar-row' }, this.name, this.status, this.draft, h('span', { class: 'space' }), picker(t('打开文件…'), (files) => openFiles(view.main, files)), more),
      h('div', { class: 'bar-row tools', role: 'toolbar', 'aria-label': t('改表') }, this.undo, this.redo, h('span', { class: 'line' }), this.parts, this.where, h('span', { class: 'space' }),
        h('button', { type: 'button', class: 'tool', onclick: () => view.help() }, t('快捷键'))));
    this.steps();
    this.place();
  }

  steps() {
    const e = this.view.session.edits;
    const set = (/** @type {HTMLButtonElement} */ b, /** @type {any[]} */ l, /** @type {string} */ word) => {
      b.setAttribute('aria-disabled', String(l.length === 0));
      b.title = l.length > 0 ? t(word) + t('：') + l[l.length - 1].what : t(word);
    };
    set(this.undo, e.past, '撤销');
    set(this.redo, e.future, '重做');
    this.place();
  }

  place() {
    const v = this.view;
    const p = v.session.view && v.paper.at ? lists.partOf(v.session.view, v.session.edits, v.paper.at) : null;
    this.parts.forEach((b) => b.setAttribute('aria-disabled', String(!p)));
    this.where.textContent = !p ? '' : p.level >= 0 ? t('组“{name}”（{n} 行）', { name: p.name, n: p.count }) : t('{label} 第 {n} 行', { label: p.list.label, n: p.index + 1 });
  }

  /** @param {any} view */
  answered(view) {
    this.name.textContent = [/^第 \d+ 条$/.test(view.record) ? '' : view.record, view.title].filter(Boolean).join(' · '); // the engine counts what has no name
    this.state('');
    this.place();
  }

  /** @param {string} s */
  state(s) {
    this.status.className = 'wire ' + s;
    const word = s === 'lost' ? t('连不上服务，填的内容没有丢，会再试') : '';
    if (this.status.textContent !== word) this.status.textContent = word;
  }

  /** @param {boolean} ok */
  kept(ok) {
    this.draft.textContent = ok ? t('草稿已存在这个浏览器里') : t('没有存草稿，离开前请下载');
  }
}
