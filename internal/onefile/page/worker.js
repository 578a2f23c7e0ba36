// The engine in its worker, so that the page never waits for it. In: a port, through which the engine and then the faces
// come (unpack.js), then requests {id, method, path, headers, body}. Out: {ready}, {fault} if it cannot run here, and
// answers {id, status, headers, body}.
'use strict';

let code = null; // where the engine is put as it comes

async function start() {
  if (!('DecompressionStream' in globalThis) || !('WebAssembly' in globalThis)) throw new Error('OLD');
  const stream = new ReadableStream({ start(c) { code = c; } });
  const go = new Go();
  go.env = { GOGC: 'off', GOMEMLIMIT: '96MiB' }; // nothing is looked through before there is so much (cmd/onefile/engine)
  go.exit = () => postMessage({ fault: 'ENDED' });
  const { instance } = await WebAssembly.instantiateStreaming(new Response(stream, { headers: { 'Content-Type': 'application/wasm' } }), go.importObject);
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

const came = (e) => {
  const { file, bytes } = e.data;
  if (file !== 'engine') faceCame(file, bytes);
  else if (code && bytes) code.enqueue(bytes);
  else if (code) code.close();
};

onmessage = async (e) => {
  const m = e.data;
  if (m.port) {
    m.port.onmessage = came;
    return;
  }
  await ready;
  gongbiao(m.method, m.path, m.headers, m.body, (status, headers, body) => {
    postMessage({ id: m.id, status, headers, body, memory: memory() }, [body.buffer]);
  });
};
