// One presentation of a code counts once, however long it stays in view.

/** Codes that are in view, by when each was seen last. */
export class Presentations {
  #seen = new Map();
  #outMilliseconds;

  /** @param outMilliseconds How long a code must be out of view before it counts again. */
  constructor(outMilliseconds = 2000) { this.#outMilliseconds = outMilliseconds; }

  /** Returns whether a code that is in view now begins a new presentation. */
  begins(text, now) {
    const last = this.#seen.get(text);
    this.#seen.set(text, now);
    const isOut = (at) => now - at > this.#outMilliseconds;
    if (this.#seen.size > 50) {
      for (const [old, at] of this.#seen) if (isOut(at)) this.#seen.delete(old);
    }
    return last === undefined || isOut(last);
  }
}
