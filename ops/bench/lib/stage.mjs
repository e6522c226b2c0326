/** What rows are measured on: started when first wanted, shared by the subjects of a scene, stopped together. */
export class Stage {
  #stack = new AsyncDisposableStack();
  #shared = new Map();

  /** The one thing that `make(stage)` starts. */
  share(make) {
    if (!this.#shared.has(make)) this.#shared.set(make, this.#start(make));
    return this.#shared.get(make);
  }

  async #start(make) {
    const made = await make(this);
    return typeof made[Symbol.asyncDispose] === 'function' ? this.#stack.use(made) : made;
  }

  [Symbol.asyncDispose]() {
    return this.#stack.disposeAsync();
  }
}
