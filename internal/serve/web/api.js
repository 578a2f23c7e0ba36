// The one door to the engine. send may be replaced: by a worker that has the engine inside it, by a test.

import { member, stringify } from './json.js';
import { lang } from './i18n.js';

/** @typedef {import('./json.js').Value} Value */
/**
 * @typedef {{status: number, header: (name: string) => (string | null), text: () => Promise<string>,
 *   bytes: () => Promise<ArrayBuffer>}} Answer
 */
/** @typedef {(method: string, path: string, body: string | FormData | null, headers: Object<string, string>) => Promise<Answer>} Send */

/** @type {Send} */
let sender = async (method, path, body, headers) => {
  const r = await fetch(path, { method, body, headers, credentials: 'same-origin' });
  return { status: r.status, header: (name) => r.headers.get(name), text: () => r.text(), bytes: () => r.arrayBuffer() };
};

let wired = true;

/** Whether there are addresses behind the paths: events and results may be taken from them. */
export const overWire = () => wired;

/** @param {Send} f */
export function setSend(f) {
  sender = f;
  wired = false;
}

/** An answer that is no answer: RFC 9457, or the wire. */
export class Problem extends Error {
  /** @param {number} status @param {any} body */
  constructor(status, body) {
    super((body && (body.detail || body.title)) || String(status));
    this.status = status; // 0: nobody answered
    this.code = (body && body.code) || '';
    /** @type {any[]} */ this.errors = (body && body.errors) || [];
  }
}

/**
 * One call. The path has no slash before it, so that the page may stand anywhere.
 * @param {string} method @param {string} path @param {string | FormData | null} [body]
 * @param {Object<string, string>} [headers]
 * @returns {Promise<Answer>}
 */
export async function send(method, path, body = null, headers = {}) {
  const all = Object.assign({ 'Accept-Language': lang() }, typeof body === 'string' ? { 'Content-Type': 'application/json' } : {}, headers);
  let a;
  try {
    a = await sender(method, path, body, all);
  } catch (e) {
    throw new Problem(0, { detail: e instanceof Error ? e.message : String(e) });
  }
  if (a.status >= 400) {
    let p = null;
    try {
      p = JSON.parse(await a.text());
    } catch (e) {
      p = null;
    }
    throw new Problem(a.status, p);
  }
  return a;
}

/** @param {string} path */
async function get(path) {
  return JSON.parse(await (await send('GET', path)).text());
}

/**
 * A body with a record in it, whose figures must not pass through JSON.stringify.
 * @param {Object<string, any>} rest @param {Value} record
 */
export function withRecord(rest, record) {
  const s = JSON.stringify(rest);
  return s.slice(0, -1) + (s === '{}' ? '' : ',') + '"record":' + stringify(record) + '}';
}

/** The path of a layout. @param {string} id as template list writes it */
export function of(id) {
  return 'v1/layouts/' + id.split('/').map(encodeURIComponent).join('/').replace('%40', '@');
}

/** What people call the layouts, by id. @type {Map<string, string>} */
const names = new Map();

/** The list, while it is on its way: several parts of a view ask for it at once. @type {Promise<any[]> | null} */
let coming = null;

/** @returns {Promise<any[]>} */
export function layouts() {
  if (!coming) coming = listed().finally(() => { coming = null; });
  return coming;
}

/** @returns {Promise<any[]>} */
async function listed() {
  const a = await get('v1/layouts');
  const all = Array.isArray(a) ? a : a.layouts;
  all.forEach((/** @type {any} */ l) => [l.id].concat(l.current ? l.id.replace(/@.*/, '') : []).forEach((id) => names.set(id, l.name)));
  return all;
}

/** What people call a layout, once the list of them is here. @param {string} id */
export const nameOf = (id) => names.get(id) || '';

/** Sees to it that nameOf knows. */
export async function learnNames() {
  if (names.size === 0) await layouts().catch(() => []);
}

/** @param {string} id @returns {Promise<Blob>} */
export async function picture(id) {
  return new Blob([await (await send('GET', of(id) + '/picture.png')).bytes()], { type: 'image/png' });
}

/** @param {string} id @param {string} kind @returns {Promise<Value>} */
export async function sample(id, kind) {
  const text = await (await send('GET', of(id) + '/sample?seed=1&kind=' + kind)).text();
  return parseRecord(text);
}

/** @param {string} id @returns {Promise<ArrayBuffer>} */
export async function workbook(id) {
  return (await send('GET', of(id) + '/blank.xlsx')).bytes();
}

/** @param {string} layout @param {Value} record @returns {Promise<any>} */
export async function form(layout, record) {
  return JSON.parse(await (await send('POST', 'v1/form', withRecord({ layout }, record))).text());
}

/** @param {string} layout @param {Value} record @param {string[]} have @returns {Promise<any>} */
export async function preview(layout, record, have) {
  return JSON.parse(await (await send('POST', 'v1/preview', withRecord({ layout, have }, record))).text());
}

/** @param {string} layout @param {Value} record @param {string} path @returns {Promise<any>} */
export async function explain(layout, record, path) {
  return JSON.parse(await (await send('POST', 'v1/explain', withRecord({ layout, path }, record))).text());
}

/**
 * A finding answered, or the answer taken back.
 * @param {'POST' | 'DELETE'} method @param {string} layout @param {Value} record @param {Object<string, any>} answer
 * @returns {Promise<Value>}
 */
export async function waive(method, layout, record, answer) {
  const text = await (await send(method, 'v1/waive', withRecord(Object.assign({ layout }, answer), record))).text();
  const inner = member(text, 'record');
  return inner === undefined ? parseRecord(text) : inner;
}

/** @param {string} format @param {string} layout @param {Value} record @returns {Promise<{blob: Blob, name: string}>} */
export async function render(format, layout, record) {
  const a = await send('POST', 'v1/render?format=' + format, withRecord({ layout }, record));
  const type = a.header('Content-Type') || 'application/octet-stream';
  return { blob: new Blob([await a.bytes()], { type }), name: fileName(a.header('Content-Disposition')) };
}

/**
 * Files read as forms; the records as they are written.
 * @param {File[]} files @param {string} layout '' if it is not known
 * @returns {Promise<{text: string, answer: any}>}
 */
export async function importFiles(files, layout) {
  const f = new FormData();
  files.forEach((x) => f.append('file', x, x.name));
  if (layout) f.append('layout', layout);
  const text = await (await send('POST', 'v1/import', f)).text();
  return { text, answer: JSON.parse(text) };
}

/** @param {string | null} disposition @returns {string} */
function fileName(disposition) {
  const star = /filename\*=UTF-8''([^;]+)/i.exec(disposition || '');
  if (star) return decodeURIComponent(star[1]);
  const plain = /filename="([^"]+)"/.exec(disposition || '');
  return plain ? plain[1] : '';
}

/** @param {string} text @returns {Value} */
function parseRecord(text) {
  return /** @type {Value} */ (member('{"r":' + text + '}', 'r'));
}
