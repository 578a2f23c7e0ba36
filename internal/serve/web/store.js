// What is being filled in, kept in this browser (IndexedDB) so that a closed window loses nothing. On a computer that
// many people use (public-pc) nothing is kept.

/** @typedef {{id: string, layout: string, title: string, name: string, text: string, time: number, begun: boolean}} Draft */

const NAME = 'gongbiao';
const DRAFTS = 'drafts';

/** Whether this computer keeps drafts. */
export const keeps = () => document.documentElement.dataset.publicPc === undefined && 'indexedDB' in window;

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((done, fail) => {
    const q = indexedDB.open(NAME, 1);
    q.onupgradeneeded = () => q.result.createObjectStore(DRAFTS, { keyPath: 'id' });
    q.onsuccess = () => done(q.result);
    q.onerror = () => fail(q.error);
  });
}

/**
 * @template T
 * @param {IDBTransactionMode} mode @param {(s: IDBObjectStore) => IDBRequest<T>} f
 * @returns {Promise<T>}
 */
async function run(mode, f) {
  const db = await open();
  try {
    return await new Promise((done, fail) => {
      const tx = db.transaction(DRAFTS, mode);
      const q = f(tx.objectStore(DRAFTS));
      tx.oncomplete = () => done(q.result);
      tx.onerror = tx.onabort = () => fail(tx.error);
    });
  } finally {
    db.close();
  }
}

/** @param {Draft} d @returns {Promise<boolean>} whether it is kept */
export async function keep(d) {
  if (!keeps()) return false;
  try {
    await run('readwrite', (s) => s.put(d));
    return true;
  } catch (e) {
    return false;
  }
}

/** @returns {Promise<Draft[]>} the newest first */
export async function drafts() {
  if (!keeps()) return [];
  try {
    const all = await run('readonly', (s) => s.getAll());
    return all.sort((a, b) => b.time - a.time);
  } catch (e) {
    return [];
  }
}

/** @param {string} id */
export async function drop(id) {
  if (keeps()) await run('readwrite', (s) => s.delete(id)).catch(() => undefined);
}

/** Everything the page has kept here. */
export async function wipe() {
  if ('indexedDB' in window) {
    await run('readwrite', (s) => s.clear()).catch(() => undefined);
  }
}
