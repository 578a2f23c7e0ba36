// Items of a list added, taken away and moved, one or a whole group; each is one step to undo. A group is the items
// that stand together and share a heading.

import { t } from './i18n.js';
import * as pointer from './pointer.js';

/** @typedef {import('./record.js').Edits} Edits */
/**
 * What a cell belongs to: an item, or through its heading a group of items.
 * @typedef {{list: any, index: number, level: number, from: number, count: number, name: string, rest: string}} Part
 */

/**
 * @param {any} view @param {Edits} edits @param {string} path of a cell
 * @returns {Part | null}
 */
export function partOf(view, edits, path) {
  for (const list of (view && view.lists) || []) {
    const at = pointer.within(list.path, path);
    if (!at) continue;
    const level = (list.groupBy || []).findIndex((/** @type {string} */ g) => pointer.child('', g) === at.rest);
    return Object.assign({ list, index: at.index, level, rest: at.rest }, span(edits, list, at.index, level));
  }
  return null;
}

/** @param {Edits} edits @param {any} list @param {number} index @param {number} level */
function span(edits, list, index, level) {
  const all = pointer.items(edits.record, list.path);
  if (level < 0) return { from: index, count: 1, name: '' };
  const head = (/** @type {number} */ i) => key(edits, list, i, level);
  let from = index;
  let end = index + 1;
  while (from > 0 && head(from - 1) === head(index)) from--;
  while (end < all.length && head(end) === head(index)) end++;
  return { from, count: end - from, name: edits.text(pointer.child(pointer.child(list.path, index), list.groupBy[level])) };
}

/** The headings of an item down to a level. @param {Edits} edits @param {any} list @param {number} i @param {number} level */
function key(edits, list, i, level) {
  return JSON.stringify(list.groupBy.slice(0, level + 1).map((/** @type {string} */ g) => edits.text(pointer.child(pointer.child(list.path, i), g))));
}

/** A new item: empty, but under the headings of another. @param {Edits} edits @param {any} list @param {number} like @param {number} levels */
function blank(edits, list, like, levels) {
  const item = new Map();
  (list.groupBy || []).slice(0, levels).forEach((/** @type {string} */ g) => {
    const s = like >= 0 ? edits.text(pointer.child(pointer.child(list.path, like), g)) : '';
    if (s !== '') item.set(g, s);
  });
  return item;
}

/**
 * A new item after a part: under the same headings, or in a new group after the group.
 * @param {Edits} edits @param {Part} p
 * @returns {string} the cell to go to
 */
export function add(edits, p) {
  const at = p.from + p.count;
  const levels = p.level < 0 ? (p.list.groupBy || []).length : p.level;
  const path = pointer.child(p.list.path, at) + p.rest;
  edits.apply(t('加一行'), path, (r) => pointer.insert(room(r, p.list.path, at), p.list.path, at, [blank(edits, p.list, p.from, levels)]));
  return path;
}

/** A list with n items at least: the paper shows one of a list that has none. @param {any} r @param {string} path @param {number} n */
function room(r, path, n) {
  const have = pointer.items(r, path).length;
  return have >= n ? r : pointer.insert(r, path, have, Array.from({ length: n - have }, () => new Map()));
}

/** A new item at the end of a list. @param {Edits} edits @param {any} list */
export function append(edits, list) {
  const n = Math.max(pointer.items(edits.record, list.path).length, list.items.length);
  const path = pointer.child(list.path, n);
  edits.apply(t('加一行'), path, (r) => pointer.insert(room(r, list.path, n), list.path, n, [blank(edits, list, n - 1, (list.groupBy || []).length)]));
  return path;
}

/** @param {Edits} edits @param {Part} p @returns {string} */
export function remove(edits, p) {
  const left = pointer.items(edits.record, p.list.path).length - p.count;
  const what = p.count > 1 ? t('删除 {n} 行', { n: p.count }) : t('删除一行');
  edits.apply(what, pointer.child(p.list.path, p.from) + p.rest, (r) => pointer.remove(r, p.list.path, p.from, p.count));
  return left === 0 ? p.list.path : pointer.child(p.list.path, Math.min(p.from, left - 1)) + p.rest;
}

/**
 * Moves an item past its neighbour, a group past the group beside it. An item at the edge of its group goes under the
 * headings of the next one first.
 * @param {Edits} edits @param {Part} p @param {-1 | 1} way
 * @returns {string} '' if there is nothing that way
 */
export function move(edits, p, way) {
  const all = pointer.items(edits.record, p.list.path).length;
  const next = way < 0 ? p.from - 1 : p.from + p.count;
  if (next < 0 || next >= all) return '';
  const what = way < 0 ? t('上移') : t('下移');
  const groups = /** @type {string[]} */ (p.list.groupBy || []);
  const at = (/** @type {number} */ i, /** @type {string} */ name) => pointer.child(pointer.child(p.list.path, i), name);
  if (p.level < 0 && groups.some((g) => edits.text(at(p.index, g)) !== edits.text(at(next, g)))) {
    const path = pointer.child(p.list.path, p.index) + p.rest;
    edits.apply(what, path, (r) => groups.reduce((x, g) => {
      const s = pointer.text(r, at(next, g));
      return pointer.set(x, at(p.index, g), s === '' ? undefined : s);
    }, r));
    return path;
  }
  const other = span(edits, p.list, next, p.level);
  // A group inside another stays in it.
  if (p.level > 0 && key(edits, p.list, next, p.level - 1) !== key(edits, p.list, p.from, p.level - 1)) return '';
  const to = way < 0 ? other.from : other.from + other.count;
  const index = way < 0 ? other.from : to - p.count;
  const path = pointer.child(p.list.path, index) + p.rest;
  edits.apply(what, path, (r) => pointer.move(r, p.list.path, p.from, p.count, to));
  return path;
}
