// What the page has in base64 of gzip, as it was, in a worker of its own: it is unpacked beside the parser of the page and
// the compiler of the engine. In: {port} to the engine's worker, pieces {of, piece}, file after file, as bytes or still as
// text, and {of: null} at the end. Out, through the port: {file, bytes} for each face, for the engine again and again and
// {file, bytes: null} at its end, and {file: null} at the end of all.
'use strict';

const LARGE = 1 << 20; // bytes of the engine that are handed on at once

const plain = (text) => {
  const s = atob(text);
  const out = new Uint8Array(s.length);
  for (let i = 0; i < s.length; i++) out[i] = s.charCodeAt(i);
  return out;
};

let port;
let of = null;
let into = null; // of the file that is read
let last = Promise.resolve(); // until what came before is handed on

async function unpack(file, packed) {
  if (!('DecompressionStream' in globalThis)) return; // the engine's worker tells it
  const from = packed.pipeThrough(new DecompressionStream('gzip')).getReader();
  let have = [];
  let size = 0;
  const hand = () => {
    const bytes = new Uint8Array(size);
    have.reduce((at, b) => { bytes.set(b, at); return at + b.length; }, 0);
    port.postMessage({ file, bytes }, [bytes.buffer]);
    have = [];
    size = 0;
  };
  for (;;) {
    const { done, value } = await from.read();
    if (done) break;
    have.push(value);
    size += value.length;
    if (size >= LARGE && file === 'engine') hand();
  }
  hand();
  if (file === 'engine') port.postMessage({ file, bytes: null });
}

onmessage = (e) => {
  const m = e.data;
  if (m.port) {
    port = m.port;
    return;
  }
  if (m.of !== of) {
    if (into) into.close();
    of = m.of;
    if (of === null) {
      last.then(() => port.postMessage({ file: null }));
      return;
    }
    const file = of;
    const packed = new ReadableStream({ start(c) { into = c; } });
    last = last.then(() => unpack(file, packed));
    last.catch((x) => setTimeout(() => { throw x; })); // the page is told
  }
  into.enqueue(typeof m.piece === 'string' ? plain(m.piece) : m.piece);
};
