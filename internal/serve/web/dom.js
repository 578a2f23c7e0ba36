// Elements made in one line. No text ever becomes markup.

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Object<string, any>} [props] attributes; on… are listeners, class is className, data a dataset; null and false are left out
 * @param {...(Node | string | null | undefined | false | Array<Node | string | null | undefined | false>)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(name, props = {}, ...children) {
  const e = document.createElement(name);
  Object.keys(props).forEach((k) => {
    const v = props[k];
    if (v === null || v === undefined || v === false) return;
    if (k.startsWith('on')) e.addEventListener(k.slice(2), v);
    else if (k === 'class') e.className = v;
    else if (k === 'data') Object.assign(e.dataset, v);
    else if (k === 'value' && 'value' in e) /** @type {any} */ (e).value = v;
    else e.setAttribute(k, v === true ? '' : String(v));
  });
  put(e, children);
  return e;
}

/** @param {Node} e @param {Array<any>} children */
function put(e, children) {
  children.forEach((c) => {
    if (Array.isArray(c)) put(e, c);
    else if (c !== null && c !== undefined && c !== false) e.appendChild(c instanceof Node ? c : document.createTextNode(String(c)));
  });
}

/** @param {Element} e @param {...any} children */
export function fill(e, ...children) {
  while (e.firstChild) e.removeChild(e.firstChild);
  put(e, children);
}

const SVG = 'http://www.w3.org/2000/svg';

/** Signs, drawn in one stroke on 16 × 16; they always stand beside a word or a label. */
const SIGNS = {
  error: 'M8 1.5 15 14H1ZM8 6v4M8 11.6v.9',
  warning: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM8 4.5V9M8 10.8v.9',
  note: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM8 7v5M8 4.3v.9',
  waived: 'M2.5 8.5 6.5 12.5 13.5 4',
  ok: 'M2.5 8.5 6.5 12.5 13.5 4',
  undo: 'M6 3 2.5 6.5 6 10M2.5 6.5H10a3.5 3.5 0 0 1 0 7H6',
  redo: 'M10 3l3.5 3.5L10 10M13.5 6.5H6a3.5 3.5 0 0 0 0 7h4',
  add: 'M8 3v10M3 8h10',
  remove: 'M4 4l8 8M12 4l-8 8',
  up: 'M8 13V3M4 7l4-4 4 4',
  down: 'M8 3v10M4 9l4 4 4-4',
  save: 'M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11',
  open: 'M8 10.5V2.5M4.5 6 8 2.5 11.5 6M2.5 13.5h11',
  date: 'M2.5 4h11v9.5h-11ZM2.5 7h11M5.5 2v3M10.5 2v3',
};

/** @param {keyof typeof SIGNS} name */
export function sign(name) {
  const s = document.createElementNS(SVG, 'svg');
  const p = document.createElementNS(SVG, 'path');
  p.setAttribute('d', SIGNS[name]);
  s.setAttribute('viewBox', '0 0 16 16');
  s.setAttribute('class', 'sign sign-' + name);
  s.setAttribute('aria-hidden', 'true');
  s.appendChild(p);
  return s;
}

/** @type {any} */
let quiet = 0;

/**
 * Says something to everybody, readers of screens included. It goes away by itself: what can be undone here can be
 * undone elsewhere too.
 * @param {string} text
 * @param {{undo?: () => void, label?: string}} [o]
 */
export function say(text, o = {}) {
  const place = /** @type {HTMLElement} */ (document.getElementById('said'));
  clearTimeout(quiet);
  fill(place);
  if (text === '') return;
  fill(place, h('span', {}, text), o.undo && h('button', { type: 'button', class: 'small', onclick: () => {
    fill(place);
    if (o.undo) o.undo();
  } }, o.label));
  quiet = setTimeout(() => fill(place), o.undo ? 20000 : 8000);
}

/** @param {Blob} blob @param {string} name */
export function download(blob, name) {
  const url = URL.createObjectURL(blob);
  const a = h('a', { href: url, download: name });
  document.body.appendChild(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
