// The first view: which form. By place, year and kind, with the picture of its first page and whether its look has been
// confirmed; before them what was begun and not finished, and files to open.

import * as api from './api.js';
import { download, fill, h, sign } from './dom.js';
import { moment, t } from './i18n.js';
import { drops, openFiles, picker, problem } from './form-open.js';
import { begin, resume } from './session.js';
import { drafts, drop, keeps, wipe } from './store.js';

/** @type {Map<string, string>} addresses of pictures, by layout */
const pictures = new Map();

/** What was chosen last, as long as the page lives. */
const chosen = { place: '', year: '', kind: '', words: '' };

/** @param {HTMLElement} main */
export function choose(main) {
  const files = (/** @type {File[]} */ f) => openFiles(main, f);
  const begun = h('section', { class: 'begun', 'aria-label': t('没填完的表') });
  const grid = h('ul', { class: 'cards' });
  const count = h('p', { class: 'count', role: 'status' });
  const bar = h('form', { class: 'filter', role: 'search', onsubmit: (/** @type {Event} */ e) => e.preventDefault() });
  fill(main,
    h('div', { class: 'lead' },
      h('h1', {}, t('填一张表')),
      h('p', {}, t('选一张表开始填；或者打开已有的：记录、台账、填好的 Excel、别处的官方表（拖到这里也可以）。')),
      h('p', { class: 'acts' }, picker(t('打开文件…'), files), h('a', { class: 'button', href: '#/many' }, t('一次做很多张')))),
    begun, bar, count, grid);
  const stop = drops(main, files);
  showDrafts(begun);
  const seen = watch();
  api.layouts().then((a) => list(a, bar, grid, count, seen, main)).catch((e) => problem(main, e));
  return () => {
    stop();
    if (seen) seen.disconnect();
  };
}

/** @param {HTMLElement} begun */
async function showDrafts(begun) {
  const all = await drafts();
  await api.learnNames();
  const nameOf = (/** @type {import('./store.js').Draft} */ d) => d.title || d.name || api.nameOf(d.layout) || t('没有名称的表');
  if (!keeps()) {
    fill(begun, h('p', { class: 'dim' }, t('这里不存草稿：填的内容不留在浏览器里，离开前请下载。')));
    return;
  }
  if (all.length === 0) {
    fill(begun);
    return;
  }
  fill(begun, h('h2', {}, t('没填完的表')),
    h('ul', {}, all.map((d) => h('li', {},
      h('button', { type: 'button', class: 'link', onclick: () => resume(d) }, nameOf(d)),
      h('span', { class: 'dim' }, ' ' + moment(d.time)),
      h('button', { type: 'button', class: 'quiet', 'aria-label': t('删除 {name}', { name: nameOf(d) }), onclick: async () => {
        await drop(d.id);
        showDrafts(begun);
      } }, sign('remove'))))),
    h('p', {}, h('button', { type: 'button', class: 'small', onclick: async () => {
      if (!window.confirm(t('把这个浏览器里存的 {n} 份草稿全部删除？', { n: all.length }))) return;
      await wipe();
      showDrafts(begun);
    } }, t('全部删除'))));
}

/** Pictures are fetched when they come near the window. */
function watch() {
  if (!('IntersectionObserver' in window)) return null;
  return new IntersectionObserver((all, o) => all.forEach((x) => {
    if (!x.isIntersecting) return;
    o.unobserve(x.target);
    load(/** @type {HTMLImageElement} */ (x.target));
  }), { rootMargin: '300px' });
}

/** @param {HTMLImageElement} img */
async function load(img) {
  const id = img.dataset.layout || '';
  try {
    if (!pictures.has(id)) pictures.set(id, URL.createObjectURL(await api.picture(id)));
    img.src = pictures.get(id) || '';
  } catch (e) {
    img.classList.add('none');
  }
}

/**
 * @param {any[]} all @param {HTMLElement} bar @param {HTMLElement} grid @param {HTMLElement} count
 * @param {IntersectionObserver | null} seen @param {HTMLElement} main
 */
function list(all, bar, grid, count, seen, main) {
  const options = (/** @type {string} */ of) => Array.from(new Set(all.map((l) => String(l[of] || '')).filter((s) => s !== ''))).sort((a, b) => a.localeCompare(b, 'zh-CN'));
  all = all.slice().sort((a, b) => rank(a, all) - rank(b, all));
  const show = () => {
    const words = chosen.words.trim().toLowerCase();
    const found = all.filter((l) => (!chosen.place || l.place === chosen.place) && (!chosen.year || l.version === chosen.year) &&
      (!chosen.kind || l.formName === chosen.kind) && (!words || JSON.stringify(l).toLowerCase().includes(words)));
    count.textContent = t('{n} 张表', { n: found.length });
    fill(grid, found.map((l) => card(l, seen, main)));
  };
  const pick = (/** @type {'place' | 'year' | 'kind'} */ of, /** @type {string} */ member, /** @type {string} */ word) => {
    const s = h('select', {}, h('option', { value: '' }, t('全部')), options(member).map((v) => h('option', { value: v }, v)));
    s.value = chosen[of];
    s.addEventListener('change', () => {
      chosen[of] = s.value;
      show();
    });
    return h('label', {}, h('span', {}, t(word)), s);
  };
  const find = h('input', { type: 'search', value: chosen.words });
  find.addEventListener('input', () => {
    chosen.words = find.value;
    show();
  });
  fill(bar, pick('place', 'place', '地方'), pick('year', 'version', '年度'), pick('kind', 'formName', '表的种类'), h('label', {}, h('span', {}, t('名称')), find));
  show();
}

/** Papers of those who review and keep what others fill in; nobody begins with them. */
const LAST = ['comparison', 'review', 'issues', 'rectification', 'rectification-reply', 'handover'];

/** What most places have comes first, of that what holds everywhere. @param {any} l @param {any[]} all */
function rank(l, all) {
  const places = all.filter((x) => x.form === l.form).length;
  return LAST.indexOf(l.form) * 1000 - places * 10 - (l.place === '全国' ? 1 : 0) + (l.current ? 0 : 5);
}

/** @param {any} l @param {IntersectionObserver | null} seen @param {HTMLElement} main */
function card(l, seen, main) {
  const img = h('img', { alt: t('{title}的第一页', { title: l.name }), width: 150, height: 212, data: { layout: l.id } });
  if (seen) seen.observe(img);
  else load(img);
  const start = (/** @type {() => Promise<any>} */ from, own = true) => async () => {
    try {
      begin(await from(), l.id, own ? { begun: true } : { own });
    } catch (e) {
      problem(main, e);
    }
  };
  return h('li', { class: 'card' },
    h('div', { class: 'thumb' }, img),
    h('div', { class: 'about' },
      h('h2', {}, l.name),
      h('p', { class: 'dim' }, [l.place, l.version && t('{year} 年版', { year: l.version }), l.own && t('本单位的版式'), l.current === false && t('旧版')].filter(Boolean).join(' · ')),
      h('details', {}, h('summary', {}, /^未确认/.test(l.confirmed || '未确认') ? t('依据和核对（样式未确认）') : t('依据和核对')), h('p', {}, h('b', {}, t('依据')), l.source || ''), h('p', {}, h('b', {}, t('核对')), l.confirmed || ''), h('p', {}, l.id)),
      h('p', { class: 'acts' },
        h('button', { type: 'button', class: 'strong', onclick: start(async () => new Map([['form', l.id]])), 'aria-label': t('填这张表') + '：' + l.name + '，' + (l.place || '') }, t('填这张表')),
        h('button', { type: 'button', onclick: start(() => api.sample(l.id, 'usual'), false) }, t('看填好的例子')),
        h('button', { type: 'button', onclick: async () => {
          try {
            download(new Blob([await api.workbook(l.id)]), l.name + '.xlsx');
          } catch (e) {
            problem(main, e);
          }
        } }, t('Excel 填报表')))));
}
