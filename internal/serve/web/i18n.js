// The words of the page in two languages. The Chinese sentence is the key; what is not translated stays Chinese. Data
// and the names of forms are never translated.

import { english } from './i18n-en.js';

/** @type {Object<string, string>} */
const words = Object.assign({}, english);

/** @type {'zh' | 'en'} */
let now = 'zh';

const KEY = 'gongbiao.lang';

/** @returns {'zh' | 'en'} */
export const lang = () => now;

/** @param {Object<string, string>} more words of another part of the page */
export function learn(more) {
  Object.assign(words, more);
}

/**
 * A sentence in the language of the page; {name} stands for a value.
 * @param {string} zh @param {Object<string, string | number>} [values]
 */
export function t(zh, values = {}) {
  const s = now === 'en' && words[zh] !== undefined ? words[zh] : zh;
  return s.replace(/\{(\w+)\}/g, (all, name) => (values[name] === undefined ? all : String(values[name])));
}

/** A moment, as people here write it, whatever the language of the browser is. @param {number} time */
export function moment(time) {
  const d = new Date(time);
  const clock = d.getHours() + ':' + String(d.getMinutes()).padStart(2, '0');
  if (now === 'en') return d.getFullYear() + '-' + String(d.getMonth() + 1).padStart(2, '0') + '-' + String(d.getDate()).padStart(2, '0') + ' ' + clock;
  return d.getFullYear() + '年' + (d.getMonth() + 1) + '月' + d.getDate() + '日 ' + clock;
}

/** @param {'zh' | 'en'} l */
export function setLang(l) {
  now = l;
  document.documentElement.lang = l === 'en' ? 'en' : 'zh-CN';
  try {
    if (document.documentElement.dataset.publicPc === undefined) localStorage.setItem(KEY, l);
  } catch (e) {
    // no store: the choice lasts as long as the page
  }
}

/** The language chosen last, or Chinese. */
export function startLang() {
  let l = '';
  try {
    l = localStorage.getItem(KEY) || '';
  } catch (e) {
    l = '';
  }
  setLang(l === 'en' ? 'en' : 'zh');
}
