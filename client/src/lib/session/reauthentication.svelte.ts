/** Waits for the person's password, once for all the changes that need it at the same time. */
export class Reauthentication {
  #waiting = $state.raw<PromiseWithResolvers<boolean>>();

  /** Whether a change waits for the password. */
  get wanted(): boolean {
    return this.#waiting !== undefined;
  }

  /** Asks for the password; true once it was proved, false where the person declined. */
  request(): Promise<boolean> {
    this.#waiting ??= Promise.withResolvers<boolean>();
    return this.#waiting.promise;
  }

  /** Says how it came out. */
  answer(proved: boolean): void {
    this.#waiting?.resolve(proved);
    this.#waiting = undefined;
  }
}
