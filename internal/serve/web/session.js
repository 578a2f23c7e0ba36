// The form that is open: what is typed into it goes to the engine and comes back as a form with findings. Answers may
// come late or never; the record here is the truth, an answer only says something about it. In: Edits. Out: "view" for
// the newest answer, "wait" and "lost" for the state of the wire.

import * as api from './api.js';
import { parse, stringify } from './json.js';
import * as pointer from './pointer.js';
import { Edits } from './record.js';
import { keep, keeps } from './store.js';
import { lang, t } from './i18n.js';

/** @typedef {import('./json.js').Value} Value */

const PAUSE = 40; // ms after the last key before the engine is asked, at most: it waits as long as an eighth of an answer takes
const RETRY = 4000; // ms
const KEEP = 400; // ms

export class Session {
  /** @param {Edits} edits @param {string} id of its draft */
  constructor(edits, id) {
    this.edits = edits;
    this.id = id;
    /** @type {any} */ this.view = null; // the newest answer
    this.viewVersion = -1; // the version of the record it is about
    this.viewLang = ''; // the language it speaks
    this.busy = false;
    this.took = 0; // ms, of the last answer
    this.closed = false;
    this.begun = false; // it was begun here, empty: what nobody has come to yet is not found fault with
    /** @type {Set<string>} */ this.visited = new Set(); // cells that were left once
    this.kept = true; // what stands here stands in the store, or need not
    /** @type {any} */ this.timer = 0;
    /** @type {any} */ this.keepTimer = 0;
    /** @type {Map<string, Set<(x: any) => void>>} */ this.listeners = new Map();
    this.stop = edits.listen(() => this.changed());
  }

  /** @param {string} what @param {(x: any) => void} f @returns {() => void} */
  on(what, f) {
    const set = this.listeners.get(what) || new Set();
    this.listeners.set(what, set);
    set.add(f);
    return () => set.delete(f);
  }

  /** @param {string} what @param {any} [x] */
  emit(what, x) {
    (this.listeners.get(what) || new Set()).forEach((f) => f(x));
  }

  changed() {
    this.kept = false;
    this.ask(Math.min(PAUSE, this.took / 8));
    clearTimeout(this.keepTimer);
    this.keepTimer = setTimeout(() => this.save(), KEEP);
  }

  async save() {
    clearTimeout(this.keepTimer);
    if (this.kept) return;
    const version = this.edits.version;
    const title = this.view ? [this.view.record, this.view.title].filter(Boolean).join(' · ') : '';
    const ok = await keep({
      id: this.id, layout: this.edits.layout, title, name: this.edits.name, text: stringify(this.edits.record), time: Date.now(), begun: this.begun,
    });
    if (ok && version === this.edits.version) this.kept = true;
    this.emit('kept', ok);
  }

  /** A cell was left. @param {string} path */
  been(path) {
    if (this.visited.has(path)) return;
    this.visited.add(path);
    if (this.begun) this.emit('been');
  }

  /** Now it is held to all it must have. */
  holdAll() {
    if (!this.begun) return;
    this.begun = false;
    this.kept = false;
    this.emit('been');
  }

  /**
   * Whether a remark says only that something is missing where nobody has been yet.
   * @param {any} r @returns {boolean}
   */
  waits(r) {
    return this.begun && !r.waived && r.paths.length > 0 && (r.also || []).every((/** @type {any} */ x) => this.waits(x)) &&
      r.paths.every((/** @type {string} */ p) => pointer.blank(this.edits.record, p) && !Array.from(this.visited).some((v) => v === p || v.startsWith(p + '/')));
  }

  /** @param {number} pause */
  ask(pause) {
    clearTimeout(this.timer);
    if (!this.closed) this.timer = setTimeout(() => this.send(), pause);
  }

  /** One call at a time: what is typed while one is under way goes with the next. */
  async send() {
    if (this.busy || this.closed) return;
    this.busy = true;
    const version = this.edits.version;
    const speaks = lang();
    const from = Date.now();
    this.emit('wait');
    try {
      const view = await api.form(this.edits.layout, this.edits.record);
      if (this.closed) return;
      this.took = Date.now() - from;
      this.view = view;
      this.viewVersion = version;
      this.viewLang = speaks;
      this.emit('view', { view, fresh: version === this.edits.version });
    } catch (e) {
      this.emit('lost', e);
      if (e instanceof api.Problem && (e.status === 0 || e.status >= 500)) this.ask(RETRY);
    } finally {
      this.busy = false;
      if (version !== this.edits.version || speaks !== lang()) this.ask(0);
    }
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.stop();
    return this.save();
  }
}

/** @type {Session | null} */
let current = null;

export const now = () => current;

/** Whether what stands in a form is nowhere else. @param {Session} s */
const loses = (s) => !s.kept && !keeps() && s.edits.past.length > 0;

/**
 * Opens a record to be filled in; the page goes to #/fill for it.
 * @param {Value} record @param {string} layout
 * @param {{name?: string, id?: string, own?: boolean, begun?: boolean}} [o] name: of its file; id: of its draft; own:
 * whether it is somebody's work already, which an example is not; begun: it is empty, or was when it was begun
 */
export function begin(record, layout, o = {}) {
  const { name = '', id = '', own = true, begun = false } = o;
  if (current && loses(current) && !window.confirm(t('这台电脑不存草稿：现在这张表还没有下载，打开别的就没有了。仍要打开吗？'))) return current;
  if (current) current.close();
  current = new Session(new Edits(record, layout, name), id || 'd' + Date.now().toString(36) + Math.random().toString(36).slice(2, 8));
  if (!id && own) current.changed();
  remember(current.id);
  current.begun = begun;
  if (location.hash === '#/fill') window.dispatchEvent(new Event('hashchange'));
  else location.hash = '#/fill';
  return current;
}

const OPEN = 'gongbiao.open';

/** The form of this window, so that a page that is loaded again finds it. @param {string} id */
function remember(id) {
  try {
    if (keeps()) sessionStorage.setItem(OPEN, id);
  } catch (e) {
    // no store: the draft is in the list of the first page
  }
}

/** Which draft stood open in this window. */
export function remembered() {
  try {
    return sessionStorage.getItem(OPEN) || '';
  } catch (e) {
    return '';
  }
}

/** @param {import('./store.js').Draft} d */
export function resume(d) {
  return begin(parse(d.text), d.layout, { name: d.name, id: d.id, begun: d.begun });
}

/** Forgets the open form without keeping it. */
export function forget() {
  if (current) {
    current.kept = true;
    current.close();
  }
  current = null;
}

// A page that is closed or put away keeps what stands in it.
['pagehide', 'visibilitychange'].forEach((name) =>
  window.addEventListener(name, () => {
    if (current && (name === 'pagehide' || document.visibilityState === 'hidden')) current.save();
  })
);
window.addEventListener('beforeunload', (e) => {
  if (!current || !loses(current)) return;
  e.preventDefault();
  e.returnValue = '';
});
