// The engine in its worker, so that the page never waits for it. In: the engine as pieces of base64 of gzip, then
// requests {id, method, path, headers, body}. Out: {ready}, {fault} if it cannot run here, and answers {id, status,
// headers, body}.
'use strict';

const plain = (text) => {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const s = atob(text);
  const out = new Uint8Array(s.length);
  for (let i = 0; i < s.length; i++) out[i] = s.charCodeAt(i);
  return out;
};

/** What has come of the engine and is not read yet; null ends it. @type {Array<string | null>} */
const pieces = [];
let more = () => {};

async function start() {
  if (!('DecompressionStream' in globalThis) || !('WebAssembly' in globalThis)) throw new Error('OLD');
  const packed = new ReadableStream({
    async pull(c) {
      while (pieces.length === 0) await new Promise((done) => { more = done; });
      const piece = pieces.shift();
      if (piece === null) c.close();
      else c.enqueue(plain(piece));
    },
  });
  const code = new Response(packed.pipeThrough(new DecompressionStream('gzip')), { headers: { 'Content-Type': 'application/wasm' } });
  const go = new Go();
  go.exit = () => postMessage({ fault: 'ENDED' });
  const { instance } = await WebAssembly.instantiateStreaming(code, go.importObject); // compiled while it comes
  memory = () => instance.exports.mem.buffer.byteLength;
  globalThis.engineReady = () => {
    postMessage({ ready: true, memory: memory() });
    started();
  };
  await go.run(instance);
}

let memory = () => 0;
let started = () => {};
const ready = new Promise((done) => { started = () => done(undefined); });
start().catch((x) => postMessage({ fault: x instanceof Error ? x.message : String(x) }));

onmessage = async (e) => {
  const m = e.data;
  if (m.piece !== undefined) {
    pieces.push(m.piece);
    more();
    return;
  }
  await ready;
  gongbiao(m.method, m.path, m.headers, m.body, (status, headers, body) => {
    postMessage({ id: m.id, status, headers, body, memory: memory() }, [body.buffer]);
  });
};
