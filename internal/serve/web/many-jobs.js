// Long work: sent, watched while it goes on, cancelled, its result taken. How far it is comes as events of the server;
// where there are none (another door than the wire, an old proxy) it is asked for.

import * as api from './api.js';
import { fill, h } from './dom.js';
import { line } from './form-open.js';
import { lang, t } from './i18n.js';

const ASK = 500; // ms

/** @typedef {{id: string, state: string, records: number, failed: number, read: number, total: number, errors: any[]}} Status */

/** @param {string} id */
const path = (id) => 'v1/jobs/' + encodeURIComponent(id);

/** One job and what is shown of it. */
export class Job {
  /** @param {string} name @param {number} count of the forms, 0 if it is not known */
  constructor(name, count) {
    this.name = name;
    this.count = count;
    this.id = '';
    this.over = false;
    /** @type {EventSource | null} */ this.events = null;
    /** @type {any} */ this.timer = 0;
    this.label = h('p', { class: 'job-name' }, name);
    this.bar = h('progress', { 'aria-label': name, max: 1 });
    this.line = h('span', { class: 'job-line', role: 'status' }, t('正在送出…'));
    this.stop = h('button', { type: 'button', onclick: () => this.cancel() }, t('停止'));
    this.acts = h('span', { class: 'acts' }, this.stop);
    this.errors = h('ul', { class: 'wrong' });
    this.element = h('li', { class: 'job', data: { state: 'sending' } }, this.label, this.bar, h('p', {}, this.line, ' ', this.acts), this.errors);
  }

  /** @param {string} kind @param {Object<string, any>} options @param {Array<[string, File]>} parts files, and what they are sent as */
  async start(kind, options, parts) {
    const body = new FormData();
    body.append('kind', kind);
    body.append('options', JSON.stringify(options));
    parts.forEach(([name, f]) => body.append(name, f, f.name));
    try {
      const a = await api.send('POST', 'v1/jobs', body, { 'Idempotency-Key': Date.now().toString(36) + Math.random().toString(36).slice(2) });
      const status = JSON.parse(await a.text());
      this.id = status.id;
      if (this.over) { // stopped before it had a number
        await api.send('DELETE', path(this.id));
        return;
      }
      this.show(status);
      this.watch();
    } catch (e) {
      this.fault(e);
    }
  }

  watch() {
    if (!('EventSource' in window) || !api.overWire()) {
      this.ask();
      return;
    }
    const events = new EventSource(path(this.id) + '/events?lang=' + lang());
    this.events = events;
    const heard = (/** @type {Event} */ e) => this.show(JSON.parse(/** @type {MessageEvent} */ (e).data));
    events.addEventListener('progress', heard);
    events.addEventListener('end', heard);
    events.onerror = () => {
      events.close();
      if (!this.over) this.ask();
    };
  }

  ask() {
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      if (this.over) return;
      try {
        this.show(JSON.parse(await (await api.send('GET', path(this.id))).text()));
      } catch (e) {
        if (e instanceof api.Problem && e.status !== 0) {
          this.fault(e);
          return;
        }
      }
      if (!this.over) this.ask();
    }, ASK);
  }

  /** @param {Status} s */
  show(s) {
    if (this.over) return;
    this.element.dataset.state = s.state;
    const all = this.count || 0;
    if (all > 0) {
      this.bar.max = all;
      this.bar.value = Math.min(s.records, all);
    } else if (s.total > 0) {
      this.bar.max = s.total;
      this.bar.value = s.read;
    }
    const numbers = { done: s.records, all: all || s.records, failed: s.failed };
    this.line.textContent =
      s.state === 'waiting' ? t('排队等候…')
      : s.state === 'running' ? (s.failed ? t('已做 {done} / {all}，其中 {failed} 张有问题', numbers) : t('已做 {done} / {all}', numbers))
      : s.state === 'done' ? (s.failed ? t('做完了：{done} 张，其中 {failed} 张有问题，见结果里的清单', numbers) : t('做完了：{done} 张', numbers))
      : s.state === 'cancelled' ? t('已停止，没有留下文件。') : t('没有做成。');
    if (s.state === 'done') this.done();
    else if (s.state === 'failed' || s.state === 'cancelled') this.end(s.errors);
  }

  done() {
    this.end([]);
    this.bar.max = this.bar.value = 1;
    const http = api.overWire();
    const link = h('a', { class: 'button strong', href: http ? path(this.id) + '/result' : '#/many', download: this.name + '.zip' }, t('下载结果（ZIP）'));
    if (!http) link.addEventListener('click', (e) => this.take(e));
    fill(this.acts, link);
  }

  /** Where there is no address to take it from. @param {Event} e */
  async take(e) {
    e.preventDefault();
    try {
      const bytes = await (await api.send('GET', path(this.id) + '/result')).bytes();
      const url = URL.createObjectURL(new Blob([bytes], { type: 'application/zip' }));
      const a = h('a', { href: url, download: this.name + '.zip' });
      document.body.appendChild(a);
      a.click();
      a.remove();
      setTimeout(() => URL.revokeObjectURL(url), 60000);
    } catch (x) {
      this.fault(x);
    }
  }

  /** @param {any[]} [errors] */
  end(errors) {
    this.over = true;
    clearTimeout(this.timer);
    if (this.events) this.events.close();
    fill(this.acts);
    this.bar.hidden = this.element.dataset.state !== 'done'; // nothing moves any more
    fill(this.errors, (errors || []).filter((x) => x.message !== this.line.textContent).slice(0, 50).map((x) => h('li', {}, line(x))));
  }

  /** @param {any} e */
  fault(e) {
    if (this.over) return;
    this.element.dataset.state = 'failed';
    this.line.textContent = e instanceof api.Problem && e.status === 0 ? t('连不上服务。') : e instanceof Error ? e.message : String(e);
    this.end(e instanceof api.Problem ? e.errors : []);
  }

  async cancel() {
    if (this.over) return;
    this.element.dataset.state = 'cancelled';
    this.line.textContent = t('已停止，没有留下文件。');
    this.end([]);
    if (this.id) await api.send('DELETE', path(this.id)).catch(() => undefined);
  }
}
