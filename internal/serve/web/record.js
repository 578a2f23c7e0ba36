// One form being filled in: its record, what was done to it, and back again. Everything that changes the record goes
// through here; who shows it listens for "change".

import * as pointer from './pointer.js';

/** @typedef {import('./json.js').Value} Value */
/** @typedef {{record: Value, focus: string, what: string}} Step */

const KEPT = 500; // steps; they share all that did not change

export class Edits {
  /** @param {Value} record @param {string} layout @param {string} name */
  constructor(record, layout, name) {
    this.record = record;
    this.layout = layout;
    this.name = name; // of the file it came from, without its ending; '' if it is new
    this.version = 0; // goes up with every change, undo included
    /** @type {Step[]} */ this.past = [];
    /** @type {Step[]} */ this.future = [];
    /** @type {Set<(what: Change) => void>} */ this.listeners = new Set();
    this.merge = ''; // typing goes on in this cell: the same step
  }

  /** @param {(what: Change) => void} f @returns {() => void} to stop */
  listen(f) {
    this.listeners.add(f);
    return () => this.listeners.delete(f);
  }

  /** @param {string} path */
  text(path) {
    return pointer.text(this.record, path);
  }

  /** @param {string} path */
  has(path) {
    const v = pointer.get(this.record, path);
    return v !== undefined && v !== null;
  }

  /**
   * A change: what is its name in the list of what can be undone, focus the cell to go back to.
   * @param {string} what @param {string} focus @param {(record: Value) => Value} f @param {string} [merge]
   */
  apply(what, focus, f, merge = '') {
    const next = f(this.record);
    if (next === this.record) return;
    if (merge === '' || merge !== this.merge) {
      this.past.push({ record: this.record, focus, what });
      if (this.past.length > KEPT) this.past.shift();
    }
    this.merge = merge;
    this.future = [];
    this.become(next, { kind: merge === '' ? 'edit' : 'typing', focus, what });
  }

  /**
   * What is typed in a cell, for all the items it is printed once for. Nothing typed is nothing entered.
   * @param {string[]} paths @param {string} text @param {string} what
   */
  type(paths, text, what) {
    this.apply(what, paths[0], (r) => paths.reduce((x, p) => pointer.set(x, p, text === '' ? undefined : text), r), 'type ' + paths[0]);
  }

  /** The next typing is a step of its own. */
  settle() {
    this.merge = '';
  }

  undo() {
    this.step(this.past, this.future, 'undo');
  }

  redo() {
    this.step(this.future, this.past, 'redo');
  }

  /** @param {Step[]} from @param {Step[]} to @param {'undo' | 'redo'} kind */
  step(from, to, kind) {
    const s = from.pop();
    if (!s) return;
    to.push({ record: this.record, focus: s.focus, what: s.what });
    this.merge = '';
    this.become(s.record, { kind, focus: s.focus, what: s.what });
  }

  /** @param {Value} record @param {Change} how */
  become(record, how) {
    this.record = record;
    this.version++;
    this.listeners.forEach((f) => f(how));
  }
}

/** @typedef {{kind: 'typing' | 'edit' | 'undo' | 'redo', focus: string, what: string}} Change */
