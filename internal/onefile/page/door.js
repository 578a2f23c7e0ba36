// The door of the page to an engine that is in the same file: requests go to a worker instead of over a network. And
// what only this file has: a word while the engine starts, and the choice to keep drafts.

import { send, setSend } from './api.js';
import { h, say } from './dom.js';
import { learn, t } from './i18n.js';
import { wipe } from './store.js';

learn({
  '正在启动…': 'Starting…',
  '这个浏览器太旧，打不开：要 Chrome、Edge 80 或 Firefox 113 以上。': 'This browser is too old: Chrome or Edge 80, or Firefox 113, or later is needed.',
  '引擎没有启动或停下了：{why}。请关掉这一页重新打开。': 'The engine did not start or has stopped: {why}. Please open this file again.',
  '不存草稿': 'No drafts kept',
  '存草稿': 'Drafts kept',
  '在这台电脑的这个浏览器里存草稿：关了网页，下次打开还在。多人共用的电脑不要存。': 'Keep drafts in this browser on this computer: they are still there when the file is opened again. Not on a computer that others use.',
  '已开始存草稿，只在这台电脑的这个浏览器里。': 'Drafts are kept from now on, in this browser on this computer only.',
  '不再存草稿，已存的都删掉了。': 'No drafts are kept any more; those there were are deleted.',
});

const page = document.documentElement;

/** @type {Map<number, {done: (a: any) => void, fail: (e: Error) => void}>} */
const waiting = new Map();
let count = 0;
let fault = '';

const text = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id)).textContent || '';
/** @param {string} id */
const addressOf = (id) => URL.createObjectURL(new Blob([text(id)], { type: 'text/javascript' }));
const address = addressOf('engine-worker');
const unpackAddress = addressOf('unpack-worker');
const worker = new Worker(address);
const unpacker = new Worker(unpackAddress);
const between = new MessageChannel();
worker.postMessage({ port: between.port1 }, [between.port1]);
unpacker.postMessage({ port: between.port2 }, [between.port2]);
// The engine stands behind this script, in pieces, and the faces behind the engine. Each piece is handed on as soon as
// the browser has read it: the page is there at once, and the engine starts while the faces are read.
/** @type {any} */ (window).enginePiece = () => {
  const piece = /** @type {HTMLElement} */ (/** @type {HTMLElement} */ (document.currentScript).previousElementSibling);
  const m = { of: piece.dataset.of, piece: /** @type {any} */ (piece.textContent) };
  // Bytes are handed over in no time, a text is copied twice; a browser that cannot make them here leaves it to the other side.
  if (/** @type {any} */ (Uint8Array).fromBase64) m.piece = /** @type {any} */ (Uint8Array).fromBase64(m.piece);
  unpacker.postMessage(m, typeof m.piece === 'string' ? [] : [m.piece.buffer]);
  piece.remove(); // it is large, and nobody needs it twice
};
document.addEventListener('DOMContentLoaded', () => unpacker.postMessage({ of: null }));
const started = h('span', { class: 'engine-state', role: 'status' }, t('正在启动…'));

/** @param {string} why */
function stop(why) {
  fault = why === 'OLD' ? t('这个浏览器太旧，打不开：要 Chrome、Edge 80 或 Firefox 113 以上。') : t('引擎没有启动或停下了：{why}。请关掉这一页重新打开。', { why });
  started.textContent = fault;
  started.hidden = false;
  started.classList.add('wrong');
  waiting.forEach((w) => w.fail(new Error(fault)));
  waiting.clear();
}

worker.onmessage = (e) => {
  const m = e.data;
  if (m.memory) page.dataset.engineMemory = String(m.memory);
  if (m.ready) {
    started.hidden = true;
    page.dataset.engineStarted = String(Math.round(performance.now())); // ms after the file was opened
    [address, unpackAddress].forEach(URL.revokeObjectURL);
    return;
  }
  if (m.fault) {
    stop(m.fault);
    return;
  }
  const w = waiting.get(m.id);
  waiting.delete(m.id);
  if (w) w.done(m);
};
worker.onerror = (e) => stop(e.message || '?');
unpacker.onerror = worker.onerror;

// What the engine answers at every start stands in the file, so that the forms are there before it is.
/** @type {Map<string, string>} */
const known = new Map(Array.from(document.querySelectorAll('script[data-known]'), (s) => [/** @type {HTMLElement} */ (s).dataset.known || '', s.textContent || '']));

setSend(async (method, path, body, headers) => {
  if (fault) throw new Error(fault);
  const at = method === 'GET' ? known.get(path) : undefined;
  if (at !== undefined) return answer(200, { 'content-type': 'application/json' }, new TextEncoder().encode(at));
  let bytes = new Uint8Array(0);
  if (body !== null) {
    const whole = new Response(body); // a form becomes what would go over a wire
    if (typeof body !== 'string') headers = Object.assign({}, headers, { 'Content-Type': whole.headers.get('Content-Type') });
    bytes = new Uint8Array(await whole.arrayBuffer());
  }
  if (path.endsWith('/picture.png')) { // pictures one after the other: what somebody does meanwhile waits for one of them at most
    const before = picture;
    let over = () => {};
    picture = new Promise((done) => { over = () => done(undefined); });
    await before;
    return call(method, path, headers, bytes).finally(over);
  }
  return call(method, path, headers, bytes);
});

/** @type {Promise<any>} */
let picture = Promise.resolve();

/** @param {string} method @param {string} path @param {Object<string, string>} headers @param {Uint8Array} bytes */
async function call(method, path, headers, bytes) {
  const id = ++count;
  const m = await new Promise((done, fail) => {
    waiting.set(id, { done, fail });
    worker.postMessage({ id, method, path, headers, body: bytes }, [bytes.buffer]);
  });
  return answer(m.status, m.headers, m.body);
}

/** @param {number} status @param {Object<string, string>} headers @param {Uint8Array} body */
const answer = (status, headers, body) => ({
  status,
  header: (/** @type {string} */ name) => (headers[name.toLowerCase()] === undefined ? null : headers[name.toLowerCase()]),
  text: async () => new TextDecoder().decode(body),
  bytes: async () => /** @type {ArrayBuffer} */ (body.buffer),
});

/** For scripts and tests on this page: the paths of openapi.yaml, as over a wire. */
/** @type {any} */ (window).gongbiao = { send };

// Drafts: none, until somebody at this computer says so.
const KEEP = 'gongbiao.keep';

/** @returns {boolean} */
function wanted() {
  try {
    return localStorage.getItem(KEEP) === 'yes';
  } catch (e) {
    return false;
  }
}

/** @param {boolean} yes */
function keep(yes) {
  if (yes) delete page.dataset.publicPc;
  else page.dataset.publicPc = '';
  button.textContent = yes ? t('存草稿') : t('不存草稿');
  button.title = t('在这台电脑的这个浏览器里存草稿：关了网页，下次打开还在。多人共用的电脑不要存。');
  button.setAttribute('aria-pressed', String(yes));
}

const button = h('button', { type: 'button', id: 'keep', class: 'plain', onclick: async () => {
  const yes = page.dataset.publicPc !== undefined;
  try {
    if (yes) localStorage.setItem(KEEP, 'yes');
    else localStorage.clear();
  } catch (e) {
    // no store: nothing can be kept
  }
  if (!yes) await wipe();
  keep(yes);
  if (location.hash === '' || location.hash === '#/') window.dispatchEvent(new Event('hashchange')); // the list of drafts
  say(yes ? t('已开始存草稿，只在这台电脑的这个浏览器里。') : t('不再存草稿，已存的都删掉了。'));
} });
keep(wanted());

const language = /** @type {HTMLElement} */ (document.getElementById('lang'));
language.before(started, button);
new MutationObserver(() => {
  keep(page.dataset.publicPc === undefined);
  if (!fault) started.textContent = t('正在启动…');
}).observe(page, { attributes: true, attributeFilter: ['lang'] });
