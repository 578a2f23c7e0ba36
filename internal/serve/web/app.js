// The frame: which view stands in <main>, by the part of the address after #. A view is a function that fills an
// element and gives back what ends it.

import { h, fill } from './dom.js';
import { lang, setLang, startLang, t } from './i18n.js';
import { choose } from './form-choose.js';
import { fillIn } from './form-view.js';
import { layout } from './layout.js';
import { many } from './many.js';

/** @typedef {(main: HTMLElement) => (void | (() => void))} View */

/** @type {Array<{hash: string, word: string, view: View, nav: boolean}>} */
const VIEWS = [
  { hash: '#/', word: '选表', view: choose, nav: true },
  { hash: '#/fill', word: '填表', view: fillIn, nav: true },
  { hash: '#/many', word: '一次做很多张', view: many, nav: true },
  { hash: '#/layout', word: '试版式', view: layout, nav: true },
];

/** @type {void | (() => void)} */
let end;

function show() {
  const found = VIEWS.find((v) => v.hash === location.hash) || VIEWS[0];
  const main = /** @type {HTMLElement} */ (document.getElementById('main'));
  if (end) end();
  fill(main);
  main.className = 'view-' + (found.hash.slice(2) || 'choose');
  document.title = t(found.word) + ' · ' + t('公表');
  fill(
    /** @type {HTMLElement} */ (document.getElementById('nav')),
    VIEWS.filter((v) => v.nav).map((v) => h('a', { href: v.hash, 'aria-current': v === found ? 'page' : null }, t(v.word)))
  );
  end = found.view(main);
}

function words() {
  const button = /** @type {HTMLElement} */ (document.getElementById('lang'));
  button.textContent = lang() === 'en' ? '中文' : 'English';
  button.lang = lang() === 'en' ? 'zh-CN' : 'en';
  const brand = /** @type {HTMLElement} */ (document.querySelector('#brand span'));
  brand.textContent = t('公表');
  const skip = /** @type {HTMLElement} */ (document.getElementById('skip'));
  skip.textContent = t('跳到正文');
  /** @type {HTMLElement} */ (document.getElementById('nav')).setAttribute('aria-label', t('各页'));
}

startLang();
words();
/** @type {HTMLElement} */ (document.getElementById('skip')).addEventListener('click', (e) => {
  e.preventDefault(); // the part after # is the view's
  /** @type {HTMLElement} */ (document.getElementById('main')).focus();
});
/** @type {HTMLElement} */ (document.getElementById('lang')).addEventListener('click', () => {
  setLang(lang() === 'en' ? 'zh' : 'en');
  words();
  show();
});
window.addEventListener('hashchange', show);
show();
