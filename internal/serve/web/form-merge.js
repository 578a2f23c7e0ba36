// Headings that several items of a list share, as one cell, the way they are printed. In: the tables of an answer, in
// which each item has its own. Out: the same with fewer, taller cells. Only what is entered and equal is joined, inside
// what is joined one level up; a blank heading stays one row's own.

import * as pointer from './pointer.js';

/** @param {any} view @returns {any} the view, its tables joined */
export function joined(view) {
  const lists = (view.lists || []).filter((/** @type {any} */ l) => (l.groupBy || []).length > 0);
  if (lists.length === 0) return view;
  /** @type {Map<any, any>} cells that go, or grow */ const change = new Map();
  lists.forEach((/** @type {any} */ list) => join(view, list, change));
  const tables = view.tables.map((/** @type {any} */ table) =>
    Object.assign({}, table, { cells: table.cells.map((/** @type {any} */ c) => (change.has(c) ? change.get(c) : c)).filter((/** @type {any} */ c) => c !== null) }));
  return Object.assign({}, view, { tables });
}

/** @param {any} view @param {any} list @param {Map<any, any>} change */
function join(view, list, change) {
  /** @type {Map<string, any>} */ const at = new Map(); // the cell of a heading, by its path
  view.tables.forEach((/** @type {any} */ table) => table.cells.forEach((/** @type {any} */ c) => {
    const p = c.parts && c.parts.length === 1 ? c.parts[0] : null;
    if (p && p.path && pointer.within(list.path, p.path)) at.set(p.path, c);
  }));
  /** @type {string[]} */ let above = list.items.map(() => ''); // what each item is already joined under
  list.groupBy.forEach((/** @type {string} */ name) => {
    const cells = list.items.map((/** @type {any} */ it) => at.get(pointer.child(it.path, name)));
    const keys = list.items.map((/** @type {any} */ it, /** @type {number} */ i) => (cells[i] && cells[i].parts[0].entered !== '' ? above[i] + '\n' + cells[i].parts[0].entered : above[i] + '\n\n' + i));
    let first = 0;
    for (let i = 1; i <= list.items.length; i++) {
      if (i < list.items.length && keys[i] === keys[first] && follows(list, cells, i)) continue;
      if (i - first > 1) {
        const last = cells[i - 1];
        change.set(cells[first], Object.assign({}, cells[first], { rowSpan: last.row + last.rowSpan - cells[first].row }));
        for (let k = first + 1; k < i; k++) change.set(cells[k], null);
      }
      first = i;
    }
    above = keys;
  });
}

/** Whether a heading stands right under the one before it. @param {any} list @param {any[]} cells @param {number} i */
function follows(list, cells, i) {
  const [a, b] = [cells[i - 1], cells[i]];
  return a && b && list.items[i].table === list.items[i - 1].table && a.col === b.col && a.colSpan === b.colSpan && a.row + a.rowSpan === b.row;
}
