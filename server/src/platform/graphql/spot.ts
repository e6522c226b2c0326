/** A place of the answer, and the places below it by their response names. */
export class Spot {
  #times = 0;
  readonly #below = new Map<string, Spot>();

  below(name: string): Spot {
    const spot = this.#below.get(name) ?? new Spot();
    this.#below.set(name, spot);
    return spot;
  }

  /** How often it has been asked for, now included. */
  ask(): number {
    return (this.#times += 1);
  }
}
