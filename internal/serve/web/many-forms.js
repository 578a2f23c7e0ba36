// The forms of the view for many: read from files, checked each and together. It lives as long as the page, so that
// one may go to a form and come back. In: files. Out: "change".

import * as api from './api.js';
import { stringify } from './json.js';
import { formsOf } from './form-open.js';
import { lang } from './i18n.js';
import { begin } from './session.js';

/** @typedef {import('./json.js').Value} Value */
/**
 * @typedef {{key: number, file: string, layout: string, record: Value | undefined, wrong: any[], doubts: any[], seen: boolean,
 *   name: string, unit: string, total: string, grade: string, tally: any, remarks: any[], checked: boolean}} Form
 */

const TOGETHER = 20; // files of one call, so that progress is seen and a call stays short

class Forms {
  constructor() {
    /** @type {Form[]} */ this.all = [];
    /** @type {any[]} */ this.together = []; // what is said of all of them
    /** @type {string[]} */ this.lines = [];
    this.language = ''; // of what is said
    /** @type {any} */ this.fault = null; // why the check gave no answer
    this.next = 1;
    this.version = 0; // of what is checked
    this.busy = false;
    /** @type {File[]} */ this.waiting = [];
    /** @type {{done: number, all: number, stop: boolean} | null} */ this.reading = null;
    /** @type {Set<() => void>} */ this.listeners = new Set();
  }

  /** @param {() => void} f @returns {() => void} */
  listen(f) {
    this.listeners.add(f);
    return () => this.listeners.delete(f);
  }

  changed() {
    this.listeners.forEach((f) => f());
  }

  /** Reads files, some at a time. @param {File[]} files */
  async add(files) {
    if (this.reading) {
      this.reading.all += files.length;
      this.waiting = this.waiting.concat(files);
      return;
    }
    this.reading = { done: 0, all: files.length, stop: false };
    this.waiting = files;
    while (this.waiting.length > 0 && !this.reading.stop) {
      const some = this.waiting.splice(0, TOGETHER);
      this.changed();
      await this.read(some);
      this.reading.done += some.length;
    }
    this.reading = null;
    this.changed();
    await this.check();
  }

  /** @param {File[]} files */
  async read(files) {
    try {
      formsOf(await api.importFiles(files, '')).forEach((f) => this.put(f.file, f.layout, f.record, f.wrong, f.doubts, f.title));
    } catch (e) {
      if (files.length > 1 && e instanceof api.Problem && e.status !== 0) { // one of them is at fault: each for itself
        for (const f of files) await this.read([f]);
        return;
      }
      const errors = e instanceof api.Problem && e.errors.length > 0 ? e.errors : [{ message: e instanceof Error ? e.message : String(e) }];
      files.forEach((f) => this.put(f.name, '', undefined, errors, [], ''));
    }
  }

  /** @param {string} file @param {string} layout @param {Value | undefined} record @param {any[]} wrong @param {any[]} doubts @param {string} name */
  put(file, layout, record, wrong, doubts, name) {
    this.all.push({ key: this.next++, file, layout, record, wrong, doubts, seen: doubts.length === 0, name, unit: '', total: '', grade: '',
      tally: null, remarks: [], checked: false });
  }

  usable() {
    return this.all.filter((f) => f.record !== undefined);
  }

  /** Whether what is said is of these forms, in the language of the page. */
  current() {
    const all = this.usable();
    return all.length === 0 || (this.language === lang() && all.every((f) => f.checked));
  }

  /** All forms again: what is said of one may depend on the others. */
  async check() {
    const version = ++this.version;
    if (this.busy) return;
    this.busy = true;
    this.changed();
    const forms = this.usable();
    try {
      if (forms.length > 0) this.answered(forms, await ask(forms), version);
      else this.together = this.lines = [];
      this.fault = null;
    } catch (e) {
      this.fault = e;
    }
    this.busy = false;
    this.changed();
    if (version !== this.version) this.check();
  }

  /** @param {Form[]} forms @param {any} answer @param {number} version */
  answered(forms, answer, version) {
    if (version !== this.version) return; // of forms that have changed meanwhile
    (answer.forms || []).forEach((/** @type {any} */ a, /** @type {number} */ i) => {
      Object.assign(forms[i], { name: a.record || forms[i].name, unit: a.unit || '', layout: a.layout || forms[i].layout, total: a.total || '',
        grade: a.grade || '', tally: a.tally, remarks: a.remarks || [], checked: true });
    });
    this.together = answer.together || [];
    this.language = lang();
    this.lines = answer.lines || [];
  }

  /** @param {Form} f */
  remove(f) {
    this.all = this.all.filter((x) => x !== f);
    this.check();
  }

  clear() {
    this.all = [];
    this.check();
  }

  /** Opens a form to be filled in; what is done there is the form here. @param {Form} f */
  open(f) {
    if (f.record === undefined) return;
    f.seen = true;
    const session = begin(f.record, f.layout, { name: f.file.replace(/\.[^.]*$/, '') });
    session.edits.listen(() => {
      f.record = session.edits.record;
      f.checked = false;
    });
  }

  /** The forms as one file, for a job: figures as they are written. @param {Form[]} forms */
  file(forms) {
    const lines = forms.map((f) => stringify(/** @type {Value} */ (f.record))).join('\n') + '\n';
    return new File([lines], 'records.jsonl', { type: 'application/x-ndjson' });
  }
}

export const forms = new Forms();

/** Each form and all of them together, in one call. @param {Form[]} all @returns {Promise<any>} */
async function ask(all) {
  const body = '{"records":[' + all.map((f) => stringify(/** @type {Value} */ (f.record))).join(',') + ']}';
  return JSON.parse(await (await api.send('POST', 'v1/check', body)).text());
}

/** What a form is, in one word: the worst of it. @param {Form} f */
export function stateOf(f) {
  if (f.record === undefined) return 'unread';
  if (!f.seen) return 'doubt';
  if (!f.checked) return 'unchecked';
  const n = f.tally || {};
  return n.errors ? 'error' : n.warnings ? 'warning' : n.notes ? 'note' : 'ok';
}

