// The keyboard in the paper, as spreadsheets have it where that traps nobody: Tab goes the way of the page, Enter down
// the column, arrows leave a cell at the end of its text.

/** @typedef {import('./form-paper.js').FormPaper} FormPaper */

/** What the list of keys says; the first is what is pressed. */
export const KEYS = [
  ['Tab / Shift+Tab', '下一格、上一格'],
  ['Enter / Shift+Enter', '下面一格、上面一格（同一列）'],
  ['Alt+Enter', '格内换行'],
  ['↑ ↓ ← →', '光标已在文字的一头时，走到旁边的格'],
  ['Alt+Insert', '在下面加一行'],
  ['Alt+Delete', '删除这一行'],
  ['Alt+↑ / Alt+↓', '把这一行（在合并的格里：这一组）上移、下移'],
  ['Ctrl+V', '粘贴；从 Excel、Word 复制的一块格子从这一格起填'],
  ['Ctrl+Z / Ctrl+Y', '撤销、重做'],
  ['Ctrl+S', '存成记录文件 record.json'],
  ['Alt+N', '到下一个问题'],
];

/** @param {FormPaper} paper */
export function keys(paper) {
  paper.addEventListener('keydown', (e) => {
    const input = e.target;
    if (paper.composing || e.isComposing || e.keyCode === 229 || !(input instanceof HTMLElement) || !input.dataset.key || !paper.session) return;
    const edits = paper.session.edits;
    const key = e.key.toLowerCase();
    const ctrl = e.ctrlKey || e.metaKey;
    const tell = (/** @type {string} */ what) => paper.dispatchEvent(new CustomEvent('command', { detail: what }));
    let done = true;
    if (ctrl && !e.altKey && key === 'z' && !e.shiftKey) edits.undo();
    else if (ctrl && !e.altKey && (key === 'y' || (key === 'z' && e.shiftKey))) edits.redo();
    else if (e.altKey && !ctrl && e.key === 'Insert') tell('add');
    else if (e.altKey && !ctrl && e.key === 'Delete') tell('remove');
    else if (e.altKey && !ctrl && e.key === 'ArrowUp') tell('up');
    else if (e.altKey && !ctrl && e.key === 'ArrowDown') tell('down');
    else if (e.key === 'Enter' && input instanceof HTMLTextAreaElement) {
      if (e.altKey || ctrl) newline(input);
      else beside(paper, input, 0, e.shiftKey ? -1 : 1);
    } else if (!e.altKey && !ctrl && !e.shiftKey && /^Arrow/.test(e.key)) done = arrow(paper, input, e.key);
    else done = false;
    if (done) e.preventDefault();
  });
}

/** @param {HTMLTextAreaElement} area */
function newline(area) {
  area.setRangeText('\n', area.selectionStart, area.selectionEnd, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
}

/** @param {FormPaper} paper @param {HTMLElement} input @param {string} key @returns {boolean} */
function arrow(paper, input, key) {
  if (input instanceof HTMLSelectElement) return false;
  if (input instanceof HTMLTextAreaElement) {
    const all = input.value.length > 0 && input.selectionStart === 0 && input.selectionEnd === input.value.length;
    const start = all || (input.selectionStart === 0 && input.selectionEnd === 0);
    const end = all || (input.selectionStart === input.value.length && input.selectionEnd === input.value.length);
    if (((key === 'ArrowUp' || key === 'ArrowLeft') && !start) || ((key === 'ArrowDown' || key === 'ArrowRight') && !end)) return false;
  }
  const [dx, dy] = key === 'ArrowUp' ? [0, -1] : key === 'ArrowDown' ? [0, 1] : key === 'ArrowLeft' ? [-1, 0] : [1, 0];
  return beside(paper, input, dx, dy);
}

/**
 * Goes to the nearest answer that way; false if there is none.
 * @param {FormPaper} paper @param {HTMLElement} input @param {number} dx @param {number} dy
 */
export function beside(paper, input, dx, dy) {
  const all = Array.from(paper.editors.values());
  const here = paper.editors.get(input.dataset.key || '');
  if (!here) return false;
  const a = here.cell;
  const inside = all.filter((e) => e.cell === a);
  const next = inside[inside.indexOf(here) + dx];
  if (dx !== 0 && next) return paper.goTo(next.key);
  const way = all.filter((e) => {
    const c = e.cell;
    if (e.table !== here.table || c === a) return false;
    if (dy !== 0) return c.col < a.col + a.colSpan && c.col + c.colSpan > a.col && (dy > 0 ? c.row >= a.row + a.rowSpan : c.row + c.rowSpan <= a.row);
    return c.row < a.row + a.rowSpan && c.row + c.rowSpan > a.row && (dx > 0 ? c.col >= a.col + a.colSpan : c.col + c.colSpan <= a.col);
  });
  const far = (/** @type {import('./form-cell.js').Editor} */ e) => {
    const [x, y] = [Math.abs(e.cell.col - a.col), Math.abs(e.cell.row - a.row)];
    return dy !== 0 ? y * 100 + x : x * 100 + y;
  };
  way.sort((x, y) => far(x) - far(y));
  return way.length > 0 && paper.goTo(way[0].key);
}
