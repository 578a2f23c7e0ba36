// A block of cells from Excel or Word put into the form from the cell in focus: into the rows of a list, adding rows
// as needed, or over the cells to the right and below. One step to undo, and a sentence about what happened; a cell
// that has no place here is told of, never left out in silence.

import * as pointer from './pointer.js';

/** @typedef {import('./form-paper.js').FormPaper} FormPaper */
/** @typedef {{rows: number, columns: number, added: number, over: number, lost: number, heading: boolean}} Pasted */

/**
 * The cells of a clipboard: a table of its HTML, or its text with tabs. A cell that spans rows stands in each.
 * @param {string} html @param {string} text
 * @returns {string[][]}
 */
export function block(html, text) {
  const doc = html.includes('<t') ? new DOMParser().parseFromString(html, 'text/html') : null;
  const table = doc && doc.querySelector('table');
  return table ? fromTable(table) : fromText(text);
}

/** @param {HTMLTableElement} table */
function fromTable(table) {
  /** @type {string[][]} */ const out = [];
  Array.from(table.rows).forEach((tr, r) => {
    out[r] = out[r] || [];
    let c = 0;
    Array.from(tr.cells).forEach((td) => {
      while (out[r][c] !== undefined) c++;
      const s = words(td);
      const down = Math.min(td.rowSpan || 1, table.rows.length - r);
      for (let i = 0; i < down; i++) {
        out[r + i] = out[r + i] || [];
        for (let k = 0; k < (td.colSpan || 1); k++) out[r + i][c + k] = k === 0 ? s : '';
      }
      c += td.colSpan || 1;
    });
  });
  return out.map((row) => Array.from(row, (x) => x || ''));
}

/** The text of a cell, with its lines. @param {Element} td */
function words(td) {
  let s = '';
  const walk = (/** @type {Node} */ n) => {
    if (n instanceof Text) s += n.data.replace(/[\t\r\n ]+/g, ' ');
    else if (n instanceof HTMLBRElement) s += '\n';
    else {
      const line = n instanceof HTMLElement && /^(P|DIV|LI)$/.test(n.tagName);
      if (line && s !== '' && !s.endsWith('\n')) s += '\n';
      n.childNodes.forEach(walk);
    }
  };
  td.childNodes.forEach(walk);
  return s.replace(/\u00a0/g, ' ').split('\n').map((x) => x.trim()).join('\n').trim();
}

/** Text as spreadsheets put it: tabs between cells, quotes around a cell that has a line end. @param {string} text */
function fromText(text) {
  /** @type {string[][]} */ const rows = [[]];
  let i = 0;
  const s = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  const tabs = s.includes('\t');
  while (i <= s.length) {
    let cell = '';
    const quoted = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(s[i] === '"' ? s.slice(i) : '');
    if (quoted && (tabs || quoted[1].includes('\n'))) {
      cell = quoted[1].replace(/""/g, '"');
      i += quoted[0].length;
    } else {
      const end = s.slice(i).search(/[\t\n]/);
      cell = end < 0 ? s.slice(i) : s.slice(i, i + end);
      i = end < 0 ? s.length : i + end;
    }
    rows[rows.length - 1].push(cell.trim());
    if (i >= s.length) break;
    if (s[i] === '\n') rows.push([]);
    i++;
  }
  return rows;
}

/** Columns of a list as the paper has them: what of an item. @param {FormPaper} paper @param {any} list */
function fields(paper, list) {
  /** @type {Map<string, number>} */ const cols = new Map();
  paper.editors.forEach((e) => {
    const at = pointer.within(list.path, e.part.path);
    if (at && at.rest && !cols.has(at.rest)) cols.set(at.rest, e.cell.col);
  });
  return Array.from(cols).sort((a, b) => a[1] - b[1]).map((x) => x[0]);
}

const squeeze = (/** @type {string} */ s) => s.replace(/\s/g, '');

/**
 * @param {FormPaper} paper @param {string} path of the cell in focus @param {string[][]} cells @param {string} what
 * @returns {Pasted}
 */
export function paste(paper, path, cells, what) {
  const list = (paper.view.lists || []).find((/** @type {any} */ l) => pointer.within(l.path, path));
  return list ? intoList(paper, list, path, cells, what) : intoCells(paper, path, cells, what);
}

/** @param {FormPaper} paper @param {any} list @param {string} path @param {string[][]} cells @param {string} what @returns {Pasted} */
function intoList(paper, list, path, cells, what) {
  const edits = /** @type {any} */ (paper.session).edits;
  const at = /** @type {{index: number, rest: string}} */ (pointer.within(list.path, path));
  const all = fields(paper, list);
  // A row of headings above the block says which column is which.
  const names = all.map((f) => squeeze(pointer.last(f)));
  const first = (cells[0] || []).map(squeeze);
  const heading = cells.length > 1 && first.filter((x) => x !== '').length > 1 && first.every((x) => x === '' || names.includes(x));
  const from = Math.max(0, all.indexOf(at.rest));
  const target = first.map((x, k) => (heading ? all[names.indexOf(x)] : all[from + k]));
  const rows = heading ? cells.slice(1) : cells;
  const groups = (list.groupBy || []).map((/** @type {string} */ g) => pointer.child('', g));
  const have = pointer.items(edits.record, list.path).length;
  const shown = Math.max(have, list.items.length); // a list that has none shows one
  const out = { rows: rows.length, columns: 0, added: Math.max(0, at.index + rows.length - shown), over: 0, lost: 0, heading };
  edits.settle();
  edits.apply(what, path, (/** @type {any} */ r) => {
    /** @type {string[]} */ const above = [];
    rows.forEach((row, i) => {
      const n = at.index + i;
      const item = pointer.child(list.path, n);
      if (n >= have) r = pointer.set(r, item, under(r, list, n - 1));
      row.forEach((s, k) => {
        const f = target[k];
        if (f === undefined) {
          if (s !== '') out.lost++;
          return;
        }
        out.columns = Math.max(out.columns, k + 1);
        // A heading that spans rows stands once in the block: the blanks under it are its own.
        const v = s === '' && groups.includes(f) && i > 0 ? above[k] || '' : s;
        above[k] = v;
        r = put(r, item + f, v, n < have ? out : null);
      });
    });
    return r;
  });
  return out;
}

/** An empty item under the headings of another. @param {any} r @param {any} list @param {number} like */
function under(r, list, like) {
  const item = new Map();
  (list.groupBy || []).forEach((/** @type {string} */ g) => {
    const s = like >= 0 ? pointer.text(r, pointer.child(pointer.child(list.path, like), g)) : '';
    if (s !== '') item.set(g, s);
  });
  return item;
}

/** @param {any} r @param {string} path @param {string} s @param {Pasted | null} out of what somebody has filled in; null: a new row */
function put(r, path, s, out) {
  const old = pointer.text(r, path);
  if (old === s) return r;
  if (old !== '' && out) out.over++;
  return pointer.set(r, path, s === '' ? undefined : s);
}

/** @param {FormPaper} paper @param {string} path @param {string[][]} cells @param {string} what @returns {Pasted} */
function intoCells(paper, path, cells, what) {
  const edits = /** @type {any} */ (paper.session).edits;
  const all = Array.from(paper.editors.values());
  const start = /** @type {import('./form-cell.js').Editor} */ (all.find((e) => e.part.path === path));
  const from = start.cell;
  const inputs = all.filter((e) => e.table === start.table && e.cell.row >= from.row);
  const lines = Array.from(new Set(inputs.filter((e) => e.cell.col <= from.col && e.cell.col + e.cell.colSpan > from.col).map((e) => Number(e.cell.row)))).sort((a, b) => a - b);
  // The block ends where the rows of its own kind end: what is under a heading further down is another matter.
  const column = inputs.filter((e) => e.cell.col === from.col && e.cell.colSpan === from.colSpan);
  const end = lines.findIndex((row, i) => !column.some((e) => e.cell.row === row) || (i > 0 && row !== lines[i - 1] + column.filter((e) => e.cell.row === lines[i - 1])[0].cell.rowSpan));
  if (end >= 0) lines.splice(end);
  const out = { rows: cells.length, columns: 0, added: 0, over: 0, lost: 0, heading: false };
  edits.settle();
  edits.apply(what, path, (/** @type {any} */ r) => {
    cells.forEach((row, i) => {
      const line = inputs.filter((e) => e.cell.row === lines[i] && e.cell.col >= from.col).sort((a, b) => a.cell.col - b.cell.col);
      row.forEach((s, k) => {
        if (!line[k]) {
          if (s !== '') out.lost++;
          return;
        }
        out.columns = Math.max(out.columns, k + 1);
        r = put(r, line[k].part.path, s, out);
      });
    });
    return r;
  });
  return out;
}
