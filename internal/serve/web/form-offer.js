// What an answer of the engine says of each place, and which figure may be offered there. In: an answer. Out: the parts
// and findings of a path, and the figure that a button may put in.

import { keyOf } from './form-cell.js';

/** @type {WeakMap<any, Said>} */
const known = new WeakMap();

/** @param {any} view @returns {Said} of the answer, made once */
export function saidOf(view) {
  let s = known.get(view.findings);
  if (!s) known.set(view.findings, s = new Said(view));
  return s;
}

const FIGURE = /^[+-]?[\d,]+(\.\d+)?%?$/;

export class Said {
  /** @param {any} view */
  constructor(view) {
    /** @type {Map<string, any>} */ this.parts = new Map(); // by path, boxes of a choice by that and which they are too
    /** @type {Map<string, any[]>} */ this.findings = new Map();
    const put = (/** @type {any} */ p) => {
      if (!p.path) return;
      this.parts.set(p.path, p);
      if (p.input) this.parts.set(keyOf(p), p);
    };
    view.tables.forEach((/** @type {any} */ x) => x.cells.forEach((/** @type {any} */ c) => (c.parts || []).forEach(put)));
    (view.beside || []).forEach(put);
    view.findings.forEach((/** @type {any} */ f) => {
      const l = this.findings.get(f.path || '');
      if (l) l.push(f);
      else this.findings.set(f.path || '', [f]);
    });
  }

  /** @param {string} path */
  of(path) {
    return this.findings.get(path) || [];
  }

  /** @param {string} path */
  open(path) {
    return this.of(path).filter((f) => !f.waived);
  }

  /**
   * The figure that may be put in at a path: computed, other than what was entered, asked for by a check, gainsaid by
   * none, and made of nothing that is itself in error. '' if there is none.
   * @param {string} path
   */
  offer(path) {
    const p = this.parts.get(path);
    if (!p || !p.computed || p.computedOnly || p.computed === p.entered) return '';
    const wanted = this.open(path).map((f) => f.expected || '').filter((s) => FIGURE.test(s));
    return wanted.length > 0 && wanted.every((s) => same(s, p.computed)) && !p.unsure ? p.computed : '';
  }

  /** Whether a place is empty only because what its formula needs is. @param {string} path */
  later(path) {
    const p = this.parts.get(path);
    return !!p && !!p.computes && !p.computed && p.entered === '';
  }
}

/** Whether two texts are the same figure, however many noughts end it. @param {string} a @param {string} b */
export function same(a, b) {
  const plain = (/** @type {string} */ s) => (s || '').replace(/,/g, '').replace(/(\.\d*?)0+(%?)$/, '$1$2').replace(/\.(%?)$/, '$1');
  return plain(a) === plain(b);
}

/**
 * What is said of a form: remarks to be shown, and those that wait until somebody has been at their places; how many
 * places of each kind.
 * @param {import('./session.js').Session} session @param {any} view
 */
export function told(session, view) {
  const waiting = view.remarks.filter((/** @type {any} */ r) => session.waits(r));
  const said = saidOf(view);
  const tally = Object.assign({ errors: 0, warnings: 0, notes: 0 }, view.tally);
  waiting.forEach((/** @type {any} */ r) => {
    const k = /** @type {'errors'} */ (r.severity + 's');
    tally[k] = Math.max(0, tally[k] - r.paths.length);
  });
  const empty = new Set();
  waiting.forEach((/** @type {any} */ r) => r.paths.forEach((/** @type {string} */ p) => said.later(p) || empty.add(p)));
  return { remarks: view.remarks.filter((/** @type {any} */ r) => !waiting.includes(r)), waiting: waiting.length > 0, empty: empty.size, tally };
}
