import { watch } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { say, yellow } from './tell.mjs';

const quietMs = 200;

/** A server that starts anew whenever a compiled file changes. It ends when it is stopped, or where it ends before it was ever ready. */
export class WatchedServer {
  #child;
  #started = false;
  #stopped = false;
  #pending;
  #watcher;

  /** The exit code of the server that was the last one. */
  ended;

  constructor({ folder, launch, isReady }) {
    this.launch = launch;
    this.ended = new Promise((resolve) => (this.end = resolve));
    this.#watcher = watch(folder, { recursive: true }, (_, file) => file?.endsWith('.js') && this.#restartSoon());
    this.#open();
    void this.#noticeStart(isReady);
  }

  stop() {
    this.#stopped = true;
    this.#child ? this.#child.kill('SIGTERM') : this.#close(0);
  }

  #open() {
    const child = this.launch();
    this.#child = child;
    child.once('exit', (code) => {
      this.#child = undefined;
      if (this.#stopped || (!this.#started && !this.#pending)) return this.#close(code ?? 0);
      if (!this.#pending) say(yellow('The server has ended. It starts again when a source changes.'));
    });
  }

  #close(code) {
    this.#stopped = true;
    clearTimeout(this.#pending);
    this.#watcher.close();
    this.end(code);
  }

  #restartSoon() {
    clearTimeout(this.#pending);
    this.#pending = setTimeout(() => this.#restart(), quietMs);
  }

  #restart() {
    const reopen = () => {
      this.#pending = undefined;
      if (!this.#stopped) this.#open();
    };
    if (!this.#child) return reopen();
    this.#child.once('exit', reopen);
    this.#child.kill('SIGTERM');
  }

  async #noticeStart(isReady) {
    while (!this.#stopped && !this.#started) {
      this.#started = await isReady();
      await pause(quietMs);
    }
  }
}
