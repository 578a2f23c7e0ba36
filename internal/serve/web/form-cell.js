// One answer that is filled in: what stands in it is what was entered, never what was computed. In: the part of a cell
// as the engine describes it, the record. Out: an element, and what is typed as changes of the record.

import { fill, h, sign } from './dom.js';
import { t } from './i18n.js';
import * as pointer from './pointer.js';

/** @typedef {import('./record.js').Edits} Edits */
/**
 * @typedef {{edits: Edits, key: string, id: string, table: number, cell: any, part: any, paths: string[], box: HTMLElement,
 *   beside: HTMLElement, input: HTMLElement, sync: () => void, was: string}} Editor
 */

let count = 0; // of editors made, for ids

/** What an answer is found by: its path, and which box it is of those that one path has. @param {any} part */
export function keyOf(part) {
  return part.path + (part.input && part.input.kind === 'tick' ? '\n' + part.input.tick : '');
}

/** What a reader of screens calls it: its place in words, which names the row too. @param {any} part */
export const label = (part) => part.place || part.label || pointer.last(part.path);

/**
 * @param {Edits} edits @param {number} table @param {any} cell @param {any} part
 * @param {string[]} paths all that this answer is printed for
 * @param {string} [words] of a box: what stands after it
 * @returns {Editor}
 */
export function editor(edits, table, cell, part, paths, words = '') {
  /** @type {{box: HTMLElement, input: HTMLElement, sync: () => void}} */ let made;
  const kind = part.input.kind;
  if (kind === 'tick') made = tick(edits, part, words);
  else if (kind === 'ticks') made = ticks(edits, part);
  else if (kind === 'choice') made = select(edits, part, paths);
  else made = text(edits, part, paths);
  const beside = h('span', { class: 'beside' });
  const box = h('div', { class: 'editor of-' + kind }, made.box, beside);
  return { edits, key: keyOf(part), id: 'says-' + ++count, table, cell, part, paths, box, beside, input: made.input, sync: made.sync, was: '' };
}

/** One change that is a step of its own. @param {Edits} edits @param {() => void} f */
function once(edits, f) {
  edits.settle();
  f();
  edits.settle();
}

/** @param {Edits} edits @param {any} part @param {string[]} paths */
function text(edits, part, paths) {
  const input = part.input;
  const area = h('textarea', {
    rows: 1, 'aria-label': label(part), spellcheck: 'false', autocomplete: 'off', data: { path: part.path, key: keyOf(part) }, title: input.hint || null,
    inputmode: input.kind === 'number' ? 'decimal' : input.kind === 'year' ? 'numeric' : null, 'aria-required': input.required ? 'true' : null,
  });
  const grow = h('div', { class: 'grow' }, area);
  const sync = () => {
    const now = edits.text(part.path);
    if (area.value !== now) area.value = now;
    grow.dataset.v = now || area.placeholder;
  };
  area.addEventListener('input', () => {
    grow.dataset.v = area.value || area.placeholder;
    edits.type(paths, area.value, label(part));
  });
  /** @type {HTMLElement[]} */ const parts = [grow];
  if (input.kind === 'date') parts.push(calendar(edits, part, paths));
  else if ((input.choices || []).length > 0) parts.push(usual(edits, part, paths, area));
  return { box: parts.length > 1 ? h('div', { class: 'with' }, parts) : grow, input: area, sync };
}

/** A list of usual values beside a text that may be anything. @param {Edits} edits @param {any} part @param {string[]} paths @param {HTMLElement} area */
function usual(edits, part, paths, area) {
  const pick = h('select', { class: 'usual', tabindex: '-1', 'aria-label': t('{place}：常用的值', { place: label(part) }) },
    h('option', { value: '' }, ''), part.input.choices.map((/** @type {string} */ c) => h('option', { value: c }, c)));
  pick.addEventListener('change', () => {
    if (pick.value === '') return;
    once(edits, () => edits.apply(label(part), part.path, (r) => paths.reduce((x, p) => pointer.set(x, p, pick.value), r)));
    pick.value = '';
    area.focus();
  });
  return pick;
}

/** @param {Edits} edits @param {any} part @param {string[]} paths */
function calendar(edits, part, paths) {
  const pick = h('input', { type: 'date', class: 'calendar', tabindex: '-1', 'aria-label': t('{place}：日历', { place: label(part) }) });
  pick.addEventListener('change', () => {
    if (pick.value === '') return;
    once(edits, () => edits.apply(label(part), part.path, (r) => paths.reduce((x, p) => pointer.set(x, p, pick.value), r)));
  });
  return pick;
}

/** @param {Edits} edits @param {any} part @param {string[]} paths */
function select(edits, part, paths) {
  const pick = h('select', { class: 'choice', 'aria-label': label(part), title: part.input.hint || null, data: { path: part.path, key: keyOf(part) }, 'aria-required': part.input.required ? 'true' : null });
  const choices = part.input.choices || [];
  const sync = () => {
    const now = edits.text(part.path);
    // What was entered stands here, be it one of the choices or not.
    const all = [''].concat(choices, now && !choices.includes(now) ? [now] : []);
    fill(pick, all.map((v) => h('option', { value: v }, v)));
    pick.value = now;
  };
  pick.addEventListener('change', () => once(edits, () => edits.type(paths, pick.value, label(part))));
  return { box: pick, input: pick, sync };
}

/** What is ticked. @param {Edits} edits @param {string} path @returns {string[]} */
function ticked(edits, path) {
  const v = pointer.get(edits.record, path);
  if (Array.isArray(v)) return v.filter((x) => typeof x === 'string');
  const s = edits.text(path);
  return s === '' ? [] : [s];
}

/** @param {Edits} edits @param {any} part @param {string} choice @param {boolean} on @param {boolean} many @param {string[]} order */
function setTick(edits, part, choice, on, many, order) {
  const rest = many ? ticked(edits, part.path).filter((v) => v !== choice) : [];
  const all = on ? rest.concat([choice]) : rest;
  if (order.length > 0) all.sort((x, y) => order.indexOf(x) - order.indexOf(y));
  const v = all.length === 0 ? undefined : many ? all : all[0];
  once(edits, () => edits.apply(label(part), part.path, (r) => pointer.set(r, part.path, v)));
}

/** @param {any} part @param {string} choice @param {string} words @param {(on: boolean) => void} f */
function boxOf(part, choice, words, f) {
  const b = h('input', { type: 'checkbox', value: choice, 'aria-label': label(part) + '：' + choice, data: { path: part.path, key: keyOf(part) } });
  b.addEventListener('change', () => f(b.checked));
  return { b, label: h('label', { class: 'tick' }, b, h('span', { class: 'square' }), words !== '' && h('span', { class: 'words' }, words)) };
}

/** One box of those a choice has on the paper. @param {Edits} edits @param {any} part @param {string} words */
function tick(edits, part, words) {
  const choice = part.input.tick;
  const made = boxOf(part, choice, words, (on) => setTick(edits, part, choice, on, !!part.input.several, part.input.choices || []));
  return { box: made.label, input: made.b, sync: () => (made.b.checked = ticked(edits, part.path).includes(choice)) };
}

/** All the boxes of a choice. What is entered and is no choice stands beside them. @param {Edits} edits @param {any} part */
function ticks(edits, part) {
  const choices = /** @type {string[]} */ (part.input.choices || []);
  const all = choices.map((c) => boxOf(part, c, c, (on) => setTick(edits, part, c, on, true, choices)));
  const other = h('span', { class: 'other' });
  const group = h('div', { class: 'ticks', role: 'group', 'aria-label': label(part) }, all.map((x) => x.label), other);
  const sync = () => {
    const now = ticked(edits, part.path);
    all.forEach((x) => (x.b.checked = now.includes(x.b.value)));
    const odd = now.filter((v) => !choices.includes(v));
    fill(other, odd.length > 0 && t('填的是“{value}”', { value: odd.join('、') }));
  };
  return { box: group, input: all.length > 0 ? all[0].b : group, sync };
}

/**
 * What the engine says of an answer, beside it. What was entered is not touched.
 * @param {Editor} e @param {any} part @param {any[]} said findings at this place @param {string} offer a figure that may
 * be put in, '' if there is none @param {(f: any) => void} show
 */
export function decorate(e, part, said, offer, show) {
  e.part = part;
  const entered = e.edits.text(part.path);
  const was = [entered, part.computed, part.computedOnly, part.computes, part.given, part.missing, part.blank, offer, said.length > 0 && JSON.stringify(said)].join('\n');
  if (e.was === was) return;
  e.was = was;
  const typed = e.input instanceof HTMLTextAreaElement;
  if (e.input instanceof HTMLTextAreaElement) {
    const shown = part.given ? '' : part.computedOnly ? part.computed || '' : part.blank || '';
    if (e.input.placeholder !== shown) e.input.placeholder = shown;
    /** @type {HTMLElement} */ (e.input.parentElement).dataset.v = e.input.value || shown;
  }
  const parts = /** @type {HTMLElement[]} */ ([]);
  const worst = gravest(said);
  const kind = !worst ? '' : worst.waived ? 'waived' : worst.severity;
  const id = e.id;
  const words = said.map((f) => f.message).join('\n');
  if (worst) {
    parts.push(
      h('button', { type: 'button', class: 'mark mark-' + kind, tabindex: '-1', title: words, 'aria-label': t('看这里的问题'),
        onmousedown: (/** @type {Event} */ ev) => ev.preventDefault(), onclick: () => {
          e.input.focus(); // what is typed next is meant for the cell
          show(worst);
        } }, sign(kind)),
      h('span', { class: 'away', id }, words)
    );
  }
  const differs = typed && !!part.computed && !part.computedOnly && part.computed !== entered && (entered !== '' || !!part.given);
  if (differs) {
    parts.push(h('span', { class: 'tag' }, h('span', { class: 'computed' }, t('算得 {value}', { value: part.computed })),
      offer !== '' && h('button', { type: 'button', class: 'small', tabindex: '-1', onclick: () => once(e.edits, () => e.edits.apply(label(part), part.path, (r) => pointer.set(r, part.path, offer))) }, t('填入'))));
  }
  const now = JSON.stringify([words, kind, differs && part.computed, offer]);
  if (e.beside.dataset.now !== now) {
    e.beside.dataset.now = now;
    fill(e.beside, parts);
  }
  e.box.dataset.says = kind;
  e.box.classList.toggle('differs', differs);
  e.box.classList.toggle('later', !!part.computes && !part.computed && entered === '');
  e.box.classList.toggle('missing', !!part.missing && entered === '');
  e.box.querySelectorAll('textarea, select.choice, input[type=checkbox]').forEach((x) => {
    attr(x, 'aria-invalid', kind === 'error' ? 'true' : null);
    attr(x, 'aria-describedby', worst ? id : null);
  });
}

/** @param {any[]} said */
export function gravest(said) {
  const open = said.filter((f) => !f.waived);
  return open.find((f) => f.severity === 'error') || open.find((f) => f.severity === 'warning') || open[0] || said[0];
}

/** @param {Element} e @param {string} name @param {string | null} v */
function attr(e, name, v) {
  if (v === null) e.removeAttribute(name);
  else e.setAttribute(name, v);
}
