// <page-view>: the true pages, as they will be printed. In: a Session; it asks for pages when the form has come to
// rest. Out: "go" events {path} for a place on a page that was pressed. The cell in focus is framed on its page.

import * as api from './api.js';
import { fill, h } from './dom.js';
import { t } from './i18n.js';

/** @typedef {import('./session.js').Session} Session */

const REST = 350; // ms after an answer before pages are asked for

/** Faces that this page has, by hash. @type {Set<string>} */
const have = new Set();

export class PageView extends HTMLElement {
  constructor() {
    super();
    /** @type {Session | null} */ this.session = null;
    /** @type {any} */ this.timer = 0;
    this.version = -1; // of the record that the pages show
    this.busy = false;
    this.shown = false;
    this.focusPath = '';
    /** @type {any} */ this.answer = null;
    /** @type {Array<() => void>} */ this.stops = [];
  }

  /** @param {Session} session */
  open(session) {
    this.session = session;
    this.state = h('p', { class: 'state', role: 'status' });
    this.pages = h('div', { class: 'pages', role: 'group', tabindex: '0', 'aria-label': t('打印的页') });
    fill(this, this.state, this.pages);
    this.stops.push(session.on('view', () => this.ask(REST)));
    this.ask(0);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.stops.forEach((f) => f());
    this.stops = [];
  }

  /** Pages nobody sees are not asked for. @param {boolean} yes */
  show(yes) {
    this.shown = yes;
    if (yes) this.ask(0);
  }

  /** @param {number} pause */
  ask(pause) {
    clearTimeout(this.timer);
    if (this.shown) this.timer = setTimeout(() => this.send(), pause);
  }

  async send() {
    const s = this.session;
    if (!s || this.busy || s.closed || this.version === s.edits.version) return;
    this.busy = true;
    const version = s.edits.version;
    try {
      const a = await api.preview(s.edits.layout, s.edits.record, Array.from(have));
      await Promise.all((a.faces || []).map(face));
      this.version = version;
      this.answer = a;
      this.draw(a);
      this.tell('');
    } catch (e) {
      this.tell(e instanceof api.Problem && e.status === 0 ? t('连不上服务，页面不是最新的。') : t('现在排不出页：{why}', { why: e instanceof Error ? e.message : String(e) }));
      if (!(e instanceof api.Problem && e.status === 0)) this.version = version;
    } finally {
      this.busy = false;
      if (s.edits.version !== version) this.ask(REST);
    }
  }

  /** @param {string} text */
  tell(text) {
    if (this.state) this.state.textContent = text;
    this.classList.toggle('stale', text !== '');
  }

  /** @param {any} a */
  draw(a) {
    const pages = /** @type {HTMLElement} */ (this.pages);
    const top = pages.scrollTop;
    fill(pages, figures(a, (box, i) => {
      box.appendChild(h('div', { class: 'frame', hidden: true }));
      box.addEventListener('click', (e) => this.pressed(e, i, a.pages[i], box));
    }));
    pages.scrollTop = top;
    this.mark(this.focusPath, false);
  }

  /** @param {MouseEvent} e @param {number} i @param {any} p @param {HTMLElement} box */
  pressed(e, i, p, box) {
    const r = box.getBoundingClientRect();
    const x = ((e.clientX - r.left) / r.width) * Number(p.width);
    const y = ((e.clientY - r.top) / r.height) * Number(p.height);
    const hit = this.places(i).filter((q) => x >= q.x && x <= q.x + q.w && y >= q.y && y <= q.y + q.h)
      .sort((a, b) => a.w * a.h - b.w * b.h)[0];
    if (hit) this.dispatchEvent(new CustomEvent('go', { detail: { path: hit.path } }));
  }

  /** @param {number} i @returns {any[]} */
  places(i) {
    return ((this.answer && this.answer.places) || []).filter((/** @type {any} */ q) => Number(q.page) === i);
  }

  /** Frames the cell of a path. @param {string} path @param {boolean} [scroll] */
  mark(path, scroll = true) {
    this.focusPath = path;
    if (!this.pages) return;
    Array.from(this.pages.querySelectorAll('.page')).forEach((box, i) => {
      const frame = /** @type {HTMLElement} */ (box.querySelector('.frame'));
      const at = path ? this.places(i).find((q) => q.path === path) : null;
      frame.hidden = !at;
      if (!at) return;
      const p = this.answer.pages[i];
      frame.style.left = (at.x / p.width) * 100 + '%';
      frame.style.top = (at.y / p.height) * 100 + '%';
      frame.style.width = (at.w / p.width) * 100 + '%';
      frame.style.height = (at.h / p.height) * 100 + '%';
      if (scroll) this.reveal(frame);
    });
  }

  /** Scrolls the pages, and nothing else. @param {HTMLElement} frame */
  reveal(frame) {
    const pages = /** @type {HTMLElement} */ (this.pages);
    const a = pages.getBoundingClientRect();
    const b = frame.getBoundingClientRect();
    if (b.top < a.top || b.bottom > a.bottom) pages.scrollTop += b.top - a.top - (a.height - b.height) / 3;
  }
}

/**
 * The pages of an answer, as elements.
 * @param {any} a @param {(box: HTMLElement, i: number) => void} [each]
 */
export function figures(a, each) {
  return a.pages.map((/** @type {any} */ p, /** @type {number} */ i) => {
    const svg = drawing(p.svg);
    svg.style.cssText = a.style || '';
    const box = h('div', { class: 'page', data: { page: String(i + 1) } }, svg);
    box.style.maxWidth = Number(p.width) * 4 + 'px';
    if (each) each(box, i);
    return h('figure', {}, box, h('figcaption', {}, t('第 {n} 页，共 {all} 页', { n: i + 1, all: a.pages.length })));
  });
}

/** Makes a face of an answer known to the browser. @param {any} f */
export async function face(f) {
  if (!f.data || have.has(f.hash)) return;
  const raw = atob(f.data);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  const loaded = await new FontFace(f.family, bytes.buffer).load();
  document.fonts.add(loaded);
  have.add(f.hash);
}

/** The drawing of a page, as elements of this document. @param {string} text @returns {any} */
function drawing(text) {
  const doc = new DOMParser().parseFromString(text, 'image/svg+xml');
  const svg = document.importNode(doc.documentElement, true);
  svg.removeAttribute('width');
  svg.removeAttribute('height');
  return svg;
}

customElements.define('page-view', PageView);
