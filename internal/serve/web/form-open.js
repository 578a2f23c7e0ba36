// Files opened as forms, whatever kind they are: records, ledgers, filled-in workbooks, official forms of anybody. The
// engine reads them; what it doubts is shown at its place before anything is taken over.

import * as api from './api.js';
import { h, say } from './dom.js';
import { lang, t } from './i18n.js';
import { parse } from './json.js';
import { begin } from './session.js';

/** @type {Object<string, string>} */
const KIND = { record: '记录', ledger: '台账', workbook: 'Excel 填报表', form: '官方表', unknown: '认不出的文件' };

const KINDS = '.json,.jsonl,.yaml,.yml,.csv,.tsv,.xlsx,.xlsm,.xls,.et,.docx,.doc,.wps,.html,.htm,.mht,.pdf';

/** A button that asks for files. @param {string} word @param {(files: File[]) => void} f @param {string} [kinds] */
export function picker(word, f, kinds = KINDS) {
  const input = h('input', { type: 'file', multiple: true, accept: kinds, class: 'away', tabindex: '-1', 'aria-label': word });
  input.addEventListener('change', () => {
    const files = Array.from(input.files || []);
    input.value = '';
    if (files.length > 0) f(files);
  });
  return h('span', { class: 'picker' }, h('button', { type: 'button', onclick: () => input.click() }, word), input);
}

/**
 * Files dropped anywhere on an element.
 * @param {HTMLElement} on @param {(files: File[]) => void} f
 * @returns {() => void}
 */
export function drops(on, f) {
  const files = (/** @type {DragEvent} */ e) => !!e.dataTransfer && Array.from(e.dataTransfer.types).includes('Files');
  /** @param {DragEvent} e */
  const over = (e) => {
    if (!files(e)) return;
    e.preventDefault();
    on.classList.add('dropping');
  };
  const leave = (/** @type {DragEvent} */ e) => {
    if (e.target === on || !e.relatedTarget) on.classList.remove('dropping');
  };
  /** @param {DragEvent} e */
  const drop = (e) => {
    if (!files(e)) return;
    e.preventDefault();
    on.classList.remove('dropping');
    f(Array.from(/** @type {DataTransfer} */ (e.dataTransfer).files));
  };
  document.addEventListener('dragover', over);
  document.addEventListener('dragleave', leave);
  document.addEventListener('drop', drop);
  return () => {
    document.removeEventListener('dragover', over);
    document.removeEventListener('dragleave', leave);
    document.removeEventListener('drop', drop);
  };
}

/**
 * Reads files and opens what is in them, or shows it first where there is something to decide.
 * @param {HTMLElement} main where a question may stand @param {File[]} files @param {string} [layout]
 */
export async function openFiles(main, files, layout = '') {
  say(t('正在读 {n} 个文件…', { n: files.length }));
  let got;
  try {
    got = await api.importFiles(files, layout);
  } catch (e) {
    problem(main, e);
    return;
  }
  const forms = formsOf(got);
  await api.learnNames();
  say('');
  if (forms.length === 1 && forms[0].record !== undefined && forms[0].doubts.length === 0 && forms[0].wrong.length === 0) {
    take(forms[0]);
    say(t('已打开 {file}。', { file: forms[0].file }));
    return;
  }
  ask(main, forms);
}

/**
 * @typedef {{file: string, kind: string, layout: string, fit: string, title: string, record: any, doubts: any[], wrong: any[]}} Form
 */

/** @param {{text: string, answer: any}} got @returns {Form[]} */
export function formsOf(got) {
  const raw = /** @type {any} */ (parse(got.text)).get('files');
  return got.answer.files.map((/** @type {any} */ p, /** @type {number} */ i) => ({
    file: p.file, kind: p.kind, layout: p.layout || '', fit: p.fit > 0 ? Math.round(p.fit * 100) + '%' : '', title: p.title || '',
    record: p.record && p.layout ? raw[i].get('record') : undefined, doubts: p.record ? p.doubtful : [],
    wrong: p.findings.filter((/** @type {any} */ f) => f.severity === 'error' && !(p.record && p.doubtful.some((/** @type {any} */ d) => d.code === f.code && d.path === f.path)))
      .map((/** @type {any} */ f) => misnamed(f, p.file)),
  }));
}

/** A text that is called a workbook is one to nobody: its name is what he knows it by. @param {any} f @param {string} file */
function misnamed(f, file) {
  const end = /\.(xlsx|xlsm|xls|et|docx|doc|wps)$/i.exec(file);
  return f.code === 'READ-NO-TABLE' && end ? Object.assign({}, f, { message: t('名字是 {end}，里面却只有文字：它不是这种文件，或者坏了。', { end: end[0] }), english: '' }) : f;
}

/** A finding in a line, in the language of the page. @param {any} x */
export function line(x) {
  return [x.where || x.place || x.cell, (lang() === 'en' && x.english) || x.message || x.why, x.hint].filter(Boolean).join('　');
}

/** @param {Form} f */
function take(f) {
  begin(f.record, f.layout, { name: f.file.replace(/\.[^.]*$/, '') });
}

/** @param {HTMLElement} main @param {Form[]} forms */
function ask(main, forms) {
  const before = document.activeElement;
  const close = () => {
    box.remove();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
  const box = h('div', { class: 'sheet-over', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'read-title' },
    h('div', { class: 'dialog' },
      h('h2', { id: 'read-title', tabindex: '-1' }, t('读到 {n} 张表', { n: forms.filter((f) => f.record !== undefined).length })),
      forms.length === 0 && h('p', {}, t('这些文件里没有找到表。')),
      h('ul', { class: 'read' }, forms.map((f) => h('li', {},
        h('p', { class: 'name' }, h('b', {}, f.title || f.file), ' ', h('span', { class: 'dim' }, [f.title && f.file, KIND[f.kind] && t(KIND[f.kind]), f.layout && (api.nameOf(f.layout) || f.layout), f.fit && t('相符 {fit}', { fit: f.fit })].filter(Boolean).join(' · '))),
        f.wrong.length > 0 && h('ul', { class: 'wrong' }, f.wrong.map((x) => h('li', {}, line(x)))),
        f.doubts.length > 0 && h('details', { open: forms.length === 1 }, h('summary', {}, t('读得没有把握的 {n} 处，请对照原件看', { n: f.doubts.length })),
          h('ul', {}, f.doubts.map((d) => h('li', {}, line(d))))),
        f.record !== undefined && h('button', { type: 'button', class: f.doubts.length ? '' : 'strong', onclick: () => {
          close();
          take(f);
        } }, f.doubts.length > 0 ? t('看过了，打开') : t('打开'))))),
      h('p', { class: 'acts' }, h('button', { type: 'button', onclick: close }, t('关闭')))));
  box.addEventListener('keydown', (e) => {
    if (e.key === 'Escape') close();
    else trap(box, e);
  });
  main.appendChild(box);
  /** @type {HTMLElement} */ (box.querySelector('h2')).focus();
}

/** Tab stays inside a dialog. @param {HTMLElement} box @param {KeyboardEvent} e */
export function trap(box, e) {
  if (e.key !== 'Tab') return;
  const all = Array.from(box.querySelectorAll('button, input, select, textarea, a[href], summary')).filter((x) => x.getClientRects().length > 0);
  const first = all[0];
  const last = all[all.length - 1];
  if (!first) return;
  const at = document.activeElement;
  if (e.shiftKey ? at === first || !all.includes(/** @type {Element} */ (at)) : at === last) {
    e.preventDefault();
    /** @type {HTMLElement} */ (e.shiftKey ? last : first).focus();
  }
}

/** A call that failed, said where it can be read at leisure. @param {HTMLElement} main @param {any} e */
export function problem(main, e) {
  const errors = e instanceof api.Problem ? e.errors : [];
  const lost = e instanceof api.Problem && e.status === 0;
  say('');
  const old = main.querySelector(':scope > .problem');
  if (old) old.remove();
  const box = h('div', { class: 'problem', role: 'alert' },
    h('p', {}, lost ? t('连不上服务。填的内容还在这里，没有丢。') : e instanceof Error ? e.message : String(e)),
    errors.length > 0 && h('ul', {}, errors.slice(0, 20).map((/** @type {any} */ x) => h('li', {}, line(x)))),
    h('button', { type: 'button', class: 'small', onclick: () => box.remove() }, t('知道了')));
  main.insertBefore(box, main.firstChild);
}

