// JSON Pointers into a record, and the record changed at one: the old one stays as it is, what is not on the way is
// shared by both. That makes undo a matter of keeping the old one.

import { Figure } from './json.js';

/** @typedef {import('./json.js').Value} Value */

/** @param {string} path @returns {string[]} */
export function split(path) {
  return path === '' ? [] : path.slice(1).split('/').map((s) => s.replace(/~1/g, '/').replace(/~0/g, '~'));
}

/** @param {string} path @param {string | number} name */
export function child(path, name) {
  return path + '/' + String(name).replace(/~/g, '~0').replace(/\//g, '~1');
}

/** @param {string} path */
export function parent(path) {
  return path.slice(0, path.lastIndexOf('/'));
}

/** @param {string} path */
export function last(path) {
  const names = split(path);
  return names.length ? names[names.length - 1] : '';
}

/**
 * The item of a list that a path leads into: null if the path is not under the list.
 * @param {string} list
 * @param {string} path
 * @returns {{index: number, rest: string} | null}
 */
export function within(list, path) {
  if (!path.startsWith(list + '/')) return null;
  const m = /^(\d+)(\/.*)?$/.exec(path.slice(list.length + 1));
  return m ? { index: Number(m[1]), rest: m[2] || '' } : null;
}

/** @param {Value | undefined} v @param {string} name */
function step(v, name) {
  if (v instanceof Map) return v.get(name);
  return Array.isArray(v) ? v[Number(name)] : undefined;
}

/** @param {Value} root @param {string} path @returns {Value | undefined} */
export function get(root, path) {
  return split(path).reduce((v, name) => /** @type {any} */ (step(v, name)), /** @type {any} */ (root));
}

/**
 * What is entered at a path, as text; '' if nothing is.
 * @param {Value} root
 * @param {string} path
 */
export function text(root, path) {
  const v = get(root, path);
  if (v instanceof Figure) return v.text;
  if (v === true) return '是';
  if (v === false) return '否';
  return typeof v === 'string' ? v : '';
}

/** Whether nothing stands at a path: no text, or a list or a group of nothing. @param {Value} root @param {string} path */
export function blank(root, path) {
  const empty = (/** @type {any} */ v) => v === undefined || v === null || (typeof v === 'string' && v.trim() === '') ||
    (Array.isArray(v) && v.every(empty)) || (v instanceof Map && Array.from(v.values()).every(empty));
  return empty(get(root, path));
}

/** @param {Value | undefined} v @returns {any} */
function copy(v) {
  if (v instanceof Map) return new Map(v);
  return Array.isArray(v) ? v.slice() : new Map();
}

/**
 * The record with f(old) at a path; undefined takes it away.
 * @param {Value} root
 * @param {string} path
 * @param {(old: any) => (Value | undefined)} f
 * @returns {any}
 */
export function change(root, path, f) {
  const names = split(path);
  /** @param {Value | undefined} v @param {number} k @returns {any} */
  const walk = (v, k) => {
    if (k === names.length) return f(v);
    const c = Array.isArray(v) || v instanceof Map ? copy(v) : /^\d+$/.test(names[k]) ? [] : new Map();
    const x = walk(step(v, names[k]), k + 1);
    if (Array.isArray(c)) {
      const at = Math.min(Number(names[k]), c.length);
      if (x === undefined) c.splice(at, 1);
      else c[at] = x;
    } else if (x === undefined) c.delete(names[k]);
    else c.set(names[k], x);
    return c;
  };
  return walk(root, 0);
}

/** @param {Value} root @param {string} path @param {Value | undefined} v */
export function set(root, path, v) {
  return change(root, path, () => v);
}

/** @param {Value} root @param {string} path @returns {Array<any>} */
export function items(root, path) {
  const v = get(root, path);
  return Array.isArray(v) ? v : [];
}

/** @param {Value} root @param {string} path @param {number} at @param {Value[]} add */
export function insert(root, path, at, add) {
  const l = items(root, path);
  return set(root, path, l.slice(0, at).concat(add, l.slice(at)));
}

/** @param {Value} root @param {string} path @param {number} from @param {number} count */
export function remove(root, path, from, count) {
  const l = items(root, path);
  return set(root, path, l.slice(0, from).concat(l.slice(from + count)));
}

/**
 * Items from to from+count before the item that is now at to.
 * @param {Value} root @param {string} path @param {number} from @param {number} count @param {number} to
 */
export function move(root, path, from, count, to) {
  const l = items(root, path);
  const moved = l.slice(from, from + count);
  const rest = l.slice(0, from).concat(l.slice(from + count));
  const at = to > from ? to - count : to;
  return set(root, path, rest.slice(0, at).concat(moved, rest.slice(at)));
}
