// Answers that the paper does not show and the checks read: those of the form in a row, those of each item of a list in
// a table of their own. In: the engine's view. Out: tables with cells of the same shape as those of the paper.

import { t } from './i18n.js';
import * as pointer from './pointer.js';

/** @typedef {{name: string, rows: Array<{path: string, label: string}>, columns: string[], hints: string[], parts: any[][]}} Beside */

/** @param {any} view @returns {Beside[]} */
export function besides(view) {
  /** @type {Map<string, any[]>} */ const by = new Map();
  (view.beside || []).forEach((/** @type {any} */ b) => {
    const list = b.item ? pointer.parent(b.item) : '';
    by.set(list, (by.get(list) || []).concat([b]));
  });
  return Array.from(by, ([list, all]) => {
    const items = Array.from(new Set(all.map((b) => b.item || '')));
    const columns = Array.from(new Set(all.map((b) => b.label)));
    const found = (view.lists || []).find((/** @type {any} */ l) => l.path === list);
    return {
      hints: Array.from(new Set(all.filter((b) => b.input && b.input.hint).map((b) => b.label + t('：') + b.input.hint))),
      name: list === '' ? '' : found ? found.label : pointer.last(list), columns,
      rows: items.map((path) => ({ path, label: path === '' ? '' : t('第 {n} 行', { n: Number(pointer.last(path)) + 1 }) })),
      parts: items.map((path) => columns.map((c) => all.find((b) => (b.item || '') === path && b.label === c) || null)),
    };
  });
}
