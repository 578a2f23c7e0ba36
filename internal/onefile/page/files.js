// Files for the engine, in the memory of the worker: what Go asks of the file system of Node. Jobs keep what they are
// given and what they make here, and take it away; nothing of it touches a disk.
'use strict';

globalThis.fs = (() => {
  const DIR = 0o040000;
  const FILE = 0o100000;
  const constants = { O_RDONLY: 0, O_WRONLY: 1, O_RDWR: 2, O_CREAT: 64, O_EXCL: 128, O_TRUNC: 512, O_APPEND: 1024, O_DIRECTORY: 65536, O_SYNC: 1052672 };
  let number = 1;
  const node = (kind) => ({ kind, number: number++, time: Date.now(), links: 1, bytes: new Uint8Array(0), size: 0, names: new Map() });
  const root = node(DIR);
  root.names.set('tmp', node(DIR));
  const open = new Map();
  let next = 10;
  let line = '';
  const decoder = new TextDecoder();

  const fault = (code) => Object.assign(new Error(code), { code });
  const parts = (path) => {
    const out = [];
    path.split('/').forEach((p) => {
      if (p === '..') out.pop();
      else if (p !== '' && p !== '.') out.push(p);
    });
    return out;
  };
  const find = (path) => parts(path).reduce((at, name) => {
    if (at.kind !== DIR) throw fault('ENOTDIR');
    const found = at.names.get(name);
    if (!found) throw fault('ENOENT');
    return found;
  }, root);
  // The folder a path is in, and its name there.
  const above = (path) => {
    const all = parts(path);
    const name = all.pop();
    if (name === undefined) throw fault('EBUSY');
    const dir = find(all.join('/'));
    if (dir.kind !== DIR) throw fault('ENOTDIR');
    return [dir, name];
  };
  const handle = (fd) => {
    const h = open.get(fd);
    if (!h) throw fault('EBADF');
    return h;
  };
  const resize = (n, size) => {
    if (size > n.bytes.length) {
      const more = new Uint8Array(Math.max(size, 2 * n.bytes.length, 4096));
      more.set(n.bytes.subarray(0, n.size));
      n.bytes = more;
    } else if (size < n.size) n.bytes.fill(0, size, n.size);
    n.size = size;
    n.time = Date.now();
  };
  const stat = (n) => ({
    dev: 1, ino: n.number, mode: n.kind | (n.kind === DIR ? 0o700 : 0o600), nlink: n.links, uid: 0, gid: 0, rdev: 0, size: n.size,
    blksize: 4096, blocks: Math.ceil(n.size / 512), atimeMs: n.time, mtimeMs: n.time, ctimeMs: n.time, isDirectory: () => n.kind === DIR,
  });
  const remove = (path, kind) => {
    const [dir, name] = above(path);
    const n = find(path);
    if (n.kind !== kind) throw fault(kind === DIR ? 'ENOTDIR' : 'EISDIR');
    if (kind === DIR && n.names.size > 0) throw fault('ENOTEMPTY');
    dir.names.delete(name);
    n.links--;
  };

  const calls = {
    open(path, flags, mode) {
      const [dir, name] = parts(path).length > 0 ? above(path) : [null, ''];
      let n = dir ? dir.names.get(name) : root;
      if (n && flags & constants.O_CREAT && flags & constants.O_EXCL) throw fault('EEXIST');
      if (!n) {
        if (!(flags & constants.O_CREAT)) throw fault('ENOENT');
        n = node(FILE);
        dir.names.set(name, n);
      }
      if (n.kind === DIR && flags & (constants.O_WRONLY | constants.O_RDWR)) throw fault('EISDIR');
      if (n.kind !== DIR && flags & constants.O_DIRECTORY) throw fault('ENOTDIR');
      if (flags & constants.O_TRUNC) resize(n, 0);
      open.set(++next, { n, at: 0, append: !!(flags & constants.O_APPEND) });
      return next;
    },
    close(fd) { handle(fd); open.delete(fd); },
    read(fd, buffer, offset, length, position) {
      const h = handle(fd);
      if (h.n.kind === DIR) throw fault('EISDIR');
      const from = position === null ? h.at : position;
      const got = h.n.bytes.subarray(Math.min(from, h.n.size), Math.min(from + length, h.n.size));
      buffer.set(got, offset);
      if (position === null) h.at += got.length;
      return got.length;
    },
    write(fd, buffer, offset, length, position) {
      if (fd === 1 || fd === 2) { // what Go says when it fails
        const lines = (line + decoder.decode(buffer.subarray(offset, offset + length), { stream: true })).split('\n');
        line = lines.pop();
        lines.forEach((l) => console.error(l));
        return length;
      }
      const h = handle(fd);
      const from = h.append ? h.n.size : position === null ? h.at : position;
      if (from + length > h.n.size) resize(h.n, from + length);
      h.n.bytes.set(buffer.subarray(offset, offset + length), from);
      if (position === null) h.at = from + length;
      return length;
    },
    fstat(fd) { return stat(handle(fd).n); },
    stat(path) { return stat(find(path)); },
    lstat(path) { return stat(find(path)); },
    readdir(path) {
      const n = find(path);
      if (n.kind !== DIR) throw fault('ENOTDIR');
      return Array.from(n.names.keys());
    },
    mkdir(path) {
      const [dir, name] = above(path);
      if (dir.names.has(name)) throw fault('EEXIST');
      dir.names.set(name, node(DIR));
    },
    rmdir(path) { remove(path, DIR); },
    unlink(path) { remove(path, FILE); },
    rename(from, to) {
      const n = find(from);
      const [dir, name] = above(to);
      const there = dir.names.get(name);
      if (there === n) return;
      if (there && there.kind === DIR) {
        if (n.kind !== DIR) throw fault('EISDIR');
        if (there.names.size > 0) throw fault('ENOTEMPTY');
      } else if (there && n.kind === DIR) throw fault('ENOTDIR');
      if (n.kind === DIR && (parts(to).join('/') + '/').startsWith(parts(from).join('/') + '/')) throw fault('EINVAL'); // into itself
      const [old, was] = above(from);
      old.names.delete(was);
      dir.names.set(name, n);
    },
    truncate(path, size) { resize(find(path), size); },
    ftruncate(fd, size) { resize(handle(fd).n, size); },
    fsync() {},
    chmod(path) { find(path); },
    fchmod(fd) { handle(fd); },
    chown(path) { find(path); },
    fchown(fd) { handle(fd); },
    lchown(path) { find(path); },
    utimes(path) { find(path); },
    readlink(path) { find(path); throw fault('EINVAL'); },
    link() { throw fault('ENOSYS'); },
    symlink() { throw fault('ENOSYS'); },
  };
  // As Node has them: what is asked is answered through a function behind all else. Go has one thread here and gives it
  // back only when all its work waits: now and then an answer comes later, so that the worker can read what the page has
  // sent meanwhile. Whatever takes long writes files.
  const TURN = 40; // ms
  let last = performance.now();
  const fs = { constants };
  // The faces come while the engine starts: one that is opened before it is there, or before all have come, is waited for.
  const dir = node(DIR);
  root.names.set('faces', dir);
  let all = false;
  let waiting = [];
  globalThis.faceCame = (file, bytes) => {
    if (file === null) all = true;
    else dir.names.set(file, Object.assign(node(FILE), { bytes, size: bytes.length }));
    const now = waiting;
    waiting = [];
    now.forEach((again) => again());
  };
  const missing = (path) => !all && path.startsWith('/faces/') && !dir.names.has(path.slice(7));
  Object.keys(calls).forEach((name) => {
    fs[name] = (...args) => {
      const done = args.pop();
      if (name === 'open' && missing(args[0])) {
        waiting.push(() => fs.open(...args, done));
        return;
      }
      let value;
      try {
        value = calls[name](...args);
      } catch (e) {
        done(e.code ? e : fault('EIO'));
        return;
      }
      if (performance.now() - last < TURN) {
        done(null, value);
        return;
      }
      setTimeout(() => {
        last = performance.now();
        done(null, value);
      }, 0);
    };
  });
  fs.writeSync = (fd, buffer) => calls.write(fd, buffer, 0, buffer.length, null);
  return fs;
})();

globalThis.process = { pid: 1, ppid: 1, getuid: () => 0, getgid: () => 0, geteuid: () => 0, getegid: () => 0, getgroups: () => [], umask: () => 0, cwd: () => '/', chdir() {} };

globalThis.path = {
  resolve: (...all) => all.reduce((at, p) => (p.startsWith('/') ? p : at + '/' + p), '/').replace(/\/+/g, '/').replace(/(.)\/$/, '$1'),
};
