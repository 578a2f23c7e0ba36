// What the check says of the form, beside it: the three lines of the report, then a remark a place with its sum, how a
// figure came about, a value that is offered, an answer that may be given. In: a Session. Out: "go" events {path}.

import * as api from './api.js';
import { fill, h, say, sign } from './dom.js';
import { lang, t } from './i18n.js';
import * as pointer from './pointer.js';
import { saidOf, told } from './form-offer.js';

/** @typedef {import('./session.js').Session} Session */

const WORD = { error: '错误', warning: '警告', note: '提示' };

/** Who answered last, so that he need not be typed again. */
let hand = '';

export class FormFindings extends HTMLElement {
  constructor() {
    super();
    /** @type {Session | null} */ this.session = null;
    /** @type {Array<() => void>} */ this.stops = [];
    /** @type {any} */ this.view = null;
    /** @type {any} */ this.later = null;
    this.last = '';
    /** @type {Map<string, HTMLElement>} */ this.entries = new Map(); // by what they say
  }

  /** @param {Session} session */
  open(session) {
    this.session = session;
    this.lines = h('div', { class: 'lines', role: 'status' });
    this.list = h('ol', { class: 'remarks' });
    this.rest = h('div', { class: 'unchecked' });
    this.entries.clear();
    fill(this, this.lines, this.list, this.rest);
    this.stops.push(session.on('view', (x) => this.show(x.view)), session.on('been', () => this.view && this.show(this.view)));
    if (session.view) this.show(session.view);
  }

  disconnectedCallback() {
    this.stops.forEach((f) => f());
    this.stops = [];
  }

  /** @param {any} view */
  show(view) {
    const now = told(/** @type {Session} */ (this.session), view);
    const said = JSON.stringify([view.summary, now, lang(), view.remarks.map((/** @type {any} */ r) => r.paths.length === 1 && saidOf(view).offer(r.paths[0]))]);
    this.view = view;
    if (said === this.last) return;
    if (this.list && this.list.querySelector('form')) {
      this.later = view; // somebody is writing an answer
      return;
    }
    this.last = said;
    this.later = null;
    const skipped = (view.unchecked || []).length;
    fill(/** @type {HTMLElement} */ (this.lines), now.waiting ? this.begun(now) : view.summary.slice(0, skipped > 0 ? -1 : undefined).map((/** @type {string} */ s) => h('p', {}, s)));
    this.draw(now.remarks);
    fill(/** @type {HTMLElement} */ (this.rest), skipped > 0 && !now.waiting && h('details', {}, h('summary', {}, t('有 {n} 项没有查：这张表用不上，或不要求', { n: skipped })),
      h('p', {}, unlayout(view.summary[view.summary.length - 1]))));
  }

  /** What is new is drawn; an entry of the same remark, with nothing opened in it, stays. @param {any[]} remarks */
  draw(remarks) {
    const said = saidOf(this.view);
    const list = /** @type {HTMLElement} */ (this.list);
    /** @type {Map<string, HTMLElement>} */ const drawn = new Map();
    remarks.forEach((r) => {
      const p = r.paths.length === 1 ? r.paths[0] : '';
      let key = JSON.stringify([lang(), Object.assign({}, r, { number: 0 }), p && said.offer(p), p && said.later(p)]);
      while (drawn.has(key)) key += ' ';
      const old = this.entries.get(key);
      drawn.set(key, old && /** @type {HTMLElement} */ (old.querySelector('.more')).firstChild === null ? old : this.entry(r));
    });
    const wanted = new Set(drawn.values());
    this.entries.forEach((li) => wanted.has(li) || li.remove());
    let at = list.firstChild;
    wanted.forEach((li) => {
      if (li === at) at = li.nextSibling;
      else list.insertBefore(li, at);
    });
    this.entries = drawn;
  }

  /** Of a form that is being begun: what is left to fill in, then what is wrong. @param {any} now */
  begun(now) {
    const n = now.tally;
    return [
      h('p', {}, t('还没有填：{n} 处', { n: now.empty })),
      n.errors > 0 && h('p', {}, t('必须改正：{n} 处', { n: n.errors })),
      n.warnings + n.notes > 0 && h('p', {}, t('请看一看：{n} 处', { n: n.warnings + n.notes })),
      h('p', { class: 'acts' }, h('button', { type: 'button', class: 'small', onclick: () => /** @type {Session} */ (this.session).holdAll() }, t('全部检查'))),
    ];
  }

  /** @param {any} r */
  entry(r) {
    const kind = r.waived ? 'waived' : r.severity;
    const more = h('div', { class: 'more' });
    const one = r.paths.length === 1;
    const offer = one && !r.waived ? saidOf(this.view).offer(r.paths[0]) : '';
    const later = one && saidOf(this.view).later(r.paths[0]);
    return h('li', { class: 'remark says-' + kind, tabindex: '-1', data: { code: r.code, paths: r.paths.join('\n') } },
      h('p', { class: 'head', title: [r.code, r.name].filter(Boolean).join(' ') }, sign(kind), h('b', {}, r.waived ? t('已说明') : t(WORD[/** @type {'error'} */ (r.severity)] || r.severity)), ' ',
        one ? this.place(r.paths[0], r.where) : h('span', { class: 'where' }, r.where || '')),
      h('p', { class: 'message' }, r.message),
      !one && this.places(r),
      later ? h('p', { class: 'hint' }, t('这一格不用填：它用到的数填好了，自己会算出来。')) : facts(r),
      (r.also || []).map((/** @type {any} */ x) => h('div', { class: 'also' }, h('p', {}, h('b', {}, t('又') + t(WORD[/** @type {'error'} */ (x.severity)] || x.severity)), ' ', x.message), facts(x))),
      r.answer && h('p', { class: 'waived' }, r.answer),
      h('p', { class: 'acts' },
        offer !== '' && h('button', { type: 'button', class: 'small', onclick: () => this.take(r.paths[0], offer) }, t('填入 {value}', { value: offer })),
        one && h('button', { type: 'button', class: 'small', 'aria-expanded': 'false', onclick: (/** @type {Event} */ ev) => this.explain(r, more, ev) }, t('怎么来的')),
        r.waived ? h('button', { type: 'button', class: 'small', onclick: () => this.unwaive(r) }, t('收回说明'))
          : h('button', { type: 'button', class: 'small', 'aria-expanded': 'false', onclick: (/** @type {Event} */ ev) => this.answer(r, more, ev) }, t('说明为什么没有错'))),
      more);
  }

  /** @param {string} path @param {string} words */
  place(path, words) {
    return h('button', { type: 'button', class: 'link where', onclick: () => this.go(path) }, words || pointer.split(path).join(' '));
  }

  /** @param {string} path */
  go(path) {
    this.dispatchEvent(new CustomEvent('go', { detail: { path } }));
  }

  /** The places of a remark about several, with what each has of its own. @param {any} r */
  places(r) {
    const own = r.places || [];
    if (own.length !== r.paths.length) {
      return r.paths.length > 0 && h('p', { class: 'spots' }, r.paths.map((/** @type {string} */ p, /** @type {number} */ i) => this.place(p, spot(p, i))));
    }
    return h('ul', { class: 'spots' }, r.paths.map((/** @type {string} */ p, /** @type {number} */ i) =>
      h('li', {}, this.place(p, own[i].label), own[i].values.length > 0 && ' ' + own[i].values.join('，'))));
  }

  /** The value that is offered: only by the hand that presses the button. @param {string} path @param {string} value */
  take(path, value) {
    const edits = /** @type {Session} */ (this.session).edits;
    edits.settle();
    edits.apply(t('填入 {value}', { value }), path, (r) => pointer.set(r, path, value));
    this.go(path);
  }

  /** @param {any} f @param {HTMLElement} more @param {Event} ev */
  async explain(f, more, ev) {
    const button = /** @type {HTMLElement} */ (ev.currentTarget);
    if (toggle(more, button, 'explain')) return;
    const s = /** @type {Session} */ (this.session);
    try {
      fill(more, explanation(await api.explain(s.edits.layout, s.edits.record, f.paths[0])));
    } catch (e) {
      fill(more, h('p', {}, e instanceof Error ? e.message : String(e)));
    }
  }

  /** @param {any} f @param {HTMLElement} more @param {Event} ev */
  answer(f, more, ev) {
    const button = /** @type {HTMLElement} */ (ev.currentTarget);
    if (toggle(more, button, 'answer')) return;
    const d = new Date();
    const today = d.getFullYear() + '-' + String(d.getMonth() + 1).padStart(2, '0') + '-' + String(d.getDate()).padStart(2, '0');
    const reason = h('textarea', { rows: 3, required: true, name: 'reason' });
    const by = h('input', { type: 'text', required: true, name: 'hand', value: hand, autocomplete: 'name' });
    const date = h('input', { type: 'text', required: true, name: 'date', value: today, inputmode: 'numeric' });
    const which = this.ones(f);
    const pick = h('select', { name: 'place' }, which.map((x, i) => h('option', { value: String(i) }, x.place || x.message)));
    const form = h('form', { class: 'waive', onsubmit: (/** @type {Event} */ e) => {
      e.preventDefault();
      hand = by.value;
      this.waive(which[Number(pick.value)], { reason: reason.value, hand: by.value, date: date.value }, form);
    } },
    h('p', { class: 'hint' }, t('问题照样列出，标作“已说明”；这一格以后变了，说明就失效。')),
    which.length > 1 && h('label', {}, h('span', {}, t('哪一处')), pick),
    h('label', {}, h('span', {}, t('理由')), reason), h('label', {}, h('span', {}, t('经手人')), by), h('label', {}, h('span', {}, t('日期')), date),
    h('p', { class: 'acts' }, h('button', { type: 'submit', class: 'small strong' }, t('记下说明')), h('button', { type: 'button', class: 'small', onclick: () => this.shut(more, button) }, t('不说明'))));
    fill(more, form);
    reason.focus();
  }

  /** @param {HTMLElement} more @param {HTMLElement} button */
  shut(more, button) {
    fill(more);
    button.setAttribute('aria-expanded', 'false');
    button.focus();
    if (this.later) this.show(this.later);
  }

  /** The findings of a remark, those said beside it too. @param {any} r @returns {any[]} */
  ones(r) {
    const all = /** @type {any} */ (this.view).findings;
    return [r].concat(r.also || []).reduce((/** @type {any[]} */ l, x) => l.concat(all.filter((/** @type {any} */ f) =>
      f.code === x.code && (f.case || '') === (x.case || '') && !f.waived === !r.waived && (x.paths.length === 0 ? !f.path : x.paths.includes(f.path)))), []);
  }

  /** @param {any} f @param {Object<string, string>} words @param {HTMLElement} form */
  async waive(f, words, form) {
    const s = /** @type {Session} */ (this.session);
    const version = s.edits.version;
    try {
      const record = await api.waive('POST', s.edits.layout, s.edits.record, Object.assign(named(f), words));
      if (s.edits.version !== version) throw new Error(t('表刚刚又改了，请再记一次。'));
      form.remove();
      s.edits.apply(t('说明'), f.path || '', () => record);
      say(t('已记下说明。'));
    } catch (e) {
      const old = form.querySelector('.wrong');
      if (old) old.remove();
      form.appendChild(h('p', { class: 'wrong', role: 'alert' }, e instanceof Error ? e.message : String(e)));
    }
  }

  /** @param {any} r */
  async unwaive(r) {
    const s = /** @type {Session} */ (this.session);
    const version = s.edits.version;
    try {
      /** @type {any} */ let record = s.edits.record;
      for (const f of this.ones(r)) record = await api.waive('DELETE', s.edits.layout, record, { code: f.waived.code, place: f.waived.at || '', says: f.waived.says || '' });
      if (s.edits.version === version) s.edits.apply(t('收回说明'), r.paths[0] || '', () => record);
    } catch (e) {
      say(e instanceof Error ? e.message : String(e));
    }
  }

  /** The entries about a path, all entries. @param {string} path */
  about(path) {
    const all = Array.from(/** @type {HTMLElement} */ (this.list).querySelectorAll('li.remark')).map((x) => /** @type {HTMLElement} */ (x));
    return { all, at: all.filter((x) => (x.dataset.paths || '').split('\n').includes(path)) };
  }

  /** Shows what is said of a place. @param {any} f */
  reveal(f) {
    const { all, at } = this.about(f.path);
    const li = at.find((x) => x.dataset.code === f.code) || at[0];
    if (!li) return;
    all.forEach((x) => x.classList.toggle('here', x === li));
    li.scrollIntoView({ block: 'nearest' });
  }

  /** Brings what is said of the cell in focus into sight. @param {string} path */
  follow(path) {
    const { all, at } = this.about(path);
    all.forEach((x) => x.classList.toggle('here', at.includes(x)));
    const panel = this.parentElement;
    if (at.length === 0 || !panel || panel.scrollHeight <= panel.clientHeight) return;
    const a = panel.getBoundingClientRect();
    const b = at[0].getBoundingClientRect();
    if (b.top < a.top || b.bottom > a.bottom) panel.scrollTop += b.top - a.top - 12;
  }
}

/** What a remark has to show beside its sentence. @param {any} r */
function facts(r) {
  const rows = [['表上', r.printed], ['应为', r.expected], ['算式', r.sum], ['读法', r.readings], ['怎么办', (r.hints || []).join('；')]].filter((x) => x[1]);
  return rows.length > 0 && h('dl', {}, rows.map(([k, v]) => h('div', {}, h('dt', {}, t(k)), h('dd', {}, v))));
}

/** How an answer names its finding. @param {any} f */
function named(f) {
  return { code: f.case ? f.code + '.' + f.case : f.code, place: f.path || f.place || '', says: f.message };
}

/** @param {string} path @param {number} i */
function spot(path, i) {
  const row = /\/(\d+)\//.exec(path);
  return row ? t('第 {n} 行', { n: Number(row[1]) + 1 }) : String(i + 1);
}

/** Closes what is open if it is this; says whether it did. @param {HTMLElement} more @param {HTMLElement} button @param {string} what */
function toggle(more, button, what) {
  const open = button.getAttribute('aria-expanded') === 'true';
  const acts = /** @type {HTMLElement} */ (button.parentElement);
  acts.querySelectorAll('[aria-expanded]').forEach((b) => b.setAttribute('aria-expanded', String(b === button && !open)));
  fill(more);
  more.dataset.what = what;
  return open;
}

/** Who switched a check off is of no use to a clerk, by whatever id. @param {string} s */
function unlayout(s) {
  return s.replace(/(由 )?版式 [\w\/@.-]+( 关闭)?/g, '这种表不查').replace(/switched off by layout [\w\/@.-]+/g, 'not asked of this form');
}

/** How a figure came about, in the engine's words; its formula is for who writes layouts. @param {any} x */
function explanation(x) {
  return h('div', { class: 'story' }, x.text.filter((/** @type {string} */ line) => !x.formula || !line.endsWith(x.formula)).map((/** @type {string} */ line) => h('p', { class: line.startsWith(' ') ? 'in' : null }, line.trim())));
}

customElements.define('form-findings', FormFindings);
